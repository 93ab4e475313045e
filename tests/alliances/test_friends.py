import pandas as pd
import pytest

from uprlib import acceptance, alliances
from uprlib.alliances.friends import under
from uprlib.errors import DataError


def test_states_that_voted_no_are_accepted_more_often_as_asked(own, near):
    found = alliances.friends_and_others(own, near).set_index("definition").loc["country_vote"]
    assert found[["accepted_friends", "n_friends", "accepted_others", "n_others"]].tolist() == [33, 37, 81, 232]
    assert found["p_fisher"] < 1e-6


def test_the_answer_names_the_smallest_and_the_largest_difference(own, near):
    (words,) = alliances.friends_and_others(own, near).about.sentences
    assert "under 5 of 5 definitions of a friend" in words
    assert "smallest by regional group (+48.9 percentage points) and largest by human rights (+61.9)" in words


def test_a_definition_without_a_value_is_said_and_the_others_are_counted(upr):
    near = alliances.friends(upr, "ERI", 1)
    assert "country_vote" not in set(near["definition"]) and near["definition"].nunique() == 4
    assert near.about.sentences[1].startswith("It has no friends by country vote: no recorded vote of the Assembly")


def test_a_state_that_was_not_reviewed_has_no_friends_to_count(upr, own):
    near = alliances.friends(upr, "VAT", 2)
    assert (
        near.about.lacks == "The Holy See has no review in cycle 2, so that there is no day on which to count friends."
    )
    assert alliances.friends_and_others(own, near).about.lacks == near.about.lacks
    with pytest.raises(DataError, match="no day on which to count friends"):
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


def test_totals_bound_the_difference_where_single_answers_are_not_known(upr, own, near):
    assert alliances.friends_less_others_bounds(own, near).about.lacks.startswith("Every single answer is known")
    first = acceptance.answers(upr, "PRK", "belated", cycles=[1])
    bounds = alliances.friends_less_others_bounds(first, alliances.friends(upr, "PRK", 1))
    # Palestine, an observer, has no ideal point, but it is known to be in no group of the DPRK.
    assert bounds["unknown"].tolist() == [96, 96, 96, 96, 97] and (bounds["low"] < bounds["high"]).all()
    assert list(dict(bounds.entries())) == [f"friends_less_others_bounds.{name}" for name in bounds["definition"]]


def test_a_definition_that_knows_no_recommending_state_is_refused(own):
    with pytest.raises(DataError, match="no recommending State has a value"):
        alliances.with_friends(own, pd.DataFrame({"iso3": ["XXX"], "nearness": [1.0], "friend": [True]}))
