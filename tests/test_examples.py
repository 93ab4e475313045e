"""The examples in docstrings run, and the public face has them."""

import doctest
import importlib
import re
from types import ModuleType

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

import uprlib
from uprlib import paths
from uprlib.facts import corpus
from uprlib.modules import PACKAGE
from uprlib.notebook import contents

NAMES = sorted(
    ".".join(("uprlib", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_module_give_what_they_say(name, upr, monkeypatch):
    # Kernels of earlier tests leave files in the folder that stands for the user's: an example has one of its own.
    monkeypatch.delenv("IPYTHONDIR", raising=False)
    # The corpus of all examples is one: what is the same for each of them is made once.
    monkeypatch.setattr(corpus, "_shared", {(paths.home(), upr.dataset, upr.machine_coded, upr.sur): upr})
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted and not found.failed


@pytest.mark.parametrize("name", ["Corpus", "cite", "corpus", "load", "read", "start"])
def test_what_the_package_offers_has_an_example(name):
    thing = getattr(uprlib, name)
    members = vars(thing).values() if isinstance(thing, type) else ()
    assert any(">>> " in (each.__doc__ or "") for each in (thing, *members))


ELSEWHERE = {
    "audited": "uprlib.facts.audited",
    "published": "uprlib.facts.published",
    "verdicts": "uprlib.ledger.verdicts",
}
USED = sorted(
    {
        found
        for name in contents.names()
        for found in re.findall(
            r"\b(acceptance|alliances|audited|plots|profiles|published|specifications|timing|verdicts)\.(\w+)\(",
            contents.code(name),
        )
    }
)


@pytest.mark.parametrize(("room", "name"), USED)
def test_what_notebooks_call_has_an_example(room, name):
    assert ">>> " in getattr(importlib.import_module(ELSEWHERE.get(room, f"uprlib.{room}")), name).__doc__


@pytest.fixture(scope="module")
def shell():
    """What answers Tab and Shift-Tab in JupyterLab, after a notebook's imports."""
    # Neither this process's own `__main__` nor anybody's history is its affair.
    unkept = Config({"HistoryManager": {"enabled": False}})
    made = InteractiveShell(config=unkept, user_module=ModuleType("reader"), user_ns={})
    made.run_cell("import uprlib\nfrom uprlib import acceptance, corpus, plots")
    return made


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("uprlib.", {"acceptance", "alliances", "cite", "corpus", "load", "plots", "read", "start", "timing"}),
        ("uprlib.acc", {"acceptance"}),
        ("uprlib.acceptance.ra", {"rates"}),
        ("acceptance.low", {"low_cost_less_specific"}),
        ("plots.rates", {"rates_by_action"}),
    ],
)
def test_tab_offers_what_there_is(shell, typed, offered):
    with provisionalcompleter():
        found = {each.text for each in shell.Completer.completions(typed, len(typed))}
    assert offered <= found and not [each for each in found if each.startswith("_")]


def test_shift_tab_shows_an_example_that_works(shell):
    words = shell.object_inspect_mime("acceptance.rates")["text/plain"]
    assert '>>> rates(answers(uprlib.corpus(), "PRK"), "cycle")' in words and "'accepted': 114" in words
