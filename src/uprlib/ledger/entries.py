"""The ledger: the numbers that notebooks state, read back, listed and compared between two runs.

A ledger is a folder with one JSON file for each notebook, as :mod:`uprlib.notebook.study` writes them. Two ledgers
differ by the vintage of the data, by the code or by the parameters of a run.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from numbers import Real
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
from pydantic import BaseModel, Field

from uprlib import paths
from uprlib.errors import DataError, did_you_mean, to_restore
from uprlib.facts import project_files

COLUMNS = ["notebook", "key", "value", "low", "high", "n", "unit", "coding", "note"]
DEFAULT = "default"
"""The name of the committed ledger of the default runs."""
TOLERANCE = 1e-9
"""Numbers are written with six digits: what differs by less than this, relatively, is the same number."""


Name = Annotated[str, Field(pattern=r"^[\w-]+$")]
FileName = Annotated[str, Field(pattern=r"^[\w-]+\.\w+$")]
"""Names of a ledger become names of files: they lead nowhere else."""
Value = bool | int | float | str | None


class _Number(BaseModel):
    value: Value
    low: Value = None
    high: Value = None
    n: Value = None
    unit: str | None = None
    coding: str | None = None
    note: str | None = None


class _Figure(BaseModel):
    title: str
    alt: str
    files: list[FileName]
    numbers: list[str]
    page: dict[str, Any] = {}


class _Table(BaseModel):
    title: str
    notes: str
    file: FileName
    index: int = Field(ge=0)
    rows: int | None = None  # Earlier versions did not count them.
    stars: dict[str, str]


class _Data(BaseModel):
    title: str
    notes: str
    files: list[FileName]
    rows: int


class _Ledger(BaseModel):
    notebook: Name
    parameters: dict[str, Any] = {}
    numbers: dict[str, _Number]
    figures: dict[Name, _Figure] = {}
    tables: dict[Name, _Table] = {}
    data: dict[Name, _Data] = {}
    loaded: list[str] = []


def read(place: str | Path | None = None) -> pd.DataFrame:
    """The numbers of one ledger.

    Parameters
    ----------
    place : str or path, optional
        A folder of ledger files, one such file, or the folder of a run in ``runs/`` (by its name too). Without it, or
        as "default", the committed ledger of the default runs.

    Returns
    -------
    pandas.DataFrame
        One row is one number: notebook, key, value, low, high, n, unit, coding, note; by notebook and key.

    Raises
    ------
    DataError
        No ledger was found, a file is not a ledger, or two files are for the same notebook.

    Examples
    --------
    >>> numbers = read()
    >>> numbers.set_index(["notebook", "key"]).loc[("01_acceptance", "accepted.cycle2"), "value"]
    114
    """
    rows = []
    for held in contents(place).values():
        for key, number in held["numbers"].items():
            rows.append({"notebook": held["notebook"], "key": key} | number)
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(["notebook", "key"], ignore_index=True)


def completed(numbers: pd.DataFrame) -> pd.DataFrame:
    """A ledger, completed with the committed numbers of the notebooks that it does not have."""
    committed = read()
    elsewhere = committed[~committed["notebook"].isin(numbers["notebook"])]
    return pd.concat([numbers, elsewhere], ignore_index=True) if len(elsewhere) else numbers


def difference(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """What differs between two ledgers.

    Only notebooks that both hold are compared.

    Returns
    -------
    pandas.DataFrame
        One row is one number that changed, is new or is gone: notebook, key, what ("changed", "new", "gone", or
        "interval" where the value is the same and its interval or n is not), first, second (values), change (of
        numbers), unit, note.
    """
    shared = set(first["notebook"]) & set(second["notebook"])
    first, second = (table[table["notebook"].isin(shared)] for table in (first, second))
    both = first.merge(second, on=["notebook", "key"], how="outer", suffixes=("_1", "_2"), indicator=True)
    changes = []
    for row in both.to_dict("records"):
        a, b, held = row["value_1"], row["value_2"], str(row["_merge"])
        around = all(_same(row[f"{end}_1"], row[f"{end}_2"]) for end in ("low", "high", "n"))
        of_both = "changed" if not _same(a, b) else "same" if around else "interval"
        what = {"left_only": "gone", "right_only": "new"}.get(held, of_both)
        if what == "same":
            continue
        numbers = all(isinstance(value, Real) and not missing(value) for value in (a, b))
        side = "_2" if held == "right_only" else "_1"
        changes.append(
            {
                "notebook": row["notebook"],
                "key": row["key"],
                "what": what,
                "first": a,
                "second": b,
                "change": b - a if numbers else None,
                "unit": row[f"unit{side}"],
                "note": row[f"note{side}"],
            }
        )
    columns = ["notebook", "key", "what", "first", "second", "change", "unit", "note"]
    return pd.DataFrame(changes, columns=columns)


def files(place: str | Path | None = None) -> list[Path]:
    """The files of a ledger; `place` as in :func:`read`.

    Raises
    ------
    DataError
        No ledger was found.
    """
    given = None if place == DEFAULT else place
    folder = paths.results() if given is None else Path(given)
    if given is not None and not folder.exists() and (paths.runs() / str(given)).is_dir():
        folder = paths.runs() / str(given)
    if (folder / "results").is_dir():
        folder = folder / "results"
    found = [folder] if folder.is_file() else paths.files(folder, "*.json")
    if not found:
        runs = [run.name for run in paths.runs().iterdir()] if paths.runs().is_dir() else []
        raise DataError(
            "no ledger was found",
            value=str(given or paths.shown(folder)),
            expected="a folder of results, one of its files, or a run in runs/",
            remedy=did_you_mean(str(given), runs) or "run `upr run NOTEBOOK -p ...` first",
        )
    return found


def file_of(notebook: str, place: str | Path | None = None) -> Path:
    """The ledger file of one notebook.

    Raises
    ------
    DataError
        The ledger does not hold it.
    """
    of_notebook = _files_of_notebooks(place)
    if notebook in of_notebook:
        return of_notebook[notebook]
    missing = paths.results() / f"{notebook}.json" if place in (None, DEFAULT) else None
    raise DataError(
        "this notebook is not in the ledger", file=missing, value=notebook, remedy=f"run `upr run {notebook}`"
    )


def contents(place: str | Path | None = None) -> dict[Path, dict]:
    """What each file of a ledger holds; `place` as in :func:`read`.

    Raises
    ------
    DataError
        No ledger was found, a file is not a ledger, or two files are for the same notebook, so that it is unclear
        which numbers are meant.
    """
    return {file: content(file) for file in _files_of_notebooks(place).values()}


def _files_of_notebooks(place: str | Path | None) -> dict[str, Path]:
    """The file of each notebook in a ledger."""
    found: dict[str, Path] = {}
    for file in files(place):
        notebook = _held(file).notebook
        other = found.setdefault(notebook, file)
        if other != file:
            raise DataError(
                "two files of this ledger are for the same notebook",
                file=file.parent,
                value=f"{notebook} in {other.name} and in {file.name}",
                expected="one file for each notebook",
                remedy=f"remove the file that no run wrote; a run writes {notebook}.json",
            )
    return found


def content(file: Path) -> dict:
    """What one ledger file holds: notebook, parameters, numbers, figures, tables, and files of data.

    Raises
    ------
    DataError
        The file is not a ledger.
    """
    return _held(file).model_dump()


def _held(file: Path) -> _Ledger:
    expected = "JSON with notebook and numbers, as a run writes it"
    remedy = to_restore(file) if file.is_relative_to(paths.results()) else "repeat the run that wrote it"
    return project_files.read(file, _Ledger, "the ledger", expected=expected, remedy=remedy)


def of_notebook(ledger: pd.DataFrame, notebook: str | None) -> pd.DataFrame:
    """The numbers of one notebook, or all.

    Parameters
    ----------
    notebook : str or None
        Its name as the ledger holds it, or its number: "01_acceptance" or "01".

    Raises
    ------
    DataError
        The ledger does not hold it.
    """
    if notebook is None:
        return ledger
    plain = notebook.rsplit("/", 1)[-1].removesuffix(".ipynb")
    names = sorted(ledger["notebook"].unique())
    found = [name for name in names if plain in (name, name.partition("_")[0])]
    if not found:
        raise DataError(
            "this notebook is not in the ledger",
            value=notebook,
            expected="one of " + ", ".join(names),
            remedy=did_you_mean(plain, names) or f"if there is such a notebook, run `upr run {plain}`",
        )
    return ledger[ledger["notebook"] == found[0]].reset_index(drop=True)


def lines(ledger: pd.DataFrame) -> list[str]:
    """A ledger as lines of text: key, value, interval, n, unit and note, under the name of each notebook."""
    shown = []
    for notebook, numbers in ledger.groupby("notebook", sort=True):
        shown.append(f"{notebook}: {len(numbers)} numbers")
        for row in numbers.to_dict("records"):
            shown.append(f"  {row['key']} = {in_words(row)} ({row['unit']}; {row['note']})")
    return shown


def in_words(row: Mapping[str, Any]) -> str:
    """A number of the ledger with its interval and n.

    Examples
    --------
    >>> in_words({"value": 0.42379, "low": 0.3664, "high": 0.4836, "n": 269})
    '0.4238 [0.3664, 0.4836], n = 269'
    """
    interval = "" if missing(row["low"]) else f" [{short(row['low'])}, {short(row['high'])}]"
    n = "" if missing(row["n"]) else f", n = {int(row['n']):,}"
    return f"{short(row['value'])}{interval}{n}"


def short(value: object) -> str:
    """A number of the ledger in four digits."""
    if missing(value):
        return "none"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def missing(value: object) -> bool:
    """Whether a number of the ledger has no value."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def _same(a: object, b: object) -> bool:
    if missing(a) or missing(b):
        return missing(a) and missing(b)
    if isinstance(a, Real) and isinstance(b, Real):
        return math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return a == b
