"""The position that a lead paragraph states on the recommendations under it."""

from __future__ import annotations

import re

from uprlib.readers.wording.hyphens import LINE_END_HYPHEN

POSITIONS = ("accepted", "implemented", "partly_accepted", "pending", "noted")
"""Those of :data:`uprlib.facts.vocabulary.POSITIONS` that a lead paragraph can state."""

_SUPPORT = r"(?:the |its |their |full |an? )*(?:support|approval|agreement)"
# These are looked for first: "did not enjoy the support" contains "support", and what is "already implemented" enjoys
# support too.
_DECISIVE_WORDS = {
    "noted": re.compile(
        r"\b(?:do|does|did|could|can|has|have|will|would|may)\s?(?:not|n['’]t)\s+(?:be\s+|been\s+)?"
        rf"(?:enjoy|support|accept|approve|agree|endorse|(?:have|receive|find|meet with|command) {_SUPPORT})"
        r"|\bcannot\s+(?:be\s+)?(?:support|accept|endorse)"
        r"|\b(?:unable|not able|not in a position) to (?:support|accept)"
        r"|\bnot (?:been )?(?:supported|accepted|enjoy)|\bwithout (?:the )?support|\breject|\brefus(?:e|al)"
        r"|\b(?:are|is|were|was|been|be)\s+(?:(?:duly|thus|therefore|hereby|only|merely)\s+)?noted\b(?! (?:in|above)\b)"
        r"|\b(?:takes?|took|taken) note\b|\bnotes the (?:following )?recommendations?\b"
    ),
    "implemented": re.compile(
        r"\b(?:already|been|being|considered(?: as)?)\s+(?:been\s+|being\s+)?(?:fully\s+)?implemented"
        r"|\balready\s+(?:been\s+|being\s+)?(?:fulfilled|carried out|achieved|put into practice|under implementation)"
        r"|\bunder implementation|\bprocess of (?:being )?implement|\balready in (?:place|effect)"
        r"|\bin the course of (?:being )?implement"
    ),
}
# Of these the one that comes first counts: a lead that gives support may promise "responses" too.
_OTHER_WORDS = {
    "pending": re.compile(
        r"\b(?:will|shall|would|to) be (?:further |duly |carefully )?(?:examined|considered"
        r"|studied|reviewed|responded|answered)|\b(?:will|shall) (?:further )?(?:examine|consider|study|respond)\b"
        r"|\bprovide (?:its |their |the |a )?(?:\w+ )?(?:responses?|repl(?:y|ies)|answers?)"
        r"|\b(?:responses?|repl(?:y|ies)|answers?|positions?|decisions?)\b.{0,200}?\b(?:will|shall|would|to) be "
        r"(?:included|provided|given|presented|submitted|communicated|reflected|contained|announced|made)"
        r"|\bresponses? in\b|\bunder (?:examination|consideration)"
        r"|\bfurther (?:examination|consultations?)\b|\bpending\b|\b(?:is|are|has been|have been) deferred\b"
    ),
    "accepted": re.compile(
        rf"\b(?:enjoy(?:s|ed|ing)?|have|has|received?|met with) {_SUPPORT}"
        r"|\bwith (?:the|its) (?:agreement|consent)\b|\b(?:accept|support)(?:s|ed)\b|\bendorses\b"
        r"|\bagree(?:s|d)? (?:to|with)\b"
    ),
}
_PARTLY = re.compile(
    r"\b(?:partial|partly|in part|partially)\b.{0,20}?\b(?:support|accept|agree)"
    r"|\b(?:support|accept)(?:s|ed|ance)?\b.{0,60}?\b(?:partial|partly|in part)"
)


def position_of(lead: str) -> str | None:
    """The position that a lead paragraph states.

    Returns
    -------
    str or None
        One of ``POSITIONS``; None if the lead states none.

    Examples
    --------
    >>> position_of("The recommendations below did not enjoy the support of Erewhon:")
    'noted'
    >>> position_of("The following recommendations were made to Erewhon:") is None
    True
    """
    text = re.sub(r"\s+", " ", lead.replace(LINE_END_HYPHEN, "-")).lower()
    if _PARTLY.search(text):
        return "partly_accepted"
    for position, words in _DECISIVE_WORDS.items():
        if words.search(text):
            return position
    said = {p: words.search(text) for p, words in _OTHER_WORDS.items()}
    places = {p: found.start() for p, found in said.items() if found}
    return min(places, key=places.__getitem__) if places else None
