import numpy as np
import pandas as pd
import pytest
import yaml
from statsmodels.stats.contingency_tables import Table2x2

from uprlib import paths, specifications
from uprlib.specifications import estimates
from uprlib.specifications.estimates import pooled_log_odds


def test_every_claim_with_a_curve_is_a_claim_of_the_article():
    listed = {
        claim["id"] for claim in yaml.safe_load((paths.raw() / "claims.yml").read_text(encoding="utf-8"))["claims"]
    }
    assert set(estimates.CLAIMS) <= listed


def test_every_choice_has_a_name_for_sentences(upr):
    for curve in (specifications.low_cost(upr, "PRK"), specifications.friends_accepted(upr, "PRK")):
        assert set(estimates.choices_of(curve)) <= set(estimates.CHOICES)


def test_an_estimate_agrees_above_zero_and_strongly_where_its_interval_is():
    (both,) = estimates.above_zero("friends-accepted", (1.2, 0.3, 2.1), 40, {"within": "none"})
    (weak,) = estimates.above_zero("friends-accepted", (0.2, -0.3, 0.7), 40, {"within": "none"})
    (against,) = estimates.above_zero("friends-accepted", (-1.2, -2.1, -0.3), 40, {"within": "none"})
    assert [(one["agrees"], one["strong"]) for one in (both, weak, against)] == [
        (True, True),
        (True, False),
        (False, False),
    ]
    assert estimates.above_zero("friends-accepted", None, 0, {}) == []


def test_shares_are_of_the_specifications(upr):
    curve = specifications.low_cost(upr, "PRK")
    (row,) = estimates.by_claim(curve).to_dict("records")
    assert (row["agreeing"], row["strongly"], row["specifications"]) == (66, 48, 72)
    assert row["agree"] == 66 / 72 and row["least"] == curve["estimate"].iloc[0]


def test_the_choice_with_the_widest_means_decides(upr):
    means = estimates.means_of_choices(specifications.low_cost(upr, "PRK"))
    assert means["choice"].iloc[0] == "within" and means["spread"].is_monotonic_decreasing
    assert means["means"].iloc[0] == "recommending State: +1.34; regional group: +3.06; none: +3.95"


def test_a_curve_says_how_many_agree_and_what_decides(upr):
    (sentence,) = specifications.low_cost(upr, "PRK").about.sentences
    assert sentence.startswith("66 of 72 specifications (91.7%) agree that it accepted low-cost requests more often")
    assert "48 of them strongly (66.7% of the specifications)" in sentence and "what is held constant" in sentence


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
