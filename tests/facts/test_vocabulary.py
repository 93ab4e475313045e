"""Claims about the words of the field."""

import subprocess
import sys

import pytest

from uprlib.facts import vocabulary


@pytest.mark.parametrize(("first", "last", "cycle"), [(1, 12, 1), (13, 26, 2), (27, 40, 3), (41, 54, 4)])
def test_each_cycle_has_its_sessions(first, last, cycle):
    assert {vocabulary.cycle_of(session) for session in range(first, last + 1)} == {cycle}


def test_a_session_of_the_fifth_cycle_is_not_known_yet():
    assert vocabulary.LAST_SESSION == 54 and vocabulary.cycle_of(55) is None


def test_low_cost_and_specific_requests_are_apart_and_category_3_is_neither():
    assert set(vocabulary.LOW_COST).isdisjoint(vocabulary.SPECIFIC)
    grouped = {*vocabulary.PLAUDITS, *vocabulary.DEMANDS}
    assert set(vocabulary.ACTIONS) - grouped == {3} and set(vocabulary.SPECIFIC) <= set(vocabulary.DEMANDS)


def test_what_upr_info_records_at_the_end_are_positions():
    assert set(vocabulary.FINAL_POSITIONS) < set(vocabulary.POSITIONS)
    assert vocabulary.PLEDGE not in vocabulary.POSITIONS


def test_the_vocabulary_costs_nothing_to_import():
    code = "import sys, uprlib.facts.vocabulary; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
