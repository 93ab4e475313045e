import pytest

import uprlib
from uprlib import acceptance
from uprlib.acceptance.codings import CODINGS
from uprlib.errors import DataError
from uprlib.facts import built, corpus, tables
from uprlib.facts.corpus import Corpus


def test_every_table_of_the_codebook_is_an_attribute(upr):
    assert set(built.TABLES) <= set(dir(upr))
    assert len(upr.states) == 195 and len(upr.issues) == 54 and {"sur", "cycle", "day"} <= set(upr.days)


def test_a_table_is_loaded_once(monkeypatch):
    asked, load = [], tables.load
    monkeypatch.setattr(tables, "load", lambda name, *choices, **named: asked.append(name) or load(name, *choices))
    upr = Corpus()
    assert len(upr.recommendations) == len(upr.recommendations) and asked == ["recommendations"]


def test_rows_that_belong_to_no_review_are_in_everything_only(upr):
    """South Sudan's session 11 repeats Sudan's report."""
    left_out = upr.everything[~upr.everything["rec_id"].isin(upr.recommendations["rec_id"])]
    assert len(upr.everything) > len(upr.recommendations) == 57562
    assert set(left_out["sur"]) == {"SSD"} and set(left_out["session"]) == {11}


def test_the_machines_categories_are_there_where_they_are_asked_for_and_are_marked(upr):
    coded = uprlib.corpus(machine_coded=True)
    uncoded = upr.recommendations["action"].isna()
    assert coded.recommendations["action_by_machine"].sum() > 16_000
    assert (coded.recommendations["action_by_machine"] <= uncoded).all()
    own = coded.recommendations[~uncoded]
    assert (own["action"] == upr.recommendations.loc[~uncoded, "action"]).all()


def test_a_table_that_is_not_there_lists_the_others(upr):
    with pytest.raises(AttributeError, match="the corpus has no table 'recomendations'; it has recommendations, "):
        upr.recomendations  # noqa: B018
    assert not hasattr(upr, "_repr_html_")


def test_a_dataset_that_is_not_there_is_one_sentence():
    with pytest.raises(DataError, match="there is no dataset of that name; found 'mine'"):
        Corpus("mine").recommendations  # noqa: B018


def test_a_state_has_an_article_in_a_sentence_where_english_wants_one(upr):
    sentence = [upr.the_name(code) for code in ("PRK", "KOR", "GMB", "VAT", "MMR", "SDN")]
    assert sentence == ["the DPRK", "the Republic of Korea", "the Gambia", "the Holy See", "Myanmar", "Sudan"]
    assert set(corpus.WITH_ARTICLE) <= set(upr.states["iso3"])


def test_every_review_has_its_day(upr):
    days = upr.days.set_index("symbol")
    assert len(days) == 385 and days["day"].notna().all() and days.index.is_unique
    assert set(upr.recommendations["symbol"]) <= set(days.index)


def test_two_corpora_of_one_choice_are_equal_and_say_which_they_are():
    assert uprlib.corpus() == Corpus("bundled", False) != Corpus("bundled", True)
    assert repr(Corpus()) == "Corpus(dataset='bundled', machine_coded=False, sur=None)"


def test_a_corpus_of_one_state_gives_the_numbers_of_the_whole(upr):
    own = uprlib.corpus(sur="PRK")
    assert set(own.recommendations["sur"]) == {"PRK"} and len(own.positions) < len(upr.positions) / 50
    for coding in CODINGS:
        rates = [acceptance.rates(acceptance.answers(each, "PRK", coding), ["cycle", "action"]) for each in (own, upr)]
        assert rates[0].equals(rates[1])
    assert own.the_name("KOR") == "the Republic of Korea"


def test_a_corpus_does_not_change_with_what_is_done_to_its_tables():
    upr = uprlib.corpus()
    rows = upr.recommendations
    last = upr.recommendations["cycle"].max()
    rows["accepted"] = "changed"
    rows.loc[rows["sur"] == "PRK", "cycle"] = 9
    assert "accepted" not in upr.recommendations and upr.recommendations["cycle"].max() == last


def test_what_is_made_once_rests_on_the_same_tables_for_whoever_uses_it(monkeypatch):
    monkeypatch.setattr(tables, "loaded", [])
    upr, made = uprlib.corpus(), []

    def events():
        made.append("events")
        return upr.events

    first = upr.once("key", events)
    assert tables.loaded == ["events"]
    tables.loaded.clear()
    first["note"] = "changed"
    second = upr.once("key", events)
    assert made == ["events"] and set(tables.loaded) == {"events"} and "changed" not in second.to_numpy()


def test_a_corpus_is_shared_only_where_that_is_asked_for_and_within_one_checkout(monkeypatch, tmp_path):
    monkeypatch.setattr(corpus, "_shared", None)
    assert uprlib.corpus() is not uprlib.corpus()
    corpus.share()
    shared = uprlib.corpus()
    assert shared is uprlib.corpus() and uprlib.corpus(machine_coded=True) is not shared
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    assert uprlib.corpus() is not shared
    monkeypatch.delenv("UPRLIB_HOME")
    corpus.unshare()
    assert uprlib.corpus() is not shared
