"""OHCHR's thematic list of recommendations of one review (DOCX), in its three layouts.

A list is one table of four columns: the recommendation with its paragraph and the source of the position, the
position, the themes, and a fourth. A row with one merged cell is a theme. The layouts differ only in their words: in
cycle 2 themes have codes ("A12 ..."), in cycle 3 they are written "- X" with a block "SDGs:", and in cycle 4 the goals
are in the fourth column. Cycles 2 and 3 are confirmed by real lists. Of cycle 4 no list was available: its layout is
read as documented, and tested with an invented list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from uprlib.errors import SourceError
from uprlib.facts import states
from uprlib.readers.opening.as_printed import W
from uprlib.readers.opening.files import checked
from uprlib.readers.opening.head import Head
from uprlib.readers.opening.word import opened, text_of
from uprlib.readers.reading import CORRECT, reading
from uprlib.readers.wording.labels import OHCHR_POSITIONS, bullets, joined, known_position
from uprlib.readers.wording.segments import segments
from uprlib.readers.wording.texts import blind, cleaned

if TYPE_CHECKING:
    from docx.document import Document

FORMAT = "OHCHR's thematic list of recommendations (DOCX)"
CONFIRMED = True

COLUMNS = {
    "Recommendation": r"recommendation",
    "Position": r"position",
    "Full list of themes": r"theme",
    "Assessment/comments on level of implementation, or Relevant SDGs": r"assessment|implementation|SDG",
}
"""The four columns, and words by which each is known in every layout."""
RECOMMENDATION = re.compile(
    r"(?P<paragraph>\d+(?:\.\d+)*)\.?\s+(?P<text>.*?)\s*(?:Source of position\s*:\s*(?P<source>.*))?", re.S | re.I
)
SYMBOL = re.compile(r"(A/HRC/\d+/\d+)((?:/Add\.\d+)?)")
BLOCKS = {"persons": r"(?:affected persons|groups? of persons)\s*:", "sdgs": r"SDGs?\s*:"}
REVIEW = re.compile(r"UPR of (?P<state>.+?)\s*\((?P<cycle>\d)\w*\s+cycle\D+(?P<session>\d+)\w*\s+session", re.I)


def recognises(head: Head) -> bool:
    """Whether this is a Word document with a table that has more than half of the list's columns."""
    return head.kind == "docx" and len(missing_columns(head.document)) < len(COLUMNS) / 2


def read(path: Path | str, *, without: Collection[int] = frozenset()) -> pd.DataFrame:
    """Read one thematic list.

    Parameters
    ----------
    without : collection of int
        Rows to leave out, numbered as in `source_row`.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State in one part of one numbered paragraph, under the contract "reading"; a
        paragraph that is listed under several themes counts once. `source_row` is the row of the table (its header is
        row 1). `part` counts the different texts of one paragraph. `symbol` is the Working Group report that the
        paragraphs belong to; `position_wg` is known where the source of the position is that report and not its
        addendum. `themes`, `sdgs` and `persons` are labels in the order of the source
        (:func:`uprlib.readers.wording.labels.joined`). State under review, cycle and session come from the page header
        and are missing where it does not name them.

    Raises
    ------
    SourceError
        The document is not a thematic list, a column is missing, a recommendation has no paragraph number or no
        recommending State, a position is not known, or one text has two positions.
    StateError
        A State's name is not in the table of names.
    """
    path = checked(path)
    document = opened(path)
    review = _review(document, path)
    entries: dict[tuple[str, str, str], dict] = {}
    parts: dict[str, list[str]] = {}
    theme = None
    for number, row in _rows(document, path):
        if number in without:
            continue
        if len(row) == 1:
            theme = re.sub(r"^theme\s*:\s*", "", " ".join(row[0]), flags=re.I).strip()
            continue
        for entry in _entries(row, theme, {"file": path, "row": number}):
            texts, text = parts.setdefault(entry["paragraph"], []), blind(entry["text"])
            if text not in texts:
                texts.append(text)
            key = (entry["paragraph"], text, entry["recommender"])
            if key in entries:
                _merge(entries[key], entry, path, number)
            else:
                entries[key] = {"source_row": number, "part": texts.index(text) + 1, **entry, **review}
    if not entries:
        raise SourceError("the list has no recommendations", file=path, remedy="download it again")
    table = pd.DataFrame(entries.values())
    for name in ("themes", "sdgs", "persons"):
        table[name] = table[name].map(joined)
    return reading(table, file=path)


def missing_columns(document: Document) -> list[str]:
    """Those of the four columns that the document's table does not have; all four where there is no such table."""
    return min((_missing(table) for table in _tables(document)), key=len, default=list(COLUMNS))


def _tables(document: Document) -> list[list[list[list[str]]]]:
    """Tables as rows, rows as cells, cells as lines."""
    return [
        [[_lines(cell) for cell in row.iterchildren(W + "tc")] for row in table.iterchildren(W + "tr")]
        for table in document.element.body.iterchildren(W + "tbl")
    ]


def _lines(cell) -> list[str]:
    text = "\n".join(map(text_of, cell.iter(W + "p"))).replace("\t", " ")
    return [line.strip() for line in text.split("\n") if line.strip()]


def _missing(table: list[list[list[str]]]) -> list[str]:
    header = [" ".join(cell) for cell in table[0]] if table else []
    # A cell of the header is one column and no more: "Position on the recommendation" is not two.
    missing = []
    for name, words in COLUMNS.items():
        found = next((cell for cell in header if re.search(words, cell, re.I)), None)
        if found is None:
            missing.append(name)
        else:
            header.remove(found)
    return missing


def _rows(document: Document, file: Path) -> Iterator[tuple[int, list[list[str]]]]:
    """Number and cells of each row: four cells, or one for a theme; headers and empty rows are left out."""
    lists = [table for table in _tables(document) if len(_missing(table)) < len(COLUMNS) / 2]
    if not lists:
        raise SourceError(
            "the document has no table of recommendations",
            file=file,
            expected="a table with the columns " + ", ".join(COLUMNS),
            remedy="if it is a Working Group report, read it with the format wg_report",
        )
    number = 0
    for table in lists:
        missing = _missing(table)
        if missing:
            raise SourceError(
                "a column is missing",
                file=file,
                row=number + 1,
                column=missing[0],
                value=", ".join(" ".join(cell) for cell in table[0])[:160],
                expected=", ".join(COLUMNS),
                remedy="download the list again",
            )
        header = table[0]
        for row in table:
            number += 1
            if row == header or not any(row):
                continue
            if len(row) not in (1, len(COLUMNS)):
                raise SourceError(
                    "a row has the wrong number of cells",
                    file=file,
                    row=number,
                    value=len(row),
                    expected="four cells, or one for a theme",
                    remedy="download the list again",
                )
            yield number, row


def _entries(row: list[list[str]], theme: str | None, place: dict) -> list[dict]:
    """One entry for each recommending State of each part of one row."""
    recommendation, position, themes, last = row
    whole = " ".join(recommendation)
    found = RECOMMENDATION.fullmatch(whole)
    if found is None:
        raise SourceError(
            "a recommendation has no paragraph number",
            **place,
            column="Recommendation",
            value=whole[:60],
            expected="a number such as 115.1, a text and the recommending States",
            remedy=CORRECT,
        )
    answer = known_position(" ".join(position), OHCHR_POSITIONS, **place, column="Position")
    source = SYMBOL.search(found["source"] or "")
    blocks = {"themes": [theme] if theme else [], "sdgs": [], "persons": []}
    _sort_labels(themes, "themes", blocks)
    # Up to cycle 3 the fourth column is for the State's own comments.
    if any(re.match(r"\W*\d", line) for line in last):
        _sort_labels(last, "sdgs", blocks)
    entries = []
    for segment in segments(cleaned(found["text"]), **place, column="Recommendation"):
        if not segment.names:
            raise SourceError(
                "a recommendation names no recommending State",
                **place,
                column="Recommendation",
                value=segment.text[-60:],
                expected="its States in brackets at the end",
                remedy=CORRECT,
            )
        for name in segment.names:
            entries.append(
                {
                    "paragraph": found["paragraph"],
                    "text": segment.text,
                    "recommender": name.iso3,
                    "recommender_name": name.printed,
                    "position": answer,
                    "position_wg": answer if source and not source[2] else None,
                    "symbol": source[1] if source else None,
                    **{block: list(labels) for block, labels in blocks.items()},
                }
            )
    return entries


def _sort_labels(lines: list[str], block: str, blocks: dict[str, list[str]]) -> None:
    """Sort labels into themes, goals and persons, by the last heading before each."""
    for line in lines:
        for name, heading in BLOCKS.items():
            found = re.match(heading, line, re.I)
            if found:
                block, line = name, line[found.end() :]
        for label in bullets(line):
            # Lists of session 31 have goals among the themes: "S16 SDG 16 - peace, justice and strong institutions".
            blocks["sdgs" if re.match(r"S\d+ SDG ", label) else block].append(label)


def _merge(first: dict, again: dict, file: Path, number: int) -> None:
    """Collect the themes of a recommendation that is listed under several."""
    if first["position"] != again["position"]:
        raise SourceError(
            "a recommendation has two positions",
            file=file,
            row=number,
            column="Position",
            value=f"{again['paragraph']}: {again['position']}",
            expected=f"{first['position']}, as in row {first['source_row']}",
            remedy=CORRECT,
        )
    for name in ("themes", "sdgs", "persons"):
        first[name] += again[name]


def _review(document: Document, file: Path) -> dict[str, object]:
    """State under review, cycle and session, as the page header gives them."""
    lines = [paragraph.text for paragraph in document.paragraphs]
    for section in document.sections:
        for header in (section.header, section.first_page_header, section.even_page_header):
            if not header.is_linked_to_previous:
                lines += [paragraph.text for paragraph in header.paragraphs]
    found = next(filter(None, map(REVIEW.search, map(cleaned, lines))), None)
    if found is None:
        return {}
    return {
        "sur": states.code(found["state"], file=file, column="page header"),
        "cycle": int(found["cycle"]),
        "session": int(found["session"]),
    }
