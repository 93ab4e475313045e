"""What one State asked of each other State, and what that State asked of it."""

from __future__ import annotations

import pandas as pd

from uprlib.alliances.nearness import nearness_of_addressed
from uprlib.alliances.recommending import Made
from uprlib.errors import DataError
from uprlib.facts.vocabulary import DEMANDS, PLAUDITS
from uprlib.tidy import Result, capitalised, count, or_sentence, tidy

FRIEND = {True: "friend", False: "other"}


@or_sentence
def both_ways(made: Made) -> Result:
    """What a State asked of each other State, and what that State asked of it.

    Parameters
    ----------
    made : Made
        From :func:`uprlib.alliances.made_by`. It may be empty: what the State received is counted all the same.

    Returns
    -------
    Result
        One row is one other State that was asked or that asked: other, name, asked_* (by the State of the other) and
        received_* (by the State from the other): n, plaudits, considers, demands, uncoded, accepted; and mutual (both
        asked).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib.alliances.recommending import made_by
    >>> print(both_ways(made_by(uprlib.corpus(), "PRK")).about.sentences[0])
    The DPRK exchanged recommendations both ways with 36 of 99 States.
    """
    about = made.told
    rows = about.by_everyone()
    received = rows[(rows["sur"] == about.state) & rows["recommender"].notna()]
    who = capitalised(about.the_name)
    if made.empty and received.empty:
        raise DataError(f"{who} neither made nor received a recommendation in the chosen cycles.")
    asked, got = _counted(made, "sur").add_prefix("asked_"), _counted(received, "recommender").add_prefix("received_")
    table = asked.join(got, how="outer").fillna(0).astype(int).rename_axis("other").reset_index()
    table = table.assign(
        name=table["other"].map(about.tables.names), mutual=(table["asked_n"] > 0) & (table["received_n"] > 0)
    ).sort_values("other", ignore_index=True)
    mutual = int(table["mutual"].sum())
    sentences = [f"{who} exchanged recommendations both ways with {mutual or 'none'} of {len(table)} States."]
    if received.empty:
        sentences.append("It was not under review in the chosen cycles and received none.")
    return tidy(
        table,
        title=f"Recommendations exchanged by {about.the_name}",
        index="other",
        counts={"mutual": count(mutual, "States", "States that both asked it and were asked by it", len(table))},
        sentences=tuple(sentences),
        facts={"who": about.who},
    )


@or_sentence
def most_exchanged(
    pairs: Result, made: Made, *, definition: str = "ideal_points", closest: float = 1 / 3, least: int = 4
) -> Result:
    """The States that a State addressed and with which it exchanged most, with which of them are friends.

    Parameters
    ----------
    pairs : Result
        From :func:`both_ways`.
    made : Made
        From :func:`uprlib.alliances.made_by`.
    definition, closest
        Who is a friend, as of the day of the first review in which the State addressed it.
    least : int
        Recommendations in both directions together.

    Returns
    -------
    Result
        The columns of `pairs`, total, friend (True, False or missing) and standing (the same in words); the most
        addressed State first.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import alliances
    >>> made = alliances.made_by(uprlib.corpus(), "PRK")
    >>> found = most_exchanged(both_ways(made), made)
    >>> found[["name", "asked_n", "received_n", "standing"]].to_dict("records")[0]
    {'name': 'United States', 'asked_n': 16, 'received_n': 10, 'standing': 'other'}
    """
    about = made.told
    table = pd.DataFrame(pairs).assign(total=pairs["asked_n"] + pairs["received_n"])
    table = table[(table["total"] >= least) & (table["asked_n"] > 0)]
    if table.empty:
        none = f"{capitalised(about.the_name)} made no recommendation to a State with which it exchanged"
        raise DataError(f"{none} {least} or more.")
    table = table.sort_values(["asked_n", "total", "name"], ascending=[False, False, True], ignore_index=True)
    table["friend"] = table["other"].map(_friends(made, definition, closest)).astype(object)
    known = bool(table["friend"].notna().any())
    table["standing"] = table["friend"].map(FRIEND).fillna("no value")
    columns = {"State": "name", "friend": "standing"}
    for side, way in (("made", "asked"), ("received", "received")):
        columns |= {side: f"{way}_n", f"{side}, low-cost": f"{way}_plaudits"}
        columns |= {f"{side}, action": f"{way}_demands", f"{side}, accepted": f"{way}_accepted"}
    return tidy(
        table,
        title=pairs.about.title,
        notes=f"States with at least {least} recommendations in both directions together; "
        + (f"friends by {definition}." if known else f"no State has a value by {definition}."),
        index="State",
        columns=columns,
        counts=pairs.about.counts,
        facts={**pairs.about.facts, "marked": known},
    )


def _friends(made: Made, definition: str, closest: float) -> pd.Series:
    """Whether each addressed State is a friend, by its code; empty where this definition knows nothing of the State."""
    about = made.told
    days = about.tables.days.set_index("symbol")["day"]
    try:
        near = nearness_of_addressed(made, definition, about.state, days, about.tables, closest=closest)
    except DataError:
        return pd.Series(dtype=object)
    return near.drop_duplicates("sur").set_index("sur")["friend"]


def _counted(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    action = rows["action"]
    kinds = pd.DataFrame(
        {
            by: rows[by],
            "n": 1,
            "plaudits": action.isin(PLAUDITS),
            "considers": action.eq(3).fillna(False),
            "demands": action.isin(DEMANDS),
            "uncoded": action.isna(),
            "accepted": rows["position"].eq("accepted").fillna(False),
        }
    )
    return kinds.groupby(by).sum()
