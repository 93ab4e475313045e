"""What the captions of these figures say is what is drawn."""

import pytest

import uprlib
from uprlib import alliances, plots
from uprlib.facts import journals
from uprlib.paper import faults
from uprlib.plots import style


@pytest.fixture(scope="module")
def made():
    return alliances.made_by(uprlib.corpus(), "PRK")


def test_the_caption_of_habits_has_the_shares_of_all_three(made):
    caption = style.caption_of(plots.habits(alliances.habits(made)))
    assert caption.title == "How much the DPRK asks, compared with its group and all States"
    assert "DPRK (n = 117): 1 minimal 2%, 2 continue 48%, 3 consider 1%" in caption.alt
    assert "Asia, without it (n = 7,330): 1 minimal 3%, 2 continue 33%" in caption.alt
    assert caption.numbers == tuple(f"habit.action{action}" for action in range(1, 6))


def test_a_regional_group_has_its_own_colour(made):
    axes = plots.habits(alliances.habits(made)).axes[0]
    assert {line.get_color() for line in axes.lines if line.get_marker() == "s"} == {style.GROUPS["Asia"]}


def test_the_caption_of_the_two_sided_bars_names_the_most_addressed(made):
    most = alliances.most_exchanged(alliances.both_ways(made), made, closest=0.333)
    figure = plots.plaudits_and_demands(most)
    caption = style.caption_of(figure)
    assert "bars for 37 States: on the left 174 recommendations received from them, on the right 138" in caption.alt
    assert "Cuba (friend), made 9 (6 low-cost, 3 for action), received 6 (3 low-cost, 3 for action)" in caption.alt
    assert caption.numbers == ("mutual",) and "(left, n = 174)" in figure.axes[0].get_xlabel().replace("\n", " ")


def test_a_state_without_friends_by_any_definition_is_drawn_without_marks():
    own = alliances.made_by(uprlib.corpus(), "VAT")
    figure = plots.plaudits_and_demands(alliances.most_exchanged(alliances.both_ways(own), own))
    assert not [label for label in figure.axes[0].get_yticklabels() if "(" in label.get_text()]


def test_what_is_empty_is_a_sentence_in_the_place_of_a_figure():
    own = alliances.made_by(uprlib.corpus(), "GMB")
    assert plots.habits(alliances.habits(own)).sentence == "The Gambia made no recommendation in this corpus."


def test_a_page_holds_the_states_that_were_addressed_most():
    """France made recommendations to nearly every State: 191 pairs do not fit one page."""
    own = alliances.made_by(uprlib.corpus(), "FRA")
    most = alliances.most_exchanged(alliances.both_ways(own), own)
    figure, page = plots.plaudits_and_demands(most), journals.profile("article")
    caption = style.caption_of(figure)
    assert faults.faults(figure, page=page, alt=caption.alt) == []
    names = [label.get_text().removesuffix(" (friend)") for label in figure.axes[0].get_yticklabels()]
    assert sorted(names) == sorted(most["name"].head(len(names))) and len(names) < len(most) == 191
    made_to = int(most["asked_n"].head(len(names)).sum())
    assert f"{len(names)} States, those addressed most of 191" in caption.alt and f"right {made_to} made" in caption.alt
