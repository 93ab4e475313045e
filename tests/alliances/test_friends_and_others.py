import pytest

from uprlib import acceptance, alliances


@pytest.fixture(scope="module")
def compared(own, near):
    return alliances.friends_and_others(own, near, draws=500, seed=1)


def test_states_that_voted_no_are_accepted_more_often_as_asked(compared):
    found = compared.set_index("definition").loc["country_vote"]
    assert found[["accepted_friends", "n_friends", "accepted_others", "n_others"]].tolist() == [33, 37, 81, 232]
    assert found[["friends", "states"]].tolist() == [13, 82] and found["p"] < 1e-6


def test_over_states_less_is_certain_than_over_rows(compared):
    known = compared.dropna(subset="low_clustered")
    wider = known["high_clustered"] - known["low_clustered"] > known["high"] - known["low"]
    assert wider.all() and (known["p_clustered"] >= known["p"]).all()


def test_two_allies_have_no_interval_over_states_and_a_sentence_says_so(compared):
    assert compared.set_index("definition").loc["alliance", ["low_clustered", "high_clustered"]].isna().all()
    assert "By alliance: The smaller group has rows of 2 recommending States; an interval" in compared.about.notes


def test_each_number_is_kept_at_both_levels(compared):
    kept = dict(compared.entries())
    rows, states = (kept[f"friends_less_others.ideal_points{ending}"] for ending in ("", ".clustered"))
    assert rows["value"] == states["value"] and states["low"] < rows["low"] and (rows["n"], states["n"]) == (269, 82)


def test_the_answer_is_the_first_definition_and_how_many_agree(compared):
    first, agree = compared.about.sentences
    assert first.startswith("Of friends' requests (by ideal points) 54 of 66 were accepted, of others' 60 of 203")
    assert agree == (
        "Friends' requests were accepted more often under 11 of 11 definitions of a friend, under 8 of them with the "
        "whole interval over States above 0."
    )


def test_totals_bound_the_difference_where_single_answers_are_not_known(upr, own, near):
    assert alliances.friends_less_others_bounds(own, near).about.lacks.startswith("Every individual answer is known")
    first = acceptance.answers(upr, "PRK", "belated", cycles=[1])
    bounds = alliances.friends_less_others_bounds(first, alliances.friends(upr, "PRK", 1))
    # Palestine, an observer, has no ideal point, but it is known to be in no group of the DPRK.
    assert bounds["unknown"].tolist()[:5] == [96, 96, 96, 96, 97] and (bounds["low"] < bounds["high"]).all()
    assert list(dict(bounds.entries())) == [f"friends_less_others_bounds.{name}" for name in bounds["definition"]]
