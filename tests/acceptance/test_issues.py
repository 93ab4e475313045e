import pytest

from uprlib import acceptance


@pytest.fixture(scope="module")
def by_issue(dprk):
    return acceptance.by_issue(acceptance.latest(dprk), draws=500, seed=1, least=5)


def test_the_most_accepted_issue_comes_first_and_few_rows_are_not_tested(by_issue):
    assert by_issue["difference"].is_monotonic_decreasing
    assert by_issue.loc[by_issue["n"] < 5, "p"].isna().all() and not by_issue.loc[by_issue["n"] < 5, "marked"].any()


def test_the_death_penalty_is_refused_and_education_accepted(by_issue):
    shares = by_issue.set_index("issue")["rate"]
    assert shares["Death penalty"] == 0 and shares["Right to education"] == 1


def test_only_issues_with_enough_rows_are_kept_as_numbers(by_issue):
    kept = dict(by_issue.entries())
    rates = [key for key in kept if key.startswith("rate.issue.")]
    assert len([key for key in rates if not key.endswith(".clustered")]) == int((by_issue["n"] >= 5).sum())
    # Over States the interval of an issue that was never accepted has a width too.
    assert kept["rate.issue.Detention.clustered"]["high"] > kept["rate.issue.Detention"]["high"] > 0
    assert kept["issues.marked"]["n"] == int((by_issue["n"] >= 5).sum())


def test_a_state_whose_review_has_no_coded_issues_is_told(upr):
    found = acceptance.by_issue(acceptance.latest(acceptance.answers(upr, "SSD")), draws=100, seed=1)
    assert found.empty and "South Sudan" in found.about.lacks
