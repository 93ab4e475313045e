"""The figure of the two stages of an answer: in the room and at the end."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from uprlib.facts.journals import Profile
from uprlib.plots.marks import beside, interval, legend, listed, percent_axis, rate, scaled
from uprlib.plots.style import BLUE, VERMILION, captioned, is_narrow, line_height, new_figure, styled, wrapped
from uprlib.tidy import Result, percent

HEADINGS = {"action category": "Action category", "friends": "Who asked", "regional group": "Regional group"}
"""Groups of requests in the order in which they are drawn, below all requests together."""

TITLES = {"refused_in_room": "Refused in the room", "accepted_of_open": "Of what was left open, accepted at the end"}

CYCLES = ((BLUE, "o", 0.17), (VERMILION, "D", -0.17))
"""Colour, mark and place on the line of the first and of the second review."""


@styled
def stages(table: Result, *, page: Profile) -> Figure:
    """What was refused in the room, and what was accepted of the rest, by what was asked and by who asked.

    From ``timing.stages``. Intervals are over recommending States.

    Examples
    --------
    >>> from uprlib import acceptance, corpus, plots, timing
    >>> own = acceptance.answers(corpus(), "PRK")
    >>> figure = plots.stages(timing.stages(own))
    """
    lines = [("all", "all", "All requests")]
    for group, heading in HEADINGS.items():
        labels = table.loc[table["group"] == group, "label"].drop_duplicates().tolist()
        lines += [("", "", heading), *((group, label, str(label)) for label in labels)] if labels else []
    keys, labels = [line[:2] for line in lines], [line[2] for line in lines]
    cycles, drawn = sorted(table["cycle"].unique()), [stage for stage in TITLES if (table["stage"] == stage).any()]
    # On a narrow page the panels stand one above the other and share its height.
    stacked = len(drawn) if is_narrow(page) else 1
    line = line_height(page, len(lines) * stacked, reserved=26 * stacked, usual=5.4)
    height = 26 * page.font / 7 + len(lines) * line
    figure, panels = new_figure(page, height, len(drawn), sharey=not is_narrow(page))
    for axes, stage in zip(panels, drawn, strict=True):
        listed(axes, labels, bold=[not group for group, _ in keys])
        for column, (cycle, (colour, mark, shift)) in enumerate(zip(cycles, CYCLES, strict=False)):
            own = table[(table["stage"] == stage) & (table["cycle"] == cycle)].set_index(["group", "label"])
            for place, key in zip(range(len(keys))[::-1], keys, strict=True):
                if key not in own.index:
                    continue
                row = own.loc[key]
                if pd.notna(row["low_clustered"]):
                    ends = row["rate"], row["low_clustered"], row["high_clustered"]
                    interval(axes, place + shift, *ends, colour=colour, mark=mark, size=3.6)
                    count = f"{round(row['rate'] * row['n'])}/{int(row['n'])}"
                else:
                    count = rate(axes, place + shift, row, colour=colour, mark=mark)
                beside(axes, place, count, ems=0.6 + 6.4 * column, color=colour)
        percent_axis(axes, "Share of recommendations")
        axes.set_title(wrapped(TITLES[stage], page, 0.34), pad=6)
    handles = [
        Line2D([], [], color=colour, marker=mark, markersize=4 * scaled(), label=f"cycle {cycle}")
        for cycle, (colour, mark, _) in zip(cycles, CYCLES, strict=False)
    ]
    legend(figure, page, handles=handles)
    whole = table[table["group"] == "all"]
    seen = [
        f"{TITLES[row['stage']].lower()}, cycle {row['cycle']}: {percent(row['rate']) or 'not known'} of {row['n']}"
        for row in whole.to_dict("records")
    ]
    ranges = " Hatched bars are what the published totals allow." if table["rate"].isna().any() else ""
    return captioned(
        figure,
        table,
        title=f"Two stages of an answer, {table.about.facts['who']}",
        alt="Left: the share of recommendations refused in the Working Group (in the room); right: of those left open, "
        "the share accepted at the end; by action category, by who asked and by regional group, with intervals over "
        f"recommending States.{ranges} {'; '.join(seen)}.",
    )
