"""Claims about two ledgers beside each other: what differs, which figures show it, which claims rest on it."""

import json
import shutil

import pytest

from uprlib import cli, paths
from uprlib.errors import DataError
from uprlib.ledger import comparison, entries


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(paths.home() / "data" / "processed" / "results", tmp_path / "results")


def changed(folder, notebook, change):
    file = folder / f"{notebook}.json"
    content = json.loads(file.read_text())
    change(content)
    file.write_text(json.dumps(content))


def test_what_changed_is_new_or_is_gone_is_a_line_with_its_change(copy):
    def change(content):
        content["numbers"]["rate.cycle2"]["value"] += 0.1
        content["numbers"]["another"] = content["numbers"].pop("issues.marked")

    changed(copy, "01_acceptance", change)
    words = comparison.lines(None, copy)
    assert words[0].endswith("1 changed, 1 new, 1 gone.")
    assert "  changed  01_acceptance rate.cycle2: 0.4238 -> 0.5238 (+0.1)" in words
    assert len([line for line in words if "01_acceptance " in line]) == 3


def test_an_interval_that_changed_around_the_same_value_is_counted_apart(copy):
    changed(copy, "01_acceptance", lambda content: content["numbers"]["rate.cycle2"].update(low=0.1))
    assert comparison.lines(None, copy)[0].endswith("0 gone, 1 with a different interval or n.")


def test_two_ledgers_without_a_common_notebook_are_refused(copy):
    with pytest.raises(DataError, match="no notebook in common; found '01_acceptance'; expected one of 02_coi_timing"):
        comparison.lines(copy / "02_coi_timing.json", copy / "01_acceptance.json")


def test_the_command_names_a_changed_number(copy, capsys):
    changed(copy, "02_coi_timing", lambda content: content["numbers"]["inquiries"].update(value=8))
    results = str(paths.home() / "data" / "processed" / "results")
    cli.app(["results", "diff", results, str(copy)], standalone_mode=False)
    assert "changed  02_coi_timing inquiries: 7 -> 8 (+1)" in capsys.readouterr().out


def test_a_difference_names_the_figures_that_show_it_and_the_claims_that_rest_on_it(copy):
    def change(content):
        content["numbers"]["issues.marked"].update(value=0)
        content["figures"]["fig01_action"]["numbers"] = ["rate.cycle2.action2"]
        content["figures"]["fig02_issues"]["numbers"] = ["issues.marked"]

    changed(copy, "01_acceptance", change)
    words = comparison.lines(None, copy)
    figures, claims = words.index("Figures that show them:"), words.index("Claims that rest on them:")
    assert words[figures + 1 : claims] == ["  01_acceptance/fig02_issues"]
    assert words[claims + 1 :] == ["  selects-by-subject: supported with a caveat -> not supported"]


def test_a_ledger_of_an_earlier_version_is_compared_too(copy):
    """Its figures name patterns of keys; the later ledger of the two names the keys themselves."""

    def change(content):
        content["figures"]["fig01_action"]["numbers"] = ["rate.cycle?.action*"]

    changed(copy, "01_acceptance", change)
    before = entries.read(copy)
    changed(copy, "01_acceptance", lambda content: content["numbers"]["rate.cycle2.action3"].update(value=0.3))
    found = entries.difference(before, entries.read(copy))
    assert found["key"].tolist() == ["rate.cycle2.action3"] and comparison.figures(found, [copy]) == []


def test_a_number_that_is_gone_leaves_its_claim_without_a_verdict(copy):
    changed(copy, "01_acceptance", lambda content: content["numbers"].pop("issues.marked"))
    words = comparison.lines(None, copy / "01_acceptance.json")
    assert "  selects-by-subject: supported with a caveat -> a number is gone" in words
