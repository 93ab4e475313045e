"""The verb rule of McMahon's scheme, on invented requests."""

import pytest

from uprlib.curation.actions.verb_rule import rule_category, verb_table
from uprlib.facts.vocabulary import ACTIONS


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Continue its efforts to improve access to schools", 2),
        ("Maintain the moratorium", 2),
        ("Consider ratifying the Covenant", 3),
        ("Study the possibility of a standing invitation", 3),
        ("Strengthen the protection of children", 4),
        ("Take measures to prevent overcrowding", 4),
        ("Ratify the Covenant", 5),
        ("Abolish the death penalty", 5),
        ("That the Government should ratify the Covenant", 5),
        ("In cooperation with OHCHR, continue the reform", 2),
        ("Ratifying the Covenant without delay", 5),
    ],
)
def test_the_first_verb_of_the_request_decides(text, category):
    assert rule_category(text) == category


def test_a_text_without_a_known_verb_has_no_category():
    assert rule_category("Well done") is None


def test_every_phrase_has_one_category():
    assert set(verb_table().values()) == set(ACTIONS) and len(verb_table()) > 100
