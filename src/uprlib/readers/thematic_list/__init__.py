"""OHCHR's thematic list of recommendations of one review (DOCX, or turned into text), in its layouts.

A list is a table: the recommendation with its paragraph and the source of the position, the position, the themes, and
more. A row with one cell is a theme. The layouts differ in their columns and words: in cycle 2 themes have codes ("A12
..."), or the States have a column of their own; in cycle 3 themes are written "- X" with a block "SDGs:"; in cycle 4
the goals are in the fourth column. Cycles 2 and 3 and the text are confirmed by real lists. Of cycle 4 no list was
available: its layout is read as documented, and tested with an invented list.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError
from uprlib.readers.bad_rows import BadRows
from uprlib.readers.opening.as_printed import W
from uprlib.readers.opening.encodings import encoding_of
from uprlib.readers.opening.files import bounded, checked_document, is_zip
from uprlib.readers.opening.head import Head
from uprlib.readers.reading import CORRECT, reading
from uprlib.readers.thematic_list import as_text
from uprlib.readers.thematic_list.recommendation_row import entries
from uprlib.readers.thematic_list.rows import Row, has_list, rows
from uprlib.readers.thematic_list.title import review_of, with_review
from uprlib.readers.wording.labels import joined
from uprlib.readers.wording.texts import blind

FORMAT = "OHCHR's thematic list of recommendations (DOCX, text)"
CONFIRMED = True

LABELS = ("themes", "sdgs", "persons")


def recognises(head: Head) -> bool:
    """Whether this is a Word document with a table that has most of a list's columns, or the text of such a table."""
    return (head.kind == "docx" and has_list(head.document)) or (head.kind == "text" and as_text.looks_like(head.text))


def read(path: Path | str) -> pd.DataFrame:
    """Read one thematic list.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State in one part of one numbered paragraph, under the contract "reading"; a
        paragraph that is listed under several themes counts once. `source_row` is the row of the table (its header is
        row 1), or the number of the recommendation in a text. `part` counts the different texts of one paragraph.
        `symbol` is the Working Group report that the paragraphs belong to; `position_wg` is known where the source of
        the position is that report and not its addendum. `themes`, `sdgs` and `persons` are labels in the order of the
        source (:func:`uprlib.readers.wording.labels.joined`). State under review, cycle and session come from the page
        header or the title; where these do not name them, the session is that of the report, and the State is missing.
        ``attrs["account"]`` names the rows that cannot be read.

    Raises
    ------
    SourceError, StateError
        The file is not a thematic list, a column is missing, or none of its rows can be read.
    """
    path = checked_document(path)
    bad = BadRows(path)
    found, titles = _from_word(path, bad) if is_zip(path) else _from_text(path)
    known = _Known()
    taken = 0
    for row in found:
        with bad.caught():
            known.add(row, path)
            taken += 1
    bad.refuse_if_nothing_else(known.entries)
    if not known.entries:
        raise SourceError("the list has no recommendations", file=path, remedy="download it again")
    review, unknown = review_of(titles)
    table = with_review(pd.DataFrame(known.entries.values()), review)
    for name in LABELS:
        table[name] = table[name].map(joined)
    table = reading(table, file=path)
    table.attrs["account"] = bad.account(table, "rows of the list with a recommendation", taken, unknown)
    return table


def _from_word(path: Path, bad: BadRows) -> tuple[Iterable[Row], list[str]]:
    from uprlib.readers.opening.word import headers_of, opened, text_of

    document = opened(path)
    # Within a table, only its first row may be a title.
    titles = [
        text_of(paragraph)
        for paragraph in document.element.body.iter(W + "p")
        if (row := next(paragraph.iterancestors(W + "tr"), None)) is None
        or next(row.itersiblings(W + "tr", preceding=True), None) is None
    ]
    return rows(document, bad), [*headers_of(document), *titles]


def _from_text(path: Path) -> tuple[Iterable[Row], list[str]]:
    codec = encoding_of(path)
    if codec is None:
        raise SourceError("this is not a text file", file=path, expected=FORMAT, remedy="download it again")
    text = path.read_bytes().decode(codec, "replace").replace("\r\n", "\n").replace("\r", "\n")
    rest, titles = as_text.without_page_headers(text)
    beginning, *_ = rest.split("Source of", 1)
    return bounded(as_text.rows_of(rest), path, lambda row: ""), [*titles, *beginning.splitlines()]


class _Known:
    """The recommendations read so far, each once."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str, str], dict] = {}
        self._parts: dict[str, list[str]] = {}

    def add(self, row: Row, file: Path) -> None:
        """Read one row. A recommendation that is listed under several themes gathers their labels."""
        found = entries(row.cells, row.theme, {"file": file, "row": row.number})
        for entry in found:
            first = self.entries.get(_key(entry))
            if first and first["position"] != entry["position"]:
                raise SourceError(
                    "a recommendation has two positions",
                    file=file,
                    row=row.number,
                    column="Position",
                    value=f"{entry['paragraph']}: {entry['position']}",
                    expected=f"{first['position']}, as in row {first['source_row']}",
                    remedy=CORRECT,
                )
        for entry in found:
            first = self.entries.get(_key(entry))
            if first:
                for name in LABELS:
                    first[name] += entry[name]
                continue
            texts = self._parts.setdefault(entry["paragraph"], [])
            text = blind(entry["text"])
            if text not in texts:
                texts.append(text)
            self.entries[_key(entry)] = {"source_row": row.number, "part": texts.index(text) + 1, **entry}


def _key(entry: dict) -> tuple[str, str, str]:
    return entry["paragraph"], blind(entry["text"]), entry["recommender"]
