import itertools

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from uprlib import alliances
from uprlib.errors import DataError
from uprlib.facts import tables


def square(values, names="abcde"):
    names = list(names)[: len(values)]
    return pd.DataFrame(values, index=names, columns=names)


def test_the_network_counts_recommendations_from_rows_to_columns(corpus):
    network = alliances.recommending_network(corpus[corpus["cycle"] == 2])
    assert (
        network.loc["TUN", "PRK"]
        == (corpus["rec_id"].str.startswith("A/HRC/27/10:") & (corpus["recommender"] == "TUN")).sum()
    )
    assert network.index.tolist() == network.columns.tolist() and np.diag(network).sum() == 0


def test_reciprocity_is_the_share_of_ties_that_go_both_ways():
    assert alliances.reciprocity(square([[0, 2, 1], [1, 0, 0], [0, 0, 0]])) == pytest.approx(2 / 3)
    with pytest.raises(DataError, match="no tie"):
        alliances.reciprocity(square(np.zeros((3, 3))))


def test_assortativity_is_1_where_all_stay_inside_and_negative_where_none_does():
    groups = pd.Series({"a": "x", "b": "x", "c": "y", "d": "y"})
    inside = square([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    assert alliances.assortativity(inside, groups) == pytest.approx(1)
    assert alliances.assortativity(1 - inside - np.eye(4), groups) == pytest.approx(-1)


def test_low_cost_requests_stay_in_the_group_more_than_demands_do(corpus):
    groups = tables.load("states").set_index("iso3")["regional_group"]
    of_cycle = corpus[corpus["cycle"] == 2]
    low, high = (
        alliances.with_null(alliances.recommending_network(of_cycle, actions), groups, permutations=200, seed=1)
        for actions in ((1, 2), (4, 5))
    )
    assert low["observed"] > high["observed"] > high["high"]


def test_one_recommending_state_is_no_network():
    rows = pd.DataFrame({"recommender": ["a", "a"], "sur": ["b", "c"], "action": [1, 2]})
    with pytest.raises(DataError, match="two recommending States at least; found 1"):
        alliances.recommending_network(rows)


def test_the_disparity_filter_by_hand():
    # "a" has ties of 8, 1 and 1: (1 - 8/10)^2 = 0.04 keeps the first; (1 - 1/10)^2 = 0.81 drops the others.
    weights = square([[0, 8, 1, 1], [8, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]])
    kept = alliances.backbone(weights, level=0.05)
    assert kept.to_numpy().tolist() == [[0, 8, 0, 0], [8, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    assert alliances.backbone(weights, level=0.03).to_numpy().sum() == 0


def test_two_cliques_are_two_communities_for_every_seed():
    clique = np.ones((4, 4)) - np.eye(4)
    weights = np.block([[clique, np.zeros((4, 4))], [np.zeros((4, 4)), clique]])
    weights[0, 4] = weights[4, 0] = 0.1
    found = alliances.communities(square(weights, "abcdefgh"), runs=20, seed=1)
    assert found.members.tolist() == [0] * 4 + [1] * 4
    assert (found.rand, found.information, found.partitions) == (1, 1, 1)
    assert found.together.loc["a", "d"] == 1 and found.together.loc["a", "h"] == 0


def test_the_dprks_recommending_states_fall_into_communities_that_most_seeds_share(corpus):
    own = corpus[(corpus["sur"] == "PRK") & (corpus["cycle"] == 2)]
    alike = alliances.cosine(alliances.profiles(own, tables.load("recommendation_issues")))
    ties = alliances.backbone(alike, level=0.3)
    one, two = (alliances.communities(ties, runs=30, seed=7) for _ in range(2))
    pd.testing.assert_series_equal(one.members, two.members)
    assert 0.5 < one.rand <= 1 and one.members.value_counts().iloc[0] > one.members.value_counts().iloc[-1]
    # The Republic of Korea, Japan and the United States ask alike.
    assert one.members[["KOR", "JPN", "USA"]].nunique() == 1
    pd.testing.assert_frame_equal(alliances.places(ties, seed=7), alliances.places(ties, seed=7))


def test_the_configuration_model_keeps_every_sum():
    rng = np.random.default_rng(1)
    table = (rng.random((40, 25)) < rng.random((40, 1)) * 0.6).astype(int)
    chances = alliances.configuration_chances(table)
    assert chances.sum(axis=1) == pytest.approx(table.sum(axis=1).clip(0.01), abs=0.05)
    assert chances.sum(axis=0) == pytest.approx(table.sum(axis=0), abs=0.05)


def test_the_configuration_model_is_the_kept_packages():
    bicm = pytest.importorskip("bicm", reason="bicm is not installed: it is needed for this comparison only")
    rng = np.random.default_rng(2)
    table = (rng.random((20, 12)) < 0.3).astype(int)
    table = table[table.any(axis=1)][:, table.any(axis=0)]
    graph = bicm.BipartiteGraph()
    graph.set_biadjacency_matrix(table)
    graph.solve_tool(method="newton", verbose=False)
    assert alliances.configuration_chances(table) == pytest.approx(graph.get_bicm_matrix(), abs=2e-3)


def test_pairs_that_share_everything_stand_out_and_others_do_not():
    states = [chr(97 + place) for place in range(24)]
    rows = pd.DataFrame(
        [(f"{state}{i}", state) for state in states for i in range(10)], columns=["rec_id", "recommender"]
    )
    rng = np.random.default_rng(3)
    issue = [f"i{i}" if state in "ab" else f"i{rng.integers(60)}" for state in states for i in range(10)]
    found = alliances.shared_beyond_chance(rows, pd.DataFrame({"rec_id": rows["rec_id"], "issue": issue}))
    assert found.loc[found["beyond"], ["first", "second"]].to_numpy().tolist() == [["a", "b"]]


def test_a_simple_qap_is_full_enumeration_on_five_states():
    rng = np.random.default_rng(4)
    x, y = rng.normal(size=(2, 5, 5))
    off = ~np.eye(5, dtype=bool)
    observed = np.corrcoef(x[off], y[off])[0, 1]
    every = [np.corrcoef(x[np.ix_(order, order)][off], y[off])[0, 1] for order in itertools.permutations(range(5))]
    exact = np.mean(np.abs(every) >= abs(observed) - 1e-12)
    r, p = alliances.qap_correlation(y, x, permutations=20_000, seed=1)
    assert r == pytest.approx(observed) and p == pytest.approx(exact, abs=0.015)


def test_estimates_are_least_squares():
    rng = np.random.default_rng(5)
    x, z, e = rng.normal(size=(3, 12, 12))
    off = ~np.eye(12, dtype=bool)
    y = 1 + 2 * x - z + e
    fitted = sm.OLS(y[off], sm.add_constant(np.column_stack([x[off], z[off]]))).fit()
    table = alliances.mrqap(y, {"x": x, "z": z}, permutations=99, seed=1)
    assert table["estimate"].to_numpy() == pytest.approx(fitted.params[1:])
    assert table["t"].to_numpy() == pytest.approx(fitted.tvalues[1:])
    assert table["p"].to_numpy() == pytest.approx([0.01, 0.01])


def test_without_dependence_the_permuted_p_is_the_normal_theorys():
    rng = np.random.default_rng(6)
    permuted, normal = [], []
    for _ in range(60):
        x, z, y = rng.normal(size=(3, 15, 15))
        off = ~np.eye(15, dtype=bool)
        permuted.append(alliances.mrqap(y, {"x": x, "z": z}, permutations=199, seed=1)["p"].iloc[0])
        normal.append(sm.OLS(y[off], sm.add_constant(np.column_stack([x[off], z[off]]))).fit().pvalues[1])
    assert np.corrcoef(permuted, normal)[0, 1] > 0.98
    assert stats.kstest(permuted, "uniform").pvalue > 0.01


def test_a_pair_without_a_value_is_left_out_and_a_constant_term_refused():
    rng = np.random.default_rng(7)
    x, y = rng.normal(size=(2, 8, 8))
    y[0, 1] = np.nan
    assert alliances.mrqap(y, {"x": x}, permutations=19, seed=1)["dyads"].iloc[0] == 8 * 7 - 1
    assert alliances.mrqap(y, {"x": x}, permutations=19, seed=1, directed=False)["dyads"].iloc[0] == 8 * 7 / 2 - 1
    with pytest.raises(DataError, match="a term does not vary, or follows from the others"):
        alliances.mrqap(y, {"x": x, "one": np.ones((8, 8))}, permutations=19, seed=1)
    with pytest.raises(DataError, match="square matrices"):
        alliances.mrqap(y[:3, :3], {"x": x[:3, :3]}, permutations=19, seed=1)
