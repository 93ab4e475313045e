"""States in brackets: who made a recommendation, and which part of it.

Reports, thematic lists and the Universal Human Rights Index write a recommendation as text followed by brackets with
States, once or several times: "Text (State, State);", "Text (State) (State);", "Text (State); more text (State);" and
"(A) text (State); (B) text (State)". Names may themselves contain brackets and commas ("Iran (Islamic Republic of)",
"Bolivia, Plurinational State of"), and not every bracket names States ("(OP-CAT)"). The table of names decides.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from uprlib.facts import states
from uprlib.readers.wording.requests import goes_on
from uprlib.readers.wording.texts import cleaned


class Name(NamedTuple):
    """A name found in a bracket: as printed, and its code or None."""

    printed: str
    iso3: str | None


class Segment(NamedTuple):
    """A part of a recommendation and the States that made it."""

    text: str
    names: tuple[Name, ...]


class _Bracket(NamedTuple):
    """Where a bracket starts, where it ends (the place after its last sign), and what is in it."""

    start: int
    end: int
    inner: str


class _Group(NamedTuple):
    start: int
    end: int
    names: tuple[Name, ...]


_TOKEN = re.compile(r"[^\W_]+(?:['’‘`´‟.\-‐][^\W_]+)*[.'’]?|[,;/]|&")
_SEPARATORS = frozenset(",;/")
_CONNECTORS = frozenset({"and", "the", "&", "by", "as", "well", "or", "among", "others"})
_CONJUNCTIONS = _CONNECTORS - {"the"}
_PARTS_JOINED = re.compile(r"[\s,;/&.–-]*+(?:and[\s,;/&.–-]*+)?")
# "(Egypt, on behalf of the African Group)": it is Egypt that speaks.
_ON_BEHALF = re.compile(r",?\s?\bon behalf of\b[^,;()]*")
# "(Chad5, Mali 6)": footnote marks printed as large as the names.
_FOOTNOTE_MARK = re.compile(r"(?<=\D)\s?\d{1,2}$")
# What may follow a bracket that ends a part: a mark, a conjunction, a new marker.
_PART_ENDS = re.compile(
    r"\s*(?:$|[;,.:/)\]\"”’]|(?:and|or|as well as|in particular|including|while|but"
    r"|with|also)\b|\([A-Za-z]{1,2}\)|[A-Z])"
)
_EDGE_BEFORE = re.compile(
    r"^(?:[\s;,.:/|*∗)\]–-]+|(?:and|as well as|or)\s+(?=\w|\([A-Za-z]{1,3}\))"
    r"|\([A-Za-z]{1,3}\)\s*)+"
)
_EDGE_AFTER = " ;,:*∗–-"
# Prose and abbreviations are not names: "(OP-CAT)", "(see paragraph 5)".
_NAME_LIKE = re.compile(r"(?:the )?[A-Z][\w’'-]*[a-z](?: [^\s\d:;]+){0,5}")
# The most words in a name, and letters in a bracket; a bracket full of prose would otherwise take long.
_LONGEST_NAME = 12
_LONGEST_BRACKET = 2500
# A sentence with more brackets in it than this is not a lone verb.
_MOST_PIECES = 20
# The most brackets left open in one paragraph. A misprint leaves one open.
_MOST_LEFT_OPEN = 10


def divided(text: str) -> tuple[list[Segment], str]:
    """Divide a recommendation, given without its number, into its parts.

    Returns
    -------
    list of Segment
        In order; none if no bracket has a State. A name without a code is not in the table of names. A sentence that
        runs on across a bracket is not divided there: each State gets the whole of it. So it does where a part says
        nothing by itself: "Sign (Chad)/ratify (Mali) the pact", "Build houses (Chad), especially in the north (Mali)".
    str
        What follows the last State, as written; its meaning depends on the source.

    Examples
    --------
    >>> parts, rest = divided("Ratify the pact (OP-CAT) (Chad, Mali); free all (Peru).")
    >>> [(part.text, [name.iso3 for name in part.names]) for part in parts], rest
    ([('Ratify the pact (OP-CAT)', ['TCD', 'MLI']), ('free all', ['PER'])], '.')
    """
    groups = _merged(text, _groups_of_states(text))
    parts: list[Segment] = []
    pieces: list[str] = []
    names: list[Name] = []
    place = 0
    for number, group in enumerate(groups):
        pieces.append(text[place : group.start])
        names += group.names
        place = group.end
        following = text[place : groups[number + 1].start] if number + 1 < len(groups) else None
        if following is None or not _runs_on(pieces, following):
            parts.append(Segment(trimmed(_put_together(pieces)), tuple(dict.fromkeys(names))))
            pieces, names = [], []
    return parts, text[place:]


def _put_together(pieces: list[str]) -> str:
    """Pieces of a sentence between which brackets stood."""
    together = [pieces[0]]
    for piece in pieces[1:]:
        together[-1] = together[-1].rstrip()
        together += ["" if piece[:1] in "/,;.:" else " ", piece.lstrip()]
    return "".join(together)


def trimmed(part: str) -> str:
    """A part of a text without marks and conjunctions at its edges, and without double spaces.

    Examples
    --------
    >>> trimmed("; and (b) train  judges ;")
    'train judges'
    """
    part = re.sub(" (?=[,;.:])", "", cleaned(part))
    return _EDGE_BEFORE.sub("", part).rstrip(_EDGE_AFTER)


def _groups_of_states(text: str) -> list[_Group]:
    """The brackets that name States."""
    brackets = _brackets(text)
    groups = []
    for bracket in brackets:
        if len(bracket.inner) > _LONGEST_BRACKET:
            continue
        # No name of a State is without a capital, and most brackets are not even looked at for one.
        names = names_in(bracket.inner) if any(map(str.isupper, bracket.inner)) else []
        known = [name for name in names if name.iso3]
        ends_part = _PART_ENDS.match(text, bracket.end)
        closes = bracket is brackets[-1] and not re.search(r"\w{2}", text[bracket.end :])
        if known and (len(known) == len(names) or (ends_part and (closes or 2 * len(known) >= len(names)))):
            named = [name for name in names if _is_name(name)]
        elif not known:
            printed = bracket.inner.strip(" ()[]")
            # A misspelt State is taken for one anywhere; another unknown name only at the end, where States must be.
            stands = _NAME_LIKE.fullmatch(printed) and ((ends_part and closes) or _misspelt(printed))
            named = [Name(printed, None)] if stands else []
        else:
            named = []
        if named:
            groups.append(_Group(bracket.start, bracket.end, tuple(dict.fromkeys(named))))
    return groups


def _is_name(name: Name) -> bool:
    """Whether words in a bracket are a name: "inter alia" and "para. 45" are not, a misspelt State is."""
    return name.iso3 is not None or name.printed[0].isupper() or _misspelt(name.printed)


def _misspelt(printed: str) -> bool:
    """Whether this is nearly a State's name."""
    return bool(states.nearly(printed))


def _brackets(text: str) -> list[_Bracket]:
    """Outermost brackets.

    A bracket that is never closed, "(Iran (Islamic Republic of);" or "(Peru;", reaches to the last closing bracket, the
    end or the next semicolon, if it then contains States and nothing else. Otherwise it is ignored.
    """
    found: list[_Bracket] = []
    start = 0
    for _ in range(_MOST_LEFT_OPEN):
        closed, left_open = _closed_brackets(text, start)
        found.extend(closed)
        if left_open is None:
            break
        mended = _mended(text, left_open)
        found += [mended] if mended else []
        start = mended.end if mended else left_open + 1
    return found


def _mended(text: str, left_open: int) -> _Bracket | None:
    """The bracket that is left open at a place, if it contains States and nothing else."""
    last = text.rfind(")", left_open)
    for end, inner_end in ((last + 1, last) if last >= 0 else (len(text), len(text)), (text.find(";", left_open),) * 2):
        inner = text[left_open + 1 : max(inner_end, 0)]
        names = names_in(inner) if len(inner) < _LONGEST_BRACKET else []
        if names and all(name.iso3 for name in names):
            return _Bracket(left_open, end, inner)
    return None


def _closed_brackets(text: str, start: int) -> tuple[list[_Bracket], int | None]:
    """The outermost brackets from a place on, and the place of one that is left open."""
    found, depth, opened = [], 0, 0
    for place in range(start, len(text)):
        if text[place] in "([":
            opened = place if depth == 0 else opened
            depth += 1
        elif text[place] in ")]" and depth:
            depth -= 1
            if depth == 0:
                found.append(_Bracket(opened, place + 1, text[opened + 1 : place]))
    return found, opened if depth else None


def names_in(content: str) -> list[Name]:
    """The names in the content of a bracket, in order; those that are not in the table of names have no code.

    Examples
    --------
    >>> [name.iso3 for name in names_in("Iran (Islamic Republic of), Bolivia, and Chad")]
    ['IRN', 'BOL', 'TCD']
    >>> names_in("Utopia, Mali")
    [Name(printed='Utopia', iso3=None), Name(printed='Mali', iso3='MLI')]
    """
    content = _ON_BEHALF.sub("", content)
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


def states_named(text: str) -> frozenset[str]:
    """Codes of the States that a text names anywhere, in brackets or not.

    Examples
    --------
    >>> sorted(states_named("Chad thanked the Democratic People's Republic of Korea, as others did."))
    ['PRK', 'TCD']
    """
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    # In running text "to go" is not Togo.
    steps = _best_reading(text, tokens, broken=False)
    found = ((text[tokens[first][1] :], iso3) for first, _, iso3 in steps if iso3)
    # "us" is not a State.
    return frozenset(iso3 for rest, iso3 in found if rest.removeprefix("the ")[:1].isupper())


def _names_of_piece(content: str, piece: list[tuple[int, int, str | None]]) -> list[Name]:
    """The names between two commas.

    Words left over make the whole piece unknown: in "Niger Delta" or "Bolivia (Something of)", half a name is not taken
    for the name.
    """
    if any(iso3 is None for _, _, iso3 in piece):
        return [Name(content[piece[0][0] : piece[-1][1]], None)]
    names = []
    for start, end, iso3 in piece:
        printed = _FOOTNOTE_MARK.sub("", content[start:end])
        closes = printed.count("(") > printed.count(")") and content[end : end + 1] == ")"
        names.append(Name(printed + ")" * closes, iso3))
    return names


def _best_reading(
    content: str, tokens: list[tuple[str, int, int]], *, broken: bool = True
) -> list[tuple[int, int, str | None]]:
    """Read the words of a bracket as names so that as few words as possible are left over, with as few names.

    Names that are `broken` by a space count too.

    Returns
    -------
    list of (int, int, str or None)
        First token, token after the last, code (None for a word left over).
    """
    count, find = len(tokens), states.finder(broken=broken)
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
            if tokens[last - 1][0] in _SEPARATORS or not _may_be_name(tokens, first, last):
                continue
            printed = content[tokens[first][1] : tokens[last - 1][2]]
            iso3 = None if word == "&" else find(_FOOTNOTE_MARK.sub("", printed))
            candidate = (cost[last][0], cost[last][1] + 1)
            if iso3 and candidate <= cost[first]:
                cost[first], step[first] = candidate, (last, iso3)
    reading: list[tuple[int, int, str | None]] = []
    place = 0
    while place < count:
        last, iso3 = step[place]
        reading.append((place, last, iso3))
        place = last
    return reading


def _may_be_name(tokens: list[tuple[str, int, int]], first: int, last: int) -> bool:
    """Whether a name may begin and end here.

    A conjunction belongs to no name ("Sweden and"), but an article may ("the Netherlands", "Congo, Republic of the"). A
    name written with a comma must reach to the next separator. Otherwise "Congo, Republic of Korea" would lose its
    second State.
    """
    begins, ends = tokens[first][0].lower(), tokens[last - 1][0].lower()
    if begins in _CONJUNCTIONS or ends in _CONJUNCTIONS:
        return False
    if ends == "the" and tokens[last - 2][0].lower() in _CONJUNCTIONS:
        return False
    has_comma = any(tokens[i][0] in _SEPARATORS for i in range(first, last))
    return not has_comma or last == len(tokens) or tokens[last][0] in (*_SEPARATORS, "and")


def _merged(text: str, groups: list[_Group]) -> list[_Group]:
    """Make one of brackets that follow each other: "(France) (Lithuania)"."""
    merged: list[_Group] = []
    for group in groups:
        if merged and _PARTS_JOINED.fullmatch(text, merged[-1].end, group.start):
            names = tuple(dict.fromkeys(merged[-1].names + group.names))
            merged[-1] = _Group(merged[-1].start, group.end, names)
        else:
            merged.append(group)
    return merged


def _runs_on(pieces: list[str], after: str) -> bool:
    """Whether the sentence before a bracket goes on after it."""
    if not _PART_ENDS.match(after):
        return True
    # How it begins tells. A long sentence need not be put together for each of its brackets.
    return goes_on(trimmed(_put_together(pieces[:_MOST_PIECES])), after)
