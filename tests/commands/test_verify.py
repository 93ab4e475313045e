"""Claims about passports: a figure is what the current data and code make, or it is said what changed."""

import json
import shutil

import pytest

from uprlib import cli, paths
from uprlib.commands import verify
from uprlib.errors import DataError
from uprlib.notebook import origin
from uprlib.paper import passport

FIGURE = "figures/04_as_recommending_state/fig01_habits"


@pytest.fixture
def figure(tmp_path):
    for ending in ("pdf", "svg", "png", "json"):
        shutil.copy(paths.home() / f"{FIGURE}.{ending}", tmp_path)
    return tmp_path / "fig01_habits.pdf"


def test_a_committed_figure_is_what_data_and_code_make(figure):
    verdict = verify.verify(figure)
    assert verdict.same and "exactly what the current data and code produce" in verdict.words[0]


def test_a_figure_alone_says_where_it_comes_from(figure):
    beside = passport.stated(figure)
    figure.with_suffix(".json").unlink()
    for ending in (".pdf", ".svg", ".png"):
        within = passport.stated(figure.with_suffix(ending))
        assert within["figure"] == "04_as_recommending_state/fig01_habits"
        assert within["parameters"] == beside["parameters"] and within["inputs"] == beside["inputs"]


def test_a_figure_changed_by_hand_is_found_out_with_and_without_its_passport(figure):
    svg = figure.with_suffix(".svg")
    svg.write_text(svg.read_text(encoding="utf-8").replace("99", "98", 1), encoding="utf-8")
    verdict = verify.verify(svg)
    assert not verdict.same and "changed after it was made" in verdict.words[1]
    figure.with_suffix(".json").unlink()
    verdict = verify.verify(svg)
    assert not verdict.same and "changed by hand" in verdict.words[1]


def test_what_changed_since_is_named(figure):
    file = figure.with_suffix(".json")
    content = json.loads(file.read_text(encoding="utf-8"))
    content["inputs"]["data/raw/recommendations.csv"] = "0" * 64
    content["code"].pop("src/uprlib/alliances/habits.py")
    content["versions"]["numpy"] = "1.26.0"
    file.write_text(json.dumps(content), encoding="utf-8")
    words = verify.verify(figure).words
    assert "input data/raw/recommendations.csv changed, without effect on this figure" in words
    assert "code src/uprlib/alliances/habits.py is new, without effect on this figure" in words
    assert any(line.startswith("version numpy changed from 1.26.0 to ") for line in words)


def test_another_parameter_in_the_passport_is_another_figure(figure):
    file = figure.with_suffix(".json")
    content = json.loads(file.read_text(encoding="utf-8"))
    content["parameters"]["confidence"] = 0.5
    file.write_text(json.dumps(content), encoding="utf-8")
    assert not verify.verify(figure).same


def test_files_without_a_passport_are_answered(tmp_path, figure):
    with pytest.raises(DataError, match="there is no such figure"):
        verify.verify(tmp_path / "none.pdf")
    for name, content in (
        ("a.pdf", b"%PDF-1.4 broken"),
        ("a.svg", b"<svg></svg>"),
        ("a.png", b"no picture"),
        ("a.txt", b"words"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(DataError, match=f"{name}: this figure has no passport"):
            verify.verify(tmp_path / name)
    figure.with_suffix(".json").write_text("{}")
    with pytest.raises(DataError, match="column figure: the figure's passport cannot be used"):
        verify.verify(figure)


def test_the_command_says_fail_and_exits_with_one(figure, capsys):
    svg = figure.with_suffix(".svg")
    svg.write_text(svg.read_text(encoding="utf-8") + "<!-- -->", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        cli.main(["verify", str(svg)])
    assert ended.value.code == 1 and capsys.readouterr().out.startswith("FAIL")


@pytest.mark.parametrize("file", sorted((paths.home() / "figures").rglob("*.json")), ids=lambda file: file.stem)
def test_every_committed_passport_is_of_its_files_and_of_the_present_inputs(file):
    content = json.loads(file.read_text(encoding="utf-8"))
    notebook, name = content["figure"].split("/")
    assert (file.parent.name, file.stem) == (notebook, name)
    assert set(content["files"]) == {f"{name}.{ending}" for ending in ("pdf", "svg", "png", "txt")}
    for other, digest in content["files"].items():
        assert passport.checksum(file.with_name(other).read_bytes()) == digest
    assert content["inputs"] == origin.inputs(notebook) and content["code"] == origin.code(notebook, file.stem)
    assert content["commit"] is None
