import numpy as np
import pytest

from uprlib import acceptance, alliances
from uprlib.errors import DataError


def test_the_session_in_the_middle_of_a_cycle_had_begun_to_vote(upr):
    # Halfway through cycle 1 is 9 January 2010, through cycle 2 16 August 2014: the sessions that opened in 2009, 2013.
    assert [alliances.middle_session(upr, cycle) for cycle in (1, 2)] == [64, 68]
    with pytest.raises(DataError, match=r"sessions of cycle 3 are not in the data.*set votes_session"):
        alliances.middle_session(upr, 3)


def test_a_pair_holds_what_the_first_asked_of_the_second(upr):
    coded = acceptance.everyone(upr, cycle=2)
    found = alliances.dyads(coded, upr, session=68)
    points = upr.ideal_points[upr.ideal_points["session"] == 68].dropna(subset=["ideal_point_all"])
    rows = coded.dropna(subset=["recommender", "accepted", "action"])
    nodes = sorted((set(rows["recommender"]) | set(rows["sur"])) & set(points["iso3"]))
    cuba, dprk = nodes.index("CUB"), nodes.index("PRK")
    asked = rows[(rows["recommender"] == "CUB") & (rows["sur"] == "PRK")]
    assert found["acceptance"][cuba, dprk] == asked["accepted"].mean()
    assert found["low-cost"][cuba, dprk] == asked["action"].isin((1, 2)).mean()
    assert found["same group"][cuba, dprk] == 0 and np.isnan(found["nearness"][cuba, cuba])


def test_nearer_states_accept_more_of_each_others_requests(upr):
    found = alliances.all_pairs(upr, 2, permutations=100, seed=1)
    terms = found.set_index("term")
    assert terms.loc["nearness", "estimate"] > 0 > terms.loc["specific", "estimate"]
    assert "5.5 percentage points higher where the two are nearer" in found.about.sentences[0]
    assert "session 68" in found.about.notes


def test_another_session_may_be_chosen(upr):
    assert "session 67" in alliances.all_pairs(upr, 2, session=67, permutations=100, seed=1).about.notes


def test_a_cycle_of_which_few_states_are_in_the_data_has_no_pairs_of_all_states(upr):
    lacks = alliances.all_pairs(upr, 4, permutations=100, seed=1).about.lacks
    assert lacks.startswith("Cycle 4 has 0 States under review in this dataset")
