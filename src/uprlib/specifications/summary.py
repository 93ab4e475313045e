"""What the distinct estimates say of each claim, and which choice matters most."""

from __future__ import annotations

from typing import Any

import pandas as pd

from uprlib.errors import DataError
from uprlib.specifications.estimates import CLAIMS, OF_CLAIM, OF_VALUE, depends, name
from uprlib.tidy import Result, lacking, or_sentence, tidy


def _rounded(column: str) -> Any:
    return lambda row: round(row[column], 3)


def summary(*curves: Result) -> Result:
    """The distinct estimates of each claim; a claim that cannot be estimated for the State is left out.

    Parameters
    ----------
    curves : Result
        From the functions of this room, one or more.

    Returns
    -------
    Result
        One row is one claim: the columns of :func:`uprlib.specifications.estimates.by_claim`, combinations (of choices
        that were tried) and idle (choices that move nothing).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib.specifications.low_cost import low_cost
    >>> summary(low_cost(uprlib.corpus(), "PRK"))[["claim", "combinations", "estimates"]].to_dict("records")
    [{'claim': 'specific-rejected', 'combinations': 72, 'estimates': 28}]
    """
    known = [curve for curve in curves if not curve.about.lacks]
    if not known:
        return lacking("No claim can be estimated for this State.")
    table = pd.concat([curve.about.facts["claims"] for curve in known], ignore_index=True)
    values = pd.concat([curve.about.facts["values"] for curve in known], ignore_index=True)
    facts = {key: known[0].about.facts[key] for key in ("who", "the_name")}
    return tidy(
        table,
        title=f"The distinct estimates of each claim, {facts['who']}",
        notes="Combinations of choices that give the same estimate count as one estimate.",
        index="claim",
        columns={
            "combinations": "combinations",
            "distinct estimates": "estimates",
            "choices that move nothing": lambda row: ", ".join(row["idle"]) or "none",
            **{each: _rounded(each) for each in ("least", "median", "greatest")},
            "what matters most": "{decides}",
        },
        numbers=OF_CLAIM,
        sentences=_in_words(table, values, facts["the_name"]),
        facts={**facts, "values": values},
    )


NUMBER_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six")


def _in_words(table: pd.DataFrame, values: pd.DataFrame, name_: str) -> tuple[str, ...]:
    """What the estimates say together: the claims that hold in all, in some and in none of them."""
    lines = table.to_dict("records")
    claims = "claims" if len(lines) > 1 else "claim"
    begins = (
        f"{NUMBER_WORDS[len(lines)]} {claims} about {name_} {'were' if len(lines) > 1 else 'was'} estimated under "
        f"{table['combinations'].sum()} combinations of choices, which give {table['estimates'].sum()} distinct "
        "estimates."
    )
    of_kinds = []
    for how, agreeing in (("whatever is chosen", "estimates"), ("under no choice", None)):
        parts = [_every(row) for row in lines if row["agreeing"] == (row[agreeing] if agreeing else 0)]
        if parts:
            holds = "holds" if len(parts) == 1 else "hold"
            of_kinds.append(f"{NUMBER_WORDS[len(parts)]} {holds} {how}: {'; '.join(parts)}.")
    some = [depends(row, values) for row in lines if 0 < row["agreeing"] < row["estimates"]]
    return (begins, *of_kinds, *some)


def _every(row: dict[str, Any]) -> str:
    n = row["estimates"]
    return f"{CLAIMS[row['claim']].says} ({n} {'estimate' if n == 1 else 'estimates'})"


@or_sentence
def agreement_by_choice(together: Result) -> Result:
    """How many distinct estimates agree with each claim under each value of each choice.

    Parameters
    ----------
    together : Result
        From :func:`summary`.

    Returns
    -------
    Result
        One row is one value of one choice of one claim: the columns of
        :func:`uprlib.specifications.estimates.by_value`.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import specifications
    >>> found = agreement_by_choice(summary(specifications.low_cost(uprlib.corpus(), "PRK")))
    >>> found.loc[found["choice"] == "within", ["value", "agreeing", "estimates"]].to_numpy().tolist()
    [['none', 12, 12], ['recommending State', 3, 4], ['regional group', 12, 12]]
    """
    table = together.about.facts["values"]
    if table.empty:
        raise DataError("All specifications make the same choices")
    return tidy(
        table,
        title=f"Distinct estimates that agree with each claim, by choice, {together.about.facts['who']}",
        notes="Agree: as the claim says; strongly: with the whole interval over States or, for the first claim, among "
        "the 5% of States that rose most. An estimate that several values give counts under each.",
        index=("claim", "choice", "value"),
        columns={
            "value": lambda row: name(row["value"]),
            "agree": "{agreeing} of {estimates}",
            "strongly": "{strongly} of {estimates}",
            **{each: _rounded(each) for each in ("least", "mean", "greatest")},
        },
        numbers=OF_VALUE,
    )
