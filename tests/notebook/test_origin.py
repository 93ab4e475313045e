import pytest

from uprlib import paths
from uprlib.errors import DataError
from uprlib.facts import datasets
from uprlib.notebook import contents, origin


def names(files):
    return {file.name for file in files}


def test_a_notebook_rests_on_the_facts_behind_the_tables_that_it_lists():
    found = names(origin.files("01"))
    assert {"recommendations.csv", "positions.csv", "position_totals.csv", "states.csv", "issues.csv"} <= found
    assert "roll_calls.csv" not in found and {"roll_calls.csv", "ideal_points.csv"} <= names(origin.files("03"))
    assert all(file.is_file() for name in contents.names() for file in origin.files(name))


def test_a_file_that_is_no_table_is_an_input_too():
    assert paths.raw() / "claims.yml" in origin.files("05") and paths.raw() / "corrections.yml" in origin.files("00")


def test_the_claims_read_the_numbers_of_all_other_notebooks():
    assert names(origin.numbers("05")) == {f"{name}.json" for name in contents.names() if name != "05_claims"}
    assert origin.numbers("01") == []


def test_inputs_are_named_from_the_checkout_on_with_their_checksums(project_copy):
    before = origin.inputs("01")
    assert "data/raw/journals.yml" in before and all(len(value) == 64 for value in before.values())
    with (project_copy / "data" / "raw" / "journals.yml").open("a") as file:
        file.write("\n# changed\n")
    changed = origin.inputs("01")
    assert {name for name in before if before[name] != changed[name]} == {"data/raw/journals.yml"}


def test_an_import_is_an_input_of_a_run_that_uses_it(project_copy):
    with pytest.raises(DataError, match="there is no dataset of that name; found 'mine'"):
        origin.inputs("01", "mine")
    folder = project_copy / "data" / "processed" / "imports" / "mine"
    folder.mkdir(parents=True)
    (folder / datasets.TABLE).write_bytes(b"rows")
    (folder / ".DS_Store").write_bytes(b"")
    added = set(origin.inputs("01", "mine")) - set(origin.inputs("01", datasets.BUNDLED))
    assert added == {f"data/processed/imports/mine/{datasets.TABLE}"}


def test_a_figure_is_made_by_its_cells_and_the_modules_behind_them():
    found = origin.code("01", "fig01_action")
    assert "notebooks/01_acceptance.ipynb" in found
    assert {"src/uprlib/acceptance/rates.py", "src/uprlib/plots/of_acceptance.py", "src/uprlib/tidy.py"} <= set(found)
    rooms = {name.split("/")[2] for name in found if name.startswith("src/")}
    assert not rooms & {"readers", "curation", "commands", "timing", "alliances", "specifications", "cli.py"}


def test_another_cell_does_not_change_what_a_figure_was_made_by(project_copy):
    def of_the_notebook(figure):
        return origin.code("01", figure)["notebooks/01_acceptance.ipynb"]

    before = of_the_notebook("fig01_action"), of_the_notebook("fig02_issues")
    file = project_copy / "notebooks" / "01_acceptance.ipynb"
    text = file.read_text()
    assert "acceptance.by_issue(last, draws=draws" in text
    file.write_text(text.replace("acceptance.by_issue(last, draws=draws", "acceptance.by_issue(last, draws=draws + 1"))
    assert of_the_notebook("fig01_action") == before[0] and of_the_notebook("fig02_issues") != before[1]
