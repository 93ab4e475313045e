import pandas as pd
import pytest

from uprlib import alliances
from uprlib.alliances.friends import under
from uprlib.errors import DataError


def test_a_definition_without_a_value_is_said_and_the_others_are_counted(upr):
    near = alliances.friends(upr, "ERI", 1)
    assert not {"country_vote", "alliance"} & set(near["definition"]) and near["definition"].nunique() == 9
    words = near.about.sentences
    assert words[1].startswith("Friends by country vote cannot be determined: no recorded vote of the Assembly")
    assert words[2] == "Friends by alliance cannot be determined: this State had no such treaty."


def test_data_that_end_before_the_year_of_the_review_are_named(upr):
    words = alliances.friends(upr, "UGA", 2).about.sentences
    assert "Friends by shared organisations are those of 2014: there are no data of 2015." in words


def test_the_last_data_of_each_definition_are_named(own, near):
    last = alliances.friends_by_definition(own, near).set_index("definition")["last"]
    assert last[["ideal_points", "ideal_points_2025", "shared_organisations"]].tolist() == [
        "session 74",
        "session 78",
        "2014",
    ]


def test_a_state_that_was_not_reviewed_has_no_friends_to_count(upr, own):
    near = alliances.friends(upr, "VAT", 2)
    assert (
        near.about.lacks == "The Holy See has no review in cycle 2, so there is no date for which to determine friends."
    )
    assert alliances.friends_and_others(own, near).about.lacks == near.about.lacks
    with pytest.raises(DataError, match="no date for which to determine friends"):
        under(near, "agreement")


def test_friends_among_the_recommending_states_are_counted(own, near):
    table = alliances.friends_by_definition(own, near).set_index("definition")
    assert table.loc["country_vote", ["friends", "recommenders", "recommending_friends"]].tolist() == [15, 82, 13]
    # Of States that are either friends or not, none is nearer than another.
    assert table.loc["regional_group", "nearest"] == "" and "CUB" in table.loc["agreement", "nearest"]


def test_recommending_states_are_shown_where_nobody_knows_who_the_friends_are(upr, own):
    table = alliances.recommenders(own, alliances.friends(upr, "VAT", 2), "ideal_points", least=3)
    assert len(table) == 82 and table["friend"].isna().all()
    assert table.about.sentences == ("82 States made 269 recommendations.",)


def test_the_mix_counts_low_cost_middle_and_specific_requests(own, near):
    table = alliances.recommenders(own, near, "ideal_points").set_index("recommender")
    france = own[own["recommender"] == "FRA"]["action"]
    assert (
        table.loc["FRA", "mix"] == f"{france.isin((1, 2)).sum()} / {france.isin((3, 4)).sum()} / {(france == 5).sum()}"
    )


def test_a_definition_that_knows_no_recommending_state_is_refused(own):
    with pytest.raises(DataError, match="no recommending State has a value"):
        alliances.with_friends(own, pd.DataFrame({"iso3": ["XXX"], "nearness": [1.0], "friend": [True]}))
