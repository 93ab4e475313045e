"""CSV files that people edit: the encoding and the separator that a spreadsheet gave them, and the numbers of rows.

Rows are numbered as a spreadsheet shows them: the header is row 1, an empty line is a row, and a cell of several lines
does not make several rows.
"""

from __future__ import annotations

import codecs
import csv
import functools
import io
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from uprlib import atomic
from uprlib.errors import SchemaError, SourceError, UprError, to_restore

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
NOT_PLAIN = (b'"', b"\0", b"\r")
"""Where none of these occurs, a line is a row, and every comma ends a cell."""
AT_A_TIME = 1 << 24
"""Bytes of a part: all of a table, unless it is much larger than the project's own."""
SAVE_AGAIN = "open it in your spreadsheet and save it as CSV UTF-8"


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file and what it was saved as: UTF-8, UTF-16 or ANSI.

    ANSI stands for whatever else there is, and is read as Western European (Windows-1252): in another alphabet its
    letters beyond ASCII come out wrong.

    Raises
    ------
    ValueError
        It is no text.

    Examples
    --------
    >>> decoded("Côte".encode("utf-8-sig")), decoded("Côte".encode("utf-16")), decoded("Côte".encode("cp1252"))
    (('Côte', 'UTF-8'), ('Côte', 'UTF-16'), ('Côte', 'ANSI'))
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text, saved = content.decode("utf-16"), "UTF-16"
    else:
        try:
            text, saved = content.decode("utf-8-sig"), "UTF-8"
        except UnicodeDecodeError:
            text, saved = content.decode("cp1252", errors="replace"), "ANSI"
    if "\0" in text:
        raise ValueError("it is not a text file")
    return text, saved


# OWASP's list for CSV, also in full width, and after spaces: some spreadsheets drop these.
_FORMULA = r"\s*[=+\-@\t\r\n＝＋－＠]"
_UNSAFE, _SAFE = re.compile(f"'*{_FORMULA}"), re.compile(f"'+{_FORMULA}")
_NUMBER = r"[+\-]?[0-9][0-9.,]*(e[+\-]?[0-9]+)?%?"
_NUMBERS = re.compile(f"{_NUMBER}( to {_NUMBER})?|-")
"""A number with a sign, the two ends of an interval, or a dash: no spreadsheet does anything with them."""


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula; :func:`unguarded` gives the text back, whatever it was.

    Examples
    --------
    >>> guarded("=1+1"), guarded("'=1+1"), guarded("'Tis so"), guarded("+36.2 to +48.4"), guarded("-")
    ("'=1+1", "''=1+1", "'Tis so", '+36.2 to +48.4', '-')
    >>> [unguarded(guarded(text)) for text in ("=1+1", "'=1+1", "'Tis so", "'-1", "'-")]
    ['=1+1', "'=1+1", "'Tis so", "'-1", "'-"]
    """
    return f"'{text}" if _UNSAFE.match(text) and not _NUMBERS.fullmatch(text) else text


def unguarded(text: str) -> str:
    """The text that :func:`guarded` was given."""
    return text[1:] if _SAFE.match(text) else text


def of_each(cells: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    """A table with what becomes of each of its texts and of its columns' names; numbers stay as they are."""
    changed = cells.rename(columns=lambda name: change(name) if isinstance(name, str) else name)
    for place, kind in enumerate(cells.dtypes):
        if not pd.api.types.is_numeric_dtype(kind):
            changed.isetitem(place, _of_each(cells.iloc[:, place], change))
    return changed


def _of_each(cells: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """The same of one column: once for each text that differs, because a table repeats its cells."""
    found = {cell: change(cell) for cell in cells.unique() if isinstance(cell, str)}
    found = {cell: text for cell, text in found.items() if cell != text}
    return cells.map(lambda cell: found.get(cell, cell), na_action="ignore") if found else cells


def write_for_people(path: Path, table: pd.DataFrame) -> None:
    """Write a table that somebody will open in a spreadsheet: no text in it is taken for a formula."""
    atomic.write_csv(path, of_each(table, guarded))


def separator_of(text: str) -> str:
    """The separator of a CSV text, by its header."""
    header = re.split(r"[\r\n]", text, maxsplit=1)[0]
    return max(SEPARATORS, key=header.count)


def table(text: str, *, file: Path, separator: str = ",", ragged: bool = False) -> pd.DataFrame:
    """The cells of a CSV text as text, "" where a cell is empty; rows without any content are left out.

    Parameters
    ----------
    ragged : bool
        Rows may end before their last cells, as some spreadsheets write them where these are empty.

    Returns
    -------
    pandas.DataFrame
        One row is one row of the file; its index is the number of the row less 2, as :func:`uprlib.errors.refuse_first`
        counts.

    Raises
    ------
    SourceError
        The text is not well-formed CSV, a name stands twice in its header, or a row is longer or shorter than it.
    """
    numbers, rows = [], []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cells):
                numbers.append(number)
                rows.append(cells)
    except csv.Error as problem:
        raise SourceError(
            f"the file is not well-formed CSV ({problem})",
            file=file,
            row=number + 1,
            remedy="look for a quotation mark that is missing or one too many",
        ) from None
    if not rows:
        raise SourceError("the file holds nothing", file=file, expected="a header and rows")
    header = [name.strip() for name in rows[0]]
    while header and not header[-1]:
        header.pop()
    times = Counter(header)
    repeated = next((name for name in header if times[name] > 1), None)
    if repeated is not None:
        raise SourceError("a column occurs twice", file=file, row=numbers[0], column=repeated, expected="each once")
    width = len(header)
    for number, cells in zip(numbers[1:], rows[1:], strict=True):
        if any(cells[width:]) or (len(cells) < width and not ragged):
            raise SourceError(
                "a row has the wrong number of cells",
                file=file,
                row=number,
                value=len(cells),
                expected=f"{width}, as in the header",
                remedy="look for a quotation mark or a separator that is missing or one too many",
            )
        cells[width:] = [""] * (width - len(cells))
    index = pd.Index([number - 2 for number in numbers[1:]], dtype="int64")
    return pd.DataFrame(rows[1:], columns=header, index=index, dtype=str)


def stored(path: Path) -> pd.DataFrame:
    """The cells of one of the project's own tables, which are CSV in UTF-8 with commas.

    Raises
    ------
    SchemaError
        There is no such file, or it was saved in another way; the message says in which, and what to do.
    """
    try:
        text, saved = decoded(path.read_bytes())
        separator = separator_of(text)
        if saved == "UTF-8" and separator == ",":
            return table(text, file=path)
    except FileNotFoundError:
        raise SchemaError("there is no such table", file=path, remedy=to_restore(path)) from None
    except (OSError, ValueError) as problem:
        raise SchemaError(
            "the table cannot be read", file=path, value=str(problem)[:80], remedy=to_restore(path)
        ) from None
    except UprError as problem:
        raise SchemaError(
            problem.problem,
            file=path,
            row=problem.row,
            column=problem.column,
            value=problem.value,
            expected=problem.expected or "CSV in UTF-8, separated by commas",
            remedy="; ".join(filter(None, (problem.remedy, to_restore(path)))),
        ) from None
    raise SchemaError(
        "the table was saved in another way than the project's tables are",
        file=path,
        value=f"{saved} with {SEPARATORS[separator]}",
        expected="CSV in UTF-8, separated by commas",
        remedy=f"{SAVE_AGAIN}, separated by commas",
    )


def parts(path: Path, kinds: Mapping[str, pa.DataType]) -> Iterator[tuple[dict[str, pa.Array], Sequence[int]]]:
    """The cells of one of the project's own tables in parts, with the numbers of their rows; missing where empty.

    Parameters
    ----------
    kinds : mapping of str to pyarrow.DataType
        The columns that are expected, and what their cells are read as: text, or a dictionary of text.

    Raises
    ------
    SchemaError
        As :func:`stored`.
    """
    done = 0
    if _is_plain(path, kinds):
        try:
            with pyarrow.csv.open_csv(
                path,
                read_options=pyarrow.csv.ReadOptions(block_size=AT_A_TIME),
                parse_options=pyarrow.csv.ParseOptions(quote_char=False, ignore_empty_lines=False),
                convert_options=pyarrow.csv.ConvertOptions(
                    include_columns=list(kinds), column_types=kinds, null_values=[""], strings_can_be_null=True
                ),
            ) as reader:
                for part in reader:
                    if part.column(0).null_count:
                        break  # It may be a row without any content.
                    yield dict(zip(kinds, part.columns, strict=True)), range(done + 2, done + 2 + part.num_rows)
                    done += part.num_rows
                else:
                    if done:
                        return
        except pa.ArrowInvalid:
            pass
    # Here quotation marks are understood, rows numbered as a spreadsheet does, and what is wrong is told.
    rest = stored(path).iloc[done:]
    yield {name: pa.array(rest[name].replace("", None), pa.large_string()) for name in rest}, rest.index + 2


def _is_plain(path: Path, columns: Iterable[str]) -> bool:
    """Whether a table has these columns, and a reader that knows no quotation marks reads it as every other does."""
    try:
        with path.open("rb") as file:
            header = file.readline()
            if sorted(header.rstrip(b"\n").decode("ascii").split(",")) != sorted(columns):
                return False
            blocks = itertools.chain([header], iter(functools.partial(file.read, AT_A_TIME), b""))
            return not any(mark in block for block in blocks for mark in NOT_PLAIN)
    except (OSError, ValueError):
        return False
