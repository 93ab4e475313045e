"""Cells that name one State or several, in the ways in which databases and trackers join them."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from uprlib.facts import states
from uprlib.readers.wording.brackets import Name, names_in

_DASH = re.compile(r"\s[-–—]\s")
_MOST_PIECES = 3
"""In how many pieces a dash may have broken one name."""


def names_of(values: Sequence[str], **place: object) -> tuple[Name, ...]:
    """The States that the values of a cell name, each once and in order.

    A value may be a name, several names with commas between them, or names that a dash joins. A dash may also have
    broken a name in two. A value that is a name as a whole is never taken apart.

    Raises
    ------
    StateError
        A name is not in the table of names; `place` (file, row, column) goes into the message.

    Examples
    --------
    >>> [name.iso3 for name in names_of(["South Sudan - Sudan", "Timor - Leste", "Italy, Chad and Peru"])]
    ['SSD', 'SDN', 'TLS', 'ITA', 'TCD', 'PER']
    >>> [name.iso3 for name in names_of(["Timor", "Leste"])]
    ['TLS']
    """
    found, unknown = _read(tuple(values))
    if unknown is not None:
        states.code(unknown, **place)
    return found


# An index repeats its cells: few of them differ.
@functools.lru_cache(maxsize=2**14)
def _read(values: tuple[str, ...]) -> tuple[tuple[Name, ...], str | None]:
    """The names, and the first value that is none."""
    pieces: list[str] = []
    for value in (" ".join(value.split()) for value in values):
        pieces += [value] if states.find(value) else [piece.strip() for piece in _DASH.split(value)]
    pieces = [piece for piece in pieces if piece]
    names: list[Name] = []
    place = 0
    while place < len(pieces):
        for width in range(1, _MOST_PIECES + 1):
            printed = "-".join(pieces[place : place + width])
            iso3 = states.find(printed)
            if iso3 is not None:
                names.append(Name(printed, iso3))
                place += width
                break
        else:
            # "Guinea" is a name, but not where "Bissau" follows.
            broken = states.find("-".join(pieces[place - 1 : place + 1])) if place else None
            if broken and names and names[-1].printed == pieces[place - 1]:
                names[-1] = Name("-".join(pieces[place - 1 : place + 1]), broken)
                place += 1
                continue
            several = names_in(pieces[place])
            if not several or any(name.iso3 is None for name in several):
                return tuple(names), pieces[place]
            names += several
            place += 1
    once: dict[str | None, Name] = {}
    for name in names:
        once.setdefault(name.iso3, name)
    return tuple(once.values()), None
