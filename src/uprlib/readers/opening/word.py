"""Text of a Word document, which is opened only after its size has been checked."""

from __future__ import annotations

import operator
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from uprlib.errors import SourceError
from uprlib.readers.opening.as_printed import W, accept, runs_of
from uprlib.readers.opening.files import DAMAGED, bounded, checked_zip
from uprlib.readers.opening.list_numbers import ListNumbers

if TYPE_CHECKING:
    from docx.document import Document

# python-docx leaves page breaks out of a paragraph's text.
_CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
# Signs that are not printed: soft hyphens, marks of direction and of width. A space that does not break is a space.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c\u202a\u202b\u202c\u202d\u202e"),
        **dict.fromkeys("\u2066\u2067\u2068\u2069"),
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\u2002\u2003", " "),
        "\u2011": "-",
    }
)
_FOOTNOTE_MARK = re.compile(r"[\d*∗†‡\s]+")
_NUMBER_ALONE = re.compile(r"\d{1,4}(?:\.\d{1,4})*[.)]?")
# It begins without a number, and ends in a bracket, which names the States.
_LIKE_A_RECOMMENDATION = re.compile(r"(?!\s?\d)(?s:.*)\)\s?[;.]?$")
_STRICT = b"purl.oclc.org/ooxml"


def opened(path: Path) -> Document:
    """A DOCX file as python-docx opens it, after its size has been checked; its body is that which is printed.

    Raises
    ------
    SourceError
        It cannot be opened, unpacks to more than a document does, or holds another file in place of text.
    """
    # Loaded here, because most files are not Word documents and loading it takes a tenth of a second.
    import docx

    checked_zip(path, "document", expected="a DOCX file", is_document=True)
    try:
        document = docx.Document(str(path))
        # It opens what is no document too, and finds out when its parts are asked for: body, styles, headers, lists.
        body, styles = document.element.body, document.styles.element
        for part in (body, styles, *_headers(document)):
            part.iter()
        ListNumbers(document)
        # Counted before anything is done with them.
        for _ in bounded(body.iter(W + "p"), path, lambda paragraph: ""):
            pass
    except SourceError:
        raise
    # python-docx passes on the errors of zipfile and lxml besides its own. Each means that the file cannot be read.
    except Exception as problem:
        raise SourceError(
            "the document cannot be opened",
            file=path,
            value=str(problem)[:80],
            expected="a DOCX file",
            remedy="open it in Word and save it as DOCX" if _is_another_kind(path) else DAMAGED,
        ) from None
    # Word shows the other file's text here; python-docx does not know it.
    if next(body.iter(W + "altChunk", W + "subDoc"), None) is not None:
        raise SourceError(
            "the document shows the text of another file inside it",
            file=path,
            expected="a DOCX file with its text in itself",
            remedy="open it in Word and save it as DOCX",
        )
    accept(body, styles)
    return document


def _is_another_kind(path: Path) -> bool:
    """Whether this is a Word document with macros, a template, or one in the strict variant of the format."""
    try:
        with zipfile.ZipFile(path) as archive:
            kinds = archive.read("[Content_Types].xml") + archive.read("_rels/.rels")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
    return any(mark in kinds for mark in (b"macroEnabled", b"template.main", _STRICT))


def headers_of(document: Document) -> Iterator[str]:
    """The paragraphs of the page headers, as printed."""
    for header in _headers(document):
        accept(header, document.styles.element)
        yield from map(text_of, header.iter(W + "p"))


def _headers(document: Document) -> Iterator:
    """The elements of the page headers."""
    for section in document.sections:
        for header in (section.header, section.first_page_header, section.even_page_header):
            if not header.is_linked_to_previous:
                yield header._element


def text_of(paragraph, *, raised: bool = True) -> str:
    """The text of a paragraph's element.

    Raised figures and asterisks, which mark footnotes, are left out; where `raised` is False, all that is raised.
    """
    text = ""
    for run in runs_of(paragraph):
        words = "".join((p.text or "") if p.tag == W + "t" else _CHARACTERS.get(p.tag, "") for p in run)
        if not _is_raised(run) or (raised and not _FOOTNOTE_MARK.fullmatch(words)):
            text += words
    return text.translate(_SIGNS)


def _is_raised(run) -> bool:
    alignment = run.find(f"{W}rPr/{W}vertAlign")
    return alignment is not None and alignment.get(W + "val") == "superscript"


def numbered_paragraphs(path: Path) -> Iterator[str]:
    """The texts of :func:`placed_paragraphs`; a number in a cell of its own is joined to the next cell of its row."""
    number, number_row = "", None
    for text, row, _ in placed_paragraphs(path):
        if not text:
            continue
        if number and row is number_row:
            text = f"{number}\t{text}"
        elif number:
            yield number
        number, number_row = (text, row) if row is not None and _NUMBER_ALONE.fullmatch(text) else ("", None)
        if not number:
            yield text
    if number:
        yield number


def placed_paragraphs(path: Path) -> Iterator[tuple[str, object, object]]:
    """The paragraphs of a DOCX file in order, each with the row and the cell of a table that it stands in.

    Yields
    ------
    tuple
        A paragraph without footnote marks, and with the number that Word shows before it where that number is
        automatic; the elements of the row and the cell, or None and None outside of tables. Empty ones are those of
        tables, so that no cell is missing.

    Raises
    ------
    SourceError
        As :func:`opened`; or recommendations have lost their numbers.
    """
    document = opened(path)
    numbers = ListNumbers(document)
    texts = printed_paragraphs(document, numbers, raised=False)
    lost = [texts[paragraph] for paragraph in numbers.lost if _LIKE_A_RECOMMENDATION.match(texts[paragraph])]
    if lost:
        raise SourceError(
            "the document has lost the numbers of its recommendations: it does not define their list",
            file=path,
            value=f"{len(lost):,} paragraphs without a number, the first: {lost[0][:40]}",
            expected="numbers in the text, or lists with their definition",
            remedy="save the document as DOCX again where its numbers are shown, or use its PDF",
        )
    for paragraph, text in bounded(texts.items(), path, operator.itemgetter(1)):
        row, cell = (next(paragraph.iterancestors(W + tag), None) for tag in ("tr", "tc"))
        if text or cell is not None:
            yield text, row, cell


def printed_paragraphs(document: Document, numbers: ListNumbers, *, raised: bool = True) -> dict[Any, str]:
    """The paragraphs of a document's body in order, each with its text and its automatic number.

    Parameters
    ----------
    raised : bool
        Whether raised letters, which may be marks of footnotes, are part of the text.
    """
    found = {}
    for paragraph in document.element.body.iter(W + "p"):
        # A paragraph without text counts too.
        number, text = numbers.before(paragraph), text_of(paragraph, raised=raised).strip()
        found[paragraph] = number + text if text else ""
    return found
