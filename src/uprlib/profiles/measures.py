"""What is measured of every State: one entry is one measure, with the rows that it is made from."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from uprlib.acceptance.answers import everyone
from uprlib.alliances.nearness import DEFINITIONS
from uprlib.alliances.pairs_of_friends import pairs_of_friends
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import ACTIONS, LOW_COST, PLAUDITS, SPECIFIC
from uprlib.profiles.starting_level import expected_second
from uprlib.timing.change import changes
from uprlib.timing.room import REFUSED, in_the_room

TOGETHER = 0
"""Stands for all cycles together where a number is not of one cycle."""


@dataclass(frozen=True)
class Ground:
    """The rows that measures are made from, each kind made once.

    Attributes
    ----------
    corpus : Corpus
    closest : float
        Where nearness is a matter of degree, the share of States that count as friends.
    """

    corpus: Corpus
    closest: float = 1 / 3

    @functools.cached_property
    def reviews(self) -> pd.DataFrame:
        """Every State's reviews: sur, cycle, n, and known (answers)."""
        counts = {"n": ("accepted", "size"), "known": ("accepted", "count")}
        return everyone(self.corpus).groupby(["sur", "cycle"], as_index=False).agg(**counts).astype({"cycle": int})

    @functools.cached_property
    def all_rows(self) -> pd.DataFrame:
        """All recommendations, as measures take them: :data:`uprlib.profiles.at_once.KEYS`, y, first and cluster."""
        rows = everyone(self.corpus)
        columns = ["rec_id", "sur", "cycle", "recommender", "regional_group", "action", "position_wg", "accepted"]
        table = pd.DataFrame(rows[columns]).astype({"cycle": int}).rename(columns={"accepted": "y"})
        # A recommendation whose recommending State is unknown counts; all of them are one State more.
        return table.assign(definition="", first=True, cluster=table["recommender"].fillna("unknown"))

    @functools.cached_property
    def answered(self) -> pd.DataFrame:
        """The recommendations with a known answer, y."""
        return self.all_rows[self.all_rows["y"].notna()]

    @functools.cached_property
    def with_friends(self) -> pd.DataFrame:
        """The recommendations with a known answer under each definition of a friend that has a value: first."""
        pairs = self.pairs(self.answered, "sur", "recommender")
        return self._by_definition(self.answered, pairs)

    @functools.cached_property
    def made(self) -> pd.DataFrame:
        """The recommendations as those of the State that made them, in each cycle and together; y: it asks for little.

        Under each definition of a friend that has a value for the two States.
        """
        rows = self.all_rows[self.all_rows["action"].notna() & self.all_rows["recommender"].notna()]
        found = self._by_definition(rows, self.pairs(rows, "recommender", "sur"))
        found = found.assign(y=found["action"].isin(PLAUDITS), cluster=found["sur"], sur=found["recommender"])
        return _and_together(found)

    @functools.cached_property
    def in_room(self) -> pd.DataFrame:
        """The recommendations of reviews whose positions in the Working Group are known."""
        reviews = in_the_room(self.corpus.recommendations)[["sur", "cycle"]].astype({"cycle": int})
        rows = self.all_rows.merge(reviews, on=["sur", "cycle"])
        return rows[rows["position_wg"].notna()]

    @functools.cached_property
    def twice(self) -> pd.DataFrame:
        """The answers of States with two reviews whose answers are all known; first: those of the second review."""
        table = changes(everyone(self.corpus))
        rows = self.answered[self.answered["sur"].isin(table["sur"]) & self.answered["cycle"].isin([1, 2])]
        return rows.assign(first=rows["cycle"] == 2, cycle=TOGETHER)

    def pairs(self, rows: pd.DataFrame, of: str, other: str) -> pd.DataFrame:
        """Who asked whom in which review, and on which day, as :func:`uprlib.alliances.pairs_of_friends` takes it."""
        pairs = rows[["sur", "recommender", "cycle"]].drop_duplicates()
        days = self.corpus.days.astype({"cycle": int})[["sur", "cycle", "day"]]
        return pairs.merge(days, on=["sur", "cycle"], how="left").assign(of=lambda t: t[of], other=lambda t: t[other])

    def _by_definition(self, rows: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
        parts = []
        for definition in DEFINITIONS:
            friend = pairs_of_friends(pairs, definition, self.corpus, closest=self.closest)
            known = pairs.assign(first=friend, definition=definition)[friend.notna()]
            parts.append(known[["sur", "recommender", "cycle", "first", "definition"]])
        friends = pd.concat(parts, ignore_index=True).astype({"first": bool})
        return rows.drop(columns=["first", "definition"]).merge(friends, on=["sur", "recommender", "cycle"])


def _and_together(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows in their cycle, and once more for all cycles together."""
    return pd.concat([rows, rows.assign(cycle=TOGETHER)], ignore_index=True)


def _accepted(ground: Ground) -> pd.DataFrame:
    reviews = ground.reviews
    whole = reviews.loc[reviews["known"] == reviews["n"], ["sur", "cycle"]]
    return ground.answered.merge(whole, on=["sur", "cycle"])


def _by_action(ground: Ground) -> pd.DataFrame:
    rows = ground.answered[ground.answered["action"].notna()]
    return rows.assign(definition="action" + rows["action"].astype(str))


def _low_cost(ground: Ground) -> pd.DataFrame:
    rows = ground.answered[ground.answered["action"].isin([*LOW_COST, *SPECIFIC])]
    return rows.assign(first=rows["action"].isin(LOW_COST))


def _friends(ground: Ground) -> pd.DataFrame:
    return ground.with_friends


def _friends_held(ground: Ground) -> pd.DataFrame:
    rows = ground.with_friends[ground.with_friends["action"].notna()]
    return rows.assign(stratum=rows["action"].astype(str) + rows["regional_group"].fillna("unknown"))


def _left_open(ground: Ground) -> pd.DataFrame:
    return ground.in_room.assign(y=ground.in_room["position_wg"].eq("pending"))


def _refused(ground: Ground) -> pd.DataFrame:
    return ground.in_room.assign(y=ground.in_room["position_wg"].isin(REFUSED))


def _open_accepted(ground: Ground) -> pd.DataFrame:
    rows = ground.in_room[ground.in_room["position_wg"].eq("pending")]
    return rows.assign(y=rows["y"].fillna(False))


def _change(ground: Ground) -> pd.DataFrame:
    return ground.twice


def _plaudits(ground: Ground) -> pd.DataFrame:
    return ground.made


def _both_ways(ground: Ground) -> pd.DataFrame:
    """One row is one other State that a State asked or was asked by; y: both."""
    ties = _and_together(ground.all_rows[["sur", "recommender", "cycle"]].dropna()).drop_duplicates()
    asked = ties.rename(columns={"recommender": "sur", "sur": "cluster"})
    received = ties.rename(columns={"recommender": "cluster"})
    rows = asked.merge(received, on=["sur", "cluster", "cycle"], how="outer", indicator="ways")
    reviews = _and_together(ground.reviews[["sur", "cycle"]]).drop_duplicates()
    return rows.assign(definition="", first=True, y=rows["ways"] == "both").merge(reviews, on=["sur", "cycle"])


def _line(ground: Ground) -> pd.DataFrame:
    """By State, the line through all others on which a State of its first share is expected to be."""
    fitted = expected_second(changes(everyone(ground.corpus))).set_index("sur")
    return pd.DataFrame({"times": fitted["slope"], "plus": fitted["expected"] - fitted["slope"] * fitted["rate_1"]})


@dataclass(frozen=True)
class Measure:
    """One measure of every State.

    Attributes
    ----------
    words : str
        What it is, as the subject of a sentence.
    label : str
        The same in a figure.
    rows : callable
        From :class:`Ground`, the rows that it is made from; see :mod:`uprlib.profiles.at_once`.
    none : tuple of str
        What to say where there are no rows of the first side, and of the other: one sentence for a share, two for a
        difference.
    of : {"review", "States reviewed twice", "recommending State"}
        What has a number: each review, each State that was reviewed, or each State as it recommends, in each cycle and
        together.
    definitions : mapping of str to str
        The names that it is taken under, each with its words; "" where there is one only.
    from_lowest : bool
        Whether rank 1 is the lowest value; otherwise it is the largest.
    alike : str
        Where the difference is between like requests: what to say where none are alike.
    line : callable, optional
        What is expected of the first side; see :func:`uprlib.profiles.at_once.contrasts`.
    """

    words: str
    label: str
    rows: Callable[[Ground], pd.DataFrame]
    none: tuple[str, ...]
    of: str = "review"
    definitions: dict[str, str] | None = None
    from_lowest: bool = False
    alike: str = ""
    line: Callable[[Ground], pd.DataFrame] | None = None

    @property
    def is_difference(self) -> bool:
        """Whether it is a difference of shares, in percentage points, and not a share."""
        return len(self.none) == 2


_BY = {name: f"by {name.replace('_', ' ')}" for name in DEFINITIONS}
_NO_FRIEND = (
    "No friend made a recommendation to it by this definition, or nobody is known to be one.",
    "No State but friends made a recommendation to it by this definition.",
)
_NOT_ASKED = (
    "It made no recommendation with a coded category to a friend by this definition, or nobody is known to be one.",
    "It made no recommendation with a coded category to anyone but friends by this definition.",
)
_NOT_TWICE = "It does not have two reviews with known answers."

MEASURES = {
    "accepted": Measure(
        "the share accepted", "accepted", _accepted, ("Not all of its answers are known.",), from_lowest=True
    ),
    "accepted_by_action": Measure(
        "the share accepted",
        "accepted",
        _by_action,
        ("No recommendation of this category has a known answer.",),
        definitions={f"action{number}": f"of action category {number} ({words})" for number, words in ACTIONS.items()},
        from_lowest=True,
    ),
    "low_cost_less_specific": Measure(
        "the share accepted of low-cost requests less that of specific ones",
        "low-cost less specific",
        _low_cost,
        ("No low-cost request has a known answer.", "No request for specific action has a known answer."),
    ),
    "friends_less_others": Measure(
        "the share accepted of friends' requests less that of others'",
        "friends less others",
        _friends,
        _NO_FRIEND,
        definitions=_BY,
    ),
    "friends_less_others_held": Measure(
        "the share accepted of friends' requests less that of others' with the same action category and regional group",
        "the same, like requests",
        _friends_held,
        _NO_FRIEND,
        definitions=_BY,
        alike="In no action category did both friends and others of one regional group ask, so there is no overlap.",
    ),
    "left_open": Measure(
        "the share left open in the Working Group",
        "left open in the room",
        _left_open,
        ("Its positions in the Working Group are not known.",),
    ),
    "refused_in_room": Measure(
        "the share refused in the Working Group",
        "refused in the room",
        _refused,
        ("Its positions in the Working Group are not known.",),
    ),
    "open_accepted": Measure(
        "the share accepted at the end of what was left open in the Working Group",
        "of what was left open, accepted",
        _open_accepted,
        ("It left nothing open in the Working Group, or its positions there are not known.",),
    ),
    "change": Measure(
        "the change of the share accepted from the first review to the second",
        "change between reviews",
        _change,
        (_NOT_TWICE, _NOT_TWICE),
        of="States reviewed twice",
    ),
    "change_given_first": Measure(
        "the share accepted in the second review less what the first review's share leads one to expect",
        "the same, given the first share",
        _change,
        (_NOT_TWICE, _NOT_TWICE),
        of="States reviewed twice",
        line=_line,
    ),
    "plaudits_gap": Measure(
        "the share of low-cost requests in what it asks of friends less that in what it asks of others",
        "low-cost to friends less to others",
        _plaudits,
        _NOT_ASKED,
        of="recommending State",
        definitions=_BY,
    ),
    "reciprocity": Measure(
        "the share of the States with which it exchanged recommendations that both asked it and were asked by it",
        "exchanged both ways",
        _both_ways,
        ("It was not under review itself, so that nothing could come back.",),
        of="recommending State",
    ),
}
"""Every measure, by the name that keys and tables use."""


def key(measure: str, definition: str, cycle: int) -> str:
    """The key of a number in the ledger.

    Examples
    --------
    >>> key("friends_less_others", "ideal_points", 2), key("change", "", TOGETHER)
    ('friends_less_others.ideal_points.cycle2', 'change')
    """
    return ".".join(filter(None, [measure, definition, f"cycle{cycle}" if cycle != TOGETHER else ""]))
