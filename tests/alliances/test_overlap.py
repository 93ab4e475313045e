import pytest

from uprlib import acceptance, alliances


@pytest.fixture(scope="module")
def overlap(own, near):
    return alliances.overlap(own, near)


def test_no_western_and_no_eastern_european_state_that_recommended_is_near_by_all_votes(overlap):
    found = overlap.set_index("definition").loc["ideal_points"]
    assert found[["friends_WEOG", "states_WEOG", "friends_EEG", "states_EEG"]].tolist() == [0, 23, 0, 14]
    assert found[["friends_Africa", "friends_Asia", "friends_GRULAC"]].tolist() == [9, 10, 5]
    # Africa, Asia and GRULAC hold both.
    assert found["comparable"] == 15 + 19 + 11


def test_each_recommending_state_is_in_one_group(overlap):
    groups = [f"states_{group}" for group in ("Africa", "Asia", "EEG", "GRULAC", "WEOG", "Observer")]
    assert overlap[groups].sum(axis=1).tolist() == overlap["states"].tolist()


def test_the_group_as_definition_splits_no_group(overlap):
    assert overlap.set_index("definition").loc["regional_group", "comparable"] == 0
    few, none = overlap.about.sentences
    assert few.endswith("definitions that do not rest on the group no recommending State of WEOG is a friend.")
    assert none.startswith("By regional group no group holds both friends and others")


def test_counts_are_kept_by_definition_and_group(overlap):
    kept = dict(overlap.entries())
    assert (kept["overlap.country_vote.EEG"]["value"], kept["overlap.country_vote.EEG"]["n"]) == (2, 14)
    assert kept["overlap.regional_group"]["value"] == 0


def test_states_stand_where_they_stood_before_the_review(upr):
    known = alliances.standing(upr, "PRK", "2014-05-01")
    assert known.loc["HRV", "european_union"] and known.loc["JPN", "sanctions"] and not known.loc["CHN", "sanctions"]
    # Croatia acceded in July 2013.
    assert not alliances.standing(upr, "PRK", "2009-12-07").loc["HRV", "european_union"]


def test_an_observer_has_friends_by_no_definition_of_votes_and_a_sentence(upr):
    near = alliances.friends(upr, "VAT", 1)
    assert near.about.lacks
    assert alliances.overlap(acceptance.answers(upr, "VAT", cycles=[1]), near).about.lacks == near.about.lacks
