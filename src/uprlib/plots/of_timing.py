"""Figures of the notebook on timing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from uprlib.acceptance.codings import in_words
from uprlib.facts.journals import Profile
from uprlib.plots.marks import (
    beside,
    bounds_bar,
    circles,
    interval,
    legend,
    listed,
    part_of_bar,
    percent_axis,
    percent_upwards,
    scaled,
)
from uprlib.plots.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LIGHT,
    VERMILION,
    NoFigure,
    captioned,
    is_narrow,
    letters,
    line_height,
    list_figure,
    new_figure,
    styled,
    wrapped,
)
from uprlib.tidy import Result, points

LINE_MM = 5.4
_FILLS = {
    "accepted": (BLUE, "", "accepted"),
    "implemented": (BLUE, "....", "implemented already"),
    "partly_accepted": ("#8CC5E8", "\\\\\\\\", "partly accepted"),
    "pending": ("white", "", "left open"),
    "noted": (LIGHT, "", "noted"),
    "not_fully_accepted": (LIGHT, "////", "not fully accepted"),
    "not_accepted": (GREY, "", "not accepted"),
}
"""Colour, hatching and words of each position: dark to light in grey, so that a printed page keeps them apart."""

_KINDS = {"event": ("D", VERMILION), "review": ("o", INK), "document": ("s", BLUE)}

CODING_MARKS = {"recorded": ("o", BLUE), "belated": ("s", VERMILION), "belated_partial": ("D", GREEN)}

GROUPS_OF_REQUESTS = {
    "action": "Action category",
    "regional_group": "Regional group of the recommending State",
    "family": "Family of issues",
}
"""Headings of the groups whose bounds are drawn."""


@styled
def record(lines: Result, *, page: Profile) -> Figure:
    """The dated record: a scale of time, and one line for each act and document, with stacked counts of positions.

    From ``timing.timeline``.

    Examples
    --------
    >>> from uprlib import corpus, plots, timing
    >>> figure = plots.record(timing.timeline(corpus(), "PRK"))
    """
    narrow = page.double / page.font < 22
    strip = 13 * page.font / 7
    rows = len(lines) * line_height(page, len(lines), reserved=35, usual=9.0 if narrow else LINE_MM)
    height = 22 * page.font / 7 + rows
    # Without a date there is no scale of time.
    dated = lines[lines["date"].notna()]
    if dated.empty:
        figure, (axes,) = new_figure(page, height)
    else:
        figure, (time, axes) = new_figure(page, height + strip, rows=2, height_ratios=[strip, rows])
        _time_scale(time, dated, page)
    given = lines.loc[lines["kind"] == "document", list(_FILLS)].sum(axis=1).astype(int)
    most = int(max(lines[list(_FILLS)].fillna(0).sum(axis=1).max(), 50))
    # Bars get a third of the width beside the days; a number stands in a bar that holds it, otherwise after the bars.
    holds = 0.8 * page.font * 3.5 * most / (page.double - 3.2 * page.font)
    used = set()
    for place, row in zip(listed(axes, lines["day"].tolist()), lines.to_dict("records"), strict=True):
        if row["kind"] != "document":
            mark, colour = _KINDS[row["kind"]]
            axes.plot(5, place, mark, color=colour, markersize=4 * scaled())
            axes.text(0.1 * most, place, wrapped(row["label"], page, 0.72), va="center", color=colour)
            continue
        left, small = 0, []
        for position, (colour, hatch, words) in _FILLS.items():
            n = int(row[position])
            if not n:
                continue
            used.add(position)
            part_of_bar(axes, place, n, left, colour, hatch, height=0.72)
            if n >= holds:
                dark = position in ("accepted", "implemented", "not_accepted")
                axes.text(left + n / 2, place, str(n), ha="center", va="center", color="white" if dark else INK)
            else:
                small.append(f"{n} {words}")
            left += n
        words = wrapped("; ".join([row["label"], *small]), page, 0.8 * (1 - left / (3.5 * most)))
        axes.text(left + 0.02 * most, place, words, va="center", color=INK)
    axes.set_ylim(-0.7, len(lines) - 0.3)
    axes.set_xlim(-3, most * 3.5)
    step = 100 if most > 200 else 50
    axes.set_xticks(range(0, most + 1, 2 * step if narrow else step))
    axes.spines["bottom"].set_bounds(0, most)
    in_all = f"{given.min()} to {given.max()} in a document" if given.nunique() > 1 else f"{given.max()}"
    axes.set_xlabel(f"Recommendations (n = {in_all})" if len(given) else "Recommendations", loc="left")
    handles = [
        Patch(facecolor=colour, hatch=hatch, edgecolor=INK, linewidth=0.4, label=words)
        for position, (colour, hatch, words) in _FILLS.items()
        if position in used
    ]
    if handles:
        legend(figure, page, handles=handles, handlelength=1.2)
    return captioned(figure, lines, alt=_record_in_words(lines))


def _record_in_words(lines: Result) -> str:
    """How many lines of each kind there are, and the counts of each document."""
    kinds = lines["kind"].value_counts()
    documents = [
        f"{row['document']} ({'about ' * row['day'].endswith('(about)')}{row['day'].removesuffix(' (about)')}) "
        + ", ".join(f"{row[name]:.0f} {words}" for name, (_, _, words) in _FILLS.items() if row[name])
        for row in lines[lines["kind"] == "document"].to_dict("records")
    ]
    return (
        f"Lines in order of date: acts of accountability ({kinds.get('event', 0)}), reviews "
        f"({kinds.get('review', 0)}) and documents that state positions of {lines.about.facts['the_who']} "
        f"({len(documents)}), each of these with its counts as a stacked bar. {'; '.join(documents)}."
    )


def _time_scale(axes: Axes, dated: pd.DataFrame, page: Profile) -> None:
    """The same acts and documents to the scale of time, a row for each kind."""
    days = pd.to_datetime(dated["date"])
    names = {"event": "acts", "review": "reviews", "document": "positions"}
    for place, kind in enumerate(names):
        mark, colour = _KINDS[kind]
        own = days[dated["kind"] == kind]
        years = own.dt.year + (own.dt.day_of_year - 1) / 365.25
        axes.plot(years, np.full(len(own), place), mark, color=colour, markersize=4 * scaled(), alpha=0.75)
    listed(axes, list(names.values()), places=range(len(names)))
    axes.set_ylim(-0.6, len(names) - 0.4)
    first, last = int(days.dt.year.min()), int(days.dt.year.max()) + 1
    axes.set_xlim(first - 0.2, last + 0.2)
    # A year needs about four letters and a space.
    room = (page.double - 4 * page.font) / page.font
    step = next((step for step in (1, 2, 5, 10) if (last - first) / step * 1.3 < room), last - first)
    axes.set_xticks(range(first, last + 1, step))
    axes.grid(axis="x")


@styled
def room_and_end(places: Result, *, page: Profile) -> Figure:
    """Every review: share left open in the Working Group, "in the room", and what share of that was accepted at the
    end.

    From ``profiles.left_open``.

    Examples
    --------
    >>> from uprlib import corpus, plots, profiles
    >>> figure = plots.room_and_end(profiles.left_open(corpus(), "PRK"))
    """
    room, sur, name = (places.about.facts[key] for key in ("all_reviews", "sur", "who"))
    cycles = sorted(room["cycle"].unique())
    figure, panels = new_figure(page, 78 * page.font / 7, len(cycles), sharey=True)
    for axes, cycle in zip(panels, cycles, strict=True):
        own_cycle = room[(room["cycle"] == cycle) & room["share_open_accepted"].notna()]
        others, own = own_cycle[own_cycle["sur"] != sur], own_cycle[own_cycle["sur"] == sur]
        circles(axes, others["share_left_open"], others["share_open_accepted"])
        words = ""
        look: dict[str, Any] = {"color": VERMILION, "markersize": 5 * scaled(), "zorder": 3, "clip_on": False}
        for row in own.itertuples():
            axes.plot(row.share_left_open, row.share_open_accepted, "D", **look)
            words = f"{name}: {row.left_open} of {row.known} left open, {row.open_accepted} of these accepted"
            words = wrapped(words, page, 0.75 if is_narrow(page) else 0.8 / len(cycles))
        percent_axis(axes, wrapped("Share left open in the room", page, 0.8 / len(cycles)))
        if len(cycles) > 2:
            # Three reviews and more, which an import may have, leave no room for a label at each quarter.
            axes.set_xticks([0, 0.5, 1])
        percent_upwards(axes)
        axes.grid(True)
        pad = (4 + 11 * (1 + words.count("\n"))) * page.font / 7
        axes.set_title(f"Cycle {cycle} (n = {len(own_cycle)} reviews)", pad=pad)
        axes.text(0, 1.02, words, transform=axes.transAxes, color=VERMILION, va="bottom")
    panels[0].set_ylabel("Share of these accepted at the end")
    seen = "; ".join(
        f"cycle {row['cycle']}: {row['left_open']} of {row['known']} left open ({row['share_left_open']:.0%}, the "
        f"median review {row['median']:.0%}), {row['open_accepted']} of these accepted at the end"
        for row in places.rows()
    )
    return captioned(
        figure,
        places,
        title=f"What was left open in the Working Group, and what became of it, with {name} marked",
        alt="A panel for each cycle: for every review, the share left open in the Working Group (in the room) against "
        "the "
        f"share of these that was accepted at the end, with {name} marked. {name}, {seen}.",
    )


@styled
def transitions(table: Result, *, page: Profile) -> Figure:
    """What became of each position taken in the Working Group, as shares; from ``timing.room_to_end``.

    Examples
    --------
    >>> from uprlib import corpus, plots, timing
    >>> figure = plots.transitions(timing.room_to_end(corpus(), "PRK"))
    """
    names = list(table["panel"].unique())
    figure, panels = new_figure(page, 40 * page.font / 7, len(names), sharey=True)
    known = set(table["position_wg"])
    order = [each for each in ("noted", "not_accepted", "pending", "implemented", "accepted") if each in known]
    words = {key: value[2] for key, value in _FILLS.items()} | {"noted": "noted or refused"}
    seen = []
    for axes, panel in zip(panels, names, strict=True):
        rows = table[table["panel"] == panel].set_index("position_wg")
        for place, position in enumerate(order):
            if position not in rows.index:
                continue
            accepted, noted = rows.loc[position, ["accepted", "noted"]]
            total = accepted + noted
            part_of_bar(axes, place, accepted / total, None, BLUE)
            part_of_bar(axes, place, noted / total, accepted / total, LIGHT)
            beside(axes, place, f"{accepted:,} / {total:,}")
        listed(axes, [words[position] for position in order], places=range(len(order)))
        percent_axis(axes, "Share accepted at the end (accepted / all)")
        axes.set_xlim(0, 1)
        axes.set_title(panel)
        counts = zip(rows.index, rows["accepted"], rows["accepted"] + rows["noted"], strict=True)
        seen.append(f"{panel}: {', '.join(f'{words[wg]} {accepted:,} of {of:,}' for wg, accepted, of in counts)}")
    panels[0].set_ylabel("In the room")
    return captioned(
        figure,
        table,
        alt="For each position taken in the Working Group (in the room), the share of recommendations that is "
        f"recorded as accepted at the end. {'. '.join(seen)}.",
    )


@styled
def changes(moved: Result, *, page: Profile) -> Figure | NoFigure:
    """Every State with two reviews: its two rates, and the changes in rank order.

    From ``profiles.changes_beside_all``: the State is marked under each coding that differs, and triangles are States
    of whose first review nothing is recorded as accepted.

    Examples
    --------
    >>> from uprlib import acceptance, corpus, plots, profiles
    >>> own = acceptance.answers(corpus(), "PRK")
    >>> figure = plots.changes(profiles.changes_beside_all(own, draws=100))
    """
    facts = moved.about.facts
    table, own, name = facts["others"], facts["own"], facts["who"]
    if own.empty or table.empty:
        return NoFigure(
            f"{name} is not among the States whose first review was in session {facts['sessions_kept']} or later and "
            f"whose second was in session {facts['last_session']} or earlier."
        )
    figure, panels = new_figure(page, 86 * page.font / 7, 2, gridspec_kw={"width_ratios": [1, 1.05]})
    _two_rates(panels[0], table, own)
    own = own.sort_values("change", ascending=False)
    _ranked_changes(panels[1], table, own, name, facts["mean"], letters(page, 0.7 if is_narrow(page) else 0.4))
    seen = "; ".join(
        f"{in_words(row.coding)} {row.rate_1:.1%} and {row.rate_2:.1%}, a change of {points(row.change)}"
        for row in own.itertuples()
    )
    return captioned(
        figure,
        moved,
        title=f"Change between the two reviews, all States, with {name} marked",
        alt=f"Left: the acceptance rates of {len(table) + 1} States in their first and second review. Right: the "
        f"changes in rank order; the mean of the others is {points(facts['mean'])} points. {name} is marked under "
        f"each coding of its answers: {seen}. Triangles mark {int(table['silent'].sum())} States for whose first "
        "review no acceptance is recorded.",
    )


def _two_rates(axes: Axes, table: pd.DataFrame, own: pd.DataFrame) -> None:
    """Every State's two rates; States that accepted nothing at first are named."""
    axes.plot([0, 1], [0, 1], color=INK, linewidth=0.6)
    heard, silent = table[~table["silent"]], table[table["silent"]]
    circles(axes, heard["rate_1"], heard["rate_2"])
    axes.scatter(silent["rate_1"], silent["rate_2"], s=16 * scaled(), marker="^", color=INK, zorder=3)
    named = silent.sort_values("rate_2")
    line, heights = 0.045, np.empty(0)
    for rate in named["rate_2"]:
        heights = np.append(heights, max([rate, *(heights[-1:] + line)]))
    # Names stand to the right of other States' marks that lie among them: a name must not hide a mark.
    near = (np.abs(np.subtract.outer(heard["rate_2"].to_numpy(float), heights)) < line).any(axis=1)
    left = max([0.0, *heard.loc[near & (heard["rate_1"] < 0.2), "rate_1"]]) + 0.035
    for sur, height in zip(named["sur"], heights, strict=True):
        axes.text(left, height, sur, va="center", color=INK)
    for row in own.itertuples():
        mark, colour = CODING_MARKS[row.coding]
        axes.plot(row.rate_1, row.rate_2, mark, color=colour, markersize=5.5 * scaled(), zorder=4, clip_on=False)
    percent_axis(axes, "Accepted in the first review")
    axes.set_xlim(-0.03, 1.03)
    percent_upwards(axes)
    axes.grid(True)
    axes.set_ylabel("Accepted in the second review")
    axes.set_title(f"Two rates (n = {len(table) + 1} States)")


def _ranked_changes(axes: Axes, table: pd.DataFrame, own: pd.DataFrame, name: str, mean: float, holds: int) -> None:
    """Every State's change in rank order, the State's own under each coding; the panel holds so many letters a line."""
    ranked = table.sort_values(["change", "sur"], ascending=False).reset_index(drop=True)
    silent = ranked["silent"]
    axes.vlines(ranked.index, 0, ranked["change"], color=LIGHT, linewidth=0.8)
    axes.plot(ranked.index[~silent], ranked.loc[~silent, "change"], ".", color=GREY, markersize=3 * scaled())
    axes.plot(ranked.index[silent], ranked.loc[silent, "change"], "^", color=INK, markersize=4 * scaled())
    axes.axhline(mean, color=INK, linewidth=0.6, linestyle=(0, (4, 3)))
    # The words stand clear of the axis: above it where the mean is below.
    above = max(mean, 0.0)
    axes.text(len(ranked), above, " mean of the others", ha="right", va="bottom")
    for row, height in zip(own.itertuples(), _label_heights(own["change"].tolist(), above), strict=True):
        mark, colour = CODING_MARKS[row.coding]
        place = int((ranked["change"] > row.change).sum()) - 0.5
        axes.plot(place, row.change, mark, color=colour, markersize=5.5 * scaled(), zorder=4)
        # The curve falls from left to right: above it there is room at the right, below it at the left.
        words = f"{name}, {in_words(row.coding)}: {points(row.change)}"
        x, side = place + 0.04 * len(ranked), "left"
        if row.change <= 0:
            x, side = max(place - 0.06 * len(ranked), len(words) / holds * len(ranked)), "right"
        axes.text(x, height, words, color=colour, va="center", ha=side)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.set_xlim(-0.02 * len(ranked), 1.015 * len(ranked))
    axes.set_xlabel("States, from the largest rise to the largest fall")
    axes.set_ylabel("Change, percentage points")
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=""))
    axes.set_title("Change between the two reviews")


def _label_heights(changes: list[float], mean: float, line: float = 0.07) -> list[float]:
    """Where the labels of changes stand, a line apart; those of rises also keep clear of the words on the mean."""
    heights: dict[int, float] = {}
    lowest = -np.inf
    for number in sorted((at for at, change in enumerate(changes) if change > 0), key=changes.__getitem__):
        height = max(changes[number] + 0.03, lowest)
        if abs(height - (mean + 0.03)) < line:
            height = mean + 0.03 + line
        heights[number], lowest = height, height + line
    highest = np.inf
    for number in sorted((at for at, change in enumerate(changes) if change <= 0), key=changes.__getitem__)[::-1]:
        heights[number] = min(changes[number] - 0.06, highest)
        highest = heights[number] - line
    return [heights[number] for number in range(len(changes))]


@styled
def bounds(allowed: Result, *, page: Profile) -> Figure:
    """Bounds of each group's rate in the first review beside its rate in the second.

    From ``timing.allowed_by_totals``.

    Examples
    --------
    >>> from uprlib import corpus, plots, timing
    >>> first, second = (timing.with_later_answers(corpus(), "PRK", cycles=[cycle]) for cycle in (1, 2))
    >>> figure = plots.bounds(timing.allowed_by_totals(first, second))
    """
    drawn = pd.DataFrame(allowed[allowed["drawn"]])
    parts = [
        pd.concat([pd.DataFrame({"label": [heading]}), drawn[drawn["group"] == group]])
        for group, heading in GROUPS_OF_REQUESTS.items()
        if (drawn["group"] == group).any()
    ]
    table = pd.concat(parts, ignore_index=True)
    figure, axes = list_figure(page, len(table), reserved=22, usual=LINE_MM)
    places = listed(axes, table["label"].tolist(), bold=table["n"].isna().tolist())
    for place, row in zip(places, table.itertuples(), strict=True):
        if pd.isna(row.n):
            continue
        if row.rate_max > row.rate_min:
            bounds_bar(axes, place, row.rate_min, row.rate_max, height=0.46, facecolor="#CFE5F3")
        else:
            axes.plot(row.rate_min, place, "o", color=BLUE, markersize=4.5 * scaled())
        beside(axes, place, _counts(row.rate_min, row.rate_max, row.n), color=BLUE)
        if pd.notna(row.n_2):
            ends = [row.rate_min_2, row.rate_max_2]
            axes.plot(ends, [place, place], color=VERMILION, linewidth=1.4 * scaled(), zorder=3)
            axes.plot(ends, [place, place], "D", color=VERMILION, markersize=4 * scaled(), clip_on=False, zorder=3)
            beside(axes, place, _counts(row.rate_min_2, row.rate_max_2, row.n_2), ems=7, color=VERMILION)
    percent_axis(axes, "Share accepted (bars: what the totals\nallow in the first; diamonds: the second)")
    axes.set_ylim(-0.6, len(table) + 0.4)
    beside(axes, len(table) - 0.1, "first", color=BLUE, fontweight="bold")
    beside(axes, len(table) - 0.1, "second", ems=7, color=VERMILION, fontweight="bold")
    seen = [
        f"{row['label']} {_range(row['rate_min'], row['rate_max'])}"
        + (f", then {_range(row['rate_min_2'], row['rate_max_2'])}" if pd.notna(row["n_2"]) else "")
        for row in drawn.to_dict("records")
    ]
    return captioned(
        figure,
        allowed,
        alt="For each action category, regional group and family of issues: a bar from the lowest to the highest "
        "acceptance rate that the totals of the first review allow, and a diamond for the rate in the second review. "
        f"{'; '.join(seen)}.",
    )


WHO = {"own": ("D", VERMILION, 0.16), "others": ("o", GREY, -0.16)}
"""Mark, colour and place on the line of the State and of all others."""


def _counts(low: float, high: float, n: float) -> str:
    """How many of n are accepted, or from how many to how many."""
    least, most = round(low * n), round(high * n)
    return f"{least}/{int(n)}" if least == most else f"{least}–{most}/{int(n)}"


def _range(low: float, high: float) -> str:
    return f"{low:.0%}" if low == high else f"{low:.0%} to {high:.0%}"


@styled
def returning(table: Result, *, page: Profile) -> Figure:
    """Requests that came back: of those not accepted at first, the share accepted in the second review.

    From ``timing.came_back``.

    Examples
    --------
    >>> from uprlib import acceptance, corpus, plots, timing
    >>> own = acceptance.answers(corpus(), "PRK")
    >>> figure = plots.returning(timing.came_back(corpus(), own))
    """
    kinds, thresholds = table["kind"].unique(), sorted(table["threshold"].unique())
    figure, panels = new_figure(page, 57 * page.font / 7, len(kinds), sharey=True)
    for axes, kind in zip(panels, kinds, strict=True):
        for who, (mark, colour, shift) in WHO.items():
            rows = table[(table["kind"] == kind) & (table["who"] == who) & table["rate"].notna()]
            for row in rows.sort_values("threshold").itertuples():
                place = thresholds.index(row.threshold) + shift
                interval(axes, place, row.rate, row.low, row.high, colour=colour, mark=mark)
                beside(axes, place, f"{row.opened}/{row.refused}", color=colour)
        axes.set_yticks(range(len(thresholds)), [f"{value:g}" for value in thresholds])
        axes.set_ylim(-0.5, len(thresholds) - 0.5)
        percent_axis(axes, "Accepted in the second review")
        title = f"Asked by {'' if kind.startswith('another') else 'the '}{kind}"
        axes.set_title(wrapped(title, page, 0.5) if is_narrow(page) else title)
    panels[0].set_ylabel("Least likeness")
    name = table.about.facts["who"]
    handles = [
        Line2D([], [], color=colour, marker=mark, markersize=4.2 * scaled(), label=words)
        for (mark, colour, _), words in zip(WHO.values(), (name, "all other States"), strict=True)
    ]
    legend(figure, page, handles=handles)
    seen = [
        f"{name if row['who'] == 'own' else 'all others'}, asked by {row['kind'].replace('same', 'the same')}: "
        f"{row['opened']} of {row['refused']}"
        for row in table[table["chosen"]].to_dict("records")
    ]
    least = table.loc[table["chosen"], "threshold"].max()
    return captioned(
        figure,
        table,
        title=f"Requests that came back, {name} and all other States",
        alt="Of near-identical requests not accepted in the first review, the share accepted in the second, for "
        f"{name} and for all other States, by least likeness and by who asked, with Wilson intervals. At a likeness of "
        f"{least:g} or more: {'; '.join(seen)}.",
    )


@styled
def inquiries(table: Result, *, page: Profile) -> Figure:
    """Changes of States with an inquiry between two reviews, on the changes of all others.

    From ``profiles.changes_with_inquiry``.

    Examples
    --------
    >>> from uprlib import corpus, plots, profiles
    >>> figure = plots.inquiries(profiles.changes_with_inquiry(corpus(), "PRK"))
    """
    placebo, mean = (table.about.facts[key] for key in ("placebo", "mean"))
    figure, (axes,) = new_figure(page, 24 + (len(table) + 5) * LINE_MM * page.font / 7)
    counts, edges = np.histogram(placebo, bins=np.arange(-1, 1.01, 0.05))
    height = 4.0
    bars: dict[str, Any] = {"width": 0.05, "align": "edge", "color": LIGHT, "edgecolor": "white", "linewidth": 0.4}
    axes.bar(edges[:-1], counts / counts.max() * height, bottom=len(table) + 0.2, **bars)
    axes.text(-0.98, len(table) + 0.6, f"n = {len(placebo)} States without\nan inquiry on file", va="bottom", color=INK)
    axes.axvline(mean, color=INK, linewidth=0.6, linestyle=(0, (4, 3)))
    axes.axvline(0, color=INK, linewidth=0.8)
    ranked = table.sort_values("change")
    for place, row in enumerate(ranked.itertuples()):
        colour, mark = (VERMILION, "D") if row.own else (BLUE, "o")
        interval(axes, place, row.change, 0, row.change, colour=colour, mark=mark, width=1.2, size=4.4)
        side, sign = ("left", 1) if row.change >= 0 else ("right", -1)
        beside_it: dict[str, Any] = dict(xytext=(sign * page.font, 0), textcoords="offset points", ha=side, va="center")
        axes.annotate(points(row.change), (row.change, place), color=colour, **beside_it)
    listed(axes, ranked["label"].tolist(), places=range(len(table)))
    axes.set_ylim(-0.7, len(table) + height + 0.5)
    axes.set_xlim(-1, 1)
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=""))
    axes.set_xlabel("Change of the acceptance rate between\nthe two reviews, percentage points")
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    seen = ", ".join(f"{row['label']} {points(row['change'])}" for row in table.to_dict("records"))
    return captioned(
        figure,
        table,
        alt="The change of the acceptance rate of each State with an inquiry between its two reviews, in percentage "
        f"points, below the distribution of the changes of {len(placebo)} States without one (mean {points(mean)}). "
        f"{seen}.",
    )
