"""How friends' requests are answered beside those of others, as asked."""

import pandas as pd

from uprlib.acceptance import bounds
from uprlib.acceptance.answers import Answers
from uprlib.acceptance.clusters import LEVELS, Contrast, clustered, contrast
from uprlib.alliances.friends import by_definition, in_words, under, with_friends
from uprlib.errors import DataError
from uprlib.tidy import INTERVAL, Result, estimate, or_sentence, points, tidy


@or_sentence
def friends_and_others(own: Answers, friends: Result, *, draws: int, seed: int) -> Result:
    """The acceptance of friends' requests beside that of others, as asked, under every definition.

    Answers that are not known one by one are left out; see :func:`friends_less_others_bounds`.

    Parameters
    ----------
    draws, seed : int
        As for :func:`uprlib.acceptance.clusters.contrast`.

    Returns
    -------
    Result
        One row is one definition: accepted_friends, n_friends, accepted_others, n_others, n, states (that recommended
        and have a value), friends (among them), difference with low, high and p (rows), and low_clustered,
        high_clustered and p_clustered (recommending States). The notes say what could not be computed.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance, alliances
    >>> upr = uprlib.corpus()
    >>> own, near = acceptance.answers(upr, "PRK", cycles=[2]), alliances.friends(upr, "PRK", 2)
    >>> found = friends_and_others(own, near, draws=200, seed=1)
    >>> found.loc[found["definition"] == "country_vote", ["accepted_friends", "n_friends"]].to_numpy().tolist()
    [[33, 37]]
    """
    who, confidence = own.told.who, own.told.confidence
    lines, without = [], []
    for definition in friends["definition"].unique():
        try:
            rows = with_friends(own, under(friends, definition))
        except DataError as lacks:
            without.append(f"By {in_words(definition)} nothing can be compared: {lacks.problem}.")
            continue
        found = contrast(rows, "friend", draws=draws, seed=seed, confidence=confidence)
        if found.why:
            without.append(f"By {in_words(definition)}: {found.why}")
        if found.n_1 and found.n_0:
            lines.append({"definition": definition, **_as_row(found)})
    if not lines:
        raise DataError(" ".join(without) or own.told.lacks)
    table = pd.DataFrame(lines)
    table["over_states"] = table["low_clustered"].notna()
    note = "acceptance of friends' requests minus others', whatever was asked"
    key = "friends_less_others.{definition}"
    return tidy(
        table,
        title=f"Acceptance of friends' and others' requests, {who}",
        notes=f"accepted / n; {confidence:.0%} intervals and p-values over rows (Newcombe; Fisher) and over "
        f"recommending States (bootstrap; permutation); coding {own.told.coding}. {' '.join(without)}".rstrip(),
        index="definition",
        columns={
            "friends": "{accepted_friends}/{n_friends}",
            "others": "{accepted_others}/{n_others}",
            **LEVELS,
            "friends of States": "{friends} of {states}",
        },
        stars={"difference": "p, States"},
        numbers=(
            estimate(key, "difference", note=note),
            clustered(
                key,
                "difference",
                n="states",
                note=f"{note}, {{friends}} friends of {{states}} States",
                where="over_states",
            ),
        ),
        sentences=_more_often(table),
        facts={"who": who},
    )


def _as_row(found: Contrast) -> dict[str, object]:
    kept = ("difference", "low", "high", "p", "low_clustered", "high_clustered", "p_clustered")
    return {
        "accepted_friends": round(found.share_1 * found.n_1),
        "n_friends": found.n_1,
        "accepted_others": round(found.share_0 * found.n_0),
        "n_others": found.n_0,
        "n": found.n_1 + found.n_0,
        "states": found.clusters,
        "friends": found.clusters_1,
        **{name: getattr(found, name) for name in kept},
    }


def _more_often(table: pd.DataFrame) -> list[str]:
    """How friends' requests were answered under the first definition, and under how many others they fared better."""
    first = table.iloc[0]
    beside = (
        f"Of friends' requests (by {in_words(first['definition'])}) {first['accepted_friends']} of "
        f"{first['n_friends']} were accepted, of others' {first['accepted_others']} of {first['n_others']}"
    )
    if pd.isna(first["low_clustered"]):
        return [f"{beside}."]
    interval = f"{points(first['low_clustered'])} to {points(first['high_clustered'])}"
    sentences = [
        f"{beside}: a difference of {points(first['difference'])} percentage points (interval over recommending States "
        f"{interval})."
    ]
    if len(table) > 1:
        clear = int((table["low_clustered"] > 0).sum())
        sentences.append(
            f"Friends' requests were accepted more often under {(table['difference'] > 0).sum()} of {len(table)} "
            f"definitions of a friend, under {clear or 'none'} of them with the whole interval over States above 0."
        )
    return sentences


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
