"""The change of every State's acceptance between its two reviews, as asked and at the same mix of requests.

Where one State stands among these changes is said by :mod:`uprlib.profiles.changes`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from uprlib.acceptance.bounds import Hidden
from uprlib.acceptance.rates import counted
from uprlib.errors import DataError


def changes(coded: pd.DataFrame) -> pd.DataFrame:
    """The change of every State with two reviews whose answers are known.

    Parameters
    ----------
    coded : pandas.DataFrame
        Rows of all States with `accepted` (see :func:`uprlib.acceptance.codings.coded`).

    Returns
    -------
    pandas.DataFrame
        One row is one State: sur, session_1, session_2, n_1, accepted_1, n_2, accepted_2, rate_1, rate_2, change.
        A State with a review whose answers are not all known is left out: use :func:`placed` for it.
    """
    by_review = coded.groupby(["sur", "cycle"])
    session, answers = by_review["session"].max(), by_review["accepted"]
    reviews = pd.DataFrame({"session": session, "n": answers.size(), "accepted": answers.sum()})
    reviews = reviews[answers.count() == reviews["n"]].astype({"accepted": int, "session": int}).reset_index()
    first, second = (reviews[reviews["cycle"] == cycle].drop(columns="cycle") for cycle in (1, 2))
    return _with_rates(first.merge(second, on="sur", suffixes=("_1", "_2")))


def placed(table: pd.DataFrame, sur: str, own: pd.DataFrame, hidden: Mapping[str, Hidden]) -> pd.DataFrame:
    """The same table with one State's answers under another coding, known in single rows or from totals only.

    Parameters
    ----------
    table : pandas.DataFrame
        From :func:`changes` or :func:`standardised_changes`.
    own : pandas.DataFrame
        The State's rows with `accepted` under the other coding.
    hidden : mapping of str to Hidden
        From :func:`uprlib.acceptance.bounds.hidden`.

    Raises
    ------
    DataError
        The State does not have two reviews, the number accepted in a review is not known, or the rows are not those of
        the table.
    """
    return with_totals(table, sur, totals(own, hidden))


def totals(own: pd.DataFrame, hidden: Mapping[str, Hidden]) -> dict[int, dict[str, float]]:
    """How many recommendations each review of a State has (n), and the share accepted (rate); see :func:`placed`."""
    return counted(own, ["cycle"], 0.95, hidden).set_index("cycle")[["n", "rate"]].to_dict("index")


def with_totals(table: pd.DataFrame, sur: str, of_review: Mapping[int, Mapping[str, float]]) -> pd.DataFrame:
    """:func:`placed`, of the :func:`totals` of the State's answers."""
    if sur not in set(table["sur"]):
        raise DataError("this State does not have two reviews with known answers", value=sur)
    mine = table["sur"] == sur
    changed = table.copy()
    for cycle in (1, 2):
        review, of = of_review[cycle], f"{sur}, cycle {cycle}"
        if pd.isna(review["rate"]):
            raise DataError("how many were accepted is not known under this coding", value=of)
        if (changed.loc[mine, f"n_{cycle}"] != review["n"]).any():
            raise DataError("some rows of this review have no action category, and its total is of all rows", value=of)
        accepted = round(review["rate"] * review["n"])
        changed[f"accepted_{cycle}"] = changed[f"accepted_{cycle}"].mask(mine, accepted)
    return _with_rates(changed)


def _with_rates(table: pd.DataFrame) -> pd.DataFrame:
    """Rates and their difference; less what is expected, where the table says what is."""
    net = {
        f"rate_{cycle}": table[f"accepted_{cycle}"] / table[f"n_{cycle}"] - table.get(f"expected_{cycle}", 0.0)
        for cycle in (1, 2)
    }
    return table.assign(**net, change=net["rate_2"] - net["rate_1"]).reset_index(drop=True)


def standardised_changes(coded: pd.DataFrame) -> pd.DataFrame:
    """The change of every State after taking out what was asked: observed less expected acceptances.

    Expected is what all other States of the same cycle accepted of the same mix of action categories (indirect
    standardisation), so that it needs only the mix and the total of a review, not its single answers.

    Parameters
    ----------
    coded : pandas.DataFrame
        Rows of all States with `accepted`, sur, cycle and action; rows without action or answer are left out.

    Returns
    -------
    pandas.DataFrame
        As :func:`changes`, with expected_1, expected_2 (rates); `rate_*` are observed less expected, and `change` is
        the difference of these.
    """
    rows = coded[["sur", "cycle", "session", "action", "accepted"]].dropna(subset=["action"])
    answers = rows.groupby(["cycle", "action", "sur"])["accepted"]
    cells = pd.DataFrame({"sum": answers.sum().astype(float), "count": answers.count(), "size": answers.size()})
    cells = cells.reset_index()
    everyone = cells.groupby(["cycle", "action"])[["sum", "count"]].transform("sum")
    others = everyone["count"] - cells["count"]
    cells["reference"] = ((everyone["sum"] - cells["sum"]) / others).where(others > 0)
    cells["expected"] = cells["reference"] * cells["size"]
    expected = cells.groupby(["sur", "cycle"])[["expected", "size"]].sum(min_count=1)
    expected = (expected["expected"] / expected["size"]).unstack("cycle")
    table = changes(rows)
    for cycle in (1, 2):
        table[f"expected_{cycle}"] = table["sur"].map(expected.get(cycle, pd.Series(dtype=float)))
    return _with_rates(table).dropna(subset=["change"]).reset_index(drop=True)


def drawn_changes(table: pd.DataFrame, *, draws: int, seed: int) -> np.ndarray:
    """Changes of all States, drawn as if each answer of a review were an independent draw at that review's own rate.

    Each rate is drawn from its Beta distribution under Jeffreys's prior, all States at once.

    Parameters
    ----------
    table : pandas.DataFrame
        From :func:`changes`.
    draws, seed : int
        Number of draws and their seed.

    Returns
    -------
    numpy.ndarray, shape (draws, States)
    """
    generator = np.random.default_rng(seed)

    def drawn(cycle: int) -> np.ndarray:
        accepted, n = table[f"accepted_{cycle}"].to_numpy(float), table[f"n_{cycle}"].to_numpy(float)
        return generator.beta(accepted + 0.5, n - accepted + 0.5, size=(draws, len(table)))

    first, second = drawn(1), drawn(2)
    return second - first
