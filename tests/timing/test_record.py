import pytest

from uprlib import timing
from uprlib.errors import DataError
from uprlib.facts import tables


@pytest.fixture(scope="module")
def record(corpus, history, totals):
    return timing.dated_record("PRK", corpus, history, totals, tables.load("documents"))


def counts(record, document, cycle):
    row = record[(record["document"] == document) & (record["cycle"] == cycle)].iloc[0]
    return {
        name: int(row[name])
        for name in ("accepted", "partly_accepted", "noted", "not_accepted", "pending")
        if row[name]
    }


def test_the_dprk_left_117_of_167_open_then_185_of_268(record):
    assert counts(record, "A/HRC/13/13", 1) == {"pending": 117, "not_accepted": 50}
    assert counts(record, "A/HRC/27/10", 2) == {"pending": 185, "not_accepted": 83}


def test_the_annex_of_2014_is_about_the_review_of_2009_and_its_day_is_not_certain(record):
    annex = record[record["document"].str.endswith("annex")].iloc[0]
    assert (annex["date"], annex["cycle"], annex["stage"]) == ("2014-05-01", 1, "later") and annex["about"]
    assert counts(record, annex["document"], 1) == {
        "accepted": 81,
        "partly_accepted": 6,
        "noted": 15,
        "not_accepted": 15,
    }


def test_what_no_document_at_hand_confirms_is_marked(record):
    unconfirmed = set(record.loc[~record["confirmed"], "document"])
    assert unconfirmed == {"A/HRC/27/10/Add.1", "Fourth review outcome 2025"}


def test_the_database_has_its_own_line_and_date(record):
    assert counts(record, "UPR Info export 2015-08-14", 1) == {"noted": 167}
    assert counts(record, "UPR Info export 2015-08-14", 2) == {"accepted": 114, "noted": 155}
    assert (record.loc[record["document"].str.startswith("UPR Info"), "stage"] == "database").all()


def test_a_state_without_documents_of_its_own_is_counted_from_its_rows(corpus, history, totals):
    libya = timing.dated_record("LBY", corpus, history, totals, tables.load("documents"))
    assert counts(libya, "A/HRC/16/15", 1) == {"accepted": 66, "pending": 30, "noted": 24}
    assert libya["document"].tolist()[-1] == "SDG-HR Data Explorer" and libya["date"].isna().tolist()[-1]


@pytest.fixture(scope="module")
def events():
    return tables.load("events")


def chosen(events, sur, event):
    return timing.chosen_events(events, sur, event, first_day="2008-04-07", last_day="2025-03-25")


def test_the_annex_came_73_days_after_the_report_was_made_public(record, events):
    days = timing.days_between(record, chosen(events, "PRK", "all")).set_index("document")
    public = days["2014-02-17 report public"]
    assert public["A/HRC/WG.6/19/PRK/1 annex"] == 73 and public["A/HRC/27/10"] == 78
    assert public["A/HRC/27/10/Add.1"] == 214 and public["A/HRC/13/13"] < 0
    assert "UPR Info export 2015-08-14" not in days.index


def test_a_day_that_is_not_confirmed_says_so_in_its_name(record, events):
    names = timing.days_between(record, chosen(events, "PRK", "COI on the DPRK")).columns
    assert "2014-03-17 dialogue (about)" in names


def test_a_day_of_ones_own_is_an_event(record, events):
    own = chosen(events, "PRK", "2011-12-17")
    assert timing.days_between(record, own)["2011-12-17 day"].iloc[0] == -738


@pytest.mark.parametrize(
    ("sur", "event", "words"),
    [
        ("PRK", "1999-01-01", "outside the data; found '1999-01-01'; expected a day from 2008-04-07 to 2025-03-25"),
        ("PRK", "COI on Libya", "about another State; found 'COI on Libya'.*COI on the DPRK"),
        ("FRA", "all", "no act of accountability about this State is on file; found 'FRA'"),
    ],
)
def test_an_event_that_cannot_be_used_is_a_sentence(events, sur, event, words):
    with pytest.raises(DataError, match=words):
        chosen(events, sur, event)


def test_every_event_on_file_has_a_document_and_a_source(events):
    unconfirmed = events[events["document"].isna()]
    # The day of the Council's dialogue with the Commission on the DPRK is marked as not confirmed.
    assert unconfirmed[["state", "kind", "date_precision"]].to_numpy().tolist() == [["PRK", "dialogue", "about"]]
    assert events["source"].notna().all() and not events["event"].eq("all").any()


def test_only_mandates_between_two_reviews_can_be_compared(events):
    found = timing.between_reviews(events, tables.load("reviews"), tables.load("sessions"))
    inside = set(found.loc[found["between"], "state"])
    assert inside == {"BLR", "CIV", "ERI", "IRN", "ISR", "LBY", "PRK"}
    # Syria's Commission was set up weeks before its first review, Burundi's investigation after its second.
    assert not found.loc[found["state"].isin(["SYR", "BDI"]), "between"].any()
