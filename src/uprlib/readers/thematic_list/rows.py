"""The rows of a thematic list in a Word document, each under its theme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from uprlib.errors import SourceError
from uprlib.readers.bad_rows import BadRows
from uprlib.readers.opening.as_printed import W
from uprlib.readers.opening.files import DAMAGED
from uprlib.readers.opening.list_numbers import ListNumbers
from uprlib.readers.opening.word import printed_paragraphs
from uprlib.readers.opening.word_tables import Cell, rows_of
from uprlib.readers.reading import CORRECT
from uprlib.readers.thematic_list.columns import NEEDED, Column, by_kind, header_of

if TYPE_CHECKING:
    from docx.document import Document

_THEME = re.compile(r"(?:theme|right or area|area|cluster)s?\s*:\s*", re.IGNORECASE)
_BEGINS_WITH_A_NUMBER = re.compile(r"\d+\.\d")


class Row(NamedTuple):
    """A row with a recommendation: its number in the list, its theme, and the lines of its cells by kind of column."""

    number: int
    theme: str | None
    cells: Mapping[str, Sequence[str]]


def has_list(document: Document) -> bool:
    """Whether one of a document's tables is a thematic list."""
    texts = _texts(document)
    return any(header_of(rows_of(table, texts)) for table in document.element.body.iter(W + "tbl"))


def rows(document: Document, bad: BadRows) -> Iterator[Row]:
    """The rows of all tables that are lists; heads, headings and empty rows are left out.

    A table without a head that follows a list and is as wide as it goes on with that list. Rows whose cells do not
    stand under the heads are added to `bad`.

    Raises
    ------
    SourceError
        There is no list, or one lacks a column that is needed.
    """
    texts = _texts(document)
    number, theme = 0, None
    columns: list[Column] | None = None
    for element in document.element.body.iter(W + "p", W + "tbl"):
        if element.tag == W + "p":
            heading = _THEME.match(texts[element])
            if heading and next(element.iterancestors(W + "tbl"), None) is None:
                theme = texts[element][heading.end() :].strip()
            continue
        table = rows_of(element, texts)
        header = header_of(table)
        if header:
            columns = header[1]
            _expect_needed(columns, bad.file, number + header[0] + 1)
        elif columns is None or not table or by_kind(table[0], columns) is None:
            continue
        _expect_in_rows(element, texts, bad.file)
        heads = [cell.lines for cell in table[header[0]]] if header else None
        for place, row in enumerate(table):
            number += 1
            if (header and place <= header[0]) or [cell.lines for cell in row] == heads:
                continue
            found = _row(row, columns, number, bad)
            if isinstance(found, str):
                theme = found
            elif found:
                yield Row(number, theme, {kind: cell.lines for kind, cell in found.items()})
    if columns is None:
        raise SourceError(
            "the document has no table of recommendations",
            file=bad.file,
            expected="a table with the columns Recommendation, Position, and themes or recommending States",
            remedy="if it is a Working Group report, read it with the format wg_report",
        )


def _expect_in_rows(table, texts: Mapping[Any, str], file: Path | str) -> None:
    """Refuse a table with text that is in none of its rows, as a damaged file has it."""
    for paragraph in table.iter(W + "p"):
        cell = next(paragraph.iterancestors(W + "tc"), None)
        row = cell.getparent() if cell is not None else None
        if texts[paragraph] and (row is None or row.tag != W + "tr" or row.getparent().tag != W + "tbl"):
            raise SourceError(
                "a table of the document has text that is in none of its rows",
                file=file,
                value=texts[paragraph][:40],
                expected="a DOCX file",
                remedy=DAMAGED,
            )


def _row(row: list[Cell], columns: list[Column], number: int, bad: BadRows) -> dict[str, Cell] | str | None:
    """A row's cells by kind; its words if it is a heading; None if it is empty or cannot be told."""
    filled = [cell for cell in row if cell.lines and not cell.from_above]
    if not filled:
        return None
    words = " ".join(filled[0].lines)
    if len(filled) == 1 and (len(row) == 1 or _THEME.match(words) or not _BEGINS_WITH_A_NUMBER.match(words)):
        return _THEME.sub("", words, count=1).strip()
    found = by_kind(row, columns)
    if found is None:
        with bad.caught():
            raise SourceError(
                "a row has the wrong number of cells",
                file=bad.file,
                row=number,
                value=f"{len(row)}: {words[:40]}",
                expected=f"{len(columns)} cells, under " + ", ".join(column.head for column in columns),
                remedy=CORRECT,
            )
    return found


def _texts(document: Document) -> dict[Any, str]:
    return printed_paragraphs(document, ListNumbers(document))


def _expect_needed(columns: list[Column], file: Path | str, row: int) -> None:
    kinds = {column.kind for column in columns}
    for kind, name in NEEDED.items():
        if kind not in kinds:
            raise SourceError(
                "a column is missing",
                file=file,
                row=row,
                column=name,
                value=", ".join(column.head for column in columns)[:160],
                expected="columns with Recommendation and Position in their heads",
                remedy="download the list again",
            )
