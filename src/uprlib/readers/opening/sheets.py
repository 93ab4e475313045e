"""The first sheet of an XLS or XLSX file, read by calamine in a process of its own.

A few damaged bytes in an XLS file can make calamine ask for more memory than there is. It then aborts the whole process
without an exception, and a notebook would lose its kernel. Run as a script, this module therefore reads one sheet and
writes it to standard output: an abort becomes an error like any other, and memory and time are limited.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

from uprlib.errors import SourceError
from uprlib.readers.opening.files import DAMAGED

MAX_CELLS = 20_000_000
MAX_MEMORY = 2 * 2**30
MAX_SECONDS = 60


def first_sheet_cells(path: Path, what: str, *, expected: str, rows: int | None = None) -> list[list]:
    """The cells of the first sheet, row by row; only its first `rows` where a number is given.

    Parameters
    ----------
    what, expected : str
        Words for the message: what the file is called, and what it should be.

    Raises
    ------
    SourceError
        calamine cannot read the file within MAX_CELLS, MAX_MEMORY and MAX_SECONDS.
    """
    cells, problem = _answer(path.resolve(), rows)
    if problem:
        raise SourceError(f"the {what} cannot be opened", file=path, value=problem, expected=expected, remedy=DAMAGED)
    return cells


def _answer(path: Path, rows: int | None) -> tuple[list[list], str]:
    # -P keeps the modules beside this one from being imported by their bare names. The child has this process's path.
    command = [sys.executable, "-P", __file__, str(path), str(rows or 0)]
    found = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=MAX_SECONDS,
            env={**os.environ, "PYTHONPATH": found},
        )
    except subprocess.TimeoutExpired:
        return [], f"not read within {MAX_SECONDS} seconds"
    if done.returncode == 1:
        # Python itself failed: calamine is not installed, or this module is wrong. The workbook is not to blame.
        raise RuntimeError(f"a workbook could not be read: {done.stderr.decode(errors='replace')[-500:]}")
    if done.returncode:
        return [], "reading it was aborted; it may claim more cells than memory holds"
    return pickle.loads(done.stdout)


def _write(path: str, rows: int) -> None:
    """Read the sheet and write it to standard output, for :func:`_answer`."""
    import python_calamine

    _limit()
    try:
        sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        if sheet.total_height * sheet.total_width > MAX_CELLS:
            raise MemoryError(f"it claims more than {MAX_CELLS:,} cells")
        answer = (sheet.to_python(nrows=rows or None), "")
    # A panic in calamine is a BaseException.
    except BaseException as problem:
        answer = ([], str(problem)[:80] or type(problem).__name__)
    pickle.dump(answer, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


def _limit() -> None:
    """Limit memory and time where the system can. Everywhere, an abort ends only this process."""
    try:
        import resource
    except ImportError:
        return
    for limit, most in (
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_CPU, MAX_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    _write(sys.argv[1], int(sys.argv[2]))
