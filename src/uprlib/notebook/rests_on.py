"""What a notebook depends on: the library modules that it imports, directly or through others."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat

from uprlib import paths

PACKAGE = Path(__file__).parents[1]


def modules_of_notebook(path: Path) -> list[Path]:
    """Files of the library that a notebook's code needs, found by reading imports, sorted."""
    cells = nbformat.read(path, as_version=4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    # `uprlib.start` and `uprlib.load` import on call what the notebook then uses.
    return sorted(
        _closure(
            [
                *_imported(code),
                PACKAGE / "__init__.py",
                PACKAGE / "notebook" / "study.py",
                PACKAGE / "facts" / "tables.py",
            ]
        )
    )


def modules_of(module: Path) -> list[Path]:
    """Files of the library that one of its modules needs, itself included, sorted."""
    return sorted(_closure([module]))


def tables_of_notebook(path: Path) -> list[str]:
    """Names of the processed tables that a notebook loads, sorted."""
    cells = nbformat.read(path, as_version=4).cells
    tree = ast.parse("\n".join(cell.source for cell in cells if cell.cell_type == "code"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return sorted(
        {
            call.args[0].value
            for call in calls
            if isinstance(call.func, ast.Attribute)
            and call.func.attr == "load"
            and call.args
            and isinstance(call.args[0], ast.Constant)
        }
    )


def files_of_notebook(path: Path, notebooks: list[str]) -> list[Path]:
    """Facts kept as YAML and results of other notebooks that a notebook reads, found by what its code names.

    Parameters
    ----------
    notebooks : list of str
        Names of all notebooks: whoever reads the ledger reads the results of the others.
    """
    code = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")
    facts = [paths.raw() / f"{name}.yml" for name in ("claims", "corrections") if f"{name}." in code]
    others = [paths.results() / f"{name}.json" for name in notebooks if name != path.stem]
    return facts + (others if "ledgers.read(" in code else [])


def code_of_notebook(path: Path) -> str:
    """The code and parameters of a notebook, without its outputs: what its results depend on."""
    cells = nbformat.read(path, as_version=4).cells
    return "\n".join(cell.source for cell in cells)


def _closure(found: list[Path]) -> set[Path]:
    seen: set[Path] = set()
    waiting = list(found)
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += _imported(module.read_text(encoding="utf-8"))
    return seen


def _imported(code: str) -> list[Path]:
    plain = re.sub(r"^\s*[%!].*$", "", code, flags=re.MULTILINE)
    names: set[str] = set()
    for node in ast.walk(ast.parse(plain)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return [file for name in names if name.split(".")[0] == "uprlib" and name != "uprlib" and (file := _file(name))]


def _file(module: str) -> Path | None:
    place = PACKAGE.joinpath(*module.split(".")[1:])
    for candidate in (place.with_suffix(".py"), place / "__init__.py"):
        if candidate.exists():
            return candidate
    return None
