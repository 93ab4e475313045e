"""Ties between States as the sources have them, and as they must not be."""

import shutil

import pytest

from uprlib.curation import ties
from uprlib.errors import SourceError
from uprlib.facts import raw


@pytest.fixture(scope="module")
def given(sources):
    return ties.load(sources / "covariates")


@pytest.fixture(scope="module")
def dyads():
    return raw.read("dyads")


def of(dyads, iso3, year):
    return dyads[(dyads["iso3"] == iso3) & (dyads["year"] == year)].set_index("iso3_other")


@pytest.mark.parametrize("year", [2008, 2013])
def test_before_both_reviews_china_and_cuba_are_bound_to_defend_the_dprk(dyads, year):
    own = of(dyads, "PRK", year)
    assert len(own) == 192
    assert set(own.index[own["pact"] == "defence"]) == {"CHN", "CUB"}
    # The treaty of 2000 with Russia and the agreement of 1991 with the other Korea oblige to no defence.
    assert own.loc[["RUS", "KOR"], "pact"].tolist() == ["non_aggression"] * 2


def test_sanctions_of_the_european_union_are_those_of_its_members_of_the_year(dyads):
    before_first, before_second = (of(dyads, "PRK", year)["sanctioned_by_other"] for year in (2008, 2013))
    # Croatia joined in July 2013. Canada's sanctions are of 2011, the other Korea's of 2010.
    for state in ("HRV", "CAN", "KOR"):
        assert (before_first[state], before_second[state]) == (False, True)
    assert before_first[["USA", "JPN", "AUS", "DEU", "SWE"]].all() and not before_second[["CHN", "CHE", "NOR"]].any()
    assert not of(dyads, "PRK", 2013)["sanctions_other"].any()


def test_a_sanction_is_seen_from_both_sides(dyads):
    both = dyads.merge(dyads, left_on=["iso3", "iso3_other", "year"], right_on=["iso3_other", "iso3", "year"])
    assert len(both) > 20_000
    assert (both["sanctioned_by_other_x"] == both["sanctions_other_y"]).all()
    assert (both["pact_x"] == both["pact_y"]).all()
    assert (both["shared_organisations_x"] == both["shared_organisations_y"]).dropna().all()


def test_every_review_has_its_year_with_every_other_member_state(dyads, upr):
    days = upr.days
    for sur, day in zip(days["sur"], days["day"], strict=True):
        year = int(day[:4]) - 1
        assert len(of(dyads, sur, year)) == 192, (sur, day)
    assert set(dyads.loc[dyads["shared_organisations"].isna() & (dyads["year"] < 2011), "iso3_other"]) == {"SSD"}
    assert dyads.loc[dyads["year"] == 2015, "shared_organisations"].isna().all()


def test_members_are_those_of_the_year():
    members = raw.read("memberships").set_index(["organisation", "year", "iso3"])["status"].sort_index()
    assert ("eu", 2012, "HRV") not in members.index and members["eu", 2013, "HRV"] == "member"
    assert members["nam", 2013, "PRK"] == "member" and members["nam", 2013, "CHN"] == "observer"
    assert members["eu", 2007].eq("member").sum() == 27


def test_what_names_no_member_state_is_counted(given):
    aside = ties.set_aside(given).set_index(["source", "name"])["n"]
    assert aside["sanctions_sender", "UN"] > 40 and ("sanctions_sender", "EU") not in aside.index
    assert set(aside["shared"].index) == {"Kosovo", "Taiwan"}


def test_a_file_that_lacks_a_column_is_named(sources, tmp_path):
    folder = shutil.copytree(sources / "covariates", tmp_path / "covariates")
    path = folder / "atop_5_1_dyads_2005_2018.csv"
    path.write_text(path.read_text().replace("atop_nonagg", "nonaggression", 1))
    with pytest.raises(SourceError, match=r"atop_5_1_dyads_2005_2018\.csv, row 1, column atop_nonagg"):
        ties.load(folder)
