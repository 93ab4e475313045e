"""Claims about folders that a command fills: only what it made earlier is ever removed."""

import re

import pytest

from uprlib import cli
from uprlib.commands import folders, site
from uprlib.errors import UprError

MARK = ".upr-site"


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
    words = rf"out: the site cannot be put here: .*; found '{re.escape(name)}'.*name another folder"
    for attempt in (lambda: site.build(target), lambda: folders.replace(target, made("new"), "site")):
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
    folders.replace(target, made("new", a__b="b"), "site")
    assert held(target) == {"index.html": "start", "a/b.html": "b", MARK: "a/b.html\nindex.html\n"}


def test_an_earlier_site_is_replaced_and_what_else_lies_there_stays(tmp_path, made):
    target = tmp_path / "out"
    folders.replace(target, made("first", gone__page="old", kept__page="old"), "site")
    (target / "kept" / "mine.html").write_text("mine")
    folders.replace(target, made("second", index="again"), "site")
    assert held(target) == {"index.html": "again", "kept/mine.html": "mine", MARK: "index.html\n"}
    assert not (target / "gone").exists()


def test_a_file_of_somebody_else_where_a_page_goes_is_refused_and_kept(tmp_path, made):
    target = tmp_path / "out"
    folders.replace(target, made("first"), "site")
    (target / "notes.html").write_text("mine")
    before = held(target)
    with pytest.raises(
        UprError, match=r"files that do not belong to the earlier site.*found 'notes\.html'.*move them away"
    ):
        folders.replace(target, made("second", notes="ours"), "site")
    assert held(target) == before


def test_a_list_that_names_files_outside_the_folder_removes_none_of_them(tmp_path, made):
    mine, target = tmp_path / "mine.txt", tmp_path / "out"
    mine.write_text("mine")
    folders.replace(target, made("first"), "site")
    (target / MARK).write_text(f"../mine.txt\n{mine}\n\nindex.html\n")
    folders.replace(target, made("second"), "site")
    assert mine.read_text() == "mine" and held(target)[MARK] == "index.html\n"
