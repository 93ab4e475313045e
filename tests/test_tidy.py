import numpy as np
import pandas as pd
import pytest

import uprlib
from uprlib import acceptance
from uprlib.errors import DataError, ParameterError
from uprlib.tidy import (
    Number,
    Result,
    count,
    estimate,
    lacking,
    or_sentence,
    p_value,
    percent,
    points,
    ratio,
    tidy,
    written,
)


@pytest.fixture(scope="module")
def by_cycle():
    return acceptance.rates(acceptance.answers(uprlib.corpus(), "PRK"), "cycle")


def test_a_result_is_a_table_that_pandas_can_filter_sort_and_extend_and_still_knows_what_it_is(by_cycle):
    title = "Acceptance by cycle, DPRK"
    assert by_cycle.about.title == title
    second = by_cycle[by_cycle["rate"] > 0].sort_values("n").assign(double=2).reset_index(drop=True)
    assert isinstance(second, Result) and second.about.title == title and len(second) == 1
    assert [key for key, _ in second.entries()] == ["rate.cycle2", "recommendations.cycle2", "accepted.cycle2"]


def test_it_is_printed_in_words_and_kept_in_numbers(by_cycle):
    assert by_cycle.shown().loc[2].tolist() == [269, "114", "42.4%", "36.6% to 48.4%"]
    kept = dict(by_cycle.entries())["rate.cycle2"]
    assert kept["value"] == 114 / 269 and kept["n"] == 269 and kept["note"] == "acceptance rate of DPRK in cycle 2"


def test_its_sentences_have_the_numbers_in_them(by_cycle):
    assert by_cycle.about.sentences[1] == (
        "The DPRK accepted 114 of the 269 recommendations of cycle 2 (42.4%; interval 36.6% to 48.4%)."
    )
    assert by_cycle.say("In cycle {cycle} n was {n}.").about.sentences[-1] == "In cycle 2 n was 269."


def test_a_sentence_that_does_not_apply_to_a_row_is_left_out():
    result = tidy(pd.DataFrame({"a": [1.0, np.nan]})).say("a is {a:g}.", lambda row: "")
    assert result.about.sentences == ("a is 1.",)


def test_a_row_without_what_its_key_or_its_condition_names_is_not_kept():
    rows = pd.DataFrame({"issue": ["Torture", None, "Labour"], "value": [1, 2, 3], "drawn": [True, True, False]})
    assert dict(tidy(rows, numbers=(Number("rate.{issue}", where="drawn"),)).entries()).keys() == {"rate.Torture"}


def test_a_number_may_be_a_function_of_its_row():
    rows = pd.DataFrame({"a": [1], "b": [2]})
    entry = dict(tidy(rows, numbers=(Number("sum", lambda row: row["a"] + row["b"], n="b", unit="rows"),)).entries())
    assert entry["sum"] == {"value": 3, "low": None, "high": None, "n": 2, "unit": "rows", "note": ""}


def test_a_number_may_be_a_template_and_has_its_interval_in_low_and_high():
    rows = pd.DataFrame({"sur": ["PRK"], "low": [0.1], "high": [0.25], "n": [8]})
    result = tidy(rows, numbers=estimate("bounds.{sur}", "{low:.1f} to {high:.2f}", note="what the totals allow"))
    assert dict(result.entries())["bounds.PRK"] == {
        **{"value": "0.1 to 0.25", "low": 0.1, "high": 0.25, "n": 8, "unit": "share", "note": "what the totals allow"}
    }


def test_columns_that_are_only_named_and_those_of_the_index_are_printed_as_they_are():
    rows = pd.DataFrame({"cycle": [1], "n": [167], "rate": [0.5]})
    assert tidy(rows, index="cycle", columns=["n"]).shown().to_dict("index") == {1: {"n": 167}}
    assert tidy(rows, index="cycle", columns={"rate": "{rate:share}"}).shown().loc[1, "rate"] == "50.0%"


def test_counts_are_kept_of_the_result_as_a_whole_even_where_it_has_no_rows():
    result = tidy(pd.DataFrame(), counts={"mutual": count(0, "States", "", 78)})
    assert dict(result.entries())["mutual"] == {
        "value": 0,
        "low": None,
        "high": None,
        "n": 78,
        "unit": "States",
        "note": "",
    }


def test_what_holds_of_every_row_can_be_named_in_templates_and_a_row_knows_better():
    result = tidy(pd.DataFrame({"n": [7], "who": ["Cuba"]}), facts={"who": "all", "cycle": 2}).say(
        "{who}, {cycle}, {n}"
    )
    assert result.about.sentences == ("Cuba, 2, 7",)


def test_a_cell_of_a_missing_value_is_empty():
    rows = pd.DataFrame({"name": ["a", "b"], "low": [0.1, np.nan], "high": [0.2, 0.3]})
    table = tidy(rows, index=("who",), columns={"who": "name", "interval": "{low:share} to {high:share}"}).shown()
    assert table["interval"].to_dict() == {"a": "10.0% to 20.0%", "b": ""}
    assert written("{a}", {"a": pd.NA}, missing="not known") == "not known"


def test_rows_without_columns_of_their_own_are_printed_as_they_are():
    assert tidy(pd.DataFrame({"a": [1], "b": [2]}), index=("a",)).shown().loc[1, "b"] == 2


def test_numbers_are_written_as_tables_show_them():
    assert (percent(0), percent(1), percent(np.nan), percent(pd.NA)) == ("0.0%", "100.0%", "", "")
    assert (points(0), points(np.nan), ratio(0), ratio(12345.6)) == ("+0.0", "", "0", "12,346")
    assert (ratio(0.00123), ratio(np.inf), ratio(np.nan)) == ("0.00123", "infinite", "")
    assert (p_value(0.000999), p_value(0.001), p_value(1), p_value(np.nan)) == ("<0.001", "0.001", "1.000", "")


@or_sentence
def doubled(result, *, by=2):
    if by < 0:
        raise DataError("this State has no votes in that session", value="VAT")
    if by == 0:
        raise ParameterError("nothing is doubled by 0")
    return tidy(result * by)


def test_what_a_state_lacks_is_an_empty_result_that_says_so():
    found = doubled(pd.DataFrame({"a": [1]}), by=-1)
    assert found.empty and found.about.lacks == "This State has no votes in that session."


def test_an_empty_result_that_is_handed_on_gives_the_same_sentence():
    nothing = lacking("It has no votes.")
    assert doubled(nothing).about.lacks == doubled(result=nothing).about.lacks == "It has no votes."


def test_any_other_problem_is_not_swallowed():
    with pytest.raises(ParameterError, match="nothing is doubled"):
        doubled(pd.DataFrame({"a": [1]}), by=0)
    with pytest.raises(TypeError):
        doubled(pd.DataFrame({"a": [1]}), by="x")


def test_parts_of_what_it_is_can_be_replaced(by_cycle):
    other = by_cycle.with_about(title="Another title")
    assert other.about.title == "Another title" and by_cycle.about.title != other.about.title
    assert other.about.notes == by_cycle.about.notes and other.equals(by_cycle)
