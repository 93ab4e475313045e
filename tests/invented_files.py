"""Workbooks and zip files of outside formats, made byte by byte, with whatever rows they are given."""

import io
import struct
import zipfile
from xml.sax.saxutils import escape

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = f'<Relationship Id="rId1" Type="{OFFICE}/{{}}" Target="{{}}"/>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """A zip file of named parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx_bytes(rows, sheet=None) -> bytes:
    """An XLSX file of the given rows, or of the XML of a sheet; numbers stay numbers."""

    def cell(value, row, column):
        place = f"{chr(65 + column)}{row}"
        if isinstance(value, int | float):
            return f'<c r="{place}"><v>{value}</v></c>'
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'

    body = "".join(
        f'<row r="{number}">{"".join(cell(value, number, place) for place, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    return zipped(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": RELATIONS.format(RELATION.format("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}">'
            '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": RELATIONS.format(RELATION.format("worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": sheet or f"<worksheet {MAIN}><sheetData>{body}</sheetData></worksheet>",
        }
    )


def xls_bytes(rows) -> bytes:
    """An XLS file of the given rows: one sheet in BIFF8, in an OLE2 container; numbers stay numbers."""
    stream = b"".join(_sheet_records(rows)).ljust(8 * 512, b"\0")
    return _ole(stream + b"\0" * (-len(stream) % 512))


def _sheet_records(rows):
    def record(kind, *pieces):
        content = b"".join(pieces)
        return struct.pack("<HH", kind, len(content)) + content

    def begins(kind):
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))

    end, name = record(0x0A), b"Sheet1"
    book = begins(5)
    sheet_at = len(book) + 4 + 8 + len(name) + len(end)
    yield book + record(0x85, struct.pack("<IHBB", sheet_at, 0, len(name), 0), name) + end
    yield begins(0x10)
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, int | float):
                yield record(0x203, place, struct.pack("<d", value))
            else:
                yield record(0x204, place, struct.pack("<HB", len(value), 1), value.encode("utf-16-le"))
    yield end


def _ole(stream):
    """An OLE2 container: header, one sector of the allocation table, the directory, then the workbook's stream."""
    sectors = len(stream) // 512
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(10) + struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))

    def entry(name, kind, child, start, size):
        letters = name.encode("utf-16-le")
        links = struct.pack("<HBBIII", len(letters) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return letters.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)

    root = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    directory = root + entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    return header.ljust(512, b"\xff") + table + directory.ljust(512, b"\0") + stream
