"""How far answers go together by State, and what of a contrast is left once States, not rows, are what is sampled.

A State that makes seven recommendations is not seven witnesses: its requests are alike, and so are the answers. Rows
are therefore one level of every interval and p-value, and States (the clusters) are the other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from uprlib.acceptance.answers import Answers
from uprlib.acceptance.exact import newcombe
from uprlib.errors import DataError, ParameterError, did_you_mean
from uprlib.tidy import INTERVAL, Cell, Number, Result, Value, or_sentence, tidy, written

NAMED = {"recommender": "recommending State", "sur": "addressed State"}
"""What one cluster is, by the column that holds it."""
LEVELS: dict[str, Cell] = {
    "difference": "{difference:share}",
    "interval, rows": INTERVAL,
    "p, rows": "{p:p}",
    "interval, States": "{low_clustered:share} to {high_clustered:share}",
    "p, States": "{p_clustered:p}",
}
"""How a :class:`Contrast` is printed."""
_NAN = float("nan")


def clustered(
    key: str, value: Value, *, note: str, n: Value = "clusters", unit: str = "share", where: str | None = None
) -> Number:
    """A number that is kept with its interval over clusters, beside the one over rows: its key ends in .clustered."""
    return Number(f"{key}.clustered", value, "low_clustered", "high_clustered", n, unit, f"{note}; over States", where)


@dataclass(frozen=True)
class Spread:
    """How far the answers within a cluster resemble each other.

    Attributes
    ----------
    icc : float
        Intra-class correlation: 0 where a State's requests are answered no more alike than any others, 1 where all its
        requests have one answer.
    design_effect : float
        By how much the variance of a share is larger than that of as many independent rows.
    effective_n : float
        How many independent rows would tell as much.
    clusters, n : int
        Clusters and rows with a known answer.
    why : str
        Why there is no estimate, as a sentence; "" where there is one.
    """

    icc: float
    design_effect: float
    effective_n: float
    clusters: int
    n: int
    why: str = ""


def spread(
    rows: pd.DataFrame, *, outcome: str = "accepted", cluster: str = "recommender", given: str | None = None
) -> Spread:
    """The intra-class correlation of answers, and what it does to the number of rows.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows with the outcome (truth values, or numbers) and the cluster; rows that lack one are left out.
    outcome, cluster : str
        Columns.
    given : str, optional
        Column of categories, such as "action": what is left after the mean of each is taken away.

    Notes
    -----
    The analysis-of-variance estimator of the intra-class correlation, with the adjusted mean size for clusters of
    unequal size (Donner 1986). The design effect is 1 + (m - 1) ICC with m the size-weighted mean size, the size of the
    cluster of a row (Kish 1965); a correlation below 0 leaves it at 1, so that no more rows are counted than there are.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> found = spread(own)
    >>> round(found.icc, 2), round(found.design_effect, 1), round(found.effective_n), found.clusters, found.n
    (0.52, 2.5, 106, 82, 269)
    >>> round(spread(own, given="action").icc, 2)
    0.3
    """
    values, codes, names, known = _by_cluster(rows, outcome, cluster, [given] if given else [])
    n, clusters = len(values), len(names)
    if given:
        values = values - known.assign(value=values).groupby(given)["value"].transform("mean").to_numpy()
    what = NAMED.get(cluster, cluster)
    why = ""
    if clusters < 2:
        why = f"Whether answers cluster cannot be told from {clusters or 'no'} {what}."
    elif clusters == n:
        why = f"Whether answers cluster cannot be told: no {what} has more than one known answer."
    elif np.ptp(values) == 0:
        why = "Whether answers cluster cannot be told: every known answer is the same."
    if why:
        return Spread(_NAN, _NAN, _NAN, clusters, n, why)
    sizes = np.bincount(codes).astype(float)
    means = np.bincount(codes, values) / sizes
    between = (sizes * (means - values.mean()) ** 2).sum() / (clusters - 1)
    within = ((values - means[codes]) ** 2).sum() / (n - clusters)
    usual = (n - (sizes**2).sum() / n) / (clusters - 1)
    icc = float((between - within) / (between + (usual - 1) * within))
    effect = max(1.0, 1 + float((sizes**2).sum() / n - 1) * icc)
    return Spread(icc, effect, n / effect, clusters, n)


@or_sentence
def clustering(own: Answers) -> Result:
    """How far a State's answers go together by recommending State, in each review.

    Returns
    -------
    Result
        One row is one review, as answered and after action category: cycle, given (which of these), and the fields of
        :class:`Spread`.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> found = clustering(acceptance.answers(uprlib.corpus(), "PRK", cycles=[2]))
    >>> found.about.sentences[0][-49:]
    '269 answers tell as much as 106 independent ones.'
    """
    if own.empty:
        raise DataError(own.told.lacks)
    lines = [
        {"cycle": cycle, "given": words, **vars(spread(rows, given=column))}
        for cycle, rows in own.groupby("cycle")
        for words, column in (("as answered", None), ("after action category", "action"))
    ]
    table = pd.DataFrame(lines).query("n > 0 or given == 'as answered'")
    after = table.query("given != 'as answered'").set_index("cycle")["icc"]
    plain, note = "cycle{cycle}", "{clusters} recommending States, cycle {cycle}"
    return tidy(
        table.assign(
            icc_after=table["cycle"].map(after),
            plain=table["given"].eq("as answered"),
            seen=table["given"].eq("as answered") & table["icc"].notna(),
            after=table["given"].ne("as answered") & table["icc"].notna(),
        ),
        title=f"How far answers go together by recommending State, {own.told.who}",
        notes="Intra-class correlation by analysis of variance; design effect 1 + (m - 1) ICC with m the size-weighted "
        "mean number of recommendations of a State; coding " + own.told.coding + ".",
        index=("cycle", "answers"),
        columns={
            "answers": "given",
            "recommendations": "n",
            "States": "clusters",
            "intra-class correlation": "{icc:.2f}",
            "design effect": "{design_effect:.2f}",
            "effective recommendations": "{effective_n:.0f}",
        },
        numbers=(
            Number(f"icc.{plain}", "icc", n="n", unit="correlation", note=note, where="seen"),
            Number(f"icc.{plain}.given_action", "icc", n="n", unit="correlation", note=note, where="after"),
            Number(f"design_effect.{plain}", "design_effect", n="n", unit="ratio", note=note, where="seen"),
            Number(f"effective_n.{plain}", "effective_n", n="n", unit="rows", note=note, where="seen"),
        ),
    ).say(_together)


def _together(row: Mapping[str, Any]) -> str:
    """How far the answers of one review go together, in a sentence."""
    if not row["plain"]:
        return ""
    if row["why"]:
        return f"Cycle {row['cycle']}: {row['why']}"
    after = written(" ({icc_after:.2f} after action category)", row)
    if row["icc"] <= 0:
        return written(
            "In cycle {cycle} a recommending State's requests were answered no more alike than requests of different "
            "States.",
            row,
        )
    return written(
        "In cycle {cycle} the intra-class correlation of answers to one recommending State is {icc:.2f}" + after + ": "
        "{n} answers tell as much as {effective_n:.0f} independent ones.",
        row,
    )


@dataclass(frozen=True)
class Contrast:
    """The share of one group less that of another, at two levels.

    Attributes
    ----------
    share_1, share_0 : float
        Share accepted in the group and in the other.
    n_1, n_0 : int
        Rows with a known answer.
    difference : float
        share_1 less share_0.
    low, high, p : float
        Rows taken as independent: Newcombe's hybrid score interval and Fisher's exact test.
    low_clustered, high_clustered, p_clustered : float
        States taken as what is sampled: see :func:`contrast`.
    clusters, clusters_1, clusters_0 : int
        Clusters in all, and those with rows in each group; a cluster may have rows in both.
    why : str
        What could not be computed and why, as a sentence; "" where nothing is missing.
    """

    share_1: float
    share_0: float
    n_1: int
    n_0: int
    difference: float = _NAN
    low: float = _NAN
    high: float = _NAN
    p: float = _NAN
    low_clustered: float = _NAN
    high_clustered: float = _NAN
    p_clustered: float = _NAN
    clusters: int = 0
    clusters_1: int = 0
    clusters_0: int = 0
    why: str = ""


def contrast(
    rows: pd.DataFrame,
    apart: str | pd.Series,
    *,
    outcome: str = "accepted",
    cluster: str = "recommender",
    draws: int = 2000,
    seed: int = 2017,
    confidence: float = 0.95,
) -> Contrast:
    """The share of one group of rows less that of the others, with interval and p over rows and over clusters.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows with the outcome and the cluster; rows that lack one, or are of neither group, are left out.
    apart : str or pandas.Series of bool
        Which rows are of the first group: a column's name, or values with the index of `rows`. A missing value is of
        neither group.
    outcome, cluster : str
        Columns: what is counted (truth values) and what is sampled.
    draws, seed : int
        Draws of the bootstrap and of the test, and their seed.
    confidence : float
        Level of both intervals.

    Returns
    -------
    Contrast
        Where something cannot be computed it is missing, and `why` says so; there is no error.

    Notes
    -----
    *Interval over clusters*: whole clusters are drawn with replacement (cluster bootstrap; Davison and Hinkley 1997,
    section 3.8) and percentiles taken, at a level that is widened as Student's t with the clusters of the smaller group
    widens a normal interval (Hesterberg 2015). A group whose answers are all alike does not vary from draw to draw,
    which would pass for certainty: its own part of the interval is then Wilson's with one answer for each of its
    clusters, and is joined to the rest as Newcombe joins two intervals. With few clusters even the whole range of the
    draws is no interval at the level asked for: it covers with 1 - 2^(1 - clusters) at most, so that at 95% each group
    needs six. In simulations with 6 to 24 clusters in the smaller group and correlations of .05 to .5 this covers in
    95 to 99 of 100 samples; plain percentiles, and those with bias correction and acceleration, in 81 to 95.

    *p over clusters*: where every cluster is wholly of one group (friends), the groups are permuted over the clusters,
    which is exact however few they are. Where clusters have rows of both groups (low-cost and specific requests of one
    State), the clusters' contributions to the score of the difference change sign at random (Hemerik, Goeman and Finos
    2020; the score form of the wild cluster bootstrap with the null imposed). Both are two-sided, with one added to
    both counts (Phipson and Smyth 2010).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> found = contrast(own, own["regional_group"] == "WEOG")
    >>> round(found.difference, 2), round(found.low, 2), round(found.high, 2), found.n_1, found.n_0
    (-0.39, -0.49, -0.28, 91, 178)
    >>> found.low_clustered < found.low, found.clusters_1, found.clusters_0
    (True, 23, 59)
    """
    group = rows[apart] if isinstance(apart, str) and apart in rows else apart
    if isinstance(group, str):
        raise ParameterError("there is no such column", column=group, remedy=did_you_mean(group, rows.columns))
    told = rows.assign(_first=group.astype("boolean"))
    answers, codes, names, known = _by_cluster(told, outcome, cluster, ["_first"])
    first = known["_first"].to_numpy(bool)
    n_1, n_0 = int(first.sum()), int((~first).sum())
    # One row is one cluster: rows of the first group, accepted ones, the same of the others.
    parts = [np.bincount(codes, part, len(names)) for part in (first, first * answers, ~first, ~first * answers)]
    sums = np.column_stack(parts) if len(names) else np.empty((0, 4))
    # A group without rows has no share, and what needs one is missing.
    found = Contrast(
        share_1=float(answers[first].mean()) if n_1 else _NAN,
        share_0=float(answers[~first].mean()) if n_0 else _NAN,
        n_1=n_1,
        n_0=n_0,
        clusters=len(names),
        clusters_1=int((sums[:, 0] > 0).sum()),
        clusters_0=int((sums[:, 2] > 0).sum()),
    )
    if not n_1 or not n_0:
        return replace(found, why="One of the two groups has no known answer.")
    accepted_1, accepted_0 = (int(total) for total in sums[:, [1, 3]].sum(axis=0))
    low, high = newcombe(accepted_1, n_1, accepted_0, n_0, confidence)
    p = float(stats.fisher_exact([[accepted_1, n_1 - accepted_1], [accepted_0, n_0 - accepted_0]]).pvalue)
    found = replace(found, difference=found.share_1 - found.share_0, low=low, high=high, p=p)
    what = NAMED.get(cluster, cluster)
    if len(names) < 2:
        return replace(found, why=f"All rows are of one {what}, so that nothing can be said beyond it.")
    generator = np.random.default_rng(seed)
    found = replace(found, p_clustered=_p_over_clusters(sums, found.difference, generator, draws))
    needed, fewest = least_clusters(confidence), min(found.clusters_1, found.clusters_0)
    if fewest < needed:
        few = f"{fewest} {what}{'s' if fewest > 1 else ''}"
        return replace(
            found, why=f"The smaller group has rows of {few}; an interval over them needs {needed} in each group."
        )
    low, high = _bootstrap(sums, found.difference, generator, draws, confidence, fewest)
    return replace(found, low_clustered=low, high_clustered=high)


def mean_over(
    values: pd.Series,
    clusters: pd.Series | None = None,
    *,
    draws: int = 2000,
    seed: int = 2017,
    confidence: float = 0.95,
) -> tuple[float, float, float]:
    """Interval of a mean, and the p-value of a mean of 0, over clusters; over rows where no clusters are named.

    Returns
    -------
    tuple of float
        low, high, p: Student's t with the variance over clusters of what each adds (Cochran 1977, section 9A), missing
        where clusters are too few; and the test of :func:`contrast` that changes their signs at random.

    Examples
    --------
    >>> values = pd.Series([0.2, 0.4, -0.1, 0.3, 0.1, 0.2, 0.5, 0.0])
    >>> [round(number, 2) for number in mean_over(values)]
    [0.03, 0.37, 0.05]
    >>> mean_over(values, pd.Series(list("aabbaabb")))[:2]
    (nan, nan)
    """
    codes = np.arange(len(values)) if clusters is None else pd.factorize(clusters, sort=True)[0]
    sums, sizes = np.bincount(codes, values), np.bincount(codes)
    mean, count = sums.sum() / sizes.sum(), len(sums)
    p = sign_flip_p(sums, np.random.default_rng(seed), draws)
    if count < least_clusters(confidence):
        return _NAN, _NAN, p
    error = math.sqrt(count / (count - 1) * ((sums - mean * sizes) ** 2).sum()) / sizes.sum()
    t = stats.t.ppf(0.5 + confidence / 2, count - 1)
    return float(mean - t * error), float(mean + t * error), p


def share_over(
    values: pd.Series, clusters: pd.Series, *, draws: int = 2000, seed: int = 2017, confidence: float = 0.95
) -> tuple[float, float]:
    """Interval of a share over clusters: :func:`mean_over`, or Wilson's with one answer of each where all are alike.

    Examples
    --------
    >>> low, high = share_over(pd.Series([1.0] * 12), pd.Series(list("abcdef") * 2))
    >>> round(low, 2), high
    (0.61, 1.0)
    """
    mean, count = float(values.mean()), clusters.nunique()
    if mean in (0.0, 1.0) and count >= least_clusters(confidence):
        z = stats.norm.ppf(0.5 + confidence / 2) ** 2
        reach = float(z / (count + z))
        return (0.0, reach) if mean == 0 else (1 - reach, 1.0)
    low, high, _ = mean_over(values, clusters, draws=draws, seed=seed, confidence=confidence)
    return (low, high) if math.isnan(low) else (max(0.0, low), min(1.0, high))


def least_clusters(confidence: float) -> int:
    """How many clusters an interval at this level needs: the range of fewer covers less often.

    Examples
    --------
    >>> least_clusters(0.95), least_clusters(0.9)
    (6, 5)
    """
    return math.ceil(1 + math.log2(1 / (1 - confidence)))


def _by_cluster(
    rows: pd.DataFrame, outcome: str, cluster: str, others: list[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, pd.DataFrame]:
    """Known outcomes as numbers, the cluster of each as a code, the clusters, and the rows that these are made from."""
    for name in (outcome, cluster, *others):
        if name not in rows:
            raise ParameterError("there is no such column", column=name, remedy=did_you_mean(name, rows.columns))
    known = rows[list(dict.fromkeys([outcome, cluster, *others]))].dropna()
    # Sorted, so that nothing depends on the order of rows.
    codes, names = pd.factorize(known[cluster], sort=True)
    return known[outcome].to_numpy(float), codes, np.asarray(names), known


def _difference(sums: np.ndarray) -> np.ndarray:
    """Difference of shares from the sums of each draw (rows and accepted, of both groups); missing without rows."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return sums[..., 1] / sums[..., 0] - sums[..., 3] / sums[..., 2]


def _p_over_clusters(sums: np.ndarray, observed: float, generator: np.random.Generator, draws: int) -> float:
    if (np.minimum(sums[:, 0], sums[:, 2]) == 0).all():
        member = np.tile((sums[:, 0] > 0).astype(float), (draws, 1))
        shuffled = generator.permuted(member, axis=1)
        of_all = np.column_stack([sums[:, 0] + sums[:, 2], sums[:, 1] + sums[:, 3]])
        inside = shuffled @ of_all
        drawn = _difference(np.column_stack([inside, of_all.sum(axis=0) - inside]))
    else:
        n_1, accepted_1, n_0, accepted_0 = sums.T
        n = sums[:, [0, 2]].sum()
        of_first, of_accepted = n_1.sum() / n, (accepted_1 + accepted_0).sum() / n
        scores = (1 - of_first) * (accepted_1 - n_1 * of_accepted) - of_first * (accepted_0 - n_0 * of_accepted)
        return sign_flip_p(scores, generator, draws)
    return _as_far(drawn, observed)


def sign_flip_p(scores: np.ndarray, generator: np.random.Generator, draws: int) -> float:
    """Two-sided p of a sum to which each cluster adds its score, with the signs of these set at random."""
    return _as_far(generator.choice([-1.0, 1.0], size=(draws, len(scores))) @ scores, scores.sum())


def _as_far(drawn: np.ndarray, observed: float) -> float:
    # A tolerance, because equal differences may differ in the last bit from processor to processor.
    return float(((np.abs(drawn) >= abs(observed) - 1e-9).sum() + 1) / (len(drawn) + 1))


def _bootstrap(
    sums: np.ndarray, observed: float, generator: np.random.Generator, draws: int, confidence: float, fewest: int
) -> tuple[float, float]:
    """The interval of the difference over clusters; see :func:`contrast`."""
    clusters = len(sums)
    drawn = generator.integers(clusters, size=(draws, clusters)) + np.arange(draws)[:, None] * clusters
    weights = np.bincount(drawn.ravel(), minlength=draws * clusters).reshape(draws, clusters)
    t = stats.t.ppf(0.5 - confidence / 2, fewest - 1)
    tail = stats.norm.cdf(t * math.sqrt(fewest / (fewest - 1)))
    low, high = np.nanquantile(_difference(weights @ sums), [tail, 1 - tail])
    below, above = [observed - low], [high - observed]
    z = stats.norm.ppf(0.5 + confidence / 2)
    for column, sign in ((0, 1), (2, -1)):
        share = sums[:, column + 1].sum() / sums[:, column].sum()
        if share in (0.0, 1.0):
            held = int((sums[:, column] > 0).sum())
            # Where all accept, the group's share may be lower, where none does, higher.
            lower = (share == 1.0) == (sign == 1)
            (below if lower else above).append(z**2 / (held + z**2))
    return max(-1.0, float(observed - math.hypot(*below))), min(1.0, float(observed + math.hypot(*above)))
