import pytest

from uprlib import specifications


@pytest.fixture(scope="module")
def halves(upr):
    return specifications.nearly_half(upr, "PRK")


def test_with_its_partly_accepted_answers_the_dprk_accepted_more_than_half_of_2009(halves):
    by_coding = halves[halves["claim"] == "belatedly-nearly-half"].groupby("coding")
    assert by_coding["agrees"].all().to_dict() == {"belated": True, "belated_partial": False}
    assert by_coding["estimate"].first().round(3).to_dict() == {"belated": 0.485, "belated_partial": 0.521}


def test_the_second_review_is_below_half_with_its_whole_interval(halves):
    second = halves[halves["claim"] == "second-nearly-half"]
    assert len(second) == 6 and second["strong"].all() and (second["high"] < 0.5).all()


def test_what_changes_nothing_is_printed_once(halves):
    printed = specifications.different(halves)
    assert len(halves) == 18 and len(printed) == 9
    assert printed.shown().loc[("second-nearly-half", "recorded", "each part")].tolist() == [
        269,
        "42.4%",
        "36.6% to 48.4%",
        "yes",
    ]
