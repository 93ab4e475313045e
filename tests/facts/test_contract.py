import pandas as pd
import pytest

from uprlib.errors import SchemaError
from uprlib.facts import contract, raw

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
    with pytest.raises(SchemaError, match=r"row 3, column session.*stands twice"):
        contract.check("sessions", pd.DataFrame([SESSION, SESSION]), file="sessions.csv")


def test_a_missing_and_a_surplus_column_are_named():
    with pytest.raises(SchemaError, match=r"column cycle: table sessions lacks a column.*did you mean cylce"):
        contract.check("sessions", pd.DataFrame([SESSION]).rename(columns={"cycle": "cylce"}))
    with pytest.raises(SchemaError, match="column text: table sessions has a column"):
        contract.check("sessions", pd.DataFrame([SESSION | {"text": "a"}]))


def test_an_unknown_table_lists_the_known_ones():
    with pytest.raises(SchemaError, match=r"did you mean reviews\?"):
        contract.contract("review")


def test_paragraph_124_10_is_not_124_1(tmp_path):
    table = raw.read("recommendations")
    dprk = table[(table["symbol"] == "A/HRC/27/10")]
    assert {"124.1", "124.10", "124.100"} <= set(dprk["paragraph"])
    assert str(table["paragraph"].dtype).startswith("str")


def test_yes_and_no_are_the_only_booleans(tmp_path):
    path = tmp_path / "sessions.csv"
    path.write_text("session,cycle,start,end,confirmed,source\n6,1,2009-11-30,2009-12-11,perhaps,reports\n")
    with pytest.raises(SchemaError, match=r"row 2, column confirmed.*'perhaps'.*yes or no"):
        raw.read("sessions", path)
