import numpy as np
import pandas as pd
import pytest

from uprlib import acceptance, alliances
from uprlib.errors import DataError


def test_two_cliques_are_two_communities_for_every_seed():
    clique = np.ones((4, 4)) - np.eye(4)
    weights = np.block([[clique, np.zeros((4, 4))], [np.zeros((4, 4)), clique]])
    weights[0, 4] = weights[4, 0] = 0.1
    found = alliances.leiden(pd.DataFrame(weights, index=list("abcdefgh"), columns=list("abcdefgh")), runs=20, seed=1)
    assert found.members.tolist() == [0] * 4 + [1] * 4
    assert (found.rand, found.information, found.partitions) == (1, 1, 1)
    assert found.together.loc["a", "d"] == 1 and found.together.loc["a", "h"] == 0


def test_the_dprks_communities_are_no_more_distinct_than_those_of_requests_dealt_out_at_random(communities):
    found = communities.set_index("partition").loc["communities"]
    assert found["null_low"] < found["modularity"] < found["null_high"] and found["p"] > 0.2
    assert communities.about.facts["found"] is False
    assert set(communities.about.facts["apart"]) == {"Africa", "Asia", "EEG", "GRULAC", "WEOG"}
    listed = alliances.community_members(communities)
    assert listed.about.lacks.startswith("No communities are listed, because chance would produce")


def test_states_of_one_regional_group_ask_alike_more_often_than_chance_would_have_it(communities):
    found = communities.set_index("partition").loc["regional groups"]
    assert found["modularity"] > found["null_high"] and found["p"] == pytest.approx(1 / 100)
    assert "States of one regional group ask alike more often" in communities.about.sentences[-1]


def test_members_do_not_depend_on_when_they_are_looked_for(own, communities):
    again = alliances.communities(own, runs=30, permutations=9, seed=7)
    pd.testing.assert_series_equal(communities.about.facts["members"], again.about.facts["members"])


def test_communities_that_differ_from_chance_are_listed_by_group(upr):
    found = alliances.communities(acceptance.answers(upr, "IRN", cycles=[1]), runs=10, permutations=99, seed=7)
    assert found.loc[0, "p"] < 0.05 and found.about.facts["apart"].iloc[0].startswith("community ")
    table = alliances.community_members(found)
    codes = table["States"].str.split(", ").explode()
    assert codes.is_unique and len(codes) == 51
    groups = table.drop(columns=["community", "States"])
    assert groups.sum(axis=1).tolist() == table["States"].str.count(",").add(1).tolist()


def test_a_larger_level_keeps_more_ties(own, communities):
    fewer = alliances.communities(own, level=0.1, runs=2, permutations=9, seed=7)
    kept = [(found.about.facts["ties"] > 0).to_numpy().sum() for found in (fewer, communities)]
    assert 0 < kept[0] < kept[1]


def test_modularity_by_hand():
    # Two pairs that are tied to nobody else: all weight is inside, of which chance would have put half there.
    weights = square([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    assert alliances.modularity(weights, pd.Series([0, 0, 1, 1], index=list("abcd"))) == pytest.approx(0.5)
    assert alliances.modularity(weights * 0, pd.Series([0, 0, 1, 1], index=list("abcd"))) == 0


def test_a_review_without_coded_categories_is_a_sentence(upr):
    found = alliances.communities(acceptance.answers(upr, "MMR", cycles=[2]), runs=2, permutations=9, seed=1)
    assert found.about.lacks.startswith("No recommendation to Myanmar has a coded action category")


def square(values, names="abcde"):
    names = list(names)[: len(values)]
    return pd.DataFrame(values, index=names, columns=names)


def test_the_disparity_filter_by_hand():
    # "a" has ties of 8, 1 and 1: (1 - 8/10)^2 = 0.04 keeps the first; (1 - 1/10)^2 = 0.81 drops the others.
    weights = square([[0, 8, 1, 1], [8, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]])
    kept = alliances.backbone(weights, level=0.05)
    assert kept.to_numpy().tolist() == [[0, 8, 0, 0], [8, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    assert alliances.backbone(weights, level=0.03).to_numpy().sum() == 0


def test_states_that_ask_the_same_have_a_cosine_of_1_and_others_0():
    rows = pd.DataFrame(
        {"rec_id": list("abcd"), "recommender": ["NOR", "SWE", "CUB", "CUB"], "action": [5, 5, 2, 4], "sur": "PRK"}
    )
    issues = pd.DataFrame({"rec_id": list("abcd"), "issue": ["Justice", "Justice", "Justice", "Detention"]})
    alike = alliances.cosine(alliances.profiles(rows, issues))
    assert alike.loc["NOR", "SWE"] == 1 and alike.loc["NOR", "CUB"] == 0 and not np.diag(alike).any()


def test_two_states_are_too_few_to_ask_alike():
    rows = pd.DataFrame({"rec_id": ["a", "b"], "recommender": ["NOR", "SWE"], "action": [5, 5]})
    with pytest.raises(
        DataError,
        match="fewer than three recommending States made requests with coded issues and an action category; found 2",
    ):
        alliances.profiles(rows, pd.DataFrame({"rec_id": ["a", "b"], "issue": "Justice"}))
