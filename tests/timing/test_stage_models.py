"""A sequential logit of the room and of the end."""

import numpy as np
import pandas as pd
import pytest

from uprlib import acceptance, alliances, timing
from uprlib.acceptance.models import firth_logit
from uprlib.timing.stage_models import REFERENCES, informative
from uprlib.timing.stages import ACCEPTED_OF_OPEN, REFUSED_IN_ROOM


@pytest.fixture(scope="module")
def friends(upr):
    return {cycle: alliances.friends(upr, "PRK", cycle) for cycle in (1, 2)}


@pytest.fixture(scope="module")
def models(upr, friends):
    return timing.stage_models(acceptance.answers(upr, "PRK", "belated"), friends)


def test_each_stage_of_each_review_has_its_terms(models):
    found = models.groupby(["cycle", "stage"])["n"].first()
    # One recommending State of 2009 has no ideal point.
    assert found.to_dict() == {(1, REFUSED_IN_ROOM): 166, (2, REFUSED_IN_ROOM): 269, (2, ACCEPTED_OF_OPEN): 186}
    assert "regional_group: EEG" in set(models["term"]) and "regional_group: WEOG" not in set(models["term"])


def test_answers_that_are_known_as_totals_only_have_no_model_and_a_sentence(models):
    assert models.about.sentences == (
        "There is no model of what was accepted at the end, of what was left open in cycle 1: single answers are not "
        "known.",
    )


def test_an_odds_ratio_above_1_is_in_favour_of_the_request_at_both_stages(models):
    general = models[(models["term"] == "action: 4") & (models["cycle"] == 2)]
    assert (general["odds_ratio"] > 1).all()


def test_the_second_stage_is_firths_logit_of_what_was_left_open(upr, models):
    own = acceptance.answers(upr, "PRK", cycles=[2])
    left = timing.at_risk(own)[ACCEPTED_OF_OPEN]
    alone = firth_logit(left, ["action"], REFERENCES)
    of_all = timing.stage_models(own, {})
    row = of_all[(of_all["stage"] == ACCEPTED_OF_OPEN) & (of_all["term"] == "action: 4")].iloc[0]
    assert row["plain"] == pytest.approx(alone.table.set_index("term").loc["action: 4", "odds_ratio"])


def test_under_separation_firths_estimate_is_finite_and_the_clustered_one_missing(models):
    # Every low-cost request that was left open in 2014 was accepted.
    row = models[(models["stage"] == ACCEPTED_OF_OPEN) & (models["term"] == "action: 2")].iloc[0]
    assert np.isfinite(row["odds_ratio"]) and pd.isna(row["odds_ratio_clustered"])
    kept = dict(models.entries())
    assert "odds.accepted_of_open.cycle2.action: 2" in kept
    assert "odds.accepted_of_open.cycle2.action: 2.clustered" not in kept


def test_categories_answered_alike_are_left_out_until_none_is_left():
    rows = pd.DataFrame(
        {"accepted": [True, True, True, False, False], "action": [1, 1, 5, 5, 5], "group": ["a", "a", "b", "b", "c"]}
    )
    assert informative(rows, ["action", "group"]).index.tolist() == [2, 3]


def test_one_answer_throughout_is_a_sentence(upr):
    found = timing.stage_models(acceptance.answers(upr, "BDI", cycles=[2]), {})
    assert found.about.sentences == (
        "There is no model of what was not refused in the room in cycle 2: every known answer is the same.",
    )
