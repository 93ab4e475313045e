"""Claims about XLSX files: which columns are given back, and which sheets are refused."""

import zipfile

import pytest

from uprlib.errors import SourceError
from uprlib.readers.opening import xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def table(path, columns=("a", "b")):
    return xlsx.table_of(path, columns, expected="an invented file")


def test_the_named_columns_are_given_in_their_order(workbook):
    found = table(workbook([["b ", "more", "a"], [1.5, "x", "y"]]))
    assert list(found.columns) == ["a", "b"] and found.iloc[0].tolist() == ["y", 1.5]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [["a", "bb"], [1, 2]],
            r"row 1, column b: a column is missing; found 'a, bb'; expected a, b; did you mean bb\?",
        ),
        ([["a", "b", "b"], [1, 2, 3]], "row 1, column b: a column occurs twice"),
        ([["a", "b"]], "the sheet has a header but no rows"),
    ],
)
def test_a_sheet_that_is_not_the_one_wanted_is_answered(workbook, rows, words):
    with pytest.raises(SourceError, match=words):
        table(workbook(rows))


def test_a_zip_file_that_is_not_a_workbook_is_refused(bomb):
    with pytest.raises(SourceError, match=r"without xl/workbook\.xml'; expected an invented file; save it as XLSX"):
        table(bomb("a.txt", 1))


def test_a_sheet_with_two_cells_far_apart_is_refused(workbook):
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="400000"><c r="XFD400000"><v>1</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(SourceError, match="the sheet is too large; found '400,000 rows and 16,384 columns'"):
        table(workbook([], sheet=sheet))


def test_the_extent_of_a_sheet_is_that_of_its_cells(workbook):
    # A styled cell without content takes no room, and real workbooks have such cells far out.
    sheet = '<worksheet><sheetData><row r="1"><c r="B1"><v>1</v></c><c r="XFD1" s="1"/></row></sheetData></worksheet>'
    with zipfile.ZipFile(workbook([], sheet=sheet)) as archive:
        assert xlsx._extent(archive, "xl/worksheets/sheet1.xml") == (1, 2)
