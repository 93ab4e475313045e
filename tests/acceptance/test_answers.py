import pytest

import uprlib
from uprlib import acceptance
from uprlib.acceptance.answers import accepted_specific, answers, corpus_of
from uprlib.errors import ParameterError


def test_answers_know_whose_they_are_and_keep_it_when_filtered(dprk):
    second = dprk[dprk["cycle"] == 2]
    assert second.told.who == "DPRK" and second.told.coding == "recorded" and second.told.confidence == 0.95
    assert len(second) == 269 and int(second["accepted"].sum()) == 114


def test_belated_answers_come_with_what_the_totals_say_of_the_unknown_ones(upr):
    first = acceptance.answers(upr, "PRK", "belated", cycles=[1])
    (hidden,) = first.told.hidden.values()
    assert int(first["accepted"].isna().sum()) == len(hidden.unknown) == 97 and hidden.accepted == 75


def test_a_state_that_was_not_reviewed_in_a_cycle_has_no_answers_and_a_sentence(upr):
    none = acceptance.answers(upr, "SSD", cycles=[1])
    assert none.empty and none.told.lacks == "South Sudan has no review in cycle 1 in this corpus."
    assert acceptance.latest(none).told.lacks == none.told.lacks


def test_the_last_review_with_coded_issues_need_not_be_the_last(upr):
    """Reviews of sessions 21-26 have no coded issues: Myanmar's second was in session 23."""
    myanmar = acceptance.answers(upr, "MMR")
    assert set(myanmar["cycle"]) == {1, 2} and set(acceptance.latest(myanmar)["cycle"]) == {1}


def test_everyone_is_all_states_of_a_cycle_as_recorded(upr):
    rows = acceptance.everyone(upr, cycle=1)
    assert rows["sur"].nunique() == 192 and rows["accepted"].notna().all() and rows.told.who == "all States"


def test_the_reviews_are_listed_with_what_is_known_of_them(dprk):
    table = acceptance.reviews(dprk).set_index("cycle")
    assert table.loc[1, ["session", "report", "recommendations"]].tolist() == [6, "A/HRC/13/13", 167]
    # 124.7 was split in two rows.
    assert table.loc[2, ["recommendations", "paragraphs"]].tolist() == [269, 268]


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
    sentence = "There is no recommendation to the DPRK by American Samoa in this corpus."
    assert acceptance.rates(part, "cycle").about.lacks == sentence


def test_a_plain_table_does_not_know_its_corpus():
    with pytest.raises(ParameterError, match="get them from"):
        corpus_of(uprlib.load("recommendations"))


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
