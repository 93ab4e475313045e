import numpy as np
import pandas as pd
import pytest

from uprlib import acceptance, alliances
from uprlib.alliances.friends import under
from uprlib.alliances.held_constant import SPECIFICATIONS, ease
from uprlib.errors import DataError


@pytest.fixture(scope="module")
def everyone(upr):
    return acceptance.everyone(upr, cycle=2)


@pytest.fixture(scope="module")
def rows(own, near):
    return alliances.with_friends(own, under(near, "country_vote"))


@pytest.fixture(scope="module")
def held(own, near):
    return alliances.held_constant(own, near[near["definition"] == "country_vote"], draws=300, seed=1)


def test_friendship_weighs_less_once_what_is_asked_is_held_constant(held):
    assert held["specification"].tolist() == list(SPECIFICATIONS)
    odds = held.set_index("specification")["odds_ratio"]
    assert odds["friend alone"] > odds["and action category"] > 1
    assert held[["n", "states", "friends"]].iloc[0].tolist() == [269, 82, 13]


def test_the_first_specification_is_firths_logit_on_friendship(rows, held):
    model = acceptance.firth_logit(rows, ["friend"], {"friend": False}).table.iloc[0]
    expected = (model["odds_ratio"], model["low"], model["high"])
    assert held[["odds_ratio", "low", "high"]].iloc[0].tolist() == pytest.approx(expected)


def test_the_answer_says_in_how_many_specifications_friendship_makes_no_difference(held):
    last, none = held.about.sentences
    assert "the odds that a friend's request is accepted are 7.13 times (country vote) those of another State's" in last
    assert none.startswith("In 0 of 5 specifications the interval of this odds ratio includes 1")
    assert held.about.counts["specifications.without_difference"]["n"] == 5


def test_specifications_stand_side_by_side_with_the_permuted_p(held):
    wide = alliances.side_by_side(held)
    assert wide["term"].tolist() == ["country vote"] and len(wide.shown().columns) == 2 * len(SPECIFICATIONS)
    assert wide["friend alone"].iloc[0] == "13.8 (5.48 to 44.2)"
    assert wide.about.stars["friend alone"] == "friend alone, p"


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


def test_ease_is_what_other_states_accept(rows, everyone, upr):
    fifths = ease(rows, everyone, upr.recommendation_issues)
    assert fifths.between(1, 5).all() and fifths.value_counts().min() > 20
    # Requests to continue are accepted by nearly all, specific ones by fewer.
    assert fifths[rows["action"] == 2].mean() > fifths[rows["action"] == 5].mean() + 1


def test_friends_alone_are_compared_with_nobody(rows, everyone, upr):
    with pytest.raises(DataError, match="are friends, or none is"):
        alliances.friendship_odds(rows.assign(friend=True), everyone, upr.recommendation_issues, draws=100, seed=1)


def test_a_review_without_coded_categories_is_one_sentence(upr):
    own, near = acceptance.answers(upr, "MMR", cycles=[2]), alliances.friends(upr, "MMR", 2)
    found = alliances.held_constant(own, near, draws=100, seed=1)
    assert found.about.lacks == (
        "No recommendation to Myanmar has a coded action category, so that nothing can be held constant."
    )
    assert alliances.side_by_side(found).about.lacks == found.about.lacks
