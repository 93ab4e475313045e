import warnings

import numpy as np
import pandas as pd
import pytest

from uprlib import acceptance
from uprlib.acceptance.models import in_columns
from uprlib.errors import DataError

# Heinze and Schemper's kind of case: one category predicts the answer perfectly.
SEPARATED = pd.DataFrame(
    {
        "accepted": pd.array([True] * 6 + [False] * 5 + [True] * 3, dtype="boolean"),
        "kind": ["a"] * 6 + ["b"] * 8,
        "recommender": ["FRA", "CUB"] * 7,
    }
)


@pytest.mark.parametrize("reference", [5, "WEOG", None, "none such"])
def test_terms_are_columns_of_their_categories_without_the_reference(dprk_2014, reference):
    rows = dprk_2014.assign(western=dprk_2014["regional_group"].eq("WEOG"))
    for term in ("action", "regional_group", "western"):
        _, design, _, used = in_columns(rows, [term], {term: reference})
        named = rows[term].astype(str)
        assert used[term] == (str(reference) if str(reference) in set(named) else named.mode()[0])
        columns = pd.get_dummies(named, prefix=term, prefix_sep=": ", dtype=float).drop(columns=f"{term}: {used[term]}")
        pd.testing.assert_frame_equal(design, columns)


def test_a_category_has_one_name_with_and_without_a_decimal_point(dprk_2014):
    whole, point = (in_columns(dprk_2014.astype({"action": kind}), ["action"])[1] for kind in ("Int64", float))
    pd.testing.assert_frame_equal(whole, point)


def test_separation_is_seen_and_firth_is_finite():
    assert acceptance.logit(SEPARATED, ["kind"], {"kind": "b"}).separated
    row = acceptance.firth_logit(SEPARATED, ["kind"], {"kind": "b"}).table.iloc[0]
    assert np.isfinite(row["odds_ratio"]) and row["low"] > 1


def test_firth_on_one_binary_term_is_the_odds_ratio_with_a_half_added():
    # For a saturated 2x2 table Firth's estimate is the log odds ratio with 1/2 added to each cell (Firth 1993).
    row = acceptance.firth_logit(SEPARATED, ["kind"], {"kind": "b"}).table.iloc[0]
    assert row["odds_ratio"] == pytest.approx((6.5 / 0.5) / (3.5 / 5.5), rel=1e-4)


def test_the_logit_of_one_term_is_the_plain_odds_ratio():
    rows = pd.DataFrame(
        {
            "accepted": pd.array(([True] * 3 + [False]) * 5 + ([True] + [False] * 3) * 5, dtype="boolean"),
            "kind": ["a"] * 20 + ["b"] * 20,
            "recommender": [f"R{i % 8}" for i in range(40)],
        }
    )
    model = acceptance.logit(rows, ["kind"], {"kind": "b"})
    assert model.table.loc[0, "odds_ratio"] == pytest.approx(9.0, rel=1e-6)
    assert (model.n, model.clusters) == (40, 8)


def test_the_dprks_second_review_is_separated_and_specific_action_is_accepted_least(dprk_2014):
    terms, references = ["action", "regional_group"], {"action": 5, "regional_group": "WEOG"}
    assert acceptance.logit(dprk_2014, terms, references).separated
    firth = acceptance.firth_logit(dprk_2014, terms, references)
    assert firth.n == 269 and firth.references == {"action": "5", "regional_group": "WEOG"}
    actions = firth.table[firth.table["term"].str.startswith("action")]
    assert (actions["odds_ratio"] > 1).all()
    assert set(firth.table["term"]) == {f"action: {a}" for a in (1, 2, 3, 4)} | {
        f"regional_group: {g}" for g in ("Africa", "Asia", "EEG", "GRULAC")
    }


def test_answers_that_do_not_vary_cannot_be_modelled():
    with pytest.raises(DataError, match="every known answer is the same"):
        acceptance.logit(SEPARATED[SEPARATED["kind"] == "a"], ["kind"])


def test_a_term_that_makes_no_difference_at_all_has_p_1():
    rows = pd.DataFrame(
        {
            "accepted": pd.array([True, False] * 10, dtype="boolean"),
            "kind": ["a"] * 10 + ["b"] * 10,
            "recommender": "FRA",
        }
    )
    row = acceptance.firth_logit(rows, ["kind"]).table.iloc[0]
    assert row["odds_ratio"] == pytest.approx(1) and row["p"] == pytest.approx(1)


def test_one_recommending_state_is_no_cluster():
    with pytest.raises(DataError, match="errors cannot be clustered"):
        acceptance.logit(SEPARATED.assign(recommender="FRA"), ["kind"])


def by_state(of_first, states, size=4, seed=3, spread=1.5):
    """Answers to States that differ in their own level, of which the first are friends: they differ in nothing else."""
    generator = np.random.default_rng(seed)
    own = generator.normal(0, spread, states)
    lines = [
        {
            "recommender": f"R{state:03}",
            "friend": state < of_first,
            "accepted": bool(generator.random() < 1 / (1 + np.exp(-own[state]))),
        }
        for state in range(states)
        for _ in range(size)
    ]
    return pd.DataFrame(lines).astype({"accepted": "boolean"})


def friends_logit(rows):
    answers, design, used, _ = in_columns(rows, ["friend"], {"friend": False})
    return acceptance.clustered_logit(answers, design, used["recommender"]).iloc[0]


def test_cr2_of_two_groups_of_states_is_welchs_by_hand():
    """With States of one size the errors of a group's log odds are those of its States' rates, which is unbiased."""
    own = by_state(7, 25)
    rates = own.assign(accepted=own["accepted"].astype(float)).groupby(["friend", "recommender"])["accepted"].mean()
    group = rates.groupby("friend").agg(["mean", "var", "count"])
    slope = group["mean"] * (1 - group["mean"])
    log_odds = np.log(group["mean"] / (1 - group["mean"]))
    error = np.sqrt((group["var"] / group["count"] / slope**2).sum())
    working = 1 / (group["count"] * slope)  # Satterthwaite's variances are those of the logit itself
    df = working.sum() ** 2 / (working**2 / (group["count"] - 1)).sum()
    found = friends_logit(own)
    assert np.log(found["odds_ratio"]) == pytest.approx(log_odds[True] - log_odds[False])
    assert found["df"] == pytest.approx(df)
    from scipy import stats

    width = 2 * stats.t.ppf(0.975, df) * error
    assert np.log(found["high"]) - np.log(found["low"]) == pytest.approx(width)


def test_cr2_is_between_the_plain_sandwich_and_the_jackknife_of_statsmodels(dprk_2014):
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_estimating_equations import GEE
    from statsmodels.tools import add_constant

    answers, design, used, _ = in_columns(dprk_2014, ["regional_group"], {"regional_group": "WEOG"})
    found = acceptance.clustered_logit(answers, design, used["recommender"])
    from scipy import stats

    t = stats.t.ppf(0.975, found["df"])
    error = ((np.log(found["high"]) - np.log(found["low"])) / 2 / t).to_numpy()
    gee = GEE(answers, add_constant(design), groups=used["recommender"], family=Binomial())
    plain, jackknife = (np.asarray(gee.fit(cov_type=kind).bse)[1:] for kind in ("robust", "bias_reduced"))
    assert (plain < error).all() and (error < jackknife).all()
    # With 82 States the three are near each other.
    assert error == pytest.approx(np.sqrt(plain * jackknife), rel=0.02)


def test_over_states_a_true_null_is_rejected_about_one_time_in_twenty():
    over = {"rows": [], "firth": [], "cr2": []}
    for seed in range(80):
        own = by_state(8, 30, seed=seed)
        firth = acceptance.firth_logit(own, ["friend"], {"friend": False}, shown="friend").table.iloc[0]
        over["rows"].append(firth["p"] < 0.05)
        over["firth"].append(firth["p_clustered"] < 0.05)
        over["cr2"].append(friends_logit(own)["p"] < 0.05)
    assert np.mean(over["rows"]) > 0.1
    assert np.mean(over["firth"]) <= 0.08 and np.mean(over["cr2"]) <= 0.08


def test_a_category_of_one_state_only_has_no_error_over_states():
    own = by_state(1, 20, size=8)
    found = friends_logit(own)
    assert np.isfinite(found["odds_ratio"]) and np.isnan([found["low"], found["high"], found["p"]]).all()


def test_separation_is_said_by_the_logit_over_states():
    answers, design, used, _ = in_columns(SEPARATED, ["kind"], {"kind": "b"})
    with pytest.raises(DataError, match="predicts the answer perfectly"):
        acceptance.clustered_logit(answers, design, used["recommender"])


def test_firth_over_states_is_wider_by_the_design_effect_of_its_residuals(dprk_2014):
    found = acceptance.firth_logit(dprk_2014, ["action"], {"action": 5})
    row = found.table.set_index("term").loc["action: 4"]
    assert 1.5 < found.design_effect < 2.5
    assert row["low_clustered"] < row["low"] and row["high_clustered"] > row["high"]
    wider = np.log(row["high_clustered"] / row["low_clustered"]) / np.log(row["high"] / row["low"])
    assert wider == pytest.approx(np.sqrt(found.design_effect), rel=0.02)
    # Separated, and still finite over States.
    separated = found.table.set_index("term").loc["action: 2"]
    assert separated["low_clustered"] > 1 and np.isfinite(separated["high_clustered"])


def test_an_end_that_the_profile_does_not_reach_is_a_sentence_and_no_warning(upr):
    """The Central African Republic refused 1 of 178 requests."""
    own = acceptance.latest(acceptance.answers(upr, "CAF"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = acceptance.models(own, ["action", "regional_group"], {"action": 5, "regional_group": "WEOG"})
    assert found["high"].isna().sum() == 1
    assert found.about.sentences[-1] == (
        "In Firth's logit, rows the interval has no end that could be found for regional_group: GRULAC (upper end)."
    )
    assert found.shown().loc["regional_group: GRULAC", "Firth's logit, rows"].endswith("to not found)")


def test_the_models_of_the_dprks_second_review(dprk):
    own = acceptance.latest(dprk)
    found = acceptance.models(own, ["action", "regional_group"], {"action": 5, "regional_group": "WEOG"})
    kept = dict(found.entries())
    rows, states = kept["firth.action: 4"], kept["firth.action: 4.clustered"]
    assert (
        states["value"] == rows["value"] and 1 < states["low"] < rows["low"] and (rows["n"], states["n"]) == (269, 82)
    )
    assert kept["multilevel.action: 4"]["low"] > 1
    # Eastern Europe is answered like Western States, over rows, over States and between the States themselves.
    east = found.set_index("term").loc["regional_group: EEG"]
    assert east["low"] < 1 < east["high"] and east["low_multilevel"] < 1 < east["high_multilevel"]
    assert (
        "ordinary logit is left out" in found.about.sentences[1] and "Hardly any paragraph" in found.about.sentences[2]
    )


def test_without_separation_all_models_stand_side_by_side(dprk):
    found = acceptance.models(acceptance.latest(dprk), ["regional_group"], {"regional_group": "WEOG"})
    assert {"Firth's logit, rows", "Firth's logit, States", "logit, States", "multilevel logit"} <= set(found.shown())
    row = found.set_index("term").loc["regional_group: Asia"]
    assert row["odds_ratio"] == pytest.approx(row["odds_ratio_logit"], rel=0.1)
    assert row["odds_ratio_multilevel"] > row["odds_ratio"]
    assert "logit.regional_group: Asia" in dict(found.entries())


def test_one_recommending_state_leaves_one_level(dprk):
    own = acceptance.latest(dprk)
    alone = own[own["recommender"] == "DEU"].assign(
        accepted=pd.array([True, False, True, False, False]), action=[4, 4, 5, 5, 4]
    )
    found = acceptance.models(alone, ["action"], {"action": 5})
    assert list(found.shown()) == ["Firth's logit, rows", "Firth's logit, rows, p"]
    assert "There are too few recommending States" in " ".join(found.about.sentences)


def test_a_category_that_follows_from_another_term_is_named(dprk_2014):
    """Whoever asks for specific action, and only they, would be marked twice."""
    rows = dprk_2014.assign(strength=(dprk_2014["action"] == 5).map({True: "specific", False: "other"}))
    with pytest.raises(DataError, match="found 'strength: specific'; leave out one of the terms"):
        acceptance.firth_logit(rows, ["action", "strength"], {"action": 5})


def test_a_reference_that_no_answer_has_is_said(upr):
    own = acceptance.answers(upr, "PRK", cycles=[2])
    found = acceptance.models(own, ["action"], {"action": 9})
    assert "No known answer has action category 9; the reference is 4, the most frequent." in found.about.sentences


def test_a_whole_number_is_the_same_category_with_a_decimal_point(upr):
    own = acceptance.answers(upr, "PRK", cycles=[2])
    found = acceptance.models(own, ["action"], {"action": 5.0})
    assert found["term"].tolist() == ["action: 1", "action: 2", "action: 3", "action: 4"]


def test_two_recommending_states_give_no_interval_over_states(upr):
    own = acceptance.answers(upr, "PRK", cycles=[2])
    two = own[own["recommender"].isin(["USA", "KAZ"])]
    found = acceptance.models(two, ["action"], {"action": 5})
    assert found["low_clustered"].isna().all() and found["low"].notna().any()
    assert "There are too few recommending States" in " ".join(found.about.sentences)
