from uprlib import specifications
from uprlib.facts.vocabulary import FRIENDSHIP


def test_friends_are_accepted_more_often_under_every_definition(upr):
    found = specifications.friends_accepted(upr, "PRK")
    assert set(found["definition"]) == {name.replace("_", " ") for name in FRIENDSHIP}
    assert found["strong"].all() and len(found) == 198


def test_a_definition_that_is_yes_or_no_has_one_share(upr):
    found = specifications.friends_accepted(upr, "PRK")
    shares = found.groupby("definition")["share of States that are friends"].unique().map(sorted).to_dict()
    assert shares["regional group"] == ["yes or no"] and shares["agreement"] == ["0.25", "0.333", "0.5"]


def test_a_definition_without_a_value_for_the_state_is_left_out(upr):
    """No resolution about Eritrea went to a recorded vote of the Assembly."""
    assert "country vote" not in set(specifications.friends_accepted(upr, "ERI")["definition"])


def test_the_dprk_asks_little_of_its_friends(upr):
    found = specifications.plaudits_to_friends(upr, "PRK")
    assert len(found) == 132 and found["agrees"].all()
    assert set(found.loc[~found["strong"], "definition"]) == {"regional group", "country vote"}


def test_an_observer_that_recommends_nothing_gives_a_sentence(upr):
    asks = set(upr.recommendations["recommender"])
    silent = next(iso3 for iso3 in sorted(upr.reviews["sur"]) if iso3 not in asks)
    assert "made no recommendation" in specifications.plaudits_to_friends(upr, silent).about.lacks
