"""Claims about sessions of the UPR."""

import pytest

from uprlib.readers.wording import sessions


def test_the_council_session_gives_the_upr_session():
    assert sessions.session_of("A/HRC/13/13") == 6
    assert sessions.session_of("A/HRC/34/4") == 26
    assert sessions.session_of("A/HRC/56/10") == 45
    # From reports: Slovenia, session 48; Somalia, session 52.
    assert sessions.session_of("A/HRC/59/15") == 48
    assert sessions.session_of("A/HRC/63/12") == 52


@pytest.mark.parametrize("symbol", ["A/HRC/8/34", "A/HRC/20/1", "A/HRC/35/1"])
def test_a_council_session_without_reports_or_with_those_of_two_sessions_gives_none(symbol):
    assert sessions.session_of(symbol) is None


def test_reports_of_a_cycle_follow_each_other_without_a_gap():
    assert sorted(sessions.UPR_SESSIONS.values()) == list(range(3, 53))
