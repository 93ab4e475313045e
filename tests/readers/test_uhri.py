"""Claims about the Universal Human Rights Index. The exports are invented after OHCHR's documented columns."""

import json

import pytest

from uprlib.errors import SourceError, StateError
from uprlib.readers import uhri
from uprlib.readers.opening.head import Head

HEADER = [
    "Text",
    "Countries Concerned",
    "Reccomending Body",
    "Document Symbol",
    "Themes",
    "Affected Persons",
    "Sdgs",
    "Document Publication Date",
    "UPR Reccomending States",
    "UPR Position",
    "Type",
    "OHCHR Annotation Id",
    "UPR Session",
    "Regions Concerned",
    "Recommending Regions",
    "Date of publication on UHRI",
]
ROW = dict(
    zip(
        HEADER,
        [
            "26.49 Invent a rule (France); invent more (Peru);",
            "- Norway",
            "- UPR",
            "A/HRC/46/15",
            "- Invented theme\n- Another theme",
            "- Women & girls",
            "- 16.3 - Invented goal",
            44197,
            "- France\n- Peru",
            "- Supported",
            "- Recommendations",
            "b4288060",
            "- 36 Session",
            "- A region",
            "- Two\n- Regions",
            44200.5,
        ],
        strict=True,
    )
)
COMMITTEE = ROW | {
    "Reccomending Body": "- CEDAW",
    "Document Symbol": "CEDAW/C/NOR/CO/8",
    "UPR Reccomending States": "",
    "UPR Position": "",
    "UPR Session": "",
}
OBJECT = {
    "AnnotationId": "b4288060",
    "Symbol": "A/HRC/46/15",
    "Text": "26.49 Invent a rule (France); invent more (Peru);",
    "DocumentId": "d1",
    "PublicationDate": "2021-01-01T00:00:00",
    "AnnotationType": "Recommendations",
    "Countries": ["Norway"],
    "Regions": [],
    "AffectedPersons": ["Women & girls"],
    "Themes": ["Invented theme"],
    "Sdgs": ["16.3 - Invented goal"],
    "Body": "UPR",
}


@pytest.fixture
def export(workbook):
    return lambda *rows, header=HEADER: workbook([header, *([row[name] for name in HEADER] for row in rows)])


@pytest.fixture
def array(tmp_path):
    def make(*objects):
        path = tmp_path / "export.json"
        path.write_text(json.dumps(objects), encoding="utf-8")
        return path

    return make


def test_each_recommending_state_has_a_row(export):
    table = uhri.read(export(ROW))
    assert table["recommender"].tolist() == ["FRA", "PER"] and table["source_row"].tolist() == [2, 2]
    assert table["text"].tolist() == ["Invent a rule", "invent more"] and table["part"].tolist() == [1, 2]
    row = table.iloc[0]
    assert (row["sur"], row["position"], row["cycle"], row["session"]) == ("NOR", "accepted", 3, 36)
    assert (row["symbol"], row["paragraph"]) == ("A/HRC/46/15", "26.49")
    assert (row["themes"], row["persons"]) == ("Invented theme;Another theme", "Women & girls")
    assert row["sdgs"] == "16.3 - Invented goal"


def test_where_the_text_names_other_states_the_column_is_right(export):
    table = uhri.read(export(ROW | {"UPR Reccomending States": "- Chile\n- Peru"}))
    assert table["recommender"].tolist() == ["CHL", "PER"]
    assert set(table["text"]) == {"Invent a rule (France); invent more (Peru)"} and set(table["part"]) == {1}


def test_dates_are_excel_serial_numbers(export):
    table = uhri.read(export(ROW, ROW | {"Document Publication Date": 44561}))
    assert table.attrs["published"] == ("2021-01-01", "2021-12-31")


def test_treaty_bodies_are_set_aside_and_counted(export):
    table = uhri.read(export(COMMITTEE, ROW, COMMITTEE))
    assert len(table) == 2 and [row[::2] for row in table.attrs["account"].aside] == [
        ("row 2", "CEDAW"),
        ("row 4", "CEDAW"),
    ]
    assert table.attrs["account"].announced[0].line() == "rows of the file: 1 of 3 read, 2 set aside"


def test_a_file_of_treaty_bodies_only_is_refused(export):
    with pytest.raises(SourceError, match="no row is of the Universal Periodic Review; found '2 of CEDAW'"):
        uhri.read(export(COMMITTEE, COMMITTEE))


def test_json_knows_the_states_by_their_brackets_and_no_position(array):
    table = uhri.read(array(OBJECT, OBJECT | {"Body": "CEDAW", "Symbol": "CEDAW/C/NOR/CO/8"}))
    assert table["recommender"].tolist() == ["FRA", "PER"] and table["source_row"].tolist() == [1, 1]
    assert table["position"].isna().all() and table["session"].isna().all()
    assert table["paragraph"][0] == "26.49" and table.attrs["account"].aside[0].where == "row 2"
    assert table.attrs["account"].without_position == 2
    assert table.attrs["published"] == ("2021-01-01", "2021-01-01")


def test_a_recommendation_in_json_that_names_no_state_stays(array):
    table = uhri.read(array(OBJECT | {"Text": "26.49 Invent a rule"}))
    assert len(table) == 1 and table["recommender"].isna().all()


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("UPR Position", "- Suported", r"row 2, column UPR Position.*'Suported'.*did you mean Supported\?"),
        ("UPR Session", "- November", "row 2, column UPR Session: this is not a UPR session; found 'November'"),
        ("Document Symbol", "CAT/C/1", "row 2, column Document Symbol: this is not a symbol of a UPR document"),
        (
            "Countries Concerned",
            "- Norway\n- Peru",
            "row 2, column Countries Concerned: a cell does not hold exactly one value",
        ),
        ("Document Publication Date", "soon", "row 2, column Document Publication Date: this is not a date"),
    ],
)
def test_bad_values_are_answered_with_their_place(export, column, value, words):
    with pytest.raises(SourceError, match=words):
        uhri.read(export(ROW | {column: value}))


def test_an_unknown_state_is_answered_with_its_place(export):
    with pytest.raises(StateError, match=r"row 2, column UPR Reccomending States.*'Frence'.*did you mean FRA\?"):
        uhri.read(export(ROW | {"UPR Reccomending States": "- Frence"}))


def test_a_missing_column_is_named_and_its_right_spelling_offered(export):
    header = ["Recommending Body" if name == "Reccomending Body" else name for name in HEADER]
    with pytest.raises(SourceError, match=r"column Reccomending Body: a column is missing.*did you mean Recommending"):
        uhri.read(export(ROW, header=header))


def test_a_missing_field_of_the_json_is_named(array):
    wrong = {name: value for name, value in OBJECT.items() if name != "Body"}
    with pytest.raises(SourceError, match="row 1, column Body: a field is missing"):
        uhri.read(array(wrong))


def test_most_of_the_columns_tell_an_export(export, array, written):
    assert uhri.recognises(Head(export(ROW)))
    assert uhri.recognises(Head(array(OBJECT)))
    assert not uhri.recognises(Head(array({"Text": "", "Themes": []})))
    # The Index is exported as XLSX, never as CSV.
    assert not uhri.recognises(Head(written(",".join(HEADER))))
