"""Claims about the rows of a table: one pass, each by its number, and only those of one State where that is asked."""

import pytest

from uprlib.errors import SourceError
from uprlib.readers import table_rows
from uprlib.readers.account import OTHER_STATE
from uprlib.readers.bad_rows import BadRows
from uprlib.readers.opening import files

USED = {"sur": "State", "text": "Text"}


def read(path, sur=None, strict=False):
    bad = BadRows(path, strict=strict)
    table, others = table_rows.cells(table_rows.opened(path, "a table", sur=sur), USED, bad, sur=sur)
    return table, others, bad


def test_the_index_counts_below_the_header_and_bad_rows_are_set_aside(written):
    table, others, bad = read(written('Text,State\na,Chad\n\nb\n"c"c,Peru\nd,Peru\n'))
    assert table.to_dict("index") == {0: {"sur": "Chad", "text": "a"}, 4: {"sur": "Peru", "text": "d"}}
    assert [line.where for line in bad.aside()] == ["row 4", "row 5"] and not others


def test_rows_of_other_states_are_named_and_unknown_ones_kept(written):
    table, others, _ = read(written("Text,State\na,Chad\nb,Republic of Peru\nc,Atlantis\n"), "PER")
    assert table["text"].tolist() == ["b", "c"]
    assert [(*line,) for line in others] == [("row 2", OTHER_STATE, "Chad")]


def test_a_file_may_be_larger_where_one_state_is_asked_for(written, monkeypatch):
    monkeypatch.setattr(table_rows, "MAX_ROWS", 2)
    path = written("Text,State\n" + "a,Chad\nb,Peru\n" * 5)
    with pytest.raises(SourceError, match="too many rows"):
        read(path)
    assert len(read(path, "PER")[0]) == 5


@pytest.mark.parametrize(
    ("rows", "sur", "words"),
    [
        ("", None, "a header but no rows"),
        ("a,Chad", "PER", "no row concerns PER"),
        ("a", None, "wrong number of fields"),
    ],
)
def test_a_table_without_a_row_is_refused(written, rows, sur, words):
    with pytest.raises(SourceError, match=words):
        read(written("Text,State\n" + rows), sur)


def test_a_row_that_is_longer_or_shorter_is_answered():
    table_rows.expect_fields(["a", "b"], 2, file="f", row=3)
    with pytest.raises(SourceError, match="row 3: a row has the wrong number of fields; found 1; expected 2 fields"):
        table_rows.expect_fields(["a"], 2, file="f", row=3)


def test_the_limits_are_those_of_files():
    assert table_rows.MAX_ROWS == files.MAX_ROWS
