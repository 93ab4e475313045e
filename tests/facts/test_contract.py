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


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([6, "7", None], [6, 7, None]),
        ([6.0, 7.0, float("nan")], [6, 7, None]),
        (["6", "7", pd.NA], [6, 7, None]),
        ([None, None, None], [None, None, None]),
        ([], []),
    ],
)
def test_numbers_may_come_as_any_kind_of_number_or_as_text(values, found):
    rows = pd.DataFrame({"iso3": "PRK", "session": range(61, 61 + len(values)), "n_votes_all": pd.Series(values)})
    whole = rows.reindex(columns=contract.columns("ideal_points"))
    table = contract.check("ideal_points", whole)
    assert [None if pd.isna(each) else each for each in table["n_votes_all"]] == found
    assert str(table["n_votes_all"].dtype) == "Int64" and str(table["ideal_point_all"].dtype) == "Float64"


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("session", 26.5, r"row 2, column session: .*found 26\.5; expected a value of type Int64"),
        ("confirmed", 2, "found 2; expected a value of type boolean"),
        ("confirmed", "true", "found 'true'; expected yes or no"),
        ("start", 20140501, "found '20140501'; expected a day of the calendar"),
    ],
)
def test_a_value_of_another_type_is_refused(column, value, words):
    with pytest.raises(SchemaError, match=words):
        contract.check("sessions", pd.DataFrame([SESSION | {column: value}]))


def test_the_first_of_several_problems_is_named_and_the_others_are_counted():
    rows = pd.DataFrame([SESSION, SESSION | {"session": 7, "cycle": 9}, SESSION | {"session": 99, "source": None}])
    with pytest.raises(SchemaError, match=r"row 3, column cycle: .*found 9; .*; 3 problems up to row 4"):
        contract.check("sessions", rows)


def test_a_key_may_lack_a_part_once():
    split = {"split": "review", "session": None, "texts": "all", "n": 1, "agreement": 0.5, "kappa": 0, "alpha": 0}
    split["split"] = contract.SPLITS[0]
    assert len(contract.check("coder_evaluation", pd.DataFrame([split, split | {"session": 1}]))) == 2
    with pytest.raises(SchemaError, match="row 3, column split, session, texts: two rows"):
        contract.check("coder_evaluation", pd.DataFrame([split, split]))
