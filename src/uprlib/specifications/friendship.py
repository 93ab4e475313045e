"""Whether friends are answered differently, and asked for less, under every choice and definition of a friend."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pandas as pd

from uprlib import alliances
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import FRIENDSHIP
from uprlib.specifications.choices import PARTS, REPEATED, coded_requests, rows
from uprlib.specifications.estimates import above_zero, in_rank_order, pooled_log_odds
from uprlib.specifications.low_cost import LOW, in_words
from uprlib.tidy import Result, or_sentence

CLOSEST = (0.25, 0.333, 0.5)
"""Share of the States that are friends, where nearness is a matter of degree."""

YES_OR_NO = ("country_vote", "regional_group")
"""Definitions under which a State is a friend or is not: they need no share."""

CYCLES = {"both": (1, 2), "first": (1,), "second": (2,)}


@or_sentence
def friends_accepted(corpus: Corpus, sur: str, *, confidence: float = 0.95) -> Result:
    """Log odds ratio of acceptance, friends' against others' requests, second review (claim ``friends-accepted``).

    Agrees where it is above 0; strong where its whole interval is. A definition under which the State has no value is
    left out.

    Returns
    -------
    Result
        One row is one specification; see :func:`uprlib.specifications.estimates.in_rank_order`. The choices are
        definition, share of States that are friends, within (what is held constant), parts and repeated.

    Examples
    --------
    >>> import uprlib
    >>> found = friends_accepted(uprlib.corpus(), "PRK")
    >>> len(found), bool(found["agrees"].all())
    (198, True)
    """
    days = corpus.days
    day = days.loc[(days["sur"] == sur) & (days["cycle"] == 2), "day"]
    if day.empty:
        raise DataError(f"{corpus.name(sur)} has no review of cycle 2 in this corpus")
    friends = dict(_friends(corpus, sur, day.iloc[0]))
    found = []
    for repeated, parts in itertools.product(REPEATED, PARTS):
        own = coded_requests(corpus, sur, repeated=repeated, parts=parts)
        action = own["action"].astype(str)
        strata = {
            "none": None,
            "action category": action,
            "action category and Western group": action + own["regional_group"].eq("WEOG").astype(str),
        }
        for ((definition, closest), of_states), (within, column) in itertools.product(friends.items(), strata.items()):
            friend = own["recommender"].map(of_states).astype("boolean")
            estimate = pooled_log_odds(friend, own["accepted"], column, confidence=confidence)
            choices = _named(definition, closest) | {"within": within, "parts": parts, "repeated": repeated}
            found += above_zero("friends-accepted", estimate, int(friend.notna().sum()), choices)
    return in_rank_order(found, corpus, sur)


@or_sentence
def plaudits_to_friends(corpus: Corpus, sur: str, *, confidence: float = 0.95) -> Result:
    """Log odds ratio of asking little, of friends against others, as recommending State (``plaudits-to-friends``).

    Agrees where it is above 0; strong where its whole interval is. A definition under which the State has no value is
    left out.

    Returns
    -------
    Result
        One row is one specification; see :func:`uprlib.specifications.estimates.in_rank_order`. The choices are
        definition, share of States that are friends, cycles, low-cost categories and repeated.

    Examples
    --------
    >>> import uprlib
    >>> found = plaudits_to_friends(uprlib.corpus(), "PRK")
    >>> len(found), bool(found["agrees"].all())
    (132, True)
    """
    kept = rows(corpus.everything, repeated="counted")
    made = kept[kept["recommender"] == sur].reset_index(drop=True)
    if made.empty:
        raise DataError(f"{corpus.name(sur)} made no recommendation in this corpus")
    days = corpus.days.set_index("symbol")["day"]
    found = []
    for definition, closest in _definitions():
        try:
            near = alliances.nearness_of_addressed(made, definition, sur, days, corpus, closest=closest)
        except DataError:
            continue
        for repeated, (which, cycles), low in itertools.product(REPEATED, CYCLES.items(), LOW):
            counted = rows(near, repeated=repeated)
            asked = counted[counted["cycle"].isin(cycles) & counted["action"].notna() & counted["friend"].notna()]
            little = asked["action"].isin(low).astype("boolean")
            choices = {"cycles": which, "low-cost categories": in_words(low), "repeated": repeated}
            estimate = pooled_log_odds(asked["friend"], little, confidence=confidence)
            found += above_zero("plaudits-to-friends", estimate, len(asked), _named(definition, closest) | choices)
    return in_rank_order(found, corpus, sur)


def _friends(corpus: Corpus, sur: str, day: str) -> Iterator[tuple[tuple[str, float], pd.Series]]:
    """By definition and share: which States are friends, under the definitions that the data can answer."""
    for definition, closest in _definitions():
        try:
            known = alliances.nearness(definition, sur, day, corpus, closest=closest)
        except DataError:
            continue
        yield (definition, closest), known.set_index("iso3")["friend"]


def _definitions() -> Iterator[tuple[str, float]]:
    """Definitions of a friend, each with every share of States that are; where it is yes or no there is one."""
    for definition in FRIENDSHIP:
        yield from itertools.product([definition], CLOSEST[:1] if definition in YES_OR_NO else CLOSEST)


def _named(definition: str, closest: float) -> dict[str, object]:
    """The choice of a definition, as a specification names it."""
    share = "yes or no" if definition in YES_OR_NO else f"{closest:g}"
    return {"definition": definition.replace("_", " "), "share of States that are friends": share}
