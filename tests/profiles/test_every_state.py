import numpy as np
import pandas as pd
import pytest

from uprlib import acceptance, alliances, profiles, timing
from uprlib.alliances.nearness import DEFINITIONS
from uprlib.errors import ParameterError

SAMPLE = ["PRK", "IRN", "FRA", "MMR", "TUV", "SSD", "USA"]
"""States of every size, one without a second review, one without a coded category in the second."""


@pytest.fixture(scope="module")
def every(upr):
    return profiles.every_state(upr, closest=0.333)


@pytest.fixture(scope="module")
def by_key(every):
    return every.set_index(["measure", "sur", "cycle", "definition"]).sort_index()


def of(by_key, measure, sur, cycle, definition=""):
    (row,) = by_key.loc[[(measure, sur, cycle, definition)]].to_dict("records")
    return row


@pytest.mark.parametrize("sur", SAMPLE)
def test_low_cost_less_specific_is_what_notebook_01_states(upr, by_key, sur):
    found = acceptance.low_cost_less_specific(acceptance.answers(upr, sur))
    for row in found.to_dict("records"):
        own = of(by_key, "low_cost_less_specific", sur, row["cycle"])
        assert [own["value"], own["low"], own["high"], own["n"]] == pytest.approx(
            [row["difference"], row["low"], row["high"], row["n"]]
        )


@pytest.mark.parametrize("sur", SAMPLE)
def test_shares_accepted_are_what_notebook_01_states(upr, by_key, sur):
    own = acceptance.answers(upr, sur)
    for row in acceptance.rates(own, "cycle").to_dict("records"):
        found = of(by_key, "accepted", sur, row["cycle"])
        assert [found["value"], found["low"], found["high"]] == pytest.approx([row["rate"], row["low"], row["high"]])
    for row in acceptance.rates(own, ["cycle", "action"]).to_dict("records"):
        found = of(by_key, "accepted_by_action", sur, row["cycle"], f"action{row['action']}")
        assert (found["value"], found["n"]) == pytest.approx((row["rate"], row["n"]))


@pytest.mark.parametrize("sur", SAMPLE)
def test_friends_less_others_are_what_notebook_03_states(upr, by_key, sur):
    own = acceptance.answers(upr, sur, cycles=[2])
    friends = alliances.friends(upr, sur, 2, closest=0.333)
    found = alliances.friends_and_others(own, friends, draws=100, seed=1).set_index("definition")
    for definition in DEFINITIONS:
        row = of(by_key, "friends_less_others", sur, 2, definition)
        if definition not in found.index:
            assert np.isnan(row["value"]) and "by this definition" in row["why"]
            continue
        single = found.loc[definition]
        assert [row["value"], row["low"], row["high"], row["n"]] == pytest.approx(
            [single["difference"], single["low"], single["high"], single["n"]]
        )


@pytest.mark.parametrize("sur", SAMPLE)
def test_the_room_is_what_notebook_02_states(upr, by_key, sur):
    reviews = timing.in_the_room(upr.recommendations).set_index(["sur", "cycle"])
    columns = {
        "left_open": "share_left_open",
        "refused_in_room": "share_refused",
        "open_accepted": "share_open_accepted",
    }
    for cycle in (1, 2) if sur != "SSD" else (2,):
        for measure, column in columns.items():
            value = reviews[column].get((sur, cycle), np.nan)
            assert of(by_key, measure, sur, cycle)["value"] == pytest.approx(value, nan_ok=True)


@pytest.mark.parametrize("sur", SAMPLE)
def test_changes_are_what_notebook_02_states(upr, by_key, sur):
    table = timing.changes(acceptance.everyone(upr))
    given = profiles.expected_second(table).set_index("sur")["residual"]
    change = table.set_index("sur")["change"]
    assert of(by_key, "change", sur, 0)["value"] == pytest.approx(change.get(sur, np.nan), nan_ok=True)
    assert of(by_key, "change_given_first", sur, 0)["value"] == pytest.approx(given.get(sur, np.nan), nan_ok=True)


@pytest.mark.parametrize("sur", ["PRK", "CUB", "USA", "VAT"])
def test_what_a_state_asks_is_what_notebook_04_states(upr, by_key, sur):
    made = alliances.made_by(upr, sur)
    for row in alliances.low_cost_to_friends(made, closest=0.333).to_dict("records"):
        own = of(by_key, "plaudits_gap", sur, 0, row["definition"])
        assert [own["value"], own["low"], own["high"]] == pytest.approx([row["difference"], row["low"], row["high"]])
    pairs, own = alliances.both_ways(made), of(by_key, "reciprocity", sur, 0)
    if sur == "VAT":
        assert own["why"] == "It was not under review itself, so that nothing could come back."
    else:
        assert (own["value"], own["n"]) == (pytest.approx(pairs["mutual"].mean()), len(pairs))


def test_the_dprks_gap_between_low_cost_and_specific_is_the_third_largest_of_112(every):
    found = profiles.one_state(every, "PRK").set_index("key").loc["low_cost_less_specific.cycle2"]
    assert (found["rank"], found["states"], round(found["value"], 3)) == (3, 112, 0.886)


def test_every_state_has_a_number_or_a_sentence(every):
    assert not every.duplicated(["measure", "definition", "sur", "cycle"]).any()
    gaps = every["value"].isna() | every["low"].isna() | every["low_clustered"].isna()
    assert (every.loc[gaps, "why"] != "").all() and (every.loc[~gaps, "why"] == "").all()
    for low, high in (("low", "high"), ("low_clustered", "high_clustered")):
        known = every[every[low].notna()]
        assert np.isfinite(known[[low, high]].to_numpy()).all()
        assert (known[low] <= known["value"] + 1e-9).all() and (known["value"] <= known[high] + 1e-9).all()


def test_ranks_are_those_of_the_library(every):
    """The rank of the change is that of notebook 02, and of left open that of all reviews whose headings are known."""
    found = profiles.one_state(every, "PRK").set_index("key")
    ranked = found.loc[["change", "left_open.cycle1", "left_open.cycle2", "open_accepted.cycle1"], ["rank", "states"]]
    assert ranked.to_numpy().tolist() == [[11, 192], [23, 125], [53, 110], [99, 118]]


def test_what_is_kept_of_one_state_are_its_numbers_and_its_place(every):
    own = profiles.one_state(every, "PRK")
    kept = dict(own.entries())
    assert kept["rank.low_cost_less_specific.cycle2"]["value"] == 3 and kept["rank.change"]["n"] == 192
    over_states = kept["low_cost_less_specific.cycle2.clustered"]
    assert over_states["low"] < kept["low_cost_less_specific.cycle2"]["low"] and over_states["n"] == 68
    assert "friends_less_others_held.regional_group.cycle2" not in kept
    assert own.about.sentences[0].startswith("93 numbers of the DPRK can be ranked")


def test_one_number_stands_beside_what_a_notebook_states(every):
    found = profiles.beside(every, "PRK", "left_open", "refused_in_room", cycle=2)
    first, second = found.about.sentences
    assert first.startswith("The share left open in the Working Group in cycle 2 is 69.1% for the DPRK, rank 53 of 110")
    assert second.startswith("The share refused in the Working Group in cycle 2 is 30.9% for the DPRK, rank 2 of 110")
    assert {key.partition(".")[0] for key, _ in found.entries()} == {"rank", "share_as_far"}


def test_a_state_without_the_number_gets_the_reason(every):
    words, why = profiles.beside(every, "SSD", "change").about.lacks, "It does not have two reviews with known answers."
    assert words.endswith(f"cannot be given for South Sudan. {why}")
    # A table of nothing but missing numbers is one sentence.
    both = profiles.beside(every, "SSD", "change", "change_given_first").about.lacks
    assert both == f"South Sudan has none of these numbers. {why}"
    assert profiles.beside(every, "VAT", "change").about.lacks == ("The Holy See has no review in this corpus.")


def test_an_unknown_measure_is_refused(upr, every):
    with pytest.raises(ParameterError, match="there is no such measure; found 'low_cost'"):
        profiles.every_state(upr, ["low_cost"])
    with pytest.raises(ParameterError, match="this measure is not in the table"):
        profiles.beside(every[every["measure"] == "change"], "PRK", "accepted")


def test_only_what_is_asked_is_measured_and_the_level_widens_the_interval(upr):
    wide, narrow = (profiles.every_state(upr, ["accepted"], confidence=level) for level in (0.99, 0.8))
    assert set(wide["measure"]) == {"accepted"}
    for low in ("low", "low_clustered"):
        both = wide[low].notna() & narrow[low].notna() & (wide["value"] > 0)
        assert (wide.loc[both, low] < narrow.loc[both, low]).all()


def test_strips_name_both_ends_and_count_ties(every):
    found = profiles.strips(every, "PRK", cycle=2).set_index("measure")
    assert found.loc["low_cost_less_specific", ["lowest", "highest"]].tolist() == ["4 States 0.0", "Israel +95.4"]
    states = found.about.facts["all_states"]
    assert (states["measure"] == "low_cost_less_specific").sum() == 112 and "accepted_by_action" not in found.index


def test_a_state_of_which_nothing_is_ranked_has_no_strips(every):
    assert profiles.strips(every, "VAT", cycle=2).about.lacks == (
        "No number of the Holy See in cycle 2 can be ranked among other States."
    )


def test_the_order_of_rows_and_a_second_run_change_nothing(upr, every):
    again = profiles.every_state(upr, ["low_cost_less_specific", "friends_less_others_held"], closest=0.333)
    first = every[every["measure"].isin(set(again["measure"]))].reset_index(drop=True)
    pd.testing.assert_frame_equal(pd.DataFrame(first), pd.DataFrame(again))


def test_every_state_at_once_is_what_each_is_alone(every):
    part = every[every["measure"].isin(["accepted", "change"])]
    found = profiles.each_state(part)
    assert set(found) == set(part["sur"])
    for sur in SAMPLE:
        alone = profiles.one_state(part, sur)
        pd.testing.assert_frame_equal(pd.DataFrame(found[sur]), pd.DataFrame(alone))
        assert found[sur].about.sentences == alone.about.sentences
