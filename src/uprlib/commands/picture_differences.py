"""Pictures inside a page, and two of them side by side with what differs."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter

from uprlib.errors import DataError

PIXELS = 1100
"""The width of a picture inside a page."""

MARK = (213, 0, 0)
"""What differs is this red, on the earlier picture in pale grey."""


class Compared(NamedTuple):
    """Two pictures and where they differ, each as base64 of a PNG, and the same in words."""

    old: str
    new: str
    difference: str
    words: str


def opened(file: Path, remedy: str) -> Image.Image:
    """A picture without transparency.

    Raises
    ------
    DataError
        There is none, or the file is no picture.
    """
    try:
        with Image.open(file) as picture:
            return picture.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        # Pillow's own errors are of these kinds.
        words = f"a figure {'is missing' if isinstance(problem, FileNotFoundError) else 'cannot be read'}"
        raise DataError(words, file=file, remedy=remedy) from None


def embedded(picture: Image.Image) -> str:
    """A picture in the width of a page, as base64 of a PNG."""
    written = io.BytesIO()
    _small(picture).save(written, "png")
    return base64.b64encode(written.getvalue()).decode()


def _small(picture: Image.Image) -> Image.Image:
    return picture.resize((PIXELS, max(1, round(picture.height * PIXELS / picture.width))))


def compared(old: Image.Image, new: Image.Image) -> Compared:
    """Two pictures compared point by point; beyond the edge of the smaller one is white.

    Examples
    --------
    >>> white = Image.new("RGB", (100, 50), "white")
    >>> changed = white.copy()
    >>> changed.putpixel((20, 10), (255, 255, 254))
    >>> compared(white, changed).words
    '1 of 5,000 points differs, 20% from the left and 20% from the top'
    """
    size = (max(old.width, new.width), max(old.height, new.height))
    one, other = (Image.new("RGB", size, "white") for _ in range(2))
    one.paste(old)
    other.paste(new)
    red, green, blue = ImageChops.difference(one, other).split()
    anything = [0] + [255] * 255
    differs = ImageChops.lighter(ImageChops.lighter(red, green), blue).point(anything)
    pale = _small(one.convert("L").point([170 + value // 3 for value in range(256)]).convert("RGB"))
    # In the small picture a single point is still seen.
    marks = differs.resize(pale.size, Image.Resampling.BOX).point(anything).filter(ImageFilter.MaxFilter(5))
    pale.paste(MARK, mask=marks)
    return Compared(embedded(old), embedded(new), embedded(pale), _words(old, new, differs))


def _words(old: Image.Image, new: Image.Image, differs: Image.Image) -> str:
    sizes = [f"{picture.width} x {picture.height} points" for picture in (old, new)]
    resized = "" if sizes[0] == sizes[1] else f"it was {sizes[0]} and is {sizes[1]}; "
    box = differs.getbbox()
    if box is None:
        return f"{resized}no point differs: only what the file says about itself does"
    count = differs.histogram()[255]
    across, down = (
        _range(begin / whole, (end - 1) / whole)
        for begin, end, whole in ((box[0], box[2], differs.width), (box[1], box[3], differs.height))
    )
    verb = "differs" if count == 1 else "differ"
    of_all = f"{count:,} of {differs.width * differs.height:,} points {verb}"
    return f"{resized}{of_all}, {across} from the left and {down} from the top"


def _range(begin: float, end: float) -> str:
    low, high = f"{begin:.0%}", f"{end:.0%}"
    return low if low == high else f"{low} to {high}"
