"""The Danish Institute for Human Rights' SDG-Human Rights Data Explorer, UPR part (XLSX).

The Institute derived it from UPR Info's database and added document symbols, paragraphs and the sessions 21-26. It is
therefore not an independent source of positions. Where a report's own paragraph numbers are known, they come first.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from uprlib.errors import refuse_first
from uprlib.facts import states
from uprlib.readers.opening.files import checked
from uprlib.readers.opening.head import Head
from uprlib.readers.opening.xlsx import table_of
from uprlib.readers.reading import CORRECT, reading
from uprlib.readers.wording.sessions import session_of
from uprlib.readers.wording.texts import cleaned

FORMAT = "the Danish Institute's SDG-Human Rights Data Explorer (XLSX)"
CONFIRMED = True

COLUMNS = ("Recommendation", "Tekst", "Response", "Recommending state", "field_year", "Document")
RESPONSES = {"Supported": "accepted", "Noted": "noted"}
DOCUMENT = re.compile(r"Source:(?P<symbol>A/HRC/\d+/\d+(?:OLD)?)\s*\|?(?P<paragraph>\d+(?:\.\d+)*)?\.?\|?\s*$")


def recognises(head: Head) -> bool:
    """Whether this is a workbook with the Explorer's columns."""
    return head.kind == "xlsx" and head.has_most(COLUMNS)


def read(path: Path | str, *, without: Collection[int] = frozenset()) -> pd.DataFrame:
    """Read one file of the Explorer.

    Parameters
    ----------
    without : collection of int
        Rows to leave out, numbered as in `source_row`.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State's recommendation, under the contract "reading". `session` is missing for
        A/HRC/8, whose reports belong to sessions 1 and 2; `action` and `issues` are not in this source.

    Raises
    ------
    SourceError
        The file is not one of the Explorer's, or a value is outside its closed set.
    StateError
        A State's name is not in the table of names.
    """
    path = checked(path)
    cells = table_of(path, COLUMNS, expected="an XLSX file of the SDG-Human Rights Data Explorer").map(str)
    cells = cells.drop(index=[row - 2 for row in without])
    documents = cells["Document"].str.strip().map(DOCUMENT.match)
    _refuse(documents.isna(), cells["Document"], path, "Source:A/HRC/27/10|124.7|")
    cycles = cells["field_year"].str.strip().str.extract(r"^20\d\d Cycle ([1-4])$")[0]
    _refuse(cycles.isna(), cells["field_year"], path, "a year and a cycle such as 2014 Cycle 2")
    positions = cells["Response"].str.strip().map(RESPONSES)
    _refuse(positions.isna(), cells["Response"], path, "one of " + ", ".join(RESPONSES))
    symbols = documents.map(lambda found: found["symbol"])
    table = pd.DataFrame(
        {
            "source_row": cells.index + 2,
            "sur": states.codes_of(cells["Recommendation"], file=path, column="Recommendation"),
            "recommender": states.codes_of(cells["Recommending state"], file=path, column="Recommending state"),
            "recommender_name": cells["Recommending state"],
            "text": cells["Tekst"].map(cleaned),
            "position": positions,
            "cycle": cycles.astype(int),
            "session": symbols.map(session_of),
            "symbol": symbols,
            "paragraph": documents.map(lambda found: found["paragraph"]),
        }
    )
    return reading(table, file=path)


def _refuse(wrong: pd.Series, values: pd.Series, file: Path, expected: str) -> None:
    refuse_first(wrong, values, "a value is outside its closed set", file=file, expected=expected, remedy=CORRECT)
