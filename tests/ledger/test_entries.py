"""Claims about the ledger: what notebooks state, listed and compared."""

import json
import shutil

import pandas as pd
import pytest

from uprlib import cli, paths
from uprlib.errors import DataError
from uprlib.ledger import claims, entries
from uprlib.ledger.verdicts import judged
from uprlib.notebook import contents, execution


@pytest.fixture(scope="module")
def committed():
    return entries.read(paths.home() / "data" / "processed" / "results")


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(paths.home() / "data" / "processed" / "results", tmp_path / "results")


def changed(folder, notebook, change):
    file = folder / f"{notebook}.json"
    content = json.loads(file.read_text())
    change(content["numbers"])
    file.write_text(json.dumps(content))


def test_every_notebook_is_in_the_committed_ledger_and_states_numbers(committed):
    assert sorted(committed["notebook"].unique()) == sorted(contents.names())
    assert not committed.duplicated(["notebook", "key"]).any() and committed["note"].ne("").all()


def test_the_ledger_holds_the_articles_first_numbers(committed):
    numbers = entries.of_notebook(committed, "01").set_index("key")["value"]
    assert numbers["recommendations.cycle1"] == 167 and numbers["accepted.cycle1"] == 0
    assert numbers["rate.cycle2"] == pytest.approx(114 / 269, abs=1e-6)


def test_a_ledger_does_not_differ_from_itself(committed, copy):
    assert entries.difference(committed, entries.read(copy)).empty


def test_what_changed_is_new_or_is_gone_is_named_with_its_change(committed, copy):
    def change(numbers):
        numbers["rate.cycle2"]["value"] += 0.1
        numbers["another"] = numbers.pop("issues.marked")

    changed(copy, "01_acceptance", change)
    found = entries.difference(committed, entries.read(copy)).set_index("key")
    assert found["what"].to_dict() == {"rate.cycle2": "changed", "issues.marked": "gone", "another": "new"}
    assert found.loc["rate.cycle2", "change"] == pytest.approx(0.1)


def test_only_notebooks_that_both_hold_are_compared(committed, copy):
    (copy / "03_alliances.json").unlink()
    assert entries.difference(committed, entries.read(copy)).empty


def test_a_place_without_a_ledger_or_a_broken_file_is_named(tmp_path, copy):
    with pytest.raises(DataError, match="no ledger was found; found 'nowhere'"):
        entries.read("nowhere")
    (copy / "01_acceptance.json").write_text("{}")
    with pytest.raises(
        DataError, match=r"01_acceptance\.json, column notebook: the ledger cannot be used; expected this field"
    ):
        entries.read(copy)


def test_the_name_default_is_the_committed_ledger(committed):
    pd.testing.assert_frame_equal(entries.read("default"), committed)


def test_a_notebook_is_found_by_its_name_or_its_number(committed):
    for name in ("02", "02_coi_timing", "notebooks/02_coi_timing.ipynb"):
        assert entries.of_notebook(committed, name)["notebook"].unique().tolist() == ["02_coi_timing"]
    assert entries.of_notebook(committed, None) is committed


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("02_coi_timin", "found '02_coi_timin'; expected one of 00_data_audit, .*; did you mean 02_coi_timing"),
        ("77", "this notebook is not in the ledger; found '77'; expected one of .*, run `upr run 77`"),
    ],
)
def test_a_notebook_that_the_ledger_does_not_hold_is_named(committed, name, words):
    with pytest.raises(DataError, match=words):
        entries.of_notebook(committed, name)
    with pytest.raises(DataError, match="not in the ledger; found '77'"):
        entries.file_of("77")


def test_what_a_run_does_not_hold_is_taken_from_the_committed_ledger(committed, copy):
    changed(copy, "01_acceptance", lambda numbers: numbers["rate.cycle2"].update(value=0.5))
    whole = entries.completed(entries.read(copy / "01_acceptance.json"))
    assert len(whole) == len(committed) and not whole.duplicated(["notebook", "key"]).any()
    assert whole.set_index("key").loc["rate.cycle2", "value"] == 0.5
    pd.testing.assert_frame_equal(entries.completed(committed), committed)


def test_the_command_shows_numbers_with_interval_and_note(copy, capsys):
    cli.app(["results", "-n", "02", "--of", str(copy)], standalone_mode=False)
    shown = capsys.readouterr().out
    assert shown.startswith("02_coi_timing:") and "change.recorded.from1.to26 = 0.4238" in shown


WITHOUT = {"10_your_own_question/fig01_issue"}
"""Figures of results that keep no number: a part of one State's answers."""


def test_every_figure_names_numbers_of_its_notebook():
    for file in entries.files():
        held = entries.content(file)
        for name, entry in held.get("figures", {}).items():
            where = f"{held['notebook']}/{name}"
            assert bool(entry["numbers"]) == (where not in WITHOUT), where
            unknown = set(entry["numbers"]) - set(held["numbers"])
            assert not unknown, f"{where}: {sorted(unknown)} are not in the ledger"


def test_a_fresh_default_run_states_the_committed_numbers(tmp_path):
    """Within the rounding of the ledger: the last bits differ between processors."""
    # Takes about 5 s: a whole notebook with its default draws, to compare with the committed numbers.
    execution.run("04", out=tmp_path, progress=False)
    fresh = entries.read(tmp_path / "results")
    assert len(fresh) > 20 and entries.difference(entries.of_notebook(entries.read(), "04"), fresh).empty


def test_an_interval_or_n_that_changed_around_the_same_value_is_named(committed, copy):
    changed(copy, "01_acceptance", lambda numbers: numbers["rate.cycle2"].update(low=0.1))
    found = entries.difference(committed, entries.read(copy))
    assert found[["key", "what"]].to_numpy().tolist() == [["rate.cycle2", "interval"]]


@pytest.mark.parametrize("name", [".01_acceptance.json.upr-1-a1b2c3d4.tmp", ".01_acceptance.json.x1y2z3a4.json"])
def test_what_a_killed_run_left_beside_the_ledger_changes_no_number_and_no_verdict(committed, copy, name):
    """The second name is the one that temporary files had before they were hidden from readers."""
    held = json.loads((copy / "01_acceptance.json").read_text(encoding="utf-8"))
    held["numbers"] = {key: number | {"value": 0, "low": 0, "high": 0} for key, number in held["numbers"].items()}
    (copy / name).write_text(json.dumps(held), encoding="utf-8")
    read = entries.read(copy)
    pd.testing.assert_frame_equal(read, committed)
    verdicts = [judged(claims.read(), numbers)["verdict"].tolist() for numbers in (committed, read)]
    assert verdicts[0] == verdicts[1]


def test_a_notebook_that_stands_in_two_files_is_refused_with_both_names(copy):
    shutil.copy(copy / "01_acceptance.json", copy / "01_acceptance copy.json")
    words = (
        "two files of this ledger are for the same notebook; "
        r"found '01_acceptance in 01_acceptance copy\.json and in 01_acceptance\.json'.*"
        r"a run writes 01_acceptance\.json"
    )
    for asked in (entries.read, entries.contents, lambda place: entries.file_of("04_unused", place)):
        with pytest.raises(DataError, match=words):
            asked(copy)
