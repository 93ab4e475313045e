"""Whether "nearly half" is the word for what a State accepted, under every choice."""

from __future__ import annotations

import itertools
import math

import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from uprlib.acceptance import bounds, codings
from uprlib.acceptance.clusters import spread
from uprlib.acceptance.rates import counted
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.specifications.choices import PARTS, REPEATED, joined, rows
from uprlib.specifications.estimates import in_rank_order, specification
from uprlib.tidy import CLUSTERED, INTERVAL, Result, or_sentence, written

NEARLY_HALF = (0.4, 0.5)

CLAIMED = (
    ("belatedly-nearly-half", 1, "belated"),
    ("belatedly-nearly-half", 1, "belated_partial"),
    ("second-nearly-half", 2, "recorded"),
    ("second-nearly-half", 2, "belated_partial"),
)
"""Each claim with the review that it is about and a coding of the answers under which it can be made."""


@or_sentence
def nearly_half(corpus: Corpus, sur: str, *, confidence: float = 0.95) -> Result:
    """The share accepted, of the first review as answered later and of the second (claims ``...nearly-half``).

    Agrees from 40% up to 50%; strong where, besides, the whole interval is. The interval over recommending States is
    Wilson's at the effective number of rows (:func:`uprlib.acceptance.clusters.spread`); it is missing where single
    answers are not known, because then it is not known how they cluster.

    Returns
    -------
    Result
        One row is one specification; see :func:`uprlib.specifications.estimates.in_rank_order`. The choices are coding,
        parts and repeated. A share that is not known is left out.

    Examples
    --------
    >>> import uprlib
    >>> found = nearly_half(uprlib.corpus(), "PRK")
    >>> found.groupby("claim")["agrees"].mean().to_dict()
    {'belatedly-nearly-half': 0.5, 'second-nearly-half': 1.0}
    """
    received = corpus.everything[corpus.everything["sur"] == sur]
    positions = corpus.positions[corpus.positions["rec_id"].isin(received["rec_id"])]
    answers, found = {}, []
    for repeated, (_, cycle, coding) in itertools.product(REPEATED, CLAIMED):
        own = rows(received[received["cycle"] == cycle], repeated=repeated).reset_index(drop=True)
        own = codings.coded(own, positions, coding)
        answers[repeated, cycle, coding] = own, bounds.hidden(own, corpus.position_totals, positions, coding)
    for repeated, parts, (claim, cycle, coding) in itertools.product(REPEATED, PARTS, CLAIMED):
        own, hidden = answers[repeated, cycle, coding]
        mine = joined(own, parts)
        choices = {"coding": coding, "parts": parts, "repeated": repeated}
        for review in counted(mine, ["cycle"], confidence, hidden).itertuples():
            if math.isnan(review.rate):
                continue
            of = mine["recommender"].nunique()
            low, high = _over_states(mine, review.rate, confidence)
            agrees, strong = (
                NEARLY_HALF[0] <= review.rate <= NEARLY_HALF[1],
                low >= NEARLY_HALF[0] and high <= NEARLY_HALF[1],
            )
            made = specification(claim, review.rate, (low, high), review.n, of, choices, agrees=agrees, strong=strong)
            found.append(made | {"low": review.low, "high": review.high})
    if not found:
        raise DataError(f"It is not known how many recommendations {corpus.the_name(sur)} accepted")
    return in_rank_order(found, corpus, sur).with_about(
        notes=f"Wilson intervals, {confidence:.0%}, over rows and over recommending States (at the effective number of "
        "rows; not known where single answers are not); n: recommendations.",
        index=("claim", "coding", "split paragraphs"),
        columns={
            "split paragraphs": "parts",
            "recommendations": "n",
            "share accepted": "{estimate:share}",
            "interval, rows": INTERVAL,
            "interval, States": lambda row: written(CLUSTERED, row, missing="not known"),
            "nearly half": lambda row: "yes" if row["agrees"] else "no",
        },
    )


def _over_states(mine: pd.DataFrame, rate: float, confidence: float) -> tuple[float, float]:
    """Wilson's interval at the effective number of rows; missing where single answers are."""
    around = spread(mine)
    if mine["accepted"].isna().any() or around.why:
        return math.nan, math.nan
    low, high = proportion_confint(rate * around.effective_n, around.effective_n, alpha=1 - confidence, method="wilson")
    return float(low), float(high)
