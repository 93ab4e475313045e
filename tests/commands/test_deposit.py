"""Claims about the archive: complete, the same bytes each time, and it works where git never was."""

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile

import pytest

from uprlib import checkout, paths
from uprlib.commands import deposit
from uprlib.errors import DataError, UprError
from uprlib.facts import codebook

SUMS = "SHA256SUMS"


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """The archive (five seconds: 50 MB packed)."""
    file = tmp_path_factory.mktemp("deposit") / "archive.zip"
    deposit.deposit(file)
    return file


@pytest.fixture(scope="module")
def unpacked(archive):
    """The archive unpacked in a folder of its own, inside somebody else's repository."""
    place = archive.parent / "elsewhere"
    subprocess.run(["git", "init", "-q", str(place)], check=True)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(place)
    (folder,) = place.glob("uprlib-*")
    return folder


def upr(home, *words):
    """A command of the library in an unpacked archive."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UPRLIB")}
    given = kept | {"PYTHONPATH": str(home / "src")}
    return subprocess.run([sys.executable, "-m", "uprlib", *words], cwd=home, env=given, capture_output=True, text=True)


def test_it_has_everything_with_its_checksum(unpacked):
    lines = (unpacked / SUMS).read_text(encoding="utf-8").splitlines()
    sums = {line[66:]: line[:64] for line in lines}
    present = {path.relative_to(unpacked).as_posix(): path for path in unpacked.rglob("*") if path.is_file()}
    assert set(present) == {*sums, SUMS}
    for name, digest in sums.items():
        assert hashlib.sha256(present[name].read_bytes()).hexdigest() == digest, name
    made = {"codebook.html", "data-editor.md", "codemeta.json", "sbom.cdx.json"}
    assert set(sums) == made | set(checkout.files())
    kept = {
        "CITATION.cff",
        "LICENSE",
        "Makefile",
        "data/README.md",
        "data/raw/recommendations.csv",
        "requirements.lock",
    }
    assert kept <= set(sums) and not [name for name in sums if name.startswith((".git/", "runs/", "data/forms/"))]


def test_its_entries_have_one_order_time_and_mode(archive):
    with zipfile.ZipFile(archive) as packed:
        entries = packed.infolist()
    names = [entry.filename.partition("/")[2] for entry in entries]
    assert names[:-1] == sorted(names[:-1]) and names[-1] == SUMS
    assert {entry.date_time for entry in entries} == {deposit.FIRST_TIME}
    assert {oct(entry.external_attr >> 16) for entry in entries} == {"0o100644", "0o100755"}


def test_unpacked_without_git_the_library_works_and_makes_the_same_archive(archive, unpacked):
    # Takes more than 5 s: four commands start in the archive, and nothing is compiled there yet.
    for command in (("cite",), ("build",), ("doctor",)):
        done = upr(unpacked, *command)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    again = archive.with_name("again.zip")
    done = upr(unpacked, "deposit", str(again))
    assert done.returncode == 0 and "differ" not in done.stdout, done.stderr
    assert again.read_bytes() == archive.read_bytes()


def test_unpacked_what_is_missing_is_to_be_taken_from_the_archive(unpacked):
    # Takes more than 5 s: two commands start in the archive, and nothing is compiled there yet.
    (unpacked / "data" / "raw" / "events.csv").rename(unpacked / "events.csv")
    try:
        done = upr(unpacked, "doctor")
        assert done.returncode == 1 and "git" not in done.stdout.replace("archive that", "")
        assert "take data/raw/events.csv from the archive that this copy was unpacked from" in done.stdout
        refused = upr(unpacked, "deposit", str(unpacked / "other.zip"))
        assert refused.returncode == 2 and "data/raw/events.csv" in refused.stderr
        assert not (unpacked / "other.zip").exists()
    finally:
        (unpacked / "events.csv").rename(unpacked / "data" / "raw" / "events.csv")


def test_a_name_that_is_no_archive_and_a_file_of_somebody_else_are_refused(tmp_path):
    (tmp_path / "mine.zip").write_text("mine")
    for name in ("archive.tar", "mine.zip"):
        with pytest.raises(UprError, match="the archive cannot be put here; expected a new file whose name ends in"):
            deposit.deposit(tmp_path / name)
    assert (tmp_path / "mine.zip").read_text() == "mine"


def test_a_file_of_the_project_that_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(checkout, "files", lambda: ["data/raw/gone.csv"])
    with pytest.raises(DataError, match=r"data/raw/gone\.csv: a file of the project is missing"):
        deposit.gathered()


def test_the_bill_of_materials_has_every_locked_package_and_no_time_or_address():
    lock = (paths.home() / "requirements.lock").read_text(encoding="utf-8")
    made = deposit.bill_of_materials(lock)
    assert len(made["components"]) == len(re.findall(r"^[a-z0-9][^\n]*==", lock, re.MULTILINE)) > 80
    references = [part["bom-ref"] for part in made["components"]]
    assert len(set(references)) == len(references) and made["dependencies"][0]["dependsOn"] == references
    text = json.dumps(made)
    assert "timestamp" not in text and "serialNumber" not in text and "://" not in text
    with_markers = [part for part in made["components"] if "properties" in part]
    assert any("win32" in part["properties"][0]["value"] for part in with_markers)


def test_codemeta_says_what_the_project_and_its_citation_say():
    made = deposit.codemeta()
    assert made["name"] == "uprlib" and made["license"].endswith("/MIT") and made["runtimePlatform"] == "Python >=3.11"
    chow = made["citation"][-1]
    assert chow["@type"] == "ScholarlyArticle" and chow["author"][0]["familyName"] == "Chow"
    assert "pandas>=3.0" in made["softwareRequirements"]
    # Every outside source that has authors of its own, by the first of them.
    cited = " ".join(json.dumps(each["author"][0]) for each in made["citation"])
    titles = [source["title"] for source in codebook.sources().values()]
    outside = [
        each.split(",")[0].split(" (")[0].partition(":")[0] for each in titles if ":" in each and "United" not in each
    ]
    assert len(outside) == 6 and [name for name in outside if name not in cited] == []
