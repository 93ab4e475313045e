"""Checks before a file is read: it exists, is not empty, not locked with a password and not too large.

Every limit is checked before the content is loaded, so that a bad file costs neither memory nor time. The limits are
generous: the whole Universal Human Rights Index has 270,000 rows, in an XLSX file of 60 MB or a JSON file of 365 MB.
"""

from __future__ import annotations

import functools
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from uprlib.errors import SourceError

T = TypeVar("T")
MAX_BYTES = 100 * 2**20
MAX_PDF_BYTES = 50 * 2**20
"""Reports have less than a million bytes. PDFium looks through the whole of a damaged file, again and again."""
MAX_STREAMED_BYTES = 2 * 2**30
"""A text that is read a piece at a time may be larger than what is loaded as a whole."""
MAX_UNPACKED_BYTES = 600 * 2**20
MAX_DOCUMENT_BYTES = 50 * 2**20
"""What a DOCX may unpack to, with its pictures."""
MAX_TEXT_BYTES = 10 * 2**20
"""The text of a document: in memory it takes many times its size. Lists and reports have one or two million bytes."""
MAX_LINES, MAX_LINE = 20_000, 20_000
"""Lines or paragraphs of a document, and characters of one. Reports have some thousand, of some hundred characters."""
MAX_PARTS = 10_000
"""Parts of a zip file. Office files have some dozens."""
MAX_RATIO = 200
"""How many times its size a zip file may unpack to. Real office files stay below 50."""
MAX_ROWS = 500_000
DAMAGED = "it is damaged or cut short, or of another kind; download it again"
"""What to do about an office file that does not open."""
ONE_DOCUMENT = "check that it is one document and not a collection, or save it again without pictures"
FEWER = "take one State at a time with --sur, such as --sur PRK, or export fewer States or sessions"
ZIP = b"PK"
# What begins the entry of each part in a zip file's table of contents.
_PART = b"PK\x01\x02"
PARQUET = b"PAR1"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF"


def checked(path: Path | str, *, limit: int = MAX_BYTES, remedy: str = FEWER) -> Path:
    """Return `path` as a Path if it is a file that may be read.

    Parameters
    ----------
    limit : int
        The most bytes of a text. Other files are loaded as a whole: MAX_BYTES is the most for them, and
        MAX_PDF_BYTES for PDFs.
    remedy : str
        What to do about one that is larger.

    Raises
    ------
    SourceError
        There is no such file, or it is a directory, empty, too large or protected with a password.
    """
    path = Path(path)
    if path.is_dir():
        raise SourceError("this is a directory", file=path, expected="a file", remedy="name a file in it")
    if not path.exists():
        raise SourceError("no such file", file=path, remedy="check the path")
    size = path.stat().st_size
    if size == 0:
        raise SourceError("the file is empty", file=path, remedy="download or export it again")
    kept = {ZIP: MAX_BYTES, OLE: MAX_BYTES, PDF: MAX_PDF_BYTES}
    limit = next((most for mark, most in kept.items() if _starts_with(path, mark)), limit)
    if size > limit:
        raise _too_large("the file is too large", path, size, limit, remedy)
    # Office wraps a locked DOCX or XLSX as a whole into an OLE2 container under this name.
    if is_ole(path) and "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise SourceError(
            "the file is protected with a password",
            file=path,
            expected="an office file that opens without a password",
            remedy="open it in your office program, remove the password and save it again",
        )
    return path


def is_ole(path: Path) -> bool:
    """Whether a file is an OLE2 container: XLS, DOC or an office file with a password."""
    return _starts_with(path, OLE)


def is_zip(path: Path) -> bool:
    """Whether a file is a zip file, as XLSX and DOCX files are."""
    return _starts_with(path, ZIP)


def is_parquet(path: Path) -> bool:
    """Whether a file is a Parquet file."""
    return _starts_with(path, PARQUET)


def _starts_with(path: Path, mark: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(mark)) == mark


def checked_document(path: Path | str) -> Path:
    """`path`, if it is a file that may be read as a document (:func:`checked`), whose texts are never large."""
    return checked(path, limit=MAX_TEXT_BYTES, remedy=ONE_DOCUMENT)


def bounded(lines: Iterable[T], path: Path, text: Callable[[T], str]) -> Iterator[T]:
    """The lines of a document, as long as they are not too many, and none is too long.

    Raises
    ------
    SourceError
        There are more than MAX_LINES, or one has more than MAX_LINE characters.
    """
    for number, line in enumerate(lines, start=1):
        if number > MAX_LINES or len(text(line)) > MAX_LINE:
            raise SourceError(
                "the document is too long",
                file=path,
                value=f"more than {MAX_LINES:,} lines"
                if number > MAX_LINES
                else f"{text(line)[:40]}... ({len(text(line)):,} characters without a line end)",
                expected=f"at most {MAX_LINES:,} lines or paragraphs, of at most {MAX_LINE:,} characters",
                remedy=ONE_DOCUMENT,
            )
        yield line


def checked_zip(path: Path, what: str, *, expected: str, is_document: bool = False) -> list[str]:
    """The names of the parts of an XLSX or DOCX file whose sizes and checksums are sound.

    Parameters
    ----------
    what, expected : str
        Words for the message: what the file is called, and what it should be.
    is_document : bool
        Whether it may unpack only to what a document does, MAX_DOCUMENT_BYTES, and MAX_TEXT_BYTES of text.

    Raises
    ------
    SourceError
        It is not a zip file, is cut short, has more than MAX_PARTS parts, or unpacks to too many bytes or to more than
        MAX_RATIO times its size.
    """
    stated = path.stat()
    try:
        parts = _sound_parts(path, is_document, stated.st_mtime_ns, stated.st_size)
    except SourceError:
        raise
    # A damaged zip file raises errors of zipfile, zlib, struct and others.
    except Exception as problem:
        raise SourceError(
            f"the {what} cannot be opened", file=path, value=str(problem)[:80], expected=expected, remedy=DAMAGED
        ) from None
    return list(parts)


# Whoever recognises a file and whoever reads it both ask; a large workbook takes a second to unpack.
@functools.lru_cache(maxsize=4)
def _sound_parts(path: Path, is_document: bool, _modified: int, _size: int) -> tuple[str, ...]:
    if _count(path, _PART) > MAX_PARTS:
        raise SourceError(
            "the file has too many parts",
            file=path,
            value=f"more than {MAX_PARTS:,}",
            expected="an XLSX or DOCX file",
            remedy="open it in your office program and save it again",
        )
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        text = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
        for size, limit in (
            ((unpacked, MAX_DOCUMENT_BYTES), (text, MAX_TEXT_BYTES))
            if is_document
            else ((unpacked, MAX_UNPACKED_BYTES),)
        ):
            if size > limit:
                remedy = ONE_DOCUMENT if is_document else FEWER
                raise _too_large("the file unpacks to too much", path, size, limit, remedy)
        # A small file may well be all zeros; only a large one does harm.
        packed = max(sum(part.compress_size for part in parts), 1)
        if unpacked > 10 * 2**20 and unpacked > MAX_RATIO * packed:
            raise SourceError(
                "the file unpacks to far more than its size",
                file=path,
                value=f"{unpacked // packed} times",
                expected=f"at most {MAX_RATIO} times",
                remedy="download it again from its publisher",
            )
        # The stated sizes may be wrong. Reading never goes beyond them, and then the checksum does not fit.
        broken = archive.testzip()
    if broken:
        raise zipfile.BadZipFile(broken)
    return tuple(part.filename for part in parts)


def _count(path: Path, mark: bytes) -> int:
    """How often some bytes occur in a file."""
    found, rest = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(2**20):
            found += (rest + chunk).count(mark)
            rest = chunk[1 - len(mark) :]
    return found


def is_a_web_page(file: Path) -> SourceError:
    """What to say of a web page without a document in it, such as a viewer's that was saved under a document's name."""
    meant = file.suffix.lstrip(".").upper()
    what = "document" if meant in ("", "HTM", "HTML") else meant
    return SourceError(f"this is a web page, not the {what}: download the document itself", file=file)


def too_many_rows(file: Path, found: str) -> SourceError:
    """What to say of a file with more rows than MAX_ROWS."""
    return SourceError(
        "the file has too many rows", file=file, value=found, expected=f"at most {MAX_ROWS:,}", remedy=FEWER
    )


def _too_large(problem: str, file: Path, size: int, limit: int, remedy: str) -> SourceError:
    return SourceError(
        problem, file=file, value=f"{size / 2**20:,.0f} MB", expected=f"at most {limit // 2**20} MB", remedy=remedy
    )
