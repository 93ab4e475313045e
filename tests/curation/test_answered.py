"""Answers of addenda joined to the rows of a report: invented words in the layout of real addenda."""

import pandas as pd
import pytest

from uprlib.curation.answered import RECORDED, answered, positions
from uprlib.errors import SourceError
from uprlib.facts import contract, vocabulary
from uprlib.readers.reading import reading


def report(position_wg=("pending",) * 4, symbol="A/HRC/42/4", **columns):
    """Four recommendations to Albania, 95.1 to 95.4, the second by two States."""
    numbers = ["95.1", "95.2", "95.2", "95.3", "95.4"]
    of_number = dict(zip(["95.1", "95.2", "95.3", "95.4"], position_wg, strict=True))
    table = pd.DataFrame(
        {
            "source_row": range(1, 6),
            "sur": "ALB",
            "recommender": ["DNK", "ESP", "PER", "FRA", "ITA"],
            "text": "(invented)",
            "position_wg": [of_number[number] for number in numbers],
            "cycle": 3,
            "session": 33,
            "symbol": symbol,
            "paragraph": numbers,
        }
    ).assign(**columns)
    return reading(table, file="report.pdf")


@pytest.fixture
def addendum(tmp_path):
    """Write an addendum of Albania with the given sentences."""

    def make(*sentences, symbol="A/HRC/42/4/Add.1", day="14 August 2019", name="a.txt"):
        title = ["Report of the Working Group on the Universal Periodic Review", "", "Albania", "", "Addendum"]
        lines = [symbol, f"Distr.: General {day}", "", *title, "", "Views on conclusions and/or recommendations"]
        path = tmp_path / name
        path.write_text("\n\n".join(["\n".join(lines), *sentences]))
        return path

    return make


def final(found):
    return found.reading.groupby("paragraph")["position"].first().to_dict()


def test_pending_becomes_an_answer_for_every_state_of_the_paragraph(addendum):
    path = addendum("Albania accepts recommendations 95.1 and 95.2.", "Albania partially accepts 95.3 and notes 95.4.")
    found = answered(report(), [path])
    assert found.reading["position"].tolist() == ["accepted", "accepted", "accepted", "noted", "noted"]
    stated = found.stated[found.stated["stage"] == "outcome"]
    assert stated["position"].tolist() == ["accepted", "accepted", "accepted", "partly_accepted", "noted"]
    assert set(stated["document"]) == {"A/HRC/42/4/Add.1"} and set(stated["date"]) == {"2019-08-14"}
    assert not found.reading.attrs["account"].without_position


def test_the_table_of_positions_meets_its_contract(addendum):
    found = answered(report(), [addendum("Albania accepts recommendations 95.1 to 95.4.")])
    table = positions(found.stated, pd.Series([f"r{number}" for number in range(5)]))
    assert list(table.columns) == contract.columns("positions")
    assert table["stage"].value_counts().to_dict() == {"working_group": 5, "outcome": 5}
    assert set(table.loc[table["stage"] == "working_group", "document"]) == {"A/HRC/42/4"}


def test_without_an_addendum_a_report_has_no_final_position():
    found = answered(report(("accepted", "noted", "pending", "pending")), [])
    assert found.reading["position"].isna().all()
    assert set(found.stated["stage"]) == {"working_group"}


def test_what_was_decided_in_the_room_stands_and_the_remaining_are_the_others(addendum):
    found = answered(
        report(("accepted", "noted", "pending", "pending")),
        [addendum("Albania accepts 95.3.", "The remaining recommendations are noted.")],
    )
    assert final(found) == {"95.1": "accepted", "95.2": "noted", "95.3": "accepted", "95.4": "noted"}


def test_an_answer_other_than_that_in_the_room_counts_and_is_reported(addendum):
    found = answered(
        report(("accepted", "noted", "pending", "pending")), [addendum("Albania notes 95.1 and accepts 95.3.")]
    )
    assert final(found)["95.1"] == "noted"
    aside = found.reading.attrs["account"].aside
    assert [(each.where, each.value) for each in aside] == [("paragraph 95.1", "accepted, then noted")]
    assert "otherwise than the Working Group was told" in aside[0].why


def test_what_is_contradictory_or_not_named_stays_open_and_is_listed(addendum):
    path = addendum("Albania accepts 95.1 and 95.2.", "Albania notes 95.2 and 95.9.")
    account = answered(report(), [path]).reading.attrs["account"]
    assert [(each.where, each.why) for each in account.aside] == [
        ("paragraph 95.9", "the report has no such paragraph"),
        ("paragraph 95.2", "answered in two ways; neither is taken"),
    ]
    assert (account.without_position, account.unanswered) == (4, ("95.2", "95.3", "95.4"))


def test_of_two_addenda_the_later_counts_and_both_are_kept(addendum):
    first = addendum("Albania notes 95.1 and accepts 95.2.", name="1.txt")
    second = addendum("Albania accepts 95.1.", symbol="A/HRC/42/4/Add.2", day="1 October 2019", name="2.txt")
    found = answered(report(), [second, first])
    assert final(found)["95.1"] == "accepted" and final(found)["95.2"] == "accepted"
    of_first = found.stated[(found.stated["source"] == 0) & (found.stated["stage"] == "outcome")]
    assert of_first[["document", "position"]].to_numpy().tolist() == [
        ["A/HRC/42/4/Add.1", "noted"],
        ["A/HRC/42/4/Add.2", "accepted"],
    ]


def test_a_position_of_the_source_s_own_is_never_overwritten(addendum):
    found = answered(report(position="noted"), [addendum("Albania accepts 95.1 to 95.4.")])
    assert set(found.reading["position"]) == {"noted"}
    whys = {each.why for each in found.reading.attrs["account"].aside}
    assert whys == {"the file and the addendum differ; the file's position is kept"}


def test_a_draft_without_a_symbol_is_found_by_its_state(addendum):
    assert final(answered(report(symbol=None), [addendum("Albania accepts 95.1 to 95.4.")]))["95.4"] == "accepted"


def test_an_addendum_to_another_report_is_refused(addendum):
    with pytest.raises(SourceError, match=r"answers another report; found 'A/HRC/42/5/Add.1.*A/HRC/42/4"):
        answered(report(), [addendum("Albania accepts 95.1.", symbol="A/HRC/42/5/Add.1")])


def test_an_addendum_of_which_no_number_is_in_the_report_is_refused(addendum):
    with pytest.raises(SourceError, match="no paragraph that the addendum answers is in the report"):
        answered(report(), [addendum("Albania accepts 88.1.")])


def test_a_review_without_an_addendum_stays_as_it_was(addendum):
    other = report(("accepted",) * 4, symbol="A/HRC/60/7").assign(cycle=4, session=49)
    both = pd.concat([report(), other], ignore_index=True)
    found = answered(both, [addendum("Albania accepts 95.1 to 95.4.")])
    assert found.reading.groupby("cycle")["position"].count().to_dict() == {3: 5, 4: 0}


def test_every_position_is_recorded_as_upr_info_would():
    assert set(RECORDED) == set(vocabulary.POSITIONS)
    assert set(RECORDED.values()) == {*vocabulary.FINAL_POSITIONS, None}
