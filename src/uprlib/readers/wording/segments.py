"""The parts of a recommendation in OHCHR's thematic lists and index, where every State must be a known one."""

from __future__ import annotations

from uprlib.errors import SourceError, StateError
from uprlib.facts import states
from uprlib.readers.wording.brackets import Name, Segment, divided, trimmed

LONGEST_TEXT = 20_000


def segments(text: str, **place: object) -> list[Segment]:
    """Divide a numbered recommendation into its parts.

    Returns
    -------
    list of Segment
        In the order of the text. Words after the last State are a part without States.

    Raises
    ------
    SourceError
        The text is longer than LONGEST_TEXT, which no recommendation is.
    StateError
        A bracket of recommending States holds a name that is not in the table of names. `place` (file, row, column)
        goes into the message.

    Examples
    --------
    >>> for part in segments("Ratify the Convention (No. 18) (France) (Peru); train all (Iran (Islamic Republic of));"):
    ...     print(part.text, [name.iso3 for name in part.names])
    Ratify the Convention (No. 18) ['FRA', 'PER']
    train all ['IRN']
    """
    if len(text) > LONGEST_TEXT:
        raise SourceError(
            "the text is too long for a recommendation",
            **place,
            value=f"{len(text):,} characters",
            expected=f"at most {LONGEST_TEXT:,}",
            remedy="look for a missing quotation mark or line break",
        )
    parts, rest = divided(text)
    for name in (name for part in parts for name in part.names if name.iso3 is None):
        states.code(name.printed[:80], **place)
    rest = trimmed(rest).strip(".")
    return [*parts, Segment(rest, ())] if rest else parts


def segments_of(text: str, names: tuple[Name, ...], **place: object) -> list[Segment]:
    """Divide a recommendation whose States stand in a column too, which is trusted before the brackets.

    Examples
    --------
    >>> from uprlib.readers.wording.brackets import names_in
    >>> names = tuple(names_in("Chad, Mali"))
    >>> [(part.text, len(part.names)) for part in segments_of("Plant oaks (Chad); plant elms (Mali)", names)]
    [('Plant oaks', 1), ('plant elms', 1)]
    >>> [(part.text, len(part.names)) for part in segments_of("Plant oaks", names)]
    [('Plant oaks', 2)]
    """
    if not names:
        return segments(text, **place)
    try:
        parts = segments(text)
    except StateError:
        parts = []
    in_brackets = {name.iso3 for part in parts for name in part.names}
    if in_brackets == {name.iso3 for name in names} and all(part.names for part in parts):
        return parts
    return [Segment(text.rstrip(" ;"), tuple(names))]
