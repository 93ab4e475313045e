"""Claims about the positions that section II states: for a list, after it, and for some of its numbers."""

import pytest

from uprlib.readers.opening.lines import Line
from uprlib.readers.wg_report.sections import leads_of
from uprlib.readers.wg_report.stated_positions import statements

MADE = "6. In the course of the discussion, the following recommendations were made to Erewhon:"
SUPPORTED = "6. The recommendations listed below enjoy the support of Erewhon:"
ITEMS = ["6.1 Plant oaks (Chad);", "6.2 Plant elms (Mali);", "6.3 Plant firs (Peru)."]


def positions(*texts):
    leads = leads_of([Line(text, 7, False) for text in texts])[0]
    stated = statements(leads)
    return {each.number: stated.position(n, each.number) for n, lead in enumerate(leads) for each in lead.paragraphs}


def cited(*texts):
    leads = leads_of([Line(text, 7, False) for text in texts])[0]
    return [(found.place.label, found.position) for found in statements(leads).cited]


@pytest.mark.parametrize(
    ("after", "position"),
    [
        ("7. The response of Erewhon to these recommendations will be included in the outcome report.", "pending"),
        ("7. These recommendations will be examined by Erewhon.", "pending"),
        ("7. The above recommendations do not enjoy the support of Erewhon.", "noted"),
        ("7. Erewhon considers that the recommendations above are already implemented.", "implemented"),
        ("The recommendations above enjoy the support of Erewhon.", "accepted"),
        ("7. Other recommendations will be examined by Erewhon.", None),
        ("7. Erewhon thanked all.", None),
    ],
)
def test_a_position_may_stand_after_the_list(after, position):
    assert set(positions(MADE, *ITEMS, after).values()) == {position}


def test_a_position_after_two_lists_is_that_of_both_but_not_of_one_with_its_own():
    second = ["7. The following recommendations were also made to Erewhon:", "7.1 Plant yews (Cuba)."]
    after = "8. The response to the recommendations will be included in the outcome report."
    first = [SUPPORTED, *ITEMS]
    assert positions(*first, *second, after) == dict.fromkeys(["6.1", "6.2", "6.3"], "accepted") | {"7.1": "pending"}


def test_a_position_may_stand_before_the_lists():
    lists = ["7. Civil rights:", "7.1 Plant oaks (Chad).", "8. Social rights:", "8.1 Plant elms (Mali)."]
    before = "6. The following recommendations will be examined by Erewhon."
    assert positions(before, *lists) == {"7.1": "pending", "8.1": "pending"}


@pytest.mark.parametrize(
    "after",
    [
        "7. Erewhon considers that recommendations Nos. 1 and 3 in paragraph 5 above are already implemented.",
        "7. Erewhon considers that recommendations 6.1 and 6.3 are already implemented.",
        "7. The recommendations in paragraphs 6.1 and 6.3 are in the process of implementation.",
    ],
)
def test_some_numbers_of_a_list_may_have_another_position(after):
    assert positions(SUPPORTED, *ITEMS, after) == {"6.1": "implemented", "6.2": "accepted", "6.3": "implemented"}


def test_a_lead_may_say_of_some_of_its_own_numbers_that_they_are_implemented():
    lead = (
        "6. The recommendations below enjoy the support of Erewhon, out of which recommendations 2 to 3 Erewhon"
        " considers as already implemented:"
    )
    assert positions(lead, *ITEMS) == {"6.1": "accepted", "6.2": "implemented", "6.3": "implemented"}


def test_what_is_excepted_has_no_position():
    lead = "6. The recommendations below enjoy the support of Erewhon, with the exception of recommendation 6.2:"
    assert positions(lead, *ITEMS) == {"6.1": "accepted", "6.2": None, "6.3": "accepted"}


@pytest.mark.parametrize(
    "words",
    [
        "Erewhon considers that recommendations contained in paragraphs 2 (b) and 3 do not enjoy its support.",
        "The recommendations noted in the report in paragraphs 2 (b) and 3 above did not enjoy the support of Erewhon.",
        "Erewhon rejects the recommendations made in paragraphs 2 (b) and 3, as they do not conform to its laws.",
        "The recommendations in paragraphs 2 (b) and 3 are noted.",
    ],
)
def test_recommendations_of_section_i_are_cited_by_place_with_a_position(words):
    assert cited(SUPPORTED, *ITEMS, f"7. {words}") == [("2 (b)", "noted"), ("3", "noted")]


def test_a_list_that_mentions_places_without_a_position_cites_nothing():
    lead = f"{SUPPORTED[:-1]}. Erewhon submitted its views on the recommendations noted in paragraphs 2 (b) and 3."
    assert cited(lead, *ITEMS) == []


def test_a_comment_on_places_that_were_cited_before_keeps_their_position():
    comment = "8. With regard to recommendations 2 (b) and 3, Erewhon offers the following comments."
    refused = "7. The recommendations in paragraphs 2 (b) and 3 did not enjoy its support."
    assert cited(SUPPORTED, *ITEMS, refused, comment) == [("2 (b)", "noted"), ("3", "noted")]


def test_the_recommendations_that_a_paragraph_names_are_known():
    leads = leads_of([Line(text, 7, False) for text in (SUPPORTED, *ITEMS, "7. Recommendations 6.1 to 6.4 stand.")])[0]
    (named,) = statements(leads).named
    assert (named.by, named.numbers) == (7, ("6.1", "6.2", "6.3", "6.4"))
