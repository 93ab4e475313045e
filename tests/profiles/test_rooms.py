import pandas as pd
import pytest

from uprlib import profiles
from uprlib.errors import DataError


def test_equal_shares_share_a_place():
    table = pd.DataFrame({"sur": list("abcd"), "cycle": 1, "x": [1.0, 1.0, 0.5, None]})
    assert profiles.rank_of_review(table, "b", 1, "x").rank == 1
    place = profiles.rank_of_review(table, "c", 1, "x")
    assert (place.rank, place.states, place.share_beyond) == (3, 3, 1.0)
    with pytest.raises(DataError, match="not known for this review; found 'd, cycle 1'"):
        profiles.rank_of_review(table, "d", 1, "x")


def test_the_dprk_left_two_thirds_open_which_is_much_in_the_first_cycle_and_usual_in_the_second(upr):
    found = profiles.left_open(upr, "PRK").set_index("cycle")
    assert found["share_left_open"].round(3).tolist() == [0.701, 0.691]
    assert found[["rank", "reviews"]].to_numpy().tolist() == [[23, 125], [53, 110]]
    assert found["median"].round(3).tolist() == [0.289, 0.562]


def test_of_what_was_left_open_nothing_was_accepted_at_first(upr):
    found = profiles.left_open(upr, "PRK")
    assert found.set_index("cycle").loc[1, ["rank_end", "reviews_end"]].tolist() == [99, 118]
    first, second = found.about.sentences
    assert "left 117 of 167 recommendations open in the Working Group (70.1%; the median review 28.9%)" in first
    assert "accepting none of these at the end" in first and "accepting 114 of these" in second


def test_a_review_that_is_not_known_is_named(upr):
    found = profiles.left_open(upr, "MMR")
    assert found["cycle"].tolist() == [1]
    assert found.about.sentences[0] == "The positions of Myanmar in the Working Group are not known for cycle 2."


def test_a_state_without_a_known_review_is_a_sentence(upr):
    assert profiles.left_open(upr, "SSD").about.lacks == (
        "The positions of South Sudan in the Working Group are not known for cycle 2."
    )
