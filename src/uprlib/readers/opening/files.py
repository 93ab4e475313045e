"""Checks before a file is read: it exists, is not empty, not locked with a password and not too large.

Every limit is checked before the content is loaded, so that a bad file costs neither memory nor time. The limits are
generous: the whole Universal Human Rights Index has 270,000 rows, in an XLSX file of 60 MB or a JSON file of 365 MB.
"""

from __future__ import annotations

import functools
import zipfile
from pathlib import Path

from uprlib.errors import SourceError

MAX_BYTES = 100 * 2**20
MAX_STREAMED_BYTES = 2 * 2**30
"""A text that is read a piece at a time may be larger than what is loaded as a whole."""
MAX_UNPACKED_BYTES = 600 * 2**20
MAX_DOCUMENT_BYTES = 50 * 2**20
"""A DOCX in memory takes many times its size. Lists and reports unpack to one or two million bytes."""
MAX_RATIO = 200
"""How many times its size a zip file may unpack to. Real office files stay below 50."""
MAX_ROWS = 500_000
DAMAGED = "it is damaged or cut short, or of another kind; download it again"
"""What to do about an office file that does not open."""
FEWER = "take one State at a time with --sur, such as --sur PRK, or export fewer States or sessions"
ZIP = b"PK"
PARQUET = b"PAR1"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF"


def checked(path: Path | str, *, limit: int = MAX_BYTES) -> Path:
    """Return `path` as a Path if it is a file that may be read.

    Parameters
    ----------
    limit : int
        The most bytes of a text. Other files are loaded as a whole, and MAX_BYTES is the most for them.

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
    limit = MAX_BYTES if any(_starts_with(path, mark) for mark in (ZIP, OLE, PDF)) else limit
    if size > limit:
        raise _too_large("the file is too large", path, size, limit)
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


def checked_zip(path: Path, what: str, *, expected: str, limit: int | None = None) -> list[str]:
    """The names of the parts of an XLSX or DOCX file whose sizes and checksums are sound.

    Parameters
    ----------
    what, expected : str
        Words for the message: what the file is called, and what it should be.
    limit : int, optional
        The most bytes that it may unpack to; MAX_UNPACKED_BYTES where none is given.

    Raises
    ------
    SourceError
        It is not a zip file, is cut short, or unpacks to more than `limit` bytes or MAX_RATIO times its size.
    """
    stated = path.stat()
    try:
        parts = _sound_parts(path, limit or MAX_UNPACKED_BYTES, stated.st_mtime_ns, stated.st_size)
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
def _sound_parts(path: Path, limit: int, _modified: int, _size: int) -> tuple[str, ...]:
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if unpacked > limit:
            raise _too_large("the file unpacks to too much", path, unpacked, limit)
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


def _too_large(problem: str, file: Path, size: int, limit: int) -> SourceError:
    return SourceError(
        problem, file=file, value=f"{size / 2**20:,.0f} MB", expected=f"at most {limit // 2**20} MB", remedy=FEWER
    )
