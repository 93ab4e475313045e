"""Figures of the notebook on the State as recommending State."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from uprlib.facts.journals import Profile
from uprlib.facts.vocabulary import ACTIONS
from uprlib.plots.marks import beside, interval, legend, listed, part_of_bar, percent_axis
from uprlib.plots.style import (
    BLUE,
    GREY,
    GROUPS,
    INK,
    LIGHT,
    VERMILION,
    captioned,
    list_figure,
    most_lines,
    new_figure,
    styled,
    wrapped,
)
from uprlib.tidy import Result

PARTS = {
    "plaudits": ("low-cost (1, 2)", BLUE, ""),
    "considers": ("consider (3)", LIGHT, ""),
    "demands": ("action (4, 5)", VERMILION, "////"),
    "uncoded": ("not coded", "white", ""),
}
"""The parts of a bar, from the middle outwards: label, colour and hatch."""


@styled
def habits(table: Result, *, page: Profile) -> Figure:
    """Shares of action categories of a recommending State, its group and all States; from ``alliances.habits``.

    Examples
    --------
    >>> from uprlib import alliances, corpus, plots
    >>> made = alliances.made_by(corpus(), "PRK")
    >>> figure = plots.habits(alliances.habits(made))
    """
    figure, (axes,) = new_figure(page, 84 * page.font / 7)
    marks = {
        "state": ("D", VERMILION, 0.27),
        "group": ("s", GROUPS.get(table.about.facts["group"], BLUE), 0.0),
        "all": ("o", GREY, -0.27),
    }
    for who, (mark, colour, shift) in marks.items():
        own = table[table["who"] == who]
        for row in own.itertuples():
            place = 5 - row.action + shift
            interval(axes, place, row.share, row.low, row.high, colour=colour, mark=mark, size=4.4)
            beside(axes, place, f"{row.n:,}/{row.of:,}", color=INK)
        if len(own):
            axes.plot([], [], mark, color=colour, label=own["label"].iloc[0])
    listed(axes, [f"{a} {ACTIONS[a]}" for a in reversed(ACTIONS)], places=range(5))
    percent_axis(axes, "Share of the recommendations made")
    legend(figure, page)
    seen = "; ".join(_shares(table[table["who"] == who].rows()) for who in table["who"].unique())
    what = "Share of each action category in the recommendations made, with intervals and counts."
    return captioned(figure, table, alt=f"{what} {seen}.")


def _shares(rows: list[dict[str, Any]]) -> str:
    parts = ", ".join(f"{row['action']} {ACTIONS[row['action']]} {row['share']:.0%}" for row in rows)
    return f"{rows[0]['label']} (n = {rows[0]['of']:,}): {parts}"


@styled
def plaudits_and_demands(table: Result, *, page: Profile) -> Figure:
    """Both sides of each pair: what was asked (right) and received (left), by how much it asks.

    From ``alliances.most_exchanged``. Where a page does not hold every State, those addressed most are drawn.

    Examples
    --------
    >>> from uprlib import alliances, corpus, plots
    >>> made = alliances.made_by(corpus(), "PRK")
    >>> most = alliances.most_exchanged(alliances.both_ways(made), made, closest=0.333)
    >>> figure = plots.plaudits_and_demands(most)
    """
    reserved, every = 26, len(table)
    table = table.head(most_lines(page, reserved=reserved))
    rows = table.rows()
    figure, axes = list_figure(page, len(table), reserved=reserved, usual=4.4)
    places = listed(axes, [row["name"] + _mark(row) for row in rows])
    for side, sign in (("asked", 1), ("received", -1)):
        left = np.zeros(len(table))
        for part, (_, colour, hatch) in PARTS.items():
            values = sign * table[f"{side}_{part}"].to_numpy(float)
            part_of_bar(axes, places, values, left, colour, hatch)
            left = left + values
    axes.axvline(0, color=INK, linewidth=0.9)
    axes.set_ylim(-0.7, len(table) - 0.3)
    most = max(abs(bound) for bound in axes.get_xlim())
    axes.set_xlim(-most, most)
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    received, made = int(table["received_n"].sum()), int(table["asked_n"].sum())
    label = f"Recommendations: received from the other State (left, n = {received}), made to it (right, n = {made})"
    axes.set_xlabel(wrapped(label, page, 0.6))
    for part, (words, colour, hatch) in PARTS.items():
        if table[[f"asked_{part}", f"received_{part}"]].to_numpy().any():
            axes.barh([0], [0], color=colour, hatch=hatch, edgecolor=INK, linewidth=0.4, label=words)
    legend(figure, page)
    first = "; ".join(
        f"{row['name']}{_mark(row)}, made {row['asked_n']} ({_kinds(row, 'asked')}), received {row['received_n']} "
        f"({_kinds(row, 'received')})"
        for row in rows[:3]
    )
    part_of_all = "" if len(table) == every else f", those addressed most of {every}, for which a page has room"
    return captioned(
        figure,
        table,
        title=f"{table.about.title}, low-cost requests and requests for action",
        alt=f"Two-sided bars for {len(table)} States{part_of_all}: on the left {received} recommendations received "
        f"from them, on the right {made} made to them. Those addressed most: {first}.",
    )


def _mark(row: dict[str, Any]) -> str:
    """What stands behind a State's name: whether it is a friend, where any State can be one."""
    return {"friend": " (friend)", "other": ""}.get(row["standing"], " (no value)" if row["marked"] else "")


def _kinds(row: dict[str, Any], side: str) -> str:
    return f"{row[f'{side}_plaudits']} low-cost, {row[f'{side}_demands']} for action"
