"""A State's answers to the recommendations that it received, with what is known of them beside the rows."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from uprlib.acceptance import bounds
from uprlib.acceptance.codings import DESCRIPTIONS, coded
from uprlib.errors import DataError, ParameterError
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import SPECIFIC
from uprlib.tidy import Result, capitalised, count, enumerated, or_sentence, tidy


@dataclass(frozen=True)
class Told:
    """What is known of a set of answers beside the rows.

    Attributes
    ----------
    who : str
        Whose answers they are: the State's short name, or "all States".
    the_name : str
        The same in the middle of a sentence: "the DPRK".
    coding : str
    confidence : float
        Level of the intervals that are computed from them.
    hidden : mapping
        What published totals say of answers that are missing; see :mod:`uprlib.acceptance.bounds`.
    corpus : Corpus or None
        The tables that they were taken from.
    lacks : str
        Why there are no rows, as a sentence.
    is_part : bool
        Whether they are a part of a State's answers, chosen by hand: the ledger's usual keys, which name the whole, are
        then not theirs.
    """

    who: str = "the State"
    the_name: str = "the State"
    coding: str = "recorded"
    confidence: float = 0.95
    hidden: Mapping[str, Any] = field(default_factory=dict)
    corpus: Corpus | None = None
    lacks: str = ""
    is_part: bool = False


class Answers(pd.DataFrame):
    """Recommendations with the answer to each in the column `accepted`, and :class:`Told`.

    Filter them as any DataFrame.
    """

    _metadata = ["told"]  # noqa: RUF012 (pandas asks for a list)
    told: Told = Told()

    @property
    def _constructor(self):
        return Answers


def told(rows: pd.DataFrame) -> Told:
    """What is known of some answers; the usual assumptions for a plain DataFrame."""
    return getattr(rows, "told", None) or Told()


def corpus_of(rows: pd.DataFrame) -> Corpus:
    """The tables that answers were taken from.

    Raises
    ------
    ParameterError
        They are a plain DataFrame, which does not know.
    """
    corpus = told(rows).corpus
    if corpus is None:
        raise ParameterError(
            "these rows have lost the tables that they came from",
            remedy="get them from `acceptance.answers` or `acceptance.everyone`",
        )
    return corpus


def answers(
    corpus: Corpus, sur: str, coding: str = "recorded", *, cycles: Sequence[int] | None = None, confidence: float = 0.95
) -> Answers:
    """A State's answers to the recommendations that it received, under one coding.

    Parameters
    ----------
    corpus : Corpus
    sur : str
        The State under review.
    coding : str
        One of :data:`uprlib.acceptance.codings.CODINGS`.
    cycles : sequence of int, optional
        Only reviews of these cycles.
    confidence : float
        Level of the intervals that are computed from these answers.

    Returns
    -------
    Answers
        One row is one recommendation, with the columns of the table `recommendations` and `accepted`.

    Examples
    --------
    >>> import uprlib
    >>> own = answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> len(own), int(own["accepted"].sum())
    (269, 114)
    """
    chosen = None if cycles is None else tuple(cycles)
    made = functools.partial(_answers, corpus, sur, coding, chosen, confidence)
    return corpus.once((answers.__name__, *made.args[1:]), made)


def _answers(corpus: Corpus, sur: str, coding: str, cycles: tuple[int, ...] | None, confidence: float) -> Answers:
    rows = corpus.recommendations
    rows = rows[rows["sur"] == sur]
    if cycles is not None:
        rows = rows[rows["cycle"].isin(list(cycles))]
    own = Answers(coded(rows.reset_index(drop=True), corpus.positions, coding))
    who, the_name = corpus.name(sur), corpus.the_name(sur)
    of = "" if not cycles else f" in cycle{'s' if len(cycles) > 1 else ''} {enumerated([str(each) for each in cycles])}"
    lacks = "" if len(own) else f"{capitalised(the_name)} has no review{of} in this corpus."
    hidden = bounds.hidden(own, corpus.position_totals, corpus.positions, coding)
    own.told = Told(who, the_name, coding, confidence, hidden, corpus, lacks)
    return own


def everyone(corpus: Corpus, *, cycle: int | None = None, confidence: float = 0.95) -> Answers:
    """The answers of all States under review, as UPR Info recorded them; of one cycle, where one is named.

    Examples
    --------
    >>> import uprlib
    >>> everyone(uprlib.corpus(), cycle=2)["sur"].nunique()
    193
    """

    def recorded() -> pd.DataFrame:
        rows = corpus.recommendations
        rows = rows if cycle is None else rows[rows["cycle"] == cycle].reset_index(drop=True)
        return coded(rows, corpus.positions, "recorded")

    found = Answers(corpus.once((everyone.__name__, cycle), recorded))
    found.told = Told("all States", "all States", "recorded", confidence, {}, corpus)
    return found


def part(own: Answers, chosen: pd.Series, words: str) -> Answers:
    """A part of a State's answers, which titles and sentences then name.

    Parameters
    ----------
    own : Answers
        From :func:`answers`.
    chosen : pandas.Series of bool
        Which rows.
    words : str
        What they are, as it follows the State's name: "on Women's rights".

    Examples
    --------
    >>> import uprlib
    >>> own = answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> of_neighbours = part(own, own["recommender"].isin(["CHN", "KOR", "RUS"]), "by its neighbours")
    >>> len(of_neighbours), of_neighbours.told.who
    (12, 'DPRK by its neighbours')
    """
    found = own[chosen].reset_index(drop=True)
    who, the_name = f"{own.told.who} {words}", f"{own.told.the_name} {words}"
    lacks = own.told.lacks or ("" if len(found) else f"There is no recommendation to {the_name} in this corpus.")
    found.told = replace(own.told, who=who, lacks=lacks, is_part=True)
    return found


def latest(own: Answers, column: str = "issues") -> Answers:
    """The answers of the last review in which `column` is coded; empty where it never is.

    Examples
    --------
    >>> import uprlib
    >>> own = answers(uprlib.corpus(), "PRK")
    >>> last = latest(own)
    >>> len(own), len(last), last["cycle"].unique().tolist()
    (436, 269, [2])
    """
    last = max(own.loc[own[column].notna(), "cycle"], default=None)
    rows = own[own["cycle"] == last].reset_index(drop=True)
    rows.told = own.told
    if rows.empty:
        words = f"No recommendation to {own.told.the_name} has coded {column} in the chosen cycles."
        rows.told = replace(own.told, lacks=own.told.lacks or words)
    return rows


def by_machine(rows: pd.DataFrame) -> str:
    """A note that says in which cycles the action categories are the machine's, wholly or in part; nothing if in none.

    Examples
    --------
    >>> import uprlib
    >>> by_machine(answers(uprlib.corpus(), "PRK"))
    ''
    >>> by_machine(answers(uprlib.corpus(machine_coded=True), "MMR"))
    ' Action categories coded by the machine: all 291 of cycle 2.'
    """
    if "action_by_machine" not in rows or not rows["action_by_machine"].any():
        return ""
    counts = rows.groupby("cycle")["action_by_machine"].agg(["sum", "size"])
    words = [
        f"{'all ' if n == of else ''}{n:,}{'' if n == of else f' of {of:,}'} of cycle {cycle}"
        for cycle, n, of in counts.itertuples()
        if n
    ]
    return f" Action categories coded by the machine: {', '.join(words)}."


def beyond_two(cycles: Iterable[int]) -> tuple[str, ...]:
    """A sentence for a comparison of two reviews of a State that has more; none if it has not.

    Examples
    --------
    >>> beyond_two([1, 2, 3])
    ('This compares the first review with the second, and leaves out cycle 3.',)
    """
    later = sorted({*cycles} - {1, 2})
    which = " and ".join(map(str, later))
    return (f"This compares the first review with the second, and leaves out cycle {which}.",) if later else ()


@or_sentence
def reviews(own: Answers) -> Result:
    """The reviews that a State's answers belong to.

    Returns
    -------
    Result
        One row is one review: cycle, session, report, recommendations, paragraphs, recommending_States, action_coded
        and answer_known (counts of rows).

    Examples
    --------
    >>> import uprlib
    >>> found = reviews(answers(uprlib.corpus(), "PRK"))
    >>> found[["session", "recommendations", "answer_known"]].to_dict("records")[0]
    {'session': 6, 'recommendations': 167, 'answer_known': 167}
    """
    if own.empty:
        raise DataError(own.told.lacks)
    table = own.groupby("cycle", as_index=False).agg(
        session=("session", "first"),
        report=("symbol", "first"),
        recommendations=("rec_id", "size"),
        paragraphs=("paragraph", "nunique"),
        recommending_States=("recommender", "nunique"),
        action_coded=("action", "count"),
        answer_known=("accepted", "count"),
    )
    notes = f"Coding {own.told.coding}: {DESCRIPTIONS[own.told.coding]}. n: recommendations.{by_machine(own)}"
    columns = {
        "cycle": "cycle",
        "session": "session",
        "report": "report",
        "recommendations": "recommendations",
        "paragraphs": "paragraphs",
        "recommending States": "recommending_States",
        "action coded": "action_coded",
        "answer known": "answer_known",
    }
    return tidy(table, title=f"Reviews of {own.told.who}", notes=notes, index="cycle", columns=columns)


@or_sentence
def accepted_specific(own: Answers) -> Result:
    """The requests for specific action (category 5) that a State accepted, by paragraph.

    Returns
    -------
    Result
        One row is one recommendation: paragraph, recommender, name, issues.

    Examples
    --------
    >>> import uprlib
    >>> found = accepted_specific(answers(uprlib.corpus(), "PRK", cycles=[2]))
    >>> len(found), found["paragraph"].tolist()[:3], found["name"].tolist()[:3]
    (13, ['124.1', '124.3', '124.7'], ['Kazakhstan', 'Chad', 'Tunisia'])
    """
    asked, the_name = own[own["action"].isin(SPECIFIC)], own.told.the_name
    found = asked[asked["accepted"].eq(True).fillna(False)]
    if found.empty:
        unknown = f"{capitalised(the_name)} is not known to have accepted a request for specific action."
        raise DataError(own.told.lacks or unknown)
    cycles = " and ".join(str(cycle) for cycle in sorted(found["cycle"].unique()))
    what = f"requests for specific action that {the_name} accepted in cycle {cycles}"
    table = pd.DataFrame(found[["paragraph", "recommender", "issues"]]).reset_index(drop=True)
    table.insert(2, "name", table["recommender"].map(corpus_of(own).names))
    return tidy(
        table,
        title=capitalised(what),
        notes=f"n = {len(table)}; {', '.join(found['symbol'].unique())}.",
        index="paragraph",
        columns={"recommending State": "name", "issues": "issues"},
        counts={"specific_accepted": count(len(table), "rows", what)},
        sentences=f"{capitalised(the_name)} accepted {len(table)} of {len(asked)} requests for specific action in "
        f"cycle {cycles}.",
    )
