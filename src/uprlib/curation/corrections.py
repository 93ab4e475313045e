"""Corrections of the sources, as data (``data/raw/corrections.yml``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd
import yaml

from uprlib.errors import SourceError, did_you_mean
from uprlib.facts import vocabulary

FIELDS = {"id", "table", "where", "rule", "was", "becomes", "reason", "source", "expect"}
TABLES = ("upr_info", "explorer", "crosswalk")
RULES = ("repeated_row",)


@dataclass(frozen=True)
class Corrections:
    """The reviewed corrections, in the order in which they are applied."""

    entries: tuple[dict[str, Any], ...]
    file: Path

    @classmethod
    def read(cls, path: Path) -> Corrections:
        """Read and check the file.

        Raises
        ------
        SourceError
            The file is not a list of entries, or an entry has a field missing or too many, an id that another one
            has, or an unknown table, rule or flag.
        """
        try:
            entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
            raise SourceError(
                "the corrections cannot be read", file=path, value=" ".join(str(problem).split())[:120]
            ) from None
        if not isinstance(entries, list):
            raise SourceError("the corrections are not a list", file=path, value=entries, expected="a list of entries")
        seen: set[str] = set()
        for number, entry in enumerate(entries, start=1):
            _check_entry(entry, number, seen, path)
        return cls(tuple(entries), path)

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
            if entry["table"] == table:
                rows = self._selected(entry, frame)
                self._expect(entry, frame, rows)
                for column, value in entry["becomes"].items():
                    _set(frame, rows, column, value)
        return frame

    def _selected(self, entry: dict[str, Any], frame: pd.DataFrame) -> pd.Index:
        if entry.get("rule") == "repeated_row":
            compared = frame[["sur", "recommender", "session", "text"]]
            return frame.index[compared.duplicated(keep="first") & compared["recommender"].notna()]
        chosen = pd.Series(True, index=frame.index)
        for column, value in entry["where"].items():
            self._known(entry, column, frame)
            chosen &= (frame[column] == value).fillna(False)
        return frame.index[chosen]

    def _expect(self, entry: dict[str, Any], frame: pd.DataFrame, rows: pd.Index) -> None:
        if len(rows) != entry["expect"]["rows"]:
            raise SourceError(
                f"correction {entry['id']} no longer fits the source",
                file=self.file,
                value=f"{len(rows)} rows",
                expected=f"{entry['expect']['rows']} rows",
                remedy="see whether the source was corrected, then change or remove the entry",
            )
        for column, value in entry.get("was", {}).items():
            self._known(entry, column, frame)
            other = frame.loc[rows, column][~(frame.loc[rows, column] == value).fillna(False)]
            if len(other):
                raise SourceError(
                    f"correction {entry['id']} no longer fits the source",
                    file=self.file,
                    column=column,
                    value=other.iloc[0],
                    expected=value,
                    remedy="see whether the source was corrected, then change or remove the entry",
                )

    def _known(self, entry: dict[str, Any], column: str, frame: pd.DataFrame) -> None:
        if column not in frame:
            raise SourceError(
                f"correction {entry['id']} names an unknown column",
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


def _check_entry(entry: Any, number: int, seen: set[str], file: Path) -> None:
    def refuse(problem: str, value: object = None, expected: str | None = None) -> NoReturn:
        name = entry.get("id", f"number {number}") if isinstance(entry, dict) else f"number {number}"
        raise SourceError(f"correction {name}: {problem}", file=file, value=value, expected=expected)

    if not isinstance(entry, dict):
        refuse("an entry is not a mapping", entry, "fields such as id and table, each with its value")
    needed = {"id", "table", "becomes", "reason", "source", "expect"}
    if missing := sorted(needed - set(entry)):
        refuse("a field is missing", expected=missing[0])
    if unknown := sorted(set(entry) - FIELDS):
        refuse("a field is unknown", unknown[0], "one of " + ", ".join(sorted(FIELDS)))
    if entry["id"] in seen:
        refuse("another entry has the same id")
    seen.add(entry["id"])
    if entry["table"] not in TABLES:
        refuse("the table is unknown", entry["table"], "one of " + ", ".join(TABLES))
    if ("where" in entry) == ("rule" in entry):
        refuse("the rows must be selected by where or by rule, and not by both")
    if "rule" in entry and entry["rule"] not in RULES:
        refuse("the rule is unknown", entry["rule"], "one of " + ", ".join(RULES))
    if not isinstance(entry["expect"], dict) or not isinstance(entry["expect"].get("rows"), int):
        refuse("expect does not say how many rows", entry["expect"], "rows: a whole number")
    for field in ("becomes", "where", "was"):
        if field in entry and not isinstance(entry[field], dict):
            refuse(f"{field} is not a mapping of columns to values", entry[field])
    flag = entry["becomes"].get("flag")
    if flag is not None and flag not in vocabulary.FLAGS:
        refuse("the flag is unknown", flag, "one of " + ", ".join(vocabulary.FLAGS))
