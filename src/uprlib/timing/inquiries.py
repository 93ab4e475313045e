"""Other States with an inquiry between two reviews: a comparison, with its n in plain sight."""

from __future__ import annotations

import pandas as pd

from uprlib.facts.calendar import days_of_reviews


def between_reviews(events: pd.DataFrame, reviews: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """Every inquiry on file and whether its mandate lies between the State's two reviews.

    Parameters
    ----------
    events, reviews, sessions : pandas.DataFrame
        The tables of these names. A review without a day of its own takes the first day of its session.

    Returns
    -------
    pandas.DataFrame
        One row is one inquiry: state, event, body, date (of the mandate), document, first_review, second_review,
        between.
    """
    day = days_of_reviews(reviews, sessions).pivot_table(index="sur", columns="cycle", values="day", aggfunc="first")
    mandates = events[events["kind"] == "mandate"].sort_values(["date", "state"])
    table = mandates[["state", "event", "body", "date", "document"]].reset_index(drop=True)
    for cycle, name in ((1, "first_review"), (2, "second_review")):
        table[name] = table["state"].map(day[cycle])
    table["between"] = (table["first_review"] < table["date"]) & (table["date"] < table["second_review"])
    return table.astype({"between": bool})
