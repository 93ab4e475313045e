"""Acceptance rates with Wilson intervals, and what totals allow where single answers are not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from uprlib.acceptance.answers import Answers, Told, by_machine, corpus_of, told
from uprlib.acceptance.bounds import Hidden, extremes
from uprlib.errors import DataError, ParameterError, did_you_mean, one_of
from uprlib.tidy import (
    INTERVAL,
    Cell,
    Number,
    Result,
    capitalised,
    count,
    estimate,
    or_sentence,
    percent,
    tidy,
    written,
)


def acceptance_rate(accepted: int, n: int, confidence: float = 0.95) -> tuple[float, float, float]:
    """Rate and Wilson interval (Wilson 1927) of `accepted` out of `n`.

    Examples
    --------
    >>> [round(value, 3) for value in acceptance_rate(113, 268)]
    [0.422, 0.364, 0.481]
    """
    low, high = proportion_confint(accepted, n, alpha=1 - confidence, method="wilson")
    # Rounding leaves a bound of 0 a few units in the last place away from it.
    return accepted / n, max(0.0, round(float(low), 12)), min(1.0, round(float(high), 12))


def least_accepted(row: Mapping[str, Any]) -> int:
    """How many were accepted at least, over every completion of the totals."""
    return round(row["rate_min"] * row["n"])


def accepted_in_words(row: Mapping[str, Any]) -> str:
    """How many were accepted, or from how many to how many, where single answers are not known."""
    least, most = least_accepted(row), round(row["rate_max"] * row["n"])
    return f"{least}" if least == most else f"{least} to {most}"


def rate_in_words(row: Mapping[str, Any]) -> str:
    """The share accepted, or its bounds."""
    return percent(row["rate"]) if pd.notna(row["rate"]) else written("{rate_min:share} to {rate_max:share}", row)


def in_a_sentence(row: Mapping[str, Any]) -> str:
    """What a rate by cycle says."""
    interval = written("; interval {low:share} to {high:share}", row)
    return (
        f"{capitalised(row['the_name'])} accepted {accepted_in_words(row)} of the {row['n']} recommendations of cycle "
        f"{row['cycle']} ({rate_in_words(row)}{interval})."
    )


COUNTED: dict[str, Cell] = {
    "recommendations": "n",
    "accepted": accepted_in_words,
    "rate": rate_in_words,
    "interval": INTERVAL,
}
"""How rates are printed."""

KEPT = {
    ("cycle",): (
        estimate("rate.cycle{cycle}", "rate", note="acceptance rate of {who} in cycle {cycle}"),
        Number("recommendations.cycle{cycle}", "n", unit="rows", note="rows of {who} in cycle {cycle}"),
        Number("accepted.cycle{cycle}", least_accepted, unit="rows", note="accepted rows of {who} in cycle {cycle}"),
    ),
    ("cycle", "action"): (
        estimate("rate.cycle{cycle}.action{action}", "rate", note="acceptance rate in this action category"),
    ),
}
"""What is kept of rates by these columns."""


@or_sentence
def rates(
    own: pd.DataFrame,
    by: str | list[str],
    *,
    confidence: float | None = None,
    hidden: Mapping[str, Hidden] | None = None,
) -> Result:
    """Acceptance rate for each value of a column.

    Parameters
    ----------
    own : pandas.DataFrame
        Rows with `accepted`, from :func:`uprlib.acceptance.answers`.
    by : str or list of str
        Column or columns; rows where one of them is missing are left out. A recommendation counts once for each "issue"
        or "family" of issues that it carries.
    confidence : float, optional
        Level of the Wilson interval; by default that of the answers.
    hidden : mapping, optional
        What totals say of the missing answers of each review; by default as the answers know it. A subgroup's rate is
        then the interval over every completion that the totals allow.

    Returns
    -------
    Result
        One row is one value: n, known, accepted (of the known), rate, low, high (missing where answers are), and
        rate_min, rate_max: the rate's bounds over all completions that the totals allow.

    Raises
    ------
    ParameterError
        The column is not there.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib.acceptance.answers import answers
    >>> rates(answers(uprlib.corpus(), "PRK"), "cycle")[["cycle", "n", "accepted"]].to_dict("records")
    [{'cycle': 1, 'n': 167, 'accepted': 0}, {'cycle': 2, 'n': 269, 'accepted': 114}]
    """
    about = told(own)
    confidence = about.confidence if confidence is None else confidence
    hidden = about.hidden if hidden is None else hidden
    keys = [by] if isinstance(by, str) else list(by)
    rows = with_issues(own, keys, about)
    for name in keys:
        if name not in rows:
            raise ParameterError("there is no such column", column=name, remedy=did_you_mean(name, rows.columns))
    if own.empty and about.lacks:
        raise DataError(about.lacks)
    table = counted(rows, keys, confidence, hidden)
    words = " and ".join(_in_words(name) for name in keys)
    return tidy(
        table,
        title=f"Acceptance by {words}, {about.who}",
        notes=f"Wilson intervals, {confidence:.0%}; n: recommendations; coding {about.coding}."
        f"{by_machine(own) if 'action' in keys else ''}",
        index=tuple(keys),
        columns=COUNTED,
        numbers=() if about.is_part else KEPT.get(tuple(keys), ()),
        lacks="" if len(table) else f"No recommendation to {about.the_name} has a known {_in_words(keys[-1])}.",
        facts={"who": about.who, "the_name": about.the_name, "coding": about.coding},
    ).say(*([in_a_sentence] if keys == ["cycle"] else []))


def _in_words(column: str) -> str:
    return "action category" if column == "action" else column.replace("_", " ")


def with_issues(own: pd.DataFrame, keys: list[str], about: Told) -> pd.DataFrame:
    """A row for each issue or family that a recommendation carries, where rates are asked by these."""
    column = next((name for name in ("issue", "family") if name in keys and name not in own), None)
    if column is None or about.corpus is None:
        return own
    carried = corpus_of(own).recommendation_issues[["rec_id", column]].drop_duplicates()
    return own.merge(carried, on="rec_id")


def counted(own: pd.DataFrame, keys: list[str], confidence: float, hidden: Mapping[str, Hidden]) -> pd.DataFrame:
    """The numbers of :func:`rates`, without words: what is done hundreds of times asks for these."""
    own = own[own.columns.intersection([*keys, "rec_id", "symbol", "accepted"])]
    keyed, unknown = own.dropna(subset=keys), own[own["accepted"].isna()]
    answers = keyed.groupby(keys, observed=True)["accepted"]
    counts = pd.DataFrame({"n": answers.size(), "known": answers.count(), "accepted": answers.sum().astype(int)})
    # Only rows with a missing answer move; the others are counted.
    moving = keyed[keyed["accepted"].isna()].groupby(keys, observed=True)["rec_id"]
    weights = {values: rec_ids.value_counts() for values, rec_ids in moving}
    rows = []
    for row in counts.reset_index().to_dict("records"):
        n, accepted, least, most = row["n"], row["accepted"], 0, 0
        if row["known"] < n:
            of_group = weights[tuple(row[key] for key in keys)]
            least, most = (round(bound) for bound in extremes(of_group, unknown, hidden))
        if row["known"] == n or least == most:
            row |= dict(zip(("rate", "low", "high"), acceptance_rate(accepted + least, n, confidence), strict=True))
        rows.append(row | {"rate_min": (accepted + least) / n, "rate_max": (accepted + most) / n})
    columns = [*keys, "n", "known", "accepted", "rate", "low", "high", "rate_min", "rate_max"]
    return pd.DataFrame(rows, columns=columns)


ORDERS = {
    "most accepted": {"rate_max": False, "n": False, "name": True},
    "most asked": {"n": False, "recommender": True},
}
"""How recommending States may be sorted: columns, and whether their values ascend."""


@or_sentence
def by_recommender(own: Answers, *, least: int = 5, first: str = "most accepted") -> Result:
    """Acceptance of each recommending State's requests, with its name.

    Parameters
    ----------
    least : int
        States with fewer recommendations are not drawn.
    first : {"most accepted", "most asked"}
        The order: by the share accepted, or by the number of recommendations.

    Returns
    -------
    Result
        The columns of :func:`rates`, name, and drawn (at least `least` rows).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib.acceptance.answers import answers
    >>> by_recommender(answers(uprlib.corpus(), "PRK", cycles=[2]))[["name", "n", "accepted"]].to_dict("records")[0]
    {'name': 'Norway', 'n': 5, 'accepted': 5}
    """
    one_of(first, ORDERS, "unknown order of recommending States")
    found = rates(own, "recommender")
    if found.empty:
        raise DataError(found.about.lacks)
    cycle = int(own["cycle"].max())
    table = pd.DataFrame(found)
    table["name"] = table["recommender"].map(corpus_of(own).names)
    table["drawn"] = table["n"] >= least
    columns = ORDERS[first]
    order = table.sort_values(list(columns), ascending=list(columns.values()), ignore_index=True)
    asked = count(len(order), "States", f"States that made a recommendation in cycle {cycle}")
    return tidy(
        order,
        title=f"Acceptance by recommending State, {own.told.who}, cycle {cycle}",
        notes=found.about.notes,
        index="recommending State",
        columns={"recommending State": "name"} | COUNTED,
        counts={} if own.told.is_part else {"recommenders": asked},
        facts={"who": own.told.who, "cycle": cycle, "least": least},
    )
