"""``upr deposit``: one archive for Zenodo or Dataverse with all that the project is, the same bytes each time."""

from __future__ import annotations

import hashlib
import json
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from packaging.requirements import Requirement

import uprlib
from uprlib import atomic, checkout, paths
from uprlib.commands import data_editor, export
from uprlib.errors import DataError, UprError, to_restore

FIRST_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file allows, on every part of it."""

PACKED = {".png", ".parquet", ".npz", ".pdf", ".ttf"}
"""Files that no packing makes smaller are stored as they are."""


def deposit(file: Path) -> dict[str, int]:
    """Write the archive.

    Parameters
    ----------
    file : path
        The zip file; an earlier one is replaced.

    Returns
    -------
    dict of str to int
        The bytes of each file in it.

    Raises
    ------
    UprError
        The name does not end in .zip or belongs to something else; one of the project's files is missing; or it is not
        known which files belong to the project.
    """
    if file.suffix != ".zip" or (file.exists() and not zipfile.is_zipfile(file)):
        raise UprError(
            "the archive cannot be put here",
            file=file,
            expected="a new file whose name ends in .zip, or an archive, which is replaced",
        )
    parts = gathered()
    folder = f"uprlib-{uprlib.__version__}"
    with atomic.replacing(file) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", FIRST_TIME)
            # As written on every system: a file of Unix, that anybody may read and a program that anybody may run.
            mode = 0o100755 if content.startswith(b"#!") else 0o100644
            entry.create_system, entry.external_attr = 3, mode << 16
            packed = Path(name).suffix not in PACKED
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED, 9)
    return {name: len(content) for name, content in parts.items()}


def by_part(sizes: Mapping[str, int]) -> dict[str, int]:
    """The bytes of each folder of an archive and of each file beside them.

    Examples
    --------
    >>> by_part({"README.md": 3, "data/raw/events.csv": 5, "data/README.md": 7})
    {'README.md': 3, 'data/': 12}
    """
    found: dict[str, int] = {}
    for name, size in sizes.items():
        part = f"{Path(name).parts[0]}/" if "/" in name else name
        found[part] = found.get(part, 0) + size
    return found


def gathered() -> dict[str, bytes]:
    """The files of the archive: those of the project as they are now, and what is made of them.

    Raises
    ------
    UprError
        As :func:`deposit`.
    """
    made: dict[str, str] = {
        "codebook.html": export.codebook_page(export.all_tables()),
        "data-editor.md": data_editor.page(),
        "codemeta.json": _json(codemeta()),
        "sbom.cdx.json": _json(bill_of_materials((paths.home() / "requirements.lock").read_text(encoding="utf-8"))),
    }
    parts = {name: text.encode("utf-8") for name, text in made.items()}
    # An archive that was unpacked lists what was made for it, too.
    for name in checkout.files():
        if name not in made:
            parts[name] = _of_project(name)
    parts = dict(sorted(parts.items()))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in parts.items())
    return parts | {paths.sums().name: sums.encode("utf-8")}


def _of_project(name: str) -> bytes:
    file = paths.home() / name
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise DataError("a file of the project is missing", file=file, remedy=to_restore(file)) from None


def bill_of_materials(lock: str) -> dict[str, Any]:
    """The packages of a lock as a software bill of materials: CycloneDX, version 1.5.

    Examples
    --------
    >>> made = bill_of_materials("numpy==2.4.6\\ncolorama==0.4.6 ; sys_platform == 'win32'")
    >>> [part["bom-ref"] for part in made["components"]]
    ['pkg:pypi/numpy@2.4.6', 'pkg:pypi/colorama@0.4.6']
    """
    components = []
    for line in lock.splitlines():
        if not line[:1].isalnum():
            continue
        required = Requirement(line.rstrip(" \\"))
        version = next(iter(required.specifier)).version
        reference = f"pkg:pypi/{required.name}@{version}"
        component: dict[str, Any] = {"type": "library", "bom-ref": reference, "name": required.name, "version": version}
        component["purl"] = reference
        if required.marker is not None:
            component["properties"] = [{"name": "python:marker", "value": str(required.marker)}]
        components.append(component)
    own = {"type": "application", "bom-ref": "uprlib", "name": "uprlib", "version": uprlib.__version__}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": own | {"licenses": [{"license": {"id": "MIT"}}]}},
        "components": components,
        "dependencies": [{"ref": "uprlib", "dependsOn": [part["bom-ref"] for part in components]}],
    }


def codemeta() -> dict[str, Any]:
    """What pyproject.toml and CITATION.cff say of the software, in the words of CodeMeta 3.0."""
    project = tomllib.loads((paths.home() / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((paths.home() / "CITATION.cff").read_text(encoding="utf-8"))
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": project["name"],
        "description": project["description"],
        "version": project["version"],
        "datePublished": str(citation["date-released"]),
        "license": f"https://spdx.org/licenses/{citation['license']}",
        "author": [_person(each) for each in citation["authors"]],
        "keywords": project["keywords"],
        "programmingLanguage": "Python",
        "runtimePlatform": f"Python {project['requires-python']}",
        "softwareRequirements": project["dependencies"],
        "citation": [
            {
                "@type": {"data": "Dataset", "article": "ScholarlyArticle"}[each["type"]],
                "name": each["title"],
                "author": [_person(author) for author in each["authors"]],
            }
            for each in citation["references"]
        ],
    }


def _person(author: Mapping[str, str]) -> dict[str, str]:
    if "name" in author:
        return {"@type": "Organization", "name": author["name"]}
    return {"@type": "Person", "givenName": author["given-names"], "familyName": author["family-names"]}


def _json(content: object) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
