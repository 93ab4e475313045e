"""How alike two recommending States ask, and which of these ties stand out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from uprlib.errors import DataError


def profiles(rows: pd.DataFrame, issues: pd.DataFrame) -> pd.DataFrame:
    """What each recommending State asked: counts by issue and action category.

    Parameters
    ----------
    rows : pandas.DataFrame
        Recommendations with rec_id, recommender and action; rows without a category are left out.
    issues : pandas.DataFrame
        The table `recommendation_issues`.

    Returns
    -------
    pandas.DataFrame
        A row is a recommending State, a column an (issue, action category) pair.

    Raises
    ------
    DataError
        Fewer than three recommending States have coded requests.
    """
    coded = rows.dropna(subset=["recommender", "action"]).merge(issues[["rec_id", "issue"]], on="rec_id")
    if coded["recommender"].nunique() < 3:
        raise DataError(
            "fewer than three recommending States have coded requests", value=coded["recommender"].nunique()
        )
    return pd.crosstab(coded["recommender"], [coded["issue"], coded["action"]]).rename_axis(index=None)


def cosine(profiles_: pd.DataFrame) -> pd.DataFrame:
    """Cosine of the profiles of each pair of States (rows); the diagonal is 0."""
    values = profiles_.to_numpy(float)
    unit = values / np.linalg.norm(values, axis=1, keepdims=True)
    table = (unit @ unit.T).round(12)
    np.fill_diagonal(table, 0.0)
    return pd.DataFrame(table, index=profiles_.index, columns=profiles_.index)


def backbone(weights: pd.DataFrame, *, level: float = 0.05) -> pd.DataFrame:
    """The disparity filter (Serrano, Boguna and Vespignani 2009): ties too heavy for chance at one of their ends.

    A tie of weight w at a State with k ties of total strength s is kept where (1 - w/s)^(k - 1) is below `level` at one
    end at least. No kept package has it.

    Parameters
    ----------
    weights : pandas.DataFrame
        Symmetric, not negative, 0 on the diagonal.

    Returns
    -------
    pandas.DataFrame
        The same table with the other ties at 0.
    """
    values = weights.to_numpy(float)
    strength, ties = values.sum(axis=1), (values > 0).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        chance = (1 - values / strength[:, None]) ** (ties[:, None] - 1)
    kept = (values > 0) & (ties[:, None] > 1) & (chance < level)
    return pd.DataFrame(np.where(kept | kept.T, values, 0.0), index=weights.index, columns=weights.columns)
