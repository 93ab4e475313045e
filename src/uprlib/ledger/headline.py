"""The table of findings in the README, made from the committed ledger.

A finding's interval over States stands in the ledger under its key with :data:`CLUSTERED`, and its rank among all
States under a key of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from uprlib.errors import DataError
from uprlib.ledger import entries
from uprlib.tidy import percent, written

FINDINGS = (
    ("Share accepted of the recommendations of 2009, as recorded", "01_acceptance:rate.cycle1.recorded"),
    ("The same, counting what it accepted in full in May 2014", "01_acceptance:rate.cycle1.belated"),
    ("The same, counting what it accepted in full or in part", "01_acceptance:rate.cycle1.belated_partial"),
    ("Share accepted of the recommendations of 2014", "01_acceptance:rate.cycle2.recorded"),
    (
        "Share accepted of low-cost requests minus that of specific requests, 2014",
        "01_acceptance:low_cost_less_specific.cycle2",
    ),
    (
        "Rank of the change between the two reviews, as recorded (1 is the largest rise)",
        "02_coi_timing:change_rank.recorded.from1.to26",
    ),
    ("The same, counting what it accepted in full in May 2014", "02_coi_timing:change_rank.belated.from1.to26"),
    (
        "Share accepted of friends' requests minus that of others' (by ideal points)",
        "03_alliances:friends_less_others.ideal_points",
    ),
    (
        "Odds ratio, friends against others, with what is asked and every regional group held constant",
        "03_alliances:friend_odds.ideal_points.action category, ease and regional group",
    ),
    (
        "Share of low-cost requests in its own recommendations, to friends minus to others",
        "04_as_recommending_state:plaudits.friends_less_others.ideal_points",
    ),
)
"""What the table says, each with the key of its number."""

CLUSTERED = ".clustered"
"""What follows the key of a number in that of its interval over States."""

_ALL = "07_all_states"
OVER_STATES = {
    "01_acceptance:rate.cycle1.recorded": f"{_ALL}:accepted.cycle1.clustered",
    "01_acceptance:rate.cycle2.recorded": f"{_ALL}:accepted.cycle2.clustered",
}
"""The keys of intervals over States that another notebook than the number's own holds."""

RANKS = {
    "01_acceptance:rate.cycle1.recorded": f"{_ALL}:rank.accepted.cycle1",
    "01_acceptance:rate.cycle1.belated": "01_acceptance:rank.cycle1.belated",
    "01_acceptance:rate.cycle1.belated_partial": "01_acceptance:rank.cycle1.belated_partial",
    "01_acceptance:rate.cycle2.recorded": f"{_ALL}:rank.accepted.cycle2",
    "01_acceptance:low_cost_less_specific.cycle2": f"{_ALL}:rank.low_cost_less_specific.cycle2",
    "03_alliances:friends_less_others.ideal_points": f"{_ALL}:rank.friends_less_others.ideal_points.cycle2",
    "04_as_recommending_state:plaudits.friends_less_others.ideal_points": f"{_ALL}:rank.plaudits_gap.ideal_points",
}
"""For the number of a finding, the key of its rank among all States: 1 is the largest, or the lowest share accepted."""


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
    known = numbers.set_index(numbers["notebook"] + ":" + numbers["key"])
    lines = [
        "| finding (DPRK) | number | interval, rows | interval, States | n | rank among States | notebook |",
        "|---|---|---|---|---|---|---|",
    ]
    for words, key in FINDINGS:
        row = _held(known, key)
        share = row["unit"] == "share"
        value = percent(row["value"]) if share else entries.short(row["value"]).removesuffix(".0")
        clustered = OVER_STATES.get(key, key + CLUSTERED)
        over_states = known.loc[clustered] if clustered in known.index else {}
        n = "" if entries.missing(row["n"]) else f"{int(row['n'])}"
        place = _held(known, RANKS[key]) if key in RANKS else None
        rank = "" if place is None or entries.missing(place["value"]) else f"{place['value']:.0f} of {place['n']:.0f}"
        cells = [
            words,
            value,
            _interval(row, share),
            _interval(over_states, share),
            n,
            rank,
            f"`{row['notebook'][:2]}`",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _held(known: pd.DataFrame, key: str) -> pd.Series:
    if key not in known.index:
        raise DataError("a finding of the README is not in the ledger", value=key, remedy="run `upr reproduce`")
    return known.loc[key]


def _interval(row: Mapping[str, Any], share: bool) -> str:
    """An interval of the ledger; "" where a number has none."""
    held = {end: row.get(end) for end in ("low", "high")}
    return written("{low:share} to {high:share}" if share else "{low:ratio} to {high:ratio}", held)
