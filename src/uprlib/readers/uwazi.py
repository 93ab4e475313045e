"""UPR Info's current database (Uwazi): rows of its API (JSON) and its CSV export.

In the API each property is a list of {value, label}. In the CSV the labels of the properties are the header, and "|"
separates several values. The labels are not confirmed, so they are matched loosely, and the match is reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError, did_you_mean, nearest
from uprlib.facts import states, vocabulary
from uprlib.facts.vocabulary import cycle_of
from uprlib.readers.account import NOT_UPR, Aside
from uprlib.readers.bad_rows import BadRows
from uprlib.readers.opening.files import MAX_ROWS, checked, csv_rows, json_content, utf8
from uprlib.readers.opening.head import Head
from uprlib.readers.reading import CORRECT, expect_fields, one_value, reading
from uprlib.readers.wording.labels import joined, known_position, leading_number
from uprlib.readers.wording.texts import cleaned

FORMAT = "UPR Info's current database (CSV, JSON)"
CONFIRMED = False
"""No file of either kind was available: both are read as documented, and tested with invented files only."""

RESPONSES = {"Supported": "accepted", "Noted": "noted", "Not Supported": "not_accepted", "Accepted": "accepted"}
NAMES = {
    "text": ("recommendation", "text", "recommendation text", "text of the recommendation"),
    "sur": ("state under review", "states under review", "sur", "country under review"),
    "recommender": ("recommending state", "recommending states", "recommending country"),
    "position": ("response", "response of the state under review", "position"),
    "issues": ("issues", "issue"),
    "cycle": ("cycle", "upr cycle"),
    "session": ("session", "upr session"),
    "action": ("action category", "action"),
    "document": ("related document", "related documents", "document"),
    "template": ("template",),
}
"""What a property may be called, by field. The first is its name in the API."""
NEEDED = ("text", "sur", "recommender", "position")
FETCH = "fetch it again"


def recognises(head: Head) -> bool:
    """Whether this is an answer of the API, or a text with most of the labels that are needed.

    "To" and "From" are columns of UPR Info's earlier export only.
    """
    if head.kind == "json":
        return "metadata" in head.fields
    enough = len(matched_labels(head.header)) >= len(NEEDED) - 1
    return head.kind == "text" and enough and not {"To", "From"} & set(head.header)


def read(path: Path | str) -> pd.DataFrame:
    """Read rows of the API or a CSV export.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State's recommendation, under the contract "reading". `source_row` is the row of
        the CSV (its header is row 1), or the number of the object in the JSON. `issues` are sorted and joined by ";".
        A cycle that is not given comes from the session. ``attrs["matched"]`` says which label was taken for which
        field; ``attrs["account"]`` names the rows that cannot be read, and those of other templates, with the template.

    Raises
    ------
    SourceError, StateError
        There is no such file, a column is missing, or none of its rows can be read.
    """
    path = checked(path)
    bad = BadRows(path)
    matched, records = (_json_records if Head(path).kind == "json" else _csv_records)(path, bad)
    rows: list[dict] = []
    aside: list[Aside] = []
    taken = 0
    for number, record in records:
        if record["text"] or record["sur"]:
            with bad.caught():
                rows += _rows(number, record, matched, path)
                taken += 1
        else:
            template = "; ".join(record.get("template", [])) or "(no template)"
            aside.append(Aside(f"row {number}", NOT_UPR, template))
    bad.refuse_if_nothing_else(rows)
    if not rows:
        raise SourceError(
            "the file has no recommendations",
            file=path,
            expected="rows with a text and a State under review",
            remedy="choose recommendations in the database and export again",
        )
    table = reading(pd.DataFrame(rows), file=path)
    table.attrs["matched"] = matched
    table.attrs["account"] = bad.account(table, "rows of the file", taken, aside)
    return table


def matched_labels(header: list[str]) -> dict[str, str]:
    """The label of a header that is taken for each field; fields that no label fits are left out.

    Examples
    --------
    >>> matched_labels(["Title", "State under Review", "Recommending State(s)", "Recommending State Regional Group"])
    {'sur': 'State under Review', 'recommender': 'Recommending State(s)'}
    """
    plain = {label: re.sub(r"[^a-z]+", " ", re.sub(r"\(s\)", "s", label.casefold())).strip() for label in header}
    matched: dict[str, str] = {}
    for field, names in NAMES.items():
        for name in names:
            found = next((label for label in header if plain[label] == name and label not in matched.values()), None)
            if found is not None:
                matched[field] = found
                break
    return matched


def _csv_records(path: Path, bad: BadRows) -> tuple[dict[str, str], Iterator[tuple[int, dict]]]:
    header, *body = csv_rows(utf8(path), path)
    header = [label.strip() for label in header]
    matched = matched_labels(header)
    for field in NEEDED:
        if field not in matched:
            raise SourceError(
                "a column cannot be found",
                file=path,
                row=1,
                column=NAMES[field][0],
                value=", ".join(header)[:160],
                expected=" or ".join(NAMES[field]),
                remedy=_did_you_mean(field, set(header) - set(matched.values())),
            )
    whole = {}
    for number, cells in enumerate(body, start=2):
        with bad.caught():
            expect_fields(cells, len(header), file=path, row=number)
            whole[number] = cells
    places = {field: header.index(label) for field, label in matched.items()}
    return matched, (
        (number, {field: _values(cells[place], field) for field, place in places.items()})
        for number, cells in whole.items()
    )


def _did_you_mean(field: str, labels: set[str]) -> str:
    near = next(filter(None, (nearest(name, labels) for name in NAMES[field])), None)
    return f"rename {near} to {NAMES[field][0]} if that is the column" if near else "export this property too"


def _values(cell: str, field: str) -> list[str]:
    # In a text "|" is a character like any other.
    pieces = [cell] if field == "text" else cell.split("|")
    return [piece.strip() for piece in pieces if piece.strip()]


def _json_records(path: Path, bad: BadRows) -> tuple[dict[str, str], Iterator[tuple[int, dict]]]:
    content = json_content(path)
    entries = content.get("rows") if isinstance(content, dict) else content
    if not isinstance(entries, list) or not entries or len(entries) > MAX_ROWS:
        raise SourceError(
            "this is not an answer of the database's API",
            file=path,
            expected=f"a JSON array of 1 to {MAX_ROWS:,} rows, alone or under the name rows",
            remedy=FETCH,
        )
    whole = {}
    for number, entry in enumerate(entries, start=1):
        if isinstance(entry, dict) and isinstance(entry.get("metadata"), dict):
            whole[number] = entry
        else:
            bad.add(
                SourceError(
                    "a row has no metadata",
                    file=path,
                    row=number,
                    value=str(entry)[:60],
                    expected="an object with metadata",
                    remedy=FETCH,
                )
            )
    bad.refuse_if_nothing_else(whole)
    known = {field: names[0].replace(" ", "_") for field, names in NAMES.items()}
    present = {name for entry in whole.values() for name in entry["metadata"]}
    for field in NEEDED:
        if known[field] not in present:
            raise SourceError(
                "no row has this property",
                file=path,
                column=known[field],
                expected=", ".join(known[needed] for needed in NEEDED),
                remedy=did_you_mean(known[field], present - set(known.values()))
                or "fetch recommendations, with metadata",
            )
    matched = {field: name for field, name in known.items() if name in present}
    records = {}
    for number, entry in whole.items():
        with bad.caught():
            labels = {f: _labels(entry["metadata"].get(name), path, number, name) for f, name in matched.items()}
            records[number] = {**labels, "template": [str(entry.get("template") or "")]}
    return matched, iter(records.items())


def _labels(values: object, file: Path, number: int, name: str) -> list[str]:
    """The labels of a property, or its values where it has no labels, as with a text."""
    if values is None:
        return []
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise SourceError(
            "a property is not a list of values",
            file=file,
            row=number,
            column=name,
            value=str(values)[:60],
            expected="a list of {value, label}",
            remedy=FETCH,
        )
    found = (str(value.get("label") or value.get("value") or "").strip() for value in values)
    return [label for label in found if label]


def _rows(number: int, record: dict[str, list[str]], matched: dict[str, str], file: Path) -> list[dict]:
    """One row for each recommending State; one with the State missing where none is named."""

    def place(field: str) -> dict[str, object]:
        return {"file": file, "row": number, "column": matched.get(field)}

    def one(field: str) -> str:
        return one_value(record.get(field, []), "one value", **place(field))

    def one_or_none(field: str) -> str | None:
        return one(field) if record.get(field) else None

    def whole_number(field: str, allowed: Collection[int]) -> int | None:
        label = one_or_none(field)
        if label is None:
            return None
        found = leading_number(label)
        if found not in allowed:
            raise SourceError(
                "a number is outside its range",
                **place(field),
                value=label,
                expected=f"a number from {min(allowed)} to {max(allowed)}, alone or before its label",
                remedy=CORRECT,
            )
        return found

    session = whole_number("session", range(1, vocabulary.LAST_SESSION + 1))
    symbol = re.search(vocabulary.SYMBOL, " ".join(record.get("document", [])))
    response = one_or_none("position")
    common = {
        "source_row": number,
        "sur": states.code(one("sur"), **place("sur")),
        "text": cleaned(one("text")),
        "position": known_position(response, RESPONSES, **place("position")) if response else None,
        "cycle": whole_number("cycle", vocabulary.CYCLES) or cycle_of(session),
        "session": session,
        "symbol": symbol[0] if symbol else None,
        "action": whole_number("action", vocabulary.ACTIONS),
        "issues": joined(sorted(record.get("issues", []))),
    }
    names: list[str | None] = [*dict.fromkeys(record["recommender"])]
    return [
        {**common, "recommender": states.code(name, **place("recommender")) if name else None, "recommender_name": name}
        for name in names or [None]
    ]
