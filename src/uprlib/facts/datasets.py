"""A user's own data beside the bundled corpus: ``data/processed/imports/``, never in ``data/raw``.

An import keeps what its reader found, texts included, for the user's own work; the folder is not committed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral
from pathlib import Path

import pandas as pd

from uprlib import atomic, paths
from uprlib.errors import DataError, ParameterError, SourceError, UprError, did_you_mean
from uprlib.facts import contract
from uprlib.readers.opening.files import checked

BUNDLED = "bundled"
TABLE = "recommendations.parquet"
"""The file by which a folder is known to be a dataset."""
NEW, OLD = ".upr-import-new.", ".upr-import-old."
"""How names of folders begin that an import has beside the datasets while it works; the dataset's name follows."""
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,40}")
RESERVED = frozenset(
    [BUNDLED, "positions", "forms", "con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)]
)
"""Names that are no dataset's, in any case: ours, the folder that forms once lay in, and Windows's devices."""
MOST_BAD_ROWS = 500
LAST_SESSION_OF_CYCLE = {1: 12, 2: 26, 3: 40, 4: contract.LAST_SESSION}


@dataclass(frozen=True)
class Import:
    """What an import did.

    Attributes
    ----------
    folder : Path
    rows : int
        Rows that are in the dataset now.
    set_aside : pandas.DataFrame
        One row is one row of the file that was left out: row, column, value, reason.
    changed : bool
        False where the same file had been imported already.
    """

    folder: Path
    rows: int
    set_aside: pd.DataFrame
    changed: bool


def folder() -> Path:
    """Where imports lie."""
    return paths.processed() / "imports"


def names() -> list[str]:
    """Datasets that notebooks can use: the bundled one and every import."""
    _settle()
    found = (path.parent.name for path in folder().glob(f"*/{TABLE}"))
    return [BUNDLED, *sorted(name for name in found if NAME.fullmatch(name))]


def import_file(path: Path | str, name: str, read: Callable[..., pd.DataFrame], *, keep_going: bool = False) -> Import:
    """Read a file and put it beside the bundled corpus.

    Parameters
    ----------
    path : path
        A file of any format that the readers know.
    name : str
        What notebooks call it: ``dataset=name``.
    read : callable
        The reader, ``read(path, without=rows)``; it raises at the first row that it cannot read.
    keep_going : bool
        Set bad rows aside, in ``set_aside.csv``, instead of refusing the file.

    Returns
    -------
    Import

    Raises
    ------
    ParameterError
        The name cannot be used, or differs only in case from that of another dataset.
    SourceError
        The file cannot be read, or has bad rows and `keep_going` is False; the message names each of them. Nothing
        is written then, and an earlier import of that name stays.
    """
    _check_new_name(name)
    _settle(name)
    path, target = checked(path), folder() / name
    mark = {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "keep_going": keep_going}
    if (target / TABLE).exists() and _origin(target) == mark:
        rows = len(pd.read_parquet(target / TABLE, columns=["rec_id"]))
        return Import(target, rows, pd.read_csv(target / "set_aside.csv", dtype=str, keep_default_na=False), False)
    reading, bad = _read_all(path, read)
    if bad and not keep_going:
        raise SourceError(
            f"{len(bad)} rows cannot be read",
            file=path,
            value="; ".join(f"row {row['row']}, {row['column']}: {row['value']}" for row in bad[:20]),
            remedy="correct them, or set them aside with --keep-going",
        )
    if reading.empty:
        raise SourceError("no row of the file can be used", file=path)
    set_aside = pd.DataFrame(bad, columns=["row", "column", "value", "reason"]).astype(str)
    _write(target, reading, set_aside, mark, name)
    return Import(target, len(reading), set_aside, True)


def recommendations(bundled: pd.DataFrame, dataset: str) -> pd.DataFrame:
    """The table `recommendations` of a dataset: the bundled corpus with the import's reviews in the place of its own.

    Raises
    ------
    DataError
        There is no dataset of that name.
    """
    own = pd.read_parquet(check_name(dataset) / TABLE)
    replaced = pd.MultiIndex.from_frame(own[["sur", "cycle"]].drop_duplicates())
    kept = bundled[~pd.MultiIndex.from_frame(bundled[["sur", "cycle"]]).isin(replaced)]
    groups = bundled.dropna(subset=["recommender"]).drop_duplicates("recommender").set_index("recommender")
    of_sur = bundled.drop_duplicates("sur").set_index("sur")["sur_group"]
    own = own.assign(
        regional_group=own["recommender"].map(groups["regional_group"]),
        organisations=own["recommender"].map(groups["organisations"]),
        sur_group=own["sur"].map(of_sur),
        in_default_set=True,
    )
    # Nullable and object columns that one side lacks would otherwise change their types.
    return pd.concat([kept, own.reindex(columns=bundled.columns).astype(bundled.dtypes)], ignore_index=True)


def check_name(dataset: str) -> Path:
    """The folder of an import.

    Raises
    ------
    DataError
        There is none of that name.
    """
    if dataset not in names():
        raise DataError(
            "there is no dataset of that name",
            value=dataset,
            expected="one of " + ", ".join(names()),
            remedy=did_you_mean(dataset, names()) or "make it with `upr import FILE --name NAME`",
        )
    return folder() / dataset


def _check_new_name(name: str) -> None:
    """Refuse a name that cannot be a dataset's; some file systems fold case, so that MINE and mine are one folder."""
    folded = name.casefold()
    other = next((each for each in names() if each != name and each.casefold() == folded), None)
    if not NAME.fullmatch(name) or folded in RESERVED or other:
        raise ParameterError(
            "this name cannot be used for a dataset",
            value=name,
            expected="a letter, then letters, digits, - or _; not bundled, positions, forms or a device of Windows",
            remedy=f"{other} is there already: write it so, or take another name" if other else None,
        )


def _read_all(path: Path, read: Callable[..., pd.DataFrame]) -> tuple[pd.DataFrame, list[dict[str, object]]]:
    """Read a file, leaving out one bad row after the other, so that every one is named and not only the first."""
    bad: list[dict[str, object]] = []
    while True:
        try:
            reading = read(path, without=frozenset(row["row"] for row in bad))
            break
        except UprError as problem:
            # What is wrong with the header is still wrong without its row.
            if not isinstance(problem.row, Integral) or problem.row in {row["row"] for row in bad}:
                raise
            if len(bad) == MOST_BAD_ROWS:
                raise SourceError(
                    f"more than {MOST_BAD_ROWS} rows cannot be read; the first of them: {bad[0]['reason']}",
                    file=path,
                    row=bad[0]["row"],
                    column=bad[0]["column"],
                    value=bad[0]["value"],
                    remedy="this is probably another format: name it with --as",
                ) from None
            bad.append(
                {"row": problem.row, "column": problem.column, "value": problem.value, "reason": problem.problem}
            )
    reading = reading.assign(cycle=reading["cycle"].fillna(reading["session"].map(_cycle, na_action="ignore")))
    for column in ("sur", "cycle"):
        lacking = reading[reading[column].isna()]
        bad += [
            {"row": int(row), "column": column, "value": "(nothing)", "reason": f"the {column} is not known"}
            for row in lacking["source_row"]
        ]
        reading = reading.drop(index=lacking.index)
    return reading.reset_index(drop=True), sorted(bad, key=lambda row: row["row"])


def _cycle(session: int) -> int:
    return next(cycle for cycle, last in LAST_SESSION_OF_CYCLE.items() if session <= last)


def _table(reading: pd.DataFrame, name: str) -> pd.DataFrame:
    """A reading in the columns of the raw table `recommendations`, with `position`; texts stay in the reading."""
    review = reading["symbol"].fillna(name + "/" + reading["sur"] + reading["cycle"].astype(str))
    place = [review, reading["paragraph"].fillna("-"), reading["recommender"].fillna("-")]
    part = reading.groupby(place).cumcount() + 1
    table = reading.assign(
        rec_id=place[0] + ":" + place[1] + ":" + place[2] + ":" + part.astype(str),
        symbol=review,
        part=part,
    )
    machine = _machine_actions(reading)
    return table.assign(action_machine=machine["category"], action_probability=machine["probability"])[
        [
            "rec_id",
            "sur",
            "recommender",
            "cycle",
            "session",
            "symbol",
            "paragraph",
            "part",
            "action",
            "issues",
            "position",
            "position_wg",
            "action_machine",
            "action_probability",
        ]
    ]


def _machine_actions(reading: pd.DataFrame) -> pd.DataFrame:
    """The machine's action category and its probability for rows that nobody coded, missing for the others."""
    uncoded = reading.loc[reading["action"].isna() & (reading["text"].str.len() > 0), "text"]
    # scikit-learn costs seconds at import; notebooks that read the bundled corpus do not pay them.
    from uprlib.curation.actions.classifier import Coder

    coder = Coder.load(paths.raw() / "action_coder.npz")
    found = coder.predict(uncoded) if len(uncoded) else pd.DataFrame(columns=["category", "probability"])
    return found.reindex(reading.index).astype({"category": "Int64", "probability": "Float64"})


def _write(target: Path, reading: pd.DataFrame, set_aside: pd.DataFrame, mark: dict, name: str) -> None:
    """Write the whole folder beside its place, move the earlier one aside and the new one there.

    Killed at any step, it leaves the earlier dataset or the new one whole, and :func:`_settle` does the rest.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f"{NEW}{name}."))
    try:
        beside.chmod(0o755)
        atomic.write_csv(beside / "reading.csv", reading)
        atomic.write_csv(beside / "set_aside.csv", set_aside)
        atomic.write_text(beside / "origin.json", json.dumps(mark, indent=2) + "\n")
        _table(reading, name).to_parquet(beside / TABLE, index=False)
        if target.exists():
            os.replace(target, target.with_name(beside.name.replace(NEW, OLD, 1)))
        os.replace(beside, target)
    finally:
        _settle(name)


def _settle(name: str | None = None) -> None:
    """Finish what a killed import left: put an earlier dataset back that nothing replaced, and remove what is over.

    Half-written folders are removed for the dataset `name` only, because another import may be writing its own.
    """
    for aside in sorted(folder().glob(f"{OLD}*")):
        target = folder() / aside.name.removeprefix(OLD).partition(".")[0]
        # A checkout that cannot be written is left as it is, and so is a folder that somebody else holds open.
        with contextlib.suppress(OSError):
            if (aside / TABLE).exists() and not (target / TABLE).exists():
                os.replace(aside, target)
            else:
                # The table first, so that what is half-removed is not taken for a dataset and put back.
                (aside / TABLE).unlink(missing_ok=True)
                shutil.rmtree(aside)
    for unfinished in folder().glob(f"{NEW}{name}.*") if name else ():
        shutil.rmtree(unfinished, ignore_errors=True)


def _origin(target: Path) -> dict | None:
    try:
        return json.loads((target / "origin.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
