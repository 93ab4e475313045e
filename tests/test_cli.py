import os
import subprocess
import sys

import pytest

from uprlib import paths
from uprlib.cli import app


def upr(*arguments, **kw):
    return subprocess.run(
        [sys.executable, "-m", "uprlib", *arguments], capture_output=True, text=True, cwd=paths.home(), **kw
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "01_acceptance", "-p", "sur", "DPRK"], "did you mean PRK?"),
        (["run", "01_acceptance", "-p", "cycles", "7"], "found 7"),
        (["run", "01_acceptance", "-p", "coding", "3"], "found 3"),
        (["run", "02_nothing"], "there is no notebook of that name"),
        (["refresh", "--from", "nowhere"], "there is no such folder of sources"),
        (["read", "nowhere.csv"], "no such file"),
        (["read", "README.md"], "the content is of no known format"),
        (["read", "README.md", "--as", "uwasi"], "did you mean uwazi?"),
        (["read", "README.md", "--out", "README.md"], "would overwrite the file"),
    ],
)
def test_a_mistake_is_one_line_and_exit_status_2(arguments, words, tmp_path):
    done = upr(*arguments)
    assert done.returncode == 2 and done.stdout == ""
    assert words in done.stderr and done.stderr.count("\n") == 1 and "Traceback" not in done.stderr


def test_doctor_notices_a_changed_table(project_copy):
    with (project_copy / "data" / "raw" / "events.csv").open("a") as file:
        file.write("\n")
    done = upr("doctor")
    assert done.returncode == 1 and "FAIL  raw data: data/raw/events.csv is not the file" in done.stdout


def test_every_command_has_an_example():
    for command in app.commands:
        assert f"Example: upr {command}" in upr(command, "--help").stdout


def test_quiet_says_nothing_and_verbose_shows_where(tmp_path):
    out = str(tmp_path / "tables")
    assert upr("-q", "tables", "--only", "01/tab02", "--out", out).stdout == ""
    assert "Written: " in upr("tables", "--only", "01/tab02", "--out", out).stdout
    wrong = ["run", "01_acceptance", "-p", "sur", "DPRK"]
    assert "Traceback" in upr("-v", *wrong).stderr and "Traceback" not in upr(*wrong).stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_complete_commands(shell):
    assert "_UPR_COMPLETE" in upr("completion", shell).stdout


def test_nothing_is_coloured_where_it_is_not_asked_for():
    for arguments in (["--help"], ["doctor"], ["results", "-n", "05"]):
        assert "\x1b[" not in upr(*arguments, env={**os.environ, "NO_COLOR": "1"}).stdout


def test_cite_names_both_sources():
    shown = upr("cite").stdout
    assert "UPR Info" in shown and "Danish Institute" in shown
