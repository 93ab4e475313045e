"""The log odds ratio of two groups, pooled over strata."""

from __future__ import annotations

import numpy as np
import pandas as pd
from statsmodels.stats.contingency_tables import StratifiedTable


def pooled_log_odds(
    group: pd.Series, outcome: pd.Series, strata: pd.Series | None = None, *, confidence: float = 0.95
) -> tuple[float, float, float] | None:
    """Log odds ratio of an outcome between two groups, pooled over strata (Mantel and Haenszel 1959), and its interval.

    Where a cell is empty over all strata, half a row is added to each cell (Haldane and Anscombe), in equal parts to
    the strata: half a row in each of many small ones would outweigh the data. None without rows in both groups.

    Parameters
    ----------
    group, outcome : pandas.Series
        True or False in each row; rows in which one of them is missing are left out.
    strata : pandas.Series, optional
        The stratum of each row.

    Examples
    --------
    >>> friend, accepted = pd.Series([True] * 4 + [False] * 4), pd.Series([True, True, True, False] * 2)
    >>> value, low, high = pooled_log_odds(friend, accepted)
    >>> round(value, 2), round(low, 2), round(high, 2)
    (0.0, -3.2, 3.2)
    """
    known = (group.notna() & outcome.notna()).to_numpy()
    first, accepted = group[known].astype(bool).to_numpy(), outcome[known].astype(bool).to_numpy()
    if first.all() or not first.any():
        return None
    labels = np.zeros(len(first)) if strata is None else strata[known].to_numpy()
    _, places = np.unique(labels.astype(str), return_inverse=True)
    counts = np.zeros((2, 2, places.max() + 1))
    np.add.at(counts, (1 - first.astype(int), 1 - accepted.astype(int), places), 1)
    # A stratum with one group only says nothing and would get half a row in each empty cell.
    counts = counts[:, :, (counts.sum(axis=1) > 0).all(axis=0)]
    if not counts.shape[2]:
        return None
    if (counts.sum(axis=2) == 0).any():
        counts = counts + 0.5 / counts.shape[2]
    table = StratifiedTable(counts)
    low, high = table.logodds_pooled_confint(alpha=1 - confidence)
    return float(table.logodds_pooled), float(low), float(high)
