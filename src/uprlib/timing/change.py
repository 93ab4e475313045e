"""The change between two reviews, beside the change of every other State: a placebo in space.

Every State that was reviewed twice is a State to which the inquiry did not happen. Where the State in question stands
among their changes says how unusual its own is; it does not say why (Abadie, Diamond and Hainmueller 2010, for the
idea of inference from placebos).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields

import numpy as np
import pandas as pd

from uprlib.acceptance.bounds import Hidden
from uprlib.acceptance.exact import stratified_p
from uprlib.acceptance.rates import rates
from uprlib.errors import DataError

TOLERANCE = 1e-12


@dataclass(frozen=True)
class Place:
    """Where one State's change stands.

    Attributes
    ----------
    change : float
        Its change: rate of the second review less rate of the first.
    rank : int
        1 is the largest change; equal ones share a rank.
    states : int
        States compared, itself included.
    share_as_large, share_as_far : float
        Share of the other States whose change is as large or larger, and as far or farther from their mean.
    mean, spread : float
        Mean and standard deviation of the other States' changes.
    difference : float
        The change less that mean.
    """

    change: float
    rank: int
    states: int
    share_as_large: float
    share_as_far: float
    mean: float
    spread: float
    difference: float


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
    reviews = coded.groupby(["sur", "cycle"], as_index=False).agg(
        session=("session", "max"), n=("accepted", "size"), known=("accepted", "count"), accepted=("accepted", "sum")
    )
    reviews = reviews[reviews["known"] == reviews["n"]].drop(columns="known").astype({"accepted": int, "session": int})
    first, second = (reviews[reviews["cycle"] == cycle].drop(columns="cycle") for cycle in (1, 2))
    table = first.merge(second, on="sur", suffixes=("_1", "_2"))
    return _with_rates(table)


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
        The State has not two reviews, the number accepted in a review is not known, or the rows are not those of
        the table.
    """
    if sur not in set(table["sur"]):
        raise DataError("this State has not two reviews with known answers", value=sur)
    mine = table["sur"] == sur
    of_review = rates(own, "cycle", hidden=hidden).set_index("cycle")
    changed = table.copy()
    for cycle in (1, 2):
        review = of_review.loc[cycle]
        if pd.isna(review["rate"]):
            raise DataError("how many were accepted is not known under this coding", value=f"{sur}, cycle {cycle}")
        if (changed.loc[mine, f"n_{cycle}"] != review["n"]).any():
            raise DataError(
                "some rows of this review have no action category, and its total is of all rows",
                value=f"{sur}, cycle {cycle}",
            )
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


def standardised_changes(coded: pd.DataFrame, column: str = "action") -> pd.DataFrame:
    """The change of every State after taking out what was asked: observed less expected acceptances.

    Expected is what all other States of the same cycle accepted of the same mix of `column` (indirect
    standardisation), so that it needs only the mix and the total of a review, not its single answers.

    Parameters
    ----------
    coded : pandas.DataFrame
        Rows of all States with `accepted`, sur, cycle and `column`; rows without `column` or answer are left out.

    Returns
    -------
    pandas.DataFrame
        As :func:`changes`, with expected_1, expected_2 (rates); `rate_*` are observed less expected, and `change` is
        the difference of these.
    """
    rows = coded.dropna(subset=[column]).copy()
    rows["value"] = rows["accepted"].astype("Float64").astype(float)
    cells = rows.groupby(["cycle", column, "sur"])["value"].agg(["sum", "count", "size"]).reset_index()
    everyone = cells.groupby(["cycle", column])[["sum", "count"]].transform("sum")
    others = everyone["count"] - cells["count"]
    cells["reference"] = ((everyone["sum"] - cells["sum"]) / others).where(others > 0)
    cells["expected"] = cells["reference"] * cells["size"]
    expected = cells.groupby(["sur", "cycle"])[["expected", "size"]].sum(min_count=1)
    expected = (expected["expected"] / expected["size"]).unstack("cycle")
    table = changes(rows)
    for cycle in (1, 2):
        table[f"expected_{cycle}"] = table["sur"].map(expected.get(cycle, pd.Series(dtype=float)))
    return _with_rates(table).dropna(subset=["change"]).reset_index(drop=True)


def place(table: pd.DataFrame, sur: str, *, first_session: int = 1, last_session: int = 99) -> Place:
    """Where a State's change stands among those of all States.

    Parameters
    ----------
    table : pandas.DataFrame
        From :func:`changes` or :func:`standardised_changes`.
    first_session : int
        States whose first review was in an earlier session are left out (early answers were often not recorded).
    last_session : int
        States whose second review was in a later session are left out.

    Raises
    ------
    DataError
        The State is not among them, or alone.
    """
    kept = table[(table["session_1"] >= first_session) & (table["session_2"] <= last_session)]
    own, others = kept.loc[kept["sur"] == sur, "change"], kept.loc[kept["sur"] != sur, "change"]
    if own.empty:
        raise DataError(
            "this State has not two reviews with known answers in the sessions kept",
            value=f"{sur}, first review from session {first_session}, second up to {last_session}",
        )
    if len(others) < 2:
        raise DataError("there are too few other States to compare with", value=len(others))
    change, mean = float(own.iloc[0]), float(others.mean())
    return Place(
        change=change,
        rank=int((others > change + TOLERANCE).sum()) + 1,
        states=len(others) + 1,
        share_as_large=float((others >= change - TOLERANCE).mean()),
        share_as_far=float(((others - mean).abs() >= abs(change - mean) - TOLERANCE).mean()),
        mean=mean,
        spread=float(others.std()),
        difference=change - mean,
    )


def drawn_changes(table: pd.DataFrame, *, draws: int, seed: int) -> np.ndarray:
    """Changes of all States, drawn as if every review's answers were draws from a common propensity.

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
    first, second = (
        generator.beta(
            table[f"accepted_{cycle}"].to_numpy(float) + 0.5,
            (table[f"n_{cycle}"] - table[f"accepted_{cycle}"]).to_numpy(float) + 0.5,
            size=(draws, len(table)),
        )
        for cycle in (1, 2)
    )
    return second - first


def rank_interval(
    drawn: np.ndarray,
    table: pd.DataFrame,
    sur: str,
    *,
    first_session: int = 1,
    last_session: int = 99,
    confidence: float = 0.95,
) -> tuple[int, int]:
    """How far a State's rank moves over :func:`drawn_changes` of the same table.

    Returns
    -------
    tuple of int
        The middle `confidence` of its ranks among the States kept, as in :func:`place` (1 is the largest change).
    """
    kept = ((table["session_1"] >= first_session) & (table["session_2"] <= last_session)).to_numpy()
    own = (table["sur"] == sur).to_numpy() & kept
    if not own.any():
        raise DataError("this State has not two reviews with known answers in the sessions kept", value=sur)
    ranks = (drawn[:, kept] > drawn[:, own]).sum(axis=1) + 1
    low, high = np.quantile(ranks, [(1 - confidence) / 2, (1 + confidence) / 2], method="inverted_cdf")
    return int(low), int(high)


def placements(
    table: pd.DataFrame,
    sur: str,
    *,
    first_sessions: Sequence[int],
    last_sessions: Sequence[int],
    draws: int,
    seed: int,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """:func:`place` and :func:`rank_interval` for each choice of sessions.

    Returns
    -------
    pandas.DataFrame
        One row is one choice: last_session, first_session, the fields of :class:`Place`, rank_low, rank_high. Choices
        that the State is not in, or that leave fewer than two others, are missing.
    """
    drawn = drawn_changes(table, draws=draws, seed=seed)
    lines = []
    for last in last_sessions:
        for first in first_sessions:
            kept = {"first_session": first, "last_session": last}
            try:
                found = place(table, sur, **kept)
            except DataError:
                continue
            low, high = rank_interval(drawn, table, sur, **kept, confidence=confidence)
            lines.append(kept | asdict(found) | {"rank_low": low, "rank_high": high})
    columns = ["last_session", "first_session", *(field.name for field in fields(Place)), "rank_low", "rank_high"]
    return pd.DataFrame(lines, columns=columns)


def exchangeable(coded: pd.DataFrame, column: str = "action") -> tuple[float, int]:
    """Exact test that a State's two reviews answered the same kind of request alike.

    Within each value of `column` the answers are exchangeable between the two reviews under the hypothesis; the
    number accepted in the second review then has a known distribution.

    Parameters
    ----------
    coded : pandas.DataFrame
        Rows of one State with `accepted`, cycle and `column`; rows that lack one are left out.

    Returns
    -------
    tuple of float and int
        Two-sided p-value, and the values of `column` that both reviews have and that carry the test.

    Raises
    ------
    DataError
        Nothing carries the test, or an answer is not known.
    """
    if coded["accepted"].isna().any():
        raise DataError("the answers are not known row by row", value=int(coded["accepted"].isna().sum()))
    rows = coded.dropna(subset=[column])
    tables = []
    for _, stratum in rows.groupby(column):
        counts = np.array(
            [
                [int(part["accepted"].sum()), int((~part["accepted"]).sum())]
                for part in (stratum[stratum["cycle"] == 2], stratum[stratum["cycle"] == 1])
            ]
        )
        if counts.sum(axis=1).min() > 0 and counts.sum(axis=0).min() > 0:
            tables.append(counts)
    if not tables:
        raise DataError("no kind of request was made in both reviews and answered in more than one way")
    return stratified_p(tables), len(tables)
