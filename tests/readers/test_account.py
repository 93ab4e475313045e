"""Claims about the account of a file: what is announced and not read is said, and so is what was set aside."""

import pandas as pd

from uprlib.facts import contract
from uprlib.readers.account import Account, Announced, Aside, spans

NUMBERS = [f"95.{number}" for number in range(1, 21)]


def announced(*absent, aside=()):
    return Announced.numbered("paragraphs 95.1 to 95.20", NUMBERS, set(NUMBERS) - set(absent) - set(aside), aside)


def test_what_is_announced_and_not_read_is_named():
    whole, short = announced(), announced("95.3", "95.4", "95.20")
    assert (whole.read, whole.lacking) == (20, 0) and whole.line() == "paragraphs 95.1 to 95.20: 20 of 20 read"
    assert short.missing == ("95.3", "95.4", "95.20")
    assert short.line() == "paragraphs 95.1 to 95.20: 17 of 20 read, 3 NOT READ (95.3 to 95.4, 95.20)"


def test_rows_read_rows_set_aside_and_rows_missing_are_together_those_announced():
    found = announced("95.1", aside=("95.7",))
    assert (found.read, found.aside, found.lacking) == (18, 1, 1)
    assert found.read + found.aside + found.lacking == found.expected


def test_a_total_without_numbers_says_how_many_lack_or_are_too_many():
    assert Announced.counted("total in words", 163, read=160).line() == "total in words: 160 of 163 read, 3 NOT READ"
    assert Announced.counted("total in words", 2, read=3).line() == "total in words: 3 of 2 read, 1 more than announced"
    assert Announced.counted("rows of the sheet", 5, read=3, aside=2).lacking == 0


def test_an_account_is_complete_if_everything_announced_was_read_or_set_aside_by_name():
    assert Account((announced(aside=("95.7",)),), (Aside("paragraph 95.7", "no State"),)).complete
    assert not Account((announced(), announced("95.7"))).complete
    assert Account().complete and list(Account().lines()) == []


def test_rows_set_aside_are_counted_by_reason_and_each_is_named():
    rows = [Aside(f"row {number}", "not of the UPR", "CEDAW") for number in (2, 3, 5)]
    account = Account((), (*rows, Aside("row 9", "no text", "x" * 500)))
    assert list(account.lines()) == [
        "Set aside: 3, not of the UPR (CEDAW): row 2 to row 3, row 5",
        f"Set aside: 1, no text ({'x' * 57}...): row 9",
    ]


def test_rows_of_very_many_kinds_share_a_line_on_the_screen_and_have_their_own_in_a_file():
    rows = [Aside(f"row {number}", "of another State", f"State {number % 20}") for number in range(2, 102)]
    (line,) = Account((), tuple(rows)).lines()
    assert (
        line.startswith("Set aside: 100, of another State (State 2, State 3, ")
        and "and 8 others): row 2 to row" in line
    )
    assert len(list(Account((), tuple(rows)).lines(most=None))) == 20


def test_what_is_said_of_the_file_as_a_whole_comes_last():
    assert list(Account((announced(),), notes=("It may have been cut.",)).lines())[-1] == "It may have been cut."


def test_a_line_on_the_screen_is_short_and_one_in_a_file_is_whole():
    odd = [f"95.{number}" for number in range(1, 101, 2)]
    assert spans(odd).endswith("95.23 and 38 more") and spans(odd, most=None).endswith(", 95.99")
    assert spans([]) == "" and spans(["26 (b)", "26 (c)"]) == "26 (b), 26 (c)"


def test_rows_without_a_position_are_counted_and_placed():
    table = pd.DataFrame({name: pd.Series([None] * 3, dtype=object) for name in contract.columns("reading")})
    table = table.assign(source_row=[1, 2, 3], paragraph=["6.1", "6.2", None], position_wg=["noted", None, None])
    account = Account.of(table, [announced()])
    assert account.without_position == 2 and account.unanswered == ("6.2", "row 3")
    assert list(account.lines())[1] == "Read without a position: 2 (6.2, row 3)"
