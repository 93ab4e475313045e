"""Who is a State's friend by each definition, and which of the recommending States are."""

from __future__ import annotations

import contextlib

import pandas as pd

from uprlib.acceptance.answers import Answers, corpus_of
from uprlib.acceptance.rates import by_recommender
from uprlib.alliances.nearness import DEFINITIONS, last_data, nearness
from uprlib.errors import DataError, one_of
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import LOW_COST, SPECIFIC
from uprlib.tidy import Number, Result, capitalised, or_sentence, tidy

MIX = {"low": LOW_COST, "middle": (3, 4), "specific": SPECIFIC}
"""How strongly a State asked: its requests in these action categories are counted beside its rate."""


@or_sentence
def friends(upr: Corpus, sur: str, cycle: int, *, closest: float = 1 / 3) -> Result:
    """How near every other State is to one State on the day of its review, by every definition.

    Parameters
    ----------
    upr : Corpus
    sur : str
        The State under review.
    cycle : int
    closest : float
        Where nearness is a matter of degree, the share of States that count as friends.

    Returns
    -------
    Result
        One row is one other State under one definition: definition, iso3, nearness, friend, basis. Its sentences say
        when the State was reviewed, under which definitions it has no friends that could be counted, and which data are
        older than the year before the review.

    Examples
    --------
    >>> import uprlib
    >>> near = friends(uprlib.corpus(), "PRK", 2)
    >>> int((near["friend"] & (near["definition"] == "country_vote")).sum())
    15
    >>> near.about.sentences
    ('The DPRK was reviewed on 1 May 2014.',)
    """
    the = upr.the_name(sur)
    day, exact = _day_of_review(upr, sur, cycle)
    date = pd.Timestamp(day)
    when = f"{'on' if exact else 'in the session that began on'} {date.day} {date.month_name()} {date.year}"
    parts: list[pd.DataFrame] = []
    sentences = [f"{capitalised(the)} was reviewed {when}."]
    for definition in DEFINITIONS:
        try:
            found = nearness(definition, sur, day, upr, closest=closest)
        except DataError as lacks:
            sentences.append(f"Friends by {in_words(definition)} cannot be determined: {lacks.problem}.")
        else:
            parts.append(found.assign(definition=definition))
            basis, before = str(found["basis"].iloc[0]), date.year - 1
            if basis.isdigit() and int(basis) < before:
                by = in_words(definition)
                sentences.append(f"Friends by {by} are those of {basis}: there are no data of {before}.")
    if not parts:
        none = "has no value under any definition of friends"
        raise DataError(f"{capitalised(the)} {none}")
    table = pd.concat(parts, ignore_index=True)[["definition", "iso3", "nearness", "friend", "basis"]]
    return tidy(
        table.astype({"friend": bool}),
        title=f"Nearness of all other States, {upr.name(sur)}, cycle {cycle}",
        index=("definition", "iso3"),
        sentences=tuple(sentences),
        facts={"who": upr.name(sur), "the": the, "cycle": cycle, "day": day},
    )


def in_words(definition: str) -> str:
    """A definition's name in a sentence."""
    return definition.replace("_", " ")


def _day_of_review(upr: Corpus, sur: str, cycle: int) -> tuple[str, bool]:
    days = upr.days
    review = days[(days["sur"] == sur) & (days["cycle"] == cycle) & days["day"].notna()]
    if review.empty:
        undated = ((days["sur"] == sur) & (days["cycle"] == cycle)).any()
        none = "has no review in" if not undated else "was reviewed on a day that is not known in"
        raise DataError(
            f"{capitalised(upr.the_name(sur))} {none} cycle {cycle}, so there is no date for which to determine friends"
        )
    return str(review["day"].iloc[0]), bool(review["exact"].iloc[0])


def under(friends: Result, definition: str) -> pd.DataFrame:
    """The States with a value under one definition.

    Raises
    ------
    DataError
        The State has no value under it.
    """
    one_of(definition, DEFINITIONS, "unknown definition of friends")
    if friends.about.lacks:
        raise DataError(friends.about.lacks)
    found = pd.DataFrame(friends[friends["definition"] == definition])
    if found.empty:
        raise DataError(f"{friends.about.facts['who']} has no friends by {in_words(definition)}")
    return found


def with_friends(coded: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Rows whose recommending State has a value, with its `nearness` and `friend`.

    Parameters
    ----------
    known : pandas.DataFrame
        From :func:`under`, or from :func:`uprlib.alliances.nearness`.

    Raises
    ------
    DataError
        No recommending State has one.
    """
    values = known.set_index("iso3")
    rows = coded[coded["recommender"].isin(values.index)].reset_index(drop=True)
    if rows.empty:
        raise DataError("no recommending State has a value under this definition", value=f"{len(coded)} rows")
    return rows.assign(
        nearness=rows["recommender"].map(values["nearness"]).astype(float),
        friend=rows["recommender"].map(values["friend"]).astype(bool),
    )


def by_definition(own: pd.DataFrame, friends: Result) -> dict[str, pd.DataFrame]:
    """The rows of :func:`with_friends` under each definition that has a value for a recommending State."""
    found = {}
    for definition in friends["definition"].unique():
        with contextlib.suppress(DataError):
            found[str(definition)] = with_friends(own, under(friends, definition))
    return found


@or_sentence
def friends_by_definition(own: Answers, friends: Result) -> Result:
    """How many friends a State has under each definition, and how many of them made a recommendation to it.

    Returns
    -------
    Result
        One row is one definition: definition, basis, last (for which the sources have values), states (with a value),
        friends, recommenders (with a value), recommending_friends, nearest (five of the nearest, where nearness is a
        matter of degree).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> upr = uprlib.corpus()
    >>> own = acceptance.answers(upr, "PRK", cycles=[2])
    >>> near = friends(upr, "PRK", 2)
    >>> found = friends_by_definition(own, near)
    >>> found[["definition", "friends", "recommending_friends"]].to_dict("records")[0]
    {'definition': 'ideal_points', 'friends': 64, 'recommending_friends': 24}
    """
    upr = corpus_of(own)
    lines, last = [], last_data(upr, str(own["sur"].iloc[0]))
    for definition, known in friends.groupby("definition", sort=False):
        asked = known[known["iso3"].isin(own["recommender"])]
        nearest = known.sort_values(["nearness", "iso3"], ascending=[False, True]).head(5)["iso3"]
        lines.append(
            {
                "definition": definition,
                "basis": known["basis"].iloc[0],
                "last": last[str(definition)],
                "states": len(known),
                "friends": int(known["friend"].sum()),
                "recommenders": len(asked),
                "recommending_friends": int(asked["friend"].sum()),
                # Where States are either friends or not, most are equally near.
                "nearest": ", ".join(nearest) if known["nearness"].nunique() > 3 else "",
            }
        )
    note = "friends among the recommending States with a value"
    return tidy(
        pd.DataFrame(lines),
        title=f"Friends of {friends.about.facts['the']} by each definition",
        notes="Defined without looking at any answer; counts of States.",
        index="definition",
        columns={
            "basis": "basis",
            "data to": "last",
            "States with a value": "states",
            "friends": "friends",
            "recommending States": "recommenders",
            "friends among them": "recommending_friends",
            "five of the nearest": "nearest",
        },
        numbers=Number("friends.{definition}", "recommending_friends", n="recommenders", unit="States", note=note),
    )


def recommenders(own: Answers, friends: Result, definition: str, *, least: int = 3) -> Result:
    """Acceptance of each recommending State's requests, with how strongly it asked and whether it is a friend.

    Returns
    -------
    Result
        The columns of :func:`uprlib.acceptance.by_recommender`, friend (True, False, or missing where the State has no
        value) and mix (low-cost, middle and specific requests, as text).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> upr = uprlib.corpus()
    >>> own = acceptance.answers(upr, "PRK", cycles=[2])
    >>> table = recommenders(own, friends(upr, "PRK", 2), "ideal_points")
    >>> table.loc[table["recommender"] == "CUB", ["accepted", "n", "friend", "mix"]].to_numpy().tolist()
    [[4, 4, True, '2 / 2 / 0']]
    """
    by_state = by_recommender(own, least=least)
    if by_state.about.lacks:
        return by_state
    try:
        friend = under(friends, definition).set_index("iso3")["friend"]
    except DataError:
        # Who recommended, and how strongly, is worth showing where nobody knows who the friends are.
        friend = pd.Series(dtype=object)
    counts = {part: own["action"].isin(kinds).groupby(own["recommender"]).sum() for part, kinds in MIX.items()}
    mix = pd.DataFrame(counts).astype(int).astype(str).agg(" / ".join, axis=1)
    state = by_state["recommender"]
    table = by_state.assign(friend=state.map(friend).astype(object), mix=state.map(mix))
    friendly = table[table["friend"].eq(True).fillna(False).astype(bool)]
    sentences = [f"{len(table)} States made {table['n'].sum()} recommendations."]
    if len(friend):
        sentences.append(
            f"{len(friendly)} of these States are friends by {in_words(definition)}; they made {friendly['n'].sum()} "
            "of the recommendations."
        )
    facts = {**by_state.about.facts, "the": the_name(own), "definition": definition}
    return table.with_about(facts=facts, sentences=tuple(sentences))


def the_name(own: Answers) -> str:
    """The name of the State whose answers these are, in the middle of a sentence."""
    return own.told.who if own.empty else corpus_of(own).the_name(own["sur"].iloc[0])
