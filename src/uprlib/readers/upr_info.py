"""UPR Info's database export in its layout of 2008-2015, CSV or XLS.

The CSV files are in Mac Roman with lone carriage returns. The XLS files have the same cells under a header with
repeated names, so their columns are told by position. The session comes from its column, because the files' names are
wrong.
"""

from __future__ import annotations

import html
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError, did_you_mean
from uprlib.facts import states, vocabulary
from uprlib.facts.vocabulary import cycle_of
from uprlib.readers.bad_rows import BadRows
from uprlib.readers.opening.files import checked, csv_rows, is_ole
from uprlib.readers.opening.head import Head
from uprlib.readers.opening.sheets import first_sheet_cells
from uprlib.readers.reading import CORRECT, expect_fields, reading
from uprlib.readers.wording.texts import cleaned

FORMAT = "UPR Info's export of 2008-2015 (CSV, XLS)"
CONFIRMED = True

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
    """Whether this is an XLS workbook, or a text with the export's columns."""
    return head.kind == "xls" or (head.kind == "text" and head.has_most(CSV_HEADER))


def read(path: Path | str) -> pd.DataFrame:
    """Read one export file.

    Parameters
    ----------
    path : path
        A ``.csv`` or ``.xls`` file of UPR Info's export.

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
    return coded(rows(path, bad), bad)


def rows(path: Path | str, bad: BadRows | None = None) -> pd.DataFrame:
    """The cells of an export file as text, unchanged, in the layout's eleven columns; the index counts rows from 0.

    A row of another length is added to `bad`, or refused where that is not given.
    """
    path = checked(path)
    if is_ole(path):
        header, body = _xls_cells(path)
        _expect_header(header, XLS_HEADER, path)
        header = CSV_HEADER
    else:
        header, body = _csv_cells(path)
        _expect_header(header, CSV_HEADER, path)
    if not body:
        raise SourceError("the file has a header but no rows", file=path, remedy="export it again")
    bad = bad or BadRows(path, strict=True)
    numbered = {}
    for number, cells in enumerate(body, start=2):
        with bad.caught():
            expect_fields(cells, len(CSV_HEADER), file=path, row=number)
            numbered[number] = cells
    bad.refuse_if_nothing_else(numbered)
    table = pd.DataFrame(list(numbered.values()), columns=list(header), dtype=object, index=list(numbered))
    return table.rename(index=lambda number: number - 2)[list(CSV_HEADER)]


def coded(cells: pd.DataFrame, bad: BadRows) -> pd.DataFrame:
    """The cells of :func:`rows` under the contract "reading", without the rows that are added to `bad`."""
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
    found.attrs["account"] = bad.account(found, "rows of the file", len(found))
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


def _csv_cells(path: Path) -> tuple[tuple[str, ...], list[list[str]]]:
    raw = path.read_bytes()
    # The files of 2015 are in Mac Roman, in which every byte is a letter; so UTF-8, which is not, is tried first.
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("mac_roman")
    table = csv_rows(text, path)
    return tuple(cell.strip() for cell in table[0]), table[1:]


def _xls_cells(path: Path) -> tuple[tuple[str, ...], list[list[str]]]:
    # calamine reads what xlrd refuses as corrupt ("seen[3] == 4").
    sheet = first_sheet_cells(path, "XLS file", expected="an export of UPR Info")
    if not sheet:
        raise SourceError("the sheet is empty", file=path, remedy="download it again")
    # Action and Session are decimal numbers in the workbook and whole numbers in the CSV.
    body = [[str(int(c)) if isinstance(c, float) and c.is_integer() else str(c) for c in row] for row in sheet[1:]]
    return tuple(str(cell).strip() for cell in sheet[0]), body


def _expect_header(header: tuple[str, ...], wanted: tuple[str, ...], path: Path) -> None:
    """Refuse another header than the one wanted; a CSV file may have its columns in another order."""
    if header == wanted or (wanted is CSV_HEADER and sorted(header) == sorted(wanted)):
        return
    remedy: str | None
    repeated = [name for name in header if header.count(name) > wanted.count(name) and name in wanted]
    missing = [name for name in wanted if name not in header]
    if repeated:
        problem, column, remedy = "a column occurs twice", repeated[0], "remove one of the two"
    elif missing:
        problem, column, remedy = "a column is missing", missing[0], did_you_mean(missing[0], set(header) - set(wanted))
    else:
        surplus = [name for name in header if name not in wanted]
        problem, column, remedy = "a column is not of this layout", (surplus or header)[0], "remove it"
    raise SourceError(
        problem,
        file=path,
        row=1,
        column=column,
        value=", ".join(header)[:160],
        expected=", ".join(wanted),
        remedy=remedy or "export the file again",
    )


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
