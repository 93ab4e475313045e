"""Marks that figures share: rows of a list, dots with intervals, bars of bounds, axes and legends.

All are for a page's settings, under which :func:`uprlib.plots.style.styled` draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from uprlib.facts.journals import Profile
from uprlib.plots.style import BLUE, GREY, INK, MM_PER_INCH, NARROW, letters

QUARTERS = [0, 0.25, 0.5, 0.75, 1]


def scaled() -> float:
    """How large the page's type is beside one of 7 points; marks and lines grow with it."""
    return matplotlib.rcParams["font.size"] / 7


def listed(
    axes: Axes, labels: Sequence[str], *, places: Sequence[float] | np.ndarray | None = None, bold: Sequence[bool] = ()
) -> np.ndarray:
    """Name the rows of a list, from the top down unless they have places, headings in bold; gives their places."""
    at = np.arange(len(labels))[::-1] if places is None else np.asarray(places)
    axes.set_yticks(at, labels)
    axes.tick_params(axis="y", length=0, left=False)
    if places is None:
        axes.set_ylim(-0.6, len(labels) - 0.4)
    for label, strong in zip(axes.get_yticklabels(), bold, strict=False):
        label.set_fontweight("bold" if strong else "normal")
    return at


def interval(
    axes: Axes,
    place: float,
    value: float,
    low: float,
    high: float,
    *,
    colour: str = BLUE,
    mark: str = "o",
    filled: bool = True,
    width: float = 1.4,
    size: float = 4.2,
) -> None:
    """A mark on its interval, which lies on the line at `place`."""
    axes.plot([low, high], [place, place], color=colour, linewidth=width * scaled())
    face = colour if filled else "white"
    axes.plot(value, place, mark, color=colour, markerfacecolor=face, markersize=size * scaled())


def bounds_bar(axes: Axes, place: float, low: float, high: float, **kw: Any) -> None:
    """A hatched bar from the least to the greatest value."""
    look: dict[str, Any] = {"height": 0.5, "facecolor": "none", "edgecolor": BLUE, "linewidth": 0.9} | kw
    axes.barh(place, high - low, left=low, hatch="////", **look)


def rate(
    axes: Axes,
    place: float,
    row: Any,
    *,
    colour: str = BLUE,
    mark: str = "o",
    filled: bool = True,
    width: float = 1.4,
    edge: float = 0.9,
) -> str:
    """The share accepted with its interval, or a bar where only bounds are known; gives the counts to set beside."""
    if pd.notna(row.rate):
        interval(axes, place, row.rate, row.low, row.high, colour=colour, mark=mark, filled=filled, width=width)
        return f"{round(row.rate * row.n)}/{row.n}"
    bounds_bar(axes, place, row.rate_min, row.rate_max, edgecolor=colour, linewidth=edge)
    return f"{round(row.rate_min * row.n)}–{round(row.rate_max * row.n)}/{row.n}"


def part_of_bar(axes: Axes, place: Any, n: Any, left: Any, colour: str, hatch: str = "", **kw: Any) -> None:
    """One part of a bar of counts, outlined, so that parts are told apart in grey."""
    axes.barh(place, n, left=left, color=colour, hatch=hatch, edgecolor=INK, linewidth=0.4, **{"height": 0.7} | kw)


def circles(axes: Axes, x: pd.Series, y: pd.Series) -> None:
    """All other States, as circles in grey."""
    axes.scatter(x, y, s=11 * scaled(), facecolor="none", edgecolor=GREY, linewidth=0.7)


def beside(axes: Axes, place: float, words: str, *, ems: float = 1.0, **kw) -> None:
    """Words at the right of a panel, `ems` widths of a letter m from its edge, on the line at `place`."""
    offset, at = ems * matplotlib.rcParams["font.size"], axes.get_yaxis_transform()
    look: dict[str, Any] = dict(textcoords="offset points", va="center_baseline", annotation_clip=False)
    axes.annotate(words, (1, place), xycoords=at, xytext=(offset, 0), **look, **kw)


def percent_axis(axes: Axes, label: str = "Share accepted") -> None:
    """A horizontal axis from 0 to 100 per cent."""
    axes.set_xlim(-0.02, 1.02)
    # A page that is narrow for its type has no room for a label at each quarter.
    figure = axes.get_figure(root=True)
    width = figure.get_figwidth() * MM_PER_INCH if figure is not None else np.inf
    axes.set_xticks(QUARTERS[::2] if width / matplotlib.rcParams["font.size"] < NARROW else QUARTERS)
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.set_xlabel(label)
    axes.grid(axis="x")
    axes.set_axisbelow(True)


def percent_upwards(axes: Axes, low: float = -0.03, high: float = 1.03) -> None:
    """A vertical axis from 0 to 100 per cent."""
    axes.set_ylim(low, high)
    axes.set_yticks(QUARTERS)
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))


def odds_axis(axes: Axes, least: float, most: float, ticks: Sequence[float], label: str) -> None:
    """A logarithmic axis of odds ratios, with a line at 1 and plain numbers: an exponent would be too small a type."""
    axes.axvline(1, color=INK, linewidth=0.8)
    axes.set_xscale("log")
    axes.set_xlim(least, most)
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.set_xlabel(label)
    axes.grid(axis="x")


def legend(figure: Figure, page: Profile, **kw) -> None:
    """A legend above the panels, in as many columns as the page's width holds."""
    handles = kw.pop("handles", None)
    if handles is None:
        handles = [handle for axes in figure.axes for handle in axes.get_legend_handles_labels()[0]]
    labels = [handle.get_label() for handle in handles]
    # A mark and the space around it are about as wide as nine letters.
    columns = letters(page) // (max(map(len, labels), default=1) + 9)
    figure.legend(
        handles=handles, loc="outside upper left", ncols=max(1, min(columns, len(labels))), frameon=False, **kw
    )
