"""From ``data/raw`` to ``data/processed``: each table checked, typed and completed, as Parquet."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from uprlib import atomic, freshness, modules, paths
from uprlib.errors import UprError
from uprlib.facts import raw
from uprlib.facts.table_names import TABLES


def recommendations(table: pd.DataFrame, states: pd.DataFrame, machine_actions: pd.DataFrame) -> pd.DataFrame:
    """Raw recommendations with the recorded position, the groups of both States and the default set.

    Added columns: `position` (UPR Info's, or the Explorer's where the export has no row), `regional_group` and
    `organisations` of the recommending State (snapshot of August 2015), `sur_group`, `action_machine` and its
    `action_probability` where nobody coded an action category, and `in_default_set`, which is False for rows that
    belong to no review (South Sudan, session 11).
    """
    by_state, machine = states.set_index("iso3"), machine_actions.set_index("rec_id")
    return table.assign(
        position=table["position_upr_info"].fillna(table["position_explorer"]),
        regional_group=table["recommender"].map(by_state["regional_group"]),
        organisations=table["recommender"].map(by_state["organisations"]),
        sur_group=table["sur"].map(by_state["regional_group"]),
        action_machine=table["rec_id"].map(machine["action"]).astype("Int64"),
        action_probability=table["rec_id"].map(machine["probability"]).astype("Float64"),
        in_default_set=~table["flag"].fillna("").str.contains("no_review"),
    )


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
    long = coded.assign(issue=coded["issues"].str.split(";")).explode("issue").drop(columns="issues")
    unknown = sorted(set(long["issue"]) - set(issues["issue"]))
    if unknown and strict:
        raise UprError(
            "an issue is not in the table of issues",
            file="data/raw/recommendations.csv",
            column="issues",
            value=unknown[0],
            expected="an issue of data/raw/issues.csv",
        )
    long = long.merge(issues, on="issue", how="left", validate="m:1").reset_index(drop=True)
    return long.assign(family=long["family"].fillna("Other labels"))


def make(name: str) -> pd.DataFrame:
    """One processed table, made from raw in memory."""
    given = [raw.read(source) for source in TABLES[name]]
    if name == "recommendations":
        return recommendations(*given)
    if name == "recommendation_issues":
        return recommendation_issues(*given)
    return given[0]


def parquet(name: str) -> Path:
    """The file of a processed table."""
    return paths.processed() / f"{name}.parquet"


def inputs(name: str) -> list[Path]:
    """What a processed table depends on: its raw files and the code that makes it."""
    return [*(paths.raw() / f"{source}.csv" for source in TABLES[name]), *modules.behind(Path(__file__))]


def is_fresh(name: str) -> bool:
    """Whether the stored table was made from the raw files and the code as they are now."""
    return freshness.is_fresh(freshness.record_of(name))


def write(name: str) -> pd.DataFrame:
    """Make one table and store it, with a record of what it was made from."""
    before, frame = freshness.seen(inputs(name)), make(name)
    atomic.write_with(parquet(name), lambda path: frame.to_parquet(path, index=False))
    freshness.write(freshness.record_of(name), before, [parquet(name)])
    return frame
