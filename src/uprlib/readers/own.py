"""The project's own format: what ``upr read FILE --out TABLE`` writes, as CSV, XLSX or Parquet, comes back as it was.

The columns are those of the contract "reading", and the header tells the format. In CSV and XLSX a text that a
spreadsheet would take for a formula has an apostrophe before it, which is taken away again where the table is read.
"""

from __future__ import annotations

from numbers import Integral
from pathlib import Path

import pandas as pd

from uprlib import atomic
from uprlib.errors import SchemaError, SourceError, one_of
from uprlib.facts import contract, csv_files, states
from uprlib.facts.csv_files import guarded, unguarded
from uprlib.readers.account import OTHER_STATE, Aside
from uprlib.readers.bad_rows import BadRows
from uprlib.readers.opening.delimited import Dialect, text_encoding, whole_text
from uprlib.readers.opening.files import MAX_ROWS, checked, is_parquet, is_zip, too_many_rows
from uprlib.readers.opening.head import Head
from uprlib.readers.reading import reading

WRITER = "`upr read --out`"
FORMAT = f"a table that {WRITER} wrote (CSV, XLSX, Parquet)"
CONFIRMED = True
MANY_STATES = True

MOST_WRONG_VALUES = 200
"""Different values outside the contract after which a file is refused instead of its rows."""
WRITTEN = (".csv", ".xlsx", ".parquet")
LIMITS = {".csv": ("\0", 131_072), ".xlsx": ("\0\ufffe\uffff", 32_767)}
"""By format, the characters that no text may have, and the longest text of a cell (in units of UTF-16)."""


def recognises(head: Head) -> bool:
    """Whether the header has most of the columns of the contract."""
    return head.has_most(contract.columns("reading"))


def read(path: Path | str, *, sur: str | None = None) -> pd.DataFrame:
    """Read a table that :func:`write` wrote, also after a spreadsheet has saved it again.

    Parameters
    ----------
    sur : str, optional
        Only the rows about this State, by its code.

    Returns
    -------
    pandas.DataFrame
        The table that was written, under the contract "reading"; columns that somebody has deleted are missing.
        ``attrs["account"]`` names the rows with a value that cannot be read, by their numbers in this file.

    Raises
    ------
    SourceError, SchemaError
        The file is damaged, lacks a column that it cannot do without, or none of its rows can be read.
    """
    path = checked(path)
    bad = BadRows(path)
    cells, saved = _opened(path)
    for name in ("source_row", "text"):
        if name not in cells:
            raise SourceError("a column is missing", file=path, row=1, column=name, expected="as it was written")
    cells = _plain(cells, bad)
    for name in [name for name in ("sur", "recommender") if name in cells]:
        wrong = cells[name].notna() & ~cells[name].isin(states.codes())
        expected = "an ISO 3166 alpha-3 code such as PRK"
        bad.refuse(wrong, cells[name], "this is not a State", expected=expected, choices=states.codes())
    of_others = pd.Series(False, cells.index)
    if sur is not None and "sur" in cells:
        of_others = cells["sur"].notna() & (cells["sur"] != sur) & ~_are(cells, bad)
    others = [Aside(f"row {index + 2}", OTHER_STATE, cells["sur"][index]) for index in cells.index[of_others]]
    table = _under_the_contract(cells[~of_others & ~_are(cells, bad)], path, bad)
    bad.refuse_if_nothing_else(table)
    table.attrs["account"] = bad.account(table, "rows of the table", len(table), others)
    table.attrs["saved"] = saved
    return table


def cells_of(path: Path) -> pd.DataFrame:
    """The cells of a table that :func:`write` wrote, whatever its columns: answers have others than recommendations."""
    return _opened(checked(path))[0].reset_index(drop=True)


def _are(cells: pd.DataFrame, bad: BadRows) -> pd.Series:
    """Which rows have been set aside."""
    return pd.Series([index + 2 in bad for index in cells.index], index=cells.index, dtype=bool)


def _under_the_contract(cells: pd.DataFrame, path: Path, bad: BadRows) -> pd.DataFrame:
    """The rows that meet the contract; each value that does not sets its rows aside."""
    for _ in range(MOST_WRONG_VALUES):
        try:
            return reading(cells.copy(), file=path, rows=(cells.index + 2).tolist())
        except SchemaError as problem:
            if not isinstance(problem.row, Integral):
                raise
            first = int(problem.row)
            found = cells.get(problem.column, pd.Series(dtype=object))
            # All rows with this value at once: there are as many rounds as there are different ones.
            same = cells.index[found == found.get(first - 2)] + 2 if len(found) else []
            for row in sorted({first, *same}):
                bad.add(
                    SchemaError(
                        problem.problem,
                        file=path,
                        row=row,
                        column=problem.column,
                        value=problem.value,
                        expected=problem.expected,
                    )
                )
            cells = cells[~_are(cells, bad)]
            if cells.empty:
                bad.refuse_if_nothing_else(cells)
    raise SourceError(
        "too many values cannot be read",
        file=path,
        value="; ".join(f"{each.where}: {each.value}" for each in bad.aside()[:5]),
        expected="a table as it was written",
        remedy="write it again",
    )


def check_name(path: Path, *, bom: bool = False) -> None:
    """Refuse a name that :func:`write` cannot write.

    Raises
    ------
    ParameterError
        Its ending is not one of the formats, or is not .csv although a mark of UTF-8 is asked for.
    """
    kind = path.suffix.casefold()
    one_of(kind, [".csv"] if bom else WRITTEN, "a table is not written in this format")


def write(path: Path, table: pd.DataFrame, *, bom: bool = False, source: str = "") -> Path:
    """Write a table under the contract "reading", whole or not at all; :func:`read` gives the same table back.

    Parameters
    ----------
    path : path
        Its ending says how: .csv, .xlsx or .parquet.
    bom : bool
        Begin a CSV file with the mark of UTF-8 (BOM), which some spreadsheets need to read accents.
    source : str
        The file that the table was read from, for the note of a workbook.

    Raises
    ------
    ParameterError
        Another ending, or a mark of UTF-8 for another format than CSV.
    SourceError
        A text has a character that the format cannot hold, or is too long for it.
    """
    check_name(path, bom=bom)
    kind = path.suffix.casefold()
    if kind in LIMITS:
        _check_texts(table, path, *LIMITS[kind])
    with atomic.replacing(path) as file:
        match kind:
            case ".csv":
                _write_csv(file, table, bom)
            case ".xlsx":
                _write_workbook(file, table, source)
            case ".parquet":
                _write_parquet(file, table)
    return path


def _texts(table: pd.DataFrame) -> list[str]:
    return [name for name in table if not pd.api.types.is_numeric_dtype(table[name].dtype)]


def _check_texts(table: pd.DataFrame, path: Path, never: str, most: int) -> None:
    for name in _texts(table):
        for text in table[name].unique():
            if not isinstance(text, str):
                continue
            wrong = next((letter for letter in never if letter in text), None)
            if wrong or (len(text) > most // 2 and len(text.encode("utf-16-le")) // 2 >= most):
                row = table["source_row"][table[name] == text].iloc[0]
                raise SourceError(
                    "a text has a character that this format cannot hold" if wrong else "a text is too long for a cell",
                    file=path,
                    column=name,
                    value=f"U+{ord(wrong):04X}" if wrong else f"{len(text):,} characters",
                    expected=f"fewer than {most:,} characters, each of them text, in row {row} of the source",
                    remedy="write Parquet, which holds it",
                )


def _write_csv(path: Path, table: pd.DataFrame, bom: bool) -> None:
    # With these line ends Python's csv module quotes a lone carriage return in a text too.
    text = csv_files.of_each(table, guarded).to_csv(index=False, lineterminator="\r\n", na_rep="")
    path.write_bytes(text.encode("utf-8-sig" if bom else "utf-8"))


def _write_workbook(path: Path, table: pd.DataFrame, source: str) -> None:
    from uprlib.readers.opening import xlsx_written

    note = (
        f"Written by {WRITER}{f' from {source}' if source else ''}: {len(table):,} rows on the sheet 'table'.",
        "`upr read` reads this workbook back; data/README.md says what each column is.",
        "A paragraph is text: 134.10 is not 134.1. Its column has the format text; leave it so.",
        "A text that a spreadsheet would take for a formula has an apostrophe before it, which is no part of it.",
    )
    xlsx_written.write(path, csv_files.of_each(table, guarded), note=note)


def _write_parquet(path: Path, table: pd.DataFrame) -> None:
    plain = table.copy()
    # pandas would write attrs into the file, as JSON.
    plain.attrs = {}
    plain.to_parquet(path, index=False)


def _opened(path: Path) -> tuple[pd.DataFrame, str]:
    """The cells of a table as they were before they were written, and how it was saved; the index is row less 2."""
    if is_parquet(path):
        from uprlib.readers.opening.parquet import table_of

        return table_of(path, expected=f"a Parquet file that {WRITER} wrote"), "Parquet"
    cells, saved = _workbook(path) if is_zip(path) else _csv(path)
    return csv_files.of_each(cells, unguarded), saved


def _csv(path: Path) -> tuple[pd.DataFrame, str]:
    encoding = text_encoding(path)
    # As a whole, and not by way of lines: a line end within a text stays what it is.
    text = whole_text(path, encoding)
    separator = csv_files.separator_of(text)
    cells = csv_files.table(text, file=path, separator=separator)
    if len(cells) > MAX_ROWS:
        raise too_many_rows(path, f"{len(cells):,}")
    return cells.astype(object), Dialect(encoding, separator, False).words


def _workbook(path: Path) -> tuple[pd.DataFrame, str]:
    from uprlib.readers.opening import xlsx

    sheet = list(xlsx.rows(path, expected=f"a workbook that {WRITER} wrote"))
    header = [str(cell).strip() for cell in sheet[0]] if sheet else []
    cells = pd.DataFrame(sheet[1:], columns=header, dtype=object)
    return cells[(cells != "").any(axis=1)], "XLSX"


def _plain(cells: pd.DataFrame, bad: BadRows) -> pd.DataFrame:
    """Texts, whole numbers, and missing where a cell is empty; rows with a number for a text are set aside."""
    kinds = {name: str(column.dtype) for name, column in contract.contract("reading").columns.items()}
    plain = {}
    for name in cells.columns:
        empty = cells[name].isna() | (cells[name] == "")
        found = [None if none else cell for cell, none in zip(cells[name], empty, strict=True)]
        if kinds.get(name) == "Int64":
            found = [int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in found]
        plain[name] = pd.Series(found, index=cells.index, dtype=object, name=name)
        if kinds.get(name) != "Int64":
            bad.refuse(
                pd.Series([not (cell is None or isinstance(cell, str)) for cell in found], index=cells.index),
                plain[name],
                "a number or a date stands where a text belongs",
                expected="text: a number would not tell 134.10 from 134.1",
                remedy="give the column the format text, and type the value as it stands in the source",
            )
    # The text of a recommendation is never missing.
    return pd.DataFrame(plain | {"text": plain["text"].fillna("")}, index=cells.index)
