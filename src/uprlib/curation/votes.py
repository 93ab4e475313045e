"""Votes in the General Assembly and the Human Rights Council: the tables of who voted how on what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from uprlib import paths
from uprlib.curation import csv_sources
from uprlib.errors import SourceError, refuse_first
from uprlib.facts import states
from uprlib.facts.vocabulary import BALLOTS

FIRST_SESSION = 60
"""Of the General Assembly: it opened in September 2005, before the Human Rights Council was founded."""
_BEFORE_FIRST = 1945
"""The year before that of the first session: session 60 is that of 2005."""
_COW_SERBIA = "YUG"
_WORDS = {"yes": "yes", "no": "no", "abstain": "abstain", "absent/not voting": "absent"}
_DIGITS = 6
_LATIN = "latin-1"
"""The encoding of files whose names of States and titles are not ASCII; only their codes and numbers are taken."""


@dataclass(frozen=True)
class VoteSources:
    """What is read: ideal points (three files), roll calls and their votes, votes in the Council and Commission."""

    ideal_points: pd.DataFrame
    human_rights: pd.DataFrame
    later_points: pd.DataFrame
    roll_calls: pd.DataFrame
    votes: pd.DataFrame
    council: pd.DataFrame


def load(folder: Path) -> VoteSources:
    """Read the files of votes.

    Raises
    ------
    SourceError
        A file or a column is missing.
    """
    return VoteSources(
        ideal_points=csv_sources.read(
            folder / "IdealpointestimatesAll_Apr2020.csv", ["session", "NVotes", "IdealPoint", "iso3c"], encoding=_LATIN
        ),
        human_rights=csv_sources.read(
            folder / "IdealpointestimatesHumanRights_Apr2020.csv",
            ["session", "NVotesHumanRights", "IdealPointHumanRights", "iso3c"],
            encoding=_LATIN,
        ),
        later_points=csv_sources.read(
            folder / "IdealpointsJuly2025.csv",
            ["year", "nvotesall", "idealpointall", "nvotesfp", "idealpointfp", "iso3c"],
        ),
        roll_calls=csv_sources.read(
            folder / "unga_roll_calls_2005_2019.csv", ["rcid", "session", "date", "unres"], encoding=_LATIN
        ),
        votes=csv_sources.read(folder / "unga_votes_2005_2019.csv.gz", ["rcid", "country", "vote"]),
        council=csv_sources.read(folder / "hrc_dprk_votes.csv", ["symbol", "date", "body", "country", "vote"]),
    )


def ideal_points(given: VoteSources) -> pd.DataFrame:
    """The table `ideal_points`: one State in one session of the Assembly, in two vintages."""
    later = given.later_points.assign(session=given.later_points["year"].astype(float).astype(int) - _BEFORE_FIRST)
    parts = [
        _points(given.ideal_points, "IdealPoint", "NVotes", "all"),
        _points(given.human_rights, "IdealPointHumanRights", "NVotesHumanRights", "human_rights"),
        _points(later, "idealpointall", "nvotesall", "all_2025"),
        _points(later, "idealpointfp", "nvotesfp", "passage_2025"),
    ]
    indexed = [part.set_index(["iso3", "session"]) for part in parts]
    return pd.concat(indexed, axis=1).sort_index().reset_index()


def roll_calls(given: VoteSources) -> pd.DataFrame:
    """The table `roll_calls`: one recorded vote of the Assembly, in the order of the letters of `roll_call_votes`."""
    calls = given.roll_calls
    return pd.DataFrame(
        {
            "rcid": calls["rcid"].astype(float).astype(int),
            "session": calls["session"].astype(float).astype(int),
            "date": calls["date"],
            "resolution": calls["unres"].map(_symbol),
        }
    ).sort_values("rcid", ignore_index=True)


def roll_call_votes(given: VoteSources, calls: pd.DataFrame) -> pd.DataFrame:
    """The table `roll_call_votes`: one State, with a letter for each roll call; "-" where it has no vote."""
    votes = _votes(given.votes, "unga_votes_2005_2019.csv.gz")
    votes["rcid"] = votes["rcid"].astype(float).astype(int)
    unknown = ~votes["rcid"].isin(calls["rcid"])
    if unknown.any():
        raise SourceError(
            "a vote is on a roll call that is not listed",
            file="unga_votes_2005_2019.csv.gz",
            row=int(votes.index[unknown][0]) + 2,
            column="rcid",
            value=int(votes.loc[unknown, "rcid"].iloc[0]),
        )
    letter = {word: letter for letter, word in BALLOTS.items()}
    table = votes.assign(letter=votes["vote"].map(letter)).pivot(index="iso3", columns="rcid", values="letter")
    table = table.reindex(columns=calls["rcid"]).fillna("-")
    return pd.DataFrame({"iso3": table.index, "votes": ["".join(row) for row in table.to_numpy()]})


def country_votes(
    given: VoteSources, calls: pd.DataFrame, letters: pd.DataFrame, resolutions: pd.DataFrame
) -> pd.DataFrame:
    """The table `country_votes`: one State's vote on one resolution about a State.

    Of several roll calls (on paragraphs, on motions) the first is taken, which is on the whole resolution.

    Raises
    ------
    SourceError
        A resolution of the table `country_resolutions` has no roll call.
    """
    parts = [_in_the_council(given.council)]
    for resolution in resolutions.itertuples():
        found = calls.index[calls["resolution"] == resolution.resolution]
        if not len(found):
            raise SourceError(
                "there is no roll call on this resolution",
                file=paths.raw() / "country_resolutions.csv",
                column="resolution",
                value=resolution.resolution,
                remedy="remove the row, or correct the number",
            )
        votes = letters["votes"].str[found[0]]
        cast = votes != "-"
        parts.append(
            pd.DataFrame(
                {
                    "resolution": resolution.resolution,
                    "body": "GA",
                    "date": calls.loc[found[0], "date"],
                    "target": resolution.target,
                    "iso3": letters.loc[cast, "iso3"],
                    "vote": votes[cast].map(BALLOTS),
                }
            )
        )
    return pd.concat(parts).sort_values(["date", "resolution", "iso3"], ignore_index=True)


def _in_the_council(council: pd.DataFrame) -> pd.DataFrame:
    votes = _votes(council, "hrc_dprk_votes.csv")
    return pd.DataFrame(
        {
            "resolution": votes["symbol"],
            "body": votes["body"],
            "date": votes["date"],
            "target": "PRK",
            "iso3": votes["iso3"],
            "vote": votes["vote"],
        }
    )


def _points(source: pd.DataFrame, point: str, votes: str, name: str) -> pd.DataFrame:
    # The file of 2025 has years in which a State has one kind of estimate and not the other.
    kept = source[(source["session"].astype(int) >= FIRST_SESSION) & (source[point] != "")]
    return pd.DataFrame(
        {
            # The file keeps the Correlates of War's code for Serbia, which has been a State of its own since June 2006.
            "iso3": kept["iso3c"].replace(_COW_SERBIA, "SRB"),
            "session": kept["session"].astype(int),
            f"ideal_point_{name}": kept[point].astype(float).round(_DIGITS),
            f"n_votes_{name}": kept[votes].astype(float).astype(int),
        }
    )


def _votes(table: pd.DataFrame, file: str) -> pd.DataFrame:
    refuse_first(
        ~table["vote"].isin(list(_WORDS)),
        table["vote"],
        "this is not a vote",
        file=file,
        expected="one of " + ", ".join(_WORDS),
    )
    codes = {
        name: states.code(name, file=file, row=int(table.index[table["country"] == name][0]) + 2, column="country")
        for name in table["country"].unique()
    }
    return table.assign(iso3=table["country"].map(codes), vote=table["vote"].map(_WORDS))


def _symbol(number: str) -> str:
    return "A/RES/" + re.sub(r"^(?:A/RES/|R/)", "", number)
