import pandas as pd
import pytest

from uprlib import alliances
from uprlib.errors import DataError
from uprlib.facts import tables


def test_the_dprk_made_54_recommendations_and_then_99(corpus):
    made = alliances.made_by(corpus, "PRK")
    assert made.groupby("cycle").size().to_dict() == {1: 54, 2: 99}
    assert made.groupby("cycle")["sur"].nunique().to_dict() == {1: 21, 2: 40}


def test_it_asked_its_rivals_for_action_only(corpus):
    rivals = alliances.both_ways(corpus, "PRK").set_index("other").loc[["KOR", "JPN", "USA"]]
    assert rivals["asked_plaudits"].sum() == 0 and rivals["asked_demands"].sum() == 24


def test_the_recommendations_on_the_national_security_law_are_its_own(corpus):
    own = corpus[(corpus["recommender"] == "PRK") & (corpus["symbol"] == "A/HRC/22/10")].set_index("paragraph")
    assert own.loc[["124.55", "124.57"], "position"].tolist() == ["noted", "noted"]
    assert own.loc[["124.55", "124.57"], "action"].tolist() == [5, 5]


@pytest.mark.sources
def test_their_texts_name_the_law(sources, corpus):
    from uprlib.curation import sources as refresh_sources

    texts = refresh_sources.load(sources).export.set_index("export_row")["text"]
    own = corpus[(corpus["recommender"] == "PRK") & (corpus["symbol"] == "A/HRC/22/10")]
    named = own["export_row"].map(texts).str.contains("National Security Law")
    assert own.loc[named, "paragraph"].tolist() == ["124.55", "124.57"]


def test_habits_are_shares_beside_the_group_and_all_states_without_it(corpus):
    table = alliances.habits(corpus, "PRK")
    assert table.groupby("who")["share"].sum().to_numpy() == pytest.approx(1)
    coded = corpus.dropna(subset=["action", "recommender"])
    assert table.loc[table["who"] == "all", "of"].iloc[0] == (coded["recommender"] != "PRK").sum()
    # It asks others to continue far more often than States do on the whole.
    low = table[table["action"] == 2].set_index("who")["share"]
    assert low["state"] > low["group"] > low["all"]


def test_both_ways_counts_each_direction_once(corpus):
    table = alliances.both_ways(corpus, "PRK").set_index("other")
    assert table["asked_n"].sum() == 153
    assert table["received_n"].sum() == (corpus["sur"].eq("PRK") & corpus["recommender"].notna()).sum()
    cuba = table.loc["CUB"]
    assert cuba["mutual"] and cuba["asked_n"] == 9 and cuba["asked_plaudits"] == 6 and cuba["received_plaudits"] == 3
    parts = table[["asked_plaudits", "asked_considers", "asked_demands", "asked_uncoded"]].sum(axis=1)
    pd.testing.assert_series_equal(parts, table["asked_n"], check_names=False)


def test_a_state_that_never_recommended_is_a_sentence(corpus):
    never = sorted(set(tables.load("reviews")["sur"]) - set(corpus["recommender"].dropna()))
    assert len(never) == 22
    with pytest.raises(DataError, match="made no recommendation in this corpus"):
        alliances.made_by(corpus, never[0])
    with pytest.raises(DataError, match="no recommendation with a coded action category"):
        alliances.habits(corpus, never[0])
    # It was reviewed all the same.
    assert (alliances.both_ways(corpus, never[0])["asked_n"] == 0).all()
