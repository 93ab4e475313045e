"""Claims about words that a line end breaks."""

import time

from uprlib.readers.wording.hyphens import LINE_END_HYPHEN, mended, one_text, words_within_lines


def test_lines_are_joined_and_hyphens_at_their_ends_marked():
    assert one_text(["Plant trees in a follow-", "up of", "the  plan"]) == (
        f"Plant trees in a follow{LINE_END_HYPHEN}up of the plan"
    )


def test_a_hyphen_before_a_capital_is_not_one_of_a_broken_word():
    assert one_text(["long-", "Term"]) == "long- Term"


def test_hyphens_at_line_ends_follow_the_reports_own_spelling():
    words = words_within_lines(["Transparency and the follow-up", "of plans"])
    assert words == {"transparency", "and", "the", "follow-up", "of", "plans"}
    assert mended("trans\ufffeparency, follow\ufffeup, one\ufffefifth", words) == "transparency, follow-up, one-fifth"


def test_a_word_that_the_report_spells_both_ways_keeps_its_hyphen():
    assert mended("co\ufffeoperation", frozenset({"co-operation", "cooperation"})) == "co-operation"


def test_words_of_50_000_letters_are_mended_in_time():
    start = time.process_time()
    for word in ("a" * 50_000, "a-" * 25_000, f"ab{LINE_END_HYPHEN}" * 10_000, f"{'a' * 50_000}{LINE_END_HYPHEN}b"):
        mended(word, frozenset())
    assert time.process_time() - start < 1
