"""The face of figures is a part of DejaVu Sans: its letters, widths and kerning, under another name."""

import hashlib
import io
import re

import matplotlib
import pandas as pd
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from matplotlib.ft2font import FT2Font, LoadFlags

from uprlib import paths
from uprlib.facts import journals
from uprlib.paper import figure_files
from uprlib.paper.faults import faults
from uprlib.plots import typeface
from uprlib.plots.style import new_figure, settings

PAGE = journals.profile("article")


def face(name):
    return typeface.FOLDER / f"{name}.ttf"


def whole(name):
    return f"{matplotlib.get_data_path()}/fonts/ttf/{name.replace('UPR', 'DejaVu')}.ttf"


def pdf(words):
    with matplotlib.rc_context(settings(PAGE)):
        figure, (axes,) = new_figure(PAGE, 40)
        axes.set_title("n = 12")
        axes.text(0, 0.5, words)
    content = figure_files.drawn(figure, "fig", page=PAGE, alt="a", title="t", formats=["pdf"])["fig.pdf"]
    return content, faults(figure, page=PAGE, alt="A text on a page, for the sake of a test.")


def fonts(content):
    return {name.decode() for name in re.findall(rb"/BaseFont /[A-Z]{6}\+(\S+)", content)}


@pytest.mark.parametrize("name", typeface.FACES)
def test_a_face_is_made_again_byte_for_byte(name):
    content = face(name).read_bytes()
    assert typeface.made(name) == content
    assert hashlib.sha256(content).hexdigest() == typeface.FACES[name]


@pytest.mark.parametrize("name", typeface.FACES)
def test_its_name_is_its_own_as_the_licence_asks(name):
    names = {record.nameID: str(record) for record in TTFont(face(name))["name"].names}
    assert not re.search("Bitstream|Vera|Arev|DejaVu", names[1] + names[3] + names[4] + names[6])
    assert "Bitstream, Inc." in names[0] and "Bitstream" in (typeface.FOLDER / "LICENSE").read_text()


@pytest.mark.parametrize("name", typeface.FACES)
def test_the_names_of_all_states_are_as_wide_as_in_the_whole_typeface(name):
    states = pd.read_csv(paths.raw() / "state_names.csv")["name"]

    def widths(file):
        font = FT2Font(file)
        font.set_size(7, 72)
        found = {}
        # "fi" and "ff" are one glyph in the whole typeface.
        for words in ("AVATAR Töne, Työ", *(each for each in states if not re.search("f[fil]", each))):
            font.set_text(words, 0, flags=LoadFlags.NO_HINTING)
            found[words] = font.get_width_height()
        return found

    assert widths(face(name)) == widths(whole(name))


def test_a_figure_embeds_a_subset_whose_words_can_be_copied():
    content, found = pdf("first: Côte d'Ivoire, Türkiye − 5 of 9")
    assert fonts(content) == {"UPRSans", "UPRSans-Bold"} and found == []
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        assert "first: Côte d'Ivoire, Türkiye − 5 of 9" in document[0].get_textpage().get_text_range()


def test_a_name_in_another_script_is_set_in_the_whole_typeface():
    content, found = pdf("Україна")
    assert fonts(content) == {"UPRSans", "UPRSans-Bold", "DejaVuSans"} and found == []


@pytest.mark.filterwarnings("ignore:Glyph")
def test_a_character_that_no_face_has_is_a_fault():
    assert pdf("조선")[1] == ["no typeface of figures has '선'", "no typeface of figures has '조'"]


def test_a_slanted_text_is_slanted():
    with matplotlib.rc_context(settings(PAGE)):
        found = matplotlib.font_manager.findfont(matplotlib.font_manager.FontProperties(style="italic"))
    assert "Oblique" in found
