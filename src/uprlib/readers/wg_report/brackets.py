"""States in brackets: who made a recommendation, and which part of it.

A paragraph is text followed by brackets with States, once or several times:
"Text (State, State);", "Text (State) (State);", "Text (State); more text (State);"
and "(A) text (State); (B) text (State)". Names hold brackets and commas of their own
("Iran (Islamic Republic of)", "Bolivia, Plurinational State of"), and other brackets
hold no State ("(OP-CAT)"): a bracket is one of States if the table of names says so.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from uprlib import states
from uprlib.readers.files import cleaned


class Name(NamedTuple):
    """A name found in a bracket: as printed, and its code or None."""

    printed: str
    iso3: str | None


class Segment(NamedTuple):
    """A part of a paragraph and the States that made it."""

    text: str
    names: tuple[Name, ...]


class _Group(NamedTuple):
    start: int
    end: int
    names: tuple[Name, ...]


_TOKEN = re.compile(r"[^\W_]+(?:['’‘`´‟.\-‐][^\W_]+)*[.'’]?|[,;/]|&")
_SEPARATORS = frozenset(",;/")
_CONNECTORS = frozenset({"and", "the", "&", "by", "as", "well", "or"})
_PARTS_JOINED = re.compile(r"[\s,;/&.*∗\d]*(?:and)?[\s,;/&.*∗\d]*")
# What may follow a bracket that ends a part: a mark, a conjunction, a new marker.
_PART_ENDS = re.compile(
    r"[\s*∗\d]*(?:$|[;,.:/)\]\"”’]|(?:and|or|as well as|in particular|including|while|but"
    r"|with|also)\b|\([A-Za-z]{1,2}\)|[A-Z])"
)
_EDGE_BEFORE = re.compile(
    r"^(?:[\s;,.:/|*∗)\]\d]+(?![\w])|[\s;,.:/|*∗)\]–-]+|(?:and|as well as|or)\s+(?=\w)"
    r"|\([A-Za-z]{1,3}\)\s*)+"
)
# A heading or lead of the next group of recommendations, caught behind the last bracket.
_HEADING = re.compile(r"\s*[;.]\s*[*∗\d]*\s*[A-Z][^.;()]{2,250}")
_EDGE_AFTER = re.compile(r"[\s;,:*∗]+$")
_NAME_LIKE = re.compile(r"[A-Z][\w’'-]*[a-z](?: [^\s\d:;]+){0,5}")
# A name is at most that long; it bounds the work on a bracket full of prose.
_LONGEST_NAME = 12
_LONGEST_BRACKET = 2500
# Brackets left open in one paragraph; a misprint makes one.
_MOST_LEFT_OPEN = 10


def segments(text: str) -> tuple[list[Segment], list[str]]:
    """Divide a paragraph into its parts, each with its States.

    Parameters
    ----------
    text : str
        A numbered paragraph without its number.

    Returns
    -------
    list of Segment
        In order. One part without names if no bracket holds a State. A sentence that
        runs on across a bracket is not divided there: each State gets the whole of it.
    list of str
        Names that are not in the table of names.

    Examples
    --------
    >>> parts, unknown = segments("Ratify the pact (OP-CAT) (Chad, Mali); free all (Peru).")
    >>> [(part.text, [name.iso3 for name in part.names]) for part in parts]
    [('Ratify the pact (OP-CAT)', ['TCD', 'MLI']), ('free all', ['PER'])]
    """
    groups = _groups_of_states(text)
    if not groups:
        return [Segment(_trimmed(text), ())], []
    unknown = [n.printed for group in groups for n in group.names if n.iso3 is None]
    return _divided(text, _merged(text, groups)), unknown


def _groups_of_states(text: str) -> list[_Group]:
    """Find the brackets that hold States."""
    groups = []
    for start, end in _brackets(text):
        inner = text[start + 1 : end]
        if len(inner) > _LONGEST_BRACKET:
            continue
        names = names_in(inner)
        known = [name for name in names if name.iso3]
        ends_part = _PART_ENDS.match(text, end + 1)
        if known and (len(known) == len(names) or (ends_part and 2 * len(known) >= len(names))):
            groups.append(_Group(start, end + 1, tuple(dict.fromkeys(names))))
    return [*groups, *_unknown_at_end(text, groups)]


def _unknown_at_end(text: str, groups: list[_Group]) -> list[_Group]:
    """Find a last bracket that seems to hold a name which the table has not."""
    brackets = _brackets(text)
    if not brackets or re.search(r"\w{2}", text[brackets[-1][1] + 1 :]):
        return []
    start, end = brackets[-1]
    inner = text[start + 1 : end].strip(" ()[]")
    # Prose and abbreviations are no names: "(OP-CAT)", "(see paragraph 5)".
    if any(group.start == start for group in groups) or not _NAME_LIKE.fullmatch(inner):
        return []
    return [_Group(start, min(end + 1, len(text)), (Name(inner, None),))]


def _brackets(text: str) -> list[tuple[int, int]]:
    """Return places of outermost brackets.

    One never closed, "(Iran (Islamic Republic of);" or "(Peru;", reaches to the last
    closing bracket or the end, if only States stand in it; else it is passed over, and
    what follows is read.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for _ in range(_MOST_LEFT_OPEN):
        closed, left_open = _closed_brackets(text, start)
        found.extend(closed)
        if left_open is None:
            break
        end = text.rfind(")", left_open)
        end = len(text) if end < 0 else end
        if end - left_open < _LONGEST_BRACKET:
            names = names_in(text[left_open + 1 : end])
            if names and all(name.iso3 for name in names):
                found.append((left_open, end))
                break
        start = left_open + 1
    return found


def _closed_brackets(text: str, start: int) -> tuple[list[tuple[int, int]], int | None]:
    """Return the outermost brackets from a place on, and where one is left open."""
    found, depth, opened = [], 0, 0
    for place in range(start, len(text)):
        if text[place] in "([":
            opened = place if depth == 0 else opened
            depth += 1
        elif text[place] in ")]" and depth:
            depth -= 1
            if depth == 0:
                found.append((opened, place))
    return found, opened if depth else None


def names_in(content: str) -> list[Name]:
    """Read the names in a bracket.

    Parameters
    ----------
    content : str
        What stands between the brackets.

    Returns
    -------
    list of Name
        In order; pieces that are in no name of the table come with None.

    Examples
    --------
    >>> [name.iso3 for name in names_in("Iran (Islamic Republic of), Bolivia, and Chad")]
    ['IRN', 'BOL', 'TCD']
    >>> names_in("Utopia, Mali")
    [Name(printed='Utopia', iso3=None), Name(printed='Mali', iso3='MLI')]
    """
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(content)]
    names: list[Name] = []
    piece: list[tuple[int, int, str | None]] = []
    for step in _best_reading(content, tokens):
        if tokens[step[0]][0] in _SEPARATORS and step[2] is None:
            names.extend(_names_of_piece(content, piece))
            piece = []
        elif step[2] or tokens[step[0]][0].lower() not in _CONNECTORS:
            piece.append((tokens[step[0]][1], tokens[step[1] - 1][2], step[2]))
    return [*names, *_names_of_piece(content, piece)]


def _names_of_piece(content: str, piece: list[tuple[int, int, str | None]]) -> list[Name]:
    """Return the names between two commas.

    Words left over make the whole piece unknown: in "Niger Delta" or "Bolivia
    (Something of)", half a name is not taken for the name.
    """
    if any(iso3 is None for _, _, iso3 in piece):
        return [Name(content[piece[0][0] : piece[-1][1]], None)]
    names = []
    for start, end, iso3 in piece:
        printed = content[start:end]
        closes = printed.count("(") > printed.count(")") and content[end : end + 1] == ")"
        names.append(Name(content[start : end + closes], iso3))
    return names


def _best_reading(content: str, tokens: list[tuple[str, int, int]]):
    """Cover the words of a bracket with names, leaving as few words over as possible.

    Returns
    -------
    list of (int, int, str or None)
        First token, token after the last, code (None for a word left over).
    """
    count = len(tokens)
    # cost[i]: words left over and names used from token i on.
    cost: list[tuple[int, int]] = [(0, 0)] * (count + 1)
    step: list[tuple[int, str | None]] = [(count, None)] * (count + 1)
    for first in range(count - 1, -1, -1):
        word = tokens[first][0]
        free = word in _SEPARATORS or word.lower() in _CONNECTORS
        left, used = cost[first + 1]
        cost[first], step[first] = (left + (not free), used), (first + 1, None)
        if word in _SEPARATORS:
            continue
        for last in range(first + 1, min(count, first + _LONGEST_NAME) + 1):
            if tokens[last - 1][0] in _SEPARATORS or not _may_end(tokens, first, last):
                continue
            iso3 = _iso3(content[tokens[first][1] : tokens[last - 1][2]])
            candidate = (cost[last][0], cost[last][1] + 1)
            if iso3 and candidate <= cost[first]:
                cost[first], step[first] = candidate, (last, iso3)
    reading, place = [], 0
    while place < count:
        last, iso3 = step[place]
        reading.append((place, last, iso3))
        place = last
    return reading


def _may_end(tokens: list[tuple[str, int, int]], first: int, last: int) -> bool:
    """Tell whether a name may end here.

    A name written with a comma ("Congo, Republic of the") must fill the piece, or
    "Congo, Republic of Korea" would lose its second State.
    """
    has_comma = any(tokens[i][0] in _SEPARATORS for i in range(first, last))
    return not has_comma or last == len(tokens) or tokens[last][0] in (*_SEPARATORS, "and")


def _iso3(printed: str) -> str | None:
    return None if printed.startswith("&") else states.find(printed)


def _merged(text: str, groups: list[_Group]) -> list[_Group]:
    """Join brackets that follow each other: "(France) (Lithuania)"."""
    merged = [groups[0]]
    for group in groups[1:]:
        last = merged[-1]
        if _PARTS_JOINED.fullmatch(text, last.end, group.start):
            names = tuple(dict.fromkeys(last.names + group.names))
            merged[-1] = _Group(last.start, group.end, names)
        else:
            merged.append(group)
    return merged


def _divided(text: str, groups: list[_Group]) -> list[Segment]:
    """Cut the text behind each bracket of States that ends a part."""
    parts: list[Segment] = []
    texts: list[str] = []
    names: list[Name] = []
    place = 0
    for group in groups:
        texts.append(text[place : group.start])
        names.extend(group.names)
        place = group.end
        if not _runs_on(text, texts, group, is_last=group is groups[-1]):
            parts.append(Segment(_trimmed("".join(texts)), tuple(dict.fromkeys(names))))
            texts, names = [], []
    rest = text[place:]
    if re.search(r"[^\W\d_]{2}", rest) and not _HEADING.fullmatch(rest):
        # Words behind the last bracket still belong to its part.
        last = parts[-1]
        parts[-1] = last._replace(text=_trimmed(f"{last.text} {_EDGE_BEFORE.sub('', rest)}"))
    return parts


def _runs_on(text: str, texts: list[str], group: _Group, *, is_last: bool) -> bool:
    """Tell whether the sentence goes on across a bracket.

    It does where no mark or conjunction follows ("Sign (Peru) the pact (Chad)"), and
    after a lone first word ("Ratify (Peru), or consider ratifying (Chad) the pact").
    """
    if is_last:
        return False
    lone_word = len(" ".join(texts).split()) == 1 and group.start == len(texts[0])
    return lone_word or not _PART_ENDS.match(text, group.end)


def _trimmed(part: str) -> str:
    """Take marks and conjunctions off the edges of a part, and doubled spaces out."""
    part = re.sub(r"\s+(?=[,;.:]|$)", "", cleaned(part))
    return _EDGE_AFTER.sub("", _EDGE_BEFORE.sub("", part)).strip()
