import pandas as pd

from uprlib import alliances
from uprlib.tidy import lacking


def test_every_state_with_a_tie_has_a_place_and_every_tie_ends_at_two(own, communities):
    nodes = alliances.network_map(own, communities, seed=7)
    edges, places = nodes.about.facts["edges"], nodes.set_index("code")
    assert set(edges["first"]) | set(edges["second"]) == set(places.index)
    assert nodes[["x", "y"]].stack().between(0, 1).all()
    first = edges.iloc[0]
    assert (first["x2"], first["y2"]) == tuple(places.loc[first["second"], ["x", "y"]])
    assert places.loc["FRA", "n"] == (own["recommender"] == "FRA").sum()


def test_the_map_is_the_same_for_the_same_seed(own, communities):
    one, two = (alliances.network_map(own, communities, seed=7) for _ in range(2))
    pd.testing.assert_frame_equal(one, two)


def test_without_communities_there_is_no_map_but_their_sentence(own):
    assert alliances.network_map(own, lacking("Nobody asks alike."), seed=7).about.lacks == "Nobody asks alike."


def test_counts_are_of_recommendations_that_carry_the_issue(upr, own, communities):
    asked = alliances.requests_by_issue(own, communities, least=3)
    row = asked[(asked["code"] == "FRA") & (asked["issue"] == "Detention")].iloc[0]
    issues = upr.recommendation_issues
    with_issue = issues.loc[issues["issue"] == "Detention", "rec_id"]
    assert row["n"] == ((own["recommender"] == "FRA") & own["rec_id"].isin(with_issue)).sum()


def test_where_communities_do_not_differ_from_chance_states_stand_with_their_regional_group(own, communities):
    asked = alliances.requests_by_issue(own, communities, least=3)
    assert asked.drop_duplicates("code")["part"].is_monotonic_increasing
    assert asked.set_index("code")["part"].to_dict()["KOR"] == "Asia" and asked.about.facts["by"] == "regional group"
    assert alliances.network_map(own, communities, seed=7).set_index("code")["part"]["FRA"] == "WEOG"
    assert asked["issue"].nunique() == 24 and "Justice" in set(asked["issue"])
    made = own.groupby("recommender").size()
    assert made[asked["code"].unique()].min() == 3


def test_where_nobody_made_so_many_recommendations_a_sentence_says_so(own, communities):
    found = alliances.requests_by_issue(own, communities, least=1000)
    assert found.about.lacks == "No State made 1000 recommendations or more with coded issues."
