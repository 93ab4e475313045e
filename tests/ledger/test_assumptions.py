import graphlib

import pytest

from uprlib.errors import DataError
from uprlib.ledger import assumptions


def test_the_regional_group_lies_behind_friendship_and_the_answer():
    arrows = set(assumptions.read().about.facts["arrows"])
    assert {("group", "friendship"), ("group", "room"), ("friendship", "asked"), ("asked", "end")} <= arrows
    assert ("inquiry", "end") in arrows and ("practice", "record") in arrows


def test_every_arrow_has_a_reason_and_says_what_is_done_about_it():
    found = assumptions.read()
    assert len(found) >= 15 and (found[["why", "done"]] != "").all().all()
    nodes = found.about.facts["nodes"]
    assert not nodes.duplicated(["column", "row"]).any()
    assert set(nodes.loc[~nodes["seen"], "id"]) == {"sensitivity", "succession", "practice"}


def test_nothing_acts_on_its_own_cause():
    before = {}
    for cause, effect in assumptions.read().about.facts["arrows"]:
        before.setdefault(effect, []).append(cause)
    assert list(graphlib.TopologicalSorter(before).static_order())


NODES = "nodes: [{id: a, words: A, place: [0, 0]}, {id: b, words: B, place: [1, 0]}]\n"
ARROW = "{from: a, to: b, why: w, done: d}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nodes: [", "the assumptions cannot be read.*YAML with lists under `nodes:` and `arrows:`"),
        (NODES, "column arrows: the assumptions cannot be used; expected this field"),
        (NODES + "arrows: [{from: a, to: b, why: w}]", "column arrows 1 done: .*expected this field"),
        (
            NODES + "arrows: [{from: a, to: c, why: w, done: d}]",
            r"expected arrows between nodes \(a, b\), unlike one at 'c'",
        ),
        (
            NODES + f"arrows: [{ARROW}, {ARROW.replace('from: a, to: b', 'from: b, to: a')}]",
            "no arrows in a circle, unlike [ab] -> [ab] -> [ab]",
        ),
        ("nodes: [{id: a, words: A}]\narrows: [" + ARROW + "]", "column nodes a place: .*expected this field"),
    ],
)
def test_a_picture_that_is_none_is_refused(tmp_path, text, words):
    file = tmp_path / "assumptions.yml"
    file.write_text(text)
    with pytest.raises(DataError, match=rf"assumptions\.yml.*{words}"):
        assumptions.read(file)
