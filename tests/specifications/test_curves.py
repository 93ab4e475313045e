"""Claims about specification curves."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.contingency_tables import Table2x2

import uprlib
from uprlib.acceptance import codings
from uprlib.errors import DataError
from uprlib.facts import tables
from uprlib.facts.vocabulary import FRIENDSHIP
from uprlib.specifications import curves


def material(sur="PRK"):
    names = ("recommendations", "positions", "position_totals", "states", "reviews", "sessions")
    return curves.Material(sur, *map(tables.load, names), uprlib.corpus())


@pytest.fixture(scope="module")
def dprk():
    return material()


@pytest.fixture(scope="module")
def turn(dprk):
    return curves.turn(dprk)


def test_every_combination_of_choices_stands_once(turn):
    choices = curves.choices_of(turn)
    assert len(turn) == 3 * 3 * 2 * 2 * 2 * 4 * 2 == 576
    assert not turn.duplicated(choices).any() and turn["estimate"].is_monotonic_increasing


def test_the_turn_is_one_of_recording_alone(turn):
    """Every specification with the recorded answers agrees, none with the belated ones."""
    assert turn.groupby("coding")["agrees"].mean().to_dict() == {"recorded": 1, "belated": 0, "belated_partial": 0}
    assert curves.moves(turn)["choice"].iloc[0] == "coding"


def test_a_specification_gives_the_number_of_its_notebook(turn):
    own = turn[
        (turn["coding"] == "recorded")
        & (turn["parts"] == "each part")
        & (turn["repeated"] == "counted")
        & (turn["session 11"] == "left out")
        & (turn["mix"] == "as asked")
        & (turn["first review from session"] == 6)
        & (turn["second review to session"] == 26)
    ]
    assert list(own["n"]) == [112] and own["strong"].all()


def test_half_a_split_paragraph_counts_as_the_choice_says(dprk):
    """A/HRC/27/10, 124.7 by Tunisia: the first part was noted and the second accepted."""
    rows = dprk.recommendations[dprk.recommendations["rec_id"].str.startswith("A/HRC/27/10:124.7:TUN")]
    coded = codings.coded(rows.reset_index(drop=True), dprk.history, "recorded")
    each, everything, anything = (curves.joined(coded, parts)["accepted"].tolist() for parts in curves.PARTS)
    assert (each, everything, anything) == ([False, True], [False], [True])


def test_south_sudans_session_11_and_repeated_rows_are_counted_only_where_asked(dprk):
    table = dprk.recommendations
    assert len(curves.rows(table, repeated="counted")) == int(table["in_default_set"].sum())
    counted = curves.rows(table, repeated="left out", session_11="counted")
    assert len(table) - len(counted) == (table["flag"] == "repeated").sum() == 4


def test_the_pooled_ratio_of_one_table_is_its_own(dprk):
    group = pd.Series([True] * 10 + [False] * 12)
    outcome = pd.Series([True] * 7 + [False] * 3 + [True] * 4 + [False] * 8)
    found = curves.pooled(group, outcome, None, dprk)
    plain = Table2x2(np.array([[7, 3], [4, 8]]))
    assert found[0] == pytest.approx(plain.log_oddsratio) and found[1] < found[0] < found[2]


def test_strata_that_say_nothing_do_not_move_the_ratio(dprk):
    group = pd.Series([True] * 10 + [False] * 12 + [True] * 5)
    outcome = pd.Series([True] * 7 + [False] * 3 + [True] * 4 + [False] * 8 + [True] * 5)
    strata = pd.Series(["a"] * 22 + ["only friends"] * 5)
    assert curves.pooled(group, outcome, strata, dprk) == pytest.approx(
        curves.pooled(group[:22], outcome[:22], None, dprk)
    )


def test_an_empty_cell_gives_a_finite_ratio_and_one_group_gives_none(dprk):
    group, outcome = pd.Series([True] * 5 + [False] * 5), pd.Series([True] * 5 + [True] * 2 + [False] * 3)
    value, low, high = curves.pooled(group, outcome, None, dprk)
    assert np.isfinite([value, low, high]).all() and value > 0
    assert curves.pooled(pd.Series([True] * 4), pd.Series([True, False] * 2), None, dprk) is None


def test_friends_are_accepted_more_often_under_every_definition(dprk):
    found = curves.friends(dprk)
    assert set(found["definition"]) == {name.replace("_", " ") for name in FRIENDSHIP}
    assert found["strong"].mean() == 1.0 and len(found) == 198


def test_shares_are_of_the_specifications_and_nothing_is_drawn_from_none(turn):
    row = curves.summary(turn).loc["turn-unusual"]
    assert row["agree"] == turn["agrees"].sum() / 576 and row["least"] == turn["estimate"].iloc[0]
    with pytest.raises(DataError, match="no specification"):
        curves.described(turn.iloc[:0])


def test_a_state_with_one_review_has_no_turn():
    with pytest.raises(DataError, match="does not have two reviews"):
        curves.turn(material("SSD"))
