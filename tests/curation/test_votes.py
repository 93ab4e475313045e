"""Votes as the sources have them, and as they must not be."""

import gzip
import shutil

import pytest

from uprlib.curation import votes
from uprlib.errors import SourceError, StateError
from uprlib.facts import raw


@pytest.fixture
def folder(sources, tmp_path):
    return shutil.copytree(sources / "votes", tmp_path / "votes")


def changed(path, before, after):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        content = file.read()
    assert before in content
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        file.write(content.replace(before, after, 1))


def test_a_vote_outside_the_closed_set_is_named(folder):
    changed(folder / "hrc_dprk_votes.csv", "AFRICAN,N,no", "AFRICAN,N,nay")
    given = votes.load(folder)
    with pytest.raises(SourceError, match=r"hrc_dprk_votes\.csv, row 2, column vote.*'nay'.*one of yes, no, abstain"):
        votes.country_votes(given, None, None, raw.read("country_resolutions"))


def test_a_state_that_the_table_of_names_does_not_know_is_named(folder):
    changed(folder / "unga_votes_2005_2019.csv.gz", "4521.0,Canada,CA", "4521.0,Kanada,CA")
    given = votes.load(folder)
    with pytest.raises(StateError, match=r"unga_votes.*row 3, column country.*'Kanada'"):
        votes.roll_call_votes(given, votes.roll_calls(given))


def test_a_file_that_is_not_there_or_lacks_a_column_is_named(folder):
    changed(folder / "unga_roll_calls_2005_2019.csv", "unres", "resolution")
    with pytest.raises(SourceError, match=r"unga_roll_calls_2005_2019\.csv, row 1, column unres: a column is missing"):
        votes.load(folder)
    (folder / "unga_votes_2005_2019.csv.gz").unlink()
    (folder / "unga_roll_calls_2005_2019.csv").write_text("rcid,session,date,unres\n")
    with pytest.raises(SourceError, match="unga_votes_2005_2019"):
        votes.load(folder)


def test_a_resolution_without_a_roll_call_is_named(folder):
    given = votes.load(folder)
    calls = votes.roll_calls(given)
    listed = raw.read("country_resolutions").head(1).assign(resolution="A/RES/60/999")
    with pytest.raises(SourceError, match=r"country_resolutions\.csv, column resolution.*'A/RES/60/999'"):
        votes.country_votes(given, calls, votes.roll_call_votes(given, calls), listed)
