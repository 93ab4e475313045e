"""A State's place among all States of the same cycle."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from uprlib.acceptance.rates import acceptance_rate
from uprlib.errors import DataError


@dataclass(frozen=True)
class RankedState:
    """Where one State stands in one cycle.

    Attributes
    ----------
    rank : int
        1 is the lowest acceptance rate; States with the same rate share the lowest rank.
    states : int
        States with answers in the cycle.
    share_as_low : float
        Share of the other States whose rate is as low or lower: how unusual the State is.
    """

    rate: float
    rank: int
    states: int
    share_as_low: float
    median: float


def state_rates(coded: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """Acceptance rate of every State under review in every cycle, over answers that are known.

    Returns
    -------
    pandas.DataFrame
        One row is one State in one cycle: sur, cycle, n, accepted, rate, low, high. A review with missing answers
        is left out: its rate is not the rate of its known rows.
    """
    counted = coded.groupby(["sur", "cycle"], as_index=False).agg(
        n=("accepted", "size"), known=("accepted", "count"), accepted=("accepted", "sum")
    )
    counted = counted[counted["known"] == counted["n"]].drop(columns="known").reset_index(drop=True)
    counted["accepted"] = counted["accepted"].astype(int)
    intervals = [acceptance_rate(a, n, confidence) for a, n in zip(counted["accepted"], counted["n"], strict=True)]
    return counted.join(pd.DataFrame(intervals, columns=["rate", "low", "high"], dtype=float))


def rank_of(state_rates: pd.DataFrame, sur: str, cycle: int, *, rate: float | None = None) -> RankedState:
    """The place of one State in one cycle.

    Parameters
    ----------
    rate : float, optional
        Used instead of the State's own row, where its rate is known from totals only.

    Raises
    ------
    DataError
        The State was not reviewed in that cycle, or its answers are not known.
    """
    of_cycle = state_rates[state_rates["cycle"] == cycle]
    own, others = of_cycle[of_cycle["sur"] == sur], of_cycle[of_cycle["sur"] != sur]
    if rate is None:
        if own.empty:
            raise DataError("this State has no known rate in this cycle", value=f"{sur}, cycle {cycle}")
        rate = float(own["rate"].iloc[0])
    if pd.isna(rate):
        raise DataError("the final positions of this review are not known", value=f"{sur}, cycle {cycle}")
    if others.empty:
        raise DataError("there is no other State to compare with", value=f"cycle {cycle}")
    return RankedState(
        rate=rate,
        rank=int((others["rate"] < rate - 1e-12).sum()) + 1,
        states=len(others) + 1,
        share_as_low=float((others["rate"] <= rate + 1e-12).mean()),
        median=float(others["rate"].median()),
    )
