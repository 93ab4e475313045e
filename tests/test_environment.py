"""pyproject.toml, the locks, and the files for conda, Binder and containers say the same."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

import uprlib
from uprlib import paths

PROJECT = tomllib.loads((paths.home() / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUN = [Requirement(text) for text in PROJECT["dependencies"]]
EXTRAS = {
    name: [each for each in map(Requirement, texts) if each.name != "uprlib"]
    for name, texts in PROJECT["optional-dependencies"].items()
}
LAB = EXTRAS["lab"]
LOCKS = ["requirements.lock", *(f"requirements-{name}.lock" for name in EXTRAS)]


def locked(name):
    return dict(
        re.findall(r"^([a-z0-9._-]+)==([^ \\]+)", (paths.home() / name).read_text(encoding="utf-8"), re.MULTILINE)
    )


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_locked_within_its_range(name):
    versions = locked(name)
    extra = name.removeprefix("requirements").removesuffix(".lock").removeprefix("-")
    for requirement in RUN + EXTRAS.get(extra, []) + (LAB if extra == "browser" else []):
        version = versions.get(requirement.name, "nothing")
        assert version != "nothing" and requirement.specifier.contains(version), (
            f"{name} has {version} of {requirement.name}, and pyproject.toml asks for {requirement.specifier}"
        )


def test_jupyterlab_is_an_extra_and_all_locks_agree():
    run, lab = locked("requirements.lock"), locked("requirements-lab.lock")
    assert "jupyterlab" not in run and "jupyterlab" in lab
    for name in LOCKS:
        versions = locked(name)
        assert {package: versions[package] for package in run} == run


def test_conda_binder_and_the_devcontainer_install_the_lock_on_a_supported_python():
    supported = set(re.findall(r'"(3\.\d+)"', (paths.home() / "noxfile.py").read_text(encoding="utf-8")))
    conda = yaml.safe_load((paths.home() / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    assert conda[1:] == ["pip", {"pip": ["-r requirements-lab.lock"]}]
    wanted = SpecifierSet(conda[0].removeprefix("python"))
    assert {each for each in (f"3.{minor}" for minor in range(20)) if each in wanted} == supported
    binder = paths.home() / "binder"
    listed = (binder / "requirements.txt").read_text(encoding="utf-8").removeprefix("-r ").strip()
    assert (binder / listed).resolve() == paths.home() / "requirements-lab.lock"
    assert (binder / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-") in supported
    container = json.loads((paths.home() / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert container["image"].rpartition(":")[2] in supported
    for command in container["postCreateCommand"].split(" && "):
        assert command == "make reproduce" or command.removeprefix("make .venv/installed-") in EXTRAS


def hashes(name):
    """The version and the hashes of each locked package."""
    text = (paths.home() / name).read_text(encoding="utf-8")
    found = {}
    for block in re.split(r"\n(?=[a-z])", text):
        if "==" in block:
            package, version = re.match(r"(?:#.*\n)*([a-z0-9._-]+)==([^ \\]+)", block).groups()
            found[package] = {version, *re.findall(r"--hash=sha256:([0-9a-f]{64})\b", block)}
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_all_locks_have_the_same_hashes_of_a_package(name):
    run, other = hashes("requirements.lock"), hashes(name)
    differ = {package: sorted(run[package] ^ other.get(package, set())) for package in run}
    differ = {package: found for package, found in differ.items() if found}
    assert not differ, f"{name} has another version or other hashes than requirements.lock: {differ}"


def test_the_version_is_one_wherever_it_stands():
    cited = yaml.safe_load((paths.home() / "CITATION.cff").read_text(encoding="utf-8"))
    assert PROJECT["version"] == uprlib.__version__ == cited["version"]
    assert PROJECT["license"] == cited["license"] and PROJECT["name"] == cited["title"].partition(":")[0]


@pytest.mark.parametrize("name", LOCKS)
def test_the_licence_of_every_locked_package_is_listed(name):
    page = (paths.home() / "docs" / "licences.md").read_text(encoding="utf-8")
    words, _, table = page.partition("<!-- made by `nox -s licences` -->")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[3:]]
    licences = {(canonicalize_name(package), version): licence for package, version, licence in rows}
    assert all(licences.values()) and "UNKNOWN" not in licences.values()
    text = (paths.home() / name).read_text(encoding="utf-8")
    pairs = set(re.findall(r"^([a-z0-9._-]+)==([^ \\]+)", text, re.MULTILINE))
    elsewhere = words.rpartition("which are not in it:")[2].replace(",", " ").replace(".\n", " ").split()
    assert not {pair for pair in pairs - set(licences) if pair[0] not in elsewhere}
    # Whoever passes these on must know.
    for (package, _), licence in licences.items():
        assert ("GPL" in licence) <= (f"**{package}**" in words), package


def test_text_files_have_the_same_line_ends_on_every_system():
    """A checkout under Windows (core.autocrlf) would have other checksums."""
    assert "* text=auto eol=lf" in (paths.home() / ".gitattributes").read_text(encoding="utf-8")
    files = [*paths.raw().glob("*.csv"), *paths.raw().glob("*.yml"), *paths.notebooks().glob("*"), paths.datapackage()]
    assert len(files) > 40 and not [file.name for file in files if b"\r" in file.read_bytes()]


@pytest.fixture
def folder(tmp_path):
    """A checkout with an environment whose programs only say that they ran."""
    place = tmp_path / "here"
    (place / ".venv" / "bin").mkdir(parents=True)
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(paths.PACKAGE_HOME / name, place)
    programs = {
        "python": f'#!/bin/sh\nexec {sys.executable} "$@"\n',
        "upr": f"#!/bin/sh\n# {place}/.venv/bin/python\necho ran\n",
    }
    for name, text in programs.items():
        (place / ".venv" / "bin" / name).write_text(text)
        (place / ".venv" / "bin" / name).chmod(0o755)
    (place / ".venv" / "installed").touch()
    return place


def make(folder, *targets):
    # By itself, and not as a part of the `make` that may run the tests.
    own = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    return subprocess.run(["make", *targets], cwd=folder, env=own, capture_output=True, text=True)


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
def test_an_environment_that_was_moved_or_is_of_another_python_is_said_to_be_so(folder):
    assert make(folder, "review").stdout == "ran\n"
    moved = folder.rename(folder.with_name("there"))
    for spoil in (lambda: None, lambda: (moved / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 1\n")):
        spoil()
        done = make(moved, "review")
        assert done.returncode == 2 and done.stderr.count("\n") == 1 and "run `make clean-env`" in done.stderr
    assert make(moved, "help").returncode == 0 and make(moved, "clean-env").returncode == 0
    assert not (moved / ".venv").exists()


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
@pytest.mark.parametrize("there_is_uv", [True, False])
def test_make_installs_the_lock_with_its_hashes_by_uv_where_there_is_one_and_by_pip_elsewhere(folder, there_is_uv):
    (folder / ".venv" / "installed").unlink()
    told = folder / "told"
    for place in (folder / ".venv" / "bin" / "python", folder / "bin" / "uv"):
        place.parent.mkdir(exist_ok=True)
        place.write_text(f'#!/bin/sh\ncase "$*" in *install*) echo "${{0##*/}} $*" >> {told};; esac\n')
        place.chmod(0o755)
    assert make(folder, "review", f"UV={folder / 'bin' / 'uv' if there_is_uv else ''}").returncode == 0
    lock, own = told.read_text(encoding="utf-8").splitlines()
    assert lock.startswith("uv pip install" if there_is_uv else "python -m pip install")
    assert lock.endswith("--no-deps --require-hashes -r requirements.lock") and own.endswith(
        "--no-build-isolation -e ."
    )


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash_and_no_address(name):
    text = (paths.home() / name).read_text(encoding="utf-8")
    assert len(locked(name)) > 80 and "://" not in text
    for block in re.split(r"\n(?=[a-z])", text)[1:]:
        assert "--hash=sha256:" in block, block.splitlines()[0]
