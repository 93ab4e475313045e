"""Claims about figures on demand: for a journal's page, all or none."""

import io
import json

import pypdfium2
import pytest

from uprlib.commands import publish
from uprlib.errors import FigureError, ParameterError


def test_a_figure_for_springer_has_its_width_its_type_and_its_passport(tmp_path):
    written = publish.figures("springer", only=["04/fig01"], out=tmp_path)
    assert [file.name for file in written] == ["fig01_habits.pdf", "fig01_habits_600dpi.png"]
    with pypdfium2.PdfDocument(io.BytesIO(written[0].read_bytes())) as document:
        assert document[0].get_width() * 25.4 / 72 == pytest.approx(174, abs=0.02)
    content = json.loads(written[0].with_name("fig01_habits.json").read_text(encoding="utf-8"))
    assert content["page"] == {
        "name": "springer",
        "width_mm": 174.0,
        "height_mm": content["page"]["height_mm"],
        "smallest_text_pt": 8,
    }
    assert content["parameters"]["profile"] == "springer"
    # Without git there is no commit to name.
    assert content["commit"] is None or len(content["commit"]) >= 40
    assert "habit.action1" in content["numbers"]


def test_a_width_in_which_nothing_fits_is_refused_and_nothing_is_written(tmp_path):
    with pytest.raises(FigureError, match=r"^figure fig02_both_ways cannot be printed on the page 'article@40'"):
        publish.figures(width=40, only=["04/fig02"], out=tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"journal": "natur"}, "no journal of that name; found 'natur'"),
        ({"width": 7}, "no figure with text fits in this width; found '7 mm'"),
        ({"formats": ["eps"]}, "found 'eps'; expected one of pdf, svg, png, png600"),
        ({"only": ["fig77"]}, "no figures of that name; found 'fig77'"),
        ({"only": ["04/fig03"]}, "no figures of that name; found '04/fig03'"),
        ({"only": ["09/fig01"]}, "no notebook of that name"),
    ],
)
def test_what_cannot_be_made_is_answered_before_anything_runs(tmp_path, given, words):
    with pytest.raises(ParameterError, match=words):
        publish.figures(**given, out=tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_number_means_that_figure_in_every_notebook():
    chosen = publish.named(["fig01"], "figures")
    assert chosen["01_acceptance"] == ["fig01_action"] and chosen["02_coi_timing"] == ["fig01_record"]
    assert publish.named(["01/fig01", "fig01_action"], "figures") == {"01_acceptance": ["fig01_action"]}
