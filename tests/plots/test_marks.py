import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from uprlib.facts import journals
from uprlib.plots import marks, style


@pytest.fixture
def axes():
    return style.new_figure(journals.profile("article"), 40)[1][0]


def row(**values):
    return next(pd.DataFrame([{"rate": np.nan, "low": np.nan, "high": np.nan, **values}]).itertuples())


def test_a_list_is_read_from_the_top_down_and_its_headings_are_bold(axes):
    places = marks.listed(axes, ["Africa", "Ghana"], bold=[True, False])
    assert places.tolist() == [1, 0] and axes.get_ylim() == (-0.6, 1.6)
    assert [label.get_fontweight() for label in axes.get_yticklabels()] == ["bold", "normal"]


def test_a_rate_that_is_known_is_a_mark_on_its_interval(axes):
    count = marks.rate(axes, 0, row(rate=0.5, low=0.4, high=0.6, n=10), mark="D", filled=False)
    line, mark = axes.lines
    assert count == "5/10" and line.get_xdata().tolist() == [0.4, 0.6]
    assert (mark.get_marker(), to_hex(mark.get_markeredgecolor()).upper()) == ("D", style.BLUE)
    assert mark.get_markerfacecolor() == "white"


def test_of_a_rate_that_is_not_known_the_bounds_are_a_hatched_bar(axes):
    assert marks.rate(axes, 0, row(rate_min=0.2, rate_max=0.6, n=10)) == "2–6/10"
    (bar,) = axes.patches
    assert (bar.get_x(), bar.get_width(), bar.get_hatch()) == (0.2, pytest.approx(0.4), "////")


def test_an_axis_of_odds_ratios_has_plain_numbers_and_a_line_at_no_difference(axes):
    marks.odds_axis(axes, 0.1, 100, [0.1, 1, 10, 100], "Odds ratio")
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0.1", "1", "10", "100"]
    assert axes.lines[0].get_xdata() == [1, 1] and axes.get_xscale() == "log"


def test_a_legend_has_as_many_columns_as_the_page_holds():
    page = journals.profile("article")
    figure, (axes,) = style.new_figure(page, 40)
    for name in ("friend", "other"):
        axes.plot([], [], "o", label=name)
    marks.legend(figure, page)
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["friend", "other"]
