"""Which modules of the library a piece of code needs, found by reading its imports."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from uprlib import paths

PACKAGE = Path(__file__).parent


def needed(code: str) -> list[Path]:
    """Files of the library that some code imports, directly or through others, sorted.

    Where a package imports its modules lazily, only the modules behind the names in use are needed.
    """
    return sorted(_closure(_imported(code)))


def behind(module: Path) -> list[Path]:
    """Files of the library that one of its modules needs, itself included, sorted."""
    return sorted(_closure([module]))


def without_magics(code: str) -> str:
    """Code without IPython's own lines (``%magic``, ``!command``, ``name?``), which are not Python; line numbers
    stay the same.

    Examples
    --------
    >>> without_magics("%matplotlib inline\\nx = 7 % 2\\nx?")
    '\\nx = 7 % 2\\n'
    """
    if code.lstrip().startswith("%%"):
        return ""
    return re.sub(r"^[ \t]*([%!?].*|[\w.]+\?{1,2}[ \t]*)$", "", code, flags=re.MULTILINE)


def _closure(found: Iterable[Path]) -> set[Path]:
    seen: set[Path] = set()
    waiting = list(found)
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += _imported_by(module, module.stat().st_mtime_ns)
    return seen


@functools.lru_cache(maxsize=512)
def _imported_by(module: Path, _modified: int) -> tuple[Path, ...]:
    return tuple(_imported(module.read_text(encoding="utf-8")))


def _imported(code: str) -> list[Path]:
    tree = ast.parse(without_magics(code))
    rooms: dict[str, str] = {}
    names: set[str] = set()
    for node in _statements(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names.add(alias.name)
                # `import uprlib.plots` binds the name uprlib.
                first = alias.name.split(".")[0]
                rooms[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                names |= {node.module, _behind_door(node.module, alias.name)}
                rooms[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    # Behind an attribute of a module there is none; behind one of a room there may be.
    rooms = {name: room for name, room in rooms.items() if _is_room(room)}
    for node in ast.walk(tree) if rooms else ():
        if not isinstance(node, ast.Attribute):
            continue
        root, *attributes = _dotted(node)
        if root in rooms:
            names.add(functools.reduce(_behind_door, attributes, rooms[root]))
    return [file for name in names if name.startswith("uprlib") and (file := _file(name))]


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """Every statement, those inside others too; imports are statements, and most of a tree is not."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for part in ("body", "orelse", "finalbody", "handlers", "cases"):
            waiting += getattr(node, part, ())


def _is_room(name: str) -> bool:
    first, *inside = name.split(".")
    return first == "uprlib" and PACKAGE.joinpath(*inside, "__init__.py").exists()


def _dotted(node: ast.AST) -> list[str]:
    """The parts of a dotted name such as `uprlib.acceptance.rates`; empty text where it does not begin with a name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.insert(0, node.attr)
        node = node.value
    return [node.id if isinstance(node, ast.Name) else "", *parts]


def _behind_door(package: str, name: str) -> str:
    """The module that a package's name comes from: its rooms are imported when first used."""
    file = _file(package) if _is_room(package) else None
    doors = _doors(file, file.stat().st_mtime_ns) if file is not None else {}
    return f"{package}.{doors.get(name, name)}"


@functools.lru_cache(maxsize=64)
def _doors(package: Path, _modified: int) -> dict[str, str]:
    """Each name that a package offers through `lazy_loader.attach`, with the module that it comes from."""
    for node in ast.walk(ast.parse(package.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "attach":
            offered = next((word.value for word in node.keywords if word.arg == "submod_attrs"), None)
            modules = ast.literal_eval(offered) if offered is not None else {}
            return {name: module for module, names in modules.items() for name in names}
    return {}


def _file(module: str) -> Path | None:
    place = PACKAGE.joinpath(*module.split(".")[1:])
    return next((file for file in (place / "__init__.py", place.with_suffix(".py")) if file.exists()), None)


def shown(module: Path) -> str:
    """A module's path as passports name it."""
    return paths.shown(module) if not module.is_relative_to(PACKAGE) else f"src/uprlib/{module.relative_to(PACKAGE)}"
