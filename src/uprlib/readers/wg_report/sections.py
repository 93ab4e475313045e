"""Section II of a report: its lead paragraphs and numbered recommendations.

The rules are those of the format. A lead paragraph has a number of the report's
own run ("86."); what follows it counts either dotted ("86.1", "86.2.") or afresh
("1.", "2."), and a number is one only where the one before it leads to expect it,
or where it stands after a finished sentence under its own lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from uprlib.readers.opening.files import cleaned
from uprlib.readers.opening.pdf import LINE_END_HYPHEN, Line

_SECTION_HEADING = re.compile(
    r"(?:II\s*[.:]?\s*)?conclusions?\s*(?:and\s*/?\s*or|and|/|or)\s*recommendations?\s*[*∗\d]*",
    re.IGNORECASE,
)
# Capitals tell these headings from the same words at the start of a wrapped line.
_NEXT_SECTION = re.compile(
    r"III\s*\.\s*[A-Z].*|Voluntary (?:pledges|commitments)(?: and (?:pledges|commitments))?"
    r"(?: of the State under review)?|VOLUNTARY (?:PLEDGES|COMMITMENTS)[A-Z ]*"
    r"|(?:Annex(?:es)?|ANNEX(?:ES)?)(?:\s+[IVX]+)?\s*[*∗\d]*|(?:Composition of|COMPOSITION OF) .*"
)
_CLOSING_LEAD = re.compile(r"(?:the )?(?:all )?(?:the )?conclusions and ?/ ?or recommendations", re.IGNORECASE)
# Headers and page numbers of reports that set them as large as the body.
_RUNNING_HEADER = re.compile(
    r"(?:A/HRC/(?:WG\.6/)?\d+/(?:L\.)?\d+(?:/\w+\.\d+)?\s*[*∗]*\s*|page\s*\d+\s*"
    r"|(?:GE\.\d\d-\d+\s*)|\(E\)\s*|\d{6}\s*)+",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,3}")

_DOTTED = re.compile(r"(\d{1,3})\s?\.\s?(\d{1,3})(?!\d)\s*[.):]?\s*(?=[^\s\d.,;%])")
_PLAIN = re.compile(r"(\d{1,3})(\s?[.)]\s*|\s+)(?=[^\s\d.,;)%])")
_LEAD_WORDS = re.compile(
    r"\brecommendations?\b.*\b(?:enjoy|support|examin|respon|noted|reject|accept"
    r"|listed|below|above|following|reflect|marked|were made)",
    re.IGNORECASE | re.DOTALL,
)
# A comma may stand for the semicolon, but then only the number due is believed.
_NEARLY_FINISHED = re.compile(r"[.;:,)\]*∗”\"’\d]\s*$")
_FINISHED = re.compile(r"[.;:)\]*∗”\"’\d]\s*$")
_HYPHEN_AT_END = re.compile(r"(?<=\w)[-‐]$")
_BEGINS_SMALL = re.compile(r"[a-z]")
# A number without its dot ("4 Encourage") must at least begin a sentence.
_BEGINS_SENTENCE = re.compile(r"[“\"'‘(]?[A-ZÀ-Þ]")


@dataclass(frozen=True)
class Paragraph:
    """A numbered recommendation.

    Parameters
    ----------
    lead : int
        Number of the lead paragraph above it.
    item : int
        Its own number under the lead.
    printed : str
        The number as printed; differs from ``lead.item`` for a misprint.
    text : str
        All that is printed, brackets with States included.
    """

    lead: int
    item: int
    printed: str
    text: str

    @property
    def number(self) -> str:
        """Number as cited: "124.10"."""
        return f"{self.lead}.{self.item}"


@dataclass(frozen=True)
class Lead:
    """A lead paragraph and the recommendations under it.

    Parameters
    ----------
    number : int
        Its number in the report.
    text : str
        What it says of the State's position.
    paragraphs : tuple of Paragraph
        The recommendations, in order.
    """

    number: int
    text: str
    paragraphs: tuple[Paragraph, ...]


@dataclass
class _Open:
    """A paragraph being read."""

    number: int
    printed: str
    lines: list[str] = field(default_factory=list)


def section_lines(lines: list[Line]) -> list[Line]:
    """Return the lines of section II, without headers, page numbers and footnotes.

    Parameters
    ----------
    lines : list of Line
        The whole report.

    Returns
    -------
    list of Line
        Empty if there is no such section.
    """
    headings = [place for place, line in enumerate(lines) if not line.small and _SECTION_HEADING.fullmatch(line.text)]
    # The table of contents may hold the same words: the section comes last.
    if not headings:
        return []
    found = []
    for line in without_headers(lines[headings[-1] + 1 :]):
        if found and _NEXT_SECTION.fullmatch(line.text):
            break
        found.append(line)
    return found


def without_headers(lines: Iterable[Line]) -> Iterator[Line]:
    """Drop small type, running headers and page numbers.

    Parameters
    ----------
    lines : iterable of Line
        Lines in order.

    Yields
    ------
    Line
        Those of the text proper.
    """
    page, place = None, 0
    for line in lines:
        place = place + 1 if line.page == page else 1
        page = line.page
        if line.small or _RUNNING_HEADER.fullmatch(line.text):
            continue
        is_page_number = page is not None and line.text == str(page)
        if is_page_number or (place <= 3 and _BARE_NUMBER.fullmatch(line.text)):
            continue
        yield line


def leads_of(lines: list[Line]) -> list[Lead]:
    """Divide section II into lead paragraphs and their recommendations.

    Parameters
    ----------
    lines : list of Line
        The lines of the section, from :func:`section_lines`.

    Returns
    -------
    list of Lead
        In order; leads without recommendations included, the closing lead
        ("All conclusions and/or recommendations ...") not.
    """
    reader = _Reader()
    for place, line in enumerate(lines):
        following = " ".join(each.text for each in lines[place : place + 4])
        if not reader.take(line, following):
            break
    return reader.leads()


class _Reader:
    """State of reading: the lead and the recommendation that are open."""

    def __init__(self):
        self._done: list[tuple[_Open, list[_Open]]] = []
        self._last_item_of_all = 0

    def take(self, line: Line, following: str) -> bool:
        """Read one line; False when the closing lead is reached."""
        dotted = _DOTTED.match(line.text)
        plain = None if dotted else _PLAIN.match(line.text)
        if dotted and self._misses_its_lead(int(dotted[1]), int(dotted[2])):
            self._done.append((_Open(int(dotted[1]), dotted[1]), []))
            self._open_item(int(dotted[2]), f"{dotted[1]}.{dotted[2]}", line, dotted.end())
        elif dotted and self._is_dotted_item(int(dotted[1]), int(dotted[2])):
            self._open_item(int(dotted[2]), f"{dotted[1]}.{dotted[2]}", line, dotted.end())
        elif plain and self._is_lead(plain, line.text, following):
            rest = following[plain.end() :]
            if self._done and _CLOSING_LEAD.match(rest):
                return False
            opened = _Open(int(plain[1]), plain[1], [line.text[plain.end() :]])
            self._done.append((opened, []))
        elif plain and self._is_plain_item(plain, line.text):
            self._open_item(int(plain[1]), plain[1], line, plain.end())
        elif self._done:
            self._current().lines.append(line.text)
        return True

    def leads(self) -> list[Lead]:
        """Close what is open and return all."""
        return [_closed(lead, items) for lead, items in self._done]

    def _open_item(self, number: int, printed: str, line: Line, start: int) -> None:
        self._done[-1][1].append(_Open(number, printed, [line.text[start:]]))
        self._last_item_of_all = number

    def _current(self) -> _Open:
        lead, items = self._done[-1]
        return items[-1] if items else lead

    def _finished(self, mark: re.Pattern[str] = _FINISHED) -> bool:
        """Tell whether the open paragraph ends like a sentence or list item."""
        lines = self._current().lines
        return not lines or not lines[-1] or bool(mark.search(lines[-1]))

    def _last_item(self) -> int:
        """Number of the last recommendation under this lead; 0 if none."""
        items = self._done[-1][1]
        return items[-1].number if items else 0

    def _misses_its_lead(self, prefix: int, number: int) -> bool:
        """Tell whether a first recommendation shows a lead printed without number."""
        if number != 1:
            return False
        if not self._done:
            return True
        return 0 < prefix - self._done[-1][0].number <= 3 and self._finished()

    def _is_dotted_item(self, prefix: int, number: int) -> bool:
        if not self._done:
            return False
        expected = number in (self._last_item() + 1, self._last_item_of_all + 1)
        if prefix == self._done[-1][0].number:
            return expected or self._finished()
        # Another prefix is a misprint only if the count goes on.
        return expected and self._finished()

    def _counts_dotted(self) -> bool:
        items = self._done[-1][1]
        return bool(items) and "." in items[-1].printed

    def _is_plain_item(self, match: re.Match, text: str) -> bool:
        if not self._done or self._counts_dotted():
            return False
        number, last = int(match[1]), self._last_item()
        has_dot = bool(match[2].strip())
        begins = bool(_BEGINS_SENTENCE.match(text[match.end() :]))
        if not has_dot and not begins:
            return False
        if not self._done[-1][1]:
            return self._finished() and number in (1, self._last_item_of_all + 1)
        if number == last + 1:
            return self._finished(_NEARLY_FINISHED if has_dot and begins else _FINISHED)
        # The number due is left out: better a gap in the count than a swallowed text.
        return number == last + 2 and has_dot and begins and self._finished()

    def _is_lead(self, match: re.Match, text: str, following: str) -> bool:
        number = int(match[1])
        if not match[2].strip() and not _BEGINS_SENTENCE.match(text[match.end() :]):
            return False
        says_so = bool(_LEAD_WORDS.search(following[:400])) or bool(_CLOSING_LEAD.match(following[match.end() :]))
        if not self._done:
            return "." in match[2] or says_so
        if not self._finished():
            return False
        due = self._done[-1][0].number + 1
        if self._is_plain_item(match, text):
            return number == due and says_so
        # A number left out of the report's own run is passed over.
        return number == due or (says_so and due < number <= due + 2)


def _closed(lead: _Open, items: list[_Open]) -> Lead:
    """Make a lead of what was read, with misprinted numbers put right."""
    paragraphs = tuple(Paragraph(lead.number, item.number, item.printed, joined(item.lines)) for item in items)
    return Lead(lead.number, joined(lead.lines), _without_misprints(paragraphs))


def _without_misprints(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Put right a number that breaks a run which goes on after it as if it had not."""
    mended = list(paragraphs)
    for place in range(1, len(mended) - 1):
        before, this, after = mended[place - 1 : place + 2]
        due = before.item + 1
        if this.item != due and after.item == due + 1:
            mended[place] = replace(this, item=due)
    return tuple(mended)


def joined(lines: list[str]) -> str:
    """Join printed lines to one text.

    Parameters
    ----------
    lines : list of str
        Lines in order.

    Returns
    -------
    str
        One line of text. Hyphens at line ends are marked by
        ``LINE_END_HYPHEN``, still to be mended.
    """
    marked = [
        _HYPHEN_AT_END.sub(LINE_END_HYPHEN, line)
        if _HYPHEN_AT_END.search(line) and _BEGINS_SMALL.match(after)
        else f"{line} "
        for line, after in zip(lines, [*lines, ""][1:], strict=True)
    ]
    return cleaned("".join(marked))
