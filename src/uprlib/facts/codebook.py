"""The words for sources, tables and columns: one list, ``codebook.yml``, for people and for machines."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from uprlib.facts import vocabulary

MEANINGS: Mapping[str, Mapping[Any, str]] = {
    **dict.fromkeys(("action", "action_machine", "machine"), vocabulary.ACTIONS),
    **dict.fromkeys(("position", "position_upr_info", "position_explorer", "position_wg"), vocabulary.POSITIONS),
    "judged": vocabulary.JUDGEMENTS,
    "organisation": vocabulary.ORGANISATIONS,
    "pact": vocabulary.PACTS,
}
"""What the values of some columns mean."""


@functools.cache
def _held() -> dict[str, Any]:
    return yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))


def sources() -> dict[str, dict[str, str]]:
    """Every source by its name: title, how captions cite it, vintage, what was taken, rights and how to get it."""
    return _held()["sources"]


def sources_of(table: str) -> list[str]:
    """The sources that a table rests on; what is not listed is the project's own.

    Examples
    --------
    >>> sources_of("dyads"), sources_of("events")
    (['atop', 'cow', 'gsdb'], ['project'])
    """
    return _held()["tables"].get(table, {}).get("sources", ["project"])


def described() -> set[str]:
    """The tables whose rows and columns have their words here."""
    return {name for name, table in _held()["tables"].items() if "row" in table}


def row(table: str) -> str:
    """What one row of a table is.

    Examples
    --------
    >>> row("reviews")
    "one State's review in one cycle"
    """
    return _held()["tables"][table]["row"]


def words(table: str, column: str) -> str:
    """What a column of a table holds, as a sentence or more.

    Examples
    --------
    >>> words("documents", "sur")
    'State that it is about, ISO 3166 alpha-3 code.'
    """
    own = _held()["tables"][table].get("columns", {})
    return f"{(own if column in own else _held()['columns'])[column]}."


def label(table: str, column: str) -> str:
    """The first sentence of :func:`words`, without its full stop: what a statistical package shows beside the name.

    Examples
    --------
    >>> label("recommendations", "paragraph")
    'Paragraph of the report'
    """
    return words(table, column).split(". ")[0].removesuffix(".")


def sources_table() -> str:
    """The sources as a table in Markdown."""
    lines = ["| source | vintage | what was taken | what may be redistributed |", "|---|---|---|---|"]
    lines += [
        f"| {each['title']} | {each['vintage']} | {each['taken']} | {each['rights']} |" for each in sources().values()
    ]
    return "\n".join(lines)


def columns_table(table: str, columns: Iterable[str]) -> str:
    """Some columns of a table, with what they hold, as a table in Markdown."""
    lines = ["| column | meaning |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{name}` | {words(table, name)} |" for name in columns)])
