"""JupyterLab in a real browser: every notebook opens, runs from top to bottom and shows its figures.

Run by ``make test-browser``.
"""

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from uprlib import paths
from uprlib.notebook import contents

pytest.importorskip("jupyterlab", reason="JupyterLab is not installed; `make test-browser` does it")

pytestmark = pytest.mark.browser

LONGEST = 180_000
"""Milliseconds that one notebook may take on two busy cores."""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab on loopback with a token, on a copy of the notebooks; its address."""
    home = tmp_path_factory.mktemp("lab")
    for part in ("data", "figures", "notebooks"):
        shutil.copytree(paths.home() / part, home / part, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    # Tables are those that people see here, with search and sorting; nothing is written into the checkout.
    environment = {name: value for name, value in os.environ.items() if name not in ("UPRLIB_STATIC", "UPRLIB_OUT")}
    environment |= {"UPRLIB_HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "config")}
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "jupyterlab",
            "--no-browser",
            "--ip=127.0.0.1",
            f"--port={port}",
            "--allow-root",
            f"--IdentityProvider.token={token}",
            f"--ServerApp.root_dir={home}",
            "--LabApp.news_url=None",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        ],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(240):
            assert server.poll() is None, "JupyterLab ended at its start"
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status?token={token}", timeout=2)
                break
            except OSError:
                time.sleep(0.5)
        yield home, f"http://127.0.0.1:{port}/lab/tree/notebooks/{{name}}?token={token}&reset"
    finally:
        server.terminate()
        server.wait(30)


def opened(page, lab, name):
    """A notebook, once its kernel is there: what is asked before makes JupyterLab ask for a kernel instead."""
    address = lab[1].format(name=f"{name}.ipynb")
    page.goto(address)
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    sessions = address.replace(f"/lab/tree/notebooks/{name}.ipynb", "/api/sessions").removesuffix("&reset")
    latest = time.monotonic() + 60
    while not any(
        held["path"] == f"notebooks/{name}.ipynb" and held["kernel"]["connections"]
        for held in page.request.get(sessions).json()
    ):
        assert time.monotonic() < latest, "the notebook has no kernel after a minute"
        page.wait_for_timeout(250)
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", timeout=60_000)


def fresh(lab, name):
    """A copy of a notebook under a name of its own, so that it gets a kernel of its own."""
    copy = f"{name}_{secrets.token_hex(3)}"
    shutil.copy(paths.notebooks() / f"{name}.ipynb", lab[0] / "notebooks" / f"{copy}.ipynb")
    return copy


def run_all(page):
    """Run > Run All Cells, and wait until a cell has waited, none waits any more and the kernel is idle."""
    # Noted at each change of the page: where the first cell fails, the others wait for less time than drawing it takes.
    page.evaluate(
        """() => { window.waited = false; new MutationObserver(() => {
            for (const prompt of document.querySelectorAll('.jp-CodeCell .jp-InputPrompt'))
                window.waited ||= prompt.textContent.includes('*');
        }).observe(document.body, {subtree: true, childList: true, characterData: true}); }"""
    )
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_function("() => window.waited", timeout=60_000)
    page.wait_for_function(
        """() => {
            const cells = [...document.querySelectorAll('.jp-Notebook .jp-CodeCell')];
            const prompts = cells.map(cell => cell.querySelector('.jp-InputPrompt')?.textContent ?? '');
            const idle = document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle';
            return idle && cells.length > 0 && !prompts.some(text => text.includes('*'));
        }""",
        timeout=LONGEST,
    )


def typed(page, state):
    """Change sur = "PRK" as a reader would: a double click on the code, and another one typed over it."""
    cell = page.locator(".jp-CodeCell", has_text='sur = "PRK"').first
    cell.get_by_text('"PRK"').first.dblclick()
    page.keyboard.type(state)


def saved(page, lab, name):
    """The notebook as JupyterLab saves it: all its cells, also those that are not on the screen."""
    file = lab[0] / "notebooks" / f"{name}.ipynb"
    before = file.stat().st_mtime_ns
    page.keyboard.press("Control+s")
    for _ in range(300):
        page.wait_for_timeout(100)
        if file.stat().st_mtime_ns != before:
            # JupyterLab writes in pieces: half a file is not read.
            with contextlib.suppress(ValueError):
                cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
                return [cell for cell in cells if cell["cell_type"] == "code"]
    raise AssertionError("JupyterLab did not save the notebook")


def assert_well(cells, figures):
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert not [output for output in outputs if output["output_type"] == "error"]
    assert not [output for output in outputs if output.get("name") == "stderr"]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == figures


def figures_of(name):
    content = json.loads((paths.results() / f"{name}.json").read_text(encoding="utf-8"))
    return len(content["figures"])


def test_the_start_page_leads_to_every_notebook(page, lab):
    opened(page, lab, "index")
    assert page.locator(".jp-Notebook h1").first.inner_text().startswith("The UPR notebooks")
    assert page.locator(".jp-Notebook a[href*='.ipynb']").count() >= len(contents.names())


def test_the_gallery_shows_every_figure(page, lab):
    page.goto(lab[1].format(name="gallery.ipynb"))
    page.wait_for_selector(".jp-MarkdownCell img", timeout=60_000)
    for number, name in enumerate(contents.names(), start=1):
        # JupyterLab makes a cell when it comes into sight.
        page.locator(".jp-Notebook .jp-Cell").nth(number).scroll_into_view_if_needed(timeout=30_000)
        pictures = page.locator(f".jp-MarkdownCell img[alt][src*='/figures/{name}/']")
        page.wait_for_timeout(500)
        assert pictures.count() == figures_of(name)
        assert all(
            pictures.nth(place).evaluate("each => each.decode().then(() => true)") for place in range(pictures.count())
        )


@pytest.mark.parametrize("name", contents.names())
def test_run_all_cells_runs_every_cell_without_error_or_warning(page, lab, name):
    opened(page, lab, name)
    run_all(page)
    assert_well(saved(page, lab, name), figures_of(name))


def test_another_state_needs_one_changed_word(page, lab):
    """sur = "PRK" becomes "MMR", as a reader would type it, and all cells run again."""
    name = fresh(lab, "01_acceptance")
    opened(page, lab, name)
    typed(page, "MMR")
    run_all(page)
    cells = saved(page, lab, name)
    assert 'sur = "MMR"' in "".join(cells[0]["source"])
    assert_well(cells, figures=sum("image/png" in out.get("data", {}) for each in cells for out in each["outputs"]))
    assert "Myanmar" in json.dumps(cells) and (lab[0] / "runs" / "01_acceptance_sur-MMR").is_dir()


def test_a_long_table_can_be_searched(page, lab):
    opened(page, lab, fresh(lab, "10_your_own_question"))
    run_all(page)
    table = page.locator(".jp-OutputArea .dt-container").first
    box = table.locator("input[type=search]")
    box.scroll_into_view_if_needed(timeout=30_000)
    rows = table.locator("tbody tr")
    before = rows.count()
    box.fill("Norway")
    page.wait_for_timeout(500)
    assert before > 1 and rows.count() == 1 and "Norway" in rows.first.inner_text()


def test_a_parameter_that_cannot_be_used_is_answered_in_the_notebook(page, lab):
    name = fresh(lab, "10_your_own_question")
    opened(page, lab, name)
    typed(page, "Nroth Korea")
    run_all(page)
    text = json.dumps(saved(page, lab, name))
    assert "did you mean PRK?" in text and "Nroth Korea" in text


def test_a_cell_that_takes_seconds_shows_how_far_it_is_and_keeps_nothing_of_it(page, lab):
    name = fresh(lab, "03_alliances")
    opened(page, lab, name)
    page.evaluate(
        """() => { window.bars = []; new MutationObserver(() => {
            for (const bar of document.querySelectorAll('.jp-OutputArea progress'))
                window.bars.push(bar.parentElement.textContent.trim());
        }).observe(document.body, {subtree: true, childList: true}); }"""
    )
    run_all(page)
    bars = page.evaluate("window.bars")
    assert any(words.startswith("Definitions of a friend: ") for words in bars), bars
    assert not page.locator(".jp-OutputArea progress").count()
    assert_well(saved(page, lab, name), figures_of("03_alliances"))
