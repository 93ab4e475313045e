"""States that ask one State alike: their ties, which of these stand out, and the communities that they make."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from uprlib.acceptance.answers import Answers, corpus_of
from uprlib.alliances.friends import the_name
from uprlib.errors import DataError
from uprlib.tidy import Result, count, or_sentence, tidy


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


@or_sentence
def communities(own: Answers, *, level: float = 0.3, runs: int, seed: int, resolution: float = 1.0) -> Result:
    """Communities of the States that ask one State alike.

    Two States ask alike when their requests fall on the same issues with the same action categories
    (:func:`uprlib.alliances.cosine`). Only ties that stand out are used (:func:`uprlib.alliances.backbone`).

    Parameters
    ----------
    own : Answers
        The answers of one review.
    level : float
        Of the backbone: a larger one keeps more ties.
    runs, seed, resolution
        As for :func:`leiden`.

    Returns
    -------
    Result
        One row is one community: community (1 the largest), States (their codes), and a column for each regional group
        with its number of States. `facts["members"]` has the community of each State, `facts["ties"]` the backbone.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> found = communities(own, runs=20, seed=1)
    >>> bool(found.about.facts["members"][["JPN", "KOR", "USA"]].nunique() == 1)
    True
    """
    about = own.told
    if own["action"].isna().all():
        none = f"No recommendation to {the_name(own)} has a coded action category"
        raise DataError(about.lacks or f"{none}, so it cannot be seen who asks alike")
    cycle, upr = int(own["cycle"].max()), corpus_of(own)
    ties = backbone(cosine(profiles(own, upr.recommendation_issues)), level=level)
    found = leiden(ties, runs=runs, seed=seed, resolution=resolution)
    members = (found.members + 1).sort_index()
    groups = upr.states.set_index("iso3")["regional_group"].reindex(members.index)
    table = pd.crosstab(members.to_numpy(), groups.to_numpy())
    table.insert(0, "States", [", ".join(members.index[members == number]) for number in table.index])
    table = table.rename_axis(index="community", columns=None).reset_index()
    sizes, n = members.value_counts(), len(members)
    inside = int((sizes > 1).sum())
    return tidy(
        table,
        title=f"Communities of States that ask {the_name(own)} alike, cycle {cycle}",
        notes=f"n = {n} recommending States by regional group.",
        index="community",
        columns=[str(name) for name in table],
        counts={
            "communities": count(inside, "communities", "with two States or more, Leiden on the backbone", n),
            "communities.modularity": count(found.quality, "modularity", "of the partition shown", n),
            "communities.rand": count(found.rand, "index", "mean adjusted Rand index over pairs of seeds", found.runs),
            "communities.information": count(
                found.information, "index", "mean normalised mutual information over pairs of seeds", found.runs
            ),
        },
        sentences=(
            f"The {n} recommending States fall into {inside} communities of two States or more (modularity "
            f"{found.quality:.2f}).",
            f"From {found.runs} seeds the algorithm finds {found.partitions} partitions; the similarity of two of "
            "them is "
            f"{found.rand:.2f} (adjusted Rand index) and {found.information:.2f} (normalised mutual information) on "
            "average, where 1 means that they are identical.",
        ),
        facts={"who": about.who, "cycle": cycle, "members": found.members, "ties": ties},
    )


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
    states = coded["recommender"].nunique()
    if states < 3:
        raise DataError("fewer than three recommending States made coded requests", value=states)
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


def leiden(weights: pd.DataFrame, *, runs: int, seed: int, resolution: float = 1.0) -> Communities:
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
    given = {"weights": ties, "n_iterations": 2, "resolution_parameter": resolution}
    for run in range(runs):
        partition = leidenalg.find_partition(graph, leidenalg.RBConfigurationVertexPartition, seed=seed + run, **given)
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
        pd.Series(best, index=weights.index, name="community"),
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
