import uprlib
from uprlib import acceptance, profiles


def test_a_state_is_ranked_over_any_subset_of_rows():
    upr = uprlib.corpus()
    everyone = acceptance.everyone(upr)
    on_issue = upr.recommendation_issues.loc[upr.recommendation_issues["issue"] == "Women's rights", "rec_id"]
    states = profiles.beside_all_states(everyone[everyone["rec_id"].isin(on_issue)], "PRK", "on Women's rights")
    own = states[states["own"]].iloc[0]
    assert (own["rank"], own["states"], own["cycle"], own["accepted"], own["n"]) == (15, 112, 2, 21, 29)
    assert states["rate"].is_monotonic_increasing and (states["rate"] < own["rate"]).sum() == 14
    assert dict(states.entries())["rank"]["value"] == 15
    assert states.about.sentences[0].startswith("In cycle 2 the DPRK accepted 72.4% of the recommendations on Women's")


def test_a_state_without_such_recommendations_gives_a_sentence():
    everyone = acceptance.everyone(uprlib.corpus())
    found = profiles.beside_all_states(everyone[everyone["recommender"] == "PRK"], "PRK", "by the DPRK")
    assert found.about.lacks == "There are no recommendations by the DPRK to the DPRK in this corpus."
