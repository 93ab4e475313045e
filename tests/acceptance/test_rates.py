import pandas as pd
import pytest

from uprlib import acceptance
from uprlib.acceptance import bounds, codings
from uprlib.errors import ParameterError


def answers(*values, symbol="A/HRC/13/13", group=None):
    return pd.DataFrame(
        {
            "rec_id": [f"{symbol}:{place}" for place in range(len(values))],
            "accepted": pd.array(values, dtype="boolean"),
            "symbol": symbol,
            "group": group or ["a"] * len(values),
        }
    )


def test_wilson_interval_of_113_of_268():
    # Newcombe 1998, formula (3), by hand.
    rate, low, high = acceptance.acceptance_rate(113, 268)
    n, p, z = 268, 113 / 268, 1.959963984540054
    middle, half = p + z**2 / (2 * n), z * (p * (1 - p) / n + z**2 / (4 * n**2)) ** 0.5
    assert (rate, low, high) == pytest.approx((p, (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)))


def test_an_interval_never_leaves_the_range_of_shares():
    assert acceptance.acceptance_rate(0, 12)[1] == 0 and acceptance.acceptance_rate(12, 12)[2] == 1


def test_the_dprk_accepted_all_requests_to_continue_and_few_specific_ones(dprk_2014):
    table = acceptance.rates(dprk_2014, "action").set_index("action")
    assert table.loc[2, ["accepted", "n"]].tolist() == [24, 24]
    assert table.loc[5, ["accepted", "n"]].tolist() == [13, 114]
    # Not a scale: category 3 is accepted less often than category 4.
    assert table.loc[3, "rate"] < table.loc[4, "rate"]


def test_the_whole_review_is_a_point_where_only_its_parts_are_unknown(corpus, history, totals):
    own = codings.coded(corpus[(corpus["sur"] == "PRK") & (corpus["cycle"] == 1)], history, "belated")
    hidden = bounds.hidden(own, totals, history, "belated")
    whole = acceptance.rates(own, "cycle", hidden=hidden).iloc[0]
    assert whole["rate"] == pytest.approx(81 / 167)
    parts = acceptance.rates(own, "action", hidden=hidden).set_index("action")
    assert parts.loc[2, ["rate_min", "rate_max"]].tolist() == [0, 1] and pd.isna(parts.loc[2, "rate"])


def test_without_totals_unknown_rows_may_be_anything():
    table = acceptance.rates(answers(True, None), "group")
    assert table.loc[0, ["rate_min", "rate_max"]].tolist() == [0.5, 1.0]


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(ParameterError, match=r"column gruop.*did you mean group\?"):
        acceptance.rates(answers(True), "gruop")


def test_rates_know_their_title_their_numbers_and_what_they_say(dprk):
    by_cycle = acceptance.rates(dprk, "cycle")
    assert by_cycle.about.title == "Acceptance by cycle, DPRK"
    assert by_cycle.about.notes == "Wilson intervals, 95%; n: recommendations; coding recorded."
    kept = dict(by_cycle.entries())
    assert kept["rate.cycle2"]["value"] == pytest.approx(114 / 269) and kept["accepted.cycle1"]["value"] == 0
    assert by_cycle.about.sentences[1].startswith("The DPRK accepted 114 of the 269 recommendations of cycle 2 (42.4%")


def test_a_recommendation_counts_once_for_each_issue_and_each_family(dprk):
    by_issue, by_family = acceptance.rates(dprk, "issue"), acceptance.rates(dprk, "family")
    assert by_issue["n"].sum() > len(dprk) and by_family["n"].sum() < by_issue["n"].sum()
    assert by_family["n"].max() <= len(dprk)


def test_recommending_states_are_named_and_the_most_accepted_come_first(dprk):
    table = acceptance.by_recommender(dprk[dprk["cycle"] == 2], least=5)
    assert list(table["rate"]) == sorted(table["rate"], reverse=True) and "Norway" in set(table["name"])
    assert dict(table.entries())["recommenders"]["value"] == 82


def test_a_state_without_a_review_is_answered_with_a_sentence(upr):
    found = acceptance.rates(acceptance.answers(upr, "SSD", cycles=[1]), "cycle")
    assert found.empty and found.about.lacks == "South Sudan has no review in cycle 1 in this corpus."
