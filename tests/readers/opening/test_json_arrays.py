"""Claims about lists of objects in JSON: one object at a time, whatever the list stands in."""

import json
import tracemalloc

import pytest

from uprlib.errors import SourceError
from uprlib.readers.opening import json_arrays


def entries(path, **options):
    return [entry for _, entry in json_arrays.entries(path, **options)]


@pytest.mark.parametrize(
    "text",
    [
        '[{"a": 1}, {"a": [2, {"b": "]"}]}]',
        '\n[\n{"a": 1},\n{"a": [2, {"b": "]"}]}\n]\n',
        '{"totalRows": 2, "rows": [{"a": 1}, {"a": [2, {"b": "]"}]}]}',
        '{"a": 1}\n{"a": [2, {"b": "]"}]}\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_is_read_wherever_it_stands(written, text, encoding):
    assert entries(written(text.encode(encoding))) == [{"a": 1}, {"a": [2, {"b": "]"}]}]


def test_pieces_of_a_file_cut_nothing(written, monkeypatch):
    monkeypatch.setattr(json_arrays, "_CHUNK", 3)
    objects = [{"text": "an invented text"}, 12345, [1, 2], "a string"]
    assert entries(written(json.dumps(objects))) == objects


def test_a_large_list_is_never_in_memory_as_a_whole(written):
    path = written(json.dumps([{"text": "x" * 10_000}] * 3_000))
    tracemalloc.start()
    assert sum(1 for _ in json_arrays.entries(path)) == 3_000
    assert tracemalloc.get_traced_memory()[1] < 10 * 2**20
    tracemalloc.stop()


@pytest.mark.parametrize("text", ['[{"a": 1}, {"a"', '[{"a": 1}', "[1 2", '{"a": [', "[" * 100_000, "[1] more"])
def test_what_is_cut_short_or_not_well_formed_is_refused(written, text):
    with pytest.raises(SourceError, match=r"not well-formed JSON.*cut short"):
        entries(written(text))


def test_more_entries_than_are_kept_are_refused(written):
    path = written("[1, 2, 3]")
    with pytest.raises(SourceError, match="too many rows; found 'more than 2'"):
        entries(path, most=2)
    assert entries(path, most=None) == [1, 2, 3]


def test_one_value_is_not_without_end(written, monkeypatch):
    monkeypatch.setattr(json_arrays, "MAX_BYTES", 10)
    monkeypatch.setattr(json_arrays, "_CHUNK", 8)
    with pytest.raises(SourceError, match="not well-formed JSON; found 'one value has more than"):
        entries(written('["' + "x" * 100 + '"]'))


def test_what_stands_beside_the_list_is_told(written):
    assert json_arrays.beside(written('{"rows": [1], "totalRows": 9}')) == {"totalRows": 9}
    assert json_arrays.beside(written("[1]")) == {}


def test_half_a_character_is_one_sentence_and_two_halves_are_one(written):
    (found,) = json_arrays.entries(written('[{"text": "\\ud83c\\udf33 and \\\\ud800"}]'))
    assert found[1]["text"] == "\U0001f333 and \\ud800"
    for half in ('{"text": "oaks \\ud800"}', '{"\\udfff": 1}', '{"a": [["\\uD83C"]]}'):
        with pytest.raises(SourceError, match=r"holds half a character \(a lone surrogate\)"):
            list(json_arrays.entries(written(f"[{half}]")))
