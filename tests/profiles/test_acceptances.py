import pytest

from uprlib import acceptance, profiles
from uprlib.acceptance import codings


@pytest.fixture(scope="module")
def under(upr):
    return profiles.under_each_coding(upr, "PRK")


def test_all_reviews_have_a_rate(corpus, history):
    table = profiles.state_rates(codings.coded(corpus, history, "recorded"))
    assert table.groupby("cycle").size().to_dict() == {1: 192, 2: 193}


def test_the_dprk_is_not_the_only_state_recorded_with_no_acceptance(under):
    recorded = under.about.facts["all_states"]
    none = set(recorded.loc[(recorded["cycle"] == 1) & (recorded["accepted"] == 0), "sur"])
    assert {"PRK", "POL", "LUX", "GAB", "ZAF", "FRA"} <= none
    first = under[(under["coding"] == "recorded") & (under["cycle"] == 1)].iloc[0]
    assert first["rank"] == 1 and first["share_as_low"] == pytest.approx((len(none) - 1) / 191)


def test_a_rate_known_from_totals_only_is_ranked_too(under):
    ranks = under[under["cycle"] == 1].set_index("coding")["rank"]
    assert ranks["recorded"] < ranks["belated"] < ranks["belated_partial"]


def test_the_coding_decides_the_sign_of_the_change(under):
    change = profiles.change_under_each_coding(under).set_index("coding")["change"]
    assert change["recorded"] > 0.4 and change["belated"] < 0 and change["belated_partial"] < change["belated"]


def test_a_change_that_no_coding_makes_another_is_said_once(upr):
    found = profiles.change_under_each_coding(profiles.under_each_coding(upr, "NRU"))
    words = "Under every coding its acceptance went from 85.7% to 75.8%, a change of -9.9 percentage points."
    assert len(found) == 3 and found.about.sentences == (words,)


def test_a_state_with_one_review_has_no_change(upr):
    found = profiles.change_under_each_coding(profiles.under_each_coding(upr, "SSD"))
    assert found.empty and "South Sudan has one review in the chosen cycles" in found.about.lacks


def test_a_state_is_ranked_over_any_subset_of_rows(upr):
    everyone = acceptance.everyone(upr)
    on_issue = upr.recommendation_issues.loc[upr.recommendation_issues["issue"] == "Women's rights", "rec_id"]
    states = profiles.beside_all_states(everyone[everyone["rec_id"].isin(on_issue)], "PRK", "on Women's rights")
    own = states[states["own"]].iloc[0]
    assert (own["rank"], own["states"], own["cycle"], own["accepted"], own["n"]) == (15, 112, 2, 21, 29)
    assert states["rate"].is_monotonic_increasing and (states["rate"] < own["rate"]).sum() == 14
    assert dict(states.entries())["rank"]["value"] == 15
    assert states.about.sentences[0].startswith("In cycle 2 the DPRK accepted 72.4% of the recommendations on Women's")


def test_a_state_without_such_recommendations_gives_a_sentence(upr):
    everyone = acceptance.everyone(upr)
    found = profiles.beside_all_states(everyone[everyone["recommender"] == "PRK"], "PRK", "by the DPRK")
    assert found.about.lacks == "There are no recommendations by the DPRK to the DPRK in this corpus."
