from uprlib import specifications


def test_it_holds_unless_the_same_state_must_ask_for_both_and_low_cost_is_wide(upr):
    found = specifications.low_cost(upr, "PRK")
    against = found[~found["agrees"]]
    assert len(found) == 3 * 2 * 2 * 3 == 36 and found["place"].nunique() == 28
    assert set(against["within"]) == {"recommending State"} and set(against["low-cost categories"]) == {"1, 2, 3"}


def test_within_recommending_states_no_interval_is_above_zero(upr):
    """Few States made both kinds of request and were answered both ways."""
    found = specifications.low_cost(upr, "PRK")
    assert not found.loc[found["within"] == "recommending State", "strong"].any()
    assert found.loc[found["within"] != "recommending State", "strong"].all()


def test_a_review_that_nobody_coded_gives_a_sentence(upr):
    assert "coded action category" in specifications.low_cost(upr, "MMR").about.lacks
