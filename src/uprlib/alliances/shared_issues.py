"""Which pairs of recommending States share more issues than chance gives."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import optimize, stats

from uprlib.acceptance.answers import Answers, corpus_of
from uprlib.alliances.friends import the_name
from uprlib.errors import DataError
from uprlib.tidy import Result, count, or_sentence, tidy

LEVEL = 0.05
"""False discovery rate over all pairs of States."""


@or_sentence
def shared_issues(own: Answers) -> Result:
    """Pairs of States that share more issues in their requests to one State than chance gives.

    Returns
    -------
    Result
        The pairs of :func:`shared_beyond_chance`, the least likely first.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> shared_issues(own).about.sentences
    ('0 of 3,321 pairs of States share more issues than their numbers of issues alone would give.',)
    """
    about = own.told
    if own["issues"].isna().all():
        raise DataError(about.lacks or f"No recommendation to {the_name(own)} has coded issues")
    table = shared_beyond_chance(own, corpus_of(own).recommendation_issues)
    beyond = int(table["beyond"].sum())
    note = f"pairs of States that share more issues than the configuration model gives, {LEVEL:.0%} false discovery"
    return tidy(
        table.sort_values(["p", "first", "second"], ignore_index=True),
        title=f"Pairs of States and the issues that they share, {about.who}",
        notes="p in the bipartite configuration model, pairs taken one by one.",
        index=("first", "second"),
        columns={"issues shared": "shared", "expected": "{expected:.1f}", "p": "{p:p}"},
        counts={"shared.beyond_chance": count(beyond, "pairs", note, len(table))},
        sentences=f"{beyond} of {len(table):,} pairs of States share more issues than their numbers of issues alone "
        "would give.",
    )


def shared_beyond_chance(rows: pd.DataFrame, issues: pd.DataFrame) -> pd.DataFrame:
    """Pairs of recommending States that share more issues than their numbers of issues alone would give.

    The null model is the bipartite configuration model (Saracco, Di Clemente, Gabrielli and Squartini 2015; 2017): the
    most random table of States and issues in which each keeps its number of ties on average. The number of issues
    that two States share is then a sum of independent trials, whose distribution is computed exactly.

    Parameters
    ----------
    rows, issues : pandas.DataFrame
        Recommendations and the table `recommendation_issues`.

    Returns
    -------
    pandas.DataFrame
        One row is one pair: first, second, shared, expected, p, beyond (at :data:`LEVEL`, over all pairs; Benjamini
        and Hochberg 1995).

    Raises
    ------
    DataError
        Fewer than three recommending States have coded issues.
    """
    coded = rows.dropna(subset=["recommender"]).merge(issues[["rec_id", "issue"]], on="rec_id")
    table = (pd.crosstab(coded["recommender"], coded["issue"]) > 0).astype(int)
    if len(table) < 3:
        raise DataError("fewer than three recommending States have coded issues", value=len(table))
    chances = configuration_chances(table.to_numpy())
    shared, expected = table.to_numpy() @ table.to_numpy().T, chances @ chances.T
    first, second = np.triu_indices(len(table), 1)
    p = stats.poisson_binom.sf(shared[first, second] - 1, chances[first] * chances[second])
    pairs = {"first": table.index[first], "second": table.index[second], "shared": shared[first, second]}
    beyond = stats.false_discovery_control(p) < LEVEL
    return pd.DataFrame({**pairs, "expected": expected[first, second], "p": p, "beyond": beyond})


def configuration_chances(table: np.ndarray) -> np.ndarray:
    """Chance of each tie in the bipartite configuration model: row and column sums are kept on average.

    The likelihood is solved with SciPy; the kept package for it (bicm) compiles at every start, which costs seconds,
    and a test holds this solution against the sums.

    Raises
    ------
    DataError
        The model has no solution.
    """
    rows, columns = table.sum(axis=1).astype(float), table.sum(axis=0).astype(float)
    # Rows and columns that hold all or nothing have no finite solution: half a tie keeps them inside.
    rows, columns = rows.clip(0.01, table.shape[1] - 0.01), columns.clip(0.01, table.shape[0] - 0.01)
    columns = columns * rows.sum() / columns.sum()

    def chances(parameters: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(parameters[: len(rows), None] + parameters[None, len(rows) :]))

    def misfit(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        total = parameters[: len(rows), None] + parameters[None, len(rows) :]
        p = chances(parameters)
        value = parameters[: len(rows)] @ rows + parameters[len(rows) :] @ columns + np.logaddexp(0, -total).sum()
        return float(value), np.concatenate([rows - p.sum(axis=1), columns - p.sum(axis=0)])

    start = np.concatenate([-np.log(rows / np.sqrt(rows.sum())), -np.log(columns / np.sqrt(rows.sum()))])
    options = {"maxiter": 5000, "ftol": 1e-13, "gtol": 1e-9}
    solved = optimize.minimize(misfit, start, jac=True, method="L-BFGS-B", options=options)
    if np.abs(misfit(solved.x)[1]).max() > 1e-2:
        raise DataError("the configuration model has no solution for this table", value=f"{table.shape[0]} States")
    return chances(solved.x)
