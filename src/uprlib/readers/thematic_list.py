"""OHCHR's thematic list of recommendations of one review (DOCX), in its three layouts.

One table of four columns: recommendation with its paragraph and the source of the position, position, themes, and a
fourth. Theme rows are one merged cell. The layouts differ in their words only: in cycle 2 themes carry codes
("A12 ..."), in cycle 3 they are "- X" with a block "SDGs:", in cycle 4 the goals are the fourth column. Cycles 2 and 3
are tested with real lists. No list of cycle 4 was at hand as a file: its layout is read as documented, and tested with
an invented one.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from uprlib import paths
from uprlib.errors import SourceError
from uprlib.facts import states
from uprlib.readers.opening.files import blind, checked, cleaned, reading
from uprlib.readers.wording.document import opened
from uprlib.readers.wording.labels import OHCHR_POSITIONS, bullets, joined
from uprlib.readers.wording.segments import segments

COLUMNS = {
    "Recommendation": r"recommendation",
    "Position": r"position",
    "Full list of themes": r"theme",
    "Assessment/comments on level of implementation, or Relevant SDGs": r"assessment|implementation|SDG",
}
"""The four columns and the words that tell them in every layout."""
RECOMMENDATION = re.compile(
    r"(?P<paragraph>\d+(?:\.\d+)*)\.?\s+(?P<text>.*?)\s*(?:Source of position\s*:\s*(?P<source>.*))?", re.S | re.I
)
SYMBOL = re.compile(r"(A/HRC/\d+/\d+)((?:/Add\.\d+)?)")
BLOCKS = {
    "persons": r"(?:affected persons|groups? of persons)\s*:",
    "sdgs": r"SDGs?\s*:",
}
REVIEW = re.compile(r"UPR of (?P<state>.+?)\s*\((?P<cycle>\d)\w*\s+cycle\D+(?P<session>\d+)\w*\s+session", re.I)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(path: Path | str, *, without: Collection[int] = ()) -> pd.DataFrame:
    """Read one thematic list.

    Parameters
    ----------
    without : collection of int
        Rows to leave out, numbered as in `source_row`.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State in one part of one numbered paragraph, under the contract "reading"; a
        paragraph that stands under several themes is one. `source_row` is the row of the table, its header being row 1.
        `part` counts the different texts of one paragraph. `symbol` is the Working Group report, whose paragraphs
        these are; `position_wg` is known where the source of the position is that report and not its addendum.
        `themes`, `sdgs` and `persons` hold labels in the order of the source (:func:`uprlib.readers.wording.labels.joined`).
        State under review, cycle and session come from the page header and are missing where it does not name them.

    Raises
    ------
    SourceError
        No thematic list, a column is missing, a recommendation without a paragraph number or a recommending State, a
        position outside its closed set, or two positions on one text.
    StateError
        A State's name is not in the table of names.
    """
    path = checked(path)
    document = opened(path)
    file = paths.shown(path)
    review = _review(document, file)
    entries: dict[tuple[str, str, str], dict] = {}
    parts: dict[str, list[str]] = {}
    theme = None
    for number, row in _rows(document, file):
        if number in without:
            continue
        if len(row) == 1:
            theme = re.sub(r"^theme\s*:\s*", "", " ".join(row[0]), flags=re.I).strip()
            continue
        for entry in _entries(row, theme, {"file": file, "row": number}):
            texts, text = parts.setdefault(entry["paragraph"], []), blind(entry["text"])
            if text not in texts:
                texts.append(text)
            key = (entry["paragraph"], text, entry["recommender"])
            if key in entries:
                _merge(entries[key], entry, file, number)
            else:
                entries[key] = {"source_row": number, "part": texts.index(text) + 1, **entry, **review}
    if not entries:
        raise SourceError("the list holds no recommendations", file=file, remedy="download it again")
    table = pd.DataFrame(entries.values())
    for name in ("themes", "sdgs", "persons"):
        table[name] = table[name].map(joined)
    return reading(table, file=file)


def missing_columns(document) -> list[str]:
    """Which of the four columns the document's table lacks; all four where it holds no such table."""
    return min((_missing(table) for table in _tables(document)), key=len, default=list(COLUMNS))


def _tables(document) -> list[list[list[list[str]]]]:
    """Tables as rows of cells of lines."""
    return [
        [[_lines(cell) for cell in row.iterchildren(W + "tc")] for row in table.iterchildren(W + "tr")]
        for table in document.element.body.iterchildren(W + "tbl")
    ]


def _lines(cell) -> list[str]:
    plain = {W + "br": "\n", W + "cr": "\n", W + "tab": " ", W + "noBreakHyphen": "-"}
    paragraphs = (
        "".join((piece.text or "") if piece.tag == W + "t" else plain.get(piece.tag, "") for piece in paragraph.iter())
        for paragraph in cell.iter(W + "p")
    )
    return [line.strip() for paragraph in paragraphs for line in paragraph.split("\n") if line.strip()]


def _missing(table: list[list[list[str]]]) -> list[str]:
    header = [" ".join(cell) for cell in table[0]] if table else []
    # Each header cell is one column: "Recommendation and recommending State" is not the position too.
    missing = []
    for name, words in COLUMNS.items():
        found = next((cell for cell in header if re.search(words, cell, re.I)), None)
        if found is None:
            missing.append(name)
        else:
            header.remove(found)
    return missing


def _rows(document, file: str):
    """Number and cells of each row of the list: four cells, or one for a theme; header and empty rows left out."""
    lists = [table for table in _tables(document) if len(_missing(table)) < len(COLUMNS) / 2]
    if not lists:
        raise SourceError(
            "the document holds no table of recommendations",
            file=file,
            expected="a table with the columns " + ", ".join(COLUMNS),
            remedy="read a Working Group report with the format wg_report",
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
            remedy="correct the row in the list",
        )
    answer = OHCHR_POSITIONS.get(re.sub(r"\s*/\s*", "/", " ".join(position)).casefold())
    if answer is None:
        raise SourceError(
            "a position is outside the closed set",
            **place,
            column="Position",
            value=" ".join(position),
            expected="one of Supported, Noted",
            remedy="correct the row in the list",
        )
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
                remedy="correct the row in the list",
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
    """Put each label under themes, goals or persons, as the last heading before it says."""
    for line in lines:
        for name, heading in BLOCKS.items():
            found = re.match(heading, line, re.I)
            if found:
                block, line = name, line[found.end() :]
        for label in bullets(line):
            # Lists of session 31 write goals among the themes: "S16 SDG 16 - peace, justice and strong institutions".
            blocks["sdgs" if re.match(r"S\d+ SDG ", label) else block].append(label)


def _merge(first: dict, again: dict, file: str, number: int) -> None:
    """Collect the themes of a recommendation that stands under several of them."""
    if first["position"] != again["position"]:
        raise SourceError(
            "a recommendation has two positions",
            file=file,
            row=number,
            column="Position",
            value=f"{again['paragraph']}: {again['position']}",
            expected=f"{first['position']}, as in row {first['source_row']}",
            remedy="correct the list",
        )
    for name in ("themes", "sdgs", "persons"):
        first[name] += again[name]


def _review(document, file: str) -> dict[str, object]:
    """State under review, cycle and session, as the page header says them."""
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
