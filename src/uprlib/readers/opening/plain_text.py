"""Lines of a document that was turned into plain text, as ``pdftotext`` does with or without ``-layout``.

The size of type is lost. What stood in small type is told by its place: running headers and page numbers stand alone at
the ends of a page, and footnotes in the last block of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from uprlib.readers.opening.delimited import text_encoding, whole_text
from uprlib.readers.opening.files import bounded, checked_document

_PAGE_END = re.compile(r"\s*+(?:GE\.\d\d-\d++\s*+(?:\(E\))?\s*+(?:\d{6}\s*+)*+)?\d{0,3}\s*+(?:GE\.\d\d-\d++)?\s*+")
_HEADER = re.compile(r"\s*+A\s?/\s?HRC\s?/[\w./\s]{3,40}\s*+[*∗]*+\s*+")
# The mark of a footnote is a number without a dot, or asterisks, and may stand on a line of its own.
_FOOTNOTE = re.compile(r"\s*(?:\d{1,3}|[*∗†]{1,3})(?:\s{1,4}\S.*)?")
_MOST_OF_FOOTNOTES = 12
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0b\x0e-\x1f]")


class PrintedLine(NamedTuple):
    """A line of a text; those that separate blocks are empty.

    Attributes
    ----------
    text : str
        With the spaces before and inside it that set columns apart.
    page : int or None
        Page, from 1; None where the text does not mark its pages.
    small : bool
        Whether it stands where headers, page numbers and footnotes do.
    """

    text: str
    page: int | None
    small: bool


def printed_lines(path: Path) -> Iterator[PrintedLine]:
    """The lines of a text file, page by page.

    Raises
    ------
    SourceError
        The file is not text.
    """
    text = (
        whole_text(checked_document(path), text_encoding(path))
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u00a0", " ")
    )
    for _ in bounded(text.splitlines(), path, str):
        pass
    pages = _INVISIBLE.sub("", text).split("\f")
    begun = False
    for number, page in enumerate(pages, 1):
        for lines in _without_marked_pages(page.split("\n")):
            # The symbol at the very beginning is that of the title page and no running header.
            small = _small(lines, begins=not begun)
            begun = begun or any(line.strip() for line in lines)
            for place, line in enumerate(lines):
                yield PrintedLine(line.rstrip(), number if len(pages) > 1 else None, place in small)


def _without_marked_pages(lines: list[str]) -> Iterator[list[str]]:
    """Divide lines at the headers of pages, where a text has lost the marks between its pages."""
    start = 0
    for place, line in enumerate(lines):
        blank_before = place == 0 or not lines[place - 1].strip() or _is_number(lines[place - 1])
        if place > start and _HEADER.fullmatch(line) and blank_before:
            yield lines[start:place]
            start = place
    yield lines[start:]


def _is_number(line: str) -> bool:
    return bool(line.strip()) and bool(_PAGE_END.fullmatch(line))


def _small(lines: list[str], *, begins: bool = False) -> set[int]:
    """Places of a page's header, of its last line with a page number or job number, and of the footnotes above it."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    head = [] if begins else filled[:3]
    small = {place for place in head if _HEADER.fullmatch(lines[place]) or _is_number(lines[place])}
    end = len(filled)
    while end and (_is_number(lines[filled[end - 1]]) or _HEADER.fullmatch(lines[filled[end - 1]])):
        end -= 1
        small.add(filled[end])
    first = end
    while first and end - first < _MOST_OF_FOOTNOTES:
        first -= 1
        place = filled[first]
        separate = place > 0 and not lines[place - 1].strip()
        if separate and _FOOTNOTE.fullmatch(lines[place]):
            return small | set(filled[first:end])
        if separate:
            break
    return small
