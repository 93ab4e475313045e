"""Claims about UPR Info's current database. Its rows and exports are invented after the documented properties."""

import csv
import io
import json

import pandas as pd
import pytest

from uprlib.errors import SourceError, StateError
from uprlib.readers import uwazi
from uprlib.readers.opening.head import Head

HEADER = (
    "Title,Text,State under Review,Recommending State,Recommending State Regional Group,Response,Issues,Cycle,Session,"
    "Action Category,Related document"
)
ROW = 'A title,Invent a | rule,Norway,France,WEOG,Supported,"Justice|Detention",Cycle 4,44 - November 2023,'
ROW += "4 - General action,A/HRC/55/7 - Report"


def entry(**changed):
    labels = {
        "state_under_review": "Norway",
        "state_under_review___regional_group": "WEOG",
        "recommending_state": "France",
        "response": "Noted",
        "cycle": "4",
        "session": "44 - November 2023",
        "action_category": "4 - General action",
    } | changed
    metadata = {name: [{"value": "id", "label": label}] for name, label in labels.items()}
    metadata["recommendation"] = [{"value": "Invent a rule"}]
    metadata["issues"] = [{"value": "i1", "label": "Justice"}, {"value": "i2", "label": "Detention"}]
    return {"_id": "1", "template": "t1", "metadata": metadata}


@pytest.fixture
def export(tmp_path):
    def make(*rows, header=HEADER, encoding="utf-8"):
        path = tmp_path / "export.csv"
        path.write_bytes("\n".join([header, *rows]).encode(encoding))
        return path

    return make


@pytest.fixture
def answer(tmp_path):
    def make(content):
        path = tmp_path / "answer.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    return make


def test_a_row_of_the_csv_is_read_into_the_contract(export):
    row = uwazi.read(export(ROW)).iloc[0]
    assert (row["sur"], row["recommender"], row["position"]) == ("NOR", "FRA", "accepted")
    assert (row["cycle"], row["session"], row["action"], row["source_row"]) == (4, 44, 4, 2)
    assert (row["text"], row["issues"], row["symbol"]) == ("Invent a | rule", "Detention;Justice", "A/HRC/55/7")


def test_a_row_of_the_api_is_read_into_the_contract(answer):
    for content in ([entry()], {"rows": [entry()], "totalRows": 1}):
        row = uwazi.read(answer(content)).iloc[0]
        assert (row["sur"], row["recommender"], row["position"]) == ("NOR", "FRA", "noted")
        assert (row["cycle"], row["session"], row["action"], row["source_row"]) == (4, 44, 4, 1)
        assert (row["text"], row["issues"]) == ("Invent a rule", "Detention;Justice")


@pytest.mark.parametrize(
    ("response", "position"), [("Supported", "accepted"), ("Noted", "noted"), ("Not Supported", "not_accepted")]
)
def test_the_present_database_tells_noted_from_not_supported(answer, response, position):
    assert uwazi.read(answer([entry(response=response)]))["position"].tolist() == [position]


def test_several_recommending_states_have_a_row_each(export):
    assert uwazi.read(export(ROW.replace("France", "France|Peru")))["recommender"].tolist() == ["FRA", "PER"]


def test_labels_are_matched_loosely_and_reported(export):
    header = HEADER.replace("Text", "RECOMMENDATION").replace("Recommending State,", "Recommending State(s),")
    table = uwazi.read(export(ROW, header=header))
    assert table.attrs["matched"]["text"] == "RECOMMENDATION"
    assert table.attrs["matched"]["recommender"] == "Recommending State(s)"


def test_a_cycle_that_is_not_given_comes_from_the_session(export):
    assert uwazi.read(export(ROW.replace("Cycle 4", "")))["cycle"].tolist() == [4]


def test_rows_of_other_templates_are_set_aside_and_counted(answer, export):
    other = {"template": "t2", "metadata": {"flag": [{"value": "x"}]}}
    assert [row[::2] for row in uwazi.read(answer([other, entry()])).attrs["account"].aside] == [("row 1", "t2")]
    with pytest.raises(SourceError, match="the file has no recommendations"):
        uwazi.read(export("A title" + "," * 10))


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ("Supported", "Suported", r"row 2, column Response.*'Suported'.*did you mean Supported\?"),
        (
            "44 - November 2023",
            "99 - Never",
            "row 2, column Session: a number is outside its range; found '99 - Never'",
        ),
        ("4 - General action", "General", "row 2, column Action Category: a number is outside its range"),
        ("Cycle 4", "Cycle 9", "row 2, column Cycle: a number is outside its range; found 'Cycle 9'"),
        ("Norway", "Norway|Peru", "row 2, column State under Review: a cell does not hold exactly one value"),
        (",WEOG", "", "row 2: a row has the wrong number of fields; found 10"),
    ],
)
def test_bad_values_are_answered_with_their_place(export, was, becomes, words):
    with pytest.raises(SourceError, match=words):
        uwazi.read(export(ROW.replace(was, becomes)))


def test_an_unknown_state_is_answered_with_its_place(answer):
    with pytest.raises(StateError, match=r"row 1, column recommending_state.*'Frence'.*did you mean FRA\?"):
        uwazi.read(answer([entry(recommending_state="Frence")]))


def test_a_column_that_cannot_be_found_is_named(export, answer):
    with pytest.raises(SourceError, match=r"column response: a column is missing.*rename Respons to response"):
        uwazi.read(export(ROW, header=HEADER.replace("Response", "Respons")))
    wrong = entry()
    del wrong["metadata"]["response"]
    with pytest.raises(SourceError, match="column response: no row has this property"):
        uwazi.read(answer([wrong]))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("before", ["", "sep=%s\n"])
def test_an_export_is_read_in_any_dialect(tmp_path, encoding, sign, before):
    text = io.StringIO()
    rows = [*csv.reader([HEADER, ROW])]
    rows[1][1] = "Invent a règle; and, more"
    csv.writer(text, delimiter=sign).writerows(rows)
    path = tmp_path / "export.csv"
    path.write_bytes((before.replace("%s", sign) + text.getvalue()).encode(encoding))
    row = uwazi.read(path).iloc[0]
    assert (row["text"], row["sur"], row["source_row"]) == ("Invent a règle; and, more", "NOR", 2)


def test_an_export_saved_as_a_workbook_is_the_same(export, workbook):
    rows = [*csv.reader([HEADER, ROW])]
    pd.testing.assert_frame_equal(uwazi.read(workbook(rows)), uwazi.read(export(ROW)))


TRACKER = "paragraph,recommending_state,position,primary_theme,grade,text"


def test_a_tracker_of_one_state_gives_a_row_for_each_recommending_state(export):
    path = export(
        "60.1,Italy; Argentina; Côte d’Ivoire,supported,Theme,A,Invent",
        "60.10,Bolivarian Republic of Venezuela,partially supported,Theme,C,Invent more",
        header=TRACKER,
    )
    table = uwazi.read(path)
    assert table["recommender"].tolist() == ["ITA", "ARG", "CIV", "VEN"] and table["sur"].isna().all()
    assert table["paragraph"].tolist() == ["60.1"] * 3 + ["60.10"]
    assert table["position"].tolist() == ["accepted"] * 3 + ["partly_accepted"] and set(table["themes"]) == {"Theme"}
    assert table.attrs["ignored"] == ["grade"]
    assert set(uwazi.read(path, sur="NOR")["sur"]) == {"NOR"}


@pytest.mark.parametrize(
    ("paragraphs", "states", "pairs"),
    [
        ("60.1|60.2", "Italy; Chad", [("ITA", "60.1"), ("TCD", "60.2")]),
        ("60.1|60.2", "Italy", [("ITA", "60.1"), ("ITA", "60.2")]),
        ("60.1", "Italy|Chad", [("ITA", "60.1"), ("TCD", "60.1")]),
        ("60.1|60.2|60.3", "Italy; Chad", [("ITA", None), ("TCD", None)]),
        ("", "", [(None, None)]),
    ],
)
def test_paragraphs_and_states_are_paired_as_far_as_the_row_tells(export, paragraphs, states, pairs):
    table = uwazi.read(export(f"{paragraphs},{states},noted,Theme,A,Invent", header=TRACKER)).astype(object)
    assert [*table[["recommender", "paragraph"]].where(table.notna(), None).itertuples(index=False, name=None)] == pairs


@pytest.mark.parametrize("printed", ["60.10", "60.10.", "Para. 60.10", "paragraph 60.10", " 60. 10"])
def test_the_number_of_a_paragraph_is_read_as_it_is_written(export, printed):
    assert uwazi.read(export(f"{printed},Chad,noted,Theme,A,Invent", header=TRACKER))["paragraph"].tolist() == ["60.10"]


def test_what_is_not_the_number_of_a_paragraph_is_answered(export):
    with pytest.raises(SourceError, match="row 2, column paragraph: this is not the number of a paragraph; found 'x'"):
        uwazi.read(export("x,Chad,noted,Theme,A,Invent", header=TRACKER))


def test_labels_of_the_database_with_line_breaks_and_inverted_names_are_states(answer):
    labels = {"Bosnia and Herzegovina\n": "BIH", "Korea, Democratic People's Republic of": "PRK"}
    table = uwazi.read(answer([entry(recommending_state=label) for label in labels]))
    assert table["recommender"].tolist() == [*labels.values()]


def test_the_databases_limit_of_ten_thousand_rows_is_said(answer, export, monkeypatch):
    monkeypatch.setattr(uwazi, "MOST_ROWS", 2)
    cut = "exactly 2 rows, the most that the database gives: others may be missing"
    assert cut in uwazi.read(export(ROW, ROW)).attrs["account"].notes[0]
    assert cut in uwazi.read(answer([entry(), entry()])).attrs["account"].notes[0]
    assert uwazi.read(export(ROW)).attrs["account"].notes == ()
    table = uwazi.read(answer({"rows": [entry()], "totalRows": 2}))
    assert "counts no further than 2 rows" in table.attrs["account"].notes[0]
    assert not table.attrs["account"].complete
    assert "1 of 2 read, 1 NOT READ" in table.attrs["account"].announced[1].line()
    assert uwazi.read(answer({"rows": [entry()], "totalRows": 1})).attrs["account"].complete


def test_one_state_is_taken_and_the_rows_of_others_are_named(export):
    table = uwazi.read(export(ROW, ROW.replace("Norway", "Chad")), sur="TCD")
    assert table["sur"].tolist() == ["TCD"]
    assert [(line.where, line.value) for line in table.attrs["account"].aside] == [("row 2", "Norway")]
    with pytest.raises(SourceError, match="no row concerns PER"):
        uwazi.read(export(ROW), sur="PER")


@pytest.mark.parametrize(
    ("case", "name", "rows", "aside"),
    [
        ("15", "semicolon.csv", 4, 0),
        ("15", "sep.csv", 4, 0),
        ("15", "utf16.csv", 4, 0),
        # The text of one row looked like a formula, and the spreadsheet has thrown it away.
        ("15", "excel.xlsx", 3, 1),
        ("20", "tracker.csv", 4, 0),
    ],
)
def test_the_cases_of_saved_tables(sources, case, name, rows, aside):
    table = uwazi.read(sources.parent / "cases" / case / name)
    assert (len(table), len(table.attrs["account"].aside)) == (rows, aside)


def test_the_labels_that_are_needed_tell_an_export_and_metadata_an_answer(export, answer):
    assert uwazi.recognises(Head(export(ROW)))
    assert uwazi.recognises(Head(answer([entry()])))
    assert not uwazi.recognises(Head(answer([{"Text": ""}])))
    assert not uwazi.recognises(Head(export(header="To,Text,From,Response,Issue,Session")))
