"""A State as recommending State: to whom, what, and how it was answered."""

from __future__ import annotations

import pandas as pd

from uprlib.acceptance.rates import acceptance_rate
from uprlib.errors import DataError
from uprlib.facts.vocabulary import ACTIONS, DEMANDS, PLAUDITS


def made_by(recommendations: pd.DataFrame, state: str) -> pd.DataFrame:
    """The recommendations that a State made.

    Raises
    ------
    DataError
        It made none.
    """
    rows = recommendations[recommendations["recommender"] == state].reset_index(drop=True)
    if rows.empty:
        raise DataError("this State made no recommendation in this corpus", value=state)
    return rows


def habits(recommendations: pd.DataFrame, state: str, *, confidence: float = 0.95) -> pd.DataFrame:
    """How a State spreads its requests over action categories, beside its group and all States.

    Parameters
    ----------
    recommendations : pandas.DataFrame
        Rows with recommender, regional_group (of the recommending State) and action; rows without a category are left
        out.

    Returns
    -------
    pandas.DataFrame
        One row is one action category of one of three: who ("state", "group", "all"; the latter two without the State),
        action, n, of, share, low, high (Wilson).

    Raises
    ------
    DataError
        The State made no recommendation with a coded category.
    """
    rows = recommendations.dropna(subset=["action", "recommender"])
    own = rows["recommender"] == state
    if not own.any():
        raise DataError("this State made no recommendation with a coded action category", value=state)
    group = rows.loc[own, "regional_group"].iloc[0]
    chosen = {"state": own, "group": ~own & (rows["regional_group"] == group), "all": ~own}
    lines = []
    for who, mask in chosen.items():
        counts = rows.loc[mask, "action"].value_counts().reindex(list(ACTIONS), fill_value=0)
        for action, n in counts.items():
            if counts.sum():
                share, low, high = acceptance_rate(int(n), int(counts.sum()), confidence)
                lines.append((who, int(action), int(n), int(counts.sum()), share, low, high))
    return pd.DataFrame(lines, columns=["who", "action", "n", "of", "share", "low", "high"])


def both_ways(recommendations: pd.DataFrame, state: str) -> pd.DataFrame:
    """What a State asked of each other State, and what that State asked of it.

    Returns
    -------
    pandas.DataFrame
        One row is one other State that asked or was asked: other, asked_* (by the State of the other) and received_*
        (by the other of the State): n, plaudits, considers, demands, uncoded, accepted, rate; and mutual (both ways).
    """
    asked = recommendations[recommendations["recommender"] == state]
    received = recommendations[(recommendations["sur"] == state) & recommendations["recommender"].notna()]
    if asked.empty and received.empty:
        raise DataError("this State neither made nor received a recommendation in this corpus", value=state)
    made = _counted(asked, "sur").set_index("sur").add_prefix("asked_")
    got = _counted(received, "recommender").set_index("recommender").add_prefix("received_")
    table = made.join(got, how="outer").rename_axis("other").reset_index()
    counts = [name for name in table if name != "other" and not name.endswith("rate")]
    table[counts] = table[counts].fillna(0).astype(int)
    return table.assign(mutual=(table["asked_n"] > 0) & (table["received_n"] > 0)).sort_values(
        "other", ignore_index=True
    )


def _counted(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    action = rows["action"]
    table = (
        rows.assign(
            plaudits=action.isin(PLAUDITS),
            considers=action.eq(3).fillna(False),
            demands=action.isin(DEMANDS),
            uncoded=action.isna(),
            agreed=rows["position"].eq("accepted").fillna(False),
        )
        .groupby(by, as_index=False)
        .agg(
            n=("rec_id", "size"),
            plaudits=("plaudits", "sum"),
            considers=("considers", "sum"),
            demands=("demands", "sum"),
            uncoded=("uncoded", "sum"),
            accepted=("agreed", "sum"),
        )
    )
    table["rate"] = table["accepted"] / table["n"]
    return table.sort_values(["n", by], ascending=[False, True], ignore_index=True)
