"""Other States with an inquiry between two reviews: a comparison, with its n in plain sight."""

from __future__ import annotations

from uprlib.facts.corpus import Corpus
from uprlib.tidy import Result, or_sentence, tidy


@or_sentence
def between_reviews(corpus: Corpus) -> Result:
    """Every inquiry on file and whether its mandate lies between the State's two reviews.

    A review without a day of its own takes the first day of its session.

    Returns
    -------
    Result
        One row is one inquiry: state, name, event, body, date (of the mandate), document, first_review, second_review,
        between.

    Examples
    --------
    >>> import uprlib
    >>> found = between_reviews(uprlib.corpus())
    >>> found.loc[found["state"] == "LBY", ["event", "date", "between"]].to_dict("records")
    [{'event': 'COI on Libya', 'date': '2011-02-25', 'between': True}]
    """
    day = corpus.days.pivot_table(index="sur", columns="cycle", values="day", aggfunc="first")
    events = corpus.events
    mandates = events[events["kind"] == "mandate"].sort_values(["date", "state"])
    table = mandates[["state", "event", "body", "date", "document"]].reset_index(drop=True)
    table.insert(1, "name", table["state"].map(corpus.names))
    for cycle, column in ((1, "first_review"), (2, "second_review")):
        table[column] = table["state"].map(day[cycle])
    table["between"] = ((table["first_review"] < table["date"]) & (table["date"] < table["second_review"])).astype(bool)
    elsewhere = [f"{row['event']} ({row['date']})" for row in table[~table["between"]].to_dict("records")]
    left_out = f" Not between two reviews: {'; '.join(elsewhere)}." if elsewhere else ""
    return tidy(
        table,
        title="Inquiries on file",
        notes="Dates of the mandate and of the State's two reviews.",
        sentences=(
            f"Of {len(table)} inquiries on file, {int(table['between'].sum())} were set up between two reviews of "
            f"their State.{left_out}",
        ),
    )
