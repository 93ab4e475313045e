"""Claims about symbols of reports."""

from uprlib.readers.wording import symbols


def test_the_council_session_gives_the_upr_session():
    assert symbols.session_of("A/HRC/13/13") == 6
    assert symbols.session_of("A/HRC/34/4") == 26
    # A/HRC/8 holds the reports of two UPR sessions.
    assert symbols.session_of("A/HRC/8/34") is None
