from uprlib.errors import SourceError, did_you_mean


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
