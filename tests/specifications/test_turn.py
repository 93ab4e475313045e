import pytest

from uprlib import profiles, specifications
from uprlib.acceptance import everyone
from uprlib.specifications import estimates
from uprlib.timing import changes

SESSIONS = ["first review from session", "second review to session"]


@pytest.fixture(scope="module")
def turn(upr):
    return specifications.turn(upr, "PRK")


def test_every_combination_of_choices_that_move_something_stands_once(turn):
    assert len(turn) == 2 * 3 * 3 * 2 * 2 * 4 * 2 == 576 and turn["place"].nunique() == 360
    assert not turn.duplicated(estimates.choices_of(turn)).any() and turn["estimate"].is_monotonic_increasing


def test_repeated_recommendations_move_nothing(turn):
    """Four rows of 57,595."""
    (row,) = turn.about.facts["claims"].to_dict("records")
    assert row["idle"] == ("repeated",) and row["combinations"] == 1152


def test_the_turn_is_one_of_recording_and_of_a_start_at_nothing(turn):
    """Only recorded answers show a rise, and a State that had accepted nothing is expected to rise as far."""
    agree = turn.groupby(["coding", "starting level"])["agrees"].mean()
    assert agree["recorded", "not considered"] == 1 and 0.5 < agree["recorded", "held constant"] < 0.6
    assert not agree[["belated", "belated_partial"]].any()
    assert not turn.loc[turn["starting level"] == "held constant", "strong"].any()


def test_a_specification_gives_the_number_of_its_notebook(turn):
    own = turn[
        (turn["coding"] == "recorded")
        & (turn["parts"] == "each part")
        & (turn["session 11"] == "left out")
        & (turn["mix"] == "as asked")
    ]
    from_6 = own[(own["first review from session"] == 6) & (own["second review to session"] == 26)]
    assert set(from_6["n"]) == {112} and from_6.set_index("starting level").loc["not considered", "strong"]
    given = own[(own["first review from session"] == 1) & (own["second review to session"] == 26)]
    given = given[given["starting level"] == "held constant"]
    # 02_coi_timing: given_start.recorded, less the mean residual of the others, which is hardly 0.
    assert list(given["estimate"].round(2)) == [-0.11]


def test_a_state_with_one_review_has_no_turn(upr):
    found = specifications.turn(upr, "SSD")
    assert found.empty and found.about.lacks == "South Sudan does not have two reviews with known answers."


def test_a_state_whose_requests_nobody_coded_has_no_turn(upr):
    assert "and coded action categories" in specifications.turn(upr, "MMR").about.lacks


@pytest.mark.parametrize("sur", ["PRK", "ERI", "CHE"])
def test_the_curve_holds_what_one_comparison_at_a_time_gives(upr, sur):
    curve = specifications.turn(upr, sur)
    choices = {"coding": "recorded", "parts": "each part", "session 11": "left out", "mix": "as asked"}
    for choice, value in choices.items():
        curve = curve[curve[choice] == value] if choice in curve else curve
    table = changes(everyone(upr))
    for (first, last, level), found in curve.groupby([*SESSIONS, "starting level"]):
        among = table[(table["session_1"] >= first) & (table["session_2"] <= last)]
        if level == "held constant":
            among = among.assign(change=profiles.expected_second(among)["residual"])
        place = profiles.rank_of_change(among, sur)
        assert found["estimate"].to_list() == [place.difference] and found["n"].to_list() == [place.states]
