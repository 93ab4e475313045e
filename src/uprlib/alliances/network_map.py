"""A map of recommending States on which those that ask alike stand near each other."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd

from uprlib.acceptance.answers import Answers
from uprlib.alliances.friends import the_name
from uprlib.errors import DataError
from uprlib.tidy import Result, or_sentence, tidy


@or_sentence
def network_map(own: Answers, communities: Result, *, seed: int) -> Result:
    """Places of the States that ask one State alike, with their communities.

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
        One row is one State with a tie: code, x, y, community (0 the largest), n (its recommendations).
        `facts["edges"]` has the ties: first, second, weight and the ends x, y, x2, y2.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance, alliances
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> found = network_map(own, alliances.communities(own, runs=5, seed=1), seed=1)
    >>> found[["code", "community", "n"]].to_dict("records")[0], len(found.about.facts["edges"])
    ({'code': 'AGO', 'community': 0, 'n': 2}, 452)
    """
    about, ties, members = own.told, communities.about.facts["ties"], communities.about.facts["members"]
    shown = ties.index[(ties > 0).any(axis=1)]
    if shown.empty:
        raise DataError("no two recommending States ask alike")
    ties = ties.loc[shown, shown]
    at = places(ties, seed=seed)
    nodes = at.assign(code=shown, community=members[shown], n=own.groupby("recommender").size()[shown])
    first, second = np.nonzero(np.triu(ties.to_numpy(), 1))
    edges = pd.DataFrame(
        {"first": shown[first], "second": shown[second], "weight": ties.to_numpy()[first, second]}
        | {
            name: at[name[0]].to_numpy()[end]
            for name, end in (("x", first), ("y", first), ("x2", second), ("y2", second))
        }
    )
    return tidy(
        nodes[["code", "x", "y", "community", "n"]].reset_index(drop=True),
        title=f"States that ask {the_name(own)} alike, cycle {communities.about.facts['cycle']}",
        index=("code",),
        counts={key: held for key, held in communities.about.counts.items()},
        facts={"who": about.who, "edges": edges},
    )


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
