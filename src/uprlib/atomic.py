"""Nothing half-written: every file is written beside its place and moved into it.

A run that is killed leaves temporary files. They are hidden, end in ``.tmp`` and are removed at the next start, and so
are the folders that it had among the system's temporary ones.
"""

from __future__ import annotations

import contextlib
import glob
import os
import platform
import re
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING

from uprlib.errors import of_machine

if TYPE_CHECKING:  # A run with nothing to do answers at once without pandas.
    import pandas as pd

TEMPORARY = re.compile(r"\..+\.upr-(?P<process>[0-9]{1,9})-[a-z0-9_]{8}\.tmp")
"""Names that only :func:`replacing` gives: the file, the process that writes it, eight random characters."""

FOLDER = re.compile(r"upr-[a-z]+-(?P<machine>[0-9a-f]{8})-(?P<process>[0-9]{1,9})-[a-z0-9_]{8}")
"""Names that only :func:`folder` gives: its purpose, the machine (containers may share a folder), the process."""

LONGEST = 3600
"""Seconds. No file takes this long to write: an older temporary is a leftover, even if its process number is in use."""


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; move it there on success, remove it on failure.

    What a killed run left beside it, when it wrote the same file, is removed.

    Raises
    ------
    MachineError
        The folder cannot be written to, the disk is full, or whatever else the system has against it.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_left(path.parent.glob(f".{glob.escape(path.name)}.upr-*.tmp"))
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.upr-{os.getpid()}-", suffix=".tmp")
        os.close(handle)
        temporary = Path(name)
        yield temporary
        # mkstemp makes files private; a result is as readable as any other file of the checkout.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except OSError as problem:
        # It names the temporary file, a folder or nothing; a person knows the file.
        raise of_machine(OSError(problem.errno, problem.strerror or str(problem)), path) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def sweep(*folders: Path) -> list[Path]:
    """Remove the temporary files that killed runs left in some folders, and nothing else.

    Parameters
    ----------
    *folders : path
        They need not exist; subfolders are not searched.

    Returns
    -------
    list of Path
        What was removed.
    """
    return _remove_left(file for folder in folders for file in sorted(folder.glob(".*.tmp")))


def _remove_left(found: Iterable[Path]) -> list[Path]:
    removed = []
    for temporary in found:
        ours = TEMPORARY.fullmatch(temporary.name)
        # A leftover is never read, so one that cannot be removed does no harm.
        with contextlib.suppress(OSError):
            if ours and not _is_being_written(temporary, int(ours["process"])):
                temporary.unlink()
                removed.append(temporary)
    return removed


@contextlib.contextmanager
def folder(purpose: str) -> Iterator[Path]:
    """A folder among the system's temporary ones while this lasts; those that killed runs left there are removed.

    Examples
    --------
    >>> with folder("example") as place:
    ...     place.is_dir(), place.name.startswith("upr-example-")
    (True, True)
    >>> place.exists()
    False
    """
    machine = f"{zlib.crc32(platform.node().encode()):08x}"
    for left in Path(tempfile.gettempdir()).glob(f"upr-*-{machine}-*"):
        ours = FOLDER.fullmatch(left.name)
        if ours and ours["machine"] == machine and not _runs(int(ours["process"])):
            shutil.rmtree(left, ignore_errors=True)
    prefix = f"upr-{purpose}-{machine}-{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as name:
        yield Path(name)


def _is_being_written(temporary: Path, process: int) -> bool:
    return time.time() - temporary.stat().st_mtime <= LONGEST and _runs(process)


def _runs(process: int) -> bool:
    """Whether a process of this machine runs; on Windows always, where only the age of a file decides."""
    if os.name == "nt":
        # Here os.kill would end the process instead of asking about it.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # It exists and belongs to another user.
    return True


@contextlib.contextmanager
def alone(path: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Hold a lock that one process of this machine can have; who comes later calls `wait` once and waits.

    The system gives the lock back when its holder ends, however it ends. A folder that cannot be written to has none.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a")
    except OSError:
        yield
        return
    with file:
        if not _locked(file, at_once=True):
            wait()
            while not _locked(file, at_once=False):
                time.sleep(0.2)
        yield


def _locked(file: IO[str], at_once: bool) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | (fcntl.LOCK_NB if at_once else 0))
    except OSError:
        return False
    return True


def write_all(files: Mapping[Path, bytes]) -> list[Path]:
    """Write several files, all of them or, where one cannot be written, none; gives their paths."""
    with contextlib.ExitStack() as written:
        for path, content in files.items():
            written.enter_context(replacing(path)).write_bytes(content)
    return list(files)


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 with LF line ends on every system."""
    write_all({path: text.encode("utf-8")})


def write_csv(path: Path, table: pd.DataFrame) -> None:
    """Write a table as UTF-8 CSV with LF line ends; missing values are empty fields."""
    write_text(path, table.to_csv(index=False, lineterminator="\n", na_rep=""))


def write_with(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` make the file at a temporary path, then move it to `path`."""
    with replacing(path) as temporary:
        write(temporary)
