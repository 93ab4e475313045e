"""Where one State's number stands among those of all States: rank and shares, computed here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from uprlib.errors import DataError

TOLERANCE = 1e-12
"""Values nearer than this are ties: sums differ in the last bits between processors."""


@dataclass(frozen=True)
class Rank:
    """Where one State stands.

    Attributes
    ----------
    value : float
    rank : int
        1 is the largest value, or the lowest where ranks are counted from the lowest; ties share the better rank.
    states : int
        States that are ranked, this one included.
    share_beyond : float
        Share of the other States whose value is as large or larger (as low or lower, from the lowest).
    share_as_far : float
        Share of the other States that are as far from the others' mean or farther, in either direction.
    mean, median : float
        Mean and median of the other States' values.
    """

    value: float
    rank: int
    states: int
    share_beyond: float
    share_as_far: float
    mean: float
    median: float

    @property
    def p(self) -> float:
        """The share of States as large or larger, this one counted with them: (k + 1) / (N + 1) of the N others.

        The one to use where a share serves as a p-value, which is never 0 (Phipson and Smyth 2010).
        """
        return (round(self.share_beyond * (self.states - 1)) + 1) / self.states

    @property
    def difference(self) -> float:
        """The value less the other States' mean."""
        return self.value - self.mean


def rank(value: float, others: ArrayLike, *, from_lowest: bool = False) -> Rank:
    """The place of a value among those of all other States.

    Parameters
    ----------
    others : array-like
        The other States' values; missing ones are left out.

    Raises
    ------
    DataError
        The value is missing, or there is no other State.

    Examples
    --------
    >>> found = rank(0.42, pd.Series([0.76, 0.31, 0.88]), from_lowest=True)
    >>> found.rank, found.states, round(found.share_beyond, 2), found.p
    (2, 4, 0.33, 0.5)
    """
    values = np.asarray(others, dtype=float)
    values = values[~np.isnan(values)]
    if pd.isna(value):
        raise DataError("this State's number is not known", expected="a number to rank")
    if not len(values):
        raise DataError("no other State can be compared")
    sign = -1.0 if from_lowest else 1.0
    beyond, own, mean = sign * values, sign * float(value), float(values.mean())
    return Rank(
        value=float(value),
        rank=int((beyond > own + TOLERANCE).sum()) + 1,
        states=len(values) + 1,
        share_beyond=float((beyond >= own - TOLERANCE).mean()),
        share_as_far=float((np.abs(values - mean) >= abs(float(value) - mean) - TOLERANCE).mean()),
        mean=mean,
        median=float(np.median(values)),
    )


def rank_interval(drawn: np.ndarray, own: np.ndarray, *, confidence: float = 0.95) -> tuple[int, int]:
    """How far a State's rank moves when the values of all States are drawn anew.

    Parameters
    ----------
    drawn : numpy.ndarray, shape (draws, States)
        Drawn values of all States.
    own : numpy.ndarray of bool, shape (States,)
        Which column is the State's own.

    Returns
    -------
    tuple of int
        The middle `confidence` of its ranks; 1 is the largest value.

    Examples
    --------
    >>> rank_interval(np.array([[0.1, 0.4, 0.3], [0.2, 0.1, 0.3]]), np.array([True, False, False]))
    (2, 3)
    """
    ranks = (drawn > drawn[:, own]).sum(axis=1) + 1
    low, high = np.quantile(ranks, [(1 - confidence) / 2, (1 + confidence) / 2], method="inverted_cdf")
    return int(low), int(high)
