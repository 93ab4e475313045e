import pytest

from uprlib import acceptance, alliances, profiles
from uprlib.errors import UprError


@pytest.mark.parametrize(("sur", "cycle"), [("PRK", 2), ("MMR", 1), ("SSD", 2)])
def test_friends_and_what_was_accepted_of_them_are_what_notebook_03_counts(upr, sur, cycle):
    own = acceptance.answers(upr, sur, cycles=[cycle])
    near = alliances.friends(upr, sur, cycle)
    friends = near.loc[near["friend"] & (near["definition"] == "ideal_points"), "iso3"]
    of_friends = own[own["recommender"].isin(friends) & own["accepted"].notna()]
    found = profiles.friends_who_asked(upr)
    found = found[(found["sur"] == sur) & (found["cycle"] == cycle)]
    assert set(found["recommender"]) == set(of_friends["recommender"])
    assert (found["n"].sum(), found["accepted"].sum()) == (len(of_friends), of_friends["accepted"].sum())
    assert found["n"].is_monotonic_decreasing


def test_an_unknown_definition_is_refused(upr):
    with pytest.raises(UprError, match="unknown definition of friends"):
        profiles.friends_who_asked(upr, "neighbours")
