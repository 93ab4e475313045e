import pandas as pd
import pytest

from uprlib.errors import DataError
from uprlib.profiles import rank

OTHERS = pd.Series([0.2, 0.4, 0.4, 0.9])


def test_ties_share_the_better_rank_from_either_end():
    highest, lowest = rank(0.4, OTHERS), rank(0.4, OTHERS, from_lowest=True)
    assert (highest.rank, highest.states, lowest.rank) == (2, 5, 2)
    assert highest.share_beyond == lowest.share_beyond == 0.75


def test_as_far_looks_in_both_directions():
    """0.475 is the mean of the others: 0.05 is farther from it than 0.9 is near."""
    assert rank(0.05, OTHERS).share_as_far == 0.25 and rank(0.475, OTHERS).share_as_far == 1


def test_missing_values_are_no_states():
    assert rank(0.5, pd.Series([0.1, None])).states == 2


def test_what_is_not_known_is_not_ranked():
    with pytest.raises(DataError, match="not known"):
        rank(float("nan"), OTHERS)
    with pytest.raises(DataError, match="no other State"):
        rank(0.5, pd.Series([], dtype=float))
