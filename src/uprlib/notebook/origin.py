"""What a figure or a notebook rests on: data files, cells and modules, with their checksums."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from uprlib import modules, paths
from uprlib.facts import built, codebook, datasets
from uprlib.notebook import contents, slices
from uprlib.paper import passport


def files(notebook: str) -> list[Path]:
    """Files of data/raw that a notebook's numbers and figures rest on, sorted."""
    entry = contents.entry(notebook)
    tables = {source for table in entry.tables for source in built.TABLES[table]}
    return sorted([*(paths.raw() / f"{name}.csv" for name in tables), *(paths.raw() / name for name in entry.facts)])


def numbers(notebook: str) -> list[Path]:
    """Results of other notebooks that a notebook reads."""
    return [paths.results() / f"{name}.json" for name in contents.reads(notebook)]


def inputs(notebook: str, dataset: object = None) -> dict[str, str]:
    """SHA-256 of every data file that a notebook's figures rest on, by path from the checkout."""
    found = [*files(notebook), paths.raw() / "journals.yml"]
    if dataset not in (None, datasets.BUNDLED):
        found += (file for file in datasets.check_name(str(dataset)).glob("[!.]*") if file.is_file())
    return {paths.shown(file): passport.checksum(file.read_bytes()) for file in sorted(found)}


def source(notebook: str, dataset: object = None) -> str:
    """Where the data of a notebook come from, in a line for a caption.

    Examples
    --------
    >>> source("04_as_recommending_state")[:62]
    'Sources: UPR Info (export of 14 August 2015); Danish Institute'
    """
    used = {name for file in files(notebook) for name in codebook.sources_of(file.stem)}
    cited = [each["cited"] for name, each in codebook.sources().items() if name in used]
    if dataset not in (None, datasets.BUNDLED):
        cited.append(f"the imported dataset {dataset}")
    return f"Source{'s' if len(cited) > 1 else ''}: {'; '.join(cited)}."


def code(notebook: str, figure: str) -> dict[str, str]:
    """SHA-256 of the cells that a figure needs and of every module of the library that they use."""
    cells = "\n".join(slices.cells_for(notebook, [figure]))
    found = {paths.shown(contents.path(notebook)): passport.checksum(cells.encode())}
    return found | {modules.shown(file): passport.checksum(file.read_bytes()) for file in modules.needed(cells)}


def modules_of(notebook: str) -> Sequence[Path]:
    """Files of the library that a notebook's code needs."""
    return modules.needed(contents.code(notebook))
