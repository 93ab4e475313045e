"""All pairs of States of one cycle: what was asked and answered, and how near they are."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from uprlib.acceptance.answers import everyone
from uprlib.alliances.nearness import ideal_points
from uprlib.alliances.qap import mrqap
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import LOW_COST, SPECIFIC
from uprlib.tidy import Number, Result, or_sentence, p_value, tidy

FEWEST_REVIEWS = 10
"""With fewer States under review, as an import of single States has, pairs are not those of all States."""


@or_sentence
def all_pairs(upr: Corpus, cycle: int, *, session: int = 0, permutations: int, seed: int) -> Result:
    """Whether acceptance is higher between States that are near, over all pairs of States of a cycle.

    Ordinary least squares on pairs with p-values by permuting States (:func:`uprlib.alliances.mrqap`). All answers are
    those that UPR Info recorded.

    Parameters
    ----------
    upr : Corpus
    cycle : int
    session : int
        Session of the Assembly whose ideal points say how near two States are; 0: that of :func:`middle_session`.
    permutations, seed : int
        Permutations of the States and their seed.

    Returns
    -------
    Result
        One row is one term: term, estimate, t, p, dyads.

    Examples
    --------
    >>> import uprlib
    >>> all_pairs(uprlib.corpus(), 2, permutations=100, seed=1)[["term", "estimate"]].round(3).to_numpy().tolist()
    [['nearness', 0.055], ['same group', 0.007], ['low-cost', 0.118], ['specific', -0.302]]
    """
    made = functools.partial(_all_pairs, upr, cycle, session, permutations, seed)
    return upr.once((all_pairs.__name__, *made.args[1:]), made)


def _all_pairs(upr: Corpus, cycle: int, session: int, permutations: int, seed: int) -> Result:
    coded = everyone(upr, cycle=cycle)
    if (reviewed := coded["sur"].nunique()) < FEWEST_REVIEWS:
        raise DataError(
            f"Cycle {cycle} has {reviewed} State{'s' if reviewed != 1 else ''} under review in this dataset: "
            "too few for a comparison of all pairs"
        )
    session = session or middle_session(upr, cycle)
    matrices = dyads(coded, upr, session=session)
    fitted = mrqap(matrices.pop("acceptance"), matrices, permutations=permutations, seed=seed)
    near = fitted.set_index("term").loc["nearness"]
    return tidy(
        fitted,
        title=f"Acceptance over all pairs of States, cycle {cycle}",
        notes=f"MRQAP with double semi-partialling, {permutations:,} permutations; n: pairs; ideal points of session "
        f"{session} of the General Assembly.",
        index="term",
        columns={"estimate": "{estimate:+.3f}", "t": "{t:.1f}", "p (permuted)": "{p:p}", "pairs": "dyads"},
        stars={"estimate": "p (permuted)"},
        numbers=Number("mrqap.{term}", "estimate", n="dyads", note="permuted p = {p:.4f}"),
        sentences=f"Among {int(near['dyads']):,} pairs of States, the share accepted is "
        f"{100 * abs(near['estimate']):.1f} percentage points {'higher' if near['estimate'] > 0 else 'lower'} where "
        "the two are nearer by one standard deviation, with the regional group and what is asked held constant (p "
        f"{_compared(near['p'])}).",
    )


def _compared(p: float) -> str:
    words = p_value(p)
    return words if words.startswith("<") else f"= {words}"


def middle_session(upr: Corpus, cycle: int) -> int:
    """The General Assembly's session in the middle of a cycle.

    It is the last session that had begun to vote by the day halfway between the first day of the cycle's first session
    of the Working Group and the last day of its last one.

    Raises
    ------
    DataError
        The table `sessions` has no session of this cycle.

    Examples
    --------
    >>> import uprlib
    >>> [middle_session(uprlib.corpus(), cycle) for cycle in (1, 2)]
    [64, 68]
    """
    sessions = upr.sessions[upr.sessions["cycle"] == cycle]
    if sessions.empty:
        raise DataError(
            f"the sessions of cycle {cycle} are not in the data, so its middle is unknown",
            remedy="set votes_session to a session of the General Assembly",
        )
    first, last = pd.Timestamp(sessions["start"].min()), pd.Timestamp(sessions["end"].max())
    middle = (first + (last - first) / 2).strftime("%Y-%m-%d")
    begun = upr.roll_calls.groupby("session")["date"].min() <= middle
    return int(begun.index[begun].max())


def dyads(coded: pd.DataFrame, upr: Corpus, *, session: int) -> dict[str, np.ndarray]:
    """Square matrices over States for :func:`uprlib.alliances.mrqap`, recommending States in rows.

    Parameters
    ----------
    coded : pandas.DataFrame
        Rows of one cycle with recommender, sur, action and `accepted`.
    upr : Corpus
        Its ideal points and States are read.
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
    points = ideal_points(upr, session)
    nodes = sorted((set(rows["recommender"]) | set(rows["sur"])) & set(points.index))
    if len(nodes) < 4:
        raise DataError("fewer than four States have ideal points and coded requests", value=len(nodes))
    rows = rows[rows["recommender"].isin(nodes) & rows["sur"].isin(nodes)]
    measures = pd.DataFrame(rows[["recommender", "sur"]]).assign(
        acceptance=rows["accepted"].astype(float),
        **{"low-cost": rows["action"].isin(LOW_COST).astype(float)},
        specific=rows["action"].isin(SPECIFIC).astype(float),
    )
    means = measures.groupby(["recommender", "sur"]).mean()
    place = points[nodes].to_numpy(float)
    nearness = -np.abs(place[:, None] - place[None, :])
    np.fill_diagonal(nearness, np.nan)
    group = upr.states.set_index("iso3")["regional_group"].reindex(nodes).to_numpy()

    def matrix(name: str) -> np.ndarray:
        return means[name].unstack().reindex(index=nodes, columns=nodes).to_numpy(float)

    return {
        "acceptance": matrix("acceptance"),
        "nearness": (nearness - np.nanmean(nearness)) / np.nanstd(nearness),
        "same group": (group[:, None] == group[None, :]).astype(float),
        "low-cost": matrix("low-cost"),
        "specific": matrix("specific"),
    }
