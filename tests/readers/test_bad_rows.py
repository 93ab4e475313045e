"""Claims about rows that cannot be read. Invented texts."""

import pandas as pd
import pytest

import uprlib
from uprlib.errors import SourceError
from uprlib.readers import dihr, upr_info
from uprlib.readers.account import NOT_UPR, Account, Aside
from uprlib.readers.bad_rows import BadRows, every_row, unread

EXPORT = ",".join(upr_info.CSV_HEADER) + "\n"
UWAZI = "State under Review,Recommending State,Recommendation,Response\n"


def problem(row, value="Maybe"):
    return SourceError("no position", file="a.csv", row=row, column="Response", value=value, expected="Noted")


def test_what_is_wrong_with_a_row_sets_it_aside_once_and_in_the_order_of_the_file():
    bad = BadRows("a.csv")
    for row, value in ((7, "Maybe"), (3, "Perhaps"), (7, "again")):
        with bad.caught():
            raise problem(row, value)
    why = "column Response: no position; expected Noted"
    assert bad.aside() == [Aside("row 3", why, "Perhaps"), Aside("row 7", why, "Maybe")] and len(bad) == 2


def test_a_problem_without_a_row_is_one_of_the_file():
    with pytest.raises(SourceError, match="no such column"), BadRows("a.csv").caught():
        raise SourceError("no such column")


def test_strictly_the_first_bad_row_ends_the_reading():
    with (
        pytest.raises(SourceError, match="row 3, column Response: no position"),
        BadRows("a.csv", strict=True).caught(),
    ):
        raise problem(3)


def test_a_file_without_a_readable_row_is_answered_with_its_first_problem():
    bad = BadRows("a.csv")
    bad.add(problem(3))
    bad.refuse_if_nothing_else(["a row"])
    with pytest.raises(SourceError, match="row 3, column Response: no position"):
        bad.refuse_if_nothing_else([])


def test_wrong_values_of_a_column_and_unknown_states_are_set_aside():
    bad, answers = BadRows("a.csv"), pd.Series(["Noted", "Notde", "Noted"], name="Response")
    bad.refuse(answers != "Noted", answers, "no position", expected="Noted", choices=["Noted"])
    codes = bad.codes_of(pd.Series(["Mali", "Mali", "Portugla", None]), "From")
    assert codes.tolist()[:2] == ["MLI", "MLI"] and codes[2:].isna().all()
    assert [each.value for each in bad.aside()] == ["Notde", "Portugla"]
    assert all("did you mean" in each.why for each in bad.aside())
    table = pd.DataFrame({"source_row": [2, 3, 4]})
    assert bad.good(table)["source_row"].tolist() == [2]


def test_the_first_ten_bad_rows_are_named_at_once():
    table = pd.DataFrame()
    table.attrs["account"] = Account(aside=tuple(Aside(f"row {n}", "no position", "Maybe") for n in range(2, 14)))
    with pytest.raises(
        SourceError, match=r"12 rows cannot be read: row 2, .*row 11: no position, found 'Maybe'; and 2 more"
    ):
        every_row(table, file="a.csv")


def test_rows_of_other_mechanisms_are_not_unread():
    table = pd.DataFrame()
    table.attrs["account"] = Account(aside=(Aside("row 2", NOT_UPR, "CEDAW"),))
    assert not unread(table) and every_row(table, file="a.csv") is table


@pytest.mark.parametrize(
    ("good", "bad", "value"),
    [
        (EXPORT + "Peru,,,Plant oaks,Chad,,,Noted,5,Trees,6\n", "Peru,,,Plant elms,Chda,,,Noted,5,Trees,6\n", "Chda"),
        (UWAZI + "Peru,Chad,Plant oaks,Noted\n", "Peru,Chad,Plant elms,Maybe\n", "Maybe"),
        (UWAZI + "Peru,Chad,Plant oaks,Noted\n", "Peru,Chad,Plant elms\n", "3"),
    ],
)
def test_one_bad_row_of_a_text_does_not_cost_the_others(written, good, bad, value):
    with pytest.warns(UserWarning, match="1 row of .* cannot be read"):
        table = uprlib.read(written(good + bad + good.splitlines()[1]))
    assert table["source_row"].tolist() == [2, 4]
    (aside,) = unread(table)
    assert (aside.where, aside.value) == ("row 3", value)


def test_one_bad_row_of_a_sheet_does_not_cost_the_others(workbook):
    row = ["Norway", "Plant oaks", "Noted", "Peru", "2014 Cycle 2", "Source:A/HRC/27/10|124.7|"]
    table = dihr.read(workbook([list(dihr.COLUMNS), [*row[:5], "124.7"], row]))
    assert table["source_row"].tolist() == [3] and [each.where for each in unread(table)] == ["row 2"]


def test_a_paragraph_between_two_others_that_no_row_has_is_said_by_review():
    rows = [("ALB", 19, "6.1"), ("ALB", 19, "6.3"), ("MMR", 23, "7.1"), ("MMR", 23, "7.2")]
    table = pd.DataFrame(rows, columns=["sur", "session", "paragraph"])
    table = table.assign(position="noted", position_wg=None, source_row=range(2, 6))
    (note,) = BadRows("a.csv").account(table, "rows of the table", 4).notes
    assert note == "Numbers that are left out, and may be missing from the file: 1 (ALB 19 6.2)"
    assert not BadRows("a.csv").account(table.iloc[2:], "rows of the table", 2).notes
