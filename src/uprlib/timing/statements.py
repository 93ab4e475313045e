"""What the article says of who was accepted for what, as conditions that a completion meets or does not."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

import pandas as pd

from uprlib.acceptance import bounds
from uprlib.acceptance.answers import Answers, answers, corpus_of
from uprlib.acceptance.bounds import EVERY, NO, Condition, Hidden
from uprlib.acceptance.codings import CODINGS
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import LOW_COST, SPECIFIC
from uprlib.tidy import Result, count, or_sentence, tidy
from uprlib.timing.allowed import check_answered_later

HOLDS = "holds"
"""The verdict where every answer is known."""


def statements(rows: pd.DataFrame, issues: pd.DataFrame) -> dict[str, list[Condition]]:
    """The statements that can be made of one review.

    Parameters
    ----------
    rows : pandas.DataFrame
        Every row of one review with `accepted`, action, regional_group.
    issues : pandas.DataFrame
        The table `recommendation_issues`.

    Returns
    -------
    dict of str to list of Condition
        Each statement with the conditions that must hold together. Statements about a group that the review does not
        have are left out.
    """
    category = rows["action"]
    low_cost, specific = category.isin(LOW_COST), category.isin(SPECIFIC)
    groups = {name: rows["regional_group"] == name for name in sorted(rows["regional_group"].dropna().unique())}
    western, general = rows["regional_group"] == "WEOG", category == 4
    others = [own for name, own in groups.items() if name not in ("WEOG", "Observer")]
    not_western = ~western & rows["regional_group"].notna()

    def more(*pairs: tuple[pd.Series, pd.Series]) -> list[Condition]:
        return [bounds.more_often(rows, first, second) for first, second in pairs]

    def than(group: pd.Series, numerator: int, denominator: int) -> Condition:
        return bounds.more_than(rows, group, numerator, denominator)

    found = {
        "More than two fifths of the review was accepted": lambda: [than(rows["rec_id"].notna(), 2, 5)],
        "Low-cost requests (categories 1, 2) were accepted more often than specific ones (5)": lambda: more(
            (low_cost, specific)
        ),
        "Most low-cost requests were accepted": lambda: [than(low_cost, 1, 2)],
        "At least half of the specific requests were not accepted": lambda: [bounds.negated(than(specific, 1, 2))],
        "General requests (4) were accepted more often than specific ones": lambda: more((general, specific)),
        "Low-cost, then general, then specific: each more often than the next": lambda: more(
            (low_cost, general), (general, specific)
        ),
        "Western States (WEOG) were accepted less often than all others together": lambda: more((not_western, western)),
        "Western States were accepted less often than every other regional group": lambda: more(
            *((own, western) for own in others)
        ),
        "Low-cost requests were accepted more often than specific ones in every family of issues that has both": (
            lambda: _in_every_family(rows, issues, low_cost, specific)
        ),
    }
    made = {}
    for words, conditions in found.items():
        # A review that has no row of one of the groups: the statement is not about it.
        with contextlib.suppress(DataError):
            made[words] = conditions()
    return {words: conditions for words, conditions in made.items() if conditions}


def _in_every_family(
    rows: pd.DataFrame, issues: pd.DataFrame, low_cost: pd.Series, specific: pd.Series
) -> list[Condition]:
    carried = issues[issues["rec_id"].isin(rows["rec_id"])]
    conditions = []
    for _, family in carried.groupby("family"):
        own = rows["rec_id"].isin(family["rec_id"])
        if (own & low_cost).any() and (own & specific).any():
            conditions.append(bounds.more_often(rows, own & low_cost, own & specific))
    return conditions


def judged(made: Mapping[str, list[Condition]], rows: pd.DataFrame, hidden: Mapping[str, Hidden]) -> pd.DataFrame:
    """Whether each statement holds in every completion, in some, or in none: statement, holds_in."""
    verdicts = [bounds.holds(conditions, rows, hidden) for conditions in made.values()]
    return pd.DataFrame({"statement": list(made), "holds_in": verdicts})


@or_sentence
def statements_table(corpus: Corpus, sur: str) -> Result:
    """The statements of the first and of the second review, under each coding that counts later answers.

    Returns
    -------
    Result
        One row is one statement: statement, and for each coding a column of its name for the first review, and one with
        "second review, " before it, for the second ("every completion", "some completions", "no completion"; "holds" or
        "does not hold" where every answer is known).

    Examples
    --------
    >>> import uprlib
    >>> found = statements_table(uprlib.corpus(), "PRK")
    >>> found.loc[found["statement"] == "Most low-cost requests were accepted", "belated"].item()
    'some completions'
    """
    later = [coding for coding in CODINGS if coding != "recorded"]
    first = {coding: answers(corpus, sur, coding, cycles=[1]) for coding in later}
    check_answered_later(first[later[0]])
    table = _verdicts(first[later[0]], later[0])
    for coding in later[1:]:
        table = table.merge(_verdicts(first[coding], coding), on="statement")
    for coding in later:
        second = _verdicts(answers(corpus, sur, coding, cycles=[2]), f"second review, {coding}")
        table = table.merge(second, on="statement", how="left")
    every = {coding: int(table[coding].isin([EVERY, HOLDS]).sum()) for coding in later}
    who = corpus.the_name(sur)
    return tidy(
        table,
        title=f"Statements on the two reviews of {who}",
        notes="Every completion: however the unknown answers are filled in within the published totals. The coding "
        "stands in the heading.",
        index="statement",
        columns=tuple(table.columns),
        counts={
            f"statements.every.{coding}": count(n, "statements", "statements that hold in every completion", len(table))
            for coding, n in every.items()
        },
        sentences=f"Of {len(table)} statements on the first review of {who}, "
        + " and ".join(f"{n} (coding {coding})" for coding, n in every.items())
        + " hold whatever the unknown answers are.",
    )


def _verdicts(own: Answers, column: str) -> pd.DataFrame:
    made = statements(own, corpus_of(own).recommendation_issues)
    found = judged(made, own, own.told.hidden)
    if not own.told.hidden:
        found["holds_in"] = found["holds_in"].map({EVERY: HOLDS, NO: "does not hold"})
    return found.rename(columns={"holds_in": column})
