"""``upr store``: the stored outputs, and the pages that are made from the list of notebooks and from the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat

from uprlib import atomic, paths
from uprlib.commands import data_editor, gallery
from uprlib.errors import DataError
from uprlib.facts import codebook, contract, project_files
from uprlib.ledger import entries, headline
from uprlib.notebook import contents, execution


def store() -> Iterator[Path]:
    """Keep the last default run's outputs in ``notebooks/``, and make the README's tables and the start page again.

    Yields
    ------
    Path
        Each file that was written.

    Raises
    ------
    DataError
        There is no default run to store, or a page has no place for its table.
    """
    for name in contents.names():
        yield execution.store(name)
    readme = paths.home() / "README.md"
    text = project_files.text(readme, "the README")
    text = between(text, "findings", headline.table(entries.read()), readme)
    text = between(text, "notebooks", questions(), readme)
    text = between(text, "answers to a data editor", data_editor.short(), readme)
    atomic.write_text(readme, text)
    yield readme
    yield codebook_page()
    yield start_page()
    yield gallery.page()


def questions(linked: bool = False) -> str:
    """The notebooks and their questions as a table in Markdown, with links for the start page."""
    lines = ["| notebook | question |", "|---|---|"]
    for entry in contents.listed():
        name = f"[{entry.name}]({entry.name}.ipynb)" if linked else f"`{entry.name}`"
        lines.append(f"| {name} | {entry.asks} |")
    return "\n".join(lines)


def codebook_page() -> Path:
    """Write the tables of sources and of columns into the codebook."""
    path = paths.home() / "data" / "README.md"
    text = between(project_files.text(path, "the codebook"), "sources", codebook.sources_table(), path)
    made = codebook.columns_table("recommendations", contract.columns("recommendations"))
    atomic.write_text(path, between(text, "columns of recommendations", made, path))
    return path


def start_page() -> Path:
    """Write the table of notebooks into the start page of JupyterLab."""
    path = paths.notebooks() / "index.ipynb"
    contents.read(path)
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = between(cell.source, "notebooks", questions(linked=True), path)
    atomic.write_text(path, nbformat.writes(notebook) + "\n")
    return path


def between(text: str, what: str, made: str, file: Path) -> str:
    """A text with new content between two marks.

    Raises
    ------
    DataError
        It has no such marks.
    """
    begin, end = f"<!-- {what}: made by `upr store` -->", f"<!-- end of {what} -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise DataError(f"there is no place for the {what}", file=file, expected=f"{begin} and {end}")
    return f"{before}{begin}\n{made}\n{end}{after}"
