import json

import pytest

from uprlib import paths
from uprlib.errors import DataError, ParameterError
from uprlib.facts import built
from uprlib.notebook import contents


def test_every_notebook_is_listed_once_and_every_listed_one_is_there():
    files = {path.stem for path in paths.notebooks().glob("*.ipynb")} - {"index", "gallery"}
    assert sorted(contents.names()) == sorted(files) and len(set(contents.names())) == len(contents.names())


@pytest.mark.parametrize("name", contents.names())
def test_a_notebook_asks_a_question_and_lists_tables_and_facts_that_there_are(name):
    entry = contents.entry(name)
    assert "?" in entry.asks and set(entry.tables) <= set(built.TABLES)
    assert all((paths.raw() / fact).is_file() for fact in entry.facts)
    assert set(entry.reads) <= {*contents.names(), "all"}


@pytest.mark.parametrize("given", ["04", "04_as_recommending_state", "notebooks/04_as_recommending_state.ipynb"])
def test_a_notebook_is_found_by_number_name_or_path(given):
    assert contents.full_name(given) == "04_as_recommending_state"
    assert contents.path(given) == paths.notebooks() / "04_as_recommending_state.ipynb"


def test_a_notebook_that_is_not_there_lists_the_others():
    with pytest.raises(
        ParameterError, match=r"found '01_acceptence'; expected one of 00_data_audit.*did you mean 01_a"
    ):
        contents.full_name("01_acceptence")


def test_the_tagged_cell_holds_the_parameters_and_the_code_every_cell():
    assert contents.tagged_cell("01").startswith('sur = "PRK"')
    assert contents.tagged_cell("01") in contents.code("01") and "study.finish()" in contents.code("01")
    assert "# What does a State accept?" not in contents.code("01")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("notebooks: [{name: 01_acceptance}]", "column notebooks 01_acceptance asks: "),
        ("notebooks: [{name: a, asks: b, tables: [], colour: red}]", "column notebooks a colour: "),
        ("notebooks: 7", "expected a list"),
        ("- a\n b: [", ""),
        ("{}", "notebooks"),
    ],
)
def test_a_list_that_cannot_be_read_is_one_sentence(project_copy, text, words):
    (project_copy / "notebooks" / "contents.yml").write_text(text)
    with pytest.raises(
        DataError, match=r"notebooks/contents\.yml.*: the list of notebooks cannot be (read|used)"
    ) as problem:
        contents.listed()
    assert words in str(problem.value) and "\n" not in str(problem.value)


def test_a_list_or_a_notebook_that_is_gone_says_how_to_get_it_back(project_copy):
    (project_copy / "notebooks" / "01_acceptance.ipynb").unlink()
    with pytest.raises(
        DataError, match=r"01_acceptance\.ipynb: the notebook cannot be read; found 'No such file.*git checkout"
    ):
        contents.cells("01")
    (project_copy / "notebooks" / "contents.yml").unlink()
    with pytest.raises(
        DataError, match=r"the list of notebooks cannot be read.*`git checkout -- notebooks/contents\.yml`"
    ):
        contents.names()


@pytest.mark.parametrize("text", ["", "[]", '{"cells": 7}', '{"cells": [{"source": "a"}]}'])
def test_a_file_that_is_no_notebook_is_one_sentence(project_copy, text):
    (project_copy / "notebooks" / "01_acceptance.ipynb").write_text(text)
    with pytest.raises(DataError, match=r"01_acceptance\.ipynb.*: the notebook cannot be (read|used)"):
        contents.cells("01")


@pytest.mark.parametrize("tagged", [0, 2])
def test_one_cell_holds_the_parameters(project_copy, tagged):
    cells = [
        {"cell_type": "code", "source": "a = 1", "metadata": {"tags": ["parameters"] if place < tagged else []}}
        for place in range(2)
    ]
    (project_copy / "notebooks" / "01_acceptance.ipynb").write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4})
    )
    with pytest.raises(ParameterError, match=f"{tagged} cells are tagged 'parameters'; expected one cell"):
        contents.tagged_cell("01")


@pytest.mark.parametrize("name", contents.names())
def test_the_list_has_no_table_that_the_default_run_never_loads(name):
    """That it has every table that is loaded, `Study.finish` sees to."""
    held = json.loads((paths.results() / f"{name}.json").read_text(encoding="utf-8"))
    assert held["loaded"] == sorted(contents.entry(name).tables)
