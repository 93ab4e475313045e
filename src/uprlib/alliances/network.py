"""Who recommends to whom: the network of one cycle, its reciprocity and its sorting by group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from uprlib.errors import DataError


def recommending_network(recommendations: pd.DataFrame, actions: Sequence[int] | None = None) -> pd.DataFrame:
    """Recommendations from each State (rows) to each other (columns).

    Parameters
    ----------
    recommendations : pandas.DataFrame
        Rows of one cycle with recommender and sur.
    actions : sequence of int, optional
        Only rows of these action categories.

    Returns
    -------
    pandas.DataFrame
        A square table of counts on one sorted list of States, those that recommended or were under review.

    Raises
    ------
    DataError
        There is no recommendation between States, or only one State recommended.
    """
    rows = recommendations.dropna(subset=["recommender"])
    nodes = sorted(set(rows["recommender"]) | set(rows["sur"]))
    rows = rows if actions is None else rows[rows["action"].isin(list(actions))]
    if rows["recommender"].nunique() < 2:
        raise DataError("a network needs two recommending States at least", value=rows["recommender"].nunique())
    counts = pd.crosstab(rows["recommender"], rows["sur"])
    return counts.reindex(index=nodes, columns=nodes, fill_value=0).rename_axis(index=None, columns=None)


def reciprocity(network: pd.DataFrame) -> float:
    """Share of ties that go both ways (a tie is one recommendation or more).

    Raises
    ------
    DataError
        There is no tie.
    """
    ties = (network.to_numpy() > 0) & ~np.eye(len(network), dtype=bool)
    if not ties.any():
        raise DataError("there is no tie between States")
    return float((ties & ties.T).sum() / ties.sum())


def assortativity(network: pd.DataFrame, groups: pd.Series) -> float:
    """Newman's assortativity of recommendations by group of the two States (Newman 2003), 1 where all stay inside.

    Parameters
    ----------
    groups : pandas.Series
        Group by State; States without one are left out.
    """
    known = network.index[network.index.isin(groups.dropna().index)]
    member = pd.get_dummies(groups[known]).to_numpy(float)
    weights = network.loc[known, known].to_numpy(float)
    if not weights.sum():
        raise DataError("there is no recommendation between States with a group")
    mixing = member.T @ weights @ member / weights.sum()
    chance = float(mixing.sum(axis=1) @ mixing.sum(axis=0))
    return float((np.trace(mixing) - chance) / (1 - chance))


def with_null(
    network: pd.DataFrame, groups: pd.Series, *, permutations: int, seed: int, confidence: float = 0.95
) -> dict[str, float]:
    """Assortativity beside what dealing the groups anew over the States gives.

    Returns
    -------
    dict
        observed, mean, low, high (the middle `confidence` of the permuted), p (one-sided, larger; one added to both
        counts), recommendations.
    """
    known = network.index[network.index.isin(groups.dropna().index)]
    own = groups[known].to_numpy()
    observed = assortativity(network, groups)
    generator = np.random.default_rng(seed)
    weights = network.loc[known, known].to_numpy(float)
    names, codes = np.unique(own, return_inverse=True)
    identity = np.eye(len(names))
    drawn = np.empty(permutations)
    for draw in range(permutations):
        member = identity[generator.permutation(codes)]
        mixing = member.T @ (weights @ member)
        mixing = mixing / mixing.sum()
        chance = mixing.sum(axis=1) @ mixing.sum(axis=0)
        drawn[draw] = (np.trace(mixing) - chance) / (1 - chance)
    low, high = np.quantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2])
    return {
        "observed": observed,
        "mean": float(drawn.mean()),
        "low": float(low),
        "high": float(high),
        "p": float((1 + (drawn >= observed - 1e-12).sum()) / (1 + permutations)),
        "recommendations": int(weights.sum()),
    }
