"""``upr export``: the corpus for other programs, as one flat table and as its tables, with a codebook.

The description for machines is a Frictionless Data Package and not DDI: Dryad validates tables against one, Zenodo and
Dataverse store it like any file, and Dataverse makes its own DDI from the labels inside the Stata files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from jinja2 import Environment, StrictUndefined

import uprlib
from uprlib import atomic
from uprlib.commands import folders
from uprlib.errors import one_of
from uprlib.facts import calendar, codebook, contract, datapackage, raw, tables, vocabulary
from uprlib.facts.contract import Column
from uprlib.facts.csv_files import guarded
from uprlib.facts.table_names import TABLES

TITLE = "Coded facts on recommendations of the Universal Periodic Review"

NAMED_CELLS = ("paragraph", "chosen", "other", "published")
"""Columns of text that a spreadsheet would take for numbers, which turns 124.10 into 124.1: in CSV each of their cells
begins with the column's name and a space."""

FIRST_DAY = datetime(1980, 1, 1, tzinfo=UTC)
"""Stata files carry a date. It is always the same, so that bytes are."""

STATA_NAMES = {"end": "end_"}
"""Names that Stata keeps for itself, and what such a column is called there."""

LONGEST_TEXT = 2045
"""Bytes that a text of fixed width has in Stata; a longer one is stored in another way (strL)."""

_STATES, _LATER = contract.contract("states").columns, contract.contract("later_recommendations").columns
COMPLETED = {
    "action_machine": _LATER["action_machine"],
    "action_probability": _LATER["action_probability"],
    **dict.fromkeys(("regional_group", "recommender_group", "sur_group"), _STATES["regional_group"]),
    "in_default_set": Column(contract.TRUTH),
    "position": contract.contract("recommendations").columns["position_upr_info"],
    "review_day": contract.contract("reviews").columns["review_date"],
}
"""What columns hold that are in no table of ``data/raw``; the rest of them is any text, or yes and no."""


class Table(NamedTuple):
    """A table to export, with what its columns hold."""

    name: str
    rows: pd.DataFrame
    columns: dict[str, Column]


def export(folder: Path, formats: Iterable[str] = ()) -> Path:
    """Write the corpus into a folder.

    Parameters
    ----------
    folder : path
        A new or an empty folder, or one with an earlier export, which is replaced.
    formats : iterable of {"csv", "parquet", "stata"}
        By default all.

    Returns
    -------
    Path
        The codebook.

    Raises
    ------
    UprError
        There is no such format, or the folder has other files in it.
    """
    chosen = [one_of(each, WRITERS, "there is no such format of an export") for each in formats] or list(WRITERS)
    folders.earlier(folder, "export")
    exported = all_tables()
    with atomic.folder("export") as made:
        resources = []
        for format_ in chosen:
            ending, write = WRITERS[format_]
            (made / format_).mkdir()
            for table in exported:
                file = made / format_ / f"{table.name}.{ending}"
                write(table, file)
                resources.append(_resource(table, file, format_))
        if "csv" in chosen:
            _write(made / "read.R", r_script(exported))
        _write(made / "codebook.html", codebook_page(exported))
        _write(made / "datapackage.json", json.dumps(_package(resources), indent=1, ensure_ascii=False) + "\n")
        folders.replace(folder, made, "export")
    return folder / "codebook.html"


def all_tables() -> list[Table]:
    """The flat table and every table that it is made from."""
    held = {name: tables.load(name) for name in TABLES}
    held = {"flat": flat(held), **held, "state_names": raw.read("state_names")}
    return [Table(name, rows, _columns(name, rows)) for name, rows in held.items()]


def flat(held: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row for each recommendation to one State by one recommending State, with names and words beside codes.

    Parameters
    ----------
    held : mapping of str to pandas.DataFrame
        The tables `recommendations`, `states`, `reviews` and `sessions`.
    """
    rows, names = held["recommendations"], held["states"].set_index("iso3")["name"]
    days = calendar.days_of_reviews(held["reviews"], held["sessions"]).set_index(["sur", "cycle"])
    days = days.reindex(pd.MultiIndex.from_frame(rows[["sur", "cycle"]]))
    return pd.DataFrame(
        {
            "rec_id": rows["rec_id"],
            "sur": rows["sur"],
            "sur_name": rows["sur"].map(names),
            "sur_group": rows["sur_group"],
            "recommender": rows["recommender"],
            "recommender_name": rows["recommender"].map(names),
            "recommender_group": rows["regional_group"],
            "recommender_organisations": rows["organisations"],
            **{name: rows[name] for name in ("cycle", "session", "symbol")},
            "review_day": days["day"].array,
            "review_day_exact": days["exact"].astype(contract.TRUTH).array,
            **{name: rows[name] for name in ("paragraph", "paragraph_source", "part", "action")},
            "action_label": rows["action"].map(vocabulary.ACTIONS),
            **{name: rows[name] for name in ("action_machine", "action_probability", "issues", "position")},
            **{name: rows[name] for name in ("position_wg", "position_upr_info", "position_explorer")},
            **{name: rows[name] for name in ("flag", "in_default_set")},
        }
    )


def _columns(table: str, rows: pd.DataFrame) -> dict[str, Column]:
    """What the columns of a table hold: as its contract says, or that of the table that they come from."""
    own = contract.contract(table).columns if table in contract.names() else {}
    known = COMPLETED | (contract.contract("recommendations").columns if table == "flat" else {})
    found = {name: known.get(name, Column(rows[name].dtype))._replace(nullable=True) for name in rows}
    return {name: own.get(name, column) for name, column in found.items()}


def _csv(table: Table, file: Path) -> None:
    """CSV as a spreadsheet opens it without changing a cell: see :data:`NAMED_CELLS` and :func:`guarded`."""
    cells = {}
    for name, column in table.columns.items():
        values = table.rows[name]
        if column.dtype == contract.TRUTH:
            cells[name] = values.map({True: "yes", False: "no"})
        elif column.dtype == contract.TEXT:
            before = f"{name} " if name in NAMED_CELLS else ""
            safe = {text: f"{before}{guarded(text)}" for text in values.dropna().unique()}
            cells[name] = values.map(safe)
        else:
            cells[name] = values
    # The mark at its beginning tells spreadsheets that it is UTF-8; without it they show accents wrongly.
    _write(file, "\ufeff" + pd.DataFrame(cells).to_csv(index=False, lineterminator="\n", na_rep=""))


def _parquet(table: Table, file: Path) -> None:
    table.rows.to_parquet(file, index=False)


def _stata(table: Table, file: Path) -> None:
    """Stata, version 118: numbers with labels for closed values, yes and no; days as days; "" where text is missing."""
    cells: dict[str, Any] = {}
    meanings, days, long = {}, {}, []
    for name, column in table.columns.items():
        values = table.rows[name]
        if column.is_day:
            cells[name], days[name] = pd.to_datetime(values.astype(object)), "td"
        elif column.dtype == contract.TRUTH:
            cells[name], meanings[name] = values.astype("Int8"), {0: "no", 1: "yes"}
        elif column.dtype != contract.TEXT:
            cells[name] = values
            if name in codebook.MEANINGS:
                meanings[name] = dict(codebook.MEANINGS[name])
        elif column.choices:
            cells[name] = pd.Categorical(values.astype(object), categories=column.choices)
        else:
            cells[name] = values.astype(object).fillna("")
            if cells[name].map(lambda text: len(text.encode())).max() > LONGEST_TEXT:
                long.append(name)
    pd.DataFrame(cells).rename(columns=STATA_NAMES).to_stata(
        file,
        version=118,
        write_index=False,
        convert_dates={STATA_NAMES.get(name, name): kind for name, kind in days.items()},
        convert_strl=long,
        time_stamp=FIRST_DAY.replace(tzinfo=None),
        data_label=f"{table.name}: {codebook.row(table.name)}"[:80],
        variable_labels={STATA_NAMES.get(name, name): codebook.label(table.name, name) for name in cells},
        value_labels=meanings,
    )


WRITERS: Mapping[str, tuple[str, Callable[[Table, Path], None]]] = {
    "csv": ("csv", _csv),
    "parquet": ("parquet", _parquet),
    "stata": ("dta", _stata),
}
"""The ending of each format's files, and what writes one."""


def _write(file: Path, text: str) -> None:
    file.write_bytes(text.encode("utf-8"))


def r_script(exported: Iterable[Table]) -> str:
    """A script for R, without any package, that reads the CSV files with the types that the codebook says."""
    types = []
    for table in exported:
        columns = ", ".join(f'{name} = "{_kind(column)}"' for name, column in table.columns.items())
        types.append(f"  {table.name} = c({columns})")
    named = ", ".join(f'"{name}"' for name in NAMED_CELLS)
    return _R.replace("TYPES", ",\n".join(types)).replace("NAMED", named)


_R = r"""# Reads the CSV files of this folder with their types: paragraphs as text, days as days, "NA" as text.
#   source("read.R"); upr <- read_upr(); table(upr$flat$action_label, upr$flat$position)
# DIR is the folder of this script, if it is not the working one: source("DIR/read.R"); upr <- read_upr("DIR")

upr_types <- list(
TYPES
)

# In the files each cell of these columns begins with the column's name: a spreadsheet would take 124.10 for 124.1.
upr_named <- c(NAMED)

read_upr <- function(folder = ".", tables = names(upr_types)) {
  sapply(tables, simplify = FALSE, function(table) {
    types <- upr_types[[table]]
    cells <- read.csv(file.path(folder, "csv", paste0(table, ".csv")), colClasses = "character", na.strings = "",
                      check.names = FALSE, encoding = "UTF-8")
    stopifnot(ncol(cells) == length(types))
    names(cells) <- names(types) # the first name has the mark of UTF-8 before it
    for (column in names(types)) {
      cell <- cells[[column]]
      if (column %in% upr_named) cell <- substring(cell, nchar(column) + 2)
      # What a spreadsheet would take for a formula has an apostrophe before it.
      if (types[[column]] == "text") cell <- sub("^'(?='*\\s*[-=+@\uFF1D\uFF0B\uFF0D\uFF20])", "", cell, perl = TRUE)
      cells[[column]] <- switch(types[[column]], text = cell, day = as.Date(cell), truth = cell == "yes",
                                whole = as.integer(cell), real = as.numeric(cell))
    }
    cells
  })
}
"""

_KINDS = {"string": "text", "integer": "whole", "number": "real", "boolean": "truth", "date": "day"}


def _kind(column: Column) -> str:
    return "day" if column.is_day else _KINDS[datapackage.FRICTIONLESS_TYPES.get(str(column.dtype), "string")]


def _resource(table: Table, file: Path, format_: str) -> dict[str, object]:
    content = file.read_bytes()
    described: dict[str, object] = {
        "name": f"{table.name.replace('_', '-')}-{format_}",
        "path": f"{format_}/{file.name}",
        "title": codebook.row(table.name),
        "format": file.suffix[1:],
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "sources": [{"title": codebook.sources()[name]["title"]} for name in codebook.sources_of(table.name)],
    }
    if format_ == "csv":
        schema = datapackage.schema(table.name, table.columns)
        for each in schema["fields"]:
            if each["name"] in NAMED_CELLS:
                each["description"] += f' In CSV every cell begins with "{each["name"]} ", which is no part of it.'
        described |= {"profile": "tabular-data-resource", "encoding": "utf-8", "schema": schema}
    return described


def _package(resources: list[dict[str, object]]) -> dict[str, object]:
    return {
        "name": "upr-corpus",
        "title": TITLE,
        "version": uprlib.__version__,
        "profile": "data-package",
        "licenses": datapackage.LICENCES,
        "resources": resources,
    }


def codebook_page(exported: Iterable[Table]) -> str:
    """The codebook as one page, which needs nothing from outside."""
    template = Path(__file__).with_suffix(".html").read_text(encoding="utf-8")
    shown = [
        {
            "name": table.name,
            "row": codebook.row(table.name),
            "rows": f"{len(table.rows):,}",
            "key": contract.key(table.name) if table.name in contract.names() else ["rec_id"],
            "sources": [codebook.sources()[name] for name in codebook.sources_of(table.name)],
            "columns": [
                {
                    "name": name,
                    "words": codebook.words(table.name, name),
                    "allowed": _allowed(name, column),
                    "missing": f"{int(table.rows[name].isna().sum()):,}",
                }
                for name, column in table.columns.items()
            ],
        }
        for table in exported
    ]
    page = Environment(autoescape=True, undefined=StrictUndefined).from_string(template)
    return page.render(
        title=TITLE,
        citation=uprlib.cite().splitlines(),
        named=NAMED_CELLS,
        sources=list(codebook.sources().values()),
        tables=shown,
    )


_WORDS = {"text": "text", "whole": "whole number", "real": "number", "truth": "yes or no", "day": "day (2014-05-01)"}


def _allowed(name: str, column: Column) -> str:
    """The type of a column in words, or its closed values with what they mean."""
    if not column.choices:
        return _WORDS[_kind(column)]
    meanings = codebook.MEANINGS.get(name, {})
    return "; ".join(f"{value} ({meanings[value]})" if value in meanings else str(value) for value in column.choices)
