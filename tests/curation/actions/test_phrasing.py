"""Claims about how the words of a request are read, on invented requests."""

import pytest

from uprlib.curation.actions.phrasing import normalise, request, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fight HIV/AIDS", "fight HIV-AIDS"),
        ("Co-operate with “OHCHR”", "Cooperate with OHCHR"),
        ("Iceland%u2019s  plan", "Iceland’s plan"),
    ],
)
def test_what_the_sources_write_differently_is_the_same(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    "forms",
    [
        ("ratify", "ratifying", "ratified", "ratification"),
        ("criminalise", "criminalizing", "criminalised", "criminalization"),
        ("adopt", "adopting", "adopted", "adoption"),
        ("plan", "planning", "planned", "plans"),
        ("policy", "policies"),
    ],
)
def test_all_forms_of_a_word_have_one_stem(forms):
    assert len({stem(word) for word in forms}) == 1


def test_short_words_and_words_in_ss_stay():
    assert [stem(word) for word in ("access", "need", "is", "red")] == ["access", "need", "is", "red"]


@pytest.mark.parametrize(
    "text",
    [
        "In cooperation with OHCHR, enact a law on prisons",
        "In this regard, with the help of its partners, enact a law on prisons",
        "That the Government should enact a law on prisons",
        "It was further recommended that it should enact a law on prisons",
        "(a) Enact a law on prisons",
        "The authorities of Ruritania must enact a law on prisons",
    ],
)
def test_a_request_begins_with_its_verb(text):
    assert request(normalise(text)).startswith("enact a law on prisons")


def test_an_imperative_is_no_reported_speech():
    assert request(normalise("Invite the Special Rapporteur")) == "invite the special rapporteur"


def test_a_frame_without_a_request_stays():
    assert request("in its schools, too") == "in its schools, too"
