"""Nothing half-written: every file is written beside its place and moved into it."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from uprlib.errors import UprError


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; move it there on success, remove it on failure.

    Raises
    ------
    UprError
        The folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix)
    except OSError as problem:
        raise UprError(
            "this folder cannot be written",
            file=path.parent,
            value=problem.strerror,
            remedy="choose a folder that you may write to",
        ) from None
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        # mkstemp makes files private; a result is as readable as any other file of the checkout.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 with LF line ends on every system."""
    with replacing(path) as temporary:
        temporary.write_bytes(text.encode("utf-8"))


def write_csv(path: Path, table: pd.DataFrame) -> None:
    """Write a table as UTF-8 CSV with LF line ends; missing values are empty fields."""
    write_text(path, table.to_csv(index=False, lineterminator="\n", na_rep=""))


def write_with(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` make the file at a temporary path, then move it to `path`."""
    with replacing(path) as temporary:
        write(temporary)
