"""Files of outside formats, made with invented texts."""

import zipfile

import docx
import pytest
from invented_files import xls_bytes, xlsx_bytes


@pytest.fixture
def written(tmp_path):
    """Write a file of the given bytes or text; its name says nothing about its content."""

    def make(content, name="file.bin"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


@pytest.fixture
def bomb(tmp_path):
    """Make a small zip file with one part that unpacks to many megabytes of spaces."""

    def make(part, megabytes):
        path = tmp_path / "bomb"
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open(part, "w", force_zip64=True) as file,
        ):
            for _ in range(megabytes):
                file.write(b" " * 2**20)
        return path

    return make


@pytest.fixture
def workbook(tmp_path):
    """Make an XLSX file of the given rows; numbers stay numbers."""

    def make(rows, name="export.xlsx", sheet=None):
        path = tmp_path / name
        path.write_bytes(xlsx_bytes(rows, sheet))
        return path

    return make


@pytest.fixture
def xls(tmp_path):
    """Make an XLS file of the given rows: one sheet in BIFF8, in an OLE2 container; numbers stay numbers."""

    def make(rows, name="export.xls"):
        path = tmp_path / name
        path.write_bytes(xls_bytes(rows))
        return path

    return make


@pytest.fixture
def word(tmp_path):
    """Make a DOCX file of the given paragraphs; what stands between two ^ is raised."""

    def make(paragraphs, name="report.docx", style=None):
        document = docx.Document()
        for text in paragraphs:
            paragraph = document.add_paragraph(style=style)
            for number, piece in enumerate(text.split("^")):
                paragraph.add_run(piece).font.superscript = number % 2 == 1
        path = tmp_path / name
        document.save(path)
        return path

    return make


@pytest.fixture
def thematic_docx(tmp_path):
    """Make a thematic list: a row is a theme (text) or the four cells, whose lines are paragraphs."""

    def make(header, rows, title="UPR of Norway (4th Cycle – 47th Session)\tThematic list", name="list.docx"):
        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = title
        table = document.add_table(rows=0, cols=len(header))
        for row in [header, *rows]:
            cells = table.add_row().cells
            if isinstance(row, str):
                cells[0].merge(cells[-1]).text = row
            else:
                for cell, lines in zip(cells, row, strict=True):
                    first, *more = lines.split("\n")
                    cell.text = first
                    for line in more:
                        cell.add_paragraph(line)
        path = tmp_path / name
        document.save(path)
        return path

    return make
