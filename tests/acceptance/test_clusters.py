import dataclasses

import numpy as np
import pandas as pd
import pytest

from uprlib import acceptance
from uprlib.acceptance import clusters
from uprlib.errors import ParameterError


def rows(*cells):
    """(recommender, first, accepted, other answers) to rows."""
    found = [
        {"recommender": state, "first": first, "accepted": i < yes}
        for state, first, yes, no in cells
        for i in range(yes + no)
    ]
    return pd.DataFrame(found).astype({"accepted": "boolean", "first": "boolean"})


def many(clusters, of_first, size=4, within=0.0, rate=0.5, seed=1):
    """States of `size` rows; `within` is the correlation of answers in a State, and groups do not differ."""
    generator = np.random.default_rng(seed)
    own = generator.random(clusters) < rate
    lines = []
    for state in range(clusters):
        for _ in range(size):
            copied = generator.random() < np.sqrt(within)
            answer = own[state] if copied else generator.random() < rate
            lines.append({"recommender": f"R{state:03}", "first": state < of_first, "accepted": bool(answer)})
    return pd.DataFrame(lines)


def missing(found):
    return [name for name, value in dataclasses.asdict(found).items() if isinstance(value, float) and np.isnan(value)]


def test_269_answers_to_82_states_tell_as_much_as_106_independent_ones(dprk_2014):
    found = acceptance.spread(dprk_2014)
    assert (found.clusters, found.n, found.why) == (82, 269, "")
    assert found.icc == pytest.approx(0.521, abs=0.001)
    assert found.effective_n == pytest.approx(269 / found.design_effect) == pytest.approx(106, abs=0.5)
    assert acceptance.spread(dprk_2014, given="action").icc == pytest.approx(0.303, abs=0.001)


def test_the_correlation_is_that_of_the_analysis_of_variance():
    import statsmodels.formula.api as smf
    from statsmodels.stats.anova import anova_lm

    own = many(20, 10, size=5, within=0.5).astype({"accepted": float})
    table = anova_lm(smf.ols("accepted ~ C(recommender)", own).fit())
    between, within = table["mean_sq"]
    assert acceptance.spread(own).icc == pytest.approx((between - within) / (between + 4 * within))


@pytest.mark.parametrize("within", [0.0, 0.3, 0.7])
def test_a_known_correlation_is_found(within):
    assert acceptance.spread(many(3000, 1500, within=within)).icc == pytest.approx(within, abs=0.03)


def test_answers_that_differ_more_within_states_than_between_count_no_more_than_their_rows():
    found = acceptance.spread(rows(*[(f"R{i}", True, 1, 1) for i in range(8)]))
    assert found.icc < 0 and found.design_effect == 1 and found.effective_n == 16


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ([("FRA", True, 2, 1)], "cannot be told from 1 recommending State"),
        ([("FRA", True, 1, 0), ("CUB", True, 0, 1)], "no recommending State has more than one known answer"),
        ([("FRA", True, 2, 0), ("CUB", True, 3, 0)], "every known answer is the same"),
    ],
)
def test_where_clustering_cannot_be_seen_it_says_why(cells, why):
    found = acceptance.spread(rows(*cells))
    assert why in found.why and missing(found) == ["icc", "design_effect", "effective_n"]


def test_rows_level_is_newcombe_and_fisher(dprk_2014):
    western = dprk_2014["regional_group"] == "WEOG"
    found = acceptance.contrast(dprk_2014, western)
    beside = acceptance.compare(dprk_2014.loc[western, "accepted"], dprk_2014.loc[~western, "accepted"])
    assert [found.difference, found.low, found.high, found.p] == pytest.approx(
        [beside[name] for name in ("difference", "low", "high", "p_fisher")]
    )


def test_with_one_row_a_state_both_levels_tell_the_same():
    found = acceptance.contrast(many(400, 200, size=1), "first", draws=4000)
    assert found.high_clustered - found.low_clustered == pytest.approx(found.high - found.low, rel=0.06)
    assert found.p_clustered == pytest.approx(found.p, abs=0.05)


def test_answers_that_go_together_widen_the_interval_as_the_design_effect_says():
    own = many(400, 200, size=6, within=0.6)
    found, effect = acceptance.contrast(own, "first", draws=4000), acceptance.spread(own).design_effect
    wider = (found.high_clustered - found.low_clustered) / (found.high - found.low)
    assert wider == pytest.approx(np.sqrt(effect), rel=0.06)


def test_the_permuted_p_is_the_exact_one_of_all_ways_to_name_the_friends():
    from itertools import combinations

    cells = [("A", True, 3, 0), ("B", True, 2, 1), ("C", False, 1, 3), ("D", False, 0, 2), ("E", False, 1, 1)]
    cells += [("F", False, 2, 2), ("G", False, 0, 1)]
    own = rows(*cells)
    yes, n = np.array([cell[2] for cell in cells]), np.array([cell[2] + cell[3] for cell in cells])

    def difference(of):
        of = list(of)
        return yes[of].sum() / n[of].sum() - np.delete(yes, of).sum() / np.delete(n, of).sum()

    ways = [abs(difference(of)) for of in combinations(range(7), 2)]
    exact = np.mean(np.array(ways) >= abs(difference([0, 1])) - 1e-9)
    assert acceptance.contrast(own, "first", draws=20_000).p_clustered == pytest.approx(exact, abs=0.01)


def test_kinds_of_request_that_one_state_makes_both_of_are_tested_by_its_sign():
    # Three States, each with its first kind accepted and its second refused: of 8 ways to set signs 2 are as far.
    own = rows(*[(state, first, 2 * first, 2 - 2 * first) for state in "ABC" for first in (True, False)])
    found = acceptance.contrast(own, "first", draws=20_000)
    assert found.p < 0.01 and found.p_clustered == pytest.approx(2 / 8, abs=0.01)
    assert (found.clusters, found.clusters_1, found.clusters_0) == (3, 3, 3)


@pytest.mark.parametrize("mixed", [False, True])
def test_a_true_null_is_rejected_as_often_as_it_should_be(mixed):
    """Answers that go together in States: over rows far too often, over States about one time in twenty."""
    generator = np.random.default_rng(5)
    by_rows, by_states = [], []
    for seed in range(300):
        own = many(24, 10, size=6, within=0.5, seed=seed)
        if mixed:
            mostly = generator.permutation(24) < 10
            kind = generator.random(len(own)) < np.repeat(np.where(mostly, 0.9, 0.1), 6)
            own = own.assign(first=kind)
        found = acceptance.contrast(own, "first", draws=300)
        by_rows.append(found.p <= 0.05)
        by_states.append(found.p_clustered <= 0.05)
    assert np.mean(by_rows) > 0.1
    assert 0.02 <= np.mean(by_states) <= 0.08


def test_a_group_that_is_always_accepted_is_not_certain_to_be():
    own = rows(*[(f"A{i}", True, 2, 0) for i in range(10)], *[(f"B{i}", False, 0, 3) for i in range(12)])
    found = acceptance.contrast(own, "first")
    assert found.difference == 1 and found.high_clustered == 1
    # Ten States, not twenty rows, say that the share may be lower; twelve that the other may be higher.
    z2 = 1.959964**2
    assert found.low_clustered == pytest.approx(1 - np.hypot(z2 / (10 + z2), z2 / (12 + z2)), abs=1e-4)


def test_where_nothing_was_accepted_the_interval_is_not_a_point():
    own = rows(*[(f"A{i}", True, 0, 2) for i in range(10)], *[(f"B{i}", False, 0, 3) for i in range(12)])
    found = acceptance.contrast(own, "first")
    assert found.low_clustered < -0.2 and found.high_clustered > 0.2 and found.p_clustered == 1


def test_a_group_without_answers_gives_no_number():
    found = acceptance.contrast(rows(("FRA", True, 1, 1), ("CUB", True, 1, 0)), "first")
    assert found.why == "One of the two groups has no known answer."
    assert found.share_1 == pytest.approx(2 / 3) and (found.n_1, found.n_0) == (3, 0)
    assert set(missing(found)) >= {"share_0", "difference", "low", "p", "low_clustered", "p_clustered"}


def test_one_state_says_nothing_of_states():
    found = acceptance.contrast(rows(("FRA", True, 2, 1), ("FRA", False, 0, 3)), "first")
    assert missing(found) == ["low_clustered", "high_clustered", "p_clustered"]
    assert found.why == "All rows are of one recommending State, so that nothing can be said beyond it."


def test_a_friend_alone_has_a_p_and_no_interval():
    own = rows(("CUB", True, 4, 0), *[(f"B{i}", False, 0, 3) for i in range(9)])
    found = acceptance.contrast(own, "first")
    assert missing(found) == ["low_clustered", "high_clustered"]
    assert found.p_clustered == pytest.approx(0.1, abs=0.02)
    assert found.why == (
        "The smaller group has rows of 1 recommending State; an interval over them needs 6 in each group."
    )


def test_rows_of_neither_group_are_left_out(dprk_2014):
    kind = dprk_2014["action"].map({1: True, 2: True, 5: False}).astype("boolean")
    found = acceptance.contrast(dprk_2014, kind)
    assert (found.n_1, found.n_0, found.share_1) == (26, 114, 1.0)


def test_the_order_of_rows_changes_nothing(dprk_2014):
    western = dprk_2014.assign(western=dprk_2014["regional_group"] == "WEOG")
    assert acceptance.contrast(western, "western") == acceptance.contrast(western.iloc[::-1], "western")


def test_a_misspelt_column_is_named(dprk_2014):
    with pytest.raises(ParameterError, match="did you mean action"):
        acceptance.contrast(dprk_2014, "actoin")
    with pytest.raises(ParameterError, match="did you mean recommender"):
        acceptance.spread(dprk_2014, cluster="recomender")


@pytest.mark.parametrize(("of_first", "rate"), [(6, 0.4), (10, 0.9)])
def test_the_interval_over_states_covers_as_often_as_it_says_and_that_over_rows_does_not(of_first, rate):
    """The groups do not differ, so that the interval should hold 0 in 95 of 100 samples."""
    found = [
        acceptance.contrast(many(30, of_first, size=5, within=0.5, rate=rate, seed=seed), "first", draws=300)
        for seed in range(300)
    ]
    over_states = np.mean([each.low_clustered <= 0 <= each.high_clustered for each in found])
    over_rows = np.mean([each.low <= 0 <= each.high for each in found])
    assert over_states >= 0.93 > 0.88 >= over_rows


def test_the_mean_over_rows_is_students_t():
    from scipy import stats

    values = pd.Series(np.random.default_rng(3).normal(0.2, 1, 40))
    low, high, p = clusters.mean_over(values, draws=20_000)
    beside = stats.ttest_1samp(values, 0)
    assert (low, high) == pytest.approx(tuple(beside.confidence_interval()))
    assert p == pytest.approx(beside.pvalue, abs=0.02)


def test_copies_of_a_row_tell_nothing_more():
    values = pd.Series([0.2, 0.4, -0.1, 0.3, 0.1, 0.2, 0.5, 0.0])
    thrice = values.repeat(3)
    assert clusters.mean_over(thrice, pd.Series(thrice.index)) == pytest.approx(clusters.mean_over(values), abs=0.02)


def test_each_review_says_how_far_its_answers_go_together(dprk):
    found = acceptance.clustering(dprk)
    assert found.about.sentences == (
        "Cycle 1: Whether answers cluster cannot be told: every known answer is the same.",
        "In cycle 2 the intra-class correlation of answers to one recommending State is 0.52 (0.30 after action "
        "category): 269 answers tell as much as 106 independent ones.",
    )
    kept = {key: round(held["value"], 2) for key, held in found.entries()}
    assert kept == {
        "icc.cycle2": 0.52,
        "icc.cycle2.given_action": 0.3,
        "design_effect.cycle2": 2.53,
        "effective_n.cycle2": 106.15,
    }


def test_answers_that_are_no_more_alike_are_said_to_be_so(upr):
    sentences = acceptance.clustering(acceptance.answers(upr, "USA")).about.sentences
    assert sentences[0].endswith("answered no more alike than requests of different States.")


def test_a_state_without_a_review_is_a_sentence(upr):
    assert "has no review" in acceptance.clustering(acceptance.answers(upr, "VAT")).about.lacks
