import pandas as pd
import pytest

from uprlib import timing
from uprlib.acceptance import bounds, codings
from uprlib.acceptance.bounds import EVERY, NO, SOME
from uprlib.facts import tables


@pytest.fixture(scope="module")
def issues():
    return tables.load("recommendation_issues")


def verdicts(corpus, history, totals, issues, cycle, coding):
    rows = corpus[(corpus["sur"] == "PRK") & (corpus["cycle"] == cycle)].reset_index(drop=True)
    rows = codings.coded(rows, history, coding)
    hidden = bounds.hidden(rows, totals, history, coding)
    return timing.judged(timing.statements(rows, issues), rows, hidden).set_index("statement")["holds_in"]


def test_in_2014_low_cost_requests_were_accepted_and_specific_ones_were_not(corpus, history, totals, issues):
    found = verdicts(corpus, history, totals, issues, 2, "recorded")
    assert found["Most low-cost requests were accepted"] == EVERY
    assert found["Low-cost, then general, then specific: each more often than the next"] == EVERY
    # Known answers leave nothing open.
    assert set(found) <= {EVERY, NO}


def test_the_annex_does_not_settle_whether_low_cost_requests_of_2009_fared_better(corpus, history, totals, issues):
    found = verdicts(corpus, history, totals, issues, 1, "belated")
    assert found["Low-cost requests (categories 1, 2) were accepted more often than specific ones (5)"] == SOME
    assert found["More than two fifths of the review was accepted"] == EVERY
    # Western States made most of the 50 refused and known rows.
    assert found["Western States (WEOG) were accepted less often than all others together"] == EVERY


def test_a_statement_about_a_group_that_was_never_there_is_not_made(corpus, history, issues):
    rows = corpus[(corpus["sur"] == "PRK") & (corpus["cycle"] == 2) & (corpus["action"] != 5)]
    rows = codings.coded(rows.reset_index(drop=True), history, "recorded")
    words = list(timing.statements(rows, issues))
    assert "Most low-cost requests were accepted" in words and not any("specific" in each for each in words)


def test_filled_in_answers_settle_every_statement(corpus, history, totals, issues):
    rows = corpus[(corpus["sur"] == "PRK") & (corpus["cycle"] == 1)].reset_index(drop=True)
    rows = codings.coded(rows, history, "belated")
    filled = rows.assign(accepted=rows["accepted"].fillna(pd.Series(rows.index % 2 == 0, index=rows.index)))
    assert set(timing.judged(timing.statements(filled, issues), filled, {})["holds_in"]) <= {EVERY, NO}


def test_three_statements_hold_of_2009_whatever_the_unknown_answers_are(upr):
    found = timing.statements_table(upr, "PRK")
    assert (found["belated"] == EVERY).sum() == 3 and (found["belated_partial"] == EVERY).sum() == 2
    assert set(found["second review, belated"]) == {"holds"}
    # Three unknown partial acceptances of 2014 may lie anywhere among 71 rows, and change no verdict.
    assert set(found["second review, belated_partial"]) == {EVERY}
    kept = dict(found.entries())
    assert (kept["statements.every.belated"]["value"], kept["statements.every.belated"]["n"]) == (3, 9)
    assert "3 (coding belated) and 2 (coding belated_partial) hold" in found.about.sentences[0]


def test_of_a_state_that_never_answered_later_nothing_is_stated(upr):
    assert timing.statements_table(upr, "MMR").about.lacks == "No later answers of Myanmar are on file."
