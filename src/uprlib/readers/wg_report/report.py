"""From a file to its lead paragraphs, and from these to rows and to the audit of the numbering."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError
from uprlib.facts import contract
from uprlib.readers.opening.files import cleaned, reading
from uprlib.readers.opening.pdf import read_lines
from uprlib.readers.wg_report.cover import Cover, read_cover, refuse_other_languages
from uprlib.readers.wg_report.heading import position_of
from uprlib.readers.wg_report.parts import parts_of
from uprlib.readers.wg_report.referenced import dialogue_paragraphs, referenced
from uprlib.readers.wg_report.sections import Lead, leads_of, section_lines
from uprlib.readers.wording.brackets import Segment, states_named
from uprlib.readers.wording.hyphens import mended, words_within_lines


@dataclass(frozen=True)
class Report:
    """A report divided into what counts, its positions not yet read.

    Attributes
    ----------
    cover : Cover
        What identifies it.
    leads : list of Lead
        The lead paragraphs of section II with their recommendations.
    dialogue : dict of int to str
        Text of the paragraphs of section I, by number.
    words : frozenset of str
        The words of the report, by which broken ones are mended.
    """

    cover: Cover
    leads: list[Lead]
    dialogue: dict[int, str]
    words: frozenset[str]


@dataclass(frozen=True)
class Numbering:
    """What the numbering of a report calls for, and what was found.

    Attributes
    ----------
    expected : int
        Paragraphs that the numbering runs under the leads call for.
    found : int
        Of these, how many were read.
    missing : tuple of str
        Numbers not found.
    misprinted : tuple of str
        Numbers printed otherwise than the run demands, with the number given instead.
    without_bracket : tuple of str
        Paragraphs that print no State in brackets: nothing says who recommended them.
    without_known_state : tuple of str
        Paragraphs whose brackets name a State, none of them in the table of names.
    unread : tuple of str
        Of both, paragraphs that print a State all the same: in brackets, or another than the State under review
        anywhere. Each is a fault of the reader or of the table of names; the others print no recommending State.
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


def read(path: Path | str, *, without: Collection[int] = ()) -> pd.DataFrame:
    """Read the recommendations of a Working Group report.

    Parameters
    ----------
    path : path
        The report in English, PDF or DOCX.
    without : collection of int
        Rows to leave out, numbered as in `source_row`.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State's recommendation in one numbered paragraph of section II (or in one part
        of such a paragraph), in the order of the report, under the contract "reading". `source_row` is a running
        number from 1. `recommender` is missing where the paragraph names no State or one that is not in the table
        of names; `recommender_name` is as printed. `position_wg` is what the lead paragraph says; `position` is
        missing, because a Working Group report does not know the final answer. Items that count afresh, "4." under
        60, are paragraph "60.4"; recommendations that section II only cites by their place in section I, "26 (b)",
        have no paragraph of their own, so theirs is missing. So is the symbol of a draft (A/HRC/WG.6/...).

    Raises
    ------
    SourceError
        The file cannot be read as a Working Group report in English.
    """
    table = rows(parsed(path), file=path)
    return table[~table["source_row"].isin(list(without))].reset_index(drop=True)


def numbering(path: Path | str) -> Numbering:
    """Audit the numbering of a report and the States found in it.

    Raises
    ------
    SourceError
        As :func:`read`.
    """
    return numbering_of(parsed(path))


def parsed(path: Path | str) -> Report:
    """Read a report up to its lead paragraphs.

    Raises
    ------
    SourceError
        As :func:`read`.
    """
    path = Path(path)
    lines = read_lines(path)
    if not lines:
        raise _not_a_report(path, "no text")
    refuse_other_languages(lines, path)
    leads = leads_of(section_lines(lines))
    if not any(lead.paragraphs for lead in leads):
        raise _not_a_report(path, lines[0].text)
    return Report(read_cover(lines, path), leads, dialogue_paragraphs(lines), words_within_lines(lines))


def rows(report: Report, *, file: str) -> pd.DataFrame:
    """The rows of a report, as :func:`read` gives them; `file` is named in messages."""
    cover = report.cover
    # A draft's symbol is no symbol of a published report, and the contract knows only those.
    published = cover.symbol if cover.symbol and re.fullmatch(contract.SYMBOL, cover.symbol) else None
    found = []
    for lead in report.leads:
        position = position_of(lead.text)
        for number, parts in _recommendations(report, lead):
            parts_of: Counter[tuple[str | None, str | None]] = Counter()
            for part in parts:
                for printed, iso3 in part.names or ((None, None),):
                    who = (iso3, None if iso3 else printed)
                    parts_of[who] += 1
                    found.append(
                        {
                            "recommender": iso3,
                            "recommender_name": printed,
                            "text": cleaned(part.text),
                            "position_wg": position,
                            "paragraph": number,
                            "part": parts_of[who],
                        }
                    )
    table = pd.DataFrame(found, dtype=object).assign(
        source_row=range(1, len(found) + 1),
        sur=cover.sur,
        cycle=cover.cycle,
        session=cover.session,
        symbol=published,
    )
    return reading(table, file=file)


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
            names = [name for part in parts_of(mended(paragraph.text, report.words)) for name in part.names]
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


def _recommendations(report: Report, lead: Lead) -> Iterator[tuple[str | None, list[Segment]]]:
    """Yield number and parts of what is recommended under a lead."""
    for paragraph in lead.paragraphs:
        yield paragraph.number, parts_of(mended(paragraph.text, report.words))
    for found in referenced(lead, report.dialogue):
        names = (found.name,) if found.name else ()
        # Their place is one of section I, where a paragraph is a speech and no recommendation.
        yield None, [Segment(mended(found.text, report.words), names)]


def _gaps(items: list[int]) -> list[int]:
    """Return the numbers left out of a run.

    A run begins at 1, unless a report counts on through its leads.
    """
    if not items:
        return []
    first = 1 if items[0] != min(items) or items[0] <= 2 else items[0]
    return sorted(set(range(first, max(items) + 1)) - set(items))


def _not_a_report(path: Path, value: str) -> SourceError:
    return SourceError(
        "the document has no section of numbered recommendations",
        file=path,
        value=value[:160],
        expected='a section "Conclusions and/or recommendations" with numbered paragraphs',
        remedy="give the report of the Working Group (A/HRC/...), not its addendum or the national report",
    )
