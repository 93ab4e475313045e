"""Claims about texts: what is cleaned away, and which two texts count as the same."""

import pytest

from uprlib.readers.wording.texts import blind, cleaned, without_tags


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


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p>Invent a rule<br>for all&nbsp;persons &amp; groups;</p>", "Invent a rule for all persons & groups;"),
        ("Invent&nbsp a <b>rul</b>e", "Invent a rule"),
        ('<div class="a > b">Invent</div><ul><li>one</li><li>two</li></ul>', 'b">Invent one two'),
        ("&lt;p&gt;Invent&lt;/p&gt; <!-- no --> more<o:p></o:p>", "Invent more"),
        ("if x < 2 and y > 3, invent <this", "if x < 2 and y > 3, invent <this"),
    ],
)
def test_tags_of_a_web_page_are_taken_out(written, read):
    assert cleaned(without_tags(written)) == read


def test_a_text_of_many_signs_takes_no_time():
    assert without_tags("<a " * 100_000).startswith("<a")
    assert without_tags("<!--" * 100_000).startswith("<!--")


def test_half_a_character_of_a_web_form_stays_as_it_is_written():
    assert cleaned("oaks %ud83c%udf33 and the child%u2019s") == "oaks %ud83c%udf33 and the child’s"
