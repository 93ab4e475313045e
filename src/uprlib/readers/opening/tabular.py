"""A table in a file, whichever way it was saved: as text of any dialect, as XLSX or as XLS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from uprlib.errors import SourceError, did_you_mean
from uprlib.readers.opening import sheets, xlsx
from uprlib.readers.opening.delimited import dialect_of, numbered_rows
from uprlib.readers.opening.files import MAX_ROWS, is_ole, is_zip


@dataclass(frozen=True)
class Tabular:
    """A table, of which the header has been read.

    Attributes
    ----------
    header : list of str
        The first row that is not empty.
    rows : iterator of (int, list)
        The rows below it that are not empty, each with its number as a spreadsheet counts. A cell of a workbook may be a
        number or a date. Instead of a row that cannot be taken apart there is the error that says why.
    words : str
        How it was saved, for a person.
    """

    header: list[str]
    rows: Iterator[tuple[int, list | SourceError]]
    words: str
    header_row: int = 1


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
        words, rows = "XLS", enumerate(sheets.first_sheet_rows(path, "XLS file", expected=expected), start=1)
    elif is_zip(path):
        words, rows = "XLSX", enumerate(xlsx.rows(path, expected=expected, most=most), start=1)
    else:
        dialect = dialect_of(path)
        words, rows = dialect.words, numbered_rows(path, dialect, most=most)
    filled = (
        (number, row)
        for number, row in rows
        if isinstance(row, SourceError) or any(str(cell).strip() for cell in row)
    )
    number, first = next(filled, (0, []))
    if isinstance(first, SourceError):
        raise first
    if not first:
        raise SourceError("the file holds only empty lines", file=path, expected=expected, remedy="export it again")
    return Tabular([str(cell).strip() for cell in first], filled, words, number)


def columns(table: Tabular, wanted: Sequence[str], file: Path) -> Mapping[str, int]:
    """Where the wanted columns stand, by their exact names.

    Raises
    ------
    SourceError
        One of them is missing, or occurs twice.
    """
    header = table.header
    for name in wanted:
        if header.count(name) != 1:
            raise SourceError(
                "a column is missing" if name not in header else "a column occurs twice",
                file=file,
                row=table.header_row,
                column=name,
                value=", ".join(header)[:160],
                expected=", ".join(wanted),
                remedy=did_you_mean(name, set(header) - set(wanted)) or "download the file again",
            )
    return {name: header.index(name) for name in wanted}
