"""The pages that figures are made for: widths, smallest text and formats, as data (``data/raw/journals.yml``)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StrictFloat, StrictInt

from uprlib import paths
from uprlib.errors import ParameterError, one_of
from uprlib.facts import project_files

FORMATS = ("pdf", "svg", "png", "png600", "tif")
"""The formats of figures; ``png`` has 300 dots per inch, ``png600`` and ``tif`` have 600."""

NARROWEST, WIDEST = 30.0, 600.0
"""Limits of a figure's width, in millimetres: outside them a figure with text cannot be drawn."""

Length = Annotated[StrictInt | StrictFloat, Field(gt=0, allow_inf_nan=False)]
Source = Literal["publisher", "assumed"]


class Page(project_files.Entry):
    """A page as the file describes it.

    Attributes
    ----------
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

    model_config = ConfigDict(frozen=True)

    title: str
    single: Length
    double: Length
    height: Length
    font: Length
    formats: Annotated[tuple[Literal[FORMATS], ...], Field(min_length=1)]  # type: ignore[valid-type]
    widths: Source
    type: Source
    colour: str
    note: str = ""


class Profile(Page):
    """The page that a figure is made for.

    Attributes
    ----------
    name : str
        A journal, or a journal and a width ("springer@129"), as in the parameters.
    """

    name: str


class _Journals(project_files.Entry):
    journals: dict[str, Page] = Field(min_length=1)


def read() -> dict[str, Profile]:
    """All pages by name.

    Raises
    ------
    DataError
        The file cannot be read, or an entry has a field missing, a field too many, or a value that cannot be used.
    """
    file, expected = paths.raw() / "journals.yml", "YAML with an entry for each journal under `journals:`"
    held = project_files.read(file, _Journals, "the journals", expected=expected).journals
    return {name: Profile(name=name, **dict(page)) for name, page in held.items()}


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
    return page.model_copy(update={"name": f"{journal}@{wide:g}", "single": min(page.single, wide), "double": wide})
