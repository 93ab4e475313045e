"""The position that a lead paragraph states on the recommendations under it."""

from __future__ import annotations

import re

from uprlib.readers.wording.hyphens import LINE_END_HYPHEN

POSITIONS = ("accepted", "implemented", "pending", "noted")
"""Those of :data:`uprlib.facts.vocabulary.POSITIONS` that a lead paragraph can state."""

# These are looked for first: "did not enjoy the support" contains "support", and what is "already implemented" enjoys
# support too.
_DECISIVE_WORDS = {
    "noted": re.compile(
        r"\b(?:do|does|did|could|can|has|have|will)\s?not\s+(?:be\s+|been\s+)?(?:enjoy|support"
        r"|accept|approve|agree)|\bcannot\s+(?:be\s+)?(?:support|accept)|\bunable to (?:support"
        r"|accept)|\bnot (?:been )?(?:supported|accepted)|\bwithout (?:the )?support"
        r"|\breject|\b(?:are|is|were|was|been|be)\s+(?:duly\s+)?noted\b(?! in the )"
        r"|\b(?:takes?|took|taken) note\b|\bnotes the (?:following )?recommendations?\b"
    ),
    "implemented": re.compile(
        r"\b(?:already|been|being|considered(?: as)?)\s+(?:been\s+|being\s+)?(?:fully\s+)?"
        r"implemented|\bprocess of (?:being )?implement|\balready in (?:place|effect)"
        r"|\bin the course of (?:being )?implement"
    ),
}
# Of these the one that comes first counts: a lead that gives support may promise "responses" too.
_OTHER_WORDS = {
    "pending": re.compile(
        r"\b(?:will|shall|would|to) be (?:further |duly |carefully )?(?:examined|considered"
        r"|studied|reviewed|responded)|\b(?:will|shall) (?:further )?(?:examine|consider|study)\b"
        r"|\bprovide (?:its |their |the |a )?(?:\w+ )?(?:responses?|repl(?:y|ies)|answers?)"
        r"|\bresponses? (?:in|will be provided)|\bunder (?:examination|consideration)"
        r"|\bfurther (?:examination|consultations?)\b|\bpending\b"
    ),
    "accepted": re.compile(
        r"\benjoy(?:s|ed|ing)? (?:the |its |their |full )*support"
        r"|\b(?:accept|support)(?:s|ed)\b|\bagree(?:s|d)? (?:to|with)\b"
    ),
}
_PARTLY = re.compile(r"\bpartial|\bin part\b|\bpartly\b")


def position_of(lead: str) -> str | None:
    """The position that a lead paragraph states.

    Returns
    -------
    str or None
        One of ``POSITIONS``; None if the lead states none, or a partial one.

    Examples
    --------
    >>> position_of("The recommendations below did not enjoy the support of Erewhon:")
    'noted'
    >>> position_of("The following recommendations were made to Erewhon:") is None
    True
    """
    text = re.sub(r"\s+", " ", lead.replace(LINE_END_HYPHEN, "-")).lower()
    if _PARTLY.search(text):
        return None
    for position, words in _DECISIVE_WORDS.items():
        if words.search(text):
            return position
    said = {p: words.search(text) for p, words in _OTHER_WORDS.items()}
    places = {p: found.start() for p, found in said.items() if found}
    return min(places, key=places.__getitem__) if places else None
