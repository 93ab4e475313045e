from uprlib import acceptance, alliances


def test_states_that_voted_no_are_accepted_more_often_as_asked(own, near):
    found = alliances.friends_and_others(own, near).set_index("definition").loc["country_vote"]
    assert found[["accepted_friends", "n_friends", "accepted_others", "n_others"]].tolist() == [33, 37, 81, 232]
    assert found["p_fisher"] < 1e-6


def test_the_answer_names_the_smallest_and_the_largest_difference(own, near):
    (words,) = alliances.friends_and_others(own, near).about.sentences
    assert "under 5 of 5 definitions of a friend" in words
    assert "smallest by regional group (+48.9 percentage points) and largest by human rights (+61.9)" in words


def test_totals_bound_the_difference_where_single_answers_are_not_known(upr, own, near):
    assert alliances.friends_less_others_bounds(own, near).about.lacks.startswith("Every individual answer is known")
    first = acceptance.answers(upr, "PRK", "belated", cycles=[1])
    bounds = alliances.friends_less_others_bounds(first, alliances.friends(upr, "PRK", 1))
    # Palestine, an observer, has no ideal point, but it is known to be in no group of the DPRK.
    assert bounds["unknown"].tolist() == [96, 96, 96, 96, 97] and (bounds["low"] < bounds["high"]).all()
    assert list(dict(bounds.entries())) == [f"friends_less_others_bounds.{name}" for name in bounds["definition"]]
