"""Figures of the acceptance notebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter, PercentFormatter

from uprlib.acceptance.rates import accepted_in_words
from uprlib.facts.journals import Profile
from uprlib.facts.vocabulary import ACTIONS
from uprlib.plots.style import (
    BLUE,
    GREY,
    GRID,
    INK,
    VERMILION,
    NoFigure,
    beside,
    captioned,
    legend,
    line_height,
    new_figure,
    percent_axis,
    styled,
    wrapped,
)
from uprlib.tidy import Result, written

LINE_MM = 5.2


def _dots(axes, table: pd.DataFrame, labels: list[str], scale: float) -> None:
    """One line for each row: a dot with its interval, a hollow bar where only bounds are known, counts at the right."""
    places = np.arange(len(table))[::-1]
    for place, row in zip(places, table.itertuples(), strict=True):
        if pd.isna(row.n):
            continue
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
def rates_by_action(table: Result, *, page: Profile) -> Figure:
    """Acceptance by action category, a panel for each cycle; from ``acceptance.rates(own, ["cycle", "action"])``."""
    cycles = sorted(table["cycle"].unique())
    # The panels share their lines, so each has a line for every category that one of them has.
    categories = [action for action in ACTIONS if action in set(table["action"])]
    figure, panels = new_figure(page, 16 + 5 * LINE_MM * page.font / 7, len(cycles), sharey=True)
    for axes, cycle in zip(panels, cycles, strict=True):
        own = table[table["cycle"] == cycle].set_index("action").reindex(categories).astype({"n": "Int64"})
        _dots(axes, own, [f"{a} {ACTIONS[a]}" for a in own.index], page.font / 7)
        axes.set_title(f"Cycle {cycle} (n = {int(own['n'].sum())})")
    seen = [
        f"Cycle {cycle}: " + ", ".join(f"{row['action']} {ACTIONS[row['action']]} {_count(row)}" for row in rows) + "."
        for cycle in cycles
        if (rows := table[table["cycle"] == cycle].rows())
    ]
    return captioned(
        figure,
        table,
        title=f"Acceptance by action category, {table.about.facts['who']}",
        alt=f"Share of recommendations accepted in each action category, with intervals. {' '.join(seen)}",
    )


def _count(row: Mapping[str, Any]) -> str:
    return f"{accepted_in_words(row)} of {row['n']}"


def _highest_and_lowest(table: pd.DataFrame, column: str, most: int = 3) -> str:
    """The first and last rows of a ranked table in words."""
    rows = table.to_dict("records")
    if len(rows) <= 2 * most:
        return "; ".join(f"{row[column]} {_count(row)}" for row in rows) + "."
    first, last = (", ".join(f"{row[column]} {_count(row)}" for row in part) for part in (rows[:most], rows[-most:]))
    return f"Highest: {first}. Lowest: {last}."


@styled
def issues(table: Result, *, page: Profile) -> Figure | NoFigure:
    """Acceptance by issue, ranked, with intervals and counts; from ``acceptance.by_issue``.

    An asterisk marks the issues that differ from all other requests after adjustment.
    """
    facts = table.about.facts
    drawn = table[table["drawn"]].sort_values(["rate_max", "n", "issue"], ascending=[False, False, True])
    if drawn.empty:
        return NoFigure(f"No issue has {facts['least']} recommendations or more.")
    figure, (axes,) = new_figure(
        page, 16 * page.font / 7 + len(drawn) * line_height(page, len(drawn), reserved=16, usual=4.2)
    )
    labels = [f"{row.issue} *" if row.marked else row.issue for row in drawn.itertuples()]
    _dots(axes, drawn, labels, page.font / 7)
    title = f"Cycle {facts['cycle']}, issues with at least {facts['least']} rows"
    axes.set_title(wrapped(title, page, 0.35), fontweight="normal")
    marked = int(drawn["marked"].sum())
    return captioned(
        figure,
        table,
        title=table.about.title,
        alt=f"Share accepted of the requests on each of {len(drawn)} issues, with intervals and counts; an asterisk "
        f"marks {marked} that differ after adjustment. {_highest_and_lowest(drawn, 'issue')}",
    )


@styled
def recommenders(table: Result, *, page: Profile) -> Figure | NoFigure:
    """Acceptance by recommending State, ranked; from ``acceptance.by_recommender``."""
    facts, drawn = table.about.facts, table[table["drawn"]]
    if drawn.empty:
        return NoFigure(f"No State made {facts['least']} recommendations or more.")
    figure, (axes,) = new_figure(
        page, 16 * page.font / 7 + len(drawn) * line_height(page, len(drawn), reserved=16, usual=4.2)
    )
    _dots(axes, drawn, drawn["name"].tolist(), page.font / 7)
    return captioned(
        figure,
        table,
        title=table.about.title,
        alt=f"Share accepted of the requests of each State that made at least {facts['least']}, with intervals and "
        f"counts. {_highest_and_lowest(drawn, 'name')}",
    )


@styled
def standardised(table: Result, *, page: Profile) -> Figure:
    """Acceptance by regional group, as asked and at the same mix of requests; from ``acceptance.same_mix_by_group``."""
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
    seen = ", ".join(f"{row['regional_group']} {row['rate']:.0%} and {row['standardised']:.0%}" for row in table.rows())
    return captioned(
        figure,
        table,
        title=table.about.title,
        alt=f"Acceptance of each regional group's requests, as asked and at the same mix of action categories: {seen}.",
    )


@styled
def all_states(under: Result, *, page: Profile) -> Figure | NoFigure:
    """Every State's acceptance rate in rank order, a panel for each cycle, one State named.

    `under` is from ``profiles.under_each_coding``: the State is marked under each coding that differs.
    """
    table, sur, name = (under.about.facts[key] for key in ("all_states", "sur", "who"))
    own_rates = under[under["rate"].notna() & under["cycle"].isin(table["cycle"])].drop_duplicates(["cycle", "rate"])
    if own_rates.empty:
        return NoFigure(f"The rates of {name} are not known in a cycle with other States.")
    differ = own_rates.duplicated("cycle", keep=False)
    own_rates = own_rates.assign(label=own_rates["coding"].where(differ, "").str.replace("_", ", "))
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
        axes.grid(axis="y", color=GRID, linewidth=0.5)
    panels[0].set_ylabel("Share accepted")
    seen = [
        f"{row['coding'].replace('_', ', ')}, cycle {row['cycle']}: {row['rate']:.1%}, rank {row['rank']} of "
        f"{row['states']} from the lowest"
        for row in own_rates.to_dict("records")
        if row["ranked"]
    ]
    return captioned(
        figure,
        under,
        title=f"Acceptance rates of all States under review, {name} named",
        alt=f"Acceptance rates of all States in rank order, {name} marked. {'; '.join(seen)}.",
    )


def _apart(values: np.ndarray, least: float) -> np.ndarray:
    """Heights for labels of ascending values, near their values and at least `least` apart, below the curve."""
    heights = np.clip(values - 0.03, 0.0, None)
    for index in range(len(heights) - 2, -1, -1):
        heights[index] = min(heights[index], heights[index + 1] - least)
    return heights


@styled
def codings(table: Result, *, page: Profile) -> Figure:
    """Acceptance in each cycle under each coding of positions; from ``profiles.under_each_coding``."""
    cycles = sorted(table["cycle"].unique())
    figure, panels = new_figure(page, 16 + 3 * LINE_MM * page.font / 7, len(cycles), sharey=True)
    for axes, cycle in zip(panels, cycles, strict=True):
        own = table[table["cycle"] == cycle]
        _dots(axes, own, [coding.replace("_", ", ") for coding in own["coding"]], page.font / 7)
        axes.set_title(f"Cycle {cycle}")
    seen = [f"cycle {row['cycle']}, {row['coding'].replace('_', ', ')}: {_count(row)}" for row in table.rows()]
    return captioned(
        figure,
        table,
        title=f"Acceptance under each coding of positions, {table.about.facts['who']}",
        alt=f"Share of recommendations accepted in each cycle under each coding, with intervals. {'; '.join(seen)}.",
    )


@styled
def odds_ratios(table: Result, *, page: Profile) -> Figure:
    """Odds ratios with intervals on a logarithmic axis; from ``acceptance.models``."""
    facts = table.about.facts
    labels = table["term"].str.replace("action: ", "action category ").str.replace("regional_group: ", "").tolist()
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
    axes.set_yticks(places, labels)
    axes.set_ylim(-0.6, len(table) - 0.4)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(wrapped("Odds ratio of acceptance (logarithmic axis; arrows: the interval goes on)", page, 0.7))
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    title = f"Reference: {facts['reference']} (n = {facts['rows']}, cycle {facts['cycle']})"
    axes.set_title(wrapped(title, page, 0.6), fontweight="normal")
    seen = ", ".join(
        f"{label} {written('{odds_ratio:ratio}', row)}" for label, row in zip(labels, table.rows(), strict=True)
    )
    return captioned(
        figure,
        table,
        title=f"Odds ratios of acceptance, {facts['who']}",
        alt=f"Odds ratios from Firth's logit with profile likelihood intervals, against {facts['reference']}: {seen}.",
    )
