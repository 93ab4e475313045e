"""The table of findings in the README and in the paper, made from the committed ledger.

A finding's interval over States stands in the ledger under its key with :data:`CLUSTERED`, and its rank among all
States under a key of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from uprlib.errors import DataError
from uprlib.ledger import entries
from uprlib.tidy import written


class Finding(NamedTuple):
    """A line of the table.

    Attributes
    ----------
    words, key : str
        What the number is, and its key.
    rank : str
        The key of its rank among all States: 1 is the largest, or the lowest share accepted; "" where there is none.
    over_states : str
        The key of its interval over States where another notebook than the number's own holds it.
    is_difference : bool
        Whether it is a difference of shares, in percentage points.
    """

    words: str
    key: str
    rank: str = ""
    over_states: str = ""
    is_difference: bool = False


FINDINGS = (
    Finding(
        "Share accepted of the recommendations of 2009, as recorded",
        "01_acceptance:rate.cycle1.recorded",
        "07_all_states:rank.accepted.cycle1",
        "07_all_states:accepted.cycle1.clustered",
    ),
    Finding(
        "The same, counting what it accepted in full in May 2014",
        "01_acceptance:rate.cycle1.belated",
        "01_acceptance:rank.cycle1.belated",
    ),
    Finding(
        "The same, counting what it accepted in full or in part",
        "01_acceptance:rate.cycle1.belated_partial",
        "01_acceptance:rank.cycle1.belated_partial",
    ),
    Finding(
        "Share accepted of the recommendations of 2014",
        "01_acceptance:rate.cycle2.recorded",
        "07_all_states:rank.accepted.cycle2",
        "07_all_states:accepted.cycle2.clustered",
    ),
    Finding(
        "Change between the two reviews, as recorded",
        "07_all_states:change",
        "07_all_states:rank.change",
        is_difference=True,
    ),
    Finding(
        "The same, less the change expected of a State with this first share",
        "07_all_states:change_given_first",
        "07_all_states:rank.change_given_first",
        is_difference=True,
    ),
    Finding(
        "Accepted of low-cost requests minus of specific ones, 2014",
        "01_acceptance:low_cost_less_specific.cycle2",
        "07_all_states:rank.low_cost_less_specific.cycle2",
        is_difference=True,
    ),
    Finding(
        "Refused in the room of low-cost requests minus of specific ones, 2009",
        "02_coi_timing:refused_in_room.low_cost_less_specific.cycle1",
        is_difference=True,
    ),
    Finding(
        "Accepted of friends' requests minus of others' (by ideal points), 2014",
        "03_alliances:friends_less_others.ideal_points",
        "07_all_states:rank.friends_less_others.ideal_points.cycle2",
        is_difference=True,
    ),
    Finding(
        "Odds ratio, friends against others, with what is asked held constant",
        "03_alliances:friend_odds.ideal_points.action category and ease",
    ),
    Finding(
        "The same, with regional groups held constant too",
        "03_alliances:friend_odds.ideal_points.action category, ease and regional group",
    ),
    Finding(
        "Low-cost share of its own recommendations to friends minus to others",
        "04_as_recommending_state:plaudits.friends_less_others.ideal_points",
        "07_all_states:rank.plaudits_gap.ideal_points",
        is_difference=True,
    ),
)
"""What the table says."""

CLUSTERED = ".clustered"
"""What follows the key of a number in that of its interval over States."""


HEAD = ("finding (DPRK)", "number", "interval, rows", "interval, States", "n", "rank among States", "notebook")


def table(numbers: pd.DataFrame) -> str:
    """The findings as a table in Markdown.

    Parameters
    ----------
    numbers : pandas.DataFrame
        From :func:`uprlib.ledger.entries.read`.

    Raises
    ------
    DataError
        A number is not in the ledger.
    """
    lines = [HEAD, *([*row[:-1], f"`{row[-1]}`"] for row in rows(numbers))]
    head, *body = (f"| {' | '.join(line)} |" for line in lines)
    return "\n".join([head, "|---" * len(HEAD) + "|", *body])


def rows(numbers: pd.DataFrame) -> list[tuple[str, ...]]:
    """The lines of the table of findings, each with the cells of :data:`HEAD`; else as :func:`table`."""
    known = by_key(numbers)
    found: list[tuple[str, ...]] = []
    for finding in FINDINGS:
        row, clustered = held(known, finding.key), finding.over_states or finding.key + CLUSTERED
        unit = "points" if finding.is_difference else "share" if row["unit"] == "share" else "ratio"
        n = "" if entries.missing(row["n"]) else f"{int(row['n'])}"
        cells = (
            finding.words,
            written(f"{{value:{unit}}}", row) + (" points" if finding.is_difference else ""),
            interval(row, unit),
            interval(known.loc[clustered], unit) if clustered in known.index else "",
            n,
            place(held(known, finding.rank)) if finding.rank else "",
            row["notebook"][:2],
        )
        found.append(cells)
    return found


def by_key(numbers: pd.DataFrame) -> pd.DataFrame:
    """Numbers of the ledger by notebook and key: ``"01_acceptance:rate.cycle2"``."""
    return numbers.set_index(numbers["notebook"] + ":" + numbers["key"])


def held(known: pd.DataFrame, key: str) -> pd.Series:
    """A number of :func:`by_key`.

    Raises
    ------
    DataError
        It is not in the ledger.
    """
    if key not in known.index:
        raise DataError("a number that a page states is not in the ledger", value=key, remedy="run `upr reproduce`")
    return known.loc[key]


def interval(row: Mapping[str, Any], unit: str) -> str:
    """An interval of the ledger; "" where a number has none."""
    return written(f"{{low:{unit}}} to {{high:{unit}}}", {end: row.get(end) for end in ("low", "high")})


def place(rank: Mapping[str, Any]) -> str:
    """A rank among States: "6 of 193"; "" where a State has none."""
    return "" if entries.missing(rank["value"]) else f"{rank['value']:.0f} of {rank['n']:.0f}"
