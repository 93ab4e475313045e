"""The columns of a thematic list, known by words of their heads, which differ from layout to layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from uprlib.readers.opening.word_tables import Cell

COLUMNS = {
    kind: re.compile(words, re.IGNORECASE)
    for kind, words in {
        "number": r"\A(?:(?:para(?:graph)?|rec(?:ommendation)?)?s?[\s.]{0,5}(?:no|nr|number|#)"
        r"|para(?:graph)?s?)\W{0,5}$",
        "position": r"\b(?:position|response)",
        "states": r"\A(?:recommending|recommender|made by|proposed by|(?:member )?states?\b|countr(?:y|ies)\b)",
        "themes": r"\b(?:themes?|rights)\b",
        "persons": r"\A(?:affected persons|groups? of persons)",
        "sdgs": r"\b(?:SDGs?|sustainable development)\b",
        "comments": r"(?:assessment|comments|implementation)",
        "recommendation": r"recommendation",
    }.items()
}
"""What each column holds, and words of its head. A head is of the first kind that it fits."""
NEEDED = {"recommendation": "Recommendation", "position": "Position"}
_FEWEST = 3
_FIRST_ROWS = 5


class Column(NamedTuple):
    """A column of a list: what it holds, its head, and the columns of the table that it takes up."""

    kind: str
    head: str
    start: int
    end: int


def header_of(rows: Sequence[Sequence[Cell]]) -> tuple[int, list[Column]] | None:
    """The place of a table's head and its columns; None if it is not a list.

    A list has at least three columns of known kinds, of which one is the recommendation or the position.
    """
    for place, row in enumerate(rows[:_FIRST_ROWS]):
        columns = _columns(row)
        kinds = {column.kind for column in columns}
        if len(kinds) >= _FEWEST and kinds & set(NEEDED):
            return place, columns
    return None


def _columns(row: Sequence[Cell]) -> list[Column]:
    columns: list[Column] = []
    for cell in row:
        head = " ".join(cell.lines)
        taken = {column.kind for column in columns}
        # A head that also fits a kind that an earlier column has is of its next kind: a column is one and no more.
        kind = next((k for k, words in COLUMNS.items() if k not in taken and words.search(head)), None)
        if kind:
            columns.append(Column(kind, head, cell.start, cell.end))
    return columns


def by_kind(row: Sequence[Cell], columns: Sequence[Column]) -> dict[str, Cell] | None:
    """The cells of a row by what their column holds, or None where they do not stand under the heads."""
    found: dict[str, Cell] = {}
    for column in columns:
        under = [cell for cell in row if cell.start < column.end and column.start < cell.end]
        # One cell under two heads is neither's.
        if len(under) != 1 or any(under[0] is other for other in found.values()):
            return None
        found[column.kind] = under[0]
    return found
