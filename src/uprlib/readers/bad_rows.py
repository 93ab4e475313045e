"""Rows that cannot be read: each is set aside by name while its file is read once, and the others are read.

A reader says what is wrong with a row by raising, within :meth:`BadRows.caught`. Who needs every row of a file asks
:func:`every_row`.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterable, Iterator
from numbers import Integral
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError, UprError, did_you_mean
from uprlib.facts import states
from uprlib.readers.account import NOT_UPR, OTHER_STATE, Account, Announced, Aside, not_named

MOST_NAMED = 10
"""Bad rows that a refusal names; the others it counts."""


class BadRows:
    """The rows of one file that cannot be read, each with the first thing that is wrong with it.

    Parameters
    ----------
    file : path or str
        Named in messages.
    strict : bool
        The first bad row ends the reading.
    """

    def __init__(self, file: Path | str, *, strict: bool = False) -> None:
        self.file = file
        self.strict = strict
        self._problems: dict[int, UprError] = {}

    def __len__(self) -> int:
        return len(self._problems)

    def __contains__(self, row: int) -> bool:
        return row in self._problems

    @contextlib.contextmanager
    def caught(self) -> Iterator[None]:
        """Within it, what is wrong with one row sets that row aside."""
        try:
            yield
        except UprError as problem:
            self.add(problem)

    def add(self, problem: UprError) -> None:
        """Set a problem's row aside. A problem without a row is one of the file, and is raised."""
        if self.strict or not isinstance(problem.row, Integral):
            raise problem
        self._problems.setdefault(int(problem.row), problem)

    def refuse(
        self,
        wrong: pd.Series,
        values: pd.Series,
        problem: str,
        *,
        expected: str,
        choices: Iterable[str] = (),
        remedy: str | None = None,
        error: type[UprError] = SourceError,
    ) -> None:
        """Set the rows aside whose value of a column is wrong. Both series count from 0 below the header."""
        remedies = {value: did_you_mean(value, choices) or remedy for value in values[wrong].unique()}
        for index, value in values[wrong].items():
            self.add(
                error(
                    problem,
                    file=self.file,
                    row=int(index) + 2,
                    column=values.name,
                    value=value,
                    expected=expected,
                    remedy=remedies[value],
                )
            )

    def codes_of(self, names: pd.Series, column: str) -> pd.Series:
        """The codes of a column of States; the rows of those that are not known are set aside, and missing here."""
        codes = names.map({name: states.find(name) for name in names.dropna().unique()}, na_action="ignore")
        for index, name in names[names.notna() & codes.isna()].items():
            with self.caught():
                states.code(name.strip(), file=self.file, row=int(index) + 2, column=column)
        return codes

    def good(self, table: pd.DataFrame) -> pd.DataFrame:
        """The rows of a table with `source_row` that were not set aside."""
        return table[~table["source_row"].isin(list(self._problems))] if self._problems else table

    def refuse_if_nothing_else(self, table: pd.DataFrame | list) -> None:
        """Raise the first problem where not one row could be read: the fault is then the file's."""
        if self._problems and not len(table):
            raise self._problems[min(self._problems)]

    def aside(self) -> list[Aside]:
        """A line for each, in the order of the file."""
        return [_line(self._problems[row]) for row in sorted(self._problems)]

    def account(self, table: pd.DataFrame, what: str, read: int, others: Iterable[Aside] = ()) -> Account:
        """The account of a table: `read` rows of its file were read, these and `others` were set aside."""
        others = list(others)
        left_out = len(others) + len(self)
        whole = Announced.counted(what, read + left_out, read=read, aside=left_out)
        account = Account.of(table, [whole], [*self.aside(), *others])
        return dataclasses.replace(account, notes=not_named(_numbers(table)))


def _numbers(table: pd.DataFrame) -> pd.Series:
    """Numbers of paragraphs, with the State and the session before them where a table has several reviews."""
    numbered = table.dropna(subset="paragraph")
    state, session = (numbered[name].astype("str").fillna("") for name in ("sur", "session"))
    review = state + " " + session + " "
    return numbered["paragraph"] if review.nunique() < 2 else review + numbered["paragraph"]


def every_row(table: pd.DataFrame, *, file: Path | str, remedy: str = "correct them in the source") -> pd.DataFrame:
    """A table that was read, if no row of its file was set aside because it cannot be read.

    Raises
    ------
    SourceError
        It names the first of those rows.
    """
    bad = unread(table)
    if bad:
        alike: dict[tuple[str, str], list[str]] = {}
        for where, why, value in bad[:MOST_NAMED]:
            alike.setdefault((why, value), []).append(where)
        named = "; ".join(f"{', '.join(rows)}: {why}, found {value!r}" for (why, value), rows in alike.items())
        more = f"; and {len(bad) - MOST_NAMED:,} more" if len(bad) > MOST_NAMED else ""
        count = "1 row" if len(bad) == 1 else f"{len(bad):,} rows"
        raise SourceError(f"{count} cannot be read: {named}{more}", file=file, remedy=remedy)
    return table


def unread(table: pd.DataFrame) -> list[Aside]:
    """The rows of a table's file that cannot be read; not those that are of other kinds or States."""
    account = table.attrs.get("account") or Account()
    return [each for each in account.aside if each.why not in (NOT_UPR, OTHER_STATE)]


def _line(problem: UprError) -> Aside:
    column = f"column {problem.column}: " if problem.column is not None else ""
    expected = f"; expected {problem.expected}" if problem.expected is not None else ""
    guess = f"; {problem.remedy}" if (problem.remedy or "").startswith("did you mean") else ""
    value = "" if problem.value is None else str(problem.value)
    return Aside(f"row {problem.row}", f"{column}{problem.problem}{expected}{guess}", value)
