"""The first sheet of an XLSX file, opened only after its size and extent have been checked."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast
from xml.etree import ElementTree

from uprlib.errors import SourceError
from uprlib.readers.opening.files import FEWER, MAX_ROWS, checked_zip
from uprlib.readers.opening.first_sheet import MAX_CELLS
from uprlib.readers.opening.sheets import first_sheet_rows

# Cells with content. A cell that only has a style is an empty element and takes no room.
CELL = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^<>]*(?<!/)>""")
DIMENSION = re.compile(
    rb"""<(?:\w+:)?dimension\s[^<>]*?\bref\s*=\s*["'](?:[A-Z]{1,3}\d{1,7}:)?([A-Z]{1,3})(\d{1,7})["']"""
)
CHUNK = 2**20
HEAD = CHUNK
"""Where the first row of a sheet and the texts in it must stand; elsewhere they are left to calamine."""
LARGE = 64 * CHUNK
"""What a sheet may unpack to before its cells are counted."""
WORKBOOK, STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"


def rows(path: Path, *, expected: str, most: int | None = MAX_ROWS) -> Iterator[list]:
    """The cells of the first sheet, row by row, empty rows included.

    Parameters
    ----------
    most : int, optional
        A sheet that says it has more rows is refused before it is loaded. None: there is no limit.

    Raises
    ------
    SourceError
        The workbook cannot be opened, or has more rows or cells than `most` or MAX_CELLS.
    """
    # calamine also opens XLSB and ODS, whose extent is not checked here.
    if WORKBOOK not in checked_zip(path, "workbook", expected=expected):
        raise SourceError(
            "the workbook cannot be opened",
            file=path,
            value="a zip file without xl/workbook.xml",
            expected=expected,
            remedy="save it as XLSX, or download it again",
        )
    _check_extent(path, most)
    for number, row in enumerate(first_sheet_rows(path, "workbook", expected=expected), start=1):
        if most is not None and number > most + 1:
            raise _too_large(path, f"more than {most:,} rows")
        yield row


def header(path: Path, *, expected: str) -> list[str]:
    """The first row of the first sheet that has text, without loading the others.

    calamine loads a whole workbook, of which the header is asked for before anything is known of it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            found = _first_texts(archive)
    # What this simple look does not understand, calamine may.
    except (KeyError, ValueError, StopIteration, ElementTree.ParseError):
        found = None
    if found is None:
        filled = (row for row in rows(path, expected=expected) if any(str(cell).strip() for cell in row))
        found = [str(cell) for cell in next(filled, [])]
    return [cell.strip() for cell in found]


def _first_texts(archive: zipfile.ZipFile) -> list[str] | None:
    """The first row with texts, or None where it does not stand at the beginning."""
    row: dict[int, str | int] = {}
    for element in _elements(archive, _first_sheet(archive), "row"):
        row = {_column(cell, place): _content(cell) for place, cell in enumerate(_children(element, "c"))}
        if any(row.values()) or 0 in row.values():
            break
    else:
        return None
    wanted = {index for index in row.values() if isinstance(index, int)}
    texts: dict[int, str] = {}
    if wanted:
        for index, element in enumerate(_elements(archive, STRINGS, "si")):
            if index in wanted:
                texts[index] = "".join(text.text or "" for text in _children(element, "t"))
            if index >= max(wanted):
                break
        if wanted - set(texts):
            return None
    cells = {place: texts[value] if isinstance(value, int) else value for place, value in row.items()}
    return [cells.get(place, "") for place in range(max(cells) + 1)]


def _content(cell: ElementTree.Element) -> str | int:
    """A cell's own text, or the number of a text that several cells share."""
    value = "".join(each.text or "" for each in _children(cell, "v"))
    if cell.get("t") == "s":
        return int(value)
    return value if cell.get("t") != "inlineStr" else "".join(each.text or "" for each in _children(cell, "t"))


def _column(cell: ElementTree.Element, place: int) -> int:
    letters = re.match(r"[A-Z]{1,3}", cell.get("r", ""))
    return _number(letters[0].encode()) - 1 if letters else place


def _children(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (each for each in element.iter() if each.tag.rpartition("}")[2] == name)


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[ElementTree.Element]:
    """The elements of a name at the beginning of a part."""
    parser: ElementTree.XMLPullParser = ElementTree.XMLPullParser(["end"])
    with archive.open(part) as stream:
        for _ in range(0, HEAD, CHUNK // 16):
            piece = stream.read(CHUNK // 16)
            if not piece:
                return
            parser.feed(piece)
            for _, element in cast("Iterator[tuple[str, ElementTree.Element]]", parser.read_events()):
                if element.tag.rpartition("}")[2] == name:
                    yield element


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """The part that is the first sheet, as the workbook says."""
    book = ElementTree.fromstring(archive.read(WORKBOOK))
    sheet = next(_children(book, "sheet"))
    mark = next(value for name, value in sheet.attrib.items() if name.rpartition("}")[2] == "id" and "}" in name)
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next(each.get("Target", "") for each in relations if each.get("Id") == mark)
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _check_extent(path: Path, most: int | None) -> None:
    """Refuse a sheet whose outermost cells are so far apart that all between them would not fit into memory."""

    def beyond(row: int, column: int) -> bool:
        return (most is not None and row > most + 1) or row * column > MAX_CELLS

    with zipfile.ZipFile(path) as archive:
        # A sheet may have any name.
        for part in archive.namelist():
            start = _start(archive, part)
            if b"worksheet" not in start:
                continue
            stated = _stated_extent(start)
            # What is stated is often too large, because it includes cells that only have a style.
            # A large sheet may say too little as well.
            if stated is None or beyond(*stated) or archive.getinfo(part).file_size > LARGE:
                row, column, cells = _extent(archive, part)
                if beyond(row, column):
                    raise _too_large(path, f"{row:,} rows and {column:,} columns")
                if cells > MAX_CELLS:
                    raise _too_large(path, f"{cells:,} cells")


def _start(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as stream:
        return stream.read(2**12)


def _stated_extent(start: bytes) -> tuple[int, int] | None:
    """The last row and column as a sheet states them at its beginning."""
    stated = DIMENSION.search(start)
    return (int(stated[2]), _number(stated[1])) if stated else None


def _too_large(path: Path, found: str) -> SourceError:
    return SourceError(
        "the sheet is too large",
        file=path,
        value=found,
        expected=f"at most {MAX_ROWS:,} rows and {MAX_CELLS:,} cells",
        remedy=f"delete the cells that are far from the table, or {FEWER}",
    )


def _extent(archive: zipfile.ZipFile, part: str) -> tuple[int, int, int]:
    """The last row and the last column that hold something, and how many cells there are, empty ones included."""
    last_row = last_column = cells = 0
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            cells += chunk.count(b"<c ") + chunk.count(b"<c/") + chunk.count(b"<c>")
            chunk = rest + chunk
            for column, row in CELL.findall(chunk):
                last_row, last_column = max(last_row, int(row)), max(last_column, _number(column))
            # The end of the chunk may cut a tag.
            cut = chunk.rfind(b"<")
            rest = chunk[cut:][:CHUNK] if cut >= 0 else b""
    return last_row, last_column, cells


def _number(letters: bytes) -> int:
    """The number of a column, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
