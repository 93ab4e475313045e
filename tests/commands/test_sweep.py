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
    assert list(table.columns) == ["notebook", "sur", "key", "value", "low", "high", "n", "unit"]
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
