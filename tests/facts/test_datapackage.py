"""Claims about the data package: what it promises of the raw tables is so."""

import json

import pytest

from uprlib import paths
from uprlib.errors import DataError
from uprlib.facts import contract, datapackage


def test_checksums_agree():
    assert datapackage.differences() == []


def test_a_changed_and_a_missing_file_are_noticed(project_copy):
    with (project_copy / "data" / "raw" / "events.csv").open("a") as file:
        file.write("\n")
    (project_copy / "data" / "raw" / "issues.csv").unlink()
    words = datapackage.differences()
    assert len(words) == 2 and "events.csv is not the file" in words[0] and "issues.csv is missing" in words[1]
    # The user's change is set aside, not thrown away; what is gone can only be brought back.
    assert "git stash push -- data/raw/events.csv" in words[0] and "git checkout" not in words[0]
    assert "git checkout -- data/raw/issues.csv" in words[1]


def test_changed_facts_are_named_in_one_line(project_copy):
    assert datapackage.in_a_line() == ""
    tables = sorted((project_copy / "data" / "raw").glob("*.csv"))[:6]
    for table in tables:
        table.write_text(table.read_text().replace("1", "2", 1))
    words = datapackage.in_a_line()
    assert words.startswith(f"Changed facts: data/raw/{tables[0].name}, ") and "\n" not in words
    assert "and 2 more not as in data/datapackage.json; `upr doctor` says more." in words
    (project_copy / "data" / "datapackage.json").write_text("{")
    assert "the data package cannot be read" in datapackage.in_a_line()


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"resources": 5}', '{"resources": [5]}', '{"resources": [{"path": "raw/events.csv"}]}']
)
def test_a_damaged_data_package_says_what_to_do(project_copy, content):
    (project_copy / "data" / "datapackage.json").write_text(content)
    with pytest.raises(DataError, match=r"git stash push -- data/datapackage\.json"):
        datapackage.differences()


def test_a_table_of_ones_own_among_the_raw_ones_is_named(project_copy):
    (project_copy / "data" / "raw" / "mine.csv").write_text("a,b\n")
    assert ["data/raw/mine.csv is not in the data package" in words for words in datapackage.differences()] == [True]
    # Whatever its name, and however deep it lies.
    (project_copy / "data" / "raw" / "more").mkdir()
    (project_copy / "data" / "raw" / "more" / "notes.txt").write_text("mine")
    assert "data/raw/more/notes.txt is not in the data package: your own data" in datapackage.differences()[1]
    with pytest.raises(DataError, match=r"data/raw/mine\.csv: .*the contract does not know.*`upr import`"):
        datapackage.write()


def test_the_data_package_describes_every_column():
    resources = json.loads(paths.datapackage().read_text(encoding="utf-8"))["resources"]
    tables = {one["path"]: one for one in resources if one["format"] == "csv"}
    for path, resource in tables.items():
        named = [field["name"] for field in resource["schema"]["fields"]]
        assert named == contract.columns(path.removeprefix("raw/").removesuffix(".csv"))
