"""What others published about the corpus: each number is equal to ours, explained by a rule that holds, or open."""

import pandas as pd
import pytest

from uprlib.errors import SchemaError
from uprlib.facts import published, raw


@pytest.fixture(scope="module")
def compared(upr):
    return published.compared(upr)


class Numbers:
    """A corpus with other published numbers."""

    def __init__(self, upr, numbers):
        self._upr, self.published_numbers = upr, numbers

    def __getattr__(self, name):
        return getattr(self._upr, name)


def one(upr, **changed):
    """The comparison of a single number, beside the totals that say what is missing."""
    numbers = upr.published_numbers
    number = numbers[numbers["what"] == "recommendations of both cycles"].assign(source="somebody", **changed)
    totals = numbers[(numbers["measure"] == "rows").fillna(False)]
    found = published.compared(Numbers(upr, pd.concat([totals, number], ignore_index=True)))
    return found if found.about.lacks else found[found["source"] == "somebody"].iloc[0]


def outcome(compared, source, what):
    row = compared[compared["source"].str.contains(source) & (compared["what"] == what)].iloc[0]
    return row["ours"], row["outcome"]


def test_every_number_has_a_measure_and_a_rule_that_exist():
    numbers = raw.read("published_numbers")
    assert set(numbers["measure"].dropna()) <= set(published.MEASURES)
    assert set(numbers["rule"].dropna()) <= set(published.RULES)
    assert numbers["selection"].isna().equals(numbers["measure"].isna())


def test_at_least_60_numbers_are_compared_and_the_outcomes_add_up(compared):
    kept = {key: entry["value"] for key, entry in compared.entries()}
    assert kept["published.total"] == len(compared) >= 60
    assert sum(kept[f"published.{name}"] for name in published.OUTCOMES) == kept["published.total"]
    assert kept["published.total"] + kept["published.not_given"] == len(raw.read("published_numbers"))
    assert (kept["published.equal"], kept["published.explained"], kept["published.open"]) == (60, 38, 16)


def test_session_19_is_as_upr_info_published_it(compared):
    own = compared[compared["source"].str.endswith("session 19")]
    assert len(own) == 5 and set(own["outcome"]) == {"equal"}


def test_the_dprk_accepted_none_of_167_left_117_open_and_refused_50(compared):
    for what, number in {
        "received": 167,
        "accepted": 0,
        "rejected in the room": 50,
        "left pending in the room": 117,
    }.items():
        assert outcome(compared, "first and only", f"{what}: DPRK") == (number, "equal")


def test_four_answers_of_session_10_are_two_since_2014(compared):
    assert outcome(compared, "Trax 28", "accepted") == (1771, "equal")
    assert outcome(
        compared, "Trax 28", "not accepted: rejected (311), without clear position (111) or any response (113)"
    ) == (535, "equal")


def test_an_index_that_counts_paragraphs_is_explained_by_ours(compared):
    assert outcome(compared, "Human Rights Index", "recommendations, cycle 1") == (21_356, "explained")


def test_what_no_rule_explains_stays_open(compared):
    # The share of specific requests in session 1 differs by more than a revision would make of it.
    ours, found = outcome(compared, "2751", "specific action in session 1, per cent")
    assert found == "open" and round(ours, 1) == 24.2
    assert outcome(compared, "2751", "recommending States") == (147, "open")


def test_the_91_missing_rows_are_about_half_in_session_21(upr, compared):
    found = published.missing_rows(upr)
    assert found.set_index("session")["missing"].to_dict() == {21: 45, 22: 33, 23: 6, 24: 7, 25: 1, 26: 0}
    assert found.loc[found["derived"], "session"].tolist() == [22]
    assert dict(found.entries())["missing.total"]["value"] == 91
    assert found.about.sentences[0].startswith("UPR Info counts 91 recommendations that the corpus does not have.")
    by_state = published.missing_by_state(compared).set_index("what")["missing"]
    assert by_state["received: Kuwait"] == 4 and by_state["made in cycle 2: France"] == 4


def test_sources_are_counted_with_what_our_tables_do_not_give(upr, compared):
    found = published.by_source(upr, compared)
    assert found["numbers"].sum() == len(upr.published_numbers)
    assert (found[["equal", "explained", "open", "not_given"]].sum(axis=1) == found["numbers"]).all()


@pytest.mark.parametrize(
    ("number", "rule", "expected"),
    [
        ("57595", "missing_rows", "equal"),
        ("57686", "missing_rows", "explained"),
        ("57788", "missing_rows", "open"),  # more than the rows that are missing
        ("57500", "missing_rows", "open"),  # ours cannot be larger because rows are missing
        ("57686", "revised", "open"),  # sessions after the export were not revised before it
    ],
)
def test_a_rule_explains_only_what_it_can(upr, number, rule, expected):
    assert one(upr, published=number, rule=rule)["outcome"] == expected


def test_rows_that_cannot_be_selected_are_named(upr):
    found = one(upr, selection="season=3")
    assert "cannot be selected" in found.about.lacks and "'season=3'" in found.about.lacks


def test_a_number_that_is_none_is_refused(tmp_path):
    path = tmp_path / "published_numbers.csv"
    raw.write("published_numbers", raw.read("published_numbers").head(1), path)
    path.write_text(path.read_text().replace("57686,rows", "about 57686,rows"))
    with pytest.raises(SchemaError, match=r"row 2, column published.*'about 57686'"):
        raw.read("published_numbers", path)
