import numpy as np
import pandas as pd

from uprlib import acceptance, alliances


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
