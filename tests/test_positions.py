import pandas as pd
import pytest

from uprlib import positions
from uprlib.errors import DataError, ParameterError


@pytest.fixture
def first_review(corpus):
    return corpus[(corpus["sur"] == "PRK") & (corpus["cycle"] == 1)].reset_index(drop=True)


def known(rows, paragraph):
    return rows.loc[rows["paragraph"] == paragraph, "accepted"].iloc[0]


def test_the_recorded_coding_is_upr_infos(first_review, history):
    coded = positions.coded(first_review, history, "recorded")
    assert coded["accepted"].sum() == 0 and coded["accepted"].notna().all()


def test_a_partly_accepted_recommendation_counts_only_under_the_partial_coding(first_review, history):
    assert known(positions.coded(first_review, history, "recorded"), "90.1") is not pd.NA
    assert not known(positions.coded(first_review, history, "belated"), "90.1")
    assert known(positions.coded(first_review, history, "belated_partial"), "90.1")


def test_not_fully_accepted_is_unknown_only_under_the_partial_coding(first_review, history):
    assert not known(positions.coded(first_review, history, "belated"), "90.5")
    assert known(positions.coded(first_review, history, "belated_partial"), "90.5") is pd.NA


def test_what_was_refused_in_the_room_stays_refused(first_review, history):
    coded = positions.coded(first_review, history, "belated")
    refused = coded[coded["paragraph"].str.startswith("91.")]
    assert len(refused) == 50 and not refused["accepted"].any() and refused["accepted"].notna().all()


@pytest.mark.parametrize(
    ("coding", "unknown", "hidden", "accepted"), [("belated", 97, 75, 81), ("belated_partial", 109, 80, 87)]
)
def test_the_published_totals_complete_the_unknown_rows(
    first_review, history, totals, coding, unknown, hidden, accepted
):
    coded = positions.coded(first_review, history, coding)
    assert coded["accepted"].isna().sum() == unknown
    assert positions.hidden_acceptances(coded, totals, history, coding) == {"A/HRC/13/13": hidden}
    assert coded["accepted"].sum() + hidden == accepted


def test_other_states_are_the_same_under_every_coding(corpus, history):
    eritrea = corpus[corpus["sur"] == "ERI"]
    codings = [positions.coded(eritrea, history, coding)["accepted"].tolist() for coding in positions.CODINGS]
    assert codings[0] == codings[1] == codings[2]


def test_totals_that_contradict_the_rows_are_refused(first_review, history, totals):
    coded = positions.coded(first_review, history, "belated")
    wrong = totals.copy()
    annex = (wrong["document"] == "A/HRC/WG.6/19/PRK/1 annex") & (wrong["position"] == "accepted")
    wrong.loc[annex, "n"] = 110
    with pytest.raises(
        DataError,
        match=r"110 accepted in the totals and 6 in the rows, with 97.*from 6 to 103",
    ):
        positions.hidden_acceptances(coded, wrong, history, "belated")
    with pytest.raises(DataError, match="no totals are known"):
        positions.hidden_acceptances(coded, totals[totals["cycle"] == 2], history, "belated")


def test_an_unknown_coding_lists_the_known_ones(first_review, history):
    with pytest.raises(ParameterError, match=r"did you mean belated\?"):
        positions.coded(first_review, history, "belate")
