"""The maintainer's refresh, on the real sources."""

import shutil

import pandas as pd
import pytest

from uprlib import paths
from uprlib.curation import refresh, ties, votes
from uprlib.curation import sources as refresh_sources
from uprlib.errors import SourceError
from uprlib.facts import raw
from uprlib.readers.wording.texts import blind


@pytest.fixture(scope="module")
def derived(sources, read_sources):
    # Takes more than 5 s: all 98,000 rows of both sources are read, joined and compared, with votes and ties.
    facts = refresh.derive(read_sources) | refresh.derive_votes(votes.load(sources / "votes"))
    return facts | refresh.derive_ties(ties.load(sources / "covariates"), facts["reviews"])


def test_the_committed_facts_are_what_the_sources_give(derived, tmp_path):
    for name in derived:
        raw.write(name, derived[name], tmp_path / f"{name}.csv")
        assert (tmp_path / f"{name}.csv").read_bytes() == (paths.raw() / f"{name}.csv").read_bytes(), name


def test_no_text_of_a_recommendation_is_in_the_facts(read_sources):
    texts = read_sources.export["text"].map(blind)
    sample = texts[texts.str.len() > 60].iloc[::97]
    figures = [file for file in (paths.home() / "figures").rglob("*.*") if file.suffix in (".svg", ".txt", ".json")]
    results = [file for file in paths.results().rglob("*.*") if file.is_file()]
    for path in [*paths.raw().glob("*.[cy]*"), *results, *figures, *paths.notebooks().glob("*.ipynb")]:
        table = path.suffix == ".parquet"
        content = blind(pd.read_parquet(path).to_csv() if table else path.read_text(encoding="utf-8"))
        assert not [text for text in sample if text in content], path.name


def test_a_correction_that_no_longer_fits_stops_the_refresh_and_nothing_is_written(
    sources, read_sources, project_copy, monkeypatch
):
    monkeypatch.setattr(refresh_sources, "load", lambda folder: read_sources)
    corrections = project_copy / "data" / "raw" / "corrections.yml"
    corrections.write_text(corrections.read_text().replace("expect: {rows: 9}", "expect: {rows: 8}"))
    before = {path.name: path.read_bytes() for path in (project_copy / "data" / "raw").iterdir()}
    with pytest.raises(SourceError, match=r"unknown-recommender no longer fits.*'9 rows'.*8 rows"):
        refresh.run(sources)
    assert {path.name: path.read_bytes() for path in (project_copy / "data" / "raw").iterdir()} == before


def test_a_source_that_is_not_there_is_named(sources, project_copy, tmp_path):
    with pytest.raises(SourceError, match=r"--from DIR"):
        refresh.run(tmp_path / "nowhere")
    folder = tmp_path / "sources"
    folder.mkdir()
    shutil.copytree(sources / "upr-info", folder / "upr-info")
    with pytest.raises(SourceError, match=r"wg_crosswalk\.csv: no such file"):
        refresh.run(folder)
    for name in ("wg_crosswalk.csv", "reviews.csv"):
        shutil.copy(sources / name, folder)
    with pytest.raises(SourceError, match=r"upr1\.xlsx: no such file"):
        refresh.run(folder)


def test_the_join_pairs_equal_rows_in_order_and_never_one_row_twice(derived):
    table = derived["recommendations"]
    for column in ("export_row", "explorer_row"):
        assert not table[column].dropna().duplicated().any()
    assert pd.Series(table["rec_id"]).is_unique
