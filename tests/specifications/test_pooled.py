import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.contingency_tables import Table2x2

from uprlib.specifications.pooled import pooled_log_odds


def test_the_pooled_ratio_of_one_table_is_its_own():
    group = pd.Series([True] * 10 + [False] * 12)
    outcome = pd.Series([True] * 7 + [False] * 3 + [True] * 4 + [False] * 8)
    value, low, high = pooled_log_odds(group, outcome)
    assert value == pytest.approx(Table2x2(np.array([[7, 3], [4, 8]])).log_oddsratio) and low < value < high


def test_strata_that_say_nothing_do_not_move_the_ratio():
    group = pd.Series([True] * 10 + [False] * 12 + [True] * 5)
    outcome = pd.Series([True] * 7 + [False] * 3 + [True] * 4 + [False] * 8 + [True] * 5)
    strata = pd.Series(["a"] * 22 + ["only friends"] * 5)
    assert pooled_log_odds(group, outcome, strata) == pytest.approx(pooled_log_odds(group[:22], outcome[:22]))


def test_an_empty_cell_gives_a_finite_ratio_and_one_group_gives_none():
    group, outcome = pd.Series([True] * 5 + [False] * 5), pd.Series([True] * 5 + [True] * 2 + [False] * 3)
    value, low, high = pooled_log_odds(group, outcome)
    assert np.isfinite([value, low, high]).all() and value > 0
    assert pooled_log_odds(pd.Series([True] * 4), pd.Series([True, False] * 2)) is None
