import hashlib
import json
import os

import pytest

from uprlib import freshness


@pytest.fixture
def made(tmp_path, monkeypatch):
    """A product made from one file, a folder's names and the first line of another file; all of them are old."""
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    for name, text in {"raw.csv": "a", "notebook": "code\noutput", "made.json": "1"}.items():
        (tmp_path / name).write_text(text)
        os.utime(tmp_path / name, (1, 1))
    (tmp_path / "forms").mkdir()
    record = freshness.record_of("thing")
    inputs = [tmp_path / "raw.csv", tmp_path / "forms", (tmp_path / "notebook", "line:0")]
    freshness.write(record, freshness.seen(inputs, PARTS), [tmp_path / "made.json"])
    return record


PARTS = {"line": lambda file, which: file.read_text().splitlines()[int(which)]}


def test_what_was_made_is_fresh_until_its_inputs_or_itself_change(made, tmp_path):
    assert freshness.is_fresh(made, PARTS)
    for name, before, after in (
        ("raw.csv", "a", "b"),
        ("notebook", "code\noutput", "edit\noutput"),
        ("made.json", "1", "2"),
    ):
        (tmp_path / name).write_text(after)
        assert not freshness.is_fresh(made, PARTS)
        (tmp_path / name).write_text(before)
        assert freshness.is_fresh(made, PARTS)


def test_only_the_part_that_counts_counts(made, tmp_path):
    (tmp_path / "notebook").write_text("code\nanother output")
    assert freshness.is_fresh(made, PARTS)


def test_a_folder_counts_by_its_names_without_those_of_editors(made, tmp_path):
    (tmp_path / "forms" / ".form.csv.swp").touch()
    assert freshness.is_fresh(made, PARTS)
    (tmp_path / "forms" / "form.csv").touch()
    assert not freshness.is_fresh(made, PARTS)


def test_a_file_with_the_size_and_time_that_it_had_is_not_read(made, tmp_path):
    os.utime(tmp_path / "raw.csv", (1, 1))
    (tmp_path / "raw.csv").write_text("b")
    os.utime(tmp_path / "raw.csv", (1, 1))
    assert freshness.is_fresh(made, PARTS)


def test_another_bit_in_what_was_made_is_noticed_though_size_and_time_are_as_they_were(made, tmp_path):
    (tmp_path / "made.json").write_text("2")
    os.utime(tmp_path / "made.json", (1, 1))
    freshness._read.clear()  # As in another process: in one, it is read once.
    assert not freshness.is_fresh(made, PARTS)


def test_a_file_is_read_once_in_a_process_whatever_it_is_called_by_and_again_if_it_changed(tmp_path, monkeypatch):
    file, other = tmp_path / "one" / "raw.csv", tmp_path / "two" / "raw.csv"
    for folder in (file.parent, other.parent):
        folder.mkdir()
    file.write_text("a")
    os.utime(file, (1, 1))
    os.link(file, other)
    found = freshness.digest(file)
    with monkeypatch.context() as patch:
        patch.setattr(freshness.hashlib, "file_digest", lambda *_: pytest.fail("it was read again"))
        assert freshness.digest(file) == freshness.digest(other) == found
    file.write_text("b")
    assert freshness.digest(file) == freshness.digest(other) != found
    # Within one tick of the clock it may change once more.
    state = file.stat()
    file.write_text("c")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert freshness.digest(file) == hashlib.sha256(b"c").hexdigest()


def test_a_touched_file_is_read_once(made, tmp_path):
    os.utime(tmp_path / "raw.csv", (2, 2))
    assert freshness.is_fresh(made, PARTS)
    assert [entry[4] for entry in json.loads(made.read_text())["inputs"] if entry[0] == "raw.csv"] == [2_000_000_000]


def test_the_time_of_a_file_that_has_just_changed_is_not_trusted(made, tmp_path):
    (tmp_path / "raw.csv").write_text("b")
    freshness.write(made, freshness.seen([tmp_path / "raw.csv"]), [])
    state = (tmp_path / "raw.csv").stat()
    (tmp_path / "raw.csv").write_text("c")
    os.utime(tmp_path / "raw.csv", ns=(state.st_atime_ns, state.st_mtime_ns))
    assert not freshness.is_fresh(made)


@pytest.mark.parametrize(
    "text", ["", "[" * 100_000, "{}", '{"inputs": [[1]], "products": []}', '{"inputs": 7, "products": []}']
)
def test_a_record_that_cannot_be_read_says_no(made, text):
    made.write_text(text)
    assert not freshness.is_fresh(made, PARTS)


def test_a_fingerprint_is_of_content_alone(tmp_path):
    file = tmp_path / "raw.csv"
    file.write_text("a")
    first = freshness.fingerprint(freshness.seen([file]))
    os.utime(file, (1, 1))
    assert freshness.fingerprint(freshness.seen([file])) == first
    file.write_text("b")
    assert freshness.fingerprint(freshness.seen([file])) != first
