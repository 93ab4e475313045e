import contextlib
import errno
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

import pytest

import uprlib
from uprlib import cli, paths
from uprlib.commands import sweep
from uprlib.notebook import study
from uprlib.readers import recognition


def process(*arguments, **settings):
    """The command as a shell starts it."""
    return subprocess.run(
        [sys.executable, "-m", "uprlib", *arguments],
        capture_output=True,
        text=True,
        cwd=paths.home(),
        env={**os.environ, **settings},
    )


def upr(*arguments):
    """The command in this process, which has its imports."""
    out, err, status = io.StringIO(), io.StringIO(), 0
    with contextlib.chdir(paths.home()), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            cli.main(list(arguments))
        except SystemExit as ended:
            status = ended.code
    return subprocess.CompletedProcess(arguments, status, out.getvalue(), err.getvalue())


@pytest.fixture
def asked(monkeypatch):
    """What was asked of runs, which are not made."""
    asked = []

    def make(notebook, given, **_):
        asked.append(study.start(notebook, dict(given)).label())
        return paths.runs() / asked[-1] / f"{notebook}.ipynb"

    monkeypatch.setattr("uprlib.notebook.execution.run", make)
    monkeypatch.setattr(
        "uprlib.commands.sweep.sweep", lambda cells, *_, **__: asked.extend(cells) or sweep.Done(0, 0, {}, 0)
    )
    return asked


def test_a_state_is_named_as_one_likes_and_the_answer_is_its_code(asked):
    done = upr("run", "01_acceptance", "-p", "sur", "Burma")
    assert done.stdout.splitlines()[0] == "Burma is MMR (Myanmar)." and asked == ["01_acceptance_sur-MMR"]
    assert " is " not in upr("run", "01_acceptance", "-p", "sur", "MMR").stdout
    asked.clear()
    done = upr("sweep", "01", "--over", "sur=North Korea,mmr")
    assert done.stdout.splitlines()[:2] == ["North Korea is PRK (DPRK).", "mmr is MMR (Myanmar)."]
    assert [cell.values["sur"] for cell in asked] == ["PRK", "MMR"]
    asked.clear()
    assert " is " not in upr("sweep", "01", "--over", "sur=all").stdout and len(asked) == 193


def test_a_process_ends_as_the_command_does():
    for arguments in (["--help"], ["read", "nowhere.csv"], ["cite"]):
        started, called = process(*arguments), upr(*arguments)
        assert started.returncode == called.returncode and started.stderr == called.stderr
        assert started.stdout == called.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "01_acceptance", "-p", "sur", "Nroth Korea"], "did you mean PRK?"),
        (["run", "01_acceptance", "-p", "sur", "Korea"], "expected KOR (Republic of Korea) or PRK (DPRK)"),
        (["sweep", "01", "--over", "sur=mmr,Congo"], "expected COD (DR Congo) or COG (Congo)"),
        (["states", "Atlantis"], "found 'Atlantis'"),
        (["new", "a b"], "a notebook cannot be called so; found 'a b'"),
        (["run", "01_acceptance", "-p", "cycles", "7"], "found 7"),
        (["run", "01_acceptance", "-p", "coding", "3"], "found 3"),
        (["run", "02_nothing"], "there is no notebook of that name"),
        (["refresh", "--from", "nowhere"], "there is no such folder of sources"),
        (["read", "nowhere.csv"], "no such file"),
        (["read", "README.md"], "the content is of no known format"),
        (["read", "README.md", "--as", "uwasi"], "did you mean uwazi?"),
        (["read", "README.md", "--out", "README.md"], "would overwrite the file"),
        (["read", "README.md", "--out", "table.ods"], "expected one of .csv, .xlsx, .parquet"),
        (["read", "README.md", "--bom", "--out", "table.xlsx"], "expected one of .csv"),
        (["run", "01_acceptance", "-p", "cycles", "[" * 100_000], "cycles"),
    ],
)
def test_a_mistake_is_one_line_and_exit_status_2(arguments, words, tmp_path):
    done = upr(*arguments)
    assert done.returncode == 2 and done.stdout == ""
    assert words in done.stderr and done.stderr.count("\n") == 1 and "Traceback" not in done.stderr


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_what_read_writes_it_reads_and_the_input_is_never_overwritten(tmp_path, ending):
    given = tmp_path / "export.csv"
    header = "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session"
    given.write_text(f"{header}\nDPR Korea,Asia,,=1+1,Namibia,Africa,,Accepted,5,International instruments,19\n")
    one, two = (tmp_path / f"{name}{ending}" for name in ("one", "two"))
    assert upr("read", str(given), "--out", str(one)).returncode == 0
    assert "Recognised: a table that `upr read --out` wrote" in upr("read", str(one), "--out", str(two)).stdout
    assert recognition.read(two).equals(recognition.read(given))
    before, linked = one.read_bytes(), tmp_path / "linked"
    linked.mkdir()
    (linked / one.name).hardlink_to(one)
    for same in (one, tmp_path / "linked" / ".." / one.name, linked / one.name):
        assert "would overwrite the file" in upr("read", str(one), "--out", str(same)).stderr
    assert one.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (["read", "GIVEN", "--out", "OUT/o.csv"], "o.csv"),
        (["read", "GIVEN", "--out", "OUT/o.xlsx"], "o.xlsx"),
        (["read", "GIVEN", "--out", "OUT/o.parquet"], "o.parquet"),
        (["tables", "--only", "01/tab01", "--out", "OUT"], "tab01_reviews"),
        (["report", "--out", "OUT/r.html"], "r.html"),
        (["build"], "data/processed/recommendations.parquet"),
        (["export", "OUT"], "/tmp"),
        (["reproduce", "--force"], "data/processed/recommendations.parquet"),
        (["import", "GIVEN", "--name", "MINE"], "data/processed/imports"),
        (["positions", "template", "A/HRC/13/13"], "data/forms/A-HRC-13-13.csv"),
        (["refresh", "--checksums"], "data/datapackage.json"),
    ],
    ids=lambda value: " ".join(value[:3]) if isinstance(value, list) else "",
)
def test_a_full_disk_is_one_sentence_of_every_command_and_leaves_nothing(
    arguments, place, project_copy, tmp_path, monkeypatch
):
    # Some take more than 5 s: a command does its work before it writes.
    given, out = project_copy / "export.csv", tmp_path / "out"
    given.write_text(
        "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session\n"
        "DPR Korea,Asia,,Plant oaks,Namibia,Africa,,Accepted,5,International instruments,19\n"
    )
    shutil.copytree(paths.PACKAGE_HOME / "data" / "processed" / "results", paths.results(), dirs_exist_ok=True)
    (project_copy / "figures").symlink_to(paths.PACKAGE_HOME / "figures")
    before = {file: file.stat().st_mtime_ns for file in project_copy.rglob("*") if file.is_file()}

    def refuse(folder):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))

    # What every write needs, of ours and of others.
    monkeypatch.setattr(tempfile, "_mkstemp_inner", lambda folder, *_: refuse(folder))
    monkeypatch.setattr(tempfile, "mkdtemp", lambda suffix="", prefix="", dir=None: refuse(dir or "/tmp"))
    done = upr(*(each.replace("GIVEN", str(given)).replace("OUT", str(out)) for each in arguments))
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("upr: ") and place in done.stderr.splitlines()[-1]
    after = {file: file.stat().st_mtime_ns for file in project_copy.rglob("*") if file.is_file()}
    assert {file: at for file, at in after.items() if file.name != ".reproduce"} == before
    assert not out.exists() or not [file for file in out.rglob("*") if file.is_file()]


def test_a_fault_that_nobody_foresaw_is_a_sentence_too_and_says_what_to_send(monkeypatch):
    monkeypatch.setattr("uprlib.cite", lambda: [][0])
    done = upr("cite")
    assert done.returncode == 70 and "Traceback" not in done.stderr and done.stderr.count("\n") == 1
    assert "this is a fault of uprlib" in done.stderr and "`upr -v`" in done.stderr
    assert "IndexError" in upr("-v", "cite").stderr


def test_doctor_names_a_users_own_settings_and_that_they_change_no_file(tmp_path):
    (tmp_path / "matplotlibrc").write_text("lines.linewidth: 9\n")
    done = process("doctor", MATPLOTLIBRC=str(tmp_path / "matplotlibrc"))
    assert re.search("ok    your settings: .*matplotlibrc.* set them aside", done.stdout)


def test_doctor_notices_a_changed_table(project_copy):
    with (project_copy / "data" / "raw" / "events.csv").open("a") as file:
        file.write("\n")
    done = upr("doctor")
    assert done.returncode == 1 and "FAIL  raw data: data/raw/events.csv is not the file" in done.stdout


def test_changed_facts_are_said_before_anything_is_made_of_them(project_copy):
    path = project_copy / "data" / "raw" / "sessions.csv"
    path.write_text(path.read_text().replace("Working Group reports", "reports", 1))
    for quiet in ([], ["-q"]):
        done = upr(*quiet, "build")
        assert done.returncode == 0
        assert done.stderr == (
            "Changed facts: data/raw/sessions.csv not as in data/datapackage.json; `upr doctor` says more.\n"
        )


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals on Windows")
@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_who_stops_a_command_is_told_that_nothing_is_half_written(monkeypatch, name, status):
    number, before = getattr(signal, name), signal.getsignal(getattr(signal, name))
    monkeypatch.setattr(uprlib, "cite", lambda: signal.raise_signal(number))
    done = upr("cite")
    assert done.returncode == status and done.stdout == ""
    assert done.stderr.strip() == "upr: stopped; nothing is half-written, and the next run goes on from here."
    assert signal.getsignal(number) == before


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals on Windows")
def test_no_thread_keeps_a_process_that_was_stopped():
    """Nor does it end by another signal than the one that came, as Python's own way out may have it."""
    code = """
import signal, sys, threading, time, uprlib
from uprlib import cli
threading.Thread(target=time.sleep, args=[99]).start()
uprlib.cite = lambda: signal.raise_signal(signal.SIGTERM)
sys.argv = ["upr", "cite"]
cli.command()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 143 and done.stderr.strip() == cli.STOPPED and done.stdout == ""


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals on Windows")
def test_a_stop_after_the_work_is_done_changes_nothing_of_its_end():
    code = """
import atexit, signal, sys
from uprlib import cli
atexit.register(signal.raise_signal, signal.SIGINT)
sys.argv = ["upr", "cite"]
cli.command()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stderr == "" and "UPR Info" in done.stdout


def test_every_command_has_an_example():
    for command in cli.app.commands:
        assert f"Example: upr {command}" in upr(command, "--help").stdout


def test_quiet_says_nothing_and_verbose_shows_where(tmp_path):
    out = str(tmp_path / "tables")
    assert upr("-q", "tables", "--only", "01/tab02", "--out", out).stdout == ""
    assert "Written: " in upr("tables", "--only", "01/tab02", "--out", out).stdout
    wrong = ["run", "01_acceptance", "-p", "sur", "Korea"]
    assert "Traceback" in upr("-v", *wrong).stderr and "Traceback" not in upr(*wrong).stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_complete_commands(shell):
    assert "_UPR_COMPLETE" in upr("completion", shell).stdout


def test_nothing_is_coloured_where_it_is_not_asked_for():
    for arguments in (["--help"], ["doctor"], ["results", "-n", "05"]):
        assert "\x1b[" not in process(*arguments, NO_COLOR="1").stdout


def test_cite_names_both_sources():
    shown = upr("cite").stdout
    assert "UPR Info" in shown and "Danish Institute" in shown


def test_a_list_without_a_title_page_is_read_where_the_review_is_said(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("6.1 Plant oaks (Chad);\n6.2 Plant elms (Mali).\n")
    said = ["--as", "wg_report", "--sur", "palau", "--symbol", "A/HRC/63/9", "--session", "52"]
    done = upr("read", str(path), *said)
    assert done.stdout.startswith("palau is PLW (Palau).\n") and "States under review: 1: PLW" in done.stdout
    assert "Read without a position: 2 (6.1 to 6.2)" in done.stdout
    for wrong, words in (
        ("--sur=Plau", "did you mean PLW?"),
        ("--symbol=63/9", "such as A/HRC/63/9"),
        ("--session=99", "1 to 54"),
    ):
        assert words in upr("read", str(path), "--as", "wg_report", wrong).stderr


def test_an_addendum_is_imported_only_with_its_report(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("document,paragraph,position\nA/HRC/42/4/Add.1,95.1,accepted\n")
    done = upr("import", str(path), "--name", "MINE")
    assert done.returncode == 2 and "name the addendum with --answers" in done.stderr
