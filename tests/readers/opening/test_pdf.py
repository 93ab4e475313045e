"""Claims about PDFs: what is measured in them, and which are refused."""

import pytest
from invented_reports import BODY, FOOTNOTE, MARK, pdf_bytes

from uprlib.errors import SourceError
from uprlib.readers.opening import pdf

PAGE = ["A page of the book of trees.", [(FOOTNOTE, 0, "A footnote of the page.")]]


def test_each_line_has_its_page_and_the_size_of_its_type(written):
    measured = pdf.measured_lines(written(pdf_bytes([PAGE, PAGE])))
    assert [(line.page, line.size) for line in measured] == [(1, BODY), (1, FOOTNOTE), (2, BODY), (2, FOOTNOTE)]
    assert measured[0].text == "A page of the book of trees." and measured[0].letters == 21


def test_a_raised_figure_in_small_type_is_a_footnote_mark_and_another_is_not(written):
    marked = [(BODY, 0, "Plant 5 oaks in the towns;"), (MARK, 4, "7")]
    lowered = [(BODY, 0, "they store CO"), (MARK, -2, "2")]
    measured = pdf.measured_lines(written(pdf_bytes([[marked, lowered]])))
    assert [line.text for line in measured] == ["Plant 5 oaks in the towns;", "they store CO2"]


def test_a_scan_is_refused(written):
    with pytest.raises(SourceError, match=r"images of pages, but no text; found '0 letters on 3 pages'.*\(OCR\)"):
        pdf.measured_lines(written(pdf_bytes([[], [], []])))


def test_a_protected_pdf_is_refused(written):
    with pytest.raises(SourceError, match="protected by a password"):
        pdf.measured_lines(written(pdf_bytes([PAGE], encrypt=True)))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_truncated_pdf_is_refused(written, share):
    whole = pdf_bytes([PAGE] * 20)
    with pytest.raises(SourceError, match="the PDF is damaged or cut short"):
        pdf.measured_lines(written(whole[: int(share * len(whole))]))


def test_a_very_long_pdf_is_refused(written):
    with pytest.raises(SourceError, match="too long for one report; found '501 pages'; expected at most 500 pages"):
        pdf.measured_lines(written(pdf_bytes([["A page of the book of trees."]] * (pdf.MAX_PAGES + 1))))


def test_a_page_too_full_for_print_is_refused(written, monkeypatch):
    monkeypatch.setattr(pdf, "MAX_CHARACTERS_PER_PAGE", 10)
    with pytest.raises(SourceError, match=r"too long for one report; found '[0-9]+ characters on page 1'"):
        pdf.measured_lines(written(pdf_bytes([PAGE])))


def test_a_pdf_whose_table_of_objects_is_wrong_is_known_to_be_repaired(written):
    content = pdf_bytes([PAGE] * 2)
    assert not pdf.was_repaired(written(content))
    assert pdf.was_repaired(written(content.replace(b"BT", b"BT" + b"\0" * 400, 1)))
