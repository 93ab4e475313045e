"""Final answers from addenda, joined to the rows of an imported report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from uprlib.errors import SourceError
from uprlib.facts import contract
from uprlib.readers import addendum
from uprlib.readers.account import Account, Aside

RECORDED = {"accepted": "accepted", "implemented": "accepted", "pending": None} | dict.fromkeys(
    ("partly_accepted", "noted", "not_accepted", "not_fully_accepted"), "noted"
)
"""What UPR Info would record for each position: since 2014 everything that is not accepted in full is noted."""
DECIDED = ("accepted", "implemented", "noted", "not_accepted", "partly_accepted")


class Answered(NamedTuple):
    """An import with its answers.

    Attributes
    ----------
    reading : pandas.DataFrame
        The rows, with `position` as UPR Info would record the answers.
    stated : pandas.DataFrame
        One row is one position on one row of the reading, in one document: source (the row's index in the reading),
        date, document, stage, position.
    """

    reading: pd.DataFrame
    stated: pd.DataFrame


def answered(reading: pd.DataFrame, addenda: Sequence[Path]) -> Answered:
    """Join the answers of addenda to a report's rows, by symbol and paragraph.

    An addendum answers what was left open; what was answered in the Working Group keeps that answer, unless the
    addendum states another. Of several addenda the later one counts, and each is kept in `stated`. Where a source has
    final positions of its own (a thematic list), they are kept; where the addendum differs, the account says so.

    Raises
    ------
    SourceError
        An addendum answers another report, or none of its numbers is in the report.
    """
    stated = [_in_the_room(reading)]
    account = reading.attrs.get("account", Account())
    if not addenda:
        return Answered(reading, pd.concat(stated, ignore_index=True))
    final = pd.Series(pd.NA, index=reading.index, dtype="string")
    joined = pd.Series(False, index=reading.index)
    extra: list[Aside] = []
    announced, notes = list(account.announced), list(account.notes)
    for path, found in sorted(
        ((path, addendum.answers(path)) for path in addenda), key=lambda pair: pair[1].cover.date or ""
    ):
        rows = _rows_answered(reading, found, path)
        mine = reading.loc[rows]
        numbers = list(dict.fromkeys(mine["paragraph"].dropna()))
        settled = set(mine.loc[mine["position_wg"].isin(DECIDED), "paragraph"].dropna())
        resolved = found.resolved(numbers, settled)
        by_number = resolved.table.dropna(subset=["position"]).set_index("paragraph")["position"]
        if by_number.empty:
            raise SourceError(
                "no paragraph that the addendum answers is in the report",
                file=path,
                value=", ".join(str(span) for claim in found.claims for span in claim.spans)[:60],
                expected=f"numbers such as {', '.join(numbers[:3])}",
                remedy="check that report and addendum belong together",
            )
        answers = mine["paragraph"].map(by_number).dropna()
        extra += [*resolved.account.aside, *_changed(mine, answers, found.cover.document)]
        announced += resolved.account.announced
        notes += [f"{found.cover.document}: {note}" for note in resolved.account.notes]
        # What was decided in the room stands, unless this addendum or an earlier one says otherwise.
        decided = mine["position_wg"].where(mine["position_wg"].isin(DECIDED))
        final.loc[rows] = answers.reindex(rows).fillna(final.loc[rows]).fillna(decided)
        joined.loc[rows] = True
        stated.append(
            pd.DataFrame(
                {
                    "source": answers.index,
                    "date": found.cover.date,
                    "document": found.cover.document,
                    "stage": "outcome",
                    "position": answers.to_numpy(),
                }
            )
        )
    recorded = final.map(RECORDED, na_action="ignore")
    extra += _other_positions(reading, recorded)
    reading = reading.assign(position=reading["position"].fillna(recorded))
    open_ = reading["position"].isna() & (joined | reading["position_wg"].isna())
    places = tuple(dict.fromkeys(reading.loc[open_, "paragraph"].fillna("row " + reading["source_row"].astype(str))))
    reading.attrs["account"] = replace(
        account,
        announced=tuple(announced),
        aside=(*account.aside, *extra),
        without_position=int(open_.sum()),
        unanswered=places,
        notes=tuple(notes),
    )
    return Answered(reading, pd.concat(stated, ignore_index=True))


def positions(stated: pd.DataFrame, rec_ids: pd.Series) -> pd.DataFrame:
    """The table `positions` of an import, from :attr:`Answered.stated` and the rec_id of each row of the reading."""
    table = stated.assign(rec_id=stated["source"].map(rec_ids))
    return contract.check("positions", table[contract.columns("positions")])


def _in_the_room(reading: pd.DataFrame) -> pd.DataFrame:
    """What the report states, without a date, because its cover has that of its printing."""
    said = reading["position_wg"].dropna()
    document = reading["symbol"].fillna("the report")
    return pd.DataFrame(
        {
            "source": said.index,
            "date": None,
            "document": document[said.index],
            "stage": "working_group",
            "position": said,
        }
    )


def _rows_answered(reading: pd.DataFrame, found: addendum.Answers, path: Path) -> pd.Index:
    """The rows of the report that an addendum belongs to; a draft has no symbol, and is found by its State."""
    cover = found.cover
    symbols = reading["symbol"].dropna()
    by_symbol = reading.index[reading["symbol"] == cover.symbol] if cover.symbol else reading.index[:0]
    if len(by_symbol):
        return by_symbol
    without = reading[reading["symbol"].isna() if cover.symbol else reading["sur"].notna()]
    of_state = without.index[(without["sur"] == cover.sur)] if cover.sur else without.index
    if len(of_state) and reading.loc[of_state, ["sur", "cycle"]].drop_duplicates().shape[0] == 1:
        return of_state
    raise SourceError(
        "the addendum answers another report",
        file=path,
        value=f"{cover.document}{f' ({cover.sur})' if cover.sur else ''}",
        expected="an addendum to "
        + (", ".join(sorted(symbols.unique())[:5]) or ", ".join(sorted(set(reading["sur"].dropna())))),
        remedy="name the addendum of this report; a draft gets its symbol with --symbol",
    )


def _changed(rows: pd.DataFrame, answers: pd.Series, document: str) -> list[Aside]:
    """Answers that are not what the Working Group was told, apart from what had been left open."""
    before = rows["position_wg"].reindex(answers.index)
    differs = before.isin(DECIDED) & (before.map(RECORDED) != answers.map(RECORDED))
    return [
        Aside(f"paragraph {number}", f"{document} answers otherwise than the Working Group was told", words)
        for number, words in dict(
            zip(
                rows.loc[answers.index[differs], "paragraph"],
                before[differs] + ", then " + answers[differs],
                strict=True,
            )
        ).items()
    ]


def _other_positions(reading: pd.DataFrame, recorded: pd.Series) -> list[Aside]:
    """Rows whose source states another final position than the addendum; the source's is kept."""
    differs = reading["position"].notna() & recorded.notna() & (reading["position"] != recorded)
    rows = reading[differs]
    return [
        Aside(f"paragraph {number}", "the file and the addendum differ; the file's position is kept", words)
        for number, words in dict(
            zip(rows["paragraph"].fillna("?"), rows["position"] + " against " + recorded[differs], strict=True)
        ).items()
    ]
