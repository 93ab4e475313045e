"""Claims about claims: a verdict is computed, and each kind of it comes about as it should."""

import json

import pandas as pd
import pytest

from uprlib import paths
from uprlib.errors import DataError
from uprlib.ledger import claims, entries, verdicts

RESULTS = "data/processed/results"


@pytest.fixture(scope="module")
def judged():
    return verdicts.judged(claims.read(), entries.read(paths.home() / RESULTS)).set_index("claim")


def numbers(unit="share", **values):
    names = {"notebook": "01", "n": 10, "unit": unit, "coding": None, "note": ""}
    rows = [
        names | {"key": key} | dict(zip(("value", "low", "high"), held, strict=True)) for key, held in values.items()
    ]
    return pd.DataFrame(rows)


def claim(*checks, **more):
    ground = {"rule": "r", "threshold": "t", "baseline": "b", "ruled": "2026-11-29"}
    known = {"id": "x", "statement": "s", "where": "w", "checks": list(checks)}
    return claims.Claim.model_validate(known | ground | more)


def verdict(ledger_, *checks, **more):
    return verdicts.judged([claim(*checks, **more)], ledger_)["verdict"].iloc[0]


def sentence(ledger_, words, **keys):
    """The sentence of a claim with these numbers."""
    check = {"key": "01:rate", "is": "above", "than": 0}
    made = claim(check, takeaway=words, numbers={name: f"01:{key}" for name, key in keys.items()})
    return verdicts.judged([made], ledger_)["sentence"].iloc[0]


@pytest.mark.parametrize(
    ("interval", "above", "below", "between"),
    [
        ((0.55, 0.65), "supported", "not supported", "not supported"),
        ((0.42, 0.48), "not supported", "supported", "supported"),
        ((0.35, 0.45), "not supported", "supported", "undetermined"),
        ((0.45, 0.75), "undetermined", "undetermined", "undetermined"),
        ((0.20, 0.30), "not supported", "supported", "not supported"),
    ],
)
def test_the_whole_interval_decides_and_one_that_holds_both_answers_is_undetermined(interval, above, below, between):
    ledger_ = numbers(rate=(sum(interval) / 2, *interval))
    assert verdict(ledger_, {"key": "01:rate", "is": "above", "than": 0.5}) == above
    assert verdict(ledger_, {"key": "01:rate", "is": "below", "than": 0.5}) == below
    assert verdict(ledger_, {"key": "01:rate", "is": "between", "low": 0.4, "high": 0.5}) == between


def test_bounds_count_where_there_is_no_value():
    ledger_ = numbers(bounded=("0.100 to 0.400", 0.1, 0.4))
    assert verdict(ledger_, {"key": "01:bounded", "is": "below", "than": 0.5}) == "supported"
    assert verdict(ledger_, {"key": "01:bounded", "is": "below", "than": 0.3}) == "undetermined"
    assert verdict(ledger_, {"key": "01:bounded", "is": "equal", "to": 0.1}) == "undetermined"
    assert verdict(ledger_, {"key": "01:bounded", "is": "equal", "to": 0.5}) == "not supported"


def test_a_count_has_no_interval_and_too_few_states_give_none():
    ledger_ = numbers(**{"rows": (24, None, None), "share.clustered": (0.9, None, None)})
    assert verdict(ledger_, {"key": "01:rows", "is": "above", "than": 10}) == "supported"
    # A share over States without an interval is not known to be anything, and is no count.
    assert verdict(ledger_, {"key": "01:share.clustered", "is": "above", "than": 0.5}) == "undetermined"
    permuted = numbers(unit="p", **{"rivals.p.clustered": (0.01, None, None)})
    assert verdict(permuted, {"key": "01:rivals.p.clustered", "is": "below", "than": 0.05}) == "supported"


def test_parts_must_hold_together_and_choices_need_not():
    ledger_ = numbers(yes=(1, None, None), no=(0, None, None), open=(0.5, 0.2, 0.8))
    yes, no, open_ = ({"key": f"01:{key}", "is": "above", "than": 0.5} for key in ("yes", "no", "open"))
    parts = [check | {"part": name} for check, name in ((yes, "a"), (no, "b"))]
    assert verdict(ledger_, *parts) == "not supported"
    assert verdict(ledger_, yes, open_) == "undetermined" and verdict(ledger_, no, open_) == "not supported"
    by_choice = {name: check | {"under": name} for name, check in (("yes", yes), ("no", no), ("open", open_))}
    assert verdict(ledger_, by_choice["yes"], by_choice["no"]) == "depends on the choice"
    assert verdict(ledger_, by_choice["yes"], by_choice["open"]) == "depends on the choice"
    assert verdict(ledger_, by_choice["no"], by_choice["open"]) == "undetermined"
    assert verdict(ledger_, by_choice["no"], by_choice["no"] | {"under": "other"}) == "not supported"
    # Two conditions under one choice are one choice.
    assert verdict(ledger_, yes | {"under": "a"}, no | {"under": "a"}) == "not supported"
    assert verdict(ledger_, yes, caveat="but") == "supported with a caveat"


def test_a_number_that_is_not_there_is_named():
    ledger_ = numbers(rate=(0.5, None, None))
    with pytest.raises(
        DataError, match=r"claims\.yml, column x: .*not in the ledger.*found '01:rat'.*did you mean 01:rate"
    ):
        verdict(ledger_, {"key": "01:rat", "is": "above", "than": 0})
    with pytest.raises(DataError, match=r"not in the ledger.*found '01:rat'"):
        sentence(ledger_, "{rate.n} rows", rate="rat")


def test_the_numbers_of_a_sentence_are_filled_in_from_the_ledger():
    ledger_ = numbers(rate=(0.4, 0.2, 0.6), rank=(3, None, None), change=(-0.0612, -0.21, 0.089))
    assert sentence(ledger_, "{rate.count} of {rate.n} ({rate.value:share}), not {rate.rest}", rate="rate") == (
        "4 of 10 (40.0%), not 6"
    )
    words = "{a.value}, {b.apart} points ({b.low:points} to {b.high:points})"
    assert sentence(ledger_, words, a="rank", b="change") == "3, 6.1 points (-21.0 to +8.9)"


def test_a_sentence_on_a_number_that_is_only_bounded_says_that_it_is_not_known():
    ledger_ = numbers(rate=("0.1 to 0.4", 0.1, 0.4))
    assert sentence(ledger_, "It accepted {rate.count}.", rate="rate") == verdicts.UNKNOWN


def test_nearly_half_is_the_count_and_not_the_whole_interval(judged):
    nearly = judged.loc[["belatedly-nearly-half", "second-nearly-half"]]
    assert nearly["verdict"].eq("undetermined").all()
    assert "in full or in part: 0.521" in nearly.loc["belatedly-nearly-half", "numbers"]
    assert "114 of 269 rows (42.4%)" in nearly.loc["second-nearly-half", "sentence"]


def test_rivals_are_shamed_beside_friends_but_not_beside_what_others_ask_of_them(judged):
    rivals = judged.loc["rivals-shamed"]
    assert rivals["verdict"] == "depends on the choice" and rivals["was"] == "supported with a caveat"
    assert "beside what others ask of the same: 0.607" in rivals["numbers"]
    assert "36 of 60 States with five such requests or more" in rivals["baseline"]


def test_silence_is_asked_of_what_was_left_open(judged):
    silence = judged.loc["silence-then-clear"]
    assert silence["verdict"] == "undetermined" and "8 of 10" in silence["sentence"]


def test_what_was_refused_in_the_room_in_2009_shows_it_already(judged):
    assert judged.loc["consistently-rejected", "verdict"] == "supported"
    assert judged.loc["consistently", "verdict"] == "undetermined"


def test_five_years_were_less_than_four_and_a_half(judged):
    assert judged.loc["five-years-after", "verdict"] == "not supported"


def test_the_committed_sentences_hold_the_numbers_of_the_article(judged):
    said = judged["sentence"]
    assert (
        "81 of 167 in full (48.5%), and 87 with those that it accepted in part (52.1%)" in said["belatedly-nearly-half"]
    )
    assert "13 of 114" in said["some-specific"]
    words = said + judged["baseline"]
    assert (
        not words.str.contains(verdicts.UNKNOWN, regex=False).any() and not words.str.contains("{", regex=False).any()
    )


def test_the_answer_counts_every_verdict_and_names_what_is_not_plainly_supported():
    found = verdicts.verdicts()
    kept = {key: entry["value"] for key, entry in found.entries()}
    assert set(kept) == {f"verdict.{verdict}" for verdict in claims.VERDICTS} and sum(kept.values()) == len(found)
    words = " ".join(found.about.sentences)
    assert f"{len(found)} statements. The numbers support" in words and "default runs" not in words
    assert "These are undetermined: “In May 2014" in words and "1 is not supported" in words
    assert "This is not supported: “It accepted the recommendations of 2009 five years after" in words


def test_the_answer_in_short_has_ten_lines_with_their_numbers():
    short = verdicts.in_short(verdicts.verdicts())
    assert len(short.about.sentences) == 10 and all(said.startswith("\n") for said in short.about.sentences)
    assert short["line"].iloc[0] == (
        "North Korea accepted none of the 167 recommendations of its first review in 2009. It refused 50 in the room "
        "and left 117 without an answer."
    )
    assert not short["line"].str.contains("By these numbers").any()


@pytest.fixture
def other_ledger(tmp_path):
    committed = paths.home() / RESULTS / "01_acceptance.json"
    held = json.loads(committed.read_text(encoding="utf-8"))
    held["numbers"]["accepted.cycle1"]["value"] = 81
    (tmp_path / committed.name).write_text(json.dumps(held), encoding="utf-8")
    return tmp_path


def test_a_run_of_one_notebook_is_judged_with_the_default_runs_of_the_others(other_ledger):
    found = verdicts.verdicts(other_ledger)
    assert found.set_index("claim").loc["none-of-167", "verdict"] == "not supported"
    assert "These are not supported: “In its first review" in " ".join(found.about.sentences)
    assert found.about.sentences[-1].startswith("The numbers of 02_coi_timing, 03_alliances")


def test_a_line_does_not_outlive_its_verdict(other_ledger):
    """A ledger with another verdict gets that verdict, not a sentence that was written for the first."""
    found = verdicts.verdicts(other_ledger)
    assert verdicts.in_short(found, other_ledger)["line"].iloc[0] == (
        "“In its first review the DPRK received 167 recommendations and accepted none.” "
        "By these numbers: not supported."
    )


def test_rules_are_shown_with_their_reasons_and_what_changed():
    found = verdicts.rules(verdicts.verdicts())
    shown = found.shown()
    assert (shown[["rule", "why this threshold", "baseline", "fixed on"]] != "").all().all()
    assert shown.loc["silence-then-clear", ["verdict", "first version"]].tolist() == [
        "undetermined",
        "supported with a caveat",
    ]
    (changed,) = found.about.sentences
    assert "silence-then-clear, from “supported with a caveat” to “undetermined”" in changed
    assert "none-of-167" not in changed


def test_statements_that_cannot_be_tested_say_what_would_test_them():
    shown = verdicts.not_testable(verdicts.verdicts()).shown()
    assert len(shown) >= 12 and (shown != "").all().all()


def test_the_numbers_behind_the_verdicts_are_shown_with_their_place():
    found = verdicts.numbers_behind(verdicts.verdicts())
    shown = found.shown()
    assert shown.loc["second-nearly-half", "numbers"] == "0.424 [0.333, 0.514], n = 82 (undetermined)"
    assert "motives" not in shown.index and shown.loc["capacity-building", "specifications"] == "-"
    assert (
        "agree, by within: 12 of 12 (none); 3 of 4 (recommending State)"
        in shown.loc["specific-rejected", "specifications"]
    )
    assert not list(found.entries())


def test_a_curve_is_never_said_as_one_percentage(judged):
    said = judged.loc[judged["specifications"] != "", "specifications"]
    assert len(said) == 6 and not said.str.contains("%").any()
    assert said["second-nearly-half"] == "6 distinct estimates: every one agrees"
