import pytest

from uprlib.paper import colours
from uprlib.plots.style import BLUE, GREEN, GROUPS, VERMILION


def rgb(colour):
    return tuple(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))


def test_lightness_runs_from_black_to_white():
    assert colours.lightness((0, 0, 0)) == pytest.approx(0) and colours.lightness((1, 1, 1)) == pytest.approx(100)


@pytest.mark.parametrize("deficiency", colours.DEFICIENCIES)
def test_the_main_colours_are_told_apart_with_every_deficiency(deficiency):
    pairs = [(BLUE, VERMILION), (BLUE, GREEN)]
    assert all(colours.distance(rgb(a), rgb(b), deficiency) > 15 for a, b in pairs)


def test_red_and_green_fall_together_without_red_cones():
    red, green = (0.8, 0.2, 0.1), (0.45, 0.45, 0.1)
    assert colours.distance(red, green, "protanopia") < colours.distance(red, green) / 2


def test_every_regional_group_has_a_colour_of_its_own():
    assert len(set(GROUPS.values())) == len(GROUPS)
