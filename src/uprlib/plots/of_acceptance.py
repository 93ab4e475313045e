"""Figures of the acceptance notebook."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter, PercentFormatter

from uprlib.facts.journals import Profile
from uprlib.facts.vocabulary import ACTIONS
from uprlib.plots.style import (
    BLUE,
    GREY,
    INK,
    VERMILION,
    beside,
    legend,
    line_height,
    new_figure,
    percent_axis,
    styled,
    wrapped,
)

LINE_MM = 5.2


def _dots(axes, table: pd.DataFrame, labels: list[str], scale: float) -> None:
    """One line for each row: a dot with its interval, a hollow bar where only bounds are known, counts at the right."""
    places = np.arange(len(table))[::-1]
    for place, row in zip(places, table.itertuples(), strict=True):
        if pd.notna(row.rate):
            axes.plot([row.low, row.high], [place, place], color=BLUE, linewidth=1.4 * scale)
            axes.plot(row.rate, place, "o", color=BLUE, markersize=4.2 * scale)
            count = f"{round(row.rate * row.n)}/{row.n}"
        else:
            axes.barh(
                place,
                row.rate_max - row.rate_min,
                left=row.rate_min,
                height=0.5,
                facecolor="none",
                edgecolor=BLUE,
                linewidth=0.9,
                hatch="////",
            )
            count = f"{round(row.rate_min * row.n)}–{round(row.rate_max * row.n)}/{row.n}"
        beside(axes, place, count, color=INK)
    axes.set_yticks(places, labels)
    axes.set_ylim(-0.6, len(table) - 0.4)
    axes.tick_params(axis="y", length=0)
    percent_axis(axes)


@styled
def rates_by_action(table: pd.DataFrame, *, page: Profile) -> Figure:
    """Acceptance by action category, a panel for each cycle; from ``rates(coded, ["cycle", "action"])``."""
    cycles = sorted(table["cycle"].unique())
    figure, panels = new_figure(page, 16 + 5 * LINE_MM * page.font / 7, len(cycles), sharey=True)
    for axes, cycle in zip(panels, cycles, strict=True):
        own = table[table["cycle"] == cycle].set_index("action").reindex(list(ACTIONS))
        own = own[own["n"].notna()]
        _dots(axes, own.astype({"n": int}), [f"{a} {ACTIONS[a]}" for a in own.index], page.font / 7)
        axes.set_title(f"Cycle {cycle} (n = {int(own['n'].sum())})")
    return figure


@styled
def issues(table: pd.DataFrame, *, page: Profile, confidence_note: str = "") -> Figure:
    """Acceptance by issue, ranked, with intervals and counts; from ``rates(..., "issue")`` with `marked` for issues
    whose contrast survives adjustment."""
    figure, (axes,) = new_figure(
        page, 16 * page.font / 7 + len(table) * line_height(page, len(table), reserved=16, usual=4.2)
    )
    labels = [f"{row.issue} *" if row.marked else row.issue for row in table.itertuples()]
    _dots(axes, table, labels, page.font / 7)
    if confidence_note:
        axes.set_title(confidence_note, fontweight="normal")
    return figure


@styled
def recommenders(table: pd.DataFrame, *, page: Profile) -> Figure:
    """Acceptance by recommending State, ranked; from ``rates(coded, "recommender")`` with a column `name`."""
    figure, (axes,) = new_figure(
        page, 16 * page.font / 7 + len(table) * line_height(page, len(table), reserved=16, usual=4.2)
    )
    _dots(axes, table, table["name"].tolist(), page.font / 7)
    return figure


@styled
def standardised(table: pd.DataFrame, *, page: Profile) -> Figure:
    """Acceptance by regional group, raw and at the same mix of action categories; from ``standardised_rates``."""
    figure, (axes,) = new_figure(page, 18 + len(table) * LINE_MM * page.font / 7)
    places = np.arange(len(table))[::-1]
    scale = page.font / 7
    for place, row in zip(places, table.itertuples(), strict=True):
        axes.plot([row.low, row.high], [place - 0.14] * 2, color=VERMILION, linewidth=1.4 * scale)
        axes.plot(row.standardised, place - 0.14, "D", color=VERMILION, markersize=3.8 * scale)
        axes.plot(row.rate, place + 0.16, "o", markerfacecolor="white", markeredgecolor=BLUE, markersize=4.2 * scale)
        beside(axes, place, f"n = {row.n}")
    axes.set_yticks(places, table["regional_group"].tolist())
    axes.set_ylim(-0.6, len(table) - 0.2)
    axes.tick_params(axis="y", length=0)
    percent_axis(axes)
    axes.plot([], [], "o", markerfacecolor="white", markeredgecolor=BLUE, label="as asked")
    axes.plot([], [], "D", color=VERMILION, label="at the same mix of action categories")
    legend(figure, page)
    return figure


@styled
def all_states(table: pd.DataFrame, sur: str, name: str, *, page: Profile, own_rates: pd.DataFrame) -> Figure:
    """Every State's acceptance rate in rank order, a panel for each cycle, one State named.

    Parameters
    ----------
    table : pandas.DataFrame
        From ``state_rates``.
    own_rates : pandas.DataFrame
        The named State's rows: cycle, label, rate; more than one where codings differ.
    """
    cycles = sorted(own_rates["cycle"].unique())
    figure, panels = new_figure(page, 62 * page.font / 7, len(cycles), sharey=True)
    scale = page.font / 7
    for axes, cycle in zip(panels, cycles, strict=True):
        others = table[(table["cycle"] == cycle) & (table["sur"] != sur)].sort_values("rate")["rate"].to_numpy()
        axes.plot(np.arange(1, len(others) + 1), others, ".", color=GREY, markersize=3 * scale)
        own = own_rates[own_rates["cycle"] == cycle].sort_values("rate")
        heights = _apart(own["rate"].to_numpy(), 0.075)
        for row, height, marker in zip(own.itertuples(), heights, ("D", "s", "^"), strict=False):
            place = np.searchsorted(others, row.rate) + 1
            axes.plot(place, row.rate, marker, color=VERMILION, markersize=5 * scale, zorder=3)
            words = f"{name}, {row.label}" if row.label else name
            axes.annotate(
                f"{words}: {row.rate:.0%}",
                (place, row.rate),
                xytext=(max(place + 14, 40), height),
                va="center",
                arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.6, "shrinkB": 3},
            )
        axes.set_title(f"Cycle {cycle} (n = {len(others) + 1} States)")
        axes.set_xlabel("States under review, by rate")
        axes.set_xlim(-8, len(others) + 9)
        axes.set_ylim(-0.03, 1.03)
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        axes.grid(axis="y", color="#DDDDDD", linewidth=0.5)
    panels[0].set_ylabel("Share accepted")
    return figure


def _apart(values: np.ndarray, least: float) -> np.ndarray:
    """Heights for labels of ascending values, near their values and at least `least` apart, below the curve."""
    heights = np.clip(values - 0.03, 0.0, None)
    for index in range(len(heights) - 2, -1, -1):
        heights[index] = min(heights[index], heights[index + 1] - least)
    return heights


@styled
def codings(table: pd.DataFrame, *, page: Profile) -> Figure:
    """Acceptance in each cycle under each coding of positions; rows with coding, cycle, n, rate, low, high."""
    cycles = sorted(table["cycle"].unique())
    figure, panels = new_figure(page, 16 + 3 * LINE_MM * page.font / 7, len(cycles), sharey=True)
    for axes, cycle in zip(panels, cycles, strict=True):
        own = table[table["cycle"] == cycle]
        _dots(axes, own, [coding.replace("_", ", ") for coding in own["coding"]], page.font / 7)
        axes.set_title(f"Cycle {cycle}")
    return figure


@styled
def odds_ratios(table: pd.DataFrame, *, page: Profile, title: str) -> Figure:
    """Odds ratios with intervals on a logarithmic axis; from a model's table."""
    figure, (axes,) = new_figure(page, 20 + len(table) * LINE_MM * page.font / 7)
    places = np.arange(len(table))[::-1]
    scale = page.font / 7
    least, most = 1e-3, 1e3
    for place, row in zip(places, table.itertuples(), strict=True):
        low, high = max(row.low, least), min(row.high, most)
        axes.plot([low, high], [place, place], color=BLUE, linewidth=1.4 * scale)
        axes.plot(np.clip(row.odds_ratio, least, most), place, "o", color=BLUE, markersize=4.2 * scale)
        if row.high > most:
            axes.plot(most, place, ">", color=BLUE, markersize=4 * scale, clip_on=False)
        if row.low < least:
            axes.plot(least, place, "<", color=BLUE, markersize=4 * scale, clip_on=False)
    axes.axvline(1, color=INK, linewidth=0.8)
    axes.set_xscale("log")
    axes.set_xlim(least, most)
    # Plain numbers: an exponent would be smaller than the page's smallest type.
    ticks = [0.001, 0.01, 0.1, 1, 10, 100, 1000]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_yticks(places, table["label"].tolist())
    axes.set_ylim(-0.6, len(table) - 0.4)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(wrapped("Odds ratio of acceptance (logarithmic axis; arrows: the interval goes on)", page, 0.7))
    axes.grid(axis="x", color="#DDDDDD", linewidth=0.5)
    axes.set_title(title, fontweight="normal")
    return figure
