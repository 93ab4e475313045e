"""Are friends answered otherwise once what they ask is the same?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import linalg

from uprlib.acceptance.exact import compare
from uprlib.acceptance.models import design_matrix, firth_logit
from uprlib.errors import DataError

SPECIFICATIONS: dict[str, tuple[str, ...]] = {
    "friend alone": (),
    "and action category": ("action",),
    "and family of issues": ("action", "families"),
    "and Western group": ("action", "families", "western"),
    "action category, ease and Western group": ("action", "ease", "western"),
}
"""What is held constant beside friendship. The first four add to each other; the last puts in the place of families how
easily all other States accept such requests (see :func:`ease`), which comes near to how sensitive a request is."""
_FIFTHS = 5


@dataclass(frozen=True)
class Held:
    """Friendship's odds ratio in one specification.

    Attributes
    ----------
    odds_ratio, low, high : float
        Firth's penalised logit with profile likelihood interval; rows taken as independent.
    p_profile : float
        Its penalised likelihood ratio test.
    p_permutation : float
        Score test with friendship permuted over recommending States, which keeps the rows of a State together.
    n, states, friends : int
        Rows, recommending States, and friends among these.
    """

    specification: str
    odds_ratio: float
    low: float
    high: float
    p_profile: float
    p_permutation: float
    n: int
    states: int
    friends: int


def with_friends(coded: pd.DataFrame, affinity: pd.DataFrame) -> pd.DataFrame:
    """Rows whose recommending State has a value, with its `nearness` and `friend`.

    Raises
    ------
    DataError
        No recommending State has one.
    """
    known = affinity.set_index("iso3")
    rows = coded[coded["recommender"].isin(known.index)].reset_index(drop=True)
    if rows.empty:
        raise DataError("no recommending State has a value under this definition", value=f"{len(coded)} rows")
    return rows.assign(
        nearness=rows["recommender"].map(known["nearness"]).astype(float),
        friend=rows["recommender"].map(known["friend"]).astype(bool),
    )


def friends_and_others(rows: pd.DataFrame, *, confidence: float = 0.95):
    """The acceptance of friends' rows beside that of the others'; a :class:`uprlib.acceptance.Comparison`.

    Raises
    ------
    DataError
        One of the two groups has no known answer.
    """
    return compare(rows.loc[rows["friend"], "accepted"], rows.loc[~rows["friend"], "accepted"], confidence=confidence)


def ease(rows: pd.DataFrame, others: pd.DataFrame, issues: pd.DataFrame) -> pd.Series:
    """How easily all other States accept requests like each of these, in fifths: 1 the hardest.

    A request is like another where both carry an issue in the same action category. Of a request's issues the mean is
    taken; a kind of request that nobody else was asked takes the rate of its action category.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of one State under review.
    others : pandas.DataFrame
        Rows of all States under review of the same cycle with `accepted`; those of the State itself are left out.
    issues : pandas.DataFrame
        The table `recommendation_issues`.
    """
    elsewhere = others[~others["sur"].isin(rows["sur"]) & others["accepted"].notna() & others["action"].notna()]
    answers = elsewhere.assign(value=elsewhere["accepted"].astype(float))
    usual = answers.groupby("action")["value"].mean()
    of_kind = answers.merge(issues[["rec_id", "issue"]], on="rec_id").groupby(["issue", "action"])["value"].mean()
    carried = rows[["rec_id", "action"]].merge(issues[["rec_id", "issue"]], on="rec_id", how="left")
    kind = pd.MultiIndex.from_frame(carried[["issue", "action"]])
    rate = pd.Series(of_kind.reindex(kind).to_numpy(), index=carried.index).fillna(carried["action"].map(usual))
    mean = rate.groupby(carried["rec_id"]).mean().reindex(rows["rec_id"])
    ranks = mean.rank(method="average", pct=True)
    return pd.Series(np.ceil(ranks.to_numpy() * _FIFTHS).clip(1, _FIFTHS).astype(int), index=rows.index, name="ease")


def held_constant(
    rows: pd.DataFrame,
    others: pd.DataFrame,
    issues: pd.DataFrame,
    *,
    draws: int,
    seed: int,
    confidence: float = 0.95,
) -> list[Held]:
    """Friendship's odds ratio with more and more held constant.

    Parameters
    ----------
    rows : pandas.DataFrame
        From :func:`with_friends`, with `accepted`, action, regional_group.
    others : pandas.DataFrame
        Rows of all States of the cycle with `accepted`, for :func:`ease`.
    issues : pandas.DataFrame
        The table `recommendation_issues`.
    draws, seed : int
        Permutations and their seed.

    Returns
    -------
    list of Held
        One for each of :data:`SPECIFICATIONS` that can be fitted on the rows with a coded action category.

    Raises
    ------
    DataError
        There are no friends, only friends, or nothing varies.
    """
    rows = rows[rows["accepted"].notna() & rows["action"].notna()].reset_index(drop=True)
    if rows["friend"].nunique() < 2:
        raise DataError("all recommending States with coded requests are friends, or none is", value=len(rows))
    families = _families(rows, issues)
    rows = pd.concat([rows, families], axis=1).assign(
        western=rows["regional_group"].eq("WEOG"), ease=ease(rows, others, issues)
    )
    references = {"friend": False, "action": 5, "western": False, "ease": 1} | dict.fromkeys(families, False)
    found, problem = [], None
    for name, parts in SPECIFICATIONS.items():
        terms = [term for part in parts for term in (list(families) if part == "families" else [part])]
        try:
            model = firth_logit(rows, ["friend", *terms], references, confidence=confidence, shown="friend")
        except DataError as lacking:
            problem = lacking
            continue
        line = model.table.set_index("term").loc["friend: True"]
        found.append(
            Held(
                specification=name,
                odds_ratio=float(line["odds_ratio"]),
                low=float(line["low"]),
                high=float(line["high"]),
                p_profile=float(line["p"]),
                p_permutation=score_p(rows, terms, draws=draws, seed=seed),
                n=len(rows),
                states=rows["recommender"].nunique(),
                friends=int(rows.groupby("recommender")["friend"].first().sum()),
            )
        )
    if not found:
        raise problem
    return found


def score_p(rows: pd.DataFrame, terms: list[str], *, draws: int, seed: int) -> float:
    """Permutation p-value of friendship, given other terms.

    The model without friendship is fitted once (logit with a small ridge, so that separation does no harm); the score
    of friendship, divided by its standard deviation given the terms (Rao 1948), is compared with the scores after
    friendship has been dealt anew over the recommending States.

    Returns
    -------
    float
        Two-sided, with one added to both counts (Phipson and Smyth 2010).
    """
    answers = rows["accepted"].astype(float).to_numpy()
    design = (
        np.column_stack([np.ones(len(rows)), design_matrix(rows, terms).to_numpy()])
        if terms
        else np.ones((len(rows), 1))
    )
    fitted = _fitted(design, answers)
    weights = fitted * (1 - fitted)
    inverse = linalg.pinvh(design.T @ (weights[:, None] * design))
    codes, names = pd.factorize(rows["recommender"], sort=True)
    friend = rows.groupby("recommender")["friend"].first().reindex(names).to_numpy(float)
    generator = np.random.default_rng(seed)
    dealt = generator.permuted(np.tile(friend, (draws, 1)), axis=1)
    given = np.vstack([friend, dealt])[:, codes]
    scores = given @ (answers - fitted)
    cross = (given * weights) @ design
    variance = (given * weights * given).sum(axis=1) - np.einsum("ij,jk,ik->i", cross, inverse, cross)
    standardised = np.abs(scores) / np.sqrt(np.maximum(variance, 1e-12))
    return float((1 + (standardised[1:] >= standardised[0] - 1e-9).sum()) / (1 + draws))


def _fitted(design: np.ndarray, answers: np.ndarray, ridge: float = 1e-2) -> np.ndarray:
    """Fitted probabilities of a logit by Newton's method."""
    beta = np.zeros(design.shape[1])
    penalty = ridge * np.eye(design.shape[1])
    penalty[0, 0] = 0.0
    for _ in range(100):
        p = 1 / (1 + np.exp(-design @ beta))
        step = np.linalg.solve(
            design.T @ ((p * (1 - p))[:, None] * design) + penalty, design.T @ (answers - p) - penalty @ beta
        )
        beta = beta + step
        if np.abs(step).max() < 1e-9:
            break
    return 1 / (1 + np.exp(-design @ beta))


def _families(rows: pd.DataFrame, issues: pd.DataFrame) -> pd.DataFrame:
    """One column of truth values for each family of issues: a request may carry several."""
    carried = issues[issues["rec_id"].isin(rows["rec_id"])].drop_duplicates(["rec_id", "family"])
    table = pd.crosstab(carried["rec_id"], carried["family"]).reindex(rows["rec_id"], fill_value=0).astype(bool)
    return table.reset_index(drop=True).rename_axis(columns=None)


def acceptance_curve(
    rows: pd.DataFrame, *, draws: int, seed: int, confidence: float = 0.95, points: int = 60
) -> pd.DataFrame:
    """Acceptance as a logistic function of nearness, with a band from resampled recommending States.

    Parameters
    ----------
    rows : pandas.DataFrame
        From :func:`with_friends`, with `accepted`.
    draws, seed : int
        Resamples of recommending States (whole, with all their rows) and their seed.

    Returns
    -------
    pandas.DataFrame
        One row is one point: nearness, rate, low, high (the middle `confidence` of the resampled curves).

    Raises
    ------
    DataError
        There are fewer than five recommending States, or nothing varies.
    """
    known = rows.dropna(subset=["accepted"])
    states = known.groupby("recommender").agg(
        nearness=("nearness", "first"), accepted=("accepted", "sum"), n=("accepted", "size")
    )
    if len(states) < 5 or states["nearness"].nunique() < 2:
        raise DataError("too few recommending States with a value", value=len(states), expected="five or more")
    if not 0 < states["accepted"].sum() < states["n"].sum():
        raise DataError("every known answer is the same", value=int(states["accepted"].sum()))
    centre, spread = states["nearness"].mean(), states["nearness"].std(ddof=0)
    x = ((states["nearness"] - centre) / spread).to_numpy()
    grid = np.linspace(states["nearness"].min(), states["nearness"].max(), points)
    at = (grid - centre) / spread
    accepted, n = states["accepted"].to_numpy(float), states["n"].to_numpy(float)
    generator = np.random.default_rng(seed)
    times = generator.multinomial(len(states), np.full(len(states), 1 / len(states)), size=draws).astype(float)
    curves = _logistic(x, accepted * times, n * times, at)
    low, high = np.quantile(curves, [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
    return pd.DataFrame(
        {"nearness": grid, "rate": _logistic(x, accepted[None, :], n[None, :], at)[0], "low": low, "high": high}
    )


def _logistic(x: np.ndarray, accepted: np.ndarray, n: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Logistic curves of many weighted samples at once: Newton's method on an intercept and a slope.

    A prior of half a row on either side at every State's place keeps curves finite where answers are separated.
    """
    accepted, n = accepted + 0.5 * n.mean() / n.shape[1], n + n.mean() / n.shape[1]
    intercept, slope = np.zeros(len(n)), np.zeros(len(n))
    for _ in range(50):
        p = 1 / (1 + np.exp(-(intercept[:, None] + slope[:, None] * x)))
        w = n * p * (1 - p)
        g0, g1 = (accepted - n * p).sum(axis=1), ((accepted - n * p) * x).sum(axis=1)
        a, b, c = w.sum(axis=1), (w * x).sum(axis=1), (w * x * x).sum(axis=1)
        determinant = a * c - b * b
        step0, step1 = (c * g0 - b * g1) / determinant, (a * g1 - b * g0) / determinant
        intercept, slope = intercept + step0, slope + step1
        if max(np.abs(step0).max(), np.abs(step1).max()) < 1e-9:
            break
    return 1 / (1 + np.exp(-(intercept[:, None] + slope[:, None] * at)))
