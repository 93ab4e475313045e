"""A check that cannot fail is no check: notebooks must be stored executed, and a changed fact must be noticed."""

import copy
import os
import subprocess
import sys

import nbformat
import pytest

from uprlib import paths
from uprlib.notebook import contents, folding

WIDEST = 100
"""Characters of a line of code."""


def cells(name):
    return nbformat.read(paths.notebooks() / f"{name}.ipynb", as_version=4).cells


@pytest.mark.parametrize("name", contents.names())
def test_the_stored_notebook_was_executed_from_top_to_bottom(name):
    """nbval skips cells without a count: a notebook stripped of outputs would pass without being checked."""
    code = [cell for cell in cells(name) if cell.cell_type == "code"]
    counts = [cell.execution_count for cell in code]
    assert counts == list(range(1, len(code) + 1)), (
        f"{name} is stored without outputs or was run out of order: `upr reproduce` and `upr store` keep a new one, "
        f"`git stash push -- notebooks/{name}.ipynb` sets yours aside and brings the stored one back"
    )


@pytest.mark.parametrize("name", contents.names())
def test_enough_outputs_are_compared_and_none_is_excused(name):
    compared = 0
    for cell in cells(name):
        assert "# NBVAL" not in cell.source.upper()
        assert not {tag for tag in cell.metadata.get("tags", []) if tag.startswith(("nbval", "skip"))}
        for output in cell.get("outputs", []):
            assert output.output_type != "error" and output.get("name") != "stderr"
            data = output.get("data", {})
            compared += output.output_type == "stream" or "text/html" in data or "text/plain" in data
    # The shortest notebook shows five; half of its cells at least have an output that nbval compares.
    assert compared >= max(5, sum(cell.cell_type == "code" for cell in cells(name)) / 2)


@pytest.mark.parametrize("name", contents.names())
def test_the_stored_notebook_is_normalised(name):
    for number, cell in enumerate(cells(name)):
        assert cell.id == f"cell-{number:02d}"
        assert not set(cell.metadata) & {"papermill", "execution"}


@pytest.mark.parametrize("name", contents.names())
def test_code_fits_the_screen_or_is_folded(name):
    """On a laptop JupyterLab shows lines of 100 characters; the comment behind a parameter may be longer."""
    notebook = nbformat.read(paths.notebooks() / f"{name}.ipynb", as_version=4)
    stored = copy.deepcopy(notebook)
    folding.fold_long_code(notebook)
    assert notebook == stored, f"long code of {name} is not folded: `upr reproduce` and `upr store` fold it"
    code = [cell for cell in stored.cells if cell.cell_type == "code"]
    wide = [line for cell in code for line in cell.source.splitlines() if len(line.partition("  # ")[0]) > WIDEST]
    assert not wide, f"{name} has a line that a laptop does not show whole: {wide[0]}"


def check(home, out):
    environment = {**os.environ, "UPRLIB_HOME": str(home), "UPRLIB_OUT": str(out)}
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "--nbval",
            "--nbval-current-env",
            "-q",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            str(home),
            str(home / "notebooks" / "01_acceptance.ipynb"),
        ],
        env=environment,
        cwd=home,
        capture_output=True,
        text=True,
    )


def test_one_flipped_position_fails_the_check_of_the_notebook(project_copy, tmp_path):
    # Takes about 5 s: nbval runs every cell of a whole notebook, in a process of its own.
    path = project_copy / "data" / "raw" / "recommendations.csv"
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("A/HRC/27/10:124.1:"))
    flipped = line.replace(",accepted,accepted,", ",noted,noted,", 1)
    assert flipped != line
    path.write_text(text.replace(line, flipped), encoding="utf-8")
    done = check(project_copy, tmp_path / "out")
    assert done.returncode == 1, done.stdout[-2000:]
    # It fails for the right reason: a stored number is no longer what the data give.
    assert "113" in done.stdout and "114" in done.stdout and "mismatch" in done.stdout
