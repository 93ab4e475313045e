"""Whether a State's turn from its first review to its second was unusual, under every choice."""

from __future__ import annotations

import contextlib
import itertools
import math
from collections.abc import Iterator

import pandas as pd

from uprlib import timing
from uprlib.acceptance import bounds, codings
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.profiles.changes import FIRST_SESSIONS, LAST_SESSIONS, rank_of_change
from uprlib.profiles.ranks import Rank
from uprlib.profiles.starting_level import expected_second
from uprlib.specifications.choices import PARTS, REPEATED, SESSION_11, joined, rows
from uprlib.specifications.estimates import in_rank_order, specification
from uprlib.tidy import Result, or_sentence

STRONG_SHARE = 0.05
"""A turn is strongly unusual where at most this share of all States, itself included, changed as much."""

STARTING_LEVEL = ("not considered", "held constant")
"""Whether a State's change is set beside all others', or beside what its first share leads one to expect: who accepted
nothing can only rise. See :func:`uprlib.profiles.expected_second`."""

NO_INTERVAL = (math.nan, math.nan)


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
    found = []
    for repeated, session_11, parts in itertools.product(REPEATED, SESSION_11, PARTS):
        kept = rows(corpus.everything, repeated=repeated, session_11=session_11).reset_index(drop=True)
        for made, place in _places(corpus, sur, kept, parts):
            choices = {**made, "parts": parts, "repeated": repeated, "session 11": session_11}
            agrees = place.difference > 0
            strong = agrees and place.p <= STRONG_SHARE
            own = ("turn-unusual", place.difference, NO_INTERVAL, place.states, None, choices)
            found.append(specification(*own, agrees=agrees, strong=strong))
    return in_rank_order(found, corpus, sur).with_about(notes=codings.OF_OTHERS)


def _places(corpus: Corpus, sur: str, kept: pd.DataFrame, parts: str) -> Iterator[tuple[dict[str, object], Rank]]:
    """Where the State's change stands, under each coding, mix and starting level, for each choice of sessions."""
    recorded = joined(codings.coded(kept, corpus.positions, "recorded"), parts)
    tables = {"as asked": timing.changes(recorded), "same mix of categories": timing.standardised_changes(recorded)}
    for table, coded in zip(tables.values(), ("", " and coded action categories"), strict=True):
        if sur not in set(table["sur"]):
            raise DataError(f"{corpus.name(sur)} does not have two reviews with known answers{coded}")
    own = kept[kept["sur"] == sur]
    for coding, (mix, table) in itertools.product(codings.CODINGS, tables.items()):
        mine = codings.coded(own, corpus.positions, coding)
        hidden = bounds.hidden(mine, corpus.position_totals, corpus.positions, coding)
        mine = joined(mine, parts)
        of_mix = mine if mix == "as asked" else mine[mine["action"].notna()]
        placed = timing.placed(table, sur, of_mix, hidden)
        for first, last in itertools.product(FIRST_SESSIONS, LAST_SESSIONS):
            among = placed[(placed["session_1"] >= first) & (placed["session_2"] <= last)]
            made: dict[str, object] = {"coding": coding, "mix": mix}
            made |= {"first review from session": first, "second review to session": last}
            # Where the State is not among those of these sessions, or hardly another is, it has no place.
            with contextlib.suppress(DataError):
                yield made | {"starting level": STARTING_LEVEL[0]}, rank_of_change(among, sur)
                given = among.assign(change=expected_second(among)["residual"])
                yield made | {"starting level": STARTING_LEVEL[1]}, rank_of_change(given, sur)
