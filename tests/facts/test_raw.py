"""Claims about the committed facts and how they are read. They need no sources: a plain clone makes them."""

import pandas as pd
import pytest

from uprlib import paths
from uprlib.errors import SchemaError
from uprlib.facts import contract, csv_files, raw

HEADER = "session,cycle,start,end,confirmed,source\n"


@pytest.fixture(scope="module")
def facts():
    return raw.read("recommendations")


@pytest.fixture(scope="module")
def dprk(facts):
    return facts[facts["sur"] == "PRK"]


def test_both_cycles_are_complete(facts):
    reviews = raw.read("reviews")
    assert sorted(facts["session"].unique()) == list(range(1, 27))
    assert reviews.groupby("cycle")["sur"].nunique().to_dict() == {1: 192, 2: 193}
    # South Sudan became a State between the cycles: it has one review.
    assert set(reviews.loc[reviews["cycle"] == 2, "sur"]) - set(reviews.loc[reviews["cycle"] == 1, "sur"]) == {"SSD"}


def test_every_row_of_the_export_is_there_once(facts):
    rows = facts["export_row"].dropna()
    assert sorted(rows) == list(range(41_066))


def test_at_least_988_of_1000_export_rows_have_a_paragraph(facts):
    assert facts.loc[facts["export_row"].notna(), "paragraph"].notna().mean() > 0.9875


@pytest.mark.parametrize(
    ("lead", "paragraphs", "rows"), [("90", 117, 117), ("91", 50, 50), ("124", 185, 186), ("125", 83, 83)]
)
def test_no_paragraph_of_the_dprks_reviews_is_missing(dprk, lead, paragraphs, rows):
    own = dprk[dprk["paragraph"].str.startswith(lead + ".")]
    assert sorted(own["paragraph"].str.split(".").str[1].astype(int).unique()) == list(range(1, paragraphs + 1))
    assert len(own) == rows


def test_paragraph_124_7_is_one_recommendation_in_two_rows(dprk):
    split = dprk[dprk["paragraph"] == "124.7"]
    assert split["rec_id"].tolist() == ["A/HRC/27/10:124.7:TUN:1", "A/HRC/27/10:124.7:TUN:2"]
    assert sorted(split["position_upr_info"]) == ["accepted", "noted"] and set(split["flag"]) == {"split"}
    # Less the split row, the export's 269 and 114 are the report's 268 and 113.
    second = dprk[dprk["cycle"] == 2]
    assert (len(second), (second["position_upr_info"] == "accepted").sum()) == (269, 114)


def test_the_dprk_accepted_none_of_167_in_the_record(dprk):
    first = dprk[dprk["cycle"] == 1]
    assert len(first) == 167 and set(first["position_upr_info"]) == {"noted"}


def test_south_sudans_session_11_is_marked(facts):
    marked = facts[facts["flag"].fillna("").str.contains("no_review")]
    assert len(marked) == 33 and set(marked["sur"]) == {"SSD"} and set(marked["session"]) == {11}


def test_the_sources_never_disagree_on_a_position(facts):
    both = facts.dropna(subset=["position_upr_info", "position_explorer"])
    assert len(both) > 40_000 and (both["position_upr_info"] == both["position_explorer"]).all()
    assert set(raw.read("disagreements")["field"]) == {"paragraph"}


def test_rows_that_did_not_join_are_listed_with_a_reason(facts):
    alone = raw.read("not_joined")
    only_export = facts[facts["position_upr_info"].notna() & facts["position_explorer"].isna()]
    assert set(alone.loc[alone["source"] == "upr_info", "source_row"]) == set(only_export["export_row"])
    assert alone["reason"].str.len().min() > 10


def test_sessions_21_to_26_have_no_coded_action(facts):
    later = facts[facts["session"] > 20]
    assert later["action"].isna().all() and later["issues"].isna().all() and later["position_upr_info"].isna().all()


def test_five_documents_tell_the_dprks_history(dprk):
    history = raw.read("positions")
    counts = history[history["rec_id"].isin(dprk["rec_id"])].groupby(["document", "position"]).size()
    assert counts["A/HRC/13/13"].to_dict() == {"not_accepted": 50, "pending": 117}
    assert counts["HRC decision 13/112"].to_dict() == {"noted": 117}
    assert counts["A/HRC/WG.6/19/PRK/1 annex"].to_dict() == {
        "accepted": 6,
        "not_fully_accepted": 12,
        "noted": 1,
        "partly_accepted": 1,
    }
    assert counts["A/HRC/27/10"].to_dict() == {"not_accepted": 83, "pending": 186}
    assert counts["A/HRC/27/10/Add.1"].to_dict() == {"accepted": 114, "not_fully_accepted": 72}


def test_every_recommendation_has_its_final_position_in_the_history(facts):
    history = raw.read("positions")
    assert set(history.loc[history["stage"] == "outcome", "rec_id"]) == set(facts["rec_id"])
    room = history[history["stage"] == "working_group"]
    assert set(room["rec_id"]) >= set(facts.loc[facts["position_wg"].notna(), "rec_id"])


def test_the_totals_add_up():
    totals = raw.read("position_totals")
    for document, rows in totals.groupby("document"):
        assert rows["n"].sum() == rows["of"].iloc[0], document


def test_events_of_the_inquiry_are_in_order():
    events = raw.read("events")
    own = events[events["state"] == "PRK"].set_index("kind")["date"]
    assert list(own[["mandate", "report_dated", "report_public", "resolution"]]) == [
        "2013-03-21",
        "2014-02-07",
        "2014-02-17",
        "2014-03-28",
    ]


@pytest.mark.parametrize("table", [path.stem for path in sorted(paths.raw().glob("*.csv"))])
def test_every_table_meets_its_contract(table):
    assert len(raw.read(table))
    assert contract.columns(table) == list(pd.read_csv(paths.raw() / f"{table}.csv", nrows=0).columns)


def test_no_column_holds_sentences():
    """No text of a recommendation: the longest value of a derived table is a reason or a list of issues."""
    for table in ("recommendations", "positions", "reviews", "disagreements", "not_joined"):
        frame = raw.read(table)
        assert "text" not in frame
        for column in frame.select_dtypes("str"):
            if column not in ("issues", "reason", "document"):
                assert frame[column].dropna().str.len().max() <= 40, (table, column)


def test_the_codebook_states_the_counts_of_the_data(facts):
    words = (paths.home() / "data" / "README.md").read_text(encoding="utf-8")
    alone = raw.read("not_joined")
    export = facts[facts["export_row"].notna()]
    later = facts[facts["session"] > 20]
    from_report = (export["paragraph_source"] == "report").sum()
    counts = {
        "export rows (sessions 1-20) | {:,}": len(export),
        "joined to the Explorer | {:,}": (export["position_explorer"].notna()).sum(),
        "`not_joined.csv` says why) | {:,}": (alone["kept"]).sum(),
        "in different words) | {:,}": (~alone["kept"]).sum(),
        "sessions 21-26 (kept) | {:,}": len(later),
        "**recommendations in all** | **{:,}**": len(facts),
        "export rows with a paragraph | {:,}": export["paragraph"].notna().sum(),
        "%): {:,} from the reports": from_report,
        "from the reports, {:,} from the Explorer": (export["paragraph_source"] == "explorer").sum(),
        "(the Explorer's) | {:,}": later["paragraph"].notna().sum(),
        "stated in the Working Group | {:,}": (raw.read("positions")["stage"] == "working_group").sum(),
        "the report's number is chosen) | {:,}": len(raw.read("disagreements")),
    }
    for words_of_row, count in counts.items():
        row = words_of_row.format(count)
        assert row in words, f"data/README.md does not say what the tables hold: {row}"


def test_the_codebook_names_every_table_and_column():
    words = (paths.home() / "data" / "README.md").read_text(encoding="utf-8")
    for path in paths.raw().iterdir():
        assert path.name in words
    for column in contract.columns("recommendations"):
        assert f"`{column}`" in words, column


# FACTS: yes, no, abstentions in the Assembly, as recorded. The press gave 101 in favour of 62/167.
DPRK_VOTES = {
    "60/173": (88, 21, 60),
    "61/174": (99, 21, 56),
    "62/167": (102, 22, 58),
    "63/190": (94, 22, 63),
    "64/175": (98, 20, 63),
    "65/225": (106, 20, 57),
    "66/174": (123, 16, 51),
    "69/188": (116, 20, 53),
    "70/172": (119, 19, 48),
}


@pytest.mark.parametrize(("resolution", "counts"), DPRK_VOTES.items())
def test_the_assemblys_votes_on_the_dprk_are_as_recorded(resolution, counts):
    votes = raw.read("country_votes")
    own = votes[votes["resolution"] == f"A/RES/{resolution}"]
    assert tuple(int((own["vote"] == vote).sum()) for vote in ("yes", "no", "abstain")) == counts
    assert set(own["target"]) == {"PRK"} and set(own.loc[own["iso3"] == "PRK", "vote"]) <= {"no"}


def test_a_country_vote_is_the_letter_of_its_roll_call():
    calls, letters, votes = (raw.read(name) for name in ("roll_calls", "roll_call_votes", "country_votes"))
    assert letters["votes"].str.len().unique().tolist() == [len(calls)] and len(letters) == 193
    place = calls.index[calls["resolution"] == "A/RES/66/174"][0]
    own = votes[votes["resolution"] == "A/RES/66/174"].set_index("iso3")["vote"]
    spelt = letters.set_index("iso3")["votes"].str[place].map({"y": "yes", "n": "no", "a": "abstain"}).dropna()
    pd.testing.assert_series_equal(own.sort_index(), spelt.sort_index(), check_names=False, check_dtype=False)


def test_ideal_points_are_there_for_the_year_before_each_review_of_the_dprk():
    points = raw.read("ideal_points").set_index(["iso3", "session"])
    assert points.loc[[("PRK", 63), ("PRK", 68)], "ideal_point_all"].notna().all()
    # "NA" is Namibia's two-letter code, not a missing value.
    assert points.loc["NAM", "ideal_point_all"].count() == 15 == points.loc["SRB", "ideal_point_all"].count()


def test_the_ideal_points_of_2025_are_near_those_of_2020_and_go_on_to_2024():
    points = raw.read("ideal_points")
    both = points[["ideal_point_all", "ideal_point_all_2025"]].dropna().astype(float)
    assert len(both) > 2_800 and both.corr().iloc[0, 1] > 0.98
    assert points.loc[points["ideal_point_passage_2025"].notna(), "session"].max() == 79
    assert points.loc[points["ideal_point_all_2025"].notna(), "session"].max() == 78


def test_paragraph_124_10_is_not_124_1(tmp_path):
    table = raw.read("recommendations")
    dprk = table[(table["symbol"] == "A/HRC/27/10")]
    assert {"124.1", "124.10", "124.100"} <= set(dprk["paragraph"])
    assert str(table["paragraph"].dtype).startswith("str")


def test_yes_and_no_are_the_only_booleans(tmp_path):
    path = tmp_path / "sessions.csv"
    path.write_text("session,cycle,start,end,confirmed,source\n6,1,2009-11-30,2009-12-11,perhaps,reports\n")
    with pytest.raises(SchemaError, match=r"row 2, column confirmed.*'perhaps'.*yes or no"):
        raw.read("sessions", path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file holds nothing"),
        (b"session,cycle\n1,2,3,4\n1\n\xff", "found 'ANSI with commas'"),
        (HEADER.replace(",", ";").encode(), "found 'UTF-8 with semicolons'"),
        (HEADER.encode("utf-16"), "found 'UTF-16 with commas'"),
        (HEADER.encode("utf-32"), "not a text file"),
        (f"{HEADER}6,1,2009-11-30\n".encode(), "wrong number of cells; found 3; expected 6"),
        (f"{HEADER}6,1,2009-11-30,2009-12-11,yes,reports,more\n".encode(), "wrong number of cells; found 7"),
        (f'{HEADER}6,1,2009-11-30,2009-12-11,yes,"reports\n'.encode(), "the file is not well-formed CSV"),
        (f"{HEADER.strip()},cycle\n".encode(), "a column occurs twice"),
        (None, "there is no such table"),
    ],
)
def test_a_table_that_cannot_be_read_says_what_to_do(tmp_path, content, words, monkeypatch):
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    path = tmp_path / "sessions.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SchemaError, match=rf"sessions\.csv.*: .*{words}") as refused:
        raw.read("sessions", path)
    # What a person has edited is never to be thrown away: only a file that is not there is checked out.
    assert ("git checkout" in str(refused.value)) == (content is None)


def test_the_mark_and_the_line_ends_of_a_spreadsheet_change_nothing(tmp_path):
    path = tmp_path / "sessions.csv"
    saved = (paths.raw() / "sessions.csv").read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(saved.encode("utf-8-sig") + b",,,,,\r\n\r\n")
    pd.testing.assert_frame_equal(raw.read("sessions", path), raw.read("sessions"))


def test_a_row_is_named_as_a_spreadsheet_counts_it(tmp_path):
    """An empty line counts, and a cell of two lines is in one row."""
    path = tmp_path / "sessions.csv"
    path.write_text(
        f'{HEADER}6,1,2009-11-30,2009-12-11,yes,"two\nlines"\n\n7,1,2010-02-08,2010-02-19,yes,reports\n'
        "8,1st,2010-05-03,2010-05-14,yes,reports\n"
    )
    with pytest.raises(SchemaError, match=r"row 5, column cycle: .*found '1st'"):
        raw.read("sessions", path)


def test_one_column_is_read_without_the_rest(project_copy):
    assert "COI on the DPRK" in set(raw.column("events", "event"))
    (project_copy / "data" / "raw" / "events.csv").write_text("state,evnt\nPRK,a\n")
    with pytest.raises(SchemaError, match=r"data/raw/events\.csv, column event: .*did you mean evnt\?"):
        raw.column("events", "event")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("events_bad_date", "row 2, column date: .*'2013-02-30'"),
        ("events_iso_lower", "row 3, column state: .*'prk'"),
        ("events_semicolon", "UTF-8 with semicolons"),
        ("events_utf16", "UTF-16 with commas"),
        ("reviews_1st", "row 10, column cycle: .*'1st'"),
        ("reviews_session_float", "row 10, column session: .*'1.0'"),
    ],
)
def test_the_tables_of_case_22_are_refused_with_row_and_value(sources, name, words):
    path = sources.parent / "cases" / "22" / f"{name}.csv"
    if not path.exists():
        pytest.skip("the cases are absent (beside UPRLIB_SOURCES)")
    with pytest.raises(SchemaError, match=words):
        raw.read(name.partition("_")[0], path)


def test_what_is_written_is_what_was_read(tmp_path):
    for table in ("sessions", "events", "states"):
        raw.write(table, raw.read(table), tmp_path / f"{table}.csv")
        assert (tmp_path / f"{table}.csv").read_bytes() == (paths.raw() / f"{table}.csv").read_bytes()


@pytest.fixture
def in_parts(monkeypatch):
    """Tables that are much larger than the project's own come in parts: here its own do, each of some 4,000 rows."""
    monkeypatch.setattr(csv_files, "AT_A_TIME", 1 << 19)


def test_a_table_that_comes_in_parts_is_the_same(facts, in_parts):
    assert len(list(raw.parts("recommendations"))) > 10
    pd.testing.assert_frame_equal(raw.read("recommendations"), facts)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        # The key of the last row becomes that of the first, which stands in another part.
        (
            "A/HRC/34/9:-:USA:2,",
            "A/HRC/8/19:60.1:SVN:1,",
            r"row 57596, column rec_id: two rows .*'A/HRC/8/19:60.1:SVN:1'",
        ),
        ("A/HRC/34/9:-:USA:2,LTU", "A/HRC/34/9:-:USA:2,Ltu", r"row 57596, column sur: .*'Ltu'; expected an ISO 3166"),
        ("A/HRC/34/9:-:USA:2,LTU", "A/HRC/34/9:-:USA:2", "row 57596: a row has the wrong number of cells; found 16"),
    ],
)
def test_what_is_wrong_in_the_last_part_is_named_with_its_row(tmp_path, in_parts, old, new, words):
    path = tmp_path / "recommendations.csv"
    text = (paths.raw() / "recommendations.csv").read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SchemaError, match=words):
        raw.read("recommendations", path)


def test_two_keys_with_the_same_mark_are_two_keys(in_parts, monkeypatch):
    monkeypatch.setattr(pd.util, "hash_pandas_object", lambda keys, index: pd.Series(0, index=keys.index))
    assert raw.read("positions")["rec_id"].nunique() == 57_595
