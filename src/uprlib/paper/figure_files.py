"""Figures as files: exact width, embedded TrueType, alternative text inside, the same bytes on every run."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure

from uprlib import atomic
from uprlib.errors import one_of
from uprlib.facts.journals import FORMATS, Profile
from uprlib.plots.style import settings

DOTS = {"png": 300, "png600": 600}
"""Dots per inch of the raster formats."""

DRAWN, USUAL = ("pdf", "svg"), ("pdf", "svg", "png")


def file_name(name: str, format_: str) -> str:
    """The name of a figure's file in one format; two resolutions do not share one.

    Examples
    --------
    >>> file_name("fig01_action", "png"), file_name("fig01_action", "png600")
    ('fig01_action.png', 'fig01_action_600dpi.png')
    """
    return f"{name}_600dpi.png" if format_ == "png600" else f"{name}.{format_}"


def save_figure(
    figure: Figure,
    path: Path,
    *,
    page: Profile,
    alt: str,
    title: str,
    formats: Sequence[str] = USUAL,
    keywords: str = "",
) -> list[Path]:
    """Write a figure in every format asked for.

    Parameters
    ----------
    path : path
        Without an ending.
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
    list of Path
        The files, in the order of `formats`.

    Raises
    ------
    ParameterError
        An unknown format.
    """
    for each in formats:
        one_of(each, FORMATS, "a figure cannot be written in this format")
    if figure.get_layout_engine() is not None:
        settle(figure, page)
    about = {"title": title, "alt": alt, "keywords": keywords}
    drawn = {each: render(figure, each, page=page, **about) for each in DRAWN if each in formats or each == "pdf"}
    written = []
    for each in formats:
        target = path.with_name(file_name(path.name, each))
        with atomic.replacing(target) as temporary:
            temporary.write_bytes(drawn[each] if each in drawn else raster(drawn["pdf"], DOTS[each], **about))
        written.append(target)
    return written


def settle(figure: Figure, page: Profile) -> None:
    """Compute a figure's layout once and keep it: with a layout engine, saving draws every format twice."""
    with matplotlib.rc_context(settings(page)):
        figure.draw_without_rendering()
        figure.set_layout_engine(None)


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
    buffer = io.BytesIO()
    with matplotlib.rc_context(settings(page)):
        figure.savefig(buffer, format=format_, dpi=DOTS["png"], metadata=metadata)
    return buffer.getvalue()


def raster(pdf: bytes, dots: int, *, alt: str, title: str, keywords: str = "") -> bytes:
    """The picture of a figure's PDF: what is printed is what is seen, in half the time of drawing it once more."""
    import pypdfium2
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    for name, text in {"Title": title, "Description": alt, "Keywords": keywords}.items():
        words.add_text(name, text)
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=dots / 72).to_pil()
    buffer = io.BytesIO()
    # White rows pack well in any way: a level higher takes half as long again and saves a twelfth of the bytes.
    picture.save(buffer, format="png", dpi=(dots, dots), pnginfo=words, compress_level=3)
    return buffer.getvalue()
