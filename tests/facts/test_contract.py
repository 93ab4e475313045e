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
        ({"session": "six"}, r"column session.*'six'.*Int64"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(change, words):
    with pytest.raises(SchemaError, match=words):
        contract.check("sessions", pd.DataFrame([SESSION | change]), file="sessions.csv")


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
