"""The dated record: what a State answered, in which document, on which day, and what happened about it."""

from __future__ import annotations

import pandas as pd

from uprlib.errors import DataError, did_you_mean
from uprlib.facts.vocabulary import ALL_EVENTS, POSITIONS

_STAGES = {"working_group": "in the room", "outcome": "at the end", "later": "later"}
_DATABASES = ("UPR Info", "SDG-HR")


def dated_record(
    sur: str,
    recommendations: pd.DataFrame,
    positions: pd.DataFrame,
    totals: pd.DataFrame,
    documents: pd.DataFrame,
) -> pd.DataFrame:
    """Every document that states positions of one State, with its counts.

    Parameters
    ----------
    sur : str
        The State under review.
    recommendations, positions, totals, documents : pandas.DataFrame
        The tables of these names (`totals`: `position_totals`).

    Returns
    -------
    pandas.DataFrame
        One row is one document on one review, in the order of dates: date, about (the day is not certain), cycle,
        stage ("in the room", "at the end", "later", "database"), document, title, confirmed, of, and a count for
        each position. Counts are the document's own totals where we hold them and counted rows elsewhere.

    Raises
    ------
    DataError
        The State has no position on record.
    """
    own = recommendations[recommendations["sur"] == sur].set_index("rec_id")
    rows = positions[positions["rec_id"].isin(own.index)]
    stages = rows.drop_duplicates("document").set_index("document")["stage"].map(_STAGES)
    stated = totals[totals["sur"] == sur]
    counted = rows[~rows["document"].isin(stated["document"])]
    counted = counted.assign(cycle=counted["rec_id"].map(own["cycle"]))
    counted = counted.groupby(["document", "cycle", "position"], as_index=False).agg(n=("rec_id", "size"))
    counted["of"] = counted.groupby(["document", "cycle"])["n"].transform("sum")
    columns = ["document", "cycle", "position", "n", "of", "confirmed"]
    lines = pd.concat([stated[columns], counted.assign(confirmed=True)[columns]], ignore_index=True)
    if lines.empty:
        raise DataError("this State has no position on record", value=sur)
    table = lines.pivot_table(
        index=["document", "cycle"], columns="position", values="n", aggfunc="sum", fill_value=0
    ).reindex(columns=list(POSITIONS), fill_value=0)
    about = lines.groupby(["document", "cycle"]).agg(of=("of", "first"), confirmed=("confirmed", "all"))
    table = table.join(about).reset_index()
    table["stage"] = table["document"].map(stages).fillna("at the end")
    table.loc[table["document"].str.startswith(_DATABASES), "stage"] = "database"
    named = documents.set_index("document")
    adopted = rows.drop_duplicates("document").set_index("document")["date"]
    table["date"] = table["document"].map(named["date"]).fillna(table["document"].map(adopted))
    table["about"] = table["document"].map(named["date_precision"]).eq("about").fillna(False)
    report = "Report of the Working Group, " + table["document"]
    table["title"] = table["document"].map(named["title"]).fillna(report)
    columns = ["date", "about", "cycle", "stage", "document", "title", "confirmed", "of", *POSITIONS]
    order = table.sort_values(["date", "cycle", "document"], na_position="last", kind="stable")
    return order[columns].astype({"cycle": int, "of": int, "confirmed": bool, "about": bool}).reset_index(drop=True)


def chosen_events(events: pd.DataFrame, sur: str, event: str, *, first_day: str, last_day: str) -> pd.DataFrame:
    """The events about one State that a notebook's parameter `event` chooses.

    Parameters
    ----------
    events : pandas.DataFrame
        The table `events`.
    event : str
        "all", the name of an event, or a day (YYYY-MM-DD) of the reader's own.
    first_day, last_day : str
        The days between which the data know positions.

    Raises
    ------
    DataError
        There is no event about this State, the event is about another, or the day lies outside the data.
    """
    own = events[events["state"] == sur]
    if event[:1].isdigit():
        if not first_day <= event <= last_day:
            raise DataError(
                "the event lies outside the data", value=event, expected=f"a day from {first_day} to {last_day}"
            )
        return pd.DataFrame(
            {
                "state": [sur],
                "date": event,
                "date_precision": "day",
                "kind": "day",
                "event": "a day of your own",
                "document": None,
                "title": "the day that was given",
                "source": "the parameter event",
            }
        )
    if own.empty:
        raise DataError("no act of accountability about this State is on file", value=sur, file="data/raw/events.csv")
    if event == ALL_EVENTS:
        return own.reset_index(drop=True)
    chosen = own[own["event"] == event]
    if chosen.empty:
        known = own["event"].unique()
        raise DataError(
            "this event is about another State",
            value=event,
            expected="all, a day, or one of " + ", ".join(known),
            remedy=did_you_mean(event, known),
        )
    return chosen.reset_index(drop=True)


def days_between(record: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Days from each event to each document.

    Returns
    -------
    pandas.DataFrame
        One row is one document with a date that is no database: date, document, cycle, and one column for each event
        (named by date and kind) with the days from it, negative where the document came first. `about` says that
        the document's day is not certain, and an event's column carries "about" in its name likewise.
    """
    dated = record[record["date"].notna() & (record["stage"] != "database")].reset_index(drop=True)
    table = dated[["date", "about", "document", "cycle"]].copy()
    for event in events.itertuples():
        name = f"{event.date} {event.kind.replace('_', ' ')}{' (about)' if event.date_precision == 'about' else ''}"
        table[name] = (pd.to_datetime(dated["date"]) - pd.Timestamp(event.date)).dt.days
    return table
