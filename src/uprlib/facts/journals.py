"""The pages that figures are made for: widths, smallest text and formats, as data (``data/raw/journals.yml``)."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, fields, replace
from pathlib import Path

import yaml

from uprlib import paths
from uprlib.errors import DataError, ParameterError, one_of, to_restore

FORMATS = ("pdf", "svg", "png", "png600")
"""The formats of figures; ``png`` has 300 dots per inch, ``png600`` has 600."""

NARROWEST, WIDEST = 30.0, 600.0
"""Limits of a figure's width, in millimetres: outside them a figure with text cannot be drawn."""


@dataclass(frozen=True)
class Profile:
    """The page that a figure is made for.

    Attributes
    ----------
    name : str
        A journal, or a journal and a width ("springer@129"), as in the parameters.
    title : str
    single, double, height : float
        The widths of a one-column and of a full-width figure, and the greatest height, in millimetres.
    font : float
        The size of the smallest text, in points.
    formats : tuple of str
        Those of :data:`FORMATS` that the publisher takes.
    widths, type : str
        "publisher" where its guide for artwork states the widths or the size of text, otherwise "assumed".
    colour, note : str
    """

    name: str
    title: str
    single: float
    double: float
    height: float
    font: float
    formats: tuple[str, ...]
    widths: str
    type: str
    colour: str
    note: str = ""


def read() -> dict[str, Profile]:
    """All pages by name.

    Raises
    ------
    DataError
        The file cannot be read, or an entry has a field missing, a field too many, or a value that cannot be used.
    """
    file = paths.raw() / "journals.yml"
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise _unreadable(file, problem) from None
    return dict(_parsed(text, file))


def _unreadable(file: Path, problem: Exception) -> DataError:
    return DataError(
        "the journals cannot be read",
        file=file,
        value=None if isinstance(problem, TypeError | KeyError) else " ".join(str(problem).split())[:120],
        expected="YAML with an entry for each journal under `journals:`",
        remedy=to_restore(file),
    )


def _unusable(file: Path, name: object, field: str | None, value: object, expected: str) -> DataError:
    return DataError(
        f"the entry of journal {name!r} cannot be used",
        file=file,
        column=field,
        value=value,
        expected=expected,
        remedy=to_restore(file),
    )


@functools.lru_cache(maxsize=4)
def _parsed(text: str, file: Path) -> dict[str, Profile]:
    try:
        held = yaml.safe_load(text)["journals"]
        if not held or not isinstance(held, dict):
            raise TypeError(f"journals: {held}")
    except (yaml.YAMLError, KeyError, TypeError, RecursionError) as problem:
        raise _unreadable(file, problem) from None
    known = {field.name for field in fields(Profile)} - {"name"}
    pages = {}
    for name, entry in held.items():
        if not isinstance(entry, dict):
            raise _unusable(file, name, None, entry, "the fields " + ", ".join(sorted(known)))
        wrong = next(iter((known - {"note"} - set(entry)) | (set(entry) - known)), None)
        if wrong:
            raise _unusable(file, name, wrong, entry.get(wrong), "each field once")
        for field in ("single", "double", "height", "font"):
            value = entry[field]
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < math.inf:
                raise _unusable(file, name, field, value, "a number above 0")
        formats = entry["formats"]
        if not isinstance(formats, list) or not formats or any(each not in FORMATS for each in formats):
            raise _unusable(file, name, "formats", formats, "a list of some of " + ", ".join(FORMATS))
        for field in ("widths", "type"):
            if entry[field] not in ("publisher", "assumed"):
                raise _unusable(file, name, field, entry[field], "publisher or assumed")
        pages[name] = Profile(name=name, **entry | {"formats": tuple(entry["formats"])})
    return pages


def profile(name: str) -> Profile:
    """The page of that name.

    Parameters
    ----------
    name : str
        A journal, or a journal and a width in millimetres for full-width figures ("springer@129").

    Raises
    ------
    ParameterError
        There is no journal of that name, or the width is too small, too large or not a number.

    Examples
    --------
    >>> profile("springer").double, profile("springer@129").double
    (174, 129.0)
    """
    journal, at, width = str(name).partition("@")
    page = read()[one_of(journal, read(), "there is no journal of that name")]
    if not at:
        return page
    try:
        wide = float(width)
    except ValueError:
        raise ParameterError("the width of a page is not a number", value=width, expected="millimetres") from None
    if not NARROWEST <= wide <= WIDEST:
        raise ParameterError(
            "no figure with text fits in this width",
            value=f"{wide:g} mm",
            expected=f"{NARROWEST:g} to {WIDEST:g} mm; {journal} has {page.single:g} and {page.double:g}",
        )
    return replace(page, name=f"{journal}@{wide:g}", single=min(page.single, wide), double=wide)
