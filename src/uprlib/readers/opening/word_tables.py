"""Tables of a Word document as a grid: a cell that spans columns or rows stands in each of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from uprlib.readers.opening.as_printed import W

_MOST_COLUMNS = 64


class Cell(NamedTuple):
    """One cell of a row.

    Attributes
    ----------
    start, end : int
        Its first column, from 0, and the column after its last.
    lines : tuple of str
        Its lines that have text; those of the cell above where it is one with that cell.
    from_above : bool
        Whether it is one with the cell above.
    """

    start: int
    end: int
    lines: tuple[str, ...]
    from_above: bool = False


def rows_of(table, texts: Mapping[Any, str]) -> list[list[Cell]]:
    """The rows of a table.

    Parameters
    ----------
    table : lxml element
        In a document as it is printed (:mod:`uprlib.readers.opening.as_printed`).
    texts : mapping
        The text of each paragraph.
    """
    rows: list[list[Cell]] = []
    for row in table.iterchildren(W + "tr"):
        above = {cell.start: cell for cell in rows[-1]} if rows else {}
        cells: list[Cell] = []
        start = _count(row, f"{W}trPr/{W}gridBefore", 0)
        for element in row.iterchildren(W + "tc"):
            end = start + _count(element, f"{W}tcPr/{W}gridSpan", 1)
            merged = element.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and merged.get(W + "val") != "restart" and start in above
            lines = above[start].lines if goes_on else _lines(element, texts)
            cells.append(Cell(start, end, lines, goes_on))
            start = end
        rows.append(cells)
    return rows


def _lines(cell, texts: Mapping[Any, str]) -> tuple[str, ...]:
    text = "\n".join(texts[paragraph] for paragraph in cell.iter(W + "p")).replace("\t", " ")
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _count(element, path: str, otherwise: int) -> int:
    found = element.find(path)
    value = found.get(W + "val") if found is not None else None
    return int(value) if value is not None and value.isdecimal() and int(value[:4]) <= _MOST_COLUMNS else otherwise
