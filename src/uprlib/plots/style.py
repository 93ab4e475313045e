"""What all figures share: the size of the page they are for, type, colours and captions.

Colours are of the palette of Okabe and Ito (2008), which people with colour-vision deficiency can tell apart; each
goes with a mark of its own, so that a figure reads in grey. The typeface comes with the library, so that figures are
the same on every machine.
"""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from uprlib import paths
from uprlib.errors import FigureError
from uprlib.facts import journals
from uprlib.facts.journals import Profile
from uprlib.plots import typeface
from uprlib.tidy import Result

BLUE, VERMILION, GREEN, GREY, LIGHT, INK = "#0072B2", "#D55E00", "#009E73", "#8C8C8C", "#C4C4C4", "#222222"
GRID = "#DDDDDD"
"""Lines that help the eye and mean nothing."""

GROUPS = {
    "Africa": "#E69F00",
    "Asia": "#56B4E9",
    "EEG": "#009E73",
    "GRULAC": "#CC79A7",
    "WEOG": "#0072B2",
    "Observer": "#8C8C8C",
}
"""A regional group has one colour in every figure."""

MM_PER_INCH = 25.4
MM_PER_POINT = MM_PER_INCH / 72


SCREEN = ("backend", "backend_fallback", "interactive", "toolbar", "figure.max_open_warning", "savefig.directory")
"""Settings of matplotlib that say how a session shows figures, and nothing of the figures themselves."""


def _own_settings_undone() -> dict[Any, Any]:
    """matplotlib's defaults for all that the session has set otherwise, by a matplotlibrc or by hand.

    Only what differs: to set all of them takes sixty times as long, and a figure is drawn under several contexts.
    """
    usual = matplotlib.rcParamsDefault
    return {name: usual[name] for name in usual if name not in SCREEN and matplotlib.rcParams[name] != usual[name]}


def settings(page: Profile) -> dict[Any, Any]:
    """matplotlib settings for a page: embedded TrueType, plain axes, the bundled typeface; the rest as it comes.

    A figure is the same whatever the user's matplotlibrc says: line widths, grids, margins, LaTeX.
    """
    return {
        **_own_settings_undone(),
        "font.family": typeface.families(),
        **dict.fromkeys(("font.size", "axes.labelsize", "xtick.labelsize", "ytick.labelsize"), page.font),
        **{"legend.fontsize": page.font, "axes.titlesize": page.font + 1, "pdf.fonttype": 42, "ps.fonttype": 42},
        "svg.fonttype": "none",
        "text.hinting": "none",
        # A label is what it says, also with a dollar sign: nothing in it is read as mathematics.
        "text.parse_math": False,
        "svg.hashsalt": "uprlib",
        **{"axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": INK},
        **{"axes.linewidth": 0.6, "xtick.major.width": 0.6, "ytick.major.width": 0.6},
        **{"grid.color": GRID, "grid.linewidth": 0.5},
        "axes.titlelocation": "left",
        # Above the panel: matplotlib would measure all labels of the axes to see whether one is in the way.
        "axes.titley": 1.0,
        "axes.titleweight": "bold",
        "lines.solid_capstyle": "butt",
    }


NARROW = 20.0
"""Millimetres of width for each point of type below which panels stand one above the other, not side by side."""


def new_figure(
    page: Profile, height: float, columns: int = 1, *, rows: int = 1, wide: bool = True, **kw
) -> tuple[Figure, list[Axes]]:
    """An empty figure of exactly the page's width and `height` millimetres, with its axes row by row.

    On a page that is narrow for its type, columns become rows and the height grows with them.

    Examples
    --------
    >>> figure, panels = new_figure(journals.profile("article"), 60, 2)
    >>> len(panels), [round(side * MM_PER_INCH) for side in figure.get_size_inches()]
    (2, [174, 60])
    """
    width = page.double if wide else page.single
    if columns > 1 and is_narrow(page):
        rows, columns, height = rows * columns, 1, height * columns
        kw = {key: value for key, value in kw.items() if key != "gridspec_kw"}
    with matplotlib.rc_context(settings(page)):
        figure = Figure(figsize=(width / MM_PER_INCH, height / MM_PER_INCH), layout="constrained")
        axes = figure.subplots(rows, columns, squeeze=False, **kw).ravel()
    return figure, list(axes)


def list_figure(page: Profile, lines: int, *, reserved: float, usual: float) -> tuple[Figure, Axes]:
    """An empty figure for a list of so many lines, with `reserved` millimetres (for type of 7 points) beside them."""
    height = reserved * page.font / 7 + lines * line_height(page, lines, reserved=reserved, usual=usual)
    figure, (axes,) = new_figure(page, height)
    return figure, axes


def is_narrow(page: Profile) -> bool:
    """Whether the page's width holds few letters of its type."""
    return page.double / page.font < NARROW


def line_height(page: Profile, lines: int, *, reserved: float, usual: float) -> float:
    """Height of one line of a list in millimetres: as usual for the type, less where the page would not hold them all.

    A line is never lower than its letters; a list that is too long even so is a fault of the figure, which is said.
    """
    scale = page.font / 7
    fits = (page.height - reserved * scale) / max(lines, 1)
    return min(usual * scale, max(fits, least_line(page)))


def most_lines(page: Profile, *, reserved: float) -> int:
    """How many lines of a list the page holds beside the `reserved` millimetres (for type of 7 points)."""
    return int((page.height - reserved * page.font / 7) / least_line(page))


def least_line(page: Profile) -> float:
    """The least height of a line of type in millimetres."""
    return 1.12 * page.font * MM_PER_POINT


def wrapped(words: str, page: Profile, share: float = 1.0) -> str:
    """Words in as many lines as they need in this share of the page's width."""
    return textwrap.fill(words, letters(page, share))


def letters(page: Profile, share: float = 1.0) -> int:
    """How many letters of the page's type a share of its width holds; a letter is about 0.55 of its height wide."""
    return max(12, int(share * page.double / (0.55 * page.font * MM_PER_POINT)))


@dataclass(frozen=True)
class Caption:
    """What a figure says in words.

    Attributes
    ----------
    title, alt : str
        Its title, and what is to be seen in it.
    numbers : tuple of str
        The keys of the numbers that it shows.
    notes : str
        What n and the intervals are.
    """

    title: str
    alt: str
    numbers: tuple[str, ...] = ()
    notes: str = ""

    def in_full(self, source: str) -> str:
        """The caption as a paper prints it, with where the data come from.

        Examples
        --------
        >>> Caption("Shares accepted", "0 of 167 and 114 of 269.", notes="n: rows.").in_full("Source: UPR Info.")
        'Shares accepted. 0 of 167 and 114 of 269. n: rows. Source: UPR Info.'
        """
        return " ".join(f"{words.rstrip('.')}." for words in (self.title, self.alt, self.notes, source) if words)


@dataclass(frozen=True)
class NoFigure:
    """What is in the place of a figure of a result that is empty: the sentence that says why."""

    sentence: str

    def _repr_markdown_(self) -> str:
        return f"*{self.sentence}*"


def captioned(figure: Figure, *of: Result, alt: str, title: str = "") -> Figure:
    """Give a figure its title and its alternative text, which says what is to be seen, with the numbers.

    Parameters
    ----------
    of : Result
        The results that it shows; its passport names their numbers.
    title : str
        By default that of the first result.

    Examples
    --------
    >>> figure, _ = new_figure(journals.profile("article"), 60)
    >>> captioned(figure, title="Shares accepted", alt="A line that rises from 0% to 42%.").caption.title
    'Shares accepted'
    """
    keys = dict.fromkeys(key for result in of for key, _ in result.entries())
    title = title or of[0].about.title
    notes = " ".join(dict.fromkeys(f"{result.about.notes.rstrip('.')}." for result in of if result.about.notes))
    figure.caption = Caption(title, alt, tuple(keys), notes)  # type: ignore[attr-defined]
    return figure


def caption_of(figure: Figure) -> Caption:
    """The caption of a figure.

    Raises
    ------
    FigureError
        It has none.
    """
    caption = getattr(figure, "caption", None)
    if caption is None:
        raise FigureError(
            "the figure has no title and no alternative text", remedy="give it both with `plots.captioned(figure, ...)`"
        )
    return caption


_page = "article"


def use_page(profile: str) -> str:
    """Draw figures for this page from now on (a journal of ``data/raw/journals.yml``), and return the one before."""
    global _page
    before, _page = _page, journals.profile(profile).name
    return before


def styled(draw: Callable[..., Figure | NoFigure]) -> Callable[..., Figure | NoFigure]:
    """Draw for a page and under its settings only, so that a figure does not depend on what the session has set.

    A result that is empty gives :class:`NoFigure`. Without ``page=`` the page is the one that the run is for.

    Examples
    --------
    >>> from uprlib.tidy import lacking
    >>> @styled
    ... def mine(result, *, page):
    ...     figure, (axes,) = new_figure(page, 60)
    ...     axes.plot(result["cycle"], result["rate"], "o")
    ...     return captioned(figure, result, title="Shares accepted", alt="A dot for each cycle.")
    >>> mine(lacking("San Marino has no review in this corpus."))
    NoFigure(sentence='San Marino has no review in this corpus.')
    """

    @functools.wraps(draw)
    def drawn(*given: Any, page: Profile | None = None, **named: Any) -> Figure | NoFigure:
        for argument in (*given, *named.values()):
            if isinstance(argument, Result) and (argument.about.lacks or argument.empty):
                return NoFigure(argument.about.lacks or "There are no rows to draw.")
        if paths.formats() == ():
            return NoFigure("No figures are made in this run.")
        page = page or journals.profile(_page)
        with matplotlib.rc_context(settings(page)):
            return draw(*given, page=page, **named)

    return drawn
