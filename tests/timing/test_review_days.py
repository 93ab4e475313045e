from uprlib import timing


def test_the_dprk_was_first_reviewed_in_december_2009_and_answered_in_the_fifth_year_after(upr):
    found = timing.review_days(upr, "PRK")
    kept = {key: entry["value"] for key, entry in found.entries()}
    assert (kept["reviewed.cycle1.year"], kept["reviewed.cycle1.month"]) == (2009, 12)
    assert 4.3 < kept["answered_later.cycle1.years"] < 4.5 and kept["answered_later.cycle1.days_before_next"] == 0
    assert "about 2014-05-01" in found.about.sentences[0] and "4.4 years after its report" in found.about.sentences[0]


def test_a_state_that_answered_in_time_has_its_days_only(upr):
    found = timing.review_days(upr, "CUB")
    assert {key.rpartition(".")[2] for key, _ in found.entries()} == {"year", "month"}
    assert found.about.sentences[0] == "Cuba was reviewed in cycle 1 on 5 February 2009."


def test_a_day_that_is_not_known_is_said_to_be_a_session(upr):
    approximate = upr.days[~upr.days["exact"].astype(bool)]["sur"].iloc[0]
    assert any("in the session that began on" in said for said in timing.review_days(upr, approximate).about.sentences)


def test_an_observer_that_was_never_reviewed_gives_a_sentence(upr):
    assert timing.review_days(upr, "VAT").about.lacks == "The Holy See has no review in this corpus."
