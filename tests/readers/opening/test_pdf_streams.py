"""Claims about the streams of a PDF: what is damaged or unpacks to too much is noticed before it is opened."""

import zlib

import pytest
from invented_reports import pdf_bytes, pdf_of

from uprlib.errors import SourceError
from uprlib.readers.opening import pdf, pdf_streams

PAGE = [f"Line {number} of the book of trees." for number in range(40)]


def stream(plain, more=b"/Filter /FlateDecode"):
    packed = zlib.compress(plain)
    return b"1 0 obj << /Length %d %s >>\nstream\n%s\nendstream endobj" % (len(packed), more, packed)


def test_a_sound_pdf_has_no_problem():
    assert pdf_streams.problem(pdf_bytes([PAGE] * 3)) is None
    assert pdf_streams.problem(pdf_bytes([PAGE] * 3, packed=True)) is None


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_one_byte_of_zero_in_a_packed_page_is_noticed(written, share):
    # PDFium would show the lines before it, and the others would be lost without a word.
    content = pdf_bytes([PAGE], packed=True)
    start, end = content.index(b"stream\n") + 7, content.index(b"\nendstream")
    place = start + int(share * (end - start))
    damaged = content[:place] + b"\0" + content[place + 1 :]
    with pytest.raises(SourceError, match=r"damaged or cut short; found 'a stream at byte \d+ cannot be unpacked'"):
        pdf.measured_lines(written(damaged))


def test_a_stream_that_is_cut_short_is_noticed():
    content = stream(b"(Plant oaks) Tj " * 400)
    assert "byte" in pdf_streams.problem(content.replace(content[80:90], b"")).words


def test_a_page_that_unpacks_to_more_than_a_page_is_refused_before_it_is_opened(written):
    lines = b"BT /F1 9 Tf " + b"(a) Tj " * 700_000 + b"ET"
    packed = zlib.compress(lines)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"]
    objects += [b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)]
    objects += [b"<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>"]
    with pytest.raises(SourceError, match=r"too long for one report; found 'more than 4 MB of lines on one page'"):
        pdf.measured_lines(written(pdf_of(objects)))


def test_a_page_of_many_pieces_is_as_large_as_all_of_them():
    page = b"4 0 obj << /Type /Page /Contents [" + b"1 0 R " * 2_000 + b"] >> endobj"
    assert pdf_streams.problem(stream(b"(Plant oaks) Tj " * 200) + page).too_large
    assert (
        pdf_streams.problem(stream(b"(Plant oaks) Tj " * 200) + page.replace(b"1 0 R " * 2_000, b"1 0 R 2 0 R")) is None
    )


def test_pictures_may_be_large_and_a_protected_pdf_is_left_to_its_password():
    assert pdf_streams.problem(stream(b" " * 2**23, b"/Subtype /Image /Filter /FlateDecode")) is None
    assert pdf_streams.problem(b"<< /Encrypt 9 0 R >>" + stream(b"a").replace(b"x", b"y")) is None
