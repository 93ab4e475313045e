import pytest

from uprlib.alliances.bonds import bound, members, ties
from uprlib.errors import DataError


def friends(upr, definition, sur="PRK", year=2013):
    found = bound(definition, sur, year, upr)
    return set(found.loc[found["friend"], "iso3"])


def test_the_dprks_allies_are_china_and_cuba(upr):
    assert friends(upr, "alliance") == {"CHN", "CUB"}


def test_a_pact_of_amity_binds_rivals_too(upr):
    pact = friends(upr, "pact")
    assert {"CHN", "CUB", "JPN", "KOR", "USA"} <= pact


def test_members_of_the_non_aligned_movement_are_friends_of_a_member(upr):
    found = friends(upr, "non_alignment")
    assert {"CUB", "IRN", "SGP"} <= found and not {"CHN", "USA", "PRK"} & found


def test_who_sanctions_the_state_is_no_friend(upr):
    found = friends(upr, "absence_of_sanctions")
    assert {"CHN", "RUS", "CHE"} & found and not {"USA", "JPN", "KOR", "FRA"} & found


@pytest.mark.parametrize(
    ("definition", "sur", "year", "words"),
    [
        ("non_alignment", "FRA", 2012, "no member of the Non-Aligned Movement; found 'FRA, 2012'"),
        ("absence_of_sanctions", "UGA", 2015, "no State had a sanction in force against this one"),
        ("alliance", "VAT", 2013, "the sources know no ties of this State"),
    ],
)
def test_a_definition_that_makes_no_friends_says_why(upr, definition, sur, year, words):
    with pytest.raises(DataError, match=words):
        bound(definition, sur, year, upr)


def test_where_the_source_ends_its_last_year_stands(upr):
    assert ties(upr, "UGA", 2015, known="shared_organisations")[1] == 2014 and ties(upr, "UGA", 2015)[1] == 2015
    assert members(upr, "nam", 2015)[1] == 2014


def test_before_the_sources_begin_nothing_is_known(upr):
    with pytest.raises(DataError, match="the members are not known by then"):
        members(upr, "eu", 2000)
