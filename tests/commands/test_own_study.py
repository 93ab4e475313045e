"""A notebook of one's own from the template, and the page that goes through one, whose code prints what it says."""

import json
import re
import textwrap

import nbformat
import pytest

from uprlib import paths
from uprlib.commands import own_study, store
from uprlib.errors import ParameterError
from uprlib.facts import journals
from uprlib.notebook import contents, execution, inputs, parameters, study

PAGE = (paths.PACKAGE_HOME / "docs" / "own_study.md").read_text(encoding="utf-8")


def test_a_new_notebook_is_listed_and_the_start_page_leads_to_it(project_copy):
    before = contents.names()
    path = own_study.begin("my_study.ipynb", 'Does it answer "others" differently: yes or no?')
    assert path == paths.notebooks() / "my_study.ipynb" and contents.names() == [*before, "my_study"]
    assert contents.entry("my_study").asks == 'Does it answer "others" differently: yes or no?'
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.cells[0].source.startswith('# Does it answer "others" differently: yes or no?\n')
    assert [cell.id for cell in notebook.cells] == [f"cell-{number:02d}" for number in range(len(notebook.cells))]
    assert max(len(cell.source.splitlines()) for cell in notebook.cells if cell.cell_type == "code") <= 6
    assert not re.search("NAME|TITLE", contents.code("my_study"))
    start = nbformat.read(paths.notebooks() / "index.ipynb", as_version=4).cells[0].source
    assert store.questions(linked=True).splitlines()[-1] in start and "my_study" in start
    # What `upr reproduce` asks of every notebook.
    assert parameters.checked("my_study", {}) == parameters.defaults("my_study") and inputs.fingerprint("my_study")


def test_the_template_runs_loads_what_is_listed_and_its_figure_fits_a_journal(project_copy, tmp_path, monkeypatch):
    # Takes more than 5 s: a whole notebook in a kernel.
    own_study.begin("my_study")
    journal = list(journals.read())[1]
    monkeypatch.delenv("UPRLIB_OUT", raising=False)
    done = nbformat.read(execution.run("my_study", {"profile": journal}, out=tmp_path), as_version=4)
    shown = [cell for cell in done.cells if cell.get("outputs")]
    assert len(shown) >= 5, "nbval would have too little to compare"
    kept = json.loads((tmp_path / "results" / "my_study.json").read_text(encoding="utf-8"))
    assert kept["loaded"] == sorted(own_study.TABLES) == sorted(contents.entry("my_study").tables)
    assert kept["figures"]["fig01_action"]["page"]["name"] == journal and kept["tables"].keys() == {"tab01_change"}
    assert (tmp_path / "figures" / "my_study" / "fig01_action.pdf").is_file()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("01_acceptance", "this name is taken; found '01_acceptance'"),
        ("01_ACCEPTANCE", "this name is taken"),
        ("index", "this name is taken"),
        ("all", "this name is taken"),
        ("01_other", "this number is taken; found '01'; expected another than that of 01_acceptance"),
        ("a b", "a notebook cannot be called so; found 'a b'; expected up to 60 letters, digits and _"),
        ("../x", "cannot be called so"),
        ("étude", "cannot be called so"),
        ("con", "cannot be called so"),
        ("", "cannot be called so"),
        ("a" * 61, "cannot be called so"),
    ],
)
def test_a_name_that_is_taken_or_cannot_be_used_is_refused_and_nothing_is_written(project_copy, name, words):
    before = {path: path.read_bytes() for path in paths.notebooks().iterdir() if path.is_file()}
    with pytest.raises(ParameterError) as problem:
        own_study.begin(name)
    assert words in str(problem.value)
    assert {path: path.read_bytes() for path in paths.notebooks().iterdir() if path.is_file()} == before


def test_a_notebook_that_is_there_and_not_listed_is_not_overwritten(project_copy):
    (paths.notebooks() / "mine.ipynb").write_text("my work")
    with pytest.raises(ParameterError, match=r"file notebooks/mine\.ipynb: there is a notebook of that name"):
        own_study.begin("mine")
    assert (paths.notebooks() / "mine.ipynb").read_text() == "my work" and "mine" not in contents.names()


def test_a_study_without_a_question_is_refused(project_copy):
    with pytest.raises(ParameterError, match="the title is empty"):
        own_study.begin("mine", "  ")


def test_the_code_of_the_page_runs_and_finds_what_the_page_says(project_copy, tmp_path, monkeypatch):
    blocks = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.strip()]
    assert len(blocks) == 4 and len(lines) < 15, "the page promises fewer than fifteen lines"
    monkeypatch.setenv("UPRLIB_OUT", str(tmp_path))
    monkeypatch.setattr(study, "display", lambda shown, metadata=None: said.append(shown.data))
    own_study.begin("my_study")
    quoted = [
        " ".join(each.replace("> ", " ").split()) for each in re.findall(r"(?:^> .*\n)+", PAGE, flags=re.MULTILINE)
    ]
    for sur, part in (("Myanmar", quoted[:2] + quoted[3:]), ("Viet Nam", quoted[2:3])):
        said: list[str] = []
        variables = parameters.defaults("my_study") | {"sur": sur}
        for block in blocks:
            exec(textwrap.dedent(block), variables)
        everything = " ".join(" ".join(said).split())
        assert all(words in everything for words in part), everything


def test_the_commands_of_the_page_are_commands():
    from uprlib import cli

    named = re.findall(r"^    upr (\w+)|`upr (\w+)", PAGE, flags=re.MULTILINE)
    assert {one or other for one, other in named} <= cli.app.commands.keys() and len(named) >= 8
