"""What every reader asks of a file before it reads: that it is there, a file, and not empty."""

from __future__ import annotations

import html
import re
from pathlib import Path
from unicodedata import combining, normalize

import pandas as pd

from uprlib import paths, schema
from uprlib.errors import SourceError


def checked(path: Path | str) -> Path:
    """Return `path` if it is a file with something in it.

    Raises
    ------
    SourceError
        Not there, a directory, or empty.
    """
    path = Path(path)
    if path.is_dir():
        raise SourceError("this is a directory", file=paths.shown(path), expected="a file", remedy="name a file in it")
    if not path.exists():
        raise SourceError("no such file", file=paths.shown(path), remedy="check the path")
    if path.stat().st_size == 0:
        raise SourceError("the file is empty", file=paths.shown(path), remedy="download or export it again")
    return path


def cleaned(text: str) -> str:
    """Text with web escapes decoded and without spaces at its ends or runs of spaces.

    Four rows of the export carry %u2019 or %u2022, left by a web form; unknown States are written as HTML entities.
    Lost slashes and quotation marks are not guessed back.

    Examples
    --------
    >>> cleaned("the child%u2019s  rights ")
    'the child’s rights'
    """
    decoded = re.sub(r"%u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    return re.sub(r"\s+", " ", html.unescape(decoded)).strip()


def blind(text: str) -> str:
    """Text blind to punctuation, spaces, accents and case, for comparing what two sources wrote.

    Sessions 1-8 of the export lost every slash and 1-9 every quotation mark, so only letters and digits compare.
    """
    plain = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return re.sub(r"[^a-z0-9]", "", plain.casefold())


def reading(table: pd.DataFrame, *, file: str) -> pd.DataFrame:
    """Bring what a reader found under the contract "reading": what its format does not know is missing.

    Raises
    ------
    SchemaError
        A value is outside the contract.
    """
    for name in schema.columns("reading"):
        if name not in table:
            table[name] = pd.Series([None] * len(table), dtype=object, index=table.index)
    return schema.check("reading", table, file=file)
