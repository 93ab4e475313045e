"""What would make an editor send a figure back: small or overlapping text, colours that look alike, no n."""

from __future__ import annotations

import itertools
import re
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.text import Text

from uprlib.facts.journals import Profile
from uprlib.paper import colours
from uprlib.paper.figure_files import render
from uprlib.plots.style import MM_PER_INCH, settings
from uprlib.plots.typeface import missing

LEAST_ALT = 30
"""Fewer characters than this do not describe a figure."""

GREY_APART = 10.0
"""Least difference of lightness (L*, 0 to 100) at which two greys are told apart beside each other."""

SEEN_APART = 15.0
"""Least distance of colours (L*a*b*) as people with colour-vision deficiency see them: six just-noticeable steps."""

COUNTS = re.compile(r"\bn\s*=\s*\d|\d of [\d,]*\d|^[\d,]+ ?/ ?[\d,]+$", re.MULTILINE)
"""How a text shows what was counted. A document's symbol has numbers and strokes too, and shows nothing."""


def faults(figure: Figure, *, page: Profile, alt: str) -> list[str]:
    """Everything that is wrong with a figure for print, in words; empty if nothing is.

    It is looked over as it was drawn for its PDF, so that a figure that passes is saved as it was checked.

    Parameters
    ----------
    page : Profile
        The page that it was drawn for.
    alt : str
        Its alternative text.
    """
    if figure.get_layout_engine() is not None:
        render(figure, "pdf", page=page, alt=alt, title="")
    # Ticks depend on the settings too: they are asked for under those that the figure is drawn with.
    with matplotlib.rc_context(settings(page)):
        return _faults(figure, page, alt)


def _faults(figure: Figure, page: Profile, alt: str) -> list[str]:
    found = [] if len(alt.strip()) >= LEAST_ALT else ["the alternative text is missing or says too little"]
    if getattr(figure, "cramped", False):
        return [*found, f"nothing fits in a width of {figure.get_figwidth() * MM_PER_INCH:.0f} mm"]
    height = figure.get_figheight() * MM_PER_INCH
    if height > page.height + 0.5:
        found.append(f"it is {height:.0f} mm high and the page allows {page.height:g} mm")
    texts = shown_texts(figure)
    # An annotation's own extent holds its arrow too.
    boxes = np.array([Text.get_window_extent(text).extents for text in texts]).reshape(-1, 4) * 72 / figure.dpi
    found += _small(texts, page) + _outside(figure, texts, boxes) + _overlapping(texts, boxes)
    found += [f"no typeface of figures has {letter!r}" for letter in missing("".join(t.get_text() for t in texts))]
    if not any(COUNTS.search(text.get_text()) for text in texts):
        found.append("no n is shown")
    return found + [words for axes in figure.axes for words in _alike(axes)]


def shown_texts(figure: Figure) -> list[Text]:
    """The texts that a reader sees: ticks beyond the axis and hidden labels are not among them."""
    hidden: set[Text] = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            slack = 1e-6 * (high - low)
            for minor in (False, True):
                for place, tick in zip(axis.get_ticklocs(minor=minor), _ticks(axis, minor), strict=False):
                    if not low - slack <= place <= high + slack or not axes.axison or not axis.get_visible():
                        hidden |= {tick.label1, tick.label2}
            if not axes.axison:
                hidden.add(axis.label)
    return [
        text
        for text in figure.findobj(Text)
        if text not in hidden and text.get_visible() and text.get_text().strip() and text.get_figure() is not None
    ]


def _ticks(axis, minor: bool) -> list:
    return axis.get_minor_ticks() if minor else axis.get_major_ticks()


def _small(texts: list[Text], page: Profile) -> list[str]:
    found = [
        f"{text.get_text()!r} is set in {text.get_fontsize():g} pt, and the page requires {page.font:g} pt"
        for text in texts
        if float(text.get_fontsize()) < page.font - 1e-6
    ]
    # A raised or lowered letter in a formula is smaller than the stated size of its text.
    raised = [text.get_text() for text in texts if re.search(r"\$[^$]*[\^_][^$]*\$", text.get_text())]
    return found + [f"{words!r} has raised or lowered letters that are too small" for words in raised]


def _outside(figure: Figure, texts: list[Text], boxes: np.ndarray) -> list[str]:
    """Texts of which more than a point is beyond the figure; boxes are in points."""
    beyond = np.hstack([-boxes[:, :2], boxes[:, 2:] - figure.get_size_inches() * 72])
    return [f"{texts[i].get_text()!r} runs off the figure" for i in np.flatnonzero((beyond > 1).any(axis=1))]


def _overlapping(texts: list[Text], boxes: np.ndarray) -> list[str]:
    """Pairs of texts whose boxes share more than a point in both directions."""
    a, b = np.triu_indices(len(texts), 1)
    shared = np.minimum(boxes[a, 2:], boxes[b, 2:]) - np.maximum(boxes[a, :2], boxes[b, :2])
    # Letters do not fill their box: ascenders and descenders leave about a quarter of the height free.
    sizes = np.array([float(text.get_fontsize()) for text in texts])
    found = np.flatnonzero((shared[:, 0] > 1) & (shared[:, 1] > 0.25 * np.minimum(sizes[a], sizes[b])))
    return [f"{texts[a[i]].get_text()!r} and {texts[b[i]].get_text()!r} overlap" for i in found]


def _alike(axes: Axes) -> list[str]:
    """Pairs of colours in one panel that neither lightness nor a marker, dash or hatch tells apart."""
    marks = _marks_by_colour(axes)
    found = []
    for a, b in itertools.combinations(sorted(marks), 2):
        if (marks[a] - marks[b]) and (marks[b] - marks[a]):
            continue
        one, two = to_rgb(a), to_rgb(b)
        if abs(colours.lightness(one) - colours.lightness(two)) < GREY_APART:
            found.append(f"colours {a} and {b} are the same in grey, and no marker, dash or hatch tells them apart")
        found += [
            f"colours {a} and {b} look alike with {deficiency}, and no marker, dash or hatch tells them apart"
            for deficiency in colours.DEFICIENCIES
            if colours.distance(one, two, deficiency) < SEEN_APART
        ]
    return found


def _marks_by_colour(axes: Axes) -> dict[str, set[tuple]]:
    """The colours of data in a panel, each with the marks, dashes and hatches that it comes with."""
    marks: dict[str, set[tuple]] = {}

    def add(colour: Any, mark: tuple, over: float = 1.0) -> None:
        red, green, blue, alpha = to_rgba(colour)
        if alpha == 0:
            return
        # A half-transparent colour is seen against the white page.
        seen = np.array([red, green, blue]) * alpha * over + (1 - alpha * over)
        marks.setdefault(matplotlib.colors.to_hex((seen[0], seen[1], seen[2])), set()).add(mark)

    for line in axes.lines:
        if not line.get_visible():
            continue
        alpha = line.get_alpha()
        strength = 1.0 if alpha is None else alpha
        if line.get_linestyle() not in ("None", "", " ") and np.size(line.get_xdata()) > 1:
            add(line.get_color(), ("line", str(line.get_linestyle())), strength)
        if line.get_marker() not in ("None", "", None):
            face = line.get_markerfacecolor()
            hollow = to_rgba(face)[3] == 0 or to_rgb(face) == (1, 1, 1)
            add(line.get_markeredgecolor() if hollow else face, ("mark", str(line.get_marker()), hollow), strength)
    for patch in axes.patches:
        if patch.get_visible():
            add(patch.get_facecolor(), ("fill", patch.get_hatch() or ""))
    for group in axes.collections:
        if not group.get_visible() or group.get_array() is not None:
            continue
        faces = np.asarray(group.get_facecolor())
        drawn = faces if len(faces) else np.asarray(group.get_edgecolor())
        shapes = {np.shape(path.vertices)[0] for path in group.get_paths()}
        for colour in np.unique(drawn.round(4), axis=0):
            add(colour, ("shape", tuple(sorted(shapes)), group.get_hatch() or "", not len(faces)))
    return marks
