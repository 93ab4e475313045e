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
    first, every, *some = together.about.sentences
    assert first == (
        "Three claims about the DPRK were estimated under 96 combinations of choices, which give 36 distinct estimates."
    )
    assert (
        every
        == "One holds whatever is chosen: it accepted nearly half of the recommendations of cycle 2 (6 estimates)."
    )
    assert [sentence.partition(" depends most on ")[2] for sentence in some] == [
        "how answers are coded. Distinct estimates that agree: 1 of 1 (belated); 0 of 1 (belated partial).",
        "what is held constant. Distinct estimates that agree: 12 of 12 (none); 3 of 4 (recommending State); 12 of 12 "
        "(regional group).",
    ]


def test_what_is_kept_of_a_claim_is_its_estimates(together):
    kept = dict(together.entries())
    assert len(kept) == 6 and kept["specific-rejected.estimates"]["value"] == 28
    assert kept["second-nearly-half.median"]["n"] == 6 and kept["second-nearly-half.median"]["unit"] == "estimate"


def test_agreement_is_shown_by_choice_the_one_that_matters_most_first(together):
    shown = specifications.agreement_by_choice(together)
    first = shown.drop_duplicates("claim").set_index("claim")["choice"]
    assert first.to_dict() == together.set_index("claim")["decides"].to_dict()
    kept = dict(shown.entries())
    assert kept["specific-rejected.agree.within.recommending State"]["value"] == 3 / 4
    assert kept["specific-rejected.strong.within.recommending State"]["value"] == 0


def test_nothing_is_drawn_from_none():
    nothing = specifications.summary(lacking("No second review."), lacking("No votes."))
    assert (
        nothing.about.lacks
        == specifications.agreement_by_choice(nothing).about.lacks
        == "No claim can be estimated for this State."
    )
