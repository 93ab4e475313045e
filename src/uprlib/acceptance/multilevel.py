"""A logit in which every recommending State, and every paragraph, has its own level of acceptance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import linalg, optimize, special, stats

from uprlib.acceptance.clusters import NAMED
from uprlib.errors import DataError
from uprlib.threads import one_thread

SHARE_TOGETHER = 0.1
"""Where a smaller share of the rows than this stands in a group with others, the group has no intercepts."""
_PRIOR_RATE = 0.5


@dataclass(frozen=True)
class Multilevel:
    """A fitted multilevel logit.

    Attributes
    ----------
    table : pandas.DataFrame
        One row is one term: term, odds_ratio, low, high, p (Wald, on the log odds). An odds ratio is between two
        requests of the same State (and paragraph), so that it is further from 1 than one over all rows.
    spreads : dict
        Standard deviation of the intercepts, in log odds, by group.
    n : int
        Rows.
    why : tuple of str
        Which groups have no intercepts and why, as sentences.
    """

    table: pd.DataFrame
    spreads: dict[str, float]
    n: int
    why: tuple[str, ...] = ()


def multilevel_logit(
    answers: pd.Series, design: pd.DataFrame, groups: pd.DataFrame, *, confidence: float = 0.95
) -> Multilevel:
    """Logit with normal random intercepts for one or more crossed groups.

    Parameters
    ----------
    answers : pandas.Series
        0 or 1 in each row.
    design : pandas.DataFrame
        The terms as columns, without a constant; see :func:`uprlib.acceptance.models.in_columns`.
    groups : pandas.DataFrame
        A column for each group, such as recommender and paragraph, in the order of `design`. A row in which it is
        missing has no intercept of that group.
    confidence : float
        Level of the intervals.

    Raises
    ------
    DataError
        No group has intercepts that could be estimated.

    Notes
    -----
    The random intercepts are integrated out by Laplace's approximation, as lme4 does (Bates et al. 2015), with the
    exact gradient of that. Two weak priors keep estimates finite: log-F(1, 1) on each term, for separation (Greenland
    and Mansournia 2015), and on each standard deviation a gamma with shape 2, which keeps it from 0 (Chung et al.
    2013), and rate 1/2, so that it is near 2 where the answers say nothing of it. Nothing is drawn at random. Beside
    numerical integration, for States with three rows on average, the standard deviation is about a tenth too small,
    and the terms are within a small part of their errors.
    statsmodels' mixed GLM was looked at and left: its variational posterior is too narrow, and its joint mode shrinks
    the intercepts towards 0.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> from uprlib.acceptance.models import in_columns
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> answers, design, rows, _ = in_columns(own, ["action"], {"action": 5})
    >>> found = multilevel_logit(answers, design, rows[["recommender", "paragraph"]])
    >>> round(found.spreads["recommender"], 1), round(found.table.set_index("term").loc["action: 4", "odds_ratio"])
    (2.0, 19)
    >>> found.why[0][:61]
    'Hardly any paragraph holds more than one known answer (268 pa'
    """
    terms = np.column_stack([np.ones(len(design)), design.to_numpy(float)])
    members, chosen, why = [], [], []
    for name in groups:
        codes, names = pd.factorize(groups[name], sort=True)
        sentence = _without(str(name), codes, len(names), answers.to_numpy(float))
        if sentence:
            why.append(sentence)
            continue
        members.append((codes, len(names)))
        chosen.append(str(name))
    if not members:
        raise DataError(" ".join(why) or "no group is named")
    with one_thread():
        value = _Marginal(answers.to_numpy(float), terms, members)
        start = np.zeros(terms.shape[1] + len(members))
        start[0] = special.logit(answers.mean())
        best = optimize.minimize(value, start, jac=True, method="BFGS", options={"gtol": 1e-5, "maxiter": 500}).x
        covariance = linalg.pinvh(value.curvature(best))
    error = np.sqrt(np.diag(covariance))[1 : terms.shape[1]]
    log_odds, z = best[1 : terms.shape[1]], stats.norm.ppf(0.5 + confidence / 2)
    table = pd.DataFrame(
        {
            "term": design.columns,
            "odds_ratio": np.exp(log_odds),
            "low": np.exp(log_odds - z * error),
            "high": np.exp(log_odds + z * error),
            "p": 2 * stats.norm.sf(np.abs(log_odds) / error),
        }
    )
    spreads = dict(zip(chosen, np.exp(best[terms.shape[1] :]).tolist(), strict=True))
    return Multilevel(table, spreads, len(answers), tuple(why))


def _without(name: str, codes: np.ndarray, groups: int, answers: np.ndarray) -> str:
    """Why a group has no intercepts; "" where it has."""
    what, n = NAMED.get(name, name), int((codes >= 0).sum())
    if groups < 2:
        return f"There is no second {what} with a known answer, so that the {what} has no intercept of its own."
    sizes, accepted = np.bincount(codes[codes >= 0]), np.bincount(codes[codes >= 0], answers[codes >= 0])
    if sizes[sizes > 1].sum() < SHARE_TOGETHER * n:
        return (
            f"Hardly any {what} holds more than one known answer ({groups} {what}s, {n} answers), so that the model "
            f"has no intercepts for the {what}."
        )
    if not ((accepted > 0) & (accepted < sizes)).any():
        return f"No {what} has different answers; the spread of their intercepts has no limit, and they are left out."
    return ""


class _Marginal:
    """Minus the log of the penalised marginal likelihood by Laplace's approximation, with its gradient.

    Parameters are the terms' log odds and then the logarithms of the intercepts' standard deviations.
    """

    def __init__(self, answers: np.ndarray, terms: np.ndarray, members: list[tuple[np.ndarray, int]]) -> None:
        self.answers, self.terms = answers, terms
        sizes = [size for _, size in members]
        self.group = np.repeat(np.arange(len(members)), sizes)
        # Where each row's intercepts stand, one line for each group; behind all others where its group is not known.
        firsts = np.cumsum([0, *sizes[:-1]])
        self.places = np.array(
            [np.where(codes < 0, sum(sizes), codes + first) for (codes, _), first in zip(members, firsts, strict=True)]
        )
        # The next search for the intercepts begins where the last one ended.
        self.intercepts = np.zeros(sum(sizes))

    def _of_rows(self, values: np.ndarray) -> np.ndarray:
        """Of values by intercept, or of a table with a line for each, the sum over each row's intercepts."""
        none = np.zeros((1, *values.shape[1:]))
        return np.concatenate([values, none])[self.places].sum(axis=0)

    def _of_intercepts(self, values: np.ndarray) -> np.ndarray:
        """Of values by row, or of a table with a line for each, the sum over each intercept's rows."""
        if values.ndim > 1:
            return np.column_stack([self._of_intercepts(column) for column in values.T])
        size = len(self.intercepts) + 1
        return np.sum([np.bincount(places, values, size) for places in self.places], axis=0)[:-1]

    def _information(self, weights: np.ndarray, spread: np.ndarray) -> tuple[Callable[[np.ndarray], np.ndarray], float]:
        """What rows and prior say of the intercepts: what solves equations in it, and the log of its determinant."""
        size = len(self.intercepts) + 1
        if len(self.places) == 1:
            # No row has two intercepts: what is known of one says nothing of another.
            own = self._of_intercepts(weights) * spread**2 + 1
            return lambda right: (right.T / own).T, float(np.log(own).sum())
        pairs = self.places[:, None] * size + self.places[None, :]
        rows = np.broadcast_to(weights, pairs.shape)
        square = np.bincount(pairs.ravel(), rows.ravel(), size * size).reshape(size, size)[:-1, :-1]
        factor = linalg.cho_factor(square * spread[:, None] * spread + np.eye(size - 1))
        return lambda right: linalg.cho_solve(factor, right), 2 * float(np.log(np.diag(factor[0])).sum())

    def __call__(self, parameters: np.ndarray) -> tuple[float, np.ndarray]:
        count = self.terms.shape[1]
        log_odds, log_spread = parameters[:count], parameters[count:]
        spread = np.exp(log_spread)
        of_each = spread[self.group]
        fitted, height, inverse, determinant = self._mode(self.terms @ log_odds, of_each)
        weights, residuals, intercepts = fitted * (1 - fitted), self.answers - fitted, self.intercepts
        slopes = log_odds[1:]
        prior = (slopes / 2 - np.logaddexp(0, slopes)).sum() + (log_spread - _PRIOR_RATE * spread).sum()
        # Half of the determinant's derivative by each row's linear predictor.
        scaled = np.pad(inverse * of_each[:, None] * of_each, (0, 1))
        bent = weights * (1 - 2 * fitted) * scaled[self.places[:, None], self.places[None, :]].sum(axis=(0, 1)) / 2
        moved = self.terms - self._of_rows(scaled[:-1, :-1] @ self._of_intercepts(weights[:, None] * self.terms))
        gradient = self.terms.T @ residuals - bent @ moved
        gradient[1:] += 0.5 - special.expit(slopes)
        of_spread = 1 - _PRIOR_RATE * spread
        for place in range(len(spread)):
            inside = self.group == place
            own = self._of_rows(np.where(inside, of_each * intercepts, 0.0))
            pulled = np.where(inside, self._of_intercepts(residuals), 0.0) - self._of_intercepts(weights * own)
            shift = scaled[:-1, :-1] @ pulled
            of_spread[place] += residuals @ own - bent @ (own + self._of_rows(shift))
            of_spread[place] -= (1 - np.diag(inverse)[inside]).sum()
        return -(height + prior - determinant / 2), -np.concatenate([gradient, of_spread])

    def _mode(self, fixed: np.ndarray, of_each: np.ndarray) -> tuple[np.ndarray, float, np.ndarray, float]:
        """The intercepts of greatest density by Newton's method, and the curvature there."""

        def height(intercepts: np.ndarray) -> float:
            predictor = fixed + self._of_rows(of_each * intercepts)
            return float((self.answers * predictor - np.logaddexp(0, predictor)).sum() - intercepts @ intercepts / 2)

        reached = height(self.intercepts)
        for _ in range(100):
            fitted = special.expit(fixed + self._of_rows(of_each * self.intercepts))
            solved, determinant = self._information(fitted * (1 - fitted), of_each)
            step = solved(of_each * self._of_intercepts(self.answers - fitted) - self.intercepts)
            if np.abs(step).max() < 1e-9:
                break
            while height(self.intercepts + step) < reached and np.abs(step).max() > 1e-9:
                step = step / 2
            self.intercepts = self.intercepts + step
            reached = height(self.intercepts)
        return fitted, reached, solved(np.eye(len(self.intercepts))), determinant

    def curvature(self, parameters: np.ndarray, step: float = 1e-4) -> np.ndarray:
        """Second derivatives, from differences of the gradient."""
        found = [self(parameters + step * way)[1] - self(parameters - step * way)[1] for way in np.eye(len(parameters))]
        square = np.array(found) / (2 * step)
        return (square + square.T) / 2
