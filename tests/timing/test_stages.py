"""Two stages of one answer: in the room, and at the end."""

import pandas as pd
import pytest

from uprlib import acceptance, alliances, timing
from uprlib.timing.stages import ACCEPTED_OF_OPEN, REFUSED_IN_ROOM


@pytest.fixture(scope="module")
def friends(upr):
    return {cycle: alliances.friends(upr, "PRK", cycle) for cycle in (1, 2)}


@pytest.fixture(scope="module")
def belated(upr):
    return acceptance.answers(upr, "PRK", "belated")


@pytest.fixture(scope="module")
def stages(belated, friends):
    return timing.stages(belated, friends)


@pytest.fixture(scope="module")
def contrasts(belated, friends):
    return timing.stage_contrasts(belated, friends, draws=300)


def of(stages, cycle, stage, label):
    chosen = (stages["cycle"] == cycle) & (stages["stage"] == stage) & (stages["label"] == label)
    return stages[chosen].iloc[0]


def test_the_room_is_known_for_every_row_of_both_reviews(stages):
    first, second = (of(stages, cycle, REFUSED_IN_ROOM, "all") for cycle in (1, 2))
    assert (first["n"], round(first["rate"] * first["n"])) == (167, 50)
    assert (second["n"], round(second["rate"] * second["n"])) == (269, 83)


def test_of_what_it_left_open_in_2009_it_later_accepted_81_of_117(stages):
    whole = of(stages, 1, ACCEPTED_OF_OPEN, "all")
    assert (whole["n"], round(whole["rate"] * whole["n"])) == (117, 81)
    # Which ones is known for 20 rows only: a group has a range.
    continued = of(stages, 1, ACCEPTED_OF_OPEN, "continue")
    assert pd.isna(continued["rate"]) and (continued["rate_min"], continued["rate_max"]) == (0, 1)


def test_answers_to_one_state_resemble_each_other_and_widen_the_interval(stages):
    known = stages.dropna(subset=["low_clustered"])
    wider = known["high_clustered"] - known["low_clustered"] >= known["high"] - known["low"] - 1e-9
    assert wider.all() and len(known) > 20


def test_the_stages_are_said_in_words(stages):
    assert stages.about.sentences[0] == (
        "In cycle 1, the DPRK refused 50 of 167 recommendations in the room (29.9%): none of 21 low-cost requests "
        "(categories 1 and 2), 28 of 64 requests for specific action and none of 38 requests of friends (by ideal "
        "points)."
    )
    assert (
        stages.about.sentences[1] == "Of the 117 that it left open it accepted 81 at the end (69.2%, coding belated)."
    )
    assert {"refused_in_room.cycle1", "accepted_of_open.cycle2.clustered"} <= {key for key, _ in stages.entries()}


def test_in_the_room_of_2009_low_cost_requests_were_spared(contrasts):
    row = contrasts[contrasts["key"] == "refused_in_room.low_cost_less_specific.cycle1"].iloc[0]
    assert (row["n_1"], row["n_0"]) == (21, 64)
    assert row[["difference", "low", "high"]].astype(float).round(3).tolist() == [-0.438, -0.559, -0.245]
    assert row["low_clustered"] < row["low"] and row["high_clustered"] < 0


def test_every_definition_of_a_friend_is_in_the_table(contrasts, friends):
    found = contrasts[contrasts["key"].str.contains("friends_less_others") & (contrasts["cycle"] == 2)]
    assert len(found) == 2 * friends[2]["definition"].nunique()


def test_where_only_totals_are_known_there_is_a_range_and_no_test(contrasts):
    row = contrasts[contrasts["key"] == "accepted_of_open.low_cost_less_specific.cycle1"].iloc[0]
    assert row["least"] < 0 < row["greatest"] and pd.isna(row["difference"]) and pd.isna(row["p_clustered"])
    assert row["key"] not in dict(contrasts.entries())


def test_the_two_rooms_are_alike(contrasts):
    row = contrasts[contrasts["key"] == "refused_in_room.second_less_first"].iloc[0]
    assert abs(row["difference"]) < 0.02 and row["low_clustered"] < 0 < row["high_clustered"]
    end = contrasts[contrasts["key"] == "accepted_of_open.second_less_first"].iloc[0]
    assert (end["n_1"], end["n_0"]) == (186, 117) and end["difference"] == pytest.approx(114 / 186 - 81 / 117)


def test_a_silence_that_was_recorded_as_noted_is_not_compared(upr):
    found = timing.stage_contrasts(acceptance.answers(upr, "PRK", cycles=[1]), draws=100)
    assert set(found["stage"]) == {REFUSED_IN_ROOM}
    assert found.about.sentences[0] == (
        "In cycle 1, none of the 117 recommendations left open was accepted at the end (coding recorded), so that "
        "there is nothing to compare at this stage."
    )


def test_a_review_whose_headings_are_not_known_is_a_sentence(upr):
    own = acceptance.answers(upr, "SSD")
    for found in (timing.stages(own), timing.stage_contrasts(own), timing.stage_models(own, {})):
        assert found.about.lacks == "The positions of South Sudan in the Working Group are not known."


def test_a_state_without_a_review_is_a_sentence(upr):
    assert "VAT has no review" in timing.stages(acceptance.answers(upr, "VAT")).about.lacks.replace("Holy See", "VAT")


def test_a_group_of_one_state_has_no_interval_over_states_and_the_notes_say_why(upr):
    own = acceptance.answers(upr, "MMR", cycles=[1])
    found = timing.stage_contrasts(own, draws=100)
    row = found[found["stage"] == ACCEPTED_OF_OPEN].iloc[0]
    assert row["n_1"] == 2 and pd.isna(row["low_clustered"])
    assert "The smaller group has rows of 2 recommending States" in found.about.notes
