"""Two stages of one answer: what was refused in the Working Group ("in the room"), and what became of the rest.

A State answers twice. In the room it may refuse, and it leaves the rest open or accepts it; at the end it accepts or
does not accept what it left open. One acceptance rate mixes the two. What was said in the room is known row by row even
where the record of the end shows nothing but silence, as the DPRK's of 2009 does.

Who is a friend is not decided here: callers bring a table of friends (:func:`uprlib.alliances.friends`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from typing import Any

import pandas as pd
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from uprlib.acceptance import bounds
from uprlib.acceptance.answers import Answers
from uprlib.acceptance.clusters import Contrast, clustered, contrast, spread
from uprlib.acceptance.precision import precision
from uprlib.acceptance.rates import rate_in_words, rates
from uprlib.errors import DataError
from uprlib.facts.vocabulary import ACTIONS, LOW_COST, SPECIFIC
from uprlib.tidy import CLUSTERED, INTERVAL, Number, Result, Row, estimate, or_sentence, percent, points, tidy, written
from uprlib.timing.room import LEAST_KNOWN, REFUSED

REFUSED_IN_ROOM, ACCEPTED_OF_OPEN = "refused_in_room", "accepted_of_open"
STAGES = {REFUSED_IN_ROOM: "refused in the room", ACCEPTED_OF_OPEN: "accepted at the end, of what was left open"}
"""What is counted at each stage."""

LOW_COST_LESS_SPECIFIC, FRIENDS_LESS_OTHERS = "low_cost_less_specific", "friends_less_others"
SECOND_LESS_FIRST = "second_less_first"

Friends = Mapping[int, pd.DataFrame]
"""By cycle: definition, iso3, friend, of every State with a value; see :func:`uprlib.alliances.friends`."""


def at_risk(own: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of each stage, whose `accepted` says whether what the stage counts came about.

    Parameters
    ----------
    own : pandas.DataFrame
        A State's answers: position_wg (the heading in the Working Group's report) and `accepted`.

    Returns
    -------
    dict of str to pandas.DataFrame
        "refused_in_room": every row of a review whose headings are known (:data:`~uprlib.timing.room.LEAST_KNOWN`);
        "accepted_of_open": those of them that were left open.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> {stage: (len(rows), int(rows["accepted"].sum())) for stage, rows in at_risk(own).items()}
    {'refused_in_room': (269, 83), 'accepted_of_open': (186, 114)}
    """
    known = own["position_wg"].notna()
    whole = known.groupby(own["cycle"]).transform("mean") >= LEAST_KNOWN
    rows = own[known & whole]
    refused = rows["position_wg"].isin(REFUSED).astype("boolean")
    return {REFUSED_IN_ROOM: rows.assign(accepted=refused), ACCEPTED_OF_OPEN: rows[rows["position_wg"] == "pending"]}


def parts(own: Answers) -> Iterator[tuple[int, str, Answers, Mapping[str, bounds.Hidden]]]:
    """Cycle, stage, its rows, and what totals say of those rows whose answer is not known."""
    if own.empty:
        raise DataError(own.told.lacks)
    stages = at_risk(own)
    if stages[REFUSED_IN_ROOM].empty:
        raise DataError(f"The positions of {own.told.the_name} in the Working Group are not known.")
    for cycle in sorted(stages[REFUSED_IN_ROOM]["cycle"].unique()):
        for stage, rows in stages.items():
            of_cycle = rows[rows["cycle"] == cycle].reset_index(drop=True)
            of_cycle.told = own.told
            if len(of_cycle):
                yield int(cycle), stage, of_cycle, {} if stage == REFUSED_IN_ROOM else own.told.hidden


def is_friend(rows: pd.DataFrame, table: pd.DataFrame, definition: str) -> pd.Series:
    """Whether each row's recommending State is a friend; missing where the State has no value."""
    known = table[table["definition"] == definition].set_index("iso3")["friend"]
    return rows["recommender"].map(known.astype(object)).astype("boolean")


def definitions(friends: Friends, cycle: int) -> list[str]:
    table = friends.get(cycle)
    return [] if table is None or table.empty else list(table["definition"].unique())


@or_sentence
def stages(own: Answers, friends: Friends | None = None, definition: str = "ideal_points") -> Result:
    """What a State refused in the room, and what it accepted of the rest, by what was asked and by who asked.

    Parameters
    ----------
    own : Answers
        A State's answers, under a coding that counts later ones where a review was met with silence.
    friends : mapping of int to pandas.DataFrame, optional
        :data:`Friends`; without it, friends and others are not told apart.
    definition : str
        Who is a friend.

    Returns
    -------
    Result
        One row is one group at one stage of one review: cycle, stage, group, label, n, rate, low, high (Wilson),
        rate_min, rate_max (where answers are known as totals only), low_clustered, high_clustered (Wilson at the
        effective number of rows), clusters.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> found = stages(acceptance.answers(uprlib.corpus(), "PRK", "belated"))
    >>> found.loc[found["group"] == "all", ["cycle", "stage", "n", "rate"]].round(3).to_numpy().tolist()[:2]
    [[1, 'refused_in_room', 167, 0.299], [1, 'accepted_of_open', 117, 0.692]]
    """
    tables, refused = [], {}
    for cycle, stage, rows, hidden in parts(own):
        rows = rows.assign(all="all", action_category=rows["action"].map(ACTIONS))
        by = {"all": "all", "action category": "action_category", "regional group": "regional_group"}
        if friends is not None and definition in definitions(friends, cycle):
            friend = is_friend(rows, friends[cycle], definition)
            rows["who"] = friend.map({True: "friends", False: "others"})
            by["friends"] = "who"
        if stage == REFUSED_IN_ROOM:
            refused[cycle] = _refused_of_each(rows, definition)
        within = spread(rows)
        for group, column in by.items():
            found = pd.DataFrame(rates(rows, column, confidence=own.told.confidence, hidden=hidden))
            found = found.rename(columns={column: "label"}).assign(cycle=cycle, stage=stage, group=group)
            sizes = rows.groupby([column, "recommender"]).size()
            ends = [
                _over_states(row, sizes.get(row["label"]), within.icc, own.told.confidence)
                for row in found.to_dict("records")
            ]
            found = found.join(pd.DataFrame(ends, columns=["low_clustered", "high_clustered", "clusters"]))
            if group == "action category":
                found = found.sort_values("label", key=lambda names: names.map(list(ACTIONS.values()).index))
            tables.append(found)
    table = pd.concat(tables, ignore_index=True)
    measures = ["n", "rate", "low", "high", "rate_min", "rate_max", "low_clustered", "high_clustered", "clusters"]
    table = table[["cycle", "stage", "group", "label", *measures]]
    table["words"] = table["stage"].map(STAGES)
    table["whole"] = table["group"] == "all"
    table["over"] = table["whole"] & table["low_clustered"].notna()
    named = f", friends by {definition.replace('_', ' ')}" if (table["group"] == "friends").any() else ""
    return tidy(
        table,
        title=f"Two stages of the answers of {own.told.who}",
        notes=f"Wilson intervals, {own.told.confidence:.0%}: over rows, and over recommending States at the effective "
        "number of rows, given how alike the answers to one State are at that stage; ranges where only totals are "
        f"known; coding {own.told.coding}{named}.",
        index=("cycle", "stage", "group", "value"),
        columns={
            "stage": "words",
            "value": "label",
            "rows": "n",
            "share": rate_in_words,
            "interval, rows": INTERVAL,
            "interval, States": CLUSTERED,
            "States": "clusters",
        },
        numbers=(
            estimate("{stage}.cycle{cycle}", "rate", note="share {words}, coding {coding}", where="whole"),
            clustered("{stage}.cycle{cycle}", "rate", note="share {words}, coding {coding}", where="over"),
        ),
        sentences=tuple(_in_words(table, own, refused)),
        facts={"who": own.told.who, "the_who": own.told.the_name, "coding": own.told.coding, "definition": definition},
    )


def _over_states(row: Row, sizes: pd.Series, icc: float, confidence: float) -> tuple[float, float, int]:
    """Wilson's interval of a share at the effective number of rows, and how many States stand behind it."""
    rows = float(sizes.sum())
    if math.isnan(icc) or pd.isna(row["rate"]):
        return math.nan, math.nan, len(sizes)
    # The design effect of a group is that of its own clusters: 1 + (m - 1) ICC, m the size of a row's cluster (Kish).
    effective = rows / max(1.0, 1 + (float((sizes**2).sum()) / rows - 1) * icc)
    low, high = proportion_confint(row["rate"] * effective, effective, alpha=1 - confidence, method="wilson")
    return max(0.0, round(float(low), 12)), min(1.0, round(float(high), 12)), len(sizes)


def _refused_of_each(rows: pd.DataFrame, definition: str) -> str:
    """How many low-cost, specific and friends' requests were refused in the room, of how many."""
    friends = rows["who"].eq("friends") if "who" in rows else pd.Series(False, rows.index)
    kinds = {
        "low-cost requests (categories 1 and 2)": rows["action"].isin(LOW_COST),
        "requests for specific action": rows["action"].isin(SPECIFIC),
        f"requests of friends (by {definition.replace('_', ' ')})": friends,
    }
    said = []
    for words, mask in kinds.items():
        if asked := int(mask.sum()):
            said.append(f"{int(rows.loc[mask, 'accepted'].sum()) or 'none'} of {asked} {words}")
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _in_words(table: pd.DataFrame, own: Answers, refused: Mapping[int, str]) -> list[str]:
    """What each review's two stages say of all recommendations."""
    said = []
    for cycle, rows in table[table["whole"]].groupby("cycle"):
        of = rows.set_index("stage").to_dict("index")
        room, end = of[REFUSED_IN_ROOM], of.get(ACCEPTED_OF_OPEN)
        of_each = f": {refused[cycle]}" if refused[cycle] and room["rate"] else ""
        said.append(
            f"In cycle {cycle}, {own.told.the_name} refused {round(room['rate'] * room['n']) or 'none'} of {room['n']} "
            f"recommendations in the room ({percent(room['rate'])}){of_each}."
        )
        if end is None:
            said.append("It left none open.")
        elif pd.isna(end["rate"]):
            said.append(f"How many of the {end['n']} that it left open it accepted is not known.")
        else:
            said.append(
                f"Of the {end['n']} that it left open it accepted {round(end['rate'] * end['n']) or 'none'} at the end "
                f"({percent(end['rate'])}, coding {own.told.coding})."
            )
    return said


@or_sentence
def stage_contrasts(
    own: Answers,
    friends: Friends | None = None,
    definition: str = "ideal_points",
    *,
    draws: int = 2000,
    seed: int = 2017,
) -> Result:
    """Low-cost requests less specific ones, friends less others, the second review less the first, at each stage.

    Parameters
    ----------
    own, friends
        As for :func:`stages`; every definition that the table has is used.
    definition : str
        The definition of a friend that the sentences speak of.
    draws, seed : int
        See :func:`uprlib.acceptance.clusters.contrast`.

    Returns
    -------
    Result
        One row is one contrast at one stage: stage, cycle (missing for the second review less the first), label, key,
        the fields of :class:`~uprlib.acceptance.clusters.Contrast`, least and greatest (what the totals allow,
        where answers are known as totals only: then there is no interval and no p).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> found = stage_contrasts(acceptance.answers(uprlib.corpus(), "PRK", "belated"), draws=200)
    >>> found.loc[found["cycle"] == 1, ["stage", "difference", "low", "high"]].round(3).to_numpy().tolist()[0]
    ['refused_in_room', -0.438, -0.559, -0.245]
    """
    friends = friends or {}
    confidence, lines, silent = own.told.confidence, [], []
    rows_of: dict[str, list[Answers]] = {stage: [] for stage in STAGES}
    for cycle, stage, rows, hidden in parts(own):
        rows_of[stage].append(rows)
        if rows["accepted"].notna().all() and rows["accepted"].nunique() < 2:
            silent.append(_one_answer(rows, cycle, stage, own))
            continue
        pairs = {(LOW_COST_LESS_SPECIFIC, "low-cost (1, 2) less specific (5)"): _low_cost(rows)}
        for each in definitions(friends, cycle):
            label = f"friends less others, {each.replace('_', ' ')}"
            pairs[f"{FRIENDS_LESS_OTHERS}.{each}", label] = is_friend(rows, friends[cycle], each)
        for (key, label), apart in pairs.items():
            if apart.dropna().nunique() < 2:
                continue
            line = {"stage": stage, "cycle": cycle, "label": label, "key": f"{stage}.{key}.cycle{cycle}"}
            if rows["accepted"].isna().any():
                line |= _allowed(rows, apart, hidden)
            else:
                line |= asdict(contrast(rows, apart, draws=draws, seed=seed, confidence=confidence))
            lines.append(line)
    lines += _between_reviews(rows_of, own, draws=draws, seed=seed)
    if not lines:
        raise DataError(" ".join(silent) or f"The answers of {own.told.the_name} cannot be compared at either stage.")
    table = pd.DataFrame(lines, columns=["stage", "cycle", "label", "key", *MEASURES])
    table["words"] = table["stage"].map(STAGES)
    table["settled"] = table["difference"].notna()
    table["over"] = table["low_clustered"].notna()
    note, whys = "share {words}: {label}", dict.fromkeys(table["why"].dropna())
    return tidy(
        table.astype({"cycle": "Int64"}),
        title=f"Contrasts at the two stages of the answers of {own.told.who}",
        notes=" ".join(
            filter(
                None,
                (
                    "Percentage points. Rows: Newcombe's intervals and Fisher's test; States: cluster bootstrap and "
                    f"permutation over recommending States, {draws:,} draws; {confidence:.0%}; coding "
                    f"{own.told.coding}.",
                    OF_TOTALS if table["least"].notna().any() else "",
                    *whys,
                ),
            )
        ),
        index=("stage", "cycle", "contrast"),
        columns={
            "stage": "words",
            "cycle": lambda row: "2 less 1" if pd.isna(row["cycle"]) else str(row["cycle"]),
            "contrast": "label",
            "share": "{share_1:share} of {n_1}",
            "less": "{share_0:share} of {n_0}",
            "difference": lambda row: points(row["difference"]) or written("{least:points} to {greatest:points}", row),
            "interval, rows": "{low:points} to {high:points}",
            "interval, States": "{low_clustered:points} to {high_clustered:points}",
            "p, rows": "{p:p}",
            "p, States": "{p_clustered:p}",
            "States": lambda row: "" if pd.isna(row["clusters"]) else str(int(row["clusters"])),
        },
        numbers=(
            Number("{key}", "difference", "low", "high", _rows, note=note, where="settled"),
            clustered("{key}", "difference", note=note, where="over"),
        ),
        sentences=tuple(silent),
        facts={"who": own.told.who, "friends": f"{FRIENDS_LESS_OTHERS}.{definition}"},
    ).say(_contrast_in_words)


MEASURES = (*(field.name for field in fields(Contrast)), "least", "greatest")
OF_TOTALS = "A difference with two ends is what the published totals allow: there the single answers are not known."


def _rows(row: Row) -> int:
    return int(row["n_1"] + row["n_0"])


def _low_cost(rows: pd.DataFrame) -> pd.Series:
    """True for low-cost requests, False for specific ones, missing for all others."""
    low, specific = rows["action"].isin(LOW_COST), rows["action"].isin(SPECIFIC)
    return low.astype("boolean").where(low | specific)


def _one_answer(rows: pd.DataFrame, cycle: int, stage: str, own: Answers) -> str:
    """Why a stage at which every answer is the same is not compared."""
    of, verb = ("all", "were") if bool(rows["accepted"].iloc[0]) else ("none", "was")
    if stage == REFUSED_IN_ROOM:
        said = f"{of} of {len(rows)} recommendations {verb} refused in the room"
    else:
        said = (
            f"{of} of the {len(rows)} recommendations left open {verb} accepted at the end (coding {own.told.coding})"
        )
    return f"In cycle {cycle}, {said}, so that there is nothing to compare at this stage."


def _allowed(rows: Answers, apart: pd.Series, hidden: Mapping[str, bounds.Hidden]) -> dict[str, Any]:
    """What the totals allow the difference to be."""
    first, second = apart.eq(True).fillna(False).astype(bool), apart.eq(False).fillna(False).astype(bool)
    least, greatest = bounds.extremes(bounds.difference(rows, first, second), rows, hidden)
    return {"n_1": int(first.sum()), "n_0": int(second.sum()), "least": least, "greatest": greatest}


def _between_reviews(
    rows_of: Mapping[str, list[Answers]], own: Answers, *, draws: int, seed: int
) -> Iterator[dict[str, Any]]:
    """The second review less the first, at each stage; from totals where single answers are not known."""
    for stage, reviews in rows_of.items():
        if len(reviews) != 2:
            continue
        line = {"stage": stage, "label": "second review less first", "key": f"{stage}.{SECOND_LESS_FIRST}"}
        rows = pd.concat(reviews, ignore_index=True)
        if rows["accepted"].notna().all():
            apart = rows["cycle"] == rows["cycle"].max()
            yield line | asdict(contrast(rows, apart, draws=draws, seed=seed, confidence=own.told.confidence))
            continue
        first, second = rates(rows, "cycle", hidden=own.told.hidden).sort_values("cycle").to_dict("records")
        if pd.notna(first["rate"]) and pd.notna(second["rate"]):
            yield line | _of_totals(second, first, reviews, own.told.confidence)


def _of_totals(second: Row, first: Row, reviews: list[Answers], confidence: float) -> dict[str, Any]:
    """The difference of two shares of which only totals are known; a review whose answers do not show how they cluster
    is taken to cluster as the other."""
    (a, n), (b, m) = ((round(each["rate"] * each["n"]), int(each["n"])) for each in (second, first))
    effects = [spread(rows).design_effect for rows in reviews if rows["accepted"].notna().all()]
    found = precision(a, n, b, m, confidence=confidence)
    line = {"share_1": a / n, "share_0": b / m, "n_1": n, "n_0": m, "difference": found.difference}
    line |= {"low": found.low, "high": found.high, "p": float(stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue)}
    if effects and not math.isnan(effects[0]):
        over = precision(a, n, b, m, confidence=confidence, design_effects=(effects[0], effects[0]))
        line |= {"low_clustered": over.low, "high_clustered": over.high, "why": BORROWED}
        line["clusters"] = pd.concat(reviews)["recommender"].nunique()
    return line


BORROWED = (
    "The second review less the first, where single answers of one review are not known, has its interval over States "
    "at the effective number of rows, by the design effect of the other review."
)


def _contrast_in_words(row: Row) -> str:
    """What the article says of one rate, said of each stage: of low-cost requests, and of friends."""
    of = {LOW_COST_LESS_SPECIFIC: ("low-cost", "specific ones"), row["friends"]: ("friends'", "others'")}
    named = next((words for key, words in of.items() if f".{key}." in row["key"]), None)
    if named is None:
        return ""
    where = "refused in the room" if row["stage"] == REFUSED_IN_ROOM else "accepted at the end of what was left open"
    of_cycle = f"In cycle {row['cycle']}, the share {where}"
    if not row["settled"]:
        ends = f"between {points(row['least'])} and {points(row['greatest'])} percentage points"
        return f"{of_cycle} of {named[0]} requests less that of {named[1]} is {ends}, by the published totals."
    over = written(", {low_clustered:points} to {high_clustered:points} over recommending States", row) + written(
        "; p over States {p_clustered:p}", row
    )
    shares = f"was {percent(row['share_1'])} for {named[0]} requests and {percent(row['share_0'])} for {named[1]}"
    interval = f"{points(row['low'])} to {points(row['high'])} over rows{over}"
    return f"{of_cycle} {shares}: {points(row['difference'])} percentage points ({interval})."
