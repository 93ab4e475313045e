import pandas as pd
import pytest

from uprlib import alliances
from uprlib.alliances.friends import under
from uprlib.errors import DataError


def test_acceptance_rises_with_nearness_and_the_band_holds_the_curve(own, near):
    curve = alliances.acceptance_curve(own, near, "country_vote", draws=200, seed=1)
    assert curve["rate"].is_monotonic_increasing
    assert (curve["low"] <= curve["rate"]).all() and (curve["rate"] <= curve["high"]).all()
    again = alliances.acceptance_curve(own, near, "country_vote", draws=200, seed=1)
    pd.testing.assert_frame_equal(curve, again)


def test_the_ends_of_the_curve_are_kept_and_said(own, near):
    curve = alliances.acceptance_curve(own, near, "ideal_points", draws=100, seed=1)
    kept = dict(curve.entries())
    assert kept["curve.nearest"]["value"] == curve["rate"].iloc[-1] and kept["curve.nearest"]["n"] == 269
    assert curve.about.sentences[0].startswith("By ideal points, the curve goes from 2.7%")


def test_every_recommending_state_has_a_mark_and_those_that_asked_most_a_name(own, near):
    states = alliances.acceptance_curve(own, near, "ideal_points", draws=100, seed=1).about.facts["states"]
    assert len(states) == 82 and states["friend"].sum() == 24
    named = states[states["named"]]
    assert len(named) >= 10 and named["n"].min() >= states.loc[~states["named"], "n"].max()


def test_answers_all_alike_have_no_curve(own, near):
    rows = alliances.with_friends(own, under(near, "country_vote"))
    with pytest.raises(DataError, match="every known answer is the same"):
        alliances.logistic_curve(rows.assign(accepted=False), draws=100, seed=1)
    with pytest.raises(DataError, match="too few recommending States"):
        alliances.logistic_curve(rows[rows["recommender"].isin(["CUB", "CHN"])], draws=100, seed=1)
