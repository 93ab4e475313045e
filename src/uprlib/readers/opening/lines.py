"""The lines of a document (PDF, DOCX, plain text, web page), each marked where its type is smaller than the body's.

United Nations documents set running headers, page numbers and footnotes in small type. They are told from the text by
its size alone; no list of phrases is needed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from uprlib.errors import SourceError
from uprlib.readers.opening.files import checked_document, is_a_web_page, is_ole, is_zip
from uprlib.readers.opening.head import Head

if TYPE_CHECKING:
    from uprlib.readers.opening.pdf import MeasuredLine

# Footnotes and headers are set at 0.90 of the size of the body, or less.
SMALL_TYPE = 0.95
_PAGE_NUMBER = re.compile(r"(?:page\s?)?(\d{1,3})", re.IGNORECASE)
_MOST_LOST = 40


class Line(NamedTuple):
    """One printed line (PDF, text) or one paragraph (DOCX, web page).

    Attributes
    ----------
    text : str
        The words, without footnote marks.
    page : int or None
        Page of the PDF, from 1, or of a text that marks its pages; otherwise None.
    small : bool
        True if set in smaller type than the body of the document.
    """

    text: str
    page: int | None
    small: bool


def read_lines(path: Path | str, *, pages: int | None = None) -> list[Line]:
    """The lines of a PDF, DOCX, plain text or web page, in reading order. The content says which it is, not the name.

    Parameters
    ----------
    pages : int, optional
        Read only so many pages of a PDF, for its title.

    Raises
    ------
    SourceError
        The file cannot be read, is none of these, is damaged or cut short, protected by a password, a scan, or far too
        long.
    """
    path = checked_document(path)
    # PDFium and python-docx are loaded only where a file needs them.
    if is_zip(path):
        from uprlib.readers.opening.word import numbered_paragraphs

        return [Line(text, None, False) for text in numbered_paragraphs(path)]
    with path.open("rb") as file:
        start = file.read(1024)
    if b"%PDF-" in start:
        from uprlib.readers.opening.pdf import measured_lines

        return _marked(measured_lines(path, pages))
    if is_ole(path):
        raise SourceError(
            "the file is in the old Word format (DOC)",
            file=path,
            expected="a PDF or DOCX file",
            remedy="save it as DOCX",
        )
    kind = Head(path).kind
    if kind == "html":
        from uprlib.readers.opening.web_page import pieces

        lines = [Line(piece.text, None, piece.small) for piece in pieces(path) if piece.text]
        if not lines:
            raise is_a_web_page(path)
        return lines
    if kind in ("text", "json"):
        from uprlib.readers.opening.plain_text import printed_lines

        return [Line(line.text.strip(), line.page, line.small) for line in printed_lines(path) if line.text]
    raise SourceError(
        "the file is no PDF, DOCX, text or web page",
        file=path,
        expected="a PDF or DOCX file",
        remedy="download the English report again from the United Nations documents site",
    )


def notes(path: Path | str, lines: Sequence[Line]) -> tuple[str, ...]:
    """What a person should know of a document as a whole: a PDF that had to be repaired, and pages that are lost."""
    path, found = Path(path), []
    with path.open("rb") as file:
        is_pdf = b"%PDF-" in file.read(1024)
    if is_pdf:
        from uprlib.readers.opening.pdf import was_repaired

        if was_repaired(path):
            found.append("The PDF is damaged and was repaired while it was opened: text may be missing.")
    missing = lost_pages(lines)
    if missing:
        found.append(f"Pages that are missing, by the numbers printed on the others: {', '.join(map(str, missing))}")
    return tuple(found)


def lost_pages(lines: Sequence[Line]) -> list[int]:
    """The numbers that no page has, where pages before and after have theirs printed on a line of its own.

    Examples
    --------
    >>> lost_pages([Line(str(number), page, True) for page, number in enumerate((2, 3, 4, 7, 8), start=2)])
    [5, 6]
    """
    # By page, how far each number that stands alone on it is ahead of the page's place in the file.
    ahead: dict[int, set[int]] = defaultdict(set)
    for line in lines:
        number = _PAGE_NUMBER.fullmatch(line.text) if line.page is not None else None
        if number and line.page is not None:
            ahead[line.page].add(int(number[1]) - line.page)
    missing: list[int] = []
    by, last = None, max(ahead, default=0)
    for page in sorted(ahead):
        # What stands alone on two pages, and goes on counting, is no other number.
        sure = ahead[page] & ahead[page + 1] if page < last else ahead[page]
        if by is None and 0 in ahead[page]:
            by = 0
        elif by is None:
            by = min(sure, key=abs, default=None) if page < last else None
        elif by not in ahead[page]:
            more = min((each - by for each in sure if 0 < each - by <= _MOST_LOST), default=0)
            missing += range(page + by, page + by + more)
            by += more
    return missing


def _marked(measured: list[MeasuredLine]) -> list[Line]:
    body = _body_size(measured)
    return [Line(line.text, line.page, line.size < SMALL_TYPE * body) for line in measured]


def _body_size(measured: list[MeasuredLine]) -> float:
    """The size of type in which most letters are set."""
    letters: Counter[float] = Counter()
    for line in measured:
        letters[line.size] += line.letters
    return max(letters, key=lambda size: (letters[size], size))
