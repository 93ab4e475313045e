"""The whole pipeline, in a temporary copy of the project with a short notebook in the place of the real one."""

import shutil
import subprocess
import sys

import nbformat
import pytest

from uprlib import paths
from uprlib.facts import built
from uprlib.notebook import parameters, rests_on

SHORT = """
import uprlib
from uprlib import tables

run = uprlib.start("01_acceptance")
run.number("rows", len(tables.load("reviews")), unit="rows")
run.finish()
"""


@pytest.fixture
def pipeline_copy(project_copy, monkeypatch):
    monkeypatch.delenv("UPRLIB_OUT")
    shutil.copytree(paths.PACKAGE_HOME / "pipeline", project_copy / "pipeline")
    shutil.copy(paths.PACKAGE_HOME / "pyproject.toml", project_copy)
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(""), nbformat.v4.new_code_cell(SHORT)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    for name in parameters.names():
        notebook.cells[1].source = SHORT.replace("01_acceptance", name)
        nbformat.write(notebook, project_copy / "notebooks" / f"{name}.ipynb")
    return project_copy


def reproduce() -> str:
    """The line that the command ends with, on standard output or error."""
    done = subprocess.run([sys.executable, "-m", "uprlib", "reproduce"], capture_output=True, text=True)
    assert done.returncode in (0, 2), done.stderr
    return done.stdout if done.returncode == 0 else done.stderr


def test_only_what_depends_on_a_change_is_made_again(pipeline_copy):
    tasks = len(built.TABLES) + len(parameters.names())
    first = reproduce()
    assert f"{tasks} of {tasks} tasks" in first and "01_acceptance.ipynb" in first
    results = pipeline_copy / "data" / "processed" / "results" / "01_acceptance.json"
    assert '"value": 385' in results.read_text()
    assert "nothing was out of date" in reproduce()

    # A table that the notebook does not load: the table alone.
    events = pipeline_copy / "data" / "raw" / "events.csv"
    events.write_text(events.read_text().replace("Report of the Commission", "The report of the Commission"))
    assert f"1 of {tasks} tasks" in reproduce()

    # One that it loads: the table and the notebook.
    reviews = pipeline_copy / "data" / "raw" / "reviews.csv"
    reviews.write_text("\n".join(reviews.read_text().splitlines()[:-1]) + "\n")
    assert f"{1 + len(parameters.names())} of {tasks} tasks" in reproduce()
    assert '"value": 384' in results.read_text()

    # A form that a user fills in is an input of every notebook.
    forms = pipeline_copy / "data" / "processed" / "imports" / "positions"
    forms.mkdir(parents=True)
    (forms / "A-HRC-13-13.csv").write_text(",".join(forms.COLUMNS) + "\n")
    assert f"{len(parameters.names())} of {tasks} tasks" in reproduce()

    # Outputs, which do not matter to what a notebook computes, make nothing again.
    path = pipeline_copy / "notebooks" / "01_acceptance.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="edited")]
    nbformat.write(notebook, path)
    assert "nothing was out of date" in reproduce()


def test_a_wrong_raw_table_stops_the_run_with_its_place(pipeline_copy):
    path = pipeline_copy / "data" / "raw" / "sessions.csv"
    path.write_text(path.read_text().replace("6,1,2009-11-30", "6,7,2009-11-30"))
    line = reproduce()
    assert "sessions.csv, row 7, column cycle" in line and "found '7'" in line and line.count("\n") == 1


def test_the_tables_that_a_notebook_loads_are_found():
    for name in parameters.names():
        assert set(rests_on.tables_of_notebook(paths.notebooks() / f"{name}.ipynb")) >= {"recommendations"}
