"""How much a recommending State asks: beside its group and all States, and of its friends beside the others."""

from __future__ import annotations

from typing import Any

import pandas as pd

from uprlib.acceptance.clusters import LEVELS, clustered, contrast
from uprlib.acceptance.rates import acceptance_rate
from uprlib.alliances.friends import in_words
from uprlib.alliances.nearness import nearness_of_addressed
from uprlib.alliances.recommending import Made
from uprlib.errors import DataError
from uprlib.facts.vocabulary import ACTIONS, FRIENDSHIP, PLAUDITS
from uprlib.tidy import Result, estimate, or_sentence, tidy, written


@or_sentence
def habits(made: Made) -> Result:
    """How a State spreads its requests over action categories, beside its regional group and all States.

    Requests without a coded category are left out. An observer belongs to no regional group and is set beside all
    States only.

    Parameters
    ----------
    made : Made
        From :func:`uprlib.alliances.made_by`.

    Returns
    -------
    Result
        One row is one action category of one of three: who ("state", "group", "all"; the latter two without the State),
        label, action, n, of, share, low, high (Wilson).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib.alliances.recommending import made_by
    >>> table = habits(made_by(uprlib.corpus(), "PRK"))
    >>> table[table["action"] == 2].set_index("who")["share"].round(3).to_dict()
    {'state': 0.479, 'group': 0.326, 'all': 0.169}
    """
    about = made.told
    if made.empty:
        raise DataError(about.lacks)
    rows = about.by_everyone().dropna(subset=["action", "recommender"])
    own = rows["recommender"] == about.state
    if not own.any():
        raise DataError(f"No recommendation that {about.the_name} made has a coded action category.")
    group = about.group
    chosen = {"state": (about.who, own)}
    if not about.is_observer:
        chosen["group"] = (f"{group}, without it", ~own & (rows["regional_group"] == group))
    chosen["all"] = ("all States, without it", ~own)
    lines = []
    for who, (label, mask) in chosen.items():
        counts = rows.loc[mask, "action"].value_counts().reindex(list(ACTIONS), fill_value=0)
        of = int(counts.sum())
        for action, n in counts.items() if of else ():
            share, low, high = acceptance_rate(int(n), of, about.confidence)
            lines.append((who, label, int(action), int(n), of, share, low, high))
    table = pd.DataFrame(lines, columns=["who", "label", "action", "n", "of", "share", "low", "high"])
    note = "share of its recommendations with a coded category"
    return tidy(
        table.assign(own=table["who"] == "state"),
        title=f"How much {about.the_name} asks, compared with {'' if about.is_observer else 'its group and '}all "
        "States",
        notes=f"Wilson intervals, {about.confidence:.0%}; n: recommendations with a coded category.",
        index=("who", "action"),
        columns={"who": "label", "action": "action", "n": "{n} of {of}", "share": "{share:share}"},
        numbers=estimate("habit.action{action}", "share", n="of", note=note, where="own"),
        sentences=_little(table, group),
        facts={"who": about.who, "group": group},
    )


def _little(table: pd.DataFrame, group: str) -> str:
    """How often little is asked, in a sentence."""
    asked = table[table["action"].isin(PLAUDITS)].groupby("who")["n"].sum()
    of = table.groupby("who")["of"].first()
    beside = [f"{asked['group'] / of['group']:.1%} in its regional group ({group})"] if "group" in of else []
    beside += [f"{asked['all'] / of['all']:.1%} among all other States"] if "all" in of else []
    words = f"{asked['state']} of the {of['state']} coded recommendations ask for little (categories 1 and 2)"
    return f"{words} ({asked['state'] / of['state']:.1%}), against {' and '.join(beside)}." if beside else f"{words}."


@or_sentence
def low_cost_to_friends(
    made: Made, *, definition: str = "ideal_points", closest: float = 1 / 3, draws: int = 2000, seed: int = 2017
) -> Result:
    """The share of low-cost requests among those to friends, less that among those to other States, at two levels.

    Friends are found by each definition in turn, as of the day of each addressed State's review. Requests without a
    coded category are left out.

    Parameters
    ----------
    made : Made
        From :func:`uprlib.alliances.made_by`.
    definition : str
        The definition that the sentence is about, one of :data:`uprlib.facts.vocabulary.FRIENDSHIP`.
    closest : float
        Where nearness is a matter of degree, the share of States that count as friends.
    draws, seed : int
        As for :func:`uprlib.acceptance.contrast`.

    Returns
    -------
    Result
        One row is one definition: definition, little_to_friends, to_friends, little_to_others, to_others (counts), the
        fields of :class:`uprlib.acceptance.Contrast` with addressed States as clusters, n, and without_value (rows to
        States that have no value under it). A definition that gives no friends, or nobody else, is left out.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib.alliances.recommending import made_by
    >>> table = low_cost_to_friends(made_by(uprlib.corpus(), "PRK"), closest=0.333).set_index("definition")
    >>> table.loc["ideal_points", ["little_to_friends", "to_friends", "little_to_others", "to_others"]].tolist()
    [47, 67, 11, 50]
    """
    about = made.told
    if made.empty:
        raise DataError(about.lacks)
    lines = []
    for each in FRIENDSHIP:
        try:
            found = _compared(made, each, closest, draws, seed)
        except DataError:
            continue
        if found["to_friends"] and found["to_others"]:
            lines.append(found)
    if not lines:
        why = "; an observer neither votes in the Assembly nor has a regional group" if about.is_observer else ""
        raise DataError(
            f"Under no definition did {about.the_name} make coded requests both to friends and to others{why}."
        )
    table = pd.DataFrame(lines)
    absent = [each for each in FRIENDSHIP if each not in set(table["definition"])]
    notes = (
        f"low-cost / n; {about.confidence:.0%} intervals. Over rows: Newcombe and Fisher; over addressed States: "
        "cluster bootstrap and a test over States."
    )
    if absent:
        notes += f" No friends, or no others, with coded requests by: {', '.join(absent)}."
    said = [
        f"Of its coded requests to friends (by {in_words(definition)}) {row['little_to_friends']} of "
        f"{row['to_friends']} ask for little; of those to other States {row['little_to_others']} of "
        f"{row['to_others']}. {row['why'] or written(OVER_ADDRESSED, row)}"
        for row in table[table["definition"] == definition].to_dict("records")
    ]
    note = "share of low-cost requests, friends minus others"
    return tidy(
        table,
        title=f"Low-cost requests of {about.the_name} to friends and to others",
        notes=notes,
        index="definition",
        columns={"to friends": "{little_to_friends}/{to_friends}", "to others": "{little_to_others}/{to_others}"}
        | LEVELS
        | {"addressed States": "{clusters_1} and {clusters_0}", "rows without a value": "without_value"},
        numbers=(
            estimate("plaudits.friends_less_others.{definition}", "difference", note=note),
            clustered("plaudits.friends_less_others.{definition}", "difference", note=note),
        ),
        sentences=tuple(said) or f"By {in_words(definition)} it made no coded requests both to friends and to others.",
        stars={"difference": "p, States"},
    )


OVER_ADDRESSED = (
    "The difference is between {low_clustered:points} and {high_clustered:points} percentage points if addressed "
    "States, not rows, are what is sampled ({clusters} States; p {p_clustered:p})."
)
"""What a contrast of the requests that a State made says over the States that it addressed."""


def _compared(made: Made, definition: str, closest: float, draws: int, seed: int) -> dict[str, Any]:
    """The low-cost requests to friends and to others under one definition."""
    about = made.told
    days = about.tables.days.set_index("symbol")["day"]
    near = nearness_of_addressed(made, definition, about.state, days, about.tables, closest=closest)
    rows = near[near["action"].notna()].assign(little=near["action"].isin(PLAUDITS))
    found = vars(
        contrast(rows, "friend", outcome="little", cluster="sur", draws=draws, seed=seed, confidence=about.confidence)
    )
    named: dict[str, int] = {}
    for which, place in (("friends", 1), ("others", 0)):
        n = found[f"n_{place}"]
        named |= {f"to_{which}": n, f"little_to_{which}": round(n * found[f"share_{place}"]) if n else 0}
    n = named["to_friends"] + named["to_others"]
    return {"definition": definition, **named, **found, "n": n, "without_value": int(near["friend"].isna().sum())}
