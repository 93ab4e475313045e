"""The table of findings in the README, made from the committed ledger."""

from __future__ import annotations

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
        "Odds ratio, friends against others, with what is asked and the Western group held constant",
        "03_alliances:friend_odds.ideal_points.action category, ease and Western group",
    ),
    (
        "Share of low-cost requests in its own recommendations, to friends minus to others",
        "04_as_recommending_state:plaudits.friends_less_others.ideal_points",
    ),
    (
        "Specifications in which its acceptance rose more than other States' on average",
        "06_specifications:turn-unusual.agree",
    ),
    ("Specifications in which friends' requests are accepted more often", "06_specifications:friends-accepted.agree"),
)
"""What the table says, each with the key of its number."""


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
    lines = ["| finding (DPRK) | number | interval | n | notebook |", "|---|---|---|---|---|"]
    for words, key in FINDINGS:
        if key not in known.index:
            raise DataError("a finding of the README is not in the ledger", value=key, remedy="run `upr reproduce`")
        row = known.loc[key]
        share = row["unit"] == "share"
        value = percent(row["value"]) if share else entries.short(row["value"]).removesuffix(".0")
        interval = written("{low:share} to {high:share}" if share else "{low:ratio} to {high:ratio}", row)
        n = "" if entries.missing(row["n"]) else f"{int(row['n'])}"
        lines.append(f"| {words} | {value} | {interval} | {n} | `{row['notebook'][:2]}` |")
    return "\n".join(lines)
