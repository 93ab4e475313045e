"""``upr reproduce``: everything that is out of date, made again."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable

from uprlib import atomic, freshness, paths
from uprlib.errors import UprError
from uprlib.facts import project_files
from uprlib.facts.table_names import TABLES
from uprlib.notebook import contents, inputs


def reproduce(
    *,
    force: bool = False,
    workers: int | None = None,
    timeout: float | None = None,
    tell: Callable[[str], None] = lambda words: print(words, file=sys.stderr),
) -> str:
    """Build the tables and run the notebooks that are out of date, and say in a line where to look.

    Parameters
    ----------
    force : bool
        Make everything again.
    workers : int, optional
        Notebooks that run at a time; by default one for each processor.
    timeout : float, optional
        Seconds that one cell may take.
    tell : callable
        Told what is going on.

    Raises
    ------
    DataError
        A notebook failed; the message is its reason. Those that do not read its numbers were run all the same.
    """
    began = time.monotonic()
    with (
        atomic.alone(paths.processed() / ".reproduce", lambda: tell("Another `upr reproduce` runs here; waiting.")),
        contextlib.ExitStack() as held,
    ):
        # Even if nothing is out of date and no notebook is run.
        atomic.sweep(*paths.processed().glob("**/"), *paths.figures().glob("**/"))
        # Tables first, so that a fault in a raw file is reported here and not from inside a notebook.
        tables = [name for name in TABLES if force or not freshness.is_fresh(freshness.record_of(name))]
        if tables:
            from uprlib.facts import built, cross_checks

            # What notebooks import is imported beside it.
            _hold_kernels(held)
            for name in tables:
                built.write(name)
            for words in cross_checks.contradictions():
                tell(words)
        made = _notebooks(force, workers, timeout, tell, held)
    parts = [
        words
        for count, words in (
            (len(tables), f"{len(tables)} of {len(TABLES)} tables"),
            (made, f"{made} of {len(contents.names())} notebooks"),
        )
        if count
    ]
    done = f"{' and '.join(parts)} were out of date and were made again" if parts else "nothing was out of date"
    notebooks = ", ".join(f"{name}.ipynb" for name in contents.names())
    return (
        f"Done in {time.monotonic() - began:.0f} s: {done}. Look at {paths.shown(paths.figures())}/ (figures), "
        f"{paths.shown(paths.results())}/ (numbers) and {paths.shown(paths.executed())}/ ({notebooks})."
    )


def _hold_kernels(held: contextlib.ExitStack) -> None:
    """Have one warm process for all notebooks, also for those that wait for others."""
    from uprlib.notebook import kernels, warm

    held.enter_context(kernels.bare())
    held.enter_context(warm.held(at_once=True))


def _notebooks(
    force: bool, workers: int | None, timeout: float | None, tell: Callable[[str], None], held: contextlib.ExitStack
) -> int:
    """Run the notebooks that are out of date, those that read others' numbers after these; how many."""
    waiting, made = {name: set(contents.reads(name)) for name in contents.names()}, 0
    problems: list[UprError] = []
    on_terminal = sys.stderr.isatty()
    while waiting:
        ready = [name for name, reads in waiting.items() if not reads & waiting.keys()]
        stale = [name for name in ready if force or not freshness.is_fresh(inputs.record_of(name), inputs.PARTS)]
        if stale:
            from uprlib.notebook import pool

            _hold_kernels(held)
            before = {name: freshness.seen(inputs.rests_on(name), inputs.PARTS) for name in stale}
            longest_first = sorted(stale, key=seconds, reverse=True)
            for job, result in pool.run_all(
                [pool.Job(each, timeout=timeout, progress=on_terminal) for each in longest_first], workers=workers
            ):
                if isinstance(result, UprError):
                    problems.append(result)
                    continue
                freshness.write(inputs.record_of(job.notebook), before[job.notebook], inputs.products(job.notebook))
                made += 1
                if not on_terminal:
                    tell(f"{job.notebook}: {seconds(job.notebook):.1f} s")
        if problems:
            raise problems[0]
        waiting = {name: reads for name, reads in waiting.items() if name not in ready}
    return made


def seconds(notebook: str) -> float:
    """What the last default run of a notebook took, infinite where it never ran: the longest begin first."""
    return times(notebook).get("all", float("inf"))


def times(notebook: str) -> dict[str, float]:
    """Seconds of a notebook's last default run by what took them; none if it did not run here."""
    # Nothing but the order of the runs depends on them: a file that cannot be read says nothing.
    with contextlib.suppress(UprError):
        file = paths.executed() / f"{notebook}.times.json"
        return project_files.read(file, dict[str, float], "the file of times")
    return {}


KINDS = ("all", "kernel", "imports", "figures", "cells")
"""What takes the time of a run, in the order in which it is shown."""


def profile() -> list[str]:
    """Where the time of each notebook's last default run went, as lines of a table."""
    lines = [f"{'seconds':<26}" + "".join(f"{kind:>9}" for kind in KINDS)]
    for name in contents.names():
        held = times(name)
        lines.append(f"{name:<26}" + "".join(f"{held[kind]:9.1f}" if kind in held else f"{'-':>9}" for kind in KINDS))
    return lines
