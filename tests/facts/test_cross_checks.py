"""Each check is shown by a fact that contradicts another, with real rows; the facts as they are contradict nothing."""

import re

import pytest

from uprlib import cli, paths
from uprlib.facts import cross_checks, raw
from uprlib.facts.cross_checks import CHECKS, REFERENCES


@pytest.fixture(scope="module")
def facts():
    tables = cross_checks.Tables()
    assert cross_checks.contradictions(tables) == []
    return tables


def changed(facts, table, of, column, value):
    """The facts with another value in the first row that is as `of` says; and the row as a spreadsheet counts it."""
    rows = facts[table].copy()
    own = rows
    for name, held in of.items():
        own = own[own[name] == held]
    rows.loc[own.index[0], column] = value
    return cross_checks.Tables({**facts, table: rows}), own.index[0] + 2


PRK1, PRK2 = {"symbol": "A/HRC/13/13"}, {"symbol": "A/HRC/27/10"}
ANNEX = {"document": "A/HRC/WG.6/19/PRK/1 annex"}
CONTRADICTING = {
    "_identifier": (
        "recommendations",
        PRK2,
        "paragraph",
        "124.2",
        "row {row}, column rec_id: .*KAZ:1'; expected A/HRC/27/10:124.2:KAZ:1: the symbol",
    ),
    "_cycle_of_session": ("recommendations", PRK2, "cycle", 1, "row {row}, column cycle: .*found 1; expected 2: that"),
    "_session_of_report": ("recommendations", PRK2, "session", 18, "found 18; expected 19: that of its report"),
    "_symbol_of_review": ("recommendations", PRK2, "symbol", "A/HRC/27/11", "found 'A/HRC/27/11'.*A/HRC/27/10: that"),
    "_each_export_row": ("recommendations", {"export_row": 7}, "export_row", 8, "column export_row: .*found"),
    "_each_explorer_row": ("recommendations", {"explorer_row": 7}, "explorer_row", 56_674, "found 56674; .*once, here"),
    "_one_position": (
        "recommendations",
        {**PRK2, "position_explorer": "noted"},
        "position_explorer",
        "accepted",
        "noted: UPR",
    ),
    "_coded_rows": ("recommendations", {"session": 21}, "action", 4, "found 4; expected a category where the export"),
    "_outcome": ("positions", {"stage": "outcome"}, "stage", "later", r"recommendations.*that has an outcome"),
    "_uncoded": ("machine_actions", {}, "rec_id", "A/HRC/27/10:124.1:KAZ:1", "one that nobody has coded"),
    "_document": ("positions", {"document": "A/HRC/27/10"}, "document", "A/HRC/27/11", "the report of its review"),
    "_day_of_document": (
        "positions",
        {"document": "A/HRC/27/10"},
        "date",
        "2014-05-07",
        "expected 2014-05-06: the day",
    ),
    "_position": (
        "positions",
        {"document": "HRC decision 13/112"},
        "position",
        "accepted",
        "expected noted: that of its",
    ),
    "_first_of_run": ("document_positions", {**ANNEX, "first": 5}, "first", 6, "found 6; expected 5: the number after"),
    "_last_of_run": (
        "document_positions",
        {"last": 185},
        "last",
        186,
        "found 186; expected 185(.0)?: the last paragraph",
    ),
    "_report_of_document": (
        "document_positions",
        ANNEX,
        "symbol",
        "A/HRC/27/10",
        "expected A/HRC/13/13: the report of",
    ),
    "_sum_of_positions": ("position_totals", ANNEX, "n", 82, "found 117; expected 118: what its document's counts"),
    "_paragraphs_with_position": (
        "position_totals",
        {"n": 185},
        "n",
        186,
        "found 186; expected 185(.0)?: the paragraphs",
    ),
    "_day_of_totals": ("position_totals", ANNEX, "date", "2014-05-02", "expected 2014-05-01: the day of its document"),
    "_cycle_of_totals": ("position_totals", ANNEX, "cycle", 2, "found 2; expected 1: that of its document"),
    "_symbol_of_totals": ("position_totals", ANNEX, "symbol", "A/HRC/13/14", "A/HRC/13/13: that of the State's review"),
    "_day_of_report": (
        "documents",
        {"document": "A/HRC/27/10"},
        "date",
        "2014-05-07",
        "2014-05-06: the day that reviews",
    ),
    "_earliest": ("documents", ANNEX, "earliest", "2014-05-28", "found '2014-05-28'; expected a day of the same year"),
    "_day_of_event": ("events", {"document": "A/HRC/25/63"}, "date", "2015-02-07", "near the Council's session"),
    "_day_of_decision": ("documents", {"document": "HRC decision 13/112"}, "date", "2011-03-18", "near the Council's"),
    "_numbered": ("sessions", {"session": 19}, "session", 9, "found 9; expected 19: its place in the order"),
    "_cycle_of_reviews": ("sessions", {"session": 19}, "cycle", 1, "found 1; expected 2: that of its reviews"),
    "_monday": ("sessions", {"session": 24}, "start", "2016-01-19", "found '2016-01-19'; expected a Monday"),
    "_first_review": ("sessions", {"session": 19}, "start", "2014-04-21", "expected 2014-04-28: the first day of its"),
    "_two_weeks": ("sessions", {"session": 24}, "end", "2016-02-29", "found '2016-02-29'; expected a day at the end"),
    "_cycle_of_review": ("reviews", PRK2, "cycle", 1, "found 1; expected 2: that of its session"),
    "_day_of_review": ("reviews", PRK2, "review_date", "2014-05-10", "found '2014-05-10'; expected a working day"),
    "_day_of_adoption": (
        "reviews",
        PRK2,
        "wg_adoption_date",
        "2014-07-06",
        "found '2014-07-06'; expected a day of its",
    ),
    "_counted": ("reviews", PRK2, "n_rows", 268, "found 268; expected 269: its rows of recommendations.csv that have"),
    "_day_of_later_review": (
        "later_reviews",
        {},
        "date",
        "2019-06-09",
        "found '2019-06-09'; expected a day of the first",
    ),
    "_place_in_list": (
        "later_recommendations",
        {"source_row": 12},
        "source_row",
        18,
        "found 18; expected 12: its place",
    ),
    "_symbol_of_later": ("later_recommendations", {}, "cycle", 4, "column symbol: .*expected no such review"),
    "_chosen": ("disagreements", {}, "chosen", "92.99", "found '92.99'; expected 92.10: the paragraph of its"),
    "_other": ("disagreements", {}, "other", "92.10", "found '92.10'; expected something else than was chosen"),
    "_alone": (
        "not_joined",
        {"source": "upr_info"},
        "source_row",
        391,
        "found 391; expected a row of the export without",
    ),
    "_cycle_of_source": ("not_joined", {"source": "explorer"}, "cycle", 2, "found 2; expected 1: that of the export's"),
    "_first_and_second": ("request_pairs", {}, "rec_id_first", "A/HRC/27/10:124.1:KAZ:1", "one of the State's first"),
    "_pair": ("pair_checks", {}, "rec_id_second", "A/HRC/27/10:124.1:KAZ:1", "expected a pair of request_pairs.csv"),
    "_coded_as": (
        "coder_confusion",
        {"split": "by_state", "action": 5},
        "n",
        1,
        "found 1; expected counts that add up",
    ),
    "_of_counts": ("coder_evaluation", {"split": "by_state"}, "kappa", 0.8785, "found 0.8785; expected 0.8784: what"),
    "_coded_in_session": ("coder_evaluation", {"session": 19}, "n", 2828, "found 2828; expected 2829: the coded rows"),
    "_whole_rows": ("coder_evaluation", {"session": 1}, "agreement", 0.8606, "expected a share of whole rows"),
    "_near_alpha": ("coder_evaluation", {"session": 1}, "kappa", 0.8149, "less than the agreement, and nearly its"),
    "_symbol_of_audit": ("reader_audit", {"sur": "FRA"}, "session", 3, "column symbol: .*'A/HRC/8/47'.*no such review"),
    "_export_rows": ("reader_audit", {"sur": "FRA"}, "corpus_rows", 37, "found 37; expected 36: the export's rows"),
    "_announced": ("reader_audit", {"sur": "FRA"}, "lacking", 1, "found 33; expected 34: what was read and what"),
    "_matched": ("reader_audit", {"sur": "FRA"}, "matched", 37, "found 37; expected no more than was read"),
    "_in_order": ("roll_calls", {"rcid": 4592}, "rcid", 4492, "found 4492; expected a number greater"),
    "_session_of_resolution": (
        "roll_calls",
        {"resolution": "A/RES/66/174"},
        "session",
        65,
        "found 65; expected 66: that",
    ),
    "_day_of_vote": (
        "roll_calls",
        {"resolution": "A/RES/66/174"},
        "date",
        "2012-12-19",
        "expected a day of its session",
    ),
    "_letters": ("roll_call_votes", {"iso3": "PRK"}, "votes", "yn", "found 'yn'; expected a letter for each row"),
    "_letter": (
        "country_votes",
        {"resolution": "A/RES/66/174"},
        "vote",
        "absent",
        "found 'absent'; expected .*the letter",
    ),
    "_day_of_roll_call": (
        "country_votes",
        {"resolution": "A/RES/66/174"},
        "date",
        "2011-12-18",
        "2011-12-19: the day of",
    ),
    "_one_day": (
        "country_votes",
        {"resolution": "A/HRC/RES/25/25"},
        "date",
        "2014-03-27",
        "the day of all votes on its",
    ),
    "_target": (
        "country_votes",
        {"resolution": "A/RES/66/174"},
        "target",
        "SYR",
        "found 'SYR'; expected PRK: that of its",
    ),
    "_near_each_other": ("ideal_points", {"iso3": "PRK"}, "ideal_point_all", 2.5, "found 2.5; expected a point near"),
    "_votes_cast": ("ideal_points", {"iso3": "AFG"}, "n_votes_all", 986, "found 986; expected no more votes"),
    "_years_in_a_row": (
        "memberships",
        {"iso3": "CUB", "year": 2010},
        "year",
        2016,
        "found 2016; expected the year after",
    ),
    "_year_before_review": ("dyads", {"iso3": "PRK", "year": 2008}, "year", 2007, "expected the year before a review"),
    "_both_ways": ("dyads", {"iso3": "PRK", "iso3_other": "CHN"}, "shared_organisations", 75, "in the other order"),
}
"""By the name of the function: a table, a row of it, a column, another value, and what is then said."""


@pytest.mark.parametrize("name", CONTRADICTING)
def test_a_fact_that_contradicts_another_is_named_with_both(facts, name):
    table, of, column, value, words = CONTRADICTING[name]
    tables, row = changed(facts, table, of, column, value)
    own = [check for check in CHECKS if check.tried.__name__ == name]
    found = cross_checks.contradictions(tables, own)
    assert found and found[0].startswith("file data/raw/") and "the facts contradict each other" in found[0]
    assert re.search(words.replace("{row}", str(row)), found[0]), found[0]


def test_every_check_is_shown_to_fail():
    names = {check.tried.__name__ for check in CHECKS}
    assert names == {*CONTRADICTING, "_known"}


@pytest.mark.parametrize(("to", "of"), [(to, of) for to, every in REFERENCES.items() for of in every])
def test_a_name_that_nothing_has_is_named(facts, to, of):
    table, column = of.split(".")
    tables, row = changed(facts, table, {}, column, "XXX")
    (own,) = [
        check for check in CHECKS if check[:2] == (table, column) and f"{to.split('.')[0]}.csv has" in check.words
    ]
    assert (
        f"row {row}, column {column}: the facts contradict each other; found 'XXX'"
        in cross_checks.contradictions(tables, [own])[0]
    )


def test_a_review_that_stands_in_two_tables_is_a_contradiction_and_stops_no_check(facts):
    tables, _ = changed(facts, "later_reviews", {}, "cycle", 2)
    assert any(
        "later_recommendations.csv, row 2, column symbol" in words for words in cross_checks.contradictions(tables)
    )


def test_a_table_that_cannot_be_read_is_read_and_said_once(project_copy, monkeypatch):
    path, read, asked = paths.raw() / "sessions.csv", raw.read, []
    path.write_text(path.read_text().replace("6,1,2009-11-30", "6,7,2009-11-30"))
    monkeypatch.setattr(raw, "read", lambda name: (asked.append(name), read(name))[1])
    (words,) = [each for each in cross_checks.contradictions() if "sessions.csv" in each]
    assert "row 7, column cycle" in words and "found '7'" in words and asked.count("sessions") == 1


def test_facts_that_contradict_each_other_are_not_signed(project_copy, capsys):
    path, signed = paths.raw() / "position_totals.csv", paths.datapackage().read_bytes()
    path.write_text(path.read_text().replace("annex,accepted,81,117", "annex,accepted,80,117"))
    with pytest.raises(SystemExit) as ended:
        cli.main(["refresh", "--checksums"])
    said = capsys.readouterr().err
    assert ended.value.code == 2 and paths.datapackage().read_bytes() == signed
    assert "position_totals.csv, row 5, column of: the facts contradict each other; found 117; expected 116" in said
