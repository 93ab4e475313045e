"""Claims about the titles of thematic lists."""

import pandas as pd
import pytest

from uprlib.readers.thematic_list.title import review_of, with_review


@pytest.mark.parametrize(
    ("line", "review"),
    [
        ("UPR of China (2nd Cycle – 17th session)\t\tThematic list of recommendations", ("CHN", 2, 17)),
        ("UPR of Egypt - Second Cycle\tThematic list of recommendations\t\tPage 2 of 39", ("EGY", 2, None)),
        ("UPR of Iran (Islamic Republic of) (3rd Cycle – 34th session)", ("IRN", 3, 34)),
        ("Universal Periodic Review of the Republic of Korea, 28th session (cycle 3)", ("KOR", 3, 28)),
        ("UPR of Congo, Democratic Republic of the - Third Cycle", ("COD", 3, None)),
        ("UPR of Bosnia and Herzegovina", ("BIH", None, None)),
    ],
)
def test_a_title_says_state_cycle_and_session(line, review):
    found, aside = review_of(["", line, "UPR of Norway"])
    assert tuple(found.values()) == review and not aside


def test_a_state_that_is_not_known_is_named_and_its_list_is_read():
    found, aside = review_of(["UPR of Utopia (2nd Cycle – 17th session)"])
    assert found == {"sur": None, "cycle": 2, "session": 17}
    assert [(each.where, each.value) for each in aside] == [("page header", "Utopia")]
    assert review_of(["the UPR of last year"]) == ({}, [])


def test_the_report_says_the_session_that_a_title_does_not():
    table = with_review(pd.DataFrame({"symbol": ["A/HRC/28/16", None]}), {"sur": "EGY", "cycle": None, "session": None})
    assert table["session"].tolist() == [20, 20] and table["cycle"].tolist() == [2, 2]
    of_two = with_review(pd.DataFrame({"symbol": ["A/HRC/28/16", "A/HRC/25/5"]}), {})
    assert of_two["session"].isna().all()
