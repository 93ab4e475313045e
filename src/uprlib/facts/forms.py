"""A user's form of answers: positions that a document states and that we do not know.

Whoever holds the DPRK's annex of 2014 writes the form with ``upr positions template A/HRC/13/13``, fills in the column
`position` and leaves the file where it is, in ``data/forms/``. Every notebook then uses the answers, and bounds shrink
to points.
"""

from __future__ import annotations

import codecs
import contextlib
import io
from pathlib import Path

import pandas as pd

from uprlib import atomic, paths
from uprlib.errors import DataError, SourceError, did_you_mean
from uprlib.facts import datasets, vocabulary

COLUMNS = ("rec_id", "paragraph", "recommender", "document", "known", "position")


def forms() -> list[Path]:
    """Every form, in the order of their names; one that is filled in is used as soon as it is there.

    Raises
    ------
    DataError
        A form lies at the place of earlier versions and another of the same name at the present one.
    """
    # Names with a dot are half-written files and what macOS and office programs lay beside a file.
    present = set(paths.forms().glob("[!.]*.csv"))
    return sorted(present | _brought_over(), key=lambda path: path.name)


def _brought_over() -> set[Path]:
    """Move forms from where earlier versions kept them, among the imports, and say where they are now."""
    old = datasets.folder() / "positions"
    # An earlier version also let a dataset have this name: its own tables are no forms.
    tables = ("reading.csv", "set_aside.csv") if (old / datasets.TABLE).exists() else ()
    found = set()
    for path in sorted(old.glob("[!.]*.csv")):
        if path.name in tables:
            continue
        new = paths.forms() / path.name
        if new.exists() and path.exists():
            raise DataError(
                "there are two forms of this name",
                file=path,
                value=paths.shown(new),
                remedy="put into the second what you need of the first, and delete the first",
            )
        # What cannot be moved is used where it is.
        with contextlib.suppress(OSError):
            new.parent.mkdir(parents=True, exist_ok=True)
            path.replace(new)
        # Another run may have moved it meanwhile.
        found.add(path if path.exists() else new)
    if found:
        with contextlib.suppress(OSError):
            old.rmdir()
    return found


def template(recommendations: pd.DataFrame, positions: pd.DataFrame, symbol: str) -> pd.DataFrame:
    """The form for one review: what was left open in the room and answered later in a document.

    Returns
    -------
    pandas.DataFrame
        One row is one recommendation: rec_id, paragraph, recommender, document, known (the position as far as we
        know it) and position, which is the known one or empty, to be filled in.

    Raises
    ------
    DataError
        There is no such review, or it has no later document.
    """
    rows = recommendations[recommendations["symbol"] == symbol]
    if rows.empty:
        raise DataError(
            "there is no review with this report",
            value=symbol,
            expected="the symbol of a Working Group report, such as A/HRC/13/13",
            remedy=did_you_mean(symbol, recommendations["symbol"].unique()),
        )
    later = positions[(positions["stage"] == "later") & positions["rec_id"].isin(rows["rec_id"])]
    if later.empty:
        raise DataError(
            "no later document answers the recommendations of this review",
            value=symbol,
            expected="a review with positions of the stage 'later' in data/raw/positions.csv",
        )
    room = positions[positions["stage"] == "working_group"].set_index("rec_id")["position"]
    form = rows.loc[rows["rec_id"].map(room) == "pending", ["rec_id", "paragraph", "recommender"]]
    known = form["rec_id"].map(later.set_index("rec_id")["position"])
    form = form.assign(document=later["document"].iloc[0], known=known, position=known)
    # What is known only as "not fully accepted" is still to be filled in.
    form["position"] = form["position"].where(known != "not_fully_accepted")
    number = form["paragraph"].str.split(".").str[-1].astype(int)
    return form.iloc[number.argsort(kind="stable")].reset_index(drop=True)


def write_template(form: pd.DataFrame, symbol: str) -> Path:
    """Write a form where it will be used.

    Raises
    ------
    DataError
        A form of that review is there already; it is never overwritten.
    """
    path = paths.forms() / (symbol.replace("/", "-") + ".csv")
    if path in forms():
        raise DataError("there is a form of this review already", file=path, remedy="fill that one in")
    atomic.write_csv(path, form)
    return path


def read(path: Path, positions: pd.DataFrame) -> pd.DataFrame:
    """The filled-in answers of one form, in the columns of the table `positions`.

    Raises
    ------
    SourceError
        The file is no CSV that can be read, a column is missing, a recommendation is unknown or stands twice, or a
        position is outside the closed set; names file, row and column.
    """
    file = paths.shown(path)
    form = _table(path)
    missing = [name for name in COLUMNS if name not in form]
    if missing:
        raise SourceError("a column is missing", file=file, row=1, column=missing[0], expected=", ".join(COLUMNS))
    form["position"] = form["position"].str.strip()

    def refuse(wrong: pd.Series, column: str, problem: str, expected: str) -> None:
        if wrong.any():
            index = int(wrong.index[wrong][0])
            raise SourceError(
                problem, file=file, row=index + 2, column=column, value=form[column][index], expected=expected
            )

    filled = form["position"] != ""
    refuse(
        filled & ~form["position"].isin(list(vocabulary.POSITIONS)),
        "position",
        "a position is outside the closed set",
        "empty or one of " + ", ".join(vocabulary.POSITIONS),
    )
    refuse(~form["rec_id"].isin(positions["rec_id"]), "rec_id", "no such recommendation", "a rec_id of the template")
    refuse(form["rec_id"].duplicated(), "rec_id", "a recommendation stands twice", "each recommendation once")
    later = positions[positions["stage"] == "later"].drop_duplicates("document").set_index("document")["date"]
    refuse(~form["document"].isin(later.index), "document", "no such later document", ", ".join(later.index))
    return pd.DataFrame(
        {
            "rec_id": form["rec_id"],
            "date": form["document"].map(later),
            "document": form["document"],
            "stage": "later",
            "position": form["position"],
        }
    )[filled].reset_index(drop=True)


def _table(path: Path) -> pd.DataFrame:
    """The cells of a form as text, whichever of the separators a spreadsheet put between them."""
    text = _text(path)
    header = text.partition("\n")[0]
    try:
        table = pd.read_csv(
            io.StringIO(text), sep=max(",;\t", key=header.count), dtype=str, keep_default_na=False, index_col=False
        )
    except ValueError as problem:
        raise _unreadable(path, "the form is not well-formed CSV", str(problem).strip()[:80]) from None
    # Some spreadsheets leave out the separators before empty cells at the end of a row.
    return table.fillna("")


def _text(path: Path) -> str:
    """The text of a form: UTF-8, or UTF-16 with the mark that spreadsheets begin it with."""
    content = path.read_bytes()
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        found = content[problem.start : problem.start + 4].hex(" ")
        raise _unreadable(path, "the form is neither UTF-8 nor UTF-16", found) from None
    if "\0" in text:
        raise _unreadable(path, "the form is no text file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unreadable(path: Path, problem: str, found: str | None = None) -> SourceError:
    return SourceError(
        problem,
        file=path,
        value=found,
        expected="a CSV file in UTF-8",
        remedy="open it in your spreadsheet and save it as CSV UTF-8",
    )


def filled_in() -> str:
    """The content of every form, for whoever has to know whether something was filled in since.

    Raises
    ------
    SourceError
        A form is no text that can be read.
    """
    return "\n".join(_text(path) for path in forms())


def completed(positions: pd.DataFrame) -> pd.DataFrame:
    """The table `positions` with the answers of every form; a filled-in answer replaces what was known in part."""
    for path in forms():
        own = read(path, positions)
        replaced = (positions["stage"] == "later") & positions["rec_id"].isin(own["rec_id"])
        positions = pd.concat([positions[~replaced], own], ignore_index=True)
    return positions
