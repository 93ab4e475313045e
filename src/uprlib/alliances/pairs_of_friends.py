"""Which of many pairs of States are friends, each on its own day: the same definitions for all pairs at once."""

from __future__ import annotations

import pandas as pd

from uprlib.alliances.bonds import TREATIES, YES_OR_NO, members
from uprlib.alliances.nearness import DEFINITIONS, nearest, nearness_of_all, session_before, votes_on_states
from uprlib.errors import one_of
from uprlib.facts.corpus import Corpus


def pairs_of_friends(pairs: pd.DataFrame, definition: str, upr: Corpus, *, closest: float = 1 / 3) -> pd.Series:
    """Whether the second State of each pair is a friend of the first, as :func:`uprlib.alliances.nearness` finds it.

    A session of the Assembly is looked at once for all States, so that every review of the corpus takes a second.

    Parameters
    ----------
    pairs : pandas.DataFrame
        One row is one pair on one day: of (whose friend), other, day.
    definition : str
        One of :data:`uprlib.alliances.nearness.DEFINITIONS`.
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
    one_of(definition, DEFINITIONS, "unknown definition of friends")
    apart = (pairs["of"] != pairs["other"]).fillna(False).astype(bool)
    known = pairs[apart & pairs["day"].notna() & pairs["other"].notna()]
    found = pd.Series(pd.NA, index=pairs.index, dtype="boolean")
    if known.empty:
        return found
    if definition == "regional_group":
        friend = _same_group(known, upr.states)
    elif definition == "country_vote":
        friend = _voted_no(known, votes_on_states(upr))
    elif definition == "non_alignment":
        friend = _non_aligned(known, upr)
    elif definition in (*YES_OR_NO, "shared_organisations"):
        friend = _tied(known, definition, upr.dyads, closest)
    else:
        friend = found[:0]
        sessions = {day: session_before(day) for day in known["day"].unique()}
        for session, rows in known.groupby(known["day"].map(sessions)):
            near = nearness_of_all(definition, session, upr)
            friend = pd.concat(
                [friend, _looked_up(rows.index, rows["of"], rows["other"], nearest(near, closest), near)]
            )
    found.loc[friend.index] = friend
    return found


def _same_group(pairs: pd.DataFrame, states: pd.DataFrame) -> pd.Series:
    group = states.set_index("iso3")["regional_group"]
    own, others = pairs["of"].map(group), pairs["other"].map(group)
    has_group = own.notna() & (own != "Observer") & others.notna()
    return (own == others).astype("boolean").where(has_group)


def _voted_no(pairs: pd.DataFrame, votes: pd.DataFrame) -> pd.Series:
    """By the last vote on a resolution about the first State before the day."""
    votes = votes[votes["target"].isin(pairs["of"].unique())]
    asked = pairs[pairs["of"].isin(votes["target"].unique())].reset_index(names="pair")
    moments = asked[["of", "day"]].drop_duplicates()
    dated = moments.merge(votes[["target", "date"]].drop_duplicates(), left_on="of", right_on="target")
    last = dated[dated["date"] < dated["day"]].groupby(["of", "day"], as_index=False)["date"].max()
    cast = asked.merge(last, on=["of", "day"]).merge(
        votes, left_on=["of", "date", "other"], right_on=["target", "date", "iso3"]
    )
    return cast.set_index("pair")["vote"].eq("no").astype("boolean")


def _non_aligned(pairs: pd.DataFrame, upr: Corpus) -> pd.Series:
    """Where the first State is a member of the movement in the year before the day, whether the second is."""
    friend = pd.Series(pd.NA, index=pairs.index, dtype="boolean")
    others = pairs["other"].isin(upr.states.loc[upr.states["status"] == "member", "iso3"])
    for year, rows in pairs[others].groupby(pairs["day"].str[:4].astype(int) - 1):
        movement, _ = members(upr, "nam", year)
        inside = rows[rows["of"].isin(movement)]
        friend[inside.index] = inside["other"].isin(movement)
    return friend


def _tied(pairs: pd.DataFrame, definition: str, dyads: pd.DataFrame, closest: float) -> pd.Series:
    """By what binds or parts the two in the last year before the day for which the first State's ties are known."""
    column = {"shared_organisations": definition, "absence_of_sanctions": "sanctioned_by_other"}.get(definition, "pact")
    known = dyads[dyads["iso3"].isin(pairs["of"].unique())].dropna(subset=column)
    if definition in TREATIES:
        value = known["pact"].isin(TREATIES[definition])
    else:
        value = known[column] if definition == "shared_organisations" else ~known[column].astype(bool)
    by = ["iso3", "year"]
    near = known.assign(value=value.astype(float)).pivot(index=by, columns="iso3_other", values="value")
    before = pairs.assign(before=pairs["day"].str[:4].astype(int) - 1).drop_duplicates(["of", "before"])
    years = before.merge(near.index.to_frame(index=False), left_on="of", right_on="iso3")
    last = years[years["year"] <= years["before"]].groupby(["of", "before"])["year"].max()
    year = last.reindex(pd.MultiIndex.from_arrays([pairs["of"], pairs["day"].str[:4].astype(int) - 1])).array
    if definition == "shared_organisations":
        friend = nearest(near, closest)
    else:
        # A State all of whose others are friends, or none, has none by this definition.
        friend, near = near == 1, near[near.eq(1).any(axis=1) & near.eq(0).any(axis=1)]
        friend = friend.loc[near.index]
    return _looked_up(pairs.index, pd.MultiIndex.from_arrays([pairs["of"], year]), pairs["other"], friend, near)


def _looked_up(
    index: pd.Index, of: pd.Series | pd.Index, other: pd.Series, friend: pd.DataFrame, near: pd.DataFrame
) -> pd.Series:
    """Friendship of pairs from a table of all, missing where nothing is known of the pair."""
    if near.empty:
        # The data end before the session: nothing is known of any pair.
        return pd.Series(pd.NA, index=index, dtype="boolean")
    rows, columns = near.index.get_indexer(of), near.columns.get_indexer(other)
    known = (rows >= 0) & (columns >= 0) & near.notna().to_numpy()[rows, columns]
    return pd.Series(friend.to_numpy()[rows, columns], index, dtype="boolean").where(known)
