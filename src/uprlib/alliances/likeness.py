"""Which recommending States ask alike: likeness of what they ask, its backbone, its communities, and chance."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import optimize, stats

from uprlib.errors import DataError


@dataclass(frozen=True)
class Communities:
    """Communities of States that ask alike.

    Attributes
    ----------
    members : pandas.Series
        Community of each State, 0 the largest (ties: the one with the first State in order).
    quality : float
        Modularity of the partition shown: the best over all seeds, ties to the lowest seed.
    rand, information : float
        Stability: mean adjusted Rand index and normalised mutual information over pairs of seeds; 1 if all agree.
    partitions, runs : int
        Different partitions found, and seeds tried.
    together : pandas.DataFrame
        Share of the seeds that put two States in one community.
    """

    members: pd.Series
    quality: float
    rand: float
    information: float
    partitions: int
    runs: int
    together: pd.DataFrame


def profiles(rows: pd.DataFrame, issues: pd.DataFrame) -> pd.DataFrame:
    """What each recommending State asked: counts by issue and action category.

    Parameters
    ----------
    rows : pandas.DataFrame
        Recommendations with rec_id, recommender and action; rows without a category are left out.
    issues : pandas.DataFrame
        The table `recommendation_issues`.

    Returns
    -------
    pandas.DataFrame
        A row is a recommending State, a column an (issue, action category) pair.

    Raises
    ------
    DataError
        Fewer than three recommending States have coded requests.
    """
    coded = rows.dropna(subset=["recommender", "action"]).merge(issues[["rec_id", "issue"]], on="rec_id")
    if coded["recommender"].nunique() < 3:
        raise DataError(
            "fewer than three recommending States have coded requests", value=coded["recommender"].nunique()
        )
    return pd.crosstab(coded["recommender"], [coded["issue"], coded["action"]]).rename_axis(index=None)


def cosine(profiles_: pd.DataFrame) -> pd.DataFrame:
    """Cosine of the profiles of each pair of States (rows); the diagonal is 0."""
    values = profiles_.to_numpy(float)
    unit = values / np.linalg.norm(values, axis=1, keepdims=True)
    table = (unit @ unit.T).round(12)
    np.fill_diagonal(table, 0.0)
    return pd.DataFrame(table, index=profiles_.index, columns=profiles_.index)


def backbone(weights: pd.DataFrame, *, level: float = 0.05) -> pd.DataFrame:
    """The disparity filter (Serrano, Boguna and Vespignani 2009): ties too heavy for chance at one of their ends.

    A tie of weight w at a State with k ties of total strength s is kept where (1 - w/s)^(k - 1) is below `level` at one
    end at least. No kept package has it.

    Parameters
    ----------
    weights : pandas.DataFrame
        Symmetric, not negative, 0 on the diagonal.

    Returns
    -------
    pandas.DataFrame
        The same table with the other ties at 0.
    """
    values = weights.to_numpy(float)
    strength, ties = values.sum(axis=1), (values > 0).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        chance = (1 - values / strength[:, None]) ** (ties[:, None] - 1)
    kept = (values > 0) & (ties[:, None] > 1) & (chance < level)
    return pd.DataFrame(np.where(kept | kept.T, values, 0.0), index=weights.index, columns=weights.columns)


def communities(weights: pd.DataFrame, *, runs: int, seed: int, resolution: float = 1.0) -> Communities:
    """Communities by the Leiden algorithm over many seeds (Traag, Waltman and van Eck 2019).

    Parameters
    ----------
    weights : pandas.DataFrame
        Symmetric ties; States without a tie are communities of their own.
    runs, seed : int
        Seeds tried: seed, seed + 1, and so on.
    resolution : float
        Of the modularity (Reichardt and Bornholdt 2006).

    Raises
    ------
    DataError
        There is no tie.
    """
    import igraph
    import leidenalg

    values = weights.to_numpy(float)
    first, second = np.nonzero(np.triu(values, 1))
    if not len(first):
        raise DataError("no two recommending States ask alike", value=f"{len(weights)} States")
    graph = igraph.Graph(n=len(values), edges=list(zip(first.tolist(), second.tolist(), strict=True)))
    ties = values[first, second].tolist()
    found: dict[tuple[int, ...], list] = {}
    for run in range(runs):
        partition = leidenalg.find_partition(
            graph,
            leidenalg.RBConfigurationVertexPartition,
            weights=ties,
            seed=seed + run,
            n_iterations=2,
            resolution_parameter=resolution,
        )
        labels = _in_order(partition.membership)
        found.setdefault(labels, [round(partition.quality(), 9), 0])[1] += 1
    # Equal partitions are counted once: pairs of seeds are weighted by how often each partition came.
    kinds, times = list(found), np.array([count for _, count in found.values()], float)
    pairs = np.outer(times, times)
    np.fill_diagonal(pairs, times * (times - 1))
    rand, information = np.ones((len(kinds), len(kinds))), np.ones((len(kinds), len(kinds)))
    for a in range(len(kinds)):
        for b in range(a):
            rand[a, b] = rand[b, a] = igraph.compare_communities(kinds[a], kinds[b], "adjusted_rand")
            information[a, b] = information[b, a] = igraph.compare_communities(kinds[a], kinds[b], "nmi")
    best = max(kinds, key=lambda labels: found[labels][0])
    together = sum(
        count * (np.array(labels)[:, None] == np.array(labels)[None, :]) for labels, (_, count) in found.items()
    )
    total = max(pairs.sum(), 1.0)
    return Communities(
        members=pd.Series(best, index=weights.index, name="community"),
        quality=float(graph.modularity(list(best), weights=ties)),
        rand=float((pairs * rand).sum() / total) if runs > 1 else 1.0,
        information=float((pairs * information).sum() / total) if runs > 1 else 1.0,
        partitions=len(kinds),
        runs=runs,
        together=pd.DataFrame(together / runs, index=weights.index, columns=weights.index),
    )


def _in_order(membership: list[int]) -> tuple[int, ...]:
    """Labels by size, then by the first State, so that equal partitions have equal labels."""
    labels, first, sizes = np.unique(membership, return_index=True, return_counts=True)
    order = {label: place for place, (_, _, label) in enumerate(sorted(zip(-sizes, first, labels, strict=True)))}
    return tuple(order[label] for label in membership)


def shared_beyond_chance(rows: pd.DataFrame, issues: pd.DataFrame, *, level: float = 0.05) -> pd.DataFrame:
    """Pairs of recommending States that share more issues than their numbers of issues alone would give.

    The null model is the bipartite configuration model (Saracco, Di Clemente, Gabrielli and Squartini 2015; 2017): the
    most random table of States and issues in which each keeps its number of ties on average. The number of issues
    that two States share is then a sum of independent trials, whose distribution is computed exactly.

    Parameters
    ----------
    rows, issues : pandas.DataFrame
        Recommendations and the table `recommendation_issues`.
    level : float
        False discovery rate over all pairs (Benjamini and Hochberg 1995).

    Returns
    -------
    pandas.DataFrame
        One row is one pair: first, second, shared, expected, p, beyond.

    Raises
    ------
    DataError
        Fewer than three recommending States have coded issues.
    """
    coded = rows.dropna(subset=["recommender"]).merge(issues[["rec_id", "issue"]], on="rec_id")
    table = (pd.crosstab(coded["recommender"], coded["issue"]) > 0).astype(int)
    if len(table) < 3:
        raise DataError("fewer than three recommending States have coded issues", value=len(table))
    chances = configuration_chances(table.to_numpy())
    shared, expected = table.to_numpy() @ table.to_numpy().T, chances @ chances.T
    first, second = np.triu_indices(len(table), 1)
    p = _at_least(shared[first, second], chances[first] * chances[second])
    adjusted = stats.false_discovery_control(p)
    return pd.DataFrame(
        {
            "first": table.index[first],
            "second": table.index[second],
            "shared": shared[first, second],
            "expected": expected[first, second],
            "p": p,
            "beyond": adjusted < level,
        }
    )


def _at_least(counts: np.ndarray, chances: np.ndarray) -> np.ndarray:
    """Chance of at least so many successes in independent trials with chances of their own (a row each)."""
    distribution = np.zeros((len(chances), chances.shape[1] + 1))
    distribution[:, 0] = 1.0
    for chance in chances.T:
        gained = distribution[:, :-1] * chance[:, None]
        distribution *= (1 - chance)[:, None]
        distribution[:, 1:] += gained
    tails = distribution[:, ::-1].cumsum(axis=1)[:, ::-1]
    return tails[np.arange(len(counts)), counts].clip(0.0, 1.0)


def configuration_chances(table: np.ndarray) -> np.ndarray:
    """Chance of each tie in the bipartite configuration model: row and column sums are kept on average.

    The likelihood is solved with SciPy; the kept package for it (bicm) compiles at every start, which costs seconds,
    and a test holds this solution against the sums.

    Raises
    ------
    DataError
        The model has no solution.
    """
    rows, columns = table.sum(axis=1).astype(float), table.sum(axis=0).astype(float)
    # Rows and columns that hold all or nothing have no finite solution: half a tie keeps them inside.
    rows, columns = rows.clip(0.01, table.shape[1] - 0.01), columns.clip(0.01, table.shape[0] - 0.01)
    columns = columns * rows.sum() / columns.sum()

    def chances(parameters: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(parameters[: len(rows), None] + parameters[None, len(rows) :]))

    def misfit(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        total = parameters[: len(rows), None] + parameters[None, len(rows) :]
        p = chances(parameters)
        value = parameters[: len(rows)] @ rows + parameters[len(rows) :] @ columns + np.logaddexp(0, -total).sum()
        return float(value), np.concatenate([rows - p.sum(axis=1), columns - p.sum(axis=0)])

    start = np.concatenate([-np.log(rows / np.sqrt(rows.sum())), -np.log(columns / np.sqrt(rows.sum()))])
    solved = optimize.minimize(
        misfit, start, jac=True, method="L-BFGS-B", options={"maxiter": 5000, "ftol": 1e-13, "gtol": 1e-9}
    )
    if np.abs(misfit(solved.x)[1]).max() > 1e-2:
        raise DataError("the configuration model has no solution for this table", value=f"{table.shape[0]} States")
    return chances(solved.x)


def places(weights: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """Places of States on a map on which States that ask alike stand near each other (Fruchterman and Reingold 1991).

    Returns
    -------
    pandas.DataFrame
        By State: x, y, in a unit square.
    """
    import igraph

    values = weights.to_numpy(float)
    first, second = np.nonzero(np.triu(values, 1))
    graph = igraph.Graph(n=len(values), edges=list(zip(first.tolist(), second.tolist(), strict=True)))
    start = np.random.default_rng(seed).uniform(-1, 1, size=(len(values), 2))
    igraph.set_random_number_generator(random.Random(seed))
    try:
        drawn = graph.layout_fruchterman_reingold(
            weights=values[first, second].tolist(), seed=start.tolist(), niter=1500, grid=False
        )
    finally:
        igraph.set_random_number_generator(random)
    layout = np.array(drawn.coords)
    layout = (layout - layout.min(axis=0)) / np.maximum(np.ptp(layout, axis=0), 1e-12)
    return pd.DataFrame(layout.round(6), index=weights.index, columns=["x", "y"])
