"""The number of a paragraph before its text, and the words that a source puts before it: "No. 41, para. 81: 41."."""

from __future__ import annotations

import re

_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,3}(?:\s?\([a-z]{1,2}\))?"
_KIND = r"(?:recommendations?|recs?|r|paragraphs?|paras?|numbers?|nos?|§{1,2}|#)"
_BETWEEN = r"(?:contained|in|of|under)\b"
_STATED = re.compile(
    rf"[\s(\[]{{0,3}}(?P<words>(?:{_BETWEEN}\s+){{0,3}}(?:{_KIND}[.\s]*(?:{_BETWEEN}\s+){{0,3}}){{1,4}})(?P<number>{_NUMBER})"
    r"(?![\w(])[)\]]?(?:\s*,)?",
    re.IGNORECASE,
)
_OWN = re.compile(rf"\s*[\[(]?(?P<number>{_NUMBER}|\([a-z]{{1,2}}\))(?P<mark>\s*[\].:)]{{1,2}}|\s[–-](?=\s)|)\s*")
_ENDS = re.compile(r"\s*[:.]\s*|\s+[–-]\s+")
# "0.7 per cent", "5 years after": these begin texts.
_QUANTITY = re.compile(r"(?:per\b|percent|%|million|billion|years?\b|months?\b|days?\b|°)", re.IGNORECASE)
_BULLET = re.compile(r"^\s*[-–•*]\s+")


def numbered(text: str) -> tuple[str | None, str]:
    """The number of the paragraph that a text begins with, and the text after it.

    Where the source states two numbers, of the paragraph and of the recommendation within it, they are joined as in the
    reports: number 41 under paragraph 81 is "81.41". A number without a mark of its own is one only if it has parts:
    "2030 Agenda" and "16 Days" begin texts.

    Returns
    -------
    str or None
        The number, under the pattern :data:`uprlib.facts.vocabulary.PARAGRAPH`.
    str
        The rest; the whole text where it begins with no number.

    Examples
    --------
    >>> numbered("26.49 Invent a rule"), numbered("79 (b) Invent a rule")
    (('26.49', 'Invent a rule'), ('79(b)', 'Invent a rule'))
    >>> numbered("Recommendation No. 41, para. 81: 41. Invent a rule")
    ('81.41', 'Invent a rule')
    >>> numbered("2030 Agenda rule"), numbered("0.7 per cent of it")
    ((None, '2030 Agenda rule'), (None, '0.7 per cent of it'))
    """
    text = _BULLET.sub("", text)
    paragraph, recommendation, place = _stated(text)
    if place:
        ends = _ENDS.match(text, place)
        after = ends.end() if ends else place
        own = _own(text, after)
        if own is not None:
            return _joined(paragraph, recommendation, own[0]), text[own[1] :]
        dotted = "." in (paragraph or recommendation or "")
        # "Paragraph 28 of the report" begins a text.
        if ends or (dotted and text[place:].lstrip()[:1].isupper()):
            return _joined(paragraph, recommendation, None), text[after:].lstrip()
        return None, text
    own = _own(text, 0)
    return (None, text) if own is None or own[0].startswith("(") else (own[0], text[own[1] :])


def _stated(text: str) -> tuple[str | None, str | None, int]:
    """What words before the text say: the number of the paragraph, that of the recommendation, and where they end."""
    paragraph = recommendation = None
    place = 0
    for _ in range(3):
        found = _STATED.match(text, place)
        if not found:
            break
        if re.search(r"para|§", found["words"], re.IGNORECASE):
            paragraph = _plain(found["number"])
        else:
            recommendation = _plain(found["number"])
        place = found.end()
    return paragraph, recommendation, place


def _own(text: str, place: int) -> tuple[str, int] | None:
    """The number that stands directly before the text, and where the text begins."""
    found = _OWN.match(text, place)
    if not found:
        return None
    number, mark, rest = _plain(found["number"]), found["mark"].strip(), text[found.end() :]
    if number.startswith("0") or not rest or _QUANTITY.match(rest):
        return None
    # A plain number in brackets, as one without a mark, counts the parts of a text.
    if not ("." in number or "(" in number or mark in (".", ":")):
        return None
    # "4.The Committee": no space needs to stand between.
    if not mark and found.end() == found.end("number") and not rest[:1].isupper():
        return None
    return number, found.end()


def _joined(paragraph: str | None, recommendation: str | None, own: str | None) -> str | None:
    last = own or recommendation
    if paragraph is None or last is None:
        return last or paragraph
    if last.startswith("("):
        return paragraph if "(" in paragraph else paragraph + last
    return last if "." in last or "(" in last or last == paragraph else f"{paragraph}.{last}"


def _plain(number: str) -> str:
    return re.sub(r"\s", "", number)
