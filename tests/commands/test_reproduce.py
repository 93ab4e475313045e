"""From raw tables to results, in a copy of the project with a short notebook in the place of each real one."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import nbformat
import pytest

from uprlib import atomic, paths
from uprlib.commands import reproduce as reproducing
from uprlib.commands.reproduce import reproduce
from uprlib.errors import DataError, SchemaError, UprError
from uprlib.facts import forms
from uprlib.facts.table_names import TABLES
from uprlib.notebook import contents, inputs, origin, study, warm

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
def short_project(project_copy, monkeypatch):
    monkeypatch.delenv("UPRLIB_OUT")
    shutil.copy(paths.PACKAGE_HOME / "requirements.lock", project_copy)
    (project_copy / "notebooks" / "contents.yml").write_text(LIST)
    for name in contents.names():
        write_notebook(name, SHORT.format(name=name))
    return project_copy


def write_notebook(name: str, code: str) -> None:
    cells = [nbformat.v4.new_code_cell(PARAMETERS), nbformat.v4.new_code_cell(code)]
    cells[0].metadata["tags"] = ["parameters"]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), paths.notebooks() / f"{name}.ipynb")


def changed(path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_only_what_depends_on_a_change_is_made_again(short_project, monkeypatch):
    # Takes more than 5 s: each kind of input is changed, one after the other, and the command starts anew for each.
    assert ": 2 of 2 notebooks" in reproduce()
    results = paths.results() / "01_acceptance.json"
    assert '"value": 385' in results.read_text()
    assert "nothing was out of date" in reproduce()
    raw = short_project / "data" / "raw"

    # Touched, but not changed: nothing, and it is not read again either.
    for file in (raw / "reviews.csv", contents.path("01"), short_project / "requirements.lock", results):
        file.touch()
    assert "nothing was out of date" in reproduce()

    # A table that no notebook loads: the table alone.
    changed(raw / "events.csv", "Report of the Commission", "The report of the Commission")
    assert f": 1 of {len(TABLES)} tables were" in reproduce()

    # One that both load: the table, and both of them.
    (raw / "reviews.csv").write_text("\n".join((raw / "reviews.csv").read_text().splitlines()[:-1]) + "\n")
    assert f"1 of {len(TABLES)} tables and 2 of 2 notebooks" in reproduce()
    assert '"value": 384' in results.read_text()

    # A form that a user fills in is an input of every notebook, and so is its going.
    paths.forms().mkdir(parents=True)
    form = paths.forms() / "A-HRC-13-13.csv"
    form.write_text(",".join(forms.COLUMNS) + "\n")
    assert ": 2 of 2 notebooks" in reproduce()
    form.unlink()
    assert ": 2 of 2 notebooks" in reproduce()

    # The page that figures are made for is one too, and another journal's page is not.
    changed(raw / "journals.yml", "double: 174", "double: 170")
    assert ": 2 of 2 notebooks" in reproduce()
    slide = (raw / "journals.yml").read_text().index("slide:")
    text = (raw / "journals.yml").read_text()
    (raw / "journals.yml").write_text(text[:slide] + text[slide:].replace("title: ", "title: The ", 1))
    assert "nothing was out of date" in reproduce()

    # So is a locked version.
    changed(short_project / "requirements.lock", "pandas==", "pandas==9")
    assert ": 2 of 2 notebooks" in reproduce()

    # A default of one notebook, and what reads its numbers.
    path = paths.notebooks() / "01_acceptance.ipynb"
    changed(path, 'profile = \\"article\\"', 'profile = \\"springer\\"')
    assert ": 2 of 2 notebooks" in reproduce()

    # A cell that changes no number: the notebook alone, because what the other reads is the same.
    changed(path, "study.finish()", "study.finish()  # done")
    assert ": 1 of 2 notebooks" in reproduce()

    # Outputs, which do not matter to what a notebook computes, make nothing again.
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="edited")]
    nbformat.write(notebook, path)
    assert "nothing was out of date" in reproduce()

    # An import is no input of a default run.
    imported = paths.processed() / "imports" / "MYDATA"
    imported.mkdir(parents=True)
    (imported / "reading.csv").write_text("rec_id\n")
    assert "nothing was out of date" in reproduce()

    # A module that one notebook alone needs.
    module = short_project / "module.py"
    module.write_text("ONE = 1\n")
    needed = origin.modules_of
    monkeypatch.setattr(origin, "modules_of", lambda name: [*needed(name), *([module] if name == "05_claims" else [])])
    reproduce(force=True)
    assert "nothing was out of date" in reproduce()
    module.write_text("ONE = 2\n")
    assert ": 1 of 2 notebooks" in reproduce()


def test_what_a_run_made_is_made_again_if_it_is_gone_or_changed(short_project):
    reproduce()
    (paths.results() / "01_acceptance.json").unlink()
    assert ": 1 of 2 notebooks" in reproduce()
    changed(paths.executed() / "05_claims.ipynb", "study", "Study")
    assert ": 1 of 2 notebooks" in reproduce()


def test_one_notebook_at_a_time_makes_the_same_files(short_project):
    # Takes more than 5 s: all tables and two notebooks are made twice.
    reproduce(force=True, workers=2)
    first = {file: file.read_bytes() for file in inputs.products("01") + inputs.products("05")}
    reproduce(force=True, workers=1)
    assert {file: file.read_bytes() for file in first} == first


def test_a_table_that_breaks_its_contract_stops_before_any_notebook(project_copy):
    path = project_copy / "data" / "raw" / "sessions.csv"
    path.write_text(path.read_text().replace("6,1,2009-11-30", "6,7,2009-11-30"))
    with pytest.raises(SchemaError, match=r"sessions\.csv, row 7, column cycle.*found '7'"):
        reproduce()
    assert not list(paths.executed().glob("*"))


def test_a_list_that_is_not_there_is_one_sentence(project_copy):
    (project_copy / "notebooks" / "contents.yml").unlink()
    with pytest.raises(UprError, match="the list of notebooks cannot be read"):
        reproduce()


def test_a_kernel_that_dies_and_a_cell_that_never_ends_are_one_sentence_each(short_project):
    write_notebook("01_acceptance", "import os\nos._exit(9)")
    with pytest.raises(DataError, match=r"the kernel that ran 01_acceptance\.ipynb died; .*--workers 1"):
        reproduce()
    write_notebook("01_acceptance", "while True:\n    pass")
    with pytest.raises(
        DataError, match=r"01_acceptance\.ipynb took longer than it may; found '1 s'; give --timeout more"
    ):
        reproduce(timeout=1)
    # What does not read its numbers would have run; what does has not.
    assert not (paths.executed() / "05_claims.ipynb").exists()


LISTENER = """
import json, os, sys

def heard(event, given):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        address = given[1] if event in ("socket.connect", "socket.sendto") else given[0]
        with open(os.environ["HEARD"], "a") as file:
            file.write(json.dumps([event, os.getpid(), str(address)]) + "\\n")

sys.addaudithook(heard)
"""


def test_a_whole_run_speaks_to_nobody_but_its_own_processes(short_project, tmp_path):
    """In the command, its warm process and every kernel: each address is on loopback, or a socket among the files.

    A kernel's messages go through a library in C that Python's hooks do not hear; that it listens on loopback alone is
    asked for when it starts.
    """
    # Takes more than 5 s: the command, its warm process and its kernels start without what others share.
    (tmp_path / "sitecustomize.py").write_text(LISTENER)
    heard = tmp_path / "heard"
    asks = "\nimport socket\nsocket.create_server(('127.0.0.1', 0)).close()\nsocket.getaddrinfo('localhost', 80)\n"
    write_notebook("01_acceptance", SHORT.format(name="01_acceptance") + asks)
    path = os.pathsep.join([str(tmp_path), str(paths.PACKAGE_HOME / "src")])
    # Its own warm process, which is listened to, and not the one of these tests.
    own = {name: value for name, value in os.environ.items() if name != warm.PLACE}
    done = subprocess.run(
        [sys.executable, "-m", "uprlib", "reproduce", "--force"],
        env={**own, "PYTHONPATH": path, "HEARD": str(heard)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in heard.read_text().splitlines()]
    # It is heard at all, and in kernels too.
    assert ["socket.getaddrinfo", "localhost"] in [[event, address] for event, _, address in events]
    assert len({process for _, process, _ in events}) >= 2
    near = re.compile(r"localhost|\('(127\.[0-9.]+|::1)', .*\)|/.*upr-.*/socket")
    assert not [each for each in events if not near.fullmatch(each[2])]


def test_a_run_removes_what_a_killed_run_left(short_project):
    started = study.start("01")
    places = [paths.processed(), paths.executed(), paths.results(), started.tables_folder, started.figures_folder]
    left = [place / ".a.upr-1-a1b2c3d4.tmp" for place in places]
    for file in left:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        os.utime(file, (0, 0))
    reproduce()
    assert not [file for file in left if file.exists()]


def test_two_at_once_wait_for_each_other(short_project):
    told = []
    with atomic.alone(paths.processed() / ".reproduce", lambda: None):
        second = subprocess.Popen(
            [sys.executable, "-m", "uprlib", "reproduce"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        told.append(second.stderr.readline())
        assert second.poll() is None
    out, _ = second.communicate(timeout=120)
    assert told == ["Another `upr reproduce` runs here; waiting.\n"] and "2 of 2 notebooks" in out


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals for another process on Windows")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_who_stops_it_ends_the_kernels_too_and_is_told(short_project, tmp_path, number, status):
    mark = tmp_path / "running"
    write_notebook(
        "01_acceptance",
        f"import os, pathlib, time\npathlib.Path({str(mark)!r}).write_text(str(os.getpid()))\ntime.sleep(99)",
    )
    run = subprocess.Popen([sys.executable, "-m", "uprlib", "reproduce"], stderr=subprocess.PIPE, text=True)
    while not mark.exists() or not mark.read_text():
        time.sleep(0.1)
    run.send_signal(number)
    _, said = run.communicate(timeout=60)
    assert (
        run.returncode == status
        and said.strip().endswith("the next run goes on from here.")
        and "Traceback" not in said
    )
    with pytest.raises(ProcessLookupError):
        for _ in range(50):
            os.kill(int(mark.read_text()), 0)
            time.sleep(0.1)
    assert not list(short_project.rglob(".*.tmp"))


def test_the_profile_says_where_the_time_went(short_project):
    reproduce()
    held = json.loads((paths.executed() / "01_acceptance.times.json").read_text())
    assert list(held) == list(reproducing.KINDS) and held["all"] > 0
    lines = reproducing.profile()
    assert lines[0].split() == ["seconds", *reproducing.KINDS] and lines[1].split()[0] == "01_acceptance"


@pytest.mark.parametrize("content", [b"", b"[]", b'{"all": "long"}', b"[" * 100_000, b"\xff", None])
def test_times_that_cannot_be_read_are_as_if_there_were_none(project_copy, content):
    file = paths.executed() / "01_acceptance.times.json"
    file.parent.mkdir(parents=True)
    if content is not None:
        file.write_bytes(content)
    assert reproducing.times("01_acceptance") == {}


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals on Windows")
def test_on_a_terminal_each_notebook_has_a_bar_of_its_cells_and_elsewhere_a_plain_line(short_project):
    # Takes more than 5 s: the command starts twice.
    termios = pytest.importorskip("termios")
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (30, 100))
    command = [sys.executable, "-m", "uprlib", "reproduce"]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=theirs, check=True)
    os.close(theirs)
    # What a terminal still holds when its last writer is gone.
    shown = b""
    with contextlib.suppress(OSError):
        while part := os.read(ours, 4096):
            shown += part
    os.close(ours)
    for name in contents.names():
        assert re.search(rf"\r{name} .* cell 2 of 2, \d\d:\d\d".encode(), shown)
    for name in contents.names():
        (paths.results() / f"{name}.json").unlink()
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    lines = [line for line in told.splitlines() if not line.startswith("Changed facts")]
    assert len(lines) == 2 and all(re.fullmatch(r"0(1_acceptance|5_claims): \d+\.\d s", line) for line in lines)
    assert "\r" not in told and "\x1b" not in told
