"""What every reader gives back, the contract "reading", and the answers to a value that no reader can take."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError
from uprlib.facts import contract

CORRECT = "correct the row in the source"


def reading(table: pd.DataFrame, *, file: Path | str, rows: Sequence[int] | None = None) -> pd.DataFrame:
    """Bring what a reader found under the contract "reading"; columns that its format does not have are missing.

    Parameters
    ----------
    rows : sequence of int, optional
        The number of each row, for messages. Default: `source_row`.

    Raises
    ------
    SchemaError
        A value is outside the contract.
    """
    for name in contract.columns("reading"):
        if name not in table:
            table[name] = pd.Series([None] * len(table), dtype=object, index=table.index)
    # Missing is missing, never "".
    for name, column in contract.contract("reading").columns.items():
        if column.nullable and not pd.api.types.is_numeric_dtype(table[name]):
            table[name] = table[name].replace("", None)
    if rows is None:
        rows = table["source_row"].tolist()
    return contract.check("reading", table, file=file, rows=rows)


def one_value(values: list[str], expected: str, **place: object) -> str:
    """The only value of a cell.

    Raises
    ------
    SourceError
        The cell has none, or several; `place` (file, row, column) goes into the message.
    """
    if len(values) != 1:
        raise SourceError(
            "a cell does not hold exactly one value",
            **place,
            value="; ".join(values) or "(nothing)",
            expected=expected,
            remedy=CORRECT,
        )
    return values[0]
