"""What section II says of its recommendations: the position of each list, its exceptions, and what is only cited.

Most lead paragraphs state one position for the list under them. Others state it after the list ("The response to the
recommendations above will be included in the outcome report"), for some numbers of a list ("Recommendations Nos. 7 and
8 are already implemented"), or for recommendations that stand in section I ("in paragraphs 26 (b) and 27 above").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from uprlib.readers.wg_report.cited import Citation, Place, citations
from uprlib.readers.wg_report.lead_position import position_of
from uprlib.readers.wg_report.sections import Lead, as_cited

_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-Z])")
# Where a clause begins that speaks of some numbers only.
_CLAUSE = re.compile(
    r",?\s(?=(?:out of which|of which|among which|except(?:ing)?|with the exception of|apart from|save for|while"
    r"|whereas|but)\b)",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"(?:except(?:ing)?|with the exception of|apart from|save for)\b", re.IGNORECASE)
_OTHER = re.compile(r"\W*(?:the )?other recommendations\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:following|below)\b", re.IGNORECASE)
_RECOMMENDATION = re.compile(r"\brecommendations?\b", re.IGNORECASE)


class Named(NamedTuple):
    """Numbers of recommendations that a paragraph names.

    Attributes
    ----------
    by : int
        Number of the paragraph that names them.
    numbers : tuple of str
        As they are cited: "76.22".
    """

    by: int
    numbers: tuple[str, ...]


class Cited(NamedTuple):
    """A recommendation of section I that a paragraph of section II cites.

    Attributes
    ----------
    by : int
        Place of the paragraph that cites it among the leads.
    place : Place
        Where it stands in section I.
    position : str or None
        What the paragraph says of it.
    """

    by: int
    place: Place
    position: str | None


@dataclass(frozen=True)
class Statements:
    """What section II says of positions.

    Attributes
    ----------
    of_lists : tuple of (str or None)
        The position of the list under each lead.
    of_numbers : dict of str to (str or None)
        Positions of single recommendations that differ from that of their list.
    named : tuple of Named
        Recommendations of section II that are named by their numbers.
    cited : tuple of Cited
        Recommendations of section I that are cited.
    """

    of_lists: tuple[str | None, ...]
    of_numbers: dict[str, str | None]
    named: tuple[Named, ...]
    cited: tuple[Cited, ...]

    def position(self, lead: int, number: str) -> str | None:
        """The position of a recommendation, by the place of its lead in the report and its own number."""
        return self.of_numbers.get(number, self.of_lists[lead])


def statements(leads: Sequence[Lead]) -> Statements:
    """Read what lead paragraphs and the remarks under their lists say of positions."""
    reader = _Reader(leads)
    for index, lead in enumerate(leads):
        for text in filter(None, (lead.text, lead.remark)):
            reader.take(index, text)
    return reader.statements()


class _Reader:
    def __init__(self, leads: Sequence[Lead]):
        self._leads = leads
        self._general: list[list[str]] = [[] for _ in leads]
        self._of_numbers: dict[str, str | None] = {}
        self._named: list[Named] = []
        self._cited: dict[Place, Cited] = {}

    def take(self, index: int, text: str) -> None:
        """Read a lead's text or remark, clause by clause; what names no recommendations speaks of the whole list."""
        lead = self._leads[index]
        for sentence in _SENTENCE.split(text):
            for clause in _CLAUSE.split(sentence):
                found = list(citations(clause))
                numbers = tuple(dict.fromkeys(self._numbers(index, found))) if found else ()
                places = [place for place in self._places(found) if _RECOMMENDATION.search(sentence)]
                position = position_of(clause)
                if numbers:
                    self._named.append(Named(lead.number, numbers))
                    if position or _EXCEPT.match(clause):
                        self._of_numbers.update(dict.fromkeys(numbers, position))
                self._cite(index, places, position)
                if not numbers and not places:
                    self._general[index].append(clause)

    def statements(self) -> Statements:
        """All that was read."""
        texts = [" ".join(clauses) for clauses in self._general]
        of_lists = [
            position_of(text) if lead.paragraphs else None for lead, text in zip(self._leads, texts, strict=True)
        ]
        ahead: str | None = None
        for index, lead in enumerate(self._leads):
            if lead.paragraphs:
                of_lists[index] = of_lists[index] or ahead
                continue
            said = None if _OTHER.match(texts[index]) else position_of(texts[index])
            ahead = said if _AHEAD.search(texts[index]) else None
            if said and not ahead:
                _say_of_lists_before(self._leads, of_lists, index, said)
        return Statements(tuple(of_lists), self._of_numbers, tuple(self._named), tuple(self._cited.values()))

    def _cite(self, index: int, places: list[Place], position: str | None) -> None:
        """Keep the places of section I. What a list cites without a position stands in the list in other words."""
        lead = self._leads[index]
        position = position or (None if lead.paragraphs else position_of(lead.text))
        if position is None and lead.paragraphs:
            return
        for place in places:
            known = self._cited.get(place)
            if known is None or (known.position is None and position):
                self._cited[place] = Cited(index, place, position)

    def _places(self, found: list[Citation]) -> Iterator[Place]:
        """The places of section I among what is cited: they have a letter, or come before the first lead."""
        first = self._leads[0].number
        names_numbers = any(each.word == "recommendation" and not _has_letters(each) for each in found)
        for citation in found:
            for place in citation.places:
                if "." in place.number or int(place.number) >= first:
                    continue
                # "recommendations Nos. 1 and 4 in paragraph 88" are numbers of a list, wherever that stands, and
                # "recommendations 2 (b) and 3" are none.
                if _has_letters(citation) or (citation.word == "paragraph" and not names_numbers):
                    yield place

    def _numbers(self, index: int, found: list[Citation]) -> Iterator[str]:
        """The numbers of recommendations among what is cited, "22" of the list under 76 as "76.22"."""
        lists = {lead.number: lead for lead in self._leads if lead.paragraphs}
        paragraphs = [place.number for each in found if each.word == "paragraph" for place in each.places]
        its_list = next(
            (lists[int(number)] for number in paragraphs if number.isdigit() and int(number) in lists), None
        )
        names_numbers = any(each.word == "recommendation" for each in found)
        for citation in found:
            for place in citation.places if not _has_letters(citation) else ():
                prefix, dot, _ = place.number.partition(".")
                if dot:
                    # Where no word says so, figures with a point are numbers only if there is such a list.
                    if citation.word or int(prefix) in lists:
                        yield place.number
                elif citation.word == "recommendation":
                    target = its_list or self._list_at(index)
                    if target:
                        yield as_cited(target.number, place.number)
                elif citation.word == "paragraph" and int(place.number) in lists and not names_numbers:
                    yield from (paragraph.number for paragraph in lists[int(place.number)].paragraphs)

    def _list_at(self, index: int) -> Lead | None:
        """The list under a lead, or else the last one before it."""
        return next((lead for lead in reversed(self._leads[: index + 1]) if lead.paragraphs), None)


def _has_letters(citation: Citation) -> bool:
    return any(place.letter for place in citation.places)


def _say_of_lists_before(leads: Sequence[Lead], of_lists: list[str | None], index: int, said: str) -> None:
    """Give a position to the lists before a paragraph that speaks of them, back to the last with a position."""
    for before in range(index - 1, -1, -1):
        if not leads[before].paragraphs:
            continue
        if of_lists[before]:
            break
        of_lists[before] = said
