import numpy as np
import pandas as pd
import pytest

from uprlib import alliances
from uprlib.errors import DataError


def square(values, names="abcde"):
    names = list(names)[: len(values)]
    return pd.DataFrame(values, index=names, columns=names)


def test_the_network_counts_recommendations_from_rows_to_columns(corpus):
    network = alliances.recommending_network(corpus[corpus["cycle"] == 2])
    assert (
        network.loc["TUN", "PRK"]
        == (corpus["rec_id"].str.startswith("A/HRC/27/10:") & (corpus["recommender"] == "TUN")).sum()
    )
    assert network.index.tolist() == network.columns.tolist() and np.diag(network).sum() == 0


def test_reciprocity_is_the_share_of_ties_that_go_both_ways():
    assert alliances.reciprocity(square([[0, 2, 1], [1, 0, 0], [0, 0, 0]])) == pytest.approx(2 / 3)
    with pytest.raises(DataError, match="no tie"):
        alliances.reciprocity(square(np.zeros((3, 3))))


def test_assortativity_is_1_where_all_stay_inside_and_negative_where_none_does():
    groups = pd.Series({"a": "x", "b": "x", "c": "y", "d": "y"})
    inside = square([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    assert alliances.assortativity(inside, groups) == pytest.approx(1)
    assert alliances.assortativity(1 - inside - np.eye(4), groups) == pytest.approx(-1)


def test_low_cost_requests_stay_in_the_group_more_than_demands_do(upr):
    found = alliances.whole_network(upr, 2, permutations=200, seed=1).set_index("recommendations")
    low, high = found.loc["low-cost (1, 2), coded reviews"], found.loc["action (4, 5), coded reviews"]
    assert low["observed"] > high["observed"] > high["high"]
    # Of all recommendations, half of the ties go both ways.
    assert found.loc["all", "both_ways"] == pytest.approx(0.513, abs=0.001)


def test_a_cycle_without_recommendations_has_no_network(upr):
    found = alliances.whole_network(upr, 4, permutations=100, seed=1)
    assert found.empty and "too few for a network of all States" in found.about.lacks


def test_one_recommending_state_is_no_network():
    rows = pd.DataFrame({"recommender": ["a", "a"], "sur": ["b", "c"], "action": [1, 2]})
    with pytest.raises(DataError, match="at least two recommending States; found 1"):
        alliances.recommending_network(rows)
