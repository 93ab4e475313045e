"""Which of many pairs of States are friends, each on its own day: the same definitions for all pairs at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from uprlib.alliances.nearness import nearest, nearness_of_all, session_before, votes_on_states
from uprlib.errors import one_of
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import FRIENDSHIP


def pairs_of_friends(pairs: pd.DataFrame, definition: str, upr: Corpus, *, closest: float = 1 / 3) -> pd.Series:
    """Whether the second State of each pair is a friend of the first, as :func:`uprlib.alliances.nearness` finds it.

    A session of the Assembly is looked at once for all States, so that every review of the corpus takes a second.

    Parameters
    ----------
    pairs : pandas.DataFrame
        One row is one pair on one day: of (whose friend), other, day.
    definition : str
        One of :data:`uprlib.facts.vocabulary.FRIENDSHIP`.
    upr : Corpus
    closest : float
        As for :func:`uprlib.alliances.nearness`.

    Returns
    -------
    pandas.Series of bool
        By the index of `pairs`; missing where one of the two has no value, or the day is not known.

    Examples
    --------
    >>> import uprlib
    >>> pairs = pd.DataFrame({"of": "PRK", "other": ["CUB", "FRA", "PRK"], "day": "2014-05-01"})
    >>> pairs_of_friends(pairs, "ideal_points", uprlib.corpus()).tolist()
    [True, False, <NA>]
    """
    one_of(definition, FRIENDSHIP, "unknown definition of friends")
    apart = (pairs["of"] != pairs["other"]).fillna(False).astype(bool)
    known = pairs[apart & pairs["day"].notna() & pairs["other"].notna()]
    found = pd.Series(pd.NA, index=pairs.index, dtype="boolean")
    if definition == "regional_group":
        friend = _same_group(known, upr.states)
    elif definition == "country_vote":
        friend = _voted_no(known, votes_on_states(upr.country_votes))
    else:
        sessions = known["day"].map(session_before)
        parts = [
            _among_the_nearest(rows, nearness_of_all(definition, session, upr), closest)
            for session, rows in known.groupby(sessions)
        ]
        friend = pd.concat(parts) if parts else found[:0]
    found.loc[friend.index] = friend
    return found


def _same_group(pairs: pd.DataFrame, states: pd.DataFrame) -> pd.Series:
    group = states.set_index("iso3")["regional_group"]
    own, others = pairs["of"].map(group), pairs["other"].map(group)
    has_group = own.notna() & (own != "Observer") & others.notna()
    return (own == others).astype("boolean").where(has_group)


def _voted_no(pairs: pd.DataFrame, votes: pd.DataFrame) -> pd.Series:
    """By the last vote on a resolution about the first State before the day."""
    asked = pairs[pairs["of"].isin(votes["target"])].reset_index(names="pair")
    moments = asked[["of", "day"]].drop_duplicates()
    dated = moments.merge(votes[["target", "date"]].drop_duplicates(), left_on="of", right_on="target")
    last = dated[dated["date"] < dated["day"]].groupby(["of", "day"], as_index=False)["date"].max()
    cast = asked.merge(last, on=["of", "day"]).merge(
        votes, left_on=["of", "date", "other"], right_on=["target", "date", "iso3"]
    )
    return cast.set_index("pair")["vote"].eq("no").astype("boolean")


def _among_the_nearest(pairs: pd.DataFrame, near: pd.DataFrame, closest: float) -> pd.Series:
    rows, columns = near.index.get_indexer(pairs["of"]), near.columns.get_indexer(pairs["other"])
    inside = (rows >= 0) & (columns >= 0)
    friend = np.zeros(len(pairs), dtype=bool)
    has_value = inside.copy()
    if inside.any():
        has_value[inside] = near.notna().to_numpy()[rows[inside], columns[inside]]
        friend[inside] = nearest(near, closest).to_numpy()[rows[inside], columns[inside]]
    return pd.Series(friend, pairs.index, dtype="boolean").where(has_value)
