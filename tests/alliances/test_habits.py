import pytest

import uprlib
from uprlib import alliances, plots
from uprlib.plots import style


def test_habits_are_shares_beside_the_group_and_all_states_without_it(upr):
    table = alliances.habits(alliances.made_by(upr, "PRK"))
    assert table.groupby("who")["share"].sum().to_numpy() == pytest.approx(1)
    coded = upr.recommendations.dropna(subset=["action", "recommender"])
    assert table.loc[table["who"] == "all", "of"].iloc[0] == (coded["recommender"] != "PRK").sum()
    # It asks others to continue far more often than States do on the whole.
    low = table[table["action"] == 2].set_index("who")["share"]
    assert low["state"] > low["group"] > low["all"]
    assert "58 of the 117 coded recommendations ask for little (categories 1 and 2) (49.6%)" in table.about.sentences[0]


def test_only_the_states_own_shares_are_kept(upr):
    kept = dict(alliances.habits(alliances.made_by(upr, "PRK")).entries())
    assert sorted(kept) == [f"habit.action{action}" for action in range(1, 6)]
    assert kept["habit.action2"]["value"] == pytest.approx(56 / 117) and kept["habit.action2"]["n"] == 117


def test_an_observer_has_no_regional_group_to_be_compared_with(upr):
    table = alliances.habits(alliances.made_by(upr, "VAT"))
    assert set(table["who"]) == {"state", "all"} and "group" not in table.about.title
    assert "regional group" not in table.about.sentences[0]
    assert "Observer" not in style.caption_of(plots.habits(table)).alt


def test_machine_categories_make_every_request_count():
    coded = uprlib.corpus(machine_coded=True)
    assert alliances.habits(alliances.made_by(coded, "PRK")).set_index("who")["of"]["state"].iloc[0] == 153


def test_the_dprk_asks_its_friends_for_less_by_every_definition_that_rests_on_votes(upr):
    table = alliances.low_cost_to_friends(alliances.made_by(upr, "PRK"), closest=0.333).set_index("definition")
    by_votes = table.drop("regional_group")
    assert len(by_votes) == 4 and (by_votes["low"] > 0).all() and (by_votes["p"] < 0.001).all()
    assert table.loc["regional_group", "low"] < 0 < table.loc["regional_group", "high"]
    # It holds over the States that it addressed, with less certainty.
    assert (by_votes["low_clustered"] > 0).all() and (by_votes["p_clustered"] < 0.02).all()
    assert (by_votes["low_clustered"] < by_votes["low"]).all()
    counted = table["to_friends"] + table["to_others"]
    assert (counted == table["n"]).all() and table.loc["ideal_points", "n"] == 117


def test_the_interval_over_addressed_states_is_kept_beside_the_other(upr):
    found = alliances.low_cost_to_friends(alliances.made_by(upr, "PRK"), closest=0.333)
    kept = dict(found.entries())
    rows, states = (kept[f"plaudits.friends_less_others.ideal_points{level}"] for level in ("", ".clustered"))
    assert rows["value"] == states["value"] and (rows["n"], states["n"]) == (117, 41)
    assert states["low"] < rows["low"] and states["high"] > rows["high"]
    assert "if addressed States, not rows, are what is sampled (41 States; p " in found.about.sentences[0]


def test_few_friends_have_a_test_and_a_sentence_instead_of_an_interval(upr):
    made = alliances.made_by(upr, "PRK")
    some = made[made["sur"].isin(["CUB", "VNM", "USA", "KOR", "JPN", "CAN"])]
    found = alliances.low_cost_to_friends(some, closest=0.333).set_index("definition")
    assert found["low_clustered"].isna().all() and (found["p_clustered"] > 0.05).all()
    assert "an interval over them needs 6 in each group." in found.about.sentences[0]


def test_a_definition_without_friends_is_named_below_the_table(upr):
    """No vote of the Assembly on a resolution about Cuba is on file."""
    table = alliances.low_cost_to_friends(alliances.made_by(upr, "CUB"), definition="country_vote")
    assert "country_vote" not in set(table["definition"]) and "by: country_vote." in table.about.notes
    assert table.about.sentences == ("By country vote it made no coded requests both to friends and to others.",)


def test_the_holy_see_does_not_vote_and_has_no_friends_by_any_definition(upr):
    found = alliances.low_cost_to_friends(alliances.made_by(upr, "VAT"))
    assert found.empty and "an observer neither votes in the Assembly nor has a regional group" in found.about.lacks
