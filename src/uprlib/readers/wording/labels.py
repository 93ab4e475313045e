"""Labels as OHCHR and UPR Info write them: bullets, positions, sessions and cycles."""

from __future__ import annotations

import re
from collections.abc import Iterable

OHCHR_POSITIONS = {
    "supported": "accepted",
    "noted": "noted",
    "supported/noted": "partly_accepted",
    "under consideration": "pending",
}
"""OHCHR's words. The first two are those of the lists; the others stand in the Universal Human Rights Index."""

LAST_SESSIONS = {1: 12, 2: 26, 3: 40, 4: 54}
"""The UPR session that closed each cycle, or will close it."""


def bullets(cell: object) -> list[str]:
    """Values of one cell, one a line, each of which may start with "- ".

    Examples
    --------
    >>> bullets("- Women & girls\\n- Children ")
    ['Women & girls', 'Children']
    """
    lines = (re.sub(r"^\s*[-–•]\s*", "", line).strip() for line in str(cell or "").splitlines())
    return [line for line in lines if line]


def joined(labels: Iterable[str]) -> str | None:
    """Labels in the order of the source, each once, joined by ";" without a space; None where there are none.

    A label may itself hold "; " ("Children: definition; general principles; protection"), always with a space: to take
    the list apart again, divide it at each ";" that no space follows.

    Examples
    --------
    >>> joined(["Right to health", "right to health", "Children: definition; protection"])
    'Right to health;Children: definition; protection'
    """
    once: dict[str, str] = {}
    for label in labels:
        once.setdefault(label.casefold(), re.sub(r";(?=\S)", "; ", label))
    return ";".join(once.values()) or None


def leading_number(label: str) -> int | None:
    """The number that a label starts with, alone or after a word such as "Session" or "Cycle".

    Examples
    --------
    >>> leading_number("44 - November 2023"), leading_number("Cycle 4"), leading_number("4th cycle")
    (44, 4, 4)
    >>> leading_number("November 2023") is None
    True
    """
    found = re.match(r"\s*(?:UPR\s+)?(?:session|cycle)?\s*(\d{1,2})(?:st|nd|rd|th)?(?!\w)", label, re.IGNORECASE)
    return int(found[1]) if found else None


def cycle_of(session: int | None) -> int | None:
    """The cycle of a UPR session, or None where it is not known.

    Examples
    --------
    >>> [cycle_of(session) for session in (12, 13, 40, 41)]
    [1, 2, 3, 4]
    """
    if session is None:
        return None
    return next((cycle for cycle, last in LAST_SESSIONS.items() if session <= last), None)
