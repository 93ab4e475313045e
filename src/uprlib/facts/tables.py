"""The tables, for notebooks: ``load("recommendations")`` and so on."""

from __future__ import annotations

import functools
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet as pq

from uprlib import freshness
from uprlib.errors import DataError, MachineError, one_of
from uprlib.facts import built, datasets, forms

loaded: list[str] = []
"""The tables that were loaded in this process, in order: a run compares them with what its notebook lists."""


def load(name: str, dataset: str = datasets.BUNDLED, *, sur: str | None = None) -> pd.DataFrame:
    """Load one processed table. It is built again first if its raw files or the code that builds it have changed.

    Parameters
    ----------
    name : {"recommendations", "recommendation_issues", "positions", "position_totals", "documents", "events", \
"sessions", "reviews", "states", "issues", "disagreements", "not_joined", "request_pairs", \
"pair_checks", "coder_evaluation", "coder_confusion", "reader_audit", \
"ideal_points", "roll_calls", "roll_call_votes", "country_votes", \
"memberships", "dyads", "later_recommendations", "later_reviews", "published_numbers"}
    dataset : str
        "bundled", or the name of an import whose reviews then replace the bundled ones.
    sur : str, optional
        Only what tables say of the reviews of this State, and no more of the bundled ones is read: for a corpus that is
        too large to be held. Tables that are about no review come whole.

    Returns
    -------
    pandas.DataFrame
        A copy that the caller may change. ``data/README.md`` says what a row is.

    Raises
    ------
    DataError
        There is no table of that name.

    Examples
    --------
    >>> reviews = load("reviews")
    >>> reviews.loc[reviews["sur"] == "PRK", ["cycle", "session", "symbol"]].to_dict("records")
    [{'cycle': 1, 'session': 6, 'symbol': 'A/HRC/13/13'}, {'cycle': 2, 'session': 19, 'symbol': 'A/HRC/27/10'}]
    """
    one_of(name, built.TABLES, "there is no table of that name", DataError)
    loaded.append(name)
    return _of_dataset(name, dataset) if sur is None else _of_state(name, dataset, sur)


def _of_dataset(name: str, dataset: str) -> pd.DataFrame:
    table = _stored(name)
    if name == "positions":
        if dataset != datasets.BUNDLED:
            table = datasets.positions(table, _stored("recommendations"), dataset)
        return forms.completed(table)
    if dataset != datasets.BUNDLED and name in ("reviews", "sessions"):
        return getattr(datasets, name)(table, dataset)
    if dataset == datasets.BUNDLED or name not in ("recommendations", "recommendation_issues"):
        return table
    own = datasets.recommendations(_stored("recommendations"), dataset)
    return own if name == "recommendations" else built.recommendation_issues(own, _stored("issues"), strict=False)


def _of_state(name: str, dataset: str, sur: str, columns: list[str] | None = None) -> pd.DataFrame:
    rows = _rows(name, dataset)
    field, wanted = pyarrow.dataset.field, None
    if "sur" in rows.schema.names:
        wanted = field("sur") == sur
    elif "rec_id" in rows.schema.names:
        wanted = field("rec_id").isin(pa.array(_of_state("recommendations", dataset, sur, ["rec_id"])["rec_id"]))
    found = rows.to_table(columns, wanted)
    texts = pa.schema(
        [pa.field(each.name, pa.large_string()) if pa.types.is_dictionary(each.type) else each for each in found.schema]
    )
    return found.cast(texts.with_metadata(found.schema.metadata)).to_pandas()


def _rows(name: str, dataset: str) -> pyarrow.dataset.Dataset:
    """The rows of a table, of which only those that are asked for need be read."""
    # Imports and forms are laid over whole tables.
    is_whole = dataset != datasets.BUNDLED or (name == "positions" and forms.forms())
    if is_whole or not _is_stored(name):
        return pyarrow.dataset.dataset(pa.Table.from_pandas(_of_dataset(name, dataset), preserve_index=False))
    file = built.parquet(name)
    # Each text once, with numbers in its place: a third of the time where most rows are not asked for.
    repeated = [
        each.name for each in pq.read_schema(file) if pa.types.is_large_string(each.type) and each.name != "rec_id"
    ]
    return pyarrow.dataset.dataset(file, format=pyarrow.dataset.ParquetFileFormat(dictionary_columns=repeated))


def _stored(name: str) -> pd.DataFrame:
    """A copy of one table; what a table rests on is not loaded by the caller, and so not in `loaded`.

    pandas copies a column when one of the two is changed, and none before.
    """
    if _is_stored(name):
        file = built.parquet(name)
        return _read(file, file.stat().st_mtime_ns).copy(deep=False)
    return _made(name, freshness.fingerprint(freshness.seen(built.inputs(name)))).copy(deep=False)


def read_ahead() -> None:
    """Read every stored table that is up to date, for the processes that are forked from this one."""
    for name in built.TABLES:
        if built.is_fresh(name):
            _stored(name)


@functools.lru_cache(maxsize=32)
def _read(file: Path, _modified: int) -> pd.DataFrame:
    return pd.read_parquet(file)


@functools.lru_cache(maxsize=32)
def _made(name: str, _fingerprint: str) -> pd.DataFrame:
    return built.make(name)


def _is_stored(name: str) -> bool:
    """See to it that a table is stored as its raw files are now; it is not where it cannot be written."""
    if not built.is_fresh(name):
        try:
            built.write(name)
        except MachineError:
            return False
    return True


def default_set(recommendations: pd.DataFrame) -> pd.DataFrame:
    """Rows that belong to a review: without South Sudan's session 11, which repeats Sudan's report."""
    return recommendations[recommendations["in_default_set"]].reset_index(drop=True)


def with_machine_actions(recommendations: pd.DataFrame) -> pd.DataFrame:
    """Rows with the machine's action category where nobody coded one; `action_by_machine` marks them.

    The data audit says how often the coder is wrong. By default such rows are left out everywhere.
    """
    by_machine = recommendations["action"].isna() & recommendations["action_machine"].notna()
    return recommendations.assign(
        action=recommendations["action"].fillna(recommendations["action_machine"]), action_by_machine=by_machine
    )
