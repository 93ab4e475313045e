import numpy as np
import pandas as pd
import pytest

from uprlib import acceptance
from uprlib.errors import DataError

# Heinze and Schemper's kind of case: one category predicts the answer perfectly.
SEPARATED = pd.DataFrame(
    {
        "accepted": pd.array([True] * 6 + [False] * 5 + [True] * 3, dtype="boolean"),
        "kind": ["a"] * 6 + ["b"] * 8,
        "recommender": ["FRA", "CUB"] * 7,
    }
)


def test_separation_is_seen_and_firth_is_finite():
    assert acceptance.logit(SEPARATED, ["kind"], {"kind": "b"}).separated
    row = acceptance.firth_logit(SEPARATED, ["kind"], {"kind": "b"}).table.iloc[0]
    assert np.isfinite(row["odds_ratio"]) and row["low"] > 1


def test_firth_on_one_binary_term_is_the_odds_ratio_with_a_half_added():
    # For a saturated 2x2 table Firth's estimate is the log odds ratio with 1/2 added to each cell (Firth 1993).
    row = acceptance.firth_logit(SEPARATED, ["kind"], {"kind": "b"}).table.iloc[0]
    assert row["odds_ratio"] == pytest.approx((6.5 / 0.5) / (3.5 / 5.5), rel=1e-4)


def test_the_logit_of_one_term_is_the_plain_odds_ratio():
    rows = pd.DataFrame(
        {
            "accepted": pd.array(([True] * 3 + [False]) * 5 + ([True] + [False] * 3) * 5, dtype="boolean"),
            "kind": ["a"] * 20 + ["b"] * 20,
            "recommender": [f"R{i % 8}" for i in range(40)],
        }
    )
    model = acceptance.logit(rows, ["kind"], {"kind": "b"})
    assert model.table.loc[0, "odds_ratio"] == pytest.approx(9.0, rel=1e-6)
    assert (model.n, model.clusters) == (40, 8)


def test_the_dprks_second_review_is_separated_and_specific_action_is_accepted_least(dprk_2014):
    terms, references = ["action", "regional_group"], {"action": 5, "regional_group": "WEOG"}
    assert acceptance.logit(dprk_2014, terms, references).separated
    firth = acceptance.firth_logit(dprk_2014, terms, references)
    assert firth.n == 269 and firth.references == {"action": "5", "regional_group": "WEOG"}
    actions = firth.table[firth.table["term"].str.startswith("action")]
    assert (actions["odds_ratio"] > 1).all()
    assert set(firth.table["term"]) == {f"action: {a}" for a in (1, 2, 3, 4)} | {
        f"regional_group: {g}" for g in ("Africa", "Asia", "EEG", "GRULAC")
    }


def test_answers_that_do_not_vary_cannot_be_modelled():
    with pytest.raises(DataError, match="every known answer is the same"):
        acceptance.logit(SEPARATED[SEPARATED["kind"] == "a"], ["kind"])


def test_a_term_that_makes_no_difference_at_all_has_p_1():
    rows = pd.DataFrame(
        {
            "accepted": pd.array([True, False] * 10, dtype="boolean"),
            "kind": ["a"] * 10 + ["b"] * 10,
            "recommender": "FRA",
        }
    )
    row = acceptance.firth_logit(rows, ["kind"]).table.iloc[0]
    assert row["odds_ratio"] == pytest.approx(1) and row["p"] == pytest.approx(1)


def test_one_recommending_state_is_no_cluster():
    with pytest.raises(DataError, match="errors cannot be clustered"):
        acceptance.logit(SEPARATED.assign(recommender="FRA"), ["kind"])
