"""The choices that every specification makes: which rows count, and how a split paragraph counts."""

from __future__ import annotations

import pandas as pd

from uprlib.acceptance import codings
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.tidy import capitalised

PARTS = ("each part", "joined, all accepted", "joined, any accepted")
"""A State's paragraph that was split into parts: its rows, or one row that is accepted if all or any of them are."""

REPEATED = ("counted", "left out")
"""A recommendation that stands twice in the same report."""

SESSION_11 = ("left out", "counted")
"""South Sudan's rows of session 11, which repeat Sudan's report and belong to no review."""


def rows(table: pd.DataFrame, *, repeated: str, session_11: str = "left out") -> pd.DataFrame:
    """The rows that a specification counts.

    Parameters
    ----------
    table : pandas.DataFrame
        All rows of ``recommendations``: ``corpus.everything``.
    repeated, session_11 : str
        Of :data:`REPEATED` and :data:`SESSION_11`.
    """
    kept = table if session_11 == "counted" else table[table["in_default_set"]]
    return kept if repeated == "counted" else kept[kept["flag"].ne("repeated") | kept["flag"].isna()]


def joined(coded: pd.DataFrame, parts: str) -> pd.DataFrame:
    """Rows of one State in one paragraph as one row, if `parts` (of :data:`PARTS`) says so.

    The first row stands for all, with `accepted` of all or any of them; rows without a paragraph are left as they are.
    """
    if parts == PARTS[0]:
        return coded
    key = ["symbol", "paragraph", "recommender"]
    split = coded["paragraph"].notna() & coded.duplicated(key, keep=False)
    of_split = coded.loc[split, [*key, "accepted"]]
    answer = of_split.groupby(key, dropna=False)["accepted"].transform("min" if parts == PARTS[1] else "max")
    one = coded.assign(accepted=coded["accepted"].mask(split, answer))
    return one.drop(index=of_split.index[of_split.duplicated(key)]).reset_index(drop=True)


def coded_requests(corpus: Corpus, sur: str, *, repeated: str, parts: str) -> pd.DataFrame:
    """The recommendations to a State in cycle 2 that have an action category, with the recorded answers.

    Raises
    ------
    DataError
        The State has no review of cycle 2, or none of its recommendations has an action category.
    """
    everything = corpus.everything
    own = everything[(everything["sur"] == sur) & (everything["cycle"] == 2)]
    own = rows(own, repeated=repeated).reset_index(drop=True)
    if own.empty:
        raise DataError(f"{capitalised(corpus.the_name(sur))} has no review in cycle 2 in this corpus")
    answered = joined(codings.coded(own, corpus.positions, "recorded"), parts)
    answered = answered[answered["action"].notna()].reset_index(drop=True)
    if answered.empty:
        raise DataError(f"No recommendation to {corpus.the_name(sur)} in cycle 2 has a coded action category")
    return answered
