"""Every command that the README shows works as it stands there, or it is said why it is not run here."""

import os
import re
import shlex
import shutil

import click
import pytest
from invented_files import xlsx_bytes
from invented_reports import pdf_bytes, write_report
from test_cli import upr

from uprlib import cli, paths

README = (paths.home() / "README.md").read_text(encoding="utf-8")
SHOWN = [line.partition("  #")[0].strip() for line in re.findall(r"^ {4}(\S.*)$", README, re.MULTILINE)]
"""The commands that stand on lines of their own, in their order."""

NAMED = re.findall(r"`(?:\.venv/bin/)?((?:upr|make) [^`]+)`", re.sub(r"<!-- ([\w ]+): made by.*?-->", "", README))
"""The commands that stand in a sentence."""

NOT_RUN = {
    r"make (reproduce|test)": "these run everything, this test among it: CI does, on a fresh machine",
    r"python -m pip |make paper": "they install packages; CI and `make` do, on a fresh machine",
    r"py -3 |\.venv\\": "Windows; the same steps make the environment in which this test runs",
    r"conda ": "conda's channels are out of reach; test_environment.py holds environment.yml to the lock",
    r"python -m pytest ": "this test would run itself",
    r"upr reproduce": "it runs every notebook; tests/commands/test_reproduce.py runs it on one",
    r"upr sweep ": "up to a thousand runs; tests/commands/test_sweep.py runs it on a few",
    r"upr run 01_acceptance -p sur ERI -p dataset MYDATA": "as the run below; test_imports.py uses an import",
    r"upr figures --journal cambridge": "every figure, which takes minutes; those of one notebook are made below",
    r"upr export DIR": "tests/commands/test_export.py writes every format and reads it back",
}
"""Commands that are only parsed, or not even that, each with the reason."""

RUN = [command for command in SHOWN if not any(re.match(pattern, command) for pattern in NOT_RUN)]


@pytest.fixture(scope="module")
def checkout(built_home, tmp_path_factory):
    """A copy of the project, with files of the names that the README uses."""
    home = tmp_path_factory.mktemp("readme") / "copy"
    shutil.copytree(built_home, home, copy_function=os.link)
    shutil.copytree(paths.results(), home / "data" / "processed" / "results")
    for part in ("figures", "docs"):
        shutil.copytree(paths.home() / part, home / part)
    support = "6. The recommendations enjoy the support of the State:"
    write_report(home / "report.pdf", [support, "6.1. Plant oaks (Chad);", "6.2. Plant elms (Mali)."])
    title = "Report of the Working Group on the Universal Periodic Review"
    cover = ["A/HRC/27/99/Add.1", "Distr.: General", "14 August 2014", title, "Côte d’Ivoire", "Addendum"]
    answers = ["Accepted recommendations", "1. The State accepts recommendation 6.1.", "Noted", "2. It notes 6.2."]
    (home / "addendum.pdf").write_bytes(pdf_bytes([cover, answers]))
    header = ["To", "To-Rgrp", "To-Org", "Text", "From", "From-Rgrp", "From-Org", "Response"]
    header += ["Action", "Issue", "Session"]
    rows = [
        [state, "Asia", "", "Plant oaks", "Namibia", "Africa", "", "Accepted", 5, "International instruments", session]
        for state, session in (("DPR Korea", 19), ("Eritrea", 18))
    ]
    (home / "index.xlsx").write_bytes(xlsx_bytes([header, *rows]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UPRLIB_HOME", str(home))
        patch.delenv("UPRLIB_OUT", raising=False)
        yield home


def parse(command, words, parent=None):
    """Whether click knows the command and takes its options and values; nothing is run."""
    context = command.make_context(words[0], list(words[1:]), parent=parent)
    rest = [*getattr(context, "_protected_args", []), *context.args]
    if isinstance(command, click.Group) and rest:
        name, found, _ = command.resolve_command(context, rest)
        parse(found, [name, *rest[1:]], context)


def test_no_reason_outlives_its_command():
    assert len(RUN) >= 12 and not [each for each in NOT_RUN if not any(re.match(each, command) for command in SHOWN)]


@pytest.mark.parametrize("command", dict.fromkeys(SHOWN + NAMED))
def test_every_command_has_the_options_that_it_is_shown_with(command):
    program, *words = shlex.split(command, posix="\\" not in command)
    if program == "upr" and len(words) == 1:
        assert words[0] in cli.app.commands
    elif program == "upr":
        parse(cli.app, [program, *words])
    elif program == "make":
        targets = re.findall(r"^([a-z-]+):", (paths.home() / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        assert {word for word in words if "=" not in word} <= set(targets)


# In the order of the README, in one process: a command uses what an earlier one made.
@pytest.mark.parametrize("command", RUN)
def test_a_shown_command_works_as_it_stands(command, checkout):
    program, *words = shlex.split(command)
    done = upr(*words)
    assert program == "upr" and done.returncode == 0, done.stderr


def test_what_is_said_to_change_nothing_else_changes_nothing_else(checkout):
    """After all of them the stored figures, results and notebooks are what they were."""
    for folder in ("figures", "notebooks", "data/processed/results"):
        for file in paths.files(checkout / folder, "**/*"):
            assert file.read_bytes() == (paths.PACKAGE_HOME / file.relative_to(checkout)).read_bytes(), file
