"""A change given where the State started."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import OLS
from statsmodels.tools import add_constant

from uprlib import acceptance, profiles
from uprlib.errors import DataError
from uprlib.profiles.changes import change_tables


@pytest.fixture(scope="module")
def given(dprk):
    return profiles.given_the_start(dprk)


def test_what_is_expected_comes_from_the_other_states(given, dprk):
    """The same by leaving the State out by hand."""
    everyone = change_tables(dprk)["recorded"]
    others, own = everyone[everyone["sur"] != "PRK"], everyone[everyone["sur"] == "PRK"].iloc[0]
    fitted = OLS(others["rate_2"], add_constant(others["rate_1"])).fit()
    at = fitted.get_prediction([[1.0, own["rate_1"]]]).summary_frame(alpha=0.05).iloc[0]
    row = given[(given["coding"] == "recorded") & (given["fit"] == "all")].iloc[0]
    assert row["expected"] == pytest.approx(at["mean"])
    assert row["second"] - row["low"] == pytest.approx(at["obs_ci_upper"])
    assert row["second"] - row["high"] == pytest.approx(at["obs_ci_lower"])


def test_from_zero_the_dprk_rose_less_than_states_do(given):
    rows = given[given["fit"] == "all"].set_index("coding")
    assert rows.loc["recorded", "residual"] == pytest.approx(-0.108, abs=1e-3)
    assert (rows.loc["recorded", "rank"], rows.loc["recorded", "states"]) == (146, 192)
    assert rows.loc["belated", "residual"] < -0.2


def test_without_the_silent_states_what_is_expected_is_less(given):
    recorded = given[given["coding"] == "recorded"].set_index("fit")
    assert recorded.loc["heard", "expected"] < recorded.loc["all", "expected"]
    assert recorded.loc["heard", "states"] == 187
    kept = dict(given.entries())
    assert kept["given_start.recorded"]["value"] < 0 < kept["given_start.recorded.heard"]["value"]


def test_a_share_that_serves_as_p_counts_the_state_itself(given):
    assert (given["p"] * given["states"]).round(6).eq((given["p"] * given["states"]).round()).all()
    assert (given["p"] >= 1 / given["states"]).all()


def test_no_line_through_a_single_first_rate():
    table = pd.DataFrame({"rate_1": [0.5] * 6, "rate_2": np.linspace(0, 1, 6)})
    with pytest.raises(DataError, match="no line can be drawn"):
        profiles.expected_second(table)


def test_the_matched_states_are_the_nearest_in_rate_and_mix(dprk):
    found = profiles.matched_states(dprk, nearest=5)
    recorded = found[found["coding"] == "recorded"]
    assert recorded["sur"].iloc[0] == "PRK" and len(recorded) == 6
    matches = recorded[~recorded["own"]]
    assert matches["unlike"].is_monotonic_increasing
    assert (matches["unlike"] - matches["rate_1"] - matches["mix"]).abs().max() < 1e-12
    assert {"POL", "ZAF", "FRA"} <= set(matches["sur"])
    kept = dict(found.entries())
    assert kept["matched.recorded"]["value"] < 0 and kept["matched_p.recorded"]["n"] == 6


def test_states_at_zero_are_told_by_what_they_said_in_the_room(upr):
    found = profiles.states_at_zero(upr, "PRK").set_index("sur")
    assert set(found.index) == {"FRA", "GAB", "LUX", "POL", "ZAF", "PRK"}
    assert found.loc["PRK", "silence"] == "50 refused in the room, 117 met with silence"
    assert (found.loc[found.index != "PRK", "unknown"] == found.loc[found.index != "PRK", "n"]).all()


def test_the_dprk_rose_least_of_the_states_at_zero(upr):
    kept = dict(profiles.states_at_zero(upr, "PRK").entries())
    assert (kept["at_zero_rank"]["value"], kept["at_zero_rank"]["n"], kept["at_zero_p"]["value"]) == (6, 6, 1)


def test_a_state_with_one_review_is_a_sentence(upr):
    own = acceptance.answers(upr, "SSD")
    lacks = "South Sudan does not have two reviews with known answers."
    assert profiles.given_the_start(own).about.lacks == lacks == profiles.matched_states(own).about.lacks
    # The States at zero are there for any State; it is not among them.
    assert "at_zero_rank" not in dict(profiles.states_at_zero(upr, "SSD").entries())
