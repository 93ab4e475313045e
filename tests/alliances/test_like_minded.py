from uprlib import acceptance, alliances


def test_friends_ask_little_of_the_dprk_by_votes_and_by_group(own, near):
    table = alliances.friends_ask_little(own, near, draws=500).set_index("definition")
    held = table.loc[["ideal_points", "human_rights", "agreement", "regional_group"]]
    assert (held["low_clustered"] > 0).all() and (held["p_clustered"] < 0.05).all()
    # Who voted against the last resolution on it are 13 States: over States the interval reaches below 0.
    assert table.loc["country_vote", "low"] > 0 > table.loc["country_vote", "low_clustered"]


def test_who_asks_what_is_counted_whatever_was_answered(upr, own, near):
    """The first review, whose single later answers are not known, has the same counts under every coding."""
    friends = alliances.friends(upr, "PRK", 1)
    counts = [
        alliances.friends_ask_little(acceptance.answers(upr, "PRK", coding, cycles=[1]), friends, draws=10)[
            ["little_of_friends", "n_1"]
        ].to_numpy()
        for coding in ("recorded", "belated")
    ]
    assert (counts[0] == counts[1]).all()


def test_two_allies_are_counted_and_have_no_interval_over_states(own, near):
    found = alliances.friends_ask_little(own, near, draws=10)
    ally = found.set_index("definition").loc["alliance"]
    assert ally["clusters_1"] == 2 and ally["low"] > 0 and ally["low_clustered"] != ally["low_clustered"]
    assert "needs 6" in ally["why"]


def test_a_review_that_nobody_coded_gives_a_sentence(upr):
    mine = acceptance.answers(upr, "MMR", cycles=[2])
    lacks = alliances.friends_ask_little(mine, alliances.friends(upr, "MMR", 2), draws=10).about.lacks
    assert lacks == ("Under no definition of a friend did both friends and others make coded requests to Myanmar.")


def test_friends_accept_what_the_dprk_asks_of_them(upr):
    table = alliances.accepted_by_friends(alliances.made_by(upr, "PRK"), closest=0.333).set_index("definition")
    assert table.loc["ideal_points", ["accepted", "n"]].tolist() == [75, 76]
    assert (table["low_clustered"].dropna() > 0.5).all() and (table["high_clustered"].dropna() <= 1).all()
    # Both of its allies accepted all: that is no certainty, and two States are too few for an interval.
    assert table.loc["alliance", "rate"] == 1 and table["low_clustered"].isna()["alliance"]


def test_a_state_that_recommends_nothing_gives_a_sentence(upr):
    asks = set(upr.recommendations["recommender"])
    silent = next(iso3 for iso3 in sorted(upr.reviews["sur"]) if iso3 not in asks)
    assert "made no recommendation" in alliances.accepted_by_friends(alliances.made_by(upr, silent)).about.lacks
    assert "did a friend answer" in alliances.accepted_by_friends(alliances.made_by(upr, "VAT")).about.lacks
