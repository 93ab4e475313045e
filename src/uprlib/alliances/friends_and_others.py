"""How friends' requests are answered beside those of others, as asked."""

import pandas as pd

from uprlib.acceptance import bounds
from uprlib.acceptance.answers import Answers
from uprlib.acceptance.exact import compare
from uprlib.alliances.friends import by_definition, in_words, under, with_friends
from uprlib.errors import DataError
from uprlib.tidy import INTERVAL, Result, estimate, or_sentence, points, tidy

BESIDE = {
    "difference": "{difference:share}",
    "interval": INTERVAL,
    "odds ratio": "{odds_ratio:ratio}",
    "p (Fisher)": "{p_fisher:p}",
}
"""How the difference between friends and others is printed."""


@or_sentence
def friends_and_others(own: Answers, friends: Result) -> Result:
    """The acceptance of friends' requests beside that of others, as asked, under every definition.

    Answers that are not known one by one are left out; see :func:`friends_less_others_bounds`.

    Returns
    -------
    Result
        One row is one definition: accepted_friends, n_friends, accepted_others, n_others, difference with low and high
        (Newcombe's interval), odds_ratio (conditional), p_fisher, n.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance, alliances
    >>> upr = uprlib.corpus()
    >>> found = friends_and_others(acceptance.answers(upr, "PRK", cycles=[2]), alliances.friends(upr, "PRK", 2))
    >>> found.loc[found["definition"] == "country_vote", ["accepted_friends", "n_friends"]].to_numpy().tolist()
    [[33, 37]]
    """
    who, confidence = own.told.who, own.told.confidence
    lines, without = [], []
    for definition in friends["definition"].unique():
        try:
            rows = with_friends(own, under(friends, definition))
            groups = rows.loc[rows["friend"], "accepted"], rows.loc[~rows["friend"], "accepted"]
            raw = compare(*groups, names=("friends", "others"), confidence=confidence)
        except DataError as lacks:
            without.append(f"By {in_words(definition)} nothing can be compared: {lacks.problem}.")
        else:
            lines.append({"definition": definition, **raw})
    if not lines:
        raise DataError(" ".join(without) or own.told.lacks)
    table = pd.DataFrame(lines)
    note = "acceptance of friends' requests minus others', whatever was asked"
    return tidy(
        table,
        title=f"Acceptance of friends' and others' requests, {who}",
        notes=f"accepted / n; {confidence:.0%} intervals; conditional odds ratios; coding {own.told.coding}.",
        index="definition",
        columns={"friends": "{accepted_friends}/{n_friends}", "others": "{accepted_others}/{n_others}"} | BESIDE,
        stars={"odds ratio": "p (Fisher)"},
        numbers=estimate("friends_less_others.{definition}", "difference", note=note),
        sentences=(_more_often(table), *without),
        facts={"who": who},
    )


def _more_often(table: pd.DataFrame) -> str:
    """Under how many definitions friends were accepted more often, and by how much."""
    more = int((table["difference"] > 0).sum())
    least, most = (table.loc[table["difference"].idxmin()], table.loc[table["difference"].idxmax()])
    if len(table) == 1:
        return (
            f"Of friends' requests (by {in_words(most['definition'])}) {most['accepted_friends']} of "
            f"{most['n_friends']} were accepted, of others' {most['accepted_others']} of {most['n_others']}."
        )
    return (
        f"Friends' requests were accepted more often than others' under {more} of {len(table)} definitions of a "
        f"friend. The difference is smallest by {in_words(least['definition'])} ({points(least['difference'])} "
        f"percentage points) and largest by {in_words(most['definition'])} ({points(most['difference'])})."
    )


@or_sentence
def friends_less_others_bounds(own: Answers, friends: Result) -> Result:
    """What published totals allow the difference between friends and others to be, where answers are not known.

    Returns
    -------
    Result
        One row is one definition: unknown (answers that are not known one by one), n, low, high (over every completion
        that the totals allow). It is empty where every answer is known.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance, alliances
    >>> upr = uprlib.corpus()
    >>> own = acceptance.answers(upr, "PRK", "belated", cycles=[1])
    >>> found = friends_less_others_bounds(own, alliances.friends(upr, "PRK", 1))
    >>> found[["definition", "unknown", "low", "high"]].round(2).to_dict("records")[0]
    {'definition': 'ideal_points', 'unknown': 96, 'low': -0.11, 'high': 0.64}
    """
    lines = []
    for definition, rows in by_definition(own, friends).items():
        unknown = int(rows["accepted"].isna().sum())
        if unknown and 0 < rows["friend"].sum() < len(rows):
            weights = bounds.difference(rows, rows["friend"], ~rows["friend"])
            low, high = bounds.extremes(weights, rows, own.told.hidden)
            lines.append({"definition": definition, "unknown": unknown, "n": len(rows), "low": low, "high": high})
    if not lines:
        raise DataError("Every individual answer is known, so no range is needed")
    note = f"what the totals allow, coding {own.told.coding}"
    return tidy(
        pd.DataFrame(lines),
        title=f"What the totals allow, friends minus others, {own.told.who}",
        notes=f"Coding {own.told.coding}; bounds over every completion of the published totals.",
        index="definition",
        columns={"requests": "n", "answers not known": "unknown", "friends minus others": INTERVAL},
        numbers=estimate("friends_less_others_bounds.{definition}", "{low:.3f} to {high:.3f}", note=note),
    ).say(
        lambda row: (
            f"By {in_words(row['definition'])}, {row['unknown']} of {row['n']} answers are not known. Whatever they "
            f"are, the share accepted of friends' requests minus that of others' is between {points(row['low'])} and "
            f"{points(row['high'])} percentage points."
        )
    )
