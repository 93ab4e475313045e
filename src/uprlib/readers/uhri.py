"""OHCHR's Universal Human Rights Index (UHRI), exported as XLSX or JSON.

The XLSX has 16 columns in OHCHR's own spelling ("Reccomending"). Each value starts with "- ", several values are on
lines of their own, and dates are Excel's serial numbers. The JSON is a list of objects with the same facts under other
names, several values as a list. A sheet that was saved as CSV, or as JSON records, has the sheet's columns.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError, StateError, UprError
from uprlib.facts import vocabulary
from uprlib.facts.vocabulary import cycle_of
from uprlib.readers import column_labels
from uprlib.readers.account import NOT_UPR, OTHER_STATE, Aside, spans
from uprlib.readers.bad_rows import BadRows
from uprlib.readers.opening import json_arrays
from uprlib.readers.opening.files import MAX_ROWS, MAX_STREAMED_BYTES, checked
from uprlib.readers.opening.head import Head
from uprlib.readers.opening.tabular import Tabular
from uprlib.readers.reading import CORRECT, one_value, reading
from uprlib.readers.table_rows import opened, records
from uprlib.readers.wording.brackets import Name, Segment, names_in, trimmed
from uprlib.readers.wording.labels import OHCHR_POSITIONS, bullets, joined, known_position, leading_number
from uprlib.readers.wording.prefixes import numbered
from uprlib.readers.wording.segments import segments
from uprlib.readers.wording.state_lists import names_of
from uprlib.readers.wording.texts import cleaned, without_tags

FORMAT = "the Universal Human Rights Index (XLSX, CSV, JSON)"
CONFIRMED = False
"""No export was available as a file: both layouts are read as documented, and tested with invented exports only."""
MANY_STATES = True

NAMES = {
    "text": ("Text",),
    "countries": ("Countries Concerned", "Countries"),
    "body": ("Reccomending Body", "Body"),
    "symbol": ("Document Symbol", "Symbol"),
    "themes": ("Themes",),
    "persons": ("Affected Persons", "AffectedPersons"),
    "sdgs": ("Sdgs",),
    "published": ("Document Publication Date", "PublicationDate"),
    "recommenders": ("UPR Reccomending States", "UprRecommendingCountry", "UprRecommendingCountries"),
    "position": ("UPR Position", "UprPositions"),
    "session": ("UPR Session", "UprSession", "UprSessions"),
    "cycle": ("UPR Cycle", "UprCycle"),
    "type": ("Type", "AnnotationType"),
}
"""What each field is called, in the sheet and in the JSON. The others repeat these, or are OHCHR's own numbers."""
NEEDED = ("text", "countries", "body", "symbol")
NEEDED_OF_SHEET = (*NEEDED, "recommenders", "position", "session")
"""Older files in JSON have nothing of the UPR's own; the recommending States then stand in the brackets of the text."""
LABELS = tuple(dict.fromkeys(name for names in NAMES.values() for name in names))

BODY = re.compile(r"\bUPR\b|universal periodic review", re.I)
OBSERVATION = re.compile(r"concerns?\s*+/?\s*+observations?", re.I)
"""A type of what the Index holds, which is no recommendation."""
_BREAK = re.compile(r"<br\s{0,9}/?>", re.I)
_ONE_BRACKET = re.compile(r"(?P<text>[^()\[\]]+)\((?P<inner>[^()\[\]]{1,500})\)[ ;.]*")
FIRST_DAY = datetime.date(1899, 12, 30)
_LAYOUT = ["source_row", "sur", "recommender", "recommender_name", "text", "position", "cycle", "session"]
_LAYOUT += ["symbol", "paragraph", "part", "themes", "sdgs", "persons"]

Record = dict[str, str]


def recognises(head: Head) -> bool:
    """Whether this is a table, or a JSON list, with the Index's columns."""
    if head.kind not in ("xlsx", "xls", "text", "json"):
        return False
    found = column_labels.matched([*head.header, *head.fields], NAMES)
    return len(found) >= 5 and len({"text", "countries", "body", "symbol"} & set(found)) >= 3


def read(path: Path | str, *, sur: str | None = None) -> pd.DataFrame:
    """Read one export.

    Parameters
    ----------
    sur : str, optional
        Only the rows about this State, by its code. The others are not kept, so that the file may be larger.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State in one part of one recommendation, under the contract "reading".
        `source_row` is the row of the sheet, or the number of the object in the JSON list. `part` counts the parts of
        a text if its brackets name the same States as the column; otherwise each State has the whole text. `themes`,
        `sdgs` and `persons` are labels in the order of the source (:func:`uprlib.readers.wording.labels.joined`). A
        recommendation that names no State is kept, and its recommender is missing; one that concerns two States is
        given once for each. ``attrs["account"]`` names the rows that cannot be read, those of treaty bodies and special
        procedures, with the body, and those of other States than `sur`; ``attrs["published"]`` has the first and last
        date of the documents, ``attrs["matched"]`` and ``attrs["ignored"]`` the columns.

    Raises
    ------
    SourceError, StateError
        The file is not such an export, has no row of the Universal Periodic Review, or none that can be read.
    """
    path = checked(path, limit=MAX_STREAMED_BYTES)
    bad = BadRows(path)
    source = (_Objects if Head(path).kind == "json" else _Sheet)(path, sur, bad)
    found: dict[str, list] = {name: [] for name in _LAYOUT}
    aside: list[Aside] = []
    days: set[str] = set()
    undated: list[str] = []
    taken = 0
    for number, record in source.records():
        try:
            other = _not_of_upr(record)
            concerned = () if other else names_of(_one_or_more(record["countries"]), column="countries")
            kept = tuple(name for name in concerned if sur in (None, name.iso3))
            if not kept:
                printed = "; ".join(name.printed for name in concerned)
                aside.append(Aside(f"row {number}", NOT_UPR if other else OTHER_STATE, other or printed))
                continue
            rows = _rows(number, record, kept)
        except UprError as problem:
            column = source.matched.get(str(problem.column), problem.column)
            problem.file, problem.row, problem.column = path, number, column
            bad.add(problem)
            continue
        taken += 1
        published = record.get("published", "")
        day = _day(published)
        if day is not None:
            days.add(day)
        elif published.strip():
            undated.append(f"row {number}")
        for row in rows:
            for name, value in zip(_LAYOUT, row, strict=True):
                found[name].append(value)
    bad.refuse_if_nothing_else(found["source_row"])
    if not taken:
        raise _nothing(path, sur, aside)
    table = reading(pd.DataFrame(found), file=path)
    account = bad.account(table, "rows of the file", taken, aside)
    # The date belongs to the document: without it, nothing of the recommendation is lost.
    notes = (f"Date of the document not read: {len(undated):,} ({spans(undated)})",) if undated else ()
    table.attrs["account"] = replace(account, notes=(*account.notes, *notes))
    table.attrs["published"] = (min(days), max(days)) if days else None
    column_labels.note(table, source.matched, source.labels, source.saved)
    return table


def _nothing(path: Path, sur: str | None, aside: list[Aside]) -> SourceError:
    counts = Counter(row.value for row in aside if sur is None or row.why == OTHER_STATE)
    if sur is not None and counts:
        return SourceError(
            f"no row concerns {sur}",
            file=path,
            value=", ".join(f"{n} of {name}" for name, n in counts.most_common(12))[:160],
            remedy="choose another State with --sur, or leave it out",
        )
    return SourceError(
        "no row is of the Universal Periodic Review",
        file=path,
        value=", ".join(f"{n} of {body}" for body, n in counts.most_common(12))[:160],
        expected="recommendations of the Universal Periodic Review",
        remedy="choose Universal Periodic Review as the mechanism and export again",
    )


class _Sheet:
    """The rows of a table."""

    def __init__(self, path: Path, sur: str | None, bad: BadRows) -> None:
        self.path, self.bad = path, bad
        self.table = opened(path, "an export of the Universal Human Rights Index", sur=sur)
        self.labels, self.saved = self.table.header, self.table.words
        self.matched = column_labels.matched(self.labels, NAMES)
        column_labels.expect(self.matched, self.table, NAMES, NEEDED_OF_SHEET, path)

    def records(self) -> Iterator[tuple[int, Record]]:
        """The cells of each row by field, with its number."""
        return records(self.table, self.matched, self.bad)


class _Objects(_Sheet):
    """The objects of a JSON list. Several values are written as in the sheet, one on each line."""

    def __init__(self, path: Path, sur: str | None, bad: BadRows) -> None:
        self.path, self.bad = path, bad
        self.most = MAX_ROWS if sur is None else None
        self.saved = "JSON"
        first = next((entry for _, entry in json_arrays.entries(path) if isinstance(entry, dict)), None)
        if first is None:
            raise SourceError(
                "the file is not an array of annotations",
                file=path,
                expected="a JSON array of objects",
                remedy="export from the Universal Human Rights Index again",
            )
        self.labels = list(first)
        self.matched = column_labels.matched(self.labels, NAMES)
        names = {field: called[::-1] for field, called in NAMES.items()}
        column_labels.expect(self.matched, Tabular(self.labels, iter(()), self.saved, 1), names, NEEDED, path)

    def records(self) -> Iterator[tuple[int, Record]]:
        """The values of each object by field, with its number."""
        known = set(self.labels)
        needed = {self.matched[field] for field in NEEDED}
        for number, entry in json_arrays.entries(self.path, most=self.most):
            if not isinstance(entry, dict) or not needed.issubset(entry):
                self.bad.add(self._incomplete(number, entry))
                continue
            if not known.issuperset(entry):
                self.labels += [label for label in entry if label not in known]
                known.update(entry)
            yield number, {field: _lines(entry.get(label)) for field, label in self.matched.items()}

    def _incomplete(self, number: int, entry: object) -> SourceError:
        fields = [self.matched[field] for field in NEEDED]
        is_object = isinstance(entry, dict)
        return SourceError(
            "a field is missing" if is_object else "an entry is not an object",
            file=self.path,
            row=number,
            column=next((field for field in fields if field not in entry), None) if isinstance(entry, dict) else None,
            value=None if is_object else str(entry)[:60],
            expected="an object with the fields " + ", ".join(fields),
            remedy="export the file again",
        )


def _lines(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(str(each) for each in value if each is not None)
    return "" if value is None else str(value)


# What follows is asked again and again of the same few cells. A problem names the field, and the reader the place.
_kept = functools.lru_cache(maxsize=2**15)


def _not_of_upr(record: Record) -> str | None:
    """What a row is that is no recommendation of the UPR: its body, or its type; None for one that is."""
    of_upr = record.get("recommenders") or record.get("position") or record.get("session") or _is_upr(record["body"])
    if not of_upr:
        return "; ".join(_labels(record["body"])) or "(no body)"
    return _observation(record.get("type", "")) or _observation(record.get("position", ""))


@_kept
def _is_upr(body: str) -> bool:
    return bool(BODY.search(body))


@_kept
def _observation(cell: str) -> str | None:
    return "; ".join(_labels(cell)) if OBSERVATION.search(cell) else None


@_kept
def _labels(cell: str) -> tuple[str, ...]:
    """The values of a cell, without the marks of a web page."""
    return tuple(label for line in bullets(_BREAK.sub("\n", cell)) if (label := _label(line)))


@_kept
def _label(line: str) -> str:
    return cleaned(without_tags(line))


@_kept
def _joined(cell: str) -> str | None:
    return joined(_labels(cell))


def _one_or_more(countries: str) -> tuple[str, ...]:
    labels = _labels(countries)
    if not labels:
        one_value([], "a State", column="countries")
    return labels


def _rows(number: int, record: Record, concerned: tuple[Name, ...]) -> list[tuple]:
    """One row for each State under review and each recommending State of each part, in the order of the layout."""
    paragraph, text = numbered(cleaned(without_tags(record["text"])))
    session = _number(record.get("session", ""), "session")
    cycle = _number(record.get("cycle", ""), "cycle") or cycle_of(session)
    position, symbol = _position(record.get("position", "")), _symbol(record["symbol"])
    labels = [_joined(record.get(name, "")) for name in ("themes", "sdgs", "persons")]
    recommenders = names_of(_labels(record.get("recommenders", "")), column="recommenders")
    return [
        (number, state.iso3, code, name, segment.text, position, cycle, session, symbol, paragraph, part, *labels)
        for state in concerned
        for part, segment in enumerate(_parts(text, recommenders), start=1)
        for name, code in segment.names or ((None, None),)
    ]


def _parts(text: str, named: tuple[Name, ...]) -> list[Segment]:
    """The parts of a text. A column of States is trusted before the brackets, which then only divide the text."""
    if not named:
        return segments(text, column="text")
    codes = {name.iso3 for name in named}
    # Nearly every text has one bracket, with these States, at its end.
    only = _ONE_BRACKET.fullmatch(text)
    if only and {name.iso3 for name in _in(only["inner"])} == codes:
        return [Segment(trimmed(only["text"]), _in(only["inner"]))]
    try:
        parts = segments(text)
    except StateError:
        parts = []
    in_brackets = {name.iso3 for part in parts for name in part.names}
    if in_brackets == codes and all(part.names for part in parts):
        return parts
    return [Segment(text.rstrip(" ;"), named)]


@_kept
def _in(bracket: str) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(names_in(bracket)))


@_kept
def _position(cell: str) -> str | None:
    labels = _labels(cell)
    if not labels:
        return None
    # Several positions on one recommendation are written as the sheet writes two of them.
    label = "/".join(sorted(set(labels), reverse=True)) if len(labels) > 1 else labels[0]
    return known_position(label, OHCHR_POSITIONS, column="position")


@_kept
def _number(cell: str, field: str) -> int | None:
    """The session or the cycle that a cell names."""
    labels = _labels(cell)
    if not labels:
        return None
    allowed = range(1, vocabulary.LAST_SESSION + 1) if field == "session" else vocabulary.CYCLES
    number = leading_number(labels[0]) if len(set(labels)) == 1 else None
    if number not in allowed:
        raise SourceError(
            f"this is not a UPR {field}",
            column=field,
            value="; ".join(labels),
            expected=f"a {field} from {min(allowed)} to {max(allowed)}",
            remedy=CORRECT,
        )
    return number


@_kept
def _symbol(cell: str) -> str | None:
    labels = _labels(cell)
    if not labels:
        return None
    if len(labels) == 1 and re.fullmatch(vocabulary.SYMBOL, labels[0]):
        return labels[0]
    raise SourceError(
        "this is not a symbol of a UPR document",
        column="symbol",
        value="; ".join(labels),
        expected="a symbol such as A/HRC/27/10",
        remedy=CORRECT,
    )


@_kept
def _day(cell: str) -> str | None:
    """The day of a date written as Excel's serial number or as ISO text; None where the cell has none."""
    text = cell.strip().removeprefix("- ").strip()
    try:
        if re.fullmatch(r"\d{5}(?:[.,]\d+)?", text):
            return (FIRST_DAY + datetime.timedelta(days=int(text[:5]))).isoformat()
        return datetime.date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None
