import json
import re

import pytest

from uprlib import paths
from uprlib.errors import DataError
from uprlib.paper import passport


def test_a_file_says_what_made_it_without_its_code_which_changes_more_often():
    said = json.loads(
        passport.inside("01_acceptance", "fig01_action", {"sur": "PRK"}, ["rate.cycle1"], {"a.csv": "00"})
    )
    assert said["figure"] == "01_acceptance/fig01_action" and said["numbers"] == ["rate.cycle1"]
    assert set(said) == {"figure", "parameters", "numbers", "inputs", "versions"}


def test_versions_are_those_that_may_change_a_figure():
    assert {"uprlib", "matplotlib", "pandas", "igraph"} <= set(passport.versions())


def test_a_file_without_a_passport_is_told_what_was_expected(tmp_path):
    (tmp_path / "figure.png").write_bytes((paths.figures() / "01_acceptance" / "fig01_action.svg").read_bytes())
    with pytest.raises(DataError, match=r"no passport that can be read.*figure\.json beside it"):
        passport.stated(tmp_path / "figure.png")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            '{"figure": "01_acceptance/fig01_action", "parameters": []}',
            "column parameters: .*expected fields, each with its value",
        ),
        ('{"figure": "01_acceptance/fig01_action", "parameters": {}, "inputs": []}', "column inputs: "),
        ('{"figure": "fig01_action", "parameters": {}}', "column figure: "),
        ('{"figure": 5, "parameters": {}}', "column figure: "),
        ("[]", "cannot be used"),
        ("[" * 100_000, "cannot be read"),
        ("", "cannot be read"),
    ],
)
def test_a_broken_passport_is_named_with_its_field(tmp_path, content, words):
    (tmp_path / "figure.svg").write_text("<svg/>")
    (tmp_path / "figure.json").write_text(content)
    with pytest.raises(DataError, match=r"figure\.json.*the figure's passport cannot be (read|used)") as no:
        passport.stated(tmp_path / "figure.svg")
    assert re.search(words, str(no.value))
