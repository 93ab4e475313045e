"""Like with like: the same mix of requests, and the same recommending State.

Regional group and action category are confounded: Western States ask for specific action more often. A raw
difference between groups mixes who asks with what is asked; these functions hold one of the two.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable

from uprlib.acceptance.exact import stratified_p
from uprlib.errors import DataError
from uprlib.facts.vocabulary import LOW_COST, SPECIFIC


def same_mix(coded: pd.DataFrame, column: str = "action") -> pd.Series:
    """Shares of the values of `column`: a reference mix for :func:`standardised_rates`."""
    return coded[column].value_counts(normalize=True).sort_index()


def standardised_rates(
    coded: pd.DataFrame, by: str, mix: pd.Series, *, column: str = "action", confidence: float = 0.95
) -> pd.DataFrame:
    """Directly standardised acceptance rates: what each group's rate would be if all asked for the same mix.

    Parameters
    ----------
    coded : pandas.DataFrame
        Rows with `accepted`, `by` and `column`; missing answers are left out.
    mix : pandas.Series
        Weight of each value of `column`, from :func:`same_mix`.

    Returns
    -------
    pandas.DataFrame
        One row is one group: n, rate (raw), standardised, low, high (normal interval of the weighted sum, with each
        stratum's variance from its Wilson midpoint so that it is never 0), covered (share of the mix that the group
        has rows for; the weights are rescaled to it).
    """
    rows = coded.dropna(subset=["accepted", by, column])
    z = stats.norm.ppf(0.5 + confidence / 2)
    found = []
    for value, group in rows.groupby(by, observed=True):
        strata = group.groupby(column)["accepted"].agg(["sum", "count"]).astype(float)
        weights = mix.reindex(strata.index).fillna(0.0)
        covered = float(weights.sum())
        if covered == 0:
            continue
        weights = weights / covered
        p = strata["sum"] / strata["count"]
        midpoint = (strata["sum"] + z**2 / 2) / (strata["count"] + z**2)
        estimate = float((weights * p).sum())
        error = float(np.sqrt((weights**2 * midpoint * (1 - midpoint) / strata["count"]).sum()))
        found.append(
            {
                by: value,
                "n": len(group),
                "rate": float(group["accepted"].astype(float).mean()),
                "standardised": estimate,
                "low": max(0.0, estimate - z * error),
                "high": min(1.0, estimate + z * error),
                "covered": covered,
            }
        )
    return pd.DataFrame(found, columns=[by, "n", "rate", "standardised", "low", "high", "covered"])


@dataclass(frozen=True)
class WithinRecommender:
    """A contrast of two kinds of request, made within each recommending State.

    Attributes
    ----------
    odds_ratio, low, high : float
        Mantel-Haenszel odds ratio of acceptance, first kind against second, and its Robins-Breslow-Greenland
        interval; infinite, without an interval, where every informative State favours one kind.
    p : float
        Exact conditional test over the strata, two-sided: it holds however few the rows are.
    recommenders : int
        Recommending States that made a request of both kinds.
    informative : int
        Of these, the States whose answers vary: only they carry the contrast.
    rows : int
        Rows of the informative States.
    """

    odds_ratio: float
    low: float
    high: float
    p: float
    recommenders: int
    informative: int
    rows: int


def within_recommenders(
    coded: pd.DataFrame,
    first: tuple[int, ...] = LOW_COST,
    second: tuple[int, ...] = SPECIFIC,
    *,
    column: str = "action",
    confidence: float = 0.95,
) -> WithinRecommender:
    """Compare two kinds of request made by the same recommending State (Mantel and Haenszel 1959).

    Raises
    ------
    DataError
        No recommending State made both kinds of request and was answered in more than one way.
    """
    rows = coded.dropna(subset=["accepted", "recommender", column])
    tables, recommenders, used = [], 0, 0
    for _, group in rows.groupby("recommender"):
        a, b = group[group[column].isin(first)], group[group[column].isin(second)]
        if a.empty or b.empty:
            continue
        recommenders += 1
        table = np.array([[int(part["accepted"].sum()), int((~part["accepted"]).sum())] for part in (a, b)], float)
        if table.sum(axis=0).min() > 0:
            tables.append(table)
            used += int(table.sum())
    if not tables:
        raise DataError(
            "no recommending State carries this contrast",
            value=f"{recommenders} made both kinds of request",
            expected="at least one whose answers vary",
        )
    agree = sum(table[0, 0] * table[1, 1] / table.sum() for table in tables)
    cross = sum(table[0, 1] * table[1, 0] / table.sum() for table in tables)
    # Where no State, or every one, favours one kind, the ratio is at its limit and the interval is not defined.
    ratio = float(agree / cross) if cross else float("inf")
    low = high = float("nan")
    if agree and cross:
        low, high = StratifiedTable(tables).oddsratio_pooled_confint(alpha=1 - confidence)
    p = stratified_p([table.astype(int) for table in tables])
    return WithinRecommender(ratio, float(low), float(high), p, recommenders, len(tables), used)
