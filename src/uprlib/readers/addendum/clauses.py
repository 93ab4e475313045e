"""What the sentences of an addendum say of which recommendations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from uprlib.readers.addendum.stances import ACTIVE, Stance, stances, together
from uprlib.readers.wording.paragraph_numbers import Numbers, Span, lists_of_numbers

LISTED, OWN_WORDS, HEADING, REST = 3, 2, 1, 0
"""How strongly an answer is stated: the number stands in a sentence or a list with the position; the position stands
with the number in a row, or in its comment; it stands in the heading above the number; it is said of all or of the
remaining recommendations."""

NUMBERS, PARAGRAPH, ALL = "numbers", "paragraph", "all"
"""What a claim is about: recommendations by number, all under one lead paragraph, all or all the others."""


class Claim(NamedTuple):
    """One position on some recommendations.

    Attributes
    ----------
    position : str or None
        None where the numbers stand without any position.
    spans : tuple of Span
    strength : int
        LISTED, OWN_WORDS, HEADING or REST.
    about : str
        NUMBERS, PARAGRAPH or ALL.
    without : tuple of Span
        What "all ... except" leaves out.
    """

    position: str | None
    spans: tuple[Span, ...]
    strength: int
    about: str = NUMBERS
    without: tuple[Span, ...] = ()


class Total(NamedTuple):
    """A count that the document states: "accepts 142 recommendations"."""

    position: str
    n: int


@dataclass
class Said:
    """What a sentence, or several, say.

    Attributes
    ----------
    claims : list of Claim
    totals : list of Total
    hanging : str or None
        The position of words with nothing to go with in the sentence, which then announce what follows ("The following
        recommendations enjoy the support of Erewhon:").
    unclear : list of str
        Sentences on all recommendations, or on the others, that are not understood.
    """

    claims: list[Claim] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    hanging: str | None = None
    unclear: list[str] = field(default_factory=list)


LONGEST_SENTENCE = 20_000
"""The longest list of numbers that a real addendum has is a tenth of this."""

_SENTENCE = re.compile(r"(?<=[.!?])\s(?=[A-Z“\"(])|(?<=[.;:!?])\s(?=\d{1,3}\.\s[A-Z])")
_ABBREVIATION = re.compile(r"\b(?:recs?|nos?|paras?|art|arts|cf|e\.g|i\.e|vs|mr|mrs|ms|dr)\.$", re.IGNORECASE)
_VERB = (
    r"(?:does|do|did|takes?|took|notes?|accepts?|supports?|rejects?|partially|partly|cannot|can|has|have|is|are|will"
    r"|would)"
)
_CLAUSE = re.compile(
    r";|,?\s(?:while|whereas|whilst|but|however|although|and\s(?:also\s)?(?=(?:\w+\s){0,3}" + _VERB + r"\b))"
)
_FOLLOWING = re.compile(r"\b(?:following|below)\b|:\s?$", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|these|those|this|it|them|which|the\srecommendations?)\b", re.IGNORECASE)
_SEE = re.compile(
    r"\b(?:see|cf|refer(?:s|red|ring)?|(?:comments?|information|explanations?|repl(?:y|ies)|responses?|answers?|position|"
    r"reasons?)(?:\s\w+){0,3}\s(?:on|under|to|for|regarding|above|in))\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except(?:ing)?(?:\sfor)?|with\sthe\sexceptions?\sof|other\sthan|apart\sfrom|excluding|save(?:\sfor)?|but\snot)\b"
    r"[^.;:]{0,40}$",
    re.IGNORECASE,
)
_RECEIVED = (
    r"(?:\s(?:that\s|which\s)?(?:it\s|were\s|was\s|have\sbeen\s|has\s|had\s)*(?:received|made|addressed|put\sforward|contained|"
    r"formulated|listed)(?:\s(?:to|in|by|during|under|from|for|at|of)\s(?:the\s|its\s|it\b|this\s)?[\w./’'\s]{0,80})?)?"
    r"(?:\sof\s(?:the|its)\s[\w\s]{0,60}report[\w\s]{0,40})?"
)
_ALL = re.compile(
    r"\b(?P<which>all|every|each|the\srest|(?:the\s)?(?:remaining|other|others))\b(?:\s(?:of|the|its|these|those|other|"
    r"remaining|\d{1,3})){0,6}\s?(?P<noun>recommendations?)?"
    r"(?:(?:\s(?:contained|listed|made|set\sout))?\s(?:in|under|of)\sparagraph\s(?P<lead>\d{1,3})(?!\.?\d))?",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:(?:all|the)\sothers|the\s(?:remaining|rest)(?:\s(?:\d{1,3}|[a-z]+))?)\s?(?:$|[.,;:]|are\b|is\b)", re.IGNORECASE
)
_NOT_ALL = re.compile(
    r"\b(?:of\swhich|of\sthem|some|many|most|several|majority|part\sof|including|related|relating|concerning)\b",
    re.IGNORECASE,
)
_ENDS_ALL = re.compile(
    rf"{_RECEIVED}\s?(?:$|[.,;:]|\b(?:except|with|other|apart|excluding|save|and|but|are|is|enjoy|do|does)\b)",
    re.IGNORECASE,
)
_WHOLE_PARAGRAPH = re.compile(
    r"recommendations?\s(?:\w+\s){0,2}(?:in|under|of)\sparagraphs?\s(?P<lead>\d{2,3})(?!\.?\d)", re.IGNORECASE
)
_COUNT_BEFORE = re.compile(
    r"(?<![\d./])(?P<n>\d{1,3})\s(?:recommendations?\s)?(?:(?:are|is|were|have\sbeen|has\sbeen|now|which|that)\s){0,3}$"
)
_COUNT_AFTER = re.compile(
    r"\s(?:a\stotal\sof\s|the\s|another\s|further\s|in\stotal\s)?(?P<n>\d{1,3})(?!\.?\d)(?=\s(?:recommendations?|of\sthe|of\sthem|of\swhich)\b"
    r"|\s?[,.;]|\sand\b|$)"
)
# Counts of another review, or of what was said before the addendum.
_EARLIER = re.compile(
    r"\b(?:immediately|previous|earlier|first|second|third|last|cycle|during|initially|at\sthe\stime)\b", re.I
)


def said_in(text: str, *, strength: int = LISTED, bare: bool = False) -> Said:
    """Read the answers in a text of one or more sentences.

    Parameters
    ----------
    text : str
        Words with single spaces.
    strength : int
        That of numbers which stand in a sentence with their position.
    bare : bool
        Whether numbers at the very start of the text need no lead.

    Examples
    --------
    >>> said = said_in("Erewhon accepts 95.1 and 95.2, and takes note of 95.3.")
    >>> [(claim.position, [str(span) for span in claim.spans]) for claim in said.claims]
    [('accepted', ['95.1', '95.2']), ('noted', ['95.3'])]
    """
    said = Said()
    for sentence in sentences(text):
        _read_sentence(sentence, said, strength, bare)
        bare = False
    return said


def sentences(text: str) -> list[str]:
    """The sentences of a text; "Rec. 18" and "paras. 3" do not end one."""
    found: list[str] = []
    for piece in _SENTENCE.split(text):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return found


def _read_sentence(sentence: str, said: Said, strength: int, bare: bool) -> None:
    if len(sentence) > LONGEST_SENTENCE:
        said.unclear.append(sentence)
        return
    words = stances(sentence)
    numbers = list(lists_of_numbers(sentence, bare=bare))
    said.hanging = None
    if words and not numbers and said.claims and _goes_back(sentence, words, said):
        return
    first = len(said.claims)
    whole = _whole(sentence, words, numbers, said)
    _Clauses(sentence, said, strength, first).read(words, numbers)
    if words and not numbers and not whole and _FOLLOWING.search(sentence):
        said.hanging = together([each.position for each in words])


def _goes_back(sentence: str, words: list[Stance], said: Said) -> bool:
    """Whether a sentence without numbers goes on about the last ones: "They are already implemented."."""
    last = said.claims[-1]
    if last.about != NUMBERS or not _THEY.search(sentence, 0, words[0].end + 40):
        return False
    position = together([each.position for each in words])
    if last.position is None:
        said.claims[-1] = last._replace(position=position, strength=min(last.strength, OWN_WORDS))
        return True
    both = together([last.position, position or ""])
    if position == "implemented" and both:
        said.claims[-1] = last._replace(position=both)
    return position == "implemented"


class _Clauses:
    """One sentence, read from left to right: words of an answer, lists of numbers, ends of clauses."""

    def __init__(self, sentence: str, said: Said, strength: int, first: int):
        self._sentence, self._said, self._strength, self._first = sentence, said, strength, first
        # Numbers that stand before any words of an answer, and the words that govern what follows them.
        self._waiting: list[Span] = []
        self._governing: list[Stance] = []
        self._used = False

    def read(self, words: list[Stance], numbers: list[Numbers]) -> None:
        ends = [m.start() for m in _CLAUSE.finditer(self._sentence)]
        breaks = [place for place in ends if not any(each.start <= place < each.end for each in numbers)]
        events: list[tuple[int, Stance | Numbers | None]] = [(each.start, each) for each in words]
        events += [(each.start, each) for each in numbers]
        events += [(place, None) for place in breaks]
        for place, event in sorted(events, key=lambda pair: pair[0]):
            if event is None:
                self._end_clause()
            elif isinstance(event, Numbers):
                self._numbers(place, event)
            else:
                self._stance(event, followed=_followed(event, words, numbers))
        self._end_clause()

    def _stance(self, stance: Stance, *, followed: bool) -> None:
        _count(self._sentence, stance, self._said)
        if self._waiting and stance.voice != ACTIVE:
            self._claim(stance.position, self._waiting)
            self._waiting, self._governing, self._used = [], [], False
        elif stance.voice != ACTIVE and not followed and self._first < len(self._said.claims):
            # "95.1, which is already implemented"; "95.2 does not enjoy its support and is thus noted".
            last = self._said.claims[-1]
            if last.without and last.about == ALL:
                self._claim(stance.position, list(last.without))
            else:
                both = together([last.position or "", stance.position])
                self._said.claims[-1] = last._replace(position=both or last.position)
        else:
            self._governing = [stance] if self._used else [*self._governing, stance]
            self._used = False

    def _numbers(self, place: int, numbers: Numbers) -> None:
        before = self._sentence[max(0, place - 110) : place]
        if _SEE.search(before):
            return
        if _EXCEPT.search(before) and self._said.claims:
            last = self._said.claims[-1]
            self._said.claims[-1] = last._replace(without=(*last.without, *numbers.spans))
        elif self._governing:
            self._claim(together([each.position for each in self._governing]), numbers.spans)
            self._used = True
        else:
            self._waiting += numbers.spans

    def _end_clause(self) -> None:
        if self._waiting:
            # "As to 95.3, Erewhon takes note"; or no position at all.
            unused = self._governing if not self._used else []
            said = together([each.position for each in unused])
            self._claim(said or (unused[0].position if unused else None), self._waiting)
            self._governing = []
        self._waiting = []

    def _claim(self, position: str | None, spans: Sequence[Span]) -> None:
        self._said.claims.append(Claim(position, tuple(spans), self._strength))


def _followed(stance: Stance, words: list[Stance], numbers: list[Numbers]) -> bool:
    """Whether numbers follow the words of an answer before the next such words."""
    later = [each.start for each in words if each.start > stance.start]
    return any(stance.start < each.start < min(later, default=each.start + 1) for each in numbers)


def _whole(sentence: str, words: list[Stance], numbers: list[Numbers], said: Said) -> bool:
    """Make the claim on all recommendations, on the remaining ones, or on all of one paragraph, if there is one."""
    for found in _ALL.finditer(sentence):
        alone = None if found["noun"] else _ALONE.match(sentence, found.start())
        stance = _beside(sentence, found, words) if found["noun"] or alone else None
        if stance is None:
            continue
        before = stance.start < found.start()
        tail = sentence[found.end() :] if before else sentence[found.end() : stance.start]
        ends = alone or not tail.strip() or _ENDS_ALL.match(tail)
        if _NOT_ALL.search(sentence) or not ends:
            said.unclear.append(sentence)
            return True
        lead = found["lead"]
        spans = (Span(int(lead), 0, int(lead), 0),) if lead else ()
        said.claims.append(Claim(stance.position, spans, REST, PARAGRAPH if lead else ALL))
        return True
    for found in _WHOLE_PARAGRAPH.finditer(sentence):
        stance = _beside(sentence, found, words)
        if stance is not None and not numbers:
            lead = int(found["lead"])
            said.claims.append(Claim(stance.position, (Span(lead, 0, lead, 0),), REST, PARAGRAPH))
            return True
    return False


def _beside(sentence: str, found: re.Match, words: list[Stance]) -> Stance | None:
    """The words of an answer right before or after a phrase, with no number and no other phrase between."""
    before = [each for each in words if each.end <= found.start() and found.start() - each.end <= 12]
    if before and not re.search(r"[\d.;]", sentence[before[-1].end : found.start()]):
        return before[-1]
    after = [each for each in words if each.start >= found.end() and each.voice != ACTIVE]
    between = sentence[found.end() : after[0].start] if after else ""
    return after[0] if after and len(between) <= 120 and not re.search(r"[;]|, ", between) else None


def _count(sentence: str, stance: Stance, said: Said) -> None:
    """A total beside the words of an answer."""
    if _EARLIER.search(sentence[max(0, stance.start - 60) : stance.end + 60]):
        return
    before = _COUNT_BEFORE.search(sentence[max(0, stance.start - 60) : stance.start])
    after = _COUNT_AFTER.match(sentence, stance.end)
    found = before if before and stance.voice != ACTIVE else after
    if found:
        said.totals.append(Total(stance.position, int(found["n"])))
