"""What the captions of these figures say is what is drawn."""

import pytest

from uprlib import plots, profiles
from uprlib.facts import journals
from uprlib.paper import faults
from uprlib.plots import style


@pytest.fixture(scope="module")
def every(upr):
    return profiles.every_state(upr, ["accepted", "left_open", "low_cost_less_specific", "change"])


@pytest.fixture(scope="module")
def found(every):
    return profiles.strips(every, "PRK", cycle=2)


def words(axes):
    return [text.get_text() for text in axes.texts]


def test_every_state_that_has_the_number_has_a_mark(found):
    shares, differences = plots.among_all_states(found).axes
    marks = [
        [len(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) > 5] for axes in (shares, differences)
    ]
    assert marks == [[193, 110], [112, 192]]


def test_the_state_is_named_with_its_value_and_its_rank_and_both_ends_are_named(found):
    figure = plots.among_all_states(found)
    drawn = words(figure.axes[1])
    assert {"DPRK +88.6", "3 of 112", "4 States 0.0", "Israel +95.4"} <= set(drawn)
    caption = style.caption_of(figure)
    assert caption.title == "The DPRK among all States, cycle 2" and "rank 3 of 112 from the largest" in caption.alt
    assert "low_cost_less_specific.cycle2.clustered" in caption.numbers


def test_a_state_without_a_number_is_said_to_have_none(every):
    figure = plots.among_all_states(profiles.strips(every, "SSD", cycle=2))
    assert words(figure.axes[1]).count("no value") == 2


def test_every_state_is_found_by_its_code_and_one_is_marked(found):
    axes = plots.states_by_value(found, "low_cost_less_specific").axes[0]
    assert len(set(words(axes))) == 112
    (own,) = [text for text in axes.texts if text.get_color() == style.VERMILION]
    assert own.get_text() == "PRK" and own.get_fontweight() == "bold"


def test_a_code_stands_above_its_value(found):
    axes = plots.states_by_value(found, "low_cost_less_specific").axes[0]
    values = found.about.facts["all_states"].query("measure == 'low_cost_less_specific'").set_index("sur")["value"]
    widest = max(abs(text.get_position()[0] - values[text.get_text()]) for text in axes.texts)
    assert widest < 0.03


def test_stacks_that_a_page_does_not_hold_are_drawn_side_by_side(every):
    """In cycle 2 nearly half of the States left everything open: 47 codes above one value."""
    page = journals.profile("article")
    found = profiles.strips(every, "PRK", cycle=2)
    figure = plots.states_by_value(found, "left_open")
    assert figure.get_figheight() * style.MM_PER_INCH < page.height / 1.5
    assert faults.faults(figure, page=page, alt=style.caption_of(figure).alt) == []


@pytest.mark.parametrize("journal", ["article", "taylor_francis", "slide"])
def test_the_strips_fit_every_page(every, journal):
    page = journals.profile(journal)
    figure = plots.among_all_states(profiles.strips(every, "COD", cycle=2), page=page)
    assert faults.faults(figure, page=page, alt=style.caption_of(figure).alt) == []


def test_what_no_review_has_is_a_sentence(found):
    assert plots.states_by_value(found, "accepted_by_action").sentence == (
        "This number is of no review of the DPRK in cycle 2."
    )
