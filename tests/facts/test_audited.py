"""Claims about the data audit: what it counts is counted once, and its sentences hold the numbers."""

import pytest

from uprlib.facts import audited


def kept(result):
    return {key: (entry["value"], entry["n"]) for key, entry in result.entries()}


def said(result):
    return " ".join(result.about.sentences)


def test_every_row_comes_from_both_databases_or_from_one(upr):
    found = audited.sources(upr)
    numbers = kept(found)
    assert numbers["rows.rows"] == (57_595, 57_595)
    assert sum(numbers[f"rows.{source}"][0] for source in ("both", "only_upr_info", "only_explorer")) == 57_595
    assert "57,595 recommendations: 40,089 (69.6%) in both databases" in said(found)


def test_what_is_known_of_the_rows_is_said_with_its_shares(upr):
    found = audited.by_session(upr)
    rows = upr.everything
    assert found.about.facts["room"] == pytest.approx(rows["position_wg"].notna().mean())
    assert "UPR Info's action category for 71.3%" in said(found) and len(found) == 26


def test_positions_agree_in_all_rows_and_paragraphs_in_93_of_100(upr):
    found = audited.agreement(upr)
    assert kept(found)["agreement.position"] == (1, 40_089)
    assert "agree on 100.0% of 40,089 positions and 93.2% of 38,946 paragraph numbers" in said(found)


def test_the_reviews_that_the_explorer_numbers_differently_are_counted_and_the_worst_named(upr):
    found = audited.misnumbered(upr, most=1)
    assert kept(found) == {"reviews.misnumbered": (96, None)}
    assert said(found).startswith("In 96 reviews") and said(found).endswith("Angola (session 7, 166 of 166 rows).")


def test_the_reader_is_held_against_the_export_by_bands_of_sessions(upr):
    found = audited.reader(upr)
    assert kept(found)["reader.matched.13-20"] == (pytest.approx(4333 / 4340), 4340)
    assert kept(found)["reader.unread"] == kept(found)["reader.lacking"] == (0, 8258)
    assert kept(found)["reader.fragments"][0] == 0
    assert "read 8,258 of the 8,258 recommendations that they announce, and 9,24" in said(found)
    assert "position is known for 100.00% of its" in said(found)
    assert found.shown().index.tolist() == ["1-5", "6-12", "13-20", "all"]


def test_rows_of_one_database_alone_add_up(upr):
    found = audited.not_joined(upr)
    assert found["rows"].sum() == kept(found)["rows.not_joined"][0] == 1_033


def test_each_correction_says_how_many_rows_it_changes_and_after_which_source():
    found = audited.corrected()
    assert kept(found)["corrections"][0] == len(found) == 7
    assert found.shown().loc["south-sudan-session-11"].tolist() == [33, "A/HRC/18/16"]


def test_marked_rows_are_said_in_words(upr):
    assert "33 belong to no review" in said(audited.marked(upr)) and "no_review" not in said(audited.marked(upr))


def test_most_of_what_was_left_open_in_the_room_was_accepted_in_the_end(upr):
    found = audited.room_and_end(upr)
    share, n = kept(found)["pending.accepted"]
    assert n == 11_374 + 6_640 and share == pytest.approx(11_374 / n)
    assert found.about.sentences == (
        "Of the 18,014 recommendations left open in the Working Group, 63.1% were accepted in the end.",
    )


def test_one_state_is_described_by_review_and_a_state_without_one_gets_a_sentence(upr):
    found = audited.one_state(upr, "PRK")
    assert found["rows"].tolist() == [167, 269] and found["marked"].tolist() == [0, 2]
    assert "The DPRK, cycle 2 (session 19, A/HRC/27/10): 269 rows" in said(found)
    assert audited.one_state(upr, "VAT").about.lacks == "The Holy See has no review in this corpus."


def test_the_machine_agrees_more_on_unseen_states_than_its_verb_rule_does(upr):
    found = audited.coder(upr)
    numbers = kept(found)
    assert numbers["coder.kappa.by_state.all"][0] > numbers["coder.kappa.verb_rule.all"][0]
    assert "91.5% of 41,066 rows of States that it was not trained on (Cohen's kappa 0.88)" in said(found)


def test_shares_of_the_confusion_add_up_in_each_category(upr):
    found = audited.confusion(upr)
    assert found.groupby("action")["share"].sum().round(9).eq(1).all()
    assert found.about.facts["sessions"] == "17-20" and found["n"].sum() == 10_805


def test_every_coded_session_was_tried_with_its_states_held_out(upr):
    found = audited.coder_by_session(upr)
    assert found["session"].tolist() == list(range(1, 21)) and found["n"].sum() == 41_066


def test_rows_coded_by_machine_are_those_that_nobody_coded(upr):
    assert audited.machine_coded(upr)["rows"].tolist() == [upr.everything["action"].isna().sum()]


def test_of_the_annex_of_2014_only_some_single_answers_are_known(upr):
    found = audited.only_totals(upr)
    assert said(found) == (
        "Of the 117 later answers in A/HRC/WG.6/19/PRK/1 annex, 20 are known to us one by one. The others are "
        "published too, but we hold only their totals."
    )
