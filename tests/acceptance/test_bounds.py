"""Bounds over every completion that published totals allow."""

import itertools

import numpy as np
import pandas as pd
import pytest

from uprlib import acceptance
from uprlib.acceptance import bounds, codings
from uprlib.acceptance.bounds import EVERY, NO, SOME, Hidden
from uprlib.errors import DataError

SYMBOL = "A/HRC/13/13"


def extremes_by_programme(weights, rows, hidden):
    """The same as `bounds.extremes` by an integer programme (HiGHS), for holding the closed form against."""
    programme = bounds._Programme(rows, hidden)
    return programme.solve(weights, []), -programme.solve(-weights, [])


@pytest.fixture
def first_review(corpus):
    return corpus[(corpus["sur"] == "PRK") & (corpus["cycle"] == 1)].reset_index(drop=True)


def under(first_review, history, totals, coding):
    rows = codings.coded(first_review, history, coding)
    return rows, bounds.hidden(rows, totals, history, coding)


@pytest.mark.parametrize(
    ("coding", "unknown", "accepted", "in_all"), [("belated", 97, 75, 81), ("belated_partial", 109, 80, 87)]
)
def test_the_published_totals_complete_the_unknown_rows(
    first_review, history, totals, coding, unknown, accepted, in_all
):
    rows, hidden = under(first_review, history, totals, coding)
    state = hidden[SYMBOL]
    assert (len(state.unknown), state.accepted) == (unknown, accepted)
    assert rows["accepted"].sum() + state.accepted == in_all


def test_five_of_six_partial_acceptances_may_be_among_the_twelve_not_accepted_in_full(first_review, history, totals):
    state = under(first_review, history, totals, "belated_partial")[1][SYMBOL]
    # One of the six is known: paragraph 90.1.
    assert (len(state.limited), state.limit) == (12, 5)
    twelve = first_review["paragraph"].isin([f"90.{number}" for number in range(5, 17)])
    rows, hidden = under(first_review, history, totals, "belated_partial")
    table = acceptance.rates(rows.assign(twelve=twelve), "twelve", hidden=hidden).set_index("twelve")
    assert table.loc[True, ["rate_min", "rate_max"]].tolist() == [0, 5 / 12]


def test_three_partial_acceptances_of_2014_are_not_known_row_by_row(corpus, history, totals):
    review = corpus[(corpus["sur"] == "PRK") & (corpus["cycle"] == 2)].reset_index(drop=True)
    rows, hidden = under(review, history, totals, "belated_partial")
    # Of 113 + 4 paragraphs, 124.7 is accepted in part as its two rows say.
    state = hidden["A/HRC/27/10"]
    assert (len(state.unknown), state.accepted, state.limit) == (71, 3, 3)
    assert rows["accepted"].sum() + state.accepted == 117
    assert under(review, history, totals, "belated")[1] == {}


def test_totals_that_contradict_the_rows_are_refused(first_review, history, totals):
    rows = codings.coded(first_review, history, "belated")
    annex = (totals["document"] == "A/HRC/WG.6/19/PRK/1 annex") & (totals["position"] == "accepted")
    wrong = totals.assign(n=totals["n"].mask(annex, 110))
    with pytest.raises(DataError, match=r"110 accepted in the totals and 6 in the rows, with 97.*from 6 to 103"):
        bounds.hidden(rows, wrong, history, "belated")
    with pytest.raises(DataError, match="no totals are known"):
        bounds.hidden(rows, totals[totals["cycle"] == 2], history, "belated")


def test_more_acceptances_than_unknown_rows_are_refused(first_review, history, totals):
    later = (history["stage"] == "later") & history["rec_id"].isin(first_review["rec_id"])
    refused = history.assign(position=history["position"].mask(later, "not_accepted"))
    rows = codings.coded(first_review, refused, "belated")
    # None of the twenty known rows accepted, and 37 more refused: 60 rows are left for 81 acceptances.
    unknown = rows.loc[rows["accepted"].isna(), "rec_id"].head(37)
    wider = pd.DataFrame(
        {
            "rec_id": unknown,
            "date": "2014-05-01",
            "document": "A/HRC/WG.6/19/PRK/1 annex",
            "stage": "later",
            "position": "noted",
        }
    )
    fuller = pd.concat([refused, wider], ignore_index=True)
    rows = codings.coded(first_review, fuller, "belated")
    with pytest.raises(DataError, match="81 accepted in the totals and 0 in the rows, with 60 rows unknown"):
        bounds.hidden(rows, totals, fuller, "belated")


def test_the_closed_form_is_the_integer_programme(first_review, history, totals):
    for coding in ("belated", "belated_partial"):
        rows, hidden = under(first_review, history, totals, coding)
        groups = {f"category {value}": rows["action"] == value for value in range(1, 6)}
        groups |= {value: rows["regional_group"] == value for value in ("WEOG", "Asia", "EEG")}
        for (_, first), (_, second) in itertools.combinations(groups.items(), 2):
            weights = bounds.difference(rows, first, second)
            closed = bounds.extremes(weights, rows, hidden)
            assert closed == pytest.approx(extremes_by_programme(weights, rows, hidden))


def toy(rng):
    """A review of a few rows: some known, some unknown, some of these known not to be accepted in full."""
    n = int(rng.integers(4, 9))
    kind = rng.choice(["known", "free", "limited"], n)
    rows = pd.DataFrame({"rec_id": [f"r{place}" for place in range(n)], "symbol": SYMBOL})
    rows["accepted"] = pd.array([bool(rng.integers(2)) if each == "known" else None for each in kind], dtype="boolean")
    unknown, limited = rows.loc[kind != "known", "rec_id"], rows.loc[kind == "limited", "rec_id"]
    limit = int(rng.integers(0, len(limited) + 1))
    accepted = int(rng.integers(0, (kind == "free").sum() + limit + 1))
    return rows, {SYMBOL: Hidden(tuple(unknown), accepted, frozenset(limited), limit)}


def every_completion(rows, hidden):
    state = hidden[SYMBOL]
    for chosen in itertools.combinations(state.unknown, state.accepted):
        if len(state.limited & set(chosen)) <= state.limit:
            yield rows["accepted"].fillna(False) | rows["rec_id"].isin(chosen)


def test_on_toy_reviews_both_are_what_full_enumeration_finds():
    rng = np.random.default_rng(20140217)
    for _ in range(60):
        rows, hidden = toy(rng)
        weights = pd.Series(rng.integers(-5, 6, len(rows)), index=rows["rec_id"])
        sums = [int((weights.to_numpy() * answers.to_numpy(bool)).sum()) for answers in every_completion(rows, hidden)]
        assert bounds.extremes(weights, rows, hidden) == (min(sums), max(sums))
        assert extremes_by_programme(weights, rows, hidden) == pytest.approx((min(sums), max(sums)))


def test_on_toy_reviews_a_statement_is_judged_as_full_enumeration_judges_it():
    rng = np.random.default_rng(7)
    seen = set()
    for _ in range(120):
        rows, hidden = toy(rng)
        conditions = [
            bounds.Condition(pd.Series(rng.integers(-3, 4, len(rows)), index=rows["rec_id"]), int(rng.integers(-2, 3)))
            for _ in range(int(rng.integers(1, 4)))
        ]
        met = [
            all((each.weights.to_numpy() * answers.to_numpy(bool)).sum() >= each.at_least for each in conditions)
            for answers in every_completion(rows, hidden)
        ]
        expected = EVERY if all(met) else SOME if any(met) else NO
        assert bounds.holds(conditions, rows, hidden) == expected
        seen.add(expected)
    assert seen == {EVERY, SOME, NO}


def test_a_part_of_a_review_is_bounded_by_the_totals_of_the_whole(first_review, history, totals):
    rows, hidden = under(first_review, history, totals, "belated")
    part = rows[rows["action"] == 2]
    whole = acceptance.rates(rows, "action", hidden=hidden).set_index("action").loc[2]
    alone = acceptance.rates(part, "action", hidden=hidden).set_index("action").loc[2]
    assert alone.to_dict() == pytest.approx(whole.to_dict(), nan_ok=True)
    # A row that stands once for each of its issues is still one answer.
    twice = acceptance.rates(pd.concat([rows, rows]), "action", hidden=hidden).set_index("action")
    assert twice.loc[2, "n"] == 2 * whole["n"]


def test_a_condition_and_its_negation_exclude_each_other(first_review, history, totals):
    rows, hidden = under(first_review, history, totals, "belated")
    more = bounds.more_than(rows, rows["paragraph"].str.startswith("91."), 1, 2)
    assert bounds.holds([more], rows, hidden) == NO
    assert bounds.holds([bounds.negated(more)], rows, hidden) == EVERY


def test_an_empty_group_is_a_sentence(first_review, history, totals):
    rows, _ = under(first_review, history, totals, "belated")
    nobody = rows["recommender"] == "XXX"
    with pytest.raises(DataError, match="one of the two groups is empty"):
        bounds.more_often(rows, nobody, ~nobody)


def test_a_final_position_that_the_source_does_not_know_is_missing(corpus, history, totals):
    rows = corpus[corpus["sur"] == "ERI"].assign(position=None)
    coded = codings.coded(rows, history, "recorded")
    assert coded["accepted"].isna().all()
    assert bounds.hidden(coded, totals, history, "recorded") == {}
