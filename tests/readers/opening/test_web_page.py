from uprlib.readers.opening.web_page import pieces


def page(written, body):
    return written(f"<!DOCTYPE html><html><head><title>no</title></head><body>{body}</body></html>")


def test_a_line_end_in_the_source_is_a_space_and_br_a_line(written):
    path = page(written, "<p>Plant\n trees<br>daily</p>")
    assert [piece.text for piece in pieces(path)] == ["Plant trees", "daily"]


def test_scripts_hidden_text_and_footnote_marks_are_left_out(written):
    path = page(written, "<script>x</script><p>Plant<sup>12</sup> trees<span style='display: none'>not</span></p>")
    assert [piece.text for piece in pieces(path)] == ["Plant trees"]


def test_footnotes_are_small(written):
    path = page(written, "<p>Plant</p><div id='ftn1'><p>1 Edited.</p></div><p class=MsoFootnoteText>2 Read.</p>")
    assert [(piece.text, piece.small) for piece in pieces(path)] == [
        ("Plant", False),
        ("1 Edited.", True),
        ("2 Read.", True),
    ]


def test_cells_know_their_row_and_empty_ones_are_kept(written):
    path = page(
        written, "<table><tr><td>95.1</td><td></td><td><p>a</p><p>b</p></td></tr><tr><td>95.2</td></tr></table>"
    )
    assert [(piece.text, piece.row, piece.cell) for piece in pieces(path)] == [
        ("95.1", 1, 1),
        ("", 1, 2),
        ("a", 1, 3),
        ("b", 1, 3),
        ("95.2", 2, 4),
    ]


def test_a_numbered_list_shows_its_numbers(written):
    path = page(written, "<ol start=4><li>Plant</li><li>Water</li></ol>")
    assert [piece.text for piece in pieces(path)] == ["4. Plant", "5. Water"]
