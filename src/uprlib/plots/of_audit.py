"""Figures of the data audit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from uprlib.facts.journals import Profile
from uprlib.facts.vocabulary import ACTIONS
from uprlib.plots.marks import percent_axis, scaled
from uprlib.plots.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LIGHT,
    VERMILION,
    captioned,
    is_narrow,
    letters,
    new_figure,
    styled,
)
from uprlib.tidy import Result, written

LAST_OF_CYCLE_1 = 12


@styled
def coverage(table: Result, sources: Result, *, page: Profile) -> Figure:
    """Rows of each session by source, and what is known of them.

    From ``audited.by_session`` and ``audited.sources``.

    Examples
    --------
    >>> from uprlib import corpus, plots
    >>> from uprlib.facts import audited
    >>> upr = corpus()
    >>> figure = plots.coverage(audited.by_session(upr), audited.sources(upr))
    """
    height = 108 * page.font / 7
    # One above the other on a narrow page, where both must fit its height.
    height = min(height, page.height / 2) if is_narrow(page) else height
    figure, (rows, known) = new_figure(page, height, 2, sharey=True)
    places = -table["session"].to_numpy(float)
    left = np.zeros(len(table))
    bars: dict[str, Any] = {
        "both": ("both databases", BLUE, ""),
        "only_upr_info": ("UPR Info only", VERMILION, "////"),
        "only_explorer": ("Explorer only", LIGHT, ".."),
    }
    for column, (label, colour, hatch) in bars.items():
        width = table[column].to_numpy(float)
        rows.barh(places, width, left=left, height=0.8, color=colour, hatch=hatch, edgecolor="white", label=label)
        left += width
    rows.set_xlabel("Recommendations")
    rows.set_yticks(places, table["session"].tolist())
    rows.set_ylabel("Session")
    rows.set_title(f"n = {int(table['rows'].sum()):,}")
    shares = {
        "paragraph": ("paragraph known", "o", BLUE),
        "room": ("position in the Working Group known", "D", VERMILION),
        "coded": ("action category coded", "s", GREEN),
    }
    for column, (label, marker, colour) in shares.items():
        look: dict[str, Any] = {"color": colour, "markersize": 4 * scaled(), "markerfacecolor": "none", "label": label}
        known.plot(table[column], places, marker, **look)
    percent_axis(known, "Share of rows")
    known.set_title("What is known of them")
    for axes in (rows, known):
        axes.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=1)
        axes.axhline(-LAST_OF_CYCLE_1 - 0.5, color=INK, linewidth=0.6, linestyle=":")
        axes.set_ylim(places.min() - 0.6, places.max() + 0.6)
    parts = ", ".join(written("{rows:,} {label}", row) for row in sources.rows() if row["source"] != "rows")
    seen = written(
        "a paragraph for {paragraph:share} of all rows, a position in the Working Group for {room:share}, an action "
        "category "
        "for {coded:share}",
        table.about.facts,
    )
    return captioned(
        figure,
        table,
        sources,
        alt=f"Left: the number of recommendations in each of {len(table)} sessions by the database that has them, "
        f"in all {parts}. Right: the share of each session's rows for which a fact is known: {seen}.",
    )


@styled
def confusion(table: Result, tried: Result, *, page: Profile) -> Figure:
    """Action categories as UPR Info coded them (rows) and as the machine did (columns), shares of each row.

    From ``audited.confusion`` and ``audited.coder``.

    Examples
    --------
    >>> from uprlib import corpus, plots
    >>> from uprlib.facts import audited
    >>> upr = corpus()
    >>> figure = plots.confusion(audited.confusion(upr), audited.coder(upr))
    """
    facts = table.about.facts
    figure, (axes,) = new_figure(page, 82 * page.font / 7, wide=False)
    counts, shares = (
        pd.DataFrame(table).pivot(index="action", columns="machine", values=value).fillna(0) for value in ("n", "share")
    )
    axes.imshow(shares.to_numpy(float), cmap="Blues", vmin=0, vmax=1)
    for (row, column), share in np.ndenumerate(shares.to_numpy(float)):
        words, colour = f"{share:.0%}\n{int(counts.iloc[row, column]):,}", "white" if share > 0.5 else INK
        axes.text(column, row, words, ha="center", va="center", color=colour)
    axes.set_xticks(range(len(counts.columns)), counts.columns)
    axes.set_yticks(range(len(counts.index)), counts.index)
    axes.set_xlabel("Category by machine")
    axes.set_ylabel("Category by UPR Info")
    axes.tick_params(length=0)
    axes.set_title(f"Sessions {facts['sessions']}, n = {int(table['n'].sum()):,}", fontweight="normal")
    same = ", ".join(f"{row['share']:.0%} for {_named(row)}" for row in table.rows() if row["action"] == row["machine"])
    other = max((row for row in table.rows() if row["action"] != row["machine"]), key=lambda row: row["n"])
    return captioned(
        figure,
        table,
        tried[tried["split"] == facts["split"]],
        alt="McMahon's action categories as UPR Info coded them and as the machine did, counts and shares of each row. "
        f"The machine agrees on {same}. Its most frequent error: {other['n']:,} rows of "
        f"{_named(other)} put into category {other['machine']}.",
    )


def _named(row: dict) -> str:
    return f"category {row['action']} ({ACTIONS[row['action']]})"


@styled
def kappa_by_session(table: Result, tried: Result, *, page: Profile) -> Figure:
    """Cohen's kappa of the machine's coding in each session.

    From ``audited.coder_by_session`` and ``audited.coder``.

    Examples
    --------
    >>> from uprlib import corpus, plots
    >>> from uprlib.facts import audited
    >>> upr = corpus()
    >>> figure = plots.kappa_by_session(audited.coder_by_session(upr), audited.coder(upr))
    """
    figure, (axes,) = new_figure(page, 62 * page.font / 7)
    axes.plot(table["session"], table["kappa"], "o", color=BLUE, markersize=4.2 * scaled())
    for row in table.itertuples():
        axes.annotate(f"{row.n:,}", (row.session, 0.02), ha="center", fontsize=page.font, rotation=90, va="bottom")
    axes.axhline(1, color=GREY, linewidth=0.6)
    axes.set_ylim(0, 1.03)
    axes.set_xticks(table["session"])
    axes.tick_params(axis="x", rotation=90 if letters(page) < 4 * len(table) else 0)
    axes.set_xlabel("Session (number of rows above the axis)")
    axes.set_title(f"n = {int(table['n'].sum()):,} recommendations", fontweight="normal")
    axes.set_ylabel("Cohen's kappa, out of sample")
    ranked = sorted(table.rows(), key=lambda row: (row["kappa"], row["session"]))
    lowest, highest = (f"{row['kappa']:.2f} in session {row['session']}" for row in (ranked[0], ranked[-1]))
    return captioned(
        figure,
        tried[tried["split"] == table.about.facts["split"]],
        title=table.about.title,
        alt=f"Cohen's kappa between UPR Info's and the machine's action categories in each of {len(table)} sessions, "
        "for States that the machine was not trained on, with the number of rows. It is lowest at "
        f"{lowest} and highest at {highest}.",
    )
