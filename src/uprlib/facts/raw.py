"""The project's own tables in ``data/raw``: CSV in UTF-8 with LF, missing values empty, truth as yes or no."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from uprlib import atomic, paths
from uprlib.errors import SchemaError, did_you_mean, to_restore
from uprlib.facts import contract, csv_files


def parts(table: str, path: Path | None = None) -> Iterator[pd.DataFrame]:
    """Read one raw table part by part, as its file comes, and check it against its contract.

    No part is to be relied on before the last has come: that a key stands once is known only then.

    Raises
    ------
    SchemaError
        There is no such file, it was saved in another way, or a value is outside the contract; the message names file,
        row and column.
    """
    path = path or paths.raw() / f"{table}.csv"
    kinds = {name: column.cells for name, column in contract.contract(table).columns.items()}
    marks = []
    for cells, rows in csv_files.parts(path, kinds):
        contract.refuse_columns(table, cells, file=path)
        part = contract.check_cells(table, cells, file=path, rows=rows)
        keys = part[contract.key(table)].set_axis(rows)
        if path.stat().st_size <= csv_files.AT_A_TIME:
            contract.refuse_repeated(table, keys, file=path)
        elif len(keys.columns):
            marks.append(pd.util.hash_pandas_object(keys, index=False).to_numpy())
        yield part
    if marks and _are_repeated(np.concatenate(marks)):
        # Two keys have the same mark; that they are not the same key is less likely than one in a hundred thousand.
        parts_again = csv_files.parts(path, kinds)
        every = (
            contract.check_cells(table, cells, rows=rows)[contract.key(table)].set_axis(rows)
            for cells, rows in parts_again
        )
        contract.refuse_repeated(table, pd.concat(every), file=path)


def _are_repeated(marks: np.ndarray) -> bool:
    """Whether one of some numbers occurs twice; sorted, ten million keys take an eighth of a gigabyte."""
    marks.sort()
    return bool((marks[1:] == marks[:-1]).any())


def read(table: str, path: Path | None = None) -> pd.DataFrame:
    """Read one raw table and check it against its contract.

    Raises
    ------
    SchemaError
        As :func:`parts`.
    """
    return pd.concat(parts(table, path), ignore_index=True)


def column(table: str, name: str) -> pd.Series:
    """One column of a raw table as text, without the rest of its contract, which takes longer to check than to read.

    Raises
    ------
    SchemaError
        The file cannot be read, or has no such column.
    """
    path = paths.raw() / f"{table}.csv"
    cells = csv_files.stored(path)
    if name not in cells:
        raise SchemaError(
            f"table {table} has a column missing",
            file=path,
            column=name,
            expected="the columns " + ", ".join(contract.columns(table)),
            remedy=did_you_mean(name, cells.columns) or to_restore(path),
        )
    return cells[name]


def write(table: str, frame: pd.DataFrame, path: Path | None = None) -> pd.DataFrame:
    """Check a table and write it; the same rows always give the same bytes."""
    path = path or paths.raw() / f"{table}.csv"
    checked = contract.check(table, frame, file=path)
    text = checked.copy()
    for name in boolean_columns(table):
        text[name] = text[name].map({True: "yes", False: "no"})
    atomic.write_csv(path, text)
    return checked


def boolean_columns(table: str) -> list[str]:
    """Columns that the CSV writes as yes and no."""
    return [name for name, column in contract.contract(table).columns.items() if str(column.dtype) == "boolean"]
