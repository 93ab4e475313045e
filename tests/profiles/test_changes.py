import pandas as pd
import pytest

from uprlib import acceptance, profiles, timing
from uprlib.errors import DataError


@pytest.fixture(scope="module")
def changes(upr):
    return timing.changes(acceptance.everyone(upr))


@pytest.fixture(scope="module")
def moved(upr):
    return profiles.changes_beside_all(acceptance.answers(upr, "PRK"), draws=500)


def row(moved, coding, first, last):
    own = moved[(moved["coding"] == coding) & (moved["first_session"] == first) & (moved["last_session"] == last)]
    return own.iloc[0]


def test_without_early_sessions_the_recorded_rise_is_the_largest(changes):
    ranks = [profiles.rank_of_change(changes, "PRK", first_session=first).rank for first in (1, 3, 4, 6)]
    assert ranks == [11, 6, 2, 1]


def test_a_state_is_ranked_among_the_states_of_the_sessions_kept():
    table = pd.DataFrame(
        {"sur": list("abcde"), "change": [0.4, 0.4, 0.0, -0.2, 0.2], "session_1": [6, 1, 6, 6, 6], "session_2": 19}
    )
    found = profiles.rank_of_change(table, "a")
    assert (found.rank, found.states, found.share_beyond) == (1, 5, 0.25)
    assert profiles.rank_of_change(table, "a", first_session=2).states == 4


def test_a_state_with_one_review_has_no_change(changes):
    with pytest.raises(DataError, match=r"does not have two reviews.*SSD, first review from session 1"):
        profiles.rank_of_change(changes, "SSD")
    with pytest.raises(DataError, match=r"does not have two reviews.*PRK, first review from session 7"):
        profiles.rank_of_change(changes, "PRK", first_session=7)
    drawn = timing.drawn_changes(changes, draws=100, seed=5)
    with pytest.raises(DataError, match=r"does not have two reviews.*'SSD'"):
        profiles.rank_interval(drawn, changes, "SSD")


def test_one_other_state_is_too_few_to_compare_with(changes):
    with pytest.raises(DataError, match="too few other States to compare with; found 1"):
        profiles.rank_of_change(changes[changes["sur"].isin(["PRK", "FRA"])], "PRK")


def test_the_rank_lies_in_its_interval(changes):
    drawn = timing.drawn_changes(changes, draws=2000, seed=5)
    low, high = profiles.rank_interval(drawn, changes, "PRK")
    assert low <= profiles.rank_of_change(changes, "PRK").rank <= high
    # Among 112 States from session 6 on, the DPRK's rise is the largest in every draw but a few.
    assert profiles.rank_interval(drawn, changes, "PRK", first_session=6) == (1, 1)


def test_the_dprks_rise_is_a_fall_once_its_late_answers_count(moved):
    assert row(moved, "recorded", 1, 26)["change"] > 0 > row(moved, "belated", 1, 26)["change"]
    assert row(moved, "belated_partial", 1, 26)["change"] < row(moved, "belated", 1, 26)["change"]


def test_what_was_asked_does_not_make_the_rise(moved):
    same_mix = row(moved, "recorded", 1, 26)
    assert same_mix["change_net"] == pytest.approx(same_mix["change"], abs=0.01)
    # Action categories are coded up to session 20, whichever sessions are kept.
    assert same_mix["states_net"] == 112


def test_the_answer_names_the_rank_under_each_coding(moved):
    recorded, belated, partial, of_others = moved.about.sentences
    assert recorded == (
        "From the first review to the second, the share that the DPRK accepted rose by 42.4 percentage points under "
        "the coding recorded (rank 11 of 192 from the largest rise, and 5.2% of the other States rose by as much or "
        "more, p = 0.057)."
    )
    assert belated == "Under the coding belated it fell by 6.1 percentage points (rank 128 of 192)."
    assert "belated_partial it fell by 8.6 percentage points (rank 139 of 192)" in partial
    assert of_others.startswith("Later and partial answers of other States are not known here")


def test_a_choice_of_sessions_of_ones_own_is_added_and_drawn(upr):
    found = profiles.changes_beside_all(acceptance.answers(upr, "PRK"), sessions_kept=5, last_session=24, draws=100)
    assert set(found["first_session"]) == {1, 3, 4, 5, 6} and set(found["last_session"]) == {20, 24, 26}
    others = found.about.facts["others"]
    assert others["session_1"].min() == 5 and others["session_2"].max() == 24


def test_the_figure_marks_the_five_other_states_without_a_recorded_acceptance(moved):
    others = moved.about.facts["others"]
    assert set(others.loc[others["silent"], "sur"]) == {"FRA", "GAB", "LUX", "POL", "ZAF"}
    assert moved.about.facts["own"]["coding"].tolist() == ["recorded", "belated", "belated_partial"]


def test_a_state_that_never_answered_later_has_one_coding_and_a_late_one_no_mix(upr):
    found = profiles.changes_beside_all(acceptance.answers(upr, "MMR", "belated"), draws=100)
    assert set(found["coding"]) == {"belated"}
    assert "change_net" not in found and "same mix: rank" not in found.about.columns


def test_a_state_with_one_review_is_a_sentence(upr):
    found = profiles.changes_beside_all(acceptance.answers(upr, "SSD"), draws=100)
    assert found.about.lacks == "South Sudan does not have two reviews with known answers."


def test_seven_states_with_an_inquiry_are_ranked_among_the_183_without(upr):
    found = profiles.changes_with_inquiry(upr, "PRK").set_index("state")
    assert set(found.index) == {"BLR", "CIV", "ERI", "IRN", "ISR", "LBY", "PRK"} and set(found["states"]) == {184}
    assert found.loc["PRK", "rank"] == 11 and found.loc["PRK", "own"] and not found.loc["LBY", "own"]
    kept = dict(profiles.changes_with_inquiry(upr, "PRK", "belated").entries())
    assert kept["inquiry.PRK"]["value"] < 0 and kept["inquiry.LBY"]["value"] == pytest.approx(
        found.loc["LBY", "change"]
    )


def test_a_state_without_an_inquiry_or_a_second_review_still_sees_the_others(upr):
    assert len(profiles.changes_with_inquiry(upr, "SSD")) == 7
