"""Claims about the site: every link leads somewhere, every picture has words, nothing is fetched."""

import re

import pytest

from uprlib import paths
from uprlib.commands import links, site
from uprlib.ledger import claims, entries, verdicts

GOOD = '<html><body><h1 id="top">A</h1><a href="b.html#there">b</a><img src="data:," alt="words"></body></html>'


def write(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return links.problems(folder)


def test_good_pages_have_no_faults(tmp_path):
    assert write(tmp_path, a=GOOD, b='<h1 id="there">B</h1><a href="a.html">a</a><a href="#there">up</a>') == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ('<a href="c.html">c</a>', "a.html links to c.html, which does not exist"),
        ('<a href="b.html#nowhere">b</a>', "a.html links to b.html#nowhere, but that page has no such anchor"),
        ('<img src="data:,">', "a.html shows data:, without alternative text"),
        ('<script src="https://example.org/x.js"></script>', "a.html fetches https://example.org/x.js"),
        ("<h1>another</h1>", "a.html has 2 first-level headings"),
    ],
)
def test_each_fault_is_named(tmp_path, wrong, words):
    assert write(tmp_path, a=GOOD.replace("</body>", f"{wrong}</body>"), b='<h1 id="there">B</h1>') == [words]


def test_the_page_of_claims_says_every_verdict():
    judged = verdicts.judged(claims.read(), entries.read())
    page = site.claims_page(judged)
    assert page.count("\n## ") == len(judged) and "**Depends on the choice.**" in page


def test_every_picture_of_the_story_is_there():
    text = (paths.home() / "docs" / "index.md").read_text(encoding="utf-8")
    pictures = re.findall(r"^\{figure (\w+/\w+)\}$", text, flags=re.MULTILINE)
    assert len(pictures) >= 4 and all((paths.figures() / f"{picture}.png").is_file() for picture in pictures)


def test_the_site_is_built_without_faults(tmp_path):
    # Takes more than 5 s: Sphinx builds all pages.
    pytest.importorskip("myst_nb", reason="the packages that build the site are not installed; `make site` does it")
    first = site.build(tmp_path / "site")
    assert first.is_file() and (tmp_path / "site" / "notebooks" / "02_coi_timing.html").is_file()
