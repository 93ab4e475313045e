"""What the corpus is made of, and what is missing from it: counts for the data audit."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pandas as pd
from pydantic import Field, RootModel, model_validator

from uprlib import paths
from uprlib.errors import DataError, UprError
from uprlib.facts import project_files
from uprlib.facts.vocabulary import AUDIT_COUNTS, FLAGS

BANDS = {"1-5": range(1, 6), "6-12": range(6, 13), "13-20": range(13, 21)}
"""Bands of sessions whose reports are written alike; UPR Info's export ends with session 20."""


def by_session(recommendations: pd.DataFrame) -> pd.DataFrame:
    """Rows of each session and what is known of them.

    Returns
    -------
    pandas.DataFrame
        One row is one session: states, rows, both, only_upr_info, only_explorer (by source), and the shares of rows
        with a paragraph, with the report's own paragraph, with a position taken in the Working Group (`room`), and
        with a coded action category.
    """
    export, explorer = recommendations["position_upr_info"].notna(), recommendations["position_explorer"].notna()
    rows = recommendations.assign(
        both=export & explorer,
        only_upr_info=export & ~explorer,
        only_explorer=explorer & ~export,
        paragraph=recommendations["paragraph"].notna(),
        report_paragraph=recommendations["paragraph_source"] == "report",
        room=recommendations["position_wg"].notna(),
        coded=recommendations["action"].notna(),
    )
    return rows.groupby("session", as_index=False).agg(
        states=("sur", "nunique"),
        rows=("rec_id", "size"),
        both=("both", "sum"),
        only_upr_info=("only_upr_info", "sum"),
        only_explorer=("only_explorer", "sum"),
        paragraph=("paragraph", "mean"),
        report_paragraph=("report_paragraph", "mean"),
        room=("room", "mean"),
        coded=("coded", "mean"),
    )


def agreement(recommendations: pd.DataFrame, disagreements: pd.DataFrame) -> pd.DataFrame:
    """How often the two databases agree on the rows that both have.

    Returns
    -------
    pandas.DataFrame
        One row is one field (position, paragraph): compared, different, share (of equal).
    """
    both = recommendations[recommendations["position_upr_info"].notna() & recommendations["position_explorer"].notna()]
    compared = {
        "position": len(both),
        # The Explorer's own number is kept only where it differs from the report's or where that is not known.
        "paragraph": int((both["paragraph_source"] == "report").sum()),
    }
    different = disagreements.groupby("field").size()
    table = pd.DataFrame({"field": list(compared), "compared": list(compared.values())})
    table["different"] = table["field"].map(different).fillna(0).astype(int)
    return table.assign(share=1 - table["different"] / table["compared"])


def misnumbered_reviews(recommendations: pd.DataFrame, disagreements: pd.DataFrame) -> pd.DataFrame:
    """Reviews in which the Explorer numbers paragraphs differently from the report.

    Returns
    -------
    pandas.DataFrame
        One row is one review: sur, session, symbol, different, of; the most different first.
    """
    rows = recommendations[recommendations["paragraph_source"] == "report"]
    wrong = set(disagreements.loc[disagreements["field"] == "paragraph", "rec_id"])
    counted = (
        rows.assign(different=rows["rec_id"].isin(wrong))
        .groupby(["sur", "session", "symbol"], as_index=False)
        .agg(different=("different", "sum"), of=("rec_id", "size"))
    )
    found = counted[counted["different"] > 0]
    return found.sort_values(["different", "symbol"], ascending=[False, True]).reset_index(drop=True)


def transitions(recommendations: pd.DataFrame) -> pd.DataFrame:
    """Counts of final positions for each position taken in the Working Group, over rows where both are known."""
    known = recommendations.dropna(subset=["position_wg", "position"])
    return pd.crosstab(known["position_wg"], known["position"]).reset_index()


def flags(recommendations: pd.DataFrame) -> pd.DataFrame:
    """How many rows carry each flag that corrections set: flag, rows."""
    marked = recommendations["flag"].dropna().str.split(";").explode()
    return marked.value_counts().rename_axis("flag").reset_index(name="rows").sort_values("flag", ignore_index=True)


def by_band(audited: pd.DataFrame) -> pd.DataFrame:
    """Sums of an audit of the reader of reports, by bands of sessions.

    Parameters
    ----------
    audited : pandas.DataFrame
        The table `reader_audit`, or what :func:`uprlib.curation.reader_audit.reports` returns, with files that could
        not be read (`read` is missing) and `seconds`.

    Returns
    -------
    pandas.DataFrame
        One row is one band; the last one, "all", is every report that was read. `complete` counts reports of which
        everything was read that they announce themselves (`lacking` is 0), `without_state` adds the two kinds of
        paragraphs without a State, `matched_share` is in per cent of `corpus_rows`, `position_share` and
        `fragment_share` in per cent of `reader_rows`.
    """
    readable = audited[audited["read"].notna()]
    sums = {}
    for band, sessions in {**BANDS, "all": None}.items():
        part = readable if sessions is None else readable[readable["session"].isin(list(sessions))]
        sums[band] = {
            "reports": len(part),
            "complete": int((part["lacking"] == 0).sum()),
            **{name: int(part[name].sum()) for name in AUDIT_COUNTS},
            **({"seconds": part["seconds"].sum()} if "seconds" in part else {}),
        }
    table = pd.DataFrame.from_dict(sums, orient="index")
    table["without_state"] = table["without_bracket"] + table["without_known_state"]
    table["matched_share"] = (100 * table["matched"] / table["corpus_rows"].where(table["corpus_rows"] > 0)).round(2)
    rows = table["reader_rows"].where(table["reader_rows"] > 0)
    table["position_share"] = (100 * table["position_known"] / rows).round(2)
    table["fragment_share"] = (100 * table["fragments"] / rows).round(2)
    return table


class _Expected(project_files.Entry):
    rows: int


class Correction(project_files.Entry):
    """A reviewed correction of a source, as ``data/raw/corrections.yml`` describes its fields."""

    id: str = Field(min_length=1)
    table: Literal["upr_info", "explorer", "crosswalk"]
    where: dict[str, Any] | None = None
    rule: Literal["repeated_row"] | None = None
    was: dict[str, Any] = Field(default={})
    becomes: dict[str, Any]
    reason: str = Field(min_length=1)
    source: str = Field(min_length=1)
    expect: _Expected

    @model_validator(mode="after")
    def _selects_rows_in_one_way_and_marks_them_as_is_known(self) -> Correction:
        if (self.where is None) == (self.rule is None):
            raise ValueError("rows that are selected by where or by rule, and not by both")
        if (flag := self.becomes.get("flag")) is not None and flag not in FLAGS:
            raise ValueError(f"a flag that is one of {', '.join(FLAGS)}, unlike {flag!r}")
        return self


class _Corrections(RootModel[list[Correction]]):
    root: list[Correction] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_each_id_once(self) -> _Corrections:
        ids = [each.id for each in self.root]
        if twice := [name for name in ids if ids.count(name) > 1]:
            raise ValueError(f"an id that no other entry has, unlike {twice[0]!r}")
        return self


def reviewed(path: Path, error: type[UprError] = DataError) -> list[Correction]:
    """The corrections in a file, in the order in which they are applied.

    Raises
    ------
    UprError
        Of the kind `error`: the file cannot be read, or an entry has a field missing or too many, an id that another
        one has, or an unknown table, rule or flag.
    """
    return project_files.read(path, _Corrections, "the corrections", error=error).root


def corrections(path: Path | None = None) -> pd.DataFrame:
    """The reviewed corrections of the sources, listed; :mod:`uprlib.curation.corrections` applies them.

    Parameters
    ----------
    path : Path, optional
        Default: ``data/raw/corrections.yml``.

    Returns
    -------
    pandas.DataFrame
        One row is one correction: correction (its id), rows (how many rows of the source it must change), source.

    Raises
    ------
    DataError
        As :func:`reviewed`.
    """
    listed = [(each.id, each.expect.rows, each.source) for each in reviewed(path or paths.raw() / "corrections.yml")]
    return pd.DataFrame(listed, columns=["correction", "rows", "source"])
