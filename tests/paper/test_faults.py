"""Each fault that an editor sends a figure back for, made on purpose."""

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from uprlib.facts import journals
from uprlib.paper import colours
from uprlib.paper.faults import faults as look_over
from uprlib.plots.style import BLUE, GREEN, VERMILION, new_figure, settings

ALT = "Two invented lines that cross, for the sake of a test."


@pytest.fixture
def page():
    return journals.profile("article")


def drawn(page, draw, height=60):
    with matplotlib.rc_context(settings(page)):
        figure, (axes,) = new_figure(page, height)
        axes.set_title("n = 12")
        draw(axes)
    return figure


def faults(page, draw=lambda axes: axes.plot([0, 1], [0, 1], "o", color=BLUE), alt=ALT, **kw):
    return look_over(drawn(page, draw, **kw), page=page, alt=alt)


def test_a_good_figure_has_none(page):
    assert faults(page) == []


@pytest.mark.parametrize("alt", ["", "   ", "A figure."])
def test_alternative_text_must_say_something(page, alt):
    assert faults(page, alt=alt) == ["the alternative text is missing or says too little"]


def test_small_text_is_named_with_its_size(page):
    found = faults(page, lambda axes: axes.text(0.5, 0.5, "tiny", fontsize=5))
    assert found == ["'tiny' is set in 5 pt, and the page requires 7 pt"]


def test_an_exponent_is_smaller_than_its_text(page):
    assert (
        "has raised or lowered letters that are too small"
        in faults(page, lambda axes: axes.text(0.5, 0.5, "$10^{-3}$"))[0]
    )


def test_overlapping_labels_are_both_named(page):
    def draw(axes):
        axes.text(0.5, 0.5, "Viet Nam")
        axes.text(0.51, 0.51, "Venezuela")

    assert faults(page, draw) == ["'Viet Nam' and 'Venezuela' overlap"]


def test_a_label_that_runs_off_is_named(page):
    assert "runs off the figure" in faults(page, lambda axes: axes.set_xlabel("a label " * 40))[0]


def test_ticks_beyond_the_axis_are_not_seen_and_not_faulted(page):
    def draw(axes):
        axes.set_xticks([0, 1, 1.0001, 5], ["0", "1", "on the last one", "far"])
        axes.set_xlim(0, 1)

    assert faults(page, draw) == []


@pytest.mark.parametrize("title", ["no count here", "cycle 1: A/HRC/13/13, decision 13/112"])
def test_a_figure_without_n_is_told_and_a_symbol_shows_none(page, title):
    assert faults(page, lambda axes: axes.set_title(title)) == ["no n is shown"]


def test_a_figure_higher_than_the_page_is_told(page):
    assert faults(page, height=300) == ["it is 300 mm high and the page allows 234 mm"]


def test_a_width_that_nothing_fits_in_is_told():
    narrow = journals.profile("article@30")
    found = faults(narrow, lambda axes: axes.set_ylabel("a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm"))
    assert found == ["nothing fits in a width of 30 mm"]


def test_two_colours_of_one_grey_need_marks_of_their_own(page):
    def alike(axes):
        axes.plot([0, 1], [0, 1], "o", color=VERMILION)
        axes.plot([0, 1], [1, 0], "o", color=GREEN)

    def marked(axes):
        axes.plot([0, 1], [0, 1], "D", color=VERMILION)
        axes.plot([0, 1], [1, 0], "o", color=GREEN)

    assert any("are the same in grey" in words for words in faults(page, alike))
    assert faults(page, marked) == []


def test_hatches_tell_bars_apart_and_marks_tell_scatters_apart(page):
    def bars(hatch):
        return lambda axes: (axes.barh(0, 1, color=VERMILION), axes.barh(1, 1, color=GREEN, hatch=hatch))

    def clouds(axes):
        axes.scatter([0], [0], marker="s", facecolor=VERMILION)
        axes.scatter([1], [1], marker="^", facecolor=GREEN)

    assert faults(page, bars("")) and not faults(page, bars("////")) and not faults(page, clouds)


def test_red_and_green_of_different_lightness_fail_for_deficient_eyes_only_where_they_are_alike():
    red, green = (0.8, 0.1, 0.1), (0.35, 0.45, 0.05)
    assert colours.distance(red, green) > 40
    assert colours.distance(red, green, "protanopia") < colours.distance(red, green) / 2


@pytest.mark.parametrize(
    ("colour", "value"), [("#ffffff", 100.0), ("#000000", 0.0), ("#808080", 53.585), ("#0000ff", 32.297)]
)
def test_lightness_is_that_of_cielab(colour, value):
    assert colours.lightness(to_rgb(colour)) == pytest.approx(value, abs=0.01)


def test_greys_are_seen_alike_by_everyone():
    for deficiency in colours.DEFICIENCIES:
        assert np.isclose(
            colours.distance((0.2,) * 3, (0.7,) * 3, deficiency), colours.distance((0.2,) * 3, (0.7,) * 3), atol=0.6
        )
