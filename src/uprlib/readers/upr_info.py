"""UPR Info's database export in its layout of 2008-2015, CSV or XLS.

The CSV files are in Mac Roman with lone carriage returns. The XLS files have the same cells under a header with
repeated names, so their columns are told by position. The session comes from its column, because the files' names are
wrong.
"""

from __future__ import annotations

import html
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError
from uprlib.facts import states, vocabulary
from uprlib.facts.vocabulary import cycle_of
from uprlib.readers import column_labels
from uprlib.readers.account import Aside
from uprlib.readers.bad_rows import BadRows
from uprlib.readers.opening.head import Head
from uprlib.readers.opening.tabular import Tabular
from uprlib.readers.reading import CORRECT, reading
from uprlib.readers.table_rows import cells as cells_of
from uprlib.readers.table_rows import opened
from uprlib.readers.wording.texts import cleaned

FORMAT = "UPR Info's export of 2008-2015 (CSV, XLS)"
CONFIRMED = True
MANY_STATES = True

EXPORT_FILES = ("1-5.csv", "6-9.csv", "10-13.csv", "14-17.csv", "17-20.csv")
"""The whole export of August 2015, in the order in which its rows are counted. `17-20` has sessions 18-20."""

CSV_HEADER = (
    "To",
    "To-Rgrp",
    "To-Org",
    "Text",
    "From",
    "From-Rgrp",
    "From-Org",
    "Response",
    "Action",
    "Issue",
    "Session",
)
XLS_HEADER = ("SuR", "Rgrp", "Org", "Recommendation", "RS", "Rgrp", "Org", "Response", "Action", "Issue", "Session")
RESPONSES = {"Accepted": "accepted", "Noted": "noted", "Voluntary Pledge": vocabulary.PLEDGE}
UNKNOWN = "(Unknown)"
LAST_SESSION_OF_LAYOUT = 26


def recognises(head: Head) -> bool:
    """Whether this is a table with the export's columns, or with the header of its workbooks."""
    if head.kind not in ("xls", "xlsx", "text"):
        return False
    return head.has_most(CSV_HEADER) or len(set(XLS_HEADER) & set(head.header)) > len(set(XLS_HEADER)) / 2


def read(path: Path | str, *, sur: str | None = None) -> pd.DataFrame:
    """Read one export file.

    Parameters
    ----------
    path : path
        A file of UPR Info's export, in CSV or XLS as it was published, or saved again by a spreadsheet.
    sur : str, optional
        Only the rows about this State, by its code.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State's recommendation, or one voluntary pledge, under the contract "reading" of
        :mod:`uprlib.facts.contract`. `source_row` counts as a spreadsheet does (the header is row 1). An unknown
        recommending State is missing, with "(Unknown)" as its name. ``attrs["account"]`` names the rows with a value
        that cannot be read.

    Raises
    ------
    SourceError, StateError
        The file does not have this layout, or none of its rows can be read.
    """
    bad = BadRows(path)
    source, used = _opened(path, sur)
    cells, others = cells_of(source, used, bad, sur=sur, sur_field="To")
    table = coded(cells, bad, others)
    column_labels.note(table, used, source.header, source.words)
    return table


def rows(path: Path | str) -> pd.DataFrame:
    """The cells of an export file as text, unchanged, in the layout's eleven columns; the index counts rows from 0.

    Raises
    ------
    SourceError
        The file does not have this layout, or a row has another length than its header.
    """
    source, used = _opened(path, None)
    return cells_of(source, used, BadRows(path, strict=True))[0]


def _opened(path: Path | str, sur: str | None) -> tuple[Tabular, dict[str, str]]:
    """The table, and the label of each of the layout's columns, under the names of the CSV."""
    source = opened(path, "an export of UPR Info", sur=sur)
    if tuple(source.header) == XLS_HEADER:
        # The workbooks have these cells under a header with repeated names.
        source = replace(source, header=list(CSV_HEADER))
    used = {name: name for name in CSV_HEADER if name in source.header}
    column_labels.expect(used, source, {name: (name,) for name in CSV_HEADER}, CSV_HEADER, path)
    return source, used


def coded(cells: pd.DataFrame, bad: BadRows, others: Iterable[Aside] = ()) -> pd.DataFrame:
    """The cells of :func:`rows` under the contract "reading", without the rows that are added to `bad`.

    The account also has the `others` that were set aside before.
    """
    last = LAST_SESSION_OF_LAYOUT
    sessions = _whole_numbers(cells["Session"], range(1, last + 1), f"a session from 1 to {last}", bad)
    recommender_name = cells["From"].map(html.unescape)
    named = recommender_name.where(recommender_name != UNKNOWN, None)
    table = pd.DataFrame(
        {
            "source_row": cells.index + 2,
            "sur": bad.codes_of(cells["To"], "To"),
            "recommender": bad.codes_of(named, "From"),
            "recommender_name": recommender_name,
            "text": cells["Text"].map(cleaned),
            "position": _responses(cells["Response"], bad),
            "cycle": sessions.map(cycle_of, na_action="ignore"),
            "session": sessions,
            "action": _whole_numbers(cells["Action"], vocabulary.ACTIONS, "an action category from 1 to 5", bad),
            "issues": cells["Issue"].map(issue_set),
        }
    )
    good = bad.good(table)
    bad.refuse_if_nothing_else(good)
    found = reading(good.reset_index(drop=True), file=bad.file)
    found.attrs["account"] = bad.account(found, "rows of the file", len(found), others)
    return found


def issue_set(labels: str) -> str | None:
    """The issues of one row as a set: sorted and joined by ";"; None where there are none.

    Examples
    --------
    >>> issue_set("Women's rights,Detention")
    "Detention;Women's rights"
    """
    return ";".join(sorted({label.strip() for label in labels.split(",") if label.strip()})) or None


def snapshot(cells: pd.DataFrame) -> pd.DataFrame:
    """Regional group and organisations of every State that the cells name, at one time that the source does not state.

    Returns
    -------
    pandas.DataFrame
        One row is one State: iso3, name_upr_info, regional_group, organisations (sorted, joined by ";").
    """
    both = pd.concat(
        [
            cells[[side, f"{side}-Rgrp", f"{side}-Org"]].set_axis(["name", "regional_group", "organisations"], axis=1)
            for side in ("To", "From")
        ]
    ).drop_duplicates()
    both = both[both["name"].map(html.unescape) != UNKNOWN]
    both["iso3"] = both["name"].map(states.code)
    both["organisations"] = both["organisations"].map(issue_set)
    table = both.drop_duplicates(["iso3", "regional_group", "organisations"])
    twice = table[table.duplicated("iso3", keep=False)]
    if len(twice):
        raise SourceError(
            "a State has two regional groups or two sets of organisations",
            column="Rgrp, Org",
            value=", ".join(twice["name"].unique()),
            expected="the same group and organisations in every row of a State",
            remedy="correct the rows in the source",
        )
    return table.rename(columns={"name": "name_upr_info"}).reset_index(drop=True)


def _responses(values: pd.Series, bad: BadRows) -> pd.Series:
    positions = values.str.strip().map(RESPONSES)
    problem, expected = "a response is outside the closed set", "one of " + ", ".join(RESPONSES)
    bad.refuse(positions.isna(), values, problem, expected=expected, choices=RESPONSES, remedy=CORRECT)
    return positions


def _whole_numbers(values: pd.Series, allowed: Collection[int], expected: str, bad: BadRows) -> pd.Series:
    numbers = pd.to_numeric(values, errors="coerce")
    wrong = ~numbers.isin(list(allowed))
    bad.refuse(wrong, values, "a number is outside its range", expected=expected, remedy=CORRECT)
    return numbers.where(~wrong).astype("Int64")
