"""Recommendations that section II only cites, by their place in section I.

In reports of the first sessions a lead paragraph may cite places instead of listing recommendations: "The
recommendations noted in the report in paragraphs 26 (b), 27 and 31 (c) above did not enjoy the support of ...". Such a
paragraph of section I begins with the name of the State that speaks, and letters mark what it recommended.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from uprlib.facts import states
from uprlib.readers.opening.lines import Line
from uprlib.readers.wg_report.sections import Lead, without_headers
from uprlib.readers.wording.brackets import Name
from uprlib.readers.wording.hyphens import one_text

_PLACES = re.compile(r"\bnoted in (?:the |this )?(?:present )?(?:report,? )?(?:in )?(paragraphs? .*)")
_LETTERS = r"\([a-z]\)(?:(?:\s*[,;]\s*(?:and\s*)?|\s*and\s*|\s*)\([a-z]\))*"
_PLACE = re.compile(rf"\b(\d{{1,3}})\s*({_LETTERS})?")
_END_OF_PLACES = re.compile(r"\babove\b|\.\s+[A-Z]|\(the ")
_NUMBER = re.compile(r"(\d{1,3})\.\s+(?=\S)")
_SENTENCE = re.compile(r"(?:(?<=[A-Za-z]{2}\.)|(?<=[)”\"\d]\.))\s+(?=[A-Z])")
_RECOMMENDS = re.compile(r"\b(?:recommend(?:s|ed|ing)?|encouraged|called (?:up)?on|urged)\b")
_MARKER = re.compile(r"\(([a-z])\)\s")
_LOOSE_END = re.compile(r"[\s,;.]+(?:and that|and|as well as)?[\s,;.]*$")
# The most words that a State's name has.
_LONGEST_NAME = 10


class Referenced(NamedTuple):
    """A recommendation found in section I.

    Attributes
    ----------
    number : str
        Paragraph of section I, with the letter if there is one: "26(b)".
    text : str
        What was recommended.
    name : Name or None
        The State that speaks; None if the paragraph does not begin with a State's name.
    """

    number: str
    text: str
    name: Name | None


def referenced(lead: Lead, dialogue: dict[int, str]) -> list[Referenced]:
    """Find the recommendations that a lead paragraph cites.

    Parameters
    ----------
    lead : Lead
        A lead paragraph; one with recommendations of its own cites none.
    dialogue : dict of int to str
        Text of the paragraphs of section I, by number.

    Returns
    -------
    list of Referenced
        In the order of the lead. A paragraph cited without a letter counts if exactly one of its sentences recommends
        something; of several sentences none is chosen.
    """
    found: list[Referenced] = []
    if lead.paragraphs:
        return found
    for number, letter in places_in(lead.text):
        if number not in dialogue:
            continue
        text = dialogue[number]
        said = _said_under(letter, text) if letter else _only_recommendation(text)
        if said:
            label = f"{number}({letter})" if letter else str(number)
            found.append(Referenced(label, said, _speaker(text)))
    return found


def places_in(lead: str) -> list[tuple[int, str | None]]:
    """The places that the text of a lead paragraph cites: paragraph, and letter or None.

    Examples
    --------
    >>> places_in("Those noted in the report in paragraphs 26 (b) and (c); 27 above did not")
    [(26, 'b'), (26, 'c'), (27, None)]
    """
    named = _PLACES.search(lead)
    if not named:
        return []
    places: list[tuple[int, str | None]] = []
    for number, letters in _PLACE.findall(_END_OF_PLACES.split(named[1])[0]):
        places.extend((int(number), x) for x in re.findall("[a-z]", letters.replace("and", "")))
        if not letters:
            places.append((int(number), None))
    return places


def dialogue_paragraphs(lines: list[Line]) -> dict[int, str]:
    """The numbered paragraphs of a whole report, by number.

    The numbers go on by one; a number that does not belongs to the text.
    """
    opened: dict[int, list[str]] = {}
    last = 0
    for line in without_headers(lines):
        number = _NUMBER.match(line.text)
        if number and int(number[1]) == last + 1:
            last += 1
            opened[last] = [line.text[number.end() :]]
        elif last:
            opened[last].append(line.text)
    return {number: one_text(texts) for number, texts in opened.items()}


def _said_under(letter: str, text: str) -> str | None:
    """What follows a letter, up to the next letter or the end of the sentence."""
    marks = list(_MARKER.finditer(text))
    for place, mark in enumerate(marks):
        if mark[1] == letter:
            end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
            sentence = _SENTENCE.split(text[mark.end() : end])[0]
            return _LOOSE_END.sub("", sentence) or None
    return None


def _only_recommendation(text: str) -> str | None:
    sentences = [s for s in _SENTENCE.split(text) if _RECOMMENDS.search(s)]
    return _LOOSE_END.sub("", sentences[0]) if len(sentences) == 1 else None


def _speaker(text: str) -> Name | None:
    """The State with whose name the paragraph begins; of two names, the longer."""
    words = text.split()
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        printed = " ".join(words[:length]).rstrip(",;:")
        iso3 = states.find(printed)
        if iso3:
            return Name(printed, iso3)
    return None
