"""What git knows of the checkout in use; a copy without git, as an archive has it, has a list of its files instead."""

from __future__ import annotations

import functools
import subprocess

from uprlib import paths
from uprlib.errors import UprError


def head() -> str | None:
    """The checkout's commit, with "+" where files differ from it; None without git.

    Only the checkout's own: a copy that lies in somebody else's repository does not take that one's commit.
    """
    return _head() if paths.has_git() else None


@functools.cache
def _head() -> str | None:
    try:
        commit = _git("rev-parse", "HEAD").strip()
        return commit + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.CalledProcessError):
        return None


def files() -> list[str]:
    """The project's files as paths from the checkout, sorted: those of git, or without it those of the archive's list.

    Raises
    ------
    UprError
        There is neither.
    """
    if paths.has_git():
        try:
            return sorted(filter(None, _git("ls-files", "-z").split("\0")))
        except (OSError, subprocess.CalledProcessError):
            pass  # git is not installed.
    listed = paths.sums()
    if not listed.is_file():
        raise UprError(
            "it is not known which files belong to the project",
            file=paths.home(),
            expected=f"a checkout of git, or the {listed.name} of an archive that `upr deposit` made",
        )
    # sha256sum writes the sum, a space, a space or an asterisk, and the name.
    return sorted(line[66:] for line in listed.read_text(encoding="utf-8").splitlines() if line[66:])


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=paths.home(), capture_output=True, encoding="utf-8", check=True)
    return done.stdout
