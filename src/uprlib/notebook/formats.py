"""Numbers as tables in notebooks show them: rounded, with counts and intervals beside them."""

from __future__ import annotations

import importlib.util
import math

import pandas as pd
from IPython.display import display

from uprlib import paths

LONG = 15
"""Tables with more rows than this can be searched and sorted in JupyterLab."""


def show(table: pd.DataFrame) -> None:
    """Show a table from the middle of a cell, as the last line of a cell would.

    In JupyterLab a long one can be searched and sorted (itables, without the network). Wherever outputs are stored or
    compared it is static.
    """
    if len(table) <= LONG or paths.is_static() or importlib.util.find_spec("itables") is None:
        display(table)
        return
    import itables

    itables.init_notebook_mode(connected=False)
    itables.show(table, connected=False, lengthMenu=[10, 25, 50, 100])


def percent(value: float | None) -> str:
    """A share as tables show it; "" where it is missing."""
    return "" if value is None or pd.isna(value) else f"{100 * value:.1f}%"


def between(low: float | None, high: float | None, *, share: bool = True) -> str:
    """An interval as tables show it; "" where it is missing."""
    if low is None or high is None or pd.isna(low) or pd.isna(high):
        return ""
    return f"{percent(low)} to {percent(high)}" if share else f"{ratio(low)} to {ratio(high)}"


def ratio(value: float) -> str:
    """An odds ratio as tables show it, to three significant digits."""
    if pd.isna(value):
        return ""
    if math.isinf(value):
        return "infinite"
    return f"{value:,.0f}" if value >= 1000 else f"{float(f'{value:.3g}'):g}"


def p_value(p: float) -> str:
    """A p-value as tables show it."""
    return "" if pd.isna(p) else "<0.001" if p < 0.001 else f"{p:.3f}"


def rate_table(rates: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """A table of ``acceptance.rates`` for reading: counts, rate and interval, or bounds where answers are missing."""
    accepted = [
        f"{round(row.rate_min * row.n)}"
        if round(row.rate_min * row.n) == round(row.rate_max * row.n)
        else f"{round(row.rate_min * row.n)} to {round(row.rate_max * row.n)}"
        for row in rates.itertuples()
    ]
    shown = rates[by].assign(
        recommendations=rates["n"],
        accepted=accepted,
        rate=[
            percent(row.rate) if pd.notna(row.rate) else between(row.rate_min, row.rate_max)
            for row in rates.itertuples()
        ],
        interval=[between(row.low, row.high) for row in rates.itertuples()],
    )
    return shown.set_index(by)


def model_table(table: pd.DataFrame) -> pd.DataFrame:
    """A model's terms for reading: odds ratio, interval, p."""
    return pd.DataFrame(
        {
            "term": table["term"],
            "odds ratio": table["odds_ratio"].map(ratio),
            "interval": [between(row.low, row.high, share=False) for row in table.itertuples()],
            "p": table["p"].map(p_value),
        }
    ).set_index("term")


def side_by_side(models: dict[str, pd.DataFrame]) -> tuple[pd.DataFrame, dict[str, str]]:
    """Models beside each other, a row for each term and two columns for each model: odds ratio with interval, and p.

    Parameters
    ----------
    models : dict
        By the name that heads the columns; each a table with term, odds_ratio, low, high, p.

    Returns
    -------
    pandas.DataFrame
        Indexed by term, in the order in which the models have them; empty where a model lacks one.
    dict
        Each column of estimates with its column of p-values, for ``Run.table(..., stars=)``.
    """
    terms = list(dict.fromkeys(term for table in models.values() for term in table["term"]))
    shown = pd.DataFrame(index=pd.Index(terms, name="term"))
    for name, table in models.items():
        rows = table.set_index("term")
        estimate = (
            rows["odds_ratio"].map(ratio)
            + " ("
            + [between(low, high, share=False) for low, high in zip(rows["low"], rows["high"], strict=True)]
            + ")"
        )
        shown[name] = estimate.reindex(terms).fillna("")
        shown[f"{name}, p"] = rows["p"].map(p_value).reindex(terms).fillna("")
    return shown, {name: f"{name}, p" for name in models}
