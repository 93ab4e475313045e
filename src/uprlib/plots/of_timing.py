"""Figures of the notebook on timing."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from uprlib.facts.journals import Profile
from uprlib.plots.style import (
    BLUE,
    GREEN,
    GREY,
    GRID,
    INK,
    LIGHT,
    VERMILION,
    NoFigure,
    beside,
    captioned,
    is_narrow,
    legend,
    line_height,
    new_figure,
    percent_axis,
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
    """
    scale = page.font / 7
    narrow = page.double / page.font < 22
    strip = 13 * scale
    rows = len(lines) * line_height(page, len(lines), reserved=35, usual=9.0 if narrow else LINE_MM)
    figure, (time, axes) = new_figure(page, 22 * scale + rows + strip, rows=2, height_ratios=[strip, rows])
    _time_scale(time, lines, page)
    most = int(max(lines[list(_FILLS)].fillna(0).sum(axis=1).max(), 50))
    # Bars get a third of the width beside the days; a number stands in a bar that holds it, otherwise after the bars.
    holds = 0.8 * page.font * 3.5 * most / (page.double - 3.2 * page.font)
    places = np.arange(len(lines))[::-1]
    used = []
    for place, row in zip(places, lines.to_dict("records"), strict=True):
        if row["kind"] != "document":
            mark, colour = _KINDS[row["kind"]]
            axes.plot(5, place, mark, color=colour, markersize=4 * scale)
            axes.text(0.1 * most, place, wrapped(row["label"], page, 0.72), va="center", color=colour)
            continue
        left, small = 0, []
        for position, (colour, hatch, words) in _FILLS.items():
            n = int(row[position])
            if not n:
                continue
            used.append(position)
            axes.barh(place, n, left=left, height=0.72, color=colour, hatch=hatch, edgecolor=INK, linewidth=0.4)
            if n >= holds:
                dark = position in ("accepted", "implemented", "not_accepted")
                axes.text(left + n / 2, place, str(n), ha="center", va="center", color="white" if dark else INK)
            else:
                small.append(f"{n} {words}")
            left += n
        room = 0.8 * (1 - left / (3.5 * most))
        axes.text(
            left + 0.02 * most, place, wrapped("; ".join([row["label"], *small]), page, room), va="center", color=INK
        )
    axes.set_yticks(places, lines["day"].tolist())
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-0.7, len(lines) - 0.3)
    axes.set_xlim(-3, most * 3.5)
    step = 100 if most > 200 else 50
    axes.set_xticks(range(0, most + 1, 2 * step if narrow else step))
    axes.spines["bottom"].set_bounds(0, most)
    axes.set_xlabel("Recommendations", loc="left")
    handles = [
        Patch(facecolor=colour, hatch=hatch, edgecolor=INK, linewidth=0.4, label=words)
        for position, (colour, hatch, words) in _FILLS.items()
        if position in used
    ]
    if handles:
        legend(figure, page, handles=handles, handlelength=1.2)
    return captioned(figure, lines, title=lines.about.title, alt=_record_in_words(lines))


def _record_in_words(lines: Result) -> str:
    """How many lines of each kind there are, and the counts of each document."""
    kinds = lines["kind"].value_counts()
    documents = [
        f"{row['document']} ({'about ' * row['day'].endswith('(about)')}{row['day'].removesuffix(' (about)')}) "
        + ", ".join(f"{row[name]:.0f} {words}" for name, (_, _, words) in _FILLS.items() if row[name])
        for row in lines[lines["kind"] == "document"].to_dict("records")
    ]
    return (
        f"Lines in the order of dates: acts of accountability ({kinds.get('event', 0)}), reviews "
        f"({kinds.get('review', 0)}) and documents that state positions of {lines.about.facts['the_who']} "
        f"({len(documents)}), each of these with its counts as a stacked bar. {'; '.join(documents)}."
    )


def _time_scale(axes: Axes, lines: pd.DataFrame, page: Profile) -> None:
    """The same acts and documents to the scale of time, a row for each kind."""
    scale = page.font / 7
    dated = lines[lines["date"].notna()]
    if dated.empty:
        axes.set_axis_off()
        return
    days = pd.to_datetime(dated["date"])
    names = {"event": "acts", "review": "reviews", "document": "positions"}
    for place, kind in enumerate(names):
        mark, colour = _KINDS[kind]
        own = days[dated["kind"] == kind]
        axes.plot(
            own.dt.year + (own.dt.day_of_year - 1) / 365.25,
            np.full(len(own), place),
            mark,
            color=colour,
            markersize=4 * scale,
            alpha=0.75,
        )
    axes.set_yticks(range(len(names)), list(names.values()))
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-0.6, len(names) - 0.4)
    first, last = int(days.dt.year.min()), int(days.dt.year.max()) + 1
    axes.set_xlim(first - 0.2, last + 0.2)
    # A year needs about four letters and a space.
    room = (page.double - 4 * page.font) / page.font
    axes.set_xticks(range(first, last + 1, next(step for step in (1, 2, 5, 10) if (last - first) / step * 1.3 < room)))
    axes.grid(axis="x", color=GRID, linewidth=0.5)


@styled
def room_and_end(places: Result, *, page: Profile) -> Figure:
    """Every review: share left open in the Working Group, "in the room", and what share of that was accepted at the
    end.

    From ``profiles.left_open``.
    """
    room, sur, name = (places.about.facts[key] for key in ("all_reviews", "sur", "who"))
    cycles = sorted(room["cycle"].unique())
    figure, panels = new_figure(page, 78 * page.font / 7, len(cycles), sharey=True)
    for axes, cycle in zip(panels, cycles, strict=True):
        own_cycle = room[(room["cycle"] == cycle) & room["share_open_accepted"].notna()]
        others, own = own_cycle[own_cycle["sur"] != sur], own_cycle[own_cycle["sur"] == sur]
        axes.scatter(
            others["share_left_open"],
            others["share_open_accepted"],
            s=11 * page.font / 7,
            facecolor="none",
            edgecolor=GREY,
            linewidth=0.7,
        )
        words = ""
        for row in own.itertuples():
            axes.plot(
                row.share_left_open,
                row.share_open_accepted,
                "D",
                color=VERMILION,
                markersize=5 * page.font / 7,
                zorder=3,
                clip_on=False,
            )
            words = wrapped(
                f"{name}: {row.left_open} of {row.known} left open, {row.open_accepted} of these accepted",
                page,
                0.75 if is_narrow(page) else 0.4,
            )
        percent_axis(axes, "Share left open in the room")
        axes.set_ylim(-0.03, 1.03)
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        axes.grid(color=GRID, linewidth=0.5)
        axes.set_title(
            f"Cycle {cycle} (n = {len(own_cycle)} reviews)", pad=(4 + 11 * (1 + words.count("\n"))) * page.font / 7
        )
        axes.text(0, 1.02, words, transform=axes.transAxes, color=VERMILION, va="bottom")
    panels[0].set_ylabel("Share of that accepted at the end")
    seen = "; ".join(
        f"cycle {row['cycle']}: {row['left_open']} of {row['known']} left open ({row['share_left_open']:.0%}, the "
        f"median review {row['median']:.0%}), {row['open_accepted']} of these accepted at the end"
        for row in places.rows()
    )
    return captioned(
        figure,
        places,
        title=f"What was left open in the Working Group, and what became of it, {name} named",
        alt="A panel for each cycle: every review's share left open in the Working Group (in the room) against the "
        f"share of that accepted at the end, {name} marked. {name}, {seen}.",
    )


@styled
def transitions(table: Result, *, page: Profile) -> Figure:
    """What became of each position taken in the Working Group, as shares; from ``timing.room_to_end``."""
    panels_ = list(table["panel"].unique())
    figure, panels = new_figure(page, 40 * page.font / 7, len(panels_), sharey=True)
    order = [
        position
        for position in ("noted", "not_accepted", "pending", "implemented", "accepted")
        if position in set(table["position_wg"])
    ]
    words = {key: value[2] for key, value in _FILLS.items()} | {"noted": "noted or refused"}
    for axes, panel in zip(panels, panels_, strict=True):
        rows = table[table["panel"] == panel].set_index("position_wg")
        for place, position in enumerate(order):
            if position not in rows.index:
                continue
            accepted, noted = rows.loc[position, ["accepted", "noted"]]
            total = accepted + noted
            axes.barh(place, accepted / total, color=BLUE, edgecolor=INK, linewidth=0.4, height=0.7)
            axes.barh(
                place, noted / total, left=accepted / total, color=LIGHT, edgecolor=INK, linewidth=0.4, height=0.7
            )
            beside(axes, place, f"{accepted:,} / {total:,}")
        axes.set_yticks(range(len(order)), [words[position] for position in order])
        axes.tick_params(axis="y", length=0)
        percent_axis(axes, "Share accepted at the end (accepted / all)")
        axes.set_xlim(0, 1)
        axes.set_title(panel)
    panels[0].set_ylabel("In the room")
    seen = [
        f"{panel}: "
        + ", ".join(
            f"{words[row['position_wg']]} {row['accepted']:,} of {row['accepted'] + row['noted']:,}"
            for row in table[table["panel"] == panel].to_dict("records")
        )
        for panel in panels_
    ]
    return captioned(
        figure,
        table,
        title=table.about.title,
        alt="For each position taken in the Working Group (in the room), the share of recommendations that is "
        f"recorded as accepted at the end. {'. '.join(seen)}.",
    )


@styled
def changes(moved: Result, *, page: Profile) -> Figure | NoFigure:
    """Every State with two reviews: its two rates, and the changes in rank order.

    From ``profiles.changes_beside_all``: the State is marked under each coding that differs, and triangles are States
    of whose first review nothing is recorded as accepted.
    """
    facts = moved.about.facts
    table, own, name = facts["others"], facts["own"], facts["who"]
    if own.empty or table.empty:
        return NoFigure(
            f"{name} is not among the States whose first review was in session {facts['sessions_kept']} or later and "
            f"whose second was in session {facts['last_session']} or earlier."
        )
    scale = page.font / 7
    figure, (left, right) = new_figure(page, 86 * scale, 2, gridspec_kw={"width_ratios": [1, 1.05]})
    quiet = table["silent"]
    left.plot([0, 1], [0, 1], color=INK, linewidth=0.6)
    left.scatter(
        table.loc[~quiet, "rate_1"],
        table.loc[~quiet, "rate_2"],
        s=11 * scale,
        facecolor="none",
        edgecolor=GREY,
        linewidth=0.7,
    )
    left.scatter(table.loc[quiet, "rate_1"], table.loc[quiet, "rate_2"], s=16 * scale, marker="^", color=INK, zorder=3)
    named = table[quiet].sort_values("rate_2")
    middle = named["rate_2"].mean() - 0.0225 * (len(named) - 1)
    for number, sur in enumerate(named["sur"]):
        left.text(
            named["rate_1"].max() + 0.035,
            middle + 0.045 * number,
            sur,
            va="center",
            color=INK,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4},
        )
    for row in own.itertuples():
        mark, colour = CODING_MARKS[row.coding]
        left.plot(row.rate_1, row.rate_2, mark, color=colour, markersize=5.5 * scale, zorder=4, clip_on=False)
    percent_axis(left, "Accepted in the first review")
    left.set_xlim(-0.03, 1.03)
    left.set_ylim(-0.03, 1.03)
    left.set_yticks([0, 0.25, 0.5, 0.75, 1])
    left.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    left.grid(color=GRID, linewidth=0.5)
    left.set_ylabel("Accepted in the second review")
    left.set_title(f"Two rates (n = {len(table) + 1} States)")

    ranked = table.sort_values(["change", "sur"], ascending=False).reset_index(drop=True)
    quiet = ranked["silent"]
    right.vlines(ranked.index, 0, ranked["change"], color=LIGHT, linewidth=0.8)
    right.plot(ranked.index[~quiet], ranked.loc[~quiet, "change"], ".", color=GREY, markersize=3 * scale)
    right.plot(ranked.index[quiet], ranked.loc[quiet, "change"], "^", color=INK, markersize=4 * scale)
    own = own.sort_values("change", ascending=False)
    heights = np.minimum.accumulate(own["change"].to_numpy() - 0.07 * np.arange(len(own)))
    right.axhline(facts["mean"], color=INK, linewidth=0.6, linestyle=(0, (4, 3)))
    right.text(len(ranked), facts["mean"], " mean of the others", ha="right", va="bottom")
    for row, height in zip(own.itertuples(), heights, strict=True):
        mark, colour = CODING_MARKS[row.coding]
        place = int((ranked["change"] > row.change).sum()) - 0.5
        right.plot(place, row.change, mark, color=colour, markersize=5.5 * scale, zorder=4)
        # The curve falls from left to right: above it there is room at the right, below it at the left.
        rising = row.change > 0
        right.text(
            place + 8 if rising else place - 12,
            height + 0.03 if rising else height - 0.06,
            f"{name}, {row.coding.replace('_', ', ')}: {points(row.change)}",
            color=colour,
            va="center",
            ha="left" if rising else "right",
        )
    right.axhline(0, color=INK, linewidth=0.8)
    right.set_xlim(-4, len(ranked) + 3)
    right.set_xlabel("States, from the largest rise to the largest fall")
    right.set_ylabel("Change, percentage points")
    right.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=""))
    right.set_title("Change between the two reviews")
    seen = "; ".join(
        f"{row.coding.replace('_', ', ')} {row.rate_1:.1%} and {row.rate_2:.1%}, a change of {points(row.change)}"
        for row in own.itertuples()
    )
    return captioned(
        figure,
        moved,
        title=f"Change between the two reviews, all States, {name} named",
        alt=f"Left: the acceptance rates of {len(table) + 1} States in their first and second review. Right: the "
        f"changes in rank order; the mean of the others is {points(facts['mean'])} points. {name} is marked under "
        f"each coding of its answers: {seen}. Triangles are {int(table['silent'].sum())} States of whose first "
        "review no acceptance is recorded.",
    )


@styled
def bounds(allowed: Result, *, page: Profile) -> Figure:
    """Bounds of each group's rate in the first review beside its rate in the second.

    From ``timing.allowed_by_totals``.
    """
    drawn = pd.DataFrame(allowed[allowed["drawn"]])
    parts = [
        pd.concat([pd.DataFrame({"label": [heading]}), drawn[drawn["group"] == group]])
        for group, heading in GROUPS_OF_REQUESTS.items()
        if (drawn["group"] == group).any()
    ]
    table = pd.concat(parts, ignore_index=True)
    scale = page.font / 7
    figure, (axes,) = new_figure(
        page, 22 * scale + len(table) * line_height(page, len(table), reserved=22, usual=LINE_MM)
    )
    places = np.arange(len(table))[::-1]
    for place, row in zip(places, table.itertuples(), strict=True):
        if pd.isna(row.n):
            continue
        if row.rate_max > row.rate_min:
            axes.barh(
                place,
                row.rate_max - row.rate_min,
                left=row.rate_min,
                height=0.46,
                facecolor="#CFE5F3",
                edgecolor=BLUE,
                linewidth=0.9,
                hatch="////",
            )
        else:
            axes.plot(row.rate_min, place, "o", color=BLUE, markersize=4.5 * scale)
        if pd.notna(row.rate_2):
            axes.plot(row.rate_2, place, "D", color=VERMILION, markersize=4 * scale, clip_on=False, zorder=3)
        low, high = round(row.rate_min * row.n), round(row.rate_max * row.n)
        count = f"{low}/{int(row.n)}" if low == high else f"{low}–{high}/{int(row.n)}"
        beside(axes, place, count, color=BLUE)
        if pd.notna(row.rate_2):
            beside(axes, place, f"{round(row.rate_2 * row.n_2)}/{int(row.n_2)}", ems=7, color=VERMILION)
    axes.set_yticks(places, table["label"].tolist())
    for label, n in zip(axes.get_yticklabels(), table["n"], strict=True):
        if pd.isna(n):
            label.set_fontweight("bold")
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-0.6, len(table) - 0.4)
    percent_axis(axes, "Share accepted (bars: what the totals\nallow in the first; diamonds: the second)")
    axes.set_ylim(-0.6, len(table) + 0.4)
    beside(axes, len(table) - 0.1, "first", color=BLUE, fontweight="bold")
    beside(axes, len(table) - 0.1, "second", ems=7, color=VERMILION, fontweight="bold")
    seen = [
        f"{row['label']} {row['rate_min']:.0%} to {row['rate_max']:.0%}"
        + (f", then {row['rate_2']:.0%}" if pd.notna(row["rate_2"]) else "")
        for row in drawn.to_dict("records")
    ]
    return captioned(
        figure,
        allowed,
        title=allowed.about.title,
        alt="For each action category, regional group and family of issues: a bar from the least to the greatest "
        "acceptance rate that the totals of the first review allow, and a diamond at the rate of the second review. "
        f"{'; '.join(seen)}.",
    )


@styled
def returning(table: Result, *, page: Profile) -> Figure:
    """Requests that came back: of those not accepted at first, the share accepted in the second review.

    From ``timing.came_back``.
    """
    scale = page.font / 7
    kinds = list(table["kind"].unique())
    figure, panels = new_figure(page, 52 * scale, len(kinds), sharey=True)
    thresholds = sorted(table["threshold"].unique())
    for axes, kind in zip(panels, kinds, strict=True):
        for who, (mark, colour, shift) in {"own": ("D", VERMILION, 0.16), "others": ("o", GREY, -0.16)}.items():
            for place, threshold in enumerate(thresholds):
                row = table[(table["kind"] == kind) & (table["who"] == who) & (table["threshold"] == threshold)]
                if row.empty or pd.isna(row["rate"].iloc[0]):
                    continue
                row = row.iloc[0]
                axes.plot([row["low"], row["high"]], [place + shift] * 2, color=colour, linewidth=1.4 * scale)
                axes.plot(row["rate"], place + shift, mark, color=colour, markersize=4.2 * scale)
                beside(axes, place + shift, f"{row['opened']}/{row['refused']}", color=colour)
        axes.set_yticks(range(len(thresholds)), [f"{value:g}" for value in thresholds])
        axes.set_ylim(-0.5, len(thresholds) - 0.5)
        percent_axis(axes, "Accepted in the second review")
        title = f"Asked by {'' if kind.startswith('another') else 'the '}{kind}"
        axes.set_title(wrapped(title, page, 0.5) if is_narrow(page) else title)
    panels[0].set_ylabel("Least likeness")
    name = table.about.facts["who"]
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
    """
    placebo, mean = (table.about.facts[key] for key in ("placebo", "mean"))
    scale = page.font / 7
    figure, (axes,) = new_figure(page, 24 + (len(table) + 5) * LINE_MM * scale)
    counts, edges = np.histogram(placebo, bins=np.arange(-1, 1.01, 0.05))
    height = 4.0
    axes.bar(
        edges[:-1],
        counts / counts.max() * height,
        width=0.05,
        align="edge",
        color=LIGHT,
        edgecolor="white",
        linewidth=0.4,
        bottom=len(table) + 0.2,
    )
    axes.text(-0.98, len(table) + 0.6, f"n = {len(placebo)} States without\nan inquiry on file", va="bottom", color=INK)
    axes.axvline(mean, color=INK, linewidth=0.6, linestyle=(0, (4, 3)))
    axes.axvline(0, color=INK, linewidth=0.8)
    for place, row in enumerate(table.sort_values("change").itertuples()):
        colour = VERMILION if row.own else BLUE
        axes.plot([0, row.change], [place, place], color=colour, linewidth=1.2 * scale)
        axes.plot(row.change, place, "D" if row.own else "o", color=colour, markersize=4.4 * scale)
        rose = row.change >= 0
        axes.annotate(
            f"{100 * row.change:+.1f}",
            (row.change, place),
            xytext=((1 if rose else -1) * page.font, 0),
            textcoords="offset points",
            va="center",
            ha="left" if rose else "right",
            color=colour,
        )
    axes.set_yticks(range(len(table)), table.sort_values("change")["label"].tolist())
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-0.7, len(table) + height + 0.5)
    axes.set_xlim(-1, 1)
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=""))
    axes.set_xlabel("Change of the acceptance rate between\nthe two reviews, percentage points")
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    axes.set_axisbelow(True)
    seen = ", ".join(f"{row['label']} {points(row['change'])}" for row in table.to_dict("records"))
    return captioned(
        figure,
        table,
        title=table.about.title,
        alt="The change of the acceptance rate of each State with an inquiry between its two reviews, in percentage "
        f"points, below the distribution of the changes of {len(placebo)} States without one (mean {points(mean)}). "
        f"{seen}.",
    )
