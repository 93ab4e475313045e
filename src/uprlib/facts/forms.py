"""Forms of answers: positions that a document states and that the corpus does not know.

Someone who has the DPRK's annex of 2014, say, writes a form with ``upr positions template A/HRC/13/13``, fills in the
column `position` and leaves the file in ``data/forms/``. From then on every notebook uses the answers, and its bounds
shrink to points.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import pandas as pd

from uprlib import paths
from uprlib.errors import DataError, SourceError, did_you_mean, refuse_first
from uprlib.facts import csv_files, datasets, vocabulary

COLUMNS = ("rec_id", "document", "position")
"""The columns that are used; the others of the template help the person who fills it in."""

WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers")


def forms() -> list[Path]:
    """Every form, in the order of their names. A form is used as soon as it is there.

    Raises
    ------
    DataError
        Two forms have the same name: one where earlier versions kept forms, and one in ``data/forms/``; or there is a
        workbook that was not saved as CSV.
    """
    # Names that begin with a dot or a tilde are half-written files, or files that macOS and office programs add.
    files = {path for path in paths.forms().glob("[!.~]*") if path.is_file()}
    found = {path for path in files if path.suffix.casefold() == ".csv"} | _brought_over()
    saved = {path.stem for path in found}
    for path in sorted(files):
        if path.suffix.casefold() in WORKBOOKS and path.stem not in saved:
            raise DataError(
                "a form of answers is a workbook, which is not read",
                file=path,
                expected="a CSV file beside it",
                remedy=f"{csv_files.SAVE_AGAIN}, under the same name",
            )
    return sorted(found, key=lambda path: path.name)


def _brought_over() -> set[Path]:
    """Move forms from where earlier versions kept them, among the imports, and return where they are now."""
    old = datasets.folder() / "positions"
    # Earlier versions let a dataset have this name too: its tables are not forms.
    tables = ("reading.csv", "set_aside.csv") if (old / datasets.TABLE).exists() else ()
    found = set()
    for path in sorted(old.glob("[!.]*.csv")):
        if path.name in tables:
            continue
        new = paths.forms() / path.name
        if new.exists() and path.exists():
            raise DataError(
                "two forms have the same name",
                file=path,
                value=paths.shown(new),
                remedy="copy what you need from the first into the second, and delete the first",
            )
        # A form that cannot be moved is used where it is.
        with contextlib.suppress(OSError):
            new.parent.mkdir(parents=True, exist_ok=True)
            path.replace(new)
        # Another run may have moved it in the meantime.
        found.add(path if path.exists() else new)
    if found:
        with contextlib.suppress(OSError):
            old.rmdir()
    return found


def template(recommendations: pd.DataFrame, positions: pd.DataFrame, symbol: str) -> pd.DataFrame:
    """The form for one review: what was left open in the Working Group and answered later in a document.

    Returns
    -------
    pandas.DataFrame
        One row is one recommendation: rec_id, paragraph, recommender, document, known (what the corpus knows of the
        position) and position, which is the known one, or empty and to be filled in.

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
            expected="a review with positions of stage 'later' in data/raw/positions.csv",
        )
    room = positions[positions["stage"] == "working_group"].set_index("rec_id")["position"]
    form = rows.loc[rows["rec_id"].map(room) == "pending", ["rec_id", "paragraph", "recommender"]]
    known = form["rec_id"].map(later.set_index("rec_id")["position"])
    form = form.assign(document=later["document"].iloc[0], known=known, position=known)
    # "Not fully accepted" still has to be made precise.
    form["position"] = form["position"].where(known != "not_fully_accepted")
    number = form["paragraph"].str.split(".").str[-1].astype(int)
    return form.iloc[number.argsort(kind="stable")].reset_index(drop=True)


def write_template(form: pd.DataFrame, symbol: str) -> Path:
    """Write a form where it will be used.

    Raises
    ------
    DataError
        There already is a form for this review. Forms are never overwritten.
    """
    path = paths.forms() / (symbol.replace("/", "-") + ".csv")
    if path in forms():
        raise DataError("there already is a form for this review", file=path, remedy="fill in that one")
    csv_files.write_for_people(path, form)
    return path


def read(path: Path, positions: pd.DataFrame) -> pd.DataFrame:
    """The filled-in answers of one form, in the columns of the table `positions`.

    Raises
    ------
    SourceError
        The file is not readable CSV, a column is missing, a recommendation is unknown or has two rows, or a position
        is not one of the known ones; the message names file, row and column.
    """
    form = _table(path)
    form[list(COLUMNS)] = form[list(COLUMNS)].apply(lambda column: column.str.strip())
    filled = form["position"] != ""
    refuse_first(
        filled & ~form["position"].isin(list(vocabulary.POSITIONS)),
        form["position"],
        "this is not a position",
        file=path,
        expected="empty or one of " + ", ".join(vocabulary.POSITIONS),
        choices=vocabulary.POSITIONS,
    )
    # The few ids of a form are looked for among all: pandas takes up what it looks for value by value.
    known = positions.loc[positions["rec_id"].isin(form["rec_id"]), "rec_id"]
    refuse_first(
        ~form["rec_id"].isin(known),
        form["rec_id"],
        "there is no such recommendation",
        file=path,
        expected="a rec_id of the template",
    )
    refuse_first(
        form["rec_id"].duplicated(),
        form["rec_id"],
        "a recommendation has two rows",
        file=path,
        expected="each recommendation once",
    )
    later = positions[positions["stage"] == "later"].drop_duplicates("document").set_index("document")["date"]
    refuse_first(
        ~form["document"].isin(later.index),
        form["document"],
        "there is no such later document",
        file=path,
        expected=", ".join(later.index),
        choices=later.index,
    )
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
    """The cells of a form as text, whichever separator and encoding the spreadsheet used."""
    text = _text(path)
    table = csv_files.table(text, file=path, separator=csv_files.separator_of(text), ragged=True)
    missing = [name for name in COLUMNS if name not in table]
    if missing:
        raise SourceError(
            "a column of the form is missing",
            file=path,
            row=1,
            column=missing[0],
            value=", ".join(table.columns)[:120],
            expected=", ".join(COLUMNS),
            remedy=f"write the header again as `upr positions template` does, or {csv_files.SAVE_AGAIN}",
        )
    return table


def _text(path: Path) -> str:
    """The text of a form.

    Every cell that is used is checked against the corpus, so that a letter read wrongly cannot get in: any encoding of
    a spreadsheet will do.
    """
    try:
        text, _ = csv_files.decoded(path.read_bytes())
    except (OSError, ValueError) as problem:
        raise SourceError(
            "the form cannot be read",
            file=path,
            value=str(problem)[:80],
            expected="a CSV file",
            remedy=csv_files.SAVE_AGAIN,
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def completed(positions: pd.DataFrame) -> pd.DataFrame:
    """The table `positions` with the answers of every form, which replace what was known in part."""
    for path in forms():
        own = read(path, positions)
        replaced = (positions["stage"] == "later") & positions["rec_id"].isin(own["rec_id"])
        positions = pd.concat([positions[~replaced], own], ignore_index=True)
    return positions
