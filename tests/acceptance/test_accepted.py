"""Claims about the single requests that a State accepted."""

import uprlib
from uprlib.acceptance.accepted import accepted_specific
from uprlib.acceptance.answers import answers


def test_the_dprk_accepted_13_requests_for_specific_action_in_its_second_review():
    found = accepted_specific(answers(uprlib.corpus(), "PRK", cycles=[2]))
    assert dict(found.entries())["specific_accepted"]["value"] == len(found) == 13
    assert "124.7" in found["paragraph"].tolist() and "A/HRC/27/10" in found.about.notes
    assert found.about.sentences == ("The DPRK accepted 13 of 114 requests for specific action in cycle 2.",)


def test_where_none_was_accepted_a_sentence_says_so():
    """As recorded, the DPRK accepted nothing in its first review."""
    found = accepted_specific(answers(uprlib.corpus(), "PRK", cycles=[1]))
    assert found.about.lacks == "The DPRK is not known to have accepted a request for specific action."


def test_a_state_without_a_review_is_told_apart():
    assert "has no review" in accepted_specific(answers(uprlib.corpus(), "VAT")).about.lacks
