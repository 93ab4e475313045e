"""The notebooks of the collection: what ``notebooks/contents.yml`` lists, and the tagged cell of each.

A notebook is listed there once, with its question, the tables that it loads and the notebooks whose numbers it reads.
The start page, the README's table, the site and the pipeline's inputs follow from the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, model_validator

from uprlib import paths
from uprlib.errors import ParameterError, did_you_mean
from uprlib.facts import project_files
from uprlib.facts.table_names import TABLES


def _known_table(name: str) -> str:
    if name not in TABLES:
        raise ValueError("a table: " + ", ".join(TABLES))
    return name


class Entry(project_files.Entry):
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

    name: str = Field(pattern=r"^\w+$")
    asks: str
    tables: list[Annotated[str, AfterValidator(_known_table)]]
    facts: list[Annotated[str, Field(pattern=r"^[\w-]+\.\w+$")]] = Field(default=[])
    reads: list[str] = Field(default=[])


class _List(project_files.Entry):
    notebooks: list[Entry] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_what_it_lists(self) -> _List:
        known = [entry.name for entry in self.notebooks]
        if twice := [name for name in known if known.count(name) > 1]:
            raise ValueError(f"each notebook once, not {twice[0]} twice")
        if unknown := {each for entry in self.notebooks for each in entry.reads} - {*known, "all"}:
            raise ValueError(f"notebooks of the list under reads, or all; not {min(unknown)}")
        return self


class _Metadata(BaseModel):
    tags: list[str] = []


class _Cell(BaseModel):
    cell_type: str
    source: str | list[str]
    metadata: _Metadata


class _Notebook(BaseModel):
    """What a notebook must have to be run; Jupyter knows the rest."""

    cells: list[_Cell]
    metadata: dict[str, Any]
    nbformat: Literal[4]


@dataclass(frozen=True)
class Cell:
    """A cell of a notebook: its kind, its source and its tags."""

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
    file, expected = paths.notebooks() / "contents.yml", "YAML with a list under `notebooks:`"
    return project_files.read(file, _List, "the list of notebooks", expected=expected).notebooks


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
    found = [plain] if plain in known else [name for name in known if name.split("_")[0] == plain]
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


def cells(notebook: str) -> list[Cell]:
    """The cells of a notebook: kind, source and tags.

    Raises
    ------
    DataError
        The file is missing or is not a notebook.
    """
    held = read(path(notebook)).cells
    return [Cell(cell.cell_type, "".join(cell.source), tuple(cell.metadata.tags)) for cell in held]


def read(file: Path) -> _Notebook:
    """A notebook's file, checked.

    Raises
    ------
    DataError
        As :func:`cells`.
    """
    return project_files.read(file, _Notebook, "the notebook", expected="JSON as Jupyter writes it")


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
