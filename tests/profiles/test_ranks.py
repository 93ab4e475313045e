import numpy as np
import pandas as pd
import pytest

from uprlib.errors import DataError
from uprlib.profiles.ranks import rank, rank_interval


def test_a_rank_counts_the_other_states_and_ties_share_the_better_one():
    found = rank(0.4, pd.Series([0.4, 0.0, -0.2, 0.2]))
    assert (found.rank, found.states, found.share_beyond) == (1, 5, 0.25)
    assert (found.mean, found.difference) == pytest.approx((0.1, 0.3))
    # Distances from 0.1: 0.3, 0.1, 0.3 and 0.1 against its own 0.3.
    assert found.share_as_far == 0.5
    # As a p-value the share counts the State itself: it is never 0.
    assert found.p == 2 / 5


def test_ranks_are_counted_from_the_lowest_where_that_is_asked():
    found = rank(0.42, pd.Series([0.76, 0.31, 0.88]), from_lowest=True)
    assert (found.rank, found.share_beyond) == (2, pytest.approx(1 / 3))


def test_a_difference_in_the_last_bits_is_a_tie():
    assert rank(0.1 + 0.2, pd.Series([0.3])).rank == rank(0.3, pd.Series([0.1 + 0.2])).rank == 1


def test_missing_values_of_others_are_left_out():
    assert rank(0.5, pd.Series([None, 0.7])).states == 2


@pytest.mark.parametrize(
    ("value", "others", "words"),
    [(None, [0.5], "number is not known"), (0.5, [None], "no other State can be compared")],
)
def test_what_cannot_be_ranked_is_said(value, others, words):
    with pytest.raises(DataError, match=words):
        rank(value, pd.Series(others, dtype=float))


def test_a_rank_interval_is_the_middle_of_the_drawn_ranks():
    drawn = np.column_stack([np.zeros(100), np.repeat([-1.0, 1.0], [90, 10]), np.repeat([-1.0, 1.0], [99, 1])])
    own = np.array([True, False, False])
    # Rank 1 in 90 draws, 2 in 9 and 3 in one.
    assert rank_interval(drawn, own, confidence=0.95) == (1, 2)
    assert rank_interval(drawn, own, confidence=0.5) == (1, 1)
