"""Claims about OHCHR's thematic lists: cycles 2 and 3 with real lists, cycle 4 with an invented one."""

import docx
import pandas as pd
import pytest

from uprlib.errors import SourceError, StateError
from uprlib.readers import dihr, thematic_list
from uprlib.readers.bad_rows import unread
from uprlib.readers.opening.head import Head

CYCLE_3 = ["Recommendation", "Position", "Full list of themes", "Assessment/comments on level of implementation"]
CYCLE_4 = [
    "Recommendation and recommending State",
    "Position of the State under review",
    "Human rights themes and groups of persons",
    "Relevant SDGs",
]
SOURCE = "\nSource of Position: A/HRC/58/9/Add.1 - Para.3"
ROW = [
    "140.7 Invent a rule (Maldives) (Portugal);" + SOURCE,
    "Supported",
    "- Invented theme\n- Children: definition; protection\nGroups of Persons: \n- Children\n- Public officials",
    "- 1 - NO POVERTY\n- 16 - PEACE",
]


def changed(place, value):
    return [*ROW[:place], value, *ROW[place + 1 :]]


def test_cycle_4_has_the_goals_in_the_fourth_column(thematic_docx):
    table = thematic_list.read(thematic_docx(CYCLE_4, ["Theme: Invented theme", ROW]))
    assert table["recommender"].tolist() == ["MDV", "PRT"]
    row = table.iloc[0]
    assert (row["sur"], row["cycle"], row["session"], row["paragraph"]) == ("NOR", 4, 47, "140.7")
    assert (row["text"], row["position"], row["symbol"]) == ("Invent a rule", "accepted", "A/HRC/58/9")
    assert row["themes"] == "Invented theme;Children: definition; protection"
    assert row["sdgs"] == "1 - NO POVERTY;16 - PEACE"
    assert row["persons"] == "Children;Public officials"
    assert row["source_row"] == 3


def test_cycle_3_has_the_goals_among_the_themes(thematic_docx):
    themes = "- Invented theme\nSDGs: \n- 3 - HEALTH\nAffected persons: \n- Women"
    row = ["121.2 Invent rules (Ukraine); invent more (Slovakia);" + SOURCE, "Noted", themes, "a comment of the State"]
    table = thematic_list.read(thematic_docx(CYCLE_3, [row], "UPR of Norway (3rd Cycle - 34th Session)"))
    assert table["part"].tolist() == [1, 2] and table["text"].tolist() == ["Invent rules", "invent more"]
    assert set(table["sdgs"]) == {"3 - HEALTH"} and set(table["persons"]) == {"Women"}


def test_the_lists_of_session_31_write_goals_as_themes(thematic_docx):
    themes = "A12 Invented\nS16 SDG 16 - peace\nAffected persons:\n- general"
    row = thematic_list.read(thematic_docx(CYCLE_3, [[*changed(2, themes)[:3], ""]])).iloc[0]
    assert (row["themes"], row["sdgs"], row["persons"]) == ("A12 Invented", "S16 SDG 16 - peace", "general")


def test_a_position_stated_in_the_report_itself_is_that_of_the_working_group(thematic_docx):
    in_report = changed(0, ROW[0].replace("A/HRC/58/9/Add.1 - Para.3", "A/HRC/58/9 - Para 140"))
    assert thematic_list.read(thematic_docx(CYCLE_4, [in_report]))["position_wg"].tolist() == ["accepted"] * 2
    assert thematic_list.read(thematic_docx(CYCLE_4, [ROW]))["position_wg"].isna().all()


def test_a_recommendation_under_two_themes_is_one(thematic_docx):
    path = thematic_docx(CYCLE_4, ["Theme: Invented theme", ROW, "Theme: Another theme", ROW])
    table = thematic_list.read(path)
    assert len(table) == 2
    assert table["themes"][0] == "Invented theme;Children: definition; protection;Another theme"


def test_a_list_whose_header_names_no_review_has_only_what_its_symbols_tell(thematic_docx):
    table = thematic_list.read(thematic_docx(CYCLE_4, [ROW], title="Thematic list"))
    assert table["sur"].isna().all() and set(table["session"]) == {47} and set(table["cycle"]) == {4}
    # The Council's eighth session received the reports of two sessions.
    row = changed(0, ROW[0].replace("A/HRC/58/9", "A/HRC/8/9"))
    table = thematic_list.read(thematic_docx(CYCLE_4, [row], title="Thematic list"))
    assert table[["sur", "cycle", "session"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (changed(1, "Maybe"), "row 2, column Position: this is not a known position; found 'Maybe'"),
        (changed(0, "Invent a rule (Peru);"), "row 2, column Recommendation: a recommendation has no paragraph number"),
        (changed(0, "140.7 Invent a rule;"), "row 2, column Recommendation: a recommendation names no recommending"),
    ],
)
def test_bad_rows_are_answered_with_their_place(thematic_docx, row, words):
    with pytest.raises(SourceError, match=words):
        thematic_list.read(thematic_docx(CYCLE_4, [row]))


def test_the_second_of_two_positions_on_one_text_is_set_aside(thematic_docx):
    table = thematic_list.read(thematic_docx(CYCLE_4, [ROW, changed(1, "Noted")]))
    assert table["position"].tolist() == ["accepted"] * 2
    (aside,) = unread(table)
    assert aside.where == "row 3" and aside.value == "140.7: noted"
    assert aside.why == "column Position: a recommendation has two positions; expected accepted, as in row 2"


@pytest.mark.parametrize("wrong", ["(Maldives) (Portugla);", "(Portugla);", "(Portugla); invent more (Peru);"])
def test_a_misspelt_state_is_never_passed_over(thematic_docx, wrong):
    row = changed(0, f"140.7 Invent a rule {wrong}{SOURCE}")
    with pytest.raises(StateError, match=r"row 2, column Recommendation.*'Portugla'.*did you mean PRT\?"):
        thematic_list.read(thematic_docx(CYCLE_4, [row]))


@pytest.mark.parametrize("absent", [2, 3])
def test_a_list_without_themes_or_without_the_last_column_is_one(thematic_docx, absent):
    rows = [[*row[:absent], *row[absent + 1 :]] for row in (CYCLE_4, ROW)]
    assert thematic_list.read(thematic_docx(rows[0], rows[1:]))["recommender"].tolist() == ["MDV", "PRT"]


@pytest.mark.parametrize("absent", range(2))
def test_a_missing_column_is_named(thematic_docx, absent):
    def without(row):
        return [*row[:absent], *row[absent + 1 :]]

    with pytest.raises(SourceError, match=f"a column is missing.*found '{without(CYCLE_4)[0]}"):
        thematic_list.read(thematic_docx(without(CYCLE_4), [without(ROW)]))


def test_a_document_without_the_table_is_refused(thematic_docx):
    with pytest.raises(SourceError, match="no table of recommendations"):
        thematic_list.read(thematic_docx(["Country", "Year"], [["Norway", "2024"]]))


@pytest.mark.parametrize(
    ("name", "paragraphs", "rows", "noted", "review"),
    [
        ("UPR20__Slovenia_ThematicListRecommendations_E.docx", 163, 180, 21, (2, 20)),
        ("UPR34_Slovenia_Thematic_list_of_Recommendations.docx", 215, 223, 33, (3, 34)),
    ],
)
def test_every_numbered_recommendation_of_a_real_list_is_read(sources, name, paragraphs, rows, noted, review):
    table = thematic_list.read(sources / "thematic-lists" / name)
    assert (table["paragraph"].nunique(), len(table)) == (paragraphs, rows)
    assert (table.drop_duplicates("paragraph")["position"] == "noted").sum() == noted
    assert set(table["sur"]) == {"SVN"} and set(zip(table["cycle"], table["session"], strict=True)) == {review}
    assert not table["recommender"].isna().any()


def test_the_explorer_says_the_same_of_slovenia(sources):
    listed = thematic_list.read(sources / "thematic-lists" / "UPR20__Slovenia_ThematicListRecommendations_E.docx")
    explorer = dihr.read(sources / "dihr" / "upr2.xlsx").query("sur == 'SVN'")
    both = pd.merge(listed, explorer, on=["symbol", "paragraph", "recommender"], suffixes=("", "_explorer"))
    assert len(both) == len(explorer) == 173
    assert (both["position"] == both["position_explorer"]).all()


STATES = ["Recommendation", "Recommending state/s", "Position", "Full list of rights/affected persons"]
IN_COLUMN = ["166.6. Invent a rule (Chad); (Mali);\nSource of position: A/HRC/28/16/Add.1", "Chad\nMali", "Noted", ""]


def test_the_states_may_have_a_column_of_their_own(thematic_docx):
    more = ["166.7. Invent more", "Korea, Dem. Rep.\nS tate of Palestine", "Noted", ""]
    rows = ["Right or area: 2.1. Law", IN_COLUMN, more]
    table = thematic_list.read(thematic_docx(STATES, rows, "UPR of Egypt - Second Cycle\tThematic list"))
    assert table["recommender"].tolist() == ["TCD", "MLI", "PRK", "PSE"]
    assert table["text"].tolist() == ["Invent a rule"] * 2 + ["Invent more"] * 2
    assert table["themes"][0] == "2.1. Law" and table["symbol"][0] == "A/HRC/28/16"
    # The page header does not name the session; the report's symbol does.
    assert set(table["sur"]) == {"EGY"} and set(table["cycle"]) == {2} and set(table["session"]) == {20}


def test_the_column_of_states_is_trusted_before_the_brackets(thematic_docx):
    row = ["166.6. Invent a rule (Chad);", "Chad\nMali", "Noted", ""]
    table = thematic_list.read(thematic_docx(STATES, [row]))
    assert table["recommender"].tolist() == ["TCD", "MLI"] and set(table["text"]) == {"Invent a rule (Chad)"}


def test_one_bad_row_does_not_cost_the_others(thematic_docx):
    bad = changed(0, ROW[0].replace("140.7", "140.8").replace("Maldives", "Maldvies"))
    table = thematic_list.read(thematic_docx(CYCLE_4, [bad, ROW, changed(1, "Maybe")]))
    assert table["source_row"].tolist() == [3, 3]
    assert [(aside.where, aside.value) for aside in unread(table)] == [("row 2", "Maldvies"), ("row 4", "Maybe")]


def test_a_name_broken_by_a_space_is_read(thematic_docx):
    row = changed(0, ROW[0].replace("(Maldives)", "(Sierra Le one)"))
    assert thematic_list.read(thematic_docx(CYCLE_4, [row]))["recommender"].tolist() == ["SLE", "PRT"]


def test_the_comments_of_the_state_are_no_goals(thematic_docx):
    comments = "C: not implemented. 3 bills are pending\n2024: nothing done\n5 - year plan adopted\n16 - PEACE"
    row = thematic_list.read(thematic_docx(CYCLE_3, [changed(3, comments)])).iloc[0]
    assert row["sdgs"] == "16 - PEACE"


def test_the_number_may_have_a_column_of_its_own(thematic_docx):
    header = ["Para. No.", "Recommendation", "Recommending States", "Position"]
    table = thematic_list.read(thematic_docx(header, [["140.7", "Invent a rule", "Peru; Chad", "Supported"]]))
    assert table["paragraph"].tolist() == ["140.7"] * 2 and table["text"][0] == "Invent a rule"


def test_a_list_goes_on_in_a_table_without_a_head_and_themes_may_stand_between_tables(tmp_path):
    document = docx.Document()
    for theme, rows in (("First", [CYCLE_4, ROW]), ("Second", [changed(0, ROW[0].replace("140.7", "140.8"))])):
        document.add_paragraph(f"Theme: {theme} theme")
        table = document.add_table(0, 4)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.save(tmp_path / "list.docx")
    table = thematic_list.read(tmp_path / "list.docx")
    assert table["paragraph"].tolist() == ["140.7"] * 2 + ["140.8"] * 2
    assert table["themes"][0].startswith("First theme;") and table["themes"][2].startswith("Second theme;")


def test_a_list_within_the_cell_of_another_table_is_read(tmp_path):
    document = docx.Document()
    outer = document.add_table(1, 1).cell(0, 0)
    inner = outer.add_table(0, 4)
    for row in (CYCLE_4, ROW):
        for cell, text in zip(inner.add_row().cells, row, strict=True):
            cell.text = text
    document.save(tmp_path / "nested.docx")
    assert thematic_list.recognises(Head(tmp_path / "nested.docx"))
    assert len(thematic_list.read(tmp_path / "nested.docx")) == 2


def test_cells_that_are_merged_stand_in_each_of_their_rows_and_columns(tmp_path):
    document = docx.Document()
    table = document.add_table(0, 4)
    second = changed(0, ROW[0].replace("140.7", "140.8"))
    for row in (["A list", "", "", ""], CYCLE_4, ROW, [second[0], "", *second[2:]]):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(0, 3))
    table.cell(2, 1).merge(table.cell(3, 1))
    document.save(tmp_path / "merged.docx")
    found = thematic_list.read(tmp_path / "merged.docx")
    assert found["position"].tolist() == ["accepted"] * 4 and found["source_row"].tolist() == [3, 3, 4, 4]


def test_a_row_whose_cells_do_not_stand_under_the_heads_is_named(tmp_path):
    document = docx.Document()
    table = document.add_table(0, 4)
    for row in (CYCLE_4, ROW, ROW):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    table.cell(2, 1).merge(table.cell(2, 2))
    document.save(tmp_path / "odd.docx")
    (aside,) = unread(thematic_list.read(tmp_path / "odd.docx"))
    assert aside.where == "row 3" and "wrong number of cells" in aside.why


@pytest.mark.parametrize(
    ("name", "paragraphs", "rows", "review"),
    [
        ("matrix_egypt_s20.docx", 300, 321, ("EGY", 2, 20)),
        ("matrix_china_s17_2013.docx", 252, 286, ("CHN", 2, 17)),
        ("ohchr_matrix_china_2018_s31.txt", 346, 389, ("CHN", 3, 31)),
    ],
)
def test_every_row_of_other_real_layouts_is_read(sources, name, paragraphs, rows, review):
    table = thematic_list.read(sources / "formats" / name)
    assert (table["paragraph"].nunique(), len(table)) == (paragraphs, rows) and not unread(table)
    assert set(zip(table["sur"], table["cycle"], table["session"], strict=True)) == {review}
    assert not table["recommender"].isna().any() and not table["position"].isna().any()


def test_a_document_with_most_of_the_columns_is_a_list(thematic_docx, workbook):
    assert thematic_list.recognises(Head(thematic_docx(CYCLE_3, [])))
    assert thematic_list.recognises(Head(thematic_docx(CYCLE_4[:3], [])))
    assert not thematic_list.recognises(Head(thematic_docx(["Recommendation", "Year"], [])))
    assert not thematic_list.recognises(Head(workbook([CYCLE_4])))


def test_a_number_that_a_list_leaves_out_is_said(thematic_docx):
    rows = [changed(0, ROW[0].replace("140.7", number)) for number in ("140.7", "140.8", "140.10")]
    assert thematic_list.read(thematic_docx(CYCLE_4, rows[:2])).attrs["account"].notes == ()
    assert thematic_list.read(thematic_docx(CYCLE_4, rows)).attrs["account"].notes == (
        "Numbers that are left out, and may be missing from the file: 1 (140.9)",
    )


def test_a_table_without_properties_is_read(thematic_docx, tmp_path):
    document = docx.Document(thematic_docx(CYCLE_4, [ROW]))
    table = document.tables[0]._tbl
    for properties in (table.tblPr, table.tblGrid):
        table.remove(properties)
    document.save(tmp_path / "bare.docx")
    assert len(thematic_list.read(tmp_path / "bare.docx")) == 2
