"""How many specifications agree with each claim, and which choice decides."""

from __future__ import annotations

from typing import Any

import pandas as pd

from uprlib.errors import DataError
from uprlib.specifications.estimates import CLAIMS, NUMBERS, by_claim, means_of_choices
from uprlib.tidy import Result, lacking, or_sentence, tidy, written


def _rounded(column: str) -> Any:
    return lambda row: round(row[column], 3)


def summary(*curves: Result) -> Result:
    """How many specifications agree with each claim; a claim that cannot be estimated for the State is left out.

    Parameters
    ----------
    curves : Result
        From the functions of this room, one or more.

    Returns
    -------
    Result
        One row is one claim: the columns of :func:`uprlib.specifications.estimates.by_claim`, and says (the claim).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib.specifications.low_cost import low_cost
    >>> summary(low_cost(uprlib.corpus(), "PRK"))[["claim", "specifications", "agreeing"]].to_dict("records")
    [{'claim': 'specific-rejected', 'specifications': 72, 'agreeing': 66}]
    """
    known = [curve for curve in curves if not curve.about.lacks]
    if not known:
        return lacking("No claim can be estimated for this State.")
    table = pd.concat([by_claim(curve) for curve in known], ignore_index=True)
    table["says"] = [CLAIMS[claim].says for claim in table["claim"]]
    facts = {key: known[0].about.facts[key] for key in ("who", "the_name")}
    return tidy(
        table,
        title=f"Specifications that agree with each claim, {facts['who']}",
        notes="n: specifications; agree: as the claim says; strong: the whole interval agrees or, for the first "
        "claim, at most 5% of "
        "other States changed as much.",
        index="claim",
        columns={
            "specifications": "specifications",
            **{name: _rounded(name) for name in ("least", "median", "greatest")},
            "agree": "{agree:share}",
            "strong": "{strong:share}",
            "decides": "decides",
        },
        numbers=NUMBERS,
        sentences=_in_words(table, facts["the_name"]),
        facts={**facts, "means": pd.concat([means_of_choices(curve) for curve in known], ignore_index=True)},
    )


NUMBER_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six")


def _in_words(table: pd.DataFrame, name: str) -> tuple[str, ...]:
    """What the specifications say together: the claims that hold in all, in some and in none of them."""
    lines = table.to_dict("records")
    kinds = {
        "{} under every combination": [_every(row) for row in lines if row["agree"] == 1],
        "{} under some combinations only": [_some(row) for row in lines if 0 < row["agree"] < 1],
        "{} under no combination": [_every(row) for row in lines if row["agree"] == 0],
    }
    claims = "claims" if len(lines) > 1 else "claim"
    begins = (
        f"{NUMBER_WORDS[len(lines)]} {claims} about {name} {'were' if len(lines) > 1 else 'was'} estimated under every "
        f"combination of the choices below, {table['specifications'].sum()} in all."
    )
    of_kinds = [
        f"{how.format(NUMBER_WORDS[len(parts)] + (' holds' if len(parts) == 1 else ' hold'))}: {'; '.join(parts)}."
        for how, parts in kinds.items()
        if parts
    ]
    return (begins, *of_kinds)


def _every(row: dict[str, Any]) -> str:
    return f"{row['says']} ({row['specifications']})"


def _some(row: dict[str, Any]) -> str:
    words = f"{row['says']} ({row['agreeing']} of {row['specifications']}"
    return words + written("; what matters most is {called}", row) + ")"


@or_sentence
def moves(together: Result) -> Result:
    """Which choice moves the estimates of each claim most: their mean under each value of each choice.

    Parameters
    ----------
    together : Result
        From :func:`summary`.

    Returns
    -------
    Result
        One row is one choice of one claim: claim, choice, spread (greatest less least mean), means (in words).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import specifications
    >>> found = moves(summary(specifications.low_cost(uprlib.corpus(), "PRK")))
    >>> found[["choice", "spread"]].round(2).to_dict("records")[0]
    {'choice': 'within', 'spread': 2.62}
    """
    table = together.about.facts["means"]
    if table.empty:
        raise DataError("All specifications make the same choices")
    return tidy(
        table,
        title=f"Mean estimate under each choice, {together.about.facts['who']}",
        notes="spread: greatest minus least mean, in the claim's own unit.",
        index=("claim", "choice"),
        columns={"spread": _rounded("spread"), "means": "means"},
    )
