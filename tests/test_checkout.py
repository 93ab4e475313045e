"""Claims about a checkout of git and about a copy without it."""

import subprocess

import pytest

from uprlib import checkout, errors, paths
from uprlib.errors import UprError


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy without git, which lies in somebody else's repository."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    home = tmp_path / "copy"
    (home / "data" / "raw").mkdir(parents=True)
    monkeypatch.setenv("UPRLIB_HOME", str(home))
    return home


def test_the_files_of_a_checkout_are_known_and_its_commit():
    if not paths.has_git():
        pytest.skip("this copy is no checkout of git")
    found = checkout.files()
    assert found == sorted(found) and {"Makefile", "data/raw/recommendations.csv", "src/uprlib/cli.py"} <= set(found)
    assert checkout.head().rstrip("+").isalnum() and len(checkout.head().rstrip("+")) == 40


def test_a_copy_has_neither_the_commit_nor_the_files_of_the_repository_around_it(copy):
    assert not paths.has_git() and checkout.head() is None
    with pytest.raises(UprError, match=r"not known which files .*expected a checkout of git, or the SHA256SUMS"):
        checkout.files()


def test_a_copy_has_the_files_that_its_list_names(copy):
    (paths.sums()).write_text("".join(f"{'0' * 64}  {name}\n" for name in ("src/a b.py", "Makefile")))
    assert checkout.files() == ["Makefile", "src/a b.py"]


def test_where_git_is_not_installed_the_list_counts(copy, monkeypatch):
    (copy / ".git").mkdir()
    (paths.sums()).write_text(f"{'0' * 64}  Makefile\n")
    monkeypatch.setenv("PATH", "")
    checkout._head.cache_clear()
    assert checkout.head() is None and checkout.files() == ["Makefile"]
    checkout._head.cache_clear()


def test_what_is_missing_is_taken_from_the_archive_where_there_is_no_git(copy):
    paths.sums().touch()
    assert errors.to_restore(paths.raw() / "events.csv") == (
        "take data/raw/events.csv from the archive that this copy was unpacked from"
    )
    (copy / ".git").mkdir()
    assert errors.to_restore(paths.raw() / "events.csv") == "run `git checkout -- data/raw/events.csv`"
