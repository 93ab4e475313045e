import pandas as pd
import pytest

from uprlib.errors import SchemaError
from uprlib.facts import contract

SESSION = {"session": 6, "cycle": 1, "start": "2009-11-30", "end": "2009-12-11", "confirmed": True, "source": "reports"}


def test_a_table_keeps_its_types():
    table = contract.check("sessions", pd.DataFrame([SESSION]))
    assert str(table["session"].dtype) == "Int64" and str(table["confirmed"].dtype) == "boolean"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"session": 99}, r"row 2, column session.*found 99.*from 1 to 54"),
        ({"cycle": 7}, r"column cycle.*found 7.*one of 1, 2, 3, 4"),
        ({"start": "30.11.2009"}, r"column start.*'30\.11\.2009'"),
        ({"source": None}, r"column source.*\(nothing\).*a value"),
        ({"session": "six"}, r"column session.*'six'.*a whole number"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(change, words):
    with pytest.raises(SchemaError, match=words):
        contract.check("sessions", pd.DataFrame([SESSION | change]), file="sessions.csv")


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("cycle", "1st", "found '1st'; expected a whole number"),
        ("session", "26.0", "found '26.0'; expected a whole number, without a point"),
        ("session", " 6", "found ' 6'"),
        ("session", "٦", "found '٦'"),
        ("start", "2013-02-30", "found '2013-02-30'; expected a day of the calendar such as 2014-05-01"),
        ("start", "20130221", "a day of the calendar"),
        ("start", "2013-W05-4", "a day of the calendar"),
        ("start", "2013-2-3", "a day of the calendar"),
    ],
)
def test_of_many_rows_the_wrong_one_is_named_with_its_number_in_the_file(column, value, words):
    """An empty line before it counts, as a spreadsheet counts; its neighbours are not blamed."""
    rows = pd.DataFrame([{**SESSION, "session": str(number), "cycle": "1"} for number in range(1, 30)]).astype(object)
    rows.loc[8, column] = value
    with pytest.raises(SchemaError, match=rf"row 11, column {column}: .*{words}"):
        contract.check("sessions", rows, file="sessions.csv", rows=[2, *range(4, 32)])


def test_numbers_that_are_no_text_may_be_whole_floats():
    table = contract.check("sessions", pd.DataFrame([SESSION | {"session": 26.0, "cycle": 2}]))
    assert table["session"].tolist() == [26]


def test_a_key_stands_once():
    with pytest.raises(SchemaError, match=r"row 3, column session.*two rows of table sessions have the same key"):
        contract.check("sessions", pd.DataFrame([SESSION, SESSION]), file="sessions.csv")


def test_a_missing_and_a_surplus_column_are_named():
    with pytest.raises(SchemaError, match=r"column cycle: table sessions has a column missing.*did you mean cylce"):
        contract.check("sessions", pd.DataFrame([SESSION]).rename(columns={"cycle": "cylce"}))
    with pytest.raises(SchemaError, match="column text: table sessions has a column"):
        contract.check("sessions", pd.DataFrame([SESSION | {"text": "a"}]))


def test_an_unknown_table_lists_the_known_ones():
    with pytest.raises(SchemaError, match=r"did you mean reviews\?"):
        contract.contract("review")
