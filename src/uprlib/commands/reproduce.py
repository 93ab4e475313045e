"""``upr reproduce``: everything that is out of date, made again."""

from __future__ import annotations

import contextlib
import io
import sys
import time

from uprlib import atomic, paths
from uprlib.errors import DataError, UprError
from uprlib.facts import built
from uprlib.notebook import contents


def reproduce(*, force: bool = False) -> str:
    """Build the tables and run the notebooks that are out of date, and say in a line where to look.

    Parameters
    ----------
    force : bool
        Make everything again.

    Raises
    ------
    DataError
        A task failed; the message is its reason.
    """
    import pytask

    began = time.monotonic()
    # Even if nothing is out of date and no notebook is run.
    atomic.sweep(*paths.processed().glob("**/"), *paths.figures().glob("**/"))
    # Tables first, so that a fault in a raw file is reported here and not from inside a notebook.
    tables = [name for name in built.TABLES if force or not built.is_fresh(name)]
    for name in tables:
        built.write(name)
    if sys.stderr.isatty():
        session = pytask.build(paths=[paths.home() / "pipeline"], root=paths.home(), force=force, verbose=1)
    else:
        with contextlib.redirect_stdout(io.StringIO()):
            session = pytask.build(paths=[paths.home() / "pipeline"], root=paths.home(), force=force, verbose=0)
    if session.exit_code != pytask.ExitCode.OK:
        raise _first_problem(session)
    outcomes = [report.outcome for report in session.execution_reports]
    made = sum(outcome == pytask.TaskOutcome.SUCCESS for outcome in outcomes)
    parts = [
        words
        for count, words in (
            (len(tables), f"{len(tables)} of {len(built.TABLES)} tables"),
            (made, f"{made} of {len(outcomes)} notebooks"),
        )
        if count
    ]
    done = f"{' and '.join(parts)} were out of date and were made again" if parts else "nothing was out of date"
    notebooks = ", ".join(f"{name}.ipynb" for name in contents.names())
    return (
        f"Done in {time.monotonic() - began:.0f} s: {done}. Look at {paths.shown(paths.figures())}/ (figures), "
        f"{paths.shown(paths.results())}/ (numbers) and {paths.shown(paths.executed())}/ ({notebooks})."
    )


def _first_problem(session) -> UprError:
    """The reason of the first failure: the library's own message where it is one."""
    for report in [*getattr(session, "collection_reports", []), *getattr(session, "execution_reports", [])]:
        if getattr(report, "exc_info", None):
            reason = report.exc_info[1]
            return reason if isinstance(reason, UprError) else DataError("the run did not finish", value=str(reason))
    return DataError("the run did not finish", value=f"pytask ended with {session.exit_code}")
