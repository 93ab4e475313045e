"""Claims about the title page and the first paragraph."""

from pathlib import Path

import pytest

from uprlib.errors import SourceError
from uprlib.readers.opening.lines import Line
from uprlib.readers.wg_report.cover import Cover, ordinal, read_cover


def cover(*texts):
    return read_cover([Line(text, 1, False) for text in texts], Path("report.pdf"))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("first", 1),
        ("twelfth", 12),
        ("twentieth", 20),
        ("thirty-third", 33),
        ("Forty–fifth", 45),
        ("forty fifth", 45),
        ("last", None),
    ],
)
def test_ordinals(words, number):
    assert ordinal(words) == number


def test_the_session_gives_the_cycle():
    assert Cover("A/HRC/27/99", "CIV", 19).cycle == 2
    assert Cover("A/HRC/27/99", "CIV", None).cycle is None


def test_a_title_and_a_name_over_several_lines():
    found = cover(
        "A/HRC/17/9",
        "Report of the Working Group on the Universal Periodic",
        "Review*",
        "United Kingdom of Great Britain",
        "and Northern Ireland*",
    )
    assert found == Cover("A/HRC/17/9", "GBR", 10)


def test_the_first_paragraph_tells_the_session_where_the_symbol_cannot():
    found = cover(
        "A/HRC/8/9",
        "Universal Periodic Review",
        "Chad",
        "The Working Group on the Universal Periodic Review held its second",
        "session from 5 to 16 May 2008",
    )
    assert found.session == 2
    assert cover("A/HRC/8/9", "Universal Periodic Review", "Chad").session is None


def test_a_draft_has_its_session_in_the_symbol():
    assert cover("A/HRC/WG.6/43/L.9", "Universal Periodic Review", "Chad").session == 43


def test_the_symbol_of_an_earlier_issue_is_not_the_reports():
    found = cover("* Previously issued as A/HRC/WG.6/9/L.9", "A/HRC/16/9", "Universal Periodic Review", "Chad")
    assert found.symbol == "A/HRC/16/9"


def test_an_unknown_state_under_review_is_an_error():
    with pytest.raises(SourceError) as caught:
        cover("A/HRC/16/9", "Universal Periodic Review", "Erewhon")
    assert "state_names.csv" in caught.value.remedy
