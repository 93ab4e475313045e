"""A figure's passport: which notebook, parameters, data and code made it, beside it as JSON and inside it."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from PIL import Image
from pydantic import BaseModel, Field

from uprlib import __version__
from uprlib.errors import DataError
from uprlib.facts import project_files
from uprlib.paper import figure_files

PACKAGES = (
    *("matplotlib", "pillow", "pypdfium2", "textalloc"),
    *("numpy", "pandas", "scipy", "statsmodels", "igraph", "firthmodels"),
)
"""The packages whose version may change a figure; all are pinned in requirements.lock."""


@functools.cache
def versions() -> dict[str, str]:
    """Versions of the library and of the packages that draw and compute."""
    return {"uprlib": __version__} | {name: importlib.metadata.version(name) for name in PACKAGES}


def inside(notebook: str, figure: str, parameters: dict, numbers: Iterable[str], given: dict[str, str]) -> str:
    """What a figure's file says about itself: a line of JSON, without code, which changes more often than figures."""
    content = {
        "figure": f"{notebook}/{figure}",
        "parameters": parameters,
        "numbers": list(numbers),
        "inputs": given,
        "versions": versions(),
    }
    return json.dumps(content, ensure_ascii=True, separators=(",", ":"))


def passport(
    notebook: str,
    figure: str,
    *,
    title: str,
    alt: str,
    parameters: dict,
    page: dict,
    numbers: list[str],
    files: Iterable[Path],
    given: dict[str, str],
    made_by: dict[str, str],
    commit: str | None,
) -> str:
    """The JSON file beside a figure.

    Parameters
    ----------
    page : dict
        Width, height and smallest text as drawn.
    numbers : list of str
        Keys of the ledger that the figure shows.
    files : iterable of path
        The figure's files.
    given, made_by : dict
        From :mod:`uprlib.notebook.origin`.
    commit : str or None
        None for figures of a default run, which belong to the commit that contains them.
    """
    content = {
        "figure": f"{notebook}/{figure}",
        "title": title,
        "alt": alt,
        "parameters": parameters,
        "page": page,
        "numbers": numbers,
        "files": {file.name: checksum(file.read_bytes()) for file in files},
        "inputs": given,
        "code": made_by,
        "versions": versions(),
        "commit": commit,
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def stated(file: Path) -> dict:
    """The passport of a figure's file: the one beside it, otherwise what the file says about itself.

    Raises
    ------
    DataError
        The file does not exist or has no passport.
    """
    if not file.is_file():
        raise DataError("there is no such figure", file=file, remedy="`upr figures` makes them")
    name = file.stem.removesuffix("_600dpi")
    beside = file.with_name(f"{name}.json")
    if beside.exists():
        return _read(project_files.text(beside, PASSPORT, remedy="run `upr reproduce`"), beside)
    try:
        content = _within(file)
    except (ValueError, OSError, KeyError, ElementTree.ParseError) as problem:
        raise DataError(
            "this figure has no passport that can be read",
            file=file,
            value=" ".join(str(problem).split())[:80],
            expected=f"{beside.name} beside it, or a PDF, SVG, PNG or TIFF as this project writes it",
        ) from None
    return _read(content, file)


def _read(content: str, file: Path) -> dict:
    remedy = "run `upr reproduce`, or `upr figures`, which make it again"
    return project_files.parsed(content, _Passport, PASSPORT, file, remedy=remedy).model_dump(exclude_unset=True)


PASSPORT = "the figure's passport"


class _Passport(BaseModel):
    """What a passport must hold to be compared; one inside a figure's file holds less."""

    figure: str = Field(pattern="^[^/]+/[^/]+$")
    parameters: dict[str, Any]
    inputs: dict[str, str] | None = None
    code: dict[str, str] | None = None
    versions: dict[str, str] | None = None
    files: dict[str, str] = {}


def _within(file: Path) -> str:
    kind = file.suffix.lower()
    if kind == ".pdf":
        import pypdfium2

        try:
            with pypdfium2.PdfDocument(file) as document:
                return document.get_metadata_dict()["Keywords"]
        except pypdfium2.PdfiumError as problem:
            raise ValueError(str(problem)) from None
    if kind == ".svg":
        texts = [element.text or "" for element in ElementTree.parse(file).iter() if element.tag.endswith("}li")]
        if (found := next((text for text in texts if text.startswith("{")), None)) is None:
            raise ValueError("no keywords in it")
        return found
    with Image.open(file) as picture:
        if kind == ".tif":
            return picture.tag_v2[figure_files.KEYWORDS].decode("utf-16-le")  # type: ignore[attr-defined]
        return picture.info["Keywords"]


def checksum(content: bytes) -> str:
    """SHA-256 of some bytes, as the data package writes it without its prefix."""
    return hashlib.sha256(content).hexdigest()
