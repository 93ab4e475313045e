import pytest

from uprlib.errors import DataError
from uprlib.facts import coverage, raw, tables


@pytest.fixture(scope="module")
def facts():
    return tables.load("recommendations")


def test_every_row_is_in_one_session_and_one_kind_of_source(facts):
    table = coverage.by_session(facts)
    assert table["rows"].sum() == len(facts) == 57_595
    assert (table["both"] + table["only_upr_info"] + table["only_explorer"]).equals(table["rows"])
    assert (
        table.loc[table["session"] > 20, "coded"].max() == 0 and table.loc[table["session"] <= 20, "coded"].min() == 1
    )


def test_positions_agree_always_and_paragraphs_in_93_of_100(facts):
    table = coverage.agreement(facts, raw.read("disagreements")).set_index("field")
    assert table.loc["position", "share"] == 1
    assert 0.92 < table.loc["paragraph", "share"] < 0.94


def test_96_reviews_are_numbered_otherwise_by_the_explorer(facts):
    table = coverage.misnumbered_reviews(facts, raw.read("disagreements"))
    assert len(table) == 96
    assert {("AGO", 7), ("CAN", 4), ("AZE", 4)} <= set(zip(table["sur"], table["session"], strict=True))


def test_what_was_accepted_in_the_room_was_rarely_taken_back(facts):
    table = coverage.transitions(facts).set_index("position_wg")
    assert table.loc["accepted", "noted"] / table.loc["accepted"].sum() < 0.01
    assert table.to_numpy().sum() == facts["position_wg"].notna().sum()


def test_flags_count_what_corrections_marked(facts):
    assert coverage.flags(facts).set_index("flag")["rows"].to_dict() == {
        "no_review": 33,
        "repeated": 4,
        "split": 2,
        "unknown_recommender": 9,
    }


def test_the_reader_found_every_paragraph_of_every_report_at_hand():
    audited = raw.read("reader_audit")
    bands = coverage.by_band(audited)
    assert list(bands.index) == [*coverage.BANDS, "all"] and "seconds" not in bands
    assert (bands["reports"] == bands["complete"]).all()
    assert bands.loc["all", "reports"] == len(audited) == bands["reports"].iloc[:-1].sum()
    assert bands.loc["all", "matched_share"] == round(100 * audited["matched"].sum() / audited["corpus_rows"].sum(), 2)


def test_the_corrections_are_listed_with_the_rows_that_they_change():
    listed = coverage.corrections().set_index("correction")
    assert listed["rows"][["south-sudan-session-11", "unknown-recommender", "repeated-rows"]].tolist() == [33, 9, 4]
    assert listed.loc["south-sudan-session-11", "source"] == "A/HRC/18/16" and listed["source"].notna().all()


@pytest.mark.parametrize("text", ["- id: a\n  source: b\n", "5", "- [a", "- a"])
def test_corrections_that_cannot_be_read_are_named_with_the_remedy(tmp_path, text, monkeypatch):
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    path = tmp_path / "corrections.yml"
    path.write_text(text)
    with pytest.raises(DataError, match=r"corrections\.yml.*: the corrections cannot be (read|used).*git stash push"):
        coverage.corrections(path)
    with pytest.raises(DataError, match="the corrections cannot be read"):
        coverage.corrections(tmp_path / "none.yml")
