"""Claims about words that ask for something by themselves, and words that only go on with a sentence."""

import time

import pytest

from uprlib.readers.wording.requests import goes_on, is_fragment, lacks_object, opens_request


@pytest.mark.parametrize(
    "text",
    [
        "Ratify the pact",
        "continue to ratify the pact",
        "In line with its pledge, and with help, take measures",
        "effectively and fully implement it",
        "that it take measures",
        "That the Government of Erewhon plant trees",
        "The authorities should plant trees",
        "to plant trees",
        "Step-up its efforts",
        "Strengthens its cooperation",
        "Recommended that Erewhon plant trees",
    ],
)
def test_a_request_begins_with_its_verb_or_with_what_frames_it(text):
    assert opens_request(text) and not is_fragment(text)


@pytest.mark.parametrize(
    "text",
    [
        "especially in the north",
        "including by planting trees",
        "the Convention on the Rights of the Tree",
        "that are tall",
        "without restrictions",
        "its Optional Protocol",
        "as soon as possible",
        "defenders",
        "on the basis of age and origin",
    ],
)
def test_a_qualifier_or_a_mere_object_is_no_request(text):
    assert not opens_request(text) and is_fragment(text) and goes_on("Plant trees", f", {text}")


@pytest.mark.parametrize("text", ["Sign", "Sign and/or ratify", "Continue to strengthen", "to consider acceding to"])
def test_a_verb_without_what_it_is_about_is_a_fragment(text):
    assert lacks_object(text) and is_fragment(text)


def test_verbs_with_an_object_are_none():
    assert not any(map(lacks_object, ("Sign it", "Invent more", "Ratify CEDAW", "Plant trees")))


def test_a_lone_verb_that_comes_again_after_a_semicolon_stands_alone():
    assert not goes_on("Invent", "; invent more") and goes_on("Sign", "; ratify the pact")


def test_a_marker_begins_a_part_of_its_own():
    assert not goes_on("Plant oaks", "; (b) especially elms") and not goes_on("Plant oaks", " and (ii) elms")


def test_nouns_stand_beside_each_other_as_verbs_do():
    assert not goes_on("The adoption of a law", "; the creation of a court")
    assert goes_on("Adopt a law", "; the creation of a court")


def test_long_texts_are_answered_in_time():
    start = time.process_time()
    for text in ("in a, " * 20_000, "to and " * 20_000, "a" * 100_000, " " * 100_000, "(a) " * 20_000):
        opens_request(text), lacks_object(text), is_fragment(text), goes_on(text, text)
    assert time.process_time() - start < 2
