"""The recommending States that OHCHR writes in brackets after each part of a numbered recommendation.

Seen: "(Portugal, Slovakia)", "(France) (Lithuania)", "(Iran (Islamic Republic of))", several parts in one number
"A (Egypt); B (Peru)", and brackets that name no State, "(ICRMW) (Senegal)".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from uprlib import states
from uprlib.errors import SourceError

LONGEST_TEXT = 20_000
LONGEST = 2_000
"""Characters between two brackets that belong together; a hundred States take less."""
BEHIND = re.compile(r"\s*(\S)")


class Segment(NamedTuple):
    """One part of a numbered recommendation: its text without the States, and their names as written."""

    text: str
    states: tuple[str, ...]


class _Bracket(NamedTuple):
    start: int
    end: int
    names: tuple[str, ...]


def segments(text: str, **place: object) -> list[Segment]:
    """Divide a numbered recommendation into its parts.

    Returns
    -------
    list of Segment
        In the order of the text. Words after the last State are a part without States.

    Raises
    ------
    SourceError
        The text is longer than LONGEST_TEXT: no recommendation is.
    StateError
        A bracket that stands where States stand holds a name that is not in the table of names; `place` (file, row,
        column) goes into the message.

    Examples
    --------
    >>> segments("Ratify the Convention (No. 189) (France) (Peru); train judges (Venezuela (Bolivarian Republic of));")
    ... # doctest: +NORMALIZE_WHITESPACE
    [Segment(text='Ratify the Convention (No. 189)', states=('France', 'Peru')),
     Segment(text='train judges', states=('Venezuela (Bolivarian Republic of)',))]
    """
    if len(text) > LONGEST_TEXT:
        raise SourceError(
            "a text is too long for a recommendation",
            **place,
            value=f"{len(text):,} characters",
            expected=f"at most {LONGEST_TEXT:,}",
            remedy="a quotation mark or a line break may be missing",
        )
    found: list[Segment] = []
    begin = 0
    last = len(text.rstrip(" \n\t;,."))
    for run in _runs(text, _brackets(text)):
        behind = BEHIND.match(text, run[-1].end)
        if behind and behind[1].islower():
            # The sentence goes on: a State that is spoken of, not one that speaks.
            continue
        naming: list[_Bracket] = []
        for bracket in reversed(run):
            closes = bracket is run[-1] and bracket.end >= last
            if not _names_states(bracket, closes, place):
                break
            naming.insert(0, bracket)
        if naming:
            names = dict.fromkeys(name for bracket in naming for name in bracket.names)
            found.append(Segment(_trimmed(text[begin : naming[0].start]), tuple(names)))
            begin = naming[-1].end
    rest = _trimmed(text[begin:])
    return [*found, Segment(rest, ())] if rest else found


def _brackets(text: str) -> list[_Bracket]:
    """Outermost brackets; one that is never closed ends at the next semicolon."""
    found: list[_Bracket] = []
    start = text.find("(")
    while start >= 0:
        depth = 0
        for end in range(start, min(start + LONGEST, len(text))):
            depth += (text[end] == "(") - (text[end] == ")")
            if depth == 0:
                inner = text[start + 1 : end]
                break
        else:
            cut = text.find(";", start, start + LONGEST)
            end = cut - 1 if cut >= 0 else min(start + LONGEST, len(text)) - 1
            inner = text[start + 1 : end + 1]
            # "(Iran (Islamic Republic of);" lost one of its two closing brackets.
            inner += ")" * (inner.count("(") - inner.count(")"))
        found.append(_Bracket(start, end + 1, _names(inner)))
        start = text.find("(", end + 1)
    return found


def _runs(text: str, brackets: list[_Bracket]) -> list[list[_Bracket]]:
    """Brackets that follow each other with nothing but spaces, commas or "and" between them."""
    runs: list[list[_Bracket]] = []
    for bracket in brackets:
        if runs and re.fullmatch(r"\s*(?:,|and)?\s*", text[runs[-1][-1].end : bracket.start]):
            runs[-1].append(bracket)
        else:
            runs.append([bracket])
    return runs


def _names(inner: str) -> tuple[str, ...]:
    """Names between commas; "and" divides only what is no name as a whole ("Bosnia and Herzegovina")."""
    pieces = re.split(r"[,;]\s*(?![^(]*\))", inner)
    names: list[str] = []
    for piece in map(str.strip, pieces):
        halves = [half.strip() for half in re.split(r"\band\b", piece)]
        known = states.find(piece) is not None or not any(states.find(half) for half in halves)
        names += [piece] if known else [half for half in halves if half]
    return tuple(name for name in names if name)


def _names_states(bracket: _Bracket, closes: bool, place: dict[str, object]) -> bool:
    unknown = [name for name in bracket.names if states.find(name) is None]
    if not unknown:
        return bool(bracket.names)
    # "(ICCPR); train ..." and "(No. 189)" are no States. A bracket that closes the whole, that names another State as
    # well, or that is nearly a State's name is one: a wrong spelling is never passed over.
    for name in unknown:
        plain = re.match(r"(?:the )?[A-Z]", name) and not (name.isupper() or re.search(r"\d", name))
        if len(unknown) < len(bracket.names) or (plain and (closes or states.nearly(name))):
            states.code(name[:80], **place)
    return False


def _trimmed(text: str) -> str:
    return text.strip(" \n\t;,.").removeprefix("and ").strip()
