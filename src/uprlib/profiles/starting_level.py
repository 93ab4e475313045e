"""A State's change between its two reviews, given where it started.

A State that accepted nothing at first can only rise, and one that accepted all can only fall: changes from different
starting levels are not alike. Three comparisons hold the start constant: what the second rate is expected to be given
the first, over all States; the States whose first review is most like it; and the other States that started at nothing.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from uprlib.acceptance.answers import Answers, corpus_of, everyone
from uprlib.acceptance.codings import OF_OTHERS
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.profiles.changes import change_tables
from uprlib.profiles.ranks import rank
from uprlib.tidy import Number, Result, Row, count, estimate, or_sentence, percent, points, tidy
from uprlib.timing.change import changes
from uprlib.timing.room import REFUSED

FITS = {"all": "all States", "heard": "without States at zero"}
"""The States that the line is drawn through. A first rate of zero may be a silence that was recorded as "noted"."""


def expected_second(table: pd.DataFrame) -> pd.DataFrame:
    """What each State's second rate is expected to be, given its first, from the line through all other States.

    Parameters
    ----------
    table : pandas.DataFrame
        From :func:`uprlib.timing.changes`.

    Returns
    -------
    pandas.DataFrame
        The table with expected, residual (the second rate less it), error (the standard error of that difference) and
        slope (of the line).

    Notes
    -----
    Ordinary least squares with each State left out in turn, by the leverages of one fit (Cook and Weisberg 1982): a
    State far from the others would otherwise draw the line to itself.

    Examples
    --------
    Four States answered as before; the one that had accepted nothing would be expected to do so again.

    >>> before = [0.0, 0.4, 0.6, 0.8, 1.0]
    >>> found = expected_second(pd.DataFrame({"rate_1": before, "rate_2": [0.9, *before[1:]]}))
    >>> abs(found["expected"].round(2).iloc[0]), found["residual"].round(2).iloc[0]
    (np.float64(0.0), np.float64(0.9))
    """
    return table.assign(**line_of_others(table["rate_1"].to_numpy(float), table["rate_2"].to_numpy(float)))


def line_of_others(first: np.ndarray, second: np.ndarray) -> dict[str, np.ndarray]:
    """What :func:`expected_second` adds to its table, from the two rates of each State."""
    states = len(first)
    design = np.column_stack([np.ones(states), first])
    if states < 5 or np.ptp(first) == 0:
        raise DataError("no line can be drawn: too few other States, or all of one first rate", value=states)
    inverse = np.linalg.pinv(design)
    hat = design @ inverse
    leverage, fitted = np.diag(hat), hat @ second
    residual = (second - fitted) / (1 - leverage)
    freedom = states - 3
    # The variance around the line of the others: that of the whole fit less the State's own part.
    variance = (((second - fitted) ** 2).sum() - residual**2 * (1 - leverage)) / freedom
    error = np.sqrt(np.maximum(variance, 0) / (1 - leverage))
    slope = inverse[1] @ second - inverse[1] * residual
    return {"expected": second - residual, "residual": residual, "error": error, "slope": slope}


@or_sentence
def given_the_start(own: Answers) -> Result:
    """A State's second rate beside what all other States lead one to expect, given its first rate.

    Returns
    -------
    Result
        One row is one coding with one choice of States: coding, fit (:data:`FITS`), first, second, expected, residual
        with low and high (second less expected, by the prediction interval), rank (1 is furthest above what is
        expected), states, p.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> found = given_the_start(acceptance.answers(uprlib.corpus(), "PRK"))
    >>> found.loc[found["fit"] == "all", ["coding", "residual", "rank"]].round(3).to_numpy().tolist()[0]
    ['recorded', -0.108, 146]
    """
    tables = change_tables(own)
    sur, confidence = own["sur"].iloc[0], own.told.confidence
    lines: list[dict[str, Any]] = []
    for coding, table in tables.items():
        mine = table["sur"] == sur
        for fit in FITS:
            fitted = expected_second(table[mine | (table["rate_1"] > 0)] if fit == "heard" else table)
            row, others = fitted[fitted["sur"] == sur].iloc[0], fitted.loc[fitted["sur"] != sur, "residual"]
            place = rank(row["residual"], others)
            half = float(stats.t.ppf(0.5 + confidence / 2, len(fitted) - 3) * row["error"])
            line = {"coding": coding, "fit": fit, "first": row["rate_1"], "second": row["rate_2"]}
            line |= {"expected": row["expected"], "residual": row["residual"], "p": place.p}
            line |= {"low": row["residual"] - half, "high": row["residual"] + half}
            lines.append(line | {"rank": place.rank, "states": place.states})
    table = pd.DataFrame(lines)
    table["words"] = table["fit"].map(FITS)
    table["suffix"] = table["fit"].map({"all": "", "heard": ".heard"})
    highest, name = "1 is furthest above what is expected", own.told.the_name
    return tidy(
        table,
        title=f"The second review, given the first, {own.told.who}",
        notes="Expected: least squares of the second rate on the first, over all other States. Percentage points, with "
        f"prediction intervals, {confidence:.0%}; rank 1 is furthest above what is expected; p is the share of States "
        "as far up, the State itself included.",
        index=("coding", "line through"),
        columns={
            "line through": "words",
            "first": "{first:share}",
            "second": "{second:share}",
            "expected": "{expected:share}",
            "difference": "{residual:points}",
            "interval": "{low:points} to {high:points}",
            "rank": "{rank} of {states}",
            "p": "{p:p}",
        },
        numbers=(
            estimate("given_start.{coding}{suffix}", "residual", n="states", note="second rate less what is expected"),
            Number("given_start_rank.{coding}{suffix}", "rank", n="states", unit="rank", note=highest),
            Number("given_start_p.{coding}{suffix}", "p", n="states", unit="p", note="share of States as far up"),
        ),
        sentences=_start_in_words(table[table["fit"] == "all"], name),
        facts={"who": own.told.who, "sur": sur},
    )


def _start_in_words(table: pd.DataFrame, name: str) -> tuple[str, ...]:
    said = []
    for row in table.to_dict("records"):
        side = "above" if row["residual"] > 0 else "below"
        under = f"under the coding {row['coding']}" if len(table) > 1 else ""
        said.append(
            f"A State that accepted {percent(row['first'])} in its first review is expected to accept "
            f"{percent(row['expected'])} in its second; {name} accepted {percent(row['second'])} {under}".rstrip()
            + f", {abs(100 * row['residual']):.1f} points {side} (rank {row['rank']} of {row['states']} from the top)."
        )
    return tuple(said)


@or_sentence
def matched_states(own: Answers, *, nearest: int = 10) -> Result:
    """The States whose first review was most like a State's own, and how they changed.

    How unlike two first reviews are is the sum of two numbers between 0 and 1: the difference of the shares accepted,
    and the share of requests that would have to change their action category for the mixes to be the same.

    Parameters
    ----------
    nearest : int
        How many States are matched, under each coding of the State's own answers.

    Returns
    -------
    Result
        One row is one State under one coding, the State itself first: coding, sur, name, session_1, rate_1, mix (the
        difference of the mixes), unlike, rate_2, change, own.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> found = matched_states(acceptance.answers(uprlib.corpus(), "PRK"), nearest=3)
    >>> found.loc[found["coding"] == "recorded", "sur"].tolist()[0]
    'PRK'
    """
    corpus, sur = corpus_of(own), own["sur"].iloc[0] if len(own) else ""
    tables = change_tables(own)
    first = corpus.recommendations[corpus.recommendations["cycle"] == 1]
    mix = pd.crosstab(first["sur"], first["action"], normalize="index")
    if sur not in mix.index:
        raise DataError(f"The requests of the first review of {own.told.the_name} have no action category.")
    apart = (mix - mix.loc[sur]).abs().sum(axis=1) / 2
    parts, said, kept = [], [], {}
    for coding, table in tables.items():
        table = table.assign(mix=table["sur"].map(apart), coding=coding, own=table["sur"] == sur)
        start = table.loc[table["own"], "rate_1"].iloc[0]
        table["unlike"] = (table["rate_1"] - start).abs() + table["mix"]
        table = table.dropna(subset=["unlike"]).sort_values(["own", "unlike", "sur"], ascending=[False, True, True])
        matches = table[~table["own"]].head(nearest)
        if len(matches) < 2:
            raise DataError(f"There are too few States to match with {own.told.the_name}.")
        change = table.loc[table["own"], "change"].iloc[0]
        place = rank(change, matches["change"])
        parts.append(pd.concat([table[table["own"]], matches]))
        of = f" under the coding {coding}" if len(tables) > 1 else ""
        said.append(
            f"Among the {len(matches)} States whose first review was most like that of {own.told.the_name}{of}, the "
            f"share accepted changed by {points(place.mean)} percentage points on average; its own by {points(change)} "
            f"(rank {place.rank} of {place.states} from the largest rise, p = {place.p:.2f})."
        )
        kept[f"matched.{coding}"] = count(
            place.difference, "share", "change less the mean of matched States", len(matches)
        )
        kept[f"matched_p.{coding}"] = count(place.p, "p", "share of matched States that rose as much", place.states)
    table = pd.concat(parts, ignore_index=True)
    table["name"] = table["sur"].map(corpus.names)
    return tidy(
        table[["coding", "sur", "name", "session_1", "rate_1", "mix", "unlike", "rate_2", "change", "own"]],
        title=f"States whose first review was most like that of {own.told.the_name}",
        notes="Unlike: difference of the first rates, plus difference of the mixes of action categories (0 to 1 each). "
        f"{OF_OTHERS if len(tables) > 1 else ''}".rstrip(),
        index=("coding", "State"),
        columns={
            "State": "name",
            "session": "session_1",
            "first": "{rate_1:share}",
            "mix": "{mix:.2f}",
            "unlike": "{unlike:.2f}",
            "second": "{rate_2:share}",
            "change": "{change:points}",
        },
        counts=kept,
        sentences=tuple(said),
        facts={"who": own.told.who, "sur": sur},
    )


@or_sentence
def states_at_zero(corpus: Corpus, sur: str) -> Result:
    """Every State of whose first review nothing is recorded as accepted, and what its silence was.

    UPR Info recorded silence as "noted". Where a State refused nothing in the Working Group, its zero says that it did
    not answer, and not what it would have answered: it is a poor placebo.

    Returns
    -------
    Result
        One row is one State: sur, name, session, n, refused, left_open and unknown (how its first review stands in the
        Working Group's report), silence (in words), rate_2, change, own.

    Examples
    --------
    >>> import uprlib
    >>> found = states_at_zero(uprlib.corpus(), "PRK")
    >>> found[["sur", "n", "refused"]].to_dict("records")[-1]
    {'sur': 'PRK', 'n': 167, 'refused': 50}
    """
    table = changes(everyone(corpus))
    table = table[table["accepted_1"] == 0]
    if table.empty:
        raise DataError("Every State with two reviews has a recorded acceptance in its first.")
    first = corpus.recommendations[
        (corpus.recommendations["cycle"] == 1) & corpus.recommendations["sur"].isin(table["sur"])
    ]
    heading = first["position_wg"]
    counted = first.assign(
        refused=heading.isin(REFUSED), left_open=heading.eq("pending").fillna(False), unknown=heading.isna()
    )
    room = counted.groupby("sur")[["refused", "left_open", "unknown"]].sum().astype(int)
    table = table.merge(room, left_on="sur", right_index=True).assign(name=table["sur"].map(corpus.names))
    table = table.assign(session=table["session_1"], n=table["n_1"], own=table["sur"] == sur)
    table["silence"] = [_silence(row) for row in table.to_dict("records")]
    table = table.sort_values(["session", "sur"], ignore_index=True)
    others = table[~table["own"]]
    said = [
        f"Nothing is recorded as accepted in the first reviews of {len(table)} States with two reviews. Of "
        f"{int((table['unknown'] == table['n']).sum())} of them no position in the Working Group is on file, so that "
        "their zeros may be silences that the database recorded as noted."
    ]
    kept = {"at_zero": count(len(table), "States", "States with two reviews and no recorded acceptance in the first")}
    if table["own"].any() and len(others):
        place = rank(float(table.loc[table["own"], "change"].iloc[0]), others["change"])
        said.append(
            f"The other {len(others)} rose by {points(others['change'].min())} to {points(others['change'].max())} "
            f"percentage points, {corpus.the_name(sur)} by {points(place.value)}: rank {place.rank} of {place.states} "
            f"from the largest rise, p = {place.p:.2f}."
        )
        kept["at_zero_rank"] = count(place.rank, "rank", "1 is the largest rise among States at zero", place.states)
        kept["at_zero_p"] = count(place.p, "p", "share of the States at zero that rose as much", place.states)
    return tidy(
        table[["sur", "name", "session", "n", "refused", "left_open", "unknown", "silence", "rate_2", "change", "own"]],
        title="States of whose first review nothing is recorded as accepted",
        notes="n: recommendations; refused, left open, not known: the headings of the Working Group's report.",
        index="State",
        columns={
            "State": "name",
            "session": "session",
            "n": "n",
            "refused": "refused",
            "left open": "left_open",
            "not known": "unknown",
            "what the zero is": "silence",
            "second": "{rate_2:share}",
            "change": "{change:points}",
        },
        counts=kept,
        sentences=tuple(said),
        facts={"sur": sur},
    )


def _silence(row: Row) -> str:
    """What a State's recorded zero is made of, as far as the Working Group's report tells."""
    if row["unknown"] == row["n"]:
        return "silence or refusal: no position in the room is on file"
    parts = {"refused in the room": row["refused"], "met with silence": row["left_open"], "not known": row["unknown"]}
    return ", ".join(f"{n} {words}" for words, n in parts.items() if n)
