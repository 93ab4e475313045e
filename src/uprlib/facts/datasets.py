"""Datasets that a user imported, beside the bundled corpus: ``data/processed/imports/``, never in ``data/raw``.

This module only reads them. :mod:`uprlib.curation.imports` writes them, and both finish what a killed import left.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from uprlib import paths
from uprlib.errors import DataError, did_you_mean
from uprlib.facts import contract, vocabulary

BUNDLED = "bundled"
TABLE = "recommendations.parquet"
"""The file by which a folder is known to be a dataset."""
READING = "reading.csv"
"""All that was read of the imported file, with its texts."""
ORIGIN = "origin.json"
"""The file that was imported, and the checksums of it, of the reading, and of what the tables hold."""
POSITIONS = "positions.parquet"
"""The file of a dataset with what was said of its rows, document by document; older imports have none."""
NEW, OLD = ".upr-import-new.", ".upr-import-old."
"""How the names of the folders begin that an import works in, beside the datasets; the dataset's name follows."""
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,40}")
"""How a dataset may be called."""


def folder() -> Path:
    """The folder of all imports."""
    return paths.processed() / "imports"


def names() -> list[str]:
    """Datasets that notebooks can use: the bundled one and every import."""
    settle()
    found = (path.parent.name for path in folder().glob(f"*/{TABLE}"))
    return [BUNDLED, *sorted(name for name in found if NAME.fullmatch(name))]


def check_name(dataset: str) -> Path:
    """The folder of an import.

    Raises
    ------
    DataError
        There is no dataset of that name.
    """
    if dataset not in names():
        raise DataError(
            "there is no dataset of that name",
            value=dataset,
            expected="one of " + ", ".join(names()),
            remedy=did_you_mean(dataset, names()) or "make it with `upr import FILE --name NAME`",
        )
    return folder() / dataset


def held(dataset: str) -> pd.DataFrame:
    """The rows of an import alone, checked, because a person may have changed its files.

    Raises
    ------
    DataError
        There is no dataset of that name, its table cannot be read, or its reading or its table was changed after the
        import.
    SchemaError
        A value is outside the contract; the message names its row and column.
    """
    place = check_name(dataset)
    if is_changed(place):
        raise DataError(
            "the reading of this dataset was changed after the import, and notebooks use what was imported",
            file=place / READING,
            remedy=f"copy it to another folder and use it by `upr import COPY --name {dataset}2`",
        )
    file = place / TABLE
    table = _table(file)
    wanted = contract.contract("imported").columns
    lacking = {name: pd.NA for name, column in wanted.items() if name not in table and column.nullable}
    # Older imports lack columns; columns that somebody has added are no part of the corpus.
    table = table.assign(**lacking)
    checked = contract.check("imported", table[[name for name in table if name in wanted]], file=file)
    _refuse_another(file, checked)
    return checked


def content(table: pd.DataFrame) -> str:
    """The SHA-256 of what a checked table holds, however it is stored and whatever columns stand beside it."""
    sink = pa.BufferOutputStream()
    pyarrow.csv.write_csv(pa.Table.from_pandas(table, preserve_index=False), sink)
    return hashlib.sha256(sink.getvalue()).hexdigest()


def _refuse_another(file: Path, checked: pd.DataFrame) -> None:
    """Refuse a table that holds something else than the import wrote: a person changed it, or a disk did."""
    promised = _promised(file.parent).get(file.name)
    if promised is not None and promised != content(checked):
        raise DataError(
            "this table of the dataset is not what the import wrote",
            file=file,
            remedy=f"import its file again, with `upr import FILE --name {file.parent.name}`",
        )


def _promised(place: Path) -> dict[str, object]:
    """The checksums that an import recorded; those of earlier versions recorded fewer, or none."""
    try:
        held = json.loads((place / ORIGIN).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return held if isinstance(held, dict) else {}


def _table(file: Path) -> pd.DataFrame:
    try:
        return pd.read_parquet(file)
    except (OSError, ValueError) as problem:  # pyarrow's own errors are of these kinds.
        raise DataError(
            "the table of this dataset cannot be read",
            file=file,
            value=" ".join(str(problem).split())[:80],
            remedy=f"import its file again under another name, or {READING} beside it, which has every row",
        ) from None


def is_changed(place: Path) -> bool:
    """Whether a person has changed the reading of an import; imports of earlier versions do not tell."""
    promised, reading = _promised(place).get(READING), place / READING
    return promised is not None and reading.is_file() and hashlib.sha256(reading.read_bytes()).hexdigest() != promised


class Brought(NamedTuple):
    """What an import brings.

    Attributes
    ----------
    cycles : tuple of int
        Those of its reviews.
    uncoded : tuple of int
        Those in which no recommendation has an action category that a person coded.
    """

    cycles: tuple[int, ...]
    uncoded: tuple[int, ...]


def brought(dataset: str) -> Brought:
    """The cycles of an import, and those whose action categories nobody coded.

    Raises
    ------
    DataError, SchemaError
        As :func:`held`.
    """
    coded = held(dataset).groupby("cycle")["action"].count()
    return Brought(tuple(map(int, coded.index)), tuple(int(cycle) for cycle, n in coded.items() if n == 0))


def recommendations(bundled: pd.DataFrame, dataset: str) -> pd.DataFrame:
    """The table `recommendations` of a dataset: the bundled corpus, with the import's reviews in place of its own.

    Raises
    ------
    DataError
        There is no dataset of that name, or one of its files was changed in a way that cannot be used.
    SchemaError
        A value of the dataset is outside the contract.
    """
    own = held(dataset)
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
    # Without this, columns that the import does not have would change their types.
    return pd.concat([kept, own.reindex(columns=bundled.columns).astype(bundled.dtypes)], ignore_index=True)


def reviews(bundled: pd.DataFrame, dataset: str) -> pd.DataFrame:
    """The table `reviews` of a dataset: the bundled one, with the import's reviews in place of its own.

    The day of an import's review is known where it came from a report, or where the bundled table has it.
    """
    found = (
        held(dataset)
        .groupby(["sur", "cycle"], as_index=False)
        .agg(
            session=("session", "first"),
            symbol=("symbol", "first"),
            review_date=("review_date", "first"),
            n_rows=("rec_id", "size"),
            n_paragraph=("paragraph", "count"),
            n_position_wg=("position_wg", "count"),
        )
    )
    known = bundled.set_index(["sur", "cycle"])
    place = pd.MultiIndex.from_frame(found[["sur", "cycle"]])
    for column in ("review_date", "wg_adoption_date"):
        printed = found[column].astype(object) if column in found else pd.Series(None, index=found.index, dtype=object)
        found[column] = printed.fillna(pd.Series(known[column].reindex(place).to_numpy(), index=found.index))
    found[["n_upr_info", "n_explorer"]] = 0
    kept = bundled[~pd.MultiIndex.from_frame(bundled[["sur", "cycle"]]).isin(place)]
    return pd.concat([kept, found[bundled.columns].astype(bundled.dtypes)], ignore_index=True)


def sessions(bundled: pd.DataFrame, dataset: str) -> pd.DataFrame:
    """The table `sessions` of a dataset: the bundled one, and the sessions of the import's later cycles.

    Each lasted two working weeks, from Monday to the Friday after the next.
    """
    cycles = set(held(dataset)["cycle"])
    later = pd.DataFrame(
        [(number, vocabulary.cycle_of(number), day) for number, day in vocabulary.FIRST_DAYS_OF_LATER_SESSIONS.items()],
        columns=["session", "cycle", "start"],
    )
    later = later[later["cycle"].isin(cycles) & ~later["session"].isin(bundled["session"])]
    end = (pd.to_datetime(later["start"]) + pd.Timedelta(days=11)).dt.strftime("%Y-%m-%d")
    later = later.assign(end=end, confirmed=False, source="calendar of the Working Group's sessions")
    return pd.concat([bundled, later[bundled.columns].astype(bundled.dtypes)], ignore_index=True)


def positions(bundled: pd.DataFrame, recommendations: pd.DataFrame, dataset: str) -> pd.DataFrame:
    """The table `positions` of a dataset: the bundled one, with the import's in place of those of its reviews.

    Parameters
    ----------
    bundled, recommendations : pandas.DataFrame
        The bundled tables `positions` and `recommendations`.

    Raises
    ------
    DataError, SchemaError
        As :func:`held`.
    """
    own = stated(dataset)
    if own is None:
        return bundled
    reviews = held(dataset)[["sur", "cycle"]].drop_duplicates()
    replaced = pd.MultiIndex.from_frame(recommendations[["sur", "cycle"]]).isin(pd.MultiIndex.from_frame(reviews))
    kept = bundled[~bundled["rec_id"].isin(recommendations.loc[replaced, "rec_id"])]
    return pd.concat([kept, own[bundled.columns].astype(bundled.dtypes)], ignore_index=True)


def stated(dataset: str) -> pd.DataFrame | None:
    """What was said of the rows of an import, document by document; None where an older import has nothing of it.

    Raises
    ------
    DataError, SchemaError
        As :func:`held`.
    """
    file = check_name(dataset) / POSITIONS
    if not file.exists():
        return None
    own = contract.check("positions", _table(file), file=file)
    _refuse_another(file, own)
    return own


def settle(name: str | None = None) -> None:
    """Finish what a killed import left: put back an earlier dataset that nothing replaced, and remove the rest.

    Half-written folders are removed for the dataset `name` only, because another import may be writing its own.
    """
    for aside in sorted(folder().glob(f"{OLD}*")):
        target = folder() / aside.name.removeprefix(OLD).partition(".")[0]
        # A checkout that cannot be written is left as it is, and so is a folder that another program holds open.
        with contextlib.suppress(OSError):
            if (aside / TABLE).exists() and not (target / TABLE).exists():
                aside.replace(target)
            else:
                # The table goes first, so that a half-removed folder is not taken for a dataset and put back.
                (aside / TABLE).unlink(missing_ok=True)
                shutil.rmtree(aside)
    for unfinished in folder().glob(f"{NEW}{name}.*") if name else ():
        shutil.rmtree(unfinished, ignore_errors=True)
