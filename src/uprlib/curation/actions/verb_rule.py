"""The verb rule of McMahon's scheme: the first verb of the request decides its category.

Source: McMahon, Edward R. (2012), *The Universal Periodic Review: A Work in Progress*,
Friedrich-Ebert-Stiftung, Geneva. Categories are numbered as in UPR Info's export
(:data:`uprlib.facts.vocabulary.ACTIONS`).

One row of the table ``verbs.csv`` is one phrase: ``phrase``, ``category`` and ``basis``. The basis is
``scheme`` for verbs that the project's own description of the scheme names for a category (they were
not checked against McMahon's paper), and ``coded rows`` for verbs that have the category of most coded
rows of sessions 1-14 that use them. Sessions 15-20 are therefore out of sample.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from uprlib.curation.actions.phrasing import MODIFIERS, WORD, normalise, request, stem

VERB_TABLE = Path(__file__).with_name("verbs.csv")

# Beyond this many words a verb belongs to a subordinate clause, not to the request.
_REACH = 12
_LONGEST_PHRASE = 4
# "and" is not skipped: "continue and strengthen" asks for more than "continue".
_SKIPPED = MODIFIERS - {"and"}


@lru_cache(maxsize=1)
def verb_table() -> dict[tuple[str, ...], int]:
    """The stems of each phrase and its category."""
    with VERB_TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        tuple(stem(word) for word in row["phrase"].split() if word not in _SKIPPED): int(row["category"])
        for row in rows
    }


def rule_of_request(asked: str) -> int | None:
    """The category of a request that is already normalised and without its frame."""
    table = verb_table()
    words = [word for word in WORD.findall(asked) if word not in _SKIPPED]
    stems = tuple(stem(word) for word in words[: _REACH + _LONGEST_PHRASE])
    for start in range(min(len(stems), _REACH)):
        for length in range(_LONGEST_PHRASE, 0, -1):
            category = table.get(stems[start : start + length])
            if category is not None:
                return category
    return None


def rule_category(text: str) -> int | None:
    """The action category of a recommendation by its first verb.

    Parameters
    ----------
    text : str
        Text of one recommendation.

    Returns
    -------
    int or None
        1-5, or None where no verb of the table is among the first words of the request.

    Examples
    --------
    >>> rule_category("Continue its efforts to improve access to education")
    2
    >>> rule_category("In line with its pledge, consider ratifying the Covenant")
    3
    >>> rule_category("Adopt measures to prevent overcrowding of prisons")
    4
    >>> rule_category("Enact a law on prisons")
    5
    >>> rule_category("Well done") is None
    True
    """
    return rule_of_request(request(normalise(text)))
