"""A table in a file, whichever way it was saved: as text of any dialect, as XLSX or as XLS."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from uprlib.errors import SourceError
from uprlib.readers.opening import sheets, xlsx
from uprlib.readers.opening.delimited import Rows, dialect_of, numbered_rows
from uprlib.readers.opening.files import MAX_ROWS, is_ole, is_zip


@dataclass(frozen=True)
class Tabular:
    """A table, of which the header has been read.

    Attributes
    ----------
    header : list of str
        The first row that is not empty.
    rows : iterator of (int, list of str)
        The rows below it that are not empty, each with its number as a spreadsheet counts. Numbers and dates of a
        workbook are written out. Instead of a row that cannot be taken apart there is the error that says why.
    words : str
        How it was saved, for a person.
    header_row : int
        The header's number.
    """

    header: list[str]
    rows: Rows
    words: str
    header_row: int


def opened(path: Path, *, expected: str, most: int | None = MAX_ROWS) -> Tabular:
    """Open a table.

    Parameters
    ----------
    expected : str
        What the file should be, for messages.
    most : int, optional
        The most rows; None where they are not all kept.

    Raises
    ------
    SourceError
        The file cannot be opened as a table, is too large, or holds nothing.
    """
    if is_ole(path):
        words, rows = "XLS", _written(sheets.first_sheet_rows(path, "XLS file", expected=expected))
    elif is_zip(path):
        words, rows = "XLSX", _written(xlsx.rows(path, expected=expected, most=most))
    else:
        dialect = dialect_of(path)
        words, rows = dialect.words, numbered_rows(path, dialect, most=most)
    filled = ((number, row) for number, row in rows if isinstance(row, SourceError) or any(row))
    number, first = next(filled, (0, []))
    if isinstance(first, SourceError):
        raise first
    if not first:
        raise SourceError("the file holds only empty lines", file=path, expected=expected, remedy="export it again")
    header = [cell.strip() for cell in first]
    while not header[-1]:
        header.pop()
    return Tabular(header, _of_width(filled, len(header)), words, number)


def _of_width(rows: Rows, width: int) -> Rows:
    """The rows without empty cells beyond the header's last, which spreadsheets add."""
    for number, row in rows:
        if not isinstance(row, SourceError) and len(row) > width and not any(row[width:]):
            row = row[:width]
        yield number, row


def _written(rows: Iterator[list]) -> Rows:
    """The rows of a workbook as text, numbered: 20.0 is 20, and a date is written as ISO 8601 does."""
    for number, row in enumerate(rows, start=1):
        yield number, [cell if isinstance(cell, str) else _text(cell) for cell in row]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return str(cell)
