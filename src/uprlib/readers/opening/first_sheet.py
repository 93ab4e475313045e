"""Run as a script: the first sheet of a workbook, read by calamine and written to standard output in pieces.

It imports nothing of the library, because every workbook that is opened starts it.
"""

from __future__ import annotations

import contextlib
import pickle
import sys

MAX_CELLS = 20_000_000
MAX_MEMORY = 2 * 2**30
MAX_SECONDS = 120
ROWS_AT_A_TIME = 5_000


def write(path: str, most: int) -> None:
    """Read the sheet and write it to standard output, for :mod:`uprlib.readers.opening.sheets`."""
    import python_calamine

    _limit()
    answer: list[list] | str
    try:
        sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        if sheet.total_height * sheet.total_width > MAX_CELLS:
            raise MemoryError(f"it claims more than {MAX_CELLS:,} cells")
        rows = []
        for number, row in enumerate(sheet.iter_rows(), start=1):
            rows.append(row)
            if len(rows) == ROWS_AT_A_TIME or number == most:
                _send(rows)
                rows = []
            if number == most:
                break
        answer = rows
    # A panic in calamine is a BaseException.
    except BaseException as problem:
        answer = str(problem)[:80] or type(problem).__name__
    _send(answer)


def _send(answer: list[list] | str) -> None:
    pickle.dump(answer, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)
    sys.stdout.buffer.flush()


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
        with contextlib.suppress(ValueError, OSError):  # macOS has a limit on memory that it lets nobody set.
            resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
