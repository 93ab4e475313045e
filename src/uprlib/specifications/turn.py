"""Whether a State's turn from its first review to its second was unusual, under every choice."""

from __future__ import annotations

import contextlib
import itertools
import math
from collections.abc import Iterator

import pandas as pd

from uprlib.acceptance import bounds, codings
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.profiles.changes import FIRST_SESSIONS, LAST_SESSIONS
from uprlib.profiles.ranks import Rank, rank
from uprlib.profiles.starting_level import line_of_others
from uprlib.specifications.choices import PARTS, REPEATED, SESSION_11, joined, rows
from uprlib.specifications.estimates import in_rank_order, specification
from uprlib.tidy import Result, capitalised, or_sentence
from uprlib.timing.change import changes, standardised_changes, totals, with_totals

STRONG_SHARE = 0.05
"""A turn is strongly unusual where at most this share of all States, itself included, changed as much."""

STARTING_LEVEL = ("not considered", "held constant")
"""Whether a State's change is set beside all others', or beside what its first share leads one to expect: who accepted
nothing can only rise. See :func:`uprlib.profiles.expected_second`."""

MIXES = ("as asked", "same mix of categories")
"""Whether what was asked is held constant; see :func:`uprlib.timing.standardised_changes`."""

NO_INTERVAL = (math.nan, math.nan)

_TEXT = ["symbol", "paragraph", "recommender", "flag"]
_LOOKED_AT = ["sur", *_TEXT, "cycle", "session", "action", "accepted", "in_default_set"]
_PLACED = ["session_1", "session_2", "rate_1", "rate_2", "change"]


@or_sentence
def turn(corpus: Corpus, sur: str) -> Result:
    """The change between the two reviews less that of all other States (claim ``turn-unusual``).

    Less their mean change or, with the starting level held constant, less the change that they lead one to expect of a
    State with its first share.

    Agrees where it is above 0; strong where, besides, at most 5% of all States, itself included, changed as much. It
    has no interval: the other States are the comparison, not a sample.

    Returns
    -------
    Result
        One row is one specification; see :func:`uprlib.specifications.estimates.in_rank_order`. The choices are coding
        (of the State's own answers), parts, repeated, session 11, mix, first review from session, second review to
        session and starting level.

    Examples
    --------
    >>> import uprlib
    >>> found = turn(uprlib.corpus(), "PRK")
    >>> found.groupby(["coding", "starting level"])["agrees"].mean().round(2).to_dict()["recorded", "not considered"]
    1.0
    """
    everything, positions, found = corpus.everything, corpus.positions, []
    # Rows of all States are chosen and joined many times, which is slow with text.
    everyone = codings.coded(everything, positions, "recorded")[_LOOKED_AT].astype(dict.fromkeys(_TEXT, "category"))
    received = everything[everything["sur"] == sur].reset_index(drop=True)
    positions = positions[positions["rec_id"].isin(received["rec_id"])]
    coded = {each: codings.coded(received, positions, each)[["rec_id", *_LOOKED_AT]] for each in codings.CODINGS}
    for repeated, session_11 in itertools.product(REPEATED, SESSION_11):
        which = {"repeated": repeated, "session_11": session_11}
        kept = rows(everyone, **which)
        # South Sudan's session 11 moves no answer of another State.
        if session_11 == SESSION_11[0] or not received["in_default_set"].all():
            own = _totals({coding: rows(answers, **which) for coding, answers in coded.items()}, corpus, positions)
        for parts in PARTS:
            tables = _tables(corpus, sur, joined(kept, parts))
            for coding, (mix, table) in itertools.product(codings.CODINGS, tables.items()):
                for made, place in _places(with_totals(table, sur, own[coding, parts, mix]), sur):
                    choices = {"coding": coding, "mix": mix, **made, "parts": parts}
                    choices |= {"repeated": repeated, "session 11": session_11}
                    agrees = place.difference > 0
                    strong = agrees and place.p <= STRONG_SHARE
                    numbers = ("turn-unusual", place.difference, NO_INTERVAL, place.states, None, choices)
                    found.append(specification(*numbers, agrees=agrees, strong=strong))
    return in_rank_order(found, corpus, sur).with_about(notes=codings.OF_OTHERS)


def _totals(
    coded: dict[str, pd.DataFrame], corpus: Corpus, positions: pd.DataFrame
) -> dict[tuple[str, str, str], dict[int, dict[str, float]]]:
    """What the State's reviews come to, by coding, parts and mix."""
    found = {}
    for coding, own in coded.items():
        hidden = bounds.hidden(own, corpus.position_totals, positions, coding)
        for parts in PARTS:
            answers = joined(own, parts)
            with_action = answers.dropna(subset=["action"])
            as_asked = found[coding, parts, MIXES[0]] = totals(answers, hidden)
            same = len(with_action) == len(answers)
            found[coding, parts, MIXES[1]] = as_asked if same else totals(with_action, hidden)
    return found


def _tables(corpus: Corpus, sur: str, recorded: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The changes of all States, by how the mix of requests is treated."""
    tables = dict(zip(MIXES, (changes(recorded), standardised_changes(recorded)), strict=True))
    for table, of in zip(tables.values(), ("", " and coded action categories"), strict=True):
        if sur not in set(table["sur"]):
            raise DataError(f"{capitalised(corpus.the_name(sur))} does not have two reviews with known answers{of}")
    return tables


def _places(table: pd.DataFrame, sur: str) -> Iterator[tuple[dict[str, object], Rank]]:
    """Where the State's change stands, at each starting level, for each choice of sessions."""
    mine = (table["sur"] == sur).to_numpy()
    session_1, session_2, rate_1, rate_2, change = table[_PLACED].to_numpy(float).T
    for first, last in itertools.product(FIRST_SESSIONS, LAST_SESSIONS):
        made = {"first review from session": first, "second review to session": last}
        kept = (session_1 >= first) & (session_2 <= last)
        own, others = mine[kept], ~mine[kept]
        # Where the State is not among those of these sessions, or hardly another is, it has no place.
        if own.any() and others.sum() > 1:
            yield made | {"starting level": STARTING_LEVEL[0]}, rank(change[kept][own][0], change[kept][others])
            with contextlib.suppress(DataError):
                given = line_of_others(rate_1[kept], rate_2[kept])["residual"]
                yield made | {"starting level": STARTING_LEVEL[1]}, rank(given[own][0], given[others])
