"""Claims about XLSX files: which columns are given back, and which sheets are refused."""

import zipfile

import pytest

from uprlib.errors import SourceError
from uprlib.readers.opening import xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def cells(path, **options):
    return list(xlsx.rows(path, expected="an invented file", **options))


def test_the_rows_are_those_of_the_first_sheet(workbook):
    assert cells(workbook([["b ", "a"], [1.5, "y"]])) == [["b ", "a"], [1.5, "y"]]


SHARED = f'<sst xmlns="{MAIN}"><si><t>not asked for</t></si><si><r><t>Co</t></r><r><t>untry </t></r></si></sst>'


def test_the_header_is_found_whatever_way_its_texts_are_kept(workbook):
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" s="4"/></row>'
        '<row r="2"><c r="B2" t="s"><v>1</v></c>'
        '<c r="D2" t="inlineStr"><is><t>Year</t></is></c><c r="E2" t="str"><v>Sum</v></c></row></sheetData></worksheet>'
    )
    path = workbook([], sheet=sheet)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", SHARED)
    assert xlsx.header(path, expected="a workbook") == ["", "Country", "", "Year", "Sum"]


def test_a_header_that_stands_far_down_is_left_to_calamine(workbook, monkeypatch):
    monkeypatch.setattr(xlsx, "HEAD", 0)
    assert xlsx.header(workbook([["", ""], ["a ", "b"]]), expected="a workbook") == ["a", "b"]


def test_a_zip_file_that_is_not_a_workbook_is_refused(bomb):
    with pytest.raises(SourceError, match=r"without xl/workbook\.xml'; expected an invented file; save it as XLSX"):
        cells(bomb("a.txt", 1))


def test_a_sheet_with_two_cells_far_apart_is_refused(workbook):
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="400000"><c r="XFD400000"><v>1</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(SourceError, match="the sheet is too large; found '400,000 rows and 16,384 columns'"):
        cells(workbook([], sheet=sheet))


def test_a_sheet_that_says_that_it_has_too_many_rows_is_refused_before_it_is_loaded(workbook, monkeypatch):
    monkeypatch.setattr("uprlib.readers.opening.xlsx.first_sheet_rows", lambda *_, **__: pytest.fail("loaded"))
    sheet = (
        '<worksheet><dimension ref="A1:B{0}"/><sheetData><row><c r="A{0}"><v>1</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(SourceError, match=r"too large; found '600,000 rows and 1 columns'.*take one State.*--sur PRK"):
        cells(workbook([], sheet=sheet.format(600_000) + "</worksheet>"))


def test_what_a_sheet_says_of_cells_that_only_have_a_style_is_not_believed(workbook):
    sheet = (
        f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    assert cells(workbook([], sheet=sheet)) == [[1.0]]


def test_more_rows_than_are_kept_are_refused_unless_there_is_no_limit(workbook):
    path = workbook([["a"]] * 12)
    with pytest.raises(SourceError, match="the sheet is too large"):
        cells(path, most=10)
    assert len(cells(path, most=None)) == 12


def test_the_extent_of_a_sheet_is_that_of_its_cells(workbook):
    # A styled cell without content takes no room, and real workbooks have such cells far out.
    sheet = '<worksheet><sheetData><row r="1"><c r="B1"><v>1</v></c><c r="XFD1" s="1"/></row></sheetData></worksheet>'
    with zipfile.ZipFile(workbook([], sheet=sheet)) as archive:
        assert xlsx._extent(archive, "xl/worksheets/sheet1.xml") == (1, 2, 2)


def test_the_cells_of_a_large_sheet_are_counted_whatever_it_says(workbook, monkeypatch):
    sheet = '<worksheet><dimension ref="A1:B1"/><sheetData><row r="1"><c r="A1"><v>1</v></c>' + "<c/>" * 50
    path = workbook([], sheet=sheet + "</row></sheetData></worksheet>")
    monkeypatch.setattr(xlsx, "MAX_CELLS", 40)
    xlsx._check_extent(path, None)
    monkeypatch.setattr(xlsx, "LARGE", 100)
    with pytest.raises(SourceError, match="the sheet is too large; found '51 cells'"):
        xlsx._check_extent(path, None)
