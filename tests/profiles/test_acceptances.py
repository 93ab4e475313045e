import pytest

from uprlib import acceptance, profiles


@pytest.fixture(scope="module")
def under(upr):
    return profiles.under_each_coding(upr, "PRK")


def test_all_reviews_have_a_rate(upr):
    recorded = profiles.state_rates(acceptance.everyone(upr))
    assert recorded.groupby("cycle").size().to_dict() == {1: 192, 2: 193}


def test_the_dprk_is_not_the_only_state_recorded_with_no_acceptance(under):
    rates = under.about.facts["all_states"]
    none = set(rates.loc[(rates["cycle"] == 1) & (rates["accepted"] == 0), "sur"])
    assert "PRK" in none and {"POL", "LUX", "GAB", "ZAF", "FRA"} <= none
    first = under[(under["cycle"] == 1) & (under["coding"] == "recorded")].iloc[0]
    assert first["rank"] == 1 and first["share_as_low"] == pytest.approx((len(none) - 1) / 191)


def test_a_rate_that_is_known_from_totals_only_is_ranked(under):
    first = under[under["cycle"] == 1].set_index("coding")
    assert first.loc["belated", "rate"] == pytest.approx(81 / 167)
    assert first.loc["belated", "rank"] > first.loc["recorded", "rank"]


def test_the_change_of_the_dprk_has_another_sign_under_each_belated_coding(under):
    change = profiles.change_under_each_coding(under).set_index("coding")["change"]
    assert change["recorded"] == pytest.approx(114 / 269)
    assert change["belated"] < 0 and change["belated_partial"] < change["belated"]


def test_a_state_without_a_review_in_the_cycle_is_a_sentence(upr):
    found = profiles.under_each_coding(upr, "SSD", cycles=[1])
    assert found.about.lacks == "South Sudan has no review in cycle 1 in this corpus."
    assert profiles.change_under_each_coding(found).about.lacks == found.about.lacks
