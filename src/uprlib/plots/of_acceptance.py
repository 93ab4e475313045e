"""Figures of the acceptance notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter, PercentFormatter

from uprlib.acceptance.codings import in_words
from uprlib.acceptance.rates import accepted_in_words
from uprlib.facts.journals import Profile
from uprlib.facts.vocabulary import ACTIONS
from uprlib.plots.marks import beside, interval, legend, listed, odds_axis, percent_axis, rate, scaled
from uprlib.plots.style import BLUE, GREY, INK, VERMILION, NoFigure, captioned, list_figure, new_figure, styled, wrapped
from uprlib.tidy import Result, written

LINE_MM = 5.2


def _ranked(axes: Axes, table: pd.DataFrame, labels: Sequence[str]) -> None:
    """One line for each row: a dot with its interval, a hollow bar where only bounds are known, counts at the right."""
    for place, row in zip(listed(axes, labels), table.itertuples(), strict=True):
        if pd.notna(row.n):
            beside(axes, place, rate(axes, place, row), color=INK)
    percent_axis(axes)


@styled
def rates_by_action(table: Result, *, page: Profile) -> Figure:
    """Acceptance by action category, a panel for each cycle; from ``acceptance.rates(own, ["cycle", "action"])``.

    Examples
    --------
    >>> from uprlib import acceptance, corpus, plots
    >>> own = acceptance.answers(corpus(), "PRK")
    >>> figure = plots.rates_by_action(acceptance.rates(own, ["cycle", "action"]))
    """
    cycles = sorted(table["cycle"].unique())
    # The panels share their lines, so each has a line for every category that one of them has.
    categories = [action for action in ACTIONS if action in set(table["action"])]
    figure, panels = new_figure(page, 16 + 5 * LINE_MM * page.font / 7, len(cycles), sharey=True)
    for axes, cycle in zip(panels, cycles, strict=True):
        own = table[table["cycle"] == cycle].set_index("action").reindex(categories).astype({"n": "Int64"})
        _ranked(axes, own, [f"{a} {ACTIONS[a]}" for a in own.index])
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
    seen = [f"{row[column]} {_count(row)}" for row in table.to_dict("records")]
    if len(seen) <= 2 * most:
        return "; ".join(seen) + "."
    return f"Highest: {', '.join(seen[:most])}. Lowest: {', '.join(seen[-most:])}."


@styled
def issues(table: Result, *, page: Profile) -> Figure | NoFigure:
    """Acceptance by issue, ranked, with intervals and counts; from ``acceptance.by_issue``.

    An asterisk marks the issues that differ from all other requests after adjustment.

    Examples
    --------
    >>> from uprlib import acceptance, corpus, plots
    >>> own = acceptance.answers(corpus(), "PRK", cycles=[2])
    >>> figure = plots.issues(acceptance.by_issue(own, draws=200, seed=1))
    """
    facts = table.about.facts
    drawn = table[table["drawn"]].sort_values(["rate_max", "n", "issue"], ascending=[False, False, True])
    if drawn.empty:
        return NoFigure(f"No issue has {facts['least']} recommendations or more.")
    figure, axes = list_figure(page, len(drawn), reserved=16, usual=4.2)
    _ranked(axes, drawn, [f"{row.issue} *" if row.marked else row.issue for row in drawn.itertuples()])
    title = f"Cycle {facts['cycle']}, issues with at least {facts['least']} rows"
    axes.set_title(wrapped(title, page, 0.35), fontweight="normal")
    return captioned(
        figure,
        table,
        alt=f"Share accepted of the requests on each of {len(drawn)} issues, with intervals and counts; an asterisk "
        f"marks {int(drawn['marked'].sum())} that differ after adjustment. {_highest_and_lowest(drawn, 'issue')}",
    )


@styled
def recommenders(table: Result, *, page: Profile) -> Figure | NoFigure:
    """Acceptance by recommending State, ranked; from ``acceptance.by_recommender``.

    Examples
    --------
    >>> from uprlib import acceptance, corpus, plots
    >>> own = acceptance.answers(corpus(), "PRK", cycles=[2])
    >>> figure = plots.recommenders(acceptance.by_recommender(own, least=5))
    """
    facts, drawn = table.about.facts, table[table["drawn"]]
    if drawn.empty:
        return NoFigure(f"No State made {facts['least']} recommendations or more.")
    figure, axes = list_figure(page, len(drawn), reserved=16, usual=4.2)
    _ranked(axes, drawn, drawn["name"].tolist())
    return captioned(
        figure,
        table,
        alt=f"Share accepted of the requests of each State that made at least {facts['least']}, with intervals and "
        f"counts. {_highest_and_lowest(drawn, 'name')}",
    )


@styled
def standardised(table: Result, *, page: Profile) -> Figure:
    """Acceptance by regional group, as asked and at the same mix of requests; from ``acceptance.same_mix_by_group``.

    Examples
    --------
    >>> from uprlib import acceptance, corpus, plots
    >>> own = acceptance.answers(corpus(), "PRK", cycles=[2])
    >>> figure = plots.standardised(acceptance.same_mix_by_group(own))
    """
    figure, (axes,) = new_figure(page, 18 + len(table) * LINE_MM * page.font / 7)
    circle: dict[str, Any] = {"markerfacecolor": "white", "markeredgecolor": BLUE}
    for place, row in zip(listed(axes, table["regional_group"].tolist()), table.itertuples(), strict=True):
        interval(axes, place - 0.14, row.standardised, row.low, row.high, colour=VERMILION, mark="D", size=3.8)
        axes.plot(row.rate, place + 0.16, "o", markersize=4.2 * scaled(), **circle)
        beside(axes, place, f"n = {row.n}")
    axes.set_ylim(-0.6, len(table) - 0.2)
    percent_axis(axes)
    axes.plot([], [], "o", label="as asked", **circle)
    axes.plot([], [], "D", color=VERMILION, label="at the same mix of action categories")
    legend(figure, page)
    seen = ", ".join(f"{row['regional_group']} {row['rate']:.0%} and {row['standardised']:.0%}" for row in table.rows())
    what = "Acceptance of each regional group's requests, as asked and at the same mix of action categories"
    return captioned(figure, table, alt=f"{what}: {seen}.")


@styled
def all_states(under: Result, *, page: Profile) -> Figure | NoFigure:
    """Every State's acceptance rate in rank order, a panel for each cycle, one State named.

    `under` is from ``profiles.under_each_coding``: the State is marked under each coding that differs.

    Examples
    --------
    >>> from uprlib import corpus, plots, profiles
    >>> figure = plots.all_states(profiles.under_each_coding(corpus(), "PRK"))
    """
    table, sur, name = (under.about.facts[key] for key in ("all_states", "sur", "who"))
    of_others = table.loc[table["sur"] != sur, "cycle"]
    own_rates = under[under["rate"].notna() & under["cycle"].isin(of_others)].drop_duplicates(["cycle", "rate"])
    if own_rates.empty:
        return NoFigure(f"The rates of {name} are not known in a cycle with other States.")
    differ = own_rates.duplicated("cycle", keep=False)
    own_rates = own_rates.assign(label=own_rates["coding"].where(differ, "").map(in_words))
    cycles = sorted(own_rates["cycle"].unique())
    figure, panels = new_figure(page, 62 * page.font / 7, len(cycles), sharey=True)
    line: dict[str, Any] = {"arrowstyle": "-", "color": GREY, "linewidth": 0.6, "shrinkB": 3}
    for axes, cycle in zip(panels, cycles, strict=True):
        others = table[(table["cycle"] == cycle) & (table["sur"] != sur)].sort_values("rate")["rate"].to_numpy()
        axes.plot(np.arange(1, len(others) + 1), others, ".", color=GREY, markersize=3 * scaled())
        own = own_rates[own_rates["cycle"] == cycle].sort_values("rate")
        heights = _apart(own["rate"].to_numpy(), 0.075)
        for row, height, marker in zip(own.itertuples(), heights, ("D", "s", "^"), strict=False):
            place = np.searchsorted(others, row.rate) + 1
            axes.plot(place, row.rate, marker, color=VERMILION, markersize=5 * scaled(), zorder=3)
            words = f"{name}, {row.label}: {row.rate:.0%}" if row.label else f"{name}: {row.rate:.0%}"
            beside_it = (max(place + 14, 40), height)
            axes.annotate(words, (place, row.rate), xytext=beside_it, va="center", arrowprops=line)
        axes.set_title(f"Cycle {cycle} (n = {len(others) + 1} States)")
        axes.set_xlabel("States under review, by rate")
        axes.set_xlim(-8, len(others) + 9)
        axes.set_ylim(-0.03, 1.03)
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        axes.grid(axis="y")
    panels[0].set_ylabel("Share accepted")
    seen = [
        f"{in_words(row['coding'])}, cycle {row['cycle']}: {row['rate']:.1%}, rank {row['rank']} of {row['states']} "
        "from the lowest"
        for row in own_rates.to_dict("records")
        if row["ranked"]
    ]
    return captioned(
        figure,
        under,
        title=f"Acceptance rates of all States under review, with {name} marked",
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
    """Acceptance in each cycle under each coding of positions; from ``profiles.under_each_coding``.

    Examples
    --------
    >>> from uprlib import corpus, plots, profiles
    >>> figure = plots.codings(profiles.under_each_coding(corpus(), "PRK"))
    """
    cycles = sorted(table["cycle"].unique())
    figure, panels = new_figure(page, 16 + 3 * LINE_MM * page.font / 7, len(cycles), sharey=True)
    for axes, cycle in zip(panels, cycles, strict=True):
        own = table[table["cycle"] == cycle]
        _ranked(axes, own, own["coding"].map(in_words).tolist())
        axes.set_title(f"Cycle {cycle}")
    seen = [f"cycle {row['cycle']}, {in_words(row['coding'])}: {_count(row)}" for row in table.rows()]
    return captioned(
        figure,
        table,
        title=f"Acceptance under each coding of positions, {table.about.facts['who']}",
        alt=f"Share of recommendations accepted in each cycle under each coding, with intervals. {'; '.join(seen)}.",
    )


@styled
def odds_ratios(table: Result, *, page: Profile) -> Figure:
    """Odds ratios with intervals on a logarithmic axis; from ``acceptance.models``.

    Examples
    --------
    >>> from uprlib import acceptance, corpus, plots
    >>> own = acceptance.answers(corpus(), "PRK", cycles=[2])
    >>> model = acceptance.models(own, ["action"], {"action": 5})
    >>> figure = plots.odds_ratios(model)
    """
    facts, least, most = table.about.facts, 1e-3, 1e3
    labels = table["term"].str.replace("action: ", "action category ").str.replace("regional_group: ", "").tolist()
    figure, (axes,) = new_figure(page, 20 + len(table) * LINE_MM * page.font / 7)
    for place, row in zip(listed(axes, labels), table.itertuples(), strict=True):
        for ends, width in (((row.low_clustered, row.high_clustered), 0.6), ((row.low, row.high), 2.2)):
            # An end that was not found is left at the estimate.
            low, high = (row.odds_ratio if np.isnan(end) else end for end in ends)
            clipped = np.clip([row.odds_ratio, low, high], least, most)
            interval(axes, place, *clipped, width=width)
            for end, mark, goes_on in ((most, ">", high > most), (least, "<", low < least)):
                if goes_on:
                    axes.plot(end, place, mark, color=BLUE, markersize=4 * scaled(), clip_on=False)
    means = "logarithmic axis; thick: interval over rows, thin: over States; arrows: it extends further"
    label = wrapped(f"Odds ratio of acceptance ({means})", page, 0.7)
    odds_axis(axes, least, most, [0.001, 0.01, 0.1, 1, 10, 100, 1000], label)
    axes.xaxis.set_minor_formatter(NullFormatter())
    title = f"Reference: {facts['reference']} (n = {facts['rows']}, cycle {facts['cycle']})"
    axes.set_title(wrapped(title, page, 0.6), fontweight="normal")
    ratios = [written("{odds_ratio:ratio}", row) for row in table.rows()]
    seen = ", ".join(f"{label} {ratio}" for label, ratio in zip(labels, ratios, strict=True))
    return captioned(
        figure,
        table,
        title=f"Odds ratios of acceptance, {facts['who']}",
        alt="Odds ratios from Firth's logit with profile likelihood intervals over rows and over States, against "
        f"{facts['reference']}: {seen}.",
    )
