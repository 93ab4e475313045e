"""A claim says what must be so, why that much, and since when; one that does not is refused in one sentence."""

import re

import pytest

from uprlib import paths
from uprlib.errors import DataError
from uprlib.ledger import claims


def test_the_article_is_taken_apart_into_more_than_thirty_statements():
    read = claims.read()
    assert len(read) >= 32 and len({claim.id for claim in read}) == len(read)
    missing = {"dozens-belatedly", "five-years-after", "first-review-2009", "friends-ask-little", "like-minded-accept"}
    documentary = {
        "praise-of-the-review",
        "participation-cited",
        "newspaper-of-2012",
        "questions-ignored",
        "equal-duties",
    }
    assert missing | {"not-even-costless-2009"} <= {claim.id for claim in read if claim.checks}
    assert documentary <= {claim.id for claim in read if claim.untestable and claim.would_test}


def test_every_rule_has_a_reason_a_baseline_and_a_day_after_the_numbers():
    days = {claim.ruled.isoformat() for claim in claims.read() if claim.checks}
    assert days == {"2026-11-24", "2026-11-29"}
    for claim in claims.read():
        assert bool(claim.checks) == bool(claim.rule and claim.threshold and claim.baseline), claim.id


def test_verdicts_over_states_are_read_wherever_answers_go_together():
    """What is left at the level of rows is a count, a date, a rank, or an answer that is known only as a total."""
    rows = {
        check.key.partition(":")[2]
        for claim in claims.read()
        for check in claim.checks
        if check.kind in ("above", "below") and not check.key.endswith(".clustered")
    }
    of_totals = {"rate.cycle1.belated", "bound_difference.low-cost (1, 2) less 5 specific action", "change.recorded"}
    ranks = {key for key in rows if re.match(r"(change_p|given_start_p)\.|rivals\.others_as_low\.p$", key)}
    assert rows - ranks == of_totals | {"issues.marked"}


def test_the_answer_has_ten_lines_each_about_a_claim():
    lines = claims.lines()
    assert len(lines) == 10 and {line.claim for line in lines} <= {claim.id for claim in claims.read()}


def test_no_baseline_caveat_takeaway_or_line_has_a_number_typed_in():
    """Dates, symbols and paragraphs stay; whatever the data could change is a field."""
    for each in claims.read():
        assert each.untestable or each.takeaway or each.caveat or each.id == "first-review-2009", each.id
        _no_number(each.takeaway + each.caveat + each.baseline, each.id)
    for line in claims.lines():
        _no_number(line.text, line.claim)


def _no_number(words, name):
    words = re.sub(
        r"\{[^}]*\}|A/HRC/[\d/]+, [\d.]+|\d\d_\w+|\d{1,2} (April|May)|\b20\d\d\b|\b95 of 100\b|at least 95%", "", words
    )
    assert not re.search(r"\d", words), (name, words)


def test_every_figure_that_a_claim_names_is_made_by_its_notebook():
    for claim in claims.read():
        notebook, _, name = claim.figure.partition("/")
        if name:
            assert f'"{name}"' in (paths.notebooks() / f"{notebook}.ipynb").read_text(encoding="utf-8").replace(
                "\\", ""
            )


def test_the_dprks_recommendations_on_the_security_law_were_both_noted(corpus):
    own = corpus[(corpus["symbol"] == "A/HRC/22/10") & (corpus["recommender"] == "PRK")].set_index("paragraph")
    assert set(own.loc[["124.55", "124.57"], "position"]) == {"noted"}


def test_germany_norway_spain_and_the_united_states_stand_in_the_paragraph_on_the_security_law(corpus):
    said = next(each.caveat for each in claims.read() if each.id == "national-security-law")
    rows = corpus[(corpus["symbol"] == "A/HRC/22/10") & (corpus["paragraph"] == "124.57")]
    assert set(rows["recommender"]) - {"PRK"} == {"DEU", "ESP", "NOR", "USA"}
    assert "Germany, Norway, Spain and the United States" in said


def test_the_other_states_at_zero_were_reviewed_in_the_first_three_sessions_and_have_no_position_in_the_room(corpus):
    """The caveat of none-of-167 says so."""
    first = corpus[(corpus["cycle"] == 1) & corpus["in_default_set"]]
    none = first.groupby("sur")["position"].agg(lambda answers: not answers.eq("accepted").any())
    others = first[first["sur"].isin(none[none].index) & (first["sur"] != "PRK")]
    twice = set(corpus.loc[corpus["cycle"] == 2, "sur"])
    others = others[others["sur"].isin(twice)]
    assert others["session"].max() == 3 and others["position_wg"].isna().all()


GROUND = "rule: r, threshold: t, baseline: b, ruled: 2026-11-29"
CHECK = "checks: [{key: '01:k', is: above, than: 0}], " + GROUND
START = "claims: [{id: a, statement: s, where: w"
TESTED = "untestable: u, would_test: v"
REST = "\narticle: a\nanswer: [{claim: a, verdict: not testable, text: t}]\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "claims: [{id: a, statement: s, where: w}]",
            "column claims a: the claims cannot be used.*either checks or the reason",
        ),
        (f"{START}, {TESTED}, {CHECK}}}]", "claims a: .*either checks or the reason"),
        (
            f"claims: [{{id: a, where: w, {TESTED}}}]",
            "column claims a statement: the claims cannot be used; expected this field",
        ),
        (f"claims: [{{id: a, statement: '', where: w, {TESTED}}}]", "column claims a statement: .*expected some text"),
        (
            f"{START}, {TESTED}}}, {{id: a, statement: s, where: w, {TESTED}}}]",
            "the claims cannot be used; expected an id that no other claim has, unlike 'a'",
        ),
        (f"claims: [{{statement: s, where: w, {TESTED}}}]", "column claims 1 id: the claims cannot be used"),
        (
            f"{START}, checks: [{{key: '01:k', is: above, then: 0}}]}}]",
            "column claims a checks 1 then: .*one of key, is, to, low, high, than, under, part; did you mean than",
        ),
        ("claims: [only words]", "column claims 1: the claims cannot be used; found 'only words'"),
        (f"{START}, {TESTED}, takaway: t}}]", "column claims a takaway: .*did you mean takeaway"),
        (
            f"{START}, checks: [{{key: '01:k', is: over, than: 0}}]}}]",
            "column claims a checks 1 is: .*found 'over'; expected 'equal', 'between', 'above' or",
        ),
        (
            f"{START}, checks: [{{key: '01:k', is: between, low: 0}}]}}]",
            "claims a checks 1: .*expected a number 'high' beside is: between",
        ),
        (f"{START}, checks: [{{key: k, is: equal, to: 0}}]}}]", "found 'k'; expected notebook:key"),
        # Every claim that is tested says its rule, why that much, what to expect otherwise, and since when.
        (
            f"{START}, checks: [{{key: '01:k', is: above, than: 0}}]}}]",
            "claims a: .*expected rule, threshold, baseline, ruled beside checks",
        ),
        (f"{START}, {CHECK.replace(', threshold: t', '')}}}]", "claims a: .*expected threshold beside checks"),
        (f"{START}, {CHECK.replace('2026-11-29', 'then')}}}]", "column claims a ruled: .*found 'then'.*date"),
        (f"{START}, untestable: u}}]", "claims a: .*expected would_test beside untestable"),
        (f"{START}, was: maybe, {CHECK}}}]", "column claims a was: .*found 'maybe'.*'supported'"),
        (
            f"{START}, takeaway: 'all {{rate.n}}', {CHECK}}}]",
            "claims a: .*each name one of numbers; this one fails: 'rate'",
        ),
        (
            f"{START}, takeaway: 'all {{rate.m}}', numbers: {{rate: '01:k'}}, {CHECK}}}]",
            "claims a: .*this one fails: there is no 'm'",
        ),
        (
            f"{START}, takeaway: 'all {{rate.n', numbers: {{rate: '01:k'}}, {CHECK}}}]",
            "claims a: .*this one fails: expected '}' before end of string",
        ),
        (
            f"{START}, takeaway: 'all {{rate.value:shar}}', numbers: {{rate: '01:k'}}, {CHECK}}}]",
            "claims a: .*this one fails: Invalid format specifier 'shar'",
        ),
        (
            f"{START}, takeaway: all, numbers: {{rate: '01:k'}}, {CHECK}}}]",
            "only numbers that a sentence uses, unlike rate",
        ),
        ("claims: [{id: a", r"row \d: the claims cannot be read.*git stash push"),
        ("statements: []", "column statements: the claims cannot be used; .*one of article, claims, answer"),
        ("claims: []", "column claims: the claims cannot be used; .*expected at least one entry"),
        ("claims: 7", "column claims: the claims cannot be used; found 7; expected a list"),
    ],
)
def test_a_claim_that_cannot_be_used_is_refused_in_one_sentence(project_copy, text, words):
    (project_copy / "data" / "raw" / "claims.yml").write_text(text + REST)
    with pytest.raises(DataError, match=rf"claims\.yml.*{words}"):
        claims.read()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "column answer: the claims cannot be used; expected this field"),
        ("answer: [{claim: a, verdict: supported}]", "column answer 1 text: .*expected this field"),
        ("answer: [{claim: a, verdict: sure, text: t}]", "column answer 1: .*a verdict: supported, supported with"),
        (
            "answer: [{claim: b, verdict: supported, text: t}]",
            "lines of the answer about claims that there are, unlike 'b'",
        ),
        ("answer: [{claim: a, verdict: supported, text: '{rate.n}'}]", "this one fails: 'rate'"),
    ],
)
def test_a_line_of_the_answer_that_cannot_be_used_is_refused_too(project_copy, text, words):
    (project_copy / "data" / "raw" / "claims.yml").write_text(f"article: a\n{text}\n{START}, {TESTED}}}]\n")
    with pytest.raises(DataError, match=rf"claims\.yml.*{words}"):
        claims.lines()


def test_a_missing_file_of_claims_is_told(project_copy):
    (project_copy / "data" / "raw" / "claims.yml").unlink()
    with pytest.raises(DataError, match=r"claims\.yml: the claims cannot be read"):
        claims.read()
