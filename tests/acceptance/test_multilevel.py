import numpy as np
import pandas as pd
import pytest
from scipy import optimize, special

from uprlib import acceptance
from uprlib.acceptance.models import in_columns
from uprlib.errors import DataError


def drawn(states=60, size=5, spread=1.5, effect=1.0, seed=1, paragraphs=0, paragraph_spread=0.0):
    """Answers with a known effect of x between requests of the same State, and known spreads."""
    generator = np.random.default_rng(seed)
    state = np.repeat(np.arange(states), size)
    paragraph = generator.integers(max(paragraphs, 1), size=len(state))
    x = generator.integers(0, 2, len(state))
    level = generator.normal(0, spread, states)[state] + generator.normal(0, paragraph_spread, len(state))[paragraph]
    answers = pd.Series((generator.random(len(state)) < special.expit(level + effect * x - 0.3)).astype(int))
    groups = pd.DataFrame({"recommender": state, "paragraph": paragraph if paragraphs else np.arange(len(state))})
    return answers, pd.DataFrame({"x": x.astype(float)}), groups


def by_quadrature(answers, design, state):
    """The same penalised likelihood with the intercepts integrated numerically: an independent computation."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(80)
    y, x, codes = answers.to_numpy(), np.column_stack([np.ones(len(design)), design]), pd.factorize(state, sort=True)[0]

    def minus(parameters):
        *log_odds, log_spread = parameters
        predictor = (x @ log_odds)[:, None] + np.exp(log_spread) * nodes
        of_state = np.zeros((codes.max() + 1, len(nodes)))
        np.add.at(of_state, codes, y[:, None] * predictor - np.logaddexp(0, predictor))
        likelihood = special.logsumexp(of_state + np.log(weights) - np.log(2 * np.pi) / 2, axis=1).sum()
        slopes = np.array(log_odds[1:])
        prior = (slopes / 2 - np.logaddexp(0, slopes)).sum() + log_spread - np.exp(log_spread) / 2
        return -(likelihood + prior)

    found = optimize.minimize(minus, np.zeros(x.shape[1] + 1), method="BFGS")
    return found.x, np.sqrt(np.diag(found.hess_inv))


def test_it_is_near_numerical_integration_for_the_dprk(dprk_2014):
    answers, design, rows, _ = in_columns(dprk_2014, ["action"], {"action": 5})
    found = acceptance.multilevel_logit(answers, design, rows[["recommender"]])
    exact, errors = by_quadrature(answers, design, rows["recommender"])
    away = np.log(found.table["odds_ratio"]).to_numpy() - exact[1:-1]
    assert (np.abs(away) < 0.15 * errors[1:-1]).all() and abs(away[-1]) < 0.05
    # Laplace's spread is a little too small where States have few rows, as its documentation says.
    assert 0.85 * np.exp(exact[-1]) < found.spreads["recommender"] < np.exp(exact[-1])


def test_its_errors_are_those_of_numerical_integration():
    answers, design, groups = drawn()
    found = acceptance.multilevel_logit(answers, design, groups[["recommender"]])
    _, errors = by_quadrature(answers, design, groups["recommender"])
    row = found.table.iloc[0]
    assert np.log(row["high"] / row["low"]) / 2 / 1.959964 == pytest.approx(errors[1], rel=0.1)


def test_a_known_effect_and_known_spreads_are_found():
    many = [acceptance.multilevel_logit(*drawn(states=120, size=8, seed=seed)) for seed in range(6)]
    assert np.mean([np.log(each.table["odds_ratio"].iloc[0]) for each in many]) == pytest.approx(1.0, abs=0.15)
    assert np.mean([each.spreads["recommender"] for each in many]) == pytest.approx(1.5, rel=0.15)
    assert all("Hardly any paragraph" in each.why[0] for each in many)


def test_states_and_paragraphs_are_crossed():
    answers, design, groups = drawn(states=80, size=12, paragraphs=150, paragraph_spread=1.0)
    found = acceptance.multilevel_logit(answers, design, groups)
    assert found.why == () and list(found.spreads) == ["recommender", "paragraph"]
    assert found.spreads["paragraph"] == pytest.approx(1.0, abs=0.3)
    assert found.table["low"].iloc[0] < np.e < found.table["high"].iloc[0]


def test_variational_errors_would_be_too_narrow():
    """Why statsmodels' mixed GLM is not used: its estimate is near, its errors are narrower."""
    from statsmodels.genmod.bayes_mixed_glm import BinomialBayesMixedGLM

    answers, design, groups = drawn()
    member = np.eye(60)[groups["recommender"]]
    model = BinomialBayesMixedGLM(
        answers.to_numpy(), np.column_stack([np.ones(300), design]), member, np.zeros(60, int)
    )
    beside = model.fit_vb(verbose=False)
    row = acceptance.multilevel_logit(answers, design, groups[["recommender"]]).table.iloc[0]
    assert beside.fe_mean[1] == pytest.approx(np.log(row["odds_ratio"]), abs=0.3)
    assert beside.fe_sd[1] < np.log(row["high"] / row["low"]) / 2 / 1.959964


def test_separation_gives_a_finite_estimate(dprk_2014):
    answers, design, rows, _ = in_columns(dprk_2014, ["action"], {"action": 5})
    row = acceptance.multilevel_logit(answers, design, rows[["recommender"]]).table.set_index("term").loc["action: 2"]
    assert 1 < row["low"] < row["odds_ratio"] < row["high"] < 1e5


def test_paragraphs_that_never_have_two_answers_have_no_intercepts():
    answers, design, groups = drawn()
    copied = groups.assign(paragraph=np.arange(len(groups)) // 2 * 2 + answers.to_numpy() * 1000)
    found = acceptance.multilevel_logit(answers, design, copied)
    assert found.why[0].startswith("No paragraph has different answers") and list(found.spreads) == ["recommender"]


def test_a_row_without_a_paragraph_has_no_intercept_of_one():
    answers, design, groups = drawn(states=80, size=12, paragraphs=150, paragraph_spread=1.0)
    holes = groups.assign(paragraph=groups["paragraph"].astype("Int64").mask(groups.index < 5))
    found = acceptance.multilevel_logit(answers, design, holes)
    assert found.n == 960 and "paragraph" in found.spreads


def test_the_order_of_rows_changes_nothing_to_speak_of():
    answers, design, groups = drawn()
    turned = [part.iloc[::-1].reset_index(drop=True) for part in (answers, design, groups)]
    assert acceptance.multilevel_logit(*turned).table["p"].iloc[0] == pytest.approx(
        acceptance.multilevel_logit(answers, design, groups).table["p"].iloc[0], rel=1e-4
    )


def test_one_state_is_no_level():
    answers, design, groups = drawn()
    with pytest.raises(DataError, match="no second recommending State"):
        acceptance.multilevel_logit(answers, design, groups[["recommender"]].assign(recommender="FRA"))
