"""Section II of a report: its lead paragraphs and the numbered recommendations under them.

The rules are those of the format. A lead paragraph has the next number of the report ("86."). The recommendations under
it are numbered after it ("86.1", "86.2.") or from 1 ("1.", "2."). Figures at the start of a line are taken for such a
number only where it is the next one, or where they follow a finished sentence under the lead that they name. A heading
between two recommendations belongs to neither; a remark under the last of a list ("The response of the State to these
recommendations will be ...") belongs to the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from uprlib.readers.opening.lines import Line
from uprlib.readers.wording.brackets import divided, names_in
from uprlib.readers.wording.hyphens import one_text

_SECTION_HEADING = re.compile(
    r"(?:II\s*+[.:]?\s*+)?conclusions?\s*+(?:and\s*+/?\s*+or|and|/|or)\s*+recommendations?\s*+[*∗\d]*", re.IGNORECASE
)
# Capital letters tell these headings from the same words at the start of a wrapped line.
_NEXT_SECTION = re.compile(
    r"III\s*\.\s*[A-Z].*|Voluntary (?:pledges|commitments)(?: and (?:pledges|commitments))?"
    r"(?: of the State under review)?|VOLUNTARY (?:PLEDGES|COMMITMENTS)[A-Z ]*"
    r"|(?:Annex(?:es)?|ANNEX(?:ES)?)(?:\s+[IVX]+)?\s*[*∗\d]*|(?:Composition of|COMPOSITION OF) .*"
)
_CLOSING_LEAD = re.compile(
    r"(?:the )?(?:all )?(?:the )?conclusions (?:and ?/ ?or|and|or) recommendations", re.IGNORECASE
)
# Headers and page numbers of reports that print them as large as the body. Nothing is given back (++), so that a line
# of many symbols takes no longer than its length.
_RUNNING_HEADER = re.compile(
    r"(?:(?:A/HRC/(?:WG\.6/)?\d++/(?:L\.)?\d++(?:/\w++\.\d++)?|page\s*+\d++|GE\.\d\d-\d++|\(E\)|\d{6})[\s*∗]*+)++",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,3}")

_DOTTED = re.compile(r"(\d{1,3})\s?\.\s?(\d{1,3})(?!\d)\s*+[.):]?\s*+(?=[^\s\d.,;%])")
_PLAIN = re.compile(r"(\d{1,3})(\s?[.)]\s*|\s+)(?=[^\s\d.,;)%])")
_NUMBERED = re.compile(r"\d{1,3}(?:\s?\.\s?\d{1,3})?\s?[.)]\s*\S|\d{1,3}\.\d{1,3}\s")
_LEAD_WORDS = re.compile(
    r"\brecommendations?\b.{0,400}?\b(?:enjoy|support|examin|respon|noted|reject|accept"
    r"|listed|below|above|following|reflect|marked|were made)",
    re.IGNORECASE | re.DOTALL,
)
# With these words and the number that is due, a lead is one even where the text before it was cut short.
_LEAD_BEGINS = re.compile(
    r"(?:the |these |all |other |of )*(?:following )?recommendations?\b|in the course of the|the responses? of",
    re.IGNORECASE,
)
_RECOMMENDATIONS = re.compile(r"\brecommendations?\b", re.IGNORECASE)
# A comma may take the place of the semicolon, but then only the next number is accepted.
_NEARLY_FINISHED = re.compile(r"[.;:,)\]*∗”\"’\d]\s*$")
_FINISHED = re.compile(r"[.;:)\]*∗”\"’\d]\s*$")
# What stands before a heading or a remark: a whole recommendation, or a lead.
_ENDED = re.compile(r"[;.:][*∗”\"’\d]*\s*$")
# The last words of a heading; after one of these its line would go on.
_GOES_ON = re.compile(
    r"(?:\b(?:of|the|an?|and|or|to|in|on|for|by|with|from|as|at|its|articles?|art|paragraphs?|paras?|resolutions?|nos?"
    r"|convention|protocol|decisions?)\.?|[,(/–-])\s*$",
    re.IGNORECASE,
)
# A heading may be numbered: "A. Rights", "(a) Rights", "II. Rights".
_BEGINS_HEADING = re.compile(r"(?:\(?[A-Za-z]{1,4}[.)]\s*)?[“\"'‘(]?[A-ZÀ-Þ]")
_LONGEST_HEADING = 200
_LONGEST_TITLE = 60
# Letters at the end of a text in which the bracket with all its States stands.
_LONGEST_ENDING = 3_000
# Lines that a heading, or several one under the other, may take up; and lines of a remark or of an unnumbered lead.
_HEADING_LINES = 4
_REMARK_LINES = 12
# A number without its dot ("4 Encourage") must at least come before a new sentence.
_BEGINS_SENTENCE = re.compile(r"[“\"'‘(]?[A-ZÀ-Þ]")


def as_cited(lead: int, item: int | str) -> str:
    """The number of a recommendation as it is cited; a list without a lead counts as lead 0.

    Examples
    --------
    >>> as_cited(124, 10), as_cited(0, 10)
    ('124.10', '10')
    """
    return f"{lead}.{item}" if lead else str(item)


@dataclass(frozen=True)
class Paragraph:
    """A numbered recommendation.

    Attributes
    ----------
    lead : int
        Number of the lead paragraph above it.
    item : int
        Its own number under the lead.
    printed : str
        The number as printed, which differs from ``lead.item`` if it is a misprint.
    text : str
        The whole text, with the States in brackets.
    """

    lead: int
    item: int
    printed: str
    text: str

    @property
    def number(self) -> str:
        """Number as cited: "124.10"; in a list without a lead, "10"."""
        return as_cited(self.lead, self.item)


@dataclass(frozen=True)
class Lead:
    """A lead paragraph and the recommendations under it.

    Attributes
    ----------
    number : int
        Its number in the report.
    text : str
        What it says of the State's position.
    paragraphs : tuple of Paragraph
        The recommendations, in order.
    remark : str
        What stands under the last of them without a number of its own, and speaks of the recommendations.
    counts_on : bool
        Whether its numbers go on from those of the lead before, instead of beginning at 1.
    """

    number: int
    text: str
    paragraphs: tuple[Paragraph, ...]
    remark: str = ""
    counts_on: bool = False


@dataclass
class _Open:
    """A paragraph being read."""

    number: int
    printed: str
    lines: list[str] = field(default_factory=list)


def heading_place(lines: list[Line]) -> int | None:
    """Where the heading of section II stands, or its last line if it has two; None if the report has none.

    The table of contents may have the same words; the heading of the section comes last.
    """
    for place in range(len(lines) - 1, -1, -1):
        if lines[place].small:
            continue
        text = lines[place].text
        before = lines[place - 1].text if place else ""
        # Two short lines may be one heading. Any two lines of prose need not be tried.
        broken = len(text) < _LONGEST_TITLE > len(before) and _SECTION_HEADING.fullmatch(f"{before} {text}")
        if _SECTION_HEADING.fullmatch(text) or broken:
            return place
    return None


class Section(NamedTuple):
    """Section II of a report.

    Attributes
    ----------
    lines : list of Line
        Its lines, without headers, page numbers and footnotes; none if the report has no such section.
    pages : frozenset of int
        The pages on which it has text, those of its heading and of the next one included; none for a DOCX.
    followed : bool
        Whether another section follows, so that nothing of this one can be missing at its end.
    """

    lines: list[Line]
    pages: frozenset[int]
    followed: bool


def section_of(lines: list[Line]) -> Section:
    """Section II of a report, whose lines are given."""
    heading = heading_place(lines)
    if heading is None:
        return Section([], frozenset(), False)
    found: list[Line] = []
    ends: list[Line] = [lines[heading]]
    for line in without_headers(lines[heading + 1 :]):
        if found and _NEXT_SECTION.fullmatch(line.text):
            ends.append(line)
            break
        found.append(line)
    pages = frozenset(line.page for line in [*ends, *found] if line.page is not None)
    return Section(found, pages, len(ends) > 1)


def without_headers(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines of the text proper: those in small type, running headers and page numbers are left out."""
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


class Divided(NamedTuple):
    """Section II divided.

    Attributes
    ----------
    leads : list of Lead
        In order, with leads that have no recommendations, but without the closing one ("All conclusions and/or
        recommendations ...").
    closing : int or None
        Number of the closing one, where it was reached.
    before : str
        What stands before the first lead.
    after : tuple of str
        Numbers under one of the leads that stand after the closing one, where nothing is read any more.
    unnumbered : tuple of str
        Numbers of recommendations after which a paragraph of a document without pages reads like another, and has lost
        its number.
    """

    leads: list[Lead]
    closing: int | None = None
    before: str = ""
    after: tuple[str, ...] = ()
    unnumbered: tuple[str, ...] = ()


def leads_of(lines: list[Line]) -> Divided:
    """Divide the lines of section II into lead paragraphs and their recommendations."""
    reader = _Reader()
    rest = lines[:0]
    for place, line in enumerate(lines):
        if not reader.take(line, _paragraph_from(lines, place)):
            rest = lines[place + 1 :]
            break
    leads = reader.leads()
    numbers = {lead.number for lead in leads}
    dotted = filter(None, (_DOTTED.match(line.text) for line in rest))
    after = tuple(as_cited(int(each[1]), each[2]) for each in dotted if int(each[1]) in numbers)
    return Divided(leads, reader.closing, one_text(reader.before_all), after, tuple(reader.unnumbered))


def _paragraph_from(lines: list[Line], place: int) -> str:
    """The words from a line on, up to the next line that begins with a number, and four lines at most."""
    texts = [lines[place].text]
    for line in lines[place + 1 : place + 4]:
        if _NUMBERED.match(line.text):
            break
        texts.append(line.text)
    return " ".join(texts)


class _Reader:
    """The leads and recommendations read so far; lines are added to the last one until the next begins."""

    def __init__(self):
        self._done: list[tuple[_Open, list[_Open]]] = []
        self._last_item_of_all = 0
        self.before_all: list[str] = []
        self.closing: int | None = None
        self.unnumbered: list[str] = []

    def take(self, line: Line, following: str) -> bool:
        """Read one line; False where the closing lead is reached."""
        dotted = _DOTTED.match(line.text)
        plain = None if dotted else _PLAIN.match(line.text)
        if dotted and self._misses_its_lead(int(dotted[1]), int(dotted[2])):
            self._open_lead(int(dotted[1]), dotted[1], self._taken_for_lead())
            self._open_item(int(dotted[2]), f"{dotted[1]}.{dotted[2]}", line, dotted.end())
        elif dotted and self._is_dotted_item(int(dotted[1]), int(dotted[2])):
            self._open_item(int(dotted[2]), f"{dotted[1]}.{dotted[2]}", line, dotted.end())
        elif plain and self._is_lead(plain, line.text, following):
            rest = following[plain.end() :]
            if self._done and _CLOSING_LEAD.match(rest):
                self.closing = int(plain[1])
                return False
            self._open_lead(int(plain[1]), plain[1], [line.text[plain.end() :]])
        elif plain and self._is_plain_item(plain, line.text, following):
            self._open_item(int(plain[1]), plain[1], line, plain.end())
        elif plain and self._counts_afresh(plain, line.text):
            self._open_lead(self._done[-1][0].number + 1, "", self._taken_for_lead())
            self._open_item(1, plain[1], line, plain.end())
        elif self._done:
            if line.page is None and self._done[-1][1] and self._is_whole(line.text):
                self.unnumbered.append(as_cited(self._done[-1][0].number, self._last_item()))
            self._current().lines.append(line.text)
        else:
            self.before_all.append(line.text)
        return True

    def leads(self) -> list[Lead]:
        """All that was read."""
        found: list[Lead] = []
        last = 0
        for lead, items in self._done:
            first = items[0].number if items else 0
            found.append(_closed(lead, items, counts_on=first > 1 and first == last + 1))
            last = items[-1].number if items else last
        return found

    def _open_lead(self, number: int, printed: str, lines: list[str]) -> None:
        self._drop_heading()
        self._done.append((_Open(number, printed, lines), []))

    def _open_item(self, number: int, printed: str, line: Line, start: int) -> None:
        self._drop_heading()
        self._done[-1][1].append(_Open(number, printed, [line.text[start:]]))
        self._last_item_of_all = number

    def _drop_heading(self) -> None:
        """Take the heading of what comes next away from the text before it."""
        if self._done:
            lines = self._current().lines
            del lines[len(lines) - _heading_lines(lines) :]

    def _taken_for_lead(self) -> list[str]:
        """The lines of a lead that is printed without its number, taken away from the recommendation before it."""
        if not self._done:
            return self.before_all[-_REMARK_LINES:]
        lines = self._current().lines
        start = _remark_start(lines)
        taken = lines[start:]
        del lines[start:]
        return taken

    def _current(self) -> _Open:
        lead, items = self._done[-1]
        return items[-1] if items else lead

    def _finished(self, mark: re.Pattern[str] = _FINISHED) -> bool:
        """Whether the text so far ends like a sentence or an item of a list, or with a heading after one."""
        lines = self._current().lines
        return not lines or not lines[-1] or bool(mark.search(lines[-1])) or _heading_lines(lines) > 0

    def _last_item(self) -> int:
        """Number of the last recommendation under this lead, or 0."""
        items = self._done[-1][1]
        return items[-1].number if items else 0

    def _misses_its_lead(self, prefix: int, number: int) -> bool:
        """Whether this recommendation belongs to a lead that was lost, or printed without its number."""
        if not self._done:
            return number == 1
        if not (0 < prefix - self._done[-1][0].number <= 3 and self._finished()):
            return False
        # Any other number than the first may be that of this list, with a misprint before its point.
        return number == 1 or (
            number != self._last_item() + 1 and self._counts_dotted() and _ends_with_states(self._current().lines)
        )

    def _is_dotted_item(self, prefix: int, number: int) -> bool:
        if not self._done:
            return False
        expected = number in (self._last_item() + 1, self._last_item_of_all + 1)
        if prefix == self._done[-1][0].number:
            return expected or self._finished()
        # The number of another lead is a misprint only if the count goes on.
        return expected and self._finished()

    def _is_whole(self, text: str) -> bool:
        """Whether a paragraph without a number reads like a recommendation of its own, after a whole one."""
        whole = _BEGINS_SENTENCE.match(text) and text.rstrip(" ;.,").endswith((")", "]"))
        return bool(whole) and _ends_with_states([text]) and _ends_with_states(self._current().lines)

    def _counts_dotted(self) -> bool:
        items = self._done[-1][1]
        return bool(items) and "." in items[-1].printed

    def _counts_afresh(self, match: re.Match, text: str) -> bool:
        """Whether a list begins here again at 1, under a lead that is printed without its number."""
        if int(match[1]) != 1 or not self._done or not self._done[-1][1] or self._counts_dotted():
            return False
        begins = "." in match[2] and _BEGINS_SENTENCE.match(text[match.end() :])
        lines = self._current().lines
        return bool(begins) and self._finished() and _remark_start(lines) < len(lines)

    def _is_plain_item(self, match: re.Match, text: str, following: str) -> bool:
        if not self._done or self._counts_dotted():
            return False
        number, last = int(match[1]), self._last_item()
        has_dot = bool(match[2].strip())
        begins = bool(_BEGINS_SENTENCE.match(text[match.end() :]))
        if not has_dot and not begins:
            return False
        if not self._done[-1][1]:
            # The first number may be lost: "2." is then the first that is read.
            return self._finished() and (
                number in (1, self._last_item_of_all + 1) or (has_dot and begins and _names_a_state(following))
            )
        if number == last + 1:
            return self._finished(_NEARLY_FINISHED if has_dot and begins else _FINISHED)
        # Numbers are left out: a gap in the count is better than a recommendation lost in the one before.
        if not (has_dot and begins and self._finished()):
            return False
        if number <= last:
            return self._after_misprint(number) and _names_a_state(following)
        return number == last + 2 or (_ends_with_states(self._current().lines) and _names_a_state(following))

    def _after_misprint(self, number: int) -> bool:
        """Whether the count goes on here as if the last number, which is too high, were a misprint."""
        items = self._done[-1][1]
        return number == (items[-2].number + 2 if len(items) > 1 else 2)

    def _is_lead(self, match: re.Match, text: str, following: str) -> bool:
        number = int(match[1])
        if not match[2].strip() and not _BEGINS_SENTENCE.match(text[match.end() :]):
            return False
        rest = following[match.end() :]
        closes = bool(_CLOSING_LEAD.match(rest))
        says_so = closes or bool(_LEAD_WORDS.search(following[:400]))
        if not self._done:
            return "." in match[2] or says_so
        due = self._done[-1][0].number + 1
        # A lead without a number was counted as if it had one, which it may not have in the report.
        is_due = number == due or (number == due - 1 and not self._done[-1][0].printed)
        # The report may leave out a number of its own.
        is_near = is_due or due < number <= due + 2
        # Only a recommendation has States that made it, and no colon before them.
        is_statement = says_so and not _names_a_state(rest.split(":")[0])
        if is_near and is_statement and "." in match[2] and (closes or _LEAD_BEGINS.match(rest)):
            return True
        if not self._finished():
            return False
        if self._is_plain_item(match, text, following):
            return is_due and (is_statement or (number > self._last_item() + 2 and not _names_a_state(rest)))
        # In a list that counts from 1, a number that is due may also be one of the list that is out of order.
        if is_due and self._done[-1][1] and not self._counts_dotted():
            return says_so or bool(_RECOMMENDATIONS.search(rest) or _LEAD_BEGINS.match(rest))
        return is_due or (says_so and is_near)


def _heading_lines(lines: list[str]) -> int:
    """How many of the last lines are a heading, which follows a whole recommendation or a lead and has no mark."""
    for count in range(1, min(_HEADING_LINES, len(lines) - 1) + 1):
        first, before = lines[-count], lines[: len(lines) - count]
        if not (_ENDED.search(before[-1]) or _ends_with_states(before)):
            continue
        heading = " ".join(lines[-count:])
        reads_like_one = (
            len(heading) <= _LONGEST_HEADING and _BEGINS_HEADING.match(first) and not _GOES_ON.search(heading)
        )
        return count if reads_like_one and not _FINISHED.search(heading) else 0
    return 0


def _ends_with_states(lines: list[str]) -> bool:
    """Whether the last words are the States that recommend, in their brackets."""
    # They stand on the last lines. The rest of a long text need not be read for them.
    parts, rest = divided(" ".join(lines[-_HEADING_LINES:])[-_LONGEST_ENDING:])
    return bool(parts) and not re.search(r"\w", rest)


def _names_a_state(text: str) -> bool:
    """Whether a State stands in brackets, as it does after a recommendation and not after a sentence of prose."""
    return any(name.iso3 for inner in re.findall(r"[(\[]([^()\[\]]{3,200})", text) for name in names_in(inner))


def _remark_start(lines: list[str]) -> int:
    """Where the lines begin that follow a whole recommendation and speak of recommendations; after the last if none."""
    for start in range(max(1, len(lines) - _REMARK_LINES), len(lines)):
        if not (_BEGINS_SENTENCE.match(lines[start]) and _RECOMMENDATIONS.search(" ".join(lines[start:]))):
            continue
        if _ends_with_states(lines[:start]) and not divided(" ".join(lines[start:]))[0]:
            return start
    return len(lines)


def _closed(lead: _Open, items: list[_Open], *, counts_on: bool) -> Lead:
    """A lead with what was read under it, misprinted numbers corrected."""
    remark: list[str] = []
    if items:
        start = _remark_start(items[-1].lines)
        remark = items[-1].lines[start:]
        del items[-1].lines[start:]
    paragraphs = tuple(Paragraph(lead.number, item.number, item.printed, one_text(item.lines)) for item in items)
    return Lead(lead.number, one_text(lead.lines), _without_misprints(paragraphs), one_text(remark), counts_on)


def _without_misprints(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Correct a number that breaks a run, if the run goes on after it as if it had not."""
    mended = list(paragraphs)
    if len(mended) > 1 and mended[0].item > mended[1].item == 2:
        mended[0] = replace(mended[0], item=1)
    for place in range(1, len(mended) - 1):
        before, this, after = mended[place - 1 : place + 2]
        due = before.item + 1
        if this.item != due and after.item == due + 1:
            mended[place] = replace(this, item=due)
    return tuple(mended)
