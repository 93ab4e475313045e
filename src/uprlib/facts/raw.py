"""The project's own tables in ``data/raw``: CSV in UTF-8 with LF, missing values empty, truth as yes or no."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from uprlib import atomic, paths
from uprlib.errors import SchemaError, refuse_first
from uprlib.facts import contract

YES_NO = {"yes": True, "no": False}


def read(table: str, path: Path | None = None) -> pd.DataFrame:
    """Read one raw table and check it against its contract.

    Raises
    ------
    SchemaError
        There is no such file, or a value is outside the contract; the message names file, row and column.
    """
    path = path or paths.raw() / f"{table}.csv"
    try:
        # "NA" is Namibia's ISO 3166 alpha-2 code and "124.10" a paragraph: all is text until the contract types it.
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8")
    except FileNotFoundError:
        raise SchemaError("there is no such table", file=path, remedy="run `git checkout -- data/raw`") from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as problem:
        raise SchemaError(
            "this file is not a CSV table",
            file=path,
            value=" ".join(str(problem).split())[:120],
            expected="CSV in UTF-8",
            remedy="run `git checkout -- data/raw`",
        ) from None
    for name in boolean_columns(table):
        if name in frame:
            refuse_first(
                ~frame[name].isin(list(YES_NO)),
                frame[name],
                f"table {table} has a value that its contract does not allow",
                file=path,
                expected="yes or no",
                error=SchemaError,
            )
            frame[name] = frame[name].map(YES_NO).astype("boolean")
    return contract.check(table, frame, file=path)


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
