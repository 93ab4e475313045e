import pytest

from uprlib import specifications


@pytest.fixture(scope="module")
def halves(upr):
    return specifications.nearly_half(upr, "PRK")


def test_with_its_partly_accepted_answers_the_dprk_accepted_more_than_half_of_2009(halves):
    by_coding = halves[halves["claim"] == "belatedly-nearly-half"].groupby("coding")
    assert by_coding["agrees"].all().to_dict() == {"belated": True, "belated_partial": False}
    assert by_coding["estimate"].first().round(3).to_dict() == {"belated": 0.485, "belated_partial": 0.521}


def test_the_second_review_is_nearly_half_but_not_with_its_whole_interval(halves):
    """As many answers of independent rows would be below half for sure; answers go together by State."""
    second = halves[(halves["claim"] == "second-nearly-half") & (halves["coding"] == "recorded")]
    assert second["agrees"].all() and not second["strong"].any()
    assert (second["high"] < 0.5).all() and (second["high_clustered"] > 0.5).all()


def test_answers_that_are_known_only_as_totals_have_no_interval_over_states(halves):
    first = halves[halves["claim"] == "belatedly-nearly-half"]
    assert first["low_clustered"].isna().all() and first["low"].notna().all()


def test_what_changes_nothing_is_printed_once(halves):
    assert halves.groupby("claim").size().to_dict() == {"belatedly-nearly-half": 2, "second-nearly-half": 6}
    assert halves.shown().loc[("second-nearly-half", "recorded", "each part")].tolist() == [
        269,
        "42.4%",
        "36.6% to 48.4%",
        "33.4% to 51.9%",
        "yes",
    ]
    assert "not known" in set(halves.shown()["interval, States"])
