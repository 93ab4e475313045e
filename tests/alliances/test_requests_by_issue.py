from uprlib import alliances


def test_counts_are_of_recommendations_that_carry_the_issue(upr, own, communities):
    asked = alliances.requests_by_issue(own, communities, least=3)
    row = asked[(asked["code"] == "FRA") & (asked["issue"] == "Detention")].iloc[0]
    issues = upr.recommendation_issues
    with_issue = issues.loc[issues["issue"] == "Detention", "rec_id"]
    assert row["n"] == ((own["recommender"] == "FRA") & own["rec_id"].isin(with_issue)).sum()


def test_states_stand_with_their_community_and_issues_are_the_most_frequent(own, communities):
    asked = alliances.requests_by_issue(own, communities, least=3)
    assert asked.drop_duplicates("code")["community"].is_monotonic_increasing
    assert asked["issue"].nunique() == 24 and "Justice" in set(asked["issue"])
    made = own.groupby("recommender").size()
    assert made[asked["code"].unique()].min() == 3


def test_where_nobody_made_so_many_recommendations_a_sentence_says_so(own, communities):
    found = alliances.requests_by_issue(own, communities, least=1000)
    assert found.about.lacks == "No State made 1000 recommendations or more with coded issues."
