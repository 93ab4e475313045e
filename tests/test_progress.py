"""A bar is there while somebody waits in JupyterLab, and nothing is left of it that a check would compare."""

import nbformat
import pytest
from nbclient import NotebookClient

from uprlib import progress
from uprlib.notebook import kernels

CODE = """
from uprlib import progress
progress.AFTER, progress.EVERY = 0.0, 0.0
for each in progress.along(["votes", "<b>"], "Models & more"):
    STEP
print("done")
"""


@pytest.fixture
def outputs(monkeypatch):
    """What a cell shows in a kernel that JupyterLab started, or another one."""

    def run(step, in_lab):
        # As in a kernel of the user's own.
        for name in ("IPYTHONDIR", "JUPYTER_DEFAULT_PROVISIONER_NAME"):
            monkeypatch.delenv(name, raising=False)
        if in_lab:
            monkeypatch.setenv(progress.SESSION, "notebooks/03_alliances.ipynb")
        cell = nbformat.v4.new_code_cell(CODE.replace("STEP", step))
        NotebookClient(nbformat.v4.new_notebook(cells=[cell]), kernel_name="python3", allow_errors=True).execute()
        return cell.outputs

    return run


def test_what_is_left_of_a_bar_has_no_content(outputs):
    bar, printed = outputs("pass", True)
    assert bar.output_type == "display_data" and bar.data == {} and printed.text == "done\n"


def test_elsewhere_there_is_none(outputs):
    (printed,) = outputs("pass", False)
    assert printed.text == "done\n"


def test_a_cell_that_fails_keeps_no_bar(outputs):
    bar, error = outputs("1 / 0", True)
    assert bar.data == {} and error.ename == "ZeroDivisionError"


def test_the_bar_says_how_many_are_done_as_text(monkeypatch):
    shown = []

    class Bar:
        def update(self, content, raw):
            shown.append(content)

    monkeypatch.setenv(progress.SESSION, "a")
    monkeypatch.setattr(progress, "AFTER", 0.0)
    monkeypatch.setattr(progress, "EVERY", 0.0)
    monkeypatch.setattr("IPython.display.display", lambda content, **named: shown.append(content) or Bar())
    assert list(progress.along([1, 2], "Models & more")) == [1, 2]
    first, second, last = shown
    assert first["text/html"] == '<progress max="2" value="0"></progress> Models &amp; more: 0 of 2'
    assert second["text/plain"] == "Models & more: 1 of 2" and last == {}


def test_what_comes_quickly_has_no_bar(monkeypatch):
    monkeypatch.setenv(progress.SESSION, "a")
    monkeypatch.setattr("IPython.display.display", lambda *given, **named: pytest.fail("a bar was shown"))
    assert list(progress.along(range(1000), "Draws")) == list(range(1000))


def test_a_run_that_is_started_in_a_notebook_has_none(monkeypatch):
    monkeypatch.setenv(progress.SESSION, "notebooks/my_study.ipynb")
    monkeypatch.setenv("IPYTHONDIR", "elsewhere")
    with kernels.bare():
        assert progress.SESSION not in kernels.os.environ
    assert kernels.os.environ[progress.SESSION] == "notebooks/my_study.ipynb"
