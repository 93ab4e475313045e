"""Where a State's review stands among all reviews of its cycle in what it left open in the Working Group."""

from __future__ import annotations

import contextlib

import pandas as pd

from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.profiles.ranks import Rank, rank
from uprlib.tidy import Number, Result, or_sentence, percent, tidy
from uprlib.timing.room import in_the_room

RANKED = {"share_left_open": ("rank", "reviews"), "share_open_accepted": ("rank_end", "reviews_end")}
"""Measures of a review by which it is ranked, with the columns of its rank and of the number of reviews."""


def rank_of_review(table: pd.DataFrame, sur: str, cycle: int, column: str) -> Rank:
    """Where one review stands among the reviews of its cycle; 1 is the largest value.

    Parameters
    ----------
    table : pandas.DataFrame
        From :func:`uprlib.timing.in_the_room`.
    column : str
        The measure.

    Raises
    ------
    DataError
        The review has no such value, or it is the only one.
    """
    of_cycle = table[(table["cycle"] == cycle) & table[column].notna()]
    own = of_cycle.loc[of_cycle["sur"] == sur, column]
    if own.empty:
        unknown = "the positions in the Working Group are not known for this review"
        raise DataError(unknown, value=f"{sur}, cycle {cycle}")
    return rank(own.iloc[0], of_cycle.loc[of_cycle["sur"] != sur, column])


@or_sentence
def left_open(corpus: Corpus, sur: str) -> Result:
    """What a State left open in the Working Group in each review, what became of it, and its rank among all reviews.

    Returns
    -------
    Result
        One row is one review: the columns of :func:`uprlib.timing.in_the_room`, rank (1 left most open), reviews,
        median (share left open in the median review), rank_end and reviews_end (by the share of that accepted at the
        end). `facts["all_reviews"]` has every State's.

    Examples
    --------
    >>> import uprlib
    >>> found = left_open(uprlib.corpus(), "PRK")
    >>> found[["left_open", "open_accepted", "rank"]].to_dict("list")
    {'left_open': [117, 186], 'open_accepted': [0, 114], 'rank': [23, 53]}
    """
    reviews, recommendations = in_the_room(corpus.recommendations), corpus.recommendations
    lines = []
    for row in reviews[reviews["sur"] == sur].to_dict("records"):
        of_cycle = reviews.loc[reviews["cycle"] == row["cycle"], "share_left_open"]
        line = {**row, "cycle": int(row["cycle"]), "median": float(of_cycle.median())}
        for measure, (place, among) in RANKED.items():
            # A review that left nothing open, or that is alone in its cycle, has no rank.
            with contextlib.suppress(DataError):
                found = rank_of_review(reviews, sur, line["cycle"], measure)
                line |= {place: found.rank, among: found.states}
        lines.append(line)
    reviewed = set(recommendations.loc[recommendations["sur"] == sur, "cycle"])
    unknown = sorted(reviewed - {line["cycle"] for line in lines})
    who = corpus.the_name(sur)
    said = tuple(f"The positions of {who} in the Working Group are not known for cycle {cycle}." for cycle in unknown)
    if not lines:
        raise DataError(" ".join(said) or f"{corpus.name(sur)} has no review in this corpus.")
    places = [name for pair in RANKED.values() for name in pair]
    table = pd.DataFrame(lines).reindex(columns=[*reviews.columns, "median", *places])
    table["ranked"] = table["rank"].notna()
    first, at_the_end = "1 is the review that left most open", "of what was left open, accepted at the end as recorded"
    return tidy(
        table.astype(dict.fromkeys(places, "Int64")),
        title=f"Positions of {corpus.name(sur)} in the Working Group",
        notes="rank 1 is the review that left most open, or that accepted most of what it left open.",
        index="cycle",
        columns={
            "recommendations": "known",
            "accepted": "accepted",
            "refused": "refused",
            "left open": "left_open",
            "share left open": "{share_left_open:share}",
            "rank": "{rank} of {reviews}",
            "median review": "{median:share}",
            "of these accepted at the end": "{open_accepted} ({share_open_accepted:share})",
            "rank at the end": "{rank_end} of {reviews_end}",
        },
        numbers=(
            Number("left_open.cycle{cycle}", "share_left_open", n="known", note="share left open in the Working Group"),
            Number("left_open_rank.cycle{cycle}", "rank", n="reviews", unit="rank", note=first, where="ranked"),
            Number("open_accepted.cycle{cycle}", "share_open_accepted", n="left_open", note=at_the_end),
        ),
        sentences=said,
        facts={"who": corpus.name(sur), "the_who": who, "sur": sur, "all_reviews": reviews},
    ).say(
        lambda row: (
            f"In cycle {row['cycle']}, {row['the_who']} left {row['left_open']} of {row['known']} recommendations open "
            f"in the Working Group ({row['share_left_open']:.1%}; the median review {percent(row['median'])}), and is "
            f"recorded as accepting {row['open_accepted'] or 'none'} of these at the end."
        )
    )
