"""All pairs of States of one cycle: what was asked and answered, and how near they are."""

from __future__ import annotations

import numpy as np
import pandas as pd

from uprlib.alliances.nearness import Votes
from uprlib.errors import DataError
from uprlib.facts.vocabulary import LOW_COST, SPECIFIC


def dyads(coded: pd.DataFrame, votes: Votes, *, session: int) -> dict[str, np.ndarray]:
    """Square matrices over States for :func:`uprlib.alliances.mrqap`, recommending States in rows.

    Parameters
    ----------
    coded : pandas.DataFrame
        Rows of one cycle with recommender, sur, action and `accepted`.
    votes : Votes
        The tables of votes.
    session : int
        Session of the Assembly whose ideal points are taken.

    Returns
    -------
    dict of str to numpy.ndarray
        acceptance (share of the pair's requests, missing where there is none), nearness (negative distance of ideal
        points, standardised over the pairs), same group, low-cost and specific (shares of the pair's coded requests).

    Raises
    ------
    DataError
        No pair has ideal points and coded requests.
    """
    rows = coded.dropna(subset=["recommender", "accepted", "action"])
    points = votes.ideal_points[votes.ideal_points["session"] == session].set_index("iso3")["ideal_point_all"].dropna()
    nodes = sorted((set(rows["recommender"]) | set(rows["sur"])) & set(points.index))
    if len(nodes) < 4:
        raise DataError("fewer than four States have ideal points and coded requests", value=len(nodes))
    rows = rows[rows["recommender"].isin(nodes) & rows["sur"].isin(nodes)]
    measures = pd.DataFrame(
        {
            "recommender": rows["recommender"],
            "sur": rows["sur"],
            "acceptance": rows["accepted"].astype(float),
            "low-cost": rows["action"].isin(LOW_COST).astype(float),
            "specific": rows["action"].isin(SPECIFIC).astype(float),
        }
    )
    means = measures.groupby(["recommender", "sur"]).mean()
    place = points[nodes].to_numpy(float)
    nearness = -np.abs(place[:, None] - place[None, :])
    np.fill_diagonal(nearness, np.nan)
    group = votes.states.set_index("iso3")["regional_group"].reindex(nodes).to_numpy()

    def matrix(name: str) -> np.ndarray:
        return means[name].unstack().reindex(index=nodes, columns=nodes).to_numpy(float)

    return {
        "acceptance": matrix("acceptance"),
        "nearness": (nearness - np.nanmean(nearness)) / np.nanstd(nearness),
        "same group": (group[:, None] == group[None, :]).astype(float),
        "low-cost": matrix("low-cost"),
        "specific": matrix("specific"),
    }
