"""The encoding of a text file, told by its bytes.

A spreadsheet saves text as UTF-8, as UTF-16 ("Unicode text") or in the old encoding of its system, Windows-1252 (ANSI)
or Mac Roman. In the old ones every byte is a letter, so they are tried last, and told apart by what they make of it.
"""

from __future__ import annotations

import codecs
from collections import Counter
from pathlib import Path

NAMES = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
}
"""What an encoding is called in messages, by its codec."""
# What English with the names of States has beside ASCII. Capitals are left out: they are rare, and one old encoding
# makes capitals of the other's small letters.
_EXPECTED = frozenset("àáâãäåçèéêëíîïñóôõöøúûüœæ’‘“”–—…•")
_ASCII = bytes(range(128))
_CHUNK = 2**20
_START = 2**12


def encoding_of(path: Path) -> str | None:
    """The codec of a text file; None where its bytes are no text.

    The whole file is read once, a piece at a time.
    """
    with path.open("rb") as file:
        start = file.read(_START)
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    if b"\0" in start:
        return _unmarked_utf_16(start)
    return "utf-8-sig" if _is_utf_8(path) else _of_old_system(path)


def _unmarked_utf_16(start: bytes) -> str | None:
    """UTF-16 without its mark has a zero byte in nearly every letter, always on the same side."""
    halves = {"utf-16-be": start[0::2], "utf-16-le": start[1::2]}
    shares = {codec: half.count(0) / max(len(half), 1) for codec, half in halves.items()}
    codec = max(shares, key=lambda each: shares[each])
    return codec if shares[codec] > 0.5 and min(shares.values()) < 0.05 else None


def _is_utf_8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _of_old_system(path: Path) -> str:
    """Mac Roman or Windows-1252, whichever gives more of the letters that are expected."""
    counts: Counter[int] = Counter()
    line_feeds = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            line_feeds += chunk.count(b"\n")
            counts.update(chunk.translate(None, _ASCII))

    def expected(codec: str) -> int:
        return sum(n for byte, n in counts.items() if bytes([byte]).decode(codec, "replace") in _EXPECTED)

    mac, windows = expected("mac_roman"), expected("cp1252")
    if mac == windows:
        # Only a Mac of old ended its lines in a lone carriage return.
        return "cp1252" if line_feeds else "mac_roman"
    return "mac_roman" if mac > windows else "cp1252"
