"""One row of a thematic list: its recommendation, divided by States, with position, themes, goals and persons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from uprlib.errors import SourceError
from uprlib.facts import states
from uprlib.readers.reading import CORRECT
from uprlib.readers.wording.brackets import Name, names_in
from uprlib.readers.wording.labels import OHCHR_POSITIONS, bullets, is_goal, known_position
from uprlib.readers.wording.segments import segments_of
from uprlib.readers.wording.texts import cleaned

SOURCE = re.compile(r"Source of (?:the )?position\s*:?\s*", re.IGNORECASE)
_NUMBER = re.compile(
    r"\s*(?:(?:para(?:graph)?|rec(?:ommendation)?)s?\.?\s*(?:no\.?\s*)?)?(\d{1,4}(?:\.\d{1,4})*)\s?[.:)]?(?=[\s\t]|$)",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"(A/HRC/\d+/\d+)((?:/Add\.\d+)?)")
_BLOCKS = {
    "persons": re.compile(r"(?:affected persons|groups? of persons)\s*:", re.IGNORECASE),
    "sdgs": re.compile(r"SDGs?\s*:", re.IGNORECASE),
    "themes": re.compile(r"(?:themes|rights)\s*:", re.IGNORECASE),
}


def entries(cells: Mapping[str, Sequence[str]], theme: str | None, place: dict) -> list[dict]:
    """One entry for each recommending State of each part of one row.

    Parameters
    ----------
    cells : mapping
        Lines of each cell, by what its column holds.
    theme : str or None
        The heading that the row stands under.
    place : dict
        File and row, for messages.

    Raises
    ------
    SourceError, StateError
        The row has no paragraph number, no known position, or no known State.
    """
    whole = "\n".join(cells["recommendation"])
    source = SOURCE.search(whole)
    number, text = _numbered(cells, whole[: source.start()] if source else whole, place)
    answer = known_position(" ".join(cells["position"]), OHCHR_POSITIONS, **place, column="Position")
    stated = _SYMBOL.search(whole[source.end() :]) if source else None
    blocks: dict[str, list[str]] = {"themes": [theme] if theme else [], "sdgs": [], "persons": []}
    for column in ("themes", "persons", "sdgs"):
        _sort_labels(cells.get(column, ()), column, blocks)
    # Up to cycle 3 the last column is for the State's own comments, in cycle 4 for the goals, under heads that vary.
    _sort_labels((line for line in cells.get("comments", ()) if is_goal(line)), "sdgs", blocks)
    found = []
    for part in segments_of(cleaned(text), _names(cells.get("states", ()), place), **place, column="Recommendation"):
        if not part.names:
            raise SourceError(
                "a recommendation names no recommending State",
                **place,
                column="Recommendation",
                value=part.text[-60:],
                expected="its States in brackets at the end, or in a column of their own",
                remedy=CORRECT,
            )
        found += [
            {
                "paragraph": number,
                "text": part.text,
                "recommender": name.iso3,
                "recommender_name": name.printed,
                "position": answer,
                "position_wg": answer if stated and not stated[2] else None,
                "symbol": stated[1] if stated else None,
                **{block: list(labels) for block, labels in blocks.items()},
            }
            for name in part.names
        ]
    return found


def _numbered(cells: Mapping[str, Sequence[str]], text: str, place: dict) -> tuple[str, str]:
    """The paragraph number of a row, from a column of its own or the start of the text, and the text after it."""
    own = " ".join(cells.get("number", ()))
    found = _NUMBER.match(text) or _NUMBER.fullmatch(own)
    if found is None:
        raise SourceError(
            "a recommendation has no paragraph number",
            **place,
            column="Recommendation",
            value=" ".join(f"{own} {text}".split())[:60],
            expected="a number such as 115.1, a text and the recommending States",
            remedy=CORRECT,
        )
    return found[1], text[found.end() :] if found.string is text else text


def _names(lines: Sequence[str], place: dict) -> tuple[Name, ...]:
    """The States of a column of their own."""
    # A name may contain a comma, and may run over two lines.
    by_line = [name for line in lines for name in names_in(line)]
    names = by_line if all(name.iso3 for name in by_line) else names_in("\n".join(lines))
    if not all(name.iso3 for name in names):
        unknown = next(name for name in by_line if name.iso3 is None)
        states.code(unknown.printed[:80], **place, column="Recommending State")
    return tuple(dict.fromkeys(names))


def _sort_labels(lines: Iterable[str], block: str, blocks: dict[str, list[str]]) -> None:
    """Sort labels into themes, goals and persons, by the last heading before each."""
    for line in lines:
        for name, heading in _BLOCKS.items():
            found = heading.match(line)
            if found:
                block, line = name, line[found.end() :]
        for label in bullets(line):
            # Lists of session 31 have goals among the themes: "S16 SDG 16 - peace, justice and strong institutions".
            blocks["sdgs" if re.match(r"S\d+ SDG ", label) else block].append(label)
