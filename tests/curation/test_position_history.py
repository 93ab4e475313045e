"""Claims about the dated history of positions, on three invented recommendations."""

import pandas as pd
import pytest

from uprlib.curation import position_history

SYMBOL = "A/HRC/27/10"
ROWS = pd.DataFrame(
    {
        "rec_id": ["1", "2", "3"],
        "symbol": [SYMBOL, SYMBOL, "A/HRC/31/5"],
        "paragraph": ["124.1", "124.2", "90.1"],
        "position_upr_info": ["accepted", "noted", None],
        "position_explorer": ["accepted", "noted", "noted"],
        "position_wg": ["pending", "pending", "accepted"],
    }
)
DATES = pd.DataFrame({"symbol": [SYMBOL], "wg_adoption_date": ["2014-05-06"]})
DOCUMENTS = pd.DataFrame({"document": [SYMBOL, f"{SYMBOL}/Add.1"], "date": ["2014-07-02", "2014-09-12"]})


def stated(*rows):
    return pd.DataFrame(rows, columns=["document", "symbol", "paragraph", "first", "last", "position"])


@pytest.fixture
def table():
    found = position_history.positions(ROWS, DATES, DOCUMENTS, stated((SYMBOL, SYMBOL, "124", 2, 9, "not_accepted")))
    return found.set_index(["rec_id", "document"])


def test_every_recommendation_has_its_recorded_outcome_with_the_day_of_its_source(table):
    assert table.loc[("1", position_history.EXPORT), ["stage", "position", "date"]].tolist() == [
        "outcome",
        "accepted",
        "2015-08-14",
    ]
    assert table.loc[("3", position_history.EXPLORER), "position"] == "noted"
    assert pd.isna(table.loc[("3", position_history.EXPLORER), "date"])


def test_what_a_document_states_replaces_the_heading(table):
    assert table.loc[("1", SYMBOL), ["stage", "position", "date"]].tolist() == [
        "working_group",
        "pending",
        "2014-05-06",
    ]
    assert table.loc[("2", SYMBOL), ["position", "date"]].tolist() == ["not_accepted", "2014-07-02"]


def test_an_addendum_that_we_do_not_have_accepts_what_the_export_accepts(table):
    addendum = table.xs(f"{SYMBOL}/Add.1", level="document")["position"]
    assert addendum.to_dict() == {"1": "accepted", "2": "not_fully_accepted"}
