"""Claims about the streams of a PDF: what is damaged or unpacks to too much is noticed before it is opened."""

import re
import zlib

import pytest
from invented_reports import pdf_bytes, pdf_of

from uprlib.errors import SourceError
from uprlib.readers.opening import pdf, pdf_streams

PAGE = [f"Line {number} of the book of trees." for number in range(40)]


def stream(plain, more=b"/Filter /FlateDecode"):
    packed = zlib.compress(plain)
    return b"1 0 obj << /Length %d %s >>\nstream\n%s\nendstream endobj" % (len(packed), more, packed)


@pytest.fixture
def found(written):
    return lambda content: pdf_streams.findings(written(content))


def test_a_sound_pdf_has_no_problem(found):
    assert found(pdf_bytes([PAGE] * 3)) == found(pdf_bytes([PAGE] * 3, packed=True)) == pdf_streams.Findings()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_one_byte_of_zero_in_a_packed_page_is_noticed(written, share):
    # PDFium would show the lines before it, and the others would be lost without a word.
    content = pdf_bytes([PAGE], packed=True)
    start, end = content.index(b"stream\n") + 7, content.index(b"\nendstream")
    place = start + int(share * (end - start))
    damaged = content[:place] + b"\0" + content[place + 1 :]
    with pytest.raises(SourceError, match=r"damaged or cut short; found 'a stream at byte \d+ cannot be unpacked'"):
        pdf.measured_lines(written(damaged))


def test_a_stream_that_is_cut_short_is_noticed(found):
    content = stream(b"(Plant oaks) Tj " * 400)
    assert "byte" in found(content.replace(content[80:90], b"")).damaged


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    ("was", "is_"),
    [
        (b") Tj", b") T\0j"),
        (b"(Line 7 ", b"8Line 7 "),
        (b"Line 7 of the book", b"Line 7) of ((("),
        (b" Tm", b" Um"),
        (b" Tm", b"/F1 Tm"),
    ],
)
def test_what_is_no_command_on_a_page_is_noticed(written, was, is_, packed):
    objects = re.findall(rb"\d+ 0 obj\n(.*?)\nendobj\n", pdf_bytes([PAGE]), re.DOTALL)
    plain = re.search(rb"stream\n(.*)\nendstream", objects[3], re.DOTALL)[1]
    assert was in plain
    plain = plain.replace(was, is_, 1)
    body, how = (zlib.compress(plain), b"/Filter /FlateDecode") if packed else (plain, b"")
    objects[3] = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(body), how, body)
    path = written(pdf_of(objects))
    assert pdf_streams.findings(path).odd and pdf.was_repaired(path)
    # The text itself may say anything.
    whole = written(pdf_bytes([[*PAGE, "(Tj) 7 %Um \\ <</a>> it is (no) command"]], packed=packed), "whole")
    assert not pdf_streams.findings(whole).odd


def test_a_page_that_unpacks_to_more_than_a_page_is_refused_before_it_is_opened(written):
    lines = b"BT /F1 9 Tf " + b"(a) Tj " * 700_000 + b"ET"
    packed = zlib.compress(lines)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"]
    objects += [b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)]
    objects += [b"<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>"]
    with pytest.raises(SourceError, match=r"too long for one report; found 'more than 4 MB of lines on one page'"):
        pdf.measured_lines(written(pdf_of(objects)))


def test_a_page_of_many_pieces_is_as_large_as_all_of_them(found):
    page = b"4 0 obj << /Type /Page /Contents [" + b"1 0 R " * 2_000 + b"] >> endobj"
    assert found(stream(b"(Plant oaks) Tj " * 200) + page).too_large
    assert not found(stream(b"(Plant oaks) Tj " * 200) + page.replace(b"1 0 R " * 2_000, b"1 0 R 2 0 R")).too_large


def test_all_pages_together_are_bounded_too(found, monkeypatch):
    monkeypatch.setattr(pdf_streams, "MAX_ALL_BYTES", 2 * 2**20)
    assert found(stream(b" " * 2**20) * 3).too_large and not found(stream(b" " * 2**19) * 3).too_large


def test_pictures_may_be_large_and_a_protected_pdf_is_left_to_its_password(found):
    assert found(stream(b" " * 2**23, b"/Subtype /Image /Filter /FlateDecode")) == pdf_streams.Findings()
    assert found(b"<< /Encrypt 9 0 R >>" + stream(b"a" * 99).replace(b"K", b"L")) == pdf_streams.Findings()
