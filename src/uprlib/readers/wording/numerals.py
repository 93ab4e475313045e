"""English numbers in words or figures, as reports write totals: "163", "one hundred and sixty-three"."""

from __future__ import annotations

import re

_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty thirty forty fifty sixty seventy eighty ninety
"""
_VALUES = {word: n if n <= 20 else 10 * (n - 18) for n, word in enumerate(_WORDS.split())}
_ONE = "|".join([*_VALUES, "hundred"])

NUMERAL = rf"(?:\d{{1,3}}|(?:(?:{_ONE})\b(?:[\s-]+(?:and\s+)?(?=(?:{_ONE})\b))?){{1,6}})"
"""A number up to 999, as a regular expression."""


def number_of(text: str) -> int | None:
    """The number that figures or English words stand for; None for any other words.

    Examples
    --------
    >>> number_of("163"), number_of("One hundred and sixty-three"), number_of("forty"), number_of("some")
    (163, 163, 40, None)
    """
    words = [word for word in re.split(r"[\s-]+", text.lower().strip()) if word != "and"]
    if len(words) == 1 and words[0].isdecimal():
        return int(words[0])
    total = 0
    for word in words:
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in _VALUES:
            total += _VALUES[word]
        else:
            return None
    return total if words else None
