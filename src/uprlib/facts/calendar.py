"""When a review was: its own day where a document gives it, otherwise the first day of its session."""

from __future__ import annotations

import pandas as pd


def days_of_reviews(reviews: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """The day of every review.

    Parameters
    ----------
    reviews, sessions : pandas.DataFrame
        The tables of these names.

    Returns
    -------
    pandas.DataFrame
        One row is one review: sur, cycle, session, symbol, day (YYYY-MM-DD), exact (False where only the session's first
        day is known).
    """
    first_days = reviews["session"].map(sessions.set_index("session")["start"])
    found = reviews[["sur", "cycle", "session", "symbol"]].assign(
        day=reviews["review_date"].fillna(first_days), exact=reviews["review_date"].notna()
    )
    return found.reset_index(drop=True)
