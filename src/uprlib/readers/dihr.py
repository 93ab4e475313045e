"""The Danish Institute for Human Rights' SDG-Human Rights Data Explorer, UPR part (XLSX).

The Institute derived it from UPR Info's database and added document symbols, paragraphs and the sessions 21-26. It is
therefore not an independent source of positions. Where a report's own paragraph numbers are known, they come first.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from uprlib.readers import column_labels
from uprlib.readers.bad_rows import BadRows
from uprlib.readers.opening.head import Head
from uprlib.readers.reading import CORRECT, reading
from uprlib.readers.table_rows import cells as cells_of
from uprlib.readers.table_rows import opened
from uprlib.readers.wording.sessions import session_of
from uprlib.readers.wording.texts import cleaned

FORMAT = "the Danish Institute's SDG-Human Rights Data Explorer (XLSX, CSV)"
CONFIRMED = True

MANY_STATES = True

COLUMNS = ("Recommendation", "Tekst", "Response", "Recommending state", "field_year", "Document")
NAMES = {name: (name,) for name in COLUMNS}
SUR = "Recommendation"
"""The Explorer calls the State under review so; the text of the recommendation is "Tekst"."""
RESPONSES = {"Supported": "accepted", "Noted": "noted"}
DOCUMENT = re.compile(r"Source:(?P<symbol>A/HRC/\d++/\d++(?:OLD)?)\s*+\|?(?P<paragraph>\d++(?:\.\d++)*+)?\.?\|?\s*+$")


def recognises(head: Head) -> bool:
    """Whether this is a table with the Explorer's columns."""
    return head.kind in ("xlsx", "xls", "text") and head.has_most(COLUMNS)


def read(path: Path | str, *, sur: str | None = None) -> pd.DataFrame:
    """Read one file of the Explorer.

    Parameters
    ----------
    sur : str, optional
        Only the rows about this State, by its code.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State's recommendation, under the contract "reading". `session` is missing for
        A/HRC/8, whose reports belong to sessions 1 and 2; `action` and `issues` are not in this source.
        ``attrs["account"]`` names the rows with a value that cannot be read.

    Raises
    ------
    SourceError, StateError
        The file is not one of the Explorer's, or none of its rows can be read.
    """
    source = opened(path, "a file of the SDG-Human Rights Data Explorer", sur=sur)
    bad = BadRows(path)
    used = column_labels.matched(source.header, NAMES)
    column_labels.expect(used, source, NAMES, NAMES, path)
    cells, others = cells_of(source, used, bad, sur=sur, sur_field=SUR)
    documents = cells["Document"].str.strip().str.extract(DOCUMENT)
    _refuse(documents["symbol"].isna(), cells["Document"], bad, "Source:A/HRC/27/10|124.7|")
    cycles = cells["field_year"].str.strip().str.extract(r"^20\d\d Cycle ([1-4])$")[0]
    _refuse(cycles.isna(), cells["field_year"], bad, "a year and a cycle such as 2014 Cycle 2")
    positions = cells["Response"].str.strip().map(RESPONSES)
    _refuse(positions.isna(), cells["Response"], bad, "one of " + ", ".join(RESPONSES))
    table = pd.DataFrame(
        {
            "source_row": cells.index + 2,
            "sur": bad.codes_of(cells[SUR], SUR),
            "recommender": bad.codes_of(cells["Recommending state"], "Recommending state"),
            "recommender_name": cells["Recommending state"],
            "text": cells["Tekst"].map(cleaned),
            "position": positions,
            "cycle": cycles.astype("Int64"),
            "session": documents["symbol"].map(session_of, na_action="ignore"),
            "symbol": documents["symbol"],
            "paragraph": documents["paragraph"],
        }
    )
    good = bad.good(table)
    bad.refuse_if_nothing_else(good)
    found = reading(good.reset_index(drop=True), file=path)
    found.attrs["account"] = bad.account(found, "rows of the sheet", len(found), others)
    column_labels.note(found, used, source.header, source.words)
    return found


def _refuse(wrong: pd.Series, values: pd.Series, bad: BadRows, expected: str) -> None:
    bad.refuse(wrong, values, "a value is outside its closed set", expected=expected, remedy=CORRECT)
