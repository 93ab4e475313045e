"""OHCHR's Universal Human Rights Index (UHRI), exported as XLSX or JSON.

The XLSX has 16 columns in OHCHR's own spelling ("Reccomending"). Each value starts with "- ", several values are on
lines of their own, and dates are Excel's serial numbers. The JSON has neither position nor session, and names the
recommending States only in the brackets of the text.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError, StateError, did_you_mean
from uprlib.facts import states, vocabulary
from uprlib.facts.vocabulary import cycle_of
from uprlib.readers.account import NOT_UPR, Aside
from uprlib.readers.bad_rows import BadRows
from uprlib.readers.opening.files import MAX_ROWS, checked, is_zip, json_content
from uprlib.readers.opening.head import Head
from uprlib.readers.opening.xlsx import table_of
from uprlib.readers.reading import CORRECT, one_value, reading
from uprlib.readers.wording.brackets import Name, Segment
from uprlib.readers.wording.labels import OHCHR_POSITIONS, bullets, joined, known_position, leading_number
from uprlib.readers.wording.segments import segments
from uprlib.readers.wording.texts import cleaned

FORMAT = "the Universal Human Rights Index (XLSX, JSON)"
CONFIRMED = False
"""No export was available as a file: both layouts are read as documented, and tested with invented exports only."""

COLUMNS = {
    "Text": "text",
    "Countries Concerned": "countries",
    "Reccomending Body": "body",
    "Document Symbol": "symbol",
    "Themes": "themes",
    "Affected Persons": "persons",
    "Sdgs": "sdgs",
    "Document Publication Date": "published",
    "UPR Reccomending States": "recommenders",
    "UPR Position": "position",
    "UPR Session": "session",
}
"""The columns that are read. The other five repeat what these say, or are OHCHR's own numbers."""
KEYS = {
    "Text": "text",
    "Countries": "countries",
    "Body": "body",
    "Symbol": "symbol",
    "Themes": "themes",
    "AffectedPersons": "persons",
    "Sdgs": "sdgs",
    "PublicationDate": "published",
}
BODY = re.compile(r"\bUPR\b|universal periodic review", re.I)
PARAGRAPH = re.compile(rf"({vocabulary.PARAGRAPH})\.?\s+(?=\D)")
FIRST_DAY = datetime.date(1899, 12, 30)


def recognises(head: Head) -> bool:
    """Whether this is a workbook or a JSON array with most of the Index's columns."""
    return (head.kind == "xlsx" and head.has_most(COLUMNS)) or (head.kind == "json" and head.has_most(KEYS))


def read(path: Path | str) -> pd.DataFrame:
    """Read one export.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State in one part of one recommendation, under the contract "reading".
        `source_row` is the row of the sheet, or the number of the object in the JSON array. `part` counts the parts of
        a text if its brackets name the same States as the column; otherwise each State has the whole text. `themes`,
        `sdgs` and `persons` are labels in the order of the source (:func:`uprlib.readers.wording.labels.joined`). A
        recommendation that names no State is kept, and its recommender is missing. In the JSON, `position`, `session`
        and `cycle` are missing. ``attrs["account"]`` names the rows that cannot be read, and those of treaty bodies
        and special procedures, with the body; ``attrs["published"]`` has the first and last date of the documents.

    Raises
    ------
    SourceError, StateError
        The file is not such an export, has no row of the Universal Periodic Review, or none that can be read.
    """
    path = checked(path)
    bad = BadRows(path)
    rows: list[dict] = []
    aside: list[Aside] = []
    days: list[str] = []
    columns, records = _records(path)
    taken = 0
    for number, record in records:
        if _is_upr(record):
            with bad.caught():
                day = _day(record["published"], {"file": path, "row": number, "column": columns["published"]})
                rows += _rows(number, record, columns, path)
                days += day
                taken += 1
        else:
            aside.append(Aside(f"row {number}", NOT_UPR, "; ".join(bullets(record["body"])) or "(no body)"))
    bad.refuse_if_nothing_else(rows)
    if not rows:
        raise SourceError(
            "no row is of the Universal Periodic Review",
            file=path,
            value=", ".join(f"{rows} of {body}" for body, rows in Counter(row.value for row in aside).items())[:160],
            expected="recommendations of the Universal Periodic Review",
            remedy="choose Universal Periodic Review as the mechanism and export again",
        )
    table = reading(pd.DataFrame(rows), file=path)
    table.attrs["account"] = bad.account(table, "rows of the file", taken, aside)
    table.attrs["published"] = (min(days), max(days)) if days else None
    return table


def _records(path: Path) -> tuple[dict[str, str], Iterator[tuple[int, dict[str, object]]]]:
    """Names of the columns, and each record with its number."""
    if not is_zip(path):
        return {field: name for name, field in KEYS.items()}, enumerate(_objects(path), start=1)
    table = table_of(path, list(COLUMNS), expected="an XLSX export of the Universal Human Rights Index")
    records = table.rename(columns=COLUMNS).to_dict("records")
    return {field: name for name, field in COLUMNS.items()}, enumerate(records, start=2)


def _objects(path: Path) -> list[dict[str, object]]:
    content = json_content(path)
    if not isinstance(content, list) or not content or len(content) > MAX_ROWS:
        raise SourceError(
            "the file is not an array of annotations",
            file=path,
            expected=f"a JSON array of 1 to {MAX_ROWS:,} objects",
            remedy="export from the Universal Human Rights Index again",
        )
    objects = []
    for number, entry in enumerate(content, start=1):
        if not isinstance(entry, dict):
            raise SourceError(
                "an entry is not an object",
                file=path,
                row=number,
                value=str(entry)[:60],
                expected="an object with the fields " + ", ".join(KEYS),
                remedy="export the file again",
            )
        missing = [name for name in KEYS if name not in entry]
        if missing:
            raise SourceError(
                "a field is missing",
                file=path,
                row=number,
                column=missing[0],
                expected=", ".join(KEYS),
                remedy=did_you_mean(missing[0], set(entry) - set(KEYS)) or "export the file again",
            )
        # Arrays are written as in the sheet, one value on each line.
        plain = {field: entry[name] for name, field in KEYS.items()}
        plain = {f: "\n".join(map(str, value)) if isinstance(value, list) else value for f, value in plain.items()}
        objects.append({**plain, "recommenders": "", "position": "", "session": ""})
    return objects


def _is_upr(record: dict) -> bool:
    upr_only = (record["recommenders"], record["position"], record["session"])
    return any(bullets(value) for value in upr_only) or bool(BODY.search(str(record["body"])))


def _rows(number: int, record: dict, columns: dict[str, str], file: Path) -> list[dict]:
    """One row for each recommending State of each part."""

    def place(field: str) -> dict[str, object]:
        return {"file": file, "row": number, "column": columns.get(field)}

    whole = cleaned(str(record["text"]))
    paragraph = PARAGRAPH.match(whole)
    text = whole[paragraph.end() :] if paragraph else whole
    concerned = place("countries")
    session = _session(record, place("session"))
    common = {
        "source_row": number,
        "sur": states.code(one_value(bullets(record["countries"]), "one State", **concerned), **concerned),
        "position": _position(record, place("position")),
        "cycle": cycle_of(session),
        "session": session,
        "symbol": _symbol(record, place("symbol")),
        "paragraph": paragraph[1] if paragraph else None,
        **{name: joined(bullets(record[name])) for name in ("themes", "sdgs", "persons")},
    }
    rows = []
    for part, segment in enumerate(_parts(text, bullets(record["recommenders"]), place), start=1):
        for name, code in segment.names or ((None, None),):
            rows.append({**common, "part": part, "text": segment.text, "recommender": code, "recommender_name": name})
    return rows


def _parts(text: str, named: list[str], place: Callable[[str], dict[str, object]]) -> list[Segment]:
    """The parts of a text. A column of States is trusted before the brackets, which then only divide the text."""
    if not named:
        return segments(text, **place("text"))
    names = tuple(Name(name, states.code(name, **place("recommenders"))) for name in dict.fromkeys(named))
    try:
        parts = segments(text)
    except StateError:
        parts = []
    in_brackets = {name.iso3 for part in parts for name in part.names}
    if in_brackets == {name.iso3 for name in names} and all(part.names for part in parts):
        return parts
    return [Segment(text.rstrip(" ;"), names)]


def _position(record: dict, place: dict) -> str | None:
    labels = bullets(record["position"])
    if not labels:
        return None
    return known_position(one_value(labels, "one position", **place), OHCHR_POSITIONS, **place)


def _session(record: dict, place: dict) -> int | None:
    # A workbook may have the bare number, which calamine gives as 20.0.
    labels = bullets(re.sub(r"^(\d+)\.0$", r"\1", str(record["session"] or "")))
    if not labels:
        return None
    number = leading_number(labels[0]) if len(labels) == 1 else None
    if number is None or not 1 <= number <= vocabulary.LAST_SESSION:
        raise SourceError(
            "this is not a UPR session",
            **place,
            value="; ".join(labels),
            expected=f"a session from 1 to {vocabulary.LAST_SESSION}",
            remedy=CORRECT,
        )
    return number


def _symbol(record: dict, place: dict) -> str | None:
    labels = bullets(record["symbol"])
    if not labels:
        return None
    if len(labels) == 1 and re.fullmatch(vocabulary.SYMBOL, labels[0]):
        return labels[0]
    raise SourceError(
        "this is not a symbol of a UPR document",
        **place,
        value="; ".join(labels),
        expected="a symbol such as A/HRC/27/10",
        remedy=CORRECT,
    )


def _day(value: object, place: dict) -> list[str]:
    """The day of a date written as Excel's serial number, calamine's date or ISO text; none where the cell is empty."""
    if isinstance(value, datetime.date):
        return [value.isoformat()[:10]]
    text = str(value or "").strip().removeprefix("- ").strip()
    if not text:
        return []
    try:
        if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
            return [(FIRST_DAY + datetime.timedelta(days=int(float(text)))).isoformat()]
        return [datetime.date.fromisoformat(text[:10]).isoformat()]
    except ValueError:
        raise SourceError(
            "this is not a date",
            **place,
            value=text,
            expected="a serial number such as 41954, or 2014-11-11",
            remedy=CORRECT,
        ) from None
