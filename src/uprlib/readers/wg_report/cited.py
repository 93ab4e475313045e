"""Numbers that the text of a report cites: places in section I, paragraphs of section II, recommendations of a list.

"paragraphs 26 (b), (c) and 27 above", "recommendations Nos. 2 to 5", "76.22, 76.32 and 76.33", "paragraph 15 (the
ratification of ...)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# What comes before an enumeration, and the pieces that it consists of. Spaces are single when these are applied.
_OPENS = re.compile(
    r"\b(?P<letters>sub-?paragraphs? (?:\([a-z]\),?(?: and)? ?){1,26}of )?"
    r"(?P<word>paragraphs?|paras?\b\.?|recommendations?|numbers?|nos?\.) ?(?:\( ?)?(?:(?:numbers?|nos?)\b\.? ?)?(?=\d)"
    r"|(?P<bare>(?<![\d./])(?=\d{1,3} ?\. ?\d{1,3}(?!\d)))",
    re.IGNORECASE,
)
_PIECE = re.compile(
    r" ?(?:(?P<dotted>\d{1,3} ?\. ?\d{1,3}(?![\d/]|\.\d))|(?P<number>\d{1,3}(?![\d/]))(?P<tight>[a-z]\b)?"
    r"|\((?P<letter>[a-z])\)|(?P<to>(?:to|through)\b|[-–—])|(?P<and>[,;&]|(?:and|or|also|as well as|in)\b)"
    r"|(?P<word>(?:sub-?)?paragraphs?\b|paras?\b\.?|recommendations?\b|numbers?\b|nos?\b\.?))",
    re.IGNORECASE,
)
_TOPIC = re.compile(r" ?\(((?![a-z]\))[^()]{3,300})\)")
# "paragraph 152 of the national report" and "article 20, paragraph 2" are no places in this report.
_ELSEWHERE = re.compile(
    r",? ?(?:of (?!(?:the |this )(?:present |working group['’]?s? )?report\b|section I\b)"
    r"|in (?:its|the) (?:annex|addendum|national report))",
    re.IGNORECASE,
)
_OF_ARTICLE = re.compile(r"\b(?:article|rule|resolution|principle)s? [\w/]{1,12},? $", re.IGNORECASE)
# A range longer than this is no enumeration of recommendations.
_LONGEST_RANGE = 600


class Place(NamedTuple):
    """One number that is cited.

    Attributes
    ----------
    number : str
        "26", or "76.22".
    letter : str or None
        "b" in "26 (b)".
    topic : str
        What the report says of it in brackets: "the ratification of ...".
    """

    number: str
    letter: str | None = None
    topic: str = ""

    @property
    def label(self) -> str:
        """As it is cited: "26 (b)"."""
        return f"{self.number} ({self.letter})" if self.letter else self.number


class Citation(NamedTuple):
    """One enumeration.

    Attributes
    ----------
    word : str
        "paragraph" or "recommendation", as the report calls what it cites; "" where it prints numbers only.
    places : tuple of Place
    start, end : int
        Where the enumeration begins and ends in the text, whose spaces are made single.
    """

    word: str
    places: tuple[Place, ...]
    start: int
    end: int


def citations(text: str) -> Iterator[Citation]:
    """The enumerations of a text.

    Examples
    --------
    >>> [found] = citations("Those noted in the report in paragraphs 26 (b) and (c); 27 above did not")
    >>> [place.label for place in found.places]
    ['26 (b)', '26 (c)', '27']
    >>> [found] = citations("recommendations Nos. 7 to 9 and 12 in part")
    >>> found.word, [place.label for place in found.places]
    ('recommendation', ['7', '8', '9', '12'])
    """
    text = " ".join(text.split())
    at = 0
    while opened := _OPENS.search(text, at):
        word = (opened["word"] or "").lower()
        places, at = _enumerated(text, opened.end(), _kind(word))
        if opened["letters"] and places:
            letters = re.findall(r"\(([a-z])\)", opened["letters"])
            places = [Place(places[0].number, letter) for letter in letters] + places[1:]
        of_article = _OF_ARTICLE.search(text, max(0, opened.start() - 40), opened.start())
        if places and not of_article and not _ELSEWHERE.match(text, at):
            yield Citation(_kind(word), tuple(places), opened.start(), at)
        # An enumeration of nothing is passed over, so that the search goes on.
        at = max(at, opened.end() + 1)


def _kind(word: str) -> str:
    return "paragraph" if "para" in word else "recommendation" if word else ""


def _enumerated(text: str, at: int, kind: str) -> tuple[list[Place], int]:
    """The places from a position on, and where their enumeration ends."""
    places: list[Place] = []
    is_range, end = False, at
    while piece := _PIECE.match(text, at):
        if piece["word"] and _kind(piece["word"].lower()) != kind:
            # "Nos. 1 and 2 in paragraph 88": another enumeration.
            break
        at = piece.end()
        if piece["to"]:
            is_range = bool(places)
            continue
        if piece["and"] or piece["word"]:
            continue
        if piece["letter"]:
            if not places:
                break
            places += _letters(places, piece["letter"], is_range)
        else:
            number = re.sub(r"\s", "", piece["dotted"] or piece["number"])
            places += _numbers(places, number) if is_range else [Place(number, piece["tight"])]
        topic = _TOPIC.match(text, at)
        if topic:
            places = [place if place.topic else place._replace(topic=topic[1]) for place in places]
            at = topic.end()
        is_range, end = False, at
    return places, end


def _letters(places: list[Place], letter: str, is_range: bool) -> list[Place]:
    """What a letter adds to a list, in which a number that awaits its first letter is replaced."""
    last = places[-1]
    if last.letter is None:
        places.pop()
        return [last._replace(letter=letter)]
    first = chr(ord(last.letter) + 1) if is_range else letter
    return [Place(last.number, chr(code)) for code in range(ord(first), ord(letter) + 1)]


def _numbers(places: list[Place], number: str) -> list[Place]:
    """The numbers from the last of a list up to another: "95.1 to 95.10", "12 to 15"."""
    lead, _, first = places[-1].number.rpartition(".")
    other, _, last = number.rpartition(".")
    span = range(int(first) + 1, int(last) + 1)
    if (other and other != lead) or len(span) > _LONGEST_RANGE:
        return [Place(number)]
    return [Place(f"{lead}.{each}" if lead else str(each)) for each in span]
