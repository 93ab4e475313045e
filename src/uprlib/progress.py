"""A bar below a cell of JupyterLab that takes seconds. Runs and checks have none: their outputs are always the same."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterator
from html import escape
from typing import TypeVar

SESSION = "JPY_SESSION_NAME"
"""The environment variable that JupyterLab gives the kernel of a notebook that somebody has opened."""

AFTER, EVERY = 1.0, 0.2
"""Seconds before which there is no bar, and between its steps."""

Thing = TypeVar("Thing")


def along(things: Collection[Thing], what: str) -> Iterator[Thing]:
    """Things one after the other, with a bar of how many are done where somebody waits for them in JupyterLab.

    The bar goes when they are done. What is left of it in a saved notebook is an output without content, which no
    check compares.

    Examples
    --------
    >>> list(along(["UN votes", "treaties"], "Models"))
    ['UN votes', 'treaties']
    """
    if SESSION not in os.environ:
        yield from things
        return
    from IPython.display import display

    bar, due = None, time.monotonic() + AFTER
    try:
        for done, thing in enumerate(things):
            if time.monotonic() >= due:
                words = f"{what}: {done} of {len(things)}"
                html = f'<progress max="{len(things)}" value="{done}"></progress> {escape(words)}'
                shown, due = {"text/html": html, "text/plain": words}, time.monotonic() + EVERY
                if bar is None:
                    bar = display(shown, raw=True, display_id=True)
                else:
                    bar.update(shown, raw=True)
            yield thing
    finally:
        if bar is not None:
            bar.update({}, raw=True)
