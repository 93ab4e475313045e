"""Pages that are made from the list of notebooks and from the ledger are what these give."""

import nbformat
import pytest

from uprlib import paths
from uprlib.commands import store
from uprlib.errors import DataError
from uprlib.ledger import entries, headline
from uprlib.notebook import contents


@pytest.mark.parametrize("what", ["findings", "notebooks"])
def test_the_readme_holds_the_findings_and_the_notebooks_as_they_are(what):
    readme = paths.home() / "README.md"
    text = readme.read_text(encoding="utf-8")
    made = headline.table(entries.read()) if what == "findings" else store.questions()
    lines = zip(text.splitlines(), store.between(text, what, made, readme).splitlines(), strict=False)
    other = next((f"{one!r}, where `upr store` writes {two!r}" for one, two in lines if one != two), None)
    assert other is None, f"README.md holds {other}"


def test_the_start_page_leads_to_every_notebook():
    (cell,) = nbformat.read(paths.notebooks() / "index.ipynb", as_version=4).cells
    lacking = [line for line in store.questions(linked=True).splitlines() if line not in cell.source]
    assert not lacking, f"index.ipynb lacks what `upr store` writes: {lacking}"
    assert all(f"]({name}.ipynb)" in cell.source for name in contents.names())


def test_a_page_without_its_marks_is_named(tmp_path):
    with pytest.raises(DataError, match=r"README\.md: there is no place for the findings; expected <!-- findings"):
        store.between("# Nothing", "findings", "", tmp_path / "README.md")
