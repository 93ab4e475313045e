"""What a shell offers when Tab is pressed: notebooks, parameters and their values, States, journals.

It is to be there as fast as one types: nothing here imports pandas, so tables are read as plain CSV.
"""

from __future__ import annotations

import contextlib
import csv
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, get_args, get_origin

from click.shell_completion import CompletionItem
from pydantic import StrictBool

from uprlib import paths
from uprlib.facts import journals, vocabulary
from uprlib.notebook import contents, parameters

Offers = Iterable[tuple[object, str]]
"""Values, each with what is said of it."""


def offered(what: str, words: Sequence[str], begun: str) -> list[CompletionItem]:
    """What can stand where a word was begun; nothing where the project cannot be read.

    Parameters
    ----------
    what : str
        One of :data:`KINDS`.
    words : sequence of str
        The words of the command before this one.
    begun : str
        The word as far as it is written; a State's name will do for its code.

    Examples
    --------
    >>> [item.value for item in offered("parameter", ["run", "01", "-p", "sur"], "north k")]
    ['PRK']
    """
    with contextlib.suppress(Exception):
        return [CompletionItem(str(value), help=" ".join(said.split())) for value, said in KINDS[what](words, begun)]
    return []


def _notebooks(words: Sequence[str], begun: str) -> Offers:
    # Bash makes words of its own of NAME=VALUE.
    if [*words[-3:-2], *words[-1:]] == ["--over", "="]:
        return _values(words[-2], begun)
    return _beginning(((entry.name, entry.asks) for entry in contents.listed()), begun)


def _states(words: Sequence[str], begun: str) -> Offers:
    """Codes of the States that have a name, or a code, that begins so."""
    found: dict[str, str] = {}
    for row in _rows("state_names"):
        if any(name.casefold().startswith(begun.casefold()) for name in (row["iso3"], row["name"])):
            found.setdefault(row["iso3"], row["name"])
        if row["iso3"] in found and row["source"].endswith("display"):
            found[row["iso3"]] = row["name"]
    return found.items()


def _parameter(words: Sequence[str], begun: str) -> Offers:
    """A name after ``-p``, or the value after that."""
    return _names(words, begun) if words[-1].startswith("-") else _values(words[-1], begun)


def _over(words: Sequence[str], begun: str) -> Offers:
    """NAME=VALUE,VALUE: what stands before the last comma stays."""
    name, equals, rest = begun.partition("=")
    if not equals:
        return [(f"{name}=", said) for name, said in _names(words, name)]
    kept, comma, last = rest.rpartition(",")
    return [(f"{name}={kept}{comma}{value}", said) for value, said in _values(name, last)]


def _names(words: Sequence[str], begun: str) -> Offers:
    """The parameters of the first notebook that is named, or of every one."""
    known = contents.listed()
    named = [entry.name for entry in known if {entry.name, entry.name.split("_")[0]} & set(words)]
    every = itertools.chain.from_iterable(map(parameters.declared, named[:1] or contents.names()))
    return _beginning({each.name: each.meaning for each in every}.items(), begun)


def _values(parameter: str, begun: str) -> Offers:
    kept, comma, last = begun.rpartition(",")
    if parameter == "sur":
        return [(f"{kept}{comma}{code}", said) for code, said in _states((), last)]
    return _beginning(((value, "") for value in _choices(parameter)), begun)


def _choices(parameter: str) -> Iterable[object]:
    """The values of a parameter of which there are few."""
    kind = parameters.KINDS.get(parameter)
    if get_origin(kind) is Literal:
        return get_args(kind)
    if kind is StrictBool:
        return ("true", "false")
    few: dict[str, Callable[[], Iterable[object]]] = {
        "cycle": lambda: vocabulary.CYCLES,
        "cycles": lambda: (1, 2, "[1,2]"),
        "event": lambda: dict.fromkeys((vocabulary.ALL_EVENTS, *(row["event"] for row in _rows("events")))),
        "issue": lambda: (row["issue"] for row in _rows("issues")),
        "measure": lambda: vocabulary.PICTURED_MEASURES,
        "profile": journals.read,
    }
    return few[parameter]()


def _journals(words: Sequence[str], begun: str) -> Offers:
    return _beginning(((name, page.title) for name, page in journals.read().items()), begun)


def _beginning(offers: Offers, begun: str) -> Offers:
    return [(value, said) for value, said in offers if str(value).casefold().startswith(begun.casefold())]


def _rows(table: str) -> Iterator[dict[str, str]]:
    with (paths.raw() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


KINDS: Mapping[str, Callable[[Sequence[str], str], Offers]] = {
    "journal": _journals,
    "notebook": _notebooks,
    "over": _over,
    "parameter": _parameter,
    "state": _states,
}
"""What is offered, by what is asked for."""
