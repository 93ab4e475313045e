"""The DPRK's third review: what was asked, and what its totals allow."""

import pytest

from uprlib import acceptance, timing


@pytest.fixture(scope="module")
def asked(dprk):
    return timing.asked_over_reviews(dprk)


def group(asked, cycle, words):
    return asked[(asked["cycle"] == cycle) & (asked["group"] == words)].iloc[0]


def test_each_review_has_all_its_requests_and_the_third_is_the_machines(asked):
    of = asked.groupby("cycle")["of"].first().to_dict()
    assert of == {1: 167, 2: 269, 3: 263}
    assert asked.groupby("cycle")["by_machine"].all().to_dict() == {1: False, 2: False, 3: True}
    single = asked[asked["group"].str[0].str.isdigit()]
    assert (single.groupby("cycle")["n"].sum() == single.groupby("cycle")["of"].first()).all()


def test_the_totals_say_nothing_of_a_small_category_and_something_of_a_large_one(asked):
    specific = group(asked, 3, "5 specific action")
    assert (specific["rate_min"], specific["rate_max"]) == (0, 1)
    demands = group(asked, 3, "general or specific (4, 5)")
    # 132 acceptances, of which at most 51 can be other requests; the list has one row more than the report counts.
    assert demands["rate_min"] == pytest.approx((132 - 51) / 212)
    assert demands["rate_max"] == pytest.approx(133 / 212)


def test_requests_for_action_were_accepted_more_often_than_in_2014_unless_the_machine_errs(asked):
    assert group(asked, 2, "general or specific (4, 5)")["rate"] == pytest.approx(84 / 231)
    words = " ".join(asked.about.sentences)
    assert (
        "between 38.2% and 62.7%, after 36.4% of 231 in cycle 2: a larger share whatever the single answers were"
        in words
    )
    assert "wrongly put 7 or more requests there" in words
    assert (132 - 51 - 7) / (212 - 7) <= 84 / 231 < (132 - 51 - 6) / (212 - 6)


def test_at_the_rates_of_2014_122_would_have_been_accepted(dprk):
    found = timing.expected_later(dprk)
    row = found.iloc[0]
    assert (row["accepted"], row["of"], round(row["expected"])) == (132, 262, 122)
    assert row["low"] < 132 < row["high"]
    assert timing.expected_later(dprk).equals(found)
    assert dict(found.entries())["expected.cycle3"]["low"] == row["low"]


@pytest.mark.parametrize(
    ("sur", "words"),
    [
        ("MMR", "No request of a later review of Myanmar is on file."),
        ("VAT", "The Holy See has no review in this corpus."),
    ],
)
def test_a_state_without_a_later_review_on_file_gets_a_sentence(upr, sur, words):
    own = acceptance.answers(upr, sur)
    assert timing.asked_over_reviews(own).about.lacks == words == timing.expected_later(own).about.lacks


def test_a_review_that_lacks_a_category_that_was_asked_for_later_gets_a_sentence(dprk):
    without = dprk[dprk["action"] != 1]
    assert "no request in some category" in timing.expected_later(without).about.lacks
