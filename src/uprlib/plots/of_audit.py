"""Figures of the data audit."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from uprlib.facts.journals import Profile
from uprlib.plots.style import BLUE, GREEN, GREY, INK, VERMILION, new_figure, percent_axis, styled


@styled
def coverage(table: pd.DataFrame, *, page: Profile) -> Figure:
    """Rows of each session by source, and what is known of them; from ``coverage.by_session``."""
    scale = page.font / 7
    figure, (rows, known) = new_figure(page, 108 * scale, 2, sharey=True, stacks=False)
    places = -table["session"].to_numpy(float)
    left = np.zeros(len(table))
    sources = {
        "both": ("both databases", BLUE, ""),
        "only_upr_info": ("UPR Info only", VERMILION, "////"),
        "only_explorer": ("Explorer only", "#BBBBBB", ".."),
    }
    for column, (label, colour, hatch) in sources.items():
        width = table[column].to_numpy(float)
        rows.barh(places, width, left=left, height=0.8, color=colour, hatch=hatch, edgecolor="white", label=label)
        left += width
    rows.set_xlabel("Recommendations")
    rows.set_yticks(places, table["session"].tolist())
    rows.set_ylabel("Session")
    rows.set_title(f"n = {int(table['rows'].sum()):,}")
    rows.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=1)
    shares = {
        "paragraph": ("paragraph known", "o", BLUE),
        "room": ("position in the room known", "D", VERMILION),
        "coded": ("action category coded", "s", GREEN),
    }
    for column, (label, marker, colour) in shares.items():
        known.plot(
            table[column], places, marker, color=colour, markersize=4 * scale, markerfacecolor="none", label=label
        )
    percent_axis(known, "Share of rows")
    known.set_title("What is known of them")
    known.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=1)
    for axes in (rows, known):
        axes.axhline(-12.5, color=INK, linewidth=0.6, linestyle=":")
        axes.set_ylim(-26.6, -0.4)
    return figure


@styled
def confusion(matrix: pd.DataFrame, *, page: Profile, title: str) -> Figure:
    """Action categories as people coded them (rows) and as the machine did (columns), shares of each row."""
    scale = page.font / 7
    figure, (axes,) = new_figure(page, 82 * scale, wide=False)
    counts = matrix.to_numpy(float)
    shares = counts / counts.sum(axis=1, keepdims=True)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for (row, column), share in np.ndenumerate(shares):
        axes.text(
            column,
            row,
            f"{share:.0%}\n{int(counts[row, column]):,}",
            ha="center",
            va="center",
            color="white" if share > 0.5 else INK,
        )
    axes.set_xticks(range(len(matrix.columns)), matrix.columns)
    axes.set_yticks(range(len(matrix.index)), matrix.index)
    axes.set_xlabel("Category by machine")
    axes.set_ylabel("Category by UPR Info")
    axes.tick_params(length=0)
    axes.set_title(title, fontweight="normal")
    return figure


@styled
def kappa_by_session(table: pd.DataFrame, *, page: Profile) -> Figure:
    """Cohen's kappa of the machine's coding in each session, out of sample; rows with session, kappa, n."""
    scale = page.font / 7
    figure, (axes,) = new_figure(page, 62 * scale)
    axes.plot(table["session"], table["kappa"], "o", color=BLUE, markersize=4.2 * scale)
    for row in table.itertuples():
        axes.annotate(f"{row.n:,}", (row.session, 0.02), ha="center", fontsize=page.font, rotation=90, va="bottom")
    axes.axhline(1, color=GREY, linewidth=0.6)
    axes.set_ylim(0, 1.03)
    axes.set_xticks(table["session"])
    axes.set_xlabel("Session (number of rows above the axis)")
    axes.set_title(f"n = {int(table['n'].sum()):,} recommendations", fontweight="normal")
    axes.set_ylabel("Cohen's kappa, out of sample")
    return figure
