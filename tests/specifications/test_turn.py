import pytest

from uprlib import specifications
from uprlib.specifications import estimates


@pytest.fixture(scope="module")
def turn(upr):
    return specifications.turn(upr, "PRK")


def test_every_combination_of_choices_that_move_something_stands_once(turn):
    assert len(turn) == 3 * 3 * 2 * 2 * 4 * 2 == 288 and turn["place"].nunique() == 180
    assert not turn.duplicated(estimates.choices_of(turn)).any() and turn["estimate"].is_monotonic_increasing


def test_repeated_recommendations_move_nothing(turn):
    """Four rows of 57,595."""
    (row,) = turn.about.facts["claims"].to_dict("records")
    assert row["idle"] == ("repeated",) and row["combinations"] == 576


def test_the_turn_is_one_of_recording_alone(turn):
    """Every specification with the recorded answers agrees, none with the belated ones."""
    assert turn.groupby("coding")["agrees"].mean().to_dict() == {"recorded": 1, "belated": 0, "belated_partial": 0}


def test_a_specification_gives_the_number_of_its_notebook(turn):
    own = turn[
        (turn["coding"] == "recorded")
        & (turn["parts"] == "each part")
        & (turn["session 11"] == "left out")
        & (turn["mix"] == "as asked")
        & (turn["first review from session"] == 6)
        & (turn["second review to session"] == 26)
    ]
    assert list(own["n"]) == [112] and own["strong"].all()


def test_a_state_with_one_review_has_no_turn(upr):
    found = specifications.turn(upr, "SSD")
    assert found.empty and found.about.lacks == "South Sudan does not have two reviews with known answers."


def test_a_state_whose_requests_nobody_coded_has_no_turn(upr):
    assert "and coded action categories" in specifications.turn(upr, "MMR").about.lacks
