"""Claims about the Universal Human Rights Index. The exports are invented after OHCHR's documented columns."""

import csv
import io
import json

import pytest

from uprlib.errors import SourceError, StateError
from uprlib.readers import uhri
from uprlib.readers.account import NOT_UPR, OTHER_STATE
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


def test_all_columns_are_said_to_be_used_or_ignored(export, array):
    table = uhri.read(export(ROW))
    assert table.attrs["ignored"] == HEADER[11:12] + HEADER[13:]
    assert table.attrs["matched"]["recommenders"] == "UPR Reccomending States"
    assert uhri.read(array(OBJECT)).attrs["ignored"] == ["AnnotationId", "DocumentId", "Regions"]


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


@pytest.mark.parametrize("date", [44197, 44197.5, "44197,5", "2021-01-01", "2021-01-01 00:00:00", "- 44197"])
def test_a_date_is_read_as_a_spreadsheet_saves_it(export, date):
    assert uhri.read(export(ROW | {"Document Publication Date": date})).attrs["published"] == ("2021-01-01",) * 2


def test_a_date_that_cannot_be_read_costs_no_row(export):
    table = uhri.read(export(ROW, ROW | {"Document Publication Date": "1/2/2021"}))
    assert set(table["source_row"]) == {2, 3} and table.attrs["account"].complete
    assert table.attrs["account"].notes == ("Date of the document not read: 1 (row 3)",)


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
        ("Countries Concerned", "", "row 2, column Countries Concerned: a cell does not hold exactly one value"),
    ],
)
def test_bad_values_are_answered_with_their_place(export, column, value, words):
    with pytest.raises(SourceError, match=words):
        uhri.read(export(ROW | {column: value}))


def test_an_unknown_state_is_answered_with_its_place(export):
    with pytest.raises(StateError, match=r"row 2, column UPR Reccomending States.*'Frence'.*did you mean FRA\?"):
        uhri.read(export(ROW | {"UPR Reccomending States": "- Frence"}))


def test_a_missing_column_is_named_and_its_right_spelling_offered(export):
    header = ["Reccomending Boddy" if name == "Reccomending Body" else name for name in HEADER]
    with pytest.raises(SourceError, match=r"column Reccomending Body: a column is missing.*rename Reccomending Bod"):
        uhri.read(export(ROW, header=header))


def test_a_spelling_that_ohchr_may_correct_changes_nothing(export):
    header = [name.replace("Reccom", "Recomm").upper() for name in HEADER]
    assert len(uhri.read(export(ROW, header=header))) == 2


def test_a_missing_field_of_the_json_is_named(array):
    wrong = {name: value for name, value in OBJECT.items() if name != "Body"}
    with pytest.raises(SourceError, match="column Body: a column is missing"):
        uhri.read(array(wrong))
    table = uhri.read(array(OBJECT, wrong, "no object"))
    assert [line.where for line in table.attrs["account"].aside] == ["row 2", "row 3"]
    assert "column Body: a field is missing" in table.attrs["account"].aside[0].why


def test_most_of_the_columns_tell_an_export(export, array, written):
    assert uhri.recognises(Head(export(ROW)))
    assert uhri.recognises(Head(array(OBJECT)))
    assert uhri.recognises(Head(array(ROW)))
    assert uhri.recognises(Head(written(";".join(HEADER))))
    assert not uhri.recognises(Head(array({"Text": "", "Themes": []})))
    assert not uhri.recognises(Head(written("Text,Themes,Country,Session")))


def test_a_sheet_saved_as_csv_or_as_json_records_is_the_same_table(export, array, written):
    expected = uhri.read(export(ROW, COMMITTEE))
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, delimiter=";")
    writer.writeheader()
    writer.writerows([ROW, COMMITTEE])
    for path in (written(text.getvalue().encode("utf-16")), array(ROW, COMMITTEE)):
        table = uhri.read(path)
        assert table.drop(columns="source_row").equals(expected.drop(columns="source_row"))
        assert table.attrs["account"].announced[0].read == 1
        assert table.attrs["published"] == ("2021-01-01", "2021-01-01")
    assert table.attrs["matched"] == expected.attrs["matched"]


UPR_FIELDS = {
    "UprCycle": "3",
    "UprPositions": ["Supported"],
    "UprRecommendingCountry": ["France", "Peru"],
    "UprRecommendingRegions": ["A region"],
    "UprSession": ["36 - November 2020"],
}


def test_the_uprs_own_fields_of_the_json_are_read(array):
    lone = {"UprCycle": None, "UprPositions": [], "UprRecommendingCountry": [], "UprRecommendingRegions": []}
    committee = OBJECT | lone | {"UprSession": [], "Body": "- CRC", "AnnotationType": "- Concerns/Observations"}
    table = uhri.read(array(OBJECT | UPR_FIELDS | {"Text": "26.49 Invent a rule", "Body": "- UPR"}, committee))
    assert table["recommender"].tolist() == ["FRA", "PER"] and set(table["position"]) == {"accepted"}
    assert set(table["cycle"]) == {3} and set(table["session"]) == {36} and set(table["text"]) == {"Invent a rule"}
    assert table.attrs["ignored"] == ["AnnotationId", "DocumentId", "Regions", "UprRecommendingRegions"]


@pytest.mark.parametrize(
    ("positions", "position"),
    [
        (["Supported", "Noted"], "partly_accepted"),
        (["Supported/Noted"], "partly_accepted"),
        (["Noted", "Noted"], "noted"),
    ],
)
def test_two_positions_on_one_recommendation_are_accepted_in_part(array, positions, position):
    table = uhri.read(array(OBJECT | UPR_FIELDS | {"UprPositions": positions}))
    assert set(table["position"]) == {position}


@pytest.mark.parametrize(
    ("countries", "codes"),
    [
        ("- South Sudan\n- Sudan", ["SSD", "SSD", "SDN", "SDN"]),
        ("- South Sudan - Sudan", ["SSD", "SSD", "SDN", "SDN"]),
        ("- Timor - Leste", ["TLS", "TLS"]),
        ("- C&ocirc;te d&#39;Ivoire", ["CIV", "CIV"]),
    ],
)
def test_a_row_that_concerns_two_states_is_given_for_each(export, countries, codes):
    table = uhri.read(export(ROW | {"Countries Concerned": countries}))
    assert table["sur"].tolist() == codes and set(table["source_row"]) == {2}


@pytest.mark.parametrize("column", ["Type", "UPR Position"])
def test_concerns_and_observations_are_no_recommendations(export, column):
    table = uhri.read(export(ROW, ROW | {column: "- Concerns/Observations"}))
    assert set(table["source_row"]) == {2}
    assert [(*line,) for line in table.attrs["account"].aside] == [("row 3", NOT_UPR, "Concerns/Observations")]


def test_a_text_has_neither_its_number_nor_the_tags_of_a_web_page(export):
    text = "<p>Recommendation No. 41, para. 81: 41.&nbsp;Invent a rule<br>for all (France)</p>"
    row = uhri.read(export(ROW | {"Text": text, "UPR Reccomending States": "- France"})).iloc[0]
    assert (row["paragraph"], row["text"]) == ("81.41", "Invent a rule for all")


def test_the_brackets_that_nearly_every_text_ends_in_are_read_as_all_others(export):
    texts = ["26.1 Invent a rule, and more (France, Peru);", "26.1 Invent (a) rule, and more (France and Peru)."]
    for text in texts:
        table = uhri.read(export(ROW | {"Text": text}))
        assert table["recommender"].tolist() == ["FRA", "PER"] and set(table["part"]) == {1}
        assert table["text"].str.endswith("rule, and more").all()


def test_one_state_is_taken_and_the_rows_of_others_are_named(export):
    path = export(
        ROW, ROW | {"Countries Concerned": "- Chad"}, ROW | {"Countries Concerned": "- Norway\n- Chad"}, COMMITTEE
    )
    table = uhri.read(path, sur="TCD")
    assert set(table["source_row"]) == {3, 4} and set(table["sur"]) == {"TCD"}
    assert [(*line,) for line in table.attrs["account"].aside] == [
        ("row 2", OTHER_STATE, "Norway"),
        ("row 5", NOT_UPR, "CEDAW"),
    ]
    with pytest.raises(SourceError, match="no row concerns PER; found '1 of Norway, 1 of Chad"):
        uhri.read(path, sur="PER")


def test_one_bad_row_is_named_and_the_others_are_read(export):
    table = uhri.read(export(ROW, ROW | {"UPR Session": "- 99"}, ROW | {"UPR Reccomending States": "- Frence"}))
    assert set(table["source_row"]) == {2}
    (session, state) = table.attrs["account"].aside
    assert session.where == "row 3" and session.why.startswith("column UPR Session: this is not a UPR session")
    assert state.where == "row 4" and "did you mean FRA?" in state.why and state.value == "Frence"


@pytest.mark.parametrize(
    ("name", "paragraphs"),
    [
        ("u1_two_countries.xlsx", ["26.49"] * 3),
        ("u2_prefixes.xlsx", ["81.41", "79(a)", "28", "67", "79(a)", "79(b)", None, None, "26.49"]),
        ("u4_concerns.xlsx", ["26.49"]),
        ("u5_html.xlsx", ["26.49"] * 3),
        ("u6_json_two.json", ["26.49"] * 6),
        ("u6_json_upr.json", ["26.49"] * 2),
    ],
)
def test_the_cases_of_the_index(sources, name, paragraphs):
    table = uhri.read(sources.parent / "cases" / "14" / name)
    assert table["paragraph"].astype(object).where(table["paragraph"].notna(), None).tolist() == paragraphs
    assert not table["text"].str.contains("[<>]|nbsp|Recommendation").any()
