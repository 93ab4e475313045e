"""The account of a report: what it announces of its recommendations, and what was read of them.

A report announces by its numbers (the runs under each lead, gaps included, and the leads themselves), by naming
recommendations ("recommendations Nos. 7 to 9 above", "paragraphs 26 (b) and 27") and by totals ("the following twelve
recommendations"). A PDF announces its pages: one without text between pages of section II may have been lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from uprlib.readers.account import Announced, Aside, spans
from uprlib.readers.wg_report.cited import citations
from uprlib.readers.wg_report.content import Report
from uprlib.readers.wg_report.sections import Lead, as_cited
from uprlib.readers.wording.brackets import divided
from uprlib.readers.wording.numerals import NUMERAL, number_of
from uprlib.readers.wording.segments import LONGEST_TEXT

_TOTAL = re.compile(rf"\b({NUMERAL})\s+(?:of the\s+|of these\s+)?\(?recommendations?\b", re.IGNORECASE)
_OF_THIS_LIST = re.compile(r"\b(?:following|below)\b", re.IGNORECASE)
_OF_ALL = re.compile(
    r"\b(?:total of|all(?: of)?(?: the)?|received|made|formulated|put forward|presented|listed above)\b", re.IGNORECASE
)
_EARLIER = re.compile(
    r"\b(?:previous|earlier|last|first|second|third|preceding)\s+(?:universal|cycle|review)", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-Z])")


class Recommendations(NamedTuple):
    """The recommendations that a report announces one by one, by number or by place in section I.

    Attributes
    ----------
    announced : tuple of str
    read : frozenset of str
    """

    announced: tuple[str, ...]
    read: frozenset[str]


def announced(report: Report) -> tuple[Announced, ...]:
    """What a report announces, and how much of it was read."""
    read = _read(report)
    found = [*_leads(report)]
    for lead in report.leads:
        numbers = _run(lead)
        if numbers:
            found.append(Announced.numbered(f"paragraphs {numbers[0]} to {numbers[-1]}", numbers, read))
    for named in report.statements.named:
        found.append(Announced.numbered(f"recommendations named in paragraph {named.by}", named.numbers, read))
    places = _places(report)
    for by in dict.fromkeys(by for by, _, _ in places):
        labels = [label for each, label, _ in places if each == by]
        there = {label for each, label, is_read in places if each == by and is_read}
        found.append(Announced.numbered(f"paragraphs of section I cited in paragraph {by}", labels, there))
    return (*found, *_totals(report), *_pages(report))


def not_found(report: Report) -> Iterator[Aside]:
    """Why a paragraph, or a place that section II cites, gave no recommendation."""
    for number in sorted(report.overlong):
        yield Aside(f"paragraph {number}", "too long for a recommendation; the numbers after it were probably lost")
    for cited, found in zip(report.statements.cited, report.referenced, strict=True):
        if not found.parts:
            by = report.leads[cited.by].number
            yield Aside(
                f"paragraph {found.place.label}", f"cited in paragraph {by}, but {found.problem}", found.place.topic
            )


def notes(report: Report) -> tuple[str, ...]:
    """What a person should know of the report as a whole."""
    found = [*report.notes]
    every = [paragraph for lead in report.leads for paragraph in lead.paragraphs]
    unclosed = [each.number for each in every if sum(map(each.text.count, "([")) > sum(map(each.text.count, ")]"))]
    if unclosed:
        found.append(f"A bracket does not close, and States or a next paragraph may be lost in it: {spans(unclosed)}")
    if bare := [
        each.number
        for each in every
        if each.number not in report.overlong and not any(part.names for part in report.parts(each))
    ]:
        found.append(f"Read without a recommending State: {len(bare):,} ({spans(bare)})")
    if report.divided.after:
        found.append(f"Numbers that stand after the closing paragraph, and are not read: {spans(report.divided.after)}")
    if report.divided.unnumbered:
        after = spans(report.divided.unnumbered)
        found.append(f"A paragraph without a number reads like another recommendation, and stands under {after}")
    # Only a recommendation ends in States: neither a lead of a real report has any, nor what stands before the first.
    swallowed = [str(lead.number) for lead in report.leads if _names_states(lead.text) or _names_states(lead.remark)]
    if _names_states(report.divided.before):
        swallowed.insert(0, "before the first")
    if swallowed:
        found.append(f"States in brackets, as after a recommendation, stand in the words of a lead: {spans(swallowed)}")
    if not report.ended:
        found.append(
            "Section II has no end, since no closing paragraph and no other section follow: it may be cut short."
        )
    return tuple(found)


def _names_states(text: str) -> bool:
    return any(name.iso3 for part in divided(text[:LONGEST_TEXT])[0] for name in part.names)


def recommendations(report: Report) -> Recommendations:
    """The recommendations that a report announces one by one, each once."""
    read = _read(report)
    numbers = [number for lead in report.leads for number in _run(lead)]
    numbers += [number for named in report.statements.named for number in named.numbers]
    places = _places(report)
    read |= {f"{label} of section I" for _, label, is_read in places if is_read}
    numbers += [f"{label} of section I" for _, label, _ in places]
    return Recommendations(tuple(dict.fromkeys(numbers)), read)


def _read(report: Report) -> frozenset[str]:
    """The numbers of the recommendations that were read."""
    return frozenset(each.number for lead in report.leads for each in lead.paragraphs) - report.overlong


def _places(report: Report) -> list[tuple[int, str, bool]]:
    """Each place of section I that is cited: by which paragraph, its label, and whether it gave a recommendation."""
    found = []
    for cited, place in zip(report.statements.cited, report.referenced, strict=True):
        topic = f" ({place.place.topic[:40]})" if place.place.topic else ""
        found.append((report.leads[cited.by].number, place.place.label + topic, bool(place.parts)))
    return found


def _run(lead: Lead) -> list[str]:
    """The numbers that a list calls for. It begins at 1 unless a report counts on through its leads."""
    items = [paragraph.item for paragraph in lead.paragraphs]
    if not items:
        return []
    first = 1 if items[0] != min(items) or not lead.counts_on else items[0]
    return [as_cited(lead.number, item) for item in range(first, max(items) + 1)]


def _leads(report: Report) -> Iterator[Announced]:
    """The numbers of the leads, which follow each other."""
    numbers = [lead.number for lead in report.leads]
    last = max(numbers)
    closing = report.divided.closing
    if closing is not None and last < closing <= last + len(numbers) + 3:
        last = closing - 1
    run = [str(number) for number in range(numbers[0], last + 1)]
    # A lead without words was not found: only the numbers under it tell of it. A list by itself has none with words.
    read = {str(lead.number) for lead in report.leads if lead.text}
    if len(run) > 1 and read:
        yield Announced.numbered(f"paragraphs {run[0]} to {run[-1]} of section II", run, read)


def _pages(report: Report) -> Iterator[Announced]:
    """The pages of section II in a PDF, from the first to the last that has text of it."""
    if report.pages:
        numbers = [str(page) for page in range(min(report.pages), max(report.pages) + 1)]
        yield Announced.numbered(f"pages {numbers[0]} to {numbers[-1]}", numbers, set(map(str, report.pages)))


def _totals(report: Report) -> Iterator[Announced]:
    """Totals that leads state in words or figures."""
    everything = sum(len(lead.paragraphs) for lead in report.leads) + sum(
        map(bool, (r.parts for r in report.referenced))
    )
    for lead in report.leads:
        for sentence in (part for text in (lead.text, lead.remark) for part in _SENTENCE.split(text)):
            for total in _TOTAL.finditer(sentence):
                count = number_of(total[1])
                # "28 (recommendations Nos. 2, 3 ...)" is answered by the numbers, and earlier reviews are not this one.
                if not count or _EARLIER.search(sentence) or any(citations(sentence)):
                    continue
                if lead.paragraphs and _OF_THIS_LIST.search(sentence):
                    yield Announced.counted(
                        f"total of the list in paragraph {lead.number}", count, read=len(lead.paragraphs)
                    )
                elif _OF_ALL.search(sentence):
                    yield Announced.counted(f"total in paragraph {lead.number}", count, read=everything)
