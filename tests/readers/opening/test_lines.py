"""Claims about the lines of a PDF or DOCX."""

import pytest
from invented_reports import BODY, FOOTNOTE, MARK, pdf_bytes

from uprlib.errors import SourceError
from uprlib.readers.opening import files
from uprlib.readers.opening.lines import Line, read_lines

PAGE = [
    "A page of the book of trees, in the size of the body",
    [(BODY, 0, "Plant oaks in the towns;"), (MARK, 4, "5")],
    [(FOOTNOTE, 0, "5 A footnote on oaks.")],
]


def test_small_type_is_told_from_the_body_and_footnote_marks_are_left_out(written):
    assert read_lines(written(pdf_bytes([PAGE, ["The second page of the book"]]))) == [
        Line("A page of the book of trees, in the size of the body", 1, False),
        Line("Plant oaks in the towns;", 1, False),
        Line("5 A footnote on oaks.", 1, True),
        Line("The second page of the book", 2, False),
    ]


def test_a_paragraph_of_a_docx_is_one_line_without_a_page(word):
    assert read_lines(word(["Plant oaks^5^;", "", "Plant elms."])) == [
        Line("Plant oaks;", None, False),
        Line("Plant elms.", None, False),
    ]


def test_another_kind_of_file_is_refused(written):
    with pytest.raises(SourceError, match="no PDF, DOCX, text or web page"):
        read_lines(written(b"only \0 bytes", "notes.pdf"))


def test_a_text_and_a_web_page_are_read_by_their_lines(written):
    assert read_lines(written("  Plant oaks;\n\n  daily\n")) == [
        Line("Plant oaks;", None, False),
        Line("daily", None, False),
    ]
    assert read_lines(written("<html><body><p>Plant<table><tr><td><td>oaks</table></body></html>")) == [
        Line("Plant", None, False),
        Line("oaks", None, False),
    ]


def test_an_old_word_file_is_refused(written):
    with pytest.raises(SourceError, match=r"old Word format \(DOC\).*save it as DOCX"):
        read_lines(written(files.OLE + b"\0" * 600, "report.doc"))
