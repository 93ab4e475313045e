"""Acceptance as a function of nearness, where nearness is a matter of degree."""

from __future__ import annotations

import numpy as np
import pandas as pd

from uprlib.acceptance.answers import Answers
from uprlib.alliances.friends import in_words, under, with_friends
from uprlib.errors import DataError
from uprlib.facts.vocabulary import FRIENDSHIP
from uprlib.tidy import INTERVAL, Result, count, or_sentence, tidy, written

NAMED = 10
"""States with the most recommendations have their names in the figure; ties with the last of them too."""
POINTS = 60
"""Points of the curve that are drawn."""


@or_sentence
def acceptance_curve(own: Answers, friends: Result, definition: str, *, draws: int, seed: int) -> Result:
    """Acceptance as a logistic function of nearness, with a band from resampled recommending States.

    Parameters
    ----------
    own : Answers
        The answers of one review.
    friends : Result
        From :func:`uprlib.alliances.friends`.
    definition : str
        Which nearness.
    draws, seed : int
        Resamples of recommending States (whole, with all their rows) and their seed.

    Returns
    -------
    Result
        One row is one point of the curve: nearness, rate, low, high. `facts["states"]` has every recommending State:
        recommender, nearness, friend, rate, n, named.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance, alliances
    >>> upr = uprlib.corpus()
    >>> own, near = acceptance.answers(upr, "PRK", cycles=[2]), alliances.friends(upr, "PRK", 2)
    >>> acceptance_curve(own, near, "ideal_points", draws=100, seed=1)["rate"].iloc[[0, -1]].round(2).tolist()
    [0.03, 0.9]
    """
    about, cycle = own.told, friends.about.facts["cycle"]
    rows = with_friends(own, under(friends, definition))
    curve = logistic_curve(rows, draws=draws, seed=seed, confidence=about.confidence)
    columns = {"nearness": ("nearness", "first"), "friend": ("friend", "first")}
    columns |= {"rate": ("accepted", "mean"), "n": ("accepted", "size")}
    known = pd.DataFrame(rows).dropna(subset=["accepted"])
    states = known.groupby("recommender", as_index=False).agg(**columns)
    states = states.assign(rate=states["rate"].astype(float), named=states["n"] >= states["n"].nlargest(NAMED).min())
    ends = {"farthest": curve.iloc[0], "nearest": curve.iloc[-1]}
    far, near = (written(f"{{rate:share}} ({INTERVAL})", end) for end in ends.values())
    return tidy(
        curve,
        title=f"Acceptance and nearness, {about.who}, cycle {cycle}",
        notes=f"Logistic curve; band: the middle {about.confidence:.0%} of {draws:,} resamples of recommending States.",
        counts={
            f"curve.{name}": count(end["rate"], "share", f"acceptance at the {name} recommending State", len(rows))
            | {"low": end["low"], "high": end["high"]}
            for name, end in ends.items()
        },
        sentences=f"By {in_words(definition)}, the curve goes from {far} at the farthest recommending State to {near} "
        "at the nearest.",
        facts={"who": about.who, "cycle": cycle, "states": states, "nearness": FRIENDSHIP[definition]},
    )


def logistic_curve(rows: pd.DataFrame, *, draws: int, seed: int, confidence: float = 0.95) -> pd.DataFrame:
    """Acceptance as a logistic function of nearness, with a band from resampled recommending States.

    Parameters
    ----------
    rows : pandas.DataFrame
        From :func:`uprlib.alliances.with_friends`, with `accepted`.
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
    grid = np.linspace(states["nearness"].min(), states["nearness"].max(), POINTS)
    at = (grid - centre) / spread
    accepted, n = states["accepted"].to_numpy(float), states["n"].to_numpy(float)
    generator = np.random.default_rng(seed)
    times = generator.multinomial(len(states), np.full(len(states), 1 / len(states)), size=draws).astype(float)
    curves = _logistic(x, accepted * times, n * times, at)
    low, high = np.quantile(curves, [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
    rate = _logistic(x, accepted[None, :], n[None, :], at)[0]
    return pd.DataFrame({"nearness": grid, "rate": rate, "low": low, "high": high})


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
