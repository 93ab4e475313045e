"""The estimates of one claim: which of them are distinct, what they say of it, and which choice moves them most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.specifications.pooled import Pooled
from uprlib.tidy import Number, Result, tidy


@dataclass(frozen=True)
class Claim:
    """A claim that has a curve.

    Attributes
    ----------
    says : str
        The claim as a clause, its State as "it".
    title : str
        Of the curve.
    estimate : str
        What is estimated, as an axis names it.
    """

    says: str
    title: str
    estimate: str = "log odds ratio"


CLAIMS = {
    "turn-unusual": Claim(
        "its acceptance rose more than that of the other States",
        "Change between the reviews compared with all other States",
        "change minus that of others",
    ),
    "belatedly-nearly-half": Claim(
        "with later answers it accepted nearly half of the recommendations of cycle 1",
        "Share accepted under each choice",
        "share accepted",
    ),
    "second-nearly-half": Claim(
        "it accepted nearly half of the recommendations of cycle 2",
        "Share accepted under each choice",
        "share accepted",
    ),
    "specific-rejected": Claim(
        "it accepted low-cost requests more often than specific ones", "Low-cost against specific requests"
    ),
    "friends-accepted": Claim(
        "it accepted friends' requests more often than others'", "Friends' against others' requests"
    ),
    "plaudits-to-friends": Claim(
        "as recommending State it asked little of its friends more often than of others", "Asking little of friends"
    ),
}
"""By the claim's identifier in ``data/raw/claims.yml``."""

CHOICES = {
    "coding": "how answers are coded",
    "cycles": "which cycles are counted",
    "definition": "who is called a friend",
    "first review from session": "which first reviews are compared",
    "low-cost categories": "which requests are called low-cost",
    "mix": "whether the mix of requests is held constant",
    "parts": "how split paragraphs are counted",
    "repeated": "whether repeated recommendations count",
    "second review to session": "which second reviews are compared",
    "session 11": "whether South Sudan's session 11 counts",
    "share of States that are friends": "how many States are called friends",
    "specific categories": "which requests are called specific",
    "starting level": "whether the first review's share is held constant",
    "within": "what is held constant",
}
"""Every choice, as a sentence names it."""

_INTERVALS = ["low", "high", "low_clustered", "high_clustered"]
COLUMNS = ["claim", "estimate", *_INTERVALS, "n", "clusters", "agrees", "strong", "place"]
"""The columns of estimates that are not choices."""

VISIBLE = 0.0005
"""A choice that never moves an estimate by as much moves nothing: numbers are printed in thousandths."""

_DIGITS = 6
"""Estimates that are equal in as many digits, those that the ledger keeps, are one estimate."""

OF_CLAIM = (
    Number("{claim}.estimates", "estimates", n="combinations", unit="estimates", note="distinct estimates"),
    Number(
        "{claim}.median",
        "median",
        "least",
        "greatest",
        "estimates",
        "estimate",
        "median of the distinct estimates, with the least and the greatest",
    ),
)
OF_VALUE = tuple(
    Number(
        f"{{claim}}.{kind}.{{choice}}.{{value}}", kind, n="estimates", note=f"share of distinct estimates that {how}"
    )
    for kind, how in (("agree", "agree under this choice"), ("strong", "agree strongly under this choice"))
)
"""What is kept of each claim, and of each value of its choices. No share is kept over all choices together: it would
depend on how many values each choice happens to have."""


def specification(
    claim: str,
    estimate: float,
    interval: tuple[float, float],
    n: int,
    clusters: int | None,
    choices: Mapping[str, object],
    *,
    agrees: bool,
    strong: bool,
) -> dict[str, Any]:
    """One specification: its estimate, whether the claim holds in it, and the choices that it rests on."""
    low, high = interval
    known = {"claim": claim, "estimate": estimate, "low_clustered": low, "high_clustered": high, "n": int(n)}
    return known | {"clusters": clusters, "agrees": bool(agrees), "strong": bool(strong)} | dict(choices)


def above_zero(claim: str, estimate: Pooled | None, choices: Mapping[str, object]) -> list[dict[str, Any]]:
    """A specification of a claim that a log odds ratio is above 0; strong where its interval is. None without one."""
    if estimate is None:
        return []
    value, low, interval = estimate.value, estimate.low, (estimate.low, estimate.high)
    made = (claim, value, interval, estimate.n, estimate.clusters, choices)
    return [specification(*made, agrees=value > 0, strong=low > 0)]


def in_rank_order(
    found: list[dict[str, Any]], corpus: Corpus, sur: str, *, without: Sequence[str] = (), **facts: object
) -> Result:
    """Specifications as a result, each claim's in the order of its estimates.

    A choice that moves no estimate of a claim (see :data:`VISIBLE`) is left out: only its first value is kept. Of the
    rest, those that give the same estimate with the same interval have the same place.

    Parameters
    ----------
    without : sequence of str
        Sentences on what could not be estimated.

    Returns
    -------
    Result
        One row is one specification: claim, estimate, low_clustered, high_clustered, n (recommendations, or States
        compared), clusters (States that the recommendations are of), agrees (the claim holds), strong, place (of its
        estimate among the distinct ones, from 1), and a column for each choice. ``about.facts`` names the State, what
        is estimated, the choices that differ, and by claim how many "combinations" were tried and which choices are
        "idle"; see :class:`Claim`.

    Raises
    ------
    DataError
        There is none.
    """
    if not found:
        raise DataError(" ".join((f"No specification can be estimated for {corpus.the_name(sur)}.", *without)))
    parts, idle, combinations = [], {}, {}
    for claim, tried in pd.DataFrame(found).groupby("claim", sort=False):
        own, idle[claim] = _without_idle(tried)
        own, combinations[claim] = own.sort_values("estimate", kind="stable"), len(tried)
        numbers = own[["estimate", "low_clustered", "high_clustered"]].astype(float).round(_DIGITS)
        parts.append(own.assign(place=numbers.groupby(list(numbers), sort=False, dropna=False).ngroup() + 1))
    table = pd.concat(parts, ignore_index=True)
    values = by_value(table)
    claims = by_claim(table, values).assign(idle=lambda rows: rows["claim"].map(idle))
    claims["combinations"] = claims["claim"].map(combinations)
    claim = CLAIMS[table["claim"].iloc[0]]
    return tidy(
        table,
        title=f"{claim.title}, {corpus.name(sur)}",
        counts=dict(tidy(claims, numbers=OF_CLAIM).entries()) | dict(tidy(values, numbers=OF_VALUE).entries()),
        sentences=(*(in_words(row, values) for row in claims.to_dict("records")), *without),
        facts={
            **{"who": corpus.name(sur), "the_name": corpus.the_name(sur), "estimate": claim.estimate},
            **{"choices": choices_of(table), "claims": claims, "values": values},
        },
    )


def _without_idle(own: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Specifications of one claim without the choices that move nothing, and these choices."""
    idle = []
    for choice in choices_of(own):
        held = [each for each in choices_of(own) if each != choice]
        others = own.groupby(held, sort=False).ngroup() if held else pd.Series(0, own.index)
        alike = own.groupby(others)
        moves = (alike["estimate"].max() - alike["estimate"].min()).max()
        if moves < VISIBLE and alike["agrees"].nunique().max() == 1:
            idle.append(choice)
            own = own[~others.duplicated()]
    return own, tuple(idle)


def choices_of(estimates: pd.DataFrame) -> list[str]:
    """The columns of choices that differ among these specifications."""
    return [column for column in estimates.columns if column not in COLUMNS and estimates[column].nunique() > 1]


def by_claim(estimates: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """The distinct estimates of each claim, and which choice matters most.

    Parameters
    ----------
    values : pandas.DataFrame
        From :func:`by_value`.

    Returns
    -------
    pandas.DataFrame
        One row is one claim: claim, estimates (distinct), least, median, greatest, agreeing and strongly (counts of
        distinct estimates) and decides: the choice under whose values the shares that agree differ most or, where none
        differ, the mean estimates; missing where no choice differs.
    """
    columns = {
        "estimates": ("estimate", "size"),
        **{"least": ("estimate", "min"), "median": ("estimate", "median"), "greatest": ("estimate", "max")},
        **{"agreeing": ("agrees", "sum"), "strongly": ("strong", "sum")},
    }
    distinct = pd.DataFrame(estimates).drop_duplicates(["claim", "place"])
    table = distinct.groupby("claim", sort=False, as_index=False).agg(**columns)
    first = values.drop_duplicates("claim").set_index("claim")
    return table.assign(decides=table["claim"].map(first["choice"]))


def by_value(estimates: pd.DataFrame) -> pd.DataFrame:
    """The distinct estimates under each value of each choice; the choice that matters most comes first.

    Returns
    -------
    pandas.DataFrame
        One row is one value of one choice of one claim: claim, choice, value, estimates (distinct), least, mean,
        greatest, agreeing, strongly (counts), agree, strong (shares), apart (greatest less least share that agrees over
        the choice's values) and spread (the same of the means).
    """
    columns = {
        "estimates": ("estimate", "size"),
        **{"least": ("estimate", "min"), "mean": ("estimate", "mean"), "greatest": ("estimate", "max")},
        **{"agreeing": ("agrees", "sum"), "strongly": ("strong", "sum")},
        **{"agree": ("agrees", "mean"), "strong": ("strong", "mean")},
    }
    parts = []
    for claim, own in pd.DataFrame(estimates).groupby("claim", sort=False):
        of_choices = []
        for choice in choices_of(own):
            distinct = own.drop_duplicates([choice, "place"])
            values = distinct.groupby(choice, as_index=False, sort=False).agg(**columns)
            apart, spread = (float(np.ptp(values[name])) for name in ("agree", "mean"))
            values = values.rename(columns={choice: "value"}).sort_values("value", key=lambda v: v.astype(str))
            of_choices.append(values.assign(claim=claim, choice=choice, apart=apart, spread=spread))
        of_choices.sort(key=lambda values: (-values["apart"].iloc[0], -values["spread"].iloc[0]))
        parts += of_choices
    names = ["claim", "choice", "value", *columns, "apart", "spread"]
    return pd.concat(parts, ignore_index=True)[names] if parts else pd.DataFrame(columns=names)


def in_words(row: Mapping[str, Any], values: pd.DataFrame) -> str:
    """What the estimates of one claim say: one count where all agree or none does, otherwise value by value."""
    n, tried = row["estimates"], row["combinations"]
    begins = (
        f"{tried} {'combination' if tried == 1 else 'combinations'} of choices {'gives' if tried == 1 else 'give'} "
    )
    begins += f"{n} distinct {'estimate' if n == 1 else 'estimates'}"
    if 0 < row["agreeing"] < n:
        words = f"{begins}. {depends(row, values)}"
    else:
        verb = ("agrees", "does not agree") if n == 1 else ("agree", "disagree")
        strongly = f" ({row['strongly']} strongly)" if row["strongly"] else ""
        which = "it" if n == 1 else "all"
        words = f"{begins}; {which} {verb[not row['agreeing']]} that {CLAIMS[row['claim']].says}{strongly}."
    idle = " or ".join(CHOICES[choice] for choice in row["idle"])
    return words + (f" It makes no difference {idle}." if idle else "")


def depends(row: Mapping[str, Any], values: pd.DataFrame) -> str:
    """Which choice a claim depends on most, and how many estimates agree under each of its values."""
    own = values[(values["claim"] == row["claim"]) & (values["choice"] == row["decides"])]
    counts = "; ".join(f"{value.agreeing} of {value.estimates} ({name(value.value)})" for value in own.itertuples())
    return (
        f"Whether {CLAIMS[row['claim']].says} depends most on {CHOICES[row['decides']]}. Distinct estimates that "
        f"agree: {counts}."
    )


def name(value: object) -> str:
    """The value of a choice, as a label has it."""
    return f"{value:g}" if isinstance(value, int | float) else str(value).replace("_", " ")
