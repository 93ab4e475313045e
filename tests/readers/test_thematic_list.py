"""Claims about OHCHR's thematic lists: cycles 2 and 3 with real lists, cycle 4 with an invented one."""

import pandas as pd
import pytest

from uprlib.errors import SourceError, StateError
from uprlib.readers import dihr, thematic_list
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
    row = ["121.2 Invent (Ukraine); invent more (Slovakia);" + SOURCE, "Noted", themes, "a comment of the State"]
    table = thematic_list.read(thematic_docx(CYCLE_3, [row], "UPR of Norway (3rd Cycle - 34th Session)"))
    assert table["part"].tolist() == [1, 2] and table["text"].tolist() == ["Invent", "invent more"]
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


def test_a_list_whose_header_names_no_review_leaves_it_missing(thematic_docx):
    table = thematic_list.read(thematic_docx(CYCLE_4, [ROW], title="Thematic list"))
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


def test_two_positions_on_one_text_are_refused(thematic_docx):
    with pytest.raises(
        SourceError, match=r"row 3.*two positions; found '140.7: noted'; expected accepted, as in row 2"
    ):
        thematic_list.read(thematic_docx(CYCLE_4, [ROW, changed(1, "Noted")]))


@pytest.mark.parametrize("wrong", ["(Maldives) (Portugla);", "(Portugla);", "(Portugla); invent more (Peru);"])
def test_a_misspelt_state_is_never_passed_over(thematic_docx, wrong):
    row = changed(0, f"140.7 Invent a rule {wrong}{SOURCE}")
    with pytest.raises(StateError, match=r"row 2, column Recommendation.*'Portugla'.*did you mean PRT\?"):
        thematic_list.read(thematic_docx(CYCLE_4, [row]))


@pytest.mark.parametrize("absent", range(4))
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


def test_a_document_with_most_of_the_columns_is_a_list(thematic_docx, workbook):
    assert thematic_list.recognises(Head(thematic_docx(CYCLE_3, [])))
    assert thematic_list.recognises(Head(thematic_docx(CYCLE_4[:3], [])))
    assert not thematic_list.recognises(Head(thematic_docx(["Recommendation", "Year"], [])))
    assert not thematic_list.recognises(Head(workbook([CYCLE_4])))
