"""The estimates of one claim, one row a specification: what they agree with, and which choice moves them most."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from statsmodels.stats.contingency_tables import StratifiedTable

from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.tidy import Number, Result, tidy, written


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
        "its acceptance rose more than that of the other States on average",
        "Change between the reviews compared with all other States",
        "change minus mean of others",
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
    "coding": "the coding of answers",
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
    "within": "what is held constant",
}
"""Every choice, as a sentence names it."""

COLUMNS = ["claim", "estimate", "low", "high", "n", "agrees", "strong"]
"""The columns of estimates that are not choices."""

_MEDIAN = "median of the estimates, with the least and the greatest"
NUMBERS = (
    Number("{claim}.agree", "agree", n="specifications", note="share of specifications that agree in sign"),
    Number("{claim}.strong", "strong", n="specifications", note="share of specifications that agree strongly"),
    Number("{claim}.median", "median", "least", "greatest", "specifications", "estimate", _MEDIAN),
)
"""What is kept of each claim's specifications."""


def specification(
    claim: str,
    estimate: float,
    interval: tuple[float, float],
    n: int,
    choices: Mapping[str, object],
    *,
    agrees: bool,
    strong: bool,
) -> dict[str, Any]:
    """One specification: its estimate, whether the claim holds in it, and the choices that it rests on."""
    low, high = interval
    known = {"claim": claim, "estimate": estimate, "low": low, "high": high, "n": int(n)}
    return known | {"agrees": bool(agrees), "strong": bool(strong)} | dict(choices)


def above_zero(
    claim: str, estimate: tuple[float, float, float] | None, n: int, choices: Mapping[str, object]
) -> list[dict[str, Any]]:
    """A specification of a claim that a log odds ratio is above 0; strong where its interval is. None without one."""
    if estimate is None or any(map(math.isnan, estimate)):
        return []
    value, low, high = estimate
    return [specification(claim, value, (low, high), n, choices, agrees=value > 0, strong=low > 0)]


def pooled_log_odds(
    group: pd.Series, outcome: pd.Series, strata: pd.Series | None = None, *, confidence: float = 0.95
) -> tuple[float, float, float] | None:
    """Log odds ratio of an outcome between two groups, pooled over strata (Mantel and Haenszel 1959), and its interval.

    Where a cell is empty over all strata, half a row is added to each cell (Haldane and Anscombe), in equal parts to
    the strata: half a row in each of many small ones would outweigh the data. None without rows in both groups.

    Parameters
    ----------
    group, outcome : pandas.Series
        True or False in each row; rows in which one of them is missing are left out.
    strata : pandas.Series, optional
        The stratum of each row.

    Examples
    --------
    >>> friend, accepted = pd.Series([True] * 4 + [False] * 4), pd.Series([True, True, True, False] * 2)
    >>> value, low, high = pooled_log_odds(friend, accepted)
    >>> round(value, 2), round(low, 2), round(high, 2)
    (0.0, -3.2, 3.2)
    """
    known = (group.notna() & outcome.notna()).to_numpy()
    first, accepted = group[known].astype(bool).to_numpy(), outcome[known].astype(bool).to_numpy()
    if first.all() or not first.any():
        return None
    labels = np.zeros(len(first)) if strata is None else strata[known].to_numpy()
    _, places = np.unique(labels.astype(str), return_inverse=True)
    counts = np.zeros((2, 2, places.max() + 1))
    np.add.at(counts, (1 - first.astype(int), 1 - accepted.astype(int), places), 1)
    # A stratum with one group only says nothing and would get half a row in each empty cell.
    counts = counts[:, :, (counts.sum(axis=1) > 0).all(axis=0)]
    if not counts.shape[2]:
        return None
    if (counts.sum(axis=2) == 0).any():
        counts = counts + 0.5 / counts.shape[2]
    table = StratifiedTable(counts)
    low, high = table.logodds_pooled_confint(alpha=1 - confidence)
    return float(table.logodds_pooled), float(low), float(high)


def in_rank_order(found: list[dict[str, Any]], corpus: Corpus, sur: str) -> Result:
    """Specifications as a result, each claim's in the order of its estimates.

    Returns
    -------
    Result
        One row is one specification: claim, estimate, low, high, n (recommendations, or States compared), agrees (the
        claim holds), strong, and a column for each choice. ``about.facts`` names the State, what is estimated, and the
        choices that differ; see :class:`Claim`.

    Raises
    ------
    DataError
        There is none.
    """
    if not found:
        raise DataError(f"No specification can be estimated for {corpus.the_name(sur)}")
    table = pd.DataFrame(found).sort_values(["claim", "estimate"], kind="stable", ignore_index=True)
    claim = CLAIMS[table["claim"].iloc[0]]
    of_claims = tidy(by_claim(table), numbers=NUMBERS)
    names = {"who": corpus.name(sur), "the_name": corpus.the_name(sur)}
    return tidy(
        table,
        title=f"{claim.title}, {corpus.name(sur)}",
        counts=dict(of_claims.entries()),
        sentences=of_claims.say(_in_words).about.sentences,
        facts={**names, "estimate": claim.estimate, "choices": choices_of(table)},
    )


def _in_words(row: Mapping[str, Any]) -> str:
    """What the specifications of one claim say."""
    n, agreeing, strongly = row["specifications"], row["agreeing"], row["strongly"]
    agree = f"All {n} specifications" if agreeing == n else f"{agreeing or 'None'} of {n} specifications"
    share = "" if agreeing in (0, n) else f" ({row['agree']:.1%})"
    how_many = "all" if strongly == agreeing else strongly or "none"
    strong = "" if not agreeing else f", {how_many} of them strongly ({row['strong']:.1%} of the specifications)"
    most = written(" The choice that changes the mean most is {called} ({means}).", row).replace("_", ", ")
    return f"{agree}{share} agree that {CLAIMS[row['claim']].says}{strong}.{most}"


def choices_of(estimates: pd.DataFrame) -> list[str]:
    """The columns of choices that differ among these specifications."""
    return [column for column in estimates.columns if column not in COLUMNS and estimates[column].nunique() > 1]


def means_of_choices(estimates: pd.DataFrame) -> pd.DataFrame:
    """The mean estimate under each value of each choice; the choice that moves the estimates most comes first.

    Returns
    -------
    pandas.DataFrame
        One row is one choice of one claim: claim, choice, spread (greatest less least mean), means (in words).
    """
    parts = []
    for claim, own in estimates.groupby("claim", sort=False):
        lines = []
        for choice in choices_of(own):
            means = own.groupby(choice, sort=False)["estimate"].mean()
            words = "; ".join(f"{value}: {mean:+.2f}" for value, mean in means.items())
            lines.append({"claim": claim, "choice": choice, "spread": means.max() - means.min(), "means": words})
        table = pd.DataFrame(lines, columns=["claim", "choice", "spread", "means"])
        parts.append(table.sort_values("spread", ascending=False, kind="stable"))
    return pd.concat(parts, ignore_index=True)


def by_claim(estimates: pd.DataFrame) -> pd.DataFrame:
    """How many specifications agree with each claim.

    Returns
    -------
    pandas.DataFrame
        One row is one claim: claim, specifications, least, median, greatest (estimates), agreeing, strongly (counts),
        agree, strong (shares), decides (the choice that moves the estimates most), called (that choice in a sentence)
        and means (under its values).
    """
    columns = {
        "specifications": ("estimate", "size"),
        **{"least": ("estimate", "min"), "median": ("estimate", "median"), "greatest": ("estimate", "max")},
        **{"agreeing": ("agrees", "sum"), "strongly": ("strong", "sum")},
        **{"agree": ("agrees", "mean"), "strong": ("strong", "mean")},
    }
    table = pd.DataFrame(estimates).groupby("claim", sort=False, as_index=False).agg(**columns)
    first = means_of_choices(estimates).drop_duplicates("claim").set_index("claim")
    decides = table["claim"].map(first["choice"])
    return table.assign(decides=decides, called=decides.map(CHOICES), means=table["claim"].map(first["means"]))
