"""The one place for every path of the project and for the environment variables that move them.

Environment variables
---------------------
UPRLIB_HOME
    The checkout that holds ``data/``, ``notebooks/`` and ``figures/``. Default: the one this file belongs to.
UPRLIB_OUT
    Where a run writes its figures and results. Default: the checkout for the default run, ``runs/`` for others.
    Checks set it, so that they never write into the checkout.
UPRLIB_FORMATS
    The formats of a run's figures, separated by commas; none are made if it is empty. Default: PDF, SVG and PNG.
UPRLIB_SOURCES
    Other people's files, for the maintainer's refresh and for the tests that need them. Default:
    ``../shared/data`` beside the checkout. Never needed to reproduce anything.
"""

from __future__ import annotations

import functools
import os
from pathlib import Path

PACKAGE_HOME = Path(__file__).resolve().parents[2]
"""The checkout that this file belongs to."""


def home() -> Path:
    """The checkout in use."""
    place = Path(os.environ.get("UPRLIB_HOME") or PACKAGE_HOME)
    # Names of States are looked up a million times in a large import, and each look-up asks for this.
    return _resolved(place) if place.is_absolute() else place.resolve()


@functools.cache
def _resolved(place: Path) -> Path:
    return place.resolve()


def has_git() -> bool:
    """Whether the project is a checkout of git."""
    return (home() / ".git").exists()


def sums() -> Path:
    """The list of an archive's files, with the SHA-256 of each; a checkout has none."""
    return home() / "SHA256SUMS"


def is_unpacked() -> bool:
    """Whether the project is a copy without git, as `upr deposit` packed it."""
    return sums().is_file() and not has_git()


def sources() -> Path:
    """Other people's source files; may be absent."""
    return Path(os.environ.get("UPRLIB_SOURCES") or home().parent / "shared" / "data")


def raw() -> Path:
    """The project's own tables of coded facts (CSV, YAML); written by ``upr refresh`` or reviewed by hand."""
    return _raw_of(home())


@functools.cache
def _raw_of(checkout: Path) -> Path:
    return checkout / "data" / "raw"


def datapackage() -> Path:
    """Frictionless description of ``data/raw`` with checksums; written by ``upr refresh``."""
    return home() / "data" / "datapackage.json"


def processed() -> Path:
    """Parquet tables that the build makes from raw; not committed, rebuilt at will."""
    return home() / "data" / "processed"


def forms() -> Path:
    """Forms of answers: written by ``upr positions template``, filled in by hand, not committed.

    They are a person's work: no build, import or ``make clean`` writes or removes anything here.
    """
    return home() / "data" / "forms"


def executed() -> Path:
    """Notebooks as the last default run executed them; not committed."""
    return processed() / "notebooks"


def results() -> Path:
    """Numbers that the default run of each notebook states; committed."""
    return processed() / "results"


def figures() -> Path:
    """Figures of the default run; committed."""
    return home() / "figures"


def notebooks() -> Path:
    """The notebooks, stored with the outputs of their default run."""
    return home() / "notebooks"


def runs() -> Path:
    """Runs with other parameters, one folder each; not committed."""
    return home() / "runs"


def out() -> Path | None:
    """The folder that UPRLIB_OUT names, or None."""
    named = os.environ.get("UPRLIB_OUT")
    return Path(named).resolve() if named else None


def formats() -> tuple[str, ...] | None:
    """The formats of figures that UPRLIB_FORMATS names, or None."""
    named = os.environ.get("UPRLIB_FORMATS")
    return None if named is None else tuple(filter(None, named.split(",")))


def files(folder: Path, pattern: str = "*") -> list[Path]:
    """The files of a folder whose names match `pattern` (``**/*`` includes subfolders), sorted.

    Names that begin with a dot are left out: the project writes none, but a killed run or an editor may leave some.
    """
    found = (path for path in folder.glob(pattern) if path.is_file())
    return sorted(path for path in found if not any(part[0] == "." for part in path.relative_to(folder).parts))


def shown(path: Path | str) -> str:
    """A path as messages show it: relative to the checkout if it is inside, with forward slashes."""
    path = Path(path)
    try:
        return path.resolve().relative_to(home()).as_posix()
    except ValueError:
        return path.as_posix()
