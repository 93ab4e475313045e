"""Figures of the notebook on alliances."""

from __future__ import annotations

from typing import Any

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from uprlib.acceptance.rates import accepted_in_words
from uprlib.alliances.held_constant import EASE, WITH_GROUP
from uprlib.facts.journals import Profile
from uprlib.plots.marks import beside, interval, legend, listed, odds_axis, percent_axis, percent_upwards, rate, scaled
from uprlib.plots.style import (
    BLUE,
    GREEN,
    GREY,
    GROUPS,
    INK,
    LIGHT,
    VERMILION,
    NoFigure,
    captioned,
    is_narrow,
    least_line,
    line_height,
    list_figure,
    new_figure,
    styled,
    wrapped,
)
from uprlib.tidy import Result, capitalised, written

LINE_MM = 4.4
STANDING = {True: ("D", VERMILION, True), False: ("o", BLUE, False)}
"""Mark, colour and filling of friends and of others."""
COMMUNITY_MARKS = ("o", "s", "^", "D", "v", "P", "X", "*", "<", ">")
COMMUNITY_COLOURS = (BLUE, VERMILION, GREEN, "#E69F00", "#56B4E9", "#CC79A7", "#F0E442", INK, "#882255", "#999933")
"""Okabe and Ito's palette, then Tol's; each colour has its own mark, so that communities are told apart in grey."""
GROUP_MARKS = dict(zip(GROUPS, ("o", "s", "^", "P", "X", "*"), strict=True))


@styled
def recommenders_by_friendship(table: Result, *, page: Profile) -> Figure | NoFigure:
    """Ranked acceptance by recommending State, friends filled and others hollow; from ``alliances.recommenders``.

    Beside the counts stands how many low-cost, middle and specific requests the State made. A State that has no value
    under the definition is a cross.

    Examples
    --------
    >>> from uprlib import acceptance, alliances, corpus, plots
    >>> own = acceptance.answers(corpus(), "PRK", cycles=[2])
    >>> friends = alliances.friends(corpus(), "PRK", 2)
    >>> found = alliances.recommenders(own, friends, "ideal_points", least=3)
    >>> figure = plots.recommenders_by_friendship(found)
    """
    facts, drawn = table.about.facts, table[table["drawn"]]
    if drawn.empty:
        return NoFigure(f"No State made {facts['least']} recommendations or more.")
    figure, axes = list_figure(page, len(drawn), reserved=24, usual=LINE_MM)
    for place, row in zip(listed(axes, drawn["name"].tolist()), drawn.itertuples(), strict=True):
        mark, colour, filled = STANDING.get(row.friend, ("x", GREY, False))
        count = rate(axes, place, row, colour=colour, mark=mark, filled=filled, width=1.2, edge=0.8)
        beside(axes, place, count)
        beside(axes, place, row.mix, ems=7)
    axes.set_ylim(-0.7, len(drawn) + 0.4)
    percent_axis(axes)
    beside(axes, len(drawn) - 0.1, "accepted", fontweight="bold")
    beside(axes, len(drawn) - 0.1, "low / middle / specific", ems=7, fontweight="bold")
    axes.plot([], [], "D", color=VERMILION, label="friend")
    axes.plot([], [], "o", markerfacecolor="white", markeredgecolor=BLUE, label="other")
    if drawn["friend"].isna().any():
        axes.plot([], [], "x", color=GREY, label="no value")
    legend(figure, page)
    definition = facts["definition"].replace("_", " ")
    friend = drawn["friend"].eq(True).fillna(False).astype(bool)
    kinds = {"Friends": friend, "Others": drawn["friend"].notna() & ~friend, "Without a value": drawn["friend"].isna()}
    seen = [f"{kind} ({chosen.sum()}): {_first(drawn[chosen])}." for kind, chosen in kinds.items() if chosen.any()]
    return captioned(
        figure,
        table,
        title=f"Recommending States of {facts['the']}'s review, cycle {facts['cycle']}, friends by {definition}",
        alt=f"Share accepted of the requests of {len(drawn)} States that made at least {facts['least']}, ranked, with "
        "intervals, counts and the numbers of low-cost, middle and specific requests. The first of each kind: "
        f"{' '.join(seen)}",
    )


def _first(rows: pd.DataFrame, most: int = 3) -> str:
    """The first of ranked States with what was accepted of their requests."""
    return ", ".join(f"{row['name']} {accepted_in_words(row)} of {row['n']}" for row in rows[:most].to_dict("records"))


@styled
def friendship_odds(held: Result, *, page: Profile) -> Figure:
    """Odds ratios of friends against others with intervals over States, a line for each definition of a friend.

    A panel is one specification of ``alliances.held_constant``: nothing held constant, what is asked, and the regional
    group too. A definition under which friends cannot be told apart has no mark there. In brackets: friends of States.

    Examples
    --------
    >>> from uprlib import acceptance, alliances, corpus, plots
    >>> own = acceptance.answers(corpus(), "PRK", cycles=[2])
    >>> friends = alliances.friends(corpus(), "PRK", 2)
    >>> figure = plots.friendship_odds(alliances.held_constant(own, friends, draws=100, seed=1))
    """
    shown = [name for name in ("friend alone", EASE, WITH_GROUP) if name in set(held["specification"])]
    definitions = list(dict.fromkeys(held["definition"]))
    counts = held.drop_duplicates("definition").to_dict("records")
    labels = [f"{row['definition'].replace('_', ' ')} ({row['friends']} of {row['states']})" for row in counts]
    stacked, reserved = len(shown) if is_narrow(page) else 1, 22
    line = line_height(page, stacked * len(definitions), reserved=stacked * reserved, usual=1.2 * LINE_MM)
    height = reserved * page.font / 7 + line * len(definitions)
    figure, panels = new_figure(page, height, len(shown), sharey=True)
    least, most = 0.1, 200.0
    for axes, specification in zip(panels, shown, strict=True):
        rows = held[held["specification"] == specification].set_index("definition")
        for place, definition in enumerate(reversed(definitions)):
            if definition not in rows.index:
                axes.text(1.15, place, "no estimate", color=GREY, va="center_baseline")
                continue
            row = rows.loc[definition]
            ends = row[["low_clustered", "high_clustered"]].astype(float)
            low, high = ends.fillna({"low_clustered": least, "high_clustered": most}).clip(least, most)
            value = np.clip(row["odds_ratio"], least, most)
            interval(axes, place, value, low, high, filled=low > 1 or high < 1, width=1.3)
        n = sorted({rows["n"].min(), rows["n"].max()})
        odds_axis(axes, least, most, [0.1, 1, 10, 100], f"odds ratio (n = {' to '.join(map(str, n))})")
        axes.xaxis.set_minor_locator(NullLocator())
        listed(axes, labels)
        axes.set_title(wrapped(specification, page, 0.45 if is_narrow(page) else 0.6 / len(shown)), fontweight="normal")
    return captioned(
        figure,
        held,
        alt="Odds ratios of acceptance of friends' requests against others' with intervals over recommending States on "
        f"a logarithmic axis, by definition of a friend; filled where the interval leaves out 1. "
        f"{' '.join(_odds_in_words(held, name) for name in (shown[0], shown[-1]))}",
    )


def _odds_in_words(held: Result, specification: str) -> str:
    """One specification's odds ratios with their intervals over States, by definition."""
    words = "{} {odds_ratio:ratio} ({low_clustered:ratio} to {high_clustered:ratio})"
    rows = held[held["specification"] == specification].to_dict("records")
    seen = ", ".join(written(words.replace("{}", row["definition"].replace("_", " ")), row) for row in rows)
    return f"{capitalised(specification)}: {seen}."


@styled
def curve(fitted: Result, *, page: Profile) -> Figure:
    """Acceptance against nearness: the fitted curve with its band, and every recommending State by its rows.

    `fitted` is from ``alliances.acceptance_curve``.

    Examples
    --------
    >>> from uprlib import acceptance, alliances, corpus, plots
    >>> own = acceptance.answers(corpus(), "PRK", cycles=[2])
    >>> friends = alliances.friends(corpus(), "PRK", 2)
    >>> figure = plots.curve(alliances.acceptance_curve(own, friends, "ideal_points", draws=100, seed=1))
    """
    states = fitted.about.facts["states"]
    figure, (axes,) = new_figure(page, 84 * page.font / 7)
    axes.fill_between(fitted["nearness"], fitted["low"], fitted["high"], color=LIGHT, linewidth=0)
    axes.plot(fitted["nearness"], fitted["rate"], color=INK, linewidth=1.4 * scaled())
    for friend, (mark, colour, _) in STANDING.items():
        own = states[states["friend"] == friend]
        label = f"{'friends' if friend else 'others'} (n = {len(own)} States; size: rows)"
        look: dict[str, Any] = dict(marker=mark, facecolor="none", edgecolor=colour, linewidth=0.8, label=label)
        axes.scatter(own["nearness"], own["rate"], s=(5 + 7 * own["n"]) * scaled(), **look)
    named = states[states["named"]]
    percent_upwards(axes, -0.05, 1.08)
    axes.set_ylabel("Share accepted")
    axes.set_xlabel(wrapped(f"Nearness: {fitted.about.facts['nearness']}", page, 0.85))
    axes.grid(True)
    axes.set_axisbelow(True)
    legend(figure, page)
    places = {"nearness": "x", "rate": "y"}
    _label(figure, axes, named["recommender"].tolist(), named.rename(columns=places), states.rename(columns=places))
    friends = states["friend"].astype(bool)
    return captioned(
        figure,
        fitted,
        alt=f"Curve of the share accepted against nearness with a band. {' '.join(fitted.about.sentences)} A mark for "
        f"each of {len(states)} recommending States: {int(friends.sum())} friends and {int((~friends).sum())} others.",
    )


@styled
def network(nodes: Result, *, page: Profile) -> Figure:
    """The map of recommending States: ties, community or regional group by colour and mark, names that do not overlap.

    `nodes` is from ``alliances.network_map``.

    Examples
    --------
    >>> from uprlib import acceptance, alliances, corpus, plots
    >>> own = acceptance.answers(corpus(), "PRK", cycles=[2])
    >>> found = alliances.communities(own, runs=5, permutations=100, seed=1)
    >>> figure = plots.network(alliances.network_map(own, found, seed=1))
    """
    edges = nodes.about.facts["edges"]
    figure, (axes,) = new_figure(page, 130 * page.font / 7)
    strongest = edges["weight"].max()
    for row in edges.itertuples():
        width = 0.25 + 1.1 * row.weight / strongest
        axes.plot([row.x, row.x2], [row.y, row.y2], color=GREY, linewidth=width, alpha=0.45, zorder=1)
    for place, (part, own) in enumerate(nodes.groupby("part")):
        mark, colour = COMMUNITY_MARKS[place % len(COMMUNITY_MARKS)], COMMUNITY_COLOURS[place % len(COMMUNITY_COLOURS)]
        look: dict[str, Any] = dict(marker=GROUP_MARKS.get(str(part), mark), edgecolor=INK)
        look["facecolor"] = GROUPS.get(str(part), colour)
        label, sizes = f"{part} (n = {len(own)})", (14 + 4 * own["n"]) * scaled()
        axes.scatter(own["x"], own["y"], s=sizes, linewidth=0.4, zorder=2, label=label, **look)
    axes.set_axis_off()
    axes.margins(0.04)
    legend(figure, page)
    _label(figure, axes, nodes["code"].tolist(), nodes, nodes)
    seen = [
        f"{part} ({len(own)} State{'s' if len(own) > 1 else ''}): {', '.join(own['code'][:5])}"
        for part, own in nodes.sort_values(["n", "code"], ascending=[False, True]).groupby("part")
    ]
    return captioned(
        figure,
        nodes,
        alt=f"Network of {len(nodes)} recommending States with {len(edges)} ties between those whose requests fall on "
        f"the same issues with the same action categories; {nodes.about.facts['by']} by colour and mark. Of each, the "
        f"States with the most recommendations: {'; '.join(seen)}.",
    )


def _label(figure: Figure, axes: Axes, labels: list[str], own: pd.DataFrame, marks: pd.DataFrame) -> None:
    """Set labels near their marks, off each other and off all marks; `own` and `marks` have x and y."""
    import textalloc

    if not labels:
        return
    # The layout has to settle first: labels are placed in a figure that keeps its size.
    figure.draw_without_rendering()
    taken: dict[str, Any] = dict(x_scatter=marks["x"].tolist(), y_scatter=marks["y"].tolist(), linecolor=GREY)
    near: dict[str, Any] = dict(min_distance=0.01, max_distance=0.3, margin=0.004, linewidth=0.4)
    size, x, y = matplotlib.rcParams["font.size"], own["x"].tolist(), own["y"].tolist()
    textalloc.allocate(axes, x, y, labels, textsize=size, textcolor=INK, **taken, **near)


@styled
def heat_map(asked: Result, *, page: Profile) -> Figure:
    """Recommending States by issues: counts of requests, by part; from ``alliances.requests_by_issue``.

    Examples
    --------
    >>> from uprlib import acceptance, alliances, corpus, plots
    >>> own = acceptance.answers(corpus(), "PRK", cycles=[2])
    >>> found = alliances.communities(own, runs=5, permutations=100, seed=1)
    >>> figure = plots.heat_map(alliances.requests_by_issue(own, found, least=3))
    """
    table = asked.pivot(index="code", columns="issue", values="n").loc[asked["code"].unique(), asked["issue"].unique()]
    numbers, parts = pd.factorize(asked.drop_duplicates("code")["part"])
    breaks = np.flatnonzero(np.diff(numbers)) + 1
    # Rows may be lower than a line of type: their codes then stand in two columns by turns.
    scale = page.font / 7
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
    # A name needs as many lines as it is long.
    long = [0.2 * page.font * len(name) < (numbers == place).sum() * line for place, name in enumerate(parts)]
    middles = {name: np.flatnonzero(numbers == place).mean() for place, name in enumerate(parts) if long[place]}
    beside_rows = axes.secondary_yaxis("right")
    beside_rows.set_yticks(list(middles.values()), list(middles))
    for label in beside_rows.get_yticklabels():
        label.set(rotation=270, va="center")
    beside_rows.tick_params(length=0)
    beside_rows.spines["right"].set_visible(False)
    bar = figure.colorbar(picture, ax=axes, shrink=0.35, pad=0.01)
    bar.set_label(f"Recommendations\n(n = {int(values.sum())} on an issue)")
    bar.set_ticks(range(int(max(1, values.max())) + 1))
    bar.outline.set_linewidth(0.4)
    most = table.sum().sort_values(ascending=False, kind="stable").head(3)
    seen = ", ".join(f"{issue} ({int(n)})" for issue, n in most.items())
    return captioned(
        figure,
        asked,
        alt=f"Heat map of recommendations by {len(table)} States (at least {asked.about.facts['least']} each) and "
        f"{table.shape[1]} issues, grouped by {asked.about.facts['by']}, with lines between them. Most were on {seen}; "
        f"one State made at most {int(values.max())} on one issue.",
    )
