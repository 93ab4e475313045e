"""Two pictures of who asks alike: a map of States by their ties, and a table of who asks about what.

States are told apart by community where the communities differ from chance, and by regional group where they do not.
"""

from __future__ import annotations

import random

import numpy as np
import pandas as pd

from uprlib.acceptance.answers import Answers, corpus_of
from uprlib.alliances.friends import the_name
from uprlib.errors import DataError
from uprlib.tidy import Result, or_sentence, tidy

MOST_ISSUES = 24
"""So many issues have a column, the most frequent ones: more would not be legible."""


@or_sentence
def network_map(own: Answers, communities: Result, *, seed: int) -> Result:
    """Places of the States that ask one State alike, with the community or the regional group of each.

    Parameters
    ----------
    own : Answers
        The answers of one review.
    communities : Result
        From :func:`uprlib.alliances.communities`.
    seed : int
        Of the layout.

    Returns
    -------
    Result
        One row is one State with a tie: code, x, y, part (its community or regional group), n (its recommendations).
        `facts["edges"]` has the ties: first, second, weight and the ends x, y, x2, y2.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance, alliances
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> found = network_map(own, alliances.communities(own, runs=5, permutations=99, seed=1), seed=1)
    >>> found[["code", "part", "n"]].to_dict("records")[0], len(found.about.facts["edges"])
    ({'code': 'AGO', 'part': 'Africa', 'n': 2}, 452)
    """
    facts = communities.about.facts
    ties = facts["ties"]
    shown = ties.index[(ties > 0).any(axis=1)]
    if shown.empty:
        raise DataError("no two recommending States ask alike")
    ties = ties.loc[shown, shown]
    at = places(ties, seed=seed)
    nodes = at.assign(code=shown, part=facts["apart"][shown], n=own.groupby("recommender").size()[shown])
    first, second = np.nonzero(np.triu(ties.to_numpy(), 1))
    edges = pd.DataFrame({"first": shown[first], "second": shown[second], "weight": ties.to_numpy()[first, second]})
    for axis in ("x", "y"):
        edges[axis], edges[f"{axis}2"] = at[axis].to_numpy()[first], at[axis].to_numpy()[second]
    return tidy(
        nodes[["code", "x", "y", "part", "n"]].reset_index(drop=True),
        title=f"States that ask {the_name(own)} alike, cycle {facts['cycle']}",
        index="code",
        counts=communities.about.counts,
        facts={"who": facts["who"], "edges": edges, "by": _by(communities)},
    )


def _by(communities: Result) -> str:
    """What tells States apart."""
    return "community" if communities.about.facts["found"] else "regional group"


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


@or_sentence
def requests_by_issue(own: Answers, communities: Result, *, least: int = 3) -> Result:
    """Requests of each recommending State on each of the most frequent issues, by community or by regional group.

    Parameters
    ----------
    own : Answers
        The answers of one review.
    communities : Result
        From :func:`uprlib.alliances.communities`.
    least : int
        States with fewer recommendations are left out.

    Returns
    -------
    Result
        One row is one State and one issue: code, part (its community or regional group), issue, n. States stand in the
        order of the parts; an issue stands with the part that asks about it most.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance, alliances
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> found = requests_by_issue(own, alliances.communities(own, runs=5, permutations=99, seed=1))
    >>> found["code"].nunique(), found["issue"].nunique(), int(found["n"].sum())
    (54, 24, 357)
    """
    parts = communities.about.facts["apart"]
    carried = pd.DataFrame(own).merge(corpus_of(own).recommendation_issues[["rec_id", "issue"]], on="rec_id")
    grid = pd.crosstab(carried["recommender"], carried["issue"])
    common = grid.sum().sort_values(ascending=False).head(MOST_ISSUES).index
    order = parts.rename("part").rename_axis("code").reset_index().sort_values(["part", "code"])
    order = order[order["code"].isin(grid.index[own.groupby("recommender").size().reindex(grid.index) >= least])]
    if order.empty:
        raise DataError(f"No State made {least} recommendations or more with coded issues")
    asked = grid.loc[order["code"], common]
    by_part = asked.groupby(order["part"].to_numpy()).mean()
    issues = sorted(common, key=lambda issue: (int(by_part[issue].to_numpy().argmax()), -grid[issue].sum(), issue))
    table = asked[issues].rename_axis(index="code", columns="issue").stack().rename("n").reset_index()
    table.insert(1, "part", table["code"].map(parts))
    return tidy(
        table,
        title=f"Who asks {the_name(own)} about what, cycle {communities.about.facts['cycle']}",
        index=("code", "issue"),
        counts={"communities": communities.about.counts["communities"]},
        facts={"who": own.told.who, "least": least, "by": _by(communities)},
    )
