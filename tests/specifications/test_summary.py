import pytest

from uprlib import specifications
from uprlib.tidy import lacking


@pytest.fixture(scope="module")
def together(upr):
    return specifications.summary(
        specifications.nearly_half(upr, "PRK"),
        specifications.low_cost(upr, "PRK"),
        lacking("A claim that cannot be estimated."),
    )


def test_a_claim_that_cannot_be_estimated_is_left_out(together):
    assert list(together["claim"]) == ["belatedly-nearly-half", "second-nearly-half", "specific-rejected"]


def test_the_answer_sorts_claims_by_whether_they_hold(together):
    first, every, some = together.about.sentences
    assert (
        first == "Three claims about the DPRK were estimated under every combination of the choices below, 90 in all."
    )
    assert every == (
        "One holds under every combination: it accepted nearly half of the recommendations of cycle 2 (6)."
    )
    assert some.startswith("Two hold under some combinations only: with later answers it accepted nearly half")
    assert some.endswith("(66 of 72; what matters most is what is held constant).")


def test_three_numbers_of_each_claim_are_kept(together):
    kept = dict(together.entries())
    assert len(kept) == 9 and kept["specific-rejected.agree"]["value"] == 66 / 72
    assert kept["second-nearly-half.median"]["n"] == 6 and kept["second-nearly-half.median"]["unit"] == "estimate"


def test_the_choice_that_moves_most_comes_first(together):
    moved = specifications.moves(together).drop_duplicates("claim").set_index("claim")["choice"]
    assert moved.to_dict() == together.set_index("claim")["decides"].to_dict()


def test_nothing_is_drawn_from_none():
    nothing = specifications.summary(lacking("No second review."), lacking("No votes."))
    assert (
        nothing.about.lacks == specifications.moves(nothing).about.lacks == "No claim can be estimated for this State."
    )
