import json

import nbformat
import pandas as pd
import pytest
from PIL import Image

import uprlib
from uprlib import acceptance, paths, plots
from uprlib.errors import DataError, FigureError, ParameterError, StateError
from uprlib.notebook import study
from uprlib.tidy import Number, lacking, tidy


@pytest.fixture
def seen(monkeypatch):
    """What a notebook would show below a cell, in order."""
    shown = []
    monkeypatch.setattr(study, "display", shown.append)
    return shown


@pytest.fixture
def started(tmp_path, monkeypatch):
    """A run of notebook 01 for Myanmar that writes into a folder of its own."""
    monkeypatch.setenv("UPRLIB_OUT", str(tmp_path))
    return study.start("01", {"sur": "MMR"})


@pytest.fixture(scope="module")
def by_action():
    return acceptance.rates(acceptance.answers(uprlib.corpus(), "MMR"), ["cycle", "action"])


def number(value, key="a"):
    return tidy(pd.DataFrame({"key": [key], "value": [value]}), numbers=(Number("{key}"),))


def test_a_number_is_kept_once_and_rounded(started):
    started.keep(number(1 / 3))
    assert started.numbers["a"]["value"] == 0.333333 and started.numbers["a"]["coding"] == "recorded"
    started.keep(number(1 / 3))
    with pytest.raises(DataError, match="two numbers have the same key; found 'a'"):
        started.keep(number(1 / 4))


def test_what_has_no_finite_value_is_a_word_or_missing(started):
    started.keep(number(float("inf"), "odds"))
    started.keep(number(float("nan"), "rate"))
    assert started.numbers["odds"]["value"] == "infinite" and started.numbers["rate"]["value"] is None


def test_a_table_is_kept_with_its_numbers_as_it_is_printed(started, by_action):
    started.table(by_action, "tab01")
    file = started.tables_folder / "tab01.csv"
    assert len(pd.read_csv(file)) == len(by_action) and started.tables["tab01"]["title"] == by_action.about.title
    assert started.numbers["rate.cycle1.action2"] == {
        "value": 0.826087,
        "low": 0.628624,
        "high": 0.930213,
        "n": 23,
        "unit": "share",
        "coding": "recorded",
        "note": "acceptance rate in this action category",
    }


def test_a_long_table_is_given_as_csv_and_parquet_with_numbers_as_numbers(started, seen):
    table = tidy(pd.DataFrame({"sur": ["PRK", "MMR"], "value": [1 / 3, None], "n": [3, 0]}), title="All States")
    started.give(table, "all_states")
    files = [started.tables_folder / f"all_states.{kind}" for kind in ("csv", "parquet")]
    as_csv, as_parquet = pd.read_csv(files[0]), pd.read_parquet(files[1])
    assert as_csv["value"].iloc[0] == as_parquet["value"].iloc[0] == 0.333333
    assert as_csv["value"].isna().tolist() == [False, True] and as_parquet["n"].tolist() == [3, 0]
    assert "All States, 2 rows" in seen[0].data and started.data["all_states"]["rows"] == 2
    before = files[1].read_bytes()
    with pytest.raises(DataError, match="two tables have the same name; found 'all_states'"):
        started.give(table, "all_states")
    started.data.clear()
    started.give(table, "all_states")
    assert files[1].read_bytes() == before
    started.finish()
    assert json.loads(started.results_file.read_text())["data"]["all_states"]["files"] == [file.name for file in files]


def test_one_name_does_not_stand_for_two_tables_or_two_figures(started, by_action, seen):
    started.table(by_action, "tab01")
    with pytest.raises(DataError, match="two tables have the same name; found 'tab01'"):
        started.table(by_action, "tab01")
    started.figure(plots.rates_by_action(by_action), "fig01")
    with pytest.raises(DataError, match="two figures have the same name; found 'fig01'"):
        started.figure(plots.rates_by_action(by_action), "fig01")


def test_an_empty_result_says_its_sentence_and_keeps_nothing(started, seen):
    nothing = acceptance.rates(acceptance.answers(uprlib.corpus(), "SSD", cycles=[1]), ["cycle", "action"])
    started.table(nothing, "tab01")
    started.figure(plots.rates_by_action(nothing), "fig01")
    started.answer(nothing, nothing)
    sentence = "South Sudan has no review in cycle 1 in this corpus."
    assert [below.data.strip("*") for below in seen] == 3 * [sentence]
    assert not started.tables and not started.figures and not started.numbers


def test_an_answer_that_has_nothing_to_say_shows_nothing(started, seen):
    started.answer(number(1))
    assert seen == [] and "a" in started.numbers


def test_results_that_lack_different_things_each_say_so(started, seen):
    started.answer(lacking("It has no votes."), lacking("It has no votes."), lacking("It has no group."))
    assert [below.data for below in seen] == ["It has no votes. It has no group."]


def test_a_run_ends_with_its_numbers_tables_figures_and_passports(started, by_action, seen, capsys):
    started.figure(plots.rates_by_action(by_action), "fig01_action")
    started.table(by_action, "tab01")
    started.finish()
    held = json.loads(started.results_file.read_text())
    assert held["parameters"]["sur"] == "MMR" and set(held["figures"]) == {"fig01_action"}
    assert f"{len(held['numbers'])} numbers, 1 figure and 1 table of 01_acceptance_sur-MMR" in capsys.readouterr().out
    made = {file.suffix for file in started.figures_folder.iterdir()}
    assert made == {".pdf", ".svg", ".png", ".txt", ".json"}


def test_a_run_that_loads_a_table_that_its_notebook_does_not_list_is_refused(started, capsys):
    uprlib.load("roll_calls")
    with pytest.raises(DataError, match=r"contents\.yml: 01_acceptance loads a table .*; found 'roll_calls'"):
        started.finish()
    assert not started.results_file.exists()
    # What was loaded before a run began is not its own.
    later = study.start("01", {"sur": "MMR"})
    uprlib.load("states")
    later.finish()
    assert json.loads(later.results_file.read_text())["loaded"] == ["states"]


def test_an_ordered_run_writes_the_figure_that_was_asked_for_in_the_format_that_was_asked_for(
    tmp_path, by_action, seen
):
    with study.ordered(study.Order(tmp_path / "asked", ("png",), ("fig01_action",))):
        run = study.start("01", {"sur": "MMR"})
    run.table(by_action, "tab01")
    run.figure(plots.rates_by_action(by_action), "fig00_other")
    run.figure(plots.rates_by_action(by_action), "fig01_action")
    run.finish()
    made = sorted(file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file())
    folder = "asked/figures/01_acceptance"
    assert made == [f"{folder}/fig01_action.{kind}" for kind in ("json", "png", "txt")] and seen == []
    assert '"sur":"MMR"' in Image.open(tmp_path / made[1]).info["Keywords"]


def test_a_figure_without_a_caption_is_sent_back(started):
    figure, _ = plots.new_figure(started.page, 60)
    with pytest.raises(FigureError, match=r"no title and no alternative text.*plots\.captioned"):
        started.figure(figure, "fig01")


def test_the_faults_of_a_figure_stop_the_run_for_print_and_are_said_in_any_other(
    monkeypatch, tmp_path, by_action, seen, capsys
):
    monkeypatch.setenv("UPRLIB_OUT", str(tmp_path))
    figure, (axes,) = plots.new_figure(study.start("01").page, 60)
    axes.set_title("no count anywhere", fontsize=3)
    plots.captioned(figure, by_action, title="A title", alt="A text that says at some length what is to be seen.")
    with pytest.raises(FigureError, match=r"fig01 cannot be printed on the page 'article'.*3 pt.*no n is shown"):
        study.start("01").figure(figure, "fig01")
    study.start("01", {"sur": "MMR"}).figure(figure, "fig01")
    assert "Figure fig01: no n is shown." in capsys.readouterr().out


def test_parameters_are_checked_before_anything_else():
    with pytest.raises(StateError, match=r"found 'DPRK'.*did you mean PRK\?"):
        study.start("01", {"sur": "DPRK"})
    with pytest.raises(ParameterError, match="there is no notebook of that name; found '77'"):
        study.start("77")
    # A notebook has other names too, and a parameter that is not there has its default.
    assert study.start("01", {"upr": 7, "sur": "MMR"}).parameters["coding"] == "recorded"


def test_only_the_default_run_writes_into_the_checkout(monkeypatch):
    monkeypatch.delenv("UPRLIB_OUT", raising=False)
    assert study.start("01").results_file == paths.results() / "01_acceptance.json"
    assert study.start("01").figures_folder == paths.figures() / "01_acceptance"
    other = study.start("01", {"sur": "ERI", "cycles": [2]})
    assert other.results_file == paths.runs() / "01_acceptance_sur-ERI_cycles-2" / "results" / "01_acceptance.json"
    assert not other.is_default and not other.is_for_print
    assert study.start("01", {"profile": "springer"}).is_for_print


def test_parameters_that_were_edited_and_saved_in_jupyterlab_make_a_run_of_ones_own(project_copy, monkeypatch):
    monkeypatch.delenv("UPRLIB_OUT", raising=False)
    paths.results().mkdir(parents=True)
    recorded = study.start("01")
    (paths.results() / "01_acceptance.json").write_text(
        json.dumps({"notebook": "01_acceptance", "parameters": recorded.parameters, "numbers": {}})
    )
    file = project_copy / "notebooks" / "01_acceptance.ipynb"
    notebook = nbformat.read(file, as_version=4)
    cell = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
    cell.source = cell.source.replace('sur = "PRK"', 'sur = "MMR"')
    nbformat.write(notebook, file)
    # At the terminal the cell is what the default run is; in JupyterLab the recorded run says so.
    assert study.start("01", {"sur": "MMR"}).is_default
    monkeypatch.setenv("JPY_SESSION_NAME", "01_acceptance.ipynb")
    edited = study.start("01", {"sur": "MMR"})
    assert not edited.is_default and edited.figures_folder.is_relative_to(paths.runs() / "01_acceptance_sur-MMR")
    assert study.start("01", {"sur": "PRK"}).is_default


def test_a_study_shows_its_parameters_with_what_each_changes(started):
    assert "the State under review" in started._repr_html_() and repr(started).startswith(
        "01_acceptance: sur = 'MMR', the other parameters"
    )
