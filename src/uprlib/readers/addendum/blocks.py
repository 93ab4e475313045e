"""An addendum divided into paragraphs and rows of tables, whatever kind of file it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from uprlib.readers.addendum.stances import label
from uprlib.readers.opening.files import is_zip
from uprlib.readers.opening.head import Head
from uprlib.readers.opening.lines import read_lines
from uprlib.readers.wg_report.sections import without_headers
from uprlib.readers.wording.hyphens import LINE_END_HYPHEN


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, or a row of a table.

    Attributes
    ----------
    text : str
        Its words, with single spaces.
    pieces : tuple of str
        The cells of a row; otherwise the printed lines.
    is_row : bool
    """

    text: str
    pieces: tuple[str, ...]
    is_row: bool = False


# A number in front of which a list or a sentence goes on from the line before.
_OPEN_END = re.compile(
    r"(?:[,–—-]|\b(?:and|or|to|see|also|in|under|of|with|on|for|by|from|recommendations?|recs?|paragraphs?|paras?|nos?)\.?)$",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"(?:(?:recommendations?|recs?\.?|nos?\.?)\s*)?\d{1,3}\.\d{1,3}\b|recs?\.?\s*\d{1,3}\b", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"(\d{1,3})\.\s+(?=[A-Z“\"])")
_ENUMERATED = re.compile(r"(?:[IVX]{1,4}|[A-Z])\.\s+[A-Z]|[•·▪–-]\s|\([a-z]\)\s")
_FINISHED = re.compile(r"[.;:?!)”\"]$")
_PIECE = re.compile(r"\S+(?:\s\S+)*")
_LONGEST_HEADING = 220
_LONGEST_CELL = 60
_LAST_FIRST_NUMBER = 20
_LONGEST_GAP = 4
# Characters by which the beginnings of a column's lines may differ.
_COLUMN_WIDTH = 3


def blocks(path: Path) -> Iterator[Block]:
    """The blocks of a document, in their order.

    Raises
    ------
    SourceError
        As :func:`uprlib.readers.opening.lines.read_lines`.
    """
    if is_zip(path):
        from uprlib.readers.opening.word import placed_paragraphs

        yield from _of_tables(placed_paragraphs(path))
    elif Head(path).kind == "html":
        from uprlib.readers.opening.web_page import pieces

        yield from _of_tables((piece.text, piece.row, piece.cell) for piece in pieces(path) if not piece.small)
    elif Head(path).kind == "text":
        from uprlib.readers.opening.plain_text import printed_lines

        yield from _of_lines(_with_gaps(printed_lines(path)))
    else:
        yield from _of_lines([line.text for line in without_headers(read_lines(path))])


def left_out(blocks: Iterable[Block]) -> tuple[str, ...]:
    """A note on the document's own paragraphs whose numbers are left out; none where they follow each other.

    Examples
    --------
    >>> left_out([Block(text, ()) for text in ("1. Erewhon answers.", "3. It notes 95.2.", "4. It accepts 95.3.")])
    ('Paragraphs of the document that are left out, and may be missing from the file: 2',)
    """
    last = 0
    missing: list[int] = []
    for number in (int(found[1]) for block in blocks if (found := _PARAGRAPH.match(block.text))):
        # Whatever goes further back or ahead counts something else.
        if last < number <= last + _LONGEST_GAP:
            missing += range(last + 1, number) if last else []
            last = number
    words = "Paragraphs of the document that are left out, and may be missing from the file"
    return (f"{words}: {', '.join(map(str, missing))}",) if missing else ()


def _of_tables(paragraphs: Iterable[tuple[str, object, object]]) -> Iterator[Block]:
    """Blocks of a document that knows its paragraphs and the rows and cells of its tables."""
    for row, of_row in groupby(paragraphs, key=lambda each: each[1]):
        if row is None:
            for text, _, _ in of_row:
                for line in text.split("\n"):
                    if line.strip():
                        yield Block(_spaced(line), (_spaced(line),))
            continue
        cells = [
            _spaced(" ".join(text for text, _, _ in cell)) for _, cell in groupby(of_row, key=lambda each: each[2])
        ]
        yield Block(" ".join(cells), tuple(cells), is_row=True)


def _with_gaps(lines: Iterable) -> list[str]:
    """The lines of a text without headers and footnotes; one empty line where a gap divides two blocks."""
    found: list[str] = []
    gap = page_ends = False
    for line in lines:
        if line.small:
            page_ends = True
        elif not line.text:
            gap = True
        else:
            # At the end of a page a block goes on behind the gap, unless it was finished.
            if found and gap and (not page_ends or _FINISHED.search(found[-1])):
                found.append("")
            found.append(line.text)
            gap = page_ends = False
    return found


def _of_lines(raw: list[str]) -> Iterator[Block]:
    """Blocks of printed lines."""
    opened: list[str] = []
    last_number = 0
    lines = [line.strip() for line in raw]
    for place, line in enumerate(lines):
        number = _PARAGRAPH.match(line)
        # The first number may be any: an extract begins in the middle.
        most = last_number + 2 if last_number else _LAST_FIRST_NUMBER
        follows = number is not None and last_number < int(number[1]) <= most
        if opened and (not line or follows or _begins(lines, place, opened[-1].strip())):
            yield _joined(opened)
            opened = []
        if follows and number:
            last_number = int(number[1])
        if line:
            opened.append(raw[place])
    if opened:
        yield _joined(opened)


def _begins(lines: list[str], place: int, before: str) -> bool:
    """Whether a line begins a block of its own: an item, an enumerated heading, or a heading before either."""
    line = lines[place]
    if _OPEN_END.search(before):
        return False
    if _ITEM.match(line):
        return True
    if _ENUMERATED.match(line):
        return bool(_FINISHED.search(before)) or _is_heading(before)
    if not _FINISHED.search(before) or _FINISHED.search(line):
        return False
    # A heading of one or two lines has no end mark, and a paragraph or an item follows it.
    for length in (1, 2):
        heading, after = lines[place : place + length], lines[place + length : place + length + 1]
        if any(not each or _FINISHED.search(each) for each in heading) or not after:
            return False
        if (_ITEM.match(after[0]) or _PARAGRAPH.match(after[0]) or not after[0]) and _is_heading(" ".join(heading)):
            return True
    return False


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and text[:1].isupper() and label(text) is not None


def _joined(lines: list[str]) -> Block:
    text = one_line(lines)
    cells = _columns(lines) if _ITEM.match(text) else ()
    # A row of a table, if one of its columns is a position; otherwise a paragraph with a gap behind its number.
    if len(cells) > 1 and any(len(cell) <= _LONGEST_CELL and label(cell) for cell in cells[1:]):
        return Block(text, cells, is_row=True)
    return Block(text, tuple(map(_spaced, lines)))


def _columns(lines: list[str]) -> tuple[str, ...]:
    """The columns of a table's row that was printed line by line, told by where each piece begins."""
    columns: dict[int, list[str]] = {}
    for line in lines:
        for piece in _PIECE.finditer(line):
            near = min(columns, key=lambda start: abs(start - piece.start()), default=None)
            start = near if near is not None and abs(near - piece.start()) <= _COLUMN_WIDTH else piece.start()
            columns.setdefault(start, []).append(piece.group())
    return tuple(one_line(columns[start]) for start in sorted(columns))


def one_line(lines: list[str]) -> str:
    """Printed lines as one; a hyphen at a line end breaks no word of an answer, and between numbers is a dash."""
    text = _spaced(" ".join(lines).replace(LINE_END_HYPHEN, "-"))
    return re.sub(r"(?<=[a-z])[-‐] (?=[a-z])", "", text)


def _spaced(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())
