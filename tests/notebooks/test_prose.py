"""Numbers in the notebooks' prose are those of the data."""

import re

import nbformat
import pytest

from uprlib import paths, timing
from uprlib.facts import raw
from uprlib.ledger import claims, entries
from uprlib.notebook import parameters


@pytest.fixture(scope="module")
def known():
    """What the prose may say, made from the tables."""
    facts, totals = raw.read("recommendations"), raw.read("position_totals")
    history = raw.read("positions")
    first = facts[(facts["sur"] == "PRK") & (facts["cycle"] == 1)]
    annex = totals[totals["document"].str.endswith("annex")]
    return {
        f"{facts['action'].notna().sum():,} coded rows",
        f"none of {len(first)} recommendations",
        f"{(history['stage'] == 'later').sum()} of {annex['n'].sum()} are known",
        f"{len(raw.read('issues'))} issues",
        f"one to {int(facts['issues'].str.count(';').max()) + 1} of",
    }


def prose(name):
    cells = nbformat.read(paths.notebooks() / f"{name}.ipynb", as_version=4).cells
    return " ".join(cell.source for cell in cells if cell.cell_type == "markdown")


def test_every_number_that_the_prose_states_is_made_from_the_data(known):
    words = " ".join(prose(name) for name in parameters.names())
    # Counts of rows, which change with the data; sessions, categories, years and symbols do not.
    stated = re.findall(
        r"[\d,]+ coded rows|none of \d+ recommendations|\d+ of \d+ are known|\d+ issues|one to \w+ of", words
    )
    written_out = {f"one to {number} of": f"one to {word} of" for number, word in ((6, "six"),)}
    allowed = {written_out.get(phrase, phrase) for phrase in known}
    assert set(stated) == allowed


def test_what_the_timing_notebook_says_in_words_is_so(corpus):
    words = prose("02_coi_timing")
    checks = raw.read("pair_checks")
    assert "only about half ask for the same with the same strength" in words
    for _, sample in checks.groupby("sample"):
        assert 0.4 < (sample["judged"] == "same").mean() < 0.6
    assert "Pairs rarely ask for different things" in words and (checks["judged"] == "different").mean() < 0.05
    assert "of the States whose first review has no recorded acceptance, all have some in the second" in words
    silent = timing.nothing_accepted(corpus)
    second = corpus[(corpus["cycle"] == 2) & corpus["sur"].isin(silent.loc[silent["whole"], "sur"])]
    assert (second["position"] == "accepted").groupby(second["sur"]).any().all()
    assert "there is no position between 2010 and 2014" in words
    days = raw.read("positions")
    own = days.loc[days["rec_id"].str.startswith(("A/HRC/13/13:", "A/HRC/27/10:")), "date"]
    assert not own.between("2010-03-19", "2014-04-27").any()


def test_four_other_states_stand_in_the_paragraph_on_the_security_law(corpus):
    claim = next(claim for claim in claims.read() if claim["id"] == "national-security-law")
    rows = corpus[(corpus["symbol"] == "A/HRC/22/10") & (corpus["paragraph"] == "124.57")]
    assert set(rows["recommender"]) - {"PRK"} == {"DEU", "ESP", "NOR", "USA"} and "Four other States" in claim["caveat"]


def test_the_numbers_that_claims_say_in_words_are_in_the_tables_and_the_ledger():
    said = {claim["id"]: claim.get("caveat", "") + claim.get("takeaway", "") for claim in claims.read()}
    totals = raw.read("position_totals")
    first = totals[totals["symbol"] == "A/HRC/13/13"].set_index(["document", "position"])["n"]
    room, annex = first["A/HRC/13/13"], first["A/HRC/WG.6/19/PRK/1 annex"]
    assert f"{room['pending']} of the {room.sum()} were left open" in said["none-of-167"]
    assert f"{room['not_accepted']} were refused" in said["none-of-167"]
    in_all = annex["accepted"] + annex["partly_accepted"]
    assert f"{annex['accepted']} of {room.sum()} in full, {in_all} with the partial" in said["belatedly-nearly-half"]
    assert "the latter is more than half" in said["belatedly-nearly-half"] and in_all / room.sum() > 0.5
    # Only the regional group's permuted p-value is above 0.05 in the last specification.
    numbers = entries.read().set_index("key")["note"]
    last = numbers[numbers.index.str.startswith("friend_odds.") & numbers.index.str.endswith("ease and Western group")]
    above = last[last.str.extract(r"permuted p = ([\d.]+)", expand=False).astype(float) > 0.05]
    assert [key.split(".")[1] for key in above.index] == ["regional_group"]
    assert "for the regional group above 0.05" in said["friends-beyond-mix"]
    answers = entries.read().set_index("key")["value"]
    assert answers["answered"] <= answers["answered.same_mix"] and "No more often than" in said["made-to-be-accepted"]
    low, specific, second = (f"rate.cycle2{part}" for part in (".action2", ".action5", ""))
    counts = entries.read().set_index("key")["n"]
    assert answers[low] == 1 and f"Every one of the {counts[low]:.0f} requests to continue" in said["low-cost-accepted"]
    noted = round((1 - answers[specific]) * counts[specific])
    assert f"{noted} of {counts[specific]:.0f} requests for specific action were noted" in said["specific-rejected"]
    assert f"{counts[specific] - noted:.0f} of {counts[specific]:.0f}, by paragraph" in said["some-specific"]
    accepted = round(answers[second] * counts[second])
    assert f"{accepted} of {counts[second]:.0f} rows, {answers[second]:.0%}" in said["second-nearly-half"]
    assert answers["second-nearly-half.agree"] == 1 and answers["friends-accepted.strong"] == 1
    assert f"in the first reviews of {answers['silence.whole_reviews'] - 1:.0f} other States" in said["none-of-167"]


def test_every_claim_ends_in_a_sentence_to_take_away():
    for claim in claims.read():
        assert claim.get("untestable") or claim.get("takeaway") or claim.get("caveat"), claim["id"]
