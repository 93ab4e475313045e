"""UPR Info's database export in its layout of 2008-2015, CSV or XLS.

The CSV files are Mac Roman with lone carriage returns; the XLS files say the same cell by cell under a header with
repeated names, so their columns are told by position. The session comes from the column: file names lie.
"""

from __future__ import annotations

import html
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from uprlib import paths
from uprlib.errors import SourceError, did_you_mean
from uprlib.facts import contract, states
from uprlib.readers.opening.files import checked, cleaned, csv_rows, is_ole, reading
from uprlib.readers.opening.sheets import first_sheet_cells

EXPORT_FILES = ("1-5.csv", "6-9.csv", "10-13.csv", "14-17.csv", "17-20.csv")
"""The whole export of August 2015, in the order in which its rows are counted. `17-20` holds sessions 18-20."""

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
RESPONSES = {"Accepted": "accepted", "Noted": "noted", "Voluntary Pledge": contract.PLEDGE}
UNKNOWN = "(Unknown)"
LAST_SESSION_OF_LAYOUT = 26


def read(path: Path | str, *, without: Collection[int] = ()) -> pd.DataFrame:
    """Read one export file.

    Parameters
    ----------
    path : path
        A ``.csv`` or ``.xls`` file of UPR Info's export.
    without : collection of int
        Rows to leave out, numbered as in `source_row`.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State's recommendation (or one voluntary pledge), under the contract
        "reading" of :mod:`uprlib.facts.contract`. `source_row` counts as a spreadsheet does (the header is row 1).
        An unknown recommending State is missing, with "(Unknown)" as its name.

    Raises
    ------
    SourceError
        The file cannot be read as this layout, or a value is outside its closed set.
    StateError
        A State's name is not in the table of names.
    """
    return coded(rows(path, without=without), paths.shown(path))


def rows(path: Path | str, *, without: Collection[int] = ()) -> pd.DataFrame:
    """The cells of an export file as text, in the layout's eleven columns, nothing changed but spaces at the ends."""
    path = checked(path)
    if is_ole(path):
        header, body = _xls_cells(path)
        _expect_header(header, XLS_HEADER, path)
        columns = CSV_HEADER
    else:
        header, body = _csv_cells(path)
        _expect_header(header, CSV_HEADER, path)
        columns = header
    numbered = {number: cells for number, cells in enumerate(body, start=2) if number not in without}
    for number, cells in numbered.items():
        if len(cells) != len(CSV_HEADER):
            raise SourceError(
                "a row has the wrong number of fields",
                file=path,
                row=number,
                value=len(cells),
                expected=f"{len(CSV_HEADER)} fields",
                remedy="export the file again; a quotation mark may be missing",
            )
    if not numbered:
        raise SourceError("the file holds a header and no rows", file=path, remedy="export it again")
    table = pd.DataFrame(list(numbered.values()), columns=list(columns), dtype=object, index=list(numbered))
    return table.rename(index=lambda number: number - 2)[list(CSV_HEADER)]


def coded(cells: pd.DataFrame, file: str) -> pd.DataFrame:
    """Turn the cells of :func:`rows` into the contract "reading"."""

    def place(index: int, column: str) -> dict[str, object]:
        return {"file": file, "row": int(index) + 2, "column": column}

    sessions = _whole_numbers(cells["Session"], range(1, LAST_SESSION_OF_LAYOUT + 1), "a session from 1 to 26", place)
    recommender_name = cells["From"].map(html.unescape)
    named = recommender_name.where(recommender_name != UNKNOWN, None)
    table = pd.DataFrame(
        {
            "source_row": cells.index + 2,
            "sur": states.codes_of(cells["To"], file=file, column="To"),
            "recommender": states.codes_of(named, file=file, column="From"),
            "recommender_name": recommender_name,
            "text": cells["Text"].map(cleaned),
            "position": _closed(cells["Response"], RESPONSES, place),
            "cycle": sessions.map(lambda session: 1 if session <= 12 else 2),
            "session": sessions,
            "action": _whole_numbers(cells["Action"], contract.ACTIONS, "an action category from 1 to 5", place),
            "issues": cells["Issue"].map(issue_set),
        }
    )
    return reading(table, file=file)


def issue_set(labels: str) -> str | None:
    """The issues of one row as a set: sorted, joined by ";", None where there are none.

    Examples
    --------
    >>> issue_set("Women's rights,Detention")
    "Detention;Women's rights"
    """
    return ";".join(sorted({label.strip() for label in labels.split(",") if label.strip()})) or None


def snapshot(cells: pd.DataFrame) -> pd.DataFrame:
    """Regional group and organisations of every State that the cells name: one snapshot, not dated.

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
            "a State stands with two regional groups or two sets of organisations",
            column="Rgrp, Org",
            value=", ".join(twice["name"].unique()),
            expected="one snapshot for each State",
        )
    return table.rename(columns={"name": "name_upr_info"}).reset_index(drop=True)


def _csv_cells(path: Path) -> tuple[tuple[str, ...], list[list[str]]]:
    raw = path.read_bytes()
    # UTF-8 first, then Mac Roman, which the 2015 files are. Never Latin-1: it always "works" and is always wrong.
    for encoding in ("utf-8-sig", "mac_roman"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    table = csv_rows(text, paths.shown(path))
    header = tuple(cell.strip() for cell in table[0])
    if any("\ufffd" in cell for cell in header):
        raise SourceError("the header cannot be decoded", file=path, expected="UTF-8 or Mac Roman")
    return header, table[1:]


def _xls_cells(path: Path) -> tuple[tuple[str, ...], list[list[str]]]:
    # calamine reads what xlrd refuses as corrupt ("seen[3] == 4").
    sheet = first_sheet_cells(path, "XLS file", expected="an export of UPR Info")
    if not sheet:
        raise SourceError("the sheet is empty", file=path, remedy="download it again")
    # Action and Session are floats in the workbook and whole numbers in the CSV.
    body = [[str(int(c)) if isinstance(c, float) and c.is_integer() else str(c) for c in row] for row in sheet[1:]]
    return tuple(str(cell).strip() for cell in sheet[0]), body


def _expect_header(header: tuple[str, ...], wanted: tuple[str, ...], path: Path) -> None:
    if header == wanted or (wanted is CSV_HEADER and sorted(header) == sorted(wanted)):
        return
    repeated = [name for name in header if header.count(name) > wanted.count(name) and name in wanted]
    missing = [name for name in wanted if name not in header]
    if repeated:
        problem, column, remedy = "a column stands twice", repeated[0], "remove one of the two"
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


def _closed(values: pd.Series, allowed: dict[str, str], place) -> pd.Series:
    coded_values = values.str.strip().map(allowed)
    if coded_values.isna().any():
        index = coded_values.index[coded_values.isna()][0]
        raise SourceError(
            "a response is outside the closed set",
            **place(index, str(values.name)),
            value=values[index],
            expected="one of " + ", ".join(allowed),
            remedy=did_you_mean(values[index], allowed) or "correct the row in the source",
        )
    return coded_values


def _whole_numbers(values: pd.Series, allowed, expected: str, place) -> pd.Series:
    numbers = pd.to_numeric(values, errors="coerce")
    wrong = ~numbers.isin(list(allowed))
    if wrong.any():
        index = numbers.index[wrong][0]
        raise SourceError(
            "a number is outside its range",
            **place(index, str(values.name)),
            value=values[index],
            expected=expected,
            remedy="correct the row in the source",
        )
    return numbers.astype(int)
