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
from uprlib.readers.wg_report.cited import Place
from uprlib.readers.wg_report.sections import without_headers
from uprlib.readers.wording.brackets import Name, Segment, divided
from uprlib.readers.wording.hyphens import one_text
from uprlib.readers.wording.requests import is_fragment
from uprlib.readers.wording.segments import LONGEST_TEXT

_NUMBER = re.compile(r"(\d{1,3})\.\s+(?=\S)")
_BEGINS = re.compile(r"[“\"'‘(]?[A-ZÀ-Þ]")
_SENTENCE = re.compile(r"(?:(?<=[A-Za-z]{2}\.)|(?<=[)”\"\d]\.))\s+(?=[A-Z])")
# Where a sentence recommends something in so many words, one that only invites or encourages is not what is cited.
_RECOMMENDS = (
    re.compile(r"\brecommend(?:s|ed|ing)?\b"),
    re.compile(r"\b(?:encourag|urg|invit|suggest|request|propos)(?:e[ds]?|ing|s|ed)\b|\bcall(?:ed|s)? (?:up)?on\b"),
)
_MARKER = re.compile(r"\(([a-z])\)\s?")
# Words of a topic that tell its sentence from others, and what an abbreviation looks like.
_CONTENT_WORD = re.compile(r"[^\W\d_]{5,}")
_ABBREVIATION = re.compile(r"\b[A-Z][A-Z-]{2,}\b")
_SHARED = 0.6
_LAST_MARKS = " \t,;."
_SPOKESMAN = re.compile(
    r"(?:the )?(?:representative|delegation|delegate|ambassador|minister|head) of (?=\S)", re.IGNORECASE
)
# The most words that a State's name has.
_LONGEST_NAME = 10


class Referenced(NamedTuple):
    """What was found at a place of section I.

    Attributes
    ----------
    place : Place
    parts : tuple of Segment
        The recommendations, each with the State that speaks; none if the place was not found.
    problem : str
        Why there are none.
    """

    place: Place
    parts: tuple[Segment, ...]
    problem: str = ""


def referenced(place: Place, dialogue: dict[int, str]) -> Referenced:
    """Find the recommendations at a place that a lead paragraph cites.

    Parameters
    ----------
    place : Place
    dialogue : dict of int to str
        Text of the paragraphs of section I, by number.

    Returns
    -------
    Referenced
        A paragraph cited without a letter has every sentence that recommends something; where the report names the
        topic, only those on it.
    """
    text = dialogue.get(int(place.number))
    if text is None:
        return Referenced(place, (), "section I has no such paragraph")
    if place.letter:
        found = _said_under(place.letter, text)
        said = [found] if found else []
        problem = "the paragraph has no such letter"
    else:
        said = _on_topic(place.topic, _recommending(text))
        problem = "no sentence of the paragraph recommends this"
    speaker = _speaker(text)
    parts = tuple(_part(sentence, speaker) for sentence in said)
    return Referenced(place, parts, "" if parts else problem)


def _part(sentence: str, speaker: Name | None) -> Segment:
    """What was said, with the States in its brackets or else the one that speaks."""
    found, rest = divided(sentence) if len(sentence) <= LONGEST_TEXT else ([], "")
    if len(found) == 1 and not re.search(r"\w", rest):
        return found[0]
    return Segment(sentence, (speaker,) if speaker else ())


def dialogue_paragraphs(lines: list[Line]) -> dict[int, str]:
    """The numbered paragraphs of the sections before the recommendations, by number.

    The numbers go on by one, or leave one or two out after a finished sentence; any other belongs to the text.
    """
    opened: dict[int, list[str]] = {}
    last = 0
    for line in without_headers(lines):
        number = _NUMBER.match(line.text)
        due = int(number[1]) - last if number else 0
        if number and (due == 1 or (due in (2, 3) and _follows_sentence(opened.get(last), line.text[number.end() :]))):
            last = int(number[1])
            opened[last] = [line.text[number.end() :]]
        elif last:
            opened[last].append(line.text)
    return {number: one_text(texts) for number, texts in opened.items()}


def _follows_sentence(before: list[str] | None, text: str) -> bool:
    return bool(before and before[-1].rstrip().endswith((".", ":", ";")) and _BEGINS.match(text))


def _said_under(letter: str, text: str) -> str | None:
    """What follows a letter, up to the next letter or the end of the sentence."""
    marks = list(_MARKER.finditer(text))
    for place, mark in enumerate(marks):
        if mark[1] == letter:
            end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
            said = _trimmed(_SENTENCE.split(text[mark.end() : end])[0])
            if said and is_fragment(said):
                # "It recommended (a) the planting of oaks and (b) elms": the words before the letters belong to each.
                sentence = _SENTENCE.split(text[: mark.start()])[-1]
                first = _MARKER.search(sentence)
                said = " ".join([sentence[: first.start() if first else None].rstrip(_LAST_MARKS), said]).strip()
            return said or None
    return None


def _recommending(text: str) -> list[str]:
    """The sentences that recommend something, or else those that encourage or invite."""
    sentences = _SENTENCE.split(text)
    for words in _RECOMMENDS:
        found = [_trimmed(sentence) for sentence in sentences if words.search(sentence)]
        if found:
            return found
    return []


def _on_topic(topic: str, sentences: list[str]) -> list[str]:
    """The sentences on a topic; all of them where none is named, or where there is only one."""
    if not topic or len(sentences) <= 1:
        return sentences
    words = {word.lower()[:7] for word in _CONTENT_WORD.findall(topic)}
    initials = "".join(word[0] for word in re.findall(r"\b[A-Z]\w+", topic))

    def fits(sentence: str) -> bool:
        theirs = {word.lower()[:7] for word in _CONTENT_WORD.findall(sentence)}
        abbreviated = any(_is_within(short.replace("-", ""), initials) for short in _ABBREVIATION.findall(sentence))
        return abbreviated or (bool(words) and len(words & theirs) >= _SHARED * len(words))

    return [sentence for sentence in sentences if fits(sentence)]


def _is_within(short: str, initials: str) -> bool:
    """Whether the letters of an abbreviation are among the initials of a title, in order: ICRMW of ICPRAMWMTF."""
    rest = iter(initials)
    return all(letter in rest for letter in short)


def _trimmed(sentence: str) -> str:
    """A sentence without the marks and the conjunction that lead over to the next."""
    text = sentence.rstrip(_LAST_MARKS)
    for conjunction in ("and that", "as well as", "and"):
        if text.endswith(conjunction) and text[: -len(conjunction)].endswith((" ", ",", ";", ".")):
            return text[: -len(conjunction)].rstrip(_LAST_MARKS)
    return text


def _speaker(text: str) -> Name | None:
    """The State with whose name the paragraph begins; of two names, the longer."""
    spokesman = _SPOKESMAN.match(text)
    words = text[spokesman.end() if spokesman else 0 :][:200].split()
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        printed = " ".join(words[:length]).rstrip(",;:")
        iso3 = states.find(printed)
        if iso3:
            return Name(printed, iso3)
    return None
