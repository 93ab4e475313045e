"""The drawing of the causal picture on the page of methods."""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from uprlib.facts.journals import Profile
from uprlib.plots.marks import scaled
from uprlib.plots.style import BLUE, GREY, INK, captioned, new_figure, styled, wrapped
from uprlib.tidy import Result

HEIGHT = 80
"""Of the drawing, in millimetres, in type of seven points."""


@styled
def assumptions(arrows: Result, *, page: Profile) -> Figure:
    """What is taken to act on what; boxes with a broken edge are not in the data.

    Parameters
    ----------
    arrows : Result
        From :func:`uprlib.ledger.assumptions.read`.

    Examples
    --------
    >>> from uprlib.ledger.assumptions import read
    >>> assumptions(read()).caption.alt[:64]
    'Arrows from causes to effects: from regional group to friendship'
    """
    nodes = arrows.about.facts["nodes"].set_index("id")
    figure, (axes,) = new_figure(page, HEIGHT * page.font / 7)
    axes.axis("off")
    axes.set_xlim(nodes["column"].min() - 0.5, nodes["column"].max() + 0.5)
    axes.set_ylim(nodes["row"].min() - 0.4, nodes["row"].max() + 0.4)
    boxes = {}
    for node in nodes.itertuples():
        edge: dict[str, Any] = {"edgecolor": BLUE if node.seen else GREY, "linestyle": "-" if node.seen else "--"}
        boxes[node.Index] = axes.text(
            node.column,
            node.row,
            wrapped(node.words, page, 0.17),
            ha="center",
            va="center",
            bbox={"boxstyle": "round,pad=0.4", "facecolor": "white", "linewidth": 0.9 * scaled(), **edge},
        )
    for cause, effect in arrows.about.facts["arrows"]:
        ends = nodes.loc[[cause, effect], ["column", "row"]].to_numpy(float)
        # An arrow along a row would run through the boxes between its ends.
        bent = ends[0, 1] == ends[1, 1] and abs(ends[0, 0] - ends[1, 0]) > 1
        look: dict[str, Any] = {
            "arrowstyle": "-|>",
            "mutation_scale": 7 * scaled(),
            "color": INK,
            "linewidth": 0.7 * scaled(),
        }
        style = f"arc3,rad={-0.25 if bent else 0}"
        patches: dict[str, Any] = {"patchA": boxes[cause].get_bbox_patch(), "patchB": boxes[effect].get_bbox_patch()}
        axes.add_patch(
            FancyArrowPatch(ends[0], ends[1], connectionstyle=style, shrinkA=1, shrinkB=1, **patches, **look)
        )
    acts = "; ".join(f"from {row.cause} to {row.effect}" for row in arrows.itertuples())
    unseen = ", ".join(nodes.loc[~nodes["seen"], "words"])
    return captioned(figure, arrows, alt=f"Arrows from causes to effects: {acts}. Not in these data: {unseen}.")
