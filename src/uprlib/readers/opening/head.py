"""The beginning of a file: what kind it is and how it is headed, for readers to recognise it by."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from uprlib.errors import SourceError
from uprlib.readers.opening import delimited, encodings
from uprlib.readers.opening.files import MAX_STREAMED_BYTES, checked, checked_zip, is_ole, is_parquet, is_zip

if TYPE_CHECKING:
    from docx.document import Document

HEAD = 64 * 2**10
"""Enough bytes of a text file to contain its header."""
MOST_OF_OPENING = 8_000
"""Characters in which the title of a document stands."""
# Some programs number the main part: "word/document2.xml".
_MAIN_PARTS = {"docx": re.compile(r"word/document\d*\.xml"), "xlsx": re.compile(r"xl/workbook\.xml")}


class Head:
    """The beginning of a file. Each part is read when a reader first asks for it, and then kept.

    Parameters
    ----------
    path : path
        The file. Its name plays no part: an XLS file is often called .csv, and the other way round.

    Raises
    ------
    SourceError
        Here, if the file may not be read (:func:`uprlib.readers.opening.files.checked`); from a part, if it is damaged.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = checked(path, limit=MAX_STREAMED_BYTES)

    @cached_property
    def start(self) -> bytes:
        """The first bytes."""
        with self.path.open("rb") as file:
            return file.read(HEAD)

    @cached_property
    def kind(self) -> str:
        """What kind of file it is: pdf, xls, doc, ole, xlsx, docx, zip, parquet, binary, html, json or text."""
        if self.start.lstrip()[:4] == b"%PDF":
            return "pdf"
        if is_ole(self.path):
            return self._kind_of_ole()
        if is_zip(self.path):
            return next((kind for kind, name in _MAIN_PARTS.items() if any(map(name.fullmatch, self.parts))), "zip")
        if is_parquet(self.path):
            return "parquet"
        if self.encoding is None:
            return "binary"
        if is_html(self.text):
            return "html"
        return "json" if self.text[:1] in ("[", "{") else "text"

    def _kind_of_ole(self) -> str:
        """Old office files name their main stream in UTF-16."""
        content = self.path.read_bytes()
        streams = {"Workbook": "xls", "Book": "xls", "WordDocument": "doc"}
        return next((kind for name, kind in streams.items() if name.encode("utf-16-le") in content), "ole")

    @cached_property
    def encoding(self) -> str | None:
        """The encoding of a text; None for bytes that are none."""
        return encodings.encoding_of(self.path)

    @cached_property
    def text(self) -> str:
        """The beginning of a text."""
        return self.start.decode(self.encoding or "utf-8-sig", errors="replace").lstrip("\ufeff").lstrip()

    @cached_property
    def opening(self) -> str:
        """The words of a document up to behind its title (of a PDF, two pages), with single spaces; none if damaged."""
        from uprlib.readers.opening.lines import read_lines

        if self.kind == "text":
            return " ".join(self.text.split())[:MOST_OF_OPENING]
        try:
            lines = read_lines(self.path, pages=2)
        except SourceError:
            # The reader of its kind says what is wrong with it.
            return ""
        return " ".join(" ".join(line.text for line in lines).split())[:MOST_OF_OPENING]

    @cached_property
    def parts(self) -> list[str]:
        """Names of the parts of a zip file, which XLSX and DOCX files are."""
        return checked_zip(self.path, "file", expected="an XLSX or DOCX file")

    @cached_property
    def document(self) -> Document:
        """A DOCX file, opened."""
        from uprlib.readers.opening.word import opened

        return opened(self.path)

    @cached_property
    def header(self) -> list[str]:
        """Cells of the first row of a table, in a text or on the first sheet of a workbook; empty for other kinds."""
        match self.kind:
            case "xlsx":
                from uprlib.readers.opening import xlsx

                return xlsx.header(self.path, expected="an XLSX file")
            case "parquet":
                from uprlib.readers.opening import parquet

                return parquet.names(self.path)
            case "xls":
                from uprlib.readers.opening import tabular

                return tabular.opened(self.path, expected="an XLS file").header
            case "text":
                return self._header_of_text()
        return []

    def _header_of_text(self) -> list[str]:
        rows = delimited.numbered_rows(self.path, delimited.dialect_of(self.path), most=None)
        try:
            _, cells = next(rows, (0, []))
        except SourceError:
            cells = []
        # What is no table at all is shown by its first line.
        shown = cells if isinstance(cells, list) and cells else [next(iter(self.text.splitlines()), "")]
        return [cell.strip() for cell in shown]

    @cached_property
    def fields(self) -> list[str]:
        """Names in the first object of a JSON file, which is an array of objects or has one named "rows"."""
        if self.kind != "json":
            return []
        from uprlib.readers.opening import json_arrays

        _, first = next(json_arrays.entries(self.path), (0, None))
        return sorted(first) if isinstance(first, dict) else []

    def has_most(self, columns: Collection[str]) -> bool:
        """Whether header or fields contain at least half of the columns; which are missing, the reader then says."""
        return 2 * len(set(columns) & {*self.header, *self.fields}) >= len(columns)


def is_html(text: str) -> bool:
    """Whether a text begins as a web page does."""
    start = text[:500].lstrip().casefold()
    return start.startswith(("<!doctype html", "<html")) or (start.startswith(("<?xml", "<!--")) and "<html" in start)
