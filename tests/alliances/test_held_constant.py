import numpy as np
import pandas as pd
import pytest

from uprlib import acceptance, alliances
from uprlib.alliances.friends import under
from uprlib.alliances.held_constant import (
    SPECIFICATIONS,
    WITH_GROUP,
    in_fifths,
    score_p,
    shuffled_friends,
    what_is_asked,
    with_constant,
)
from uprlib.errors import DataError


@pytest.fixture(scope="module")
def everyone(upr):
    return acceptance.everyone(upr, cycle=2)


@pytest.fixture(scope="module")
def rows(own, near, upr):
    known = alliances.standing(upr, "PRK", "2014-05-01")[["european_union", "sanctions"]]
    return alliances.with_friends(own, under(near, "country_vote")).join(known, on="recommender")


@pytest.fixture(scope="module")
def held(own, near):
    chosen = near["definition"].isin(["ideal_points", "country_vote", "regional_group", "alliance"])
    return alliances.held_constant(own, near[chosen], draws=300, seed=1)


def of(held, definition):
    return held[held["definition"] == definition].set_index("specification")


def test_with_eastern_europe_among_the_others_friends_look_more_favoured_than_within_groups(held):
    found = of(held, "ideal_points")
    western, groups = found.loc["action category, ease and Western group"], found.loc[WITH_GROUP]
    assert western[["odds_ratio", "low", "high"]].round(2).tolist() == [2.97, 1.26, 7.34]
    assert groups["odds_ratio"] < western["odds_ratio"] and groups["low"] < 1 < western["low"]


def test_more_is_held_constant_and_friendship_weighs_less(held):
    assert of(held, "ideal_points").index.tolist() == list(SPECIFICATIONS)
    odds = of(held, "country_vote")["odds_ratio"]
    assert odds["friend alone"] > odds["and action category"] > 1
    assert of(held, "country_vote")[["n", "states", "friends"]].iloc[0].tolist() == [269, 82, 13]


def test_the_first_specification_is_firths_logit_on_friendship(rows, held):
    model = acceptance.firth_logit(rows, ["friend"], {"friend": False}).table.iloc[0]
    parts = ["odds_ratio", "low", "high", "low_clustered", "high_clustered"]
    assert of(held, "country_vote")[parts].iloc[0].tolist() == pytest.approx(model[parts].tolist())


def test_over_states_the_interval_is_wider_than_over_rows(held):
    assert (held["low_clustered"] <= held["low"]).all() and (held["high_clustered"] >= held["high"]).all()


def test_a_definition_that_is_the_group_has_no_estimate_within_groups(held):
    assert WITH_GROUP not in of(held, "regional_group").index
    why = [words for words in held.about.facts["without"] if words.startswith("By regional group")]
    assert why == [f"By regional group friends cannot be told apart from others with {WITH_GROUP} held constant."]


def test_two_allies_are_too_few_for_an_odds_ratio_over_states(held):
    assert of(held, "alliance").empty
    assert any(
        "the smaller group has 2, and an odds ratio over States needs 6" in words
        for words in held.about.facts["without"]
    )


def test_the_answer_says_that_the_group_decides(held):
    first, decides, by_definition = held.about.sentences
    assert "a friend's request (by ideal points) is accepted are 4.31 times those of another State's" in first
    assert "2.97 times (1.03 to 9.17) with the Western group kept apart, 1.99 times" in first
    assert decides.startswith("So the control for the regional group decides")
    assert by_definition.endswith("under 1 of the 2 definitions that have an estimate (country vote).")


def test_numbers_are_kept_over_rows_and_over_states(held):
    kept = dict(held.entries())
    key = f"friend_odds.ideal_points.{WITH_GROUP}"
    assert kept[key]["value"] == kept[f"{key}.clustered"]["value"]
    assert kept[f"{key}.clustered"]["low"] < kept[key]["low"] and kept[f"{key}.clustered"]["n"] == 82
    assert f"friend_odds.regional_group.{WITH_GROUP}" not in kept


def test_specifications_stand_side_by_side_with_the_interval_over_states(held):
    wide = alliances.side_by_side(held)
    assert wide["term"].tolist() == ["ideal points", "country vote", "regional group"]
    assert len(wide.shown().columns) == len(SPECIFICATIONS)
    assert wide.set_index("term").loc["regional group", WITH_GROUP] == ""


def test_other_models_are_beside_firths(held):
    found = alliances.other_models(held)
    alone = found[found["specification"] == "friend alone"]
    assert alone["odds_ratio_logit"].notna().all() and (alone["odds_ratio_multilevel"] > alone["odds_ratio"]).all()
    # Every request of one category was accepted: maximum likelihood has no estimate once categories are in.
    assert found.loc[found["specification"] == WITH_GROUP, "odds_ratio_logit"].isna().all()


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


def permuted_p(rows, terms, *, draws, seed):
    return score_p(rows, with_constant(rows, terms), shuffled_friends(rows, draws=draws, seed=seed))


def test_without_an_effect_the_permuted_p_is_below_a_tenth_about_a_tenth_of_the_time():
    p = [permuted_p(invented(seed, 0.0), ["action"], draws=199, seed=seed) for seed in range(120)]
    assert 0.04 < np.mean(np.array(p) <= 0.1) < 0.18


def test_scores_summed_by_state_are_those_of_rows():
    rows = invented(5, 0.6)
    # Without terms every row has the same fitted probability: the score is plain, and so is its variance.
    off = rows["accepted"].astype(float) - rows["accepted"].mean()
    friend = rows.groupby("recommender")["friend"].first()
    shuffled = np.random.default_rng(5).permuted(np.tile(friend.to_numpy(), (499, 1)), axis=1)
    drawn = [abs(off[rows["recommender"].map(pd.Series(each, friend.index))].sum()) for each in shuffled]
    more = (np.array(drawn) >= abs(off[rows["friend"]].sum()) - 1e-9).sum()
    assert permuted_p(rows, [], draws=499, seed=5) == pytest.approx((1 + more) / 500)


def test_a_strong_effect_is_found():
    assert permuted_p(invented(3, 2.5), ["action"], draws=999, seed=3) < 0.01


def test_ease_is_what_other_states_accept(rows, everyone, upr):
    asked = what_is_asked(rows, everyone, upr.recommendation_issues)
    fifths = in_fifths(rows["rec_id"].map(asked["ease"]))
    assert fifths.between(1, 5).all() and fifths.value_counts().min() > 20
    # Requests to continue are accepted by nearly all, specific ones by fewer.
    assert fifths[rows["action"] == 2].mean() > fifths[rows["action"] == 5].mean() + 1


def test_ease_is_not_known_where_no_other_state_of_the_cycle_is_in_the_data(rows, everyone, upr):
    alone = everyone[everyone["sur"].isin(rows["sur"])]
    asked = what_is_asked(rows, alone, upr.recommendation_issues)
    assert asked["ease"].isna().all()
    table, without = alliances.friendship_odds(rows, asked, draws=50, seed=1)
    assert not table["specification"].str.contains("ease").any()
    assert any("how easy the requests are cannot be told" in words for words in without)


def test_friends_alone_are_compared_with_nobody(rows, everyone, upr):
    with pytest.raises(DataError, match="are friends, or none is"):
        asked = what_is_asked(rows, everyone, upr.recommendation_issues)
        alliances.friendship_odds(rows.assign(friend=True), asked, draws=100, seed=1)


def test_a_review_without_coded_categories_is_one_sentence(upr):
    own, near = acceptance.answers(upr, "MMR", cycles=[2]), alliances.friends(upr, "MMR", 2)
    found = alliances.held_constant(own, near, draws=100, seed=1)
    assert found.about.lacks == (
        "No recommendation to Myanmar has a coded action category, so that nothing can be held constant."
    )
    assert alliances.side_by_side(found).about.lacks == found.about.lacks


def test_a_bound_that_the_profile_does_not_reach_is_missing_and_the_others_stay(upr):
    own, near = acceptance.answers(upr, "AZE", cycles=[2]), alliances.friends(upr, "AZE", 2)
    # One answer of 166 is no: with eleven terms held constant the likelihood hardly falls.
    found = alliances.held_constant(own, near[near["definition"] == "human_rights"], draws=50, seed=1)
    last = found.iloc[-1]
    assert last["low"] < last["odds_ratio"] < last["high"]
    assert found["high_clustered"].isna().tolist() == [False] * 6 + [True]
    assert alliances.side_by_side(found).shown().iloc[0, -1].endswith("(not found to not found)")
