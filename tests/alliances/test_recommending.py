import pandas as pd
import pytest

from uprlib import alliances


@pytest.fixture(scope="module")
def of_the_dprk(upr):
    return alliances.made_by(upr, "PRK")


def test_the_dprk_made_54_recommendations_and_then_99(of_the_dprk):
    table = alliances.addressed(of_the_dprk).set_index("cycle")
    assert table["recommendations"].to_dict() == {1: 54, 2: 99}
    assert table["to_States"].to_dict() == {1: 21, 2: 40}
    assert of_the_dprk["accepted"].sum() == table["accepted"].sum() == 128


def test_cycles_are_counted_one_by_one_where_they_are_chosen(upr, of_the_dprk):
    second = alliances.made_by(upr, "PRK", cycles=[2])
    assert len(second) == 99 and set(second.told.by_everyone()["cycle"]) == {2}
    assert of_the_dprk[of_the_dprk["cycle"] == 2].told.state == "PRK"  # what is known of rows goes with them


def test_an_observer_recommends_though_it_was_never_reviewed(upr):
    for observer, made in (("VAT", 301), ("PSE", 299)):
        own = alliances.made_by(upr, observer)
        assert len(own) == made and own.told.is_observer and (upr.recommendations["sur"] != observer).all()


def test_specific_requests_of_the_dprk_are_accepted_less_often_than_those_of_others(of_the_dprk):
    table = alliances.answered(of_the_dprk)
    rates = table.set_index("action")
    assert rates.loc[5, "rate"] == pytest.approx(6 / 13) and rates.loc[5, "of_others"] > rates.loc[5, "rate"]
    assert rates.loc[2, "rate"] > rates.loc[2, "of_others"]
    # At the same mix the others' requests are accepted a little more often.
    counts = table.about.counts
    assert counts["answered"]["value"] == pytest.approx(98 / 117)
    assert counts["answered"]["value"] < counts["answered.same_mix"]["value"] < 0.9
    assert "98 were accepted (83.8%; interval 76.0% to 89.4%)" in table.about.sentences[0]


def test_the_same_mix_is_the_mean_of_the_others_rates_with_this_states_weights(of_the_dprk):
    table = alliances.answered(of_the_dprk)
    by_hand = (table["n"] * table["of_others"]).sum() / table["n"].sum()
    assert table.about.counts["answered.same_mix"]["value"] == pytest.approx(by_hand)


def test_the_difference_from_others_is_no_surer_over_addressed_states(of_the_dprk):
    found = alliances.answered(of_the_dprk)
    counts = found.about.counts
    rows, states = (counts[f"answered.less_same_mix{level}"] for level in ("", ".clustered"))
    expected = counts["answered"]["value"] - counts["answered.same_mix"]["value"]
    assert rows["value"] == pytest.approx(expected) and states["value"] == pytest.approx(expected)
    assert states["low"] < rows["low"] < 0 < rows["high"] < states["high"]
    assert "not rows, are what is sampled (41 States; p 0." in found.about.sentences[1]


def test_requests_to_one_state_give_no_interval_over_states(of_the_dprk):
    found = alliances.answered(of_the_dprk[of_the_dprk["sur"] == "USA"])
    assert found.about.sentences[1] == "It made them to 1 State, too few for an interval over States."
    assert "low" not in found.about.counts["answered.less_same_mix.clustered"]


def test_a_state_that_never_recommended_is_a_sentence(upr):
    never = sorted(set(upr.reviews["sur"]) - set(upr.recommendations["recommender"].dropna()))
    assert len(never) == 22 and "GMB" in never
    own = alliances.made_by(upr, "GMB", cycles=[1, 2])
    for analysis in (alliances.addressed, alliances.answered, alliances.habits, alliances.low_cost_to_friends):
        found = analysis(own)
        assert found.empty and found.about.lacks.startswith("The Gambia made no recommendation in the chosen cycles.")


def test_requests_without_a_category_are_a_sentence(of_the_dprk):
    uncoded = of_the_dprk[of_the_dprk["action"].isna()]
    assert len(uncoded) == 36
    assert "the DPRK made has both a coded category and a known answer" in alliances.answered(uncoded).about.lacks


def test_an_answer_that_is_not_known_is_left_out_of_the_rate(of_the_dprk):
    """A Working Group report that was imported does not say the final position."""
    some = of_the_dprk.copy()
    some.loc[some["action"] == 5, "accepted"] = pd.NA
    counts = alliances.answered(some).about.counts["answered"]
    assert counts["n"] == 117 - 13 and counts["value"] == pytest.approx(92 / 104)
