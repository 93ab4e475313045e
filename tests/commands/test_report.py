"""Claims about the reproduction report."""

import html
import re
import shutil

import pytest

from uprlib import paths
from uprlib.commands import report
from uprlib.errors import DataError
from uprlib.ledger import claims, entries


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    return report.write(tmp_path_factory.mktemp("report") / "report.html").read_text(encoding="utf-8")


def test_it_opens_without_the_network(page):
    assert "http" not in page and 'src="data:image/png;base64,' in page and "<script" not in page


def test_it_holds_every_claim_figure_table_and_number(page):
    # Without the pictures, in which nothing is looked for.
    page = re.sub(r"base64,[^\"]+", "", page)
    words = html.unescape(page)
    for claim in claims.read():
        assert claim.statement in words
    for file in entries.files():
        held = entries.content(file)
        for name in held["figures"]:
            assert f'<figure id="{held["notebook"]}/{name}">' in page
            assert f"figures/{held['notebook']}/{name}.pdf" in page
        for name in held["tables"]:
            assert f'id="{held["notebook"]}/{name}"' in page
        for key in held["numbers"]:
            assert f"<code>{key}</code>" in words


def test_every_picture_has_its_alternative_text(page):
    assert (
        page.count("<img ")
        == page.count('alt="')
        == sum(len(entries.content(file)["figures"]) for file in entries.files())
    )
    assert 'alt=""' not in page


def test_links_inside_the_page_lead_somewhere(page):
    for target in {part.split('"')[0] for part in page.split('href="#')[1:]}:
        assert f'id="{target}"' in page, target


def test_a_notebook_or_figure_that_is_missing_is_told_and_nothing_is_written(tmp_path, monkeypatch):
    for part in ("data/raw", "data/processed/results", "notebooks"):
        shutil.copytree(paths.home() / part, tmp_path / part)
    shutil.copy(paths.home() / "data" / "datapackage.json", tmp_path / "data")
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    with pytest.raises(DataError, match=r"fig01_coverage\.png: a figure is missing"):
        report.write()
    (tmp_path / "data" / "processed" / "results" / "03_alliances.json").unlink()
    with pytest.raises(DataError, match="not in the ledger; found '03_alliances'"):
        report.write()
    assert not (tmp_path / "runs").exists()
