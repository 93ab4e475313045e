"""What each review answered in the Working Group ("in the room"), and what became at the end of what was left open."""

from __future__ import annotations

import pandas as pd

from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.facts.coverage import transitions
from uprlib.tidy import Number, Result, Row, capitalised, count, or_sentence, tidy

LEAST_KNOWN = 0.9
"""Reviews with a smaller share of rows whose heading in the Working Group's report is known are left out."""


REFUSED = ("noted", "not_accepted")
"""Headings of what was not left open and not accepted: the reports do not always tell a refusal from "noted"."""


def in_the_room(recommendations: pd.DataFrame) -> pd.DataFrame:
    """What each review answered in the Working Group, "in the room"; see :data:`LEAST_KNOWN`.

    Parameters
    ----------
    recommendations : pandas.DataFrame
        The processed table: position_wg (the heading in the Working Group report) and position (at the end).

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
        refused=position.isin(REFUSED),
        left_open=position.eq("pending").fillna(False),
    )
    rows["open_accepted"] = rows["left_open"] & rows["position"].eq("accepted").fillna(False)
    counts = ["known", "accepted", "refused", "left_open", "open_accepted"]
    # Haiti and Israel stand in two sessions: a review is a State in a cycle.
    table = rows.groupby(["sur", "cycle"], as_index=False).agg(
        session=("session", "max"), n=("rec_id", "size"), **{name: (name, "sum") for name in counts}
    )
    table = table[table["known"] >= LEAST_KNOWN * table["n"]].reset_index(drop=True)
    for name in ("accepted", "refused", "left_open"):
        table[f"share_{name}"] = table[name] / table["known"]
    table["share_open_accepted"] = (table["open_accepted"] / table["left_open"]).where(table["left_open"] > 0)
    return table


@or_sentence
def room_to_end(corpus: Corpus, sur: str) -> Result:
    """What became of each position that was taken in the Working Group, for one State and for all.

    Returns
    -------
    Result
        One row is one position of one panel (the State's name, "All States"): panel, who ("own", "all"), position_wg,
        accepted, noted (counts at the end).

    Examples
    --------
    >>> import uprlib
    >>> room_to_end(uprlib.corpus(), "PRK").to_dict("records")[1]
    {'panel': 'DPRK', 'who': 'own', 'position_wg': 'pending', 'accepted': 114, 'noted': 189}
    """
    rows = corpus.recommendations
    of_own, of_all = transitions(rows[rows["sur"] == sur]), transitions(rows)
    if of_own.empty:
        if not (rows["sur"] == sur).any():
            raise DataError(f"{capitalised(corpus.the_name(sur))} has no review in this corpus.")
        raise DataError(f"The positions of {corpus.the_name(sur)} in the Working Group are not known.")
    parts = [of_own.assign(panel=corpus.name(sur), who="own"), of_all.assign(panel="All States", who="all")]
    columns = ["panel", "who", "position_wg", "accepted", "noted"]
    table = pd.concat([part.reindex(columns=columns, fill_value=0) for part in parts], ignore_index=True)
    note = "of what stood as {position_wg} in the Working Group, recorded as accepted at the end, {panel}"
    return tidy(
        table,
        title=f"From the Working Group to the final answer, {corpus.name(sur)} and all States",
        numbers=Number("room_to_end.{who}.{position_wg}", _share_accepted, n=_counted, note=note),
    )


def _counted(row: Row) -> int:
    return row["accepted"] + row["noted"]


def _share_accepted(row: Row) -> float:
    return row["accepted"] / _counted(row)


@or_sentence
def nothing_accepted(corpus: Corpus, *, least: int = 5) -> Result:
    """First reviews in which nothing that was not accepted in the Working Group is recorded as accepted.

    UPR Info recorded silence as "noted". Where every answer that was still owed is recorded so, the record cannot tell
    a State that never answered from one that refused everything.

    Parameters
    ----------
    least : int
        Reviews that owed fewer answers are left out.

    Returns
    -------
    Result
        One row is one review: sur, name, session, n, accepted_in_room, owed (left open, or without a known heading),
        whole (nothing at all is recorded as accepted); by session.

    Examples
    --------
    >>> import uprlib
    >>> found = nothing_accepted(uprlib.corpus())
    >>> found.loc[found["whole"], "sur"].to_list()
    ['POL', 'ZAF', 'FRA', 'GAB', 'LUX', 'PRK']
    """
    recommendations = corpus.recommendations
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
    found = found.assign(whole=found["accepted"] == 0, name=found["sur"].map(corpus.names))
    found = found.sort_values(["session", "sur"]).reset_index(drop=True)
    owed = "first reviews with no recorded acceptance after the Working Group"
    whole = int(found["whole"].sum())
    return tidy(
        found[["sur", "name", "session", "n", "accepted_in_room", "owed", "whole"]],
        title="First reviews with no recorded acceptance after the Working Group",
        notes="n: recommendations; owed: answers still due after the Working Group; whole: no acceptance in the whole "
        "review.",
        index="State",
        columns={"State": "name"} | {name: name for name in ("session", "n", "accepted_in_room", "owed", "whole")},
        counts={
            "silence.reviews": count(len(found), "reviews", owed),
            "silence.whole_reviews": count(whole, "reviews", "first reviews without any acceptance"),
        },
        sentences=_silent_and_then(recommendations, found[found["whole"]], corpus),
    )


def _silent_and_then(recommendations: pd.DataFrame, whole: pd.DataFrame, corpus: Corpus) -> tuple[str, ...]:
    if whole.empty:
        return ("Every first review has a recorded acceptance.",)
    second = recommendations[(recommendations["cycle"] == 2) & recommendations["sur"].isin(whole["sur"])]
    accepted = (second["position"] == "accepted").groupby(second["sur"]).any()
    names = ", ".join(corpus.the_name(sur) for sur in whole["sur"])
    then = str(int(accepted.sum())) if accepted.any() else "None"
    then = "All" if accepted.all() and len(accepted) == len(whole) else then
    return (
        f"Nothing at all is recorded as accepted in the first reviews of {len(whole)} States: {names}.",
        f"{then} of these States have a recorded acceptance in their second review.",
    )
