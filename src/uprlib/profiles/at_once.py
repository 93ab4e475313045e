"""Shares and differences of shares in very many groups of rows at once, with intervals over rows and over States.

For one State's contrast :func:`uprlib.acceptance.clusters.contrast` draws States anew; to draw for every State, cycle
and definition would take minutes. Here the variance over States is linearised (the sandwich of survey sampling; Binder
1983), which the variance of the draws tends to. All else is as there: the level widened for few States, Wilson's
interval with one answer for each State where all answers of a side are alike, and no interval over fewer than six
States.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

KEYS = ["definition", "sur", "cycle"]
"""The columns that name a group of rows."""

FOUND = ["value", "low", "high", "low_clustered", "high_clustered", "n", "clusters", "why"]
"""What is found of each group."""


def least_clusters(confidence: float) -> int:
    """How many States a side needs for an interval over States; see :func:`uprlib.acceptance.clusters.contrast`.

    Examples
    --------
    >>> least_clusters(0.95)
    6
    """
    return math.ceil(1 + math.log2(1 / (1 - confidence)))


def contrasts(
    rows: pd.DataFrame, none: tuple[str, ...], *, confidence: float = 0.95, line: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The share of true answers in each group of rows, or that of its first side less that of the other.

    Intervals over rows are Wilson's (1927) for a share and Newcombe's (1998) for a difference.

    Parameters
    ----------
    rows : pandas.DataFrame
        The columns of :data:`KEYS`, y (the answer, True or False), first (whether the row is of the first side) and
        cluster (the State that is sampled).
    none : tuple of str
        What to say where the first side has no rows, and the other; one sentence for shares, two for differences.
    line : pandas.DataFrame, optional
        By State: times and plus. The value is then the first share less (times x the other + plus), as where a line
        says what is expected of the first; the interval takes the line as known (Zou and Donner 2008).

    Returns
    -------
    pandas.DataFrame
        One row is one group: :data:`KEYS` and :data:`FOUND`; `why` is a sentence where something is missing, else "".

    Examples
    --------
    >>> rows = pd.DataFrame({"y": [True, True, True, False] * 3, "first": [True, True, False, False] * 3})
    >>> rows = rows.assign(definition="", sur="PRK", cycle=1, cluster=list("abcdefghijkl"))
    >>> found = contrasts(rows, ("No low-cost request.", "No specific request."))
    >>> found[["value", "n", "clusters", "why"]].to_numpy().tolist()
    [[0.5, 12, 12, '']]
    """
    cells = _counted(rows.assign(stratum=0))
    n, x = cells.in_groups(cells.n), cells.in_groups(cells.x)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = x / n
        ends = np.array(proportion_confint(x, n, alpha=1 - confidence, method="wilson"))
    # The value is linear in the shares: how often each counts, and what is taken away.
    times, plus = np.tile([1.0, -1.0 if len(none) == 2 else 0.0], (len(n), 1)), np.zeros(len(n))
    if line is not None:
        expected = line.reindex(cells.groups["sur"])
        times[:, 1], plus = -expected["times"].to_numpy(float), expected["plus"].to_numpy(float)
    counts = times != 0
    value = np.where(counts, times * share, 0.0).sum(axis=1) - plus
    below, above = share - ends[0], ends[1] - share
    reach = [np.where(times > 0, *arms) * times for arms in ((below, above), (above, below))]
    down, up = (np.sqrt(np.where(counts, each**2, 0.0).sum(axis=1)) for each in reach)
    each = times / np.maximum(n, 1)
    pull = each[cells.group] * (cells.x - np.nan_to_num(share)[cells.group] * cells.n)
    over_states = _over_states(cells, pull.sum(axis=1), share, times, confidence)
    limits = (-np.inf, np.inf) if line is not None else (-1.0 if len(none) == 2 else 0.0, 1.0)
    return _told(cells, value, (down, up), over_states, none, limits, confidence)


def contrasts_held(rows: pd.DataFrame, none: tuple[str, ...], alike: str, *, confidence: float = 0.95) -> pd.DataFrame:
    """The difference between the two sides among rows of the same stratum, in each group of rows.

    Mantel and Haenszel's risk difference: strata with rows of both sides, weighted by n1 n0 / (n1 + n0). The interval
    over rows inverts the test with Sato's variance (Klingenberg 2014).

    Parameters
    ----------
    rows : pandas.DataFrame
        As for :func:`contrasts`, with stratum.
    none : tuple of str
        As for :func:`contrasts`.
    alike : str
        What to say where both sides have rows, but no stratum has rows of both.

    Returns
    -------
    pandas.DataFrame
        As :func:`contrasts`; n and clusters count the rows of strata with both sides only.

    Examples
    --------
    >>> rows = pd.DataFrame({"y": [True, False, True, True], "first": [True, False] * 2, "stratum": [1, 1, 2, 2]})
    >>> rows = rows.assign(definition="", sur="PRK", cycle=1, cluster=list("abcd"))
    >>> contrasts_held(rows, ("No friend.", "No other."), "None.")[["value", "n"]].to_dict("records")
    [{'value': 0.5, 'n': 4}]
    """
    cells = _counted(rows)
    asked = cells.in_groups(cells.n)
    both = np.all(cells.in_strata(cells.n) > 0, axis=1)
    cells = cells.where(np.asarray(both)[cells.stratum])
    # One row of these arrays is one stratum; its columns are the two sides.
    n, x = cells.in_strata(cells.n), cells.in_strata(cells.x)
    n_all, x_all = np.maximum(n.sum(axis=1), 1), x.sum(axis=1)
    gap, size = (n[:, 1] * x[:, 0] - n[:, 0] * x[:, 1]) / n_all, n[:, 0] * n[:, 1] / n_all

    def of_groups(of_strata: np.ndarray) -> np.ndarray:
        return np.bincount(cells.group_of_stratum, of_strata, len(cells.groups))

    with np.errstate(invalid="ignore", divide="ignore"):
        total = of_groups(size)
        value = of_groups(gap) / total
        p = n[:, 0] ** 2 * x[:, 1] - n[:, 1] ** 2 * x[:, 0] + n[:, 0] * n[:, 1] * (n[:, 1] - n[:, 0]) / 2
        q = x[:, 0] * (n[:, 1] - x[:, 1]) + x[:, 1] * (n[:, 0] - x[:, 0])
        z = stats.norm.ppf(0.5 + confidence / 2)
        p, q = of_groups(p / n_all**2) / total**2, of_groups(q / (2 * n_all)) / total**2
        middle = value + z**2 * p / 2
        reach = np.sqrt(np.maximum(middle**2 - value**2 + z**2 * q, 0.0))
        # Where no stratum has both answers nothing can be said of how far chance goes.
        reach[of_groups((x_all > 0) & (x_all < n_all)) == 0] = np.nan
        # What one more row of a State would do to the difference, by the stratum that it is in.
        of, m, y = cells.stratum, cells.n, cells.x
        of_gap = n[of, 1] * y[:, 0] - x[of, 1] * m[:, 0] + x[of, 0] * m[:, 1] - n[of, 0] * y[:, 1]
        of_gap -= gap[of] * m.sum(axis=1)
        of_size = n[of, 1] * m[:, 0] + n[of, 0] * m[:, 1] - size[of] * m.sum(axis=1)
        pull = (of_gap - value[cells.group] * of_size) / n_all[of] / total[cells.group]
        share = cells.in_groups(cells.x) / cells.in_groups(cells.n)
    over_states = _over_states(cells, pull, share, np.tile([1.0, -1.0], (len(value), 1)), confidence)
    over_rows = value - middle + reach, middle - value + reach
    found = _told(cells, value, over_rows, over_states, none, (-1, 1), confidence)
    found["why"] = np.where((asked > 0).all(axis=1) & found["value"].isna(), alike, found["why"])
    return found


@dataclass(frozen=True)
class _Cells:
    """Rows counted by group, State and stratum. The columns of n (rows) and x (true answers) are the two sides."""

    groups: pd.DataFrame
    group: np.ndarray
    cluster: np.ndarray
    stratum: np.ndarray
    n: np.ndarray
    x: np.ndarray

    def where(self, kept: np.ndarray) -> _Cells:
        """Some of the cells, of all groups."""
        return _Cells(self.groups, *(part[kept] for part in (self.group, self.cluster, self.stratum, self.n, self.x)))

    def in_groups(self, counts: np.ndarray) -> np.ndarray:
        """Counts of cells, summed in each group."""
        return _summed(counts, self.group, len(self.groups))

    def in_strata(self, counts: np.ndarray) -> np.ndarray:
        """Counts of cells, summed in each stratum of a group."""
        return _summed(counts, self.stratum, self.stratum.max(initial=-1) + 1)

    def in_clusters(self, counts: np.ndarray) -> np.ndarray:
        """Counts of cells, summed in each State of a group."""
        return _summed(counts, self.cluster, self.cluster.max(initial=-1) + 1)

    @property
    def group_of_stratum(self) -> np.ndarray:
        return _first_of(self.group, self.stratum)

    @property
    def group_of_cluster(self) -> np.ndarray:
        return _first_of(self.group, self.cluster)

    def clusters_of_sides(self) -> np.ndarray:
        """How many States have rows of each side, and of either, in each group."""
        n = self.in_clusters(self.n)
        has = np.column_stack([n > 0, (n > 0).any(axis=1)])
        return _summed(has.astype(float), self.group_of_cluster, len(self.groups))


def _counted(rows: pd.DataFrame) -> _Cells:
    by = [*KEYS, "cluster", "stratum"]
    codes, found = zip(*(pd.factorize(rows[name], sort=True) for name in by), strict=True)
    known = np.all(np.stack(codes) >= 0, axis=0)
    # A cell is one number, larger by the first key before the second: whole tables of keys need not be sorted.
    sizes = [max(len(values), 1) for values in found]
    cells, of = np.unique(np.ravel_multi_index([each[known] for each in codes], sizes), return_inverse=True)
    first, y = (rows[name].to_numpy(bool)[known] for name in ("first", "y"))
    n, x = (
        np.column_stack([np.bincount(of[kept & side], minlength=len(cells)) for side in (first, ~first)]).astype(float)
        for kept in (np.ones(len(of), dtype=bool), y)
    )
    parts = np.unravel_index(cells, sizes)

    def numbered(*places: int) -> tuple[np.ndarray, np.ndarray]:
        """The cells with which groups by some of the keys begin, and which group each is of."""
        chosen = [parts[place] for place in places], [sizes[place] for place in places]
        return np.unique(np.ravel_multi_index(*chosen), return_index=True, return_inverse=True)[1:]

    begins, group = numbered(0, 1, 2)
    groups = pd.DataFrame({name: found[place].take(parts[place][begins]) for place, name in enumerate(KEYS)})
    return _Cells(groups, group, numbered(0, 1, 2, 3)[1], numbered(0, 1, 2, 4)[1], n, x)


def _summed(values: np.ndarray, codes: np.ndarray, size: int) -> np.ndarray:
    if values.ndim == 1:
        return np.bincount(codes, values, size)
    return np.column_stack([np.bincount(codes, column, size) for column in values.T])


def _first_of(values: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """The value of each code; codes that no cell has any more get 0, and nothing is counted under them."""
    found = np.zeros(codes.max(initial=-1) + 1, dtype=int)
    found[codes] = values
    return found


def _over_states(
    cells: _Cells, pull: np.ndarray, share: np.ndarray, times: np.ndarray, confidence: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How far the interval over States reaches down and up, and the States of the smaller side, in each group."""
    held = cells.clusters_of_sides()[:, :2]
    least = np.where(times == 0, np.inf, held).min(axis=1)
    variance = _summed(cells.in_clusters(pull) ** 2, cells.group_of_cluster, len(cells.groups))
    z = stats.norm.ppf(0.5 + confidence / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        reach = stats.t.ppf(0.5 + confidence / 2, least - 1) * np.sqrt(variance * least / (least - 1))
        own = np.abs(times) * z**2 / (held + z**2)
    # Where all accept, a side's share may be lower, where none does, higher.
    alike = np.stack([share == 1, share == 0])
    lower, higher = (np.where(times > 0, *which) for which in (alike, alike[::-1]))
    down, up = (np.sqrt(reach**2 + np.where(which, own**2, 0.0).sum(axis=1)) for which in (lower, higher))
    return down, up, least


def _told(
    cells: _Cells,
    value: np.ndarray,
    over_rows: tuple[np.ndarray, np.ndarray],
    over_states: tuple[np.ndarray, np.ndarray, np.ndarray],
    none: tuple[str, ...],
    limits: tuple[float, float],
    confidence: float,
) -> pd.DataFrame:
    """One row for each group; an interval that cannot be given is missing, and `why` says so."""
    down, up, least = over_states
    n, clusters, needed = cells.in_groups(cells.n), cells.clusters_of_sides()[:, 2], least_clusters(confidence)
    of_states = (least >= needed) & np.isfinite(over_rows[0])
    # Where no State has two rows, rows are States.
    down, up = (np.where(n.sum(axis=1) == clusters, *arms) for arms in ((over_rows[0], down), (over_rows[1], up)))
    found = cells.groups.assign(
        value=value,
        low=np.maximum(value - over_rows[0], limits[0]),
        high=np.minimum(value + over_rows[1], limits[1]),
        low_clustered=np.where(of_states, np.maximum(value - down, limits[0]), np.nan),
        high_clustered=np.where(of_states, np.minimum(value + up, limits[1]), np.nan),
        n=n.sum(axis=1).astype(int),
        clusters=clusters.astype(int),
    )
    few = [f"{int(states)} State{'' if states == 1 else 's'}" for states in np.where(np.isfinite(least), least, 0)]
    side = "The smaller side has rows" if len(none) == 2 else "Its rows are"
    why = np.array([f"{side} of {states}; an interval over States needs {needed}." for states in few], dtype=object)
    why[of_states] = ""
    same = "All answers to like requests are alike, so that the difference has no interval."
    why[np.isfinite(value) & np.isnan(over_rows[0])] = same
    for place in reversed(range(len(none))):
        why[n[:, place] == 0] = none[place]
    return found.assign(why=why)[[*KEYS, *FOUND]]
