"""Whether something that was made is still what its inputs make: decided by content, here and nowhere else.

A record (JSON in ``data/processed/made/``) says what was made, and what it was made from, each with its SHA-256. An
input whose size and time of change are as recorded is taken to have the same content; another one is read. So a run
with nothing to do reads little, and a file that was touched, or checked out again, makes nothing again. What was made
is always read, once in a process: a disk that returns another bit than was written changes neither size nor time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from uprlib import atomic, paths
from uprlib.errors import UprError

Parts = Mapping[str, Callable[[Path, str], str]]
"""How to read the part of a file that counts, by its name: a function of the file and of what stands after the colon,
as "profile:article"."""

JUST_NOW = 2_000_000_000
"""Nanoseconds. A file that changed this shortly before it was recorded may change again within one tick of the clock:
its time is not trusted, and it is read the next time."""


def record_of(name: str) -> Path:
    """Where the record of a table or a notebook is."""
    return paths.processed() / "made" / f"{name}.json"


def seen(inputs: Iterable[Path | tuple[Path, str]], parts: Parts | None = None) -> list[list]:
    """What some inputs hold now, to be recorded once something has been made from them.

    Parameters
    ----------
    inputs : iterable of path, or of path and part
        A file, all of which counts; a folder, whose files' names count; or a file and the name of the part that counts.
    parts : mapping, optional
        How to read these parts.

    Returns
    -------
    list of [path, part, sha256, size, time of change in nanoseconds]
    """
    pairs = [each if isinstance(each, tuple) else (each, "") for each in inputs]
    return [_entry(file, part, parts or {}) for file, part in sorted(set(pairs))]


def write(record: Path, inputs: list[list], products: Iterable[Path]) -> None:
    """Record what was made from which inputs, as :func:`seen` saw them before it was made.

    A folder that cannot be written to keeps no record, and what was made counts as out of date.
    """
    text = json.dumps({"inputs": inputs, "products": seen(products)}, indent=0)
    with contextlib.suppress(UprError):
        atomic.write_text(record, text + "\n")


def is_fresh(record: Path, parts: Parts | None = None) -> bool:
    """Whether all that was made is there as it was made, and its inputs hold what they held.

    A record that cannot be read says no.
    """
    try:
        held = json.loads(record.read_text(encoding="utf-8"))
        entries = [*held["inputs"], *held["products"]]
        now = [_entry(_file(path), part, parts or {}, before) for path, part, *before in held["inputs"]]
        now += [_entry(_file(path), part, parts or {}) for path, part, *_ in held["products"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False
    if any(entry[2] != before[2] for entry, before in zip(now, entries, strict=True)):
        return False
    if now != entries:
        # Touched, but not changed: from now on its new time says so.
        count = len(held["inputs"])
        with contextlib.suppress(UprError):
            atomic.write_text(record, json.dumps({"inputs": now[:count], "products": now[count:]}, indent=0) + "\n")
    return True


def fingerprint(inputs: list[list]) -> str:
    """One SHA-256 for all that some inputs hold, from :func:`seen`."""
    return hashlib.sha256(json.dumps([entry[:3] for entry in inputs]).encode()).hexdigest()


def _file(place: str) -> Path:
    """The file of a line; the code is in the checkout that it belongs to, also where another one is in use."""
    return (paths.PACKAGE_HOME if place.startswith("src/uprlib/") else paths.home()) / place


def _entry(file: Path, part: str, parts: Parts, before: list | None = None) -> list:
    """One line of a record; `before` is what the line said of the file when it was written."""
    root = next((root for root in (paths.home(), paths.PACKAGE_HOME) if file.is_relative_to(root)), None)
    place = file.relative_to(root).as_posix() if root else file.as_posix()
    try:
        state = file.stat()
    except OSError:
        return [place, part, "", 0, 0]
    if file.is_dir():
        names = "\n".join(sorted(each.name for each in file.iterdir() if each.name[0] not in ".~"))
        return [place, part, hashlib.sha256(names.encode()).hexdigest(), 0, 0]
    size, changed = state.st_size, state.st_mtime_ns
    if before and before[1:] == [size, changed]:
        return [place, part, *before]
    if part:
        kind, _, which = part.partition(":")
        sha256 = hashlib.sha256(parts[kind](file, which).encode()).hexdigest()
    else:
        sha256 = digest(file)
    return [place, part, sha256, size, changed if _is_trusted(state) else 0]


_read: dict[tuple[str, int, int, int, int], str] = {}
"""SHA-256 of the files that this process has read."""


def digest(file: Path) -> str:
    """SHA-256 of what a file holds.

    It is read once in a process: modules stand behind every table, and facts behind every command. Another link to the
    same file is not read again.

    Raises
    ------
    OSError
        It cannot be read.
    """
    state = file.stat()
    key = file.name, state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns
    if key in _read and _is_trusted(state):
        return _read[key]
    with file.open("rb") as content:
        _read[key] = hashlib.file_digest(content, "sha256").hexdigest()
    return _read[key]


def _is_trusted(state: os.stat_result) -> bool:
    return time.time_ns() - state.st_mtime_ns > JUST_NOW
