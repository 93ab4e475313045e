"""The first sheet of an XLSX file, opened only after its size and extent have been checked."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError, did_you_mean
from uprlib.readers.opening.files import FEWER, MAX_ROWS, checked_zip
from uprlib.readers.opening.sheets import MAX_CELLS, first_sheet_cells

# Cells with content. A cell that only has a style is an empty element and takes no room.
CELL = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^<>]*(?<!/)>""")
CHUNK = 2**20


def table_of(path: Path, columns: Sequence[str], *, expected: str) -> pd.DataFrame:
    """The named columns of the first sheet, with cells as calamine gives them.

    Raises
    ------
    SourceError
        The file is not an XLSX file or is too large, a column is missing or occurs twice, or there are no rows.
    """
    sheet = first_sheet(path, expected=expected)
    header = [str(cell).strip() for cell in sheet[0]] if sheet else []
    for name in columns:
        if header.count(name) != 1:
            raise SourceError(
                "a column is missing" if name not in header else "a column occurs twice",
                file=path,
                row=1,
                column=name,
                value=", ".join(header)[:160],
                expected=", ".join(columns),
                remedy=did_you_mean(name, set(header) - set(columns)) or "download the file again",
            )
    if len(sheet) < 2:
        raise SourceError("the sheet has a header but no rows", file=path, remedy="download the file again")
    return pd.DataFrame(sheet[1:], columns=header, dtype=object)[list(columns)]


def first_sheet(path: Path, *, expected: str, rows: int | None = None) -> list[list]:
    """The cells of the first sheet, row by row; only its first `rows` where a number is given.

    Raises
    ------
    SourceError
        The workbook cannot be opened, or has more rows or cells than MAX_ROWS or MAX_CELLS.
    """
    parts = checked_zip(path, "workbook", expected=expected)
    # calamine also opens XLSB and ODS, whose extent is not checked here.
    if "xl/workbook.xml" not in parts:
        raise SourceError(
            "the workbook cannot be opened",
            file=path,
            value="a zip file without xl/workbook.xml",
            expected=expected,
            remedy="save it as XLSX, or download it again",
        )
    _check_extent(path, parts)
    return first_sheet_cells(path, "workbook", expected=expected, rows=rows)


def _check_extent(path: Path, parts: list[str]) -> None:
    """Refuse a sheet whose outermost cells are so far apart that all between them would not fit into memory."""
    with zipfile.ZipFile(path) as archive:
        # A sheet may have any name; parts that are not sheets have no cells.
        for part in parts:
            rows, columns = _extent(archive, part)
            if rows > MAX_ROWS or rows * columns > MAX_CELLS:
                raise SourceError(
                    "the sheet is too large",
                    file=path,
                    value=f"{rows:,} rows and {columns:,} columns",
                    expected=f"at most {MAX_ROWS:,} rows and {MAX_CELLS:,} cells",
                    remedy=f"delete the cells that are far from the table, or {FEWER}",
                )


def _extent(archive: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """The last row and the last column that hold something."""
    last_row = last_column = 0
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            chunk = rest + chunk
            for column, row in CELL.findall(chunk):
                last_row = max(last_row, int(row))
                number = 0
                for letter in column:
                    number = number * 26 + letter - 64
                last_column = max(last_column, number)
            # The end of the chunk may cut a tag.
            cut = chunk.rfind(b"<")
            rest = chunk[cut:][:CHUNK] if cut >= 0 else b""
    return last_row, last_column
