"""The audit of a report's numbering: which paragraphs it must have, and which of them were read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from uprlib.readers.wg_report.content import Report, parsed
from uprlib.readers.wording.brackets import states_named


@dataclass(frozen=True)
class Numbering:
    """The paragraphs that the numbering of a report calls for, and what was found of them.

    Attributes
    ----------
    expected : int
        How many paragraphs the runs of numbers under the leads call for.
    found : int
        How many of these were read.
    missing : tuple of str
        Numbers not found.
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

    expected: int
    found: int
    missing: tuple[str, ...]
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
    missing, misprinted, bare, stateless, unread, unrecognised = [], [], [], [], [], []
    for lead in report.leads:
        missing += [f"{lead.number}.{item}" for item in _gaps([paragraph.item for paragraph in lead.paragraphs])]
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
        expected=len(found) + len(missing),
        found=len(found),
        missing=tuple(missing),
        misprinted=tuple(misprinted),
        without_bracket=tuple(bare),
        without_known_state=tuple(stateless),
        unread=tuple(unread),
        unrecognised=tuple(unrecognised),
    )


def _gaps(items: list[int]) -> list[int]:
    """The numbers left out of a run, which begins at 1 unless a report counts on through its leads."""
    if not items:
        return []
    first = 1 if items[0] != min(items) or items[0] <= 2 else items[0]
    return sorted(set(range(first, max(items) + 1)) - set(items))
