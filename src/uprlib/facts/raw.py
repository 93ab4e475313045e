"""The project's own tables in ``data/raw``: CSV in UTF-8 with LF, missing values empty, truth as yes or no."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from uprlib import atomic, paths
from uprlib.errors import SchemaError, did_you_mean, refuse_first, to_restore
from uprlib.facts import contract, csv_files

YES_NO = {"yes": True, "no": False}


def read(table: str, path: Path | None = None) -> pd.DataFrame:
    """Read one raw table and check it against its contract.

    Raises
    ------
    SchemaError
        There is no such file, it was saved in another way, or a value is outside the contract; the message names file,
        row and column.
    """
    path = path or paths.raw() / f"{table}.csv"
    # "NA" is Namibia's ISO 3166 alpha-2 code and "124.10" a paragraph: all is text until the contract types it.
    frame = csv_files.stored(path)
    frame = frame.replace("", None)
    for name in boolean_columns(table):
        if name in frame:
            refuse_first(
                ~frame[name].isin(list(YES_NO)),
                frame[name],
                f"table {table} has a value that its contract does not allow",
                file=path,
                expected="yes or no",
                remedy=to_restore(path),
                error=SchemaError,
            )
            frame[name] = frame[name].map(YES_NO).astype("boolean")
    return contract.check(table, frame, file=path, rows=frame.index + 2)


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
