import itertools

import numpy as np
import pytest
from scipy import stats
from statsmodels.regression.linear_model import OLS
from statsmodels.tools import add_constant

from uprlib import alliances
from uprlib.errors import DataError


def test_a_simple_qap_is_full_enumeration_on_five_states():
    rng = np.random.default_rng(4)
    x, y = rng.normal(size=(2, 5, 5))
    off = ~np.eye(5, dtype=bool)
    observed = np.corrcoef(x[off], y[off])[0, 1]
    every = [np.corrcoef(x[np.ix_(order, order)][off], y[off])[0, 1] for order in itertools.permutations(range(5))]
    exact = np.mean(np.abs(every) >= abs(observed) - 1e-12)
    found = alliances.mrqap(y, {"x": x}, permutations=20_000, seed=1).iloc[0]
    # With one term the t statistic is the correlation's.
    assert found["t"] == pytest.approx(observed * np.sqrt(18 / (1 - observed**2)))
    assert found["p"] == pytest.approx(exact, abs=0.015)


def test_estimates_are_least_squares():
    rng = np.random.default_rng(5)
    x, z, e = rng.normal(size=(3, 12, 12))
    off = ~np.eye(12, dtype=bool)
    y = 1 + 2 * x - z + e
    fitted = OLS(y[off], add_constant(np.column_stack([x[off], z[off]]))).fit()
    table = alliances.mrqap(y, {"x": x, "z": z}, permutations=99, seed=1)
    assert table["estimate"].to_numpy() == pytest.approx(fitted.params[1:])
    assert table["t"].to_numpy() == pytest.approx(fitted.tvalues[1:])
    assert table["p"].to_numpy() == pytest.approx([0.01, 0.01])


def test_without_dependence_the_permuted_p_is_the_normal_theorys():
    rng = np.random.default_rng(6)
    permuted, normal = [], []
    for _ in range(60):
        x, z, y = rng.normal(size=(3, 15, 15))
        off = ~np.eye(15, dtype=bool)
        permuted.append(alliances.mrqap(y, {"x": x, "z": z}, permutations=199, seed=1)["p"].iloc[0])
        normal.append(OLS(y[off], add_constant(np.column_stack([x[off], z[off]]))).fit().pvalues[1])
    assert np.corrcoef(permuted, normal)[0, 1] > 0.98
    assert stats.kstest(permuted, "uniform").pvalue > 0.01


def test_a_pair_without_a_value_is_left_out_and_a_constant_term_refused():
    rng = np.random.default_rng(7)
    x, y = rng.normal(size=(2, 8, 8))
    y[0, 1] = np.nan
    assert alliances.mrqap(y, {"x": x}, permutations=19, seed=1)["dyads"].iloc[0] == 8 * 7 - 1
    with pytest.raises(DataError, match="a term does not vary, or follows from the others"):
        alliances.mrqap(y, {"x": x, "one": np.ones((8, 8))}, permutations=19, seed=1)
    with pytest.raises(DataError, match="square matrices"):
        alliances.mrqap(y[:3, :3], {"x": x[:3, :3]}, permutations=19, seed=1)
