"""Claims about numbers before a text: the paragraph's are taken off, and those that belong to the text stay."""

import time

import pytest

from uprlib.readers.wording.prefixes import numbered


@pytest.mark.parametrize(
    ("text", "paragraph", "rest"),
    [
        ("26.49 Invent a rule", "26.49", "Invent a rule"),
        ("26.49. invent a rule", "26.49", "invent a rule"),
        ("(26.49) Invent", "26.49", "Invent"),
        ("- 134.10 - Invent", "134.10", "Invent"),
        ("4.The Committee", "4", "The Committee"),
        ("67. To invent", "67", "To invent"),
        ("79 (b) Invent", "79(b)", "Invent"),
        ("79(a). Invent", "79(a)", "Invent"),
        ("R 26.49 Invent", "26.49", "Invent"),
        ("Para. 26.49: Invent", "26.49", "Invent"),
        ("paragraph 28: Invent", "28", "Invent"),
        ("Rec. 18 (para. 60): Invent", "60.18", "Invent"),
        ("para. 60 no. 4 - Invent", "60.4", "Invent"),
        ("Recommendation No. 41, para. 81: 41. Invent", "81.41", "Invent"),
        ("Recommendations contained in para. 79(a): 79(a). Invent", "79(a)", "Invent"),
        ("para. 79: (a) Invent", "79(a)", "Invent"),
    ],
)
def test_the_number_of_the_paragraph_is_taken_off(text, paragraph, rest):
    assert numbered(text) == (paragraph, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2030 Agenda rule",
        "5 years after, invent",
        "16 Days of Activism",
        "0.7 per cent of it",
        "1.5 million persons",
        "5-year plan",
        "(1) Invent; (2) invent more",
        "Paragraph 28 of the report",
        "Recommendation 5-year plan",
        "R2P norms",
        "In 2015 invent",
        "26.49",
        "",
    ],
)
def test_a_number_that_belongs_to_the_text_stays(text):
    assert numbered(text) == (None, text)


@pytest.mark.parametrize("text", ["r " * 50_000, "para. 1, " * 20_000, "1." * 50_000, "(" * 100_000, " " * 100_000])
def test_long_texts_take_no_time(text):
    start = time.perf_counter()
    numbered(text)
    assert time.perf_counter() - start < 1
