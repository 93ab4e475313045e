"""The pages that figures are made for: widths, smallest text and formats, as data (``data/raw/journals.yml``)."""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields, replace
from pathlib import Path

import yaml

from uprlib import paths
from uprlib.errors import DataError, ParameterError, one_of

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
        An entry has a field missing, a field too many, or a value that cannot be used.
    """
    file = paths.raw() / "journals.yml"
    return dict(_parsed(file.read_text(encoding="utf-8"), file))


@functools.lru_cache(maxsize=4)
def _parsed(text: str, file: Path) -> dict[str, Profile]:
    known = {field.name for field in fields(Profile)} - {"name"}
    pages = {}
    for name, entry in yaml.safe_load(text)["journals"].items():
        wrong = next(iter((known - {"note"} - set(entry)) | (set(entry) - known)), None)
        if wrong:
            raise DataError(
                "the entry of a journal cannot be used", file=file, row=name, column=wrong, expected="each field once"
            )
        for field in ("single", "double", "height", "font"):
            if not isinstance(entry[field], int | float) or not entry[field] > 0:
                raise DataError(
                    "the entry of a journal cannot be used",
                    file=file,
                    row=name,
                    column=field,
                    value=entry[field],
                    expected="a number above 0",
                )
        for each in entry["formats"]:
            one_of(each, FORMATS, f"journal {name} has an unknown format", DataError)
        for field in ("widths", "type"):
            one_of(
                entry[field], ("publisher", "assumed"), f"journal {name}: the origin of {field} is not known", DataError
            )
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
