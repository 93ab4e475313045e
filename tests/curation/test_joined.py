"""Claims about the join of the two databases, on invented texts."""

import pandas as pd
import pytest

from uprlib.curation import joined

SYMBOL, LATER = "A/HRC/27/10", "A/HRC/31/5"


def export(*rows):
    table = pd.DataFrame(rows, columns=["recommender", "text", "position"])
    return table.assign(
        export_row=range(len(table)),
        sur="PRK",
        cycle=2,
        session=19,
        symbol=None,
        paragraph=None,
        position_wg=None,
        part=1,
        action=4,
        issues=None,
        recommender_name=table["recommender"],
        source_row=1,
        flag=None,
    ).astype({"session": "Int64", "symbol": object, "paragraph": object})


def explorer(*rows):
    table = pd.DataFrame(rows, columns=["recommender", "text", "position", "paragraph", "symbol"])
    return table.assign(
        explorer_row=range(len(table)),
        sur="PRK",
        cycle=2,
        session=table["symbol"].map({SYMBOL: 19, LATER: 24}),
        position_wg=None,
        part=1,
        action=pd.NA,
        issues=None,
        recommender_name=table["recommender"],
        source_row=1,
        flag=None,
    ).astype({"session": "Int64"})


EXPORT = export(
    ("TCD", "Plant oaks, in the TOWNS", "accepted"),
    ("TCD", "Plant elms", "noted"),
    ("TCD", "Plant elms", "accepted"),
    ("MLI", "Plant firs", "noted"),
    (None, "Plant limes", "noted"),
)
EXPLORER = explorer(
    ("TCD", "Plant oaks in the towns", "accepted", "124.9", SYMBOL),
    ("TCD", "Plant elms", "noted", "124.2", SYMBOL),
    ("TCD", "Plant elms", "noted", "124.3", SYMBOL),
    ("TCD", "Plant many firs", "noted", "124.4", SYMBOL),
    ("TCD", "Plant palms", "accepted", "5.1", LATER),
)
CROSSWALK = pd.DataFrame(
    {
        "export_row": range(5),
        "paragraph": ["124.1", None, None, "124.5", None],
        "position_wg": ["pending", None, None, "noted", None],
        "flag": None,
    }
)
DATES = pd.DataFrame(
    {
        "sur": ["PRK"],
        "session": [19],
        "symbol": [SYMBOL],
        "review_date": ["2014-05-01"],
        "wg_adoption_date": ["2014-05-06"],
    }
)


@pytest.fixture(scope="module")
def rows():
    return joined.join(EXPORT, EXPLORER, CROSSWALK, DATES)


@pytest.fixture(scope="module")
def table(rows):
    return joined.recommendations(rows)


def test_rows_join_by_text_without_punctuation_and_case_and_equal_ones_in_order(rows):
    both = rows[rows["merge"] == "both"]
    assert both[["export_row", "explorer_row"]].astype(int).to_numpy().tolist() == [[0, 0], [1, 1], [2, 2]]


def test_explorer_rows_count_only_in_sessions_that_the_export_does_not_have(rows, table):
    alone = rows[rows["merge"] == "explorer"].set_index("explorer_row")["in_corpus"]
    assert alone.to_dict() == {3: False, 4: True}
    assert len(table) == 6 and set(table["symbol"]) == {SYMBOL, LATER}


def test_the_reports_paragraph_is_taken_before_the_explorers(table):
    by_row = table.set_index("export_row")
    assert by_row.loc[[0, 1], "paragraph"].tolist() == ["124.1", "124.2"]
    assert by_row.loc[[0, 1], "paragraph_source"].tolist() == ["report", "explorer"]
    assert by_row.loc[0, "rec_id"] == "A/HRC/27/10:124.1:TCD:1" and by_row.loc[4, "rec_id"] == "A/HRC/27/10:-:-:1"


def test_rows_on_which_the_databases_disagree_are_listed(rows, table):
    found = joined.disagreements(rows, table)
    listed = found[["rec_id", "field", "chosen", "other"]].to_numpy().tolist()
    assert listed == [
        ["A/HRC/27/10:124.1:TCD:1", "paragraph", "124.1", "124.9"],
        ["A/HRC/27/10:124.3:TCD:1", "position", "accepted", "noted"],
    ]


def test_rows_that_did_not_join_say_why(rows):
    alone = joined.not_joined(rows, EXPLORER)
    export_rows = alone[alone["source"] == "upr_info"].set_index("source_row")["reason"]
    assert export_rows[3] == "the Explorer holds no row of this recommending State"
    assert export_rows[4] == "the recommending State is unknown"
    assert alone.loc[alone["source"] == "explorer", "kept"].tolist() == [False]


def test_a_review_counts_the_rows_of_each_source(table):
    review = joined.reviews(table, DATES).set_index("symbol")
    counts = ["n_upr_info", "n_explorer", "n_rows", "n_paragraph", "n_position_wg"]
    assert review.loc[SYMBOL, counts].tolist() == [5, 3, 5, 4, 2]
    assert review.loc[SYMBOL, "review_date"] == "2014-05-01"
