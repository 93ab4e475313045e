"""Claims about bad files: one clear answer, before memory or time is spent on them."""

import pytest
from invented_files import zipped

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
    with pytest.raises(
        SourceError,
        match="the file is too large; found '101 MB'; expected at most 100 MB; take one State at a time with --sur",
    ):
        files.checked(path)


def test_containers_are_told_by_their_first_bytes(written, workbook):
    assert files.is_ole(written(LOCKED)) and not files.is_zip(written(LOCKED))
    assert files.is_zip(workbook([["a"]])) and not files.is_ole(workbook([["a"]]))


@pytest.mark.parametrize(
    ("part", "megabytes", "is_document", "words"),
    [
        ("part", 51, True, "unpacks to too much; found '51 MB'; expected at most 50 MB; check that it is one document"),
        ("part.xml", 11, True, "unpacks to too much; found '11 MB'; expected at most 10 MB; check that it is one"),
        ("part.xml", 20, False, "unpacks to far more than its size; found '[0-9]+ times'; expected at most 200 times"),
    ],
)
def test_a_zip_bomb_is_refused_before_it_is_unpacked(bomb, part, megabytes, is_document, words):
    with pytest.raises(SourceError, match=words):
        files.checked_zip(bomb(part, megabytes), "file", expected="a zip file", is_document=is_document)


def test_a_zip_file_of_very_many_parts_is_refused_before_they_are_listed(written, monkeypatch):
    path = written(zipped({f"part{number}": b"" for number in range(30)}))
    assert len(files.checked_zip(path, "file", expected="a zip file")) == 30
    monkeypatch.setattr(files, "MAX_PARTS", 20)
    other = written(zipped({f"part{number}": b"a" for number in range(30)}), "other")
    with pytest.raises(SourceError, match="too many parts; found 'more than 20'"):
        files.checked_zip(other, "file", expected="a zip file")


def test_a_document_is_never_as_long_as_a_table(written, monkeypatch):
    monkeypatch.setattr(files, "MAX_TEXT_BYTES", 10)
    with pytest.raises(SourceError, match=r"too large; .*check that it is one document and not a collection"):
        files.checked_document(written("a" * 20))
    monkeypatch.setattr(files, "MAX_LINES", 3)
    monkeypatch.setattr(files, "MAX_LINE", 5)
    path = written("a")
    assert list(files.bounded(["a"] * 3, path, str)) == ["a"] * 3
    with pytest.raises(SourceError, match="the document is too long; found 'more than 3 lines'"):
        list(files.bounded(["a"] * 4, path, str))
    with pytest.raises(SourceError, match=r"found 'bbbbbb... \(6 characters without a line end\)'"):
        list(files.bounded(["a", "b" * 6], path, str))


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


def test_a_text_that_is_read_a_piece_at_a_time_may_be_larger(tmp_path, written, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    text, office = written("a" * 20, "text"), written(files.ZIP + b"a" * 20, "office")
    assert files.checked(text, limit=30) == text
    with pytest.raises(SourceError, match="too large"):
        files.checked(text, limit=15)
    # What is loaded as a whole is never larger.
    with pytest.raises(SourceError, match="too large"):
        files.checked(office, limit=30)


def test_a_changed_zip_file_is_looked_at_again(bomb):
    path = bomb("part", 1)
    assert files.checked_zip(path, "file", expected="a zip file") == ["part"]
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(SourceError, match="the file cannot be opened"):
        files.checked_zip(path, "file", expected="a zip file")
