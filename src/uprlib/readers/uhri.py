"""OHCHR's Universal Human Rights Index (UHRI), exported as XLSX or JSON.

The XLSX has 16 columns with OHCHR's own spelling ("Reccomending"); each value starts with "- " and several are joined
by line breaks; dates are Excel's serial numbers. The JSON knows neither position nor session, and the recommending
States only as the brackets in the text. No export was at hand as a file: both are read as documented, and tested with
invented ones.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pandas as pd

from uprlib import paths
from uprlib.errors import SourceError, StateError, did_you_mean
from uprlib.facts import contract, states
from uprlib.readers.opening.files import MAX_ROWS, checked, cleaned, json_content, reading
from uprlib.readers.opening.workbooks import table_of
from uprlib.readers.wording.brackets import Name, Segment
from uprlib.readers.wording.labels import OHCHR_POSITIONS, bullets, cycle_of, joined, leading_number
from uprlib.readers.wording.segments import segments

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
"""The columns that are read, of the 16; the others repeat what these say or are OHCHR's own numbers."""
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
PARAGRAPH = re.compile(rf"({contract.PARAGRAPH})\.?\s+(?=\D)")
FIRST_DAY = datetime.date(1899, 12, 30)


def read(path: Path | str, *, without: Collection[int] = ()) -> pd.DataFrame:
    """Read one export.

    Parameters
    ----------
    without : collection of int
        Rows to leave out, numbered as in `source_row`.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State in one part of one recommendation, under the contract "reading".
        `source_row` is the row of the sheet, or the number of the object in the JSON array. `part` counts the parts of
        a text whose brackets name the same States as the column does; elsewhere each State has the whole text.
        `themes`, `sdgs` and `persons` hold labels in the order of the source (:func:`uprlib.readers.wording.labels.joined`).
        A recommendation that names no State stays, its recommender missing. From the JSON, `position`, `session` and
        `cycle` are missing. ``attrs["set_aside"]`` holds the row numbers of treaty bodies and special procedures, by
        body; ``attrs["published"]`` the first and last date of the documents.

    Raises
    ------
    SourceError
        No such export, no row of the Universal Periodic Review, or a value that cannot be read.
    StateError
        A State's name is not in the table of names.
    """
    path = checked(path)
    file = paths.shown(path)
    rows: list[dict] = []
    set_aside: dict[str, list[int]] = {}
    days: list[str] = []
    columns, records = _records(path)
    for number, record in records:
        if number in without:
            continue
        if _is_upr(record):
            rows += _rows(number, record, columns, file)
            days += _day(record["published"], {"file": file, "row": number, "column": columns["published"]})
        else:
            set_aside.setdefault("; ".join(bullets(record["body"])) or "(no body)", []).append(number)
    if not rows:
        raise SourceError(
            "no row is of the Universal Periodic Review",
            file=file,
            value=", ".join(f"{len(numbers)} of {body}" for body, numbers in set_aside.items())[:160],
            expected="recommendations of the Universal Periodic Review",
            remedy="choose Universal Periodic Review as the mechanism and export again",
        )
    table = reading(pd.DataFrame(rows), file=file)
    table.attrs["set_aside"] = set_aside
    table.attrs["published"] = (min(days), max(days)) if days else None
    return table


def _records(path: Path) -> tuple[dict[str, str], Iterator[tuple[int, dict[str, object]]]]:
    """Names of the columns, and each record with its number."""
    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"
    if zipped:
        table = table_of(path, list(COLUMNS), expected="an XLSX export of the Universal Human Rights Index")
        records = table.rename(columns=COLUMNS).to_dict("records")
        return {field: name for name, field in COLUMNS.items()}, enumerate(records, start=2)
    return {field: name for name, field in KEYS.items()}, enumerate(_objects(path), start=1)


def _objects(path: Path) -> list[dict[str, object]]:
    content = json_content(path)
    file = paths.shown(path)
    if not isinstance(content, list) or not content or len(content) > MAX_ROWS:
        raise SourceError(
            "this is no array of annotations",
            file=file,
            expected=f"a JSON array of 1 to {MAX_ROWS:,} objects",
            remedy="export from the Universal Human Rights Index again",
        )
    objects = []
    for number, entry in enumerate(content, start=1):
        if not isinstance(entry, dict):
            raise SourceError("an entry is no object", file=file, row=number, value=str(entry)[:60])
        missing = [name for name in KEYS if name not in entry]
        if missing:
            raise SourceError(
                "a field is missing",
                file=file,
                row=number,
                column=missing[0],
                expected=", ".join(KEYS),
                remedy=did_you_mean(missing[0], set(entry) - set(KEYS)) or "export the file again",
            )
        # Arrays become what the sheet has: one value a line.
        plain = {field: entry[name] for name, field in KEYS.items()}
        plain = {f: "\n".join(map(str, value)) if isinstance(value, list) else value for f, value in plain.items()}
        objects.append({**plain, "recommenders": "", "position": "", "session": ""})
    return objects


def _is_upr(record: dict) -> bool:
    upr_only = (record["recommenders"], record["position"], record["session"])
    return any(bullets(value) for value in upr_only) or bool(BODY.search(str(record["body"])))


def _rows(number: int, record: dict, columns: dict[str, str], file: str) -> list[dict]:
    """One row for each recommending State of each part."""

    def place(field: str) -> dict[str, object]:
        return {"file": file, "row": number, "column": columns.get(field)}

    whole = cleaned(str(record["text"]))
    paragraph = PARAGRAPH.match(whole)
    text = whole[paragraph.end() :] if paragraph else whole
    session = _session(record, place("session"))
    common = {
        "source_row": number,
        "sur": states.code(_one(record, "countries", place("countries"), "one State"), **place("countries")),
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


def _parts(text: str, named: list[str], place) -> list[Segment]:
    """The parts of a text. Where a column names the States it is right, and brackets only divide between them."""
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


def _one(record: dict, field: str, place: dict, expected: str) -> str:
    values = bullets(record[field])
    if len(values) != 1:
        raise SourceError(
            "a cell does not hold one value",
            **place,
            value="; ".join(values) or "(nothing)",
            expected=expected,
            remedy="correct the row in the source",
        )
    return values[0]


def _position(record: dict, place: dict) -> str | None:
    if not bullets(record["position"]):
        return None
    words = _one(record, "position", place, "one position")
    position = OHCHR_POSITIONS.get(re.sub(r"\s*/\s*", "/", words).casefold())
    if position is None:
        raise SourceError(
            "a position is outside the closed set",
            **place,
            value=words,
            expected="one of Supported, Noted",
            remedy=did_you_mean(words, ("Supported", "Noted")) or "correct the row in the source",
        )
    return position


def _session(record: dict, place: dict) -> int | None:
    # A workbook may hold the bare number, which comes as 20.0.
    labels = bullets(re.sub(r"^(\d+)\.0$", r"\1", str(record["session"] or "")))
    if not labels:
        return None
    number = leading_number(labels[0]) if len(labels) == 1 else None
    if number is None or not 1 <= number <= contract.LAST_SESSION:
        raise SourceError(
            "this is no UPR session",
            **place,
            value="; ".join(labels),
            expected=f"a session from 1 to {contract.LAST_SESSION}",
            remedy="correct the row in the source",
        )
    return number


def _symbol(record: dict, place: dict) -> str | None:
    labels = bullets(record["symbol"])
    if not labels:
        return None
    if len(labels) == 1 and re.fullmatch(contract.SYMBOL, labels[0]):
        return labels[0]
    raise SourceError(
        "this is no symbol of a UPR document",
        **place,
        value="; ".join(labels),
        expected="a symbol such as A/HRC/27/10",
        remedy="correct the row in the source",
    )


def _day(value: object, place: dict) -> list[str]:
    """A date as Excel's serial number, as calamine's date, or as ISO text; none where the cell is empty."""
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
            "this is no date",
            **place,
            value=text,
            expected="a serial number such as 41954, or 2014-11-11",
            remedy="correct the row in the source",
        ) from None
