"""The verb rule of McMahon's scheme: the first verb of the request decides its category.

Source: McMahon, Edward R. (2012), *The Universal Periodic Review: A Work in Progress*,
Friedrich-Ebert-Stiftung, Geneva; numbered as in UPR Info's export (1 minimal or directed at
others, 2 continuity, 3 to consider change, 4 general action, 5 specific action).

The table ``verbs.csv`` holds one phrase a row: ``phrase``, ``category`` and ``basis``, which is
``scheme`` for the verbs that stand for a category in the project's own description of the scheme
(they were not checked against McMahon's paper) and ``coded rows`` for those put where most coded
rows of sessions 1-14 have them (so sessions 15-20 are out of sample).
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from uprlib.curation.actions.phrasing import MODIFIERS, WORD, normalise, request, stem

CATEGORIES = (1, 2, 3, 4, 5)
VERB_TABLE = Path(__file__).with_name("verbs.csv")

# Beyond this many words a verb belongs to a subordinate clause, not to the request.
_REACH = 12
_LONGEST_PHRASE = 4
# "and" is kept: "continue and strengthen" asks for more than "continue".
_SKIPPED = MODIFIERS - {"and"}


@lru_cache(maxsize=1)
def verb_table() -> dict[tuple[str, ...], int]:
    """Stems of each phrase and the category it calls for."""
    with VERB_TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        tuple(stem(word) for word in row["phrase"].split() if word not in _SKIPPED): int(row["category"])
        for row in rows
    }


def rule_of_request(asked: str) -> int | None:
    """Category of a request that is already normalised and freed of its frame."""
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
    """Action category of a recommendation by its first verb.

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
    >>> rule_category("Adopt a law on prisons")
    5
    >>> rule_category("Well done") is None
    True
    """
    return rule_of_request(request(normalise(text)))
