import pytest

from uprlib import timing
from uprlib.alliances.nearness import DEFINITIONS
from uprlib.facts import vocabulary
from uprlib.profiles import at_once, measures
from uprlib.profiles.measures import MEASURES, TOGETHER, key


@pytest.fixture(scope="module")
def ground(upr):
    return measures.Ground(upr)


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_gives_rows_that_can_be_contrasted(ground, name):
    measure = MEASURES[name]
    rows = measure.rows(ground)
    assert {*at_once.KEYS, "y", "first", "cluster"} <= set(rows) and rows["y"].notna().all()
    assert set(rows["definition"]) <= set(measure.definitions or [""])
    assert not measure.alike or rows["stratum"].notna().all()
    # Where a measure is a share, all rows are of its one side.
    assert measure.is_difference or rows["first"].all()


def test_friends_are_measured_by_every_definition():
    named = [set(each.definitions or ()) for name, each in MEASURES.items() if "friends" in name or "plaudits" in name]
    assert len(named) == 3 and all(names == set(DEFINITIONS) for names in named)


def test_no_two_numbers_share_a_key():
    keys = [
        key(name, definition, cycle)
        for name, each in MEASURES.items()
        for definition in each.definitions or [""]
        for cycle in (TOGETHER, 1, 2)
    ]
    assert len(keys) == len(set(keys)) and "low_cost_less_specific.cycle2" in keys


def test_a_picture_leaves_out_the_categories_only():
    assert set(MEASURES) - set(vocabulary.PICTURED_MEASURES) == {"accepted_by_action"}


def test_an_exchange_is_counted_for_states_that_are_reviewed(ground):
    pairs = MEASURES["reciprocity"].rows(ground)
    assert not {"VAT", "PSE"} & set(pairs["sur"]) and "VAT" in set(pairs["cluster"])


def test_requests_of_unknown_states_count_as_those_of_one_more(ground, upr):
    without = upr.recommendations["recommender"].isna()
    assert (ground.answered["cluster"] == "unknown").sum() == without.sum() > 0


def test_a_review_in_the_room_is_one_that_the_notebook_on_timing_counts(ground, upr):
    counted = timing.in_the_room(upr.recommendations)
    assert ground.in_room[["sur", "cycle"]].drop_duplicates().shape[0] == len(counted)
