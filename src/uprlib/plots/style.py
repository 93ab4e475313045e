"""What all figures share: the size of the page they are for, type, colours and marks.

Colours are of the palette of Okabe and Ito (2008), which people with colour-vision deficiency can tell apart; each
goes with a mark of its own, so that a figure reads in grey. The typeface is the one that matplotlib ships, so
that figures are the same on every machine.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from uprlib.errors import one_of

BLUE, VERMILION, GREEN, GREY, INK = "#0072B2", "#D55E00", "#009E73", "#8C8C8C", "#222222"
MM_PER_INCH = 25.4


@dataclass(frozen=True)
class Profile:
    """The page that a figure is made for.

    Attributes
    ----------
    single, double : float
        Width of a one-column and of a full-width figure, in millimetres.
    font : float
        Size of the smallest text, in points.
    """

    name: str
    single: float
    double: float
    font: float


PROFILES = {
    "article": Profile("article", 84.0, 174.0, 7.0),
    "thesis": Profile("thesis", 110.0, 150.0, 8.5),
    "slide": Profile("slide", 150.0, 254.0, 12.0),
}


def profile(name: str) -> Profile:
    """The profile of that name.

    Raises
    ------
    ParameterError
    """
    return PROFILES[one_of(name, PROFILES, "unknown profile")]


def settings(page: Profile) -> dict[str, object]:
    """matplotlib settings for a page: embedded TrueType, plain axes, the bundled typeface."""
    return {
        "font.family": "DejaVu Sans",
        "font.size": page.font,
        "axes.titlesize": page.font + 1,
        "axes.labelsize": page.font,
        "xtick.labelsize": page.font,
        "ytick.labelsize": page.font,
        "legend.fontsize": page.font,
        "pdf.fonttype": 42,
        "ps.fonttype": 42,
        "svg.fonttype": "none",
        "svg.hashsalt": "uprlib",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": INK,
        "axes.linewidth": 0.6,
        "xtick.major.width": 0.6,
        "ytick.major.width": 0.6,
        "axes.titlelocation": "left",
        "axes.titleweight": "bold",
        "lines.solid_capstyle": "butt",
    }


def new_figure(
    page: Profile, height: float, columns: int = 1, *, rows: int = 1, wide: bool = True, **kw
) -> tuple[Figure, list[Axes]]:
    """An empty figure of exactly the page's width and `height` millimetres, with its axes row by row."""
    width = page.double if wide else page.single
    with matplotlib.rc_context(settings(page)):
        figure = Figure(figsize=(width / MM_PER_INCH, height / MM_PER_INCH), layout="constrained")
        axes = figure.subplots(rows, columns, squeeze=False, **kw).ravel()
    return figure, list(axes)


def percent_axis(axes: Axes, label: str = "Share accepted") -> None:
    """A horizontal axis from 0 to 100 per cent."""
    axes.set_xlim(-0.02, 1.02)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.set_xlabel(label)
    axes.grid(axis="x", color="#DDDDDD", linewidth=0.5)
    axes.set_axisbelow(True)


def styled(draw: Callable[..., Figure]) -> Callable[..., Figure]:
    """Draw under the page's settings, so that a figure does not depend on what the session has set."""

    @functools.wraps(draw)
    def drawn(*args, page: Profile, **kw) -> Figure:
        with matplotlib.rc_context(settings(page)):
            return draw(*args, page=page, **kw)

    return drawn
