"""The causal picture: what is taken to act on what, and what the notebooks do about it."""

from __future__ import annotations

import graphlib
from pathlib import Path

import pandas as pd
import yaml

from uprlib import paths
from uprlib.errors import DataError
from uprlib.tidy import Result, tidy

FIELDS = {"nodes": ("id", "words", "place"), "arrows": ("from", "to", "why", "done")}
"""What each node and each arrow says; a node may say besides that it is not seen in these data."""


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
    try:
        held = yaml.safe_load(place.read_text(encoding="utf-8"))
        found = {name: pd.DataFrame(held[name]) for name in FIELDS}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError) as problem:
        raise DataError(
            "the assumptions cannot be read",
            file=place,
            value=" ".join(str(problem).split())[:120],
            expected="YAML with lists under `nodes:` and `arrows:`",
        ) from None
    for name, fields in FIELDS.items():
        table = found[name]
        for field in fields:
            if field not in table or table[field].isna().any():
                raise DataError(
                    f"an entry of {name} lacks a field", file=place, column=field, expected="a value in each"
                )
    nodes, arrows = found["nodes"].set_index("id"), found["arrows"]
    for field in ("from", "to"):
        if unknown := sorted(set(arrows[field]) - set(nodes.index)):
            known = "one of " + ", ".join(nodes.index)
            raise DataError("an arrow ends at no node", file=place, column=field, value=unknown[0], expected=known)
    before = arrows.groupby("to")["from"].agg(list).to_dict()
    try:
        list(graphlib.TopologicalSorter(before).static_order())
    except graphlib.CycleError as circle:
        raise DataError("arrows run in a circle", file=place, value=" -> ".join(circle.args[1])) from None
    seen = nodes["seen"].map({False: False}).fillna(True).astype(bool) if "seen" in nodes else True
    nodes = nodes.assign(column=nodes["place"].str[0], row=nodes["place"].str[1], seen=seen)
    words = {"cause": arrows["from"].map(nodes["words"]), "effect": arrows["to"].map(nodes["words"])}
    return tidy(
        pd.DataFrame({**words, "why": arrows["why"], "done": arrows["done"]}),
        title="What is taken to act on what",
        index=("cause", "effect"),
        columns={"why": "why", "what the notebooks do": "done"},
        facts={"nodes": nodes.reset_index(), "arrows": list(zip(arrows["from"], arrows["to"], strict=True))},
    )
