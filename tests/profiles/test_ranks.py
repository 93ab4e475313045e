import pytest

from uprlib import acceptance
from uprlib.acceptance import codings
from uprlib.errors import DataError


@pytest.fixture(scope="module")
def recorded(corpus, history):
    return acceptance.state_rates(codings.coded(corpus, history, "recorded"))


def test_all_reviews_have_a_rate(recorded):
    assert recorded.groupby("cycle").size().to_dict() == {1: 192, 2: 193}


def test_the_dprk_is_not_the_only_state_recorded_with_no_acceptance(recorded):
    first = recorded[recorded["cycle"] == 1]
    none = set(first.loc[first["accepted"] == 0, "sur"])
    assert "PRK" in none and {"POL", "LUX", "GAB", "ZAF", "FRA"} <= none
    place = acceptance.rank_of(recorded, "PRK", 1)
    assert place.rank == 1 and place.share_as_low == pytest.approx((len(none) - 1) / 191)


def test_a_rate_known_from_totals_only_can_be_ranked(recorded):
    assert acceptance.rank_of(recorded, "PRK", 1, rate=81 / 167).rank > acceptance.rank_of(recorded, "PRK", 1).rank


def test_a_state_without_a_review_in_the_cycle_is_said(recorded):
    with pytest.raises(DataError, match="SSD, cycle 1"):
        acceptance.rank_of(recorded, "SSD", 1)
