"""The contract: every table's columns, types, closed values and keys.

:func:`check` refuses a table that does not meet its contract. Columns that are not listed are refused, a missing value
is missing (never "" or 0), and a key is unique. ``data/README.md`` says what a row of each table is.

What a column may hold is asked of its distinct values, as Arrow's dictionaries have them: a corpus of ten million rows
is checked in parts, and in each part few values differ.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from uprlib.errors import SchemaError, did_you_mean, one_of
from uprlib.facts.vocabulary import (
    ACTIONS,
    AUDIT_COUNTS,
    BALLOTS,
    BODIES,
    CYCLES,
    FINAL_POSITIONS,
    FLAGS,
    ISO3,
    JUDGEMENTS,
    LAST_SESSION,
    LEAST_LIKENESS,
    ORGANISATIONS,
    PACTS,
    PARAGRAPH,
    PLEDGE,
    POSITIONS,
    REGIONAL_GROUPS,
    SPLITS,
    STAGES,
    SYMBOL,
    TIE_YEARS,
)

NOT_ALLOWED = "table {} has a value that its contract does not allow"
TEXT, TRUTH = pd.StringDtype("pyarrow", na_value=np.nan), pd.BooleanDtype()
WHOLE, REAL = pd.Int64Dtype(), pd.Float64Dtype()
IN_ARROW = {TEXT: pa.large_string(), TRUTH: pa.bool_(), WHOLE: pa.int64(), REAL: pa.float64()}
"""The types of columns, and what Arrow calls them."""
WRITTEN = {
    TRUTH: ("yes|no", "yes or no"),
    WHOLE: (r"-?[0-9]{1,18}", "a whole number, without a point"),
    REAL: (r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?", "a number"),
}
"""How truth and numbers are written as text, by the type of the column: a whole one is 26, not 26.0 or 1st."""


class Column(NamedTuple):
    """What one column may hold.

    Attributes
    ----------
    dtype : pandas.api.extensions.ExtensionDtype
    nullable : bool
        Whether a value may be missing.
    allows : callable, optional
        Tells which of some values are allowed; all are, where there is none.
    expected : str
        The allowed values in words.
    """

    dtype: Any
    nullable: bool = False
    allows: Callable[[pa.Array], pa.Array] | None = None
    expected: str = ""

    @property
    def cells(self) -> pa.DataType:
        """How its cells are read from text: where something is asked of its values, each of them once."""
        return pa.large_string() if self.is_free else pa.dictionary(pa.int32(), pa.large_string())

    @property
    def is_free(self) -> bool:
        """Whether any text is allowed."""
        return self.dtype == TEXT and self.allows is None

    @property
    def is_day(self) -> bool:
        """Whether it holds days of the calendar."""
        return self.allows is _is_day

    @property
    def choices(self) -> list | None:
        """Its closed values, in their order; None where it has none."""
        return self.allows.keywords.get("choices") if isinstance(self.allows, functools.partial) else None


class Contract(NamedTuple):
    """The columns of a table, and those that together identify a row: none where rows may repeat each other."""

    columns: dict[str, Column]
    key: list[str]


class Fault(NamedTuple):
    """The rows of one column that its contract does not allow, counted from 0, and what it expects of them."""

    rows: np.ndarray
    column: str
    expected: str


def _columns(**columns: Column) -> dict[str, Column]:
    return columns


def contract(table: str) -> Contract:
    """The contract of one table.

    Raises
    ------
    SchemaError
        There is no contract of that name.
    """
    tables, keys = _tables()
    one_of(table, tables, "there is no table of that name", SchemaError)
    return Contract(tables[table], keys.get(table, []))


def names() -> list[str]:
    """The tables that have a contract."""
    return list(_tables()[0])


@functools.cache
def _tables() -> tuple[dict[str, dict[str, Column]], dict[str, list[str]]]:
    """The columns of each table, and the keys of those that have one."""
    text, integer, boolean, real = TEXT, WHOLE, TRUTH, REAL

    def column(dtype, check=(None, ""), missing=False):
        return Column(dtype, missing, *check)

    def matching(pattern, words=None):
        matches = functools.partial(pc.match_substring_regex, pattern=f"^(?:{pattern})$")
        return matches, words or f"a text of the form {pattern}"

    def among(values):
        return functools.partial(_among, choices=list(values)), "one of " + ", ".join(map(str, values))

    def between(low, high):
        return functools.partial(_between, low=low, high=high), f"a number from {low} to {high}"

    def iso3(**kw):
        return column(text, matching(ISO3, "an ISO 3166 alpha-3 code such as PRK"), **kw)

    def day(**kw):
        return column(text, (_is_day, "a day of the calendar such as 2014-05-01"), **kw)

    def cycle(**kw):
        return column(integer, among(CYCLES), **kw)

    def session(**kw):
        return column(integer, between(1, LAST_SESSION), **kw)

    def position(values=POSITIONS, **kw):
        return column(text, among(values), **kw)

    tables = {
        # What a reader returns. The text stays with the user and is never written to data/raw.
        "reading": _columns(
            source_row=column(integer, between(1, 10**8)),
            sur=iso3(missing=True),
            recommender=iso3(missing=True),
            recommender_name=column(text, missing=True),
            text=column(text),
            position=position([*POSITIONS, PLEDGE], missing=True),
            position_wg=position(missing=True),
            cycle=cycle(missing=True),
            session=session(missing=True),
            symbol=column(text, matching(SYMBOL + r"(?:OLD)?"), missing=True),
            paragraph=column(text, matching(PARAGRAPH), missing=True),
            part=column(integer, between(1, 1000), missing=True),
            action=column(integer, among(ACTIONS), missing=True),
            issues=column(text, missing=True),
            themes=column(text, missing=True),
            sdgs=column(text, missing=True),
            persons=column(text, missing=True),
        ),
        # What an import of a user's own file is kept as; :mod:`uprlib.facts.datasets` reads it.
        "imported": _columns(
            rec_id=column(text),
            sur=iso3(),
            recommender=iso3(missing=True),
            cycle=cycle(),
            session=session(missing=True),
            symbol=column(text),
            paragraph=column(text, matching(PARAGRAPH), missing=True),
            part=column(integer, between(1, 10**6), missing=True),
            action=column(integer, among(ACTIONS), missing=True),
            issues=column(text, missing=True),
            position=position([*POSITIONS, PLEDGE], missing=True),
            position_wg=position(missing=True),
            action_machine=column(integer, among(ACTIONS), missing=True),
            action_probability=column(real, between(0, 1), missing=True),
            review_date=day(missing=True),
        ),
        # What the reader of addenda returns: positions without recommendations.
        "answers": _columns(
            source_row=column(integer, between(1, 10**5)),
            sur=iso3(missing=True),
            document=column(text),
            symbol=column(text, matching(SYMBOL), missing=True),
            date=day(missing=True),
            paragraph=column(text, matching(PARAGRAPH)),
            position=position(missing=True),
            means=column(text, missing=True),
        ),
        "recommendations": _columns(
            rec_id=column(text),
            sur=iso3(),
            recommender=iso3(missing=True),
            cycle=cycle(),
            session=session(),
            symbol=column(text, matching(SYMBOL)),
            paragraph=column(text, matching(PARAGRAPH), missing=True),
            paragraph_source=column(text, among(("report", "explorer")), missing=True),
            part=column(integer, between(1, 1000)),
            action=column(integer, among(ACTIONS), missing=True),
            issues=column(text, missing=True),
            position_upr_info=position(FINAL_POSITIONS, missing=True),
            position_explorer=position(FINAL_POSITIONS, missing=True),
            position_wg=position(missing=True),
            export_row=column(integer, between(0, 10**6), missing=True),
            explorer_row=column(integer, between(0, 10**6), missing=True),
            flag=column(text, matching("(?:" + "|".join(FLAGS) + ")(?:;(?:" + "|".join(FLAGS) + "))*"), missing=True),
        ),
        "positions": _columns(
            rec_id=column(text),
            date=day(missing=True),
            document=column(text),
            stage=column(text, among(STAGES)),
            position=position(),
        ),
        "position_totals": _columns(
            sur=iso3(),
            cycle=cycle(),
            symbol=column(text, matching(SYMBOL), missing=True),
            date=day(),
            document=column(text),
            position=position(),
            n=column(integer, between(0, 10**4)),
            of=column(integer, between(1, 10**4)),
            confirmed=column(boolean),
            source=column(text),
        ),
        "document_positions": _columns(
            document=column(text),
            symbol=column(text, matching(SYMBOL)),
            paragraph=column(text, matching(PARAGRAPH)),
            first=column(integer, between(1, 10**4)),
            last=column(integer, between(1, 10**4)),
            position=position(),
            inferred=column(boolean),
            source=column(text),
        ),
        "documents": _columns(
            document=column(text),
            sur=iso3(missing=True),
            cycle=cycle(missing=True),
            date=day(missing=True),
            earliest=day(missing=True),
            date_precision=column(text, among(("day", "about", "unknown"))),
            title=column(text),
            source=column(text),
        ),
        "events": _columns(
            state=iso3(),
            date=day(),
            date_precision=column(text, among(("day", "about"))),
            kind=column(text, among(("mandate", "report_dated", "report_public", "dialogue", "resolution"))),
            body=column(text, among(BODIES)),
            event=column(text),
            document=column(text, missing=True),
            title=column(text),
            source=column(text),
        ),
        "sessions": _columns(
            session=session(), cycle=cycle(), start=day(), end=day(), confirmed=column(boolean), source=column(text)
        ),
        "reviews": _columns(
            sur=iso3(),
            cycle=cycle(),
            session=session(),
            symbol=column(text, matching(SYMBOL)),
            review_date=day(missing=True),
            wg_adoption_date=day(missing=True),
            n_upr_info=column(integer, between(0, 10**4)),
            n_explorer=column(integer, between(0, 10**4)),
            n_rows=column(integer, between(1, 10**4)),
            n_paragraph=column(integer, between(0, 10**4)),
            n_position_wg=column(integer, between(0, 10**4)),
        ),
        "states": _columns(
            iso3=iso3(),
            name=column(text),
            name_un=column(text),
            name_upr_info=column(text),
            name_explorer=column(text, missing=True),
            status=column(text, among(("member", "observer"))),
            regional_group=column(text, among(REGIONAL_GROUPS)),
            organisations=column(text, missing=True),
        ),
        "state_names": _columns(iso3=iso3(), name=column(text), source=column(text)),
        "issues": _columns(issue=column(text), family=column(text)),
        "disagreements": _columns(
            rec_id=column(text),
            field=column(text, among(("paragraph", "position"))),
            chosen=column(text),
            chosen_from=column(text, among(("report", "upr_info"))),
            other=column(text),
            other_from=column(text, among(("explorer",))),
        ),
        "request_pairs": _columns(
            rec_id_first=column(text), rec_id_second=column(text), score=column(real, between(LEAST_LIKENESS, 1))
        ),
        "pair_checks": _columns(
            rec_id_first=column(text),
            rec_id_second=column(text),
            sample=column(text, among(("all_states", "PRK"))),
            judged=column(text, among(JUDGEMENTS)),
        ),
        "ideal_points": _columns(
            iso3=iso3(),
            session=column(integer, between(60, 100)),
            ideal_point_all=column(real, between(-5, 5), missing=True),
            n_votes_all=column(integer, between(0, 1000), missing=True),
            ideal_point_human_rights=column(real, between(-5, 5), missing=True),
            n_votes_human_rights=column(integer, between(0, 1000), missing=True),
            ideal_point_all_2025=column(real, between(-5, 5), missing=True),
            n_votes_all_2025=column(integer, between(0, 1000), missing=True),
            ideal_point_passage_2025=column(real, between(-5, 5), missing=True),
            n_votes_passage_2025=column(integer, between(0, 1000), missing=True),
        ),
        "memberships": _columns(
            iso3=iso3(),
            organisation=column(text, among(ORGANISATIONS)),
            year=column(integer, between(*TIE_YEARS)),
            status=column(text, among(("member", "associate", "observer"))),
        ),
        "dyads": _columns(
            iso3=iso3(),
            iso3_other=iso3(),
            year=column(integer, between(*TIE_YEARS)),
            pact=column(text, among(PACTS)),
            shared_organisations=column(integer, between(0, 200), missing=True),
            sanctioned_by_other=column(boolean),
            sanctions_other=column(boolean),
        ),
        "ties_set_aside": _columns(source=column(text), name=column(text), n=column(integer, between(1, 10**5))),
        "later_recommendations": _columns(
            sur=iso3(),
            cycle=cycle(),
            symbol=column(text, matching(SYMBOL)),
            source_row=column(integer, between(1, 10**4)),
            recommender=iso3(missing=True),
            action_machine=column(integer, among(ACTIONS)),
            action_probability=column(real, between(0, 1)),
        ),
        "roll_calls": _columns(
            rcid=column(integer, between(1, 10**5)),
            session=column(integer, between(59, 100)),
            date=day(),
            resolution=column(text),
        ),
        "roll_call_votes": _columns(iso3=iso3(), votes=column(text, matching("[yna-]+"))),
        "country_resolutions": _columns(
            resolution=column(text, matching(r"A/RES/\d+/\d+")), target=iso3(), source=column(text)
        ),
        "country_votes": _columns(
            resolution=column(text),
            body=column(text, among(("GA", "HRC", "CHR"))),
            date=day(),
            target=iso3(),
            iso3=iso3(),
            vote=column(text, among((*BALLOTS.values(), "absent"))),
        ),
        "machine_actions": _columns(
            rec_id=column(text), action=column(integer, among(ACTIONS)), probability=column(real, between(0, 1))
        ),
        "coder_evaluation": _columns(
            split=column(text, among(SPLITS)),
            session=session(missing=True),
            texts=column(text, among(("all", "unseen"))),
            n=column(integer, between(0, 10**6)),
            agreement=column(real, between(0, 1)),
            kappa=column(real, between(-1, 1)),
            alpha=column(real, between(-1, 1)),
        ),
        "coder_confusion": _columns(
            split=column(text, among(SPLITS)),
            action=column(integer, among(ACTIONS)),
            machine=column(integer, among(ACTIONS)),
            n=column(integer, between(0, 10**6)),
        ),
        "reader_audit": _columns(
            sur=iso3(),
            session=session(),
            symbol=column(text, matching(SYMBOL)),
            **{name: column(integer, between(0, 10**5)) for name in AUDIT_COUNTS},
        ),
        "published_numbers": _columns(
            source=column(text),
            year=column(integer, between(2008, 2100)),
            place=column(text),
            what=column(text),
            published=column(text, matching(r"\d+(?:\.\d+)?")),
            measure=column(text, matching(r"[a-z_]+"), missing=True),
            selection=column(text, missing=True),
            rule=column(text, matching(r"[a-z_]+"), missing=True),
        ),
        "later_reviews": _columns(
            sur=iso3(),
            cycle=cycle(),
            symbol=column(text, matching(SYMBOL), missing=True),
            date=day(),
            source=column(text),
        ),
        "not_joined": _columns(
            source=column(text, among(("upr_info", "explorer"))),
            source_row=column(integer, between(0, 10**6)),
            sur=iso3(),
            recommender=iso3(missing=True),
            cycle=cycle(),
            reason=column(text),
            kept=column(boolean),
        ),
    }
    keys = {
        "imported": ["rec_id"],
        "recommendations": ["rec_id"],
        "positions": ["rec_id", "date", "document"],
        "position_totals": ["sur", "cycle", "document", "position"],
        "document_positions": ["document", "symbol", "paragraph", "first"],
        "documents": ["document"],
        "events": ["state", "date", "kind"],
        "sessions": ["session"],
        "reviews": ["sur", "cycle"],
        "states": ["iso3"],
        "state_names": ["iso3", "name"],
        "issues": ["issue"],
        "disagreements": ["rec_id", "field"],
        "reader_audit": ["symbol"],
        "not_joined": ["source", "source_row"],
        "request_pairs": ["rec_id_first", "rec_id_second"],
        "pair_checks": ["rec_id_first", "rec_id_second"],
        "ideal_points": ["iso3", "session"],
        "memberships": ["iso3", "organisation", "year"],
        "dyads": ["iso3", "iso3_other", "year"],
        "ties_set_aside": ["source", "name"],
        "later_recommendations": ["sur", "cycle", "source_row"],
        "published_numbers": ["source", "what"],
        "later_reviews": ["sur", "cycle"],
        "roll_calls": ["rcid"],
        "roll_call_votes": ["iso3"],
        "country_resolutions": ["resolution"],
        "country_votes": ["resolution", "iso3"],
        "machine_actions": ["rec_id"],
        "coder_evaluation": ["split", "session", "texts"],
        "coder_confusion": ["split", "action", "machine"],
    }
    return tables, keys


def _among(values: pa.Array, choices: list) -> pa.Array:
    return pc.is_in(values, value_set=pa.array(choices, values.type))


def _between(values: pa.Array, low: float, high: float) -> pa.Array:
    return pc.and_(pc.greater_equal(values, low), pc.less_equal(values, high))


def _is_day(values: pa.Array) -> pa.Array:
    """Which values are days of the calendar, written as ISO 8601 does."""
    return pa.array(map(_written_day, values.to_pylist()), pa.bool_())


def _written_day(text: str) -> bool:
    try:
        # Python also reads 20140501 and 2014-W18-4.
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def key(table: str) -> list[str]:
    """The columns that together identify a row of a table."""
    return contract(table).key


def columns(table: str) -> list[str]:
    """The columns of a table, in their order."""
    return list(contract(table).columns)


def check(table: str, frame: pd.DataFrame, *, file: object = None, rows: Sequence[int] | None = None) -> pd.DataFrame:
    """Return `frame` with the contract's types, or say what is wrong with it.

    Parameters
    ----------
    table : str
        Name of the contract.
    frame : pandas.DataFrame
        The rows as read.
    file : optional
        The file that the message names.
    rows : sequence of int, optional
        The number of each row in the file. Default: from 2 on, row 1 being the header.

    Raises
    ------
    SchemaError
        The message names file, row, column, the value found and what was expected.
    """
    refuse_columns(table, frame.columns, file=file)
    cells = {name: _cells(frame[name], column) for name, column in contract(table).columns.items()}
    numbers = range(2, len(frame) + 2) if rows is None else rows
    checked = check_cells(table, cells, file=file, rows=numbers)
    refuse_repeated(table, checked[key(table)].set_axis(numbers), file=file)
    return checked


def refuse_columns(table: str, found: Iterable[str], *, file: object) -> None:
    """Refuse a table that lacks a column of its contract, or has another.

    Raises
    ------
    SchemaError
        It names the column, and the other that it may be.
    """
    wanted, found = columns(table), list(found)
    missing = [name for name in wanted if name not in found]
    surplus = [name for name in found if name not in wanted]
    if missing or surplus:
        raise SchemaError(
            f"table {table} {'has a column missing' if missing else 'has a column that its contract does not know'}",
            file=file,
            column=(missing or surplus)[0],
            expected="the columns " + ", ".join(wanted),
            remedy=did_you_mean(missing[0], surplus) if missing else "remove or rename it",
        )


def check_cells(table: str, cells: Mapping[str, pa.Array], *, file: object = None, rows: Sequence[int]) -> pd.DataFrame:
    """Some rows of a table with the contract's types; only keys are not looked at, which are a matter of all its rows.

    Parameters
    ----------
    cells : mapping of str to pyarrow.Array
        The cells of each column, as numbers, truths or text; best as :attr:`Column.cells`.
    file, rows
        As in :func:`check`.

    Raises
    ------
    SchemaError
        As :func:`check`.
    """
    typed, faults = {}, []
    for name, column in contract(table).columns.items():
        array = cells[name]
        if array.null_count and not column.nullable:
            faults.append(Fault(_places(array.is_null()), name, "a value"))
        if not column.is_free:
            array = array if pa.types.is_dictionary(array.type) else pc.dictionary_encode(array)
            values, allowed, expected = _typed(array.dictionary, column)
            if not pc.all(allowed, min_count=0).as_py():
                wrong = Fault(_places(pc.invert(allowed.take(array.indices))), name, expected)
                if values is None:
                    # What is not of the column's type is told first: nothing else is known of it.
                    raise _refused(table, [wrong], cells, file, rows, "such values in this column")
                faults.append(wrong)
            assert values is not None, "what is not of the column's type was refused above"
            array = values.take(array.indices)
        typed[name] = array
    if faults:
        raise _refused(table, faults, cells, file, rows, "problems")
    types = {name: column.dtype for name, column in contract(table).columns.items()}
    return pd.DataFrame({name: types[name].__from_arrow__(array) for name, array in typed.items()}, copy=False)


def _cells(values: pd.Series, column: Column) -> pa.Array:
    """The values of a column as Arrow has them; where numbers stand among texts, all as text."""
    if column.dtype == TEXT:
        values = values.astype(TEXT)
    try:
        cells = pa.array(values, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        cells = pa.array(values.map(str, na_action="ignore"), from_pandas=True)
    cells = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    if pa.types.is_null(cells.type):
        return cells.cast(IN_ARROW[column.dtype])
    return cells.cast(pa.large_string()) if pa.types.is_string(cells.type) else cells


def _typed(values: pa.Array, column: Column) -> tuple[pa.Array | None, pa.Array, str]:
    """Distinct values with the type of their column (none if they have not), which of them are allowed, and what is."""
    wanted, is_text = IN_ARROW[column.dtype], pa.types.is_large_string(values.type)
    if is_text and values.type != wanted:
        pattern, words = WRITTEN[column.dtype]
        fits = pc.match_substring_regex(values, f"^(?:{pattern})$")
        if not pc.all(fits, min_count=0).as_py():
            return None, fits, words
        values = pc.equal(values, "yes") if column.dtype == TRUTH else values
    if not _fits(values, wanted):
        return None, pa.array([_fits(value, wanted) for value in values]), f"a value of type {column.dtype}"
    values = values.cast(wanted)
    return values, column.allows(values) if column.allows else pa.repeat(True, len(values)), column.expected


def _fits(values: pa.Array | pa.Scalar, wanted: pa.DataType) -> bool:
    """Whether nothing is lost where values become another type; of text, its pattern tells."""
    try:
        other = values.cast(wanted)
        return pa.types.is_large_string(values.type) or other.cast(values.type).equals(values)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return False


def _places(mask: pa.Array) -> np.ndarray:
    """The rows, counted from 0, at which something is true; nothing is where a value is missing."""
    return np.flatnonzero(mask.fill_null(False))


def _refused(
    table: str, faults: list[Fault], cells: Mapping[str, pa.Array], file: object, rows: Sequence[int], more: str
) -> SchemaError:
    """The fault of the first row, in words, with the number of all such in these rows."""
    first = min(faults, key=lambda fault: fault.rows[0])
    place, count = int(first.rows[0]), sum(len(fault.rows) for fault in faults)
    value = cells[first.column][place].as_py()
    return SchemaError(
        NOT_ALLOWED.format(table),
        file=file,
        row=rows[place],
        column=first.column,
        value="(nothing)" if value is None else value,
        expected=first.expected,
        remedy=f"{count} {more} up to row {rows[-1]}" if count > 1 else None,
    )


def refuse_repeated(table: str, keys: pd.DataFrame, *, file: object) -> None:
    """Refuse a key that stands in two rows.

    Parameters
    ----------
    keys : pandas.DataFrame
        The columns of the key, from all rows of the table; the index is the number of each row in the file.

    Raises
    ------
    SchemaError
        It names the second of the two rows, and the key.
    """
    again = keys.duplicated() if len(keys.columns) else pd.Series(dtype=bool)
    if again.any():
        row = int(np.flatnonzero(again)[0])
        raise SchemaError(
            f"two rows of table {table} have the same key",
            file=file,
            row=keys.index[row],
            column=", ".join(keys.columns),
            value=", ".join(map(str, keys.iloc[row])),
            expected="each key in one row",
            remedy="remove or correct one of the two rows",
        )
