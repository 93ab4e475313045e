"""Claims about English numbers in words."""

import re
import time

import pytest

from uprlib.readers.wording.numerals import NUMERAL, number_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("163", 163),
        ("one hundred and sixty-three", 163),
        ("Two hundred", 200),
        ("ninety nine", 99),
        ("a hundred trees", None),
        ("", None),
    ],
)
def test_the_number_that_words_stand_for(text, number):
    assert number_of(text) == number


def test_a_number_is_found_in_a_sentence_and_ends_before_the_next_word():
    found = re.search(rf"\b({NUMERAL})\s+recommendations", "All of the one hundred and two recommendations")
    assert number_of(found[1]) == 102


def test_many_numerals_are_read_in_time():
    start = time.process_time()
    re.search(rf"\b({NUMERAL})\s+recommendations", "one hundred and " * 5_000)
    assert time.process_time() - start < 1
