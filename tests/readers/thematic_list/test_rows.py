"""Claims about the rows of a list in Word. Invented texts."""

import docx
import pytest

from uprlib.errors import SourceError
from uprlib.readers.bad_rows import BadRows
from uprlib.readers.thematic_list.rows import has_list, rows

HEAD = ["Recommendation", "Position", "Themes"]


@pytest.fixture
def document():
    """Make a document of paragraphs (text) and tables (lists of rows)."""

    def make(*content):
        document = docx.Document()
        for piece in content:
            if isinstance(piece, str):
                document.add_paragraph(piece)
                continue
            table = document.add_table(0, len(piece[0]))
            for texts in piece:
                for cell, text in zip(table.add_row().cells, texts, strict=True):
                    cell.text = text
        return document

    return make


def test_a_heading_in_one_cell_of_many_is_a_theme_and_a_repeated_head_is_none(document):
    found = document(
        [HEAD, ["Theme: Trees", "", ""], ["5.1 a", "Noted", ""], HEAD, ["Rivers", "", ""], ["5.2", "b", ""]]
    )
    assert [(row.number, row.theme) for row in rows(found, BadRows("a.docx"))] == [(3, "Trees"), (6, "Rivers")]


def test_a_recommendation_without_its_position_is_no_heading(document):
    (row,) = rows(document([HEAD, ["5.1 Plant oaks (Chad)", "", ""]]), BadRows("a.docx"))
    assert row.cells["position"] == ()


def test_a_table_of_another_width_does_not_go_on_with_the_list(document):
    found = document([HEAD, ["5.1 a", "Noted", ""]], [["5.2 b", "Noted"]])
    assert [row.number for row in rows(found, BadRows("a.docx"))] == [2]


def test_a_document_without_a_list_says_so(document):
    found = document("a text", [["Country", "Year", "Number"]])
    assert not has_list(found) and has_list(document([HEAD]))
    with pytest.raises(SourceError, match=r"file a\.docx: the document has no table of recommendations"):
        list(rows(found, BadRows("a.docx")))


def test_a_row_within_a_row_is_not_passed_over(document):
    made = document([HEAD, ["5.1 Plant oaks (Chad)", "Noted", "Trees"]])
    row = made.tables[0].rows[1]._tr
    outer = row.makeelement(row.tag)
    row.addprevious(outer)
    outer.append(row)
    with pytest.raises(SourceError, match="a table of the document has text that is in none of its rows"):
        list(rows(made, BadRows("nested.docx")))
