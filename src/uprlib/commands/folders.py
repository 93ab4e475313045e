"""Folders that a command fills: what it put there earlier is replaced, and nothing else is ever removed."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
from pathlib import Path, PurePosixPath

from uprlib import atomic
from uprlib.errors import UprError


def earlier(target: Path, what: str) -> set[str]:
    """The files that a command put into a folder earlier; none if the folder is empty or does not exist.

    Parameters
    ----------
    target : path
    what : str
        What the command makes, in a word: "site". A file of the folder, named after it, lists its files.

    Raises
    ------
    UprError
        The folder has other files and no such list: a mistyped ``--out`` must not cost anybody their files.
    """
    mark = _mark(what)
    found = sorted(path.name for path in target.iterdir()) if target.is_dir() else []
    if (target.exists() and not target.is_dir()) or (found and mark not in found):
        raise UprError(
            f"the {what} cannot be put here: the folder is not empty and is not an earlier {what}",
            file=target,
            value=", ".join(found[:4]) + (f" and {len(found) - 4} more" if len(found) > 4 else "") or "a file",
            expected=f"a new folder, an empty one, or one with {mark} from an earlier {what}",
            remedy="name another folder, or empty this one yourself",
        )
    listed = (target / mark).read_text(encoding="utf-8", errors="replace").splitlines() if found else []
    # Whatever the list says and wherever links lead, nothing outside the folder is ours.
    return {name for name in listed if name and (target / name).resolve().is_relative_to(target.resolve())}


def replace(target: Path, made: Path, what: str) -> None:
    """Put the files of `made` into a folder, in place of those that :func:`earlier` gives.

    Raises
    ------
    UprError
        As :func:`earlier`; or a file that is not ours is in the way; or the folder cannot be written to.
    """
    old = earlier(target, what)
    new = {file.relative_to(made).as_posix() for file in made.rglob("*") if file.is_file()}
    others = sorted(name for name in new - old if os.path.lexists(target / name))
    if others:
        raise UprError(
            f"files that do not belong to the earlier {what} are in the way",
            file=target,
            value=", ".join(others[:4]),
            remedy="move them away, or name another folder",
        )
    try:
        # First the list of both, so that the next run knows all our files even if this one is killed.
        atomic.write_text(target / _mark(what), _list(old | new))
        for name in old:
            (target / name).unlink(missing_ok=True)
        for folder in sorted({parent for name in old for parent in PurePosixPath(name).parents[:-1]}, reverse=True):
            # A folder with other files stays.
            with contextlib.suppress(OSError):
                (target / folder).rmdir()
        for name in sorted(new):
            atomic.write_with(target / name, functools.partial(shutil.copyfile, made / name))
        atomic.write_text(target / _mark(what), _list(new))
    except OSError as problem:
        raise UprError(
            f"the {what} cannot be written here", file=target, value=str(problem)[:200], remedy="name another folder"
        ) from None


def _list(names: set[str]) -> str:
    return "".join(f"{name}\n" for name in sorted(names))


def _mark(what: str) -> str:
    """The file that lists the others, one on each line. No other file is ever removed."""
    return f".upr-{what}"
