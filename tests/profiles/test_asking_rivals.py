import pytest

from uprlib import alliances, profiles

RIVALS = ["KOR", "JPN", "USA"]


def test_most_states_ask_nothing_costless_of_the_dprks_rivals_either(upr):
    """That it asks them for action only does not tell it from the others."""
    found = profiles.others_ask_rivals(alliances.made_by(upr, "PRK"), RIVALS)
    counts = found.about.counts
    assert counts["rivals.others_as_low"]["value"] == pytest.approx(36 / 60)
    assert counts["rivals.others_as_low.p"]["value"] == pytest.approx(37 / 61)
    assert 0.09 < counts["rivals.low_cost_of_others"]["value"] < 0.11
    assert (found["n"] >= 5).all() and "36 ask for little as seldom as the DPRK" in found.about.sentences[0]


def test_this_state_is_among_them_however_little_it_asked(upr):
    found = profiles.others_ask_rivals(alliances.made_by(upr, "SYR", cycles=[1]), ["ISR"])
    assert "SYR" in set(found["recommender"])


def test_a_state_that_asked_nothing_of_them_gives_a_sentence(upr):
    lacks = profiles.others_ask_rivals(alliances.made_by(upr, "KOR"), ["KOR"]).about.lacks
    assert lacks == "The Republic of Korea made no coded recommendation to the Republic of Korea in the chosen cycles."
