"""The project's own tables in ``data/raw``: CSV, UTF-8, LF, a missing value is empty, truth is yes or no."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from uprlib import atomic, paths
from uprlib.errors import SchemaError
from uprlib.facts import contract

YES_NO = {"yes": True, "no": False}


def read(table: str, path: Path | None = None) -> pd.DataFrame:
    """Read one raw table and check it against its contract.

    Raises
    ------
    SchemaError
        The file is not there, or a value is outside the contract; names file, row and column.
    """
    path = path or paths.raw() / f"{table}.csv"
    file = paths.shown(path)
    try:
        # "NA" is Namibia's ISO 3166 alpha-2 code and "124.10" a paragraph: everything is text until the contract.
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8")
    except FileNotFoundError:
        raise SchemaError("this table is not there", file=file, remedy="run `git checkout -- data/raw`") from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as problem:
        raise SchemaError(
            f"this is no CSV table ({problem})", file=file, remedy="run `git checkout -- data/raw`"
        ) from None
    for name in boolean_columns(table):
        if name in frame:
            wrong = ~frame[name].isin(list(YES_NO))
            if wrong.any():
                index = int(frame.index[wrong][0])
                raise SchemaError(
                    f"table {table} holds a value that its contract does not allow",
                    file=file,
                    row=index + 2,
                    column=name,
                    value=frame[name][index],
                    expected="yes or no",
                )
            frame[name] = frame[name].map(YES_NO).astype("boolean")
    return contract.check(table, frame, file=file)


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
    """Columns that stand as yes and no in the CSV."""
    return [name for name, column in contract.contract(table).columns.items() if str(column.dtype) == "boolean"]
