"""Where a State's change between its two reviews stands among the changes of all States: a placebo in space.

Every State that was reviewed twice is a State to which the inquiry did not happen. Where the State in question stands
among their changes says how unusual its own is; it does not say why (Abadie, Diamond and Hainmueller 2010, for the
idea of inference from placebos).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from uprlib.acceptance.answers import Answers, answers, beyond_two, corpus_of, everyone
from uprlib.acceptance.codings import CODINGS, OF_OTHERS
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.profiles import ranks
from uprlib.profiles.ranks import Rank, rank
from uprlib.tidy import Cell, Number, Result, Row, capitalised, count, or_sentence, points, tidy
from uprlib.timing.allowed import answered_later
from uprlib.timing.change import changes, drawn_changes, placed, standardised_changes
from uprlib.timing.record import between_reviews

FIRST_SESSIONS = (1, 3, 4, 6)
"""First reviews from these sessions on: of early ones the answers were often not recorded."""

LAST_SESSIONS = (20, 26)
"""Second reviews up to these sessions: the article's horizon, and all that the corpus holds."""


def rank_of_change(table: pd.DataFrame, sur: str, *, first_session: int = 1, last_session: int = 99) -> Rank:
    """Where a State's change stands among those of all States; 1 is the largest rise.

    Parameters
    ----------
    table : pandas.DataFrame
        From :func:`uprlib.timing.changes` or :func:`uprlib.timing.standardised_changes`.
    first_session : int
        States whose first review was in an earlier session are left out (early answers were often not recorded).
    last_session : int
        States whose second review was in a later session are left out.

    Raises
    ------
    DataError
        The State is not among them, or there are fewer than two others.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance, timing
    >>> found = rank_of_change(timing.changes(acceptance.everyone(uprlib.corpus())), "PRK")
    >>> found.rank, found.states
    (11, 192)
    """
    among = table[_are_kept(table, first_session, last_session)]
    own, others = among.loc[among["sur"] == sur, "change"], among.loc[among["sur"] != sur, "change"]
    if own.empty:
        kept = f"{sur}, first review from session {first_session}, second up to {last_session}"
        raise DataError("this State does not have two reviews with known answers in the chosen sessions", value=kept)
    if len(others) < 2:
        raise DataError("there are too few other States to compare with", value=len(others))
    return rank(own.iloc[0], others)


def _are_kept(table: pd.DataFrame, first_session: int, last_session: int) -> pd.Series:
    return (table["session_1"] >= first_session) & (table["session_2"] <= last_session)


def rank_interval(
    drawn: np.ndarray,
    table: pd.DataFrame,
    sur: str,
    *,
    first_session: int = 1,
    last_session: int = 99,
    confidence: float = 0.95,
) -> tuple[int, int]:
    """How far a State's rank moves over :func:`uprlib.timing.drawn_changes` of the same table.

    Returns
    -------
    tuple of int
        The middle `confidence` of its ranks among the States kept, as in :func:`rank_of_change`.
    """
    kept = _are_kept(table, first_session, last_session).to_numpy()
    own = (table["sur"] == sur).to_numpy()
    if not (own & kept).any():
        raise DataError("this State does not have two reviews with known answers in the chosen sessions", value=sur)
    return ranks.rank_interval(drawn[:, kept], own[kept], confidence=confidence)


def placements(
    table: pd.DataFrame,
    sur: str,
    *,
    first_sessions: Sequence[int],
    last_sessions: Sequence[int],
    drawn: np.ndarray | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """:func:`rank_of_change` for each choice of sessions, and :func:`rank_interval` where draws are given.

    Returns
    -------
    pandas.DataFrame
        One row is one choice: last_session, first_session, change, rank, states, share_as_large, p (the same with the
        State counted among them: :attr:`uprlib.profiles.ranks.Rank.p`), share_as_far, difference (from the mean of the
        others), rank_low, rank_high. Choices that the State is not in, or that leave fewer than two others, are left
        out.
    """
    lines = []
    for last, first in itertools.product(last_sessions, first_sessions):
        sessions = {"first_session": first, "last_session": last}
        try:
            found = rank_of_change(table, sur, **sessions)
        except DataError:
            continue
        shares = {"share_as_large": found.share_beyond, "share_as_far": found.share_as_far}
        line = sessions | {"change": found.value, "rank": found.rank, "states": found.states} | shares
        line |= {"p": found.p, "difference": found.difference}
        if drawn is not None:
            interval = rank_interval(drawn, table, sur, **sessions, confidence=confidence)
            line |= dict(zip(("rank_low", "rank_high"), interval, strict=True))
        lines.append(line)
    measures = ["change", "rank", "states", "share_as_large", "p", "share_as_far", "difference"]
    measures += ["rank_low", "rank_high"]
    return pd.DataFrame(lines, columns=["last_session", "first_session", *measures])


def change_tables(own: Answers) -> dict[str, pd.DataFrame]:
    """:func:`uprlib.timing.changes` of all States, with the State's own answers under each coding that it has.

    Raises
    ------
    DataError
        The State does not have two reviews with known totals.
    """
    if own.empty:
        raise DataError(own.told.lacks)
    corpus, sur = corpus_of(own), own["sur"].iloc[0]
    plain = changes(everyone(corpus))
    if sur not in set(plain["sur"]):
        raise DataError(f"{capitalised(own.told.the_name)} does not have two reviews with known answers.")
    found, problem = {}, ""
    for coding in CODINGS if answered_later(answers(corpus, sur)) else (own.told.coding,):
        mine = answers(corpus, sur, coding)
        try:
            found[coding] = placed(plain, sur, mine, mine.told.hidden)
        except DataError as lacks:
            problem = lacks.sentence
    if not found:
        raise DataError(f"There is no change to show for {own.told.the_name}: {problem}")
    return found


@or_sentence
def changes_beside_all(
    own: Answers, *, sessions_kept: int = 1, last_session: int = 26, draws: int = 10_000, seed: int = 20140217
) -> Result:
    """A State's change between its two reviews beside the change of every other State.

    Other States have the answers that UPR Info recorded. The State has its own under each coding if it answered its
    first review later, otherwise under the coding of `own`.

    Parameters
    ----------
    sessions_kept, last_session : int
        A choice of sessions beside the usual ones (:data:`FIRST_SESSIONS`, :data:`LAST_SESSIONS`), and the one that the
        figure shows.
    draws, seed : int
        Draws of all States' rates for the interval of a rank, and their seed.

    Returns
    -------
    Result
        One row is one coding with one choice of sessions: coding, and the columns of :func:`placements`; change_net,
        rank_net and states_net are the same after taking out what was asked. `facts` has "others" and "own", the
        changes that the figure shows, and "mean", that of the others.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> found = changes_beside_all(acceptance.answers(uprlib.corpus(), "PRK"), draws=200)
    >>> found.loc[found["first_session"] == 6, ["coding", "rank", "states"]].head(1).to_dict("records")
    [{'coding': 'recorded', 'rank': 1, 'states': 32}]
    """
    corpus, confidence, who = corpus_of(own), own.told.confidence, own.told.the_name
    tables, further = change_tables(own), beyond_two(_cycles(corpus, own))
    sur, standard = own["sur"].iloc[0], standardised_changes(everyone(corpus))
    firsts, lasts = sorted({*FIRST_SESSIONS, sessions_kept}), sorted({*LAST_SESSIONS, last_session})
    parts, sessions = [], ["last_session", "first_session"]
    for each, table in tables.items():
        own = answers(corpus, sur, each)
        drawn = drawn_changes(table, draws=draws, seed=seed)
        places = placements(table, sur, first_sessions=firsts, last_sessions=lasts, drawn=drawn, confidence=confidence)
        if sur in set(standard["sur"]):
            net = placed(standard, sur, own[own["action"].notna()], own.told.hidden)
            net_places = placements(net, sur, first_sessions=firsts, last_sessions=lasts)
            net_places = net_places[[*sessions, "change", "rank", "states"]]
            places = places.merge(net_places, on=sessions, how="left", suffixes=("", "_net"))
        parts.append(places.assign(coding=each))
    if not any(len(part) for part in parts):
        raise DataError(f"There is no change to show for {who}: it is in none of the chosen sessions")
    found = pd.concat(parts, ignore_index=True)
    shown = found[(found["first_session"] == sessions_kept) & (found["last_session"] == last_session)]
    return tidy(
        found,
        title=f"Change between the two reviews, {corpus.name(sur)}",
        notes=f"Percentage points; rank 1 is the largest rise; its interval over {draws:,} draws of all rates, "
        f"{confidence:.0%}.",
        index=("coding", "to session", "from session"),
        columns=CHANGES | (AT_THE_SAME_MIX if "change_net" in found else {}),
        numbers=KEPT,
        sentences=(*_in_words(shown.to_dict("records"), who), *([OF_OTHERS] if len(tables) > 1 else []), *further),
        facts={
            **{"who": corpus.name(sur), "sur": sur, "sessions_kept": sessions_kept, "last_session": last_session},
            **_every_change(tables, sur, sessions_kept, last_session),
        },
    )


def _cycles(corpus: Corpus, own: Answers) -> list[int]:
    """The cycles in which a State was reviewed."""
    rows = corpus.recommendations
    return rows.loc[rows["sur"] == own["sur"].iloc[0], "cycle"].dropna().unique().tolist()


CHANGES: dict[str, Cell] = {
    "to session": "last_session",
    "from session": "first_session",
    "change": "{change:points}",
    "rank": "{rank} of {states}",
    "rank's interval": "{rank_low} to {rank_high}",
    "as large": "{share_as_large:share}",
    "p": "{p:p}",
    "as far": "{share_as_far:share}",
    "minus the mean": "{difference:points}",
}
AT_THE_SAME_MIX: dict[str, Cell] = {
    "same mix: change": "{change_net:points}",
    "same mix: rank": "{rank_net:.0f} of {states_net:.0f}",
}
"""How changes are printed."""


def _others(row: Row) -> int:
    return row["states"] - 1


_LARGEST = "1 is the largest rise among States with two reviews"
_SESSIONS = "{coding}.from{first_session}.to{last_session}"
KEPT = (
    Number(f"change.{_SESSIONS}", "change", n="states", note="rate of the second review minus rate of the first"),
    Number(f"change_rank.{_SESSIONS}", "rank", "rank_low", "rank_high", "states", "rank", _LARGEST),
    Number(f"share_as_large.{_SESSIONS}", "share_as_large", n=_others, note="other States with as large a change"),
    Number(
        f"change_p.{_SESSIONS}", "p", n="states", unit="p", note="share of States with as large a change, itself too"
    ),
)
"""What is kept of changes."""


def _every_change(
    tables: dict[str, pd.DataFrame], sur: str, first_session: int, last_session: int
) -> dict[str, object]:
    """The changes that the figure shows: those of the others, and the State's own under each coding that differs."""
    # Under every coding of the State's own answers the others' are the same.
    others = next(iter(tables.values()))
    others = others[_are_kept(others, first_session, last_session) & (others["sur"] != sur)]
    own = pd.concat([table[table["sur"] == sur].assign(coding=each) for each, table in tables.items()])
    own = own[_are_kept(own, first_session, last_session)].drop_duplicates("change").reset_index(drop=True)
    others = others.assign(silent=others["accepted_1"] == 0).reset_index(drop=True)
    return {"others": others, "own": own, "mean": float(others["change"].mean())}


def _in_words(rows: list[dict[str, Any]], who: str) -> tuple[str, ...]:
    """What the change under each coding is, and its rank; the first sentence says what is compared."""
    said: list[str] = []
    for row in rows:
        change, rank_ = row["change"], f"rank {row['rank']} of {row['states']}"
        by = f"{'rose' if change > 0 else 'fell'} by {abs(100 * change):.1f} percentage points" if change else "stayed"
        if said:
            said.append(f"Under the coding {row['coding']} it {by} ({rank_}).")
            continue
        others = f", and {row['share_as_large']:.1%} of the other States rose by as much or more, p = {row['p']:.3f}"
        others = others if change > 0 else ""
        said.append(
            f"From the first review to the second, the share that {who} accepted {by} under the coding {row['coding']} "
            f"({rank_} from the largest rise{others})."
        )
    return tuple(said)


@or_sentence
def changes_with_inquiry(corpus: Corpus, sur: str, coding: str = "recorded") -> Result:
    """The change of each State with an inquiry between its two reviews, beside States without an inquiry on file.

    Parameters
    ----------
    sur, coding : str
        This State has its answers under `coding`, all others as UPR Info recorded them.

    Returns
    -------
    Result
        One row is one State: state, name, inquiry, change, rank, states, share_as_far, own, label; `facts` has
        "placebo", the changes of the States without an inquiry, and their "mean".

    Examples
    --------
    >>> import uprlib
    >>> changes_with_inquiry(uprlib.corpus(), "PRK")["state"].to_list()
    ['ISR', 'LBY', 'IRN', 'CIV', 'BLR', 'ERI', 'PRK']
    """
    table, own = changes(everyone(corpus)), answers(corpus, sur, coding)
    if sur in set(table["sur"]):
        table = placed(table, sur, own, own.told.hidden)
    inquiries = between_reviews(corpus)
    inside = inquiries[inquiries["between"] & inquiries["state"].isin(table["sur"])].drop_duplicates("state")
    if inside.empty:
        raise DataError("No State has an inquiry on file between two reviews with known answers.")
    change = table.set_index("sur")["change"]
    placebo = table.loc[~table["sur"].isin(corpus.events["state"]) & (table["sur"] != sur), "change"]
    lines = []
    for state, inquiry in zip(inside["state"], inside["event"], strict=True):
        found, name = rank(change[state], placebo), corpus.name(state)
        measures = {"change": found.value, "rank": found.rank, "states": found.states}
        named = {"state": state, "name": name, "inquiry": inquiry, "label": f"{name}: {inquiry}", "own": state == sur}
        lines.append({**named, **measures, "share_as_far": found.share_as_far})
    of_own = f", with {corpus.the_name(sur)} under the coding {coding}" if sur in change.index else ""
    said = [f"{line['name']} {points(line['change'])} (rank {line['rank']} of {line['states']})" for line in lines]
    return tidy(
        pd.DataFrame(lines),
        title="Change between two reviews of States with an inquiry between them",
        notes=f"Percentage points; ranks among {len(placebo)} States without an inquiry.",
        index="State",
        columns={
            "State": "name",
            "inquiry": "inquiry",
            "change": "{change:points}",
            "rank": "{rank} of {states}",
            "as far": "{share_as_far:share}",
        },
        numbers=Number("inquiry.{state}", "change", n="states", note="{inquiry}, coding {coding} for {sur}"),
        counts={"inquiries": count(len(lines), "States", "States with an inquiry between their two reviews")},
        sentences=f"{len(lines)} States had an inquiry between two reviews, and {len(placebo)} have none on file. "
        f"Changes in percentage points{of_own}: {'; '.join(said)}.",
        facts={"sur": sur, "coding": coding, "placebo": placebo.reset_index(drop=True), "mean": float(placebo.mean())},
    )
