"""Figures of the notebook on all States: one State's numbers among those of all, and where any State stands."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, PercentFormatter

from uprlib.facts.journals import Profile
from uprlib.plots.marks import beside, interval, legend, listed, percent_axis, scaled
from uprlib.plots.style import (
    GREY,
    INK,
    VERMILION,
    NoFigure,
    captioned,
    least_line,
    letters,
    most_lines,
    new_figure,
    styled,
    wrapped,
)
from uprlib.tidy import Result, percent, points

STRIP_MM = 10.4
"""Height of a strip with the line of names below it and the State's own above it, for type of 7 points."""

CODE_EMS = 2.75
"""Width of a State's code of three letters with the space beside it, in heights of its type."""


def _in_points(value: float, _: object = None) -> str:
    return points(value).replace("+0.0", "0").replace(".0", "")


@styled
def among_all_states(found: Result, *, page: Profile) -> Figure:
    """One State's numbers, each on a strip with a mark for every State; from ``profiles.strips``.

    Examples
    --------
    >>> from uprlib import corpus, plots, profiles
    >>> every = profiles.every_state(corpus(), ["accepted", "left_open"])
    >>> figure = plots.among_all_states(profiles.strips(every, "PRK", cycle=2))
    """
    parts = [part for _, part in found.groupby("is_difference") if len(part)]
    heights = [len(part) * STRIP_MM + 12 for part in parts]
    figure, panels = new_figure(
        page, sum(heights) * page.font / 7, rows=len(parts), gridspec_kw={"height_ratios": heights}
    )
    everyone, name = found.about.facts["all_states"], found.about.facts["who"]
    for axes, part in zip(panels, parts, strict=True):
        if part["is_difference"].iloc[0]:
            axes.set_xlim(-1.04, 1.04)
            axes.xaxis.set_major_formatter(FuncFormatter(_in_points))
            axes.set_xlabel("Difference of shares, percentage points")
            axes.axvline(0, color=INK, linewidth=0.6)
        else:
            percent_axis(axes, "Share")
        axes.grid(axis="x")
        axes.set_axisbelow(True)
        for place, row in zip(_names(axes, part, page), part.to_dict("records"), strict=True):
            _strip(axes, place, row, everyone.loc[everyone["measure"] == row["measure"], "value"], name)
    panels[0].plot([], [], "|", color=GREY, markersize=6 * scaled(), label="a State")
    panels[0].plot([], [], "|", color=INK, markersize=9 * scaled(), markeredgewidth=1.4, label="median of the others")
    panels[0].plot([], [], "D", color=VERMILION, markersize=4.2 * scaled(), label=f"{name}, interval over States")
    legend(figure, page)
    seen = "; ".join(_seen(row) for row in found.to_dict("records") if row["ranked"])
    return captioned(
        figure,
        found,
        alt=f"Strips with a mark for every State that has the number, {name} marked with its interval over States, its "
        f"rank at the right, the States at both ends named. {seen}.",
    )


def _names(axes: Axes, part: pd.DataFrame, page: Profile) -> np.ndarray:
    return listed(axes, [wrapped(label, page, 0.2) for label in part["label"]])


def _strip(axes: Axes, place: float, row: dict[str, Any], values: pd.Series, name: str) -> None:
    axes.plot(values, np.full(len(values), place), "|", color=GREY, markersize=6 * scaled(), markeredgewidth=0.6)
    left, right = axes.get_xlim()
    ends: dict[str, Any] = {"va": "center_baseline", "xycoords": axes.get_yaxis_transform(), "color": INK}
    axes.annotate(row["lowest"], (0.01, place - 0.36), ha="left", **ends)
    axes.annotate(row["highest"], (0.99, place - 0.36), ha="right", **ends)
    if not row["ranked"]:
        beside(axes, place, "no value", color=INK)
        return
    axes.plot(row["median"], place, "|", color=INK, markersize=9 * scaled(), markeredgewidth=1.4)
    value, low, high = row["value"], row["low_clustered"], row["high_clustered"]
    interval(axes, place, value, low, high, colour=VERMILION, mark="D")
    side = "left" if value < (left + right) / 2 else "right"
    at = np.clip(value, left + 0.02 * (right - left), right - 0.02 * (right - left))
    axes.annotate(
        f"{name} {_value(row)}", (at, place + 0.36), ha=side, va="center_baseline", color=INK, fontweight="bold"
    )
    beside(axes, place, f"{row['rank']} of {row['states']}", color=INK)


def _value(row: dict[str, Any]) -> str:
    return points(row["value"]) if row["is_difference"] else percent(row["value"])


def _seen(row: dict[str, Any]) -> str:
    return f"{row['label']}: {_value(row)}, rank {row['rank']} of {row['states']} from the {row['end']}"


@styled
def states_by_value(found: Result, measure: str, *, page: Profile) -> Figure | NoFigure:
    """Every State's code, stacked where its value is, in one measure of ``profiles.strips``; one State marked.

    Examples
    --------
    >>> from uprlib import corpus, plots, profiles
    >>> every = profiles.every_state(corpus(), ["accepted", "left_open"])
    >>> figure = plots.states_by_value(profiles.strips(every, "PRK", cycle=2), "accepted")
    """
    facts = found.about.facts
    own = found[found["measure"] == measure]
    values = facts["all_states"].query("measure == @measure").sort_values(["value", "sur"]).set_index("sur")["value"]
    if own.empty or values.empty:
        return NoFigure(f"This number is of no review of {facts['the_name']} in cycle {facts['cycle']}.")
    row = own.to_dict("records")[0]
    columns, most = letters(page) * 0.55 / CODE_EMS, most_lines(page, reserved=24) // 2
    low, high = float(values.min()), float(values.max())
    # Where half a page does not hold the highest stack, codes stand side by side and there are fewer stacks.
    for wide in range(1, int(columns)):
        bins = max(2, int(columns / wide) - 1)
        width = (high - low) / (bins - 1) or 0.1
        stack = np.floor((values - low) / width + 0.5).astype(int)
        within = stack.groupby(stack).cumcount()
        if within.max() // wide < most:
            break
    lines = int(within.max() // wide) + 1
    figure, (axes,) = new_figure(page, 24 * page.font / 7 + lines * least_line(page))
    for sur, at, order in zip(values.index, stack, within, strict=True):
        marked = sur == facts["sur"]
        axes.text(
            low + width * (at + (order % wide + 0.5) / wide - 0.5),
            order // wide + 0.5,
            sur,
            ha="center",
            va="center",
            color=VERMILION if marked else INK,
            fontweight="bold" if marked else "normal",
        )
    axes.set_xlim(low - 0.6 * width, high + 0.6 * width)
    axes.set_ylim(0, lines)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_formatter(FuncFormatter(_in_points) if row["is_difference"] else PercentFormatter(1, 0))
    of = f"{row['label']}, {'percentage points' if row['is_difference'] else 'share'} (n = {len(values)} States)"
    axes.set_xlabel(wrapped(of[:1].upper() + of[1:], page, 0.9))
    place = f"{facts['who']}: {_seen(row)}" if row["ranked"] else f"{facts['who']} has no rank in it"
    return captioned(
        figure,
        found,
        title=f"All States by value: {row['label']}, {facts['who']} marked",
        alt=f"The codes of {len(values)} States, each above its value, from {row['lowest']} to {row['highest']}. "
        f"{place}.",
    )
