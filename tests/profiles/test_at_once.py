import numpy as np
import pandas as pd
import pytest

from uprlib.acceptance.clusters import contrast
from uprlib.profiles import measures
from uprlib.profiles.at_once import contrasts, contrasts_held, least_clusters

NONE = ("No request of a friend.", "No request of another State.")


@pytest.fixture(scope="module")
def ground(upr):
    return measures.Ground(upr)


def rows(answers, first, cluster, stratum=None):
    """Rows of one group: answers and sides as 1 and 0, one State a letter."""
    table = pd.DataFrame({"y": np.array(answers, bool), "first": np.array(first, bool), "cluster": list(cluster)})
    table["stratum"] = "" if stratum is None else list(stratum)
    return table.assign(definition="", sur="PRK", cycle=2)


TEN = ["PRK", "IRN", "CHN", "CUB", "USA", "DEU", "MMR", "EGY", "SAU", "KOR"]


@pytest.mark.parametrize(
    ("measure", "definition", "cycle"),
    [("low_cost_less_specific", "", 1), ("friends_less_others", "ideal_points", 2), ("change", "", 0)],
)
def test_ten_states_have_the_interval_of_the_draws(ground, measure, definition, cycle):
    """The linearised interval over States is that of the bootstrap within a few points, and so are its gaps."""
    made = measures.MEASURES[measure].rows(ground)
    found = contrasts(made, NONE).set_index(["definition", "sur", "cycle"])
    for sur in TEN:
        own = made[(made["sur"] == sur) & (made["cycle"] == cycle) & (made["definition"] == definition)]
        drawn, fast = contrast(own, "first", outcome="y", cluster="cluster"), found.loc[(definition, sur, cycle)]
        assert [drawn.difference, drawn.low, drawn.high] == pytest.approx(fast[["value", "low", "high"]].tolist())
        assert drawn.clusters == fast["clusters"] and drawn.n_1 + drawn.n_0 == fast["n"]
        ends = fast[["low_clustered", "high_clustered"]].to_numpy(float)
        assert ends == pytest.approx([drawn.low_clustered, drawn.high_clustered], abs=0.075, nan_ok=True), sur
        assert bool(fast["why"]) == bool(drawn.why)


def test_like_requests_have_the_interval_of_the_draws_too(ground):
    made = measures.MEASURES["friends_less_others_held"].rows(ground)
    own = made[(made["sur"] == "PRK") & (made["cycle"] == 2) & (made["definition"] == "human_rights")]
    found = contrasts_held(own, NONE, "None.").iloc[0]
    chosen = np.random.default_rng(5).choice(own["cluster"].unique(), size=(400, own["cluster"].nunique()))
    # Each draw is a group of its own, and each State that was drawn a cluster of its own.
    drawn = pd.DataFrame({"cluster": chosen.ravel(), "cycle": np.repeat(np.arange(400), chosen.shape[1])})
    again = (
        drawn.assign(place=drawn.index)
        .merge(own.drop(columns="cycle"), on="cluster")
        .assign(cluster=lambda t: t["place"])
    )
    ends = contrasts_held(again, NONE, "None.")["value"].quantile([0.025, 0.975]).tolist()
    assert ends == pytest.approx(found[["low_clustered", "high_clustered"]].tolist(), abs=0.06)


def test_like_requests_are_weighted_as_mantel_and_haenszel_weigh_them():
    # Stratum a: 1/2 less 0/2; stratum b: 1/1 less 1/3; weights 2 x 2 / 4 and 1 x 3 / 4.
    table = rows([1, 0, 0, 0, 1, 1, 0, 0], [1, 1, 0, 0, 1, 0, 0, 0], "abcdefgh", "aaaabbbb")
    found = contrasts_held(table, NONE, "None.").iloc[0]
    assert found["value"] == pytest.approx((0.5 * 1 + (2 / 3) * 0.75) / 1.75) and found["n"] == 8


def test_a_request_without_a_counterpart_is_left_out():
    table = rows([1, 0, 1, 1], [1, 0, 1, 1], "abcd", "aabb")
    found = contrasts_held(table, NONE, "None.").iloc[0]
    assert (found["value"], found["n"], found["clusters"]) == (1.0, 2, 2)


def test_friends_all_of_one_group_have_no_overlap():
    found = contrasts_held(rows([1, 0], [1, 0], "ab", "ab"), NONE, "No overlap.").iloc[0]
    assert np.isnan(found["value"]) and found["why"] == "No overlap." and found["n"] == 0


def test_like_requests_that_are_all_answered_alike_have_no_interval():
    found = contrasts_held(rows([1, 1, 0, 0] * 3, [1, 0] * 6, "abcdefghijkl", "aabb" * 3), NONE, "").iloc[0]
    assert found["value"] == 0 and np.isnan(found["low"]) and "alike" in found["why"]


def test_a_side_that_is_all_accepted_does_not_pass_for_certain():
    """Eight States of one request each, all accepted, against eight of which half are."""
    found = contrasts(rows([1] * 8 + [1, 0] * 4, [1] * 8 + [0] * 8, "abcdefghijklmnop"), NONE).iloc[0]
    assert found["value"] == 0.5 and found["high"] < 1 and found["low"] < found["value"] - 0.3
    # No State has two rows: rows are States.
    assert found["low_clustered"] == found["low"]


def test_a_share_of_which_every_answer_is_the_same_counts_each_state_once():
    found = contrasts(rows([0] * 20, [1] * 20, "abcdefghij" * 2), ("None.",)).iloc[0]
    assert found["value"] == found["low_clustered"] == 0
    assert found["high"] == pytest.approx(0.161, abs=1e-3) and found["high_clustered"] == pytest.approx(0.278, abs=1e-3)


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (rows([1, 0, 1], [1, 1, 1], "abc"), NONE[1]),
        (rows([1, 0, 1], [0, 0, 0], "abc"), NONE[0]),
        (rows([1, 0, 1], [1, 0, 0], "aaa"), "The smaller side has rows of 1 State; an interval over States needs 6."),
    ],
)
def test_what_cannot_be_given_is_said(table, why):
    found = contrasts(table, NONE).iloc[0]
    assert found["why"] == why and np.isnan(found["low_clustered"])
    assert np.isnan(found["value"]) == (why in NONE)


def test_a_line_gives_the_distance_from_what_is_expected():
    line = pd.DataFrame({"times": [0.5], "plus": [0.1]}, index=["PRK"])
    table = rows([1, 1, 1, 0] * 4 + [1, 0] * 8, [1] * 16 + [0] * 16, "abcdefghijklmnop" * 2)
    found, plain = (contrasts(table, NONE, line=each).iloc[0] for each in (line, None))
    assert found["value"] == pytest.approx(0.75 - 0.5 * 0.5 - 0.1)
    assert found["high"] - found["low"] < plain["high"] - plain["low"]


def test_no_rows_give_no_groups():
    nothing = rows([], [], "")[:0]
    assert contrasts(nothing, NONE).empty and contrasts_held(nothing, NONE, "").empty


def test_a_higher_level_needs_more_states():
    assert [least_clusters(level) for level in (0.9, 0.95, 0.99)] == [5, 6, 8]
