import numpy as np
import pandas as pd
import pytest

from uprlib import alliances
from uprlib.errors import DataError


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
    with pytest.raises(DataError, match="fewer than three recommending States have coded requests; found 2"):
        alliances.profiles(rows, pd.DataFrame({"rec_id": ["a", "b"], "issue": "Justice"}))
