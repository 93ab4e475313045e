from uprlib.readers.addendum.blocks import Block
from uprlib.readers.addendum.layout import after_states, read_blocks


def answers(*pieces):
    """The last answer to each number, of paragraphs (text) and rows (tuples)."""
    found = [Block(" ".join(p), p, is_row=True) if isinstance(p, tuple) else Block(p, (p,)) for p in pieces]
    claims = sorted(read_blocks(found).claims, key=lambda claim: claim.strength)
    return {number: claim.position for claim in claims for span in claim.spans for number in span.numbers()}


def test_a_table_with_number_position_and_comment():
    assert answers(
        ("Recommendation", "Position", "Comment"),
        ("95.1 Ratify the Protocol (Denmark);", "Supported", "Erewhon notes 95.9."),
        ("95.2 Take note of the recommendations of the Committee (Spain)", "Noted", ""),
        ("95.3, 95.4", "Does not enjoy support", "Erewhon supports this kind of thing."),
    ) == {"95.1": "accepted", "95.2": "noted", "95.3": "not_accepted", "95.4": "not_accepted"}


def test_a_table_with_a_column_for_each_position():
    assert answers(("No.", "Accepted", "Noted"), ("95.1", "X", ""), ("95.2", "", "X")) == {
        "95.1": "accepted",
        "95.2": "noted",
    }
    assert answers(("Accepted", "Noted"), ("95.1, 95.3-95.4", "95.2")) == {
        "95.1": "accepted",
        "95.3": "accepted",
        "95.4": "accepted",
        "95.2": "noted",
    }


def test_a_table_with_a_row_for_each_position():
    assert answers(("Accepted", "95.1"), ("Noted", "95.2")) == {"95.1": "accepted", "95.2": "noted"}


def test_a_table_divided_by_headings():
    assert answers(
        ("Recommendation", "Comment"),
        ("Recommendations which enjoy the support of Erewhon",),
        ("95.1", "We agree."),
        ("Recommendations that are noted",),
        ("95.2", "Not now."),
    ) == {"95.1": "accepted", "95.2": "noted"}


def test_recommendations_in_full_under_headings_have_the_heading_s_position():
    assert answers(
        "I. Recommendations that enjoy the support of Erewhon:",
        "95.1 Accept the recommendations of the Committee and take note of them (Spain);",
        "The following recommendations do not enjoy the support of Erewhon:",
        "95.2 Abolish it (Peru).",
    ) == {"95.1": "accepted", "95.2": "not_accepted"}


def test_an_item_has_its_own_label_or_sentence():
    assert answers(
        "Recommendation 95.1: Accepted.",
        "95.2 – Supported in part",
        "95.3",
        "Noted",
        "95.4",
        "Erewhon does not support this recommendation, since it supports others.",
    ) == {"95.1": "accepted", "95.2": "partly_accepted", "95.3": "noted", "95.4": "not_accepted"}


def test_a_heading_makes_an_acceptance_one_of_what_is_implemented():
    assert answers(
        "Accepted recommendations that Erewhon considers already implemented", "4. Erewhon accepts 95.1."
    ) == {"95.1": "implemented"}


def test_a_recommendation_s_own_words_are_left_out():
    assert after_states("Accept it (Spain, Peru) Noted.").strip() == "Noted."
    assert after_states("It is noted (in part).") == "It is noted (in part)."
