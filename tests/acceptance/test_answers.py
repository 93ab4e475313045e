import pytest

import uprlib
from uprlib import acceptance
from uprlib.acceptance.answers import corpus_of
from uprlib.errors import ParameterError


def test_a_part_is_named_in_titles_and_keeps_no_number_of_the_whole():
    own = acceptance.answers(uprlib.corpus(), "PRK")
    part = acceptance.part(own, own["action"] == 5, "for specific action")
    table = acceptance.rates(part, "cycle")
    assert table.about.title == "Acceptance by cycle, DPRK for specific action"
    assert list(acceptance.rates(own, "cycle").entries()) and not list(table.entries())
    assert not list(acceptance.by_recommender(part).entries())


def test_an_empty_part_knows_its_sentence():
    own = acceptance.answers(uprlib.corpus(), "PRK")
    part = acceptance.part(own, own["recommender"] == "ASM", "by American Samoa")
    sentence = "There is no recommendation to DPRK by American Samoa in this corpus."
    assert acceptance.rates(part, "cycle").about.lacks == sentence


def test_a_plain_table_does_not_know_its_corpus():
    with pytest.raises(ParameterError, match="take them from"):
        corpus_of(uprlib.load("recommendations"))
