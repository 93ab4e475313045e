"""What a comparison of two shares could have seen."""

import pytest
from scipy import stats

from uprlib import acceptance
from uprlib.acceptance.precision import precision
from uprlib.errors import ParameterError


def test_the_dprks_two_totals_could_have_missed_a_change_of_14_points():
    found = precision(114, 269, 81, 167)
    assert found.difference == pytest.approx(114 / 269 - 81 / 167)
    assert (found.low, found.high) == pytest.approx((-0.156, 0.034), abs=5e-4)
    assert found.missed == pytest.approx(0.137, abs=5e-4)


def test_no_rise_is_a_one_sided_test_and_the_same_is_the_worse_of_two():
    found = precision(114, 269, 81, 167, margin=0.1)
    assert found.p_no_rise < 0.001 < found.p_no_fall == found.p_same
    # A rise of the margin cannot be ruled out by a rise of the margin.
    assert precision(600, 1000, 500, 1000, margin=0.1).p_no_rise == pytest.approx(0.5)


def test_the_smallest_change_is_found_with_a_chance_of_80_per_cent():
    n = 400
    margin = precision(n / 2, n, n / 2, n).missed
    error = (2 * 0.25 / n) ** 0.5
    assert 1 - stats.norm.cdf(stats.norm.ppf(0.975) - margin / error) == pytest.approx(0.8, abs=0.01)


def test_clustered_answers_tell_less():
    rows, over_states = (precision(114, 269, 81, 167, design_effects=(each, each)) for each in (1.0, 2.5))
    assert over_states.low < rows.low and over_states.high > rows.high and over_states.missed > rows.missed
    assert over_states.difference == pytest.approx(rows.difference)


def test_shares_of_0_and_1_have_finite_numbers():
    found = precision(10, 10, 0, 20)
    assert found.difference == 1 and 0 < found.missed < 1 and found.p_no_rise == pytest.approx(1)


@pytest.mark.parametrize("margin", [0, 1, -0.1])
def test_a_margin_that_is_no_share_is_refused(margin):
    with pytest.raises(ParameterError, match="the margin must be a share"):
        precision(1, 2, 1, 2, margin=margin)


def test_an_empty_side_is_refused():
    with pytest.raises(ParameterError, match=r"a share needs rows; found '0 and 2 rows'"):
        precision(0, 0, 1, 2)


def test_one_silence_is_not_tested_as_167_answers(upr):
    found = acceptance.change_precision(upr, "PRK")
    assert found["coding"].tolist() == ["belated", "belated_partial"]
    silence, belated, _ = found.about.sentences
    assert "none of the 167 recommendations of cycle 1 is recorded as accepted" in silence
    assert "a rise of 10 points or more is ruled out" in belated and "a change of 22 points could have been" in belated


def test_a_review_known_by_totals_borrows_the_design_effect_of_the_other(upr):
    row = acceptance.change_precision(upr, "PRK").set_index("coding").loc["belated"]
    assert row["borrowed"] and row["effect_1"] == row["effect_2"] == pytest.approx(2.53, abs=0.01)
    assert row["low_clustered"] < row["low"]


def test_the_numbers_have_both_levels(upr):
    kept = dict(acceptance.change_precision(upr, "PRK").entries())
    assert kept["change_precision.belated.clustered"]["low"] < kept["change_precision.belated"]["low"]
    assert kept["no_rise_p.belated"]["value"] < kept["no_rise_p.belated.clustered"]["value"] < 0.05


def test_a_change_that_is_shown_is_said_to_be_one(upr):
    assert (
        acceptance.change_precision(upr, "TUV")
        .about.sentences[0]
        .startswith("Under the coding recorded, the share accepted fell (-26.0 percentage points")
    )


def test_a_state_with_one_review_is_a_sentence(upr):
    lacks = "South Sudan does not have two reviews with known totals."
    assert acceptance.change_precision(upr, "SSD").about.lacks == lacks
