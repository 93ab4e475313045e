"""Claims about the lines of a PDF or DOCX."""

import pytest
from invented_reports import BODY, FOOTNOTE, MARK, pdf_bytes

from uprlib.errors import SourceError
from uprlib.readers.opening import files
from uprlib.readers.opening.lines import Line, lost_pages, notes, read_lines

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


def numbered(*numbers):
    return [
        line
        for page, number in enumerate(numbers, 2)
        for line in (Line("Plant", page, False), Line(number, page, True))
    ]


def test_pages_are_missed_by_the_numbers_printed_on_the_others():
    assert lost_pages(numbered("2", "3", "4", "5")) == []
    assert lost_pages(numbered("2", "4", "5")) == [3]
    assert lost_pages(numbered("Page 2", "page 3", "page 7", "page 8")) == [4, 5, 6]
    assert lost_pages(numbered("2", "3", "5")) == [4]


def test_another_number_that_stands_alone_is_no_page_number():
    assert lost_pages([*numbered("2", "3", "4", "5"), Line("9", 3, True), Line("17", 4, True)]) == []
    assert lost_pages(numbered("2", "3", "17", "5", "6")) == []
    assert lost_pages([Line("3", None, False), Line("7", None, False)]) == []


def test_a_page_dropped_and_a_repaired_pdf_are_said_of_the_document(written):
    pages = [["A page of the book of trees.", str(number)] for number in range(1, 6)]
    whole = written(pdf_bytes(pages))
    assert notes(whole, read_lines(whole)) == ()
    fewer = written(pdf_bytes([*pages[:2], *pages[3:]]))
    assert notes(fewer, read_lines(fewer)) == ("Pages that are missing, by the numbers printed on the others: 3",)
    damaged = written(pdf_bytes(pages).replace(b"BT", b"BT" + b"\0" * 400, 1))
    assert "was repaired" in notes(damaged, read_lines(damaged))[0]
