"""The causal picture: what is taken to act on what, and what the notebooks do about it."""

from __future__ import annotations

import graphlib
from pathlib import Path
from typing import Annotated

import pandas as pd
from pydantic import Field, model_validator

from uprlib import paths
from uprlib.facts import project_files
from uprlib.tidy import Result, tidy

Text = Annotated[str, Field(min_length=1)]


class _Node(project_files.Entry):
    """What acts or is acted on, its place in the drawing, and whether these data hold it."""

    id: Text
    words: Text
    place: tuple[int, int]
    seen: bool = True


class _Arrow(project_files.Entry):
    before: Text = Field(alias="from")
    to: Text
    why: Text
    done: Text


class _Picture(project_files.Entry):
    nodes: list[_Node] = Field(min_length=1)
    arrows: list[_Arrow] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_ends_and_no_circle(self) -> _Picture:
        known = [node.id for node in self.nodes]
        before: dict[str, set[str]] = {name: set() for name in known}
        for arrow in self.arrows:
            for end in (arrow.before, arrow.to):
                if end not in known:
                    raise ValueError(f"arrows between nodes ({', '.join(known)}), unlike one at {end!r}")
            before[arrow.to].add(arrow.before)
        try:
            list(graphlib.TopologicalSorter(before).static_order())
        except graphlib.CycleError as circle:
            raise ValueError(f"no arrows in a circle, unlike {' -> '.join(circle.args[1])}") from None
        return self


def read(file: Path | None = None) -> Result:
    """The arrows of ``docs/assumptions.yml``, as a table and for a drawing.

    Returns
    -------
    Result
        One row is one arrow: cause, effect (in words), why, done. ``about.facts`` has "nodes" (a table: id, words,
        column, row, seen) and "arrows" (pairs of ids).

    Raises
    ------
    DataError
        The file cannot be read, a node or an arrow lacks a field, an arrow leads from or to no node, or arrows run in a
        circle: then nothing comes first, and it is no picture of causes.

    Examples
    --------
    >>> arrows = read()
    >>> arrows.loc[arrows["effect"] == "friendship", "cause"].to_list()
    ['regional group']
    """
    place = file or paths.home() / "docs" / "assumptions.yml"
    expected = "YAML with lists under `nodes:` and `arrows:`"
    held = project_files.read(place, _Picture, "the assumptions", expected=expected)
    nodes = pd.DataFrame(
        [(node.id, node.words, *node.place, node.seen) for node in held.nodes],
        columns=["id", "words", "column", "row", "seen"],
    ).set_index("id")
    arrows = pd.DataFrame([arrow.model_dump(by_alias=True) for arrow in held.arrows])
    words = {"cause": arrows["from"].map(nodes["words"]), "effect": arrows["to"].map(nodes["words"])}
    return tidy(
        pd.DataFrame({**words, "why": arrows["why"], "done": arrows["done"]}),
        title="What is taken to act on what",
        index=("cause", "effect"),
        columns={"why": "why", "what the notebooks do": "done"},
        facts={"nodes": nodes.reset_index(), "arrows": list(zip(arrows["from"], arrows["to"], strict=True))},
    )
