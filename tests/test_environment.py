"""pyproject.toml, the locks and environment.yml say the same."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement

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
        assert {package: locked(name)[package] for package in run} == run


def test_environment_yml_names_every_requirement_at_its_locked_version():
    listed = yaml.safe_load((paths.home() / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pins = dict(line.split("==") for line in listed[-1]["pip"] if "==" in line)
    versions = locked("requirements-lab.lock")
    assert pins == {requirement.name: versions[requirement.name] for requirement in RUN + LAB}
    assert f"python{PROJECT['requires-python']}" in listed


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
def test_every_locked_package_has_a_hash_and_no_address(name):
    text = (paths.home() / name).read_text(encoding="utf-8")
    assert len(locked(name)) > 80 and "://" not in text
    for block in re.split(r"\n(?=[a-z])", text)[1:]:
        assert "--hash=sha256:" in block, block.splitlines()[0]
