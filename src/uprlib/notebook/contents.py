"""The notebooks of the collection: what ``notebooks/contents.yml`` lists, and the tagged cell of each.

A notebook is listed there once, with its question, the tables that it loads and the notebooks whose numbers it reads.
The start page, the README's table, the site and the pipeline's inputs follow from the list.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from uprlib import paths
from uprlib.errors import DataError, ParameterError, did_you_mean, to_restore


class Entry(BaseModel):
    """One notebook of the list.

    Attributes
    ----------
    name : str
        Its file without ".ipynb".
    asks : str
        The question that it answers.
    tables : list of str
        The tables that it loads: they and the facts behind them are its inputs.
    facts : list of str
        Files of data/raw, other than tables, that it reads.
    reads : list of str
        Notebooks whose numbers it reads; "all" for every other one.
    """

    model_config = ConfigDict(extra="forbid")

    name: str
    asks: str
    tables: list[str]
    facts: list[str] = []
    reads: list[str] = []


@dataclass(frozen=True)
class _Cell:
    kind: str
    source: str
    tags: tuple[str, ...]


def listed() -> list[Entry]:
    """The entries of the list, in its order.

    Raises
    ------
    DataError
        The list is missing, or an entry cannot be used; says which.
    """
    file = paths.notebooks() / "contents.yml"
    try:
        return _entries(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        raise DataError("the list of notebooks is missing", file=file, remedy=to_restore(file)) from None


@functools.lru_cache(maxsize=4)
def _entries(file: Path, _modified: int) -> list[Entry]:
    try:
        return [Entry.model_validate(entry) for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["notebooks"]]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError, KeyError, ValidationError) as problem:
        words = " ".join(str(problem).split())
        raise DataError(
            "the list of notebooks cannot be read", file=file, value=words[:200], remedy=to_restore(file)
        ) from None


def names() -> list[str]:
    """The notebooks that take parameters, in their order."""
    return [entry.name for entry in listed()]


def reads(notebook: str) -> list[str]:
    """The other notebooks whose numbers one reads."""
    own = entry(notebook)
    others = [name for name in names() if name != own.name]
    return others if "all" in own.reads else [name for name in others if name in own.reads]


def entry(notebook: str) -> Entry:
    """The entry of one notebook; its number or file name will do."""
    name = full_name(notebook)
    return next(each for each in listed() if each.name == name)


def full_name(notebook: str) -> str:
    """The full name of a notebook; "01" and "01_acceptance.ipynb" will do.

    Raises
    ------
    ParameterError
        There is none of that name.
    """
    plain = notebook.rsplit("/", 1)[-1].removesuffix(".ipynb")
    known = names()
    found = [name for name in known if name == plain or name.split("_")[0] == plain]
    if len(found) != 1:
        raise ParameterError(
            "there is no notebook of that name",
            value=notebook,
            expected="one of " + ", ".join(known),
            remedy=did_you_mean(plain, known),
        )
    return found[0]


def path(notebook: str) -> Path:
    """The file of a notebook."""
    return paths.notebooks() / f"{full_name(notebook)}.ipynb"


def cells(notebook: str) -> list[_Cell]:
    """The cells of a notebook: kind, source and tags.

    Raises
    ------
    DataError
        The file is missing or is not a notebook.
    """
    file = path(notebook)
    try:
        state = file.stat()
    except FileNotFoundError:
        raise DataError("the notebook is missing", file=file, remedy=to_restore(file)) from None
    return list(_cells(file, state.st_mtime_ns, state.st_size))


@functools.lru_cache(maxsize=32)
def _cells(file: Path, _modified: int, _size: int) -> tuple[_Cell, ...]:
    try:
        held = json.loads(file.read_text(encoding="utf-8"))["cells"]
        return tuple(
            _Cell(cell["cell_type"], "".join(cell["source"]), tuple(cell["metadata"].get("tags", ()))) for cell in held
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DataError(
            "this is not a notebook", file=file, expected="JSON as Jupyter writes it", remedy=to_restore(file)
        ) from None


def code(notebook: str) -> str:
    """Everything in a notebook that its results depend on: the source of every code cell."""
    return "\n".join(cell.source for cell in cells(notebook) if cell.kind == "code")


def tagged_cell(notebook: str) -> str:
    """The source of the cell tagged "parameters".

    Raises
    ------
    ParameterError
        There is none, or more than one.
    """
    tagged = [cell.source for cell in cells(notebook) if "parameters" in cell.tags]
    if len(tagged) != 1:
        raise ParameterError(
            f"{len(tagged)} cells are tagged 'parameters'", file=path(notebook), expected="one cell with this tag"
        )
    return tagged[0]
