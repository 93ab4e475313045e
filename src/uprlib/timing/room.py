"""In the room and at the end: what was answered in the Working Group, and what became of what was left open."""

from __future__ import annotations

import pandas as pd

from uprlib.errors import DataError


def room(recommendations: pd.DataFrame, *, least_known: float = 0.9) -> pd.DataFrame:
    """What each review answered in the room.

    Parameters
    ----------
    recommendations : pandas.DataFrame
        The processed table: position_wg (the heading in the Working Group report) and position (at the end).
    least_known : float
        Reviews with a smaller share of rows whose heading is known are left out.

    Returns
    -------
    pandas.DataFrame
        One row is one review: sur, cycle, session, n, known, accepted (implemented ones included), refused (noted or
        not accepted), left_open, their shares of the known rows, open_accepted (of those left open, accepted at
        the end) and share_open_accepted (missing where nothing was left open).
    """
    position = recommendations["position_wg"]
    rows = recommendations.assign(
        known=position.notna(),
        accepted=position.isin(["accepted", "implemented"]),
        refused=position.isin(["noted", "not_accepted"]),
        left_open=position.eq("pending").fillna(False),
    )
    rows["open_accepted"] = rows["left_open"] & rows["position"].eq("accepted").fillna(False)
    counts = ["known", "accepted", "refused", "left_open", "open_accepted"]
    table = rows.groupby(["sur", "cycle", "session"], as_index=False).agg(
        n=("rec_id", "size"), **{name: (name, "sum") for name in counts}
    )
    # Haiti and Israel stand in two sessions: a review is a State in a cycle.
    table = table.groupby(["sur", "cycle"], as_index=False).agg(
        session=("session", "max"), n=("n", "sum"), **{name: (name, "sum") for name in counts}
    )
    table = table[table["known"] >= least_known * table["n"]].reset_index(drop=True)
    for name in ("accepted", "refused", "left_open"):
        table[f"share_{name}"] = table[name] / table["known"]
    table["share_open_accepted"] = (table["open_accepted"] / table["left_open"]).where(table["left_open"] > 0)
    return table


def place_of_review(table: pd.DataFrame, sur: str, cycle: int, column: str) -> dict[str, float]:
    """Where one review stands among the reviews of its cycle.

    Returns
    -------
    dict
        value, rank (1 is the largest), reviews (with a value), share_as_large (of the others), median (of all).

    Raises
    ------
    DataError
        The review has no such value.
    """
    of_cycle = table[(table["cycle"] == cycle) & table[column].notna()]
    own = of_cycle.loc[of_cycle["sur"] == sur, column]
    if own.empty:
        raise DataError("the positions in the room are not known for this review", value=f"{sur}, cycle {cycle}")
    others = of_cycle.loc[of_cycle["sur"] != sur, column]
    value = float(own.iloc[0])
    return {
        "value": value,
        "rank": int((others > value + 1e-12).sum()) + 1,
        "reviews": len(of_cycle),
        "share_as_large": float((others >= value - 1e-12).mean()) if len(others) else float("nan"),
        "median": float(of_cycle[column].median()),
    }


def nothing_accepted(recommendations: pd.DataFrame, *, least: int = 5) -> pd.DataFrame:
    """Reviews of the first cycle in which nothing that was not accepted in the room is recorded as accepted.

    UPR Info recorded silence as "noted". Where every answer that was still owed is recorded so, the record cannot tell
    a State that never answered from one that refused everything.

    Parameters
    ----------
    recommendations : pandas.DataFrame
        The processed table.
    least : int
        Reviews that owed fewer answers are left out.

    Returns
    -------
    pandas.DataFrame
        One row is one review: sur, session, n, accepted_in_room, owed (left open, or without a known heading),
        whole (nothing at all is recorded as accepted); by session.
    """
    first = recommendations[recommendations["cycle"] == 1]
    rows = first.assign(
        recorded=first["position"].eq("accepted").fillna(False),
        settled=first["position_wg"].isin(["accepted", "implemented"]),
        owed=first["position_wg"].eq("pending").fillna(False) | first["position_wg"].isna(),
    )
    rows["owed_accepted"] = rows["owed"] & rows["recorded"]
    table = rows.groupby("sur", as_index=False).agg(
        session=("session", "min"),
        n=("rec_id", "size"),
        accepted=("recorded", "sum"),
        accepted_in_room=("settled", "sum"),
        owed=("owed", "sum"),
        owed_accepted=("owed_accepted", "sum"),
    )
    found = table[(table["owed_accepted"] == 0) & (table["owed"] >= least)]
    found = found.assign(whole=found["accepted"] == 0).drop(columns=["accepted", "owed_accepted"])
    return found.sort_values(["session", "sur"]).reset_index(drop=True)
