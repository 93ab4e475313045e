"""Labels as OHCHR and UPR Info write them: positions, lists with bullets, numbered choices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from uprlib.errors import SourceError, did_you_mean

OHCHR_POSITIONS = {
    "Supported": "accepted",
    "Noted": "noted",
    "Supported/Noted": "partly_accepted",
    "Under consideration": "pending",
}
"""OHCHR's words. Thematic lists use the first two; the others occur in the Universal Human Rights Index."""


def known_position(label: str, positions: Mapping[str, str], **place: object) -> str:
    """The position that a source's label stands for, whether its letters are capital or small.

    Raises
    ------
    SourceError
        The source has no such label; `place` (file, row, column) goes into the message.

    Examples
    --------
    >>> known_position("Supported / noted", OHCHR_POSITIONS)
    'partly_accepted'
    """
    folded = "/".join(map(str.strip, label.split("/"))).casefold()
    for known, position in positions.items():
        if folded == known.casefold():
            return position
    raise SourceError(
        "this is not a known position",
        **place,
        value=label,
        expected="one of " + ", ".join(positions),
        remedy=did_you_mean(label, positions) or "correct the row in the source",
    )


_GOALS = """no poverty; zero hunger; good health and well being; quality education; gender equality;
clean water and sanitation; affordable and clean energy; decent work and economic growth;
industry, innovation and infrastructure; reduced inequalities, reduced inequality; sustainable cities and communities;
responsible consumption and production; climate action; life below water; life on land;
peace, justice and strong institutions; partnerships for the goals"""
_WORDS_OF_GOALS = [frozenset(re.findall("[a-z]+", goal)) for goal in _GOALS.split(";")]
_GOAL = re.compile(r"\W*(?:(?:SDG|goal)\s*)?(\d{1,2})\s*[-–—.:]\s*([^\d\n]{3,80})", re.IGNORECASE)


def is_goal(line: str) -> bool:
    """Whether a line is the label of a Sustainable Development Goal, with its number and words of its name.

    Examples
    --------
    >>> is_goal("- 16 - PEACE, JUSTICE & STRONG INSTITUTIONS"), is_goal("SDG 4: Quality Education")
    (True, True)
    >>> is_goal("3 bills are pending"), is_goal("2024: nothing done"), is_goal("5 - year plan adopted")
    (False, False, False)
    """
    found = _GOAL.fullmatch(line)
    if found is None or not 1 <= int(found[1]) <= len(_WORDS_OF_GOALS):
        return False
    return set(re.findall("[a-z]+", found[2].lower())) <= _WORDS_OF_GOALS[int(found[1]) - 1]


def bullets(cell: object) -> list[str]:
    """The values of a cell, one on each line; a line may start with "- ".

    Examples
    --------
    >>> bullets("- Women & girls\\n- Children ")
    ['Women & girls', 'Children']
    """
    lines = (re.sub(r"^\s*[-–•]\s*", "", line).strip() for line in str(cell or "").splitlines())
    return [line for line in lines if line]


def joined(labels: Iterable[str]) -> str | None:
    """Labels in the order of the source, each once, joined by ";" without a space; None where there are none.

    A label may contain "; " ("Children: definition; general principles; protection"), always with a space. To take
    the list apart again, split it at each ";" that no space follows.

    Examples
    --------
    >>> joined(["Right to health", "right to health", "Children: definition; protection"])
    'Right to health;Children: definition; protection'
    """
    once: dict[str, str] = {}
    for label in labels:
        once.setdefault(label.casefold(), re.sub(r";(?=\S)", "; ", label))
    return ";".join(once.values()) or None


_LEADING = re.compile(r"\s*+(?:UPR\s++)?(?:session|cycle)?\s*+(\d{1,2})(?:st|nd|rd|th)?(?!\w)", re.IGNORECASE)


def leading_number(label: str) -> int | None:
    """The number at the start of a label, alone or after a word such as "Session" or "Cycle".

    Examples
    --------
    >>> leading_number("44 - November 2023"), leading_number("Cycle 4"), leading_number("4th cycle")
    (44, 4, 4)
    >>> leading_number("November 2023") is None
    True
    """
    found = _LEADING.match(label)
    return int(found[1]) if found else None
