"""The other half of the exchange: whether friends ask little of a State, and accept what it asks of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from uprlib.acceptance.answers import Answers
from uprlib.acceptance.clusters import LEVELS, clustered, contrast, share_over
from uprlib.acceptance.rates import acceptance_rate
from uprlib.alliances.friends import by_definition, in_words
from uprlib.alliances.nearness import DEFINITIONS, nearness_of_addressed
from uprlib.alliances.recommending import Made
from uprlib.errors import DataError
from uprlib.facts.vocabulary import LOW_COST
from uprlib.tidy import CLUSTERED, INTERVAL, Result, estimate, or_sentence, tidy, written

ASKED, ANSWERED = "friends_ask_little", "accepted_by_friends"
"""How the ledger calls the two."""


@or_sentence
def friends_ask_little(own: Answers, friends: Result, *, draws: int = 2000, seed: int = 2017) -> Result:
    """The share of low-cost requests in what friends asked of a State, less that in what others asked.

    Parameters
    ----------
    own : Answers
        The recommendations of one review; their answers are not read.
    friends : Result
        From :func:`uprlib.alliances.friends`.
    draws, seed : int
        As for :func:`uprlib.acceptance.contrast`.

    Returns
    -------
    Result
        One row is one definition of a friend under which both asked: definition, little_of_friends, little_of_others
        (counts) and the fields of :class:`uprlib.acceptance.Contrast`, with recommending States as clusters.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance, alliances
    >>> upr = uprlib.corpus()
    >>> own, near = acceptance.answers(upr, "PRK", cycles=[2]), alliances.friends(upr, "PRK", 2)
    >>> found = friends_ask_little(own, near, draws=200).set_index("definition")
    >>> found.loc["ideal_points", ["little_of_friends", "n_1", "little_of_others", "n_0"]].astype(int).tolist()
    [16, 66, 10, 203]
    """
    coded = own[own["action"].notna()]
    little = coded.assign(little=coded["action"].isin(LOW_COST))
    lines = []
    for definition, rows in by_definition(little, friends).items():
        found = contrast(rows, "friend", outcome="little", draws=draws, seed=seed, confidence=own.told.confidence)
        if found.n_1 and found.n_0:
            counts = {"little_of_friends": found.share_1 * found.n_1, "little_of_others": found.share_0 * found.n_0}
            counts = {name: round(count) for name, count in counts.items()}
            lines.append({"definition": definition, **counts, **vars(found)})
    if not lines:
        none = f"Under no definition of a friend did both friends and others make coded requests to {own.told.the_name}"
        raise DataError(friends.about.lacks or own.told.lacks or none)
    key, note = f"{ASKED}.{{definition}}", "share of low-cost requests, friends minus others"
    return tidy(
        pd.DataFrame(lines),
        title=f"How often friends and others asked little of {own.told.the_name}",
        notes=f"low-cost (1, 2) / n; {own.told.confidence:.0%} intervals and p-values over rows (Newcombe; Fisher) and "
        "over recommending States (bootstrap; permutation).",
        index="definition",
        columns={"friends": "{little_of_friends}/{n_1}", "others": "{little_of_others}/{n_0}"}
        | LEVELS
        | {"friends of States": "{clusters_1} of {clusters}"},
        stars={"difference": "p, States"},
        numbers=(estimate(key, "difference", n=_rows, note=note), clustered(key, "difference", note=note)),
        sentences=_asked(lines[0]),
        facts={"who": own.told.who},
    )


def _rows(row: Mapping[str, Any]) -> int:
    return int(row["n_1"] + row["n_0"])


def _asked(row: Mapping[str, Any]) -> str:
    """How often little was asked, under the first definition."""
    words = (
        f"Of the coded requests of friends (by {in_words(row['definition'])}) {row['little_of_friends']} of "
        f"{row['n_1']} ask for little, of those of other States {row['little_of_others']} of {row['n_0']}"
    )
    over = written(
        ": the difference is between {low_clustered:points} and {high_clustered:points} percentage points over "
        "recommending States.",
        row,
        missing=f". {row['why']}",
    )
    return words + over


@or_sentence
def accepted_by_friends(made: Made, *, closest: float = 1 / 3) -> Result:
    """The share that friends accepted of what a State asked of them, beside the share that others accepted.

    Friends are found by each definition in turn, as of the day of each addressed State's review.

    Parameters
    ----------
    made : Made
        From :func:`uprlib.alliances.made_by`.
    closest : float
        Where nearness is a matter of degree, the share of States that count as friends.

    Returns
    -------
    Result
        One row is one definition under which a friend answered: definition, accepted, n, rate, low, high (Wilson),
        low_clustered, high_clustered (over addressed States), clusters, other_accepted and other_n.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import alliances
    >>> found = accepted_by_friends(alliances.made_by(uprlib.corpus(), "PRK"), closest=0.333).set_index("definition")
    >>> found.loc["ideal_points", ["accepted", "n", "other_accepted", "other_n"]].astype(int).tolist()
    [75, 76, 53, 77]
    """
    about = made.told
    if made.empty:
        raise DataError(about.lacks)
    days = about.tables.days.set_index("symbol")["day"]
    lines = []
    for definition in DEFINITIONS:
        try:
            near = nearness_of_addressed(made, definition, about.state, days, about.tables, closest=closest)
        except DataError:
            continue
        known = near[near["friend"].notna() & near["accepted"].notna()].astype({"accepted": float})
        friends, others = (known[known["friend"] == is_friend] for is_friend in (True, False))
        if friends.empty:
            continue
        accepted, n = int(friends["accepted"].sum()), len(friends)
        rate = dict(zip(("rate", "low", "high"), acceptance_rate(accepted, n, about.confidence), strict=True))
        low, high = share_over(friends["accepted"], friends["sur"], confidence=about.confidence)
        of_others = {"other_accepted": int(others["accepted"].sum()), "other_n": len(others)}
        line = {"definition": definition, "accepted": accepted, "n": n, **rate, **of_others}
        lines.append(line | {"low_clustered": low, "high_clustered": high, "clusters": friends["sur"].nunique()})
    if not lines:
        raise DataError(f"Under no definition did a friend answer a recommendation of {about.the_name}")
    key, note = f"{ANSWERED}.{{definition}}", "share that friends accepted of what it asked of them"
    return tidy(
        pd.DataFrame(lines),
        title=f"What friends and others accepted of what {about.the_name} asked",
        notes=f"accepted / n; {about.confidence:.0%} intervals of friends' share over rows (Wilson) and over addressed "
        "States (Student's t; Wilson where all are alike).",
        index="definition",
        columns={
            "friends": "{accepted}/{n}",
            "share": "{rate:share}",
            "interval, rows": INTERVAL,
            "interval, States": CLUSTERED,
            "friends addressed": "clusters",
            "others": "{other_accepted}/{other_n}",
        },
        numbers=(estimate(key, "rate", note=note), clustered(key, "rate", note=note)),
        sentences=written(
            "Friends (by {words}) accepted {accepted} of the {n} recommendations that {the_name} made to them, other "
            "States {other_accepted} of {other_n}.",
            lines[0] | {"words": in_words(str(lines[0]["definition"])), "the_name": about.the_name},
        ),
        facts={"who": about.who},
    )
