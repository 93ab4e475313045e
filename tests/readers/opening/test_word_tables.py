"""Claims about tables of Word documents. Invented texts."""

import docx
import pytest

from uprlib.readers.opening.as_printed import W
from uprlib.readers.opening.word import text_of
from uprlib.readers.opening.word_tables import Cell, rows_of


@pytest.fixture
def table():
    table = docx.Document().add_table(3, 3)
    for place, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = "abcdefghi"[place]
    return table


def rows(table):
    return rows_of(table._tbl, {paragraph: text_of(paragraph) for paragraph in table._tbl.iter(W + "p")})


def test_cells_stand_in_their_columns(table):
    assert rows(table)[1] == [Cell(0, 1, ("d",)), Cell(1, 2, ("e",)), Cell(2, 3, ("f",))]


def test_a_cell_may_span_columns(table):
    table.cell(0, 0).merge(table.cell(0, 1))
    assert rows(table)[0] == [Cell(0, 2, ("a", "b")), Cell(2, 3, ("c",))]


def test_a_cell_that_spans_rows_stands_in_each(table):
    table.cell(0, 1).merge(table.cell(2, 1))
    assert [row[1] for row in rows(table)] == [
        Cell(1, 2, ("b", "e", "h")),
        Cell(1, 2, ("b", "e", "h"), from_above=True),
        Cell(1, 2, ("b", "e", "h"), from_above=True),
    ]


def test_lines_are_those_of_breaks_and_paragraphs_and_a_tab_is_a_space(table):
    table.cell(0, 0).text = "one\ttwo\n\nthree"
    table.cell(0, 0).add_paragraph(" four ")
    assert rows(table)[0][0].lines == ("one two", "three", "four")


def test_a_span_that_no_table_has_is_one_column(table):
    table.cell(0, 0)._tc.get_or_add_tcPr().get_or_add_gridSpan().val = 9999
    assert rows(table)[0][0].end == 1
