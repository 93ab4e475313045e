import pytest

from uprlib import specifications
from uprlib.alliances.nearness import DEFINITIONS
from uprlib.facts.vocabulary import FRIENDSHIP

GROUPS = "action category and regional group"


@pytest.fixture(scope="module")
def accepted(upr):
    return specifications.friends_accepted(upr, "PRK")


@pytest.fixture(scope="module")
def by_vote_or_group(accepted):
    return accepted[accepted["definition"].isin([each.replace("_", " ") for each in FRIENDSHIP])]


def test_friends_by_votes_or_group_are_accepted_more_often(by_vote_or_group):
    assert by_vote_or_group["definition"].nunique() == len(FRIENDSHIP) and by_vote_or_group["agrees"].all()


def test_members_of_the_same_organisations_are_not(accepted):
    """Most organisations are of a region or open to all: to share many is not to be a friend."""
    assert set(accepted.loc[~accepted["agrees"], "definition"]) == {"shared organisations"}


def test_with_every_regional_group_held_constant_some_intervals_include_no_difference(by_vote_or_group):
    """Eastern Europe is answered like the Western States: to hold only these constant leaves it among the others."""
    strong = by_vote_or_group.groupby("within")["strong"].all()
    assert strong["none"] and strong["action category"] and not strong[GROUPS]


def test_two_allies_give_an_estimate_and_no_interval(accepted):
    ally = accepted[accepted["definition"] == "alliance"]
    assert ally["estimate"].notna().all() and ally["low_clustered"].isna().all() and not ally["strong"].any()


def test_friends_who_all_sit_in_one_group_have_nobody_to_be_compared_with(accepted):
    assert GROUPS not in set(accepted.loc[accepted["definition"] == "regional group", "within"])
    assert accepted.about.sentences[-1].startswith(
        f"By regional group there is no estimate with {GROUPS} held constant"
    )


def test_a_definition_that_is_yes_or_no_has_one_share(accepted):
    shares = accepted.groupby("definition")["share of States that are friends"].unique().map(sorted).to_dict()
    assert shares["regional group"] == ["yes or no"] and shares["agreement"] == ["0.25", "0.333", "0.5"]


def test_a_definition_without_a_value_for_the_state_is_left_out(upr):
    """No resolution about Eritrea went to a recorded vote of the Assembly."""
    found = set(specifications.friends_accepted(upr, "ERI")["definition"])
    assert "country vote" not in found and found <= {each.replace("_", " ") for each in DEFINITIONS}


def test_the_dprk_asks_little_of_its_friends(upr):
    found = specifications.plaudits_to_friends(upr, "PRK")
    votes = found[found["definition"].isin(["ideal points", "human rights", "agreement"])]
    assert votes["agrees"].all()
    own = found.loc[found["definition"] == "regional group"]
    assert not own["strong"].any()


def test_an_observer_that_recommends_nothing_gives_a_sentence(upr):
    asks = set(upr.recommendations["recommender"])
    silent = next(iso3 for iso3 in sorted(upr.reviews["sur"]) if iso3 not in asks)
    assert "made no recommendation" in specifications.plaudits_to_friends(upr, silent).about.lacks
