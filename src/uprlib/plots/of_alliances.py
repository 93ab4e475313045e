"""Figures of the notebook on alliances."""

from __future__ import annotations

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator, PercentFormatter

from uprlib.facts.journals import Profile
from uprlib.plots.style import (
    BLUE,
    GREEN,
    GREY,
    GRID,
    INK,
    LIGHT,
    VERMILION,
    beside,
    least_line,
    legend,
    line_height,
    new_figure,
    percent_axis,
    styled,
    wrapped,
)

LINE_MM = 4.4
COMMUNITY_MARKS = ("o", "s", "^", "D", "v", "P", "X", "*", "<", ">")
COMMUNITY_COLOURS = (BLUE, VERMILION, GREEN, "#E69F00", "#56B4E9", "#CC79A7", "#F0E442", INK, GREY, "#999933")
"""Okabe and Ito's palette; each colour has a mark of its own, so that communities are told apart in grey."""


@styled
def recommenders_by_friendship(table: pd.DataFrame, *, page: Profile) -> Figure:
    """Ranked acceptance by recommending State, friends filled and others hollow.

    `table` is from ``rates(..., "recommender")`` with name, friend (True, False or missing) and mix (shares asked as
    text); a State without a value is a cross.
    """
    scale = page.font / 7
    height = len(table) * line_height(page, len(table), reserved=24, usual=LINE_MM)
    figure, (axes,) = new_figure(page, 24 * scale + height)
    places = np.arange(len(table))[::-1]
    for place, row in zip(places, table.itertuples(), strict=True):
        known = pd.notna(row.friend)
        colour = VERMILION if known and row.friend else BLUE if known else GREY
        mark = ("D" if row.friend else "o") if known else "x"
        face = colour if known and row.friend else "white"
        if pd.notna(row.rate):
            axes.plot([row.low, row.high], [place, place], color=colour, linewidth=1.2 * scale)
            axes.plot(row.rate, place, mark, markerfacecolor=face, markeredgecolor=colour, markersize=4.2 * scale)
            count = f"{round(row.rate * row.n)}/{row.n}"
        else:
            axes.barh(
                place,
                row.rate_max - row.rate_min,
                left=row.rate_min,
                height=0.5,
                facecolor="none",
                edgecolor=colour,
                linewidth=0.8,
                hatch="////",
            )
            count = f"{round(row.rate_min * row.n)}–{round(row.rate_max * row.n)}/{row.n}"
        beside(axes, place, count)
        beside(axes, place, row.mix, ems=7)
    axes.set_yticks(places, table["name"].tolist())
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-0.7, len(table) + 0.4)
    percent_axis(axes)
    beside(axes, len(table) - 0.1, "accepted", fontweight="bold")
    beside(axes, len(table) - 0.1, "low / middle / specific", ems=7, fontweight="bold")
    axes.plot([], [], "D", color=VERMILION, label="friend")
    axes.plot([], [], "o", markerfacecolor="white", markeredgecolor=BLUE, label="other")
    if table["friend"].isna().any():
        axes.plot([], [], "x", color=GREY, label="no value")
    legend(figure, page)
    return figure


@styled
def friendship_odds(table: pd.DataFrame, *, page: Profile, title: str = "") -> Figure:
    """Odds ratios of friends against others, a block for each definition and a line for each specification.

    `table` has label (of the definition), specification, odds_ratio, low, high, p (as shown), n.
    """
    scale = page.font / 7
    blocks = list(dict.fromkeys(table["label"]))
    lines = len(table) + len(blocks)
    figure, (axes,) = new_figure(page, 26 * scale + lines * line_height(page, lines, reserved=26, usual=LINE_MM))
    least, most, place = 0.1, 200.0, 0
    ticks, labels, bold = [], [], []
    for block in blocks:
        ticks.append(-place)
        labels.append(block)
        bold.append(True)
        place += 1
        for row in table[table["label"] == block].itertuples():
            certain = row.low > 1 or row.high < 1
            axes.plot([max(row.low, least), min(row.high, most)], [-place] * 2, color=BLUE, linewidth=1.3 * scale)
            axes.plot(
                np.clip(row.odds_ratio, least, most),
                -place,
                "o",
                markerfacecolor=BLUE if certain else "white",
                markeredgecolor=BLUE,
                markersize=4.2 * scale,
            )
            beside(axes, -place, row.p)
            ticks.append(-place)
            labels.append(row.specification)
            bold.append(False)
            place += 1
    axes.axvline(1, color=INK, linewidth=0.8)
    axes.set_xscale("log")
    axes.set_xlim(least, most)
    shown = [0.1, 1, 10, 100]
    axes.set_xticks(shown, [f"{tick:g}" for tick in shown])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_yticks(ticks, labels)
    for label, strong in zip(axes.get_yticklabels(), bold, strict=True):
        label.set_fontweight("bold" if strong else "normal")
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-place + 0.4, 1.3)
    beside(axes, 0.7, "p, permuted", fontweight="bold")
    words = "Odds ratio of acceptance, friends against others (logarithmic; filled: interval without 1)"
    axes.set_xlabel(wrapped(words, page, 0.45))
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    axes.set_title(title, fontweight="normal")
    return figure


@styled
def curve(curve_: pd.DataFrame, states: pd.DataFrame, *, page: Profile, label: str) -> Figure:
    """Acceptance against nearness: the fitted curve with its band, and every recommending State by its rows.

    `states` has nearness, rate, n, friend and code (shown where `named` is True).
    """
    scale = page.font / 7
    figure, (axes,) = new_figure(page, 84 * scale)
    axes.fill_between(curve_["nearness"], curve_["low"], curve_["high"], color=LIGHT, linewidth=0)
    axes.plot(curve_["nearness"], curve_["rate"], color=INK, linewidth=1.4 * scale)
    for friend, mark, colour in ((True, "D", VERMILION), (False, "o", BLUE)):
        own = states[states["friend"] == friend]
        words = f"{'friends' if friend else 'others'} (n = {len(own)} States"
        axes.scatter(
            own["nearness"],
            own["rate"],
            s=(5 + 7 * own["n"]) * scale,
            marker=mark,
            facecolor="none",
            edgecolor=colour,
            linewidth=0.8,
            label=f"{words}; size: rows)",
        )
    named = states[states["named"]]
    axes.set_ylim(-0.05, 1.08)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.set_ylabel("Share accepted")
    axes.set_xlabel(wrapped(label, page, 0.85))
    axes.grid(color=GRID, linewidth=0.5)
    axes.set_axisbelow(True)
    legend(figure, page)
    places = {"nearness": "x", "rate": "y"}
    _label(figure, axes, named["code"].tolist(), named.rename(columns=places), states.rename(columns=places))
    return figure


@styled
def network(nodes: pd.DataFrame, edges: pd.DataFrame, *, page: Profile) -> Figure:
    """The map of recommending States: places, ties, community by colour and mark, names that do not overlap.

    `nodes` has code, x, y, community (0 is the largest), n; `edges` has x, y, x2, y2, weight.
    """
    scale = page.font / 7
    figure, (axes,) = new_figure(page, 130 * scale)
    strongest = edges["weight"].max() if len(edges) else 1.0
    for row in edges.itertuples():
        width = 0.25 + 1.1 * row.weight / strongest
        axes.plot([row.x, row.x2], [row.y, row.y2], color=GREY, linewidth=width, alpha=0.45, zorder=1)
    for community, own in nodes.groupby("community"):
        place = int(community) % len(COMMUNITY_MARKS)
        axes.scatter(
            own["x"],
            own["y"],
            s=(14 + 4 * own["n"]) * scale,
            marker=COMMUNITY_MARKS[place],
            facecolor=COMMUNITY_COLOURS[place],
            edgecolor=INK,
            linewidth=0.4,
            zorder=2,
            label=f"community {int(community) + 1} (n = {len(own)})",
        )
    axes.set_axis_off()
    axes.margins(0.04)
    legend(figure, page)
    _label(figure, axes, nodes["code"].tolist(), nodes, nodes)
    return figure


def _label(figure: Figure, axes: Axes, labels: list[str], own: pd.DataFrame, marks: pd.DataFrame) -> None:
    """Set labels near their marks, off each other and off all marks; `own` and `marks` have x and y."""
    import textalloc

    if not labels:
        return
    size = matplotlib.rcParams["font.size"]
    # The layout has to settle first: labels are placed in a figure that keeps its size.
    figure.draw_without_rendering()
    textalloc.allocate(
        axes,
        own["x"].tolist(),
        own["y"].tolist(),
        labels,
        x_scatter=marks["x"].tolist(),
        y_scatter=marks["y"].tolist(),
        textsize=size,
        textcolor=INK,
        linecolor=GREY,
        linewidth=0.4,
        min_distance=0.01,
        max_distance=0.3,
        margin=0.004,
    )


@styled
def heat_map(table: pd.DataFrame, breaks: list[int], *, page: Profile) -> Figure:
    """Recommending States by issues: counts of requests, rows and columns in community order.

    `table` has States as rows and issues as columns; `breaks` are the rows before which a community begins.
    """
    scale = page.font / 7
    # Rows may be lower than a line of type: their codes then stand in two columns by turns.
    line = min(2.9 * scale, (page.height - 56 * scale) / len(table))
    turns = 2 if line < least_line(page) else 1
    figure, (axes,) = new_figure(page, 56 * scale + len(table) * max(line, least_line(page) / turns))
    values = table.to_numpy(float)
    picture = axes.imshow(values, cmap="Blues", aspect="auto", vmin=0, vmax=max(1, values.max()), interpolation="none")
    axes.set_yticks(range(0, len(table), turns), table.index.tolist()[::turns])
    if turns == 2:
        axes.set_yticks(range(1, len(table), 2), table.index.tolist()[1::2], minor=True)
    axes.set_xticks(range(table.shape[1]), table.columns.tolist(), rotation=90)
    axes.tick_params(length=0)
    axes.tick_params(axis="y", which="minor", length=0, pad=3.5 + 2.4 * page.font, labelsize=page.font)
    for row in breaks:
        axes.axhline(row - 0.5, color=INK, linewidth=0.9)
    for spine in axes.spines.values():
        spine.set_visible(False)
    bar = figure.colorbar(picture, ax=axes, shrink=0.35, pad=0.01)
    bar.set_label(f"Recommendations (n = {int(values.sum())} on an issue)")
    bar.set_ticks(range(int(max(1, values.max())) + 1))
    bar.outline.set_linewidth(0.4)
    return figure
