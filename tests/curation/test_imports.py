"""Importing a user's own file. Invented texts, in the layout of UPR Info's export."""

import os
import shutil
from pathlib import Path

import pandas as pd
import pytest
from killed import killed_at

from uprlib.curation import imports
from uprlib.errors import DataError, ParameterError, SourceError
from uprlib.facts import datasets, tables
from uprlib.notebook import execution
from uprlib.readers import own, recognition, upr_info, wg_report


def export(path, rows=300, bad=()):
    lines = [",".join(upr_info.CSV_HEADER)]
    for number in range(2, rows + 2):
        response = "Maybe" if number in bad else ("Accepted" if number % 3 else "Noted")
        lines.append(f"Eritrea,Africa,,Invented text {number},France,WEOG,,{response},{number % 5 + 1},Justice,18")
    path.write_text("\r".join(lines))
    return path


@pytest.fixture
def given(project_copy, tmp_path):
    return export(tmp_path / "mine.csv")


def test_every_row_of_the_file_is_in_the_dataset_without_its_text(given):
    done = imports.import_file(given, "MINE", upr_info.read)
    assert (done.rows, done.changed, len(done.set_aside)) == (300, True, 0)
    table = pd.read_parquet(done.folder / datasets.TABLE)
    assert list(table.columns) == imports.COLUMNS and "text" not in table
    assert (table["position"] == "accepted").sum() == 200 and table["rec_id"].is_unique
    assert "Invented text 2" in (done.folder / "reading.csv").read_text()


def test_a_row_without_a_cycle_takes_that_of_its_session(given):
    reading = upr_info.read(given).assign(cycle=pd.NA)
    done = imports.import_file(given, "MINE", lambda path: reading)
    assert set(pd.read_parquet(done.folder / datasets.TABLE)["cycle"]) == {2}


def test_a_file_of_which_most_rows_are_bad_is_of_another_format(given, tmp_path):
    path = export(tmp_path / "bad.csv", rows=30, bad=range(2, 20))
    with pytest.raises(SourceError, match=r"most rows cannot be read, 18 of 30; found 'row 2: column Response.*--as"):
        imports.import_file(path, "MINE", upr_info.read, keep_going=True)


def test_another_state_of_the_same_file_is_another_import(given):
    given.write_text(given.read_text().replace("Eritrea", "Chad", 100))
    for code, rows in (("TCD", 100), ("ERI", 200)):
        known = wg_report.Known(sur=code)
        done = imports.import_file(given, "MINE", recognition.reader("upr_info", known), known=known)
        assert done.changed and done.rows == rows
        assert any(f"{300 - rows}, of another State than the one asked for" in line for line in done.account)


def test_importing_the_same_file_twice_changes_nothing(given):
    first = imports.import_file(given, "MINE", upr_info.read)
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in first.folder.iterdir()}
    again = imports.import_file(given, "MINE", upr_info.read)
    assert not again.changed and again.rows == 300
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in first.folder.iterdir()} == before


def test_three_bad_rows_of_three_hundred_are_all_named_and_nothing_is_written(given, tmp_path):
    path = export(tmp_path / "bad.csv", bad=(7, 150, 301))
    with pytest.raises(SourceError, match=r"3 rows cannot be read: row 7, row 150, row 301: .*'Maybe'.*--keep-going"):
        imports.import_file(path, "MINE", upr_info.read)
    assert datasets.names() == ["bundled"]


def test_keep_going_sets_the_bad_rows_aside_in_a_listed_file(given, tmp_path):
    path = export(tmp_path / "bad.csv", bad=(7, 150, 301))
    done = imports.import_file(path, "MINE", upr_info.read, keep_going=True)
    listed = pd.read_csv(done.folder / "set_aside.csv", dtype=str)
    assert done.rows == 297 and listed["where"].tolist() == ["row 7", "row 150", "row 301"]
    assert set(listed["value"]) == {"Maybe"} and listed["why"].str.startswith("column Response: ").all()
    assert any("Set aside: 3, column Response" in line for line in done.account)


def test_the_file_is_read_once_however_many_rows_are_bad(given, tmp_path):
    path, calls = export(tmp_path / "bad.csv", bad=range(2, 102)), []

    def read(path):
        calls.append(path)
        return upr_info.read(path)

    assert imports.import_file(path, "MINE", read, keep_going=True).rows == 200 and len(calls) == 1


def test_a_bad_file_leaves_an_earlier_import_as_it_was(given, tmp_path):
    imports.import_file(given, "MINE", upr_info.read)
    with pytest.raises(SourceError):
        imports.import_file(export(tmp_path / "bad.csv", bad=(7,)), "MINE", upr_info.read)
    assert len(tables.load("recommendations", "MINE").query("sur == 'ERI' and cycle == 2")) == 300


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def hidden():
    return [path.name for path in datasets.folder().glob(".*")]


@pytest.mark.parametrize("after", [False, True])
def test_an_import_killed_at_any_step_leaves_the_old_or_the_new_dataset_whole(given, tmp_path, after):
    target, other = datasets.folder() / "MINE", export(tmp_path / "other.csv", rows=20)
    imports.import_file(other, "MINE", upr_info.read)
    new = content(target)
    shutil.rmtree(target)
    imports.import_file(given, "MINE", upr_info.read)
    old, seen, step = content(target), [], 1
    while killed_at(step, after, lambda: imports.import_file(other, "MINE", upr_info.read)):
        assert datasets.names() == ["bundled", "MINE"]
        seen.append(content(target))
        # Once more, and nothing is left of the killed one.
        imports.import_file(other, "MINE", upr_info.read)
        assert content(target) == new and not hidden()
        imports.import_file(given, "MINE", upr_info.read)
        step += 1
    assert step > 4 and all(each in (old, new) for each in seen)
    assert old in seen and new in seen


def test_what_another_import_is_writing_is_neither_listed_nor_removed(given):
    done = imports.import_file(given, "MINE", upr_info.read)
    writing = shutil.copytree(done.folder, datasets.folder() / f"{datasets.NEW}OTHER.abcd1234")
    imports.import_file(given, "MINE", upr_info.read)
    assert datasets.names() == ["bundled", "MINE"] and (writing / datasets.TABLE).exists()


def test_a_dataset_that_cannot_be_moved_into_place_leaves_the_old_one(given, tmp_path, monkeypatch):
    target = imports.import_file(given, "MINE", upr_info.read).folder
    old, replace = content(target), os.replace

    def refuse(source, place):
        if Path(source).name.startswith(datasets.NEW):
            raise PermissionError
        replace(source, place)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PermissionError):
        imports.import_file(export(tmp_path / "other.csv", rows=20), "MINE", upr_info.read)
    assert content(target) == old and not hidden()


@pytest.mark.parametrize("name", ["bundled", "Bundled", "../raw", "", "my data", "positions", "FORMS", "nul", "Lpt1"])
def test_a_name_that_is_no_folder_name_is_refused(given, name):
    with pytest.raises(ParameterError, match="cannot be used for a dataset"):
        imports.import_file(given, name, upr_info.read)


def test_a_name_that_differs_only_in_case_is_refused(given):
    imports.import_file(given, "MINE", upr_info.read)
    with pytest.raises(ParameterError, match="the dataset MINE exists"):
        imports.import_file(given, "mine", upr_info.read)
    assert datasets.names() == ["bundled", "MINE"]


def test_the_notebook_runs_on_an_import(given, tmp_path):
    imports.import_file(given, "MINE", upr_info.read)
    chosen = {"sur": "ERI", "dataset": "MINE", "draws": 200}
    written = execution.run("01", chosen, out=tmp_path / "out", progress=False, formats=["svg"])
    assert '"output_type": "error"' not in written.read_text()
    assert "MINE/ERI2" in written.read_text()


def test_rows_that_nobody_coded_take_the_machines_category_beside_it(given):
    reading = upr_info.read(given)
    reading = reading.assign(action=pd.array([pd.NA] * len(reading), dtype="Int64"), text="Continue its efforts")
    imports.import_file(given, "MINE", lambda path: reading)
    mine = tables.load("recommendations", "MINE").query("sur == 'ERI' and cycle == 2")
    assert mine["action"].isna().all() and set(mine["action_machine"]) == {2}
    assert mine["action_probability"].between(0.5, 1).all()
    filled = tables.with_machine_actions(mine)
    assert set(filled["action"]) == {2} and filled["action_by_machine"].all()


def test_the_reading_of_an_import_is_read_like_any_table_of_the_project(given, tmp_path):
    done = imports.import_file(given, "MINE", upr_info.read)
    found = recognition.read(done.folder / datasets.READING)
    assert found.attrs["format"] == "own"
    pd.testing.assert_frame_equal(found, imports._placed(upr_info.read(given)))


@pytest.mark.parametrize(
    ("file", "table", "change"),
    [
        (datasets.TABLE, "recommendations", lambda rows: rows.assign(action=rows["action"].mask(rows.index == 7, 4))),
        (datasets.POSITIONS, "positions", lambda rows: tables.load("positions").tail(1)),
    ],
)
def test_a_table_with_another_value_than_the_import_wrote_is_refused_and_made_again(given, file, table, change):
    """A disk that gives another bit back, or a person; each value by itself is within the contract."""
    folder = imports.import_file(given, "MINE", upr_info.read).folder
    whole = tables.load(table, "MINE")
    change(pd.read_parquet(folder / file)).to_parquet(folder / file, index=False)
    with pytest.raises(DataError, match=rf"MINE/{file}: this table .* not what the import wrote; .*--name MINE"):
        tables.load(table, "MINE")
    assert imports.import_file(given, "MINE", upr_info.read).changed
    pd.testing.assert_frame_equal(tables.load(table, "MINE"), whole)


def test_a_reading_that_a_person_has_changed_is_neither_passed_over_nor_replaced(given, tmp_path):
    """Notebooks use what was imported: they say so, and no import throws the change away."""
    done = imports.import_file(given, "MINE", upr_info.read)
    file = done.folder / datasets.READING
    file.write_text(file.read_text().replace("Invented text 2,accepted", "Invented text 2,noted"))
    before = file.read_bytes()
    with pytest.raises(DataError, match=r"MINE/reading\.csv: the reading of this dataset was changed.*upr import COPY"):
        tables.load("recommendations", "MINE")
    with pytest.raises(DataError, match=r"MINE/reading\.csv: .*would throw that away.*import it as MINE2"):
        imports.import_file(export(tmp_path / "other.csv", rows=20), "MINE", upr_info.read)
    assert file.read_bytes() == before
    copy = shutil.copy(file, tmp_path / "corrected.csv")
    assert imports.import_file(copy, "MINE2", own.read).rows == 300
    with pytest.raises(DataError, match="would throw that away"):
        imports.import_file(file, "MINE", own.read)


def later_report(path, symbol="A/HRC/42/4", session="thirty-third", day="6 May 2019", lead=95):
    """A report on Albania, with everything left open."""
    cover = [symbol, "Distr.: General", "Report of the Working Group on the Universal Periodic Review*", "Albania"]
    opening = (
        f"1. The Working Group on the Universal Periodic Review held its {session} session in Geneva. The review of "
    )
    opening += f"Albania was held at the 2nd meeting, on {day}."
    section = [
        "II. Conclusions and/or recommendations",
        f"{lead}. The following recommendations will be examined by Albania:",
        f"{lead}.1 Ratify the Optional Protocol to the Convention against Torture (Denmark);",
        f"{lead}.2 Continue efforts to protect the rights of the child (Spain) (Peru);",
        f"{lead}.3 Consider abolishing the invented tax (Fiji).",
    ]
    path.write_text("\n\n".join([*cover, opening, *section]))
    return path


def later_addendum(path, symbol="A/HRC/42/4/Add.1", lead=95, rest=True):
    title = ["Report of the Working Group on the Universal Periodic Review", "Albania", "Addendum"]
    views = "Views on conclusions and/or recommendations, voluntary commitments and replies"
    answer = f"Albania accepts recommendations {lead}.1 and {lead}.2."
    lines = [
        symbol,
        "Distr.: General 14 August 2019",
        *title,
        views,
        answer,
        "The remaining recommendations are noted.",
    ]
    path.write_text("\n\n".join(lines if rest else lines[:-1]))
    return path


def test_an_addendum_turns_what_was_left_open_into_answers(project_copy, tmp_path):
    report, addendum = later_report(tmp_path / "r.txt"), later_addendum(tmp_path / "a.txt")
    done = imports.import_file(report, "ALB3", wg_report.read, addenda=[addendum])
    own = tables.load("recommendations", "ALB3").query("sur == 'ALB' and cycle == 3")
    assert own.set_index("rec_id")["position"].to_dict() == {
        "A/HRC/42/4:95.1:DNK:1": "accepted",
        "A/HRC/42/4:95.2:ESP:1": "accepted",
        "A/HRC/42/4:95.2:PER:1": "accepted",
        "A/HRC/42/4:95.3:FJI:1": "noted",
    }
    stated = tables.load("positions", "ALB3")
    stated = stated[stated["rec_id"].isin(own["rec_id"])]
    assert stated.groupby(["stage", "document"]).size().to_dict() == {
        ("outcome", "A/HRC/42/4/Add.1"): 4,
        ("working_group", "A/HRC/42/4"): 4,
    }
    assert set(stated.loc[stated["stage"] == "outcome", "date"]) == {"2019-08-14"}
    assert not any("without a position" in line for line in done.account)


def test_what_an_addendum_leaves_open_is_in_the_account(project_copy, tmp_path):
    report, addendum = later_report(tmp_path / "r.txt"), later_addendum(tmp_path / "a.txt", rest=False)
    done = imports.import_file(report, "ALB3", wg_report.read, addenda=[addendum])
    assert "Read without a position: 1 (95.3)" in done.account
    assert "95.3" in (done.folder / imports.ACCOUNT).read_text()


def test_the_same_report_with_another_addendum_is_imported_again(project_copy, tmp_path):
    report, addendum = later_report(tmp_path / "r.txt"), later_addendum(tmp_path / "a.txt")
    assert imports.import_file(report, "ALB3", wg_report.read).changed
    assert imports.import_file(report, "ALB3", wg_report.read, addenda=[addendum]).changed
    assert not imports.import_file(report, "ALB3", wg_report.read, addenda=[addendum]).changed


def test_reports_of_two_reviews_become_one_dataset_beside_the_first_two(project_copy, tmp_path):
    third = later_report(tmp_path / "third.txt")
    fourth = later_report(tmp_path / "fourth.txt", "A/HRC/57/4", "forty-sixth", "29 April 2024", 80)
    answers = [later_addendum(tmp_path / "a.txt"), later_addendum(tmp_path / "b.txt", "A/HRC/57/4/Add.1", 80)]
    done = imports.import_file(third, "ALB", wg_report.read, more=[(fourth, wg_report.read)], addenda=answers)
    assert done.rows == 8 and any("fourth.txt" in line for line in done.account)
    reviews = tables.load("reviews", "ALB").query("sur == 'ALB'")
    assert reviews[["cycle", "session", "review_date"]].to_numpy().tolist()[2:] == [
        [3, 33, "2019-05-06"],
        [4, 46, "2024-04-29"],
    ]
    assert tables.load("recommendations", "ALB").query("sur == 'ALB'")["cycle"].unique().tolist() == [1, 2, 3, 4]


def test_two_files_of_one_review_are_refused(project_copy, tmp_path):
    one, two = later_report(tmp_path / "one.txt"), later_report(tmp_path / "two.txt")
    with pytest.raises(SourceError, match=r"two\.txt: two files have the same review; found 'ALB, session 33'"):
        imports.import_file(one, "ALB", wg_report.read, more=[(two, wg_report.read)])


@pytest.mark.parametrize("notebook", ["01_acceptance", "04_as_recommending_state"])
def test_a_notebook_shows_three_reviews_side_by_side(project_copy, tmp_path, notebook):
    # Takes more than 5 s: a whole notebook runs on the import.
    report, addendum = later_report(tmp_path / "r.txt"), later_addendum(tmp_path / "a.txt")
    imports.import_file(report, "ALB3", wg_report.read, addenda=[addendum])
    written = execution.run(
        notebook, {"dataset": "ALB3", "sur": "ALB", "draws": 200}, out=tmp_path / "run", formats=["svg"]
    )
    said = written.read_text()
    assert "cycles = [1, 2, 3]" in said and "machine_coded = True" in said
    assert "No person coded the action categories of cycle 3: they are the machine's" in said
