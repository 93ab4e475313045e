"""Whether a State accepts what costs little and refuses what is specific, under every choice."""

from __future__ import annotations

import itertools

from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import LOW_COST, SPECIFIC
from uprlib.specifications.choices import PARTS, REPEATED, coded_requests
from uprlib.specifications.estimates import above_zero, in_rank_order, pooled_log_odds
from uprlib.tidy import Result, or_sentence

LOW = (LOW_COST, (*LOW_COST, 3))
"""The action categories that may be called low-cost."""

HIGH = (SPECIFIC, (4, *SPECIFIC))
"""The action categories that may be called specific."""

WITHIN = {"none": None, "regional group": "regional_group", "recommending State": "recommender"}


@or_sentence
def low_cost(corpus: Corpus, sur: str, *, confidence: float = 0.95) -> Result:
    """Log odds ratio of acceptance, low-cost against specific requests, second review (claim ``specific-rejected``).

    Agrees where it is above 0; strong where its whole interval is.

    Returns
    -------
    Result
        One row is one specification; see :func:`uprlib.specifications.estimates.in_rank_order`. The choices are
        low-cost categories, specific categories, within (what is held constant), parts and repeated.

    Examples
    --------
    >>> import uprlib
    >>> found = low_cost(uprlib.corpus(), "PRK")
    >>> len(found), int(found["agrees"].sum())
    (72, 66)
    """
    found = []
    for repeated, parts in itertools.product(REPEATED, PARTS):
        own = coded_requests(corpus, sur, repeated=repeated, parts=parts)
        for low, specific, (within, column) in itertools.product(LOW, HIGH, WITHIN.items()):
            asked = own[own["action"].isin((*low, *specific))]
            strata = asked[column] if column else None
            estimate = pooled_log_odds(asked["action"].isin(low), asked["accepted"], strata, confidence=confidence)
            categories = {"low-cost categories": in_words(low), "specific categories": in_words(specific)}
            choices = categories | {"within": within, "parts": parts, "repeated": repeated}
            found += above_zero("specific-rejected", estimate, len(asked), choices)
    return in_rank_order(found, corpus, sur)


def in_words(categories: tuple[int, ...]) -> str:
    """Action categories as a choice is called."""
    return ", ".join(map(str, categories))
