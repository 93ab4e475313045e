import pytest

from uprlib import alliances

RIVALS = ["KOR", "JPN", "USA"]


@pytest.fixture(scope="module")
def listed(upr):
    return alliances.to_rivals(alliances.made_by(upr, "PRK"), RIVALS)


def test_the_dprk_asked_its_rivals_for_action_only(listed):
    assert len(listed) == 29 and set(listed["action"].dropna()) == {4, 5}
    assert listed.about.counts["rivals.low_cost"]["value"] == 0 and listed.about.counts["rivals.low_cost"]["n"] == 24
    assert listed.about.sentences == (
        "It made 29 recommendations to the Republic of Korea, Japan and the United States: of the 24 with a coded "
        "category none ask for little and 24 for action. 7 of the 29 were accepted.",
        "Of its 93 coded requests to other States 58 ask for little. The share to rivals minus that to others is "
        "between -71.5 and -45.2 percentage points over rows (p <0.001; over addressed States p <0.001).",
        "The smaller group has rows of 3 addressed States; an interval over them needs 6 in each group.",
    )


def test_what_it_asked_of_others_is_the_baseline_of_what_it_asked_of_rivals(listed):
    rows, states = (listed.about.counts[f"rivals.low_cost_less_others{level}"] for level in ("", ".clustered"))
    assert rows["value"] == states["value"] == pytest.approx(0 / 24 - 58 / 93)
    assert rows["high"] < 0 and "low" not in states and (rows["n"], states["n"]) == (117, 41)


def test_without_coded_requests_to_others_nothing_is_compared(upr):
    made = alliances.made_by(upr, "PRK")
    found = alliances.to_rivals(made[made["sur"].isin(RIVALS)], RIVALS)
    assert len(found.about.sentences) == 1 and "rivals.low_cost_less_others" not in found.about.counts


def test_what_is_not_known_of_a_row_is_said_in_the_table(listed):
    table = listed.shown().reset_index()
    assert (table["action"] == "not coded").sum() == 5  # session 22 (2015), which nobody coded
    assert (table["paragraph"] == "not known").sum() == 2


def test_the_recommendations_on_the_national_security_law_are_the_dprks_own_and_both_were_noted(upr, listed):
    law = alliances.security_law(listed).set_index("paragraph")
    assert law["position"].to_dict() == {"124.55": "noted", "124.57": "noted"} and law["action"].tolist() == [5, 5]
    assert set(law["recommender"]) == {"PRK"} and set(law["sur"]) == {"KOR"}
    sentence = law.about.sentences[0]
    assert "124.55 (to release those held under it) and 124.57 (to abolish it) of A/HRC/22/10" in sentence
    assert sentence.endswith("the DPRK itself made them, and both were noted.")
    counts = {key: held["value"] for key, held in law.about.counts.items()}
    assert counts == {"security_law.rows": 2, "security_law.accepted": 0}


@pytest.mark.sources
def test_their_texts_name_the_law(read_sources, corpus):
    texts = read_sources.export.set_index("export_row")["text"]
    own = corpus[(corpus["recommender"] == "PRK") & (corpus["symbol"] == "A/HRC/22/10")]
    named = own["export_row"].map(texts).str.contains("National Security Law")
    assert own.loc[named, "paragraph"].tolist() == ["124.55", "124.57"]


@pytest.mark.parametrize("sur", ["MMR", "CUB", "NOR"])
def test_of_another_state_nothing_is_said_about_the_law(upr, sur):
    """Norway too recommended on it, in paragraph 124.57."""
    law = alliances.security_law(alliances.to_rivals(alliances.made_by(upr, sur), ["KOR"]))
    assert law.about.sentences == () and law.about.lacks == ""


def test_a_state_that_asked_nothing_of_its_rivals_is_a_sentence_and_the_law_is_not_spoken_of(upr):
    found = alliances.to_rivals(alliances.made_by(upr, "PRK"), ["GMB", "TUV"])
    assert found.about.lacks == "The DPRK made no recommendation to the Gambia and Tuvalu in the chosen cycles."
    assert not list(alliances.security_law(found).entries())
