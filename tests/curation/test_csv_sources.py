"""A source in CSV is read as text, or the message says what is wrong with it."""

import pytest

from uprlib.curation import csv_sources
from uprlib.errors import SourceError


def test_namibia_is_not_a_missing_value(tmp_path):
    path = tmp_path / "votes.csv"
    path.write_text("country,code,vote\nNamibia,NA,\n")
    assert csv_sources.read(path, ["code", "vote"]).to_dict("records") == [{"code": "NA", "vote": ""}]


def test_a_column_that_is_missing_is_named_and_so_is_a_file(tmp_path):
    path = tmp_path / "votes.csv"
    path.write_text("country,code\nNamibia,NA\n")
    with pytest.raises(SourceError, match=r"votes\.csv, row 1, column vote: a column is missing.*code, vote"):
        csv_sources.read(path, ["code", "vote"])
    with pytest.raises(SourceError, match=r"other\.csv: no such file"):
        csv_sources.read(tmp_path / "other.csv", ["code"])


def test_another_encoding_is_refused_rather_than_misread(tmp_path):
    path = tmp_path / "votes.csv"
    path.write_bytes("country\nCôte d'Ivoire\n".encode("latin-1"))
    with pytest.raises(SourceError, match=r"votes\.csv: the file is not in its usual encoding.*utf-8"):
        csv_sources.read(path, ["country"])
    assert csv_sources.read(path, ["country"], encoding="latin-1").iloc[0, 0] == "Côte d'Ivoire"
