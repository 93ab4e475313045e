import pytest

from uprlib.readers.addendum.clauses import ALL, PARAGRAPH, said_in


def claims(text):
    return [(claim.position, [str(span) for span in claim.spans]) for claim in said_in(text).claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Erewhon accepts recommendations 95.1, 95.3-95.7 and 95.10.",
            [("accepted", ["95.1", "95.3 to 95.7", "95.10"])],
        ),
        ("Recommendations 95.1 and 95.2 enjoy the support of Erewhon.", [("accepted", ["95.1", "95.2"])]),
        ("Recommendation 95.3 does not enjoy the support of Erewhon.", [("not_accepted", ["95.3"])]),
        ("Erewhon takes note of recommendations 95.1 and 95.4.", [("noted", ["95.1", "95.4"])]),
        ("For the time being the Government notes recommendations 6–13, 17.", [("noted", ["6 to 13", "17"])]),
        (
            "Erewhon partially accepts 95.4, and does not accept 95.8.",
            [("partly_accepted", ["95.4"]), ("not_accepted", ["95.8"])],
        ),
        (
            "Recommendation 95.1 is accepted, while 95.2 is noted and 95.3 is partially accepted.",
            [("accepted", ["95.1"]), ("noted", ["95.2"]), ("partly_accepted", ["95.3"])],
        ),
        (
            "Erewhon accepts 95.1, but the following are noted: 95.2, 95.3.",
            [("accepted", ["95.1"]), ("noted", ["95.2", "95.3"])],
        ),
        ("As to recommendations 95.3 and 95.4, Erewhon takes note.", [("noted", ["95.3", "95.4"])]),
        (
            "Recommendations 95.8 and 95.9 do not enjoy its support and would thus be noted.",
            [("noted", ["95.8", "95.9"])],
        ),
        (
            "Erewhon accepts 95.1 and 95.2. It considers that they are already implemented.",
            [("implemented", ["95.1", "95.2"])],
        ),
        (
            "Recommendations 95.1-95.9 (supported); 95.10 (noted).",
            [("accepted", ["95.1 to 95.9"]), ("noted", ["95.10"])],
        ),
        ("Accepted: 95.1, 95.2. Noted: 95.3.", [("accepted", ["95.1", "95.2"]), ("noted", ["95.3"])]),
        ("Erewhon has decided to accept 95.1 and to note 95.5.", [("accepted", ["95.1"]), ("noted", ["95.5"])]),
    ],
)
def test_prose_gives_each_number_its_position(text, expected):
    assert claims(text) == expected


def test_a_reference_to_another_recommendation_is_no_answer():
    assert claims("95.3 Erewhon accepts this recommendation. See also recommendation 95.42 above.") == [
        ("accepted", ["95.3"])
    ]


def test_all_but_some_leaves_these_to_their_own_answer():
    said = said_in("Erewhon accepts all recommendations with the exception of 95.5 and 95.9, which are noted.")
    whole, excepted = said.claims
    assert (whole.position, whole.about, [str(span) for span in whole.without]) == ("accepted", ALL, ["95.5", "95.9"])
    assert (excepted.position, [str(span) for span in excepted.spans]) == ("noted", ["95.5", "95.9"])


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("The remaining recommendations are noted.", "noted"),
        ("All other recommendations do not enjoy the support of Erewhon.", "not_accepted"),
        ("Erewhon is pleased to accept all 197 recommendations.", "accepted"),
        ("Erewhon accepts 95.1 and notes the remaining seven.", "noted"),
    ],
)
def test_what_is_said_of_all_or_of_the_others_waits_for_the_report(text, position):
    assert [claim.position for claim in said_in(text).claims if claim.about == ALL] == [position]


def test_a_whole_paragraph_is_answered_at_once():
    (claim,) = said_in("Erewhon accepts all the recommendations contained in paragraph 95 of the report.").claims
    assert (claim.position, claim.about, claim.spans[0].lead) == ("accepted", PARAGRAPH, 95)


@pytest.mark.parametrize(
    "text",
    ["Erewhon accepts all recommendations aimed at children.", "Most of the remaining recommendations are accepted."],
)
def test_a_sentence_on_some_of_the_others_is_reported_and_not_guessed(text):
    said = said_in(text)
    assert not said.claims
    assert said.unclear == [text]


def test_counts_are_totals_and_no_answers():
    said = said_in(
        "It states its position on the remaining 157 recommendations, of which 124 are supported and 33 noted."
    )
    assert not said.claims
    assert [(total.position, total.n) for total in said.totals] == [("accepted", 124), ("noted", 33)]


def test_counts_of_earlier_answers_are_no_totals():
    assert not said_in("It received 215 recommendations, of which 58 were immediately supported.").totals


def test_a_sentence_that_announces_a_list_hangs():
    assert said_in("The following recommendations enjoy the support of Erewhon:").hanging == "accepted"
    assert said_in("The Government notes 21 recommendations.").hanging is None


def test_a_very_long_sentence_is_set_aside():
    assert said_in("95.1, " * 5000 + "are accepted").unclear
