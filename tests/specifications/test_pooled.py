import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable, Table2x2

from uprlib.specifications.pooled import pooled_log_odds

GROUP = pd.Series([True] * 10 + [False] * 12)
OUTCOME = pd.Series([True] * 7 + [False] * 3 + [True] * 4 + [False] * 8)
ROWS = pd.Series(range(22))
"""Each row a State of its own."""


def test_the_pooled_ratio_of_one_table_is_its_own_and_woolfs_where_every_row_is_a_state():
    found, table = pooled_log_odds(GROUP, OUTCOME, ROWS), Table2x2(np.array([[7, 3], [4, 8]]))
    assert found.value == pytest.approx(table.log_oddsratio) and (found.n, found.clusters) == (22, 22)
    # Student's t with 9 degrees of freedom, and 22 clusters instead of 21.
    assert (found.high - found.value) / table.log_oddsratio_se == pytest.approx(2.262 * np.sqrt(22 / 21), rel=1e-3)


def test_the_pooled_ratio_over_strata_is_that_of_mantel_and_haenszel():
    strata = pd.Series([f"{number % 3}" for number in range(22)])
    tables = [pd.crosstab(GROUP[strata == each], OUTCOME[strata == each]).to_numpy() for each in "012"]
    assert pooled_log_odds(GROUP, OUTCOME, ROWS, strata).value == pytest.approx(StratifiedTable(tables).logodds_pooled)


def test_the_same_rows_from_fewer_states_say_less():
    """Two rows of one State with one answer are no two witnesses."""
    twice = pd.concat([pd.DataFrame({"group": GROUP, "outcome": OUTCOME, "state": ROWS})] * 2, ignore_index=True)
    once = pooled_log_odds(GROUP, OUTCOME, ROWS)
    again = pooled_log_odds(twice["group"], twice["outcome"], twice["state"])
    assert (again.value, again.low, again.high) == pytest.approx((once.value, once.low, once.high))
    independent = pooled_log_odds(twice["group"], twice["outcome"], pd.Series(range(44)))
    assert independent.high - independent.low < again.high - again.low


def test_a_state_whose_rows_stand_in_both_groups_is_compared_with_itself():
    """Each accepts one of two and refuses one of two, whatever it is asked: no difference, and no doubt."""
    group, outcome = pd.Series([True, True, False, False] * 8), pd.Series([True, False] * 16)
    found = pooled_log_odds(group, outcome, pd.Series(np.repeat(range(8), 4)))
    assert found.value == pytest.approx(0) and found.high == pytest.approx(0)


def test_strata_that_say_nothing_do_not_move_the_ratio():
    group, outcome = (pd.concat([rows, pd.Series([True] * 5)], ignore_index=True) for rows in (GROUP, OUTCOME))
    strata = pd.Series(["a"] * 22 + ["only friends"] * 5)
    assert pooled_log_odds(group, outcome, pd.Series(range(27)), strata) == pooled_log_odds(GROUP, OUTCOME, ROWS)


def test_a_ratio_at_its_limit_is_kept_finite_with_a_wide_interval():
    group, outcome = pd.Series([True] * 6 + [False] * 6), pd.Series([True] * 6 + [True] * 3 + [False] * 3)
    found = pooled_log_odds(group, outcome, pd.Series(range(12)))
    assert np.isfinite([found.value, found.low, found.high]).all() and found.low < 0 < found.value
    # Every stratum is at a limit although no cell of their sum is empty.
    strata = pd.Series(["a", "a", "b", "b"])
    within = pooled_log_odds(pd.Series([True, False] * 2), pd.Series([True, False, True, True]), ROWS[:4], strata)
    assert np.isfinite(within.value) and within.value > 0


@pytest.mark.parametrize("friends", [1, 5])
def test_a_group_of_few_states_has_an_estimate_and_no_interval(friends):
    states = pd.Series([f"friend {row % friends}" for row in range(10)] + list(range(12)))
    found = pooled_log_odds(GROUP, OUTCOME, states)
    assert np.isfinite(found.value) and np.isnan([found.low, found.high]).all() and found.clusters == friends + 12


def test_without_two_groups_anywhere_there_is_nothing_to_compare():
    assert pooled_log_odds(pd.Series([True] * 4), pd.Series([True, False] * 2), ROWS[:4]) is None
    apart = pd.Series(["friends"] * 10 + ["others"] * 12)
    assert pooled_log_odds(GROUP, OUTCOME, ROWS, apart) is None
    missing = pd.Series([pd.NA] * 22, dtype="boolean")
    assert pooled_log_odds(GROUP, missing, ROWS) is None
