"""What the figures on alliances say of themselves, from the data that they show."""

import pytest

from uprlib import acceptance, alliances, plots
from uprlib.plots.style import NoFigure, caption_of
from uprlib.tidy import lacking


@pytest.fixture(scope="module")
def own(upr):
    return acceptance.answers(upr, "PRK", cycles=[2])


@pytest.fixture(scope="module")
def near(upr):
    return alliances.friends(upr, "PRK", 2, closest=0.333)


@pytest.fixture(scope="module")
def communities(own):
    return alliances.communities(own, runs=10, permutations=49, seed=1)


def test_recommending_states_are_named_with_what_was_accepted_of_their_requests(own, near):
    by_state = alliances.recommenders(own, near, "ideal_points", least=3)
    caption = caption_of(plots.recommenders_by_friendship(by_state))
    assert caption.title == "Recommending States of the DPRK's review, cycle 2, friends by ideal points"
    assert "54 States that made at least 3" in caption.alt
    assert "Friends (12): Bangladesh 4 of 4, Cuba 4 of 4" in caption.alt and "Others (42): Norway 5 of 5" in caption.alt


def test_where_no_state_made_so_many_a_sentence_stands_for_the_figure(own, near):
    found = plots.recommenders_by_friendship(alliances.recommenders(own, near, "ideal_points", least=1000))
    assert found == NoFigure("No State made 1000 recommendations or more.")


def test_odds_ratios_are_read_out_for_friendship_alone_and_with_most_held_constant(own, near):
    held = alliances.held_constant(own, near[near["definition"] == "country_vote"], draws=100, seed=1)
    caption = caption_of(plots.friendship_odds(held))
    assert "Friend alone: country vote 13.8 (3.59 to 93.2)." in caption.alt
    assert "Action category, ease and regional group: country vote 12.5 (2.22 to 110)." in caption.alt
    assert "friend_odds.country_vote.friend alone" in caption.numbers


def test_the_curve_is_read_out_from_the_farthest_to_the_nearest_state(own, near):
    curve = alliances.acceptance_curve(own, near, "ideal_points", draws=100, seed=1)
    caption = caption_of(plots.curve(curve))
    assert curve.about.sentences[0] in caption.alt and "24 friends and 58 others" in caption.alt
    assert caption.numbers == ("curve.farthest", "curve.nearest")


def test_the_network_names_the_states_of_each_group(own, communities):
    nodes = alliances.network_map(own, communities, seed=1)
    caption = caption_of(plots.network(nodes))
    edges = nodes.about.facts["edges"]
    assert f"Network of {len(nodes)} recommending States with {len(edges)} ties" in caption.alt
    assert "regional group by colour and mark" in caption.alt and "WEOG (23 States): " in caption.alt


def test_the_heat_map_names_the_most_frequent_issues(own, communities):
    asked = alliances.requests_by_issue(own, communities, least=3)
    caption = caption_of(plots.heat_map(asked))
    most = asked.groupby("issue")["n"].sum()
    assert f"Most were on {most.idxmax()} ({most.max()})" in caption.alt and "54 States" in caption.alt


def test_an_empty_result_gives_its_sentence():
    assert plots.network(lacking("Nobody asks alike.")) == NoFigure("Nobody asks alike.")
