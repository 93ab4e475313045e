"""JSON files that hold a list of objects, read one object at a time.

The list is the whole file, or stands under the name "rows" beside other facts, as in the answer of an API; a file with
one object on each line (JSON Lines) is read as well. The whole Universal Human Rights Index is a list of 365 MB:
only the object at hand is in memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from uprlib.errors import SourceError
from uprlib.readers.opening.delimited import opened, text_encoding
from uprlib.readers.opening.files import MAX_BYTES, MAX_ROWS, too_many_rows

ROWS = "rows"
HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""How JSON writes half a character: whole ones outside the first plane are two of these."""
BETWEEN = re.compile(r"[\s,]*")
_CHUNK = 2**20


def entries(path: Path, *, most: int | None = MAX_ROWS) -> Iterator[tuple[int, object]]:
    """The entries of the list, each with its number from 1.

    Raises
    ------
    SourceError
        The file is not text, not well-formed, has more than `most` entries, or half a character in one, which neither a
        table nor a file can hold.
    """
    try:
        for number, entry in enumerate(_entries(path), start=1):
            if most is not None and number > most:
                raise too_many_rows(path, f"more than {most:,}")
            yield number, entry
    except UnicodeEncodeError as problem:
        around = problem.object[max(0, problem.start - 20) : problem.start]
        raise SourceError(
            "a text holds half a character (a lone surrogate)",
            file=path,
            value=f"{problem.object[problem.start]!a}, after {around!r}",
            expected="whole characters",
            remedy="correct the text in the source, or export it again",
        ) from None
    except (ValueError, RecursionError) as problem:
        raise SourceError(
            "the file is not well-formed JSON",
            file=path,
            value=str(problem)[:80],
            remedy="it may be cut short; download it again",
        ) from None


def beside(path: Path) -> dict[str, object]:
    """What stands beside the list in a file where it is named "rows"; nothing in other files."""
    with opened(path, text_encoding(path)) as stream:
        if stream.read(_CHUNK).lstrip()[:1] != "{":
            return {}
    first = next(_values_of(path), None)
    return {name: value for name, value in first.items() if name != ROWS} if isinstance(first, dict) else {}


def _entries(path: Path) -> Iterator[object]:
    with opened(path, text_encoding(path)) as stream:
        is_list = stream.read(_CHUNK).lstrip()[:1] == "["
    if is_list:
        yield from _values_of(path, within=True)
        return
    for number, value in enumerate(_values_of(path)):
        listed = value.get(ROWS) if number == 0 and isinstance(value, dict) else None
        yield from listed if isinstance(listed, list) else [value]


def _values_of(path: Path, *, within: bool = False) -> Iterator[object]:
    """The values that follow each other in a file, or within its outermost list."""
    with opened(path, text_encoding(path)) as stream:
        yield from _values(stream, within)


def _values(stream: TextIO, within: bool) -> Iterator[object]:
    decoder = json.JSONDecoder()
    buffer, place, size, ended = "", 0, _CHUNK, False
    if within:
        buffer = stream.read(_CHUNK)
        place = buffer.index("[") + 1
    while True:
        place = _after(BETWEEN, buffer, place)
        try:
            if within and buffer[place : place + 1] == "]":
                if buffer[place + 1 :].strip():
                    raise ValueError("something follows the list")
                return
            value, end = decoder.raw_decode(buffer, place)
            # A number that reaches to the end of what is loaded may go on.
            whole = end < len(buffer) or ended
        except ValueError:
            if ended:
                if not within and not buffer[place:]:
                    return
                raise
            whole = False
        if whole:
            if HALF.search(buffer, place, end):
                # It may be one half of a whole; if not, this says so.
                json.dumps(value, ensure_ascii=False).encode()
            yield value
            place, size = end, _CHUNK
        else:
            if len(buffer) - place > MAX_BYTES:
                raise ValueError(f"one value has more than {MAX_BYTES // 2**20} MB")
            # Twice as much each time, so that one huge value is not begun again for every piece of it.
            more = stream.read(size)
            buffer, place, size, ended = buffer[place:] + more, 0, 2 * size, not more


def _after(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place
