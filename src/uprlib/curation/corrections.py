"""Corrections of the sources, as data (``data/raw/corrections.yml``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError, did_you_mean
from uprlib.facts import coverage
from uprlib.facts.coverage import Correction


@dataclass(frozen=True)
class Corrections:
    """The reviewed corrections, in the order in which they are applied."""

    entries: tuple[Correction, ...]
    file: Path

    @classmethod
    def read(cls, path: Path) -> Corrections:
        """Read and check the file.

        Raises
        ------
        SourceError
            As :func:`uprlib.facts.coverage.reviewed`.
        """
        return cls(tuple(coverage.reviewed(path, SourceError)), path)

    def apply(self, table: str, frame: pd.DataFrame) -> pd.DataFrame:
        """Return `frame` with this table's corrections applied and a column `flag` added.

        Raises
        ------
        SourceError
            An entry selects more or fewer rows than it expects, or other values: the source has changed, and a
            person has to look.
        """
        frame = frame.assign(flag=pd.Series([None] * len(frame), dtype=object, index=frame.index))
        for entry in self.entries:
            if entry.table == table:
                rows = self._selected(entry, frame)
                self._expect(entry, frame, rows)
                for column, value in entry.becomes.items():
                    _set(frame, rows, column, value)
        return frame

    def _selected(self, entry: Correction, frame: pd.DataFrame) -> pd.Index:
        if entry.where is None:
            compared = frame[["sur", "recommender", "session", "text"]]
            return frame.index[compared.duplicated(keep="first") & compared["recommender"].notna()]
        chosen = pd.Series(True, index=frame.index)
        for column, value in entry.where.items():
            self._known(entry, column, frame)
            chosen &= (frame[column] == value).fillna(False)
        return frame.index[chosen]

    def _expect(self, entry: Correction, frame: pd.DataFrame, rows: pd.Index) -> None:
        if len(rows) != entry.expect.rows:
            raise SourceError(
                f"correction {entry.id} no longer fits the source",
                file=self.file,
                value=f"{len(rows)} rows",
                expected=f"{entry.expect.rows} rows",
                remedy="see whether the source was corrected, then change or remove the entry",
            )
        for column, value in entry.was.items():
            self._known(entry, column, frame)
            other = frame.loc[rows, column][~(frame.loc[rows, column] == value).fillna(False)]
            if len(other):
                raise SourceError(
                    f"correction {entry.id} no longer fits the source",
                    file=self.file,
                    column=column,
                    value=other.iloc[0],
                    expected=value,
                    remedy="see whether the source was corrected, then change or remove the entry",
                )

    def _known(self, entry: Correction, column: str, frame: pd.DataFrame) -> None:
        if column not in frame:
            raise SourceError(
                f"correction {entry.id} names an unknown column",
                file=self.file,
                column=column,
                expected="one of " + ", ".join(frame.columns),
                remedy=did_you_mean(column, frame.columns),
            )


def _set(frame: pd.DataFrame, rows: pd.Index, column: str, value: object) -> None:
    if column == "flag":
        for row in rows:
            flags = {*(frame.at[row, "flag"] or "").split(";"), value} - {""}
            frame.at[row, "flag"] = ";".join(sorted(flags))
    elif column not in frame:
        frame[column] = pd.Series([None] * len(frame), dtype=object, index=frame.index)
        frame.loc[rows, column] = value
    else:
        frame.loc[rows, column] = value
