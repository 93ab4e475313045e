"""Claims about the pages of the site that are made from the ledger, the notebooks and the docs."""

import re

import pytest

from uprlib import paths
from uprlib.commands import site
from uprlib.errors import DataError
from uprlib.ledger import claims, entries, verdicts


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


def test_the_first_page_has_its_numbers_from_the_ledger():
    text = (paths.home() / "docs" / "index.md").read_text(encoding="utf-8")
    page = site.with_numbers(text, entries.read())
    assert "Of the 167 recommendations" in page and "42.4%: rank 6 of 193 States from the lowest" in page
    assert not re.search(r"\d%|\d of \d|\bhalf\b|\bnone of the\b", text), "a number of the first page is typed by hand"


def test_a_number_that_no_notebook_reports_is_named():
    with pytest.raises(DataError, match=r"no notebook reports.*01_acceptance:rate\.cycle9"):
        site.with_numbers("{share 01_acceptance:rate.cycle9}", entries.read())


def test_landmarks_headings_and_corners_of_tables_are_mended_and_other_cells_are_not():
    page = '<aside class="sidebar-drawer"><p class="caption" role="heading">Read</p></aside>'
    page += '<th></th><th class="head">n</th>'
    assert site.accessible(page) == (
        '<aside class="sidebar-drawer" aria-label="All pages"><p class="caption" role="heading" aria-level="2">Read</p>'
        '</aside><td></td><th class="head">n</th>'
    )
