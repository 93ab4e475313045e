import pandas as pd
import pytest

from uprlib import load, paths
from uprlib.errors import DataError
from uprlib.facts import built, tables


def test_a_table_is_made_again_where_its_raw_file_changed(project_copy):
    assert len(load("reviews")) == 385
    path = project_copy / "data" / "raw" / "reviews.csv"
    path.write_text("\n".join(path.read_text().splitlines()[:-1]) + "\n")
    assert len(load("reviews")) == 384


def test_touching_a_raw_file_makes_nothing_again(project_copy):
    built.write("reviews")
    (paths.raw() / "reviews.csv").touch()
    assert built.is_fresh("reviews")


def test_what_is_read_ahead_is_read_again_where_it_was_made_again(project_copy, monkeypatch):
    built.write("sessions")
    tables.read_ahead()
    read, before = pd.read_parquet, load("sessions")
    monkeypatch.setattr(pd, "read_parquet", lambda file: pytest.fail(f"{file} was read ahead"))
    assert load("sessions").equals(before)
    path, files = paths.raw() / "sessions.csv", []
    path.write_text("\n".join(path.read_text().splitlines()[:-1]) + "\n")
    monkeypatch.setattr(pd, "read_parquet", lambda file: files.append(file.name) or read(file))
    assert len(load("sessions")) == len(before) - 1 and files == ["sessions.parquet"]


def test_the_caller_may_change_what_was_loaded():
    sessions = load("sessions")
    sessions["cycle"] = 9
    assert set(load("sessions")["cycle"]) == {1, 2}


def test_an_unknown_table_is_answered_with_the_nearest():
    with pytest.raises(DataError, match=r"found 'reveiws'.*did you mean reviews\?"):
        load("reveiws")


def test_the_default_set_leaves_out_what_is_no_review():
    everything = load("recommendations")
    kept = tables.default_set(everything)
    left_out = everything[~everything["rec_id"].isin(kept["rec_id"])]
    assert set(left_out["sur"]) == {"SSD"} and set(left_out["session"]) == {11} and len(left_out) == 33


def test_machine_codes_fill_only_what_nobody_coded():
    rows = load("recommendations")
    filled = tables.with_machine_actions(rows)
    coded = rows["action"].notna()
    assert (filled.loc[coded, "action"] == rows.loc[coded, "action"]).all()
    assert not filled.loc[coded, "action_by_machine"].any() and filled["action"].notna().mean() > 0.99


@pytest.mark.parametrize("name", built.TABLES)
def test_what_a_table_says_of_one_state_is_that_part_of_the_whole(name):
    whole, own = load(name), load(name, sur="PRK")
    if "sur" in whole:
        whole = whole[whole["sur"].eq("PRK")]
    elif "rec_id" in whole:
        whole = whole[whole["rec_id"].isin(load("recommendations").query("sur == 'PRK'")["rec_id"])]
    pd.testing.assert_frame_equal(own, whole.reset_index(drop=True))


def test_a_state_that_was_never_reviewed_has_no_rows_and_no_fault():
    own = load("recommendations", sur="VAT")
    assert own.empty and own.dtypes.equals(load("recommendations").dtypes)
