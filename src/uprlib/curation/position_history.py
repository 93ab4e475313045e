"""The table `positions`: what a State said in the Working Group, at the end of the review, and later."""

from __future__ import annotations

import pandas as pd

from uprlib.facts import contract

EXPORT = "UPR Info export 2015-08-14"
EXPLORER = "SDG-HR Data Explorer"


def positions(
    recommendations: pd.DataFrame, review_dates: pd.DataFrame, documents: pd.DataFrame, document_positions: pd.DataFrame
) -> pd.DataFrame:
    """The table `positions`: one position on one recommendation, in one document, on one date.

    Every recommendation has its recorded final position (stage "outcome"). Where its heading in the Working Group
    report is known, it has that position too (stage "working_group"). Where documents state positions by paragraph,
    as the DPRK's do, these replace the heading, which cannot tell "noted" from "not accepted".
    """
    stated = _stated(recommendations, documents, document_positions)
    room = _in_the_room(recommendations, review_dates)
    room = room[~room["rec_id"].isin(stated.loc[stated["stage"] == "working_group", "rec_id"])]
    table = pd.concat([room, _at_the_end(recommendations), _addendum(recommendations, documents), stated])
    return table.sort_values(["rec_id", "date", "document"], na_position="last", kind="stable")[
        contract.columns("positions")
    ]


def _in_the_room(recommendations: pd.DataFrame, review_dates: pd.DataFrame) -> pd.DataFrame:
    known = recommendations[recommendations["position_wg"].notna()]
    dates = review_dates.drop_duplicates("symbol").set_index("symbol")["wg_adoption_date"]
    return pd.DataFrame(
        {
            "rec_id": known["rec_id"],
            "date": known["symbol"].map(dates),
            "document": known["symbol"],
            "stage": "working_group",
            "position": known["position_wg"],
        }
    )


def _at_the_end(recommendations: pd.DataFrame) -> pd.DataFrame:
    in_export = recommendations["position_upr_info"].notna()
    return pd.DataFrame(
        {
            "rec_id": recommendations["rec_id"],
            "date": pd.Series("2015-08-14", index=recommendations.index).where(in_export),
            "document": in_export.map({True: EXPORT, False: EXPLORER}),
            "stage": "outcome",
            "position": recommendations["position_upr_info"].fillna(recommendations["position_explorer"]),
        }
    )


def _addendum(recommendations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Positions of an addendum that we do not have, as far as the export tells them.

    Where the export says Accepted, what was left open in the Working Group was accepted. Where it says Noted, the
    request may have been partly accepted, noted or not accepted: no source at hand tells which.
    """
    parts = []
    for document in documents[documents["document"].str.contains("/Add.", regex=False)].itertuples():
        symbol = document.document.split("/Add.")[0]
        rows = recommendations[(recommendations["symbol"] == symbol) & (recommendations["position_wg"] == "pending")]
        parts.append(
            pd.DataFrame(
                {
                    "rec_id": rows["rec_id"],
                    "date": document.date,
                    "document": document.document,
                    "stage": "outcome",
                    "position": rows["position_upr_info"].map({"accepted": "accepted", "noted": "not_fully_accepted"}),
                }
            )
        )
    return pd.concat(parts) if parts else pd.DataFrame(columns=contract.columns("positions"))


def _stated(recommendations: pd.DataFrame, documents: pd.DataFrame, document_positions: pd.DataFrame) -> pd.DataFrame:
    """Positions that documents state by paragraph, one for each recommendation in those paragraphs."""
    dates = documents.set_index("document")["date"]
    number = recommendations["paragraph"].str.extract(r"^(\d+)\.(\d+)$")
    lead, item = number[0], number[1].astype("Int64")
    parts = []
    for entry in document_positions.itertuples():
        chosen = (
            (recommendations["symbol"] == entry.symbol)
            & (lead == entry.paragraph)
            & item.between(entry.first, entry.last).fillna(False)
        )
        parts.append(
            pd.DataFrame(
                {
                    "rec_id": recommendations.loc[chosen, "rec_id"],
                    "date": dates[entry.document],
                    "document": entry.document,
                    "stage": _stage(entry.document, entry.symbol),
                    "position": entry.position,
                }
            )
        )
    return pd.concat(parts)


def _stage(document: str, symbol: str) -> str:
    if document == symbol:
        return "working_group"
    return "outcome" if document.startswith("HRC decision") else "later"
