"""The contract: every table's columns, types, closed values and keys.

:func:`check` refuses a table that does not meet its contract. Columns that are not listed are refused, a missing value
is missing (never "" or 0), and a key is unique. ``data/README.md`` says what a row of each table is.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from uprlib.errors import SchemaError, UprError, did_you_mean, one_of
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

if TYPE_CHECKING:
    import pandera.pandas as pa


NOT_ALLOWED = "table {} has a value that its contract does not allow"
NUMBERS = {
    "Int64": (r"-?[0-9]{1,18}", "a whole number, without a point"),
    "Float64": (r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?", "a number"),
}
"""How numbers are written as text, by the type of the column: a whole one is 26, not 26.0 or 1st."""


def _columns(**columns: pa.Column) -> dict[str, pa.Column]:
    return columns


@functools.cache
def contract(table: str) -> pa.DataFrameSchema:
    """The pandera schema of one table.

    Raises
    ------
    SchemaError
        There is no contract of that name.
    """
    import pandera.pandas as pa

    tables, keys = _tables()
    one_of(table, tables, "there is no table of that name", SchemaError)
    return pa.DataFrameSchema(tables[table], strict=True, ordered=True, unique=keys.get(table), name=table)


def names() -> list[str]:
    """The tables that have a contract."""
    return list(_tables()[0])


@functools.cache
def _tables() -> tuple[dict[str, dict[str, pa.Column]], dict[str, list[str]]]:
    """The columns of each table, and the keys of those that have one."""
    # pandera takes half a second to import; notebooks that read tables which are already checked do without it.
    import pandera.pandas as pa

    text, integer = pd.StringDtype("pyarrow", na_value=pd.NA), pd.Int64Dtype()
    boolean, real = pd.BooleanDtype(), pd.Float64Dtype()

    def column(dtype, *checks, missing=False):
        return pa.Column(dtype, list(checks), nullable=missing, coerce=True)

    def matching(pattern):
        return pa.Check.str_matches(f"^(?:{pattern})$", error=f"a text of the form {pattern}")

    def among(values):
        return pa.Check.isin(list(values), error="one of " + ", ".join(map(str, values)))

    def between(low, high):
        return pa.Check.in_range(low, high, error=f"a number from {low} to {high}")

    def iso3(**kw):
        return column(text, pa.Check.str_matches(f"^{ISO3}$", error="an ISO 3166 alpha-3 code such as PRK"), **kw)

    def day(**kw):
        return column(text, pa.Check(_is_day, error="a day of the calendar such as 2014-05-01"), **kw)

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


def _is_day(values: pd.Series) -> pd.Series:
    """Which values are days of the calendar, written as ISO 8601 does; few of a column differ from each other."""
    return values.isin([value for value in values.dropna().unique() if _written_day(str(value))])


def _written_day(text: str) -> bool:
    try:
        # Python also reads 20140501 and 2014-W18-4.
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def key(table: str) -> list[str]:
    """The columns that together identify a row of a table."""
    return list(contract(table).unique or [])


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
    import pandera.errors

    wanted = columns(table)
    missing = [name for name in wanted if name not in frame.columns]
    surplus = [name for name in frame.columns if name not in wanted]
    if missing or surplus:
        name = (missing or surplus)[0]
        raise SchemaError(
            f"table {table} {'has a column missing' if missing else 'has a column that its contract does not know'}",
            file=file,
            column=name,
            expected="the columns " + ", ".join(wanted),
            remedy=did_you_mean(missing[0], surplus) if missing else "remove or rename it",
        )
    frame = frame[wanted].reset_index(drop=True)
    numbers = range(2, len(frame) + 2) if rows is None else rows
    _refuse_no_number(table, frame, file, numbers)
    try:
        return contract(table).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as problem:
        raise _first_failure(table, problem.failure_cases, frame, file, numbers) from None


def _refuse_no_number(table: str, frame: pd.DataFrame, file: object, rows: Sequence[int]) -> None:
    """Refuse text that is no number where one belongs: pandera would report a whole column, from its first row on."""
    for name, column in contract(table).columns.items():
        if str(column.dtype) not in NUMBERS or pd.api.types.is_numeric_dtype(frame[name]):
            continue
        pattern, words = NUMBERS[str(column.dtype)]
        texts = frame[name].dropna()
        if texts.dtype == object:
            texts = texts[[isinstance(value, str) for value in texts]].astype("str")
        wrong = texts[~texts.str.fullmatch(pattern)]
        if len(wrong):
            raise SchemaError(
                NOT_ALLOWED.format(table),
                file=file,
                row=rows[int(wrong.index[0])],
                column=name,
                value=wrong.iloc[0],
                expected=words,
                remedy=f"{len(wrong)} such values in this column" if len(wrong) > 1 else None,
            )


def _first_failure(table, cases: pd.DataFrame, frame: pd.DataFrame, file, rows: Sequence[int]) -> UprError:
    """The first failure that pandera found, in words."""
    # A failed conversion is reported twice, the second time for the whole column, without a row.
    cases = cases.assign(whole=cases["index"].isna()).sort_values(["whole", "index"], kind="stable")
    case = cases.iloc[0]
    column, index, kind = case["column"], case["index"], str(case["check"])
    more = f"{len(cases)} problems in all" if len(cases) > 1 else None
    if "unique" in kind:
        columns_ = key(table)
        repeated = frame.loc[frame.duplicated(columns_), columns_]
        return SchemaError(
            f"two rows of table {table} have the same key",
            file=file,
            row=rows[int(repeated.index[0])],
            column=", ".join(columns_),
            value=", ".join(map(str, repeated.iloc[0])),
            expected="each key in one row",
            remedy="remove or correct one of the two rows",
        )
    value = None if pd.isna(index) or column not in frame else frame[column].iloc[int(index)]
    if kind == "not_nullable":
        value, kind = "(nothing)", "a value"
    elif "dtype" in kind or "coerce" in kind:
        kind = f"a value of type {contract(table).columns[column].dtype}"
    return SchemaError(
        NOT_ALLOWED.format(table),
        file=file,
        row=None if pd.isna(index) else rows[int(index)],
        column=column,
        value=value,
        expected=kind,
        remedy=more,
    )
