"""When a review took place: on its own day where a document gives it, otherwise on the first day of its session."""

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
        One row is one review: sur, cycle, session, symbol, day (YYYY-MM-DD), exact (False where only the first day of
        the session is known). The day is missing where the session is not in `sessions`.
    """
    first_days = reviews["session"].map(sessions.set_index("session")["start"])
    days = reviews[["sur", "cycle", "session", "symbol"]].assign(
        day=reviews["review_date"].fillna(first_days), exact=reviews["review_date"].notna()
    )
    return days.reset_index(drop=True)
