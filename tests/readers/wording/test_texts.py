"""Claims about texts: what is cleaned away, and which two texts count as the same."""

import pytest

from uprlib.readers.wording.texts import blind, cleaned


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("the child%u2019s  rights ", "the child’s rights"),
        ("&#40;Unknown&#41;", "(Unknown)"),
        ("Women &amp; girls", "Women & girls"),
        ("one\r\n\ttwo\u00a0three", "one two three"),
        ("100% use", "100% use"),
    ],
)
def test_web_escapes_and_runs_of_spaces_are_cleaned(written, read):
    assert cleaned(written) == read


@pytest.mark.parametrize(
    ("one", "other"), [("and/or", "and or"), ("the “rights”", "The rights."), ("Côte d’Ivoire", "Cote d'Ivoire")]
)
def test_texts_that_differ_in_punctuation_accents_and_case_are_the_same(one, other):
    assert blind(one) == blind(other)


def test_texts_that_differ_in_a_number_are_not_the_same():
    assert blind("article 5") != blind("article 6")
