"""What a report consists of: its cover, its lead paragraphs with their recommendations, and its section I."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from uprlib.errors import SourceError
from uprlib.readers.opening.lines import Line, notes, read_lines
from uprlib.readers.wg_report.cover import Cover, Known, read_cover, refuse_other_languages
from uprlib.readers.wg_report.parts import parts_of
from uprlib.readers.wg_report.referenced import Referenced, dialogue_paragraphs, referenced
from uprlib.readers.wg_report.sections import (
    Divided,
    Lead,
    Paragraph,
    heading_place,
    leads_of,
    section_of,
    without_headers,
)
from uprlib.readers.wg_report.stated_positions import Statements, statements
from uprlib.readers.wording.brackets import Segment
from uprlib.readers.wording.hyphens import mended, words_within_lines
from uprlib.readers.wording.segments import LONGEST_TEXT

# Under lead 0 the numbers stand by themselves.
_UNNUMBERED_LEAD = "0. The following recommendations were made:"


@dataclass(frozen=True)
class Report:
    """A report divided into what counts, its positions not yet read.

    Attributes
    ----------
    cover : Cover
        What identifies it.
    divided : Divided
        Section II: its lead paragraphs with their recommendations, and what stands beside them.
    dialogue : dict of int to str
        Text of the paragraphs of section I, by number.
    words : frozenset of str
        The words of the report, by which words broken at line ends are mended.
    pages : frozenset of int
        Pages on which section II has text; none where the document has no pages (DOCX).
    ended : bool
        Whether section II is closed, by a paragraph or by the next section; otherwise the document may be cut short.
    notes : tuple of str
        What a person should know of how the document was opened.
    """

    cover: Cover
    divided: Divided
    dialogue: dict[int, str]
    words: frozenset[str]
    pages: frozenset[int] = frozenset()
    ended: bool = True
    notes: tuple[str, ...] = ()
    _parts: dict[Paragraph, list[Segment]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def leads(self) -> list[Lead]:
        """The lead paragraphs of section II with their recommendations."""
        return self.divided.leads

    @cached_property
    def overlong(self) -> frozenset[str]:
        """Numbers of the paragraphs that are too long for a recommendation: the numbers after them were lost."""
        every = (paragraph for lead in self.leads for paragraph in lead.paragraphs)
        return frozenset(paragraph.number for paragraph in every if len(paragraph.text) > LONGEST_TEXT)

    def parts(self, paragraph: Paragraph) -> list[Segment]:
        """The parts of a numbered recommendation, each with its States."""
        if paragraph not in self._parts:
            self._parts[paragraph] = parts_of(mended(paragraph.text, self.words))
        return self._parts[paragraph]

    @cached_property
    def statements(self) -> Statements:
        """What section II says of positions."""
        return statements(self.leads)

    @cached_property
    def referenced(self) -> tuple[Referenced, ...]:
        """What stands at each place of section I that section II cites, in the order of the statements."""
        return tuple(referenced(cited.place, self.dialogue) for cited in self.statements.cited)

    def recommendations(self) -> Iterator[tuple[str | None, str | None, list[Segment]]]:
        """The number, the position and the parts of each recommendation.

        Paragraphs that are too long are left out, and the account names them. What section II only cites has no number:
        its place is in section I, where a paragraph is a speech and not a recommendation.
        """
        for index, lead in enumerate(self.leads):
            for paragraph in lead.paragraphs:
                if paragraph.number in self.overlong:
                    continue
                yield paragraph.number, self.statements.position(index, paragraph.number), self.parts(paragraph)
            for cited, found in zip(self.statements.cited, self.referenced, strict=True):
                if cited.by == index:
                    for part in found.parts:
                        yield None, cited.position, [part._replace(text=mended(part.text, self.words))]


def parsed(path: Path | str, known: Known | None = None) -> Report:
    """Read a report up to its lead paragraphs.

    Parameters
    ----------
    known : Known, optional
        What the user says of the review. With the State under review a document may be a list of recommendations only.

    Raises
    ------
    SourceError
        The file cannot be read as a Working Group report in English.
    """
    path = Path(path)
    lines = read_lines(path)
    if not lines:
        raise _not_a_report(path, "no text")
    refuse_other_languages(lines, path)
    words = words_within_lines(line.text for line in lines)
    section = section_of(lines)
    found = leads_of(section.lines)
    if any(lead.paragraphs for lead in found.leads):
        cover = (known or Known()).completed(read_cover(lines, path), path)
        dialogue = dialogue_paragraphs(lines[: heading_place(lines)])
        ended = section.followed or found.closing is not None
        return Report(cover, found, dialogue, words, section.pages, ended, notes(path, lines))
    leads = list_only(lines)
    if not leads:
        raise _not_a_report(path, lines[0].text)
    return Report((known or Known()).completed(None, path), Divided(leads), {}, words, notes=notes(path, lines))


def list_only(lines: list[Line]) -> list[Lead]:
    """The recommendations of a document that has nothing else: numbered 6.1, 6.2 and so on, or 1, 2, 3.

    Returns
    -------
    list of Lead
        None, if fewer than half of the numbered paragraphs name a State in brackets: it is another document then.
    """
    body = list(without_headers(lines))
    # A list that counts from 1 would be taken for leads; of the two ways, the one that finds more is right.
    ways = [leads_of([*lead, *body])[0] for lead in ([], [Line(_UNNUMBERED_LEAD, None, False)])]
    leads = max(([each for each in way if each.paragraphs] for way in ways), key=_with_states)
    count = sum(len(each.paragraphs) for each in leads)
    return leads if count > 1 and 2 * _with_states(leads) >= count else []


def _with_states(leads: list[Lead]) -> int:
    """How many recommendations name a State."""
    return sum(any(part.names for part in parts_of(each.text)) for lead in leads for each in lead.paragraphs)


def _not_a_report(path: Path, value: str) -> SourceError:
    return SourceError(
        "the document has no section of numbered recommendations",
        file=path,
        value=value[:160],
        expected='a section "Conclusions and/or recommendations" with numbered paragraphs',
        remedy="use the report of the Working Group (A/HRC/...), not its addendum or the national report",
    )
