"""The examples in docstrings run, and the public face has them."""

import doctest
import importlib
import re

import pytest

import uprlib
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
    monkeypatch.setattr(corpus, "_shared", {(upr.dataset, upr.machine_coded, upr.sur): upr})
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted and not found.failed


@pytest.mark.parametrize("name", ["Corpus", "cite", "corpus", "load", "read", "start"])
def test_what_the_package_offers_has_an_example(name):
    thing = getattr(uprlib, name)
    members = vars(thing).values() if isinstance(thing, type) else ()
    assert any(">>> " in (each.__doc__ or "") for each in (thing, *members))


USED = sorted(
    {
        found
        for name in contents.names()
        for found in re.findall(
            r"\b(acceptance|alliances|profiles|specifications|timing)\.(\w+)\(", contents.code(name)
        )
    }
)


@pytest.mark.parametrize(("room", "name"), USED)
def test_what_notebooks_call_has_an_example(room, name):
    assert ">>> " in getattr(importlib.import_module(f"uprlib.{room}"), name).__doc__
