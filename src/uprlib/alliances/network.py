"""Who recommends to whom: the network of one cycle, its reciprocity and its sorting by group."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
import pandas as pd

from uprlib.acceptance.answers import everyone
from uprlib.alliances.dyads import FEWEST_REVIEWS
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import DEMANDS, LOW_COST
from uprlib.tidy import Number, Result, or_sentence, tidy


@or_sentence
def whole_network(upr: Corpus, cycle: int, *, permutations: int, seed: int, confidence: float = 0.95) -> Result:
    """Whether recommendations of a cycle stay within regional groups, and whether they go both ways.

    Reviews have coded action categories wholly or not at all: a State whose review has none would seem never to be
    asked. Networks by action category are therefore of the States whose own review is coded, and so is the second line,
    to compare them with.

    Parameters
    ----------
    upr : Corpus
    cycle : int
    permutations, seed : int
        Times that the groups are shuffled among the States, and the seed.

    Returns
    -------
    Result
        One row is one network: recommendations (which), n; observed (assortativity by regional group), mean, low, high
        and p as in :func:`with_null`; both_ways (reciprocity).

    Examples
    --------
    >>> import uprlib
    >>> found = whole_network(uprlib.corpus(), 2, permutations=100, seed=1)
    >>> found[["recommendations", "observed"]].round(3).to_numpy().tolist()[:2]
    [['all', 0.065], ['all, coded reviews', 0.049]]
    """
    made = functools.partial(_whole_network, upr, cycle, permutations, seed, confidence)
    return upr.once((whole_network.__name__, *made.args[1:]), made)


def _whole_network(upr: Corpus, cycle: int, permutations: int, seed: int, confidence: float) -> Result:
    rows = everyone(upr, cycle=cycle)
    if (reviewed := rows["sur"].nunique()) < FEWEST_REVIEWS:
        raise DataError(
            f"Cycle {cycle} has {reviewed} State{'s' if reviewed != 1 else ''} under review in this dataset: "
            "too few for a network of all States"
        )
    groups = upr.states.set_index("iso3")["regional_group"]
    rows = pd.DataFrame(rows[["sur", "recommender", "action"]])
    coded = set(rows.loc[rows["action"].notna(), "sur"])
    among_coded = rows[rows["sur"].isin(coded) & rows["recommender"].isin(coded)]
    kinds: dict[str, tuple[pd.DataFrame, tuple[int, ...] | None]] = {
        "all": (rows, None),
        "all, coded reviews": (among_coded, None),
        "low-cost (1, 2), coded reviews": (among_coded, LOW_COST),
        "action (4, 5), coded reviews": (among_coded, DEMANDS),
    }
    lines, without = [], []
    for kind, (of_kind, actions) in kinds.items():
        try:
            network = recommending_network(of_kind, actions)
            found = with_null(network, groups, permutations=permutations, seed=seed, confidence=confidence)
            lines.append({"recommendations": kind, **found, "both_ways": reciprocity(network)})
        except DataError as lacks:
            without.append(f"There is no network of {kind}: {lacks.problem}.")
    if not lines:
        raise DataError(" ".join(without))
    shuffled = "by regional group; with groups shuffled {low:.3f} to {high:.3f}"
    return tidy(
        pd.DataFrame(lines),
        title=f"The network of recommendations, cycle {cycle}",
        notes=f"n: recommendations; assortativity weighted by them; groups shuffled {permutations:,} times.",
        index="recommendations",
        columns={
            "n": "n",
            "assortativity by group": "{observed:.3f}",
            "groups shuffled": "{low:.3f} to {high:.3f}",
            "p": "{p:p}",
            "ties that go both ways": "{both_ways:share}",
        },
        stars={"assortativity by group": "p"},
        numbers=(
            Number("network.assortativity.{recommendations}", "observed", n="n", unit="correlation", note=shuffled),
            Number("network.reciprocity.{recommendations}", "both_ways", n="n", note="ties that go both ways"),
        ),
        sentences=tuple(without),
    )


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
        raise DataError("a network needs at least two recommending States", value=rows["recommender"].nunique())
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
    """Assortativity beside what it is when the groups are shuffled among the States.

    Returns
    -------
    dict
        observed, mean, low, high (the middle `confidence` of the permuted), p (one-sided, larger; one added to both
        counts), n (recommendations).
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
        "n": int(weights.sum()),
    }
