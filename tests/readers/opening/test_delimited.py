"""Claims about tables in text files: any sign between cells, any encoding, and rows numbered as a spreadsheet does."""

import tracemalloc

import pytest

from uprlib.errors import SourceError
from uprlib.readers.opening import delimited


def rows(path, **options):
    return list(delimited.numbered_rows(path, delimited.dialect_of(path), **options))


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_is_the_same_however_it_was_saved(written, sign, encoding, end):
    text = end.join([f"a{sign}b", "", f'1{sign}"deux, et; trois | à"', ""])
    assert rows(written(text.encode(encoding))) == [(1, ["a", "b"]), (3, ["1", "deux, et; trois | à"])]


@pytest.mark.parametrize(("line", "sign"), [("sep=,", ","), ("sep=;", ";"), ("SEP=\t", "\t"), ("sep=^", "^")])
def test_a_first_line_may_name_the_sign_and_is_not_counted(written, line, sign):
    path = written(f"\ufeff{line}\r\na{sign}b\r\n1{sign}2")
    assert delimited.dialect_of(path).announced
    assert rows(path) == [(1, ["a", "b"]), (2, ["1", "2"])]


def test_the_dialect_is_told_in_words(written):
    assert delimited.dialect_of(written("a;b".encode("utf-16"))).words == "text in UTF-16, semicolons between cells"


def test_a_sign_in_the_rows_is_not_taken_for_that_of_the_header(written):
    assert rows(written("a;b\nx, y, z;2")) == [(1, ["a", "b"]), (2, ["x, y, z", "2"])]


def test_rows_of_empty_cells_are_none(written):
    assert rows(written("a,b\n, \n1,2")) == [(1, ["a", "b"]), (3, ["1", "2"])]


def test_a_row_with_a_wrong_quotation_mark_is_given_as_such_and_the_next_is_read(written):
    header, bad, good = rows(written('a,b\n"x"y,2\n3,4'))
    assert header == (1, ["a", "b"]) and good == (3, ["3", "4"])
    assert isinstance(bad[1], SourceError) and bad[1].row == 2 and "line 2 of the file" in str(bad[1])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('a,b\n1,2\n"never closed,2\n', "row 3: the file is not well-formed CSV.*line 3 of the file"),
        ('a,b\n"' + "x" * 200_000, "row 2: the file is not well-formed CSV"),
        (b"a\0b\1c\0\0", "not a text file; expected a CSV file"),
        (b"a" * 5000 + b"\0", "not a text file"),
    ],
)
def test_what_is_not_a_table_is_refused(written, content, words):
    with pytest.raises(SourceError, match=f"file.bin.*{words}"):
        rows(written(content))


def test_too_many_rows_are_refused_before_the_first_is_kept(written):
    path = written("a,b\n" + "1,2\n" * 300_000)
    tracemalloc.start()
    with pytest.raises(SourceError, match=r"too many rows; found 'more than 250,000'.*take one State.*--sur PRK"):
        next(delimited.numbered_rows(path, delimited.dialect_of(path), most=250_000))
    assert tracemalloc.get_traced_memory()[1] < 5 * 2**20
    tracemalloc.stop()


def test_line_ends_within_cells_make_no_rows(written):
    path = written("a,b\n" + '"1\n1",2\n' * 10)
    assert len(rows(path, most=10)) == 11
    assert len(rows(written("a,b\n" + "1,2\n" * 11), most=None)) == 12


def test_a_line_that_runs_on_is_refused_before_it_is_taken_apart(written, monkeypatch):
    monkeypatch.setattr(delimited, "_LONGEST_LINE", 100)
    path = written("a,b\n" + "," * 200)
    with pytest.raises(SourceError, match=r"a line is too long for a table; found ',,.*at most 100 characters"):
        list(delimited.numbered_rows(path, delimited.dialect_of(path)))


def test_lines_without_rows_are_counted_before_they_are_read(written):
    path = written("a,b\n1,2\n" + ",\n" * 7)
    assert len(list(delimited.numbered_rows(path, delimited.dialect_of(path), most=3))) == 2
    with pytest.raises(SourceError, match="the file has too many rows; found 'more than 2'"):
        list(delimited.numbered_rows(path, delimited.dialect_of(path), most=2))
