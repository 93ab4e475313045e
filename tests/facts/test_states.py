import pandas as pd
import pytest

from uprlib import paths
from uprlib.errors import SchemaError, StateError
from uprlib.facts import raw, states


def test_the_table_holds_193_members_and_two_observers():
    table = raw.read("states")
    assert (table["status"] == "member").sum() == 193
    assert sorted(table.loc[table["status"] == "observer", "iso3"]) == ["PSE", "VAT"]


def test_every_spelling_matches_exactly_one_state_and_round_trips():
    names = raw.read("state_names")
    assert [states.find(name) for name in names["name"]] == names["iso3"].tolist()
    assert names.groupby(names["name"].map(states.folded))["iso3"].nunique().max() == 1


def test_every_name_of_the_states_table_round_trips():
    table = raw.read("states")
    for column in ("name", "name_un", "name_upr_info", "name_explorer"):
        named = table.dropna(subset=[column])
        assert [states.code(name) for name in named[column]] == named["iso3"].tolist(), column


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("DPR Korea", "PRK"),
        ("Republic of Korea", "KOR"),
        ("Libyan Arab Jamahiriya", "LBY"),
        ("The former Yugoslav Republic of Macedonia", "MKD"),
        ("Macedonia FYR", "MKD"),
        ("Swaziland", "SWZ"),
        ("Democratic Republic of Congo", "COD"),
        ("Congo", "COG"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Guinea Bissau", "GNB"),
        ("Guinea", "GIN"),
        ("Côte d’Ivoire", "CIV"),
        ("NAMIBIA", "NAM"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
    ],
)
def test_names_that_are_easily_confused(name, iso3):
    assert states.code(name) == iso3


def test_an_unknown_name_is_an_error_with_the_nearest_name():
    with pytest.raises(StateError, match=r"file x\.csv, row 3, column To.*'DPR Koreaa'.*did you mean PRK\?"):
        states.code("DPR Koreaa", file="x.csv", row=3, column="To")


def test_a_parameter_takes_codes_only():
    assert states.parameter("PRK") == "PRK"
    with pytest.raises(StateError, match=r"'DPRK'.*did you mean PRK\?"):
        states.parameter("DPRK")
    with pytest.raises(StateError, match=r"did you mean PRK\?"):
        states.parameter("prk")


def test_one_spelling_for_two_states_is_refused(tmp_path):
    path = tmp_path / "state_names.csv"
    pd.DataFrame({"iso3": ["COG", "COD"], "name": ["Congo", "The Congo"], "source": ["UN", "UN"]}).to_csv(
        path, index=False
    )
    with pytest.raises(StateError, match="one spelling is given for two States"):
        states.read_names(path)


def test_the_table_of_names_is_not_there(monkeypatch, tmp_path):
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    with pytest.raises(SchemaError, match=r"git checkout -- data/raw/state_names\.csv"):
        states.codes()
    assert not (paths.raw()).exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", r"the file holds nothing.*git stash push -- data/raw/state_names\.csv"),
        ("iso3,name,source\n", "no rows"),
        ("iso3;name;source\nPRK;DPRK;UN\n", "UTF-8 with semicolons.*separated by commas"),
        ("iso3,nmae,source\nPRK,DPRK,UN\n", "column name"),
        ("iso3,name,source\nPRK,DPRK,UN\n,Atlantis,UN\n", "row 3, column iso3: a cell is empty"),
        ("iso3,name,source\nPRK,DPRK,UN\nCIV,C", "row 3: a row has the wrong number of cells; found 2; expected 3"),
    ],
)
def test_a_table_of_names_that_is_empty_cut_or_saved_in_another_way(project_copy, text, words):
    (paths.raw() / "state_names.csv").write_text(text)
    with pytest.raises(SchemaError, match=words):
        states.codes()
