"""The audit of a report's paragraphs: misprinted numbers, and paragraphs in which no recommending State was found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from uprlib.readers.wg_report.content import Report, parsed
from uprlib.readers.wording.brackets import states_named


@dataclass(frozen=True)
class Numbering:
    """What is odd about the numbered paragraphs of a report; what is missing from them is in its account.

    Attributes
    ----------
    misprinted : tuple of str
        Numbers printed otherwise than the run demands, with the number that was given instead.
    without_bracket : tuple of str
        Paragraphs that print no State in brackets: nothing says who recommended them.
    without_known_state : tuple of str
        Paragraphs whose brackets name States, none of which is in the table of names.
    unread : tuple of str
        Paragraphs of both kinds that do print a State, in brackets, or anywhere another State than the one under
        review. Each is a fault of the reader or of the table of names; the others print no recommending State.
    unrecognised : tuple of str
        Names that are not in the table, as printed.
    """

    misprinted: tuple[str, ...]
    without_bracket: tuple[str, ...]
    without_known_state: tuple[str, ...]
    unread: tuple[str, ...]
    unrecognised: tuple[str, ...]


def numbering(path: Path | str) -> Numbering:
    """Audit the numbering of a report and the States found in it.

    Raises
    ------
    SourceError
        The file cannot be read as a Working Group report in English.
    """
    return numbering_of(parsed(path))


def numbering_of(report: Report) -> Numbering:
    """The audit of a report's numbering, as :func:`numbering` gives it."""
    found: Counter[str] = Counter()
    misprinted, bare, stateless, unread, unrecognised = [], [], [], [], []
    for lead in report.leads:
        for paragraph in lead.paragraphs:
            found[paragraph.number] += 1
            if paragraph.printed not in (paragraph.number, str(paragraph.item)):
                misprinted.append(f"{paragraph.printed} for {paragraph.number}")
            names = [name for part in report.parts(paragraph) for name in part.names]
            unrecognised += [name.printed for name in names if name.iso3 is None]
            if not names:
                bare.append(paragraph.number)
                unread += [paragraph.number] if states_named(paragraph.text) - {report.cover.sur} else []
            elif not any(name.iso3 for name in names):
                stateless.append(paragraph.number)
                unread.append(paragraph.number)
    misprinted += [f"{number} printed {n} times" for number, n in found.items() if n > 1]
    return Numbering(
        misprinted=tuple(misprinted),
        without_bracket=tuple(bare),
        without_known_state=tuple(stateless),
        unread=tuple(unread),
        unrecognised=tuple(unrecognised),
    )
