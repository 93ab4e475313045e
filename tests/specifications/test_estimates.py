import pandas as pd
import pytest
import yaml

from uprlib import paths, specifications
from uprlib.specifications import estimates
from uprlib.specifications.pooled import Pooled


def test_every_claim_with_a_curve_is_a_claim_of_the_article():
    listed = {
        claim["id"] for claim in yaml.safe_load((paths.raw() / "claims.yml").read_text(encoding="utf-8"))["claims"]
    }
    assert set(estimates.CLAIMS) <= listed


def test_every_choice_has_a_name_for_sentences(upr):
    for curve in (specifications.low_cost(upr, "PRK"), specifications.friends_accepted(upr, "PRK")):
        assert set(estimates.choices_of(curve)) <= set(estimates.CHOICES)


def test_an_estimate_agrees_above_zero_and_strongly_where_its_interval_is():
    of = [Pooled(*interval, 40, 12) for interval in ((1.2, 0.3, 2.1), (0.2, -0.3, 0.7), (-1.2, -2.1, -0.3))]
    found = [estimates.above_zero("friends-accepted", each, {"within": "none"})[0] for each in of]
    assert [(each["agrees"], each["strong"]) for each in found] == [(True, True), (True, False), (False, False)]
    # Without an interval, because one of two groups is one State, nothing is strong.
    alone = Pooled(1.2, float("nan"), float("nan"), 40, 12)
    assert not estimates.above_zero("friends-accepted", alone, {})[0]["strong"]
    assert estimates.above_zero("friends-accepted", None, {}) == []


def made(**columns):
    """Specifications of one claim with these choices and estimates."""
    table = pd.DataFrame({"claim": "friends-accepted", "n": 9, "clusters": 4} | columns)
    table = table.assign(low_clustered=table["estimate"] - 1, high_clustered=table["estimate"] + 1)
    return table.assign(agrees=table["estimate"] > 0, strong=table["estimate"] > 1).to_dict("records")


def test_a_choice_that_moves_nothing_is_left_out_and_named(upr):
    found = estimates.in_rank_order(
        made(within=["none", "action"] * 2, repeated=["counted"] * 2 + ["left out"] * 2, estimate=[1.5, -0.2] * 2),
        upr,
        "PRK",
    )
    assert len(found) == 2 and found.about.facts["choices"] == ["within"]
    assert found.about.sentences[0].endswith("It makes no difference whether repeated recommendations count.")


def test_a_choice_that_moves_a_single_estimate_stays(upr):
    found = estimates.in_rank_order(
        made(within=["none", "action"] * 2, repeated=["counted"] * 2 + ["left out"] * 2, estimate=[1.5, 0.2, 1.5, 0.3]),
        upr,
        "PRK",
    )
    assert len(found) == 4 and found["place"].tolist() == [1, 2, 3, 3]
    kept = dict(found.entries())
    assert (kept["friends-accepted.estimates"]["value"], kept["friends-accepted.estimates"]["n"]) == (3, 4)
    # The estimate that both give counts under each of the two.
    assert [kept[f"friends-accepted.agree.repeated.{value}"]["n"] for value in ("counted", "left out")] == [2, 2]


def test_no_share_is_kept_over_all_choices_together(upr):
    kept = dict(specifications.low_cost(upr, "PRK").entries())
    assert {"specific-rejected.estimates", "specific-rejected.median"} <= set(kept)
    assert all(key.count(".") >= 3 for key in kept if ".agree" in key or ".strong" in key)


def test_a_single_estimate_is_spoken_of_in_the_singular(upr):
    (only,) = estimates.in_rank_order(made(within=["none"], estimate=[0.7]), upr, "PRK").about.sentences
    assert only == (
        "1 combination of choices gives 1 distinct estimate; it agrees that it accepted friends' requests more often "
        "than others'."
    )
    (against,) = estimates.in_rank_order(made(within=["none"], estimate=[-0.7]), upr, "PRK").about.sentences
    assert "it does not agree that it accepted friends'" in against


def test_nothing_to_estimate_says_why(upr):
    with pytest.raises(estimates.DataError, match=r"No specification can be estimated for the DPRK\. By regional"):
        estimates.in_rank_order([], upr, "PRK", without=["By regional group there is none."])


def test_what_decides_parts_those_that_agree_from_the_others_and_otherwise_moves_the_means_most(upr):
    choices = {"within": ["none", "action"] * 2, "parts": ["each", "each", "joined", "joined"]}
    some = made(**choices, estimate=[5.0, 4.0, -0.1, -0.2])
    decides = estimates.in_rank_order(some, upr, "PRK").about.facts["claims"]["decides"]
    assert decides.to_list() == ["parts"]
    every = estimates.in_rank_order(made(**choices, estimate=[5.0, 0.1, 4.0, 0.2]), upr, "PRK")
    values = estimates.by_value(every)
    assert estimates.by_claim(every, values)["decides"].to_list() == ["within"]
    spread = values.drop_duplicates("choice").set_index("choice")["spread"]
    assert spread.to_dict() == pytest.approx({"within": 4.35, "parts": 0.45})


def test_a_curve_says_how_many_agree_under_each_value_of_what_decides(upr):
    (sentence,) = specifications.low_cost(upr, "PRK").about.sentences
    assert sentence == (
        "72 combinations of choices give 28 distinct estimates. Whether it accepted low-cost requests more often than "
        "specific ones depends most on what is held constant. Distinct estimates that agree: 12 of 12 (none); 3 of 4 "
        "(recommending State); 12 of 12 (regional group). It makes no difference whether repeated recommendations "
        "count."
    )
