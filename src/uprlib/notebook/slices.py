"""The cells that one figure of a notebook needs.

A cell is needed if it makes the figure, or defines a name that a needed cell uses. Both are read from the code. If
several cells define a name, all those before its use count.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Sequence

from uprlib import modules
from uprlib.errors import DataError
from uprlib.notebook import contents


def cells_for(notebook: str, figures: Sequence[str]) -> list[str]:
    """The code of the cells that some figures of a notebook need, in their order.

    Raises
    ------
    DataError
        No cell makes one of them.
    """
    cells = [cell for cell in contents.cells(notebook) if cell.kind == "code"]
    code = [cell.source for cell in cells]
    trees = [_tree(source) for source in code]
    defined, read = [given(tree) for tree in trees], [used(tree) for tree in trees]
    makers = {name: [place for place, tree in enumerate(trees) if _makes(tree, name)] for name in figures}
    for name, places in makers.items():
        if not places:
            raise DataError("no cell of the notebook makes this figure", value=f"{notebook}/{name}")
    waiting = [place for places in makers.values() for place in places]
    # A run begins with the parameters, which `start` reads by their names, and ends with the passports.
    waiting += [place for place, cell in enumerate(cells) if "parameters" in cell.tags]
    waiting += [place for place, tree in enumerate(trees) if calls(tree, "finish")]
    kept: set[int] = set()
    while waiting:
        place = waiting.pop()
        if place not in kept:
            kept.add(place)
            waiting += [before for before in range(place) if defined[before] & read[place]]
    return [code[place] for place in sorted(kept)]


def _tree(source: str) -> ast.AST:
    """A cell's code as a tree. One that is not Python (somebody's unfinished work) defines and needs nothing."""
    try:
        return ast.parse(modules.without_magics(source))
    except SyntaxError:
        return ast.Module([], [])


def given(tree: ast.AST) -> set[str]:
    """Names that a cell binds or changes: assigned, imported, defined; a method called on a name may change it too."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            root = node.value
            while isinstance(root, ast.Subscript | ast.Attribute):
                root = root.value
            if isinstance(root, ast.Name):
                found.add(root.id)
    return found


def used(tree: ast.AST) -> set[str]:
    """Names that some code reads or binds, Python's own left out."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return names - set(dir(builtins))


def calls(tree: ast.AST, method: str) -> bool:
    """Whether some code calls a method of this name."""
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method
        for node in ast.walk(tree)
    )


def _makes(tree: ast.AST, figure: str) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "figure"
        and any(isinstance(argument, ast.Constant) and argument.value == figure for argument in node.args)
        for node in ast.walk(tree)
    )
