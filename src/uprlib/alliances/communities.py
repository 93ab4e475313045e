"""States that ask one State alike: their ties, which of these stand out, and the communities that they make."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from uprlib.acceptance.answers import Answers, corpus_of
from uprlib.alliances.friends import the_name
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.progress import along
from uprlib.tidy import Number, Result, count, or_sentence, p_value, tidy

if TYPE_CHECKING:
    from igraph import Graph


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


CHANCE = 0.05
"""A partition that requests at random reach more often than this is no finding."""
SEEDS, AGAIN = 10, 2
"""The most seeds of a search of the null, which ends when its largest modularity has come this often."""


@or_sentence
def communities(
    own: Answers, *, level: float = 0.3, runs: int, permutations: int, seed: int, resolution: float = 1.0
) -> Result:
    """Communities of the States that ask one State alike, beside those of requests dealt out at random.

    Two States ask alike when their requests fall on the same issues with the same action categories
    (:func:`uprlib.alliances.cosine`). Only ties that stand out are used (:func:`uprlib.alliances.backbone`). Every
    network has a best partition, so the modularity of this one says nothing alone (Guimera, Sales-Pardo and Amaral
    2004): the requests, each with its issues and category, are dealt out anew among the recommending States, each of
    which keeps its number of them, and everything is computed again. The regional groups are a partition beside.

    Parameters
    ----------
    own : Answers
        The answers of one review.
    level : float
        Of the backbone: a larger one keeps more ties.
    runs, seed, resolution
        As for :func:`leiden`.
    permutations : int
        Times that the requests are dealt out.

    Returns
    -------
    Result
        One row is one partition, by Leiden or by regional group: partition, parts (of two States or more), modularity,
        null (mean) with null_low and null_high (of 95%), p (k + 1 over N + 1), n (States). `facts["ties"]` is the
        backbone, `facts["members"]` the community of each State, and `facts["found"]` whether the communities differ
        from chance; `facts["apart"]` has the community of each State where they do, else its regional group.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> found = communities(own, runs=20, permutations=99, seed=1)
    >>> found.loc[0, ["modularity", "null"]].astype(float).round(1).tolist(), found.about.facts["found"]
    ([0.4, 0.4], False)
    """
    about = own.told
    coded = own.dropna(subset=["recommender", "action"])
    if coded.empty:
        none = f"No recommendation to {the_name(own)} has a coded action category"
        raise DataError(about.lacks or f"{none}, so it cannot be seen who asks alike")
    upr = corpus_of(own)
    asked = profiles(coded, upr.recommendation_issues)
    ties = backbone(cosine(asked), level=level)
    best = leiden(ties, runs=runs, seed=seed, resolution=resolution)
    groups = upr.states.set_index("iso3")["regional_group"].reindex(ties.index)
    drawn = _by_chance(coded, upr, groups, level=level, draws=permutations, seed=seed, resolution=resolution)
    lines = []
    for name, members in (("communities", best.members), ("regional groups", groups)):
        # The same search as in each draw: a longer one finds more.
        value = (
            _best(_graph(ties), seed, resolution) if members is best.members else modularity(ties, members, resolution)
        )
        sizes = members.value_counts()
        line = {"partition": name, "parts": int((sizes > 1).sum()), "modularity": value, "n": len(ties)}
        line |= {"null": drawn[name].mean(), "null_low": drawn[name].quantile(0.025)}
        # A tolerance, because equal modularities may differ in the last bit from processor to processor.
        more = int((drawn[name] >= value - 1e-9).sum())
        lines.append(line | {"null_high": drawn[name].quantile(0.975), "p": (more + 1) / (permutations + 1)})
    table = pd.DataFrame(lines)
    found = bool(table["p"].iloc[0] < CHANCE)
    # In this order, in which "community 10" comes last.
    names = [f"community {number + 1}" for number in range(best.members.max() + 1)]
    named = pd.Series(pd.Categorical.from_codes(best.members, names), index=ties.index)
    note = "of the partition shown; by chance {null:.3f} (95% between {null_low:.3f} and {null_high:.3f}), p = {p:.4f}"
    key, pairs = "asking_alike.{partition}", "over pairs of seeds"
    return tidy(
        table,
        title=f"Communities of States that ask {the_name(own)} alike, beside chance, cycle {int(own['cycle'].max())}",
        notes=f"Modularity of {len(ties)} recommending States by their ties. By chance: {len(coded)} requests dealt "
        f"out {permutations} times among these States; p is the share of the draws that reach the modularity, the "
        "observed one included.",
        index="partition",
        columns={
            "parts": "parts",
            "modularity": "{modularity:.3f}",
            "by chance": "{null:.3f}",
            "95% of the draws": "{null_low:.3f} to {null_high:.3f}",
            "p": "{p:p}",
        },
        numbers=(
            Number(f"{key}.modularity", "modularity", n="n", unit="modularity", note=note),
            Number(f"{key}.by_chance", "null", "null_low", "null_high", "n", "modularity", "mean of the draws"),
            Number(f"{key}.p", "p", n="n", unit="p", note="share of the draws that reach the modularity"),
        ),
        counts={
            "communities": count(
                int(table["parts"].iloc[0]), "communities", "with two States or more, Leiden", len(ties)
            ),
            "communities.rand": count(best.rand, "index", f"mean adjusted Rand index {pairs}", best.runs),
            "communities.information": count(best.information, "index", f"mean mutual information {pairs}", best.runs),
        },
        sentences=_beside_chance(table, best, found),
        facts={
            "who": about.who,
            "the": the_name(own),
            "cycle": int(own["cycle"].max()),
            "ties": ties,
            "members": best.members,
            "groups": groups,
            "found": found,
            "apart": named if found else groups.fillna("no group"),
        },
    )


def _by_chance(
    coded: pd.DataFrame, upr: Corpus, groups: pd.Series, *, level: float, draws: int, seed: int, resolution: float
) -> pd.DataFrame:
    """Modularity of the communities found, and of the regional groups, in each draw of requests at random."""
    carried = coded[["rec_id", "recommender", "action"]].merge(
        upr.recommendation_issues[["rec_id", "issue"]], on="rec_id"
    )
    request = pd.factorize(carried["rec_id"])[0]
    kind = carried.groupby(["issue", "action"]).ngroup().to_numpy()
    state = groups.index.get_indexer(carried.drop_duplicates("rec_id")["recommender"])
    generator, labels, found = np.random.default_rng(seed), pd.factorize(groups)[0].tolist(), []
    for _ in along(range(draws), "Draws of requests at random"):
        counts = np.zeros((len(groups), kind.max() + 1))
        np.add.at(counts, (generator.permutation(state)[request], kind), 1.0)
        graph = _graph(backbone(cosine(pd.DataFrame(counts)), level=level))
        found.append((_best(graph, seed, resolution), _modularity(graph, labels, resolution)))
    return pd.DataFrame(found, columns=["communities", "regional groups"])


def _best(graph: Graph, seed: int, resolution: float) -> float:
    """The largest modularity that a search over a few seeds finds; 0 where there is no tie."""
    if not graph.ecount():
        return 0.0
    largest, times = -np.inf, 0
    for _, value in _partitions(graph, range(seed, seed + SEEDS), resolution):
        # Equal modularities may differ in the last bit from processor to processor.
        if value > largest + 1e-9:
            largest, times = value, 0
        times += value > largest - 1e-9
        if times == AGAIN:
            break
    return float(largest)


def modularity(ties: pd.DataFrame, members: pd.Series, resolution: float = 1.0) -> float:
    """Share of the ties' weight inside the parts, less what the strength of the States would lead one to expect."""
    return _modularity(_graph(ties), pd.factorize(members.reindex(ties.index))[0].tolist(), resolution)


def _modularity(graph: Graph, labels: list[int], resolution: float) -> float:
    return float(graph.modularity(labels, weights="weight", resolution=resolution)) if graph.ecount() else 0.0


def _beside_chance(table: pd.DataFrame, best: Communities, found: bool) -> list[str]:
    """Whether there are communities, and whether States of one regional group ask alike."""
    ours, groups = table.to_dict("records")
    words = (
        f"The {ours['n']} recommending States can be divided into {ours['parts']} communities of two States or more "
        f"with a modularity of {ours['modularity']:.2f}. If the same requests are dealt out among these States at "
        f"random, the best division has {ours['null']:.2f} on average (95% of the draws between "
        f"{ours['null_low']:.2f} and {ours['null_high']:.2f}; p = {p_value(ours['p'])})."
    )
    alike = "ask alike more often than" if groups["p"] < CHANCE else "do not ask alike more often than"
    by_group = f"States of one regional group {alike} chance would have it (p = {p_value(groups['p'])})."
    if not found:
        none = "These communities do not differ from chance, so regional groups are shown instead."
        return [words, none, by_group]
    more = (
        f"These communities stand out more than chance would have it. From {best.runs} seeds the algorithm finds "
        f"{best.partitions} partitions; the similarity of two of them is {best.rand:.2f} (adjusted Rand index) on "
        "average, where 1 means that they are identical."
    )
    return [words, more, by_group]


@or_sentence
def community_members(communities: Result) -> Result:
    """The States of each community, by regional group; a sentence where the communities do not differ from chance.

    Returns
    -------
    Result
        One row is one community: community (1 the largest), States (their codes), and a column for each regional group
        with its number of States.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> own = acceptance.answers(uprlib.corpus(), "IRN", cycles=[1])
    >>> found = community_members(communities(own, runs=20, permutations=99, seed=1))
    >>> found.loc[0, "States"].split(", ")[:3]
    ['AUS', 'AUT', 'BEL']
    """
    facts = communities.about.facts
    if not facts["found"]:
        raise DataError("No communities are listed, because chance would produce ones that are as distinct")
    members, groups = facts["members"] + 1, facts["groups"]
    table = pd.crosstab(members.to_numpy(), groups.to_numpy())
    table.insert(0, "States", [", ".join(members.index[members == number]) for number in table.index])
    table = table.rename_axis(index="community", columns=None).reset_index()
    return tidy(
        table,
        title=f"The States of each community, cycle {facts['cycle']}",
        notes=f"n = {len(members)} recommending States by regional group.",
        index="community",
        columns=[str(name) for name in table],
        facts=facts,
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
        missing = "issues" if not rows["rec_id"].isin(issues["rec_id"]).any() else "issues and an action category"
        raise DataError(f"fewer than three recommending States made requests with coded {missing}", value=states)
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

    graph = _graph(weights)
    if not graph.ecount():
        raise DataError("no two recommending States ask alike", value=f"{len(weights)} States")
    found: dict[tuple[int, ...], list] = {}
    for labels, value in _partitions(graph, range(seed, seed + runs), resolution):
        found.setdefault(_in_order(labels), [round(value, 9), 0])[1] += 1
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
        quality=float(found[best][0]),
        rand=float((pairs * rand).sum() / total) if runs > 1 else 1.0,
        information=float((pairs * information).sum() / total) if runs > 1 else 1.0,
        partitions=len(kinds),
        runs=runs,
        together=pd.DataFrame(together / runs, index=weights.index, columns=weights.index),
    )


def _graph(weights: pd.DataFrame) -> Graph:
    import igraph

    values = weights.to_numpy(float)
    first, second = np.nonzero(np.triu(values, 1))
    ties = list(zip(first.tolist(), second.tolist(), strict=True))
    return igraph.Graph(n=len(values), edges=ties, edge_attrs={"weight": values[first, second].tolist()})


def _partitions(graph: Graph, seeds: range, resolution: float) -> Iterator[tuple[list[int], float]]:
    """The partition that the algorithm ends with from each seed, and its modularity."""
    import igraph

    try:
        for seed in seeds:
            igraph.set_random_number_generator(random.Random(seed))
            given = {"weights": "weight", "resolution": resolution, "n_iterations": -1}
            labels = graph.community_leiden(objective_function="modularity", **given).membership
            yield labels, _modularity(graph, labels, resolution)
    finally:
        igraph.set_random_number_generator(random)


def _in_order(membership: list[int]) -> tuple[int, ...]:
    """Labels by size, then by the first State, so that equal partitions have equal labels."""
    labels, first, sizes = np.unique(membership, return_index=True, return_counts=True)
    order = {label: place for place, (_, _, label) in enumerate(sorted(zip(-sizes, first, labels, strict=True)))}
    return tuple(order[label] for label in membership)
