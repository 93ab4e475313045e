"""A user's own settings rule JupyterLab's screen, and no run, check or file."""

import os

import nbformat
import pytest

from uprlib.errors import MachineError
from uprlib.notebook import execution, kernels

STARTUP = """
import pandas as pd
pd.options.display.precision = 2
pd.options.display.max_rows = 4
print("hello from startup")
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    """The home of a user who has set much: a matplotlibrc, start-up files of IPython and of Python."""
    home = tmp_path / "home"
    startup = home / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text(STARTUP)
    (startup.parent / "ipython_config.py").write_text("c.InteractiveShell.ast_node_interactivity = 'all'\n")
    (home / "matplotlibrc").write_text("text.usetex: True\nlines.linewidth: 9\n")
    (home / "start.py").write_text("print('hello from PYTHONSTARTUP')\n")
    monkeypatch.setenv("IPYTHONDIR", str(home / ".ipython"))
    monkeypatch.setenv("MATPLOTLIBRC", str(home / "matplotlibrc"))
    monkeypatch.setenv("PYTHONSTARTUP", str(home / "start.py"))
    return home


CELL = "import matplotlib, pandas as pd\n1\n(pd.options.display.precision, matplotlib.rcParams['lines.linewidth'])"


def test_a_run_starts_without_the_users_settings(own, project_copy, tmp_path):
    path = project_copy / "notebooks" / "01_acceptance.ipynb"
    notebook = nbformat.read(path, as_version=4)
    tagged = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ()))
    notebook.cells = [tagged, nbformat.v4.new_code_cell(CELL)]
    nbformat.write(notebook, path)
    before = dict(os.environ)
    executed = nbformat.read(execution.run("01", out=tmp_path / "out", progress=False), as_version=4)
    outputs = [output for cell in executed.cells for output in cell.get("outputs", [])]
    assert [output.data["text/plain"] for output in outputs] == ["(6, 1.5)"]
    assert dict(os.environ) == before and not (own / ".ipython" / "profile_default" / "history.sqlite").exists()


def test_the_users_settings_are_listed(own):
    assert [path.name for path in kernels.own_settings()] == ["matplotlibrc", "ipython_config.py", "00.py", "start.py"]
    with kernels.bare():
        assert [path.name for path in kernels.own_settings()] == ["matplotlibrc"]


def test_the_environment_is_as_before_also_after_a_fault(own):
    before = dict(os.environ)
    with pytest.raises(ValueError, match="stopped"), kernels.bare():
        inside = dict(os.environ)
        assert inside != before and "PYTHONSTARTUP" not in inside
        # Once is enough: a run inside a check changes nothing more.
        with kernels.bare():
            assert dict(os.environ) == inside
        raise ValueError("stopped")
    assert dict(os.environ) == before


@pytest.mark.skipif(os.name == "nt", reason="there are no such limits")
@pytest.mark.parametrize(
    ("limit", "most", "words"),
    [
        ("RLIMIT_NOFILE", 40, "too few files may be open at once here.*found 40.*`ulimit -n 1024`"),
        ("RLIMIT_AS", 900_000_000, "too few bytes of memory may be used.*`ulimit -v unlimited`"),
    ],
)
def test_a_shell_that_allows_too_little_is_told_before_anything_starts(monkeypatch, limit, most, words):
    import resource

    number = getattr(resource, limit)
    monkeypatch.setattr(
        resource, "getrlimit", lambda which: (most, most) if which == number else (resource.RLIM_INFINITY,) * 2
    )
    with pytest.raises(MachineError, match=words):
        kernels.ready()


def test_a_shell_that_could_allow_more_is_asked_to(monkeypatch):
    import resource

    asked = []
    monkeypatch.setattr(resource, "getrlimit", lambda which: (40, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", lambda which, limits: asked.append(limits))
    kernels.ready()
    assert asked == [(least, resource.RLIM_INFINITY) for _, least, _, _ in kernels.LEAST]


def test_a_machine_without_loopback_is_told(monkeypatch):
    def refuse(*_, **__):
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(kernels.socket, "create_connection", refuse)
    with pytest.raises(MachineError, match="over loopback; found 'Network is unreachable'; let 127"):
        kernels.ready()
