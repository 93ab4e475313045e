"""A tidy result: a DataFrame that knows its title, how it is printed, and which of its numbers are kept.

An analysis returns one row for each thing that it counts, with columns for what the row is (its keys) and for what was
found (value, low, high, n). What the columns mean to a reader is said once, by the analysis, in :class:`About`; a
notebook then shows the result, keeps it and draws it without saying any of it again. Where a State lacks the data the
result is empty and knows the sentence that says so.

Templates are text with fields of a row in braces, each with a word that says how it is written::

    "{accepted} of {n} ({rate:share})"      12 of 29 (41.4%)
    "{low:share} to {high:share}"           25.5% to 59.3%

A template whose field is missing in a row is empty for that row.
"""

from __future__ import annotations

import functools
import math
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from uprlib.errors import DataError
from uprlib.threads import one_thread


def percent(value: float | None) -> str:
    """A share as tables show it; "" where it is missing.

    Examples
    --------
    >>> percent(0.4238), percent(None)
    ('42.4%', '')
    """
    return "" if value is None or pd.isna(value) else f"{100 * value:.1f}%"


def points(value: float) -> str:
    """A difference of shares in percentage points, with its sign.

    Examples
    --------
    >>> points(0.4238), points(-0.061)
    ('+42.4', '-6.1')
    """
    return "" if pd.isna(value) else f"{100 * value:+.1f}"


def ratio(value: float) -> str:
    """An odds ratio as tables show it, to three significant digits.

    Examples
    --------
    >>> ratio(2.9731), ratio(float("inf"))
    ('2.97', 'infinite')
    """
    if pd.isna(value):
        return ""
    if math.isinf(value):
        return "infinite"
    return f"{value:,.0f}" if value >= 1000 else f"{float(f'{value:.3g}'):g}"


def p_value(p: float) -> str:
    """A p-value as tables show it.

    Examples
    --------
    >>> p_value(0.0004), p_value(0.0312)
    ('<0.001', '0.031')
    """
    return "" if pd.isna(p) else "<0.001" if p < 0.001 else f"{p:.3f}"


def capitalised(words: str) -> str:
    """Words at the beginning of a sentence.

    Examples
    --------
    >>> capitalised("the DPRK")
    'The DPRK'
    """
    return words[:1].upper() + words[1:]


def enumerated(words: Sequence[str]) -> str:
    """Words in a row, as a sentence has them.

    Examples
    --------
    >>> enumerated(["WEOG"]), enumerated(["Africa", "EEG", "WEOG"])
    ('WEOG', 'Africa, EEG and WEOG')
    """
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


FORMATS: dict[str, Callable[[Any], str]] = {"share": percent, "points": points, "ratio": ratio, "p": p_value}
"""The words that a template may put after a field; anything else is Python's own format."""


class Missing(Exception):
    """A field of a template has no value in a row."""


class _Words(string.Formatter):
    def get_field(self, name: str, args, kwargs):
        value, used = super().get_field(name, args, kwargs)
        if value is None or (not isinstance(value, str | list | tuple) and pd.isna(value)):
            raise Missing(name)
        return value, used

    def format_field(self, value, spec: str) -> str:
        return FORMATS[spec](value) if spec in FORMATS else super().format_field(value, spec)


def written(template: str, row: Mapping[str, object], *, missing: str = "") -> str:
    """A template with the values of one row.

    Examples
    --------
    >>> written("{accepted} of {n} ({rate:share})", {"accepted": 12, "n": 29, "rate": 12 / 29})
    '12 of 29 (41.4%)'
    >>> written("{low:share} to {high:share}", {"low": 0.25, "high": None})
    ''
    """
    try:
        return _Words().vformat(template, (), row)
    except Missing:
        return missing


INTERVAL = "{low:share} to {high:share}"
"""How the interval of a share is printed."""

CLUSTERED = "{low_clustered:share} to {high_clustered:share}"
"""How its interval over States is printed."""

Row = Mapping[str, Any]
Cell = str | Callable[[Row], Any]
Value = str | Callable[[Row], Any]


@dataclass(frozen=True)
class Number:
    """Which columns of a result are kept in the ledger, and under which key.

    Attributes
    ----------
    key : str
        Template of the key, made from the row's key columns: ``"rate.cycle{cycle}"``. A row that lacks one is not kept.
    value, low, high, n : str or callable
        Columns, templates, or functions of the row; `low`, `high` and `n` may be absent.
    unit, note : str
        The note is a template.
    where : str, optional
        Column of truth values: only rows in which it is true are kept.
    """

    key: str
    value: Value = "value"
    low: Value | None = None
    high: Value | None = None
    n: Value | None = None
    unit: str = "share"
    note: str = ""
    where: str | None = None


def estimate(
    key: str, value: Value, *, note: str, n: Value = "n", unit: str = "share", where: str | None = None
) -> Number:
    """A number that is kept with its interval, from the columns low and high."""
    return Number(key, value, "low", "high", n, unit, note, where)


def count(value: float, unit: str, note: str, n: int | None = None) -> dict[str, Any]:
    """A number that is kept of a result as a whole; see :class:`About`."""
    return {"value": value, "n": n, "unit": unit, "note": note}


@dataclass(frozen=True)
class About:
    """What a result is, for whoever prints, keeps or draws it.

    Attributes
    ----------
    title, notes : str
        As they stand above and below the printed table. Notes say what n and the intervals are.
    index : tuple of str
        Labels of the printed columns that name a row.
    columns : mapping of str to str or callable, or sequence of str
        The printed table: the label of each column and how its cells are made. A column's name keeps the values;
        otherwise a template, or a function of the row. A sequence names columns that are printed as they are, and so
        does a label of the index that is not named here.
    numbers : tuple of Number
        What goes into the ledger of each row.
    counts : mapping of str to mapping
        What goes into the ledger of the result as a whole: by key, the value and, where they apply, low, high, n, unit
        and note; see :func:`count`.
    sentences : tuple of str
        What the result says, in words, the numbers filled in.
    stars : mapping of str to str
        Printed columns of estimates, each with its column of p-values.
    lacks : str
        Why the result is empty, as a sentence.
    facts : mapping
        What holds of every row: the name of the State, the coding, a cycle. Templates may name them.
    """

    title: str = ""
    notes: str = ""
    index: tuple[str, ...] = ()
    columns: Mapping[str, Cell] | Sequence[str] = ()
    numbers: tuple[Number, ...] = ()
    counts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sentences: tuple[str, ...] = ()
    stars: Mapping[str, str] = field(default_factory=dict)
    lacks: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


class Result(pd.DataFrame):
    """A DataFrame with :class:`About`. Filtering and sorting keep it; everything that pandas does works."""

    _metadata = ["about"]  # noqa: RUF012 (pandas asks for a list)
    about: About = About()

    @property
    def _constructor(self):
        return Result

    def shown(self) -> pd.DataFrame:
        """The table as it is printed: rounded, in words, its rows named by the index."""
        if not self.about.columns:
            return pd.DataFrame(self).set_index(list(self.about.index)) if self.about.index else pd.DataFrame(self)
        rows, columns = self.rows(), self.about.columns
        columns = columns if isinstance(columns, Mapping) else {name: name for name in columns}
        columns = {label: label for label in self.about.index} | dict(columns)
        cells = {label: self._cells(how, rows) for label, how in columns.items()}
        table = pd.DataFrame(cells, index=range(len(rows)))
        return table.set_index(list(self.about.index)) if self.about.index else table

    def rows(self) -> list[dict[str, Any]]:
        """Each row with the facts that hold of every row, as templates see it."""
        return [{**self.about.facts, **row} for row in self.to_dict("records")]

    def _cells(self, how: Cell, rows: list[dict[str, Any]]) -> Any:
        if callable(how):
            return [how(row) for row in rows]
        return self[how].to_numpy() if how in self.columns else [written(how, row) for row in rows]

    def entries(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The numbers that are kept: key, and what the ledger holds of it."""
        for key, held in self.about.counts.items():
            yield key, {"low": None, "high": None, "n": None, "unit": "share", "note": "", **held}
        rows = self.rows() if self.about.numbers else []
        for number in self.about.numbers:
            for row in rows:
                key = written(number.key, row)
                if not key or (number.where is not None and not row[number.where]):
                    continue
                parts = {"value": number.value, "low": number.low, "high": number.high, "n": number.n}
                held = {part: None if how is None else _value(how, row) for part, how in parts.items()}
                yield key, {**held, "unit": number.unit, "note": written(number.note, row)}

    def say(self, *sentences: Cell) -> Result:
        """The same result with sentences: templates, or functions of a row, filled in from each row."""
        rows = self.rows()
        words = [how(row) if callable(how) else written(how, row) for how in sentences for row in rows]
        return self.with_about(sentences=(*self.about.sentences, *filter(None, words)))

    def with_about(self, **changes: Any) -> Result:
        """The same rows with parts of :class:`About` replaced."""
        changed = self.copy()
        changed.about = replace(self.about, **changes)
        return changed


def _value(how: Value, row: Row) -> Any:
    return how(row) if callable(how) else written(how, row) if "{" in how else row[how]


def tidy(table: pd.DataFrame, **about: Any) -> Result:
    """A result from a table and what it is; see :class:`About` for the words.

    A single label, number or sentence needs no tuple around it.
    """
    for words in ("index", "numbers", "sentences"):
        if isinstance(about.get(words), str | Number):
            about[words] = (about[words],)
    result = Result(table)
    result.about = About(**about)
    return result


def lacking(sentence: str) -> Result:
    """An empty result that knows why it is empty."""
    return tidy(pd.DataFrame(), lacks=sentence)


def or_sentence(analysis: Callable[..., Any]) -> Callable[..., Any]:
    """Let an analysis answer a State that lacks the data with an empty result, which knows the sentence.

    An empty result that is handed on gives the same sentence, so that a notebook needs no conditions. The analysis runs
    on one thread (:func:`uprlib.threads.one_thread`).
    """

    @functools.wraps(analysis)
    def answered(*given: Any, **named: Any) -> Any:
        for argument in (*given, *named.values()):
            if isinstance(argument, Result) and argument.about.lacks:
                return lacking(argument.about.lacks)
        try:
            with one_thread():
                return analysis(*given, **named)
        except DataError as problem:
            return lacking(problem.sentence)

    return answered
