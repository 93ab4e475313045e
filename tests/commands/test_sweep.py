import json

import pandas as pd
import pytest

from uprlib import paths
from uprlib.commands import sweep as sweeps
from uprlib.errors import DataError, ParameterError, StateError
from uprlib.notebook import pool


def swept(out, states=("PRK", "SSD"), **named):
    cells = sweeps.grid(["04"], {"sur": list(states)}, {"draws": 200}, out, **named)
    return cells, sweeps.sweep(cells, out, workers=2)


def test_a_sweep_keeps_every_number_and_makes_only_what_is_missing(tmp_path, monkeypatch):
    """The DPRK, and South Sudan, which asked for little."""
    # Takes more than 5 s: a whole notebook for two States, then again where something is missing.
    cells, done = swept(tmp_path)
    assert (done.ran, done.kept, done.failed) == (2, 0, {})
    table = pd.read_parquet(tmp_path / "ledger.parquet")
    assert list(table.columns) == ["notebook", "sur", "key", "value", "low", "high", "n", "unit", "words"]
    for cell in cells:
        stated = json.loads(cell.results.read_text())
        assert stated["parameters"]["sur"] == cell.values["sur"] and not stated["figures"]
        own = table[table["sur"] == cell.values["sur"]].set_index("key")
        assert own["value"].to_dict() == {key: entry["value"] for key, entry in stated["numbers"].items()}
    # What rests on no draw is what the committed default run states.
    committed = json.loads((paths.results() / "04_as_recommending_state.json").read_text())["numbers"]
    own = table[table["sur"] == "PRK"].set_index("key")
    assert own["n"].dropna().to_dict() == {key: entry["n"] for key, entry in committed.items() if entry["n"]}
    page = (tmp_path / "index.html").read_text()
    assert "2 runs are done" in page and 'href="SSD/04_as_recommending_state.ipynb"' in page and "http" not in page
    before = (tmp_path / "ledger.parquet").read_bytes()

    _, again = swept(tmp_path)
    assert (again.ran, again.kept) == (0, 2) and (tmp_path / "ledger.parquet").read_bytes() == before

    # Half a run, as a killed sweep leaves it, and a result that somebody changed.
    cells[0].mark.unlink()
    cells[1].results.write_text(cells[1].results.read_text() + " ")
    _, resumed = swept(tmp_path)
    assert (resumed.ran, resumed.kept) == (2, 0) and (tmp_path / "ledger.parquet").read_bytes() == before


def test_bounds_and_odds_without_limit_have_their_place_in_the_ledger(tmp_path):
    """A range is no value: it stands in words, its ends in low and high. Written by hand, as results have them."""
    (cell,) = sweeps.grid(["02"], {"sur": ["PRK"]}, {}, tmp_path)
    empty = {"low": None, "high": None, "n": None, "unit": "share"}
    numbers = {
        "bounds": {**empty, "value": "-0.022 to 0.636", "low": -0.021875, "high": 0.636161, "n": 134},
        "odds": {**empty, "value": "infinite", "low": 2.97, "high": "infinite", "unit": "odds ratio"},
        "share": {**empty, "value": 0.424},
    }
    cell.results.parent.mkdir(parents=True)
    cell.results.write_text(json.dumps({"notebook": cell.notebook, "numbers": numbers}))
    table = sweeps.ledger([cell]).set_index("key")
    assert table["value"].isna().tolist() == [True, False, False] and table.loc["bounds", "words"] == "-0.022 to 0.636"
    assert table.loc["bounds", ["low", "high", "n"]].tolist() == [-0.021875, 0.636161, 134]
    assert table.loc["odds", ["value", "high"]].tolist() == [float("inf")] * 2
    assert table["words"].isna().tolist() == [False, True, True] and table.loc["share", "value"] == 0.424


@pytest.mark.parametrize("content", ["", "{", "[]", "[" * 100_000, '{"inputs": "\\ud800"}', "\udcff"])
def test_a_damaged_mark_means_that_the_run_is_made_again_and_damaged_results_are_a_sentence(content, tmp_path):
    (cell,) = sweeps.grid(["02"], {"sur": ["PRK"]}, {}, tmp_path)
    cell.results.parent.mkdir(parents=True)
    for file in (cell.mark, cell.results):
        file.write_bytes(content.encode(errors="surrogateescape"))
    assert not sweeps._is_done(cell, "")
    with pytest.raises(DataError, match=r"02_coi_timing\.json.*the ledger cannot be .*repeat the run that wrote it"):
        sweeps.ledger([cell])


def test_a_run_of_a_sweep_is_the_same_files_as_a_run_alone(tmp_path):
    """What it found ready, the warm process had made with another State: nothing of that is in the run."""
    # Takes more than 5 s: three whole notebooks.
    cells, _ = swept(tmp_path / "swept", ("MMR", "PRK"))
    alone = pool.Job("04_as_recommending_state", {"sur": "PRK", "draws": 200}, tmp_path / "alone", ())
    assert alone.run() == tmp_path / "alone" / "04_as_recommending_state.ipynb"
    files = sorted(path for path in (tmp_path / "alone").rglob("*") if path.is_file())
    assert len(files) > 3
    for file in files:
        assert file.read_bytes() == (cells[1].folder / file.relative_to(tmp_path / "alone")).read_bytes(), file.name


def test_a_run_that_fails_is_listed_and_stops_no_other(tmp_path, monkeypatch):
    """Nor does it leave in the table what an earlier run made from other inputs."""
    swept(tmp_path)
    monkeypatch.setattr(sweeps.inputs, "fingerprint", lambda *_: "of other inputs")

    def some(jobs, *, workers):
        for job in jobs:
            yield job, DataError("a cell failed")

    monkeypatch.setattr(pool, "run_all", some)
    _, done = swept(tmp_path)
    assert done.failed == {
        "04_as_recommending_state, sur PRK": "a cell failed.",
        "04_as_recommending_state, sur SSD": "a cell failed.",
    }
    assert "a cell failed." in (tmp_path / "index.html").read_text()
    assert pd.read_parquet(tmp_path / "ledger.parquet").empty


def test_all_is_every_state_that_was_reviewed_and_choices_are_crossed(tmp_path):
    over = {"sur": ["all"], "coding": ["recorded", "belated"]}
    cells = sweeps.grid(["01", "02"], over, {}, tmp_path)
    assert len(cells) == 193 * 2 * 2 and len({cell.results for cell in cells}) == len(cells)
    assert {cell.job.formats for cell in cells} == {()}


def test_what_cannot_be_swept_is_said_before_anything_starts(tmp_path):
    with pytest.raises(ParameterError, match=r"has no such parameter.*did you mean sur\?"):
        sweeps.grid(["04"], {"sir": ["PRK"]}, {}, tmp_path)
    with pytest.raises((ParameterError, StateError), match="XXX"):
        sweeps.grid(["04"], {"sur": ["PRK", "XXX"]}, {}, tmp_path)
    with pytest.raises(ParameterError, match="nothing is swept over"):
        sweeps.grid(["04"], {}, {}, tmp_path)
    with pytest.raises(ParameterError, match="swept over twice"):
        sweeps.grid(["04"], {"sur": ["PRK", "PRK"]}, {}, tmp_path)
    for text in ("sur", "=PRK", "sur="):
        with pytest.raises(ParameterError, match="this is not a sweep"):
            sweeps.values(text)
    assert not list(tmp_path.iterdir())
