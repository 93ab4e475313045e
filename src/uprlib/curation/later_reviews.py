"""Recommendations of reviews after the two cycles whose positions are not known row by row."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from uprlib.curation import csv_sources
from uprlib.curation.actions.classifier import Coder
from uprlib.errors import refuse_first
from uprlib.facts import contract, states

SYMBOL = "A/HRC/42/10"
"""The report on the DPRK's third review."""


def load(path: Path) -> pd.DataFrame:
    """The recommendations of the DPRK's third review: recommender (missing where the file names none) and text.

    Raises
    ------
    SourceError, StateError
        The file or a column is missing, a year is another one, or a State is unknown.
    """
    table = csv_sources.read(path, ["year", "from", "text"])
    refuse_first(table["year"] != "2019", table["year"], "this is another review", file=path, expected="2019")
    names = table["from"].where(table["from"] != "")
    return pd.DataFrame({"recommender": states.codes_of(names, file=path, column="from"), "text": table["text"]})


def later_recommendations(coder: Coder, given: pd.DataFrame) -> pd.DataFrame:
    """The table `later_recommendations`: who asked, and the machine's action category."""
    coded = coder.predict(given["text"].tolist())
    return pd.DataFrame(
        {
            "sur": "PRK",
            "cycle": 3,
            "symbol": SYMBOL,
            "source_row": range(1, len(given) + 1),
            "recommender": given["recommender"].to_numpy(),
            "action_machine": coded["category"].to_numpy(),
            "action_probability": coded["probability"].to_numpy(),
        }
    )[contract.columns("later_recommendations")]
