"""Claims about the days of reviews."""

import pandas as pd
import pytest

from uprlib.facts import raw
from uprlib.facts.calendar import days_of_reviews


@pytest.fixture(scope="module")
def days():
    return days_of_reviews(raw.read("reviews"), raw.read("sessions")).set_index(["sur", "cycle"])


def test_the_dprk_was_reviewed_on_7_december_2009_and_1_may_2014(days):
    assert days.loc[[("PRK", 1), ("PRK", 2)], "day"].tolist() == ["2009-12-07", "2014-05-01"]
    assert days.loc[[("PRK", 1), ("PRK", 2)], "exact"].all()


def test_a_review_without_a_day_takes_the_first_day_of_its_session(days):
    syria = days.loc[("SYR", 2)]
    assert (syria["session"], syria["day"], syria["exact"]) == (26, "2016-10-31", False)


def test_every_review_has_a_day_within_its_session(days):
    sessions = raw.read("sessions").set_index("session")
    assert days["day"].notna().all() and len(days) == 385
    assert (days["day"] >= days["session"].map(sessions["start"])).all()
    assert (days["day"] <= days["session"].map(sessions["end"])).all()


def test_a_review_of_a_session_that_is_not_on_file_has_no_day():
    review = pd.DataFrame([{"sur": "PRK", "cycle": 3, "session": 33, "symbol": "A/HRC/42/10", "review_date": None}])
    assert days_of_reviews(review, raw.read("sessions"))["day"].isna().all()
