import numpy as np
import pandas as pd
import pytest

from uprlib import acceptance, alliances


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


def test_a_chance_of_sharing_is_the_sum_over_all_ways_to_share():
    # Three issues shared with chances 0.5, 0.2 and 0.1: at least two in 0.5*0.2 + 0.5*0.1 + 0.2*0.1 - 2*0.5*0.2*0.1.
    states = pd.DataFrame({"rec_id": list("abcdef"), "recommender": ["NOR", "NOR", "SWE", "SWE", "CUB", "CUB"]})
    issues = pd.DataFrame({"rec_id": list("abcdef"), "issue": ["x", "y", "x", "y", "x", "z"]})
    found = alliances.shared_beyond_chance(states, issues).set_index(["first", "second"])
    chances = alliances.configuration_chances(np.array([[1, 0, 1], [1, 1, 0], [1, 1, 0]]))
    both = chances[1] * chances[2]
    x, y, z = both
    by_hand = x * y + x * z + y * z - 2 * x * y * z
    assert found.loc[("NOR", "SWE"), "p"] == pytest.approx(by_hand) and found.loc[("NOR", "SWE"), "shared"] == 2


def test_no_two_states_share_more_of_their_issues_with_the_dprk_than_chance(own):
    found = alliances.shared_issues(own)
    assert found["p"].is_monotonic_increasing and not found["beyond"].any()
    assert found.about.counts["shared.beyond_chance"]["n"] == 82 * 81 / 2


def test_a_review_without_coded_issues_is_a_sentence(upr):
    found = alliances.shared_issues(acceptance.answers(upr, "MMR", cycles=[2]))
    assert found.about.lacks == "No recommendation to Myanmar has coded issues."
