"""The rows of a table: each with its number, in one pass, and only those of one State where that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError
from uprlib.facts import states
from uprlib.readers.account import OTHER_STATE, Aside
from uprlib.readers.bad_rows import BadRows
from uprlib.readers.opening import tabular
from uprlib.readers.opening.files import MAX_BYTES, MAX_ROWS, MAX_STREAMED_BYTES, checked
from uprlib.readers.opening.tabular import Tabular


def opened(path: Path | str, expected: str, *, sur: str | None = None) -> Tabular:
    """Open a table. It may be larger where only the rows of one State are kept.

    Raises
    ------
    SourceError
        The file cannot be opened as a table, is too large, or holds nothing.
    """
    path = checked(path, limit=MAX_BYTES if sur is None else MAX_STREAMED_BYTES)
    return tabular.opened(path, expected=expected, most=MAX_ROWS if sur is None else None)


def expect_fields(cells: list[str], count: int, *, file: Path | str, row: int) -> None:
    """Refuse a row of a CSV or XLS file that is longer or shorter than its header.

    Raises
    ------
    SourceError
        Names the row and how many fields it has.
    """
    if len(cells) != count:
        raise SourceError(
            "a row has the wrong number of fields",
            file=file,
            row=row,
            value=len(cells),
            expected=f"{count} fields",
            remedy="look for a missing quotation mark, or export the file again",
        )


def records(table: Tabular, used: Mapping[str, str], bad: BadRows) -> Iterator[tuple[int, dict[str, str]]]:
    """The cells of each row by field, with its number; rows of another length than the header go to `bad`.

    Parameters
    ----------
    used : mapping of str to str
        The label of the column of each field.
    """
    places = {field: table.header.index(label) for field, label in used.items()}
    for number, cells in table.rows:
        if isinstance(cells, SourceError):
            bad.add(cells)
            continue
        if len(cells) != len(table.header):
            with bad.caught():
                expect_fields(cells, len(table.header), file=bad.file, row=number)
            continue
        yield number, {field: cells[place] for field, place in places.items()}


def cells(
    table: Tabular, used: Mapping[str, str], bad: BadRows, *, sur: str | None = None, sur_field: str = "sur"
) -> tuple[pd.DataFrame, list[Aside]]:
    """The cells by field as text, and the rows of other States than the one asked for.

    Returns
    -------
    pandas.DataFrame
        Its index counts from 0 below the header, as :meth:`uprlib.readers.bad_rows.BadRows.refuse` does.
    list of Aside

    Raises
    ------
    SourceError
        No row is left.
    """
    index: list[int] = []
    columns: dict[str, list[str]] = {field: [] for field in used}
    # A table repeats its cells; each is kept once.
    kept: dict[str, str] = {}
    aside = []
    for number, record in records(table, used, bad):
        if sur is not None and states.find(record[sur_field]) not in (sur, None):
            aside.append(Aside(f"row {number}", OTHER_STATE, record[sur_field].strip()))
            continue
        index.append(number - 2)
        for field, cell in record.items():
            columns[field].append(kept.setdefault(cell, cell))
    if not index:
        bad.refuse_if_nothing_else(index)
        problem = "the file has a header but no rows" if not aside else f"no row concerns {sur}"
        raise SourceError(problem, file=bad.file, remedy="export it again" if not aside else "name another State")
    return pd.DataFrame(columns, index=index, dtype=object), aside
