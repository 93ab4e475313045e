"""Claims about what only reports print beside their brackets."""

import pytest

from uprlib.readers.wg_report.parts import parts_of


def codes(text):
    return [(part.text, [name.iso3 for name in part.names]) for part in parts_of(text)]


@pytest.mark.parametrize("ending", ["(France)/(Lithuania)5;", "(France) 5 (Lithuania)", "(France)* and (Lithuania)**;"])
def test_footnote_marks_behind_a_bracket_are_no_text(ending):
    assert codes(f"Plant trees {ending}") == [("Plant trees", ["FRA", "LTU"])]


def test_a_number_that_begins_the_next_words_is_no_footnote_mark():
    assert codes("Plant trees (Chad) 12 months from now;") == [("Plant trees 12 months from now", ["TCD"])]


def test_words_behind_the_last_bracket_belong_to_its_part_but_a_heading_does_not():
    assert codes("Plant trees (Chad) as the committee said;") == [("Plant trees as the committee said", ["TCD"])]
    assert codes("Plant trees (Chad); Rights of the forest") == [("Plant trees", ["TCD"])]


def test_a_paragraph_without_states_keeps_its_text():
    assert codes("Trees are welcomed.") == [("Trees are welcomed.", [])]
