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
    beside,
    is_narrow,
    legend,
    line_height,
    new_figure,
    percent_axis,
    styled,
    wrapped,
)

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


@styled
def record(lines: pd.DataFrame, *, page: Profile) -> Figure:
    """The dated record: a scale of time, and one line for each act and document, with stacked counts of positions.

    `lines` has date, day (as shown), label, kind ("document", "event", "review") and, for documents, a count for each
    position; a missing date stands last.
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
    return figure


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
def room_and_end(room: pd.DataFrame, sur: str, name: str, *, page: Profile) -> Figure:
    """Every review: share left open in the room, and what share of that was accepted at the end."""
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
    return figure


@styled
def transitions(table: pd.DataFrame, *, page: Profile) -> Figure:
    """What became of each position taken in the room, as shares; `table` has panel, position_wg, accepted, noted."""
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
    return figure


@styled
def changes(table: pd.DataFrame, own: pd.DataFrame, silent: list[str], name: str, *, page: Profile) -> Figure:
    """Every State with two reviews: its two rates, and the changes in rank order.

    `table` is from ``timing.changes``, without the State; `own` has label, rate_1, rate_2, change, one row for each
    coding that differs; `silent` are States of whose first review nothing is recorded as accepted.
    """
    scale = page.font / 7
    figure, (left, right) = new_figure(page, 86 * scale, 2, gridspec_kw={"width_ratios": [1, 1.05]})
    quiet = table["sur"].isin(silent)
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
    quiet = ranked["sur"].isin(silent)
    right.vlines(ranked.index, 0, ranked["change"], color=LIGHT, linewidth=0.8)
    right.plot(ranked.index[~quiet], ranked.loc[~quiet, "change"], ".", color=GREY, markersize=3 * scale)
    right.plot(ranked.index[quiet], ranked.loc[quiet, "change"], "^", color=INK, markersize=4 * scale)
    own = own.sort_values("change", ascending=False)
    heights = np.minimum.accumulate(own["change"].to_numpy() - 0.07 * np.arange(len(own)))
    right.axhline(ranked["change"].mean(), color=INK, linewidth=0.6, linestyle=(0, (4, 3)))
    right.text(len(ranked), ranked["change"].mean(), " mean of the others", ha="right", va="bottom")
    for row, height in zip(own.itertuples(), heights, strict=True):
        mark, colour = CODING_MARKS[row.coding]
        place = int((ranked["change"] > row.change).sum()) - 0.5
        right.plot(place, row.change, mark, color=colour, markersize=5.5 * scale, zorder=4)
        # The curve falls from left to right: above it there is room at the right, below it at the left.
        rising = row.change > 0
        right.text(
            place + 8 if rising else place - 12,
            height + 0.03 if rising else height - 0.06,
            f"{name}, {row.label}: {100 * row.change:+.1f}",
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
    return figure


@styled
def bounds(table: pd.DataFrame, *, page: Profile) -> Figure:
    """Bounds of each group's rate in one review beside its rate in the other.

    `table` has label, n, rate_min, rate_max and other_rate, other_n (missing where the other review lacks the group);
    a row with a missing n is a heading.
    """
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
        if pd.notna(row.other_rate):
            axes.plot(row.other_rate, place, "D", color=VERMILION, markersize=4 * scale, clip_on=False, zorder=3)
        low, high = round(row.rate_min * row.n), round(row.rate_max * row.n)
        count = f"{low}/{int(row.n)}" if low == high else f"{low}–{high}/{int(row.n)}"
        beside(axes, place, count, color=BLUE)
        if pd.notna(row.other_rate):
            beside(axes, place, f"{round(row.other_rate * row.other_n)}/{int(row.other_n)}", ems=7, color=VERMILION)
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
    return figure


@styled
def returning(table: pd.DataFrame, name: str, *, page: Profile) -> Figure:
    """Requests that came back: of those not accepted at first, the share accepted in the second review.

    `table` has threshold, kind, who ("own" or "others"), opened, refused, rate, low, high.
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
        axes.set_yticks(range(len(thresholds)), [f"{value:.1f}" for value in thresholds])
        axes.set_ylim(-0.5, len(thresholds) - 0.5)
        percent_axis(axes, "Accepted in the second review")
        axes.set_title(
            f"Asked by {kind[0].lower() + kind[1:]}" if kind.startswith("another") else f"Asked by the {kind}"
        )
    panels[0].set_ylabel("Least likeness")
    return figure


@styled
def inquiries(table: pd.DataFrame, placebo: pd.Series, *, page: Profile) -> Figure:
    """Changes of States with an inquiry between two reviews, on the changes of all others.

    `table` has label and change, `placebo` the changes of States without one.
    """
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
    axes.axvline(float(placebo.mean()), color=INK, linewidth=0.6, linestyle=(0, (4, 3)))
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
    return figure
