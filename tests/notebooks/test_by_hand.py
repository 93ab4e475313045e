"""Whoever types papermill by hand, in the project's folder or in notebooks/, changes nothing that is stored."""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from uprlib import paths

NAME = "10_your_own_question"
BY_UPR = ("UPRLIB_OUT", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DEFAULT_PROVISIONER_NAME", "MATPLOTLIBRC")
"""What `upr` and the checks set for the kernels that they start."""


@pytest.mark.parametrize(("folder", "is_edited"), [(".", False), ("notebooks", True)])
def test_papermill_by_hand_writes_another_state_into_runs(project_copy, tmp_path, folder, is_edited):
    """Given with -p, and also where somebody has saved the notebook with another State in its first cell."""
    # Takes more than 5 s: papermill and a usual kernel import everything anew.
    stored = project_copy / "data" / "processed" / "results" / f"{NAME}.json"
    stored.parent.mkdir()
    shutil.copy(paths.PACKAGE_HOME / stored.relative_to(project_copy), stored)
    before, file = stored.read_bytes(), project_copy / "notebooks" / f"{NAME}.ipynb"
    if is_edited:
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('sur = \\"PRK\\"', 'sur = \\"MMR\\"', 1), encoding="utf-8")
    given = [] if is_edited else ["-p", "sur", "MMR"]
    where, out = project_copy / folder, tmp_path / "out.ipynb"
    done = subprocess.run(
        [sys.executable, "-m", "papermill", os.path.relpath(file, where), str(out), *given, "--no-progress-bar"],
        cwd=where,
        env={name: value for name, value in os.environ.items() if name not in BY_UPR},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said = nbformat.read(out, as_version=4).cells[-1].outputs[0].text
    assert said.endswith(f"of {NAME}_sur-MMR in runs/{NAME}_sur-MMR/.\n")
    assert {each.name for each in (project_copy / "runs" / f"{NAME}_sur-MMR").iterdir()} == {"figures", "results"}
    assert stored.read_bytes() == before and not (project_copy / "figures").exists()
