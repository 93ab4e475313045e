import docx

from uprlib.readers.addendum.blocks import blocks


def test_a_list_goes_on_over_lines_and_pages_and_a_heading_stands_alone(written):
    path = written(
        "Accepted recommendations\n"
        "3.     The Government accepts 95.1, 95.62-\n"
        "66, 95.68.\n\n\n"
        "2\n"
        "                                        A/HRC/42/4/Add.1\n\n\n"
        "Accepted recommendations that Erewhon considers already\n"
        "implemented\n"
        "4.     The Government accepts 95.70 and\n"
        "95.71.\n"
        "95.70\n"
        "       It is done.\n"
    )
    assert [block.text for block in blocks(path)] == [
        "Accepted recommendations",
        "3. The Government accepts 95.1, 95.62- 66, 95.68.",
        "Accepted recommendations that Erewhon considers already implemented",
        "4. The Government accepts 95.70 and 95.71.",
        "95.70 It is done.",
    ]


def test_the_columns_of_a_printed_table_are_told_by_their_places(written):
    path = written(
        "  95.1    Ratify the Protocol             Accepted      The parliament has\n"
        "          at once (Denmark)                             agreed.\n"
        "  95.3    Consider it (Spain)             Partially     It depends.\n"
        "                                          accepted\n"
    )
    assert [block.pieces for block in blocks(path)] == [
        ("95.1", "Ratify the Protocol at once (Denmark)", "Accepted", "The parliament has agreed."),
        ("95.3", "Consider it (Spain)", "Partially accepted", "It depends."),
    ]


def test_an_empty_cell_keeps_its_place(tmp_path):
    document = docx.Document()
    table = document.add_table(1, 3)
    for cell, text in zip(table.rows[0].cells, ("95.1", "", "X"), strict=True):
        cell.text = text
    document.save(tmp_path / "a.docx")
    (row,) = blocks(tmp_path / "a.docx")
    assert row.is_row
    assert row.pieces == ("95.1", "", "X")
