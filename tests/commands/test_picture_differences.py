"""Claims about pictures inside a page: both sides are shown, and a single point that differs is seen."""

import base64
import io

import pytest
from PIL import Image

from uprlib.commands import picture_differences
from uprlib.errors import DataError


def decoded(text):
    return Image.open(io.BytesIO(base64.b64decode(text)))


def test_a_single_point_is_still_red_in_a_picture_made_smaller():
    old = Image.new("RGB", (2200, 500), "white")
    new = old.copy()
    new.putpixel((1100, 250), (254, 255, 255))
    shown = decoded(picture_differences.compared(old, new).difference)
    assert shown.width == picture_differences.PIXELS
    red, green, _ = shown.getpixel((550, 125))
    assert red - green > 50 and len({shown.getpixel((x, 10)) for x in range(0, 1100, 50)}) == 1


def test_what_differs_is_told_by_its_share_and_place_and_a_size_by_both():
    old, new = Image.new("RGB", (100, 50), "white"), Image.new("RGB", (100, 50), "white")
    assert picture_differences.compared(old, new).words == "no point differs: only what the file says about itself does"
    new.paste("black", (10, 20, 31, 41))
    words = "441 of 5,000 points differ, 10% to 30% from the left and 40% to 80% from the top"
    assert picture_differences.compared(old, new).words == words
    larger = picture_differences.compared(old, Image.new("RGB", (100, 60), "black"))
    assert larger.words.startswith("it was 100 x 50 points and is 100 x 60 points; 6,000 of 6,000 points differ")


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "a figure is missing"), (b"", "cannot be read"), (b"\x89PNG\r\n\x1a\n12", "cannot be")],
)
def test_a_picture_that_cannot_be_opened_is_named(tmp_path, content, words):
    if content is not None:
        (tmp_path / "fig.png").write_bytes(content)
    with pytest.raises(DataError, match=rf"fig\.png: .*{words}.*run this"):
        picture_differences.opened(tmp_path / "fig.png", "run this")
