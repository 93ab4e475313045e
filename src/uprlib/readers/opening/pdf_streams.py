"""The streams of a PDF, looked over before it is opened: they are whole, and no page unpacks to more than a page holds.

PDFium shows what it can still read of a damaged stream, and a page may lose the rest of its lines without a word. Each
packed stream has a checksum, which tells; and what draws a page is a list of commands, of which there are not many. A
few kilobytes may also unpack to a page of a million letters, each of which takes some hundred bytes of memory.
"""

from __future__ import annotations

import functools
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
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
_FLATE = b"FlateDecode"
# Pictures and typefaces are not read: PDFium unpacks them only where it draws.
_NO_TEXT = re.compile(rb"/Subtype\s*+/Image\b|/Length[123]\b|/Subtype\s*+/(?:Type1C|CIDFontType0C|OpenType)\b")
_PIECES = re.compile(rb"/Contents\s*+\[([^\]]{0,200000})")
_OTHER_FILTERS = 100
"""How many times its size a stream of another filter may unpack to, which are not unpacked here."""

# The commands that draw a page (ISO 32000-1, annex A), and what stands before each.
_COMMANDS = frozenset(
    b"b B b* B* BDC BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l m M MP n q Q re RG rg ri s"
    b" S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" true false null".split()
)
_TEXTS = re.compile(rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\)", re.DOTALL)
_OPERANDS = re.compile(
    rb"<(?:[0-9A-Fa-f\s]*+|<)>?|>{1,2}|/[^\s\0/\[\]<>]*+|[-+.\d]++(?![A-Za-z*'\"])|[\[\]]|%[^\r\n]*+|[\s\0]++"
)
# A place that lacks one of its numbers puts the line anywhere.
_MISPLACED = re.compile(
    rb"[^-+.\d\s\0][\s\0]*+(?:(?:[-+.\d]++[\s\0]++){0,5}(?:Tm|cm)|(?:[-+.\d]++[\s\0]++)?T[dD])(?![\w*])"
)
# A page's commands have a dictionary that says nothing else, and name a typeface. A picture among them is no text.
_NAMES = re.compile(rb"/(\w++)")
_PLAIN = frozenset([b"Length", b"Filter", _FLATE, b"DecodeParms"])
_TYPEFACE, _PICTURE = b" Tf", re.compile(rb"\bBI\b")


class Findings(NamedTuple):
    """What was found in the streams of a PDF.

    Attributes
    ----------
    too_large, damaged : str or None
        How large a page is, or where a stream cannot be unpacked: such a file is not opened.
    odd : bool
        Whether what draws a page has commands that there are not, so that lines of it may be lost.
    """

    too_large: str | None = None
    damaged: str | None = None
    odd: bool = False


def findings(path: Path) -> Findings:
    """What is wrong with a PDF's streams. Those of a protected one are not looked at: only its password opens them."""
    stated = path.stat()
    return _findings(path, stated.st_mtime_ns, stated.st_size)


# Whoever recognises a file and whoever reads it both ask.
@functools.lru_cache(maxsize=4)
def _findings(path: Path, _modified: int, _size: int) -> Findings:
    content = path.read_bytes()
    if b"/Encrypt" in content:
        return Findings()
    largest, together, pieces, odd = 0, 0, _pieces(content), False
    for place, dictionary, packed in _streams(content):
        if _NO_TEXT.search(dictionary):
            continue
        kind = _FILTER.search(dictionary)
        plain = packed if kind is None else None
        size = len(packed) if kind is None else _OTHER_FILTERS * len(packed)
        if kind and kind[1] == _FLATE:
            plain = _unpacked(packed)
            if plain is None:
                return Findings(damaged=f"a stream at byte {place:,} cannot be unpacked")
            # Objects may be packed in a stream too, and name the pieces of pages.
            pieces = max(pieces, _pieces(plain))
            size = len(plain) * (_OTHER_FILTERS if _SEVERAL.search(dictionary) else 1)
        largest, together = max(largest, size), together + size
        if largest * max(pieces, 1) > MAX_PAGE_BYTES:
            return Findings(too_large=f"more than {MAX_PAGE_BYTES // 2**20} MB of lines on one page")
        if together > MAX_ALL_BYTES:
            return Findings(too_large=f"more than {MAX_ALL_BYTES // 2**20} MB of lines")
        odd = odd or (plain is not None and _is_odd(dictionary, plain))
    return Findings(odd=odd)


def _is_odd(dictionary: bytes, plain: bytes) -> bool:
    """Whether a stream draws a page, and has something that is no command."""
    if _TYPEFACE not in plain or _PICTURE.search(plain) or set(_NAMES.findall(dictionary)) - _PLAIN:
        return False
    plain = _TEXTS.sub(b"[]", plain)
    return bool(_MISPLACED.search(plain)) or not _COMMANDS.issuperset(_OPERANDS.sub(b" ", plain).split())


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
