"""Numbers of paragraphs as prose lists them: "95.1, 95.3-95.7 and 95.10", "122.17-18", "recommendations 1–5, 14"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MOST_IN_SPAN = 500
"""No review has more recommendations; a longer span is a misreading."""

_DOTTED = re.compile(
    r"(?<![\d./$€£])(?P<lead>\d{1,3})\.(?P<item>\d{1,3})(?!\d|\.\d|,\d|\s?%|\s?per\s?cent|\s(?:m|b)illion)"
    r"(?:\s?\((?P<letter>[a-z])\)|(?P<plain>[a-h])\b)?"
)
_BARE = re.compile(r"(?<![\d./])(?P<item>\d{1,3})(?![\d/]|\.\d|,\d{3}(?![\d.])|\s?%|\s?per\s?cent|\s(?:m|b)illion)")
# What a number without its lead must follow to be one of a recommendation: "recommendations Nos. 5", "Rec. 18".
_INTRODUCED = re.compile(
    r"\b(?:recommendations?|recs?|nos?|numbers?)\b\.?\s*+(?:\(?\s*+(?:nos?|numbers?|numbered)\b\.?\s*+)?[:(#]?\s*+$",
    re.IGNORECASE,
)
# What stands behind a number that counts something else, or is a day: "2 November", "5 members".
_COUNTS = re.compile(
    r"\s+(?:January|February|March|April|May|June|July|August|September|October|November|December|years?|months?|weeks?"
    r"|days?|hours?|times|members?|States?|countries|delegations?|cent(?:res)?|women|men|children|girls|boys|persons"
    r"|people|cases|articles?|laws?|(?:\w+\s)?recommendations?)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"\s?(?:[-–—‒−‐]|\b(?:to|through|until)\b)\s?(?:(?:recommendation|paragraph|no\.)\s+)?", re.IGNORECASE
)
_BRACKET = re.compile(r"\s?\([A-Z][^()]{1,200}\)(?=\s*(?:[,;.&]|and\b|or\b))")
_NEXT = re.compile(
    r"\s?(?:[,;.&/]\s?)?(?:(?:and|or|as well as)\s)?(?:also\s)?(?:(?:recommendations?|paragraphs?|nos?\.)\s)?",
    re.IGNORECASE,
)


class Span(NamedTuple):
    """Recommendations from one number to another, both included; the lead is None where the number has none ("18")."""

    lead: int | None
    first: int
    last_lead: int | None
    last: int
    letter: str = ""

    def numbers(self) -> list[str]:
        """The numbers that the span names by itself: none of a span that runs from one lead to another."""
        if self.lead != self.last_lead or not 0 <= self.last - self.first < MOST_IN_SPAN:
            return []
        before = "" if self.lead is None else f"{self.lead}."
        return [f"{before}{item}" for item in range(self.first, self.last + 1)]

    def __str__(self) -> str:
        def shown(lead: int | None, item: int) -> str:
            return str(item) if lead is None else f"{lead}.{item}"

        start, end = shown(self.lead, self.first), shown(self.last_lead, self.last)
        return (start if start == end else f"{start} to {end}") + (f" ({self.letter})" if self.letter else "")


class Numbers(NamedTuple):
    """A list of numbers in a text, from `start` to `end`."""

    start: int
    end: int
    spans: tuple[Span, ...]


def lists_of_numbers(text: str, *, bare: bool = False) -> Iterator[Numbers]:
    """The lists of paragraph numbers in a text.

    Parameters
    ----------
    text : str
        Words on one line, with single spaces.
    bare : bool
        Whether numbers without a lead count at the very start of the text too, as in the first cell of a table's row.

    Examples
    --------
    >>> [str(span) for each in lists_of_numbers("accepts 95.1, 95.3-7 and 95.10.") for span in each.spans]
    ['95.1', '95.3 to 95.7', '95.10']
    >>> [str(span) for each in lists_of_numbers("notes recommendations 6–13, 17 on 4 November") for span in each.spans]
    ['6 to 13', '17']
    >>> list(lists_of_numbers("spends 5.3 per cent, see resolution 5/1"))
    []
    """
    place = 0
    while place < len(text):
        found = _first(text, place, bare)
        if found is None:
            return
        spans, end = _list_from(text, found)
        yield Numbers(found.start(), end, tuple(spans))
        place = max(end, found.end())


def _first(text: str, place: int, bare: bool) -> re.Match | None:
    """The next number that begins a list."""
    dotted = _DOTTED.search(text, place)
    for plain in _BARE.finditer(text, place, dotted.start() if dotted else len(text)):
        before = text[max(0, plain.start() - 40) : plain.start()]
        if (bare and not before.strip()) or (_INTRODUCED.search(before) and not _COUNTS.match(text, plain.end())):
            return plain
    return dotted


def _list_from(text: str, found: re.Match) -> tuple[list[Span], int]:
    spans: list[Span] = []
    number: re.Match | None = found
    lead = _lead(found)
    end = found.end()
    while number is not None:
        lead = _lead(number, lead)
        first, last_lead, last = int(number["item"]), lead, int(number["item"])
        end = number.end()
        closing = _range_end(text, end, lead, first)
        if closing:
            last_lead, last, end = _lead(closing, lead), int(closing["item"]), closing.end()
        spans.append(Span(lead, first, last_lead, last, _letter(number)))
        lead = last_lead
        number = _next(text, end, lead)
    return spans, end


def _lead(number: re.Match, default: int | None = None) -> int | None:
    return int(number["lead"]) if number.groupdict().get("lead") else default


def _letter(number: re.Match) -> str:
    groups = number.groupdict()
    return groups.get("letter") or groups.get("plain") or ""


def _range_end(text: str, place: int, lead: int | None, first: int) -> re.Match | None:
    """The number behind a dash or "to" that ends a range."""
    dash = _RANGE.match(text, place)
    if not dash:
        return None
    dotted = _DOTTED.match(text, dash.end())
    if dotted:
        return dotted if lead is not None else None
    plain = _BARE.match(text, dash.end())
    return plain if plain and int(plain["item"]) > first and not _COUNTS.match(text, plain.end()) else None


def _next(text: str, place: int, lead: int | None) -> re.Match | None:
    """The next number of the list that goes on at a place."""
    bracket = _BRACKET.match(text, place)
    between = _NEXT.match(text, bracket.end() if bracket else place)
    start = between.end() if between else place
    dotted = _DOTTED.match(text, start)
    if dotted and (lead is not None) and start > place:
        return dotted
    if between and re.search(r"[,;&/]|and|or|as well as", between.group(), re.IGNORECASE):
        plain = _BARE.match(text, start)
        if plain and not _COUNTS.match(text, plain.end()):
            return plain
    # Cells of a table that were printed one after the other have only a space between them.
    return _DOTTED.match(text, place + 1) if lead is not None and text[place : place + 1] == " " else None
