"""Which of the known formats a file is, told by its content and never by its name."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from uprlib import paths
from uprlib.errors import SourceError, one_of
from uprlib.readers import dihr, thematic_list, uhri, upr_info, uwazi
from uprlib.readers.opening.files import checked, checked_zip, csv_rows, is_ole, json_content
from uprlib.readers.opening.workbooks import first_sheet
from uprlib.readers.wording.document import opened

FORMATS = {
    "upr_info": "UPR Info's export of 2008-2015 (CSV, XLS)",
    "dihr": "the Danish Institute's SDG-Human Rights Data Explorer (XLSX)",
    "wg_report": "a report of the Working Group (PDF, DOCX)",
    "thematic_list": "OHCHR's thematic list of recommendations (DOCX)",
    "uhri": "the Universal Human Rights Index (XLSX, JSON)",
    "uwazi": "UPR Info's present database (CSV, JSON)",
}
HEAD = 64 * 2**10
"""Enough of a text file to hold its header."""


def read(path: Path | str, as_: str | None = None) -> pd.DataFrame:
    """Read a file of any known format.

    Parameters
    ----------
    path : path
        The file.
    as_ : str, optional
        Name of the format, where it is not to be told by the content: one of FORMATS.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State's recommendation, under the contract "reading" of :mod:`uprlib.facts.contract`; what a
        row is exactly stands in the format's own reader. ``attrs["format"]`` names the format.

    Raises
    ------
    ParameterError
        There is no format of that name.
    SourceError
        The content is of no known format, or cannot be read.
    StateError
        A State's name is not in the table of names.
    """
    name = format_of(path, as_)
    table = reader(name)(path)
    table.attrs["format"] = name
    return table


def format_of(path: Path | str, as_: str | None = None) -> str:
    """The name of a file's format, as given or as told by the content.

    Raises
    ------
    ParameterError
        There is no format of that name.
    SourceError
        The content is of no known format.
    """
    if as_ is not None:
        return one_of(as_, FORMATS, "there is no format of that name")
    return recognised(path)


def reader(name: str) -> Callable[..., pd.DataFrame]:
    """The reader of a format, ``read(path, without=rows)``."""
    # By name, because a format's reader is needed only where a file is of that format.
    return importlib.import_module(f"uprlib.readers.{name}").read


def recognised(path: Path | str) -> str:
    """The name of the format that a file's content is of.

    Raises
    ------
    SourceError
        The file cannot be opened, or its content is of no known format.
    """
    path = checked(path)
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.lstrip()[:4] == b"%PDF":
        return "wg_report"
    if is_ole(path):
        return _ole(path)
    if head[:2] == b"PK":
        return _zipped(path)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head:
        utf16 = head[:2] in (b"\xff\xfe", b"\xfe\xff")
        raise _unknown(path, "UTF-16 text" if utf16 else "bytes that are no text", "save it as CSV in UTF-8")
    text = head.decode("utf-8-sig", errors="replace").lstrip()
    return _json(path) if text[:1] in ("[", "{") else _csv(path, text)


def described(table: pd.DataFrame, rows: int = 5) -> str:
    """What was read, for the command line: format, counts and the first rows without their texts."""
    states = sorted(table["sur"].dropna().unique())
    sessions = sorted(table["session"].dropna().unique())
    lines = [
        f"Recognised: {FORMATS[table.attrs['format']]}",
        f"Rows: {len(table):,}",
        f"States under review: {len(states)}{_some(states)}",
        f"Recommending States: {table['recommender'].nunique()}",
        f"Sessions: {_some(sessions).removeprefix(': ') or 'not stated'}",
    ]
    set_aside = table.attrs.get("set_aside") or {}
    if set_aside:
        counts = ", ".join(f"{len(numbers):,} of {name}" for name, numbers in set_aside.items())
        lines.append(f"Set aside, no recommendations of the UPR: {counts}")
    if "matched" in table.attrs:
        lines.append("Matched: " + ", ".join(f"{label} as {field}" for field, label in table.attrs["matched"].items()))
    shown = table.drop(columns=["text", "recommender_name"]).dropna(axis="columns", how="all").head(rows)
    return "\n".join([*lines, "", shown.to_string(index=False, max_colwidth=30, na_rep="")])


def _some(values: Iterable[object], most: int = 12) -> str:
    values = [str(value) for value in values]
    more = f" and {len(values) - most} more" if len(values) > most else ""
    return f": {', '.join(values[:most])}{more}" if values else ""


def _unknown(path: Path, found: str, remedy: str | None = None) -> SourceError:
    return SourceError(
        "the content is of no known format",
        file=path,
        value=found,
        expected="one of: " + "; ".join(f"{name}, {words}" for name, words in FORMATS.items()),
        remedy=remedy or "export it again, or name the format with --as",
    )


def _ole(path: Path) -> str:
    content = path.read_bytes()
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return "upr_info"
    if "WordDocument".encode("utf-16-le") in content:
        raise _unknown(path, "a DOC file of old Word", "save it as DOCX")
    raise _unknown(path, "an OLE2 file that is neither XLS nor DOC, or is cut short", "download it again")


def _zipped(path: Path) -> str:
    parts = checked_zip(path, "file", expected="an XLSX or DOCX file")
    if "word/document.xml" in parts:
        missing = thematic_list.missing_columns(opened(path))
        # Half of the columns tell the list; what is missing is then said by its reader.
        return "thematic_list" if len(missing) < len(thematic_list.COLUMNS) / 2 else "wg_report"
    if "xl/workbook.xml" in parts:
        sheet = first_sheet(path, expected="an XLSX file", rows=1)
        header = [str(cell).strip() for cell in sheet[0]] if sheet else []
        return _by_header(path, header, {"dihr": dihr.COLUMNS, "uhri": tuple(uhri.COLUMNS)})
    raise _unknown(path, "a zip file with " + (", ".join(parts[:3]) or "nothing in it"))


def _csv(path: Path, text: str) -> str:
    # The header alone: what follows may be cut in the middle of a quoted text.
    line = next(iter(text.splitlines()), "")
    try:
        header = [cell.strip() for cell in csv_rows(line, paths.shown(path))[0]]
    except SourceError:
        header = [line]
    if len(uwazi.matched_labels(header)) >= len(uwazi.NEEDED) - 1 and not set(header) & {"To", "From"}:
        return "uwazi"
    return _by_header(path, header, {"upr_info": upr_info.CSV_HEADER})


def _by_header(path: Path, header: list[str], known: dict[str, tuple[str, ...]]) -> str:
    """The format of which the header has most columns, at least half; its reader says which are missing."""
    shares = {name: len(set(columns) & set(header)) / len(columns) for name, columns in known.items()}
    best = max(shares, key=shares.__getitem__)
    if shares[best] >= 0.5:
        return best
    raise _unknown(path, "a header " + ", ".join(header)[:120])


def _json(path: Path) -> str:
    content = json_content(path)
    entries = content.get("rows") if isinstance(content, dict) else content
    first = entries[0] if isinstance(entries, list) and entries else None
    names = set(first) if isinstance(first, dict) else set()
    if "metadata" in names:
        return "uwazi"
    if len(names & set(uhri.KEYS)) >= len(uhri.KEYS) / 2:
        return "uhri"
    raise _unknown(path, "JSON with " + (", ".join(sorted(names))[:120] or type(content).__name__))
