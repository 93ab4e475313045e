"""A thematic list that was turned into plain text, with or without line ends between its cells.

The words "Source of position" stand once in each row, after the recommendation; the position follows them, then the
themes up to the next paragraph number. Where the cells have run into each other, codes of themes ("A12 ...") and
bullets divide them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from uprlib.readers.thematic_list.recommendation_row import SOURCE
from uprlib.readers.thematic_list.rows import Row
from uprlib.readers.wording.labels import OHCHR_POSITIONS

_NUMBER = re.compile(r"(?<![\d.])(\d{1,4})\.(\d{1,4})\.?(?=\s+\S)")
_LONGEST_FIRST = sorted(OHCHR_POSITIONS, key=len, reverse=True)
_LABELS = "|".join(re.escape(label).replace("/", r"\s*/\s*") for label in _LONGEST_FIRST)
_ANSWER = re.compile(rf"(?P<source>[\s\S]{{0,60}}?)[\s|]*(?P<position>{_LABELS})", re.IGNORECASE)
_HEADING = re.compile(r"(?:Theme|Right or area)\s*+:\s*+", re.IGNORECASE)
_CELLS_RUN_ON = re.compile(
    r"(?<=[^\s(/-])(?=[A-Z]\d{0,2} (?:SDG \d|[A-Z]))|(?<=\S)(?=- \w)"
    r"|(?<=\S)(?=(?:Affected persons|Groups? of persons):)"
)


_CELL_ENDS = re.compile(r"[\n\t|]")
_PAGE_HEADER = re.compile(
    r"(?<![ \t])[ \t]*+UPR of [^\n]{3,80}?[ \t]*+Thematic list of recommendations[ \t]*+"
    r"(?:Page \d{1,3} of \d{1,3})?[ \t]*+"
)


def without_page_headers(text: str) -> tuple[str, list[str]]:
    """A text without the headers of its pages, and those headers."""
    return _PAGE_HEADER.sub("", text), _PAGE_HEADER.findall(text)


def looks_like(text: str) -> bool:
    """Whether this is the beginning of a thematic list: its head, and a source of a position."""
    return bool(re.match(r"\W*Recommendation", text)) and bool(SOURCE.search(text)) and "osition" in text[:300]


def rows_of(text: str) -> Iterator[Row]:
    """The rows of the list; one that cannot be taken apart has its text as its only cell."""
    sources = list(SOURCE.finditer(text))
    if not sources:
        return
    between, start = [], 0
    for source in sources:
        between.append(text[start : source.start()])
        answer = _ANSWER.match(text, source.end())
        start = answer.end() if answer else source.end()
    prefix = _commonest_prefix(between)
    pieces = [_divided(piece, prefix) for piece in between]
    tails = [tail for tail, _ in pieces[1:]] + [text[start:]]
    theme = _theme(pieces[0][0])
    for row, (source, (_, recommendation), tail) in enumerate(zip(sources, pieces, tails, strict=True), start=1):
        answer = _ANSWER.match(text, source.end())
        labels, *headings = _HEADING.split(tail)
        stated = f"{source[0]}{answer['source']}" if answer else source[0]
        yield Row(
            row,
            theme,
            {
                "recommendation": [recommendation, stated],
                "position": [answer["position"]] if answer else [],
                "themes": _lines(labels),
            },
        )
        theme = headings[-1].strip() if headings else theme


def _commonest_prefix(pieces: list[str]) -> str | None:
    """What the paragraph numbers begin with: codes of themes are dotted numbers too, but far fewer."""
    numbers = defaultdict(set)
    for piece in pieces:
        for found in _NUMBER.finditer(piece):
            numbers[found[1]].add(found[2])
    return max(numbers, key=lambda prefix: len(numbers[prefix]), default=None)


def _divided(piece: str, prefix: str | None) -> tuple[str, str]:
    """What stands between two positions: the labels of the row before, and the next recommendation with its number."""
    found = [number for number in _NUMBER.finditer(piece) if number[1] == prefix] or list(_NUMBER.finditer(piece))
    return (piece[: found[0].start()], piece[found[0].start() :]) if found else ("", piece)


def _theme(beginning: str) -> str | None:
    _, *headings = _HEADING.split(beginning)
    return headings[-1].strip() if headings else None


def _lines(labels: str) -> list[str]:
    labels = labels.strip(" |\t\n")
    if not _CELL_ENDS.search(labels):
        labels = _CELLS_RUN_ON.sub("\n", labels)
    return [line.strip() for line in _CELL_ENDS.split(labels) if line.strip()]
