"""The words in which a State answers recommendations: "accepts", "enjoy the support of", "takes note of"."""

from __future__ import annotations

import re
from typing import NamedTuple

ACTIVE, PASSIVE = "active", "passive"
"""Whether the recommendations follow the words ("accepts 95.1") or go before them ("95.1 is accepted")."""

_NOT = (
    r"(?:(?:do|does|did|can|could|has|have|is|are|was|were|will|would)\s(?:\w+\s)?not|cannot|can't|doesn't"
    r"|unable\sto|not\sable\sto|not\sin\sa\sposition\sto)\s(?:(?:be\sin\sa\sposition\sto|be\sable\sto|\w+ly|yet|be|been|"
    r"at\sthis\s(?:stage|time|point)|at\spresent|for\sthe\stime\sbeing)\s){0,3}"
)
_PARTLY = r"(?:partially|partly|in\spart|in\sprinciple|with\sreservations?)"
_TAKEN = r"(?:accepted|supported|approved|endorsed|agreed)"
_TAKES = r"(?:accepts?|accepting|supports?|supporting|agrees?\s(?:to|with)|endorses?|approves?)\b"

_BE = r"(?:is|are|was|were|be|been|being)\s(?:\w+ly\s)?"
_SUPPORT = r"(?:\w+\s){0,2}support"

# Each is masked where it was found, so that "does not accept" is not read as "accept" again.
_PATTERNS: list[tuple[str, str, tuple[str, ...]]] = [
    ("partly_accepted", ACTIVE, (rf"{_PARTLY}\s{_TAKES}", rf"{_TAKES}[,\s]+(?:only\s)?{_PARTLY},?")),
    (
        "partly_accepted",
        PASSIVE,
        (
            r"enjoys?\s(?:the\s|its\s|their\s)?partial\ssupport",
            r"(?:partial|part)\s(?:acceptance|support)",
            rf"{_PARTLY}\s(?:\w+ly\s)?{_TAKEN}",
            rf"{_TAKEN}[,\s]+(?:only\s)?{_PARTLY}",
        ),
    ),
    (
        "not_accepted",
        PASSIVE,
        (
            rf"{_NOT}enjoy(?:ed)?\s{_SUPPORT}",
            rf"{_NOT}{_TAKEN}",
            r"without\s(?:the\s)?support|not\senjoy(?:ing)?\s(?:the\s)?support",
            rf"\bnot\s(?:\w+ly\s)?{_TAKEN}|non[-\s]accept(?:ed|ance)",
            rf"{_BE}(?:rejected|refused|declined)|\b(?:rejected|rejection|refused)\b",
        ),
    ),
    (
        "not_accepted",
        ACTIVE,
        (
            rf"{_NOT}(?:accept|support|agree\s(?:to|with)|endorse|approve)\b",
            r"\bnot\s(?:accept|support)(?:ing)?\b",
            r"\b(?:rejects?|refuses?|opposes?)\b|\bdeclines?\sto\s(?:accept|support)\b",
        ),
    ),
    (
        "implemented",
        PASSIVE,
        (
            r"(?:already|been|being|is|are|as|fully|recommendations?|considered)\s(?:(?:already|fully|being|been)\s){0,3}"
            r"implemented",
            r"\bimplemented\salready|under\simplementation|already\sin\s(?:place|effect|force)",
            r"(?:process|course)\sof\s(?:being\s)?implement\w+",
        ),
    ),
    (
        "noted",
        ACTIVE,
        (
            r"\b(?:takes?|taking|took|taken)\s(?:due\s|full\s|good\s|careful\s)?note\b(?:\sof\b)?",
            r"\bnot(?:es|ing)\b(?:\swith\s\w+)?|\b(?:to|will|would)\snote\b",
        ),
    ),
    ("noted", PASSIVE, (rf"{_BE}noted\b", r"\bnoted\b")),
    (
        "pending",
        PASSIVE,
        (
            r"(?:will|would|shall|to)\sbe\s(?:\w+ly\s)?(?:examined|considered|studied|reviewed)",
            r"under\s(?:examination|consideration|study)|\bpending\b|\bdeferred\b",
        ),
    ),
    (
        "accepted",
        PASSIVE,
        (
            rf"enjoy(?:s|ed|ing)?\s{_SUPPORT}",
            rf"{_BE}{_TAKEN}\b|\b(?:accepted|supported|endorsed)\b",
            r"\b(?:full\s)?acceptance\b|\bagreed\b(?!\sto\b)",
        ),
    ),
    (
        "accepted",
        ACTIVE,
        (
            rf"\b(?:accept|support|endorse|agree\s(?:to|with))\b|\b{_TAKES}",
            r"\b(?:gives|lends|expresses)\sits\ssupport\sto",
        ),
    ),
]
_STANCES = [(position, voice, re.compile("|".join(patterns), re.IGNORECASE)) for position, voice, patterns in _PATTERNS]

# The words between "accepts" and the numbers; anything else is not about recommendations ("supports new clinics").
_OF_RECOMMENDATIONS = re.compile(
    r"\s?(?:$|[:;.(–—-]|(?:(?:all|the|this|these|that|following|above|below|said|both|such|further|other|remaining|of|as|well|in|"
    r"full|fully|part|principle|another|rest|a|total|only|also|abovementioned|above-mentioned|aforementioned|\d{1,3})\s)*"
    r"(?:recommendations?\b|nos?\b|numbers?\b|paragraphs?\b|it\b|them\b|remaining\b|rest\b|others\b|(?:this|that|these|following|same)\b\s?(?:$|[.,;:])|\d))",
    re.IGNORECASE,
)


class Stance(NamedTuple):
    """Words of an answer in a text.

    Attributes
    ----------
    start, end : int
    position : str
        One of :data:`uprlib.facts.vocabulary.POSITIONS`.
    voice : str
        ACTIVE or PASSIVE.
    """

    start: int
    end: int
    position: str
    voice: str


def stances(text: str) -> list[Stance]:
    """The answers that a sentence gives, in the order of their words.

    Examples
    --------
    >>> [(s.position, s.voice) for s in stances("Erewhon does not accept 95.1, while 95.2 enjoys its support.")]
    [('not_accepted', 'active'), ('accepted', 'passive')]
    >>> stances("Erewhon supports new clinics.")
    []
    """
    found = []
    masked = text
    for position, voice, pattern in _STANCES:
        matches = list(pattern.finditer(masked))
        masked = pattern.sub(lambda match: "#" * len(match.group()), masked)
        for match in matches:
            if voice == PASSIVE or _OF_RECOMMENDATIONS.match(text, match.end()):
                found.append(Stance(match.start(), match.end(), position, voice))
    return sorted(found)


def label(text: str) -> str | None:
    """The one position that a heading or a cell states.

    Examples
    --------
    >>> label("Recommendations that do not enjoy the support of Erewhon and are thus noted")
    'noted'
    >>> label("Accepted and noted recommendations") is None
    True
    """
    return together([stance.position for stance in stances(text)])


def together(positions: list[str]) -> str | None:
    """What several answers to one recommendation say together; None where they contradict each other.

    A refusal that is said to be noted is noted: that is how States put it. What is implemented is accepted.
    """
    said = set(positions)
    for one, other, both in (("accepted", "implemented", "implemented"), ("noted", "not_accepted", "noted")):
        if {one, other} <= said:
            said -= {one, other}
            said.add(both)
    return said.pop() if len(said) == 1 else None
