"""The site in a real browser, opened from its folder without a network: what readers see, and whom it keeps out.

Run by ``make test-browser``.
"""

import pytest

from uprlib import paths

base = pytest.importorskip("axe_playwright_python.base", reason="axe is not installed; `make test-browser` does it")

pytestmark = pytest.mark.browser

STATES = ["states", "states/PRK", "states/MMR", "states/SSD"]
WORDS = ["index", "claims", "methods", "paper", "codebook", "parameters", "search", "genindex"]
NOTEBOOKS = ["notebooks/00_data_audit", "notebooks/01_acceptance", "notebooks/07_all_states"]
KINDS = [*WORDS, *STATES, *NOTEBOOKS]
"""A page of each kind: of States with all there is and with little, words, tables, notebooks, and what Sphinx adds."""

PHONE, DESKTOP = {"width": 375, "height": 812}, {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def folder():
    """The site that `make test-browser` has just built."""
    return paths.home() / "site"


@pytest.fixture
def reader(browser, folder):
    """Opens pages for a reader without a network; whatever they ask of anybody else fails the test."""
    contexts, asked, wrong = [], [], []

    def opened(name, viewport=DESKTOP, **reads):
        context = browser.new_context(viewport=viewport, offline=True, **reads)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto((folder / f"{name}.html").as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong and not [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]


def violations(page, **rules):
    page.evaluate(base.AXE_SCRIPT)
    found = page.evaluate("rules => axe.run({resultTypes: ['violations'], rules})", rules)["violations"]
    return [f"{each['id']}: {node['target']} {node['html'][:120]}" for each in found for node in each["nodes"][:3]]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(("viewport", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "dark-phone"])
def test_a_page_of_each_kind_keeps_nobody_out_and_fits(reader, name, viewport, scheme):
    page = reader(name, viewport, color_scheme=scheme)
    assert not violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_no_page_keeps_anybody_out(reader, folder):
    """Contrast of colours is seen on a page of each kind: all have the same styles, and it takes the longest."""
    page, found = reader("index"), {}
    names = {file.relative_to(folder).with_suffix("").as_posix() for file in folder.rglob("*.html")}
    assert len(names) > 193 + len(KINDS)
    for name in sorted(names):
        page.goto((folder / f"{name}.html").as_uri())
        found[name] = violations(page, **{"color-contrast": {"enabled": False}})
    assert not {name: wrong for name, wrong in found.items() if wrong}


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_answer_is_on_the_first_screen(reader, viewport):
    place = reader("index", viewport).locator(".answer").bounding_box()
    assert place["y"] + place["height"] < viewport["height"]


def test_any_state_can_be_picked_and_its_page_says_the_same(reader):
    page = reader("index")
    page.get_by_label("State").select_option("Myanmar")
    page.get_by_label("Review").select_option("first")
    picked = page.locator("tr[data-measure=accepted] td").last.inner_text()
    page.get_by_text("All numbers of Myanmar").click()
    own = page.locator("tr[data-measure=accepted][data-cycle='1'] td").last.inner_text()
    assert page.locator("h1").inner_text().startswith("Myanmar") and picked == own and "%" in own


def test_where_a_state_has_no_such_review_the_figure_says_so(reader):
    page = reader("index")
    page.get_by_label("State").select_option("South Sudan")
    page.get_by_label("Review").select_option("first")
    row = page.locator("tr[data-measure=accepted]")
    assert "It has no such review." in row.inner_text() and not row.locator("svg").is_visible()


def test_without_scripts_the_figure_and_the_pages_of_states_are_there(reader):
    page = reader("index", java_script_enabled=False)
    assert "6 of 193" in page.locator("tr[data-measure=accepted]").inner_text()
    assert not page.locator(".pick").count()
    page.get_by_role("link", name="its own page").click()
    page.get_by_role("link", name="Myanmar").click()
    assert page.locator("tr[data-measure=accepted] svg").first.is_visible()


def test_paper_has_the_words_and_the_figure_and_nothing_to_click(reader):
    page = reader("index")
    page.emulate_media(media="print")
    assert page.locator(".answer").is_visible() and page.locator(".strips svg").first.is_visible()
    for clicked in (".pick", ".sidebar-drawer", ".toc-drawer", ".content-icon-container"):
        assert not page.locator(clicked).is_visible(), clicked
