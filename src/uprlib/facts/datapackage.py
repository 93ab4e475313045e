"""``data/datapackage.json`` describes the raw tables for machines, with checksums that are verified."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from uprlib import atomic, freshness, paths
from uprlib.errors import DataError, UprError, to_restore
from uprlib.facts import codebook, project_files

if TYPE_CHECKING:  # Checksums are compared before anything heavy is imported.
    from uprlib.facts import contract

LICENCES = [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}]
FRICTIONLESS_TYPES = {"Int64": "integer", "Float64": "number", "boolean": "boolean"}


def describe(folder: Path) -> dict:
    """Describe the tables in `folder` as a Frictionless Data Package, version 1."""
    # Only who describes needs it: a run asks whether checksums agree before pandas is imported.
    from uprlib.facts import contract

    resources = []
    for path in _described(folder):
        resource = {
            "name": path.stem.replace("_", "-"),
            "path": f"raw/{path.name}",
            "format": path.suffix[1:],
            **({} if path.suffix == ".npz" else {"encoding": "utf-8"}),
            "bytes": path.stat().st_size,
            "hash": _hash(path),
            "sources": [{"title": codebook.sources()[name]["title"]} for name in codebook.sources_of(path.stem)],
        }
        if path.suffix == ".csv":
            if path.stem not in contract.names():
                raise DataError(
                    "data/raw has a table that the contract does not know",
                    file=path,
                    expected="one of " + ", ".join(contract.names()),
                    remedy="move it out of data/raw; your own data come in by `upr import`",
                )
            resource |= {"profile": "tabular-data-resource", "schema": schema(path.stem)}
        resources.append(resource)
    return {
        "name": "upr-coded-facts",
        "title": "Coded facts on recommendations of the Universal Periodic Review, two cycles",
        "profile": "data-package",
        "licenses": LICENCES,
        "resources": resources,
    }


def _described(folder: Path) -> list[Path]:
    return [path for path in paths.files(folder) if path.suffix in {".csv", ".yml", ".npz"}]


def _hash(file: Path) -> str:
    return "sha256:" + freshness.digest(file)


def write() -> None:
    """Describe the raw tables as they are now, and write the description."""
    text = json.dumps(describe(paths.raw()), indent=2, ensure_ascii=False) + "\n"
    atomic.write_text(paths.datapackage(), text)


class _Resource(BaseModel):
    path: str = Field(pattern=r"^raw/[^/]+$")
    hash: str


class _Package(BaseModel):
    """What the data package must say for its files to be compared; it says more, for other programs."""

    resources: list[_Resource] = Field(min_length=1)


def differences() -> list[str]:
    """The raw files that differ from the data package, one sentence each; empty where none does.

    Raises
    ------
    DataError
        The data package is missing, damaged, or lacks a path or a hash.
    """
    file = paths.datapackage()
    expected = "JSON with the path and the hash of each file of data/raw"
    stored = project_files.read(file, _Package, "the data package", expected=expected)
    promised = {resource.path: resource.hash for resource in stored.resources}
    every = paths.files(paths.raw(), "**/*")
    present = {f"raw/{path.relative_to(paths.raw()).as_posix()}": _hash(path) for path in every}
    words = []
    for path in sorted(promised.keys() | present.keys()):
        if path not in present:
            words.append(f"data/{path} is missing; {to_restore(file.parent / path)}")
        elif path not in promised:
            words.append(
                f"data/{path} is not in the data package: your own data come in by `upr import`; if it belongs to the "
                "project's facts, run `upr refresh --checksums`"
            )
        elif promised[path] != present[path]:
            words.append(
                f"data/{path} is not the file that the data package describes; if you changed it on purpose, run "
                f"`upr refresh --checksums`, otherwise {to_restore(file.parent / path)}"
            )
    return words


def in_a_line() -> str:
    """That raw files differ from the data package, in a line for who runs something on them; empty where none does."""
    try:
        found = differences()
    except UprError as problem:
        return str(problem)
    names = [words.split()[0] for words in found]
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    listed = ", ".join(names[:4]) + more
    return f"Changed facts: {listed} not as in data/datapackage.json; `upr doctor` says more." if found else ""


def schema(table: str, columns: Mapping[str, contract.Column] | None = None) -> dict:
    """What Frictionless says of a table: its columns, by default those of its contract, and its key."""
    from uprlib.facts import contract

    held = contract.contract(table).columns if columns is None else columns
    described = {"fields": [_field(table, name, column) for name, column in held.items()], "missingValues": [""]}
    keys = contract.key(table) if table in contract.names() else []
    # Frictionless allows no missing value in a primary key, and some positions have no date.
    if keys and not any(held[name].nullable for name in keys):
        described["primaryKey"] = keys
    return described


def _field(table: str, name: str, column: contract.Column) -> dict[str, object]:
    """What Frictionless says of one column: its type, its words and its closed values."""
    kind = "date" if column.is_day else FRICTIONLESS_TYPES.get(str(column.dtype), "string")
    described: dict[str, object] = {"name": name, "type": kind, "description": codebook.words(table, name)}
    if kind == "boolean":
        described |= {"trueValues": ["yes"], "falseValues": ["no"]}
    constraints: dict[str, object] = {"required": True} if not column.nullable else {}
    if column.choices:
        constraints["enum"] = column.choices
    return described | ({"constraints": constraints} if constraints else {})
