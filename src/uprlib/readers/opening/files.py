"""What every reader asks of a file before it reads it: there, a file, not empty, not locked and not boundless.

Every limit is checked before the content is loaded, so that a bad file costs neither memory nor time. The limits leave
room: all recommendations of four cycles are some 120,000 rows and 60 MB.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from pathlib import Path
from unicodedata import combining, normalize

import pandas as pd

from uprlib import paths
from uprlib.errors import SourceError
from uprlib.facts import contract

MAX_BYTES = 100 * 2**20
MAX_UNPACKED_BYTES = 200 * 2**20
MAX_DOCUMENT_BYTES = 50 * 2**20
"""A DOCX is held as a tree that is many times its size; lists and reports unpack to one or two million bytes."""
MAX_RATIO = 200
"""How many times its size a packed part may unpack to; real office files stay below 50."""
MAX_ROWS = 500_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def checked(path: Path | str) -> Path:
    """Return `path` if it is a file with something in it that may be opened.

    Raises
    ------
    SourceError
        Not there, a directory, empty, larger than MAX_BYTES, or protected with a password.
    """
    path = Path(path)
    file = paths.shown(path)
    if path.is_dir():
        raise SourceError("this is a directory", file=file, expected="a file", remedy="name a file in it")
    if not path.exists():
        raise SourceError("no such file", file=file, remedy="check the path")
    size = path.stat().st_size
    if size == 0:
        raise SourceError("the file is empty", file=file, remedy="download or export it again")
    if size > MAX_BYTES:
        raise _too_large("the file is too large", file, size, MAX_BYTES)
    # Office puts a locked DOCX or XLSX, whole, into an OLE2 container under this name.
    if is_ole(path) and "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise SourceError(
            "the file is protected with a password",
            file=file,
            expected="an office file that opens without a password",
            remedy="open it in your office program, remove the password and save it again",
        )
    return path


def is_ole(path: Path) -> bool:
    """Whether a file is an OLE2 container: XLS, DOC or an office file with a password."""
    with path.open("rb") as file:
        return file.read(len(OLE)) == OLE


def checked_zip(path: Path, what: str, *, expected: str, limit: int = MAX_UNPACKED_BYTES) -> list[str]:
    """Names of the parts of an XLSX or DOCX file, once its sizes and checksums are known to be sound.

    Raises
    ------
    SourceError
        No zip file, cut short, or one that unpacks to more than `limit` bytes or MAX_RATIO times its size.
    """
    file = paths.shown(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if unpacked > limit:
                raise _too_large("the file unpacks to too much", file, unpacked, limit)
            # Small parts may well be all zeros; a bomb is large.
            packed = max(sum(part.compress_size for part in parts), 1)
            if unpacked > 10 * 2**20 and unpacked > MAX_RATIO * packed:
                raise SourceError(
                    "the file unpacks to far more than its size",
                    file=file,
                    value=f"{unpacked // packed} times",
                    expected=f"at most {MAX_RATIO} times",
                    remedy="download it again from its publisher",
                )
            # A size in the directory may lie; reading never goes beyond it and then the checksum is wrong.
            broken = archive.testzip()
    except SourceError:
        raise
    except Exception as problem:
        broken = str(problem)[:80]
    if broken:
        raise SourceError(
            f"the {what} cannot be opened",
            file=file,
            value=broken,
            expected=expected,
            remedy="it is damaged or cut short, or no such file; download it again",
        )
    return [part.filename for part in parts]


def csv_rows(text: str, file: str) -> list[list[str]]:
    """The rows of a CSV text, whatever its line ends, without empty ones.

    Raises
    ------
    SourceError
        Not text, not well-formed, or more than MAX_ROWS rows.
    """
    if "\0" in text:
        raise SourceError(
            "this is no text file", file=file, expected="a CSV file in UTF-8", remedy="export it again as CSV in UTF-8"
        )
    rows: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), strict=True):
            if len(rows) > MAX_ROWS:
                raise _too_many_rows(file)
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
        Not UTF-8, or not well-formed.
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
        The bytes are not UTF-8; names the first line that is not.
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


def _too_large(problem: str, file: str, size: int, limit: int) -> SourceError:
    return SourceError(
        problem,
        file=file,
        value=f"{size / 2**20:,.0f} MB",
        expected=f"at most {limit // 2**20} MB",
        remedy="export fewer States or sessions at a time",
    )


def _too_many_rows(file: str) -> SourceError:
    return SourceError(
        "the file has too many rows",
        file=file,
        value=f"more than {MAX_ROWS:,}",
        expected=f"at most {MAX_ROWS:,}",
        remedy="export fewer States or sessions at a time",
    )


def cleaned(text: str) -> str:
    """Text with web escapes decoded and without spaces at its ends or runs of spaces.

    Four rows of the export carry %u2019 or %u2022, left by a web form; unknown States are written as HTML entities.
    Lost slashes and quotation marks are not guessed back.

    Examples
    --------
    >>> cleaned("the child%u2019s  rights ")
    'the child’s rights'
    """
    decoded = re.sub(r"%u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    return re.sub(r"\s+", " ", html.unescape(decoded)).strip()


def blind(text: str) -> str:
    """Text blind to punctuation, spaces, accents and case, for comparing what two sources wrote.

    Sessions 1-8 of the export lost every slash and 1-9 every quotation mark, so only letters and digits compare.
    """
    if not text.isascii():
        text = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def reading(table: pd.DataFrame, *, file: str) -> pd.DataFrame:
    """Bring what a reader found under the contract "reading": what its format does not know is missing.

    Raises
    ------
    SchemaError
        A value is outside the contract.
    """
    for name in contract.columns("reading"):
        if name not in table:
            table[name] = pd.Series([None] * len(table), dtype=object, index=table.index)
    return contract.check("reading", table, file=file)
