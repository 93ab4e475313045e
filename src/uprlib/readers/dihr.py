"""The Danish Institute for Human Rights' SDG-Human Rights Data Explorer, UPR part (XLSX).

Derived by the Institute from UPR Info's database: it adds document symbols and paragraphs and the sessions 21-26, but
is no independent source of positions. Its paragraph numbers are to be doubted where a report's own are known.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from uprlib import paths
from uprlib.errors import SourceError
from uprlib.facts import states
from uprlib.readers.opening.files import checked, cleaned, reading
from uprlib.readers.opening.workbooks import table_of
from uprlib.readers.wording.symbols import session_of

COLUMNS = ("Recommendation", "Tekst", "Response", "Recommending state", "field_year", "Document")
RESPONSES = {"Supported": "accepted", "Noted": "noted"}
DOCUMENT = re.compile(r"Source:(?P<symbol>A/HRC/\d+/\d+(?:OLD)?)\s*\|?(?P<paragraph>\d+(?:\.\d+)*)?\.?\|?\s*$")


def read(path: Path | str, *, without: Collection[int] = ()) -> pd.DataFrame:
    """Read one file of the Explorer.

    Parameters
    ----------
    without : collection of int
        Rows to leave out, numbered as in `source_row`.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State's recommendation, under the contract "reading". `session` is missing
        for A/HRC/8, whose reports belong to sessions 1 and 2; `action` and `issues` are not in this source.

    Raises
    ------
    SourceError
        Not an Explorer file, or a value outside its closed set.
    StateError
        A State's name is not in the table of names.
    """
    path = checked(path)
    cells = table_of(path, COLUMNS, expected="an XLSX file of the SDG-Human Rights Data Explorer").map(str)
    cells = cells.drop(index=[row - 2 for row in without])
    file = paths.shown(path)
    documents = cells["Document"].str.strip().map(DOCUMENT.match)
    _refuse(documents.isna(), cells["Document"], file, "Source:A/HRC/27/10|124.7|")
    cycles = cells["field_year"].str.strip().str.extract(r"^20\d\d Cycle ([1-4])$")[0]
    _refuse(cycles.isna(), cells["field_year"], file, "a year and a cycle such as 2014 Cycle 2")
    positions = cells["Response"].str.strip().map(RESPONSES)
    _refuse(positions.isna(), cells["Response"], file, "one of " + ", ".join(RESPONSES))
    symbols = documents.map(lambda found: found["symbol"])
    table = pd.DataFrame(
        {
            "source_row": cells.index + 2,
            "sur": states.codes_of(cells["Recommendation"], file=file, column="Recommendation"),
            "recommender": states.codes_of(cells["Recommending state"], file=file, column="Recommending state"),
            "recommender_name": cells["Recommending state"],
            "text": cells["Tekst"].map(cleaned),
            "position": positions,
            "cycle": cycles.astype(int),
            "session": symbols.map(session_of),
            "symbol": symbols,
            "paragraph": documents.map(lambda found: found["paragraph"]),
        }
    )
    return reading(table, file=file)


def _refuse(wrong: pd.Series, values: pd.Series, file: str, expected: str) -> None:
    if wrong.any():
        index = int(wrong.index[wrong][0])
        raise SourceError(
            "a value is outside its closed set",
            file=file,
            row=index + 2,
            column=str(values.name),
            value=values[index],
            expected=expected,
            remedy="correct the row in the source",
        )
