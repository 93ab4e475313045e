"""Other people's tables in CSV, read as text."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError
from uprlib.readers.opening.files import checked


def read(path: Path, columns: list[str], *, encoding: str = "utf-8") -> pd.DataFrame:
    """The `columns` of a source; every value is text, and an empty field is "".

    Raises
    ------
    SourceError
        There is no such file, it is in another encoding, or it lacks a column.
    """
    # "NA" is Namibia's two-letter code.
    try:
        table = pd.read_csv(checked(path), dtype=str, keep_default_na=False, encoding=encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            "the file is not in its usual encoding", file=path, value=str(error)[:80], expected=encoding
        ) from None
    missing = [name for name in columns if name not in table]
    if missing:
        raise SourceError("a column is missing", file=path, row=1, column=missing[0], expected=", ".join(columns))
    return table[columns]
