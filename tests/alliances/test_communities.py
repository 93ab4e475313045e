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


def test_the_dprks_recommending_states_fall_into_communities_that_most_seeds_share(own, communities):
    members, numbers = communities.about.facts["members"], communities.about.counts
    again = alliances.communities(own, runs=30, seed=7).about.facts["members"]
    pd.testing.assert_series_equal(members, again)
    assert 0.5 < numbers["communities.rand"]["value"] <= 1
    # The Republic of Korea, Japan and the United States ask alike.
    assert members[["KOR", "JPN", "USA"]].nunique() == 1


def test_each_state_is_in_one_community_and_in_one_group(communities):
    codes = communities["States"].str.split(", ").explode()
    assert codes.is_unique and len(codes) == 82
    groups = communities.drop(columns=["community", "States"])
    assert groups.sum(axis=1).tolist() == communities["States"].str.count(",").add(1).tolist()


def test_a_larger_level_keeps_more_ties(own, communities):
    fewer = alliances.communities(own, level=0.1, runs=2, seed=7)
    kept = [(found.about.facts["ties"] > 0).to_numpy().sum() for found in (fewer, communities)]
    assert 0 < kept[0] < kept[1]


def test_a_review_without_coded_categories_is_a_sentence(upr):
    found = alliances.communities(acceptance.answers(upr, "MMR", cycles=[2]), runs=2, seed=1)
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
    with pytest.raises(DataError, match="fewer than three recommending States made coded requests; found 2"):
        alliances.profiles(rows, pd.DataFrame({"rec_id": ["a", "b"], "issue": "Justice"}))
