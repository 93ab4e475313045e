import pandas as pd
import pytest

from uprlib import timing
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
    with pytest.raises(DataError, match=r"came back in like words; found 'likeness 1.0 or more'"):
        timing.matched(pairs, dprk, threshold=1.0)


def test_every_pair_of_the_dprk_from_06_on_was_read_by_hand(pairs):
    checks = tables.load("pair_checks")
    own = pairs[pairs["rec_id_first"].str.startswith("A/HRC/13/13:") & (pairs["score"] >= 0.6)]
    read = checks[checks["sample"] == "PRK"]
    assert set(own["rec_id_first"] + own["rec_id_second"]) == set(read["rec_id_first"] + read["rec_id_second"])


def test_pairs_that_are_more_alike_are_more_often_the_same_request(pairs):
    table = timing.checked_likeness(pairs, tables.load("pair_checks"))
    sample = table[table["sample"] == "all_states"]
    assert sample["n"].tolist() == [25, 25, 25, 25]
    assert sample["same"].is_monotonic_increasing and sample["different"].sum() <= 5
