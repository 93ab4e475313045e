"""What published totals allow of a review that was answered later: the rates of its groups, and their differences.

Single answers may be unknown while their totals are published. A group's rate is then an interval, from the least to
the greatest value over every completion of the totals (:mod:`uprlib.acceptance.bounds`). Nothing in it is estimated.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from uprlib.acceptance import bounds
from uprlib.acceptance.answers import Answers, answers, corpus_of
from uprlib.acceptance.rates import rates
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import ACTIONS, LOW_COST
from uprlib.tidy import Number, Result, count, estimate, or_sentence, percent, tidy

DRAWN = ("action", "regional_group", "family")
"""Groups that divide the whole review; issues and recommending States are listed where they are large enough."""

DEPENDS = "depends on the unknown answers"

TOTALS = "what the totals allow, coding {coding}"


def answered_later(own: Answers) -> bool:
    """Whether some of a State's answers were given in a later document, row by row or as totals.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib.acceptance.answers import answers
    >>> upr = uprlib.corpus()
    >>> answered_later(answers(upr, "PRK")), answered_later(answers(upr, "MMR"))
    (True, False)
    """
    positions = corpus_of(own).positions
    return bool((positions["rec_id"].isin(own["rec_id"]) & (positions["stage"] == "later")).any())


def with_later_answers(corpus: Corpus, sur: str, coding: str = "recorded", **chosen: Any) -> Answers:
    """A State's answers with those that it gave later, where it gave any; otherwise under the coding that was chosen.

    Parameters
    ----------
    coding : str
        A coding that counts later answers is kept.
    **chosen
        As for :func:`uprlib.acceptance.answers`.

    Examples
    --------
    >>> import uprlib
    >>> upr = uprlib.corpus()
    >>> [with_later_answers(upr, sur).told.coding for sur in ("PRK", "MMR")]
    ['belated', 'recorded']
    """
    later = coding == "recorded" and answered_later(answers(corpus, sur))
    return answers(corpus, sur, "belated" if later else coding, **chosen)


def check_answered_later(first: Answers) -> None:
    """Refuse answers to which no later document belongs.

    Raises
    ------
    DataError
    """
    if first.empty:
        raise DataError(first.told.lacks)
    if not answered_later(first):
        raise DataError(f"No later answers of {corpus_of(first).the_name(first['sur'].iloc[0])} are on file.")


@or_sentence
def allowed_by_totals(first: Answers, second: Answers) -> Result:
    """The rate of each group of requests in a first review that was answered later, beside that of the second review.

    Parameters
    ----------
    first, second : Answers
        The two reviews under one coding that counts later answers.

    Returns
    -------
    Result
        One row is one action category, regional group, family of issues, issue or recommending State (`group` says
        which): label, n, rate (where it is known), rate_min and rate_max (over every completion), n_2, rate_min_2 and
        rate_max_2 of the second review (missing where it has no such group), and drawn (one of :data:`DRAWN`).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib.acceptance.answers import answers
    >>> upr = uprlib.corpus()
    >>> found = allowed_by_totals(*(answers(upr, "PRK", "belated", cycles=[cycle]) for cycle in (1, 2)))
    >>> found.loc[found["label"] == "general action", ["n", "rate_min", "rate_max_2"]].round(2).to_dict("records")
    [{'n': 70, 'rate_min': 0.4, 'rate_max_2': 0.61}]
    """
    check_answered_later(first)
    parts = []
    for group in (*DRAWN, "issue", "recommender"):
        own, other = rates(first, group), rates(second, group)
        if own.empty:
            continue
        both = pd.DataFrame(own)[[group, "n", "rate", "rate_min", "rate_max"]]
        beside = pd.DataFrame(other).reindex(columns=[group, "n", "rate_min", "rate_max"])
        both = both.merge(beside, on=group, how="left", suffixes=("", "_2"), validate="1:1")
        names = {"action": ACTIONS, "recommender": corpus_of(first).names}.get(group)
        both["label"] = both[group].map(names) if names is not None else both[group]
        parts.append(both.drop(columns=group).assign(group=group))
    table = pd.concat(parts, ignore_index=True)
    table["drawn"] = table["group"].isin(DRAWN)
    return tidy(
        table[["group", "label", "n", "rate", "rate_min", "rate_max", "n_2", "rate_min_2", "rate_max_2", "drawn"]],
        title=f"What the published totals allow, {first.told.who}, first review",
        notes=f"Bounds that the published totals allow, coding {first.told.coding}.",
        numbers=Number(
            "bound.{group}.{label}", _rate_or_bounds, "rate_min", "rate_max", "n", note=TOTALS, where="drawn"
        ),
        facts={"who": first.told.who, "coding": first.told.coding},
    )


def range_in_words(low: float, high: float) -> str:
    """A share, or the range of shares that totals allow.

    Examples
    --------
    >>> range_in_words(0.114, 0.114), range_in_words(0.114, 0.14)
    ('11.4%', '11.4% to 14.0%')
    """
    return percent(low) if low == high else f"{percent(low)} to {percent(high)}"


def _rate_or_bounds(row: Mapping[str, Any]) -> float | str:
    return row["rate"] if pd.notna(row["rate"]) else f"{row['rate_min']:.3f} to {row['rate_max']:.3f}"


@or_sentence
def rose_or_fell(allowed: Result, *, least: int = 5) -> Result:
    """Whether each group's acceptance rose or fell between the reviews, whatever the unknown answers are.

    Parameters
    ----------
    allowed : Result
        From :func:`allowed_by_totals`.
    least : int
        Issues and recommending States with fewer rows in the first review are left out.

    Returns
    -------
    Result
        One row is one group that both reviews have: the columns of `allowed`, and change ("rose", "fell", "the same",
        "depends on the unknown answers").

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> upr = uprlib.corpus()
    >>> first, second = (acceptance.answers(upr, "PRK", "belated", cycles=[cycle]) for cycle in (1, 2))
    >>> found = rose_or_fell(allowed_by_totals(first, second))
    >>> found[["label", "rate_max", "rate_min_2", "change"]].round(2).to_dict("records")[0]
    {'label': 'minimal', 'rate_max': 1.0, 'rate_min_2': 1.0, 'change': 'depends on the unknown answers'}
    """
    facts = allowed.about.facts
    table = pd.DataFrame(allowed)
    table = table[table["n_2"].notna() & (table["drawn"] | (table["n"] >= least))].reset_index(drop=True)
    if table.empty:
        raise DataError(f"No group of requests to {facts['who']} is in both reviews.")
    smallest, largest = table["rate_min_2"] - table["rate_max"], table["rate_max_2"] - table["rate_min"]
    settled = [smallest > 0, largest < 0, (smallest == 0) & (largest == 0)]
    table["change"] = np.select(settled, ["rose", "fell", "the same"], DEPENDS)
    table = table.astype({"n_2": int})
    counts = {way: int((table["change"] == way).sum()) for way in ("rose", "fell")}
    note = "subgroups whose acceptance {} between the reviews in every completion, coding {}"
    return tidy(
        table,
        title=f"Rose or fell whatever the unknown answers are, {facts['who']}",
        notes=allowed.about.notes,
        index=("group", "value"),
        columns={
            "value": "label",
            "rows": "n",
            "first review, from": "{rate_min:share}",
            "to": "{rate_max:share}",
            "second review": lambda row: range_in_words(row["rate_min_2"], row["rate_max_2"]),
            "rows of the second": "n_2",
            "change": "change",
        },
        counts={
            f"groups.{way}": count(n, "groups", note.format(way, facts["coding"]), len(table))
            for way, n in counts.items()
        },
        sentences=f"Whatever the unknown answers are (coding {facts['coding']}), acceptance rose between the reviews "
        f"in {counts['rose']} of {len(table)} groups of requests and fell in {counts['fell']}.",
        facts=facts,
    )


@or_sentence
def differences_allowed(first: Answers) -> Result:
    """Differences of the rates of two groups that the totals allow: sharp bounds, each by itself.

    Parameters
    ----------
    first : Answers
        A review under a coding that counts later answers.

    Returns
    -------
    Result
        One row is one pair of action categories or regional groups, and low-cost (1, 2) less specific (5): difference,
        n_a, n_b, low, high, n, sign.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", "belated", cycles=[1])
    >>> differences_allowed(own)[["difference", "low", "high"]].round(2).to_dict("records")[0]
    {'difference': 'low-cost (1, 2) less 5 specific action', 'low': -0.42, 'high': 0.92}
    """
    check_answered_later(first)
    kinds = {f"{number} {words}": first["action"] == number for number, words in ACTIONS.items()}
    regions = {value: first["regional_group"] == value for value in sorted(first["regional_group"].dropna().unique())}
    groups = kinds | regions | {"low-cost (1, 2)": first["action"].isin(LOW_COST)}
    groups = {name: mask.fillna(False).astype(bool) for name, mask in groups.items()}
    pairs = [("low-cost (1, 2)", f"5 {ACTIONS[5]}")]
    pairs += [*itertools.combinations(kinds, 2), *itertools.combinations(regions, 2)]
    lines = []
    for a, b in pairs:
        n_a, n_b = int(groups[a].sum()), int(groups[b].sum())
        if not n_a or not n_b:
            continue
        low, high = bounds.extremes(bounds.difference(first, groups[a], groups[b]), first, first.told.hidden)
        lines.append((f"{a} less {b}", n_a, n_b, low, high, n_a + n_b, _sign(low, high)))
    if not lines:
        raise DataError(f"{first.told.who} has no two groups of requests to compare in this review.")
    table = pd.DataFrame(lines, columns=["difference", "n_a", "n_b", "low", "high", "n", "sign"])
    settled = int((table["sign"] != DEPENDS).sum())
    return tidy(
        table,
        title=f"Differences that the totals allow, {first.told.who}, first review",
        notes=f"Sharp bounds, coding {first.told.coding}.",
        index="difference",
        columns={"rows": "{n_a} and {n_b}", "least": "{low:share}", "greatest": "{high:share}", "sign": "sign"},
        numbers=estimate("bound_difference.{difference}", "{low:.3f} to {high:.3f}", note=TOTALS),
        sentences=f"The totals settle the sign of {settled or 'none'} of {len(table)} differences.",
        facts={"coding": first.told.coding},
    )


def _sign(low: float, high: float) -> str:
    if low > 0:
        return "positive in every completion"
    if high < 0:
        return "negative in every completion"
    return "no difference in any completion" if low == high else DEPENDS
