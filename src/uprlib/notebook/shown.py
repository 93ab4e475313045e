"""Tables as a notebook shows them, in full, between their title and their notes."""

from __future__ import annotations

import html
import importlib.util
import os

import pandas as pd
from IPython.display import display

LONG = 15
"""Tables with more rows than this can be searched and sorted in JupyterLab."""

MOST = 200
"""The most rows that a table shows; the file that is kept has them all."""


def show(cells: pd.DataFrame, *, title: str = "", notes: str = "") -> None:
    """Show a table. In JupyterLab a long one can be searched and sorted (itables, without the network); in a stored or
    checked notebook it is always the same HTML."""
    if len(cells) > LONG and _in_jupyterlab() and importlib.util.find_spec("itables") is not None:
        import itables

        itables.init_notebook_mode(connected=False)
        itables.show(cells, caption=title, connected=False, lengthMenu=[10, 25, 50, 100])
        return
    display({"text/plain": as_text(cells, title, notes), "text/html": as_html(cells, title, notes)}, raw=True)


def as_html(cells: pd.DataFrame, title: str = "", notes: str = "") -> str:
    """A table as HTML with its title and notes; what names a row is a column like the others."""
    flat = cells.reset_index() if any(cells.index.names) else cells
    with pd.option_context("display.max_colwidth", None):
        body = flat.to_html(index=False, border=0, justify="left", max_rows=MOST)
    above = f"<b>{html.escape(title)}</b>\n" if title else ""
    below = f"\n<small>{html.escape(notes)}</small>" if notes else ""
    return f'<div style="overflow-x: auto">\n{above}{body}{below}\n</div>'


def folded(cells: pd.DataFrame, summary: str) -> str:
    """A table as HTML that opens when its summary is clicked."""
    return f"<details><summary>{html.escape(summary)}</summary>\n{as_html(cells)}\n</details>"


def as_text(cells: pd.DataFrame, title: str = "", notes: str = "") -> str:
    """The same as plain text."""
    with pd.option_context("display.max_colwidth", 60, "display.width", 200):
        return "\n".join(filter(None, [title, cells.to_string(max_rows=MOST), notes]))


def _in_jupyterlab() -> bool:
    # Jupyter's server names the session to the kernels that it starts; papermill and nbval do not.
    return "JPY_SESSION_NAME" in os.environ
