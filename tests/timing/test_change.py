import numpy as np
import pandas as pd
import pytest

from uprlib import timing
from uprlib.acceptance import bounds, codings
from uprlib.errors import DataError


@pytest.fixture(scope="module")
def recorded(corpus, history):
    return codings.coded(corpus, history, "recorded")


@pytest.fixture(scope="module")
def changes(recorded):
    return timing.changes(recorded)


def under(coding, table, corpus, history, totals):
    own = codings.coded(corpus[corpus["sur"] == "PRK"], history, coding)
    return timing.placed(table, "PRK", own, bounds.hidden(own, totals, history, coding))


def test_192_states_have_two_reviews_and_112_by_session_20(changes):
    # South Sudan has one: its session 11 is no review.
    assert len(changes) == 192 and "SSD" not in set(changes["sur"])
    assert (changes["session_2"] <= 20).sum() == 112


@pytest.mark.parametrize(
    ("coding", "first", "second"), [("recorded", 0, 114), ("belated", 81, 114), ("belated_partial", 87, 117)]
)
def test_the_sign_of_the_dprks_change_depends_on_the_coding(changes, corpus, history, totals, coding, first, second):
    own = under(coding, changes, corpus, history, totals).set_index("sur").loc["PRK"]
    assert (own["accepted_1"], own["n_1"], own["accepted_2"], own["n_2"]) == (first, 167, second, 269)
    assert own["change"] == pytest.approx(second / 269 - first / 167)
    assert (own["change"] > 0) == (coding == "recorded")


def test_other_states_do_not_move_with_the_dprks_coding(changes, corpus, history, totals):
    moved = under("belated", changes, corpus, history, totals)
    others = changes["sur"] != "PRK"
    pd.testing.assert_frame_equal(moved[others], changes[others])


def test_a_state_with_one_review_has_no_change(changes, corpus, history, totals):
    own = codings.coded(corpus[corpus["sur"] == "SSD"], history, "recorded")
    with pytest.raises(DataError, match="does not have two reviews with known answers; found 'SSD'"):
        timing.placed(changes, "SSD", own, {})


def test_standardising_takes_out_what_was_asked():
    def rows(sur, cycle, category, accepted, n):
        answers = [True] * accepted + [False] * (n - accepted)
        return pd.DataFrame(
            {
                "sur": sur,
                "cycle": cycle,
                "session": 6 if cycle == 1 else 19,
                "action": category,
                "accepted": pd.array(answers, dtype="boolean"),
            }
        )

    # All States accept 9 of 10 easy and 1 of 10 hard requests; "a" is asked easy ones first and hard ones then.
    world = pd.concat(
        [rows("a", 1, 2, 9, 10), rows("a", 2, 5, 1, 10)]
        + [
            rows(sur, cycle, category, accepted, 10)
            for sur in "bcd"
            for cycle in (1, 2)
            for category, accepted in ((2, 9), (5, 1))
        ],
        ignore_index=True,
    )
    plain = timing.changes(world).set_index("sur")["change"]
    same_mix = timing.standardised_changes(world).set_index("sur")["change"]
    assert plain["a"] == pytest.approx(-0.8) and same_mix["a"] == pytest.approx(0)
    assert same_mix["b"] == pytest.approx(0)


def test_a_total_of_all_rows_is_not_taken_for_one_of_coded_rows(recorded, corpus, history, totals):
    part = timing.standardised_changes(recorded[~((recorded["sur"] == "PRK") & (recorded["paragraph"] == "90.1"))])
    with pytest.raises(DataError, match="some rows of this review have no action category"):
        under("belated", part, corpus, history, totals)


def test_draws_are_seeded_and_centre_on_the_rates(changes):
    one, two = (timing.drawn_changes(changes, draws=2000, seed=5) for _ in range(2))
    assert (one == two).all() and one.shape == (2000, 192)
    jeffreys = [(changes[f"accepted_{c}"] + 0.5) / (changes[f"n_{c}"] + 1) for c in (1, 2)]
    assert np.abs(one.mean(axis=0) - (jeffreys[1] - jeffreys[0])).max() < 0.01
