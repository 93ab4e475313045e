"""Claims about the folder that the site is put into: only what an earlier site made is ever removed."""

import re

import pytest

from uprlib import cli, paths
from uprlib.commands import site
from uprlib.errors import UprError
from uprlib.ledger import claims, entries, verdicts


@pytest.fixture
def made(tmp_path):
    """Makes a site of some files, each with a text."""

    def make(name, **texts):
        for file, text in {"index": "start", **texts}.items():
            path = tmp_path / name / f"{file.replace('__', '/')}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path / name

    return make


def held(folder):
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.*") if path.is_file()}


@pytest.mark.parametrize("name", ["thesis.docx", ".hidden"])
def test_a_folder_with_something_else_in_it_is_refused_and_kept(tmp_path, made, name, capsys):
    target = tmp_path / "out"
    target.mkdir()
    (target / name).write_text("mine")
    words = rf"out: the site cannot be put here: .*; found '{re.escape(name)}'.*name another folder with --out"
    for attempt in (lambda: site.build(target), lambda: site._replace(target, made("new"))):
        with pytest.raises(UprError, match=words):
            attempt()
    with pytest.raises(SystemExit) as ended:
        cli.main(["site", "--out", str(target)])
    assert ended.value.code == 2 and "Traceback" not in capsys.readouterr().err
    assert held(target) == {name: "mine"}


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(UprError, match=r"cannot be put here.*found 'a file'"):
        site.build(tmp_path / "out")


@pytest.mark.parametrize("there", [False, True])
def test_a_new_or_an_empty_folder_takes_the_site(tmp_path, made, there):
    target = tmp_path / "out"
    if there:
        target.mkdir()
    site._replace(target, made("new", a__b="b"))
    assert held(target) == {"index.html": "start", "a/b.html": "b", site.MARK: "a/b.html\nindex.html\n"}


def test_an_earlier_site_is_replaced_and_what_else_lies_there_stays(tmp_path, made):
    target = tmp_path / "out"
    site._replace(target, made("first", gone__page="old", kept__page="old"))
    (target / "kept" / "mine.html").write_text("mine")
    site._replace(target, made("second", index="again"))
    assert held(target) == {"index.html": "again", "kept/mine.html": "mine", site.MARK: "index.html\n"}
    assert not (target / "gone").exists()


def test_a_file_of_somebody_else_where_a_page_goes_is_refused_and_kept(tmp_path, made):
    target = tmp_path / "out"
    site._replace(target, made("first"))
    (target / "notes.html").write_text("mine")
    before = held(target)
    with pytest.raises(
        UprError, match=r"files that do not belong to the earlier site.*found 'notes\.html'.*move them away"
    ):
        site._replace(target, made("second", notes="ours"))
    assert held(target) == before


def test_a_list_that_names_files_outside_the_folder_removes_none_of_them(tmp_path, made):
    mine, target = tmp_path / "mine.txt", tmp_path / "out"
    mine.write_text("mine")
    site._replace(target, made("first"))
    (target / site.MARK).write_text(f"../mine.txt\n{mine}\n\nindex.html\n")
    site._replace(target, made("second"))
    assert mine.read_text() == "mine" and held(target)[site.MARK] == "index.html\n"


def test_the_page_of_methods_shows_the_causal_picture_and_its_table(tmp_path):
    text = (paths.home() / "docs" / "methods.md").read_text(encoding="utf-8")
    assert text.count("\n{assumptions}\n") == 1
    page = site.with_assumptions(text, tmp_path)
    assert (tmp_path / "assumptions.png").stat().st_size > 10_000 and "{assumptions}" not in page
    assert ":alt: Arrows from causes to effects: from regional group to friendship" in page
    assert "| regional group | friendship | States of one region vote alike. |" in page


def test_a_claim_stands_on_its_page_with_its_rule_or_with_what_would_test_it():
    page = site.claims_page(verdicts.judged(claims.read(), entries.read()))
    assert page.count("\nRule (fixed on 2026-11-") == sum(bool(claim.checks) for claim in claims.read())
    assert page.count("\nWhat would test it: ") == sum(bool(claim.untestable) for claim in claims.read())
    assert "%" not in "".join(line for line in page.splitlines() if line.startswith("Specifications:"))
