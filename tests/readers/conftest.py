"""Files of outside formats, made with invented texts."""

import zipfile
from xml.sax.saxutils import escape

import docx
import pytest

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = f'<Relationship Id="rId1" Type="{OFFICE}/{{}}" Target="{{}}"/>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.fixture
def workbook(tmp_path):
    """Make an XLSX file of the given rows; numbers stay numbers."""

    def make(rows, name="export.xlsx", sheet=None):
        def cell(value, row, column):
            place = f"{chr(65 + column)}{row}"
            if isinstance(value, int | float):
                return f'<c r="{place}"><v>{value}</v></c>'
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'

        body = "".join(
            f'<row r="{number}">{"".join(cell(value, number, place) for place, value in enumerate(row))}</row>'
            for number, row in enumerate(rows, start=1)
        )
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", CONTENT_TYPES)
            archive.writestr("_rels/.rels", RELATIONS.format(RELATION.format("officeDocument", "xl/workbook.xml")))
            archive.writestr(
                "xl/workbook.xml",
                f'<workbook {MAIN} xmlns:r="{OFFICE}">'
                '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            )
            archive.writestr(
                "xl/_rels/workbook.xml.rels", RELATIONS.format(RELATION.format("worksheet", "worksheets/sheet1.xml"))
            )
            archive.writestr(
                "xl/worksheets/sheet1.xml", sheet or f"<worksheet {MAIN}><sheetData>{body}</sheetData></worksheet>"
            )
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
