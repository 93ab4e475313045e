import numpy as np
import pandas as pd
import pytest

from uprlib import acceptance, alliances
from uprlib.acceptance import codings
from uprlib.errors import DataError
from uprlib.facts import tables


@pytest.fixture(scope="module")
def issues():
    return tables.load("recommendation_issues")


@pytest.fixture(scope="module")
def everyone(corpus, history):
    return codings.coded(corpus[corpus["cycle"] == 2].reset_index(drop=True), history, "recorded")


@pytest.fixture(scope="module")
def rows(everyone):
    votes = alliances.Votes(
        *(tables.load(n) for n in ("ideal_points", "roll_calls", "roll_call_votes", "country_votes", "states"))
    )
    own = everyone[everyone["sur"] == "PRK"].reset_index(drop=True)
    return alliances.with_friends(own, alliances.affinity("country_vote", "PRK", "2014-05-01", votes))


def test_states_that_voted_no_are_accepted_more_often_as_asked(rows):
    found = alliances.friends_and_others(rows)
    assert found.accepted == (33, 81) and found.n == (37, 232) and found.p_fisher < 1e-6


def test_friendship_weighs_less_once_what_is_asked_is_held_constant(rows, everyone, issues):
    found = {one.specification: one for one in alliances.held_constant(rows, everyone, issues, draws=300, seed=1)}
    assert list(found) == list(alliances.answers.SPECIFICATIONS)
    assert found["friend alone"].odds_ratio > found["and action category"].odds_ratio > 1
    assert found["friend alone"].n == 269 and found["friend alone"].friends == 13


def test_the_first_specification_is_firths_logit_on_friendship(rows, everyone, issues):
    one = alliances.held_constant(rows, everyone, issues, draws=100, seed=1)[0]
    model = acceptance.firth_logit(rows, ["friend"], {"friend": False}).table.iloc[0]
    assert (one.odds_ratio, one.low, one.high) == pytest.approx((model["odds_ratio"], model["low"], model["high"]))


def invented(seed, effect):
    """Sixty States with five requests each; friends are favoured by `effect`, the category by much."""
    rng = np.random.default_rng(seed)
    friend = np.repeat(rng.permutation([True] * 20 + [False] * 40), 5)
    action = rng.choice([2, 4, 5], 300)
    logit = np.where(action == 2, 2.0, np.where(action == 4, 0.5, -1.0)) + effect * friend
    accepted = rng.random(300) < 1 / (1 + np.exp(-logit))
    names = np.repeat([f"S{place:02d}" for place in range(60)], 5)
    answers = pd.array(accepted, dtype="boolean")
    return pd.DataFrame({"recommender": names, "friend": friend, "action": action, "accepted": answers})


def test_without_an_effect_the_permuted_p_is_below_a_tenth_about_a_tenth_of_the_time():
    p = [alliances.score_p(invented(seed, 0.0), ["action"], draws=199, seed=seed) for seed in range(120)]
    assert 0.04 < np.mean(np.array(p) <= 0.1) < 0.18


def test_a_strong_effect_is_found():
    assert alliances.score_p(invented(3, 2.5), ["action"], draws=999, seed=3) < 0.01


def test_ease_is_what_other_states_accept(rows, everyone, issues):
    ease = alliances.answers.ease(rows, everyone, issues)
    assert ease.between(1, 5).all() and ease.value_counts().min() > 20
    # Requests to continue are accepted by nearly all, specific ones by fewer.
    assert ease[rows["action"] == 2].mean() > ease[rows["action"] == 5].mean() + 1


def test_acceptance_rises_with_nearness_and_the_band_holds_the_curve(rows):
    curve = alliances.acceptance_curve(rows, draws=200, seed=1)
    assert curve["rate"].is_monotonic_increasing
    assert (curve["low"] <= curve["rate"]).all() and (curve["rate"] <= curve["high"]).all()
    pd.testing.assert_frame_equal(curve, alliances.acceptance_curve(rows, draws=200, seed=1))


def test_friends_alone_or_answers_all_alike_are_sentences(rows, everyone, issues, history):
    with pytest.raises(DataError, match="are friends, or none is"):
        alliances.held_constant(rows.assign(friend=True), everyone, issues, draws=100, seed=1)
    with pytest.raises(DataError, match="every known answer is the same"):
        alliances.acceptance_curve(rows.assign(accepted=False), draws=100, seed=1)
    with pytest.raises(DataError, match="no recommending State has a value"):
        alliances.with_friends(rows, pd.DataFrame({"iso3": ["XXX"], "nearness": [1.0], "friend": [True]}))
