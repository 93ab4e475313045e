import pandas as pd
import pytest

from uprlib import acceptance, timing
from uprlib.acceptance import codings
from uprlib.errors import DataError
from uprlib.facts import tables


@pytest.fixture(scope="module")
def pairs():
    return tables.load("request_pairs")


@pytest.fixture(scope="module")
def dprk(corpus, history):
    return codings.coded(corpus[corpus["sur"] == "PRK"], history, "recorded")


def test_a_pair_is_of_one_state_and_its_two_reviews(pairs, corpus):
    rows = corpus.set_index("rec_id")
    first, second = rows.loc[pairs["rec_id_first"]], rows.loc[pairs["rec_id_second"]]
    assert (first["sur"].to_numpy() == second["sur"].to_numpy()).all()
    assert (first["cycle"] == 1).all() and (second["cycle"] == 2).all()
    assert pairs["score"].between(0.5, 1).all()


def test_chile_asked_twice_to_end_forced_labour(pairs):
    # A/HRC/13/13 and A/HRC/27/10: the same request by the same State, noted both times.
    chile = pairs["rec_id_first"].str.contains("A/HRC/13/13:.*:CHL") & pairs["rec_id_second"].str.contains(":CHL:")
    assert (pairs.loc[chile, "score"] > 0.85).sum() == 2


def test_a_higher_threshold_keeps_a_part_of_the_pairs(pairs, dprk):
    wide, narrow = (timing.matched(pairs, dprk, threshold=threshold) for threshold in (0.5, 0.6))
    pd.testing.assert_frame_equal(wide[wide["score"] >= 0.6].reset_index(drop=True), narrow)


def test_a_request_counts_once_within_a_kind(pairs, dprk):
    for _, own in timing.matched(pairs, dprk, threshold=0.5).groupby("kind"):
        assert not own["rec_id_first"].duplicated().any() and not own["rec_id_second"].duplicated().any()


def test_what_was_answered_is_counted_and_bounded():
    table = pd.DataFrame(
        {
            "kind": timing.returning.KINDS[0],
            "accepted_first": pd.array([False, False, False, True, None], dtype="boolean"),
            "accepted_second": pd.array([True, False, False, False, True], dtype="boolean"),
        }
    )
    same, another = timing.answered(table).to_dict("records")
    assert [same[name] for name in ("pairs", "known", "opened", "closed", "neither", "both")] == [5, 4, 1, 1, 2, 0]
    assert same["rate"] == pytest.approx(1 / 3) and same["low"] < 1 / 3 < same["high"]
    assert another["pairs"] == 0 and pd.isna(another["rate"])


def test_no_pair_as_alike_as_that_is_a_sentence(pairs, dprk):
    with pytest.raises(DataError, match=r"was made again in words of likeness 1\.0 or more"):
        timing.matched(pairs, dprk, threshold=1.0)


def test_every_pair_of_the_dprk_from_06_on_was_read_by_hand(pairs):
    checks = tables.load("pair_checks")
    own = pairs[pairs["rec_id_first"].str.startswith("A/HRC/13/13:") & (pairs["score"] >= 0.6)]
    read = checks[checks["sample"] == "PRK"]
    assert set(own["rec_id_first"] + own["rec_id_second"]) == set(read["rec_id_first"] + read["rec_id_second"])


def test_pairs_that_are_more_alike_are_more_often_the_same_request(upr):
    table = timing.checked_likeness(upr)
    sample = table[table["sample"] == "all_states"]
    assert sample["n"].tolist() == [25, 25, 25, 25]
    assert sample["same"].is_monotonic_increasing and sample["different"].sum() <= 5


def test_pairs_rarely_ask_for_different_things_and_about_half_for_the_very_same(upr):
    own, all_states = timing.checked_likeness(upr).about.sentences
    assert own.startswith("Of 33 pairs of the DPRK that were read, 18 ask for the same thing equally strongly (54.5%)")
    assert own.endswith("and 1 for different things.")
    assert all_states.startswith("Of 100 pairs of all States that were read, 44 ask for the same")
    assert all_states.endswith("and 3 for different things.")


def test_what_the_dprk_opened_is_kept_and_said(upr):
    found = timing.came_back(upr, acceptance.answers(upr, "PRK"))
    kept = dict(found.entries())
    assert (kept["pairs.same"]["value"], kept["pairs.another"]["value"]) == (5, 13)
    assert kept["pairs_opened.another"]["value"] == pytest.approx(5 / 13) and kept["pairs_opened.another"]["n"] == 13
    assert found.about.sentences[1] == (
        "Of 13 requests that the DPRK had not accepted and that came back from another State (likeness 0.6 or more), "
        "it accepted 5 the second time."
    )


def test_a_likeness_of_ones_own_is_compared_beside_the_usual_ones(upr):
    found = timing.came_back(upr, acceptance.answers(upr, "PRK"), threshold=0.65)
    assert sorted(found["threshold"].unique()) == [0.5, 0.6, 0.65, 0.7, 0.8]
    assert set(found.loc[found["chosen"], "threshold"]) == {0.65}


def test_pairs_by_category_are_the_pairs_with_two_categories(upr):
    own = acceptance.answers(upr, "PRK")
    found = timing.by_category_of_pair(upr, own)
    assert found["pairs"].sum() == 18 and len(found.about.sentences) == 4
    assert "Asked by the same recommending State in the same action category: 1 of 3" in found.about.sentences[3]


def test_a_state_without_pairs_is_a_sentence(upr):
    own = acceptance.answers(upr, "SSD")
    for found in (timing.came_back(upr, own), timing.by_category_of_pair(upr, own)):
        assert "No request of the first review was made again in words of likeness" in found.about.lacks


def test_silence_is_asked_of_what_was_left_open_not_of_what_was_refused(upr):
    """Of the 18 pairs from likeness 0.6 on 10 had been left open; the rest had been refused in the room in 2009."""
    own = acceptance.answers(upr, "PRK")
    found = timing.silence_answered(upr, own)
    mine = found.set_index("who").loc["own"]
    assert mine[["n", "clear", "accepted"]].tolist() == [10, 8, 6]
    assert mine["low"] < 0.5 < mine["rate"] and mine["low_clustered"] < 0.5
    pairs = timing.matched(upr.request_pairs, own, threshold=0.6)
    refused = pairs[pairs["silent_first"].eq(False)]
    assert len(refused) == 8 and not refused["accepted_second"].any()


def test_a_second_answer_is_clear_where_it_was_accepted_or_refused_in_the_room(upr):
    own = acceptance.answers(upr, "PRK", cycles=[2])
    clear = timing.returning._clear(own)
    assert int(clear.sum()) == 114 + 83


def test_answers_that_are_all_alike_have_an_interval_of_some_width(upr):
    mine = timing.silence_answered(upr, acceptance.answers(upr, "CUB")).set_index("who").loc["own"]
    assert mine["rate"] == 0 and mine["high_clustered"] > 0.2


def test_nothing_left_open_that_came_back_gives_a_sentence(upr):
    found = timing.silence_answered(upr, acceptance.answers(upr, "SSD"))
    assert found.empty and found.about.lacks


def test_what_was_left_open_and_accepted_in_the_end_met_no_silence(upr):
    everyone = acceptance.everyone(upr)
    pairs = timing.matched(upr.request_pairs, everyone, threshold=0.6)
    assert not pairs.loc[pairs["silent_first"].eq(True), "accepted_first"].any()
