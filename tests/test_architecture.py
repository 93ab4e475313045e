"""The house keeps its shape: arrows go down, doors are cheap, every module has its test."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from importlinter import cli

from uprlib import paths

PACKAGE = paths.PACKAGE_HOME / "src" / "uprlib"
TESTS = paths.PACKAGE_HOME / "tests"
MODULES = sorted(
    path.relative_to(PACKAGE)
    for path in PACKAGE.rglob("*.py")
    if path.name not in ("__init__.py", "__main__.py", "sitecustomize.py")
)
PACKAGES = sorted(
    path.parent.relative_to(PACKAGE).with_suffix(".py")
    for path in PACKAGE.rglob("*/__init__.py")
    if "\ndef " in path.read_text(encoding="utf-8")
)
"""Folders that are a module of their own: a reader whose parts are files has its `read` in `__init__`."""
ACROSS = {
    "test_architecture.py",
    "test_environment.py",
    "test_examples.py",
    "test_expressions.py",
    "test_fuzz.py",
    "test_hostile.py",
    "test_readme.py",
}
"""Tests of the project as a whole."""


def test_imports_only_go_down():
    """The layers stand in pyproject.toml, once; import-linter holds them."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=paths.PACKAGE_HOME,
        capture_output=True,
        text=True,
    )
    assert cli and done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("module", MODULES + PACKAGES, ids=str)
def test_a_module_has_a_test_file_of_its_name(module):
    assert (TESTS / module.parent / f"test_{module.name}").is_file()


def test_no_test_file_is_an_orphan():
    known = {module.parent / f"test_{module.name}" for module in MODULES + PACKAGES}
    found = {path.relative_to(TESTS) for path in TESTS.rglob("test_*.py")}
    others = {path for path in found if path.parts[0] in ("browser", "notebooks") or path.name in ACROSS}
    assert not {path for path in found - known - others if path.name != "test_pictures.py"}


def test_no_two_modules_share_a_name():
    names = Counter(module.stem for module in MODULES + PACKAGES)
    assert not [name for name, times in names.items() if times > 1]


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_package_is_cheap_to_import():
    found = loaded_by("import uprlib")
    assert not found & {"pandas", "numpy", "sklearn", "pypdfium2", "uprlib.readers", "uprlib.curation"}


def test_a_notebook_loads_no_reader_and_no_classifier():
    found = loaded_by(
        "from uprlib import acceptance, alliances, corpus, plots, profiles, start, timing; acceptance.rates"
    )
    assert not {
        name for name in found if name.startswith(("uprlib.readers", "uprlib.curation", "sklearn", "pypdfium2"))
    }


def test_the_command_line_answers_help_without_loading_anything_heavy():
    found = loaded_by("import uprlib.cli")
    assert not found & {"pandas", "numpy", "matplotlib", "papermill", "pytask"}


def test_a_pressed_key_is_answered_without_loading_anything_heavy():
    found = loaded_by(
        "import click.shell_completion as shell; from uprlib import cli; "
        "shell.ShellComplete(cli.app, {}, 'upr', '_').get_completions(['run', '01', '-p', 'coding'], 'b')"
    )
    assert "uprlib.notebook.parameters" in found
    assert not found & {"pandas", "numpy", "pyarrow", "matplotlib", "papermill"}


def test_every_room_is_a_folder_that_says_what_it_holds():
    for folder in (
        path for path in PACKAGE.rglob("*") if path.is_dir() and path.name not in ("__pycache__", "faces", "offline")
    ):
        first = (folder / "__init__.py").read_text(encoding="utf-8").lstrip()
        assert first.startswith('"""') and len(first.split('"""')[1].split()) > 4, Path(folder).name
