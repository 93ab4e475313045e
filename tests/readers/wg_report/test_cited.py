"""Claims about the numbers that a text cites."""

import time

import pytest

from uprlib.readers.wg_report.cited import citations


def cited(text):
    return [(found.word, [place.label for place in found.places]) for found in citations(text)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("in paragraphs 19(d), 19(e) and 60 (a) above did not", ["19 (d)", "19 (e)", "60 (a)"]),
        ("in paragraph 53 (b), (c) and (d), and paragraph 7 above", ["53 (b)", "53 (c)", "53 (d)", "7"]),
        ("in paragraphs 26 (b); 26 (c); 27; and 31 (b) and (f)", ["26 (b)", "26 (c)", "27", "31 (b)", "31 (f)"]),
        ("in paras. 45 (a) to (c) and 50-52", ["45 (a)", "45 (b)", "45 (c)", "50", "51", "52"]),
        ("in sub-paragraphs (a) and (c) of paragraph 12", ["12 (a)", "12 (c)"]),
        ("in paragraphs 95.1 to 95.3 and 95.10", ["95.1", "95.2", "95.3", "95.10"]),
        ("in paragraphs 26b and 27 c, and 28", ["26 (b)", "27"]),
    ],
)
def test_places_are_cited_with_letters_ranges_and_conjunctions(text, places):
    assert cited(text)[0] == ("paragraph", places)


def test_numbers_of_recommendations_are_told_from_paragraphs():
    text = "the recommendations marked with an asterisk, Nos. 1, 4 and 7 in paragraph 88 above"
    assert cited(text) == [("recommendation", ["1", "4", "7"]), ("paragraph", ["88"])]
    assert cited("recommendations 102 to 104") == [("recommendation", ["102", "103", "104"])]
    assert cited("while those in 95.101 and 95.102 are noted") == [("", ["95.101", "95.102"])]


def test_what_the_report_says_of_a_place_is_its_topic():
    (found,) = citations("in paragraphs 10 and 15 (the planting of oaks) above")
    assert {place.topic for place in found.places} == {"the planting of oaks"}


@pytest.mark.parametrize(
    "text",
    ["paragraph 152 of the national report", "article 20, paragraph 2, of the pact", "resolution 62/149", "in 2009"],
)
def test_numbers_of_other_documents_are_no_places(text):
    assert cited(text) == []


def test_thousands_of_numbers_are_read_in_time():
    start = time.process_time()
    for text in (
        "paragraph 1 " * 9_000,
        "paragraphs 1, " + "(a) " * 9_000,
        "1.1 to " * 9_000,
        "paragraph 1" + " " * 90_000,
    ):
        assert cited(text)
    assert time.process_time() - start < 2
