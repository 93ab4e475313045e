"""Who is a State's friend, and how its friends' requests are answered beside those of others."""

from __future__ import annotations

import contextlib
from typing import Any

import pandas as pd

from uprlib.acceptance import bounds
from uprlib.acceptance.answers import Answers
from uprlib.acceptance.exact import compare
from uprlib.acceptance.rates import by_recommender
from uprlib.alliances.nearness import nearness
from uprlib.errors import DataError, one_of
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import FRIENDSHIP, LOW_COST, SPECIFIC
from uprlib.tidy import Number, Result, or_sentence, points, tidy

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
        when the State was reviewed and under which definitions it has no friends that could be counted.

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
    at_start = the[0].upper() + the[1:]
    day, exact = _day_of_review(upr, sur, cycle, at_start)
    parts: list[pd.DataFrame] = []
    sentences = [f"{at_start} was reviewed {'on' if exact else 'in the session that began on'} {_in_words(day)}."]
    for definition in FRIENDSHIP:
        try:
            found = nearness(definition, sur, day, upr, closest=closest)
        except DataError as lacks:
            sentences.append(f"It has no friends by {in_words(definition)}: {lacks.problem}.")
        else:
            parts.append(found.assign(definition=definition))
    if not parts:
        raise DataError(f"{at_start} has no friends that could be counted: it has no value under any definition")
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


def _in_words(day: str) -> str:
    date = pd.Timestamp(day)
    return f"{date.day} {date.month_name()} {date.year}"


def _day_of_review(upr: Corpus, sur: str, cycle: int, the: str) -> tuple[str, bool]:
    days = upr.days
    review = days[(days["sur"] == sur) & (days["cycle"] == cycle) & days["day"].notna()]
    if review.empty:
        raise DataError(f"{the} has no review in cycle {cycle}, so that there is no day on which to count friends")
    return str(review["day"].iloc[0]), bool(review["exact"].iloc[0])


def under(friends: Result, definition: str) -> pd.DataFrame:
    """The States with a value under one definition.

    Raises
    ------
    DataError
        The State has no value under it.
    """
    one_of(definition, FRIENDSHIP, "unknown definition of friends")
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
        One row is one definition: definition, basis, states (with a value), friends, recommenders (with a value),
        recommending_friends, nearest (five of the nearest, where nearness is a matter of degree).
    """
    lines = []
    for definition, known in friends.groupby("definition", sort=False):
        asked = known[known["iso3"].isin(own["recommender"])]
        nearest = known.sort_values(["nearness", "iso3"], ascending=[False, True]).head(5)["iso3"]
        lines.append(
            {
                "definition": definition,
                "basis": known["basis"].iloc[0],
                "states": len(known),
                "friends": int(known["friend"].sum()),
                "recommenders": len(asked),
                "recommending_friends": int(asked["friend"].sum()),
                # Where States are either friends or not, most are equally near.
                "nearest": ", ".join(nearest) if known["nearness"].nunique() > 3 else "",
            }
        )
    return tidy(
        pd.DataFrame(lines),
        title=f"Friends of {friends.about.facts['the']} by each definition",
        notes="Defined without looking at any answer; counts of States.",
        index=("definition",),
        columns={
            "definition": "definition",
            "basis": "basis",
            "States with a value": "states",
            "friends": "friends",
            "recommending States": "recommenders",
            "friends among them": "recommending_friends",
            "five of the nearest": "nearest",
        },
        numbers=(
            Number(
                "friends.{definition}",
                "recommending_friends",
                n="recommenders",
                unit="States",
                note="friends among the recommending States with a value",
            ),
        ),
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
    counts = pd.DataFrame(
        {part: own["action"].isin(categories).groupby(own["recommender"]).sum() for part, categories in MIX.items()}
    )
    mix = counts.astype(int).astype(str).agg(" / ".join, axis=1)
    table = by_state.assign(
        friend=by_state["recommender"].map(friend).astype(object), mix=by_state["recommender"].map(mix)
    )
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
    return own.told.who if own.empty else (own.told.corpus or Corpus()).the_name(own["sur"].iloc[0])


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
    >>> from uprlib import acceptance
    >>> upr = uprlib.corpus()
    >>> found = friends_and_others(acceptance.answers(upr, "PRK", cycles=[2]), friends(upr, "PRK", 2))
    >>> found.loc[found["definition"] == "country_vote", ["accepted_friends", "n_friends"]].to_numpy().tolist()
    [[33, 37]]
    """
    who, confidence = own.told.who, own.told.confidence
    lines, without = [], []
    for definition in friends["definition"].unique():
        try:
            rows = with_friends(own, under(friends, definition))
            raw = compare(
                rows.loc[rows["friend"], "accepted"], rows.loc[~rows["friend"], "accepted"], confidence=confidence
            )
        except DataError as lacks:
            without.append(f"By {in_words(definition)} nothing can be compared: {lacks.problem}.")
            continue
        lines.append(
            {
                "definition": definition,
                "accepted_friends": raw.accepted[0],
                "n_friends": raw.n[0],
                "accepted_others": raw.accepted[1],
                "n_others": raw.n[1],
                "difference": raw.difference,
                "low": raw.difference_low,
                "high": raw.difference_high,
                "odds_ratio": raw.odds_ratio,
                "p_fisher": raw.p_fisher,
                "n": sum(raw.n),
            }
        )
    if not lines:
        raise DataError(" ".join(without) or own.told.lacks)
    table = pd.DataFrame(lines)
    return tidy(
        table,
        title=f"Acceptance of friends' and others' requests, {who}",
        notes=f"accepted / n; {confidence:.0%} intervals; conditional odds ratios; coding {own.told.coding}.",
        index=("definition",),
        columns={
            "definition": "definition",
            "friends": "{accepted_friends}/{n_friends}",
            "others": "{accepted_others}/{n_others}",
            "difference": "{difference:share}",
            "interval": "{low:share} to {high:share}",
            "odds ratio": "{odds_ratio:ratio}",
            "p (Fisher)": "{p_fisher:p}",
        },
        stars={"odds ratio": "p (Fisher)"},
        numbers=(
            Number(
                "friends_less_others.{definition}",
                "difference",
                "low",
                "high",
                "n",
                note="acceptance of friends' requests less others', as asked",
            ),
        ),
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
    """
    lines = []
    for definition, rows in by_definition(own, friends).items():
        unknown = int(rows["accepted"].isna().sum())
        if unknown and 0 < rows["friend"].sum() < len(rows):
            weights = bounds.difference(rows, rows["friend"], ~rows["friend"])
            low, high = bounds.extremes(weights, rows, own.told.hidden)
            lines.append({"definition": definition, "unknown": unknown, "n": len(rows), "low": low, "high": high})
    if not lines:
        raise DataError("Every single answer is known, so that there is nothing to bound")
    return tidy(
        pd.DataFrame(lines),
        title=f"What the totals allow, friends less others, {own.told.who}",
        notes=f"Coding {own.told.coding}; bounds over every completion of the published totals.",
        index=("definition",),
        columns={
            "definition": "definition",
            "requests": "n",
            "answers not known": "unknown",
            "friends less others": "{low:share} to {high:share}",
        },
        numbers=(
            Number(
                "friends_less_others_bounds.{definition}",
                _range,
                "low",
                "high",
                "n",
                note=f"what the totals allow, coding {own.told.coding}",
            ),
        ),
    ).say(
        lambda row: (
            f"By {in_words(row['definition'])}, {row['unknown']} of {row['n']} answers are not known. Whatever they "
            f"are, the share accepted of friends' requests less that of others' is between {points(row['low'])} and "
            f"{points(row['high'])} percentage points."
        )
    )


def _range(row: Any) -> str:
    return f"{row['low']:.3f} to {row['high']:.3f}"
