import matplotlib
import pandas as pd
import pytest

from uprlib import plots
from uprlib.errors import FigureError
from uprlib.facts import journals
from uprlib.plots import style
from uprlib.tidy import Number, lacking, tidy

RESULT = tidy(pd.DataFrame({"cycle": [1, 2], "value": [0.1, 0.2]}), numbers=(Number("rate.cycle{cycle}"),))


@style.styled
def line(table, *, page):
    figure, (axes,) = style.new_figure(page, 40)
    axes.plot(table["cycle"], table["value"])
    return plots.captioned(figure, table, title="A line", alt="From 10% to 20%.")


def test_a_figure_knows_its_caption_and_the_numbers_that_it_shows():
    caption = style.caption_of(line(RESULT))
    assert (caption.title, caption.alt, caption.numbers) == (
        "A line",
        "From 10% to 20%.",
        ("rate.cycle1", "rate.cycle2"),
    )


def test_an_empty_result_is_drawn_as_its_sentence():
    nothing = line(lacking("South Sudan has one review."))
    assert nothing == style.NoFigure("South Sudan has one review.")


def test_figures_are_for_the_page_of_the_run(monkeypatch):
    monkeypatch.setattr(style, "_page", "article")
    style.use_page("springer@84")
    assert line(RESULT).get_figwidth() * style.MM_PER_INCH == pytest.approx(84)


def test_the_settings_of_the_session_do_not_matter():
    with matplotlib.rc_context({"font.size": 30, "axes.grid": True}):
        figure = line(RESULT, page=journals.profile("article"))
    assert figure.axes[0].xaxis.label.get_fontsize() == journals.profile("article").font


def test_a_figure_without_a_caption_is_not_kept():
    figure, _ = style.new_figure(journals.profile("article"), 40)
    with pytest.raises(FigureError, match=r"no title and no alternative text.*plots\.captioned"):
        style.caption_of(figure)
