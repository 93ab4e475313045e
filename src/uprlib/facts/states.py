"""Names of States and their ISO 3166 alpha-3 codes, from one reviewed table of names.

Every spelling that a source uses is one row of ``data/raw/state_names.csv``. A name that is not in that table is an
error, which suggests the nearest name; nothing is guessed.
"""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from uprlib import paths
from uprlib.errors import StateError, nearest


def folded(name: str) -> str:
    """A name without case, accents, punctuation and a leading article.

    Examples
    --------
    >>> folded("Côte d’Ivoire") == folded("COTE D'IVOIRE")
    True
    >>> folded("The former Yugoslav Republic of Macedonia")
    'former yugoslav republic of macedonia'
    """
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    plain = re.sub(r"['’‘`´ʼ]", "", plain.replace("&", " and "))
    plain = re.sub(r"[^a-z0-9]+", " ", plain).strip()
    return re.sub(r"^the | the$", "", plain)


def read_names(path: Path) -> pd.DataFrame:
    """The table of names, checked: one row is one spelling (iso3, name, source).

    Raises
    ------
    StateError
        One spelling is given for two States.
    """
    names = pd.read_csv(path, dtype=str, keep_default_na=False)
    codes = names.groupby(names["name"].map(folded))["iso3"].nunique()
    ambiguous = codes[codes > 1]
    if len(ambiguous):
        clash = names[names["name"].map(folded) == ambiguous.index[0]]
        raise StateError(
            "one spelling is given for two States",
            file=path,
            row=int(clash.index[-1]) + 2,
            column="name",
            value=clash["name"].iloc[-1],
            expected=f"a spelling of {clash['iso3'].iloc[0]} only",
            remedy="correct the table of names",
        )
    return names


@functools.lru_cache(maxsize=4)
def _by_spelling(path: Path, _modified: int) -> dict[str, str]:
    names = read_names(path)
    return dict(zip(names["name"].map(folded), names["iso3"], strict=True))


def _spellings() -> dict[str, str]:
    path = paths.raw() / "state_names.csv"
    try:
        return _by_spelling(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise StateError(
            "the table of State names is missing", file=path, remedy="run `git checkout -- data/raw`"
        ) from None


def codes() -> frozenset[str]:
    """All ISO 3166 alpha-3 codes of the table: the 193 member States of the UN and two observers."""
    return frozenset(_spellings().values())


def find(name: str) -> str | None:
    """The ISO 3166 alpha-3 code of a spelling, or None where the table does not have it.

    Examples
    --------
    >>> find("DPR Korea"), find("Democratic People's Republic of Korea"), find("Atlantis")
    ('PRK', 'PRK', None)
    """
    return _spellings().get(folded(name))


def finder() -> Callable[[str], str | None]:
    """The function :func:`find` for many names in a row: the table is looked for once, and not for each name."""
    spellings = _spellings()
    return lambda name: spellings.get(folded(name))


def nearly(name: str) -> str | None:
    """The code of the State whose spelling differs from `name` by a slip of the pen, or None.

    Stricter than the suggestion in a message: it tells a misspelt State from words that name none.

    Examples
    --------
    >>> nearly("Slovkia"), nearly("Istanbul Convention")
    ('SVK', None)
    """
    found = difflib.get_close_matches(folded(name), _spellings(), n=1, cutoff=0.8)
    return _spellings()[found[0]] if found else None


def code(name: str, **place: object) -> str:
    """The ISO 3166 alpha-3 code of a spelling.

    Raises
    ------
    StateError
        The table does not have the name. The message gives the nearest one, and `place` (file, row, column).
    """
    found = find(name)
    if found is None:
        raise StateError(
            "unknown State name",
            value=name,
            expected="a name in data/raw/state_names.csv",
            remedy=_suggestion(name) or "add the spelling to data/raw/state_names.csv if it is right",
            **place,
        )
    return found


def codes_of(names: pd.Series, *, file: Path | str, column: str) -> pd.Series:
    """The codes of a column of spellings; missing values stay missing.

    Raises
    ------
    StateError
        The table does not have a name. The message gives the first row with it: row 2 is at index 0.
    """
    # Each spelling is looked up once, at the first row that has it.
    first_rows = names.dropna().drop_duplicates()
    known = {
        name: code(name.strip(), file=file, row=int(index) + 2, column=column) for index, name in first_rows.items()
    }
    return names.map(known, na_action="ignore")


def parameter(value: object, name: str = "sur") -> str:
    """Check a State given as a parameter. Only an ISO 3166 alpha-3 code is accepted, so that runs are comparable.

    Raises
    ------
    StateError
        It is not a code of the table. For "DPRK" the message says "did you mean PRK?".
    """
    if isinstance(value, str) and value in codes():
        return value
    raise StateError(
        f"parameter {name} is not a State",
        value=value,
        expected="an ISO 3166 alpha-3 code such as PRK",
        remedy=_suggestion(str(value)) or "see data/raw/states.csv for the codes",
    )


def _suggestion(name: str) -> str | None:
    known = _spellings()
    exact = known.get(folded(name)) or (name.upper() if name.upper() in codes() else None)
    if exact:
        return f"did you mean {exact}?"
    near = nearest(folded(name), known)
    return f"did you mean {known[near]}?" if near else None
