from uprlib import timing


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
