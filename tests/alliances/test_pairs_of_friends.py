import pandas as pd
import pytest

from uprlib.alliances import nearness, pairs_of_friends
from uprlib.alliances.nearness import DEFINITIONS
from uprlib.errors import DataError, ParameterError


@pytest.fixture(scope="module")
def pairs(upr):
    """Each State under review with each State that made a recommendation to it, on the day of its review."""
    asked = upr.recommendations[["sur", "cycle", "recommender"]].drop_duplicates()
    asked = asked.merge(upr.days[["sur", "cycle", "day"]], on=["sur", "cycle"])
    return asked.rename(columns={"sur": "of", "recommender": "other"}).drop(columns="cycle")


@pytest.mark.parametrize("definition", DEFINITIONS)
@pytest.mark.parametrize("sur", ["PRK", "IRN", "FRA", "MMR", "SSD", "CUB"])
def test_all_pairs_at_once_are_what_one_state_at_a_time_gives(upr, pairs, definition, sur):
    own = pairs[pairs["of"] == sur]
    found = pairs_of_friends(own, definition, upr, closest=0.333)
    for day, rows in own.groupby("day"):
        try:
            friend = nearness(definition, sur, day, upr, closest=0.333).set_index("iso3")["friend"]
        except DataError:
            friend = pd.Series(dtype="boolean")
        expected = rows["other"].map(friend).astype("boolean")
        pd.testing.assert_series_equal(found[rows.index], expected, check_names=False)


def test_the_dprk_has_fifteen_who_voted_against_the_resolution_of_2011(upr, pairs):
    own = pairs[(pairs["of"] == "PRK") & (pairs["day"] == "2014-05-01")]
    friend = pairs_of_friends(own, "country_vote", upr)
    assert set(own.loc[friend.fillna(False), "other"]) < {
        *("BLR", "CHN", "CUB", "DZA", "EGY", "IRN", "MMR", "OMN", "RUS", "SDN", "SYR", "UZB", "VEN", "VNM", "ZWE")
    }


def test_nobody_is_its_own_friend_and_an_observer_is_nobodys_by_group(upr):
    pairs = pd.DataFrame({"of": ["PRK", "VAT", "PRK"], "other": ["PRK", "PRK", "VAT"], "day": "2014-05-01"})
    assert pairs_of_friends(pairs, "regional_group", upr).tolist() == [pd.NA, pd.NA, False]
    assert pairs_of_friends(pairs, "ideal_points", upr).isna().all()


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_on_a_day_after_the_data_friends_are_missing_or_those_of_the_last_data(upr, definition):
    """A review of 2026, which an import may have."""
    pairs = pd.DataFrame({"of": ["SOM"], "other": ["PRK"], "day": ["2026-05-08"]})
    found = pairs_of_friends(pairs, definition, upr)
    assert len(found) == 1
    if definition in ("ideal_points", "human_rights", "agreement"):
        assert found.isna().all()


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_a_pair_without_a_day_or_a_second_state_is_missing(upr, definition):
    pairs = pd.DataFrame({"of": "PRK", "other": ["CUB", None], "day": [None, "2014-05-01"]})
    assert pairs_of_friends(pairs, definition, upr).isna().all()
    # A column of days that nobody knows is none of text.
    assert pairs_of_friends(pairs.assign(day=float("nan")), definition, upr).isna().all()


def test_an_unknown_definition_is_refused(upr, pairs):
    with pytest.raises(ParameterError, match="unknown definition of friends"):
        pairs_of_friends(pairs, "ideal_point", upr)
