"""Whether a State accepts what costs little and refuses what is specific, under every choice."""

from __future__ import annotations

import itertools

from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import LOW_COST, SPECIFIC
from uprlib.specifications.choices import PARTS, REPEATED, coded_requests
from uprlib.specifications.estimates import above_zero, in_rank_order
from uprlib.specifications.pooled import pooled_log_odds
from uprlib.tidy import Result, or_sentence

LOW = (LOW_COST, (*LOW_COST, 3))
"""The action categories that may be called low-cost."""

HIGH = (SPECIFIC, (4, *SPECIFIC))
"""The action categories that may be called specific."""

WITHIN = {"none": None, "regional group": "regional_group", "recommending State": "recommender"}

_LABELS = ["regional_group", "recommender"]


@or_sentence
def low_cost(corpus: Corpus, sur: str, *, confidence: float = 0.95) -> Result:
    """Log odds ratio of acceptance, low-cost against specific requests, second review (claim ``specific-rejected``).

    Agrees where it is above 0; strong where its whole interval over recommending States is.

    Returns
    -------
    Result
        One row is one specification; see :func:`uprlib.specifications.estimates.in_rank_order`. The choices are
        low-cost categories, specific categories, within (what is held constant), parts and repeated.

    Examples
    --------
    >>> import uprlib
    >>> found = low_cost(uprlib.corpus(), "PRK")
    >>> found["place"].nunique(), found.groupby("within")["agrees"].all().to_dict()
    (28, {'none': True, 'recommending State': False, 'regional group': True})
    """
    found = []
    for repeated, parts in itertools.product(REPEATED, PARTS):
        own = coded_requests(corpus, sur, repeated=repeated, parts=parts)
        own = own[["action", "accepted", *_LABELS]].astype(dict.fromkeys(_LABELS, "category"))
        for low, specific, (within, column) in itertools.product(LOW, HIGH, WITHIN.items()):
            asked = own[own["action"].isin((*low, *specific))]
            strata = asked[column] if column else None
            groups = (asked["action"].isin(low), asked["accepted"], asked["recommender"])
            estimate = pooled_log_odds(*groups, strata, confidence=confidence)
            categories = {"low-cost categories": in_words(low), "specific categories": in_words(specific)}
            choices = categories | {"within": within, "parts": parts, "repeated": repeated}
            found += above_zero("specific-rejected", estimate, choices)
    return in_rank_order(found, corpus, sur)


def in_words(categories: tuple[int, ...]) -> str:
    """Action categories as a choice is called."""
    return ", ".join(map(str, categories))
