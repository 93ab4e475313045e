import pytest

from uprlib.facts import vocabulary
from uprlib.readers.addendum.stances import label, stances, together


@pytest.mark.parametrize(
    ("words", "position"),
    [
        ("Accepted", "accepted"),
        ("Recommendations that enjoy the full support of Erewhon", "accepted"),
        ("Not supported", "not_accepted"),
        ("Recommendations that do not enjoy the support of Erewhon", "not_accepted"),
        ("cannot be accepted", "not_accepted"),
        ("Rejected", "not_accepted"),
        ("Supported in part", "partly_accepted"),
        ("Partially accepted", "partly_accepted"),
        ("Accepted in principle", "partly_accepted"),
        ("Noted recommendations", "noted"),
        ("Recommendations that do not enjoy the support of Erewhon and would thus be noted", "noted"),
        ("Accepted recommendations that Erewhon considers already implemented", "implemented"),
        ("Recommendations that will be examined by Erewhon", "pending"),
        ("Accepted and noted recommendations", None),
        ("International instruments", None),
    ],
)
def test_a_label_states_one_position(words, position):
    assert label(words) == position
    assert position is None or position in vocabulary.POSITIONS


@pytest.mark.parametrize(
    "words", ["Erewhon supports new clinics", "It accepts refugees", "The ministry notes a decline"]
)
def test_words_that_are_not_about_recommendations_answer_none(words):
    assert stances(words) == []


def test_what_is_refused_and_noted_is_noted_and_what_is_accepted_and_noted_is_neither():
    assert together(["not_accepted", "noted"]) == "noted"
    assert together(["accepted", "implemented"]) == "implemented"
    assert together(["accepted", "noted"]) is None
