"""Text files with a table: their encoding, the sign between cells, and their rows, a piece at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

from uprlib.errors import SourceError
from uprlib.facts.csv_files import SEPARATORS
from uprlib.readers.opening.encodings import NAMES, encoding_of
from uprlib.readers.opening.files import MAX_ROWS, too_many_rows

START = 2**16
"""Enough characters of a file to contain its header."""
_CHUNK = 2**20
_LONGEST_LINE = 4 * 2**20
"""Characters of a line; a cell may have 131,072."""
_MOST_LINES = 4
"""How many lines there may be for each row: spreadsheets write empty rows, and a cell may have line ends."""


Rows = Iterator[tuple[int, "list[str] | SourceError"]]


class Dialect(NamedTuple):
    """How a text file writes its table.

    Attributes
    ----------
    encoding : str
        Python's name of it.
    delimiter : str
        The sign between cells.
    announced : bool
        Whether a line such as "sep=;", which spreadsheets read and do not count, stands before the header.
    """

    encoding: str
    delimiter: str
    announced: bool

    @property
    def words(self) -> str:
        """For a person: "text in UTF-16, tabs between cells"."""
        return f"text in {NAMES[self.encoding]}, {SEPARATORS.get(self.delimiter, self.delimiter)} between cells"


def dialect_of(path: Path) -> Dialect:
    """The dialect of a text file.

    The sign between cells is the one that a first line "sep=;" names, or else the one that divides the header most
    often: headers are names of columns and have few of these signs themselves.

    Raises
    ------
    SourceError
        The file is not text.
    """
    with opened(path, encoding := text_encoding(path)) as stream:
        start = stream.read(START).lstrip("\n")
    first = start.split("\n", 1)[0]
    if first[:4].casefold() == "sep=" and len(first) <= 5:
        return Dialect(encoding, first[4:] or ",", True)

    def divides(delimiter: str) -> int:
        try:
            return len(next(csv.reader(io.StringIO(start), delimiter=delimiter), []))
        except csv.Error:
            return 0

    return Dialect(encoding, max(SEPARATORS, key=divides), False)


def numbered_rows(path: Path, dialect: Dialect, *, most: int | None = MAX_ROWS) -> Rows:
    """The rows that are not empty, each with its number as a spreadsheet counts.

    A row whose quotation marks are wrong is given as the error that says so, and the next one is read.

    Parameters
    ----------
    most : int, optional
        A file with more rows is refused, before the first is given. None: there is no limit.

    Raises
    ------
    SourceError
        The file is not text, has too many rows, or a quotation mark is never closed.
    """
    # A quotation may contain line ends, so the rows are counted only where the lines are too many.
    lines = _lines(path) if most is not None else 0
    if most is not None and lines > _MOST_LINES * most:
        raise too_many_rows(path, f"more than {most:,}")
    if most is not None and lines > most:
        for count, _ in enumerate(_rows(path, dialect)):
            if count > most:
                raise too_many_rows(path, f"more than {most:,}")
    yield from _rows(path, dialect)


def _rows(path: Path, dialect: Dialect) -> Rows:
    with opened(path, dialect.encoding) as stream:
        if dialect.announced:
            stream.readline()
        reader = csv.reader(_text_lines(stream, path), delimiter=dialect.delimiter, strict=True)
        number = 0
        while True:
            number, began = number + 1, reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as problem:
                yield number, _not_well_formed(path, number, began, str(problem))
                continue
            if any(map(str.strip, cells)):
                yield number, cells


def _not_well_formed(path: Path, number: int, line: int, problem: str) -> SourceError:
    bad = SourceError(
        f"the file is not well-formed CSV ({problem})",
        file=path,
        row=number,
        value=f"line {line} of the file",
        remedy="look for a quotation mark too few or too many there, or export the file again",
    )
    # What follows an open quotation mark is not divided into rows any more: that is no matter of a single row.
    if "unexpected end" in problem or "field limit" in problem:
        raise bad
    return bad


def text_encoding(path: Path) -> str:
    """The encoding of a file that must be text.

    Raises
    ------
    SourceError
        Its bytes are no text.
    """
    encoding = encoding_of(path)
    if encoding is None:
        raise _not_text(path)
    return encoding


def whole_text(path: Path, encoding: str) -> str:
    """A text file as a whole, its line ends as they are. A letter that cannot be decoded is replaced."""
    return path.read_bytes().decode(encoding, errors="replace").removeprefix("\ufeff")


def opened(path: Path, encoding: str) -> TextIO:
    """A text file, opened; line ends of any kind are "\\n" in it. A letter that cannot be decoded is replaced."""
    return path.open(encoding=encoding, errors="replace", newline=None)


def _text_lines(stream: TextIO, path: Path) -> Iterator[str]:
    while line := stream.readline(_LONGEST_LINE):
        if "\0" in line:
            raise _not_text(path)
        if len(line) == _LONGEST_LINE:
            raise SourceError(
                "a line is too long for a table",
                file=path,
                value=f"{line[:40]}...",
                expected=f"at most {_LONGEST_LINE:,} characters",
                remedy="look for line ends that are missing, or export the file again",
            )
        yield line


def _not_text(path: Path) -> SourceError:
    return SourceError(
        "this is not a text file",
        file=path,
        expected="a CSV file, in UTF-8 or another encoding of text",
        remedy="export it again as CSV in UTF-8",
    )


def _lines(path: Path) -> int:
    """How many lines a file has, whatever ends them."""
    feeds = returns = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            feeds += chunk.count(b"\n")
            returns += chunk.count(b"\r")
    return max(feeds, returns)
