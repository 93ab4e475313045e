import pytest

from uprlib.readers.wording.paragraph_numbers import Span, lists_of_numbers


def read(text, **kw):
    return [[str(span) for span in each.spans] for each in lists_of_numbers(text, **kw)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("accepts 95.1, 95.3-95.7 and 95.10", ["95.1", "95.3 to 95.7", "95.10"]),
        # As real addenda print them: the end of a range without its lead, with a space behind the dash, without a space
        # behind the comma, with a full stop for a comma.
        (
            "122.17-18, 122.62- 66, 122.141-144,122.146",
            ["122.17 to 122.18", "122.62 to 122.66", "122.141 to 122.144", "122.146"],
        ),
        ("140.35. 140.36, 140.41", ["140.35", "140.36", "140.41"]),
        ("140.82-85, 87", ["140.82 to 140.85", "140.87"]),
        ("140.120, 209 Erewhon has more doctors", ["140.120", "140.209"]),
        ("recommendations 1–5, 14– 16, 150 – 152", ["1 to 5", "14 to 16", "150 to 152"]),
        ("Recs. 6–13 The Government", ["6 to 13"]),
        ("95.1 through 95.4", ["95.1 to 95.4"]),
        ("95.1 (France), 95.2 (Spain) and 95.4", ["95.1", "95.2", "95.4"]),
        ("95.1 95.2 95.3", ["95.1", "95.2", "95.3"]),
        ("95.4 (a)", ["95.4 (a)"]),
    ],
)
def test_lists_and_ranges_are_read_as_they_are_printed(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "spends 5.3 per cent of it",
        "on 12 November 2019",
        "under article 297 of resolution 5/1",
        "accepts 142 recommendations",
        "three categories: 1. Accepted recommendations; 2. Noted recommendations",
        "costs €95.3",
    ],
)
def test_other_numbers_are_no_recommendations(text):
    assert read(text) == []


def test_a_date_behind_a_number_is_not_in_the_list():
    assert read("as to 95.3, 2 November was the day") == [["95.3"]]


def test_a_number_without_a_lead_counts_at_the_start_of_a_cell_only_where_asked():
    assert read("1, 2 and 3") == []
    assert read("1, 2 and 3", bare=True) == [["1", "2", "3"]]


def test_a_span_names_its_numbers_unless_it_runs_over_leads():
    assert Span(95, 3, 95, 5).numbers() == ["95.3", "95.4", "95.5"]
    assert Span(None, 3, None, 4).numbers() == ["3", "4"]
    assert Span(95, 3, 96, 2).numbers() == []
    assert Span(95, 5, 95, 3).numbers() == []
