"""Checks before a file is read: it exists, is not empty, not locked with a password and not too large.

Every limit is checked before the content is loaded, so that a bad file costs neither memory nor time. The limits are
generous: all recommendations of four cycles are some 120,000 rows and 60 MB.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

from uprlib.errors import SourceError

MAX_BYTES = 100 * 2**20
MAX_UNPACKED_BYTES = 200 * 2**20
MAX_DOCUMENT_BYTES = 50 * 2**20
"""A DOCX in memory takes many times its size. Lists and reports unpack to one or two million bytes."""
MAX_RATIO = 200
"""How many times its size a zip file may unpack to. Real office files stay below 50."""
MAX_ROWS = 500_000
DAMAGED = "it is damaged or cut short, or of another kind; download it again"
"""What to do about an office file that does not open."""
FEWER = "export fewer States or sessions at a time"
ZIP = b"PK"
PARQUET = b"PAR1"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def checked(path: Path | str) -> Path:
    """Return `path` as a Path if it is a file that may be read.

    Raises
    ------
    SourceError
        There is no such file, or it is a directory, empty, larger than MAX_BYTES or protected with a password.
    """
    path = Path(path)
    if path.is_dir():
        raise SourceError("this is a directory", file=path, expected="a file", remedy="name a file in it")
    if not path.exists():
        raise SourceError("no such file", file=path, remedy="check the path")
    size = path.stat().st_size
    if size == 0:
        raise SourceError("the file is empty", file=path, remedy="download or export it again")
    if size > MAX_BYTES:
        raise _too_large("the file is too large", path, size, MAX_BYTES)
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


def checked_zip(path: Path, what: str, *, expected: str, limit: int = MAX_UNPACKED_BYTES) -> list[str]:
    """The names of the parts of an XLSX or DOCX file whose sizes and checksums are sound.

    Parameters
    ----------
    what, expected : str
        Words for the message: what the file is called, and what it should be.
    limit : int
        The most bytes that it may unpack to.

    Raises
    ------
    SourceError
        It is not a zip file, is cut short, or unpacks to more than `limit` bytes or MAX_RATIO times its size.
    """
    try:
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
    except SourceError:
        raise
    # A damaged zip file raises errors of zipfile, zlib, struct and others.
    except Exception as problem:
        broken = str(problem)[:80]
    if broken:
        raise SourceError(f"the {what} cannot be opened", file=path, value=broken, expected=expected, remedy=DAMAGED)
    return [part.filename for part in parts]


def csv_rows(text: str, file: Path) -> list[list[str]]:
    """The rows of a CSV text with any kind of line ends; empty rows are left out.

    Raises
    ------
    SourceError
        It is not text, is not well-formed, holds nothing, or has more than MAX_ROWS rows.
    """
    if "\0" in text:
        raise SourceError(
            "this is not a text file",
            file=file,
            expected="a CSV file in UTF-8",
            remedy="export it again as CSV in UTF-8",
        )
    rows: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), strict=True):
            if len(rows) > MAX_ROWS:
                raise too_many_rows(file, f"more than {MAX_ROWS:,}")
            if cells:
                rows.append(cells)
    except csv.Error as problem:
        raise SourceError(f"the file is not well-formed CSV ({problem})", file=file, remedy="export it again") from None
    if not rows:
        raise SourceError("the file holds only empty lines", file=file, remedy="export it again")
    return rows


def json_content(path: Path) -> object:
    """What a JSON file holds.

    Raises
    ------
    SourceError
        The file is not UTF-8, or not well-formed.
    """
    try:
        return json.loads(utf8(path))
    except (ValueError, RecursionError) as problem:
        raise SourceError(
            "the file is not well-formed JSON",
            file=path,
            value=str(problem)[:80],
            remedy="it may be cut short; download it again",
        ) from None


def utf8(path: Path) -> str:
    """The text of a UTF-8 file.

    Raises
    ------
    SourceError
        The bytes are not UTF-8; the message names the first line that is not.
    """
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise SourceError(
            "the text is not UTF-8",
            file=path,
            row=raw.count(b"\n", 0, problem.start) + 1,
            value=raw[problem.start : problem.start + 4].hex(" "),
            expected="UTF-8",
            remedy="save it again as UTF-8 (in a spreadsheet: CSV UTF-8)",
        ) from None


def too_many_rows(file: Path, found: str) -> SourceError:
    """What to say of a file with more rows than MAX_ROWS."""
    return SourceError(
        "the file has too many rows", file=file, value=found, expected=f"at most {MAX_ROWS:,}", remedy=FEWER
    )


def _too_large(problem: str, file: Path, size: int, limit: int) -> SourceError:
    return SourceError(
        problem, file=file, value=f"{size / 2**20:,.0f} MB", expected=f"at most {limit // 2**20} MB", remedy=FEWER
    )
