"""The figure of the notebook on specifications."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from uprlib.facts.journals import Profile
from uprlib.plots.marks import legend, listed
from uprlib.plots.style import (
    BLUE,
    GREY,
    INK,
    LIGHT,
    VERMILION,
    captioned,
    is_narrow,
    line_height,
    new_figure,
    styled,
    wrapped,
)
from uprlib.specifications.estimates import name
from uprlib.tidy import Result


@styled
def specification_curve(estimates: Result, *, page: Profile) -> Figure:
    """The distinct estimates of one claim in rank order, and below each the choices that give it.

    Parameters
    ----------
    estimates : Result
        Of one claim, from :mod:`uprlib.specifications`, in rank order; each value of a choice has a line of its own,
        with the number of estimates under it that agree.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import specifications
    >>> figure = specification_curve(specifications.low_cost(uprlib.corpus(), "PRK"))
    >>> figure.caption.alt[:42]
    'Specification curve: 28 distinct estimates'
    """
    values, scale = estimates.about.facts["values"], page.font / 7
    choices = list(values["choice"].unique())
    lines = len(values) + len(choices)
    line = line_height(page, lines, reserved=70, usual=3.6)
    top, rows = 46 * scale, lines * line
    ratios = [top, rows]
    figure, (curve, grid) = new_figure(page, top + 14 * scale + rows, rows=2, sharex=True, height_ratios=ratios)
    distinct = estimates.drop_duplicates("place")
    places = distinct["place"].to_numpy()
    ends = (distinct["low_clustered"], distinct["high_clustered"])
    curve.vlines(places, *ends, color=LIGHT, linewidth=max(0.4, 60 / len(places)) * scale)
    kinds = {
        "does not agree": (~distinct["agrees"], "x", VERMILION, VERMILION),
        "agrees": (distinct["agrees"] & ~distinct["strong"], "o", "white", BLUE),
        "agrees strongly": (distinct["strong"], "o", BLUE, BLUE),
    }
    small = (3.6 if len(places) < 100 else 2.4) * scale
    for words, (chosen, mark, face, edge) in kinds.items():
        if chosen.any():
            look: dict[str, Any] = {
                "markerfacecolor": face,
                "markeredgecolor": edge,
                "markeredgewidth": 0.7,
                "markersize": small,
            }
            label = f"{words} (n = {int(chosen.sum())})"
            curve.plot(places[chosen.to_numpy()], distinct.loc[chosen, "estimate"], mark, label=label, **look)
    curve.axhline(0.0, color=INK, linewidth=0.7)
    curve.set_ylabel(wrapped(estimates.about.facts["estimate"], page, 0.16))
    curve.grid(axis="y")
    curve.tick_params(axis="x", length=0, labelbottom=False)
    names, bold = [], []
    tick: dict[str, Any] = dict(color=GREY, markersize=0.6 * page.font, markeredgewidth=max(0.35, 60 / len(places)))
    for choice in choices:
        own = values[values["choice"] == choice]
        names.append(choice)
        for place, value in enumerate(own.itertuples(), len(names)):
            at = estimates.loc[estimates[choice] == value.value, "place"].unique()
            grid.plot(at, np.full(len(at), -place), "|", **tick)
            names.append(f"{name(value.value)} ({value.agreeing} of {value.estimates})")
        bold += [True] + [False] * len(own)
    listed(grid, names, places=-np.arange(lines), bold=bold)
    grid.set_ylim(-lines + 0.4, 0.6)
    grid.set_xlim(0, len(places) + 1)
    label = f"Distinct estimates in order (n = {len(places)}). In brackets: how many agree"
    grid.set_xlabel(wrapped(label, page, 0.3) if is_narrow(page) else label)
    legend(figure, page)
    first, last = estimates["estimate"].iloc[[0, -1]]
    with_intervals = " with their intervals over States" if distinct["low_clustered"].notna().any() else ""
    seen = (
        f"Specification curve: {len(places)} distinct estimates{with_intervals} in rank order, from {first:.2f} to "
        f"{last:.2f}, and below each the choices that give it."
    )
    return captioned(figure, estimates, alt=" ".join((seen, *estimates.about.sentences)))
