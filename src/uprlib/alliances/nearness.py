"""How near two States are, by definitions that do not look at any answer.

Friends are defined before the responses are read: by votes in the General Assembly, by votes on the resolutions about
the State, by regional group, and by what binds or parts two States. Each definition is a choice, and each is offered.
"""

from __future__ import annotations

import bisect
import functools

import numpy as np
import pandas as pd

from uprlib.alliances.bonds import YES_OR_NO, bound, ties
from uprlib.errors import DataError, one_of
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import FRIENDSHIP, FURTHER_FRIENDSHIP

DEFINITIONS = FRIENDSHIP | FURTHER_FRIENDSHIP
"""Every definition of friends, with its description."""
_IDEAL_POINTS = {
    "ideal_points": "ideal_point_all",
    "human_rights": "ideal_point_human_rights",
    "ideal_points_2025": "ideal_point_all_2025",
}
BY_DEGREE = (*_IDEAL_POINTS, "agreement", "shared_organisations")
"""Definitions by which States are more or less near: which of them are friends depends on the share that is."""
_VOTE_NEARNESS = {"no": 1.0, "abstain": 0.5, "yes": 0.0}
_BALLOTS = (b"y", b"a", b"n")
FIRST_YEAR = 1945
"""The Assembly's session of a year's autumn is that year less this one: session 68 opened in September 2013."""


def nearness(definition: str, sur: str, day: str, upr: Corpus, *, closest: float = 1 / 3) -> pd.DataFrame:
    """How near every other State is to one State before a day.

    Parameters
    ----------
    definition : str
        One of :data:`DEFINITIONS`.
    sur : str
        The State.
    day : str
        The day of its review. Votes are those of the Assembly's session that opened in the year before, and treaties,
        organisations and sanctions are those of that year; the vote on a country resolution is the last before the day.
    upr : Corpus
        Its tables of votes, of States and of ties between them are read.
    closest : float
        Where nearness is a matter of degree, friends are this share of the States that have a value, the nearest.
        Under `country_vote` friends voted no; under `regional_group` they are of the same group; under the
        definitions in :data:`uprlib.alliances.bonds.YES_OR_NO` a State is a friend or is not, too.

    Returns
    -------
    pandas.DataFrame
        One row is one other State with a value: iso3, nearness (larger is nearer), friend (True or False), basis (the
        session, resolution or year). States that tie with the last friend are friends.

    Raises
    ------
    DataError
        The State has no value: no votes in that session, no resolution about it, an observer without a group, a State
        that nobody sanctions.
    ParameterError
        There is no such definition.

    Examples
    --------
    >>> import uprlib
    >>> votes = nearness("country_vote", "PRK", "2014-05-01", uprlib.corpus())
    >>> votes["basis"].iloc[0], int(votes["friend"].sum())
    ('A/RES/66/174 (2011-12-19)', 15)
    """
    one_of(definition, DEFINITIONS, "unknown definition of friends")
    if definition == "regional_group":
        return _same_group(sur, upr.states)
    if definition == "country_vote":
        return _country_vote(sur, day, votes_on_states(upr))
    if definition in YES_OR_NO:
        return bound(definition, sur, int(day[:4]) - 1, upr)
    session, year = session_before(day), int(day[:4]) - 1
    basis = f"session {session} ({year})"
    if definition == "shared_organisations":
        known, year = ties(upr, sur, year, known=definition)
        near, basis = known[definition].astype(float), str(year)
    else:
        of_all = nearness_of_all(definition, session, upr)
        near = of_all.loc[sur].dropna() if sur in of_all.index else pd.Series(dtype=float)
    if near.empty:
        none = f"this State has no {'votes' if definition == 'agreement' else 'ideal point'} in that session"
        raise DataError(none, value=f"{sur}, session {session}")
    friend = nearest(near.to_frame().T, closest).iloc[0].to_numpy()
    return pd.DataFrame({"iso3": near.index, "nearness": near.to_numpy(), "friend": friend, "basis": basis})


def session_before(day: str) -> int:
    """The Assembly's session that opened in the year before a day.

    Examples
    --------
    >>> session_before("2014-05-01")
    68
    """
    return int(day[:4]) - 1 - FIRST_YEAR


def nearness_of_all(definition: str, session: int, upr: Corpus) -> pd.DataFrame:
    """How near all States are to each other in one session, where nearness is a matter of degree.

    Parameters
    ----------
    definition : {"ideal_points", "human_rights", "agreement", "ideal_points_2025"}

    Returns
    -------
    pandas.DataFrame
        A row for each State and a column for each other; missing with itself, and where nothing is known.
    """
    made = functools.partial(_nearness_of_all, definition, session, upr)
    return upr.once((nearness_of_all.__name__, definition, session), made)


def _nearness_of_all(definition: str, session: int, upr: Corpus) -> pd.DataFrame:
    if definition == "agreement":
        values = upr.roll_call_votes.set_index("iso3")["votes"]
        near = _agreement(values, (upr.roll_calls["session"] == session).to_numpy())
    else:
        values = ideal_points(upr, session, _IDEAL_POINTS[definition])
        place = values.to_numpy(float)
        near = -np.abs(place[None, :] - place[:, None])
    np.fill_diagonal(near, np.nan)
    return pd.DataFrame(near, values.index, values.index)


def nearest(near: pd.DataFrame, closest: float) -> pd.DataFrame:
    """Which States are among the nearest of each State: a share of those that have a value; ties with the last too.

    Examples
    --------
    >>> near = pd.DataFrame([[-0.1, -0.3, -0.2, -0.3]], ["PRK"], ["CUB", "FRA", "LAO", "USA"])
    >>> nearest(near, 1 / 4).loc["PRK"].tolist()
    [True, False, False, False]
    """
    values = near.to_numpy(float)
    friends = np.maximum(1, np.round(closest * (~np.isnan(values)).sum(axis=1))).astype(int)
    # Missing values are sorted behind all others.
    least = -np.take_along_axis(np.sort(-values, axis=1), friends[:, None] - 1, axis=1)
    return pd.DataFrame(values >= least, near.index, near.columns)


def last_data(upr: Corpus, sur: str) -> dict[str, str]:
    """The last session, day or year for which the sources of each definition have values.

    Examples
    --------
    >>> import uprlib
    >>> found = last_data(uprlib.corpus(), "PRK")
    >>> found["ideal_points"], found["ideal_points_2025"], found["shared_organisations"]
    ('session 74', 'session 78', '2014')
    """
    points, pairs = upr.ideal_points, upr.dyads
    votes = votes_on_states(upr)
    last = {name: points.loc[points[column].notna(), "session"].max() for name, column in _IDEAL_POINTS.items()}
    found = {name: f"session {session}" for name, session in last.items()}
    found["agreement"] = f"session {upr.roll_calls['session'].max()}"
    found["country_vote"] = str(votes.loc[votes["target"] == sur, "date"].max())
    found["regional_group"] = "2015"
    found["shared_organisations"] = str(pairs.loc[pairs["shared_organisations"].notna(), "year"].max())
    found["non_alignment"] = str(upr.memberships["year"].max())
    return found | dict.fromkeys(("alliance", "pact", "absence_of_sanctions"), str(pairs["year"].max()))


def ideal_points(upr: Corpus, session: int, column: str = "ideal_point_all") -> pd.Series:
    """The ideal points of one session of the Assembly, by State."""
    points = upr.ideal_points
    return points[points["session"] == session].set_index("iso3")[column].dropna()


def nearness_of_addressed(
    made: pd.DataFrame, definition: str, state: str, days: pd.Series, votes: Corpus, *, closest: float = 1 / 3
) -> pd.DataFrame:
    """Rows that a State made, with the nearness of each State under review on the day of its review.

    Parameters
    ----------
    made : pandas.DataFrame
        Rows with sur and symbol, all of one recommending State.
    days : pandas.Series
        Day of each review by the symbol of its report.
    votes : Corpus
        Its tables of votes and of States are read.

    Returns
    -------
    pandas.DataFrame
        The rows with `nearness` and `friend`, missing where the addressed State has no value.

    Raises
    ------
    DataError
        The recommending State has no value on any of the days.
    """
    known: dict[str, pd.DataFrame] = {}
    problem: DataError | None = None
    moments = made["symbol"].map(days)
    if definition == "country_vote":
        # Between two votes on the State nothing changes: one day of them is looked at.
        cast = votes_on_states(votes)
        dates = sorted(cast.loc[cast["target"] == state, "date"].unique())
        moments = moments.groupby(moments.dropna().map(lambda day: bisect.bisect_left(dates, day))).transform("min")
    else:
        # Reviews of one year look at the same session of the Assembly: it is looked at once.
        moments = moments.str[:4] + "-01-01"
    for day in sorted(moments.dropna().unique()):
        try:
            known[day] = nearness(definition, state, day, votes, closest=closest).set_index("iso3")
        except DataError as lacking:
            problem = lacking
    if not known:
        raise problem or DataError("no recommendation has a review with a known day", value=state)
    kept = moments.isin(list(known))
    rows = made[kept]
    of = pd.concat(known)[["nearness", "friend"]].reindex(pd.MultiIndex.from_arrays([moments[kept], rows["sur"]]))
    return rows.assign(nearness=of["nearness"].to_numpy(), friend=of["friend"].astype("boolean").array)


def _same_group(sur: str, states: pd.DataFrame) -> pd.DataFrame:
    group = states.set_index("iso3")["regional_group"]
    if sur not in group.index or group[sur] == "Observer":
        raise DataError("this State has no regional group", value=sur)
    others = group.drop(sur)
    same = (others == group[sur]).to_numpy()
    return pd.DataFrame(
        {"iso3": others.index, "nearness": same.astype(float), "friend": same, "basis": f"group {group[sur]}, 2015"}
    )


def votes_on_states(upr: Corpus) -> pd.DataFrame:
    """The votes of the Assembly on resolutions about States that say how near a State is."""

    def of_the_assembly() -> pd.DataFrame:
        votes = upr.country_votes
        return votes[(votes["body"] == "GA") & votes["vote"].isin(list(_VOTE_NEARNESS))]

    return upr.once(votes_on_states.__name__, of_the_assembly)


def _country_vote(sur: str, day: str, votes: pd.DataFrame) -> pd.DataFrame:
    own = votes[(votes["target"] == sur) & (votes["date"] < day)]
    if own.empty:
        none = "no recorded vote of the Assembly on a resolution about this State before its review"
        raise DataError(none, value=sur)
    last = own[(own["date"] == own["date"].max()) & (own["iso3"] != sur)].sort_values("iso3")
    near = last["vote"].map(_VOTE_NEARNESS).astype(float).to_numpy()
    basis = f"{last['resolution'].iloc[0]} ({last['date'].iloc[0]})"
    return pd.DataFrame({"iso3": last["iso3"].to_numpy(), "nearness": near, "friend": near == 1.0, "basis": basis})


def _agreement(held: pd.Series, calls: np.ndarray) -> np.ndarray:
    letters = np.frombuffer("".join(held).encode("ascii"), "S1").reshape(len(held), -1)[:, calls]
    yes, abstained, no = ((letters == letter).astype(float) for letter in _BALLOTS)
    cast = yes + abstained + no
    # Two ballots are as many half steps apart as they differ in "not no" and in "yes".
    steps = np.hstack([yes + abstained, no, yes, abstained + no])
    with np.errstate(invalid="ignore"):
        return (steps @ steps.T) / 2 / (cast @ cast.T)
