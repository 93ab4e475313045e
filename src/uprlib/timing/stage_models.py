"""A sequential logit of the two stages of an answer: of passing the room, and of being accepted once left open."""

from __future__ import annotations

from typing import Any

import pandas as pd

from uprlib.acceptance.answers import Answers
from uprlib.acceptance.clusters import clustered
from uprlib.acceptance.models import firth_logit, logit
from uprlib.errors import DataError
from uprlib.facts.vocabulary import ACTIONS, SPECIFIC
from uprlib.tidy import Result, estimate, or_sentence, tidy
from uprlib.timing.stages import REFUSED_IN_ROOM, STAGES, Friends, definitions, is_friend, parts

PASSED = {
    REFUSED_IN_ROOM: "not refused in the room",
    **{stage: words for stage, words in STAGES.items() if stage != REFUSED_IN_ROOM},
}
"""What is modelled at each stage, so that an odds ratio above 1 is in favour of the request at both."""

TERMS = ("action", "friend", "regional_group")
REFERENCES = {"action": SPECIFIC[0], "friend": "no", "regional_group": "WEOG"}


@or_sentence
def stage_models(own: Answers, friends: Friends, definition: str = "ideal_points") -> Result:
    """The odds of passing the room, and of being accepted once left open, by what was asked and by who asked.

    Two logits, the second on what passed the first: their likelihoods multiply, so that each is fitted by itself
    (continuation ratios; Fienberg 1980; Tutz 1991). They are Firth's, because whole categories are never refused.
    Beside them stands the ordinary logit with errors clustered by recommending State, on the rows of categories that
    were answered in more than one way: the others hold nothing about these odds.

    Parameters
    ----------
    own : Answers
        A State's answers.
    friends : mapping of int to pandas.DataFrame
        See :data:`uprlib.timing.stages.Friends`.
    definition : str
        Who is a friend.

    Returns
    -------
    Result
        One row is one term at one stage of one review: cycle, stage, term, odds_ratio, low, high, p (Firth's, profile
        likelihood), the same with the ending _clustered (missing where there is separation), plain (the odds ratio with
        the regional group not held constant; missing for the groups), n, clusters.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance, alliances
    >>> upr = uprlib.corpus()
    >>> own = acceptance.answers(upr, "PRK", cycles=[2])
    >>> found = stage_models(own, {2: alliances.friends(upr, "PRK", 2)})
    >>> found.groupby("stage", sort=False)["n"].first().to_dict()
    {'refused_in_room': 269, 'accepted_of_open': 186}
    """
    tables, lacks = [], []
    for cycle, stage, rows, _ in parts(own):
        of = f"There is no model of what was {PASSED[stage]} in cycle {cycle}"
        if rows["accepted"].isna().any():
            lacks.append(f"{of}: single answers are not known.")
            continue
        if stage == REFUSED_IN_ROOM:
            rows["accepted"] = ~rows["accepted"]
        if definition in definitions(friends, cycle):
            friend = is_friend(rows, friends[cycle], definition)
            rows["friend"] = friend.map({True: "yes", False: "no"})
        try:
            table = _fitted(rows, own.told.confidence)
        except DataError as problem:
            lacks.append(f"{of}: {problem.problem.rpartition(': ')[2]}.")
        else:
            tables.append(table.assign(cycle=cycle, stage=stage))
    if not tables:
        raise DataError(" ".join(lacks))
    table = pd.concat(tables, ignore_index=True)
    table["words"], table["label"] = table["stage"].map(PASSED), table["term"].map(_label)
    table["over"] = table["odds_ratio_clustered"].notna()
    note = "odds {words}, {label}"
    return tidy(
        table,
        title=f"Sequential logit of the two stages, {own.told.who}",
        notes="Odds ratios, of passing the room and, once left open, of being accepted: Firth's logit with profile "
        "intervals over rows; ordinary logit with errors clustered by recommending State, without the categories that "
        f"were all answered alike; {own.told.confidence:.0%}; coding {own.told.coding}; friends by "
        f"{definition.replace('_', ' ')}. Against specific action, no friend, WEOG. The last column leaves the "
        "regional group out.",
        index=("cycle", "stage", "term"),
        columns={
            "stage": "words",
            "term": "label",
            "odds ratio": "{odds_ratio:ratio}",
            "interval, rows": "{low:ratio} to {high:ratio}",
            "p, rows": "{p:p}",
            "clustered": "{odds_ratio_clustered:ratio}",
            "interval, States": "{low_clustered:ratio} to {high_clustered:ratio}",
            "p, States": "{p_clustered:p}",
            "rows": "n",
            "States": "clusters",
            "group left out": "{plain:ratio}",
        },
        stars={"odds ratio": "p, rows", "clustered": "p, States"},
        numbers=(
            estimate("odds.{stage}.cycle{cycle}.{term}", "odds_ratio", unit="odds ratio", note=note),
            clustered(
                "odds.{stage}.cycle{cycle}.{term}", "odds_ratio_clustered", unit="odds ratio", note=note, where="over"
            ),
        ),
        sentences=tuple(lacks),
        facts={"who": own.told.who},
    )


def _fitted(rows: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """The terms of one stage: Firth's odds ratios, clustered ones, and those without the regional group."""
    terms = [term for term in TERMS if term in rows]
    full = firth_logit(rows, terms, REFERENCES, confidence=confidence)
    plain = firth_logit(rows, [term for term in terms if term != "regional_group"], REFERENCES, confidence=confidence)
    table = full.table.assign(n=full.n, clusters=full.clusters)
    table["plain"] = table["term"].map(plain.table.set_index("term")["odds_ratio"])
    try:
        over = logit(informative(rows, terms), terms, REFERENCES, confidence=confidence).table.set_index("term")
    except DataError:
        over = pd.DataFrame(columns=["odds_ratio", "low", "high", "p"])
    for name in ("odds_ratio", "low", "high", "p"):
        table[f"{name}_clustered"] = table["term"].map(over[name]).astype(float)
    return table


def informative(rows: pd.DataFrame, terms: list[str]) -> pd.DataFrame:
    """The rows of categories that were answered in more than one way, of every term.

    A category whose requests were all answered alike has infinite odds, and its rows say nothing about the others'.

    Examples
    --------
    >>> rows = pd.DataFrame({"accepted": [True, True, True, False], "action": [1, 1, 5, 5]})
    >>> informative(rows, ["action"]).index.tolist()
    [2, 3]
    """
    rows, before = rows.dropna(subset=["accepted", *terms]), -1
    while len(rows) != before:
        before = len(rows)
        for term in terms:
            rows = rows[rows.groupby(term)["accepted"].transform("nunique") > 1]
    return rows


def _label(term: str) -> str:
    """A term as a reader knows it."""
    column, _, value = term.partition(": ")
    words: dict[str, Any] = {"action": lambda: ACTIONS[int(value)], "friend": lambda: "friend"}
    return words.get(column, lambda: value)()
