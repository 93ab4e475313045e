"""Acceptance rates with Wilson intervals, and what totals allow where single answers are not known."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from uprlib.acceptance.bounds import Hidden, extremes
from uprlib.errors import DataError, did_you_mean


def acceptance_rate(accepted: int, n: int, confidence: float = 0.95) -> tuple[float, float, float]:
    """Rate and Wilson interval (Wilson 1927) of `accepted` out of `n`.

    Examples
    --------
    >>> [round(value, 3) for value in acceptance_rate(113, 268)]
    [0.422, 0.364, 0.481]
    """
    low, high = proportion_confint(accepted, n, alpha=1 - confidence, method="wilson")
    # Rounding leaves a bound of 0 a few units in the last place away from it.
    return accepted / n, max(0.0, round(float(low), 12)), min(1.0, round(float(high), 12))


def rates(
    coded: pd.DataFrame,
    by: str | list[str],
    *,
    confidence: float = 0.95,
    hidden: Mapping[str, Hidden] | None = None,
) -> pd.DataFrame:
    """Acceptance rate for each value of a column.

    Parameters
    ----------
    coded : pandas.DataFrame
        Rows with `accepted` (see :func:`uprlib.acceptance.codings.coded`).
    by : str or list of str
        Column or columns; rows where one of them is missing are left out.
    confidence : float
        Level of the Wilson interval.
    hidden : mapping, optional
        From :func:`uprlib.acceptance.bounds.hidden`: what the totals say of the missing answers of each review. A subgroup's
        rate is then the interval over every completion that they allow.

    Returns
    -------
    pandas.DataFrame
        One row is one value: n, known, accepted (of the known), rate, low, high (missing where answers are), and
        rate_min, rate_max: the rate's bounds over all completions that the totals allow.

    Raises
    ------
    DataError
        The column is not there.
    """
    keys = [by] if isinstance(by, str) else list(by)
    for name in keys:
        if name not in coded:
            raise DataError("there is no such column", column=name, remedy=did_you_mean(name, coded.columns))
    hidden = hidden or {}
    # Only rows with a missing answer move; the others are counted.
    unknown = coded[coded["accepted"].isna()]
    rows = []
    for values, group in coded.dropna(subset=keys).groupby(keys, observed=True, sort=True):
        n, known = len(group), int(group["accepted"].notna().sum())
        accepted = int(group["accepted"].sum())
        least = most = 0
        if known < n:
            own = group.loc[group["accepted"].isna(), "rec_id"].value_counts()
            least, most = (round(bound) for bound in extremes(own, unknown, hidden))
        row = dict(zip(keys, values, strict=True)) | {"n": n, "known": known, "accepted": accepted}
        if known == n or least == most:
            row |= dict(zip(("rate", "low", "high"), acceptance_rate(accepted + least, n, confidence), strict=True))
        row |= {"rate_min": (accepted + least) / n, "rate_max": (accepted + most) / n}
        rows.append(row)
    columns = [*keys, "n", "known", "accepted", "rate", "low", "high", "rate_min", "rate_max"]
    return pd.DataFrame(rows, columns=columns)
