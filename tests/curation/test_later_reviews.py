"""The DPRK's third review: who asked, coded by the machine, without a position."""

import pytest

from uprlib import paths
from uprlib.curation import later_reviews
from uprlib.curation.actions.classifier import Coder
from uprlib.errors import SourceError, StateError
from uprlib.facts import raw


def test_the_committed_table_is_what_the_list_and_the_coder_give(sources, tmp_path):
    given = later_reviews.load(sources / "prk" / "prk2019_recs_split_no_positions.csv")
    table = later_reviews.later_recommendations(Coder.load(paths.raw() / "action_coder.npz"), given)
    raw.write("later_recommendations", table, tmp_path / "later.csv")
    assert (tmp_path / "later.csv").read_bytes() == (paths.raw() / "later_recommendations.csv").read_bytes()


def test_the_list_has_one_row_more_than_the_report_and_two_that_name_no_state(totals):
    table = raw.read("later_recommendations")
    assert len(table) == 263 and table["recommender"].isna().sum() == 2
    assert set(totals.loc[totals["document"] == "A/HRC/42/10", "of"]) == {262}


@pytest.mark.parametrize(
    ("row", "error", "words"),
    [
        ("2018,Greece,Respect", SourceError, r"later\.csv, row 2, column year: this is another review.*'2018'.*2019"),
        ("2019,Grece,Respect", StateError, r"later\.csv, row 2, column from.*'Grece'.*did you mean GRC"),
    ],
)
def test_another_review_or_an_unknown_state_is_refused(tmp_path, row, error, words):
    path = tmp_path / "later.csv"
    path.write_text(f"year,from,text\n{row}\n")
    with pytest.raises(error, match=words):
        later_reviews.load(path)
