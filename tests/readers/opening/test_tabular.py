"""Claims about tables: what is in them does not depend on how they were saved."""

import pytest

from uprlib.errors import SourceError
from uprlib.readers.opening import tabular

TABLE = [["State", "Year"], ["Chad", 2009], ["Peru", 12.5]]
AS_TEXT = [(2, ["Chad", "2009"]), (3, ["Peru", "12.5"])]


@pytest.fixture(params=["XLSX", "XLS", "text in UTF-8, semicolons between cells"])
def saved(request, workbook, xls, written):
    text = "State;Year\nChad;2009\nPeru;12.5\n"
    path = {"XLSX": lambda: workbook(TABLE), "XLS": lambda: xls(TABLE)}.get(request.param, lambda: written(text))()
    return path, request.param


def test_numbers_are_text_as_a_person_wrote_them(saved):
    path, words = saved
    table = tabular.opened(path, expected="a table")
    assert table.header == ["State", "Year"] and table.words == words
    assert list(table.rows) == AS_TEXT


def test_rows_keep_the_numbers_that_a_spreadsheet_shows(workbook):
    table = tabular.opened(workbook([["", ""], ["a", "b"], ["", ""], ["1", "2"]]), expected="a table")
    assert table.header_row == 2 and list(table.rows) == [(4, ["1", "2"])]


def test_empty_cells_beyond_the_header_are_none(written):
    table = tabular.opened(written("a,b,,\n1,2,,\n3,4\n5,6,7,\n"), expected="a table")
    assert table.header == ["a", "b"]
    assert [row for _, row in table.rows] == [["1", "2"], ["3", "4"], ["5", "6", "7", ""]]


def test_a_date_is_written_as_iso_8601_does(workbook):
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>day</t></is></c></row>'
    rows += '<row r="2"><c r="A2" t="d"><v>2021-01-01</v></c></row>'
    path = workbook([], sheet=f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>')
    assert [row[0][:10] for _, row in tabular.opened(path, expected="a table").rows] == ["2021-01-01"]


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize("content", ["\n\n", " , \n"])
def test_a_table_of_nothing_is_refused(written, content):
    with pytest.raises(SourceError, match="the file holds only empty lines"):
        tabular.opened(written(content), expected="a table")
