"""CSV as spreadsheets save it, and the numbers of its rows as they show them."""

import codecs
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from uprlib.errors import SchemaError, SourceError
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


PLAIN = b"issue,family\na,1\nb,2\nc,\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        PLAIN.rstrip(b"\n"),
        PLAIN.replace(b"\n", b"\r\n"),
        codecs.BOM_UTF8 + PLAIN,
        PLAIN.replace(b"a,1", b"a,1\n\n"),
        PLAIN.replace(b"a,1", b",\na,1"),
        PLAIN + b",\n",
        PLAIN.replace(b"a,1", b"a,1,,"),
        PLAIN.replace(b"a,1", b'"a,""x""",1'),
        PLAIN.replace(b"a,1", b'"two\nlines",1'),
        PLAIN.replace(b"a,1", "Côte d’Ivoire ,NA".encode()),
        b"family,issue\n1,a\n",
        b"issue,family,\na,1,\n",
        b"issue,family\n",
    ],
)
@pytest.mark.parametrize("size", [1 << 24, 13])
def test_parts_are_what_a_spreadsheet_has_in_its_rows(tmp_path, monkeypatch, content, size):
    """However a file was saved, and where a part may end within it."""
    monkeypatch.setattr(csv_files, "AT_A_TIME", size)
    path = tmp_path / "issues.csv"
    path.write_bytes(content)
    kinds = {"issue": pa.large_string(), "family": pa.dictionary(pa.int32(), pa.large_string())}
    parts = [
        pd.DataFrame({name: cells[name].to_pylist() for name in kinds}, index=list(rows), dtype=object)
        for cells, rows in csv_files.parts(path, kinds)
    ]
    cells = csv_files.stored(path)[list(kinds)]
    expected = cells.set_axis(cells.index + 2).astype(object).replace("", None)
    pd.testing.assert_frame_equal(pd.concat(parts), expected, check_index_type=False)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (PLAIN + b"d\n", r"issues\.csv, row 5: a row has the wrong number of cells; found 1; expected 2"),
        (PLAIN + b"\xff,1\n", "found 'ANSI with commas'"),
        (PLAIN + b'"d,1\n', "row 5: the file is not well-formed CSV"),
        (PLAIN + b'"d"e,1\n', "row 5: the file is not well-formed CSV"),
    ],
)
@pytest.mark.parametrize("size", [1 << 24, 13])
def test_a_file_that_is_damaged_in_its_last_row_is_refused(tmp_path, monkeypatch, content, words, size):
    monkeypatch.setattr(csv_files, "AT_A_TIME", size)
    path = tmp_path / "issues.csv"
    path.write_bytes(content)
    with pytest.raises(SchemaError, match=words):
        list(csv_files.parts(path, dict.fromkeys(["issue", "family"], pa.large_string())))
