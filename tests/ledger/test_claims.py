"""Claims about claims: a verdict is computed, and a claim that points nowhere is refused."""

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


def verdict(ledger_, *checks, **more):
    claim = {"id": "x", "statement": "s", "where": "w", "checks": list(checks)} | more
    return claims.judged([claim], ledger_)["verdict"].iloc[0]


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


def test_a_number_that_is_not_there_or_an_unknown_check_is_named():
    ledger_ = numbers(rate=(0.5, None, None))
    with pytest.raises(DataError, match=r"not in the ledger.*found '01:rat'.*did you mean 01:rate"):
        verdict(ledger_, {"key": "01:rat", "is": "above", "than": 0})
    with pytest.raises(DataError, match="unknown kind; found 'over'; expected one of equal, between, above, below"):
        verdict(ledger_, {"key": "01:rate", "is": "over", "than": 0})


@pytest.mark.parametrize(
    "text",
    [
        "claims: [{id: a, statement: s, where: w}]",
        "claims: [{id: a, statement: s, where: w, untestable: u, checks: [{key: k}]}]",
        "claims: [{id: a, where: w, untestable: u}]",
        "claims: [{id: a, statement: s, where: w, untestable: u}, {id: a, statement: s, where: w, untestable: u}]",
    ],
)
def test_a_claim_without_words_or_ground_or_twice_is_refused(project_copy, text):
    (project_copy / "data" / "raw" / "claims.yml").write_text(text)
    with pytest.raises(DataError, match=r"claims\.yml.*a claim cannot be used; found 'a'"):
        claims.read()
