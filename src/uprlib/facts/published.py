"""What others have published about this corpus, and ours beside it: equal, explained by a tested rule, or open.

The table `published_numbers` has each number as it was printed, the measure that finds ours, the rows that it is found
in, and the rule that would explain a difference. Two numbers are equal where ours, rounded as the other was, is the
same.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import SPECIFIC
from uprlib.tidy import Number, Result, Row, count, or_sentence, tidy

LAST_OF_EXPORT = 20
"""The last session of UPR Info's export of August 2015."""
MOST_REVISED = 0.0025
"""Share of the rows by which a number may differ because the database was revised between the news and our export."""
NEAR_REPORTS = 0.01
"""How near a count of what was read in the reports has to be to our rows whose paragraph was found in them."""
_OLDER_CATEGORY = {3: 4, 4: 3}


def _share(part: pd.Series) -> float:
    return 100 * float(part.mean())


def _statements(rows: pd.DataFrame) -> int:
    return len(rows.dropna(subset="recommender").drop_duplicates(["sur", "recommender"]))


Measure = Callable[[pd.DataFrame], float]

MEASURES: dict[str, Measure] = {
    "rows": len,
    "states": lambda rows: rows["sur"].nunique(),
    "recommenders": lambda rows: rows["recommender"].nunique(),
    "statements": _statements,
    "per_review": lambda rows: len(rows) / rows["sur"].nunique(),
    "per_statement": lambda rows: len(rows) / _statements(rows),
    "median_per_state": lambda rows: rows.groupby("sur").size().median(),
    "accepted": lambda rows: (rows["position"] == "accepted").sum(),
    "noted": lambda rows: (rows["position"] == "noted").sum(),
    "accepted_share": lambda rows: _share(rows["position"] == "accepted"),
    "accepting_nothing": lambda rows: (~(rows["position"] == "accepted").groupby(rows["sur"]).any()).sum(),
    "left_open": lambda rows: (rows["position_wg"] == "pending").sum(),
    "refused_in_room": lambda rows: (rows["position_wg"] == "noted").sum(),
    "specific": lambda rows: rows["action"].isin(SPECIFIC).sum(),
    "specific_share": lambda rows: _share(rows["action"].isin(SPECIFIC)),
    "issue_share": lambda rows: _share(rows["has_issue"]),
    "mean_older_category": lambda rows: rows["action"].replace(_OLDER_CATEGORY).mean(),
}
"""How ours is found in the rows that a number is about. Older publications number categories 3 and 4 the other way."""

OUTCOMES = ("equal", "explained", "open")

RULES = {
    "missing_rows": "our source lacks some rows of sessions 21-26",
    "revised": "the database was revised between the publication and our export",
    "machine_coded": "in sessions 21-26 our action category is the machine's",
    "paragraphs": "numbered paragraphs are counted, each once",
    "read_in_reports": "what a program read in the reports is counted",
}
"""Why a number may differ; :func:`compared` says how each rule is tested."""


@or_sentence
def compared(corpus: Corpus) -> Result:
    """Every published number with ours beside it, of all rows of the bundled corpus.

    A difference is explained where the rule that the table names for it holds:

    missing_rows
        Ours is smaller by no more than the rows that UPR Info has of these sessions and we have not; a share is not
        outside what it would be if all of these were refused, or all accepted.
    revised
        The sessions are in our export, and at most a quarter of a per cent of the rows would have to be others.
    machine_coded
        No more rows would have to be others than the machine codes otherwise than UPR Info on States that it was not
        trained on, and the missing ones.
    paragraphs
        The number lies between ours over the numbered paragraphs, each taken once, and ours with each row that has no
        number and each missing row as a paragraph of its own.
    read_in_reports
        The number is within a hundredth of our rows whose paragraph was found in the reports.

    Returns
    -------
    Result
        One row is one number that our tables give: the columns of the table `published_numbers`, ours, outcome (one of
        :data:`OUTCOMES`), why. The others are of later cycles or need the texts.

    Examples
    --------
    >>> import uprlib
    >>> found = compared(uprlib.corpus())
    >>> found.loc[found["what"] == "recommendations of both cycles", ["published", "ours", "outcome"]].values.tolist()
    [['57686', 57595.0, 'explained']]
    """
    numbers = corpus.published_numbers
    given = numbers[numbers["measure"].notna()].reset_index(drop=True)
    # Others counted all rows of the bundled corpus, with the machine's categories.
    rows = corpus.once((compared.__name__, "rows"), lambda: Corpus(machine_coded=True).everything)
    issues = corpus.once((compared.__name__, "issues"), lambda: Corpus().recommendation_issues)
    missing = missing_rows(corpus).set_index("session")["missing"]
    tried = corpus.coder_evaluation
    tried = tried[(tried["split"] == "by_state") & (tried["texts"] == "all") & tried["session"].isna()]
    error = 1 - float(tried["agreement"].iloc[0])
    lines = []
    for row in given.to_dict("records"):
        own = _selected(rows, issues, row["selection"])
        measure, published, exact = MEASURES[row["measure"]], float(row["published"]), _half_a_unit(row["published"])
        ours, rule = float(measure(own)), row["rule"]
        lacking = int(missing.reindex(own["session"].unique()).fillna(0).sum())
        if abs(published - ours) <= exact:
            lines.append((ours, "equal", ""))
        elif pd.notna(rule) and _holds(rule, own, measure, published, exact, lacking, error):
            lines.append((ours, "explained", RULES[rule]))
        else:
            lines.append((ours, "open", ""))
    table = given.join(pd.DataFrame(lines, columns=["ours", "outcome", "why"]))
    outcomes = {name: int((table["outcome"] == name).sum()) for name in OUTCOMES}
    counted = outcomes | {"total": len(table), "not_given": len(numbers) - len(table)}
    return tidy(
        table,
        title="Published numbers about the corpus, and ours beside them",
        notes="All rows are counted, also those of no review.",
        index=("source", "what"),
        columns={"published": "published", "ours": _as_printed, "outcome": "outcome", "why": "why"},
        counts={
            f"published.{name}": count(n, "numbers", f"published numbers about the corpus: {name}", len(numbers))
            for name, n in counted.items()
        },
        sentences=(
            f"Of {len(numbers)} published numbers our tables give {len(table)}: {outcomes['equal']} are equal to ours, "
            f"{outcomes['explained']} differ for a reason that was tested, and {outcomes['open']} remain open. "
            "The others are of later cycles or need the texts."
        ),
    )


def by_source(corpus: Corpus, compared: Result) -> Result:
    """How many published numbers are equal, explained or open, by source.

    Parameters
    ----------
    compared : Result
        From :func:`compared`.

    Returns
    -------
    Result
        One row is one source: year, source, numbers, equal, explained, open, not_given (by our tables).

    Examples
    --------
    >>> from uprlib import corpus
    >>> found = by_source(corpus(), compared(corpus()))
    >>> bool((found["equal"] <= found["numbers"]).all())
    True
    """
    numbers = corpus.published_numbers.merge(
        pd.DataFrame(compared[["source", "what", "outcome"]]), on=["source", "what"], how="left"
    )
    counted = pd.crosstab([numbers["year"], numbers["source"]], numbers["outcome"].fillna("not_given"))
    counted = counted.reindex(columns=[*OUTCOMES, "not_given"], fill_value=0).rename_axis(columns=None)
    counted.insert(0, "numbers", counted.sum(axis=1))
    return tidy(
        counted.reset_index(),
        title="Published numbers by source",
        notes="not given: our tables do not give them, as they are of later cycles or need the texts.",
        index=("source", "year"),
        columns={name.replace("_", " "): name for name in counted},
    )


def missing_rows(corpus: Corpus) -> Result:
    """Where the rows are that UPR Info has and we have not, by session, as far as its published totals say.

    For session 22 no total is published: it follows from the running total, if sessions 1-20 have what our export has.

    Returns
    -------
    Result
        One row is one session after the export: session, published, ours, missing, derived (whether the published
        number follows from a running total).

    Examples
    --------
    >>> import uprlib
    >>> missing_rows(uprlib.corpus())[["session", "missing"]].values.tolist()[:2]
    [[21, 45], [22, 33]]
    """
    stated = corpus.published_numbers
    stated = stated[stated["measure"] == "rows"].drop_duplicates("selection").set_index("selection")["published"]
    stated = stated.astype(float)
    ours = Corpus().everything.groupby("session").size()
    later = [session for session in ours.index if session > LAST_OF_EXPORT]
    published = pd.Series({session: stated.get(f"session={session}") for session in later}, dtype=float)
    for session in published.index[published.isna()]:
        end = next(until for until in range(session, later[-1] + 1) if f"session=1-{until}" in stated.index)
        others = [other for other in later if other <= end and other != session]
        published[session] = stated[f"session=1-{end}"] - ours.loc[:LAST_OF_EXPORT].sum() - published[others].sum()
    table = pd.DataFrame(
        {"session": later, "published": published.astype(int).to_numpy(), "ours": ours[later].to_numpy()}
    )
    table["missing"] = table["published"] - table["ours"]
    table["derived"] = [f"session={session}" not in stated.index for session in later]
    total = int(stated["cycle=1-2"]) - int(ours.sum())
    words = ", ".join(f"{row.missing} in session {row.session}" for row in table.itertuples() if row.missing)
    more = int(table["missing"].sum()) - total
    off = (
        f" The sum is {abs(more)} {'more' if more > 0 else 'less'}: the published totals do not quite agree."
        if more
        else ""
    )
    return tidy(
        table,
        title="Rows that UPR Info has and the corpus has not",
        notes="derived: no total of the session is published; it follows from a running total.",
        index="session",
        columns={
            "published": "published",
            "ours": "ours",
            "missing": "missing",
            "derived": lambda row: "yes" if row["derived"] else "",
        },
        numbers=Number("missing.session{session}", "missing", n="published", unit="rows", note="rows that we lack"),
        counts={
            "missing.total": count(total, "rows", "rows that UPR Info counts and we lack", int(stated["cycle=1-2"]))
        },
        sentences=f"UPR Info counts {total} recommendations that the corpus does not have. By session: {words}.{off}",
    )


def missing_by_state(compared: Result) -> Result:
    """Where the missing rows are by State, as far as published counts of single States say.

    Parameters
    ----------
    compared : Result
        From :func:`compared`.

    Returns
    -------
    Result
        One row is one published count of one State's rows that is larger than ours: source, what, published, ours,
        missing.

    Examples
    --------
    >>> from uprlib import corpus
    >>> found = missing_by_state(compared(corpus()))
    >>> bool((found["published"] > found["ours"]).all())
    True
    """
    lacking = pd.DataFrame(compared[compared["rule"].eq("missing_rows").fillna(False).astype(bool)])
    of_state = (lacking["measure"] == "rows") & lacking["selection"].str.contains("sur=|recommender=")
    table = lacking[of_state].astype({"published": float})
    table = table.assign(missing=table["published"] - table["ours"])
    table = table[table["missing"] > 0].astype({"published": int, "ours": int, "missing": int})
    words = "; ".join(f"{row.what}, {row.missing}" for row in table.itertuples())
    return tidy(
        table[["source", "what", "published", "ours", "missing"]].reset_index(drop=True),
        title="Missing rows by State, where a count was published",
        index=("source", "what"),
        columns=("published", "ours", "missing"),
        lacks="" if len(table) else "No State's published count is larger than ours.",
        sentences=f"By State, as far as counts were published: {words}.",
    )


def _selected(rows: pd.DataFrame, issues: pd.DataFrame, selection: str) -> pd.DataFrame:
    """The rows that a number is about: "session=13-17;sur=PRK"; an issue marks rows and leaves none out.

    Raises
    ------
    DataError
        A part of the selection names no column.
    """
    kept, issue = np.ones(len(rows), dtype=bool), None
    for part in selection.split(";"):
        name, _, value = part.partition("=")
        if name == "issue":
            issue = value
        elif name in ("session", "cycle"):
            first, _, last = value.partition("-")
            kept &= rows[name].between(int(first), int(last or first)).to_numpy(bool, na_value=False)
        elif name in rows:
            kept &= rows[name].eq(value).to_numpy(bool, na_value=False)
        else:
            raise DataError(
                f"a published number is about rows that cannot be selected by {selection!r}",
                file="data/raw/published_numbers.csv",
                column="selection",
                expected="parts such as session=13-17, sur=PRK or issue=Justice, joined by ;",
            )
    # Selected once: the columns of the whole corpus are long.
    rows = rows[kept]
    if issue is not None:
        rows = rows.assign(has_issue=rows["rec_id"].isin(issues.loc[issues["issue"] == issue, "rec_id"]))
    return rows


def _holds(
    rule: str, own: pd.DataFrame, measure: Measure, published: float, exact: float, lacking: int, error: float
) -> bool:
    """Whether a rule explains that a number differs from ours (see :func:`compared`)."""
    ours, is_share = float(measure(own)), measure in (MEASURES[name] for name in MEASURES if name.endswith("_share"))
    one_row = 100 / len(own) if is_share else 1.0
    off = abs(published - ours)
    if rule == "missing_rows":
        if not is_share:
            return 0 < published - ours <= lacking
        had, whole = ours * len(own) / 100, len(own) + lacking
        return 100 * had / whole - exact <= published <= 100 * (had + lacking) / whole + exact
    if rule == "revised":
        return int(own["session"].max()) <= LAST_OF_EXPORT and off <= MOST_REVISED * len(own) * one_row + exact
    if rule == "machine_coded":
        return off <= (error * int(own["action_by_machine"].sum()) + lacking) * one_row
    if rule == "read_in_reports":
        read = int((own["paragraph_source"] == "report").sum())
        return abs(published - read) <= NEAR_REPORTS * read
    numbered = own[own["paragraph"].notna()].drop_duplicates(["symbol", "paragraph"])
    with_others = pd.concat([numbered, own[own["paragraph"].isna()]])
    added = lacking if measure is MEASURES["rows"] else 0
    return float(measure(numbered)) - exact <= published <= float(measure(with_others)) + added + exact


def _half_a_unit(printed: str) -> float:
    """Half of the last digit that was printed, and what binary fractions make of it."""
    return 0.5 * 10.0 ** -len(printed.partition(".")[2]) + 1e-9


def _as_printed(row: Row) -> str:
    return "" if pd.isna(row["ours"]) else f"{row['ours']:.{len(row['published'].partition('.')[2])}f}"
