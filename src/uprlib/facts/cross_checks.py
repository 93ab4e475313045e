"""What the raw tables say of each other: a fact that stands in two places must say the same in both.

A contract looks at one value at a time and lets a wrong one pass that could be right. Here each is held against the
others that settle it: a session against the symbol of its report, counts against the rows that they count, totals
against their parts, an identifier against what it is made of. What nothing else settles cannot be checked: the
machine's categories and probabilities, the likeness of two texts, a vote's estimate beyond its first digit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from uprlib import paths
from uprlib.errors import SchemaError, UprError
from uprlib.facts import raw
from uprlib.facts.vocabulary import BALLOTS, FIRST_DAYS_OF_LATER_SESSIONS, TIE_YEARS

MISPRINTED = (4521, 5924)
"""Roll calls whose session and resolution disagree in the source itself, and were left as they are."""
CAME_BACK = ("URY", "nam", 2013)
"""The one membership that the source interrupts."""
NEAR_ESTIMATES = 1.6
"""How far apart estimates of one State's ideal point in one session are at most, by different votes or years."""
NEW_ORGANISATIONS = 5
"""How many organisations two States came to share, or ceased to, within a year, at most."""


class Tables(dict[str, pd.DataFrame]):
    """The raw tables by name, each read and checked against its contract when it is first asked for."""

    def __init__(self, given: Mapping[str, pd.DataFrame] | None = None) -> None:
        super().__init__(given or {})
        self._refused: dict[str, UprError] = {}

    def __missing__(self, name: str) -> pd.DataFrame:
        # A table that cannot be read is not read again for each check that asks for it.
        if name in self._refused:
            raise self._refused[name]
        try:
            self[name] = raw.read(name)
        except UprError as problem:
            self._refused[name] = problem
            raise
        return self[name]


class Check(NamedTuple):
    """What a column is held against.

    Attributes
    ----------
    table, column : str
    words : str
        What the others have it be.
    tried : callable
        Of the tables: the value that each row must have, missing where nothing is known of it; or whether it may be.
    """

    table: str
    column: str
    words: str
    tried: Callable[[Tables], pd.Series]


CHECKS: list[Check] = []
_Tried = Callable[[Tables], pd.Series]


def _check(table: str, column: str, words: str) -> Callable[[_Tried], _Tried]:
    def register(tried: _Tried) -> _Tried:
        CHECKS.append(Check(table, column, words, tried))
        return tried

    return register


def contradictions(tables: Tables | None = None, checks: Sequence[Check] = CHECKS) -> list[str]:
    """Each check that the raw tables do not pass, in a sentence with the first row that is concerned.

    Parameters
    ----------
    tables : Tables, optional
        Default: those of ``data/raw``.

    Examples
    --------
    >>> contradictions()
    []
    """
    tables = Tables() if tables is None else tables
    found: dict[str, None] = {}
    for check in checks:
        try:
            words = _contradiction(check, tables)
        except UprError as problem:  # A table that cannot be read at all.
            words = str(problem)
        if words:
            found[words] = None
    return list(found)


def _contradiction(check: Check, tables: Tables) -> str:
    tried, values = check.tried(tables), tables[check.table][check.column]
    is_truth = pd.api.types.is_bool_dtype(tried)
    wrong = ~tried if is_truth else tried.notna() & (tried != values).fillna(True)
    places = np.flatnonzero(wrong.fillna(False).astype(bool))
    if not len(places):
        return ""
    first, value = places[0], values.iloc[places[0]]
    must = tried.iloc[first]
    # What was counted or looked up beside missing values has become a real number.
    must = int(must) if isinstance(must, float) and must.is_integer() else must
    return str(
        SchemaError(
            "the facts contradict each other",
            file=paths.raw() / f"{check.table}.csv",
            row=int(first) + 2,
            column=check.column,
            value="(nothing)" if pd.isna(value) else value,
            expected=check.words if is_truth else f"{must}: {check.words}",
            remedy=f"so do {len(places)} rows" if len(places) > 1 else None,
        )
    )


def _where(known: pd.Series, values: pd.Series) -> pd.Series:
    """What an indexed column has for some values, in their place."""
    return values.map(known[~known.index.duplicated()]).set_axis(values.index)


def _of_pairs(table: pd.DataFrame, columns: list[str], known: pd.Series) -> pd.Series:
    """What a column indexed by several others has for the rows of a table."""
    known = known[~known.index.duplicated()]
    return pd.Series(known.reindex(pd.MultiIndex.from_frame(table[columns])).to_numpy(), table.index)


def _among(values: pd.Series, known: pd.Series) -> pd.Series:
    """Whether each text is one of others; as by `isin`, in a fifth of its time."""
    return pd.Series(pc.is_in(pa.array(values), value_set=pa.array(known)).to_numpy(zero_copy_only=False), values.index)


REFERENCES = {
    "states.iso3": (
        *("recommendations.sur", "recommendations.recommender", "state_names.iso3", "reviews.sur", "events.state"),
        *("ideal_points.iso3", "memberships.iso3", "dyads.iso3", "dyads.iso3_other", "roll_call_votes.iso3"),
        *("country_votes.iso3", "country_votes.target", "later_recommendations.recommender", "not_joined.sur"),
    ),
    "recommendations.rec_id": (
        *("positions.rec_id", "disagreements.rec_id", "request_pairs.rec_id_first", "request_pairs.rec_id_second"),
        *("pair_checks.rec_id_first", "pair_checks.rec_id_second"),
    ),
    "documents.document": ("position_totals.document", "document_positions.document"),
    "roll_calls.resolution": ("country_resolutions.resolution",),
    "country_votes.resolution": ("country_resolutions.resolution",),
}
"""Each column that names things, and those that may name no others."""


def _refers(of: str, to: str) -> None:
    (table, column), (other, key) = of.split("."), to.split(".")

    @_check(table, column, f"one that {other}.csv has as {key}")
    def _known(t: Tables) -> pd.Series:
        return t[table][column].isna() | _among(t[table][column], t[other][key])


for _to, _all in REFERENCES.items():
    for _of in _all:
        _refers(_of, _to)


# Recommendations


@_check("recommendations", "rec_id", "the symbol, paragraph, recommending State and part of its row")
def _identifier(t: Tables) -> pd.Series:
    rows = t["recommendations"]
    # Two States' rows may name one report: South Sudan's session 11 repeats Sudan's.
    shared = rows["symbol"].map(rows.groupby("symbol")["sur"].nunique()) > 1
    symbol = rows["symbol"].mask(shared, rows["symbol"] + "(" + rows["sur"] + ")")
    place = rows["paragraph"].fillna("-") + ":" + rows["recommender"].fillna("-") + ":" + rows["part"].astype("string")
    return symbol + ":" + place


@_check("recommendations", "cycle", "that of its session in sessions.csv")
def _cycle_of_session(t: Tables) -> pd.Series:
    return _where(t["sessions"].set_index("session")["cycle"], t["recommendations"]["session"])


@_check("recommendations", "session", "that of its report in reviews.csv")
def _session_of_report(t: Tables) -> pd.Series:
    return _where(t["reviews"].set_index("symbol")["session"], t["recommendations"]["symbol"])


@_check("recommendations", "symbol", "that of the State's review in reviews.csv")
def _symbol_of_review(t: Tables) -> pd.Series:
    return _of_pairs(t["recommendations"], ["sur", "cycle"], t["reviews"].set_index(["sur", "cycle"])["symbol"])


@_check("recommendations", "export_row", "each row of the export, once")
def _each_export_row(t: Tables) -> pd.Series:
    return _once(t["recommendations"]["export_row"])


@_check("recommendations", "explorer_row", "each row of the Explorer, once, here or in not_joined.csv")
def _each_explorer_row(t: Tables) -> pd.Series:
    aside = t["not_joined"]
    other = aside.loc[aside["source"] == "explorer", "source_row"]
    return _once(pd.concat([t["recommendations"]["explorer_row"], other]))[: len(t["recommendations"])]


def _once(rows: pd.Series) -> pd.Series:
    return rows.isna() | (~rows.duplicated(keep=False) & (rows < rows.count()))


@_check("recommendations", "position_explorer", "UPR Info's position, which the Explorer took over")
def _one_position(t: Tables) -> pd.Series:
    return t["recommendations"]["position_upr_info"].where(t["recommendations"]["position_explorer"].notna())


@_check("recommendations", "action", "a category where the export has the row, and none elsewhere")
def _coded_rows(t: Tables) -> pd.Series:
    return t["recommendations"]["action"].notna() == t["recommendations"]["export_row"].notna()


@_check("recommendations", "rec_id", "one that has an outcome in positions.csv")
def _outcome(t: Tables) -> pd.Series:
    stated = t["positions"]
    return _among(t["recommendations"]["rec_id"], stated.loc[stated["stage"] == "outcome", "rec_id"])


@_check("machine_actions", "rec_id", "one that nobody has coded in recommendations.csv")
def _uncoded(t: Tables) -> pd.Series:
    rows = t["recommendations"]
    return _among(t["machine_actions"]["rec_id"], rows.loc[rows["action"].isna(), "rec_id"])


# Positions and documents


def _with_recommendation(t: Tables) -> pd.DataFrame:
    """The positions with the review, paragraph and recorded positions of their recommendations."""
    columns = ["sur", "cycle", "symbol", "paragraph", "position_upr_info", "position_explorer", "position_wg"]
    return t["positions"].join(t["recommendations"].set_index("rec_id")[columns], on="rec_id")


@_check("positions", "document", "the report of its review, or a document of documents.csv on the same State")
def _document(t: Tables) -> pd.Series:
    rows, known = _with_recommendation(t), t["documents"].set_index("document")
    sur, cycle = (_where(known[name], rows["document"]) for name in ("sur", "cycle"))
    named = rows["document"].isin(known.index) & (sur.isna() | (sur == rows["sur"]) & (cycle == rows["cycle"]))
    return named.where(rows["stage"] != "working_group", rows["document"] == rows["symbol"])


@_check("positions", "date", "the day of its document in documents.csv, or of the report's adoption in reviews.csv")
def _day_of_document(t: Tables) -> pd.Series:
    adopted = t["reviews"].set_index("symbol")["wg_adoption_date"]
    days = pd.concat([t["documents"].set_index("document")["date"], adopted])
    return _where(days, t["positions"]["document"])


@_check("positions", "position", "that of its recommendation in recommendations.csv, or of document_positions.csv")
def _position(t: Tables) -> pd.Series:
    rows = _with_recommendation(t)
    by_stage = rows["position_wg"].where(rows["stage"] == "working_group")
    of_source = {"UPR Info export 2015-08-14": "position_upr_info", "SDG-HR Data Explorer": "position_explorer"}
    for document, column in of_source.items():
        by_stage = by_stage.mask(rows["document"] == document, rows[column])
    some = rows[rows["document"].isin(t["document_positions"]["document"])]
    parts = some["paragraph"].str.split(".", n=1, expand=True)
    number = pd.to_numeric(parts[1], errors="coerce")
    for run in t["document_positions"].itertuples():
        own = (some["document"] == run.document) & (some["symbol"] == run.symbol) & (parts[0] == run.paragraph)
        by_stage[some.index[own & number.between(run.first, run.last)]] = run.position
    return by_stage


@_check("document_positions", "first", "the number after the last of the run before, or 1")
def _first_of_run(t: Tables) -> pd.Series:
    return t["document_positions"].groupby(["document", "symbol", "paragraph"])["last"].shift().fillna(0) + 1


@_check("document_positions", "last", "the last paragraph that has a position from this document in positions.csv")
def _last_of_run(t: Tables) -> pd.Series:
    runs, rows = t["document_positions"], _with_recommendation(t)
    rows = rows[rows["document"].isin(runs["document"])]
    parts = rows["paragraph"].str.split(".", n=1, expand=True)
    number = pd.to_numeric(parts[1], errors="coerce")
    ends = number.groupby([rows["document"], rows["symbol"], parts[0]]).max()
    place = ["document", "symbol", "paragraph"]
    return _of_pairs(runs, place, ends).fillna(0).where(~runs.duplicated(place, keep="last"))


@_check("document_positions", "symbol", "the report of the review that the document is about")
def _report_of_document(t: Tables) -> pd.Series:
    known = t["documents"].merge(t["reviews"], on=["sur", "cycle"]).set_index("document")["symbol"]
    return _where(known, t["document_positions"]["document"])


@_check("position_totals", "of", "what its document's counts add up to")
def _sum_of_positions(t: Tables) -> pd.Series:
    return t["position_totals"].groupby("document")["n"].transform("sum")


@_check("position_totals", "n", "the paragraphs that have this position from this document in positions.csv")
def _paragraphs_with_position(t: Tables) -> pd.Series:
    totals, rows = t["position_totals"], _with_recommendation(t)
    # Other documents are known in part only, or in the words of a database.
    whole = rows[rows["document"].isin(t["reviews"]["symbol"])]
    return _of_pairs(totals, ["document", "position"], whole.groupby(["document", "position"])["paragraph"].nunique())


@_check("position_totals", "date", "the day of its document in documents.csv")
def _day_of_totals(t: Tables) -> pd.Series:
    return _where(t["documents"].set_index("document")["date"], t["position_totals"]["document"])


@_check("position_totals", "cycle", "that of its document in documents.csv")
def _cycle_of_totals(t: Tables) -> pd.Series:
    return _where(t["documents"].set_index("document")["cycle"], t["position_totals"]["document"])


@_check("position_totals", "symbol", "that of the State's review in reviews.csv or later_reviews.csv")
def _symbol_of_totals(t: Tables) -> pd.Series:
    every = pd.concat([t["reviews"], t["later_reviews"]]).set_index(["sur", "cycle"])["symbol"]
    return _of_pairs(t["position_totals"], ["sur", "cycle"], every)


@_check("documents", "date", "the day that reviews.csv or later_reviews.csv has, or that stands in its name")
def _day_of_report(t: Tables) -> pd.Series:
    documents, later = t["documents"], t["later_reviews"]
    named = documents["document"].str.extract(r"(\d{4}-\d\d-\d\d)$")[0]
    adopted = _where(t["reviews"].set_index("symbol")["wg_adoption_date"], documents["document"])
    # A review without a report is known from the press of its day.
    pressed = _where(later[later["symbol"].isna()].set_index("source")["date"], documents["document"].str.lower())
    return named.fillna(adopted).fillna(pressed)


@_check("documents", "earliest", "a day of the same year, and none after its date")
def _earliest(t: Tables) -> pd.Series:
    earliest, date = t["documents"]["earliest"], t["documents"]["date"]
    held = (earliest <= date) & (earliest.str[:4] == date.str[:4])
    return earliest.isna() | held


def _in_session_of_council(documents: pd.Series, dates: pd.Series) -> pd.Series:
    """Whether days are near the Council's session that a symbol names: from the tenth on, March, June and September."""
    number = pd.to_numeric(documents.str.extract(r"^(?:HRC (?:resolution|decision) |A/HRC/(?:RES/)?)(\d+)/")[0]) - 10
    first = pd.to_datetime({"year": 2009 + number // 3, "month": 3 + 3 * (number % 3), "day": 1}, errors="coerce")
    day = pd.to_datetime(dates)
    # A report is public weeks before; the session of June may end in July.
    near = (day >= first - pd.Timedelta(days=31)) & (day < first + pd.Timedelta(days=40))
    return first.isna() | near


@_check("events", "date", "a day near the Council's session that its document names, and none before the act above it")
def _day_of_event(t: Tables) -> pd.Series:
    events = t["events"]
    before = events.groupby(["state", "event"])["date"].shift()
    return _in_session_of_council(events["document"], events["date"]) & ~(before > events["date"]).fillna(False)


@_check("documents", "date", "a day near the Council's session that its name has")
def _day_of_decision(t: Tables) -> pd.Series:
    names = t["documents"]["document"]
    return _in_session_of_council(names.where(names.str.contains("decision|Add", regex=True)), t["documents"]["date"])


# Sessions and reviews


@_check("sessions", "session", "its place in the order of sessions")
def _numbered(t: Tables) -> pd.Series:
    return pd.Series(range(1, len(t["sessions"]) + 1))


@_check("sessions", "cycle", "that of its reviews in reviews.csv")
def _cycle_of_reviews(t: Tables) -> pd.Series:
    return _where(t["reviews"].groupby("session")["cycle"].median().astype("Int64"), t["sessions"]["session"])


@_check("sessions", "start", "a Monday, after the session before")
def _monday(t: Tables) -> pd.Series:
    start = pd.to_datetime(t["sessions"]["start"])
    return (start.dt.day_of_week == 0) & ~(pd.to_datetime(t["sessions"]["end"]).shift() >= start)


@_check("sessions", "start", "the first day of its reviews in reviews.csv")
def _first_review(t: Tables) -> pd.Series:
    days = t["reviews"].dropna(subset=["review_date"])
    return _where(days.groupby("session")["review_date"].min(), t["sessions"]["session"])


@_check("sessions", "end", "a day at the end of its second week, or soon after")
def _two_weeks(t: Tables) -> pd.Series:
    lasted = pd.to_datetime(t["sessions"]["end"]) - pd.to_datetime(t["sessions"]["start"])
    return lasted.dt.days.between(11, 14)


@_check("reviews", "cycle", "that of its session in sessions.csv")
def _cycle_of_review(t: Tables) -> pd.Series:
    return _where(t["sessions"].set_index("session")["cycle"], t["reviews"]["session"])


@_check("reviews", "review_date", "a working day of its session, on which two States were reviewed at most")
def _day_of_review(t: Tables) -> pd.Series:
    reviews, sessions = t["reviews"], t["sessions"].set_index("session")
    days = reviews["review_date"]
    start, end = (_where(sessions[name], reviews["session"]) for name in ("start", "end"))
    inside = (days >= start) & (days <= end) & (pd.to_datetime(days).dt.day_of_week < 5)
    return days.isna() | (inside & (days.groupby(days).transform("size") <= 2))


@_check("reviews", "wg_adoption_date", "a day of its session, or within four weeks after it, but no Sunday")
def _day_of_adoption(t: Tables) -> pd.Series:
    reviews, sessions = t["reviews"], t["sessions"].set_index("session")
    days = pd.to_datetime(reviews["wg_adoption_date"])
    start, end = (pd.to_datetime(_where(sessions[name], reviews["session"])) for name in ("start", "end"))
    return days.isna() | ((days >= start) & (days <= end + pd.Timedelta(days=28)) & (days.dt.day_of_week < 6))


COUNTED = {
    "n_rows": "rec_id",
    "n_upr_info": "export_row",
    "n_explorer": "explorer_row",
    "n_paragraph": "paragraph",
    "n_position_wg": "position_wg",
}
"""The counts of a review, and the column of its recommendations whose values each counts."""


def _counts(name: str, column: str) -> None:
    @_check("reviews", name, f"its rows of recommendations.csv that have a value in {column}")
    def _counted(t: Tables) -> pd.Series:
        found = t["recommendations"].groupby(["sur", "cycle"])[column].count()
        return _of_pairs(t["reviews"], ["sur", "cycle"], found).fillna(0).astype("Int64")


for _name, _column in COUNTED.items():
    _counts(_name, _column)


@_check("later_reviews", "date", "a day of the first two weeks of a session of the Working Group")
def _day_of_later_review(t: Tables) -> pd.Series:
    starts = pd.to_datetime(pd.Series(list(FIRST_DAYS_OF_LATER_SESSIONS.values())))
    days = pd.to_datetime(t["later_reviews"]["date"])
    return days.map(lambda day: bool((day - starts).dt.days.between(0, 13).any()))


@_check("later_recommendations", "source_row", "its place in the list")
def _place_in_list(t: Tables) -> pd.Series:
    return t["later_recommendations"].groupby(["sur", "symbol"]).cumcount() + 1


@_check("later_recommendations", "symbol", "that of the State's review in later_reviews.csv")
def _symbol_of_later(t: Tables) -> pd.Series:
    known = t["later_reviews"].set_index(["sur", "cycle"])["symbol"]
    return _of_pairs(t["later_recommendations"], ["sur", "cycle"], known).fillna("no such review")


# What joined, what is alike, how well machines do


@_check("disagreements", "chosen", "the paragraph of its recommendation in recommendations.csv")
def _chosen(t: Tables) -> pd.Series:
    rows = t["disagreements"]
    return _where(t["recommendations"].set_index("rec_id")["paragraph"], rows["rec_id"]).where(
        rows["field"] == "paragraph"
    )


@_check("disagreements", "other", "something else than was chosen")
def _other(t: Tables) -> pd.Series:
    return t["disagreements"]["other"] != t["disagreements"]["chosen"]


@_check("not_joined", "source_row", "a row of the export without one of the Explorer in recommendations.csv, or no row")
def _alone(t: Tables) -> pd.Series:
    aside, rows = t["not_joined"], t["recommendations"]
    alone = rows.loc[rows["explorer_row"].isna(), "export_row"]
    listed = (aside["source"] == "upr_info") & aside["source_row"].isin(alone)
    return listed | ((aside["source"] == "explorer") & ~aside["source_row"].isin(rows["explorer_row"]))


@_check("not_joined", "cycle", "that of the export's row, or of the Explorer's rows beside it")
def _cycle_of_source(t: Tables) -> pd.Series:
    aside, rows = t["not_joined"], t["recommendations"]
    of_export = _where(rows.dropna(subset=["export_row"]).set_index("export_row")["cycle"], aside["source_row"])
    first_file = rows.loc[rows["cycle"] == 1, "explorer_row"].max()
    of_explorer = pd.Series(np.where(aside["source_row"] <= first_file, 1, 2), aside.index)
    return of_export.where(aside["source"] == "upr_info", of_explorer)


@_check("request_pairs", "rec_id_first", "one of the State's first review, where the other is of its second")
def _first_and_second(t: Tables) -> pd.Series:
    known = t["recommendations"].set_index("rec_id")
    first, second = (t["request_pairs"][f"rec_id_{which}"] for which in ("first", "second"))
    same = _where(known["sur"], first) == _where(known["sur"], second)
    cycles = (_where(known["cycle"], first) == 1) & (_where(known["cycle"], second) == 2)
    return same & cycles


@_check("pair_checks", "rec_id_second", "a pair of request_pairs.csv")
def _pair(t: Tables) -> pd.Series:
    keys = ["rec_id_first", "rec_id_second"]
    both = (pd.MultiIndex.from_frame(t[name][keys]) for name in ("pair_checks", "request_pairs"))
    own, every = both
    return pd.Series(own.isin(every))


@_check("coder_confusion", "n", "counts that add up to the rows of that category in the sessions of the split")
def _coded_as(t: Tables) -> pd.Series:
    counts, rows = t["coder_confusion"], t["recommendations"]
    totals = counts.groupby(["split", "action"])["n"].transform("sum")
    tried = t["coder_evaluation"].groupby("split")["session"].agg(list)
    # The rule of the first verb leaves some texts without a category.
    whole = counts["split"] != "verb_rule"
    found = {split: rows["action"][rows["session"].isin(sessions)].value_counts() for split, sessions in tried.items()}
    there = _of_pairs(counts, ["split", "action"], pd.concat(found)).fillna(0)
    return ~whole | (totals == there).astype(bool)


def _agreements(t: Tables) -> pd.DataFrame:
    """What the counts of coded and machine categories of each split give."""
    found = {}
    for split, counts in t["coder_confusion"].groupby("split"):
        table = counts.pivot(index="action", columns="machine", values="n").fillna(0).astype(float)
        table = table.reindex(index=range(1, 6), columns=range(1, 6), fill_value=0).to_numpy()
        n, same = table.sum(), np.trace(table)
        coded, machine = table.sum(axis=1), table.sum(axis=0)
        both = coded + machine
        kappa = 1 - (1 - same / n) / (1 - coded @ machine / n**2)
        alpha = 1 - (1 - same / n) / (1 - both @ (both - 1) / (2 * n * (2 * n - 1)))
        found[split] = {"n": n, "agreement": same / n, "kappa": kappa, "alpha": alpha}
    return pd.DataFrame(found).T


def _evaluated(column: str) -> None:
    @_check("coder_evaluation", column, "what the counts of coder_confusion.csv give")
    def _of_counts(t: Tables) -> pd.Series:
        rows = t["coder_evaluation"]
        whole = rows["session"].isna() & (rows["texts"] == "all")
        return _where(_agreements(t)[column].round(4), rows["split"]).where(whole)


for _name in ("n", "agreement", "kappa", "alpha"):
    _evaluated(_name)


@_check("coder_evaluation", "n", "the coded rows of its session in recommendations.csv")
def _coded_in_session(t: Tables) -> pd.Series:
    rows = t["coder_evaluation"]
    found = t["recommendations"].groupby("session")["action"].count()
    return _where(found, rows["session"]).where(rows["split"] != "verb_rule").astype("Int64")


@_check("coder_evaluation", "agreement", "a share of whole rows, which over the sessions add up to those of the split")
def _whole_rows(t: Tables) -> pd.Series:
    rows = t["coder_evaluation"]
    same, unsure = rows["n"] * rows["agreement"], rows["n"] * 0.00005
    in_session = rows["session"].notna()
    sums, doubt = (each.where(in_session, 0).groupby(rows["split"]).transform("sum") for each in (same, unsure))
    agreed = _agreements(t)
    known = _where(agreed["n"] * agreed["agreement"], rows["split"])
    held = ((same - same.round()).abs() <= unsure + 1e-6) & ((sums - known).abs() <= doubt)
    counted = rows["n"].where(in_session, 0).groupby(rows["split"]).transform("sum") == _where(
        agreed["n"], rows["split"]
    )
    return held & counted


@_check("coder_evaluation", "kappa", "less than the agreement, and nearly its alpha")
def _near_alpha(t: Tables) -> pd.Series:
    rows = t["coder_evaluation"]
    return (rows["kappa"] < rows["agreement"]) & ((rows["kappa"] - rows["alpha"]).abs() < 0.001)


@_check("reader_audit", "symbol", "that of the State's review in reviews.csv")
def _symbol_of_audit(t: Tables) -> pd.Series:
    known = t["reviews"].set_index(["sur", "session"])["symbol"]
    return _of_pairs(t["reader_audit"], ["sur", "session"], known).fillna("no such review")


@_check("reader_audit", "corpus_rows", "the export's rows on its review in recommendations.csv")
def _export_rows(t: Tables) -> pd.Series:
    found = t["recommendations"].groupby(["sur", "session"])["export_row"].count()
    return _of_pairs(t["reader_audit"], ["sur", "session"], found)


@_check("reader_audit", "announced", "what was read and what is lacking")
def _announced(t: Tables) -> pd.Series:
    return t["reader_audit"]["read"] + t["reader_audit"]["lacking"]


@_check("reader_audit", "matched", "no more than was read, or than the export has, and no less than is equal")
def _matched(t: Tables) -> pd.Series:
    rows = t["reader_audit"]
    most = rows[["reader_rows", "corpus_rows"]].min(axis=1)
    held = rows["matched"].between(rows["equal"], most) & (rows["position_known"] <= rows["reader_rows"])
    return held & (rows["read"] <= rows["reader_rows"])


# Votes and ties


@_check("roll_calls", "rcid", "a number greater than that of the row above")
def _in_order(t: Tables) -> pd.Series:
    return ~(t["roll_calls"]["rcid"].diff() <= 0)


@_check("roll_calls", "session", "that of its resolution's symbol")
def _session_of_resolution(t: Tables) -> pd.Series:
    calls = t["roll_calls"]
    number = pd.to_numeric(calls["resolution"].str.extract(r"^A/RES/(\d+)/")[0]).astype("Int64")
    return number.mask(calls["rcid"].isin(MISPRINTED))


@_check("roll_calls", "date", "a day of its session, which begins in September")
def _day_of_vote(t: Tables) -> pd.Series:
    calls = t["roll_calls"]
    day = pd.to_datetime(calls["date"])
    since = 12 * (day.dt.year - 1945 - calls["session"]) + day.dt.month - 9
    return since.between(0, 12) | calls["rcid"].isin(MISPRINTED)


@_check("roll_call_votes", "votes", "a letter for each row of roll_calls.csv")
def _letters(t: Tables) -> pd.Series:
    return t["roll_call_votes"]["votes"].str.len() == len(t["roll_calls"])


@_check("country_votes", "vote", "the letter of its roll call in roll_call_votes.csv")
def _letter(t: Tables) -> pd.Series:
    votes, calls = t["country_votes"], t["roll_calls"]["resolution"].drop_duplicates()
    letters = t["roll_call_votes"].set_index("iso3")["votes"]
    place = _where(pd.Series(calls.index, index=calls), votes["resolution"])
    spelt = [
        line[int(at)] if pd.notna(at) and isinstance(line, str) and at < len(line) else None
        for line, at in zip(_where(letters, votes["iso3"]), place, strict=True)
    ]
    return pd.Series(spelt, votes.index, dtype=object).map({**BALLOTS, "-": "no vote"})


@_check("country_votes", "date", "the day of its roll call in roll_calls.csv")
def _day_of_roll_call(t: Tables) -> pd.Series:
    return _where(t["roll_calls"].set_index("resolution")["date"], t["country_votes"]["resolution"])


@_check("country_votes", "date", "the day of all votes on its resolution, near the session that its symbol names")
def _one_day(t: Tables) -> pd.Series:
    votes = t["country_votes"]
    same = votes.groupby("resolution")["date"].transform("nunique") == 1
    year = votes["resolution"].str.extract(r"^E/CN\.4/RES/(\d{4})/")[0]
    april = year.isna() | (votes["date"].str[:7] == year + "-04")
    return same & april & _in_session_of_council(votes["resolution"], votes["date"])


@_check("country_votes", "target", "that of its resolution in country_resolutions.csv")
def _target(t: Tables) -> pd.Series:
    votes = t["country_votes"]
    known = _where(t["country_resolutions"].set_index("resolution")["target"], votes["resolution"])
    # Those of the Council and its Commission are on the DPRK only.
    return known.fillna(pd.Series("no such resolution", votes.index)).where(votes["body"] == "GA", "PRK")


ESTIMATES = ("all", "human_rights", "all_2025", "passage_2025")
"""The votes that ideal points are estimated from."""


@_check("ideal_points", "ideal_point_all", "a point near those by other votes, each with its number of votes")
def _near_each_other(t: Tables) -> pd.Series:
    points = t["ideal_points"]
    values = points[[f"ideal_point_{name}" for name in ESTIMATES]]
    counts = points[[f"n_votes_{name}" for name in ESTIMATES]]
    apart = values.max(axis=1) - values.min(axis=1)
    given = (values.notna().to_numpy() == counts.notna().to_numpy()).all(axis=1)
    return (apart < NEAR_ESTIMATES) & given


@_check(
    "ideal_points", "n_votes_all", "no more votes than the State cast in roll_call_votes.csv, and no fewer on a part"
)
def _votes_cast(t: Tables) -> pd.Series:
    points, votes = t["ideal_points"], t["roll_call_votes"]
    letters = np.array(votes["votes"].tolist()).view("U1").reshape(len(votes), -1)
    cast = pd.DataFrame((letters != "-") & (letters != ""), index=votes["iso3"])
    by_session = cast.T.groupby(t["roll_calls"]["session"]).sum().T.stack()
    cast = _of_pairs(points, ["iso3", "session"], by_session)
    # The estimates count one vote on which the roll calls have a question in two parts.
    held = (points["n_votes_all"] <= cast + 1) & (points["n_votes_human_rights"] <= points["n_votes_all"])
    nearly = points["n_votes_passage_2025"] <= points["n_votes_all_2025"] + 1
    return held.fillna(True) & nearly.fillna(True)


@_check("memberships", "year", "the year after that of the row above, for one State in one organisation")
def _years_in_a_row(t: Tables) -> pd.Series:
    rows = t["memberships"]
    steps = rows.groupby(["iso3", "organisation"])["year"].diff()
    back = pd.MultiIndex.from_frame(rows[["iso3", "organisation", "year"]]) == CAME_BACK
    return steps.isna() | (steps == 1) | back


@_check("dyads", "year", "the year before a review of the State, with every other State once")
def _year_before_review(t: Tables) -> pd.Series:
    rows = t["dyads"]
    reviews = t["reviews"].join(t["sessions"].set_index("session")["start"], on="session")
    before = reviews["start"].str[:4].astype(int) - 1
    # Where the organisations of the last year are not known, those of the year before stand beside it.
    last = before[before == max(TIE_YEARS)]
    wanted = pd.MultiIndex.from_arrays([[*reviews["sur"], *reviews["sur"][last.index]], [*before, *(last - 1)]])
    others = rows.groupby(["iso3", "year"])["iso3_other"].transform("nunique")
    complete = others == rows["iso3"].nunique() - 1
    return pd.Series(pd.MultiIndex.from_frame(rows[["iso3", "year"]]).isin(wanted), rows.index) & complete


@_check("dyads", "shared_organisations", "what the pair has in the other order, and nearly what it has in other years")
def _both_ways(t: Tables) -> pd.Series:
    rows = t["dyads"]
    swapped = rows["iso3"] > rows["iso3_other"]
    pair = pd.DataFrame(
        {
            "one": rows["iso3"].mask(swapped, rows["iso3_other"]),
            "other": rows["iso3_other"].mask(swapped, rows["iso3"]),
            "year": rows["year"],
            "n": rows["shared_organisations"].astype("Float64"),
        }
    )
    of_year = pair.groupby(["one", "other", "year"])["n"]
    same = of_year.transform("min") == of_year.transform("max")
    ordered = pair.dropna().sort_values(["one", "other", "year"])
    steps = ordered.groupby(["one", "other"])[["n", "year"]].diff()
    near = (steps["n"].abs() <= NEW_ORGANISATIONS * steps["year"]) | (steps["year"].fillna(0) == 0)
    return same.fillna(True) & near.reindex(rows.index).fillna(True)
