"""Reading a user's own data beside the corpus. The datasets are written by hand, as an import would."""

import shutil

import pandas as pd
import pytest
from killed import killed_at

from uprlib.commands import doctor
from uprlib.errors import DataError, SchemaError
from uprlib.facts import calendar, datasets, tables


def dataset(name, rows=3):
    """Eritrea's second review, asked by France, as an import called `name`."""
    folder = datasets.folder() / name
    folder.mkdir(parents=True)
    table = pd.DataFrame(
        {
            "rec_id": [f"A/HRC/26/13:1.{number}:FRA:1" for number in range(rows)],
            "sur": "ERI",
            "recommender": "FRA",
            "cycle": 2,
            "session": 18,
            "symbol": "A/HRC/26/13",
            "paragraph": [f"1.{number}" for number in range(rows)],
            "position": "accepted",
        }
    )
    table.to_parquet(folder / datasets.TABLE, index=False)
    return folder


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def hidden():
    return [path.name for path in datasets.folder().glob(".*")]


@pytest.fixture
def mine(project_copy):
    return dataset("MINE")


def test_an_import_stands_in_the_place_of_the_review_that_it_holds(mine):
    bundled, own = tables.load("recommendations"), tables.load("recommendations", "MINE")
    eritrea = own[(own["sur"] == "ERI") & (own["cycle"] == 2)]
    assert len(eritrea) == 3 and set(eritrea["position"]) == {"accepted"}
    replaced = (bundled["sur"] == "ERI") & (bundled["cycle"] == 2)
    assert len(own) == len(bundled) - replaced.sum() + 3
    assert own.dtypes.equals(bundled.dtypes) and own["rec_id"].is_unique


def test_groups_and_organisations_are_those_of_the_bundled_corpus(mine):
    bundled, own = tables.load("recommendations"), tables.load("recommendations", "MINE")
    france = bundled[bundled["recommender"] == "FRA"].iloc[0]
    eritrea = own[(own["sur"] == "ERI") & (own["cycle"] == 2)]
    assert set(eritrea["regional_group"]) == {"WEOG"} and set(eritrea["sur_group"]) == {"Africa"}
    assert set(eritrea["organisations"]) == {france["organisations"]} and eritrea["in_default_set"].all()


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("position", "acepted", r"MINE/recommendations\.parquet, row 3, column position: .*'acepted'; expected one of"),
        ("cycle", "1st", "row 3, column cycle: .*'1st'; expected a whole number"),
        ("sur", "Eritrea", "row 3, column sur: .*'Eritrea'; expected an ISO 3166"),
        ("rec_id", "A/HRC/26/13:1.0:FRA:1", "row 3, column rec_id: two rows of table imported have the same key"),
    ],
)
def test_a_value_that_a_person_has_changed_is_named_with_its_row(mine, column, value, words):
    table = pd.read_parquet(mine / datasets.TABLE).astype(object)
    table.loc[1, column] = value
    table.astype("str").to_parquet(mine / datasets.TABLE, index=False)
    with pytest.raises(SchemaError, match=words):
        tables.load("recommendations", "MINE")
    finding = next(each for each in doctor.examine() if each.subject == "dataset MINE")
    assert not finding.well and "row 3" in finding.words


def test_a_table_that_is_cut_short_is_named(mine):
    path = mine / datasets.TABLE
    path.write_bytes(path.read_bytes()[:-50])
    with pytest.raises(DataError, match=r"MINE/recommendations\.parquet: the table of this dataset cannot be read"):
        tables.load("recommendations", "MINE")


def test_a_column_of_ones_own_does_no_harm(mine):
    table = pd.read_parquet(mine / datasets.TABLE)
    table.assign(mine="x").to_parquet(mine / datasets.TABLE, index=False)
    assert len(datasets.held("MINE")) == 3


def test_only_folders_with_a_table_and_a_possible_name_are_datasets(mine):
    (datasets.folder() / "EMPTY").mkdir()
    mine.rename(mine.with_name("my data"))
    dataset("OTHER")
    assert datasets.names() == ["bundled", "OTHER"]


def test_a_dataset_that_is_not_there_lists_the_others(mine):
    with pytest.raises(
        DataError, match=r"no dataset of that name; found 'MIEN'; expected one of bundled, MINE.*MINE\?"
    ):
        tables.load("recommendations", "MIEN")


def test_without_any_import_the_remedy_is_to_make_one(project_copy):
    with pytest.raises(DataError, match=r"upr import"):
        datasets.check_name("WRONG")


@pytest.mark.parametrize("after", [False, True])
def test_killed_while_it_puts_back_what_a_killed_import_left_it_is_put_back_the_next_time(mine, after):
    old = content(mine)
    for step in (1, 2, 3):
        mine.rename(mine.with_name(f"{datasets.OLD}MINE.abcd1234"))
        killed_at(step, after, datasets.names)
        assert datasets.names() == ["bundled", "MINE"] and content(mine) == old and not hidden()


def test_an_old_dataset_half_removed_is_not_put_back(mine):
    aside = shutil.copytree(mine, mine.with_name(f"{datasets.OLD}MINE.abcd1234"))
    killed_at(1, True, datasets.names)
    assert aside.exists()
    shutil.rmtree(mine)
    assert datasets.names() == ["bundled"] and not hidden()


def test_half_written_folders_of_other_imports_stay(mine):
    ours = shutil.copytree(mine, datasets.folder() / f"{datasets.NEW}MINE.abcd1234")
    theirs = shutil.copytree(mine, datasets.folder() / f"{datasets.NEW}OTHER.abcd1234")
    datasets.settle("MINE")
    assert not ours.exists() and theirs.exists()


def later(name="LATER", **columns):
    """Eritrea's third review, as an import: no date, no action category."""
    folder = dataset(name)
    path = folder / datasets.TABLE
    table = pd.read_parquet(path).assign(cycle=3, session=32, symbol="A/HRC/41/14", position_wg="pending", action=pd.NA)
    table["rec_id"] = [f"A/HRC/41/14:1.{number}:FRA:1" for number in range(len(table))]
    table.assign(**columns).astype({"action": "Int64"}).to_parquet(path, index=False)
    return folder


def test_a_later_review_is_added_to_the_reviews_and_its_day_is_that_of_its_session(project_copy):
    later()
    reviews = tables.load("reviews", "LATER").query("sur == 'ERI'")
    assert reviews[["cycle", "session", "symbol", "n_rows"]].to_numpy().tolist()[-1] == [3, 32, "A/HRC/41/14", 3]
    sessions = tables.load("sessions", "LATER")
    assert set(sessions["cycle"]) == {1, 2, 3} and sessions["session"].is_unique
    days = calendar.days_of_reviews(reviews, sessions)
    assert days[["day", "exact"]].to_numpy().tolist()[-1] == ["2019-01-21", False]


def test_the_day_that_a_report_prints_counts(project_copy):
    later(review_date="2019-01-28")
    days = calendar.days_of_reviews(tables.load("reviews", "LATER"), tables.load("sessions", "LATER"))
    assert days.query("sur == 'ERI' and cycle == 3")[["day", "exact"]].to_numpy().tolist() == [["2019-01-28", True]]


def test_the_bundled_reviews_and_sessions_stay_as_they_are_without_an_import(project_copy):
    later()
    assert set(tables.load("sessions")["cycle"]) == {1, 2} and set(tables.load("reviews")["cycle"]) == {1, 2}


def test_positions_of_an_import_take_the_place_of_those_of_its_reviews(mine):
    bundled = tables.load("positions")
    # An import of earlier versions has none: nothing changes.
    assert len(tables.load("positions", "MINE")) == len(bundled)
    own = bundled.head(1).assign(rec_id="A/HRC/26/13:1.0:FRA:1", document="A/HRC/26/13/Add.1")
    own.to_parquet(mine / datasets.POSITIONS, index=False)
    found = tables.load("positions", "MINE")
    of_eritrea = found[found["rec_id"].str.startswith("A/HRC/26/13:")]
    assert of_eritrea["document"].tolist() == ["A/HRC/26/13/Add.1"]


def test_what_an_import_brings_are_its_cycles_and_those_that_nobody_coded(project_copy):
    later()
    assert datasets.brought("LATER") == ((3,), (3,))
    later("CODED", action=5)
    assert datasets.brought("CODED") == ((3,), ())


def test_of_one_state_an_import_is_as_it_is_of_all(mine):
    own = tables.load("recommendations", "MINE", sur="ERI")
    assert own.groupby("cycle").size()[2] == 3 and set(own["sur"]) == {"ERI"}
    assert tables.load("recommendations", "MINE", sur="FRA").equals(tables.load("recommendations", sur="FRA"))
