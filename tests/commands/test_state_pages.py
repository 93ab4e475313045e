"""Claims about the pages of States and the figure in which any State can be picked."""

import re

import pytest

from uprlib.commands import state_pages
from uprlib.errors import DataError
from uprlib.ledger import entries


@pytest.fixture(scope="module")
def states():
    return state_pages.read()


@pytest.fixture(scope="module")
def source(states, tmp_path_factory):
    folder = tmp_path_factory.mktemp("source")
    (folder / "_static").mkdir()
    state_pages.write(states, folder)
    return folder


def test_ranks_on_the_pages_are_those_of_notebook_07(states):
    numbers = entries.read()
    kept = numbers[numbers["notebook"] == state_pages.NOTEBOOK].set_index("key")
    ranked = [row for row in states.numbers["PRK"] if row["ranked"]]
    assert len(ranked) > 90
    for row in ranked:
        place = kept.loc[f"rank.{row['key']}"]
        assert (row["rank"], row["states"]) == (place["value"], place["n"]), row["key"]


def test_every_reviewed_state_has_a_page_that_the_index_leads_to(states, source):
    made = {file.stem for file in (source / "states").glob("*.md")}
    linked = re.findall(r"\]\(states/([A-Z]{3})\.md\)", (source / "states.md").read_text(encoding="utf-8"))
    assert made == set(linked) == set(states.names) and len(linked) == 193


def test_a_page_says_what_the_state_did_and_how_to_run_it(source):
    page = (source / "states" / "MMR.md").read_text(encoding="utf-8")
    assert page.startswith("---\norphan: true\n---\n\n# Myanmar\n")
    assert re.search(
        r"In its second review \(November 2015\) it accepted 46\.4% of 291 recommendations, rank 14 of 193", page
    )
    assert "[A/HRC/31/13](https://docs.un.org/en/A/HRC/31/13)" in page and "upr run 01 -p sur MMR" in page


def test_a_state_with_one_review_and_uncoded_requests_says_what_is_not_known(source):
    page = (source / "states" / "SSD.md").read_text(encoding="utf-8")
    assert "First review" not in page and "| Minimal | not known |" in page
    assert "No recommendation of this category has a known answer" not in page
    assert (
        "No request for specific action has a known answer" in page or "No low-cost request has a known answer" in page
    )


def test_the_figure_has_every_state_and_says_why_a_number_is_missing(states, source):
    held = state_pages.picked(states)
    strips = {file.stem for file in (source / "_static" / "strips").glob("*.svg")}
    assert len(held["states"]) == 193 and len(strips) == 20
    for state in held["states"].values():
        for strip, line in state["lines"].items():
            assert strip in strips
            if isinstance(line, str):
                assert line.endswith(".")
            else:
                assert 0 <= line[2] <= 1000
    assert held["states"]["PRK"]["lines"]["accepted.2"] == ["42.4%", 6, 424, 333, 514]
    assert held["of"]["accepted.2"] == " of 193 from the lowest"


def test_without_a_script_the_figure_shows_the_state_that_it_was_made_with(states):
    shown = state_pages.figure(states, "PRK", 2)
    assert "<b>42.4%</b> <small>6 of 193 from the lowest</small>" in shown and "First review" not in shown


def test_results_that_are_missing_are_named(monkeypatch, tmp_path):
    monkeypatch.setattr(state_pages.paths, "results", lambda: tmp_path)
    monkeypatch.setattr(state_pages.entries, "file_of", lambda name: entries_file)
    entries_file = state_pages.paths.home() / "data" / "processed" / "results" / f"{state_pages.NOTEBOOK}.json"
    with pytest.raises(DataError, match=r"every_state\.parquet.*upr reproduce"):
        state_pages.read()
