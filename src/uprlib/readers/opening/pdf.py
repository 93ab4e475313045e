"""Text of a report, line by line: from a PDF here, from a DOCX in docx_text.

What a line carries besides its words is the page and whether it is set in
smaller type than the body: United Nations documents set running headers, page
numbers and footnotes small, and footnote marks smaller still. Size is thus the
rule by which they are told from the text; no list of phrases is needed.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from uprlib.errors import SourceError
from uprlib.readers.opening.files import checked
from uprlib.readers.opening.word import docx_paragraphs

# A Working Group report has 15 to 45 pages; far more is some other document.
MAX_PAGES = 500
# The largest report known has under 2 MB; the bound keeps memory in hand.
MAX_BYTES = 100_000_000
# A page of close print has 6,000.
MAX_CHARACTERS_PER_PAGE = 50_000
# Below this, a page holds no text layer but perhaps a stamp: it is a scan.
MIN_CHARACTERS_PER_PAGE = 20
# Footnotes and headers are set at 0.90 of the body, or less.
SMALL_TYPE = 0.95
# Footnote marks are set at 0.6 to 0.7 of their line.
MARK_TYPE = 0.8
# PDFium's sign for a hyphen at the end of a line: the two lines come as one.
LINE_END_HYPHEN = "\ufffe"

# First bytes of the container of DOC files and of encrypted DOCX files.
_OLE = b"\xd0\xcf\x11\xe0"

_FOOTNOTE_MARKS = frozenset("0123456789*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0b-\x1f]")


class Line(NamedTuple):
    """One printed line (PDF) or one paragraph (DOCX).

    Parameters
    ----------
    text : str
        The words, without footnote marks.
    page : int or None
        Page of the PDF, from 1; None for a DOCX.
    small : bool
        True if set in smaller type than the body of the report.
    """

    text: str
    page: int | None
    small: bool


class _MeasuredLine(NamedTuple):
    text: str
    page: int
    size: float
    letters: int


def read_lines(path: str | Path) -> list[Line]:
    """Read the lines of a PDF or DOCX, in reading order.

    Parameters
    ----------
    path : str or Path
        The file. Its content, not its name, says which format it has.

    Returns
    -------
    list of Line

    Raises
    ------
    SourceError
        No such file, a directory, an empty file, neither PDF nor DOCX, damaged
        or cut short, protected by a password, a scan, or far too long.
    """
    path = checked(path)
    start = _start(path)
    if start.startswith(b"PK\x03\x04"):
        return [Line(text, None, False) for text in docx_paragraphs(path)]
    if b"%PDF-" in start:
        return _pdf_lines(path)
    if start.startswith(_OLE):
        raise SourceError(
            "the file is of the old Word format (DOC), or a protected DOCX",
            file=path,
            expected="a Working Group report as PDF or DOCX",
            remedy="save it as DOCX without a password",
        )
    raise SourceError(
        "the file is neither a PDF nor a DOCX",
        file=path,
        expected="a Working Group report as PDF or DOCX",
        remedy="download the English report again from the United Nations documents site",
    )


def _start(path: Path) -> bytes:
    """Return the first bytes of a file of a sensible size."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise SourceError(
            "the file is too large to be a Working Group report",
            file=path,
            value=size,
            expected=f"at most {MAX_BYTES} bytes",
            remedy="check that this is the report and not a collection",
        )
    with path.open("rb") as handle:
        return handle.read(1024)


def _pdf_lines(path: Path) -> list[Line]:
    """Read a PDF and flag the lines in small type."""
    document = _opened_pdf(path)
    try:
        if len(document) > MAX_PAGES:
            raise _too_long(path, f"{len(document)} pages")
        measured = [line for number in range(1, len(document) + 1) for line in _page_lines(path, document, number)]
        _refuse_scan(path, measured, len(document))
    finally:
        document.close()
    body = _body_size(measured)
    return [Line(line.text, line.page, line.size < SMALL_TYPE * body) for line in measured]


def _opened_pdf(path: Path) -> pypdfium2.PdfDocument:
    """Open a PDF; say in plain words why it cannot be opened."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError(
                "the PDF is protected by a password",
                file=path,
                expected="a PDF that opens without a password",
                remedy="save the report again without protection",
            ) from None
        raise _damaged(path, str(error)) from None
    if not _has_end_mark(path) or len(document) == 0:
        document.close()
        # PDFium repairs a file cut short and shows the pages it still finds;
        # the missing ones would silently be missing recommendations.
        raise _damaged(path, "the end of the file is missing")
    return document


def _has_end_mark(path: Path) -> bool:
    """Tell whether the last bytes hold the mark that ends every PDF."""
    with path.open("rb") as handle:
        handle.seek(max(0, path.stat().st_size - 1024))
        return b"%%EOF" in handle.read()


def _damaged(path: Path, detail: str, page: int | None = None) -> SourceError:
    return SourceError(
        "the PDF is damaged or cut short",
        file=path,
        value=detail if page is None else f"page {page}: {detail}",
        expected="a whole PDF",
        remedy="download the report again",
    )


def _too_long(path: Path, value: str) -> SourceError:
    return SourceError(
        "the PDF is too long to be a Working Group report",
        file=path,
        value=value,
        expected=f"at most {MAX_PAGES} pages of print",
        remedy="check that this is the report and not a collection",
    )


def _refuse_scan(path: Path, measured: list[_MeasuredLine], pages: int) -> None:
    letters = sum(line.letters for line in measured)
    if letters < MIN_CHARACTERS_PER_PAGE * pages:
        raise SourceError(
            "the PDF holds images of pages, but no text",
            file=path,
            value=f"{letters} letters on {pages} pages",
            expected="a PDF with text",
            remedy="take the report from the United Nations documents site, or recognise the text (OCR) first",
        )


def _page_lines(path: Path, document: pypdfium2.PdfDocument, number: int) -> list[_MeasuredLine]:
    """Read the lines of one page, each with its type size."""
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


def _measured_line(text_page, raw: str, start: int, number: int) -> _MeasuredLine:
    """Measure a line and take its footnote marks out.

    Only some letters are measured, and the digits and asterisks that may be
    marks: each measurement is a call into PDFium.
    """
    letters = [i for i, c in enumerate(raw) if c.isalpha()]
    sample = letters[:: max(1, len(letters) // 4)] or [i for i, c in enumerate(raw) if not c.isspace()]
    # The median: one large letter begins the symbol on the cover page.
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
    return _MeasuredLine(text, number, size, len(letters))


def _baseline(text_page, index: int) -> float:
    """Height of the line on which a character stands; marks are raised above it."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page.raw, index, x, y)
    return y.value


def _type_size(text_page, index: int) -> float:
    """Size in points at which a character is printed.

    The nominal font size is 1 in most reports and the text matrix scales it; the
    height of the character's box will not do, as it differs between fonts.
    """
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page.raw, index, matrix)
    scale = math.hypot(matrix.c, matrix.d)
    return round(scale * pdfium.FPDFText_GetFontSize(text_page.raw, index), 1)


def _body_size(measured: list[_MeasuredLine]) -> float:
    """Type size in which most letters of the document are set."""
    letters: Counter[float] = Counter()
    for line in measured:
        letters[line.size] += line.letters
    return max(letters, key=lambda size: (letters[size], size))
