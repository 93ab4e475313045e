"""What of a notebook is folded: long code and, once it was run, the parts that a State lacks.

JupyterLab folds what ``jupyter.source_hidden`` marks, the site (myst-nb) what is tagged ``hide-input``; both are set
here and nowhere else. Nothing is lost: a click unfolds it.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator

import nbformat

from uprlib import modules
from uprlib.notebook import slices

LONGEST = 10
"""Lines of a cell of code that stay in sight."""

LACKS = {"lacks": True}
"""Metadata of an output that says why there is nothing to show."""

SHOWING = ("answer", "table", "figure")
"""What a study does for a reader to see."""


def fold_long_code(notebook: nbformat.NotebookNode) -> None:
    """Fold cells of code with more than :data:`LONGEST` lines.

    Parameters are folded on the site alone: in JupyterLab they are what a reader changes.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.count("\n") >= LONGEST:
            _hide(cell)


def fold_what_is_lacking(notebook: nbformat.NotebookNode) -> None:
    """Fold the text and the code of every part of an executed notebook that says only what a State lacks."""
    for text, code in _lacking(notebook.cells):
        text.source = _behind_a_click(text.source)
        for cell in code:
            _hide(cell)


def _hide(cell: nbformat.NotebookNode) -> None:
    tags = cell.metadata.get("tags", [])
    cell.metadata["tags"] = [*(tag for tag in tags if tag != "hide-input"), "hide-input"]
    if "parameters" not in tags:
        cell.metadata["jupyter"] = {**cell.metadata.get("jupyter", {}), "source_hidden": True}


def _lacking(cells: list[nbformat.NotebookNode]) -> Iterator[tuple[nbformat.NotebookNode, list[nbformat.NotebookNode]]]:
    """The parts (a text, and the code below it) that show nothing but why there is nothing to show.

    A section says each reason once: a part without output belongs to what was said above it under the same heading.
    """
    said = False
    texts = [place for place, cell in enumerate(cells) if cell.cell_type == "markdown"]
    for place, following in itertools.zip_longest(texts, texts[1:]):
        text, code = cells[place], cells[place + 1 : following]
        said = said and not re.search(r"^#+ ", text.source, re.MULTILINE)
        outputs = [output for cell in code for output in cell.outputs]
        lacks = all(output.get("metadata", {}).items() >= LACKS.items() for output in outputs)
        said = lacks and (said or bool(outputs))
        if said and any(_shows(cell.source) for cell in code):
            yield text, code


def _shows(code: str) -> bool:
    tree = ast.parse(modules.without_magics(code))
    return any(slices.calls(tree, method) for method in SHOWING)


def _behind_a_click(text: str) -> str:
    """A text of which only what stands up to its last heading is in sight."""
    heading = "".join(re.findall(r"\A.*^#+ [^\n]*$", text, re.MULTILINE | re.DOTALL))
    words = text.removeprefix(heading)
    if not words.strip() or words.lstrip().startswith("<details>"):
        return text
    folded = f"<details><summary>About this part</summary>\n\n{words.strip()}\n\n</details>"
    return f"{heading}\n\n{folded}" if heading else folded
