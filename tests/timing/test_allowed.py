from dataclasses import replace

import pytest

from uprlib import acceptance, timing
from uprlib.acceptance.answers import Answers
from uprlib.errors import ParameterError


@pytest.fixture(scope="module")
def first(upr):
    return acceptance.answers(upr, "PRK", "belated", cycles=[1])


@pytest.fixture(scope="module")
def allowed(upr, first):
    return timing.allowed_by_totals(first, acceptance.answers(upr, "PRK", "belated", cycles=[2]))


def test_only_the_dprk_answered_later(upr):
    assert timing.answered_later(acceptance.answers(upr, "PRK"))
    assert not timing.answered_later(acceptance.answers(upr, "PRK", cycles=[2]))
    assert not timing.answered_later(acceptance.answers(upr, "MMR"))


def test_rows_without_a_corpus_are_refused_in_a_sentence():
    with pytest.raises(
        ParameterError, match=r"have lost the tables that they came from; get them from `acceptance\.answers"
    ):
        timing.answered_later(Answers({"rec_id": ["a"]}))


def test_the_totals_of_2014_leave_every_request_to_continue_open(allowed):
    continued = allowed[allowed["label"] == "continue"].iloc[0]
    assert continued[["n", "rate_min", "rate_max", "rate_min_2", "rate_max_2"]].tolist() == [20, 0, 1, 1, 1]


def test_groups_that_divide_the_review_are_drawn_and_kept(allowed):
    drawn = allowed[allowed["drawn"]]
    assert set(drawn["group"]) == {"action", "regional_group", "family"} and len(drawn) == 17
    kept = dict(allowed.entries())
    assert set(kept) == {f"bound.{row.group}.{row.label}" for row in drawn.itertuples()}
    assert (
        kept["bound.regional_group.WEOG"]["value"] == "0.169 to 0.455" and kept["bound.regional_group.WEOG"]["n"] == 77
    )


def test_answers_that_are_known_give_a_rate_and_not_a_range(upr, first):
    filled = first.assign(accepted=first["accepted"].fillna(False))
    filled.told = replace(first.told, hidden={})
    found = timing.allowed_by_totals(filled, acceptance.answers(upr, "PRK", cycles=[2]))
    assert found["rate"].notna().all() and (found["rate_min"] == found["rate_max"]).all()
    assert isinstance(dict(found.entries())["bound.action.minimal"]["value"], float)


def test_requests_of_western_states_fared_worse_whatever_the_unknown_answers_are(allowed):
    found = timing.rose_or_fell(allowed).set_index("label")["change"]
    assert found["WEOG"] == "fell" and found["GRULAC"] == "rose" and found["Death penalty"] == "the same"
    assert found["Africa"] == "depends on the unknown answers"


def test_partial_acceptances_are_counted_in_both_reviews(upr):
    reviews = [acceptance.answers(upr, "PRK", "belated_partial", cycles=[cycle]) for cycle in (1, 2)]
    found = timing.rose_or_fell(timing.allowed_by_totals(*reviews))
    specific = found[found["label"] == "specific action"].iloc[0]
    # 13 in full, and up to 3 of the 4 partial acceptances that are reported for September 2014: 124.7 is the fourth.
    assert (specific["rate_min_2"], specific["rate_max_2"]) == pytest.approx((13 / 114, 16 / 114))
    assert found.shown()["second review"].iloc[-1] and "11.4% to 14.0%" in set(found.shown()["second review"])


def test_what_rose_and_fell_is_counted_and_said(allowed):
    found = timing.rose_or_fell(allowed)
    kept = dict(found.entries())
    assert (kept["groups.rose"]["value"], kept["groups.fell"]["value"], kept["groups.rose"]["n"]) == (10, 2, 47)
    assert "rose between the reviews in 10 of 47 groups of requests and fell in 2" in found.about.sentences[0]


def test_small_issues_and_states_are_left_out_and_groups_are_not(allowed):
    found = timing.rose_or_fell(allowed, least=10)
    assert found.loc[~found["drawn"], "n"].min() >= 10
    # One request of 2009 is in the category "minimal".
    assert found.loc[found["drawn"], "n"].min() == 1


def test_no_difference_between_groups_is_settled_by_the_totals(first):
    found = timing.differences_allowed(first).set_index("difference")
    low_cost = found.loc["low-cost (1, 2) less 5 specific action"]
    assert (low_cost["low"], low_cost["high"]) == pytest.approx((-27 / 64, 59 / 64))
    assert set(found["sign"]) == {"depends on the unknown answers"} and len(found) == 26
    assert found.about.sentences == ("The totals settle the sign of none of 26 differences.",)


def test_a_state_that_never_answered_later_is_a_sentence(upr):
    found = timing.differences_allowed(acceptance.answers(upr, "MMR", "belated", cycles=[1]))
    assert found.empty and found.about.lacks == "No later answers of Myanmar are on file."
    nothing = timing.allowed_by_totals(*(acceptance.answers(upr, "SSD", "belated", cycles=[c]) for c in (1, 2)))
    assert nothing.about.lacks == "South Sudan has no review in cycle 1 in this corpus."
    assert timing.rose_or_fell(nothing).about.lacks == nothing.about.lacks
