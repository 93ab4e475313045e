"""The dated record: what a State answered, in which document, on which day, and what happened about it."""

from __future__ import annotations

import pandas as pd

from uprlib.errors import DataError, did_you_mean
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import ALL_EVENTS, POSITIONS
from uprlib.tidy import Number, Result, count, or_sentence, tidy

STAGES = {"working_group": "in the room", "outcome": "at the end", "later": "later"}
"""When a position was stated: in the Working Group ("in the room"), to the Council at the end, or later."""

ACTS = {
    "mandate": "the mandate of",
    "report_dated": "the report was dated on",
    "report_public": "the report was made public on",
    "dialogue": "the Council's dialogue of",
    "resolution": "the resolution of",
    "day": "the given day,",
}
"""Kinds of events in a sentence, before their date."""

DATABASES = ("UPR Info", "SDG-HR")
"""Documents whose names begin so are databases: their date is that of the export."""


@or_sentence
def dated_record(corpus: Corpus, sur: str) -> Result:
    """Every document that states positions of one State, with its counts.

    Returns
    -------
    Result
        One row is one document on one review, in the order of dates: date (the latest that it can be where the day is
        not certain), earliest (the earliest, where that is known), about (the day is not certain), cycle, stage
        ("in the room", "at the end", "later", "database"), document, title, confirmed, in_part (some counts are
        confirmed), of, and a count for each position. Counts are the document's own totals where we hold them and
        counted rows elsewhere.

    Examples
    --------
    >>> import uprlib
    >>> found = dated_record(uprlib.corpus(), "PRK")
    >>> found[["document", "date", "pending", "not_accepted"]].head(1).to_dict("records")
    [{'document': 'A/HRC/13/13', 'date': '2009-12-09', 'pending': 117, 'not_accepted': 50}]
    """
    recommendations, positions = corpus.recommendations, corpus.positions
    own = recommendations[recommendations["sur"] == sur].set_index("rec_id")
    rows = positions[positions["rec_id"].isin(own.index)]
    lines = _counts(corpus, sur, own, rows)
    if lines.empty:
        raise DataError(f"No position of {corpus.the_name(sur)} is recorded.")
    by = ["document", "cycle"]
    table = lines.pivot_table(index=by, columns="position", values="n", aggfunc="sum", fill_value=0)
    stated = lines.groupby(by).agg(of=("of", "first"), confirmed=("confirmed", "all"), in_part=("confirmed", "any"))
    table = table.reindex(columns=list(POSITIONS), fill_value=0).join(stated).reset_index()
    of_document = rows.drop_duplicates("document").set_index("document")
    # A document known by its totals alone was stated in the room if it leaves something open.
    stage = table["pending"].gt(0).map({True: "in the room", False: "at the end"})
    table["stage"] = table["document"].map(of_document["stage"].map(STAGES)).fillna(stage)
    table.loc[table["document"].str.startswith(DATABASES), "stage"] = "database"
    named = corpus.documents.set_index("document")
    table["date"] = table["document"].map(named["date"]).fillna(table["document"].map(of_document["date"]))
    table["earliest"] = table["document"].map(named["earliest"])
    table["about"] = table["document"].map(named["date_precision"]).eq("about").fillna(False)
    table["title"] = table["document"].map(named["title"]).fillna("Report of the Working Group, " + table["document"])
    columns = [
        "date",
        "earliest",
        "about",
        "cycle",
        "stage",
        "document",
        "title",
        "confirmed",
        "in_part",
        "of",
        *POSITIONS,
    ]
    order = table.sort_values(["date", "cycle", "document"], na_position="last", kind="stable")
    order = (
        order[columns]
        .astype({"cycle": int, "of": int, "confirmed": bool, "in_part": bool, "about": bool})
        .reset_index(drop=True)
    )
    return tidy(
        order,
        title=f"The dated record of {corpus.name(sur)}'s positions",
        index=("date", "document", "cycle"),
        counts={"documents": count(len(order), "documents", f"documents that state positions of {sur}")},
        facts={"who": corpus.name(sur), "the_who": corpus.the_name(sur), "sur": sur},
    )


def _counts(corpus: Corpus, sur: str, own: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Counts of each position in each document: its own totals, or counted rows."""
    stated = corpus.position_totals[corpus.position_totals["sur"] == sur]
    counted = rows[~rows["document"].isin(stated["document"])]
    counted = counted.assign(cycle=counted["rec_id"].map(own["cycle"]))
    counted = counted.groupby(["document", "cycle", "position"], as_index=False).agg(n=("rec_id", "size"))
    counted["of"] = counted.groupby(["document", "cycle"])["n"].transform("sum")
    columns = ["document", "cycle", "position", "n", "of", "confirmed"]
    return pd.concat([stated[columns], counted.assign(confirmed=True)[columns]], ignore_index=True)


@or_sentence
def chosen_events(corpus: Corpus, sur: str, event: str = ALL_EVENTS) -> Result:
    """The events about one State that a notebook's parameter `event` chooses.

    Parameters
    ----------
    event : str
        "all", the name of an event, or a day (YYYY-MM-DD) of the reader's own within the days that the data know.

    Returns
    -------
    Result
        One row is one event: the columns of the table `events`.

    Examples
    --------
    >>> import uprlib
    >>> chosen_events(uprlib.corpus(), "PRK", "COI on the DPRK")["date"].to_list()[2]
    '2014-02-17'
    """
    events = corpus.events
    own = events[events["state"] == sur]
    title = f"Acts of accountability about {corpus.name(sur)}"
    if event[:1].isdigit():
        return tidy(_day_of_ones_own(corpus, sur, event), title=title)
    if own.empty:
        raise DataError(f"No act of accountability about {corpus.the_name(sur)} is on file in data/raw/events.csv.")
    chosen = own if event == ALL_EVENTS else own[own["event"] == event]
    if chosen.empty:
        known = own["event"].unique()
        own_events = f"those about {corpus.the_name(sur)} are: {', '.join(known)}"
        raise DataError(f"{event} is about another State; {own_events}", remedy=did_you_mean(event, known))
    return tidy(chosen.reset_index(drop=True), title=title)


def _day_of_ones_own(corpus: Corpus, sur: str, day: str) -> pd.DataFrame:
    record = dated_record(corpus, sur)
    stated = [] if record.empty else list(record["date"].dropna())
    first, last = corpus.sessions["start"].min(), max([*stated, corpus.sessions["end"].max()])
    if not first <= day <= last:
        raise DataError(f"the event of {day} is outside the period of the data, which is from {first} to {last}")
    given = {"state": [sur], "date": day, "date_precision": "day", "kind": "day", "event": "the given day"}
    of_it = {"document": None, "title": "the day that was given", "source": "the parameter event"}
    return pd.DataFrame({**given, **of_it})


@or_sentence
def days_between(record: Result, events: Result) -> Result:
    """Days from each event to each document.

    Parameters
    ----------
    record : Result
        From :func:`dated_record`.
    events : Result
        From :func:`chosen_events`.

    Returns
    -------
    Result
        One row is one event with one dated document that is no database: event_date, kind, title, about (the day of the
        event or of the document is not certain), document, cycle, date, days (negative where the document came first),
        and next (the first document after the event).

    Examples
    --------
    >>> import uprlib
    >>> upr = uprlib.corpus()
    >>> found = days_between(dated_record(upr, "PRK"), chosen_events(upr, "PRK"))
    >>> found.loc[found["next"] & (found["kind"] == "report_public"), ["document", "days"]].to_dict("records")
    [{'document': 'A/HRC/WG.6/19/PRK/1 annex', 'days': 73}]
    """
    dated = pd.DataFrame(record)
    dated = dated[dated["date"].notna() & (dated["stage"] != "database")]
    if dated.empty:
        raise DataError(f"No dated document states a position of {record.about.facts['the_who']}.")
    acts = pd.DataFrame(events)[["date", "date_precision", "kind", "title"]]
    acts = acts.rename(columns={"date": "event_date", "title": "act"})
    table = acts.merge(dated[["document", "cycle", "date", "about"]], how="cross")
    table["about"] = table["about"] | table["date_precision"].eq("about").fillna(False)
    table["days"] = (pd.to_datetime(table["date"]) - pd.to_datetime(table["event_date"])).dt.days
    after = table["days"] > 0
    repeated = table[after].duplicated(["event_date", "kind", "act"]).reindex(table.index, fill_value=True)
    table["next"] = after & ~repeated
    note = "to the next stated positions, {document}"
    return tidy(
        table.drop(columns="date_precision"),
        title=f"Days to the next stated positions, {record.about.facts['who']}",
        numbers=Number("days.{event_date}.{kind}", "days", unit="days", note=note, where="next"),
        sentences=tuple(_next_positions(table)),
    )


def _next_positions(table: pd.DataFrame) -> list[str]:
    """A sentence for each document that was the next after some events, and what came before it."""
    found = []
    for (document, date), own in table[table["next"]].groupby(["document", "date"], sort=False):
        counted = [
            f"{row['days']} days after {ACTS.get(row['kind'], row['kind'].replace('_', ' '))} {row['event_date']}"
            for row in own.to_dict("records")
        ]
        about = "about " if table.loc[table["document"] == document, "about"].all() else ""
        words = f"The next positions on record are those of {document}, of {about}{date}: {', '.join(counted)}."
        earlier = table.loc[table["date"] < date, "date"]
        if len(earlier):
            words += f" No document that we have states a position between {earlier.max()} and that day."
        found.append(words)
    return found


@or_sentence
def timeline(corpus: Corpus, sur: str, event: str = ALL_EVENTS) -> Result:
    """Acts of accountability, reviews and documents that state positions, in the order of dates.

    Where no event can be chosen the record stands alone, and the result says why.

    Returns
    -------
    Result
        One row is one act, review or document: date, day (as it is shown), kind ("event", "review", "document"),
        label, and for documents a count for each position. A document whose day lies between two days stands at the
        earlier one: the annex of 2014 before the review that it was published for.

    Examples
    --------
    >>> import uprlib
    >>> found = timeline(uprlib.corpus(), "PRK")
    >>> found["kind"].value_counts().to_dict()
    {'document': 11, 'event': 5, 'review': 4}
    """
    record, events = dated_record(corpus, sur), chosen_events(corpus, sur, event)
    if record.empty:
        raise DataError(record.about.lacks)
    documents = pd.DataFrame(record)
    unsure = documents["in_part"].map({True: " (confirmed in part)", False: " (not confirmed)"})
    unsure = unsure.mask(documents["confirmed"], "")
    of_review = "cycle " + documents["cycle"].astype(str) + ", " + documents["stage"] + ": "
    between = documents["earliest"].notna()
    about = documents["about"].map({True: " (about)", False: ""})
    day = (documents["date"].fillna("no date") + about).where(
        ~between, documents["earliest"] + "/" + documents["date"].str[5:]
    )
    documents = documents.assign(
        kind="document", label=of_review + documents["document"] + unsure, day=day, order=documents["earliest"]
    )
    met = corpus.days[(corpus.days["sur"] == sur) & corpus.days["exact"]]
    met = pd.concat([met[["cycle", "day"]], _later_reviews(corpus, sur)])
    reviews = pd.DataFrame({"date": met["day"], "day": met["day"], "kind": "review"})
    reviews["label"] = "review of cycle " + met["cycle"].astype(str)
    parts = [reviews, documents]
    if len(events):
        about = events["date_precision"].map({"about": " (about)", "day": ""})
        acts = pd.DataFrame({"date": events["date"], "day": events["date"] + about, "label": events["title"]})
        parts.insert(0, acts.assign(kind="event"))
    table = pd.concat(parts, ignore_index=True)
    table["order"] = table["order"].fillna(table["date"])
    table = table.sort_values("order", na_position="last", kind="stable")
    return tidy(
        table[["date", "day", "kind", "label", "document", *POSITIONS]].reset_index(drop=True),
        title=record.about.title,
        counts=record.about.counts,
        sentences=(events.about.lacks,) if events.about.lacks else (),
        facts=record.about.facts,
    )


def _later_reviews(corpus: Corpus, sur: str) -> pd.DataFrame:
    """Cycle and day of the State's reviews after those of the corpus."""
    later = corpus.later_reviews
    return later.loc[later["sur"] == sur, ["cycle", "date"]].rename(columns={"date": "day"})


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
    left_out = f" The others: {'; '.join(elsewhere)}." if elsewhere else ""
    return tidy(
        table,
        title="Inquiries on file",
        notes="Dates of the mandate and of the State's two reviews.",
        sentences=f"Of {len(table)} inquiries on file, {int(table['between'].sum())} were set up between two reviews "
        f"of their State.{left_out}",
    )
