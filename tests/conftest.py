import shutil
from pathlib import Path

import pytest

import uprlib
from uprlib import acceptance, freshness, paths, threads
from uprlib.acceptance import codings
from uprlib.curation import sources as refresh_sources
from uprlib.facts import built, tables
from uprlib.plots import style


@pytest.fixture(scope="session")
def sources() -> Path:
    """Other people's files; tests that need them are skipped, with the reason, where they are absent."""
    folder = paths.sources()
    if not (folder / "upr-info").is_dir():
        pytest.skip("the source files are absent (UPRLIB_SOURCES); a plain clone passes without them")
    return folder


@pytest.fixture(scope="session")
def wg_reports(sources) -> Path:
    """Real reports of the Working Group with their index; skipped like the other sources."""
    folder = sources / "wg-reports"
    if not (folder / "index.csv").is_file():
        pytest.skip("the Working Group reports are absent (wg-reports in UPRLIB_SOURCES)")
    return folder


@pytest.fixture(scope="session")
def read_sources(sources):
    """What a refresh reads of other people's files."""
    return refresh_sources.load(sources)


@pytest.fixture(scope="session")
def built_home(tmp_path_factory) -> Path:
    """The data and the notebooks, with the processed tables as a run of the present code leaves them."""
    home = tmp_path_factory.mktemp("home") / "copy"
    shutil.copytree(paths.raw(), home / "data" / "raw")
    shutil.copy(paths.datapackage(), home / "data" / "datapackage.json")
    shutil.copytree(paths.notebooks(), home / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    (home / "data" / "processed").mkdir()
    for name in built.TABLES:
        if not built.is_fresh(name):
            built.write(name)
        shutil.copy2(built.parquet(name), home / "data" / "processed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UPRLIB_HOME", str(home))
        for name in built.TABLES:
            freshness.write(freshness.record_of(name), freshness.seen(built.inputs(name)), [built.parquet(name)])
    return home


@pytest.fixture
def project_copy(built_home, tmp_path, monkeypatch) -> Path:
    """A copy of the data and notebooks that a test may change."""
    home = tmp_path / "copy"
    shutil.copytree(built_home, home)
    monkeypatch.setenv("UPRLIB_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def upr():
    """The corpus with every table."""
    return uprlib.corpus()


@pytest.fixture(scope="session")
def dprk(upr):
    """The DPRK's answers to both reviews, as recorded."""
    return acceptance.answers(upr, "PRK")


@pytest.fixture(scope="session")
def corpus(upr):
    """Every recommendation of the default set."""
    return upr.recommendations


@pytest.fixture(scope="session")
def history():
    return tables.load("positions")


@pytest.fixture(scope="session")
def totals():
    return tables.load("position_totals")


@pytest.fixture(scope="session")
def dprk_2014(corpus, history):
    """The DPRK's second review as recorded."""
    rows = corpus[(corpus["sur"] == "PRK") & (corpus["cycle"] == 2)].reset_index(drop=True)
    return codings.coded(rows, history, "recorded")


@pytest.fixture(scope="session", autouse=True)
def one_thread():
    """Every analysis runs on one thread of linear algebra; so do its parts where a test calls them by themselves."""
    with threads.one_thread():
        yield


@pytest.fixture(autouse=True)
def the_usual_page():
    """A run sets the page of the figures that are drawn after it; no test inherits another's."""
    before = style.use_page("article")
    yield
    style.use_page(before)
