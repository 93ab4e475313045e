"""UPR Info's current database (Uwazi): rows of its API (JSON) and its CSV export; and tables that people keep like it.

In the API each property is a list of {value, label}. In the CSV the labels of the properties are the header, and "|"
separates several values. The labels are not confirmed, so they are matched loosely, and the match is reported.

Tables in which people track recommendations ("trackers") have the same columns under names of their own, often of one
State only, which they then do not name: whoever reads one says which State it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError, did_you_mean
from uprlib.facts import states, vocabulary
from uprlib.facts.vocabulary import cycle_of
from uprlib.readers import column_labels
from uprlib.readers.account import NOT_UPR, OTHER_STATE, Account, Announced, Aside
from uprlib.readers.bad_rows import BadRows
from uprlib.readers.opening import json_arrays
from uprlib.readers.opening.files import MAX_ROWS, MAX_STREAMED_BYTES, checked
from uprlib.readers.opening.head import Head
from uprlib.readers.reading import CORRECT, one_value, reading
from uprlib.readers.table_rows import opened, records
from uprlib.readers.wording.brackets import Name
from uprlib.readers.wording.labels import OHCHR_POSITIONS, joined, known_position, leading_number
from uprlib.readers.wording.prefixes import numbered
from uprlib.readers.wording.state_lists import names_of
from uprlib.readers.wording.texts import cleaned, without_tags

FORMAT = "UPR Info's current database, or a table like it (CSV, XLSX, JSON)"
CONFIRMED = False
"""No file of either kind was available: both are read as documented, and tested with invented files only."""
MANY_STATES = True

RESPONSES = OHCHR_POSITIONS | {
    "Not Supported": "not_accepted",
    "Accepted": "accepted",
    "Rejected": "not_accepted",
    "Not accepted": "not_accepted",
    "Partially supported": "partly_accepted",
    "Partially accepted": "partly_accepted",
    "Partly accepted": "partly_accepted",
    "Supported in part": "partly_accepted",
    "Pending": "pending",
}
NAMES = {
    "text": ("recommendation", "text", "recommendation text", "text of the recommendation"),
    "sur": ("state under review", "states under review", "sur", "country under review", "reviewed state"),
    "recommender": ("recommending state", "recommending states", "recommending country", "recommending countries"),
    "position": ("response", "response of the state under review", "position"),
    "paragraph": ("paragraph", "paragraph number", "paragraphs", "para", "recommendation number"),
    "issues": ("issues", "issue"),
    "themes": ("themes", "theme", "primary theme"),
    "cycle": ("cycle", "upr cycle"),
    "session": ("session", "upr session"),
    "action": ("action category", "action"),
    "document": ("related document", "related documents", "document", "document symbol", "symbol"),
    "template": ("template",),
}
"""What a property may be called, by field. The first is its name in the API."""
NEEDED = ("text", "recommender", "position")
"""A table of one State need not name it."""
SEVERAL = re.compile(r"[|;]")
MOST_ROWS = 10_000
"""The API gives no more rows to one question, and no larger number as their total."""
FETCH = "fetch it again"
ONE_BY_ONE = "fetch one State or one session at a time"

Record = dict[str, list[str]]


def recognises(head: Head) -> bool:
    """Whether this is an answer of the API, or a table with most of the labels that are needed.

    "To" and "From" are columns of UPR Info's earlier export only.
    """
    if head.kind == "json":
        return "metadata" in head.fields
    found = column_labels.matched(head.header, NAMES)
    needed = len({*NEEDED, "sur"} & set(found)) >= len(NEEDED)
    return head.kind in ("text", "xlsx", "xls") and needed and not {"To", "From"} & set(head.header)


def read(path: Path | str, *, sur: str | None = None) -> pd.DataFrame:
    """Read rows of the API, an export, or a table that is kept like one.

    Parameters
    ----------
    sur : str, optional
        Only the rows about this State, by its code; rows that name none are taken to be about it.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State's recommendation, under the contract "reading". `source_row` is the row of
        the table (its header is row 1), or the number of the object in the JSON. `issues` are sorted and joined by ";".
        A cycle that is not given comes from the session. Where a row lists as many paragraphs as States they belong
        together in their order; where it lists several of both otherwise, the paragraph is missing.
        ``attrs["matched"]`` and ``attrs["ignored"]`` say which labels were used, and for which field;
        ``attrs["account"]`` names the rows that cannot be read, those of other States than `sur`, and those of other
        templates, with the template; it also says where the API's limit may have cut the rows.

    Raises
    ------
    SourceError, StateError
        There is no such file, a column is missing, or none of its rows can be read.
    """
    path = checked(path, limit=MAX_STREAMED_BYTES)
    bad = BadRows(path)
    source = (_Answer if Head(path).kind == "json" else _Table)(path, sur, bad)
    # By column: half a million rows as dictionaries would take a gigabyte.
    columns: dict[str, list] = defaultdict(list)
    aside: list[Aside] = []
    taken = 0
    for number, record in source.records():
        if not (record["text"] or record.get("sur")):
            template = "; ".join(record.get("template", [])) or "(no template)"
            aside.append(Aside(f"row {number}", NOT_UPR, template))
            continue
        with bad.caught():
            found = _rows(number, record, source.matched, path)
            own = [row | {"sur": row["sur"] or sur} for row in found if sur is None or row["sur"] in (sur, None)]
            for row in own:
                for name, value in row.items():
                    columns[name].append(value)
            if own:
                taken += 1
            else:
                aside.append(Aside(f"row {number}", OTHER_STATE, "; ".join(record["sur"])))
    bad.refuse_if_nothing_else(columns["text"])
    if not taken:
        raise SourceError(
            "the file has no recommendations" if sur is None else f"no row concerns {sur}",
            file=path,
            expected="rows with a text and a State under review",
            remedy="choose recommendations in the database and export again",
        )
    table = reading(pd.DataFrame(columns), file=path)
    account = source.account(bad.account(table, "rows of the file", taken, aside))
    table.attrs["account"] = replace(account, notes=(*account.notes, *source.notes(taken + len(aside) + len(bad))))
    column_labels.note(table, source.matched, source.labels, source.saved)
    return table


class _Table:
    """The rows of a table."""

    def __init__(self, path: Path, sur: str | None, bad: BadRows) -> None:
        self.table, self.bad = opened(path, "an export of UPR Info's database", sur=sur), bad
        self.labels, self.saved = self.table.header, self.table.words
        self.matched = column_labels.matched(self.labels, NAMES)
        column_labels.expect(self.matched, self.table, NAMES, NEEDED, path)

    def records(self) -> Iterator[tuple[int, Record]]:
        """The values of each row by field, with its number."""
        for number, cells in records(self.table, self.matched, self.bad):
            yield number, {field: _values(cell, field) for field, cell in cells.items()}

    def account(self, account: Account) -> Account:
        """The account, with what the file says of itself."""
        return account

    def notes(self, rows: int) -> tuple[str, ...]:
        """What a person should know of the file as a whole."""
        cut = f"The file has exactly {MOST_ROWS:,} rows, the most that the database gives: others may be missing."
        return (f"{cut} To have all, {ONE_BY_ONE}.",) if rows == MOST_ROWS else ()


class _Answer(_Table):
    """The rows of an answer of the API."""

    def __init__(self, path: Path, sur: str | None, bad: BadRows) -> None:
        self.path, self.bad = path, bad
        self.saved = "JSON"
        self.most = MAX_ROWS if sur is None else None
        known = {field: names[0].replace(" ", "_") for field, names in NAMES.items()}
        present: dict[str, None] = {}
        self.rows = 0
        for number, entry in json_arrays.entries(path, most=self.most):
            self.rows = number
            present.update(dict.fromkeys(_metadata(entry) or ()))
        self.labels = list(present)
        self.matched = {field: name for field, name in known.items() if name in present}
        for field in (*NEEDED, "sur"):
            if known[field] not in present:
                raise SourceError(
                    "no row has this property",
                    file=path,
                    column=known[field],
                    expected=", ".join(known[needed] for needed in (*NEEDED, "sur")),
                    remedy=did_you_mean(known[field], set(present) - set(known.values()))
                    or "fetch recommendations, with metadata",
                )

    def records(self) -> Iterator[tuple[int, Record]]:
        """The values of each row by field, with its number."""
        for number, entry in json_arrays.entries(self.path, most=self.most):
            with self.bad.caught():
                properties = _metadata(entry)
                if properties is None:
                    raise SourceError(
                        "a row has no metadata",
                        file=self.path,
                        row=number,
                        value=str(entry)[:60],
                        expected="an object with metadata",
                        remedy=FETCH,
                    )
                named = self.matched.items()
                labels = {field: _labels(properties.get(name), self.path, number, name) for field, name in named}
            if isinstance(entry, dict) and number not in self.bad:
                yield number, {**labels, "template": [str(entry.get("template") or "")]}

    def account(self, account: Account) -> Account:
        """The account, with the total that the answer states."""
        total = json_arrays.beside(self.path).get("totalRows")
        if not isinstance(total, int):
            return account
        stated = Announced.counted("rows that answer the question (totalRows)", total, read=self.rows)
        return replace(account, announced=(*account.announced, stated))

    def notes(self, rows: int) -> tuple[str, ...]:
        """What a person should know of the file as a whole."""
        if json_arrays.beside(self.path).get("totalRows") == MOST_ROWS:
            counts = f"The database counts no further than {MOST_ROWS:,} rows: there may be more."
            return (f"{counts} To have all, {ONE_BY_ONE}.",)
        return super().notes(rows)


def _metadata(entry: object) -> dict | None:
    found = entry.get("metadata") if isinstance(entry, dict) else None
    return found if isinstance(found, dict) else None


def _values(cell: str, field: str) -> list[str]:
    # In a text "|" is a character like any other; an issue may have a semicolon in its name.
    if field == "text":
        pieces = [cell]
    elif field in ("recommender", "sur", "paragraph"):
        pieces = SEVERAL.split(cell)
    else:
        pieces = cell.split("|")
    return [piece.strip() for piece in pieces if piece.strip()]


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


def _rows(number: int, record: Record, matched: dict[str, str], file: Path) -> list[dict]:
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
    text = cleaned(without_tags(one("text")))
    own_number, rest = numbered(text)
    # The database's texts have no numbers of paragraphs; in a tracker they may, and then always have two parts.
    text, own_number = (rest, own_number) if own_number and "." in own_number else (text, None)
    concerned = one_or_none("sur")
    common = {
        "source_row": number,
        "sur": states.code(concerned, **place("sur")) if concerned else None,
        "text": text,
        "position": known_position(response, RESPONSES, **place("position")) if response else None,
        "cycle": whole_number("cycle", vocabulary.CYCLES) or cycle_of(session),
        "session": session,
        "symbol": symbol[0] if symbol else None,
        "action": whole_number("action", vocabulary.ACTIONS),
        "issues": joined(sorted(record.get("issues", []))),
        "themes": joined(record.get("themes", [])),
    }
    names = names_of(record["recommender"], **place("recommender"))
    paragraphs = [_paragraph(label, place("paragraph")) for label in record.get("paragraph", [])] or [own_number]
    return [
        {
            **common,
            "paragraph": paragraph,
            "recommender": name.iso3 if name else None,
            "recommender_name": name.printed if name else None,
        }
        for name, paragraph in _paired([*names] or [None], paragraphs)
    ]


def _paired(names: list, paragraphs: list) -> list[tuple[Name | None, str | None]]:
    """Each State with its paragraph, as far as the row tells which belongs to which."""
    if len(names) == 1:
        return [(names[0], paragraph) for paragraph in paragraphs]
    if len(paragraphs) == len(names):
        return [*zip(names, paragraphs, strict=True)]
    return [(name, paragraphs[0] if len(paragraphs) == 1 else None) for name in names]


def _paragraph(label: str, place: dict[str, object]) -> str | None:
    plain = re.sub(r"^(?:paragraph|para)s?\.?|\s|\.$", "", label.casefold())
    if not re.fullmatch(vocabulary.PARAGRAPH, plain):
        raise SourceError(
            "this is not the number of a paragraph",
            **place,
            value=label,
            expected="a number such as 124.10",
            remedy=CORRECT,
        )
    return plain
