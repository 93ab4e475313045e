"""Symbols of Working Group reports: the session of the Human Rights Council in them gives the UPR session."""

from __future__ import annotations

SESSION_BY_COUNCIL_SESSION = {
    10: 3,
    11: 4,
    12: 5,
    13: 6,
    14: 7,
    15: 8,
    16: 9,
    17: 10,
    18: 11,
    19: 12,
    21: 13,
    22: 14,
    23: 15,
    24: 16,
    25: 17,
    26: 18,
    27: 19,
    28: 20,
    29: 21,
    30: 22,
    31: 23,
    32: 24,
    33: 25,
    34: 26,
    36: 27,
    37: 28,
    38: 29,
    39: 30,
    40: 31,
    41: 32,
    42: 33,
    43: 34,
    44: 35,
    46: 36,
    47: 37,
    48: 38,
    49: 39,
    50: 40,
    52: 41,
    53: 42,
    54: 43,
    55: 44,
    56: 45,
}
"""A/HRC/8 is not here: it holds the reports of two UPR sessions (1 and 2)."""


def session_of(symbol: str) -> int | None:
    """The UPR session of a Working Group report, from the Council session in its symbol.

    Examples
    --------
    >>> session_of("A/HRC/27/10"), session_of("A/HRC/8/34")
    (19, None)
    """
    return SESSION_BY_COUNCIL_SESSION.get(int(symbol.split("/")[2]))
