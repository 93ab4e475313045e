"""The beginning of a file: what kind it is and how it is headed, for readers to recognise it by."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from uprlib.errors import SourceError
from uprlib.readers.opening.files import checked, checked_zip, csv_rows, is_ole, is_zip, json_content

if TYPE_CHECKING:
    from docx.document import Document

HEAD = 64 * 2**10
"""Enough bytes of a text file to contain its header."""


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
        self.path = checked(path)

    @cached_property
    def start(self) -> bytes:
        """The first bytes."""
        with self.path.open("rb") as file:
            return file.read(HEAD)

    @cached_property
    def kind(self) -> str:
        """What kind of file it is: pdf, xls, doc, ole, xlsx, docx, zip, utf-16, binary, json or text."""
        if self.start.lstrip()[:4] == b"%PDF":
            return "pdf"
        if is_ole(self.path):
            return self._kind_of_ole()
        if is_zip(self.path):
            # Some programs number the main part: "word/document2.xml".
            known = {r"word/document\d*\.xml": "docx", r"xl/workbook\.xml": "xlsx"}
            return next((kind for name, kind in known.items() if any(re.fullmatch(name, p) for p in self.parts)), "zip")
        if self.start[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        if b"\0" in self.start:
            return "binary"
        return "json" if self.text[:1] in ("[", "{") else "text"

    def _kind_of_ole(self) -> str:
        """Old office files name their main stream in UTF-16."""
        content = self.path.read_bytes()
        streams = {"Workbook": "xls", "Book": "xls", "WordDocument": "doc"}
        return next((kind for name, kind in streams.items() if name.encode("utf-16-le") in content), "ole")

    @cached_property
    def text(self) -> str:
        """The beginning of a text."""
        return self.start.decode("utf-8-sig", errors="replace").lstrip()

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
        """Cells of the first row of a CSV file or of an XLSX file's first sheet; empty for files of other kinds."""
        if self.kind == "xlsx":
            from uprlib.readers.opening.xlsx import first_sheet

            rows = first_sheet(self.path, expected="an XLSX file", rows=1)
        elif self.kind == "text":
            rows = self._first_row_of_csv()
        else:
            rows = []
        return [str(cell).strip() for cell in rows[0]] if rows else []

    def _first_row_of_csv(self) -> list[list[str]]:
        # The first line alone: the text may break off within a quotation.
        line = next(iter(self.text.splitlines()), "")
        try:
            return csv_rows(line, self.path)
        except SourceError:
            return [[line]]

    @cached_property
    def fields(self) -> list[str]:
        """Names in the first object of a JSON file, which is an array of objects or has one named "rows"."""
        if self.kind != "json":
            return []
        content = json_content(self.path)
        entries = content.get("rows") if isinstance(content, dict) else content
        first = entries[0] if isinstance(entries, list) and entries else None
        return sorted(first) if isinstance(first, dict) else []

    def has_most(self, columns: Collection[str]) -> bool:
        """Whether header or fields contain at least half of the columns; which are missing, the reader then says."""
        return 2 * len(set(columns) & {*self.header, *self.fields}) >= len(columns)
