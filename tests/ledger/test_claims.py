"""Claims about claims: a verdict is computed, and a claim that points nowhere is refused."""

import json
import re

import pandas as pd
import pytest

from uprlib import paths
from uprlib.errors import DataError
from uprlib.ledger import claims, entries


@pytest.fixture(scope="module")
def judged():
    return claims.judged(claims.read(), entries.read(paths.home() / "data" / "processed" / "results")).set_index(
        "claim"
    )


def numbers(**values):
    rows = [
        {
            "notebook": "01",
            "key": key,
            "value": value,
            "low": low,
            "high": high,
            "n": 10,
            "unit": "share",
            "coding": None,
            "note": "",
        }
        for key, (value, low, high) in values.items()
    ]
    return pd.DataFrame(rows)


def claim(*checks, **more):
    return claims.Claim.model_validate({"id": "x", "statement": "s", "where": "w", "checks": list(checks)} | more)


def verdict(ledger_, *checks, **more):
    return claims.judged([claim(*checks, **more)], ledger_)["verdict"].iloc[0]


def sentence(ledger_, words, **keys):
    """The sentence of a claim with these numbers."""
    check = {"key": "01:rate", "is": "above", "than": 0}
    made = claim(check, takeaway=words, numbers={name: f"01:{key}" for name, key in keys.items()})
    return claims.judged([made], ledger_)["sentence"].iloc[0]


def test_the_article_is_taken_apart_into_twenty_statements_with_their_places(judged):
    assert len(judged) >= 20 and set(judged["verdict"]) <= set(claims.VERDICTS)
    assert judged.loc[["limited-implementation", "motives"], "verdict"].eq("not testable").all()


def test_nearly_half_of_the_first_set_depends_on_partial_acceptances(judged):
    assert judged.loc["belatedly-nearly-half", "verdict"] == "depends on the choice"
    assert "in full or in part: 0.521" in judged.loc["belatedly-nearly-half", "numbers"]


def test_every_figure_that_a_claim_names_is_there(judged):
    for name in judged["figure"][judged["figure"] != ""]:
        assert (paths.home() / "figures" / f"{name}.png").is_file(), name


def test_the_whole_interval_must_lie_beyond_the_mark():
    ledger_ = numbers(sure=(0.6, 0.55, 0.65), unsure=(0.6, 0.45, 0.75))
    assert verdict(ledger_, {"key": "01:sure", "is": "above", "than": 0.5}) == "supported"
    assert verdict(ledger_, {"key": "01:unsure", "is": "above", "than": 0.5}) == "not supported"


def test_bounds_count_where_there_is_no_value():
    ledger_ = numbers(bounded=("0.100 to 0.400", 0.1, 0.4))
    assert verdict(ledger_, {"key": "01:bounded", "is": "below", "than": 0.5}) == "supported"
    assert verdict(ledger_, {"key": "01:bounded", "is": "equal", "to": 0.1}) == "not supported"


def test_choices_that_disagree_are_said_to_and_a_caveat_is_kept():
    ledger_ = numbers(a=(1, None, None), b=(0, None, None))
    checks = [{"key": f"01:{key}", "is": "above", "than": 0.5, "under": key} for key in "ab"]
    assert verdict(ledger_, *checks) == "depends on the choice"
    # Without named choices two checks are two conditions.
    assert verdict(ledger_, *({k: v for k, v in check.items() if k != "under"} for check in checks)) == "not supported"
    assert verdict(ledger_, checks[0], caveat="but") == "supported with a caveat"


def test_a_number_that_is_not_there_is_named():
    ledger_ = numbers(rate=(0.5, None, None))
    with pytest.raises(
        DataError, match=r"claims\.yml, column x: .*not in the ledger.*found '01:rat'.*did you mean 01:rate"
    ):
        verdict(ledger_, {"key": "01:rat", "is": "above", "than": 0})
    with pytest.raises(DataError, match=r"not in the ledger.*found '01:rat'"):
        sentence(ledger_, "{rate.n} rows", rate="rat")


def test_the_numbers_of_a_sentence_are_filled_in_from_the_ledger():
    ledger_ = numbers(rate=(0.4, 0.2, 0.6), rank=(3, None, None), change=(-0.0612, None, None))
    assert sentence(ledger_, "{rate.count} of {rate.n} ({rate.value:share}), not {rate.rest}", rate="rate") == (
        "4 of 10 (40.0%), not 6"
    )
    assert sentence(ledger_, "{a.value}, {b.value:points}", a="rank", b="change") == "3, -6.1"


def test_a_sentence_on_a_number_that_is_only_bounded_says_that_it_is_not_known():
    ledger_ = numbers(rate=("0.1 to 0.4", 0.1, 0.4))
    assert sentence(ledger_, "It accepted {rate.count}.", rate="rate") == claims.UNKNOWN


def test_the_committed_sentences_hold_the_numbers_of_the_article(judged):
    said = judged["sentence"]
    assert said["belatedly-nearly-half"] == (
        "It accepted 81 of 167 in full (48.5%), and 87 with those that it accepted in part (52.1%)."
    )
    assert "114 of 269 rows (42.4%)" in said["second-nearly-half"] and "13 of 114" in said["some-specific"]
    assert not said.eq(claims.UNKNOWN).any() and not said.str.contains("{", regex=False).any()


def test_no_caveat_or_takeaway_has_a_number_typed_in():
    """Dates, symbols and paragraphs stay; whatever the data could change is a field."""
    for each in claims.read():
        assert each.untestable or each.takeaway or each.caveat, each.id
        words = re.sub(
            r"\{[^}]*\}|A/HRC/[\d/]+, [\d.]+|\d\d_\w+|\d{1,2} (April|May)|\b20\d\d\b", "", each.takeaway + each.caveat
        )
        assert not re.search(r"\d", words), (each.id, words)


def test_the_dprks_recommendations_on_the_security_law_were_both_noted(corpus):
    own = corpus[(corpus["symbol"] == "A/HRC/22/10") & (corpus["recommender"] == "PRK")].set_index("paragraph")
    assert set(own.loc[["124.55", "124.57"], "position"]) == {"noted"}


def test_germany_norway_spain_and_the_united_states_stand_in_the_paragraph_on_the_security_law(corpus):
    said = next(each.caveat for each in claims.read() if each.id == "national-security-law")
    rows = corpus[(corpus["symbol"] == "A/HRC/22/10") & (corpus["paragraph"] == "124.57")]
    assert set(rows["recommender"]) - {"PRK"} == {"DEU", "ESP", "NOR", "USA"}
    assert "Germany, Norway, Spain and the United States" in said


def test_the_answer_counts_every_verdict_and_names_what_depends_on_a_choice():
    found = claims.verdicts()
    kept = {key: entry["value"] for key, entry in found.entries()}
    assert set(kept) == {f"verdict.{verdict}" for verdict in claims.VERDICTS} and sum(kept.values()) == len(found) == 21
    words = " ".join(found.about.sentences)
    assert "21 statements. The numbers support 5 of them, and another 8 with a caveat. For 5" in words
    assert "These depend on a choice: “In May 2014" in words and "default runs" not in words


def test_a_run_of_one_notebook_is_judged_with_the_default_runs_of_the_others(tmp_path):
    committed = paths.home() / "data" / "processed" / "results" / "01_acceptance.json"
    held = json.loads(committed.read_text(encoding="utf-8"))
    held["numbers"]["accepted.cycle1"]["value"] = 81
    (tmp_path / committed.name).write_text(json.dumps(held), encoding="utf-8")
    found = claims.verdicts(tmp_path)
    assert found.set_index("claim").loc["none-of-167", "verdict"] == "not supported"
    assert "These are not supported: “In its first review" in " ".join(found.about.sentences)
    assert found.about.sentences[-1].startswith("The numbers of 02_coi_timing, 03_alliances")


def test_the_numbers_behind_the_verdicts_are_shown_with_their_place(judged):
    shown = claims.numbers_behind(claims.verdicts()).shown()
    assert shown.loc["motives", "figure"] == "-" and shown.loc["motives", "numbers"] == ""
    assert shown.loc["second-nearly-half", "numbers"] == "0.424 [0.366, 0.484], n = 269"
    assert not list(claims.numbers_behind(claims.verdicts()).entries())


START = "claims: [{id: a, statement: s, where: w"
CHECK = "checks: [{key: '01:k', is: above, than: 0}]"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("claims: [{id: a, statement: s, where: w}]", "claim 'a' cannot be used.*either checks or the reason"),
        (
            f"claims: [{{id: a, statement: s, where: w, untestable: u, {CHECK}}}]",
            "claim 'a'.*either checks or the reason",
        ),
        (
            "claims: [{id: a, where: w, untestable: u}]",
            "column statement: claim 'a' cannot be used; expected this field",
        ),
        (
            "claims: [{id: a, statement: '', where: w, untestable: u}]",
            "column statement: claim 'a'.*expected some text",
        ),
        (
            "claims: [{id: a, statement: s, where: w, untestable: u}, {id: a, statement: s, where: w, untestable: u}]",
            "column id: claim 'a' cannot be used; expected an id that no other claim has",
        ),
        ("claims: [{statement: s, where: w, untestable: u}]", "column id: claim number 1 cannot be used"),
        (
            "claims: [{id: a, statement: s, where: w, checks: [{key: '01:k', is: above, then: 0}]}]",
            "column checks 1 then: claim 'a' cannot be used.*expected one of key, is, to, low, high, than, under",
        ),
        ("claims: [only words]", "claim number 1 cannot be used; found 'only words'"),
        ("claims: [{id: a, statement: s, where: w, untestable: u, takaway: t}]", "column takaway: claim 'a'.*takeaway"),
        (
            "claims: [{id: a, statement: s, where: w, checks: [{key: '01:k', is: over, than: 0}]}]",
            "column checks 1 is: claim 'a' cannot be used; found 'over'; expected 'equal', 'between', 'above' or",
        ),
        (
            "claims: [{id: a, statement: s, where: w, checks: [{key: '01:k', is: between, low: 0}]}]",
            "claim 'a'.*expected a number 'high' beside is: between",
        ),
        (
            "claims: [{id: a, statement: s, where: w, checks: [{key: k, is: equal, to: 0}]}]",
            "found 'k'; expected notebook:key",
        ),
        (
            f"{START}, takeaway: 'all {{rate.n}}', {CHECK}}}]",
            "claim 'a'.*each name one of numbers; this one fails: 'rate'",
        ),
        (
            f"{START}, takeaway: 'all {{rate.m}}', numbers: {{rate: '01:k'}}, {CHECK}}}]",
            "claim 'a'.*this one fails: there is no 'm'",
        ),
        (
            f"{START}, takeaway: 'all {{rate.n', numbers: {{rate: '01:k'}}, {CHECK}}}]",
            "claim 'a'.*this one fails: expected '}' before end of string",
        ),
        (
            f"{START}, takeaway: 'all {{rate.value:shar}}', numbers: {{rate: '01:k'}}, {CHECK}}}]",
            "claim 'a'.*this one fails: Invalid format specifier 'shar'",
        ),
        (
            f"{START}, takeaway: all, numbers: {{rate: '01:k'}}, {CHECK}}}]",
            "only numbers that a sentence uses, unlike rate",
        ),
        ("claims: [{id: a", r"row \d: the claims cannot be read.*restores the file"),
        ("statements: []", "the claims cannot be read; found \"'claims'\"; expected YAML with a list"),
        ("claims: []", "the claims cannot be read; .*expected YAML with a list"),
        ("claims: 7", "the claims cannot be read; .*expected YAML with a list"),
    ],
)
def test_a_claim_that_cannot_be_used_is_refused_in_one_sentence(project_copy, text, words):
    (project_copy / "data" / "raw" / "claims.yml").write_text(text)
    with pytest.raises(DataError, match=rf"claims\.yml.*{words}"):
        claims.read()


def test_a_missing_file_of_claims_is_told(project_copy):
    (project_copy / "data" / "raw" / "claims.yml").unlink()
    with pytest.raises(DataError, match=r"claims\.yml: the claims cannot be read.*restores"):
        claims.read()
