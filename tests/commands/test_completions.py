"""What a shell offers, asked as click asks it, and once as bash does."""

import os
import shutil
import subprocess
import sys

import pytest
from click.shell_completion import ShellComplete

from uprlib import cli, paths
from uprlib.facts import journals, states
from uprlib.notebook import contents, parameters


def offered(words: str, begun: str = "") -> list[str]:
    return [
        item.value for item in ShellComplete(cli.app, {}, "upr", "_UPR_COMPLETE").get_completions(words.split(), begun)
    ]


@pytest.mark.parametrize("words", ["run", "sweep", "sweep 01", "results -n", "review --only"])
def test_notebooks_are_offered_wherever_one_is_named(words):
    assert offered(words) == contents.names() and offered(words, "01") == ["01_acceptance"]


def test_the_parameters_are_those_of_the_notebook_that_is_named():
    assert offered("run 01 -p") == [each.name for each in parameters.declared("01")]
    assert offered("run -p", "rival") == ["rivals"] and offered("run 01 -p", "rival") == []
    assert offered("run 01_acceptance -p sur PRK -p", "cod") == ["coding"]


@pytest.mark.parametrize(
    ("name", "begun", "values"),
    [
        ("sur", "mali", ["MLI"]),
        ("sur", "north k", ["PRK"]),
        ("sur", "burm", ["MMR"]),
        ("coding", "", ["recorded", "belated", "belated_partial"]),
        ("machine_coded", "t", ["true"]),
        ("cycle", "", ["1", "2", "3", "4"]),
        ("issue", "women", ["Women's rights"]),
        ("event", "all", ["all"]),
        ("measure", "left", ["left_open"]),
        ("profile", "spr", ["springer"]),
        ("confidence", "", []),
        ("nothing", "", []),
    ],
)
def test_the_choices_of_a_parameter_are_offered(name, begun, values):
    found = offered(f"run 01 -p {name}", begun)
    assert found == values


def test_what_is_offered_can_be_used():
    """Every choice that is offered for a parameter passes its check."""
    for name in parameters.KINDS:
        for value in offered(f"run 01 -p {name}"):
            parameters.check(name, cli._value(value))


def test_states_and_journals_are_offered_with_their_names():
    found = ShellComplete(cli.app, {}, "upr", "_").get_completions(["states"], "prk")
    assert [(item.value, item.help) for item in found] == [("PRK", "DPRK")]
    assert set(offered("import x --sur")) == states.codes() and offered("figures --journal") == list(journals.read())


@pytest.mark.parametrize(
    ("words", "begun", "values"),
    [
        ("sweep 01 --over", "cod", ["coding="]),
        ("sweep 01 --over", "sur=PRK,mya", ["sur=PRK,MMR"]),
        # Bash makes three words of it.
        ("sweep 01 --over sur =", "PRK,mya", ["PRK,MMR"]),
    ],
)
def test_a_sweep_is_completed_value_by_value(words, begun, values):
    assert offered(words, begun) == values


def test_where_the_project_cannot_be_read_nothing_is_offered_and_nothing_is_said(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    assert offered("run") == offered("states") == offered("figures --journal") == []
    assert capsys.readouterr() == ("", "")


@pytest.fixture
def with_upr(tmp_path):
    """The environment of a shell that finds `upr`."""
    (tmp_path / "upr").write_text(f'#!/bin/sh\nexec {sys.executable} -m uprlib "$@"\n')
    (tmp_path / "upr").chmod(0o755)
    return {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not here")
def test_bash_completes_a_state(with_upr):
    """The script that `upr completion bash` prints, in a real shell: the word is replaced by what was offered."""
    # The script is for shells at a terminal: what it asks of readline it is told to do without.
    script = """
eval "$(upr completion bash)"
COMP_WORDS=(upr run 01 -p sur "$1") COMP_CWORD=5
_upr_completion upr
printf '%s\\n' "${COMPREPLY[@]}"
"""
    done = subprocess.run(
        ["bash", "--norc", "-c", script, "bash", "mya"], capture_output=True, text=True, env=with_upr, cwd=paths.home()
    )
    assert done.stdout == "MMR\n", done.stderr


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not here")
def test_fish_completes_a_state_and_says_its_name(with_upr):
    script = 'upr completion fish | source; complete -C "upr run 01 -p sur MM"'
    given = dict(capture_output=True, text=True, env=with_upr, cwd=paths.home())
    assert subprocess.run(["fish", "--no-config", "-c", script], **given).stdout == "MMR\tMyanmar\n"
