import math

import numpy as np
import pandas as pd
import pytest

from uprlib import acceptance
from uprlib.errors import DataError, ParameterError
from uprlib.facts import tables


def series(accepted, n):
    return pd.Series([True] * accepted + [False] * (n - accepted), dtype="boolean")


def test_fishers_tea_lady():
    # Fisher 1935: 3 of 4 against 1 of 4; two-sided p = 34/70, conditional odds ratio 6.408.
    found = acceptance.compare(series(3, 4), series(1, 4))
    assert found["p_fisher"] == pytest.approx(34 / 70)
    assert found["odds_ratio"] == pytest.approx(6.408, abs=1e-3)
    assert found["p_boschloo"] < found["p_fisher"]


def test_a_group_accepted_throughout_has_infinite_odds_and_a_finite_lower_bound(dprk_2014):
    low_cost = dprk_2014.loc[dprk_2014["action"].isin([1, 2]), "accepted"]
    specific = dprk_2014.loc[dprk_2014["action"] == 5, "accepted"]
    found = acceptance.compare(low_cost, specific, names=("low", "high"))
    assert [found[key] for key in ("accepted_low", "n_low", "accepted_high", "n_high", "n")] == [26, 26, 13, 114, 140]
    assert math.isinf(found["odds_ratio"]) and math.isinf(found["odds_high"]) and found["odds_low"] > 1
    assert found["difference"] == pytest.approx(1 - 13 / 114)


def test_a_group_without_answers_is_refused():
    with pytest.raises(DataError, match="no known answer"):
        acceptance.compare(series(1, 2), pd.Series([pd.NA], dtype="boolean"))


@pytest.fixture(scope="module")
def issues():
    return tables.load("recommendation_issues")


def test_the_dprk_refused_detention_and_took_education(dprk_2014, issues):
    table = acceptance.issue_contrasts(dprk_2014, issues, draws=2000, seed=1).set_index("issue")
    assert table.loc["Detention", ["n", "accepted"]].tolist() == [42, 0]
    assert table.loc["Right to education", ["n", "accepted"]].tolist() == [11, 11]
    assert table.loc["Detention", "p_adjusted"] < 0.05
    assert (table["p_adjusted"].dropna() >= table.loc[table["p_adjusted"].notna(), "p"] - 1e-12).all()
    # Too few rows for a test: listed, without one.
    assert table.loc[table["n"] < 5, "p"].isna().all() and (table["n"] < 5).any()


def test_the_same_seed_gives_the_same_p_values(dprk_2014, issues):
    one, two, other = (acceptance.issue_contrasts(dprk_2014, issues, draws=500, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, two)
    assert not one["p"].equals(other["p"])


def test_permutation_is_valid_where_nothing_is_there(dprk_2014, issues):
    """Answers dealt at random: about one in twenty unadjusted p-values is below 0.05, and none survives Holm often."""
    generator = np.random.default_rng(7)
    small = total = 0
    for seed in range(20):
        dealt = dprk_2014.assign(accepted=generator.permutation(dprk_2014["accepted"].to_numpy()))
        p = acceptance.issue_contrasts(dealt, issues, draws=400, seed=seed)["p"].dropna()
        small, total = small + int((p <= 0.05).sum()), total + len(p)
    assert 0.01 < small / total < 0.09


def test_an_unknown_adjustment_lists_the_known_ones(dprk_2014, issues):
    with pytest.raises(ParameterError, match=r"did you mean holm\?"):
        acceptance.issue_contrasts(dprk_2014, issues, draws=10, seed=1, adjust="hulm")
