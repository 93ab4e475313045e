"""From ``data/raw`` to ``data/processed``: each table checked, typed and completed, as Parquet."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pandas.api.extensions import ExtensionArray

from uprlib import atomic, freshness, modules, paths
from uprlib.errors import UprError
from uprlib.facts import contract, raw
from uprlib.facts.table_names import TABLES


def recommendations(table: pd.DataFrame, states: pd.DataFrame, machine_actions: pd.DataFrame) -> pd.DataFrame:
    """Raw recommendations with the recorded position, the groups of both States and the default set.

    Added columns: `position` (UPR Info's, or the Explorer's where the export has no row), `regional_group` and
    `organisations` of the recommending State (snapshot of August 2015), `sur_group`, `action_machine` and its
    `action_probability` where nobody coded an action category, and `in_default_set`, which is False for rows that
    belong to no review (South Sudan, session 11).

    Parameters
    ----------
    table : pandas.DataFrame
        Raw recommendations, all or some.
    states, machine_actions : pandas.DataFrame
        The raw tables, indexed by iso3 and by rec_id.
    """
    recommender, sur = _of(table["recommender"], states), _of(table["sur"], states)
    uncoded = table.loc[table["action"].isna(), "rec_id"]
    machine = machine_actions.reindex(uncoded).set_axis(uncoded.index)
    return table.assign(
        position=table["position_upr_info"].fillna(table["position_explorer"]),
        regional_group=recommender["regional_group"],
        organisations=recommender["organisations"],
        sur_group=sur["regional_group"],
        action_machine=machine["action"],
        action_probability=machine["probability"],
        in_default_set=~table["flag"].fillna("").str.contains("no_review"),
    )


def _of(codes: pd.Series, states: pd.DataFrame) -> dict[str, ExtensionArray]:
    """The groups of some States, missing where the State is: as by `reindex`, in a tenth of its time."""
    places = pc.index_in(pa.array(codes), value_set=pa.array(states.index)).fill_null(-1)
    columns = ("regional_group", "organisations")
    return {name: states[name].array.take(places, allow_fill=True) for name in columns}


def recommendation_issues(table: pd.DataFrame, issues: pd.DataFrame, *, strict: bool = True) -> pd.DataFrame:
    """One issue of one recommendation, with its family.

    Parameters
    ----------
    strict : bool
        Refuse a label that is not one of the 54 issues; otherwise its family is "Other labels", which
        imports from other databases need.

    Raises
    ------
    UprError
        A label is not one of the 54 issues.
    """
    coded = table.loc[table["issues"].notna(), ["rec_id", "issues"]]
    lists = pc.split_pattern(pa.array(coded["issues"], pa.large_string()), ";")
    found = pc.dictionary_encode(pc.list_flatten(lists))
    family = issues.set_index("issue")["family"].reindex(found.dictionary.to_pylist())
    if strict and family.hasnans:
        raise UprError(
            "an issue is not in the table of issues",
            file="data/raw/recommendations.csv",
            column="issues",
            value=min(family.index[family.isna()]),
            expected="an issue of data/raw/issues.csv",
        )
    return pd.DataFrame(
        {
            "rec_id": coded["rec_id"].array.take(pc.list_parent_indices(lists)),
            "issue": contract.TEXT.__from_arrow__(found.cast(pa.large_string())),
            "family": family.fillna("Other labels").array.take(found.indices),
        },
        copy=False,
    )


def parts(name: str) -> Iterator[pd.DataFrame]:
    """One processed table, part by part, as its raw file comes; see :func:`uprlib.facts.raw.parts`."""
    if name == "recommendations":
        states, machine_actions = raw.read("states").set_index("iso3"), raw.read("machine_actions").set_index("rec_id")
        return (recommendations(part, states, machine_actions) for part in raw.parts(name))
    if name == "recommendation_issues":
        coded = _coded() if is_fresh("recommendations") else raw.parts("recommendations")
        issues = raw.read("issues")
        return (recommendation_issues(part, issues) for part in coded)
    (source,) = TABLES[name]
    return raw.parts(source)


def _coded() -> Iterator[pd.DataFrame]:
    """The stored recommendations, as far as their issues need them: the raw ones were checked when these were made."""
    table = pq.ParquetFile(parquet("recommendations"))
    for number in range(table.num_row_groups):
        yield table.read_row_group(number, ["rec_id", "issues"]).to_pandas()


def make(name: str) -> pd.DataFrame:
    """One processed table, made from raw in memory."""
    return pd.concat(parts(name), ignore_index=True)


def parquet(name: str) -> Path:
    """The file of a processed table."""
    return paths.processed() / f"{name}.parquet"


def inputs(name: str) -> list[Path]:
    """What a processed table depends on: its raw files and the code that makes it."""
    return [*(paths.raw() / f"{source}.csv" for source in TABLES[name]), *modules.behind(Path(__file__))]


def is_fresh(name: str) -> bool:
    """Whether the stored table was made from the raw files and the code as they are now."""
    return freshness.is_fresh(freshness.record_of(name))


def write(name: str) -> None:
    """Make one table and store it, in no more memory than its largest part takes, with a record of its inputs."""
    before = freshness.seen(inputs(name))
    # Whoever has set pandas otherwise, in JupyterLab, gets the same file.
    with pd.option_context("mode.string_storage", "auto"):
        made = parts(name)
        first = list(itertools.islice(made, 2))
        schema = pa.Table.from_pandas(first[0].head(0), preserve_index=False).schema
        every = first if len(first) == 1 else _ahead(itertools.chain(first, made))
        atomic.write_with(parquet(name), functools.partial(_store, every, schema))
    freshness.write(freshness.record_of(name), before, [parquet(name)])


def _ahead(made: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Some parts, of which the next is made while the last is stored."""
    with ThreadPoolExecutor(1) as worker:
        coming = worker.submit(next, made, None)
        while (part := coming.result()) is not None:
            coming = worker.submit(next, made, None)
            yield part


def _store(made: Iterable[pd.DataFrame], schema: pa.Schema, path: Path) -> None:
    with pq.ParquetWriter(path, schema) as writer:
        for part in made:
            writer.write_table(pa.Table.from_pandas(part, schema, preserve_index=False, nthreads=1))
