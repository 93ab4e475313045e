"""An XLSX file with a table of text and whole numbers, written as Office Open XML by hand.

No package that we keep writes XLSX; a table without formulas, dates and colours needs none. Cells of text have the
format "text", so that a spreadsheet leaves 134.10 as it is, also where somebody types over it. The same table gives the
same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TEXT, _HEADER = 1, 2
_STYLES = (
    f'<styleSheet {_MAIN}><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
    '<xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/>'
    "</cellXfs></styleSheet>"
)
_VIEW = '<sheetViews><sheetView workbookViewId="0">{}</sheetView></sheetViews>'
# Office writes what XML cannot hold, and what looks like it, in this way.
_ESCAPED = re.compile("[\x01-\x08\x0b\x0c\x0d\x0e-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")


def write(path: Path, table: pd.DataFrame, *, note: Sequence[str]) -> None:
    """Write a table as the first sheet of a workbook, and a note in words as its second.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns of whole numbers become numbers, all others text; missing values are empty cells.
    note : sequence of str
        Its lines.
    """
    numeric = [pd.api.types.is_integer_dtype(dtype) for dtype in table.dtypes]
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{60 if name == "text" else 16}" style="{0 if number else _TEXT}" '
        'customWidth="1"/>'
        for place, (name, number) in enumerate(zip(table.columns, numeric, strict=True), start=1)
    )
    frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    sheets = {"table": table, "note": pd.DataFrame({"note": list(note)})}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _frame(list(sheets)).items():
            archive.writestr(_part(name), _XML + content)
        for number, (sheet, rows) in enumerate(sheets.items(), start=1):
            head = f"{_VIEW.format(frozen)}<cols>{columns}</cols>" if sheet == "table" else ""
            with archive.open(_part(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True) as part:
                part.write(f"{_XML}<worksheet {_MAIN}>{head}<sheetData>".encode())
                for row in _rows(rows, numeric if sheet == "table" else [False]):
                    part.write(row.encode())
                part.write(b"</sheetData></worksheet>")


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _frame(sheets: list[str]) -> dict[str, str]:
    """The parts of a workbook beside its sheets."""
    numbers = range(1, len(sheets) + 1)
    kinds = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"} | {
        f"/xl/worksheets/sheet{number}.xml": "worksheet" for number in numbers
    }
    types = "".join(f'<Override PartName="{part}" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in kinds.items())
    named = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, sheets, strict=True)
    )
    targets = [*(("worksheet", f"worksheets/sheet{number}.xml") for number in numbers), ("styles", "styles.xml")]
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(targets),
        "xl/styles.xml": _STYLES,
    }


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _rows(table: pd.DataFrame, numeric: Sequence[bool]) -> Iterator[str]:
    letters = [_letters(place) for place in range(len(numeric))]
    names = zip(letters, table.columns, strict=True)
    yield f'<row r="1">{"".join(_text(f"{letter}1", str(name), _HEADER) for letter, name in names)}</row>'
    for number, row in enumerate(table.itertuples(index=False), start=2):
        cells = "".join(
            f'<c r="{letter}{number}"><v>{value}</v></c>' if whole else _text(f"{letter}{number}", str(value), _TEXT)
            for letter, value, whole in zip(letters, row, numeric, strict=True)
            if not pd.isna(value)
        )
        yield f'<row r="{number}">{cells}</row>'


def _letters(place: int) -> str:
    """The name of a column, of those that one or two letters name.

    Examples
    --------
    >>> _letters(0), _letters(25), _letters(26)
    ('A', 'Z', 'AA')
    """
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)


def _text(place: str, text: str, style: int) -> str:
    safe = escape(_ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text))
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>'
