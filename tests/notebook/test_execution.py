import json

import nbformat
import pytest
from jupyter_client.kernelspec import NoSuchKernel

from uprlib import paths
from uprlib.errors import DataError, ParameterError
from uprlib.notebook import execution, study


def test_a_run_for_another_state_is_complete_and_stays_out_of_the_checkout(project_copy, tmp_path):
    """Eritrea: both reviews, coded actions in both cycles; nothing of the default run is touched."""
    out = tmp_path / "out"
    written = execution.run("01", {"sur": "ERI", "draws": 200}, out=out, progress=False)
    assert written == out / "01_acceptance.ipynb"
    numbers = json.loads((out / "results" / "01_acceptance.json").read_text())
    assert numbers["parameters"]["sur"] == "ERI" and numbers["numbers"]["recommendations.cycle1"]["value"] > 100
    made = sorted(file.suffix for file in (out / "figures" / "01_acceptance").iterdir())
    assert made == sorted(7 * [".pdf", ".svg", ".png", ".txt", ".json"])
    assert not (project_copy / "figures").exists()
    notebook = nbformat.read(written, as_version=4)
    assert not [o for cell in notebook.cells for o in cell.get("outputs", []) if o.output_type == "error"]
    assert not [o for cell in notebook.cells for o in cell.get("outputs", []) if o.get("name") == "stderr"]


def test_a_state_without_a_review_in_the_chosen_cycle_still_completes(project_copy, tmp_path):
    """South Sudan has no first review."""
    chosen = {"sur": "SSD", "cycles": [1], "draws": 200}
    written = execution.run("01", chosen, out=tmp_path / "out", progress=False, formats=["svg"])
    text = written.read_text()
    assert "South Sudan has no review in cycle 1 in this corpus" in text and '"output_type": "error"' not in text


def test_a_state_with_one_review_and_no_event_has_its_timing_notebook(project_copy, tmp_path):
    chosen = {"sur": "SSD", "draws": 200}
    written = execution.run("02", chosen, out=tmp_path / "out", progress=False, formats=["svg"])
    text = written.read_text()
    assert "South Sudan does not have two reviews with known answers." in text and '"output_type": "error"' not in text
    assert "No act of accountability about South Sudan is on file" in text
    assert "South Sudan has no review in cycle 1 in this corpus." in text


def test_a_bad_parameter_starts_and_writes_nothing(tmp_path):
    with pytest.raises(ParameterError):
        execution.run("01", {"cycles": 7}, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_failing_cell_leaves_nothing_behind(project_copy, tmp_path):
    path = project_copy / "notebooks" / "01_acceptance.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [*notebook.cells[:3], nbformat.v4.new_code_cell("raise ValueError('broken')")]
    nbformat.write(notebook, path)
    with pytest.raises(DataError, match=r"01_acceptance\.ipynb failed: ValueError: broken"):
        execution.run("01", {"sur": "ERI"}, out=tmp_path / "out", progress=False)
    assert not (tmp_path / "out").exists()


def test_normalising_takes_away_what_differs_from_run_to_run():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", id="abc")])
    notebook.metadata["papermill"] = {"duration": 1}
    notebook.cells[0].metadata["papermill"] = {"duration": 1}
    notebook.cells[0].metadata["execution"] = {"iopub.status.busy": "now"}
    execution.normalised(notebook)
    assert notebook.cells[0].id == "cell-00" and dict(notebook.cells[0].metadata) == {}
    assert set(notebook.metadata) == {"kernelspec", "language_info"}


def test_what_is_printed_in_pieces_is_stored_as_one():
    def printed(text, name="stdout"):
        return nbformat.v4.new_output("stream", name=name, text=text)

    table = nbformat.v4.new_output("display_data", {"text/plain": "a table"})
    cell = nbformat.v4.new_code_cell(
        "1", outputs=[printed("a\n"), printed("b\n"), table, printed("c\n"), printed("d", "stderr")]
    )
    stored = execution.normalised(nbformat.v4.new_notebook(cells=[cell])).cells[0].outputs
    assert [output.get("text", "table") for output in stored] == ["a\nb\n", "table", "c\n", "d"]


def test_only_the_default_run_may_write_into_the_checkout(monkeypatch):
    monkeypatch.delenv("UPRLIB_OUT")
    assert study.start("01").results_file == paths.results() / "01_acceptance.json"
    other = study.start("01", {"sur": "ERI", "cycles": [2]})
    assert other.results_file == paths.runs() / "01_acceptance_sur-ERI_cycles-2" / "results" / "01_acceptance.json"


def test_one_figure_is_made_from_its_cells_alone_and_is_the_one_of_the_whole_run(tmp_path):
    """What `upr figures` and `upr verify` do, in this process."""
    execution.figures("01", ["fig06_all_states"], {}, out=tmp_path, formats=["pdf"])
    made = sorted(file.name for file in tmp_path.rglob("*") if file.is_file())
    assert made == ["fig06_all_states.json", "fig06_all_states.pdf", "fig06_all_states.txt"]
    committed = paths.figures() / "01_acceptance" / "fig06_all_states.pdf"
    assert next(tmp_path.rglob("*.pdf")).read_bytes() == committed.read_bytes()


def test_an_environment_without_a_kernel_is_told_what_to_do(monkeypatch, tmp_path):
    def none(*given, **named):
        raise NoSuchKernel("python3")

    monkeypatch.setattr("papermill.execute_notebook", none)
    with pytest.raises(
        DataError, match=r"no Jupyter kernel named python3.*run `python -m ipykernel install --sys-prefix`"
    ):
        execution.run("04", out=tmp_path, progress=False)
    assert not list(tmp_path.iterdir())
