"""Whether other States ask as little of a State's rivals as it does itself."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from uprlib.alliances.recommending import Made
from uprlib.errors import DataError
from uprlib.facts.vocabulary import PLAUDITS
from uprlib.profiles.ranks import rank
from uprlib.tidy import Result, capitalised, count, enumerated, or_sentence, tidy

LEAST_ASKED = 5
"""A State with fewer coded requests to the rivals is not set beside this one: its share would say little."""


@or_sentence
def others_ask_rivals(made: Made, rivals: Sequence[str]) -> Result:
    """How often each State asks little of the same rivals.

    That a State asks little of its rivals tells nothing about the two of them where every State does.

    Parameters
    ----------
    made : Made
        From :func:`uprlib.alliances.made_by`.
    rivals : sequence of str
        The rivals, as ISO 3166 alpha-3 codes.

    Returns
    -------
    Result
        One row is one State with at least :data:`LEAST_ASKED` coded requests to them in the same cycles, this State
        included whatever their number: recommender, name, n, little (counts), share.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import alliances
    >>> found = others_ask_rivals(alliances.made_by(uprlib.corpus(), "PRK"), ["KOR", "JPN", "USA"])
    >>> len(found), int((found["share"] == 0).sum())
    (61, 37)
    """
    about, codes = made.told, ", ".join(rivals)
    if made.empty:
        raise DataError(about.lacks)
    asked = about.by_everyone()
    asked = asked[asked["sur"].isin(list(rivals)) & asked["action"].notna() & asked["recommender"].notna()]
    asked = asked.assign(little=asked["action"].isin(PLAUDITS))
    table = asked.groupby("recommender", as_index=False).agg(n=("little", "size"), little=("little", "sum"))
    table = table.assign(share=table["little"] / table["n"], name=table["recommender"].map(about.tables.names))
    own = table["recommender"] == about.state
    if not own.any():
        named = enumerated([about.tables.the_name(rival) for rival in rivals])
        raise DataError(f"{capitalised(about.the_name)} made no coded recommendation to {named} in the chosen cycles")
    table = table[own | (table["n"] >= LEAST_ASKED)].sort_values(["share", "name"], ignore_index=True)
    own = table["recommender"] == about.state
    others = asked.loc[asked["recommender"] != about.state, "little"]
    place = rank(float(table.loc[own, "share"].iloc[0]), table.loc[~own, "share"], from_lowest=True)
    states = place.states - 1
    as_low = round(place.share_beyond * states)
    to_them, kind = f"requests of all other States to {codes}", "other States that ask little as seldom"
    little = int(others.sum())
    return tidy(
        pd.DataFrame(table),
        title=f"How often States ask little of {codes}",
        notes=f"Requests with a coded category; {about.who} and States with {LEAST_ASKED} such requests or more.",
        index="recommending State",
        columns={"recommending State": "name", "requests": "n", "low-cost": "little", "share": "{share:share}"},
        counts={
            "rivals.low_cost_of_others": count(little / len(others), "share", f"low-cost {to_them}", len(others)),
            "rivals.others_as_low": count(place.share_beyond, "share", kind, states),
            "rivals.others_as_low.p": count(place.p, "p", f"{kind}, this one counted: (k + 1) / (N + 1)", place.states),
        },
        sentences=f"Of {len(others):,} coded {to_them}, {little} ask for little ({others.mean():.1%}). Of the {states} "
        f"other States with {LEAST_ASKED} such requests or more, {as_low or 'none'} ask for little as seldom as "
        f"{about.the_name}.",
    )
