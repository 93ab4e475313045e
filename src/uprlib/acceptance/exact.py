"""Differences between two groups with exact tests, and between issues by permutation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from uprlib.errors import DataError, one_of

ADJUSTMENTS = {"holm": "holm", "benjamini-hochberg": "fdr_bh"}


def compare(
    first: pd.Series, second: pd.Series, *, names: tuple[str, str] = ("first", "second"), confidence: float = 0.95
) -> dict[str, Any]:
    """Compare the acceptance of two groups.

    Parameters
    ----------
    first, second : pandas.Series
        The column `accepted` of each group; missing answers are left out.
    names : tuple of str
        What the two groups are called in the keys.

    Returns
    -------
    dict
        accepted_first, n_first, accepted_second, n_second, n (of both together); difference (first rate less second)
        with low and high, Newcombe's hybrid score interval (Newcombe 1998); odds_ratio (conditional maximum
        likelihood; may be 0 or infinite) with odds_low and odds_high, its exact interval; p_fisher and p_boschloo,
        two-sided exact tests, of which Boschloo's (1970) is uniformly more powerful and does not condition on both
        margins.

    Raises
    ------
    DataError
        A group holds no known answer.
    """
    first, second = first.dropna(), second.dropna()
    if first.empty or second.empty:
        raise DataError("one of the two groups has no known answer", expected="at least one row in each")
    a, n, b, m = int(first.sum()), len(first), int(second.sum()), len(second)
    table = np.array([[a, n - a], [b, m - b]])
    ratio = stats.contingency.odds_ratio(table, kind="conditional")
    interval = ratio.confidence_interval(confidence)
    low, high = newcombe(a, n, b, m, confidence)
    one, other = names
    return {
        **{f"accepted_{one}": a, f"n_{one}": n, f"accepted_{other}": b, f"n_{other}": m, "n": n + m},
        "difference": a / n - b / m,
        "low": low,
        "high": high,
        "odds_ratio": float(ratio.statistic),
        "odds_low": float(interval.low),
        "odds_high": float(interval.high),
        "p_fisher": float(stats.fisher_exact(table).pvalue),
        "p_boschloo": float(stats.boschloo_exact(table, n=64).pvalue),
    }


def newcombe(accepted: int, n: int, other_accepted: int, other_n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Newcombe's hybrid score interval (Newcombe 1998) of the first share less the second.

    Examples
    --------
    >>> [round(end, 3) for end in newcombe(56, 70, 48, 80)]
    [0.052, 0.334]
    """
    alpha = 1 - confidence
    low, high = confint_proportions_2indep(
        accepted, n, other_accepted, other_n, method="newcomb", compare="diff", alpha=alpha
    )
    return float(low), float(high)


def stratified_p(tables: list[np.ndarray]) -> float:
    """Two-sided exact test that acceptance does not depend on the group in any stratum.

    Parameters
    ----------
    tables : list of numpy.ndarray, shape (2, 2)
        One a stratum: a row is a group, the columns are accepted and not accepted.

    Notes
    -----
    Given the margins, each stratum's first cell is hypergeometric and the strata are independent, so the sum of the
    first cells has the convolution of their distributions.
    """
    distribution, least = np.ones(1), 0
    for (a, b), (c, d) in tables:
        n, accepted, first = a + b + c + d, a + c, a + b
        low, high = max(0, first - (n - accepted)), min(accepted, first)
        distribution = np.convolve(distribution, stats.hypergeom.pmf(np.arange(low, high + 1), n, accepted, first))
        least += low
    observed = distribution[sum(int(table[0, 0]) for table in tables) - least]
    return float(min(1.0, distribution[distribution <= observed * (1 + 1e-7)].sum()))


def issue_contrasts(
    coded: pd.DataFrame, issues: pd.DataFrame, *, draws: int = 10_000, seed: int, adjust: str = "holm", least: int = 5
) -> pd.DataFrame:
    """For each issue, the acceptance of rows that carry it less that of rows that do not.

    A recommendation carries several issues, so the contrasts depend on each other: the answers are permuted over
    the rows of each review, all issues at once, and the family of p-values is adjusted.

    Parameters
    ----------
    coded : pandas.DataFrame
        Rows with rec_id, symbol and `accepted`.
    issues : pandas.DataFrame
        The table `recommendation_issues`.
    draws, seed : int
        Permutations and their seed.
    adjust : {"holm", "benjamini-hochberg"}
        Adjustment over the family.
    least : int
        Issues carried by fewer rows are listed with their counts and without a test.

    Returns
    -------
    pandas.DataFrame
        One row is one issue: n, accepted, rate, rate_without, difference, p, p_adjusted; p-values are two-sided,
        with one added to both counts (Phipson and Smyth 2010).
    """
    one_of(adjust, ADJUSTMENTS, "unknown adjustment")
    known = coded[coded["accepted"].notna()]
    carried = issues[issues["rec_id"].isin(known["rec_id"])].drop_duplicates(["rec_id", "issue"])
    rows = known[known["rec_id"].isin(carried["rec_id"])].reset_index(drop=True)
    if carried.empty:
        return pd.DataFrame(columns=["issue", "n", "accepted", "rate", "rate_without", "difference", "p", "p_adjusted"])
    member = pd.crosstab(carried["rec_id"], carried["issue"]).reindex(rows["rec_id"]).to_numpy(float)
    answers = rows["accepted"].astype(bool).to_numpy()
    n, everywhere = member.sum(axis=0), len(rows)
    reviews = [np.flatnonzero(rows["symbol"] == symbol) for symbol in sorted(rows["symbol"].unique())]

    def differences(sample: np.ndarray) -> np.ndarray:
        within = sample @ member
        with np.errstate(invalid="ignore"):
            return within / n - (sample.sum(axis=-1, keepdims=True) - within) / (everywhere - n)

    observed = differences(answers[None, :].astype(float))[0]
    generator = np.random.default_rng(seed)
    shuffled = np.empty((draws, everywhere))
    for rows_of_review in reviews:
        block = np.tile(answers[rows_of_review].astype(float), (draws, 1))
        shuffled[:, rows_of_review] = generator.permuted(block, axis=1)
    # A tolerance, because equal differences may differ in the last bit from processor to processor.
    extreme = (np.abs(differences(shuffled)) >= np.abs(observed) - 1e-9).sum(axis=0)
    table = pd.DataFrame(
        {
            "issue": sorted(carried["issue"].unique()),
            "n": n.astype(int),
            "accepted": (answers @ member).astype(int),
            "rate": (answers @ member) / n,
            "rate_without": (answers.sum() - answers @ member) / np.where(everywhere > n, everywhere - n, np.nan),
            "difference": observed,
            "p": (extreme + 1) / (draws + 1),
        }
    )
    tested = (table["n"] >= least) & (table["n"] <= everywhere - least)
    table.loc[~tested, "p"] = np.nan
    table["p_adjusted"] = np.nan
    if tested.any():
        table.loc[tested, "p_adjusted"] = multipletests(table.loc[tested, "p"], method=ADJUSTMENTS[adjust])[1]
    return table.sort_values(["difference", "issue"], ascending=[False, True]).reset_index(drop=True)
