"""The gallery shows what the ledger holds, each with code that makes it."""

import ast

import nbformat
import pytest

from uprlib import paths
from uprlib.commands import gallery
from uprlib.ledger import entries
from uprlib.notebook import contents


@pytest.mark.parametrize("name", contents.names())
def test_every_figure_and_table_that_was_kept_has_its_lines(name):
    kept = entries.content(entries.file_of(name))
    code = dict(gallery.made(name))
    assert set(kept["figures"]) | set(kept["tables"]) <= set(code)
    for each, lines in code.items():
        (call,) = [line for line in ast.parse(lines).body if "study." in ast.unparse(line)]
        assert ast.unparse(call).endswith(f"'{each}')")


@pytest.mark.parametrize("name", contents.names())
def test_the_lines_of_all_figures_together_are_the_code_that_makes_them(name):
    """In their order they bind every name before it is used; only parameters, imports and the study come before."""
    given = {"study", "globals"}
    cells = [cell for cell in contents.cells(name) if cell.kind == "code"]
    for cell in cells:
        lines = ast.parse(cell.source).body
        for line in lines if "parameters" in cell.tags else [each for each in lines if "Import" in type(each).__name__]:
            given |= gallery.slices.given(line)
    for _, code in gallery.made(name):
        for line in ast.parse(code).body:
            if not isinstance(line, ast.FunctionDef):
                bound_here = {
                    node.id for node in ast.walk(line) if isinstance(node, ast.Name) and "Store" in str(node.ctx)
                }
                assert gallery.slices.used(line) <= given | bound_here, ast.unparse(line)
            given |= gallery.slices.given(line)


def test_a_line_that_was_changed_since_counts_from_then_on(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "contents.yml").write_text('notebooks: [{name: 01_x, asks: "What?", tables: []}]')
    code = [
        "a = 1\nb = 2",
        "study.figure(draw(a), 'fig01')",
        "a = b",
        "study.table(a, 'tab01')",
        "study.table(a, 'tab02')",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(each) for each in code])
    nbformat.write(notebook, tmp_path / "notebooks" / "01_x.ipynb")
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    assert list(gallery.made("01")) == [
        ("fig01", "a = 1\nstudy.figure(draw(a), 'fig01')"),
        ("tab01", "b = 2\na = b\nstudy.table(a, 'tab01')"),
        ("tab02", "study.table(a, 'tab02')"),
    ]


def test_the_stored_gallery_is_what_the_notebooks_and_the_ledger_give():
    cells = nbformat.read(paths.notebooks() / "gallery.ipynb", as_version=4).cells
    assert [cell.source for cell in cells] == [gallery.FIRST, *map(gallery.section, contents.names())]
    assert {cell.cell_type for cell in cells} == {"markdown"}


def test_every_picture_is_there_and_has_words():
    text = "".join(map(gallery.section, contents.names()))
    sources = [line.split('"')[1] for line in text.splitlines() if line.startswith("<img ")]
    assert len(sources) > 30 and all((paths.notebooks() / source).is_file() for source in sources)
    assert 'alt=""' not in text
