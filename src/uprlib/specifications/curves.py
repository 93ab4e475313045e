"""Specification curves: one claim estimated under every defensible choice, and how many of the estimates agree with it.

After Simonsohn, Simmons and Nelson (2020), "Specification curve analysis", Nature Human Behaviour 4. The curve shows
how an estimate moves with the choices; the specifications share their data, so that shares of them are no p-values.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from statsmodels.stats.contingency_tables import StratifiedTable

from uprlib import acceptance, alliances, timing
from uprlib.acceptance import bounds, codings
from uprlib.errors import DataError
from uprlib.facts.calendar import days_of_reviews
from uprlib.facts.vocabulary import DEMANDS, LOW_COST, SPECIFIC

PARTS = ("each part", "joined, all accepted", "joined, any accepted")
"""A State's paragraph that was split into parts: its rows, or one row that is accepted if all or any of them are."""

REPEATED = ("counted", "left out")
"""A recommendation that stands twice in the same report."""

SESSION_11 = ("left out", "counted")
"""South Sudan's rows of session 11, which repeat Sudan's report and belong to no review."""

LOW_COSTS = (LOW_COST, (*LOW_COST, 3))
"""Low-cost categories without and with requests to consider something."""

SPECIFICS = (SPECIFIC, DEMANDS)
"""Specific requests alone, and with general ones."""

CLOSEST = (0.25, 0.333, 0.5)
FIRST_SESSIONS, LAST_SESSIONS = (1, 3, 4, 6), (20, 26)
STRONG_SHARE = 0.05
NEARLY_HALF = (0.4, 0.5)

COLUMNS = ["claim", "estimate", "low", "high", "n", "agrees", "strong"]


@dataclass(frozen=True)
class Material:
    """What all specifications are made from; loaded once.

    Attributes
    ----------
    sur : str
    recommendations : pandas.DataFrame
        All rows, those that belong to no review too.
    history, totals, states, reviews, sessions : pandas.DataFrame
        Tables of those names (`history` is ``positions``, `totals` is ``position_totals``).
    votes : uprlib.alliances.Votes
    confidence : float
        Level of the intervals.
    """

    sur: str
    recommendations: pd.DataFrame
    history: pd.DataFrame
    totals: pd.DataFrame
    states: pd.DataFrame
    reviews: pd.DataFrame
    sessions: pd.DataFrame
    votes: alliances.Votes
    confidence: float = 0.95


def rows(table: pd.DataFrame, *, repeated: str, session_11: str = "left out") -> pd.DataFrame:
    """The rows that a specification counts.

    Parameters
    ----------
    table : pandas.DataFrame
        All rows of ``recommendations``.
    repeated, session_11 : str
        Of :data:`REPEATED` and :data:`SESSION_11`.
    """
    kept = table if session_11 == "counted" else table[table["in_default_set"]]
    return kept if repeated == "counted" else kept[kept["flag"].ne("repeated") | kept["flag"].isna()]


def joined(coded: pd.DataFrame, parts: str) -> pd.DataFrame:
    """Rows of one State in one paragraph as one row, if `parts` (of :data:`PARTS`) says so.

    The first row stands for all, with `accepted` of all or any of them; rows without a paragraph are left as they are.
    """
    if parts == PARTS[0]:
        return coded
    key = ["symbol", "paragraph", "recommender"]
    split = coded["paragraph"].notna() & coded.duplicated(key, keep=False)
    answer = coded[split].groupby(key, dropna=False)["accepted"].agg("min" if parts == PARTS[1] else "max")
    one = coded[split].drop_duplicates(key)
    one = one.assign(accepted=answer.reindex(pd.MultiIndex.from_frame(one[key])).to_numpy())
    one["accepted"] = one["accepted"].astype(coded["accepted"].dtype)
    return pd.concat([coded[~split], one]).sort_index().reset_index(drop=True)


def turn(material: Material) -> pd.DataFrame:
    """The change between the two reviews less the mean change of all other States (claim ``turn-unusual``).

    Agrees where it is above 0; strong where at most 5% of the other States changed as much.
    """
    found = []
    for repeated, session_11, parts in itertools.product(REPEATED, SESSION_11, PARTS):
        kept = rows(material.recommendations, repeated=repeated, session_11=session_11).reset_index(drop=True)
        recorded = joined(codings.coded(kept, material.history, "recorded"), parts)
        plain, standard = timing.changes(recorded), timing.standardised_changes(recorded)
        own = kept[kept["sur"] == material.sur]
        for coding in codings.CODINGS:
            mine = joined(codings.coded(own, material.history, coding), parts)
            hidden = bounds.hidden(mine, material.totals, material.history, coding)
            for mix, table in (("as asked", plain), ("same mix of categories", standard)):
                of_mix = mine if mix == "as asked" else mine[mine["action"].notna()]
                placed = timing.placed(table, material.sur, of_mix, hidden)
                for first, last in itertools.product(FIRST_SESSIONS, LAST_SESSIONS):
                    place = _or_none(timing.place, placed, material.sur, first_session=first, last_session=last)
                    if place is None:
                        continue
                    choices = {
                        "coding": coding,
                        "parts": parts,
                        "repeated": repeated,
                        "session 11": session_11,
                        "mix": mix,
                        "first review from session": first,
                        "second review to session": last,
                    }
                    strong = place.difference > 0 and place.share_as_large <= STRONG_SHARE
                    found.append(
                        _line(
                            "turn-unusual", place.difference, None, place.states, place.difference > 0, strong, choices
                        )
                    )
    return _table(found)


def halves(material: Material) -> pd.DataFrame:
    """The share accepted, of the first review as answered later and of the second (claims ``...nearly-half``).

    Agrees from 40% up to 50%; strong where the whole interval is below 50%.
    """
    found = []
    for repeated, parts in itertools.product(REPEATED, PARTS):
        kept = rows(material.recommendations, repeated=repeated)
        own = kept[kept["sur"] == material.sur].reset_index(drop=True)
        for claim, cycle, coding in (
            ("belatedly-nearly-half", 1, "belated"),
            ("belatedly-nearly-half", 1, "belated_partial"),
            ("second-nearly-half", 2, "recorded"),
        ):
            mine = joined(codings.coded(own[own["cycle"] == cycle], material.history, coding), parts)
            hidden = bounds.hidden(mine, material.totals, material.history, coding)
            for rate in acceptance.rates(mine, "cycle", confidence=material.confidence, hidden=hidden).itertuples():
                if math.isnan(rate.rate):
                    continue
                agrees = NEARLY_HALF[0] <= rate.rate <= NEARLY_HALF[1]
                choices = {"coding": coding, "parts": parts, "repeated": repeated}
                interval = (rate.low, rate.high)
                found.append(_line(claim, rate.rate, interval, rate.n, agrees, agrees and rate.high < 0.5, choices))
    return _table(found)


def low_cost(material: Material) -> pd.DataFrame:
    """Log odds ratio of acceptance, low-cost against specific requests, second review (claim ``specific-rejected``)."""
    strata = {"none": None, "regional group": "regional_group", "recommending State": "recommender"}
    found = []
    for repeated, parts in itertools.product(REPEATED, PARTS):
        own = _coded_review(material, repeated, parts)
        for low, specific, (within, column) in itertools.product(LOW_COSTS, SPECIFICS, strata.items()):
            asked = own[own["action"].isin(low + specific)]
            estimate = pooled(asked["action"].isin(low), asked["accepted"], asked[column] if column else None, material)
            choices = {
                "low-cost categories": _words(low),
                "specific categories": _words(specific),
                "within": within,
                "parts": parts,
                "repeated": repeated,
            }
            found += _signed("specific-rejected", estimate, len(asked), choices)
    return _table(found)


def friends(material: Material) -> pd.DataFrame:
    """Log odds ratio of acceptance, friends' against others' requests, second review (claim ``friends-accepted``)."""
    days = days_of_reviews(material.reviews, material.sessions)
    review = days[(days["sur"] == material.sur) & (days["cycle"] == 2)]
    if review.empty:
        raise DataError("this State has no second review", value=material.sur)
    day = review["day"].iloc[0]
    near = {
        (definition, closest): _or_none(
            alliances.affinity, definition, material.sur, day, material.votes, closest=closest
        )
        for definition, closest in _friendships()
    }
    found = []
    for repeated, parts in itertools.product(REPEATED, PARTS):
        own = _coded_review(material, repeated, parts)
        western = own["regional_group"].eq("WEOG").astype(str)
        strata = {
            "none": None,
            "action category": own["action"].astype(str),
            "action category and Western group": own["action"].astype(str) + western,
        }
        for (definition, closest), known in near.items():
            if known is None:
                continue
            friend = own["recommender"].map(known.set_index("iso3")["friend"]).astype("boolean")
            for within, column in strata.items():
                estimate = pooled(friend, own["accepted"], column, material)
                choices = {
                    "definition": definition.replace("_", " "),
                    "share of States that are friends": _closest(definition, closest),
                    "within": within,
                    "parts": parts,
                    "repeated": repeated,
                }
                found += _signed("friends-accepted", estimate, int(friend.notna().sum()), choices)
    return _table(found)


def plaudits(material: Material) -> pd.DataFrame:
    """Log odds ratio of asking little, of friends against others, as recommending State (``plaudits-to-friends``)."""
    days = days_of_reviews(material.reviews, material.sessions).set_index("symbol")["day"]
    cycles = {"both": (1, 2), "first": (1,), "second": (2,)}
    found = []
    kept = rows(material.recommendations, repeated="counted")
    made = kept[kept["recommender"] == material.sur].reset_index(drop=True)
    for definition, closest in _friendships():
        near = _or_none(
            alliances.nearness_of_addressed, made, definition, material.sur, days, material.votes, closest=closest
        )
        if near is None:
            continue
        for repeated in REPEATED:
            counted = rows(near, repeated=repeated)
            for (which, numbers), low in itertools.product(cycles.items(), LOW_COSTS):
                asked = counted[counted["cycle"].isin(numbers) & counted["action"].notna() & counted["friend"].notna()]
                little = asked["action"].isin(low).astype("boolean")
                choices = {
                    "definition": definition.replace("_", " "),
                    "share of States that are friends": _closest(definition, closest),
                    "cycles": which,
                    "low-cost categories": _words(low),
                    "repeated": repeated,
                }
                found += _signed(
                    "plaudits-to-friends", pooled(asked["friend"], little, None, material), len(asked), choices
                )
    return _table(found)


def summary(estimates: pd.DataFrame) -> pd.DataFrame:
    """How many specifications agree with each claim.

    Parameters
    ----------
    estimates : pandas.DataFrame
        From the functions above, one or more of them.

    Returns
    -------
    pandas.DataFrame
        One row is one claim: specifications, least, median, greatest (estimates), agree, strong (shares).
    """
    return estimates.groupby("claim", sort=False).agg(
        specifications=("estimate", "size"),
        least=("estimate", "min"),
        median=("estimate", "median"),
        greatest=("estimate", "max"),
        agree=("agrees", "mean"),
        strong=("strong", "mean"),
    )


def moves(estimates: pd.DataFrame) -> pd.DataFrame:
    """Which choice moves the estimates most: their mean under each value of each choice.

    Returns
    -------
    pandas.DataFrame
        One row is one choice of one claim: claim, choice, spread (greatest less least mean), means (in words).
    """
    lines = []
    for claim, own in estimates.groupby("claim", sort=False):
        for choice in choices_of(own):
            means = own.groupby(choice, sort=False)["estimate"].mean()
            words = "; ".join(f"{value}: {mean:+.2f}" for value, mean in means.items())
            lines.append({"claim": claim, "choice": choice, "spread": means.max() - means.min(), "means": words})
    table = pd.DataFrame(lines, columns=["claim", "choice", "spread", "means"])
    order = table["claim"].map({claim: place for place, claim in enumerate(estimates["claim"].unique())})
    return table.assign(order=order).sort_values(["order", "spread"], ascending=[True, False]).drop(columns="order")


def in_words(estimates: pd.DataFrame) -> str:
    """One claim's specifications in a sentence, with the choice that moves its estimates most."""
    row, most = summary(estimates).iloc[0], moves(estimates).iloc[0]
    return (
        f"{len(estimates)} specifications: {row['agree']:.1%} agree in sign, {row['strong']:.1%} strongly. "
        f"Most depends on: {most['choice']} ({most['means']})."
    )


def described(estimates: pd.DataFrame) -> str:
    """Alternative text of one claim's specification curve.

    Raises
    ------
    DataError
        There is no specification to draw.
    """
    if estimates.empty:
        raise DataError("no specification can be estimated for this State")
    row = summary(estimates).iloc[0]
    return (
        f"Specification curve: {len(estimates)} estimates in rank order, with their intervals where they have some, "
        f"and below each the choices that it rests on. {row['agree']:.0%} agree in sign, {row['strong']:.0%} strongly."
    )


def choices_of(estimates: pd.DataFrame) -> list[str]:
    """The columns of choices that differ among these specifications."""
    return [column for column in estimates.columns if column not in COLUMNS and estimates[column].nunique() > 1]


def pooled(
    group: pd.Series, outcome: pd.Series, strata: pd.Series | None, material: Material
) -> tuple[float, float, float] | None:
    """Log odds ratio of an outcome between two groups, pooled over strata (Mantel and Haenszel), with its interval.

    Where a cell is empty over all strata, half a row is added to each cell (Haldane and Anscombe), in equal parts to
    the strata: half a row in each of many small ones would outweigh the data. None without rows in both groups.
    """
    known = (group.notna() & outcome.notna()).to_numpy()
    group, outcome = group[known].astype(bool).to_numpy(), outcome[known].astype(bool).to_numpy()
    if group.all() or not group.any():
        return None
    labels = np.zeros(len(group)) if strata is None else strata[known].to_numpy()
    _, places = np.unique(labels.astype(str), return_inverse=True)
    counts = np.zeros((2, 2, places.max() + 1))
    np.add.at(counts, (1 - group.astype(int), 1 - outcome.astype(int), places), 1)
    # A stratum with one group only says nothing and would get half a row in each empty cell.
    counts = counts[:, :, (counts.sum(axis=1) > 0).all(axis=0)]
    if not counts.shape[2]:
        return None
    if (counts.sum(axis=2) == 0).any():
        counts = counts + 0.5 / counts.shape[2]
    table = StratifiedTable(counts)
    low, high = table.logodds_pooled_confint(alpha=1 - material.confidence)
    return float(table.logodds_pooled), float(low), float(high)


def _coded_review(material: Material, repeated: str, parts: str) -> pd.DataFrame:
    """The second review as recorded, with coded action categories."""
    kept = rows(material.recommendations, repeated=repeated)
    own = kept[(kept["sur"] == material.sur) & (kept["cycle"] == 2)].reset_index(drop=True)
    coded = joined(codings.coded(own, material.history, "recorded"), parts)
    return coded[coded["action"].notna()].reset_index(drop=True)


def _friendships() -> Iterator[tuple[str, float]]:
    """Definitions of a friend with the share of States that are; where it is yes or no there is one."""
    for definition in alliances.DEFINITIONS:
        yield from ((definition, closest) for closest in (CLOSEST if _is_graded(definition) else CLOSEST[:1]))


def _is_graded(definition: str) -> bool:
    return definition not in ("country_vote", "regional_group")


def _closest(definition: str, closest: float) -> str:
    return f"{closest:g}" if _is_graded(definition) else "yes or no"


def _words(categories: tuple[int, ...]) -> str:
    return ", ".join(map(str, categories))


def _signed(claim: str, estimate: tuple[float, float, float] | None, n: int, choices: dict) -> list[dict]:
    if estimate is None or any(map(math.isnan, estimate)):
        return []
    value, low, high = estimate
    return [_line(claim, value, (low, high), n, value > 0, low > 0, choices)]


def _line(
    claim: str, estimate: float, interval: tuple[float, float] | None, n: int, agrees: bool, strong: bool, choices: dict
) -> dict[str, object]:
    low, high = interval or (math.nan, math.nan)
    known = {"claim": claim, "estimate": estimate, "low": low, "high": high, "n": int(n), "agrees": bool(agrees)}
    return known | {"strong": bool(strong)} | choices


def _table(found: list[dict]) -> pd.DataFrame:
    table = pd.DataFrame(found) if found else pd.DataFrame(columns=COLUMNS)
    return table.sort_values(["claim", "estimate"], kind="stable", ignore_index=True)


def _or_none(function: Callable, *given, **named):
    """What a function finds, None where the data cannot say: such a specification does not exist."""
    try:
        return function(*given, **named)
    except DataError:
        return None
