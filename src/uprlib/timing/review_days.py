"""When a State was reviewed, and how long it took until a later document answered what had been asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.tidy import Number, Result, capitalised, or_sentence, tidy
from uprlib.timing.record import dated_record

_DAYS_OF_YEAR = 365.25


@or_sentence
def review_days(corpus: Corpus, sur: str) -> Result:
    """The day of each of a State's reviews, and the later document that answered it, where there is one.

    Returns
    -------
    Result
        One row is one review: cycle, day, exact (False where only its session is known), later and document (day and
        name of the first document that states positions after the review was over), about (that day is not certain),
        years (from the Working Group's report to it) and before_next (days from it to the next review).

    Examples
    --------
    >>> import uprlib
    >>> found = review_days(uprlib.corpus(), "PRK")
    >>> found[["day", "later", "years", "before_next"]].round(2).to_dict("records")[0]
    {'day': '2009-12-07', 'later': '2014-05-01', 'years': 4.39, 'before_next': 0.0}
    """
    days = corpus.days
    own = days[(days["sur"] == sur) & days["day"].notna()].sort_values("day", ignore_index=True)
    if own.empty:
        who, is_undated = corpus.the_name(sur), (days["sur"] == sur).any()
        none = f"{capitalised(who)} has no review in this corpus"
        raise DataError(f"It is not known when {who} was reviewed" if is_undated else none)
    table = pd.DataFrame(own[["cycle", "day", "exact"]]).astype({"cycle": int})
    record = pd.DataFrame(dated_record(corpus, sur), columns=["cycle", "stage", "date", "document", "about"]).dropna()
    first = {stage: record[record["stage"] == stage].drop_duplicates("cycle") for stage in ("in the room", "later")}
    later = first["later"].rename(columns={"date": "later"})[["cycle", "later", "document", "about"]]
    table = table.merge(later, on="cycle", how="left")
    report = pd.to_datetime(table["cycle"].map(first["in the room"].set_index("cycle")["date"]))
    answered, following = pd.to_datetime(table["later"]), pd.to_datetime(table["day"]).shift(-1)
    table["years"] = (answered - report).dt.days / _DAYS_OF_YEAR
    table["before_next"] = (following - answered).dt.days
    year = table.assign(year=table["day"].str[:4].astype(int), month=table["day"].str[5:7].astype(int))
    year = year.assign(answered=table["years"].notna(), followed=table["before_next"].notna())
    of = "of the review of cycle {cycle}"
    from_report, to_next = "from the report to {document}", "from {document} to the next review"
    answer = "answered_later.cycle{cycle}"
    return tidy(
        year,
        title=f"Days of the reviews of {corpus.name(sur)}",
        index="cycle",
        numbers=(
            Number("reviewed.cycle{cycle}.year", "year", unit="year", note=of),
            Number("reviewed.cycle{cycle}.month", "month", unit="month", note=of),
            Number(f"{answer}.years", "years", unit="years", note=from_report, where="answered"),
            Number(f"{answer}.days_before_next", "before_next", unit="days", note=to_next, where="followed"),
        ),
        facts={"the_who": capitalised(corpus.the_name(sur))},
    ).say(_in_words)


def _in_words(row: Mapping[str, Any]) -> str:
    date = pd.Timestamp(row["day"])
    on = f"on {date.day} {date:%B %Y}" if row["exact"] else f"in the session that began on {date.day} {date:%B %Y}"
    words = f"{row['the_who']} was reviewed in cycle {row['cycle']} {on}."
    if not row["answered"]:
        return words
    about = "about " if row["about"] else ""
    return (
        f"{words} A later document, {row['document']} of {about}{row['later']}, states positions on that review's "
        f"recommendations {row['years']:.1f} years after its report."
    )
