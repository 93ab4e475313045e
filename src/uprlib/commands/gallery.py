"""The gallery: every figure and table of the notebooks, with the lines of code that make it.

It is a notebook of texts, so that JupyterLab shows its pictures at once; the site has it too.
"""

from __future__ import annotations

import ast
import html
from collections.abc import Iterator
from pathlib import Path

import nbformat

from uprlib import atomic, modules, paths
from uprlib.ledger import entries
from uprlib.notebook import contents, execution, slices

FIRST = (
    "# Gallery\n\nEvery figure and table, with the lines that make it. The parameters and imports of a notebook are in "
    "its first cells; a line that several figures need stands once, at the first of them."
)


def page() -> Path:
    """Write the gallery beside the notebooks."""
    path = paths.notebooks() / "gallery.ipynb"
    cells = [nbformat.v4.new_markdown_cell(text) for text in (FIRST, *map(section, contents.names()))]
    notebook = execution.normalised(nbformat.v4.new_notebook(cells=cells))
    atomic.write_text(path, nbformat.writes(notebook) + "\n")
    return path


def section(notebook: str) -> str:
    """The figures and tables of one notebook, as Markdown, in their order.

    Examples
    --------
    >>> print(section("01_acceptance").split("\\n\\n")[3])
    ```python
    upr = corpus(dataset, machine_coded=machine_coded)
    own = acceptance.answers(upr, sur, coding, cycles=cycles, confidence=confidence)
    study.table(acceptance.reviews(own), "tab01_reviews")
    ```
    """
    kept = entries.content(entries.file_of(notebook))
    parts = [f"## [{notebook}]({notebook}.ipynb)", contents.entry(notebook).asks]
    for name, code in made(notebook):
        if figure := kept["figures"].get(name):
            alt = html.escape(" ".join(figure["alt"].split()))
            parts += [f"**{figure['title']}**", f'<img src="../figures/{notebook}/{name}.png" alt="{alt}" width="420">']
        elif name in kept["tables"]:
            parts.append(f"**{kept['tables'][name]['title']}** (table)")
        else:  # What this run of the notebook lacked.
            continue
        parts.append(f"```python\n{code}\n```")
    return "\n\n".join(parts)


def made(notebook: str) -> Iterator[tuple[str, str]]:
    """The names of a notebook's figures and tables, each with the lines that it needs and no earlier one did."""
    lines: list[tuple[ast.stmt, str]] = []
    shown: set[int] = set()
    for cell in contents.cells(notebook):
        if cell.kind != "code" or "parameters" in cell.tags:
            continue
        source = modules.without_magics(cell.source)
        for line in ast.parse(source).body:
            lines.append((line, _source(source, line)))
            if name := _name(line):
                needed = sorted(_needed(lines, len(lines) - 1) - shown)
                shown.update(needed)
                yield name, "\n".join(lines[place][1] for place in needed)


def _name(line: ast.stmt) -> str | None:
    """The name under which a line shows a figure or a table."""
    for node in ast.walk(line):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("figure", "table")
        ):
            return next((str(each.value) for each in node.args[1:] if isinstance(each, ast.Constant)), None)
    return None


def _needed(lines: list[tuple[ast.stmt, str]], place: int) -> set[int]:
    """The places of a line and of those before it that it rests on; imports and the start of the run are left out."""
    needed = {place}
    for name in slices.used(lines[place][0]) - {"study"}:
        binding = [before for before in range(place) if name in slices.given(lines[before][0])]
        if binding and not isinstance(lines[binding[-1]][0], ast.Import | ast.ImportFrom):
            needed |= _needed(lines, binding[-1])
    return needed


def _source(source: str, line: ast.stmt) -> str:
    first = min([line.lineno, *(each.lineno for each in getattr(line, "decorator_list", []))])
    return "\n".join(source.splitlines()[first - 1 : line.end_lineno])
