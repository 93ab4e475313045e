"""Recommendations that section II only refers to, by their place in section I.

In the first sessions a lead paragraph may list no recommendations, but places: "The
recommendations noted in the report in paragraphs 26 (b), 27 and 31 (c) above did not
enjoy the support of ...". There the State speaks at the beginning of the paragraph, and
letters in its text mark what it recommended.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from uprlib.facts import states
from uprlib.readers.opening.pdf import Line
from uprlib.readers.wg_report.sections import Lead, joined, without_headers
from uprlib.readers.wording.brackets import Name

_PLACES = re.compile(r"\bnoted in (?:the |this )?(?:present )?(?:report,? )?(?:in )?(paragraphs? .*)")
_LETTERS = r"\([a-z]\)(?:(?:\s*[,;]\s*(?:and\s*)?|\s*and\s*|\s*)\([a-z]\))*"
_PLACE = re.compile(rf"\b(\d{{1,3}})\s*({_LETTERS})?")
_END_OF_PLACES = re.compile(r"\babove\b|\.\s+[A-Z]|\(the ")
_NUMBER = re.compile(r"(\d{1,3})\.\s+(?=\S)")
_SENTENCE = re.compile(r"(?:(?<=[A-Za-z]{2}\.)|(?<=[)”\"\d]\.))\s+(?=[A-Z])")
_RECOMMENDS = re.compile(r"\b(?:recommend(?:s|ed|ing)?|encouraged|called (?:up)?on|urged)\b")
_MARKER = re.compile(r"\(([a-z])\)\s")
_LOOSE_END = re.compile(r"[\s,;.]+(?:and that|and|as well as)?[\s,;.]*$")
# A name at the beginning of a paragraph is at most that long.
_LONGEST_NAME = 10


class Referenced(NamedTuple):
    """A recommendation found in section I.

    Parameters
    ----------
    number : str
        Paragraph of section I, with the letter if there is one: "26(b)".
    text : str
        What was recommended.
    name : Name or None
        The State that speaks; None if the paragraph does not begin with its name.
    """

    number: str
    text: str
    name: Name | None


def referenced(lead: Lead, dialogue: dict[int, str]) -> list[Referenced]:
    """Find the recommendations that a lead paragraph refers to.

    Parameters
    ----------
    lead : Lead
        A lead paragraph; one with recommendations of its own refers to none.
    dialogue : dict of int to str
        Text of the paragraphs of section I.

    Returns
    -------
    list of Referenced
        In the order of the lead. A paragraph named without a letter counts if it holds
        exactly one sentence that recommends; of several, none is chosen.
    """
    found = []
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
    """Read the places that a lead paragraph names.

    Parameters
    ----------
    lead : str
        Text of the lead paragraph.

    Returns
    -------
    list of (int, str or None)
        Paragraph and letter.

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
    """Divide what stands before section II into its numbered paragraphs.

    Parameters
    ----------
    lines : list of Line
        The whole report. Numbers go on by one; a number that does not is text.

    Returns
    -------
    dict of int to str
        Number to text.
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
    return {number: joined(texts) for number, texts in opened.items()}


def _said_under(letter: str, text: str) -> str | None:
    """Return what follows a letter, up to the next letter or the end of the sentence."""
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
    """Return the State whose name begins the paragraph, the longest that fits."""
    words = text.split()
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        printed = " ".join(words[:length]).rstrip(",;:")
        iso3 = states.find(printed)
        if iso3:
            return Name(printed, iso3)
    return None
