"""A Parquet file of a stranger is opened within limits, or answered in one sentence."""

import pandas as pd
import pyarrow
import pyarrow.parquet
import pytest

from uprlib.errors import SourceError
from uprlib.readers import recognition
from uprlib.readers.opening import parquet


def test_texts_are_objects_and_missing_is_missing(tmp_path):
    path = tmp_path / "table.parquet"
    pd.DataFrame({"text": ["a", None], "number": [1, 2]}).to_parquet(path)
    found = parquet.table_of(path, expected="a table")
    assert found.loc[0, "text"] == "a" and pd.isna(found.loc[1, "text"]) and found["text"].dtype == object
    assert found["number"].tolist() == [1, 2] and parquet.names(path) == ["text", "number"]


@pytest.mark.parametrize("content", [b"PAR1", b"PAR1" + b"\0" * 90 + b"PAR1", b"PAR1 and words"])
def test_a_damaged_file_is_answered(tmp_path, content):
    path = tmp_path / "table.parquet"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"table\.parquet: the content is of no known format"):
        recognition.read(path)
    with pytest.raises(SourceError, match=r"table\.parquet: the file cannot be opened.*write it again"):
        parquet.table_of(path, expected="a table")


def test_every_byte_that_is_cut_off_or_changed_is_answered_or_harmless(tmp_path):
    whole = tmp_path / "whole.parquet"
    pd.DataFrame({"text": ["a", "b"], "number": [1, 2]}).to_parquet(whole)
    content, path = whole.read_bytes(), tmp_path / "changed.parquet"
    changed = [content[:length] for length in range(4, len(content), 40)]
    changed += [content[:place] + b"\xff" + content[place + 1 :] for place in range(4, len(content), 40)]
    for each in changed:
        path.write_bytes(each)
        try:
            parquet.table_of(path, expected="a table")
        except SourceError:
            continue


@pytest.mark.parametrize("encoded", [True, False])
def test_a_small_file_that_says_one_long_text_very_often_is_not_spread_out(tmp_path, encoded):
    path = tmp_path / "table.parquet"
    count = 20_000
    text = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * count, pyarrow.int32()), ["x" * 100_000])
    # Without the schema of Arrow the file does not say that each text is to be held once.
    pyarrow.parquet.write_table(pyarrow.table({"text": text}), path, store_schema=encoded)
    assert path.stat().st_size < 10**6
    with pytest.raises(SourceError, match=r"unpacks to too much; found '1,907 MB'"):
        parquet.table_of(path, expected="a table")


def test_what_pandas_notes_in_a_file_may_be_anything(tmp_path):
    path = tmp_path / "table.parquet"
    table = pyarrow.table({"text": ["a", "b"]}).replace_schema_metadata({"pandas": "no JSON"})
    pyarrow.parquet.write_table(table, path)
    assert parquet.table_of(path, expected="a table")["text"].tolist() == ["a", "b"]
