"""What the figure of the two stages says in words."""

import pytest

from uprlib import alliances, plots, timing
from uprlib.facts import journals
from uprlib.paper import faults
from uprlib.plots.style import NoFigure, caption_of


@pytest.fixture(scope="module")
def stages(upr):
    friends = {cycle: alliances.friends(upr, "PRK", cycle) for cycle in (1, 2)}
    return timing.stages(timing.with_later_answers(upr, "PRK"), friends)


def test_both_stages_of_both_reviews_are_said(stages):
    caption = caption_of(plots.stages(stages))
    assert "refused in the room, cycle 1: 29.9% of 167" in caption.alt
    assert "Hatched bars are what the published totals allow." in caption.alt
    assert "refused_in_room.cycle1.clustered" in caption.numbers


@pytest.mark.parametrize("page", ["article", "article@80"])
def test_the_figure_fits_its_page(stages, page):
    figure = plots.stages(stages, page=journals.profile(page))
    assert faults.faults(figure, page=journals.profile(page), alt=caption_of(figure).alt) == []


def test_a_state_whose_room_is_not_known_has_no_figure(upr):
    assert isinstance(plots.stages(timing.stages(timing.with_later_answers(upr, "SSD"))), NoFigure)
