from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from uprlib import alliances
from uprlib.alliances.nearness import DEFINITIONS, nearness, nearness_of_all
from uprlib.errors import DataError, ParameterError
from uprlib.facts import tables


def near(upr, definition, sur="PRK", day="2014-05-01", **kw):
    return alliances.nearness(definition, sur, day, upr, **kw).set_index("iso3")


def test_friends_are_the_closest_third_and_never_the_state_itself(upr):
    table = near(upr, "ideal_points", closest=0.25)
    assert "PRK" not in table.index and table["friend"].sum() == round(0.25 * len(table))
    assert table.loc[table["friend"], "nearness"].min() >= table.loc[~table["friend"], "nearness"].max()


def test_votes_count_of_the_session_that_opened_the_year_before(upr):
    assert near(upr, "ideal_points")["basis"].unique().tolist() == ["session 68 (2013)"]
    assert near(upr, "agreement", day="2009-12-07")["basis"].unique().tolist() == ["session 63 (2008)"]


def test_the_last_vote_on_the_dprk_before_its_second_review_is_of_2011(upr):
    # Adopted without a vote in 2012 and 2013.
    table = near(upr, "country_vote")
    assert table["basis"].unique().tolist() == ["A/RES/66/174 (2011-12-19)"]
    # 16 noes, one of them the DPRK's own.
    assert table["friend"].sum() == 15 and table.loc[["CHN", "CUB", "IRN"], "friend"].all()
    assert not table.loc[["USA", "KOR"], "friend"].any()


def test_a_vote_after_the_review_does_not_count(upr):
    # 64/175 was voted on eleven days after the review of 7 December 2009.
    assert near(upr, "country_vote", day="2009-12-07")["basis"].iloc[0] == "A/RES/63/190 (2008-12-18)"
    assert near(upr, "country_vote", day="2009-12-19")["basis"].iloc[0] == "A/RES/64/175 (2009-12-18)"


def test_an_abstention_is_half_way_to_either_vote():
    calls = pd.DataFrame({"rcid": [1, 2, 3, 4], "session": [68, 68, 68, 67], "date": "2013-12-18", "resolution": "A"})
    letters = pd.DataFrame({"iso3": ["PRK", "AAA", "BBB"], "votes": ["yyny", "yan-", "n--n"]})
    votes = SimpleNamespace(roll_calls=calls, roll_call_votes=letters, once=lambda _, make: make())
    table = near(votes, "agreement")
    # Of three roll calls: alike, half, alike; and one against, the others not cast.
    assert table["nearness"].to_dict() == pytest.approx({"AAA": (1 + 0.5 + 1) / 3, "BBB": 0})


def test_most_of_the_dprks_friends_by_votes_are_friends_by_agreement_too(upr):
    first, second = (set(t.index[t["friend"]]) for t in (near(upr, "ideal_points"), near(upr, "agreement")))
    assert len(first & second) / len(first) > 0.6


@pytest.mark.parametrize(
    ("definition", "sur", "words"),
    [
        ("country_vote", "FRA", "no recorded vote of the Assembly on a resolution about this State"),
        ("ideal_points", "VAT", "no ideal point in that session; found 'VAT, session 68'"),
        ("agreement", "VAT", "no votes in that session"),
        ("regional_group", "PSE", "no regional group"),
    ],
)
def test_a_state_without_a_value_is_a_sentence(upr, definition, sur, words):
    with pytest.raises(DataError, match=words):
        near(upr, definition, sur)


def test_a_wrong_definition_lists_the_right_ones(upr):
    with pytest.raises(
        ParameterError, match=r"one of ideal_points, human_rights, agreement.*did you mean ideal_points"
    ):
        near(upr, "ideal_point")


def test_each_addressed_state_is_judged_on_the_day_of_its_own_review(upr):
    made = alliances.made_by(upr, "PRK")
    days = tables.load("reviews").set_index("symbol")["review_date"].dropna()
    table = alliances.nearness_of_addressed(made, "country_vote", "PRK", days, upr)
    assert len(table) <= len(made) and table["friend"].notna().any()
    # Cuba voted against every resolution on the DPRK.
    assert table.loc[table["sur"] == "CUB", "friend"].all()


@pytest.mark.parametrize("definition", DEFINITIONS)
@pytest.mark.parametrize("state", ["PRK", "CHE", "CUB"])
def test_the_friends_that_a_state_addressed_are_those_of_its_pairs(upr, definition, state):
    made, days = alliances.made_by(upr, state), upr.days.set_index("symbol")["day"]
    pairs = pd.DataFrame({"of": state, "other": made["sur"], "day": made["symbol"].map(days)})
    friend = alliances.pairs_of_friends(pairs, definition, upr)
    try:
        near = alliances.nearness_of_addressed(made, definition, state, days, upr)
    except DataError:
        assert friend.isna().all()
    else:
        pd.testing.assert_series_equal(near["friend"], friend[near.index], check_names=False)
        assert friend.drop(near.index).isna().all()


@pytest.mark.parametrize("definition", ["ideal_points", "agreement"])
def test_the_row_of_one_state_is_that_of_the_table_of_all(upr, definition):
    of_all, own = nearness_of_all(definition, 68, upr), nearness(definition, "PRK", "2014-05-01", upr)
    of_prk = of_all.loc["PRK"].dropna()
    assert of_prk.index.tolist() == own["iso3"].tolist() and of_prk.tolist() == own["nearness"].tolist()
    assert np.isnan(of_all.loc["PRK", "PRK"]) and "VAT" not in of_all.index
