"""The account that a reader gives of its file: what the file announces, what was read of it, and what was set aside.

A reader hands it over as ``table.attrs["account"]``. A corpus may be incomplete, but not without a word: what is
announced and not read has a line, and so has every row that was left out on purpose. (An account is not JSON, and
pandas writes ``attrs`` into Parquet as JSON: empty them before writing such a file.)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

LONGEST_VALUE = 60
"""Characters of a value that an account repeats: enough to find it in the file, too few to copy a recommendation."""
NOT_UPR = "not a recommendation of the UPR"
"""Why a row of another mechanism, or of another kind, is set aside."""
OTHER_STATE = "of another State than the one asked for"
"""Why a row is set aside where one State was asked for."""
_NUMBERED = re.compile(r"(.*?)(\d{1,9})")
# The number of a recommendation has no more.
_MOST_DIGITS = 3
MOST_SHOWN = 12
"""Numbers that a line on the screen names before it counts the rest."""


class Aside(NamedTuple):
    """One row or paragraph that was set aside.

    Attributes
    ----------
    where : str
        "row 12", "paragraph 95.3".
    why : str
        The reason, the same words for all rows of a kind, because they are counted by it.
    value : str
        What stands there, cut to :data:`LONGEST_VALUE` characters where it is shown.
    """

    where: str
    why: str
    value: str = ""


@dataclass(frozen=True)
class Announced:
    """One thing that a file says about its own contents; make it with :meth:`numbered` or :meth:`counted`.

    Attributes
    ----------
    what : str
        "paragraphs 95.1 to 95.197", "rows of the sheet".
    numbers : tuple of str or None
        The numbers that are announced, where they are.
    count : int or None
        How many are announced, where only their total is.
    read : int
        How many of them were read.
    missing : tuple of str
        The numbers that were neither read nor set aside.
    aside : int
        How many of them were set aside, each with an :class:`Aside`.

    Examples
    --------
    >>> Announced.numbered("paragraphs 5.1 to 5.3", ["5.1", "5.2", "5.3"], {"5.1", "5.3"}).missing
    ('5.2',)
    >>> Announced.counted("rows of the sheet", 300, read=298, aside=2).lacking
    0
    """

    what: str
    numbers: tuple[str, ...] | None
    count: int | None
    read: int
    missing: tuple[str, ...] = ()
    aside: int = 0

    @classmethod
    def numbered(
        cls, what: str, numbers: Sequence[str], read: Collection[str], aside: Collection[str] = ()
    ) -> Announced:
        """What announces numbers; `read` and `aside` are the numbers that the file was found to have."""
        missing = tuple(number for number in numbers if number not in read and number not in aside)
        kept = sum(number in read for number in numbers)
        return cls(what, tuple(numbers), None, kept, missing, len(numbers) - kept - len(missing))

    @classmethod
    def counted(cls, what: str, count: int, *, read: int, aside: int = 0) -> Announced:
        """What announces a total only."""
        return cls(what, None, count, read, aside=aside)

    @property
    def expected(self) -> int:
        """How many are announced."""
        return len(self.numbers) if self.numbers is not None else self.count or 0

    @property
    def lacking(self) -> int:
        """How many of those announced were neither read nor set aside."""
        return len(self.missing) if self.numbers is not None else max(0, self.expected - self.read - self.aside)

    def line(self, most: int | None = MOST_SHOWN) -> str:
        """It in words, with the first `most` of the missing numbers (None: with all)."""
        more = self.read + self.aside - self.expected
        parts = [
            f"{self.what}: {self.read:,} of {self.expected:,} read",
            f"{self.aside:,} set aside" if self.aside else "",
            f"{more:,} more than announced" if more > 0 else "",
            f"{self.lacking:,} NOT READ" + (f" ({spans(self.missing, most)})" if self.missing else "")
            if self.lacking
            else "",
        ]
        return ", ".join(filter(None, parts))


@dataclass(frozen=True)
class Account:
    """What a file announces, and what became of it.

    Attributes
    ----------
    announced : tuple of Announced
    aside : tuple of Aside
    without_position : int
        Rows that were read and whose position is not known.
    unanswered : tuple of str
        Where those rows stand, by paragraph or row, as far as that is known.
    notes : tuple of str
        What else a person should know of the file as a whole: that a limit of its source may have cut it.
    """

    announced: tuple[Announced, ...] = ()
    aside: tuple[Aside, ...] = ()
    without_position: int = 0
    unanswered: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __deepcopy__(self, memo: dict) -> Account:
        """Itself, since it cannot change: pandas copies ``attrs`` in every step, and 200,000 rows may stand aside."""
        return self

    @classmethod
    def of(cls, table: pd.DataFrame, announced: Iterable[Announced] = (), aside: Iterable[Aside] = ()) -> Account:
        """The account of a table under the contract "reading", whose rows without a position are looked up in it."""
        lacking = table[table["position"].isna() & table["position_wg"].isna()]
        places = lacking["paragraph"].fillna("row " + lacking["source_row"].astype(str))
        return cls(tuple(announced), tuple(aside), len(lacking), tuple(dict.fromkeys(places)))

    @property
    def complete(self) -> bool:
        """Whether everything that the file announces was read, or set aside by name."""
        return not any(each.lacking for each in self.announced)

    def lines(self, most: int | None = MOST_SHOWN) -> Iterator[str]:
        """The account in words: what is announced, what was set aside (counted by reason), what has no position.

        Parameters
        ----------
        most : int or None
            How many numbers a line names before it counts the rest; None names all.
        """
        for each in self.announced:
            yield f"Announced: {each.line(most)}"
        places: dict[tuple[str, str], list[str]] = defaultdict(list)
        short = {value: _short(value) for value in dict.fromkeys(each.value for each in self.aside)}
        for where, why, value in self.aside:
            places[why, short[value]].append(where)
        values = defaultdict(list)
        for why, value in places:
            values[why].append(value)
        for why, found in values.items():
            if most is None or len(found) <= most:
                for value in found:
                    yield _set_aside(why, value, places[why, value], most)
            else:
                # Of one State asked for, the rows of 192 others would fill the screen.
                wheres = [each.where for each in self.aside if each.why == why]
                yield _set_aside(why, f"{', '.join(found[:most])} and {len(found) - most:,} others", wheres, most)
        if self.without_position:
            where = f" ({spans(self.unanswered, most)})" if self.unanswered else ""
            yield f"Read without a position: {self.without_position:,}{where}"
        yield from self.notes


def spans(numbers: Sequence[str], most: int | None = MOST_SHOWN) -> str:
    """Numbers in words, those that follow each other as one span.

    Examples
    --------
    >>> spans(["95.1", "95.2", "95.3", "95.7", "96.1"])
    '95.1 to 95.3, 95.7, 96.1'
    >>> spans(["1", "3", "5"], most=2)
    '1, 3 and 1 more'
    """
    runs: list[tuple[str, str]] = []
    distinct = dict.fromkeys(numbers)
    named, last = 0, ("", -1)
    for number in distinct:
        parts = _NUMBERED.fullmatch(number)
        before, value = (parts[1], int(parts[2])) if parts else (number, -2)
        if runs and (before, value - 1) == last:
            runs[-1] = (runs[-1][0], number)
        elif len(runs) == most:
            break
        else:
            runs.append((number, number))
        named, last = named + 1, (before, value)
    rest = len(distinct) - named
    names = ", ".join(first if first == end else f"{first} to {end}" for first, end in runs)
    return f"{names} and {rest:,} more" if rest else names


def gaps(numbers: Iterable[str]) -> list[str]:
    """The numbers that are left out between the first and the last of each list: 6.2 of 6.1 and 6.3.

    Examples
    --------
    >>> gaps(["6.1", "6.4", "7.2", "7.3", "18"])
    ['6.2', '6.3']
    """
    lists: dict[str, set[int]] = defaultdict(set)
    for number in numbers:
        parts = _NUMBERED.fullmatch(number)
        if parts and len(parts[2]) <= _MOST_DIGITS:
            lists[parts[1]].add(int(parts[2]))
    return [
        f"{lead}{item}"
        for lead, items in lists.items()
        for item in range(min(items) + 1, max(items))
        if item not in items
    ]


def not_named(numbers: Iterable[str]) -> tuple[str, ...]:
    """A note on the numbers that a document leaves out, which it may have lost; none where there are none.

    Examples
    --------
    >>> not_named(["6.1", "6.4"])
    ('Numbers that are left out, and may be missing from the file: 2 (6.2 to 6.3)',)
    """
    found = gaps(numbers)
    return (
        (f"Numbers that are left out, and may be missing from the file: {len(found):,} ({spans(found)})",)
        if found
        else ()
    )


def _short(value: str) -> str:
    plain = " ".join(value.split())
    return plain if len(plain) <= LONGEST_VALUE else plain[: LONGEST_VALUE - 3] + "..."


def _set_aside(why: str, value: str, wheres: list[str], most: int | None) -> str:
    return f"Set aside: {len(wheres):,}, {why}{f' ({value})' if value else ''}: {spans(wheres, most)}"
