"""``data/datapackage.json`` describes the raw tables for machines, with checksums that are verified."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pydantic import BaseModel, Field

from uprlib import atomic, paths
from uprlib.errors import DataError, UprError, to_restore
from uprlib.facts import project_files

SOURCES = {
    "upr_info": "UPR Info: Database of UPR recommendations and voluntary pledges, export of 14 August 2015",
    "explorer": "Danish Institute for Human Rights: SDG-Human Rights Data Explorer, Universal Periodic Review",
    "reports": "United Nations: reports of the Working Group on the Universal Periodic Review, A/HRC/8/- to A/HRC/34/-",
    "ideal_points": "Bailey, Strezhnev and Voeten: ideal points in the UN General Assembly, April 2020 and July 2025",
    "votes": "United Nations: recorded votes of the General Assembly, the Human Rights Council and the Commission",
    "atop": "Leeds, Ritter, Mitchell and Long: Alliance Treaty Obligations and Provisions, version 5.1",
    "cow": "Pevehouse, Nordstrom, McManus and Jamison: Correlates of War, Intergovernmental Organizations, version 3.0",
    "gsdb": "Syropoulos, Felbermayr, Kirilakha, Yalcin and Yotov: Global Sanctions Data Base, release 4",
    "third_review": "United Nations: A/HRC/42/10, by way of a list of its recommendations without positions",
    "published": "The publications that each row names",
    "project": "The project's own coding from the documents that each row names",
}
TABLE_SOURCES = {
    "recommendations": ("upr_info", "explorer", "reports"),
    "positions": ("upr_info", "explorer", "reports", "project"),
    "reviews": ("upr_info", "explorer", "reports"),
    "states": ("upr_info", "project"),
    "disagreements": ("upr_info", "explorer", "reports"),
    "not_joined": ("upr_info", "explorer"),
    "request_pairs": ("upr_info", "explorer", "project"),
    "pair_checks": ("upr_info", "explorer", "project"),
    "action_coder": ("upr_info", "project"),
    "machine_actions": ("explorer", "project"),
    "coder_evaluation": ("upr_info", "project"),
    "coder_confusion": ("upr_info", "project"),
    "ideal_points": ("ideal_points",),
    "memberships": ("cow",),
    "dyads": ("atop", "cow", "gsdb"),
    "published_numbers": ("published",),
    "ties_set_aside": ("atop", "cow", "gsdb"),
    "later_recommendations": ("third_review", "project"),
    "roll_calls": ("ideal_points", "votes"),
    "roll_call_votes": ("ideal_points", "votes"),
    "country_votes": ("votes", "project"),
    "country_resolutions": ("votes", "project"),
    "reader_audit": ("upr_info", "reports", "project"),
}
FRICTIONLESS_TYPES = {"Int64": "integer", "Float64": "number", "boolean": "boolean"}


def describe(folder: Path) -> dict:
    """Describe the tables in `folder` as a Frictionless Data Package, version 1."""
    # Only who describes needs it: a run asks whether checksums agree before pandas is imported.
    from uprlib.facts import contract

    resources = []
    for path in _described(folder):
        raw = path.read_bytes()
        resource = {
            "name": path.stem.replace("_", "-"),
            "path": f"raw/{path.name}",
            "format": path.suffix[1:],
            **({} if path.suffix == ".npz" else {"encoding": "utf-8"}),
            "bytes": len(raw),
            "hash": _hash(raw),
            "sources": [{"title": SOURCES[name]} for name in TABLE_SOURCES.get(path.stem, ("project",))],
        }
        if path.suffix == ".csv":
            if path.stem not in contract.names():
                raise DataError(
                    "data/raw has a table that the contract does not know",
                    file=path,
                    expected="one of " + ", ".join(contract.names()),
                    remedy="move it out of data/raw; your own data come in by `upr import`",
                )
            resource |= {"profile": "tabular-data-resource", "schema": _table_schema(path.stem)}
        resources.append(resource)
    return {
        "name": "upr-coded-facts",
        "title": "Coded facts on recommendations of the Universal Periodic Review, two cycles",
        "profile": "data-package",
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}],
        "resources": resources,
    }


def _described(folder: Path) -> list[Path]:
    return [path for path in paths.files(folder) if path.suffix in {".csv", ".yml", ".npz"}]


def _hash(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


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
    present = {f"raw/{path.relative_to(paths.raw()).as_posix()}": _hash(path.read_bytes()) for path in every}
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


def _table_schema(table: str) -> dict:
    from uprlib.facts import contract

    held = contract.contract(table)
    fields = []
    for name, column in held.columns.items():
        field: dict[str, object] = {"name": name, "type": FRICTIONLESS_TYPES.get(str(column.dtype), "string")}
        if field["type"] == "boolean":
            field |= {"trueValues": ["yes"], "falseValues": ["no"]}
        if not column.nullable:
            field["constraints"] = {"required": True}
        fields.append(field)
    described = {"fields": fields, "missingValues": [""]}
    keys = contract.key(table)
    # Frictionless allows no missing value in a primary key, and some positions have no date.
    if keys and not any(held.columns[name].nullable for name in keys):
        described["primaryKey"] = keys
    return described
