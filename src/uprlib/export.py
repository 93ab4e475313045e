"""Figures and tables as files: exact width, embedded type, alternative text, the same bytes on every run."""

from __future__ import annotations

import io
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure

from uprlib import atomic
from uprlib.plots.style import Profile, settings

FORMATS = ("pdf", "svg", "png")
DPI = 300


def save_figure(figure: Figure, path: Path, *, page: Profile, alt: str, title: str) -> list[Path]:
    """Write a figure as PDF, SVG and PNG (300 dpi).

    Parameters
    ----------
    path : path
        Without an ending.
    alt : str
        Alternative text, kept inside each file.

    Returns
    -------
    list of Path
        The files, in the order of :data:`FORMATS`.
    """
    written = []
    # The layout is solved once: it is most of the time of saving, and every format gets the same places.
    with matplotlib.rc_context(settings(page)):
        figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for kind in FORMATS:
        target = path.with_name(f"{path.name}.{kind}")
        with atomic.replacing(target) as temporary:
            temporary.write_bytes(rendered(figure, kind, page=page, alt=alt, title=title))
        written.append(target)
    return written


def rendered(figure: Figure, kind: str, *, page: Profile, alt: str, title: str) -> bytes:
    """One figure as the bytes of a file; dates and versions, which differ from run to run, are left out."""
    metadata = {
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None, "Title": title, "Subject": alt},
        "svg": {"Date": None, "Creator": None, "Title": title, "Description": alt},
        "png": {"Software": None, "Title": title, "Description": alt},
    }[kind]
    buffer = io.BytesIO()
    with matplotlib.rc_context(settings(page)):
        figure.savefig(buffer, format=kind, dpi=DPI, metadata=metadata)
    return buffer.getvalue()
