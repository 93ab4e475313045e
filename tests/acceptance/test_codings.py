import pandas as pd
import pytest

from uprlib.acceptance import codings
from uprlib.errors import ParameterError


@pytest.fixture
def first_review(corpus):
    return corpus[(corpus["sur"] == "PRK") & (corpus["cycle"] == 1)].reset_index(drop=True)


def known(rows, paragraph):
    return rows.loc[rows["paragraph"] == paragraph, "accepted"].iloc[0]


def test_the_recorded_coding_is_upr_infos(first_review, history):
    coded = codings.coded(first_review, history, "recorded")
    assert coded["accepted"].sum() == 0 and coded["accepted"].notna().all()


def test_a_partly_accepted_recommendation_counts_only_under_the_partial_coding(first_review, history):
    assert known(codings.coded(first_review, history, "recorded"), "90.1") is not pd.NA
    assert not known(codings.coded(first_review, history, "belated"), "90.1")
    assert known(codings.coded(first_review, history, "belated_partial"), "90.1")


def test_not_fully_accepted_is_unknown_only_under_the_partial_coding(first_review, history):
    assert not known(codings.coded(first_review, history, "belated"), "90.5")
    assert known(codings.coded(first_review, history, "belated_partial"), "90.5") is pd.NA


@pytest.fixture
def second_review(corpus):
    return corpus[(corpus["sur"] == "PRK") & (corpus["cycle"] == 2)].reset_index(drop=True)


def test_partial_acceptances_count_in_both_reviews_or_in_neither(second_review, history):
    belated, partial = (codings.coded(second_review, history, each)["accepted"] for each in codings.CODINGS[1:])
    assert belated.sum() == 114 and belated.notna().all()
    # The addendum of September 2014: 72 rows that were left open are not acceptances in full; one of them is a part of
    # paragraph 124.7, which UPR Info split into what was accepted and what was not.
    assert partial.sum() == 114 and partial.isna().sum() == 71
    assert partial[second_review["paragraph"] == "124.7"].tolist() in ([True, False], [False, True])


def test_what_was_refused_in_the_room_stays_refused(first_review, history):
    coded = codings.coded(first_review, history, "belated")
    refused = coded[coded["paragraph"].str.startswith("91.")]
    assert len(refused) == 50 and not refused["accepted"].any() and refused["accepted"].notna().all()


def test_other_states_are_the_same_under_every_coding(corpus, history):
    eritrea = corpus[corpus["sur"] == "ERI"]
    answers = [codings.coded(eritrea, history, coding)["accepted"].tolist() for coding in codings.CODINGS]
    assert answers[0] == answers[1] == answers[2]


def test_an_unknown_coding_lists_the_known_ones(first_review, history):
    with pytest.raises(ParameterError, match=r"did you mean belated\?"):
        codings.coded(first_review, history, "belate")
