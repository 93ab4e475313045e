import pandas as pd
import pytest

import uprlib
from uprlib import acceptance
from uprlib.errors import DataError, ParameterError


def rows(*cells):
    """(recommender, action, accepted, other answers) to rows."""
    return pd.DataFrame(
        [
            {"recommender": r, "action": a, "group": "g", "accepted": i < yes}
            for r, a, yes, no in cells
            for i in range(yes + no)
        ]
    ).astype({"accepted": "boolean"})


def test_standardising_to_the_groups_own_mix_changes_nothing():
    own = rows(("FRA", 2, 3, 1), ("FRA", 5, 1, 5))
    table = acceptance.standardised_rates(own, "group", acceptance.same_mix(own))
    assert table.loc[0, "standardised"] == pytest.approx(table.loc[0, "rate"]) == pytest.approx(0.4)


def test_standardising_weights_each_category_by_the_reference_mix():
    own = rows(("FRA", 2, 3, 1), ("FRA", 5, 1, 5))
    mix = pd.Series({2: 0.5, 5: 0.5})
    assert acceptance.standardised_rates(own, "group", mix).loc[0, "standardised"] == pytest.approx(
        0.5 * 3 / 4 + 0.5 * 1 / 6
    )


def test_a_group_that_lacks_a_category_says_how_much_of_the_mix_it_covers():
    table = acceptance.standardised_rates(rows(("FRA", 2, 3, 1)), "group", pd.Series({2: 0.25, 5: 0.75}))
    assert table.loc[0, "covered"] == pytest.approx(0.25) and table.loc[0, "standardised"] == pytest.approx(0.75)


def test_within_recommenders_is_the_mantel_haenszel_odds_ratio():
    own = rows(
        ("FRA", 2, 4, 2), ("FRA", 5, 1, 5), ("CUB", 2, 6, 2), ("CUB", 5, 3, 3), ("NOR", 2, 2, 0), ("NOR", 5, 3, 0)
    )
    found = acceptance.within_recommenders(own)
    by_hand = (4 * 5 / 12 + 6 * 3 / 14) / (2 * 1 / 12 + 2 * 3 / 14)
    assert found.odds_ratio == pytest.approx(by_hand)
    # Norway asked for both and was always accepted: it carries nothing.
    assert (found.recommenders, found.informative, found.rows) == (3, 2, 26)
    assert found.low < by_hand < found.high


def test_few_states_carry_the_contrast_in_the_dprks_second_review(dprk_2014):
    found = acceptance.within_recommenders(dprk_2014)
    assert found.informative == 3 < found.recommenders == 6


def test_without_a_state_that_made_both_requests_there_is_no_contrast():
    with pytest.raises(DataError, match="made both kinds of request and was answered in more than one way"):
        acceptance.within_recommenders(rows(("FRA", 5, 1, 1), ("CUB", 2, 1, 0)))


def test_the_test_within_one_recommender_is_fishers():
    found = acceptance.within_recommenders(rows(("FRA", 2, 3, 1), ("FRA", 5, 1, 3)))
    # The tea lady again: 3 of 4 against 1 of 4.
    assert found.p == pytest.approx(34 / 70)


def test_seven_rows_prove_little():
    """The DPRK's second review: the approximate test gives 0.05 on seven rows, the exact one does not."""
    found = acceptance.within_recommenders(rows(("A", 2, 1, 0), ("A", 5, 0, 2), ("B", 2, 1, 0), ("B", 5, 0, 1)))
    assert found.p == pytest.approx(1 / 3 * 1 / 2)


def test_two_groups_of_a_states_recommendations_are_compared():
    own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    found = acceptance.compare_groups(own, own["action"] == 5, "for specific action")
    assert dict(found.entries())["difference"]["value"] == pytest.approx(13 / 114 - 101 / 155)
    assert (
        "Of 114 recommendations for specific action 13 were accepted, of the 155 others 101" in found.about.sentences[0]
    )


def test_a_group_without_rows_gives_a_sentence():
    own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    found = acceptance.compare_groups(own, own["action"] == 9, "of a tenth kind")
    assert found.about.lacks == "No recommendation of a tenth kind to DPRK has a known answer."


def test_low_cost_less_specific_has_both_levels_and_both_are_kept(dprk):
    found = acceptance.low_cost_less_specific(dprk)
    second = found.set_index("cycle").loc[2]
    assert 0.5 < second["low_clustered"] < second["low"] and second["clusters"] == 68
    kept = dict(found.entries())
    states = kept["low_cost_less_specific.cycle2.clustered"]
    assert states["value"] == kept["low_cost_less_specific.cycle2"]["value"]
    assert (states["low"], states["high"], states["n"]) == (second["low_clustered"], second["high_clustered"], 68)
    assert "if States, not rows, are what is sampled (68 recommending States; p <0.001)." in found.about.sentences[3]


def test_a_review_in_which_nothing_was_accepted_has_an_interval_of_some_width(dprk):
    first = acceptance.low_cost_less_specific(dprk).set_index("cycle").loc[1]
    assert first["difference"] == 0 and first["p_clustered"] == 1
    assert first["low_clustered"] < first["low"] < 0 < first["high"] < first["high_clustered"]


def test_answers_that_are_all_the_same_are_not_compared(dprk):
    first = dprk[dprk["cycle"] == 1]
    found = acceptance.compare_groups(first, first["action"] == 5, "for specific action")
    assert found.about.lacks == "Every known answer of the DPRK is the same, so that nothing can be compared."


def test_within_recommenders_over_states_each_state_counts_once():
    """Eight States, each with the same table: over States the odds ratio has no spread; over rows it has."""
    own = rows(*[(state, *cell) for state in "ABCDEFGH" for cell in ((2, 3, 1), (5, 1, 3))])
    found = acceptance.within_recommenders(own, draws=20_000)
    assert found.low_clustered == pytest.approx(found.odds_ratio) == pytest.approx(found.high_clustered)
    assert found.low < found.odds_ratio < found.high
    # All eight signs the same: 2 of 256.
    assert found.p_clustered == pytest.approx(2 / 256, abs=0.003) and found.why == ""


def test_few_states_that_count_give_a_sentence_instead_of_an_interval(dprk):
    found = acceptance.within_same_states(dprk)
    low_cost, general = (row for _, row in found.iterrows())
    assert pd.isna(low_cost["low_clustered"]) and low_cost["p_clustered"] > 0.2
    assert general["low_clustered"] > 1 and general["informative"] == 19
    assert found.about.sentences == (
        "Cycle 2, low-cost (1, 2) against specific (5): Every State that counts favours the same kind, so that the "
        "odds ratio has no interval.",
    )
    four = rows(*[(state, *cell) for state in "ABC" for cell in ((2, 3, 1), (5, 1, 3))], ("D", 2, 1, 2), ("D", 5, 2, 1))
    assert acceptance.within_recommenders(four).why == "States that count: 4; an interval over States needs 6."


def test_what_rose_from_one_review_to_the_next_is_counted_kind_by_kind(upr):
    own = acceptance.answers(upr, "VNM")
    found = acceptance.between_reviews(own, "issue", draws=200)
    press = found.set_index("issue").loc["Freedom of the press"]
    carried = own.merge(upr.recommendation_issues[["rec_id", "issue"]].drop_duplicates(), on="rec_id")
    carried = carried[carried["issue"] == "Freedom of the press"].groupby("cycle")["accepted"].agg(["sum", "count"])
    assert carried.loc[[1, 2]].to_numpy().tolist() == [
        [press["accepted_first"], press["n_first"]],
        [press["accepted_last"], press["n_last"]],
    ]
    assert press["difference"] == pytest.approx(10 / 11 - 4 / 14)
    assert found["difference"].is_monotonic_decreasing and found[["n_first", "n_last"]].min().min() >= 5
    assert (found["p_adjusted"] >= found["p_clustered"]).all()
    assert found.about.sentences[0].startswith(f"Of the {len(found)} values of issue that requests carried 5 times")
    assert (
        f"{(found['difference'] > 0).sum()} were accepted more often in cycle 2 than in cycle 1"
        in found.about.sentences[0]
    )


@pytest.mark.parametrize(
    ("sur", "by", "words"),
    [
        ("MMR", "issue", "The review of Myanmar in cycle 2 has no coded issue."),
        ("MMR", "action", "The review of Myanmar in cycle 2 has no coded action category."),
        ("SSD", "issue", "Of South Sudan there is no second review to compare."),
        ("VAT", "issue", "The Holy See has no review in this corpus."),
    ],
)
def test_a_review_without_codes_is_not_compared_with_one_that_has_them(upr, sur, by, words):
    assert acceptance.between_reviews(acceptance.answers(upr, sur), by).about.lacks == words


def test_kinds_that_are_too_few_or_misspelt_are_said(upr, dprk):
    assert "No issue has 500 requests" in acceptance.between_reviews(dprk, least=500).about.lacks
    with pytest.raises(ParameterError, match=r"no such column; .*did you mean session"):
        acceptance.between_reviews(dprk, "sesion")
    with pytest.raises(ParameterError, match="unknown adjustment"):
        acceptance.between_reviews(dprk, adjust="hulm")
