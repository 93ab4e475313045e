"""The sources of a refresh, read and numbered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from uprlib.curation import csv_sources
from uprlib.errors import SourceError, refuse_first
from uprlib.facts import states
from uprlib.readers import dihr, upr_info
from uprlib.readers.bad_rows import BadRows, every_row
from uprlib.readers.upr_info import EXPORT_FILES

EXPLORER_FILES = ("upr1.xlsx", "upr2.xlsx")
HEADINGS = {
    "accepted": "accepted",
    "accepted-implemented": "implemented",
    "pending": "pending",
    "noted": "noted",
    "unknown": None,
}


@dataclass(frozen=True)
class Sources:
    """What a refresh reads.

    Attributes
    ----------
    export : pandas.DataFrame
        UPR Info's export, contract "reading", with `export_row` (counted from 0 over the five files).
    explorer : pandas.DataFrame
        The Explorer, contract "reading", with `explorer_row` (counted from 0 over the two files).
    crosswalk : pandas.DataFrame
        export_row, paragraph, position_wg: the paragraph in the Working Group report and its heading's position.
    review_dates : pandas.DataFrame
        sur, session, symbol, review_date, wg_adoption_date.
    snapshot : pandas.DataFrame
        Regional group and organisations of each State in the export, August 2015.
    """

    export: pd.DataFrame
    explorer: pd.DataFrame
    crosswalk: pd.DataFrame
    review_dates: pd.DataFrame
    snapshot: pd.DataFrame


def load(folder: Path) -> Sources:
    """Read every source of `folder`.

    Raises
    ------
    SourceError
        There is no such folder, or one of its files is missing or is not what it should be.
    """
    if not folder.is_dir():
        raise SourceError(
            "there is no such folder of sources",
            file=folder,
            remedy="name the folder with --from DIR; data/README.md says what it has to contain",
        )
    crosswalk, review_dates = _crosswalk(folder / "wg_crosswalk.csv"), _review_dates(folder / "reviews.csv")
    cells = {name: upr_info.rows(folder / "upr-info" / name) for name in EXPORT_FILES}
    export = pd.concat(
        [upr_info.coded(part, BadRows(f"upr-info/{name}", strict=True)) for name, part in cells.items()],
        ignore_index=True,
    )
    files = [folder / "dihr" / name for name in EXPLORER_FILES]
    explorer = pd.concat([every_row(dihr.read(file), file=file) for file in files], ignore_index=True)
    return Sources(
        export=export.assign(export_row=range(len(export))),
        explorer=explorer.assign(explorer_row=range(len(explorer))),
        crosswalk=crosswalk,
        review_dates=review_dates,
        snapshot=upr_info.snapshot(pd.concat(cells.values(), ignore_index=True)),
    )


def _crosswalk(path: Path) -> pd.DataFrame:
    table = csv_sources.read(path, ["export_row", "paragraph", "heading"])
    refuse_first(
        ~table["heading"].isin(list(HEADINGS)),
        table["heading"],
        "this is not one of the headings",
        file=path,
        expected="one of " + ", ".join(HEADINGS),
    )
    return pd.DataFrame(
        {
            "export_row": table["export_row"].astype(int),
            "paragraph": table["paragraph"],
            "position_wg": table["heading"].map(HEADINGS),
        }
    )


def _review_dates(path: Path) -> pd.DataFrame:
    table = csv_sources.read(path, ["state", "session", "symbol", "review_date", "wg_adoption_date"])
    table["sur"] = [
        states.code(name, file=path, row=index + 2, column="state") for index, name in table["state"].items()
    ]
    table["session"] = table["session"].astype(int)
    return table[["sur", "session", "symbol", "review_date", "wg_adoption_date"]].replace({"": None})
