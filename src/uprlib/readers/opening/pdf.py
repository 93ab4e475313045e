"""Lines of a PDF, each measured: the size of type tells the text from running headers, page numbers and footnotes."""

from __future__ import annotations

import ctypes
import math
import re
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from uprlib.errors import SourceError
from uprlib.readers.opening import pdf_streams

# Working Group reports have 15 to 45 pages, and a page of close print has 6,000 characters.
MAX_PAGES = 500
MAX_CHARACTERS_PER_PAGE = 50_000
# A page with fewer has no text layer, except perhaps for a stamp: it is a scan.
MIN_CHARACTERS_PER_PAGE = 20
# Footnote marks are printed at 0.6 to 0.7 of the size of their line.
MARK_TYPE = 0.8

_FOOTNOTE_MARKS = frozenset("0123456789*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0b-\x1f]")


class MeasuredLine(NamedTuple):
    """A printed line without its footnote marks, its page (from 1), the size of its type and how many letters it has.

    The sign U+FFFE in a text stands for a hyphen at a line end; PDFium gives the two lines as one.
    """

    text: str
    page: int
    size: float
    letters: int


def measured_lines(path: Path, pages: int | None = None) -> list[MeasuredLine]:
    """The lines of a PDF that have text, in reading order; of its first pages only, where `pages` says how many.

    Raises
    ------
    SourceError
        The PDF is damaged or cut short, protected by a password, a scan or too long.
    """
    document = _opened(path)
    try:
        if len(document) > MAX_PAGES:
            raise _too_long(path, f"{len(document)} pages")
        wanted = min(pages or len(document), len(document))
        measured = [line for number in range(1, wanted + 1) for line in _page_lines(path, document, number)]
        _refuse_scan(path, measured, wanted)
    finally:
        document.close()
    return measured


def was_repaired(path: Path) -> bool:
    """Whether PDFium passed over damage: in the table of where things are, or in what draws a page."""
    if pdf_streams.findings(path).odd:
        return True
    document = _opened(path)
    try:
        return not pdfium.FPDF_DocumentHasValidCrossReferenceTable(document.raw)
    finally:
        document.close()


def _opened(path: Path) -> pypdfium2.PdfDocument:
    """Open a PDF, or say in plain words why it cannot be opened."""
    found = pdf_streams.findings(path)
    if found.too_large is not None:
        raise _too_long(path, found.too_large)
    if found.damaged is not None:
        raise _damaged(path, found.damaged)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError(
                "the PDF is protected by a password",
                file=path,
                expected="a PDF that opens without a password",
                remedy="save it again without protection",
            ) from None
        raise _damaged(path, str(error)) from None
    if not _has_end_mark(path) or len(document) == 0:
        document.close()
        # PDFium repairs a file that was cut short and shows the pages it still finds. The recommendations on the
        # other pages would be lost without a word.
        raise _damaged(path, "the end of the file is missing")
    return document


def _has_end_mark(path: Path) -> bool:
    """Whether the last bytes hold the mark that ends every PDF."""
    with path.open("rb") as handle:
        handle.seek(max(0, path.stat().st_size - 1024))
        return b"%%EOF" in handle.read()


def _damaged(path: Path, detail: str, page: int | None = None) -> SourceError:
    return SourceError(
        "the PDF is damaged or cut short",
        file=path,
        value=detail if page is None else f"page {page}: {detail}",
        expected="a whole PDF",
        remedy="download it again",
    )


def _too_long(path: Path, value: str) -> SourceError:
    return SourceError(
        "the PDF is too long for one report",
        file=path,
        value=value,
        expected=f"at most {MAX_PAGES} pages of print",
        remedy="check that it is one report and not a collection",
    )


def _refuse_scan(path: Path, measured: list[MeasuredLine], pages: int) -> None:
    letters = sum(line.letters for line in measured)
    if letters < MIN_CHARACTERS_PER_PAGE * pages:
        raise SourceError(
            "the PDF has images of pages, but no text",
            file=path,
            value=f"{letters} letters on {pages} {'page' if pages == 1 else 'pages'}",
            expected="a PDF with text",
            remedy="download it from the United Nations documents site, or run text recognition (OCR) on it first",
        )


def _page_lines(path: Path, document: pypdfium2.PdfDocument, number: int) -> list[MeasuredLine]:
    """The lines of one page."""
    try:
        page = document[number - 1]
        text_page = page.get_textpage()
        if text_page.count_chars() > MAX_CHARACTERS_PER_PAGE:
            raise _too_long(path, f"{text_page.count_chars()} characters on page {number}")
        text = text_page.get_text_range()
    except pypdfium2.PdfiumError as error:
        raise _damaged(path, str(error), number) from None
    lines = []
    start = 0
    for raw in text.split("\n"):
        line = _measured_line(text_page, raw, start, number)
        if line.text:
            lines.append(line)
        # PDFium counts in UTF-16 units.
        start += len(raw.encode("utf-16-le", "surrogatepass")) // 2 + 1
    text_page.close()
    page.close()
    return lines


def _measured_line(text_page, raw: str, start: int, number: int) -> MeasuredLine:
    """A line without its footnote marks, and the size of its type.

    Each measurement is a call into PDFium. Only some letters are measured, and the digits and asterisks that may be
    footnote marks.
    """
    letters = [i for i, c in enumerate(raw) if c.isalpha()]
    sample = letters[:: max(1, len(letters) // 4)] or [i for i, c in enumerate(raw) if not c.isspace()]
    # The median, because the symbol on the cover page begins with one large letter.
    sizes = sorted((_type_size(text_page, start + i), i) for i in sample)
    size, typical = sizes[len(sizes) // 2] if sizes else (0.0, 0)
    marks = {
        i
        for i, c in enumerate(raw)
        if c in _FOOTNOTE_MARKS
        and letters
        and _type_size(text_page, start + i) < MARK_TYPE * size
        and _baseline(text_page, start + i) > _baseline(text_page, start + typical)
    }
    kept = "".join(c for i, c in enumerate(raw) if i not in marks) if marks else raw
    text = _INVISIBLE.sub("", kept).replace("\u00a0", " ").strip()
    return MeasuredLine(text, number, size, len(letters))


def _baseline(text_page, index: int) -> float:
    """Height of the line on which a character stands; footnote marks are raised above it."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page.raw, index, x, y)
    return y.value


def _type_size(text_page, index: int) -> float:
    """Size in points at which a character is printed.

    In most reports the nominal font size is 1 and the text matrix scales it. The height of a character's box cannot be
    used, because it differs between fonts.
    """
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page.raw, index, matrix)
    scale = math.hypot(matrix.c, matrix.d)
    return round(scale * pdfium.FPDFText_GetFontSize(text_page.raw, index), 1)
