"""Claims about the pages that figures are made for."""

import pytest

from uprlib import paths
from uprlib.errors import DataError, ParameterError
from uprlib.facts import journals


def test_the_journals_of_the_field_are_there_with_where_their_widths_come_from():
    pages = journals.read()
    assert {"taylor_francis", "springer", "cambridge", "oxford", "sage", "slide", "thesis"} <= set(pages)
    assert (pages["springer"].single, pages["springer"].double, pages["springer"].font) == (84, 174, 8)
    assert pages["springer"].widths == "publisher" and pages["sage"].widths == "assumed"


def test_a_width_of_ones_own_replaces_the_journals():
    page = journals.profile("springer@129")
    assert (page.double, page.single, page.font, page.name) == (129, 84, 8, "springer@129")
    assert journals.profile("springer@60").single == 60


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("springr", r"no journal of that name; found 'springr'.*did you mean springer"),
        ("springer@wide", "width of a page is not a number; found 'wide'"),
        ("springer@12", "no figure with text fits in this width; found '12 mm'; expected 30 to 600 mm"),
        ("springer@nan", "no figure with text fits"),
    ],
)
def test_a_page_that_cannot_be_is_answered(name, words):
    with pytest.raises(ParameterError, match=words):
        journals.profile(name)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "font: 7",
            "font: small",
            "column journals article font.*: the journals cannot be used; found 'small'; expected a valid",
        ),
        ("    single: 84\n", "", "column journals article single: .*expected this field"),
        (
            "formats: [pdf, svg, png]",
            "formats: [pdf, bmp]",
            "column journals article formats 2: .*'bmp'; expected 'pdf', 'svg'",
        ),
        (
            "    widths: assumed",
            "    widths: guessed",
            "column journals article widths: .*found 'guessed'; expected 'publisher' or 'assumed'",
        ),
        (
            "    single: 84\n",
            "    single: 84\n    singel: 84\n",
            "column journals article singel: .*did you mean single",
        ),
    ],
)
def test_a_bad_entry_names_its_journal_and_field(tmp_path, monkeypatch, old, new, words):
    text = (paths.raw() / "journals.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "journals.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    with pytest.raises(DataError, match=words):
        journals.read()


@pytest.mark.parametrize(
    "text", [None, "", "[]", "journals:\n", "journals: [a]\n", "journals: {article: tit}\n", "a: [b", "[" * 3000]
)
def test_a_file_that_is_missing_empty_or_cut_is_named(tmp_path, monkeypatch, text):
    (tmp_path / "data" / "raw").mkdir(parents=True)
    if text is not None:
        (tmp_path / "data" / "raw" / "journals.yml").write_text(text)
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    back = "git checkout" if text is None else "git stash push"
    with pytest.raises(DataError, match=rf"data/raw/journals\.yml.*: .*{back} -- data/raw/journals\.yml"):
        journals.read()
