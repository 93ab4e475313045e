"""Claims about the pages of the site that are made from the ledger, the notebooks and the docs."""

from uprlib import paths
from uprlib.commands import site
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
