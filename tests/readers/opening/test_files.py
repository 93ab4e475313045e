"""Claims about bad files: one clear answer, before memory or time is spent on them."""

import pytest

from uprlib.errors import SourceError
from uprlib.readers.opening import files

LOCKED = files.OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")


def test_a_sound_file_is_given_back_as_a_path(written):
    path = written("content")
    assert files.checked(str(path)) == path


def test_no_file_a_directory_and_an_empty_file(tmp_path, written):
    with pytest.raises(SourceError, match=r"absent\.csv: no such file; check the path"):
        files.checked(tmp_path / "absent.csv")
    with pytest.raises(SourceError, match="this is a directory; expected a file"):
        files.checked(tmp_path)
    with pytest.raises(SourceError, match="the file is empty"):
        files.checked(written(b""))


def test_a_locked_office_file_is_answered_as_such(written):
    with pytest.raises(SourceError, match=r"protected with a password.*remove the password"):
        files.checked(written(LOCKED))


def test_a_file_beyond_the_limit_is_not_read(tmp_path, monkeypatch):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(files.MAX_BYTES + 2**20)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: pytest.fail("it was read"))
    with pytest.raises(SourceError, match="the file is too large; found '101 MB'; expected at most 100 MB"):
        files.checked(path)


def test_containers_are_told_by_their_first_bytes(written, workbook):
    assert files.is_ole(written(LOCKED)) and not files.is_zip(written(LOCKED))
    assert files.is_zip(workbook([["a"]])) and not files.is_ole(workbook([["a"]]))


@pytest.mark.parametrize(
    ("megabytes", "limit", "words"),
    [
        (2, 2**20, "unpacks to too much; found '2 MB'; expected at most 1 MB"),
        (20, 2**28, "unpacks to far more than its size; found '[0-9]+ times'; expected at most 200 times"),
    ],
)
def test_a_zip_bomb_is_refused_before_it_is_unpacked(bomb, megabytes, limit, words):
    with pytest.raises(SourceError, match=words):
        files.checked_zip(bomb("part", megabytes), "file", expected="a zip file", limit=limit)


def test_a_size_that_lies_is_refused(bomb):
    path = bomb("part", 2)
    content, size = path.read_bytes(), (2 * 2**20).to_bytes(4, "little")
    path.write_bytes(content.replace(size, (100).to_bytes(4, "little")))
    with pytest.raises(
        SourceError, match=r"the list cannot be opened.*expected a zip file; it is damaged or cut short"
    ):
        files.checked_zip(path, "list", expected="a zip file")


def test_the_parts_of_a_sound_zip_file_are_named(workbook):
    assert "xl/workbook.xml" in files.checked_zip(workbook([["a"]]), "file", expected="a zip file")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_of_csv_have_any_line_ends(written, end):
    text = end.join(["a,b", "", '1,"two, and three"', ""])
    assert files.csv_rows(text, written(text)) == [["a", "b"], ["1", "two, and three"]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a\0b", "not a text file; expected a CSV file in UTF-8"),
        ('a\n"never closed', "not well-formed CSV"),
        ("\n\n", "only empty lines"),
    ],
)
def test_what_is_not_csv_is_refused(written, text, words):
    with pytest.raises(SourceError, match=f"file.bin: .*{words}"):
        files.csv_rows(text, written(text))


def test_too_many_rows_are_refused(written, monkeypatch):
    monkeypatch.setattr(files, "MAX_ROWS", 3)
    with pytest.raises(
        SourceError, match="the file has too many rows; found 'more than 3'; expected at most 3; export f"
    ):
        files.csv_rows("a\n" * 5, written("a"))


def test_json_cut_short_is_refused(written):
    assert files.json_content(written('\ufeff{"a": [1]}')) == {"a": [1]}
    with pytest.raises(SourceError, match=r"not well-formed JSON.*cut short"):
        files.json_content(written('{"a": ['))
    with pytest.raises(SourceError, match="not well-formed JSON"):
        files.json_content(written("[" * 100_000))


def test_another_encoding_is_answered_with_its_line(written):
    with pytest.raises(SourceError, match=r"row 2: the text is not UTF-8; found 'e8 67 6c 65'"):
        files.utf8(written("one\nrègle".encode("cp1252")))
