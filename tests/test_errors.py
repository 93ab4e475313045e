import pandas as pd
import pytest

from uprlib.errors import SchemaError, SourceError, did_you_mean, refuse_first


def test_a_message_names_place_value_expectation_and_remedy():
    message = str(
        SourceError(
            "a response is outside the closed set",
            file="a.csv",
            row=7,
            column="Response",
            value="Maybe",
            expected="Accepted or Noted",
            remedy="correct the row in the source",
        )
    )
    assert message == (
        "file a.csv, row 7, column Response: a response is outside the closed set; found 'Maybe'; "
        "expected Accepted or Noted; correct the row in the source."
    )


def test_a_question_keeps_its_mark():
    assert str(SourceError("unknown State", remedy="did you mean PRK?")).endswith("did you mean PRK?")


def test_nothing_is_suggested_where_nothing_is_near():
    assert did_you_mean("xyzzy", ["accepted", "noted"]) is None


def test_the_first_wrong_value_is_answered_with_its_row_as_a_spreadsheet_counts():
    answers = pd.Series(["Noted", "Notd", "Acepted"], name="Response")
    wrong = pd.Series([False, True, True])
    with pytest.raises(SourceError, match=r"a\.csv, row 3, column Response: not known; found 'Notd'.*mean Noted\?"):
        refuse_first(wrong, answers, "not known", file="a.csv", expected="an answer", choices=("Noted", "Accepted"))
    refuse_first(pd.Series([False] * 3), answers, "not known", file="a.csv", expected="an answer")


def test_a_wrong_value_that_is_near_no_choice_keeps_the_remedy_and_the_kind_of_error():
    values = pd.Series(["yes", "perhaps"], name="joined")
    with pytest.raises(SchemaError, match=r"b\.csv, row 3, column joined: .*'perhaps'.*expected yes or no; ask"):
        refuse_first(
            values != "yes", values, "not allowed", file="b.csv", expected="yes or no", remedy="ask", error=SchemaError
        )
