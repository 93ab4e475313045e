"""The whole pipeline, in a temporary copy of the project with a short notebook in the place of each real one."""

import shutil
import subprocess
import sys

import nbformat
import pytest

from uprlib import paths
from uprlib.facts import built, forms
from uprlib.notebook import contents

SHORT = """
from uprlib import load, start, tidy

study = start("{name}", globals())
study.keep(tidy(load("reviews"), counts={{"rows": {{"value": len(load("reviews")), "unit": "rows"}}}}))
study.finish()
"""
PARAMETERS = 'profile = "article"  # the page that figures are made for'
LIST = """
notebooks:
  - name: 01_acceptance
    asks: How many reviews?
    tables: [reviews]
  - name: 05_claims
    asks: How many, once more?
    tables: [states, reviews]
    reads: [01_acceptance]
"""


@pytest.fixture
def pipeline_copy(project_copy, monkeypatch):
    monkeypatch.delenv("UPRLIB_OUT")
    shutil.rmtree(paths.processed())
    shutil.copytree(paths.PACKAGE_HOME / "pipeline", project_copy / "pipeline")
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copy(paths.PACKAGE_HOME / name, project_copy)
    (project_copy / "notebooks" / "contents.yml").write_text(LIST)
    for name in contents.names():
        cells = [nbformat.v4.new_code_cell(PARAMETERS), nbformat.v4.new_code_cell(SHORT.format(name=name))]
        cells[0].metadata["tags"] = ["parameters"]
        notebook = nbformat.v4.new_notebook(
            cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        )
        nbformat.write(notebook, project_copy / "notebooks" / f"{name}.ipynb")
    return project_copy


def reproduce() -> str:
    """The line that the command ends with, on standard output or error."""
    done = subprocess.run([sys.executable, "-m", "uprlib", "reproduce"], capture_output=True, text=True)
    assert done.returncode in (0, 2), done.stderr
    return done.stdout if done.returncode == 0 else done.stderr


def changed(path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_only_what_depends_on_a_change_is_made_again(pipeline_copy):
    first = reproduce()
    assert f"{len(built.TABLES)} of {len(built.TABLES)} tables and 2 of 2 notebooks" in first
    assert "01_acceptance.ipynb" in first
    results = pipeline_copy / "data" / "processed" / "results" / "01_acceptance.json"
    assert '"value": 385' in results.read_text()
    assert "nothing was out of date" in reproduce()
    raw = pipeline_copy / "data" / "raw"

    # A table that no notebook loads: the table alone.
    changed(raw / "events.csv", "Report of the Commission", "The report of the Commission")
    assert f": 1 of {len(built.TABLES)} tables were" in reproduce()

    # One that both load: the table, and both of them.
    (raw / "reviews.csv").write_text("\n".join((raw / "reviews.csv").read_text().splitlines()[:-1]) + "\n")
    assert f"1 of {len(built.TABLES)} tables and 2 of 2 notebooks" in reproduce()
    assert '"value": 384' in results.read_text()

    # A form that a user fills in is an input of every notebook.
    paths.forms().mkdir(parents=True)
    (paths.forms() / "A-HRC-13-13.csv").write_text(",".join(forms.COLUMNS) + "\n")
    assert ": 2 of 2 notebooks" in reproduce()

    # The page that figures are made for is one too, and another journal's page is not.
    changed(raw / "journals.yml", "double: 174", "double: 170")
    assert ": 2 of 2 notebooks" in reproduce()
    slide = (raw / "journals.yml").read_text().index("slide:")
    text = (raw / "journals.yml").read_text()
    (raw / "journals.yml").write_text(text[:slide] + text[slide:].replace("title: ", "title: The ", 1))
    assert "nothing was out of date" in reproduce()

    # So is a locked version.
    changed(pipeline_copy / "requirements.lock", "pandas==", "pandas==9")
    assert ": 2 of 2 notebooks" in reproduce()

    # A default of one notebook, and what reads its numbers.
    path = pipeline_copy / "notebooks" / "01_acceptance.ipynb"
    changed(path, 'profile = \\"article\\"', 'profile = \\"springer\\"')
    assert ": 2 of 2 notebooks" in reproduce()

    # Outputs, which do not matter to what a notebook computes, make nothing again.
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="edited")]
    nbformat.write(notebook, path)
    assert "nothing was out of date" in reproduce()


def test_a_wrong_raw_table_stops_the_run_with_its_place(pipeline_copy):
    path = pipeline_copy / "data" / "raw" / "sessions.csv"
    path.write_text(path.read_text().replace("6,1,2009-11-30", "6,7,2009-11-30"))
    line = reproduce()
    assert "sessions.csv, row 7, column cycle" in line and "found '7'" in line and line.count("\n") == 1
