import zlib

import pytest
from invented_reports import pdf_bytes, pdf_of

from uprlib.readers.opening import pdf_streams

PAGES = [["86.1 Plant oaks in the towns (Narnia);", "86.2 Store less smoke (Gondor)."]] * 3


def test_sound_streams_are_no_problem_packed_or_plain():
    assert pdf_streams.problem(pdf_bytes(PAGES)) is None
    assert pdf_streams.problem(pdf_bytes(PAGES, packed=True)) is None


def test_any_one_byte_that_differs_in_a_packed_stream_is_noticed():
    """PDFium would show what it can still read of the page, and the rest of its lines would be lost without a word."""
    whole = pdf_bytes(PAGES, packed=True)
    start = whole.index(b"stream\n") + len(b"stream\n")
    length = whole.index(b"\nendstream") - start
    assert length > 50
    for place in range(start, start + length):
        damaged = whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :]
        found = pdf_streams.problem(damaged)
        assert found is not None and not found.too_large, place


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.95])
def test_a_stream_that_is_cut_short_is_noticed(kept):
    packed = zlib.compress(b"BT " + bytes(range(256)) * 40)
    body = b"<< /Filter /FlateDecode >>\nstream\n%s\nendstream" % packed[: int(kept * len(packed))]
    found = pdf_streams.problem(pdf_of([body]))
    assert found is not None and "cannot be unpacked" in found.words


def test_a_page_that_unpacks_to_more_than_a_page_holds_is_noticed_alone_and_in_pieces():
    def streamed(content):
        return b"<< /Filter /FlateDecode >>\nstream\n%s\nendstream" % zlib.compress(content)

    bomb = streamed(b" " * (pdf_streams.MAX_PAGE_BYTES + 1))
    assert len(bomb) < 10_000 and pdf_streams.problem(pdf_of([bomb])).too_large
    piece = streamed(b" " * (pdf_streams.MAX_PAGE_BYTES // 4))
    page = b"<< /Type /Page /Contents [%s] >>" % b" ".join([b"1 0 R"] * 5)
    assert pdf_streams.problem(pdf_of([piece])) is None
    assert pdf_streams.problem(pdf_of([piece, page])).too_large


def test_pictures_may_be_large():
    picture = b"<< /Subtype /Image /Filter /FlateDecode >>\nstream\n%s\nendstream"
    content = zlib.compress(b" " * (pdf_streams.MAX_PAGE_BYTES + 1))
    assert pdf_streams.problem(pdf_of([picture % content])) is None


def test_what_is_protected_is_left_to_its_password():
    assert pdf_streams.problem(pdf_bytes(PAGES, encrypt=True).replace(b"BT", b"??")) is None
