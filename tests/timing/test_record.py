import pytest

from uprlib import timing


@pytest.fixture(scope="module")
def record(upr):
    return timing.dated_record(upr, "PRK")


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
    assert unconfirmed == {"A/HRC/27/10/Add.1", "Press reports of November 2024", "Fourth review outcome 2025"}
    # Of the addendum the acceptances are confirmed; of the fourth review nothing is.
    assert set(record.loc[~record["in_part"], "document"]) == unconfirmed - {"A/HRC/27/10/Add.1"}


def test_totals_that_leave_something_open_were_stated_in_the_room(record):
    room = record[record["document"] == "Press reports of November 2024"].iloc[0]
    assert room["stage"] == "in the room" and counts(record, room["document"], 4) == {
        "pending": 206,
        "not_accepted": 88,
    }


def test_the_database_has_its_own_line_and_date(record):
    assert counts(record, "UPR Info export 2015-08-14", 1) == {"noted": 167}
    assert counts(record, "UPR Info export 2015-08-14", 2) == {"accepted": 114, "noted": 155}
    assert (record.loc[record["document"].str.startswith("UPR Info"), "stage"] == "database").all()


def test_a_state_without_documents_of_its_own_is_counted_from_its_rows(upr):
    libya = timing.dated_record(upr, "LBY")
    assert counts(libya, "A/HRC/16/15", 1) == {"accepted": 66, "pending": 30, "noted": 24}
    assert libya["document"].tolist()[-1] == "SDG-HR Data Explorer" and libya["date"].isna().tolist()[-1]


def test_a_state_without_a_position_is_a_sentence(upr):
    assert timing.dated_record(upr, "VAT").about.lacks == "No position of the Holy See is recorded."


def after(days, kind):
    return days[days["kind"] == kind].set_index("document")["days"]


def test_the_annex_came_73_days_after_the_report_was_made_public(upr, record):
    public = after(timing.days_between(record, timing.chosen_events(upr, "PRK")), "report_public")
    assert public["A/HRC/WG.6/19/PRK/1 annex"] == 73 and public["A/HRC/27/10"] == 78
    assert public["A/HRC/27/10/Add.1"] == 214 and public["A/HRC/13/13"] < 0
    assert "UPR Info export 2015-08-14" not in public.index


def test_only_the_next_document_is_kept(upr, record):
    kept = dict(timing.days_between(record, timing.chosen_events(upr, "PRK")).entries())
    assert {key: entry["value"] for key, entry in kept.items()} == {
        "days.2013-03-21.mandate": 406,
        "days.2014-02-07.report_dated": 83,
        "days.2014-02-17.report_public": 73,
        "days.2014-03-17.dialogue": 45,
        "days.2014-03-28.resolution": 34,
    }


def test_the_sentence_says_that_no_document_states_a_position_between_2010_and_2014(upr, record):
    (words,) = timing.days_between(record, timing.chosen_events(upr, "PRK")).about.sentences
    assert "those of A/HRC/WG.6/19/PRK/1 annex, of about 2014-05-01" in words
    assert "73 days after the report was made public on 2014-02-17" in words
    assert words.endswith("No document that we have states a position between 2010-03-18 and that day.")
    own = upr.positions.loc[upr.positions["rec_id"].str.startswith(("A/HRC/13/13:", "A/HRC/27/10:")), "date"]
    assert not own.between("2010-03-19", "2014-04-27").any()


def test_a_day_that_is_not_confirmed_is_about(upr, record):
    days = timing.days_between(record, timing.chosen_events(upr, "PRK", "COI on the DPRK"))
    assert (
        days.loc[days["kind"] == "dialogue", "about"].all() and not days.loc[days["kind"] == "mandate", "about"].all()
    )


def test_a_day_of_ones_own_is_an_event(upr, record):
    own = timing.days_between(record, timing.chosen_events(upr, "PRK", "2011-12-17"))
    assert after(own, "day")["A/HRC/13/13"] == -738


@pytest.mark.parametrize(
    ("sur", "event", "words"),
    [
        (
            "PRK",
            "1999-01-01",
            "of 1999-01-01 is outside the period of the data, which is from 2008-04-07 to 2025-03-25",
        ),
        ("PRK", "COI on Libya", "COI on Libya is about another State"),
        ("FRA", "all", "No act of accountability about France is on file"),
    ],
)
def test_an_event_that_cannot_be_used_is_a_sentence(upr, record, sur, event, words):
    found = timing.chosen_events(upr, sur, event)
    assert found.empty and words in found.about.lacks
    assert timing.days_between(record, found).about.lacks == found.about.lacks


def test_the_timeline_has_acts_reviews_and_documents_in_the_order_of_dates(upr):
    lines = timing.timeline(upr, "PRK")
    assert lines["kind"].value_counts().to_dict() == {"document": 11, "event": 5, "review": 4}
    assert lines["date"].dropna().is_monotonic_increasing
    assert "cycle 2, at the end: A/HRC/27/10/Add.1 (confirmed in part)" in set(lines["label"])
    assert dict(lines.entries())["documents"]["value"] == 11


def test_the_annex_stands_before_the_review_that_it_was_published_for(upr):
    lines = timing.timeline(upr, "PRK")
    labels = lines["label"].tolist()
    annex = next(place for place, label in enumerate(labels) if label.endswith("annex"))
    assert labels.index("review of cycle 2") == annex + 1
    assert lines["day"][annex] == "2014-04-28/05-01" and lines["date"][annex] == "2014-05-01"


def test_the_reviews_of_2019_and_2024_are_on_the_record(upr):
    reviews = timing.timeline(upr, "PRK").query("kind == 'review'")
    assert reviews["date"].tolist() == ["2009-12-07", "2014-05-01", "2019-05-09", "2024-11-07"]
    assert timing.timeline(upr, "LBY").query("kind == 'review'")["label"].tolist() == ["review of cycle 1"]


def test_a_record_without_an_event_stands_alone_and_says_why(upr):
    lines = timing.timeline(upr, "SSD")
    assert len(lines) and "event" not in set(lines["kind"])
    assert lines.about.sentences == ("No act of accountability about South Sudan is on file in data/raw/events.csv.",)


def test_only_mandates_between_two_reviews_can_be_compared(upr):
    found = timing.between_reviews(upr)
    inside = set(found.loc[found["between"], "state"])
    assert inside == {"BLR", "CIV", "ERI", "IRN", "ISR", "LBY", "PRK"}
    # Syria's Commission was set up weeks before its first review, Burundi's investigation after its second.
    assert not found.loc[found["state"].isin(["SYR", "BDI"]), "between"].any()


def test_what_is_left_out_is_named(upr):
    (words,) = timing.between_reviews(upr).about.sentences
    assert words.startswith("Of 10 inquiries on file, 7 were set up between two reviews of their State.")
    assert "COI on Syria (2011-08-22)" in words and "Libya" not in words


def test_every_event_on_file_has_a_document_and_a_source(upr):
    events = upr.events
    unconfirmed = events[events["document"].isna()]
    # The day of the Council's dialogue with the Commission on the DPRK is marked as not confirmed.
    assert unconfirmed[["state", "kind", "date_precision"]].to_numpy().tolist() == [["PRK", "dialogue", "about"]]
    assert events["source"].notna().all() and not events["event"].eq("all").any()
