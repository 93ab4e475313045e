"""Claims about the labels of OHCHR and UPR Info."""

import re

import pytest

from uprlib.errors import SourceError
from uprlib.readers.wording.labels import OHCHR_POSITIONS, bullets, is_goal, joined, known_position, leading_number


@pytest.mark.parametrize(
    ("label", "position"),
    [
        ("Supported", "accepted"),
        ("noted", "noted"),
        ("Supported / Noted", "partly_accepted"),
        ("Under Consideration", "pending"),
    ],
)
def test_ohchrs_positions_are_known_however_they_are_written(label, position):
    assert known_position(label, OHCHR_POSITIONS) == position


def test_a_misspelt_position_is_answered_with_its_place_and_the_nearest():
    with pytest.raises(SourceError, match=r"row 3: this is not a known position; found 'Suported'.*mean Supported\?"):
        known_position("Suported", OHCHR_POSITIONS, row=3)


def test_a_position_that_is_like_none_is_answered_with_those_there_are():
    with pytest.raises(
        SourceError, match="expected one of Supported, Noted, Supported/Noted, Under consideration; cor"
    ):
        known_position("Perhaps", OHCHR_POSITIONS)


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("- Norway", ["Norway"]),
        ("– Women\n• Children\n\n", ["Women", "Children"]),
        ("", []),
        (None, []),
        (20.0, ["20.0"]),
    ],
)
def test_a_cell_has_one_value_on_each_line(cell, values):
    assert bullets(cell) == values


def test_a_list_of_labels_can_be_taken_apart_again():
    labels = ["Children:definition;protection", "Right to health"]
    assert joined(labels) == "Children:definition; protection;Right to health"
    assert re.split(r";(?! )", joined(labels)) == ["Children:definition; protection", "Right to health"]
    assert joined([]) is None


@pytest.mark.parametrize(
    ("label", "number"),
    [("44 - November 2023", 44), ("Session 9", 9), ("UPR Session 12", 12), ("36th", 36), ("4abc", None), ("", None)],
)
def test_a_label_starts_with_its_number(label, number):
    assert leading_number(label) == number


@pytest.mark.parametrize(
    "line", ["16 - PEACE", "- 1 - NO POVERTY", "SDG 3: Good health & well-being", "Goal 13. CLIMATE"]
)
def test_a_goal_has_its_number_and_words_of_its_name(line):
    assert is_goal(line)


@pytest.mark.parametrize(
    "line",
    [
        "3 bills are pending",
        "2024: nothing done",
        "3 - year plan",
        "16 - POVERTY",
        "18 - PEACE",
        "4 - Education reform",
        "5",
        "",
    ],
)
def test_a_comment_that_begins_with_a_figure_is_no_goal(line):
    assert not is_goal(line)
