"""What binds and parts States: alliances, shared organisations and sanctions, as they were before the reviews.

Of the relations between two States only the years before a review of one of them are kept, since friends are defined
before the answers are given.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from uprlib.curation import csv_sources
from uprlib.facts import calendar, contract, states
from uprlib.facts.vocabulary import ORGANISATIONS, TIE_YEARS

FIRST_YEAR, LAST_YEAR = TIE_YEARS
LAST_YEAR_OF_ORGANISATIONS = 2014
"""Of the Correlates of War's organisations, version 3; reviews of 2016 look at this year too."""
_STATUS = {1: "member", 2: "associate", 3: "observer"}
_UNION = "EU"
"""The only organisation whose sanctions count as its members': those of the UN part no State from another."""


@dataclass(frozen=True)
class TieSources:
    """What is read, with COW's codes of States as numbers.

    `alliances` holds every pair twice, once in each order; `shared` (organisations) holds it once. `names` are COW's.
    """

    alliances: pd.DataFrame
    shared: pd.DataFrame
    organisations: pd.DataFrame
    sanctions: pd.DataFrame
    names: pd.Series


def load(folder: Path) -> TieSources:
    """Read the files of ties between States.

    Raises
    ------
    SourceError
        A file or a column is missing.
    """
    pair = ["ccode1", "ccode2", "year"]
    names = csv_sources.read(folder / "cow_states.csv", ["ccode", "statenme"]).drop_duplicates("ccode", keep="last")
    blocs = csv_sources.read(folder / "cow_igo_v3_state_year_blocs_2005_2014.csv", ["ccode", "year", *ORGANISATIONS])
    alliances = csv_sources.read(
        folder / "atop_5_1_dyads_2005_2018.csv", [*pair, "atop_defense", "atop_offense", "atop_neutral", "atop_nonagg"]
    )
    shared = csv_sources.read(folder / "cow_igo_shared_dyads_2005_2014.csv.gz", [*pair, "dyadigos"])
    return TieSources(
        alliances=_from_first_year(alliances),
        shared=_from_first_year(shared),
        organisations=_from_first_year(blocs),
        sanctions=_acts(
            csv_sources.read(folder / "GSDB_V4.csv", ["sanctioned_state", "sanctioning_state", "begin", "end"])
        ),
        names=names.set_index(names["ccode"].astype(float).astype(int))["statenme"],
    )


def _from_first_year(table: pd.DataFrame) -> pd.DataFrame:
    table = table.astype(float).astype(int)
    return table[table["year"] >= FIRST_YEAR]


def memberships(given: TieSources) -> pd.DataFrame:
    """The table `memberships`: one State in one organisation in one year."""
    table = given.organisations.melt(["ccode", "year"], var_name="organisation", value_name="status")
    table = table[table["status"] > 0]
    table = table.assign(iso3=table["ccode"].map(_codes(given)), status=table["status"].map(_STATUS))
    table = table.dropna(subset="iso3").sort_values(["iso3", "organisation", "year"], ignore_index=True)
    return table[contract.columns("memberships")]


def dyads(given: TieSources, members: pd.DataFrame, reviews: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """The table `dyads`: a State and another one in the year before the State's review.

    Parameters
    ----------
    members : pandas.DataFrame
        From :func:`memberships`; the sanctions of the European Union are those of its members.
    reviews, sessions : pandas.DataFrame
        The tables of these names.
    """
    days = calendar.days_of_reviews(reviews, sessions)
    before = pd.DataFrame({"iso3": days["sur"], "year": days["day"].str[:4].astype(int) - 1})
    before = pd.concat([before, before.assign(year=before["year"].clip(upper=LAST_YEAR_OF_ORGANISATIONS))])
    codes = _codes(given)
    others = pd.DataFrame({"iso3_other": sorted(codes.dropna())})
    table = before.drop_duplicates().merge(others, how="cross")
    table = table[table["iso3"] != table["iso3_other"]].sort_values(["iso3", "iso3_other", "year"], ignore_index=True)
    place = pd.MultiIndex.from_frame(table[["iso3", "iso3_other", "year"]])

    def found(pairs: pd.DataFrame, column: str) -> pd.Series:
        known = pairs.assign(iso3=pairs["ccode1"].map(codes), iso3_other=pairs["ccode2"].map(codes)).dropna()
        return known.set_index(["iso3", "iso3_other", "year"])[column].reindex(place)

    either_order = pd.concat([given.shared, given.shared.rename(columns={"ccode1": "ccode2", "ccode2": "ccode1"})])
    pacts = given.alliances.assign(pact="none")
    pacts.loc[(pacts[["atop_nonagg", "atop_neutral"]] == 1).any(axis=1), "pact"] = "non_aggression"
    pacts.loc[(pacts[["atop_defense", "atop_offense"]] == 1).any(axis=1), "pact"] = "defence"
    acts = _in_force(given.sanctions, members)
    return table.assign(
        pact=found(pacts, "pact").fillna("none").to_numpy(),
        shared_organisations=found(either_order, "dyadigos").astype("Int64").to_numpy(),
        sanctioned_by_other=place.isin(pd.MultiIndex.from_frame(acts[["target", "sender", "year"]])),
        sanctions_other=place.isin(pd.MultiIndex.from_frame(acts[["sender", "target", "year"]])),
    )[contract.columns("dyads")]


def set_aside(given: TieSources) -> pd.DataFrame:
    """The table `ties_set_aside`: names that are no State of the table of names, with the rows that have them."""
    without_code = given.names[_codes(given).isna()]
    counts = {}
    for source in ("alliances", "shared", "organisations"):
        table = getattr(given, source)
        named = pd.concat([table[side].map(without_code) for side in table if side.startswith("ccode")])
        counts[source] = named.value_counts()
    for role in ("sender", "target"):
        names = given.sanctions[role]
        part = names.map(states.find).isna() & ~((names == _UNION) & (role == "sender"))
        counts[f"sanctions_{role}"] = names[part].value_counts()
    table = pd.concat(counts, names=["source", "name"]).rename("n").reset_index()
    return table.sort_values(["source", "name"], ignore_index=True)


def _codes(given: TieSources) -> pd.Series:
    return given.names.map(states.find)


def _in_force(acts: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """One sanction of one State on another in one year: sender, target, year."""
    years = [list(range(first, last + 1)) for first, last in zip(acts["begin"], acts["end"], strict=True)]
    yearly = acts.assign(year=years).explode("year").astype({"year": int})
    union = members[(members["organisation"] == "eu") & (members["status"] == "member")]
    last = union[union["year"] == LAST_YEAR_OF_ORGANISATIONS]
    union = pd.concat(
        [union, *(last.assign(year=year) for year in range(LAST_YEAR_OF_ORGANISATIONS + 1, LAST_YEAR + 1))]
    )
    shared = yearly[yearly["sender"] == _UNION].merge(union[["iso3", "year"]], on="year")
    every = pd.concat([yearly.assign(iso3=yearly["sender"].map(states.find)), shared])
    every = every.assign(sender=every["iso3"], target=every["target"].map(states.find))
    return every[["sender", "target", "year"]].dropna().drop_duplicates()


def _acts(cases: pd.DataFrame) -> pd.DataFrame:
    """One party that sanctions another one: sender, target (names), begin, end (years within those that are kept)."""
    acts = pd.DataFrame(
        {
            "sender": cases["sanctioning_state"].map(_parties),
            "target": cases["sanctioned_state"].map(_parties),
            "begin": cases["begin"].astype(int).clip(lower=FIRST_YEAR),
            "end": cases["end"].astype(int).clip(upper=LAST_YEAR),
        }
    )
    acts = acts[acts["begin"] <= acts["end"]]
    return acts.explode("sender").explode("target").reset_index(drop=True)


def _parties(listed: str) -> list[str]:
    """The parties of a list whose names may have commas themselves.

    Examples
    --------
    >>> _parties("Korea, North, EU, Japan")
    ['Korea, North', 'EU', 'Japan']
    """
    found: list[str] = []
    for part in (part.strip() for part in listed.split(",")):
        if found and states.find(f"{found[-1]}, {part}"):
            found[-1] += f", {part}"
        else:
            found.append(part)
    return found
