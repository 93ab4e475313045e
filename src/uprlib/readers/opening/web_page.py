"""Paragraphs and tables of a web page, as the documents site and word processors save documents (HTML)."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from uprlib.errors import SourceError
from uprlib.readers.opening.encodings import encoding_of
from uprlib.readers.opening.files import bounded, checked_document

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEFT_OUT = frozenset(["script", "style", "head", "noscript", "template", "svg", "nav"])
_TEXT = ["address", "blockquote", "caption", "center", "dd", "dl", "dt", "figure", "hr", "li", "ol", "p", "pre", "ul"]
_PARTS = ["article", "aside", "body", "div", "fieldset", "footer", "form", "header", "main", "section"]
_TABLE = ["table", "tbody", "td", "tfoot", "th", "thead", "tr"]
_BLOCKS = frozenset([*_TEXT, *_PARTS, *_TABLE, "h1", "h2", "h3", "h4", "h5", "h6"])
# Line ends in the page's source are spaces; only <br> breaks a line.
_BREAK = "\v"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_FOOTNOTE = re.compile(r"footnote|endnote|\bftn\b|ftn\d", re.IGNORECASE)


class Piece(NamedTuple):
    """A paragraph of a page.

    Attributes
    ----------
    text : str
        Empty only for a cell of a table that has no text.
    row, cell : int or None
        Numbers, over the whole page, of the table row and the cell that it stands in.
    small : bool
        Whether it is a footnote.
    """

    text: str
    row: int | None
    cell: int | None
    small: bool


def pieces(path: Path) -> Iterator[Piece]:
    """The paragraphs of a page in their order, without scripts, hidden text and footnote marks.

    Raises
    ------
    SourceError
        The page cannot be parsed.
    """
    # Loaded here, because most files are not web pages.
    import lxml.etree
    import lxml.html

    content, codec = checked_document(path).read_bytes(), encoding_of(path) or ""
    encoding = "utf-8" if codec.startswith("utf") else None
    # Of an old encoding the page says which it is, or the parser guesses.
    if encoding:
        content = content.decode(codec, errors="replace").encode(encoding)
    try:
        root = lxml.html.document_fromstring(content, parser=lxml.html.HTMLParser(encoding=encoding))
    except (lxml.etree.LxmlError, ValueError) as problem:
        raise SourceError(
            "the web page cannot be read", file=path, value=str(problem)[:80], remedy="save it again"
        ) from None
    yield from bounded(_Walk().of(root), path, operator.attrgetter("text"))


class _Walk:
    """A page walked through from top to bottom; words are gathered until a block begins or ends."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._row = self._cell = 0
        self._filled: int | None = None
        # The last number of each numbered list that is open.
        self._counts: dict[HtmlElement, int] = {}
        self._place: tuple[int | None, int | None, bool] = (None, None, False)

    def of(self, root: HtmlElement) -> Iterator[Piece]:
        # No recursion: a page may be nested deeper than Python's stack.
        stack: list[tuple[HtmlElement, bool, tuple]] = [(root, True, self._place)]
        while stack:
            element, opens, place = stack.pop()
            if not opens:
                if element.tag in _BLOCKS:
                    yield from self._close()
                if element.tag in ("td", "th") and self._place[1] != self._filled:
                    yield Piece("", *self._place)
                self._place = place
                self._words.append(element.tail or "")
                continue
            if not isinstance(element.tag, str) or _is_left_out(element):
                self._words.append(element.tail or "")
                continue
            stack.append((element, False, self._place))
            if element.tag in _BLOCKS:
                yield from self._close()
            self._enter(element)
            self._words.append(element.text or "")
            stack += [(child, True, self._place) for child in reversed(element)]
        yield from self._close()

    def _enter(self, element: HtmlElement) -> None:
        row, cell, small = self._place
        if element.tag == "tr":
            self._row += 1
            row, cell = self._row, None
        elif element.tag in ("td", "th") and row is not None:
            self._cell += 1
            cell = self._cell
        elif element.tag == "br":
            self._words.append(_BREAK)
        elif element.tag == "li":
            self._words.append(self._number_of(element))
        marks = f"{element.get('id', '')} {element.get('class', '')}"
        self._place = (row, cell, small or (element.tag in _BLOCKS and bool(_FOOTNOTE.search(marks))))

    def _number_of(self, item: HtmlElement) -> str:
        """The number that a browser shows before an item of a numbered list."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol" or (parent.get("type") or "1") != "1":
            return ""
        start = parent.get("start") or "1"
        before = self._counts.get(parent, int(start) - 1 if start.isdecimal() else 0)
        value = item.get("value") or ""
        self._counts[parent] = int(value) if value.isdecimal() else before + 1
        return f"{self._counts[parent]}. "

    def _close(self) -> Iterator[Piece]:
        for line in "".join(self._words).replace("\u00ad", "").split(_BREAK):
            text = " ".join(line.split())
            if text:
                self._filled = self._place[1]
                yield Piece(text, *self._place)
        self._words = []


def _is_left_out(element: HtmlElement) -> bool:
    """Whether an element is not shown, or is a footnote mark."""
    if element.tag in _LEFT_OUT or element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    return element.tag == "sup" and bool(re.fullmatch(r"[\s\[\]()\d*∗†]{0,12}", element.text_content()))
