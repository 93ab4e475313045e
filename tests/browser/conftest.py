"""A real browser: the system's Chromium, or the one that UPRLIB_CHROMIUM names.

A test that fails leaves a picture of its page in ``runs/browser``.
"""

import os
import re
import shutil

import pytest

from uprlib import paths

CHROMIUM = os.environ.get("UPRLIB_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed; `make test-browser` does it"
    )
    if CHROMIUM is None:
        pytest.skip("Chromium is not there; install it or name it in UPRLIB_CHROMIUM")
    with playwright.sync_playwright() as driver:
        quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", *quiet])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, request):
    """A page that keeps a picture of itself where the test fails."""
    opened = browser.new_page(viewport={"width": 1400, "height": 1000})
    failed = request.session.testsfailed
    yield opened
    if request.session.testsfailed > failed:
        folder = paths.home() / "runs" / "browser"
        folder.mkdir(parents=True, exist_ok=True)
        opened.screenshot(path=folder / f"{re.sub(r'[^a-z0-9]+', '-', request.node.name)}.png")
    opened.close()
