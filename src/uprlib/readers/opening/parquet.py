"""A Parquet file, opened only after the size that its texts would have in memory has been checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from uprlib.errors import SourceError
from uprlib.readers.opening.files import FEWER, MAX_ROWS, MAX_UNPACKED_BYTES, too_many_rows

if TYPE_CHECKING:
    import pyarrow


def names(path: Path) -> list[str]:
    """The names of a file's columns; empty where it cannot be opened.

    >>> names(Path(__file__))
    []
    """
    import pyarrow.parquet

    try:
        return pyarrow.parquet.read_schema(path).names
    except (pyarrow.ArrowException, OSError, ValueError):
        return []


def table_of(path: Path, *, expected: str) -> pd.DataFrame:
    """The columns of a file, texts as objects.

    Raises
    ------
    SourceError
        The file is damaged or too large.
    """
    import pyarrow.parquet

    try:
        schema = pyarrow.parquet.read_schema(path)
        texts = [field.name for field in schema if _is_text(field.type)]
        rows = pyarrow.parquet.read_metadata(path).num_rows
        if rows > MAX_ROWS:
            raise too_many_rows(path, f"{rows:,}")
        # Each text once: a file of a few bytes may say one long text a million times.
        held = pyarrow.parquet.read_table(path, read_dictionary=texts)
        spread = sum(_spread(chunk) for name in texts for chunk in held.column(name).chunks)
        if spread > MAX_UNPACKED_BYTES:
            raise SourceError(
                "the file unpacks to too much",
                file=path,
                value=f"{spread / 2**20:,.0f} MB",
                expected=f"at most {MAX_UNPACKED_BYTES // 2**20} MB",
                remedy=FEWER,
            )
        # What pandas wrote about types and index is not needed, and may be anything in a stranger's file.
        table = held.replace_schema_metadata().to_pandas()
    except (pyarrow.ArrowException, OSError, ValueError) as problem:
        raise SourceError(
            "the file cannot be opened",
            file=path,
            value=" ".join(str(problem).split())[:80],
            expected=expected,
            remedy="it is damaged or cut short; write it again",
        ) from None
    return table.assign(**{name: table[name].astype(object) for name in texts})


def _is_text(type_: pyarrow.DataType) -> bool:
    import pyarrow

    held = type_.value_type if pyarrow.types.is_dictionary(type_) else type_
    return pyarrow.types.is_string(held) or pyarrow.types.is_large_string(held)


def _spread(chunk: pyarrow.DictionaryArray) -> int:
    """The bytes of texts, each of which is held once, where every row has its own."""
    import pyarrow.compute

    lengths = pyarrow.compute.binary_length(chunk.dictionary)
    return pyarrow.compute.sum(lengths.take(chunk.indices)).as_py() or 0
