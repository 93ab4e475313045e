"""CSV as spreadsheets save it, and the numbers of its rows as they show them."""

from pathlib import Path

import pytest

from uprlib.errors import SourceError
from uprlib.facts import csv_files

FILE = Path("table.csv")


@pytest.mark.parametrize(
    ("codec", "saved"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-be", "UTF-16"), ("cp1252", "ANSI")],
)
def test_a_text_is_decoded_and_its_encoding_named(codec, saved):
    mark = "\ufeff" if codec == "utf-16-be" else ""
    assert csv_files.decoded(f"{mark}Côte d’Ivoire".encode(codec)) == ("Côte d’Ivoire", saved)


@pytest.mark.parametrize("content", [b"\0", b"a\0", "a".encode("utf-32"), b"\xff\xfea"])
def test_what_is_no_text_is_said_to_be_none(content):
    with pytest.raises(ValueError, match=r"."):
        csv_files.decoded(content)


@pytest.mark.parametrize("separator", list(csv_files.SEPARATORS))
def test_the_header_tells_the_separator(separator):
    assert csv_files.separator_of(separator.join(["rec_id", "paragraph", "position"]) + "\n;;;;;,,,,,\n") == separator


def test_cells_keep_their_line_ends_and_rows_their_numbers():
    found = csv_files.table('a,b\r\n"x\r\ny",1\r\n\r\n,\r\n"z\r",2', file=FILE)
    assert found["a"].tolist() == ["x\r\ny", "z\r"] and (found.index + 2).tolist() == [2, 5]


def test_a_row_may_end_early_only_where_that_is_allowed():
    with pytest.raises(SourceError, match="row 3: a row has the wrong number of cells; found 1; expected 2"):
        csv_files.table("a,b\n1,2\n3\n", file=FILE)
    assert csv_files.table("a,b,\n1,2,\n3\n", file=FILE, ragged=True)["b"].tolist() == ["2", ""]
    with pytest.raises(SourceError, match="row 2: a row has the wrong number of cells; found 3"):
        csv_files.table("a,b\n1,2,3\n", file=FILE, ragged=True)


def test_a_quotation_that_is_not_closed_is_named_where_it_begins():
    with pytest.raises(SourceError, match="row 3: the file is not well-formed CSV"):
        csv_files.table('a,b\n1,2\n"3,4\n5,6\n', file=FILE)
