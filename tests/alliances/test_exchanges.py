import pandas as pd
import pytest

from uprlib import alliances


@pytest.fixture(scope="module")
def of_the_dprk(upr):
    return alliances.made_by(upr, "PRK")


def test_both_ways_counts_each_direction_once(upr, of_the_dprk):
    table = alliances.both_ways(of_the_dprk).set_index("other")
    rows = upr.recommendations
    assert table["asked_n"].sum() == 153
    assert table["received_n"].sum() == (rows["sur"].eq("PRK") & rows["recommender"].notna()).sum()
    cuba = table.loc["CUB"]
    assert cuba["mutual"] and cuba["asked_n"] == 9 and cuba["asked_plaudits"] == 6 and cuba["received_plaudits"] == 3
    parts = table[["asked_plaudits", "asked_considers", "asked_demands", "asked_uncoded"]].sum(axis=1)
    pd.testing.assert_series_equal(parts, table["asked_n"], check_names=False)


def test_most_is_exchanged_with_the_state_that_is_addressed_most(of_the_dprk):
    pairs = alliances.both_ways(of_the_dprk)
    most = alliances.most_exchanged(pairs, of_the_dprk, closest=0.333)
    assert most["name"].head(3).tolist() == ["United States", "Cuba", "Republic of Korea"]
    assert (most["total"] >= 4).all() and (most["asked_n"] > 0).all()
    assert most.set_index("other").loc[["USA", "CUB"], "standing"].tolist() == ["other", "friend"]
    # The number of States that asked each other is the same, however many are drawn.
    assert dict(most.entries()) == dict(pairs.entries()) and dict(pairs.entries())["mutual"]["value"] == 36


def test_a_state_that_never_recommended_was_asked_all_the_same(upr):
    own = alliances.made_by(upr, "GMB")
    pairs = alliances.both_ways(own)
    assert (pairs["asked_n"] == 0).all() and pairs["received_n"].sum() > 100
    most = alliances.most_exchanged(pairs, own)
    assert most.about.lacks.startswith("The Gambia made no recommendation to a State with which it exchanged 4")


def test_an_observer_received_nothing_and_has_no_friends_to_mark(upr):
    own = alliances.made_by(upr, "VAT")
    pairs = alliances.both_ways(own)
    assert (pairs["received_n"] == 0).all() and not pairs["mutual"].any()
    assert "It was not under review in the chosen cycles and received none." in pairs.about.sentences
    most = alliances.most_exchanged(pairs, own)
    assert set(most["standing"]) == {"no value"} and "no State has a value by ideal_points" in most.about.notes


def test_a_cycle_before_a_state_was_a_member_is_a_sentence(upr):
    own = alliances.made_by(upr, "SSD", cycles=[1])
    pairs = alliances.both_ways(own)
    words = "South Sudan neither made nor received a recommendation in the chosen cycles."
    assert pairs.about.lacks == words == alliances.most_exchanged(pairs, own).about.lacks
