"""The first sheet of an XLS or XLSX file, read by calamine in a process of its own.

A few damaged bytes in an XLS file can make calamine ask for more memory than there is. It then aborts the whole process
without an exception, and a notebook would lose its kernel. Another process therefore reads the sheet and sends it, some
thousand rows at a time: an abort becomes an error like any other, memory and time are limited, and whoever needs only
some of the rows never has all of them in memory.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from uprlib.errors import SourceError
from uprlib.readers.opening import first_sheet
from uprlib.readers.opening.files import DAMAGED
from uprlib.readers.opening.first_sheet import MAX_SECONDS


def first_sheet_rows(path: Path, what: str, *, expected: str, most: int | None = None) -> Iterator[list]:
    """The cells of the first sheet, row by row, empty rows included.

    Parameters
    ----------
    what, expected : str
        Words for the message: what the file is called, and what it should be.
    most : int, optional
        Only the first rows.

    Raises
    ------
    SourceError
        calamine cannot read the file within the limits of :mod:`uprlib.readers.opening.first_sheet`.
    """
    child = _Child(path, most)
    try:
        while rows := child.answer():
            if isinstance(rows, str):
                problem = rows
                break
            yield from rows
        else:
            problem = child.ended()
    finally:
        child.close()
    if problem:
        raise SourceError(f"the {what} cannot be opened", file=path, value=problem, expected=expected, remedy=DAMAGED)


class _Child:
    """The script :mod:`uprlib.readers.opening.first_sheet`, which sends what it reads."""

    def __init__(self, path: Path, most: int | None) -> None:
        # The child has this process's path; -P keeps the modules beside this one from being imported by bare names.
        found = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the process)
        self._process = subprocess.Popen(
            [sys.executable, "-P", first_sheet.__file__, str(path.resolve()), str(most or 0)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._words,
            env={**os.environ, "PYTHONPATH": found},
        )
        self._late = False
        self._timer = threading.Timer(MAX_SECONDS, self._give_up)
        self._timer.start()

    def _give_up(self) -> None:
        self._late = True
        self._process.kill()

    def answer(self) -> list[list] | str | None:
        """The next rows, or what is wrong; nothing at the end."""
        try:
            answer = pickle.load(cast(BinaryIO, self._process.stdout))
        except (EOFError, pickle.UnpicklingError):
            return None
        # Once the workbook is loaded, time passes with whoever uses the rows.
        self._timer.cancel()
        return answer

    def ended(self) -> str:
        """Why there are no more rows, where it is not that all were sent."""
        status = self._process.wait()
        if self._late:
            return f"not read within {MAX_SECONDS} seconds"
        if status == 1:
            # Python itself failed: calamine is not installed, or this module is wrong. The workbook is not to blame.
            self._words.seek(0)
            raise RuntimeError(f"a workbook could not be read: {self._words.read().decode(errors='replace')[-500:]}")
        return "reading it was aborted; it may claim more cells than memory holds" if status else ""

    def close(self) -> None:
        """End it, whether all was read or not."""
        self._timer.cancel()
        self._process.kill()
        self._process.communicate()
        self._words.close()
