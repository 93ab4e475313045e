"""Claims about the sources of a refresh: what is wrong in them is named with its place."""

import pandas as pd
import pytest

from uprlib.curation import sources as refresh_sources
from uprlib.errors import SourceError, StateError

CROSSWALK = "export_row,paragraph,heading\n0,124.1,pending\n1,124.2,unknown\n"
REVIEWS = "state,session,symbol,review_date,wg_adoption_date\nDPR Korea,19,A/HRC/27/10,2014-05-01,\n"


def folder(path, crosswalk=CROSSWALK, reviews=REVIEWS):
    (path / "wg_crosswalk.csv").write_text(crosswalk)
    (path / "reviews.csv").write_text(reviews)
    return path


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"crosswalk": CROSSWALK.replace("unknown", "open")}, SourceError, r"wg_crosswalk\.csv, row 3, column heading"),
        ({"crosswalk": "export_row,paragraph\n0,1\n"}, SourceError, r"row 1, column heading: a column is missing"),
        (
            {"reviews": REVIEWS.replace("DPR Korea", "DPR Koreaa")},
            StateError,
            r"reviews\.csv, row 2, column state.*PRK",
        ),
        ({}, SourceError, r"1-5\.csv: no such file"),
    ],
)
def test_a_source_that_cannot_be_used_is_named_with_its_place(tmp_path, given, error, words):
    with pytest.raises(error, match=words):
        refresh_sources.load(folder(tmp_path, **given))


def test_a_folder_that_is_not_there_is_answered_with_the_option(tmp_path):
    with pytest.raises(SourceError, match=r"no such folder of sources; name the folder with --from DIR"):
        refresh_sources.load(tmp_path / "nowhere")


def test_every_row_of_the_sources_has_its_number(read_sources):
    given = read_sources
    assert (len(given.export), len(given.explorer)) == (41_066, 56_674)
    assert given.export["export_row"].is_monotonic_increasing and given.explorer["explorer_row"].is_unique
    assert set(given.crosswalk["position_wg"].dropna()) == {"accepted", "implemented", "pending", "noted"}
    dprk = given.review_dates[given.review_dates["sur"] == "PRK"]
    assert dprk["session"].tolist() == [6, 19] and pd.notna(dprk["review_date"]).all()
