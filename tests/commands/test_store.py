"""Pages that are made from the list of notebooks and from the ledger are what these give."""

import nbformat
import pytest

from uprlib import paths
from uprlib.commands import data_editor, store
from uprlib.errors import DataError
from uprlib.ledger import entries, headline
from uprlib.notebook import contents

MADE = {
    "findings": lambda: headline.table(entries.read()),
    "notebooks": store.questions,
    "answers to a data editor": data_editor.short,
}


@pytest.mark.parametrize("what", MADE)
def test_the_readme_holds_what_is_made_as_it_is(what):
    readme = paths.home() / "README.md"
    text = readme.read_text(encoding="utf-8")
    made = MADE[what]()
    lines = zip(text.splitlines(), store.between(text, what, made, readme).splitlines(), strict=False)
    other = next((f"{one!r}, where `upr store` writes {two!r}" for one, two in lines if one != two), None)
    assert other is None, f"README.md holds {other}"


def test_the_codebook_holds_the_sources_and_columns_as_they_are(tmp_path, monkeypatch):
    before = (paths.home() / "data" / "README.md").read_bytes()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "README.md").write_bytes(before)
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    assert store.codebook_page().read_bytes() == before


def test_the_start_page_leads_to_every_notebook():
    (cell,) = nbformat.read(paths.notebooks() / "index.ipynb", as_version=4).cells
    lacking = [line for line in store.questions(linked=True).splitlines() if line not in cell.source]
    assert not lacking, f"index.ipynb lacks what `upr store` writes: {lacking}"
    assert all(f"]({name}.ipynb)" in cell.source for name in contents.names())


def test_a_page_without_its_marks_is_named(tmp_path):
    with pytest.raises(DataError, match=r"README\.md: there is no place for the findings; expected <!-- findings"):
        store.between("# Nothing", "findings", "", tmp_path / "README.md")
