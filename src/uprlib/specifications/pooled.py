"""The odds ratio that curves are made of: pooled over strata, with an interval over States."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from uprlib.acceptance.clusters import least_clusters


@dataclass(frozen=True)
class Pooled:
    """A log odds ratio between two groups of rows.

    Attributes
    ----------
    value, low, high : float
        With the interval over clusters; missing where a group has rows of too few clusters
        (:func:`uprlib.acceptance.clusters.least_clusters`).
    n, clusters : int
        Rows in strata that have rows of both groups, and the clusters that they are of.
    """

    value: float
    low: float
    high: float
    n: int
    clusters: int


def pooled_log_odds(
    group: ArrayLike,
    outcome: ArrayLike,
    clusters: ArrayLike,
    strata: ArrayLike | None = None,
    *,
    confidence: float = 0.95,
) -> Pooled | None:
    """Log odds ratio of an outcome between two groups, pooled over strata (Mantel and Haenszel 1959).

    Where the ratio would be at its limit, half a row is added to each cell (Haldane and Anscombe), in equal parts to
    the strata: half a row in each of many small ones would outweigh the data. None without a stratum that has both
    groups.

    Parameters
    ----------
    group, outcome : array-like
        True or False in each row; rows in which one of them is missing are left out.
    clusters : array-like
        The State that each row is of. Categories are fastest.
    strata : array-like, optional
        The stratum of each row.

    Notes
    -----
    The interval is linearised: what each row adds to the logarithm (its influence) is summed by cluster, and the
    variance of these sums, times G / (G - 1) for G clusters, is that of the ratio, whether clusters lie within strata
    or across them (Binder 1983; for one cluster a row it comes to the variance of Woolf 1955). Student's t has one
    degree of freedom less than the smaller group has clusters. Rows that were added count as clusters of their own.

    Examples
    --------
    >>> friend, accepted = pd.Series([True] * 8 + [False] * 8), pd.Series([True, True, True, False] * 4)
    >>> found = pooled_log_odds(friend, accepted, pd.Series(range(16)))
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2), found.n, found.clusters
    (0.0, -2.82, 2.82, 16, 16)
    """
    answers = [pd.array(values, dtype="boolean").to_numpy(float, na_value=np.nan) for values in (group, outcome)]
    states = pd.Categorical(clusters).codes.astype(int)
    places = np.zeros_like(states) if strata is None else pd.Categorical(strata).codes + 1
    known = ~np.isnan(answers).any(axis=0) & (states >= 0)
    of_group = (np.isin(places, places[known & (answers[0] == group_)]) for group_ in (1, 0))
    both = np.logical_and.reduce([known, *of_group])
    if not both.any():
        return None
    first, accepted = (values[both] == 1 for values in answers)
    of_states, states = np.unique(states[both], return_inverse=True)
    of_strata, places = np.unique(places[both], return_inverse=True)
    # The cells of a stratum: the first group's accepted and other rows, then those of the second group.
    cells = 2 * ~first + ~accepted
    counts = np.bincount(cells * len(of_strata) + places, minlength=4 * len(of_strata)).reshape(4, -1)
    a, b, c, d = counts
    size = counts.sum(axis=0)
    added = 0.0 if (a * d).any() and (b * c).any() else 0.5 / counts.shape[1]
    a, b, c, d = counts + added
    size = size + 4 * added
    for_, against = a * d / size, b * c / size
    none = np.zeros_like(size)
    influence = (np.stack([d, none, none, a]) - for_) / size / for_.sum()
    influence -= (np.stack([none, c, b, none]) - against) / size / against.sum()
    held, fewest = len(of_states), min(len(np.unique(states[first])), len(np.unique(states[~first])))
    value, error = float(np.log(for_.sum() / against.sum())), np.nan
    if fewest >= least_clusters(confidence):
        sums = np.bincount(states, influence[cells, places])
        variance = held / (held - 1) * (sums**2).sum() + added * (influence**2).sum()
        error = float(stats.t.ppf(0.5 + confidence / 2, fewest - 1) * np.sqrt(variance))
    return Pooled(value, value - error, value + error, len(first), held)
