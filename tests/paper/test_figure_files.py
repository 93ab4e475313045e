import io
import re

import matplotlib
import pandas as pd
import pytest
from matplotlib.text import Text
from PIL import Image

from uprlib import acceptance, plots
from uprlib.errors import ParameterError
from uprlib.facts import journals
from uprlib.paper import figure_files, passport
from uprlib.tidy import tidy


@pytest.fixture(scope="module")
def by_action(dprk_2014):
    return acceptance.rates(dprk_2014, ["cycle", "action"])


def saved(table, folder, page):
    figure = plots.rates_by_action(table, page=page)
    content = figure_files.drawn(figure, "fig", page=page, alt="Invented words.", title="A title")
    return figure_files.write(content, folder)


def test_the_same_figure_gives_the_same_bytes(by_action, tmp_path):
    page = journals.profile("article")
    one, two = saved(by_action, tmp_path / "one", page), saved(by_action, tmp_path / "two", page)
    assert [file.suffix for file in one] == [".pdf", ".svg", ".png"]
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in two]


OWN = {
    "font.size": 20,
    "font.family": "serif",
    "axes.grid": True,
    "axes.spines.top": True,
    "axes.unicode_minus": False,
    "axes.prop_cycle": matplotlib.cycler("color", ["r", "g"]),
    "lines.linewidth": 9,
    "lines.markersize": 20,
    "patch.linewidth": 4,
    "savefig.bbox": "tight",
    "savefig.facecolor": "yellow",
    "savefig.transparent": True,
    "figure.constrained_layout.h_pad": 0.5,
    "figure.facecolor": "red",
    "text.usetex": True,
    "path.simplify": False,
    "svg.hashsalt": "mine",
    "date.epoch": "0000-12-31",
}
"""What users set in their matplotlibrc, with an effect on the lines, the type, the margins or the bytes of a figure."""


def test_a_users_own_settings_change_no_byte(by_action, tmp_path):
    page = journals.profile("article")
    plain = saved(by_action, tmp_path / "plain", page)
    with matplotlib.rc_context(OWN):
        own = saved(by_action, tmp_path / "own", page)
        assert matplotlib.rcParams["lines.linewidth"] == 9
    assert [file.read_bytes() for file in own] == [file.read_bytes() for file in plain]


@pytest.mark.parametrize("name", list(journals.read()))
def test_a_figure_has_exactly_the_width_of_its_page(by_action, name):
    page = journals.profile(name)
    figure = plots.rates_by_action(by_action, page=page)
    assert figure.get_figwidth() * 25.4 == pytest.approx(page.double)


def test_type_is_embedded_and_nothing_tells_the_time(by_action, tmp_path):
    pdf, svg, png = (file.read_bytes() for file in saved(by_action, tmp_path, journals.profile("article")))
    assert b"/Type3" not in pdf and b"/FontFile2" in pdf and b"CreationDate" not in pdf
    assert b"Invented words." in svg and b"Invented words." in png
    assert b"dc:date" not in svg


def test_no_text_is_smaller_than_the_pages_smallest(by_action):
    page = journals.profile("article")
    figure = plots.rates_by_action(by_action, page=page)
    figure.draw_without_rendering()
    texts = [text for text in figure.findobj(Text) if text.get_text()]
    assert texts and min(text.get_fontsize() for text in texts) >= page.font


def test_no_power_of_ten_is_set_smaller_than_the_page_allows():
    """An exponent is a smaller letter inside a text, which the size of the text does not tell."""
    table = pd.DataFrame({"term": ["a"], "odds_ratio": [2.0], "low": [0.5], "high": [9000.0]})
    table = table.assign(low_clustered=0.4, high_clustered=9500.0)
    facts = {"who": "the State", "reference": "b", "rows": 3, "cycle": 1}
    figure = plots.odds_ratios(tidy(table, facts=facts), page=journals.profile("article"))
    figure.draw_without_rendering()
    assert not [text.get_text() for text in figure.findobj(Text) if "^" in text.get_text()]


def test_the_figure_shows_the_table(by_action):
    figure = plots.rates_by_action(by_action, page=journals.profile("article"))
    (axes,) = figure.axes
    drawn = sorted(line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o")
    assert drawn == pytest.approx(sorted(by_action["rate"]))
    counts = {text.get_text() for text in axes.texts}
    assert counts == {f"{row.accepted}/{row.n}" for row in by_action.itertuples()}


def test_bounds_are_drawn_as_bounds():
    table = pd.DataFrame(
        {
            "cycle": [1],
            "action": [5],
            "n": [64],
            "known": [38],
            "accepted": [1],
            "rate": [float("nan")],
            "low": [float("nan")],
            "high": [float("nan")],
            "rate_min": [5 / 64],
            "rate_max": [27 / 64],
        }
    )
    (axes,) = plots.rates_by_action(tidy(table, facts={"who": "the State"}), page=journals.profile("article")).axes
    (bar,) = axes.patches
    assert (bar.get_x(), bar.get_x() + bar.get_width()) == pytest.approx((5 / 64, 27 / 64))
    assert [text.get_text() for text in axes.texts] == ["5–27/64"]


def test_two_resolutions_have_names_and_sizes_of_their_own(by_action, tmp_path):
    page = journals.profile("springer")
    figure = plots.rates_by_action(by_action, page=page)
    content = figure_files.drawn(figure, "fig", page=page, alt="a", title="t", formats=["png", "png600"])
    assert list(content) == ["fig.png", "fig_600dpi.png"]
    one, two = (Image.open(io.BytesIO(each)) for each in content.values())
    assert one.width == pytest.approx(174 / 25.4 * 300, abs=1) and two.width == pytest.approx(2 * one.width, abs=2)
    assert round(two.info["dpi"][0]) == 600


def test_a_tiff_has_600_dots_per_inch_lzw_its_words_and_the_same_bytes_each_time(by_action, tmp_path):
    page = journals.profile("cambridge")
    words = {"alt": "Côte d'Ivoire, 5 of 9", "title": "t", "keywords": '{"figure":"x/fig"}'}
    one, two = (
        figure_files.drawn(plots.rates_by_action(by_action, page=page), "fig", page=page, formats=["tif"], **words)
        for _ in range(2)
    )
    assert one == two and list(one) == ["fig.tif"]
    picture = Image.open(io.BytesIO(one["fig.tif"]))
    assert picture.mode == "RGB" and picture.info["compression"] == "tiff_lzw"
    assert picture.info["dpi"] == (600, 600) and picture.width == pytest.approx(140 / 25.4 * 600, abs=1)
    # What reads TIFF takes this tag for UTF-8; Pillow, for Latin.
    assert picture.tag_v2[figure_files.DESCRIPTION].encode("latin-1").decode() == words["alt"]
    file = tmp_path / "fig.tif"
    file.write_bytes(one["fig.tif"])
    assert passport._within(file) == words["keywords"]


def test_the_text_of_an_svg_is_text_and_names_the_typeface(by_action):
    """A browser or an editor without UPR Sans takes DejaVu Sans; the PDF carries the letters themselves."""
    page = journals.profile("article")
    svg = figure_files.render(
        plots.rates_by_action(by_action, page=page), "svg", page=page, alt="a", title="t"
    ).decode()
    said = re.findall(r"<text[^>]*>([^<]+)</text>", svg)
    assert (
        {"Share accepted", "4 general action", "24/24"} <= set(said) and "UPR Sans" in svg and "@font-face" not in svg
    )


def test_the_picture_is_that_of_the_pdf_with_its_words_and_no_transparency(by_action):
    page = journals.profile("article")
    figure = plots.rates_by_action(by_action, page=page)
    content = figure_files.drawn(figure, "fig", page=page, alt="Côte d'Ivoire, 5 of 9", title="t", keywords="k")
    assert content["fig.png"] == figure_files.raster(
        content["fig.pdf"], "png", alt="Côte d'Ivoire, 5 of 9", title="t", keywords="k"
    )
    picture = Image.open(io.BytesIO(content["fig.png"]))
    assert picture.mode == "RGB"
    assert picture.size == tuple(round(side * 300) for side in figure.get_size_inches())
    assert picture.text == {"Title": "t", "Description": "Côte d'Ivoire, 5 of 9", "Keywords": "k"}


def test_an_unknown_format_is_not_drawn(by_action):
    page = journals.profile("article")
    with pytest.raises(
        ParameterError, match=r"found 'tiff'; expected one of pdf, svg, png, png600, tif; did you mean tif"
    ):
        figure_files.drawn(
            plots.rates_by_action(by_action, page=page), "fig", page=page, alt="a", title="t", formats=["pdf", "tiff"]
        )
