"""Claims about figures on demand: for a journal's page, all or none."""

import io
import json

import pypdfium2
import pytest

from uprlib.commands import publish
from uprlib.errors import FigureError, ParameterError
from uprlib.notebook import study
from uprlib.paper import passport


def test_a_figure_for_springer_has_its_width_its_type_and_its_passport(tmp_path):
    written = publish.figures("springer", only=["04/fig01"], out=tmp_path)
    assert [file.name for file in written] == ["fig01_habits.pdf", "fig01_habits.tif", "fig01_habits.txt"]
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


def test_a_caption_says_the_title_what_is_shown_n_intervals_and_source(tmp_path):
    publish.figures(only=["01/fig01"], formats=["svg"], out=tmp_path)
    (caption,) = tmp_path.glob("*/fig01_action.txt")
    text = caption.read_text(encoding="utf-8")
    assert text.startswith(
        "Acceptance by action category, DPRK. Share of recommendations accepted in each action category"
    )
    assert (
        "71 of 117" in text and "Wilson intervals, 95%; n: recommendations; coding recorded. Sources: UPR Info" in text
    )
    assert text.endswith(".\n") and ".." not in text
    beside = json.loads(caption.with_suffix(".json").read_text(encoding="utf-8"))
    assert beside["files"][caption.name] == passport.checksum(caption.read_bytes())


def test_a_figure_that_does_not_fit_is_drawn_at_the_full_width_and_the_others_as_asked(tmp_path):
    told = []
    only = ["04/fig01", "04/fig02"]
    publish.figures("springer", width=40, only=only, formats=["svg"], out=tmp_path, tell=told.append)
    widths = {
        file.stem: json.loads(file.read_text(encoding="utf-8"))["page"]["width_mm"]
        for file in tmp_path.glob("*/*.json")
    }
    assert widths["fig02_both_ways"] == 174
    assert (
        "04_as_recommending_state/fig02_both_ways does not fit in 40 mm: it is drawn at the full width of 174 mm"
        in told
    )
    assert len(told) == sum(width == 174 for width in widths.values())


def test_a_figure_that_cannot_be_printed_at_all_is_told_and_the_others_are_written(tmp_path, monkeypatch):
    def faults(figure, **_):
        return ["it is upside down"] if figure.caption.title.startswith("Recommendations") else []

    monkeypatch.setattr(study.faults, "faults", faults)
    words = (
        r"figure 04_as_recommending_state/fig02_both_ways cannot be printed .*'article': it is upside down; the others"
    )
    with pytest.raises(FigureError, match=words):
        publish.figures(only=["04/fig01", "04/fig02"], formats=["svg"], out=tmp_path)
    assert {file.stem for file in tmp_path.glob("*/*")} == {"fig01_habits"}
    with pytest.raises(FigureError, match=r"upside down\.?$"):
        publish.figures(only=["04/fig02"], formats=["svg"], out=tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_notes_below_a_table_end_with_the_source(tmp_path):
    (file,) = publish.tables(["tex"], only=["01/tab02"], out=tmp_path)
    text = file.read_text(encoding="utf-8")
    assert r"Wilson intervals, 95\%; n: recommendations; coding recorded. Sources: UPR Info" in text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"journal": "natur"}, "no journal of that name; found 'natur'"),
        ({"width": 7}, "no figure with text fits in this width; found '7 mm'"),
        ({"formats": ["eps"]}, "found 'eps'; expected one of pdf, svg, png, png600, tif"),
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
