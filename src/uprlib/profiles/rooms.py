"""What a State left open in the Working Group in each review, beside the median review of its cycle."""

from __future__ import annotations

from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.tidy import Number, Result, capitalised, or_sentence, percent, tidy
from uprlib.timing.room import in_the_room


@or_sentence
def left_open(corpus: Corpus, sur: str) -> Result:
    """What a State left open in the Working Group in each review, and what became of it.

    Where it stands among all reviews is said by :func:`uprlib.profiles.beside`.

    Returns
    -------
    Result
        One row is one review: the columns of :func:`uprlib.timing.in_the_room`, and median (share left open in the
        median review). `facts["all_reviews"]` has every State's.

    Examples
    --------
    >>> import uprlib
    >>> found = left_open(uprlib.corpus(), "PRK")
    >>> found[["left_open", "open_accepted"]].to_dict("list")
    {'left_open': [117, 186], 'open_accepted': [0, 114]}
    """
    reviews, recommendations = in_the_room(corpus.recommendations), corpus.recommendations
    median = reviews.groupby("cycle")["share_left_open"].median()
    table = reviews[reviews["sur"] == sur].astype({"cycle": int}).reset_index(drop=True)
    reviewed = set(recommendations.loc[recommendations["sur"] == sur, "cycle"])
    who = corpus.the_name(sur)
    said = tuple(
        f"The positions of {who} in the Working Group are not known for cycle {cycle}."
        for cycle in sorted(reviewed - set(table["cycle"]))
    )
    if table.empty:
        unknown = f"The positions of {who} in the Working Group are not known."
        raise DataError(unknown if reviewed else f"{capitalised(who)} has no review in this corpus.")
    at_the_end = "of what was left open, accepted at the end as recorded"
    return tidy(
        table.assign(median=table["cycle"].map(median).astype(float)),
        title=f"Positions of {corpus.name(sur)} in the Working Group",
        notes="n: recommendations whose heading in the Working Group's report is known.",
        index="cycle",
        columns={
            "recommendations": "known",
            "accepted": "accepted",
            "refused": "refused",
            "left open": "left_open",
            "share left open": "{share_left_open:share}",
            "median review": "{median:share}",
            "of these accepted at the end": "{open_accepted} ({share_open_accepted:share})",
        },
        numbers=(
            Number("left_open.cycle{cycle}", "share_left_open", n="known", note="share left open in the Working Group"),
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
