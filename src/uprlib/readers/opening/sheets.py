"""A workbook's first sheet, read by calamine in a process of its own.

A few changed bytes of an XLS let calamine ask for more memory than there is, and it then aborts its whole process
without an exception: a notebook's kernel would be gone. Run as a script, this file reads one sheet and writes it to
standard output; such an end is then an error like any other, and memory and time have a limit.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

from uprlib.errors import SourceError

MAX_CELLS = 20_000_000
MAX_MEMORY = 2 * 2**30
MAX_SECONDS = 60


def first_sheet_cells(path: Path, what: str, *, expected: str, rows: int | None = None) -> list[list]:
    """Cells of the first sheet, row by row; only its first `rows` where a number is given.

    Parameters
    ----------
    what, expected : str
        Words for the message: what kind of file this is, and which was expected.

    Raises
    ------
    SourceError
        calamine cannot read the file, or not within MAX_CELLS, MAX_MEMORY and MAX_SECONDS.
    """
    cells, problem = _answer(path.resolve(), rows)
    if problem:
        raise SourceError(
            f"the {what} cannot be opened",
            file=path,
            value=problem,
            expected=expected,
            remedy="it is damaged or cut short, or no such file; download it again",
        )
    return cells


def _answer(path: Path, rows: int | None) -> tuple[list[list], str]:
    # -P: what lies beside this file is not to be imported by its bare name. What this process finds, that one finds.
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
        # Python's own end by an error: calamine is not installed, or this file is wrong. No fault of the workbook.
        raise RuntimeError(f"a workbook could not be read: {done.stderr.decode(errors='replace')[-500:]}")
    if done.returncode:
        return [], "reading it broke off: it may claim more cells than memory holds"
    return pickle.loads(done.stdout)


def _write(path: str, rows: int) -> None:
    """The other side of :func:`_answer`."""
    import python_calamine

    _limit()
    try:
        sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        if sheet.total_height * sheet.total_width > MAX_CELLS:
            raise MemoryError(f"it claims more than {MAX_CELLS:,} cells")
        answer = (sheet.to_python(nrows=rows or None), "")
    # A panic of calamine is a BaseException.
    except BaseException as problem:
        answer = ([], str(problem)[:80] or type(problem).__name__)
    pickle.dump(answer, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


def _limit() -> None:
    """Bound memory and time where the system can; an abort is the child's own end everywhere."""
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
