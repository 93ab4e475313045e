"""What may stand under each parameter, and where parameters stand: once, in the tagged cell."""

import re

import nbformat
import papermill
import pytest

from uprlib import paths
from uprlib.errors import ParameterError, UprError
from uprlib.facts import datasets
from uprlib.notebook import contents, parameters

NAMES = contents.names()


def test_every_notebook_is_listed_and_the_start_page_leads_to_each():
    """The start page and the gallery have words only and take no parameters."""
    assert sorted(path.stem for path in paths.notebooks().glob("*.ipynb")) == sorted([*NAMES, "index", "gallery"])
    start = nbformat.read(paths.notebooks() / "index.ipynb", as_version=4)
    assert all(cell.cell_type == "markdown" for cell in start.cells)
    linked = set(re.findall(r"\]\((\w+)\.ipynb\)", start.cells[0].source))
    assert linked == {*NAMES, "gallery"}


@pytest.mark.parametrize("name", NAMES)
def test_the_tagged_cell_is_read_as_papermill_reads_it(name):
    inspected = papermill.inspect_notebook(str(contents.path(name)))
    ours = parameters.declared(name)
    assert [each.name for each in ours] == list(inspected)
    for each in ours:
        assert inspected[each.name]["default"].strip("'\"") in (str(each.default), repr(each.default).replace("'", '"'))
        assert inspected[each.name]["help"] == each.meaning


@pytest.mark.parametrize("name", NAMES)
def test_every_default_passes_its_own_check_and_says_what_it_changes(name):
    usual = parameters.defaults(name)
    assert parameters.checked(name, usual) == usual
    assert all(len(each.meaning) > 20 for each in parameters.declared(name))


def test_a_parameter_means_the_same_in_every_notebook():
    """One name, one kind: and no kind is kept that no notebook uses."""
    used = {each.name for name in NAMES for each in parameters.declared(name)}
    assert used == set(parameters.KINDS)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"sru": "PRK"}, r"no such parameter; found 'sru'.*did you mean sur\?"),
        ({"sur": "DPRKK"}, r"'DPRKK'.*did you mean PRK\?"),
        ({"sur": "Korea"}, r"two States; found 'Korea'; expected KOR \(Republic of Korea\) or PRK \(DPRK\)"),
        ({"sur": 7}, "parameter sur is not a State; found 7"),
        ({"cycles": 7}, "parameter cycles: there is no such cycle; found 7"),
        ({"cycles": [1, 1]}, "at least one cycle, each only once"),
        ({"cycles": []}, "at least one"),
        ({"coding": "belatd"}, r"did you mean belated\?"),
        ({"confidence": "high"}, "parameter confidence cannot be used; found 'high'; expected a number"),
        ({"confidence": 1.5}, "found 1.5"),
        ({"draws": 10.5}, "a whole number"),
        ({"seed": True}, "found True"),
        ({"dataset": "MINE"}, "no dataset of that name.*upr import"),
        ({"machine_coded": "yes"}, "true or false"),
        ({"profile": "poster"}, "no journal of that name; found 'poster'; expected one of article, taylor_francis"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_one_sentence(given, words):
    with pytest.raises(UprError, match=words):
        parameters.checked("01_acceptance", given)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"match_threshold": 1.5},
            "parameter match_threshold cannot be used; found 1.5; expected a number from 0.5 to 1",
        ),
        ({"match_threshold": 0.3}, "found 0.3"),
        ({"sessions_kept": 13}, "a whole number from 1 to 12"),
        ({"last_session": 27}, "a whole number from 13 to 26"),
        ({"event": "COI on Lybia"}, r"neither a day .* nor an event on file.*COI on Libya"),
        ({"event": "2014-02-30"}, "no such day in the calendar; found '2014-02-30'"),
        ({"event": 2014}, "parameter event cannot be used; found 2014; expected text"),
        ({"coding": "belate"}, r"did you mean belated\?"),
    ],
)
def test_a_parameter_of_the_timing_notebook_is_one_sentence_too(given, words):
    with pytest.raises(UprError, match=words):
        parameters.checked("02_coi_timing", given)


@pytest.mark.parametrize("event", ["all", "COI on Libya", "2014-02-17"])
def test_an_event_is_all_one_by_name_or_a_day(event):
    assert parameters.checked("02", {"event": event})["event"] == event


@pytest.mark.parametrize("name", ["PRK", "prk", "North Korea", "DPR Korea", "Korea, Democratic People's Republic of"])
def test_a_state_may_be_named_and_the_run_is_that_of_its_code(name):
    assert parameters.checked("01", {"sur": name}) == parameters.defaults("01")
    assert parameters.checked("04", {"rivals": ["Turkey", name]})["rivals"] == ["TUR", "PRK"]


def test_one_cycle_need_not_be_a_list():
    assert parameters.checked("01", {"cycles": 2})["cycles"] == [2]


def test_a_notebook_that_is_not_there_lists_the_others():
    with pytest.raises(ParameterError, match="one of " + ", ".join(NAMES)):
        contents.full_name("99_nothing")


@pytest.fixture
def brought(monkeypatch):
    """An import LATER with a third and a fourth review, of which nobody coded the fourth."""
    monkeypatch.setattr(datasets, "check_name", lambda name: None)
    monkeypatch.setattr(datasets, "brought", lambda name: datasets.Brought((3, 4), (4,)))


def test_an_import_of_later_cycles_extends_what_is_not_given(brought):
    given = {"dataset": "LATER", "sur": "ALB"}
    assert parameters.for_import("01_acceptance", given) == {**given, "cycles": [1, 2, 3, 4], "machine_coded": True}
    assert parameters.for_import("03_alliances", given) == {**given, "cycle": 4, "machine_coded": True}


def test_what_is_given_counts_and_what_it_leaves_out_is_said(brought):
    given = {"dataset": "LATER", "cycles": [2, 3], "machine_coded": False}
    assert parameters.for_import("01_acceptance", given) == given
    assert parameters.left_out(given) == [
        "The dataset has a review of cycle 4, which the parameter cycles leaves out.",
        "No person coded the action categories of cycle 4: they are missing (see machine_coded).",
    ]


def test_without_an_import_nothing_is_extended_or_said():
    assert parameters.for_import("01_acceptance", {"sur": "ALB"}) == {"sur": "ALB"}
    assert parameters.left_out({"dataset": "bundled", "cycles": [1]}) == []
