"""Whether friends are answered differently, and asked for less, under every choice and definition of a friend."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pandas as pd

from uprlib.alliances.nearness import BY_DEGREE, DEFINITIONS
from uprlib.alliances.pairs_of_friends import pairs_of_friends
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.specifications.choices import PARTS, REPEATED, coded_requests, rows
from uprlib.specifications.estimates import above_zero, in_rank_order, name
from uprlib.specifications.low_cost import LOW, in_words
from uprlib.specifications.pooled import pooled_log_odds
from uprlib.tidy import Result, capitalised, or_sentence

CLOSEST = (0.25, 0.333, 0.5)
"""Share of the States that are friends, where nearness is a matter of degree."""

YES_OR_NO = "yes or no"
"""What the share is called where a State is a friend or is not, whatever the share."""

CYCLES = {"both": (1, 2), "first": (1,), "second": (2,)}


@or_sentence
def friends_accepted(corpus: Corpus, sur: str, *, confidence: float = 0.95) -> Result:
    """Log odds ratio of acceptance, friends' against others' requests, second review (claim ``friends-accepted``).

    Agrees where it is above 0; strong where its whole interval over recommending States is. A definition under which
    the State has no value is left out, and a definition that puts all friends in regional groups without others has no
    estimate within groups: there is nobody to compare them with.

    Returns
    -------
    Result
        One row is one specification; see :func:`uprlib.specifications.estimates.in_rank_order`. The choices are
        definition, share of States that are friends, within (what is held constant), parts and repeated.

    Examples
    --------
    >>> import uprlib
    >>> found = friends_accepted(uprlib.corpus(), "PRK")
    >>> found.groupby("within")["agrees"].all().to_dict()
    {'action category': False, 'action category and regional group': False, 'none': False}
    >>> found.loc[~found["agrees"], "definition"].unique().tolist()
    ['shared organisations']
    """
    days = corpus.days
    day = days.loc[(days["sur"] == sur) & (days["cycle"] == 2), "day"]
    if day.empty:
        raise DataError(f"{capitalised(corpus.the_name(sur))} has no review in cycle 2 in this corpus")
    states = corpus.states["iso3"]
    friends = list(_by_definition(pd.DataFrame({"of": sur, "other": states, "day": day.iloc[0]}), corpus))
    found, without = [], set()
    for repeated, parts in itertools.product(REPEATED, PARTS):
        own = coded_requests(corpus, sur, repeated=repeated, parts=parts)
        action = own["action"].astype(str)
        strata = {
            "none": None,
            "action category": pd.Categorical(action),
            "action category and regional group": pd.Categorical(action + own["regional_group"].astype(str)),
        }
        asking = pd.Categorical(own["recommender"])
        asking_states = pd.Index(states).get_indexer(own["recommender"])
        for called, of_states in friends:
            friend = of_states.array.take(asking_states, allow_fill=True)
            for within, labels in strata.items():
                estimate = pooled_log_odds(friend, own["accepted"].array, asking, labels, confidence=confidence)
                choices = called | {"within": within, "parts": parts, "repeated": repeated}
                found += above_zero("friends-accepted", estimate, choices)
                if estimate is None:
                    without.add((called["definition"], within))
    return in_rank_order(found, corpus, sur, without=_without(without))


@or_sentence
def plaudits_to_friends(corpus: Corpus, sur: str, *, confidence: float = 0.95) -> Result:
    """Log odds ratio of asking little, of friends against others, as recommending State (``plaudits-to-friends``).

    Agrees where it is above 0; strong where its whole interval over addressed States is. A definition under which the
    State has no value is left out.

    Returns
    -------
    Result
        One row is one specification; see :func:`uprlib.specifications.estimates.in_rank_order`. The choices are
        definition, share of States that are friends, cycles, low-cost categories and repeated.

    Examples
    --------
    >>> import uprlib
    >>> found = plaudits_to_friends(uprlib.corpus(), "PRK")
    >>> found.groupby("definition")["strong"].any()[["human rights", "regional group"]].to_dict()
    {'human rights': True, 'regional group': False}
    """
    everything = corpus.everything
    made = rows(everything[everything["recommender"] == sur], repeated="counted").reset_index(drop=True)
    if made.empty:
        raise DataError(f"{corpus.name(sur)} made no recommendation in this corpus")
    days = made["symbol"].map(corpus.days.set_index("symbol")["day"])
    pairs = pd.DataFrame({"of": sur, "other": made["sur"], "day": days})
    asked, counted = pd.Categorical(made["sur"]), []
    for repeated, (which, cycles), low in itertools.product(REPEATED, CYCLES.items(), LOW):
        own = rows(made[made["cycle"].isin(cycles) & made["action"].notna()], repeated=repeated)
        choices = {"cycles": which, "low-cost categories": in_words(low), "repeated": repeated}
        counted.append((choices, own.index, own["action"].isin(low).array))
    found = []
    for called, friend in _by_definition(pairs, corpus):
        for choices, own, little in counted:
            estimate = pooled_log_odds(friend.array[own], little, asked[own], confidence=confidence)
            found += above_zero("plaudits-to-friends", estimate, called | choices)
    return in_rank_order(found, corpus, sur)


def _by_definition(pairs: pd.DataFrame, corpus: Corpus) -> Iterator[tuple[dict[str, object], pd.Series]]:
    """The choices of a definition and a share, each with who is a friend; what the data cannot answer is left out."""
    for definition in DEFINITIONS:
        shares = CLOSEST if definition in BY_DEGREE else CLOSEST[:1]
        of_shares: dict[object, pd.Series] = {
            closest: pairs_of_friends(pairs, definition, corpus, closest=closest) for closest in shares
        }
        first, *others = of_shares.values()
        if first.isna().all():
            continue
        if all(first.equals(other) for other in others):
            of_shares = {YES_OR_NO: first}
        for closest, friend in of_shares.items():
            yield {"definition": name(definition), "share of States that are friends": name(closest)}, friend


def _without(lacking: set[tuple[object, str]]) -> list[str]:
    """Which definitions have no estimate with what held constant."""
    return [
        f"By {definition} there is no estimate with {within} held constant, because no two requests that are alike in "
        "these come from a friend and from another State."
        for definition, within in sorted(lacking, key=str)
    ]
