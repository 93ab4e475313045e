"""Whether "nearly half" is the word for what a State accepted, under every choice."""

from __future__ import annotations

import itertools
import math

from uprlib.acceptance import bounds, codings
from uprlib.acceptance.rates import rates
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.specifications.choices import PARTS, REPEATED, joined, rows
from uprlib.specifications.estimates import in_rank_order, specification
from uprlib.tidy import INTERVAL, Result, or_sentence

NEARLY_HALF = (0.4, 0.5)

CLAIMED = (
    ("belatedly-nearly-half", 1, "belated"),
    ("belatedly-nearly-half", 1, "belated_partial"),
    ("second-nearly-half", 2, "recorded"),
)
"""Each claim with the review that it is about and a coding of the answers under which it can be made."""


@or_sentence
def nearly_half(corpus: Corpus, sur: str, *, confidence: float = 0.95) -> Result:
    """The share accepted, of the first review as answered later and of the second (claims ``...nearly-half``).

    Agrees from 40% up to 50%; strong where, besides, the whole interval is below 50%.

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
    found = []
    for repeated, parts, (claim, cycle, coding) in itertools.product(REPEATED, PARTS, CLAIMED):
        kept = rows(corpus.everything, repeated=repeated)
        own = kept[(kept["sur"] == sur) & (kept["cycle"] == cycle)].reset_index(drop=True)
        mine = codings.coded(own, corpus.positions, coding)
        hidden = bounds.hidden(mine, corpus.position_totals, corpus.positions, coding)
        mine = joined(mine, parts)
        choices = {"coding": coding, "parts": parts, "repeated": repeated}
        for review in rates(mine, "cycle", confidence=confidence, hidden=hidden).itertuples():
            if math.isnan(review.rate):
                continue
            agrees, interval = NEARLY_HALF[0] <= review.rate <= NEARLY_HALF[1], (review.low, review.high)
            strong = agrees and review.high < 0.5
            found.append(specification(claim, review.rate, interval, review.n, choices, agrees=agrees, strong=strong))
    if not found:
        raise DataError(f"It is not known how many recommendations {corpus.the_name(sur)} accepted")
    return in_rank_order(found, corpus, sur).with_about(
        notes=f"Wilson intervals, {confidence:.0%}; n: recommendations.",
        index=("claim", "coding", "split paragraphs"),
        columns={
            "split paragraphs": "parts",
            "recommendations": "n",
            "share accepted": "{estimate:share}",
            "interval": INTERVAL,
            "nearly half": lambda row: "yes" if row["agrees"] else "no",
        },
    )


@or_sentence
def different(halves: Result) -> Result:
    """The shares of :func:`nearly_half`, once where counting a repeated recommendation changes nothing.

    Examples
    --------
    >>> import uprlib
    >>> halves = nearly_half(uprlib.corpus(), "PRK")
    >>> len(halves), len(different(halves))
    (18, 9)
    """
    return halves.drop_duplicates(["claim", "coding", "parts", "n", "estimate"])
