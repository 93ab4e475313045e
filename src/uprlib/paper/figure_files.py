"""Figures as files: exact width, embedded TrueType, alternative text inside, the same bytes on every run."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure

from uprlib import atomic
from uprlib.errors import one_of
from uprlib.facts.journals import FORMATS, Profile
from uprlib.plots.style import settings

DOTS = {"png": 300, "png600": 600, "tif": 600}
"""Dots per inch of the raster formats."""

USUAL = ("pdf", "svg", "png")


def file_name(name: str, format_: str) -> str:
    """The name of a figure's file in one format; two resolutions do not share one.

    Examples
    --------
    >>> file_name("fig01_action", "png"), file_name("fig01_action", "png600")
    ('fig01_action.png', 'fig01_action_600dpi.png')
    """
    return f"{name}_600dpi.png" if format_ == "png600" else f"{name}.{format_}"


def drawn(
    figure: Figure,
    name: str,
    *,
    page: Profile,
    alt: str,
    title: str,
    formats: Sequence[str] = USUAL,
    keywords: str = "",
) -> dict[str, bytes]:
    """Draw a figure in every format asked for.

    Parameters
    ----------
    name : str
        Of the files, without an ending.
    page : Profile
        The page that it was drawn for; the files have exactly the figure's width.
    alt : str
        Alternative text, kept inside each file.
    formats : sequence of str
        Of :data:`uprlib.facts.journals.FORMATS`.
    keywords : str
        What else the files say about themselves: where they come from.

    Returns
    -------
    dict of bytes
        The content of each file by its name, in the order of `formats`.

    Raises
    ------
    ParameterError
        An unknown format.
    """
    for each in formats:
        one_of(each, FORMATS, "a figure cannot be written in this format")
    about = {"title": title, "alt": alt, "keywords": keywords}
    # The PDF comes last: faults are looked for in what was drawn last.
    vector = {each: render(figure, each, page=page, **about) for each in ("svg", "pdf") if each in {*formats, "pdf"}}
    return {
        file_name(name, each): vector[each] if each in vector else raster(vector["pdf"], each, **about)
        for each in formats
    }


def write(content: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write files into a folder, all of them or none; gives their paths."""
    return atomic.write_all({folder / name: each for name, each in content.items()})


def settle(figure: Figure, page: Profile) -> None:
    """Compute a figure's layout once, for all formats: with a layout engine, matplotlib draws each of them twice.

    The figure is then measured in points, as PDF and SVG are: what is looked over is what is printed.
    """
    engine = figure.get_layout_engine()
    if engine is None:
        return
    figure.set_dpi(72)
    with matplotlib.rc_context(settings(page)), warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always")
        engine.execute(figure)
        figure.set_layout_engine(None)
        for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
            if not axis.label.get_text():
                # Else its place is sought beyond all labels of the axis, each time that the figure is drawn.
                axis.set_label_coords(0, 0)
    figure.cramped = any("layout" in str(warning.message) for warning in raised)  # type: ignore[attr-defined]


def render(figure: Figure, format_: str, *, page: Profile, alt: str, title: str, keywords: str = "") -> bytes:
    """One figure as the bytes of a file; dates and versions, which differ from run to run, are left out."""
    metadata = {
        "pdf": {
            "CreationDate": None,
            "Creator": None,
            "Producer": None,
            "Title": title,
            "Subject": alt,
            "Keywords": keywords,
        },
        "svg": {"Date": None, "Creator": None, "Title": title, "Description": alt, "Keywords": [keywords]},
    }[format_]
    settle(figure, page)
    buffer = io.BytesIO()
    with matplotlib.rc_context(settings(page)):
        figure.savefig(buffer, format=format_, dpi=DOTS["png"], metadata=metadata)
    return buffer.getvalue()


TITLE, DESCRIPTION, KEYWORDS = 0x9C9B, 0x010E, 0x9C9E
"""The tags of a TIFF file for what a PNG file names in words."""


def raster(pdf: bytes, format_: str, *, alt: str, title: str, keywords: str = "") -> bytes:
    """The picture of a figure's PDF: what is printed is what is seen, in half the time of drawing it once more."""
    import pypdfium2
    from PIL.PngImagePlugin import PngInfo

    dots = DOTS[format_]
    with pypdfium2.PdfDocument(pdf) as document:
        size = (round(points * dots / 72) for points in document[0].get_size())
        # pdfium begins a last row and column of which there is hardly anything: the width would be too large by it.
        picture = document[0].render(scale=dots / 72).to_pil().crop((0, 0, *size))
    buffer = io.BytesIO()
    if format_ == "tif":
        words = {DESCRIPTION: alt.encode(), TITLE: title.encode("utf-16-le"), KEYWORDS: keywords.encode("utf-16-le")}
        picture.save(buffer, format="tiff", dpi=(dots, dots), compression="tiff_lzw", tiffinfo=words)
        return buffer.getvalue()
    said = PngInfo()
    for name, text in {"Title": title, "Description": alt, "Keywords": keywords}.items():
        said.add_text(name, text)
    # White rows pack well in any way: a level higher takes half as long again and saves a twelfth of the bytes.
    picture.save(buffer, format="png", dpi=(dots, dots), pnginfo=said, compress_level=3)
    return buffer.getvalue()
