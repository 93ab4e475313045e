"""Which of the known formats a file has, told by its content and never by its name."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

import pandas as pd

from uprlib.errors import ParameterError, SourceError, one_of
from uprlib.facts.vocabulary import cycle_of
from uprlib.readers import addendum, dihr, own, thematic_list, uhri, upr_info, uwazi, wg_report
from uprlib.readers.bad_rows import unread
from uprlib.readers.opening.files import is_a_web_page
from uprlib.readers.opening.head import Head
from uprlib.readers.opening.lines import read_lines
from uprlib.readers.wording.sessions import session_of


class Reader(Protocol):
    """What the module of a format has.

    Attributes
    ----------
    FORMAT : str
        What the format is called in messages.
    CONFIRMED : bool
        Whether a real file of the format has been read, and not only invented ones.
    """

    FORMAT: str
    CONFIRMED: bool

    def recognises(self, head: Head) -> bool:
        """Whether a file that begins like this is of the format, or was meant to be."""

    def read(self, path: Path | str) -> pd.DataFrame:
        """The file's rows under the contract "reading"; ``attrs["account"]`` names those that cannot be read."""


# The first that recognises a file reads it: a Word document that is neither a thematic list nor an addendum is taken
# for a report.
READERS: dict[str, Reader] = {
    "own": own,
    "upr_info": upr_info,
    "dihr": dihr,
    "thematic_list": thematic_list,
    "uhri": uhri,
    "uwazi": uwazi,
    "addendum": addendum,
    "wg_report": wg_report,
}
FORMATS = {name: reader.FORMAT for name, reader in READERS.items()}


def read(path: Path | str, as_: str | None = None, known: wg_report.Known | None = None) -> pd.DataFrame:
    """Read a file of any known format.

    Parameters
    ----------
    path : path
        The file.
    as_ : str, optional
        Name of the format, one of FORMATS. Default: told by the content.
    known : Known, optional
        What a document without a title page, or a table of one review, does not say itself. Of a table of many
        States, only the rows about the State that it names are read.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State's recommendation, under the contract "reading" of
        :mod:`uprlib.facts.contract`; the reader of each format says what exactly a row is. An addendum gives answers
        instead, under the contract "answers". ``attrs["format"]`` is the name of the format, and ``attrs["account"]``
        names the rows that cannot be read; there is a warning if there are any.

    Raises
    ------
    ParameterError
        There is no format of that name.
    SourceError, StateError
        The content is of no known format, or none of its rows can be read.

    Examples
    --------
    The facts of A/HRC/27/10, paragraph 124.1, as UPR Info exports them:

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = Path(folder.name) / "export.csv"
    >>> header = "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session"
    >>> row = "DPR Korea,Asia,,(its text),Kazakhstan,Asia,OIC,Accepted,5,International instruments,19"
    >>> _ = file.write_text(f"{header}\\n{row}\\n", encoding="utf-8")
    >>> found = read(file)
    >>> found.attrs["format"], found[["sur", "recommender", "position", "session"]].to_dict("records")
    ('upr_info', [{'sur': 'PRK', 'recommender': 'KAZ', 'position': 'accepted', 'session': 19}])
    """
    name = format_of(path, as_)
    table = reader(name, known)(path)
    table.attrs["format"] = name
    # What an addendum leaves unanswered is no row that cannot be read.
    lost = len(unread(table)) if "recommender" in table else 0
    if lost:
        words = "1 row" if lost == 1 else f"{lost:,} rows"
        warnings.warn(f"{words} of {path} cannot be read: attrs['account'] names them", stacklevel=2)
    return table


def format_of(path: Path | str, as_: str | None = None) -> str:
    """The name of a file's format, as given or as told by the content.

    Raises
    ------
    ParameterError
        There is no format of that name.
    SourceError
        The file cannot be opened, or its content is of no known format.
    """
    if as_ is not None:
        return one_of(as_, FORMATS, "there is no format of that name")
    head = Head(path)
    for name, known in READERS.items():
        if known.recognises(head):
            return name
    raise _unknown(head)


def reader(name: str, known: wg_report.Known | None = None) -> Callable[..., pd.DataFrame]:
    """The function that reads a format, ``read(path)``; of a table of many States, the rows of the one that is known.

    Raises
    ------
    ParameterError
        Something is said of the review, and the format says it itself.
    """
    read_format: Callable[..., pd.DataFrame] = READERS[name].read
    if known is not None and any(known):
        if name == "wg_report":
            read_format = functools.partial(read_format, known=known)
        elif getattr(READERS[name], "MANY_STATES", False):
            read_format = functools.partial(_of_one_review, read_format, known)
        else:
            raise ParameterError(
                "--sur, --symbol and --session are for tables, reports, and lists without a title page",
                value=name,
                remedy="leave them out: this format says it itself",
            )

    return read_format


def _of_one_review(read_format: Callable[..., pd.DataFrame], known: wg_report.Known, path: Path | str) -> pd.DataFrame:
    """The rows of a table about one State, with the symbol and the session that the table does not state."""
    table = read_format(path, sur=known.sur)
    given = {"symbol": known.symbol, "session": known.session or (known.symbol and session_of(known.symbol))}
    for column, value in given.items():
        if getattr(known, column) is not None and table[column].notna().any():
            raise ParameterError(
                f"--{column} is for files that do not say it themselves",
                value=value,
                remedy="leave it out: this file says it in its rows",
            )
        if value is not None:
            table[column] = table[column].fillna(value)
    table["cycle"] = table["cycle"].fillna(table["session"].map(cycle_of, na_action="ignore"))
    return table


def described(table: pd.DataFrame, rows: int = 5) -> str:
    """What was read, for the command line: format, counts and the first rows without their texts."""
    name = table.attrs["format"]
    if "recommender" not in table:
        return _described_answers(table, rows)
    states = sorted(table["sur"].dropna().unique())
    sessions = sorted(table["session"].dropna().unique())
    lines = [f"Recognised: {FORMATS[name]}"]
    if not READERS[name].CONFIRMED:
        lines.append(
            "This is an unconfirmed format: its reader follows the documentation and was tested with invented files. "
            "Compare some rows with the source."
        )
    lines += [
        f"Rows: {len(table):,}",
        f"States under review: {len(states)}{_some(states)}",
        f"Recommending States: {table['recommender'].nunique()}",
        f"Sessions: {_some(sessions).removeprefix(': ') or 'not stated'}",
    ]
    if "account" in table.attrs:
        lines += table.attrs["account"].lines()
    if "saved" in table.attrs:
        lines.append(f"Saved as: {table.attrs['saved']}")
    if "matched" in table.attrs:
        used = (label if label == field else f"{label} as {field}" for field, label in table.attrs["matched"].items())
        lines.append("Columns used: " + ", ".join(used))
        lines.append("Columns ignored: " + (", ".join(table.attrs["ignored"]) or "none"))
    shown = table.drop(columns=["text", "recommender_name"]).dropna(axis="columns", how="all").head(rows)
    return "\n".join([*lines, "", shown.to_string(index=False, max_colwidth=30, na_rep="")])


def _described_answers(table: pd.DataFrame, rows: int) -> str:
    """What an addendum says: the document, how many recommendations have which position, and what does not fit."""
    counts = table["position"].fillna("not stated").value_counts()
    document, report, date = table[["document", "symbol", "date"]].iloc[0]
    of_report = "" if pd.isna(report) else f" {report}"
    lines = [
        f"Recognised: {FORMATS['addendum']}",
        "Lists in sentences and comments were tried on three real addenda, tables on invented ones. Compare some rows.",
        f"Document: {document}, {'no date' if pd.isna(date) else date}",
        f"Answers: {len(table):,} recommendations; " + ", ".join(f"{position} {n:,}" for position, n in counts.items()),
        *table.attrs["account"].lines(),
        f"Join them to the report{of_report}: upr import REPORT --answers THIS FILE --name NAME",
    ]
    shown = table[["paragraph", "position", "means"]].head(rows)
    return "\n".join([*lines, "", shown.to_string(index=False, max_colwidth=30, na_rep="")])


def _some(values: Iterable[object], most: int = 12) -> str:
    names = [str(value) for value in values]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f": {', '.join(names[:most])}{more}" if names else ""


def _unknown(head: Head) -> SourceError:
    if head.kind == "html":
        # It says what else may be wrong with a page: that it is too long.
        read_lines(head.path)
        return is_a_web_page(head.path)
    found, remedy = _found(head)
    return SourceError(
        "the content is of no known format",
        file=head.path,
        value=found,
        expected="one of: " + "; ".join(f"{name}, {words}" for name, words in FORMATS.items()),
        remedy=remedy or "export it again, or name the format with --as",
    )


def _found(head: Head) -> tuple[str, str | None]:
    """What a file that no reader knows turned out to be, and what to do about its kind."""
    match head.kind:
        case "doc":
            return "a DOC file of old Word", "save it as DOCX"
        case "ole":
            return "an OLE2 file that is neither XLS nor DOC, or is cut short", "download it again"
        case "zip":
            return "a zip file with " + (", ".join(head.parts[:3]) or "nothing in it"), None
        case "binary":
            return "bytes that are not text", "save it as CSV in UTF-8"
        case "json" if head.fields:
            return "JSON with the fields " + ", ".join(head.fields)[:120], None
        case "json":
            return "JSON without a list of objects", None
        case _:
            return "the header " + ", ".join(head.header)[:120], None
