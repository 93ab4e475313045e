"""Claims about UPR Info's current database. Its rows and exports are invented after the documented properties."""

import json

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
    with pytest.raises(SourceError, match=r"column response: a column cannot be found.*rename Respons to response"):
        uwazi.read(export(ROW, header=HEADER.replace("Response", "Respons")))
    wrong = entry()
    del wrong["metadata"]["response"]
    with pytest.raises(SourceError, match="column response: no row has this property"):
        uwazi.read(answer([wrong]))


def test_another_encoding_is_refused(export):
    with pytest.raises(SourceError, match="row 2: the text is not UTF-8"):
        uwazi.read(export(ROW.replace("rule", "règle"), encoding="cp1252"))


def test_the_labels_that_are_needed_tell_an_export_and_metadata_an_answer(export, answer):
    assert uwazi.recognises(Head(export(ROW)))
    assert uwazi.recognises(Head(answer([entry()])))
    assert not uwazi.recognises(Head(answer([{"Text": ""}])))
    assert not uwazi.recognises(Head(export(header="To,Text,From,Response,Issue,Session")))
