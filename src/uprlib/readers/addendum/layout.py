"""How an addendum is laid out: sentences with lists of numbers, headings over items, items with labels, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from uprlib.facts import states
from uprlib.readers.addendum.blocks import Block
from uprlib.readers.addendum.clauses import HEADING, LISTED, OWN_WORDS, Claim, Said, said_in
from uprlib.readers.addendum.stances import label, stances
from uprlib.readers.wording.paragraph_numbers import Numbers, Span, lists_of_numbers

_OWN_NUMBER = re.compile(r"\d{1,3}\.\s+(?=[A-Z“\"])")
_ITEM_INTRO = re.compile(
    r"(?:(?:the\s)?recommendations?|recs?\.?|nos?\.?|paragraphs?|paras?\.?|#)?\s?(?:nos?\.?)?\s?", re.IGNORECASE
)
_BEFORE_LABEL = re.compile(
    r"(?:recommendations?|position|response|status|answer|reply|decision|government(?:’s|'s)?|the|state|fully|:|\s)*",
    re.IGNORECASE,
)
_POSITION_COLUMN = re.compile(
    r"\b(?:position|response|status|answer|reply|decision|accept|support|noted)", re.IGNORECASE
)
_MARK = re.compile(r"(?:x|✓|✔|√|yes|☒|●|•)", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]{3,200})\)")
_LONGEST_HEADING = 220
_LONGEST_LABEL = 90
# More numbers than this, with nothing else, are a list; fewer may be the heading of a comment.
_HEADS_OF_COMMENT = 2


def read_blocks(blocks: Iterable[Block]) -> Said:
    """Read the answers of a whole addendum."""
    return _Layout().read(blocks)


class _Layout:
    """The blocks read from top to bottom, with the heading, the table and the item that they stand under."""

    def __init__(self) -> None:
        self._said = Said()
        self._heading: str | None = None
        self._columns: tuple[str, ...] = ()
        self._item: tuple[Span, ...] = ()

    def read(self, blocks: Iterable[Block]) -> Said:
        for block in blocks:
            if block.is_row:
                self._row(block.pieces)
            else:
                self._columns = ()
                self._paragraph(block)
        return self._said

    def _claim(self, position: str | None, spans: tuple[Span, ...], strength: int) -> None:
        self._said.claims.append(Claim(position, spans, strength))

    def _paragraph(self, block: Block) -> None:
        text = _OWN_NUMBER.sub("", block.text, count=1) if _OWN_NUMBER.match(block.text) else block.text
        numbers = leading_numbers(text)
        if numbers is not None:
            self._item = ()
            self._numbered(text, numbers, block.pieces)
            return
        item, self._item = self._item, ()
        if item and self._under(item, text):
            return
        said = said_in(text)
        if not said.claims and self._is_heading(text):
            self._heading = label(text)
        else:
            self._take(said)

    def _under(self, item: tuple[Span, ...], text: str) -> bool:
        """Whether a paragraph below a number is its label, or a comment that states its position."""
        if whole_label(text):
            self._claim(whole_label(text), item, LISTED)
            return True
        own = said_in(f"{', '.join(map(str, item))}: {text}", strength=OWN_WORDS, bare=True).claims
        if own and own[0].position and not next(lists_of_numbers(text), None):
            self._claim(own[0].position, item, OWN_WORDS)
            return True
        return False

    def _take(self, said: Said) -> None:
        """Take claims; those under a heading that says more ("accepted, considered implemented") have its position."""
        for claim in said.claims:
            finer = claim.position == "accepted" and self._heading == "implemented" and claim.strength == LISTED
            self._said.claims.append(claim._replace(position="implemented") if finer else claim)
        self._said.totals += said.totals
        self._said.unclear += said.unclear
        self._heading = said.hanging or self._heading

    def _is_heading(self, text: str) -> bool:
        short = len(text) <= _LONGEST_HEADING and not text.endswith(".")
        return short and bool(stances(text)) and text[:1].isupper()

    def _numbered(self, text: str, numbers: Numbers, pieces: tuple[str, ...]) -> None:
        """A block that begins with numbers: a list, or recommendations with a label, a comment or their text."""
        rest = after_states(text[numbers.end :])
        first = re.split(r"(?<=[.:;])\s", rest.strip(" :.–—-"))[0]
        stated = label_among([*pieces[1:], first])
        said = said_in(f"{text[: numbers.end]}: {rest.lstrip(' :.–—-')}", strength=OWN_WORDS, bare=True)
        own = said.claims[0].position if said.claims else None
        if stated:
            self._claim(stated, numbers.spans, LISTED)
        elif own:
            # Only a sentence that goes on from the numbers may speak of further numbers.
            self._said.claims += [claim for claim in said.claims if claim.position]
        elif self._heading:
            many = len(numbers.spans) > _HEADS_OF_COMMENT and not rest.strip(" .;")
            self._claim(self._heading, numbers.spans, LISTED if many else HEADING)
        else:
            self._claim(None, numbers.spans, HEADING)
        if not rest.strip(" :.–—-"):
            self._item = numbers.spans

    def _row(self, cells: tuple[str, ...]) -> None:
        texts = [*dict.fromkeys(cell for cell in cells if cell)]
        numbered = {place: leading_numbers(cell, bare=True) for place, cell in enumerate(cells)}
        first = next((place for place, numbers in numbered.items() if numbers), None)
        if first is None:
            if len(texts) == 1:
                said = said_in(texts[0])
                if said.claims or not stances(texts[0]):
                    self._take(said)
                else:
                    self._heading = label(texts[0])
            elif any(_POSITION_COLUMN.search(cell) for cell in cells):
                self._columns = cells
            else:
                self._take(said_in(" ".join(cells)))
            return
        # Columns that are headed by positions hold lists of numbers, or marks.
        by_column = [(label(head), numbered.get(place)) for place, head in enumerate(self._columns)]
        headed = [(position, numbers) for position, numbers in by_column if position and numbers]
        if headed and len([position for position, _ in by_column if position]) > 1:
            for position, numbers in headed:
                self._claim(position, numbers.spans if numbers else (), LISTED)
            return
        self._claim(*self._of_row(cells, first))

    def _of_row(self, cells: tuple[str, ...], first: int) -> tuple[str | None, tuple[Span, ...], int]:
        """The answer of a row: its marked column, its column of positions, a cell that is a position, or its words."""
        numbers = leading_numbers(cells[first], bare=True) or Numbers(0, 0, ())
        spans = numbers.spans
        others = [(place, cell) for place, cell in enumerate(cells) if place != first and cell]
        heads = dict(enumerate(self._columns)) if len(self._columns) == len(cells) else {}
        for place, cell in others:
            if _MARK.fullmatch(cell) and label(heads.get(place, "")):
                return label(heads[place]), spans, LISTED
        for place, cell in others:
            if _POSITION_COLUMN.search(heads.get(place, "")) and len(cell) <= _LONGEST_LABEL and label(cell):
                return label(cell), spans, LISTED
        for _, cell in others:
            if whole_label(cell):
                return whole_label(cell), spans, LISTED
        own = after_states(cells[first][numbers.end :])
        words = " ".join([own.lstrip(" :.;–—-"), *(cell for _, cell in others if not _BRACKETS.search(cell))])
        said = said_in(f"1.1: {words}", strength=OWN_WORDS)
        position = said.claims[0].position if said.claims else None
        return (position, spans, OWN_WORDS) if position else (self._heading, spans, HEADING)


def leading_numbers(text: str, *, bare: bool = False) -> Numbers | None:
    """The list of numbers that a text begins with: "95.3-95.7 Accepted", "Rec. 18 ...".

    Examples
    --------
    >>> leading_numbers("Recommendations 95.3 and 95.4: noted").spans[1].last
    4
    >>> leading_numbers("Erewhon accepts 95.3") is None
    True
    """
    intro = _ITEM_INTRO.match(text)
    start = intro.end() if intro else 0
    first = next(lists_of_numbers(text, bare=bare and start == 0), None)
    return first if first is not None and first.start <= start else None


def whole_label(text: str) -> str | None:
    """The position that a cell or a line states and nothing else: "Accepted", "Does not enjoy the support of Erewhon".

    Examples
    --------
    >>> [whole_label(text) for text in ("Not accepted.", "Position: supported in part", "The matter is noted below")]
    ['not_accepted', 'partly_accepted', None]
    """
    text = text.strip(" .;:–—-")
    found = stances(text)
    before = _BEFORE_LABEL.match(text)
    if not found or len(text) > _LONGEST_LABEL or (before.end() if before else 0) < found[0].start:
        return None
    after = text[found[-1].end :].split()
    ends_well = len(after) <= 5 and not re.match(r"(?:that|with|as|by|in|because|since)\b", " ".join(after))
    return label(text) if ends_well else None


def label_among(pieces: Sequence[str]) -> str | None:
    """The position that one of some lines states, or two or three together, as a narrow cell is printed.

    Examples
    --------
    >>> label_among(["Consider it (Spain)", "Partially", "accepted", "It depends on parliament."])
    'partly_accepted'
    """
    for length in (3, 2, 1):
        for place in range(len(pieces) - length + 1):
            lines = pieces[place : place + length]
            # Of several lines, each must be a part of the label: "Accepted" and the comment below it are two.
            found = (
                whole_label(" ".join(lines)) if length == 1 or all(len(line.split()) <= 2 for line in lines) else None
            )
            if found:
                return found
    return None


def after_states(text: str) -> str:
    """What follows a recommendation's text, which ends in its States in brackets; the whole, if it names none."""
    end = 0
    for found in _BRACKETS.finditer(text):
        if any(states.find(name.strip()) for name in re.split(r"[,;]|\band\b", found[1])[:3]):
            end = found.end()
    return text[end:]
