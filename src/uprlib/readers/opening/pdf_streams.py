"""The streams of a PDF, looked over before it is opened: they are whole, and no page unpacks to more than a page holds.

PDFium shows what it can still read of a damaged stream, and a page may lose the rest of its lines without a word. Each
packed stream has a checksum, which tells. And a few kilobytes may unpack to a page of a million letters, each of which
takes some hundred bytes of memory.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

MAX_PAGE_BYTES = 4 * 2**20
"""What the lines of one page may unpack to. The largest of a real report has 80,000 bytes, in up to 8 pieces."""
MAX_ALL_BYTES = 100 * 2**20
"""What all pages may unpack to. Real reports have one or two million bytes."""

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_END = b"endstream"
# A stream's dictionary stands right before it, and begins with its object.
_LONGEST_DICTIONARY = 2_000
_FILTER = re.compile(rb"/Filter\s*+(?:\[\s*+)?/(\w++)")
_SEVERAL = re.compile(rb"/Filter\s*+\[\s*+/\w++\s*+/")
# Pictures and typefaces are not read: PDFium unpacks them only where it draws.
_NO_TEXT = re.compile(rb"/Subtype\s*+/Image\b|/Length[123]\b|/Subtype\s*+/(?:Type1C|CIDFontType0C|OpenType)\b")
_PIECES = re.compile(rb"/Contents\s*+\[([^\]]{0,200000})")
_OTHER_FILTERS = 100
"""How many times its size a stream of another filter may unpack to, which are not unpacked here."""


class Problem(NamedTuple):
    """What is wrong with a PDF: whether a page is too large, or else a stream damaged; and where, or how large."""

    too_large: bool
    words: str


def problem(content: bytes) -> Problem | None:
    """The first thing that is wrong with the streams of a PDF, whose bytes are given; None where they are sound.

    Those of a protected PDF are not looked at: only its password opens them.

    Examples
    --------
    >>> problem(b"1 0 obj << /Filter /FlateDecode >> stream\\nno packed stream\\nendstream endobj").too_large
    False
    """
    if b"/Encrypt" in content:
        return None
    largest, together, pieces = 0, 0, _pieces(content)
    for place, dictionary, packed in _streams(content):
        if _NO_TEXT.search(dictionary):
            continue
        kind = _FILTER.search(dictionary)
        size = len(packed) if kind is None else _OTHER_FILTERS * len(packed)
        if kind and kind[1] == b"FlateDecode":
            plain = _unpacked(packed)
            if plain is None:
                return Problem(False, f"a stream at byte {place:,} cannot be unpacked")
            # Objects may be packed in a stream too, and name the pieces of pages.
            pieces = max(pieces, _pieces(plain))
            size = len(plain) * (_OTHER_FILTERS if _SEVERAL.search(dictionary) else 1)
        largest, together = max(largest, size), together + size
        if largest * max(pieces, 1) > MAX_PAGE_BYTES:
            return Problem(True, f"more than {MAX_PAGE_BYTES // 2**20} MB of lines on one page")
        if together > MAX_ALL_BYTES:
            return Problem(True, f"more than {MAX_ALL_BYTES // 2**20} MB of lines")
    return None


def _streams(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each stream: where it begins, its dictionary, and its bytes."""
    place = 0
    while begins := _STREAM.search(content, place):
        end = content.find(_END, begins.end())
        end = len(content) if end < 0 else end
        before = content[max(0, begins.start() - _LONGEST_DICTIONARY) : begins.start()]
        yield begins.start(), before[before.rfind(b" obj") + 1 :], content[begins.end() : end]
        place = end


def _unpacked(packed: bytes) -> bytes | None:
    """What a stream holds, up to one byte more than a page may; None where it is damaged or cut short."""
    unpacking = zlib.decompressobj()
    try:
        plain = unpacking.decompress(packed, MAX_PAGE_BYTES + 1)
    except zlib.error:
        return None
    return plain if unpacking.eof or len(plain) > MAX_PAGE_BYTES else None


def _pieces(content: bytes) -> int:
    """The most pieces that the lines of one page consist of."""
    return max((found[1].count(b" R") for found in _PIECES.finditer(content)), default=0)
