"""What the corpus is made of, how far its sources agree, what was corrected and what is missing: the data audit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from uprlib.errors import DataError
from uprlib.facts import coverage
from uprlib.facts.corpus import Corpus
from uprlib.tidy import Number, Result, capitalised, count, or_sentence, percent, tidy, written

SOURCES = {
    "rows": "recommendations",
    "both": "in both databases",
    "only_upr_info": "in UPR Info's database only",
    "only_explorer": "in the Explorer only",
}
MARKS = {
    "no_review": "belong to no review",
    "repeated": "repeat another row",
    "split": "are the parts of one paragraph",
    "unknown_recommender": "name no recommending State",
}
"""What a flag says of the rows that have it."""


def sources(corpus: Corpus) -> Result:
    """Rows of the corpus by the database that has them.

    Returns
    -------
    Result
        One row is one source, the first all of them: source, label, rows, of (all rows), share.

    Examples
    --------
    >>> import uprlib
    >>> sources(uprlib.corpus())[["source", "rows"]].to_dict("records")[:2]
    [{'source': 'rows', 'rows': 57595}, {'source': 'both', 'rows': 40089}]
    """
    counts = coverage.by_session(corpus.everything)[list(SOURCES)].sum()
    table = pd.DataFrame({"source": list(SOURCES), "label": list(SOURCES.values()), "rows": counts.to_numpy()})
    table = table.assign(of=counts["rows"], share=table["rows"] / counts["rows"])
    held = table.set_index("source")
    parts = ", ".join(written("{rows:,} ({share:share}) {label}", row) for row in held.iloc[1:].to_dict("records"))
    return tidy(
        table,
        title="Rows of the corpus by source",
        notes=f"n = {counts['rows']:,} recommendations.",
        index="rows of",
        columns={"rows of": "label", "rows": "rows", "share": "{share:share}"},
        numbers=Number("rows.{source}", "rows", n="of", unit="rows", note="rows of the corpus by source"),
        sentences=f"The corpus has {counts['rows']:,} recommendations: {parts}.",
    )


def by_session(corpus: Corpus) -> Result:
    """Rows of each session by source, and what is known of them.

    Returns
    -------
    Result
        As :func:`uprlib.facts.coverage.by_session` gives it; the shares of all rows are facts of the result.

    Examples
    --------
    >>> from uprlib import corpus
    >>> len(by_session(corpus()))
    26
    """
    rows = corpus.everything
    known = {"paragraph": "paragraph", "room": "position_wg", "coded": "action"}
    shares = {name: float(rows[column].notna().mean()) for name, column in known.items()}
    return tidy(
        coverage.by_session(rows),
        title="Recommendations by session and source, and what is known of them",
        index="session",
        facts=shares,
        sentences=written(
            "The paragraph is known for {paragraph:share} of the rows, the answer given in the Working Group "
            "('in the room') for {room:share}, and UPR Info's action category for {coded:share}.",
            shares,
        ),
    )


def agreement(corpus: Corpus) -> Result:
    """How often the two databases agree on a row that both have; always of the bundled corpus.

    Returns
    -------
    Result
        One row is one field (position, paragraph): compared, different, share (of equal values).

    Examples
    --------
    >>> import uprlib
    >>> agreement(uprlib.corpus())[["field", "different"]].to_dict("records")
    [{'field': 'position', 'different': 0}, {'field': 'paragraph', 'different': 2647}]
    """
    table = coverage.agreement(Corpus().everything, corpus.disagreements)
    names = {"position": "positions", "paragraph": "paragraph numbers"}
    fields = " and ".join(
        written("{share:share} of {compared:,} {names}", row | {"names": names[row["field"]]})
        for row in table.to_dict("records")
    )
    return tidy(
        table,
        title="Agreement of the two databases",
        notes="compared: recommendations for which both databases have a value.",
        index="field",
        columns={"compared": "compared", "different": "different", "share": "{share:share}"},
        numbers=Number("agreement.{field}", "share", n="compared", note="share of equal values where both are known"),
        sentences=f"Where both databases have a value, they agree on {fields}.",
    )


def misnumbered(corpus: Corpus, *, most: int = 5) -> Result:
    """Reviews whose paragraphs the Explorer numbers differently from the report; always of the bundled corpus.

    Returns
    -------
    Result
        As :func:`uprlib.facts.coverage.misnumbered_reviews`, with the name of the State.

    Examples
    --------
    >>> from uprlib import corpus
    >>> misnumbered(corpus())["different"].is_monotonic_decreasing
    True
    """
    table = coverage.misnumbered_reviews(Corpus().everything, corpus.disagreements)
    table["name"] = table["sur"].map(corpus.names)
    words = "{name} (session {session}, {different} of {of} rows)"
    worst = ", ".join(written(words, row) for row in table.head(most).to_dict("records"))
    note = "reviews with a different paragraph number in the Explorer"
    return tidy(
        table,
        title="Reviews with different paragraph numbers in the Explorer",
        counts={"reviews.misnumbered": count(len(table), "reviews", note)},
        sentences=f"In {len(table)} reviews at least one row has a different paragraph number in the Explorer. "
        f"The most rows differ for {worst}.",
    )


def reader(corpus: Corpus) -> Result:
    """The project's reader of Working Group reports, compared with UPR Info's rows on the same reviews.

    Returns
    -------
    Result
        One row is one band of sessions, the last all reports; see :func:`uprlib.facts.coverage.by_band`.

    Examples
    --------
    >>> from uprlib import corpus
    >>> reader(corpus())["sessions"].iloc[-1]
    'all'
    """
    table = coverage.by_band(corpus.reader_audit).rename_axis("sessions").reset_index()
    everything = table.set_index("sessions").loc["all"]
    counted = "reports complete announced read without_state reader_rows position_known fragments corpus_rows matched"
    counted += " equal matched_share"
    unread, of = int(everything["unread"]), int(everything["announced"])
    printed = "paragraphs that name a State which was not read"
    return tidy(
        table,
        title="The reader of Working Group reports against UPR Info's rows",
        notes="announced, read: recommendations that the reports number or cite; complete: reports of which all was "
        "read; position_known, fragments: of reader_rows; equal: rows with the same text; n of shares is corpus_rows.",
        index="sessions",
        columns=counted.split(),
        numbers=Number(
            "reader.matched.{sessions}",
            lambda row: row["matched"] / row["corpus_rows"],
            n="corpus_rows",
            note="rows of UPR Info's export that the reader of reports has, sessions {sessions}",
        ),
        counts={
            "reader.unread": count(unread, "paragraphs", printed, of),
            "reader.lacking": count(
                int(everything["lacking"]), "recommendations", "announced by a report and not read", of
            ),
            "reader.fragments": count(
                int(everything["fragments"]),
                "rows",
                "texts that say nothing by themselves",
                int(everything["reader_rows"]),
            ),
        },
        sentences=written(
            "In {reports:.0f} reports the reader read {read:,.0f} of the {announced:,.0f} recommendations that they "
            "announce, and {matched:,.0f} of UPR Info's {corpus_rows:,.0f} rows ({matched_share:.1f}%). The State's "
            "position is known for {position_share:.2f}% of its {reader_rows:,.0f} rows; {fragments:.0f} texts are "
            "fragments. It found no State in {without_state:.0f} paragraphs; {unread:.0f} of them do name one.",
            everything,
        ),
    )


def not_joined(corpus: Corpus) -> Result:
    """Rows of sessions 1-20 that only one database has, counted by source and reason.

    Examples
    --------
    >>> from uprlib import corpus
    >>> not_joined(corpus()).columns.tolist()
    ['source', 'kept', 'reason', 'rows']
    """
    alone = corpus.not_joined
    return tidy(
        alone.groupby(["source", "kept", "reason"]).size().rename("rows").reset_index(),
        title="Rows that only one database has, sessions 1-20",
        notes=f"n = {len(alone):,} rows.",
        index=("source", "kept"),
        columns=("reason", "rows"),
        counts={"rows.not_joined": count(len(alone), "rows", "rows of sessions 1-20 that only one database has")},
    )


def corrected() -> Result:
    """The reviewed corrections of the sources (``data/raw/corrections.yml``): correction, rows, source.

    Examples
    --------
    >>> corrected().columns.tolist()
    ['correction', 'rows', 'source']
    """
    table = coverage.corrections()
    return tidy(
        table,
        title="Corrections of the sources",
        notes="rows: how many rows of the source a correction changes.",
        index="correction",
        columns=tuple(table),
        counts={"corrections": count(len(table), "entries", "reviewed corrections of the sources")},
    )


def marked(corpus: Corpus) -> Result:
    """Rows that corrections have marked: flag, rows.

    Examples
    --------
    >>> from uprlib import corpus
    >>> marked(corpus()).columns.tolist()
    ['flag', 'rows']
    """
    table = coverage.flags(corpus.everything)
    words = [f"{row.rows} {MARKS.get(row.flag, row.flag)}" for row in table.itertuples()]
    return tidy(
        table,
        title="Rows that corrections have marked",
        index="flag",
        lacks="" if words else "No row is marked.",
        sentences=f"Of the rows, {'; '.join(words)}.",
    )


@or_sentence
def room_and_end(corpus: Corpus) -> Result:
    """What became of each answer given in the room: the final answers, counted where both are known.

    Returns
    -------
    Result
        One row is one position in the Working Group: position_wg, accepted, noted, n, share (accepted in the end),
        left_open.

    Examples
    --------
    >>> from uprlib import corpus
    >>> "pending" in set(room_and_end(corpus())["position_wg"])
    True
    """
    table = coverage.transitions(corpus.everything)
    if table.empty:
        raise DataError("No recommendation has both a position in the Working Group and a final one.")
    table = table.assign(n=table["accepted"] + table["noted"])
    table = table.assign(share=table["accepted"] / table["n"], left_open=table["position_wg"] == "pending")
    left_open = table[table["left_open"]].to_dict("records")
    words = "Of the {n:,} recommendations left open in the Working Group, {share:share} were accepted in the end."
    note = "share accepted in the end of what was left open in the room"
    return tidy(
        table,
        title="From the answer in the Working Group to the final answer, all States",
        notes=f"n = {table['n'].sum():,} recommendations with both positions.",
        index="position_wg",
        columns={"accepted": "accepted", "noted": "noted", "accepted in the end": "{share:share}"},
        numbers=Number("pending.accepted", "share", n="n", note=note, where="left_open"),
        sentences=tuple(written(words, row) for row in left_open),
    )


@or_sentence
def one_state(corpus: Corpus, sur: str) -> Result:
    """What is known of the rows of one State under review, by review.

    Returns
    -------
    Result
        One row is one review: cycle, session, report, rows, paragraphs, with_paragraph, room_known, action_coded,
        marked (counts of rows).

    Examples
    --------
    >>> import uprlib
    >>> one_state(uprlib.corpus(), "PRK")[["cycle", "rows", "paragraphs"]].to_dict("records")
    [{'cycle': 1, 'rows': 167, 'paragraphs': 167}, {'cycle': 2, 'rows': 269, 'paragraphs': 268}]
    """
    own = corpus.everything
    own = own[own["sur"] == sur]
    if own.empty:
        raise DataError(f"{capitalised(corpus.the_name(sur))} has no review in this corpus.")
    table = own.groupby("cycle", as_index=False).agg(
        session=("session", "first"),
        report=("symbol", "first"),
        rows=("rec_id", "size"),
        paragraphs=("paragraph", "nunique"),
        with_paragraph=("paragraph", "count"),
        room_known=("position_wg", "count"),
        action_coded=("action", "count"),
        marked=("flag", "count"),
    )
    name = corpus.the_name(sur)
    return tidy(table, title=f"Reviews of {name}", index="cycle", facts={"name": capitalised(name)}).say(
        "{name}, cycle {cycle} (session {session}, {report}): {rows} rows, of which {with_paragraph} have a paragraph "
        "({paragraphs} different ones), {room_known} an answer given in the Working Group and {action_coded} an action "
        "category. Corrections mark {marked} of them."
    )


def coder(corpus: Corpus) -> Result:
    """How well the machine codes action categories that it was not trained on.

    Returns
    -------
    Result
        One row is one trial on all or on unseen wordings: split, texts, n, agreement, kappa (Cohen 1960), alpha
        (Krippendorff, nominal).

    Examples
    --------
    >>> import uprlib
    >>> tried = coder(uprlib.corpus())
    >>> tried.loc[tried["texts"] == "all", ["split", "kappa"]].to_dict("records")[0]
    {'split': 'by_state', 'kappa': 0.8784}
    """
    tried = corpus.coder_evaluation
    tried = tried[tried["session"].isna()].drop(columns="session").reset_index(drop=True)
    of = tried[tried["texts"] == "all"].set_index("split")
    trial = "{agreement:share} of {n:,} rows"
    states, forward, rule = (of.loc[split].to_dict() for split in ("by_state", "forward", "verb_rule"))
    note = "Cohen's kappa with UPR Info's coding, out of sample"
    return tidy(
        tried,
        title="The machine's action categories against UPR Info's, out of sample",
        notes="kappa: Cohen's; alpha: Krippendorff's, nominal.",
        index=("split", "texts"),
        columns={
            "n": "n",
            "agreement": "{agreement:share}",
            "kappa": lambda row: float(np.round(row["kappa"], 3)),
            "alpha": lambda row: float(np.round(row["alpha"], 3)),
        },
        numbers=Number("coder.kappa.{split}.{texts}", "kappa", n="n", unit="kappa", note=note),
        sentences=f"The machine's action category is UPR Info's for {written(trial, states)} of States that it was not "
        f"trained on (Cohen's kappa {states['kappa']:.2f}) and for {written(trial, forward)} of later sessions "
        f"({forward['kappa']:.2f}); the verb rule alone reaches {percent(rule['agreement'])} "
        f"({rule['kappa']:.2f}).",
    )


def confusion(corpus: Corpus) -> Result:
    """Action categories as UPR Info coded them and as the machine did, in one trial.

    Returns
    -------
    Result
        One row is one pair of categories: action, machine, n, share (of the rows that UPR Info put into `action`).

    Examples
    --------
    >>> from uprlib import corpus
    >>> confusion(corpus()).groupby("action")["share"].sum().round(6).unique().tolist()
    [1.0]
    """
    split, counts, tried = "forward", corpus.coder_confusion, corpus.coder_evaluation
    of = tried.loc[tried["split"] == split, "session"].dropna()
    sessions = f"{of.min()}-{of.max()}"
    table = counts.loc[counts["split"] == split, ["action", "machine", "n"]].reset_index(drop=True)
    table["share"] = table["n"] / table.groupby("action")["n"].transform("sum")
    title = f"Action categories by people and by machine, sessions {sessions}"
    return tidy(table, title=title, facts={"split": split, "sessions": sessions})


def coder_by_session(corpus: Corpus) -> Result:
    """How well the machine codes in each session: session, kappa, n.

    Examples
    --------
    >>> from uprlib import corpus
    >>> coder_by_session(corpus()).columns.tolist()
    ['session', 'kappa', 'n']
    """
    split, tried = "by_state", corpus.coder_evaluation
    rows = tried[(tried["split"] == split) & tried["session"].notna()]
    title = "Cohen's kappa of the machine's coding by session, States held out"
    table = rows[["session", "kappa", "n"]].reset_index(drop=True)
    return tidy(table, title=title, index="session", facts={"split": split})


@or_sentence
def machine_coded(corpus: Corpus) -> Result:
    """Rows that only the machine gives an action category: rows, probability (the mean that it states).

    Examples
    --------
    >>> from uprlib import corpus
    >>> machine_coded(corpus()).columns.tolist()
    ['rows', 'probability']
    """
    rows = corpus.everything
    rows = rows[rows["action_machine"].notna()]
    if rows.empty:
        raise DataError("No row is coded by machine.")
    table = pd.DataFrame({"rows": [len(rows)], "probability": [float(rows["action_probability"].mean())]})
    return tidy(table, title="Rows coded by machine").say(
        "{rows:,} rows are coded by machine only; it gives its categories a mean probability of {probability:.2f}."
    )


@or_sentence
def only_totals(corpus: Corpus) -> Result:
    """Documents of later answers of which the published totals are known but not every single answer.

    Returns
    -------
    Result
        One row is one document: document, known (single answers), n (of the totals).

    Examples
    --------
    >>> import uprlib
    >>> only_totals(uprlib.corpus()).to_dict("records")
    [{'document': 'A/HRC/WG.6/19/PRK/1 annex', 'known': 20, 'n': 117}]
    """
    later = corpus.positions
    known = later[later["stage"] == "later"].groupby("document").size().rename("known").reset_index()
    totals = corpus.position_totals.groupby("document", as_index=False)["n"].sum()
    table = known.merge(totals, on="document")
    table = table[table["known"] < table["n"]].reset_index(drop=True)
    if table.empty:
        raise DataError("Every later answer of which totals are published is known.")
    return tidy(table, title="Answers of which only totals are known").say(
        "Of the {n} later answers in {document}, {known} are known to us one by one. The others are published too, "
        "but we hold only their totals."
    )
