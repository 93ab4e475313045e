"""Where friends and others stand: regional groups, the European Union, sanctions; who can be compared with whom."""

from __future__ import annotations

import pandas as pd

from uprlib.acceptance.answers import Answers, corpus_of
from uprlib.alliances.bonds import members, ties
from uprlib.alliances.friends import by_definition, in_words
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import REGIONAL_GROUPS
from uprlib.tidy import Number, Result, enumerated, or_sentence, tidy

STANDING = {"EU": "european_union", "sanctioning": "sanctions"}
"""What a State is beside a member of its group, as columns are headed."""


def standing(upr: Corpus, sur: str, day: str) -> pd.DataFrame:
    """What all other States were to one State in the year before a day.

    Returns
    -------
    pandas.DataFrame
        By iso3: regional_group; european_union and sanctions (truth values), of that year or the last one known before.

    Examples
    --------
    >>> import uprlib
    >>> known = standing(uprlib.corpus(), "PRK", "2014-05-01")
    >>> known.loc["JPN", "regional_group"], int(known["european_union"].sum()), int(known["sanctions"].sum())
    ('Asia', 28, 33)
    """
    year = int(day[:4]) - 1
    found = upr.states.set_index("iso3")[["regional_group"]].drop(sur)
    union, _ = members(upr, "eu", year)
    try:
        known, _ = ties(upr, sur, year)
    except DataError:
        # Observers have no row: nobody is known to sanction them.
        sanctioning = pd.Index([])
    else:
        sanctioning = known.index[known["sanctioned_by_other"].astype(bool)]
    return found.assign(european_union=found.index.isin(union), sanctions=found.index.isin(sanctioning))


@or_sentence
def overlap(own: Answers, friends: Result) -> Result:
    """How many of the recommending States of each kind are friends: where there are none, nothing can be compared.

    Returns
    -------
    Result
        One row is one definition: definition; for each regional group, for members of the European Union and for States
        that sanction the State, the number of recommending States with a value and of friends among them; states, and
        comparable: those in regional groups that hold both friends and others.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance, alliances
    >>> upr = uprlib.corpus()
    >>> found = overlap(acceptance.answers(upr, "PRK", cycles=[2]), alliances.friends(upr, "PRK", 2))
    >>> found[["definition", "friends_EEG", "states_EEG", "comparable", "states"]].to_dict("records")[0]
    {'definition': 'ideal_points', 'friends_EEG': 0, 'states_EEG': 14, 'comparable': 45, 'states': 82}
    """
    about = friends.about.facts
    known = standing(corpus_of(own), str(own["sur"].iloc[0]), about["day"])
    lines = []
    for definition, rows in by_definition(own, friends).items():
        states = rows.groupby("recommender")["friend"].first().to_frame().join(known)
        kinds = {group: states["regional_group"] == group for group in REGIONAL_GROUPS}
        kinds |= {name: states[column].astype(bool) for name, column in STANDING.items()}
        line: dict[str, object] = {"definition": definition, "states": len(states)}
        for name, member in kinds.items():
            line |= {f"friends_{name}": int(states.loc[member, "friend"].sum()), f"states_{name}": int(member.sum())}
        mixed = states.groupby("regional_group")["friend"].transform("nunique") > 1
        lines.append(line | {"comparable": int(mixed.sum())})
    if not lines:
        raise DataError("No recommending State has a value under any definition of a friend")
    table = pd.DataFrame(lines)
    names = [name for name in (*REGIONAL_GROUPS, *STANDING) if table[f"states_{name}"].any()]
    counted = [
        Number(f"overlap.{{definition}}.{name}", f"friends_{name}", n=f"states_{name}", unit="friends", note=f"{name}")
        for name in names
    ]
    both = "recommending States in regional groups that hold both friends and others"
    return tidy(
        table,
        title=f"Friends of {about['the']} among its recommending States, by group",
        notes="Friends of the States with a value. Regional groups of 2015; European Union and sanctions of the year "
        "before the review. Comparable: States in regional groups that hold both friends and others.",
        index="definition",
        columns={name: f"{{friends_{name}}} of {{states_{name}}}" for name in names}
        | {"comparable": "{comparable} of {states}"},
        numbers=(*counted, Number("overlap.{definition}", "comparable", n="states", unit="States", note=both)),
        sentences=_without_overlap(table),
        facts=about,
    )


def _without_overlap(table: pd.DataFrame) -> list[str]:
    """In which groups there is no friend by most definitions, and which definitions split no group."""
    sentences = []
    chosen = table[table["definition"] != "regional_group"]
    for group in REGIONAL_GROUPS:
        without = int((chosen[f"friends_{group}"] == 0).sum())
        if chosen[f"states_{group}"].any() and 2 * without > len(chosen):
            among = f"{without} of {len(chosen)} definitions that do not rest on the group"
            sentences.append(f"Under {among} no recommending State of {group} is a friend.")
    if none := [in_words(name) for name in table.loc[table["comparable"] == 0, "definition"]]:
        sentences.append(
            f"By {enumerated(none)} no group holds both friends and others: with the group held constant there is no "
            "estimate."
        )
    return sentences
