"""What the corpus is made of, and what it lacks: counts for the data audit."""

from __future__ import annotations

import pandas as pd


def by_session(recommendations: pd.DataFrame) -> pd.DataFrame:
    """Rows of each session and what is known of them.

    Returns
    -------
    pandas.DataFrame
        One row is one session: states, rows, both, only_upr_info, only_explorer (by source), and the shares of rows
        with a paragraph, with the report's own paragraph, with a position in the room, with a coded action category.
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
    """How often the two databases say the same of a row that both hold.

    Returns
    -------
    pandas.DataFrame
        One row is one field (position, paragraph): compared, different, share (of equal).
    """
    both = recommendations[recommendations["position_upr_info"].notna() & recommendations["position_explorer"].notna()]
    compared = {
        "position": len(both),
        # The Explorer's own number is kept only where it differs or where the report's is not known.
        "paragraph": int((both["paragraph_source"] == "report").sum()),
    }
    different = disagreements.groupby("field").size()
    table = pd.DataFrame({"field": list(compared), "compared": list(compared.values())})
    table["different"] = table["field"].map(different).fillna(0).astype(int)
    return table.assign(share=1 - table["different"] / table["compared"])


def misnumbered_reviews(recommendations: pd.DataFrame, disagreements: pd.DataFrame) -> pd.DataFrame:
    """Reviews whose paragraphs the Explorer numbers otherwise than the report.

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
    """What became of each position taken in the room: counts of the final position, rows where both are known."""
    known = recommendations.dropna(subset=["position_wg", "position"])
    return pd.crosstab(known["position_wg"], known["position"]).reset_index()


def flags(recommendations: pd.DataFrame) -> pd.DataFrame:
    """Rows that corrections have marked: flag, rows."""
    marked = recommendations["flag"].dropna().str.split(";").explode()
    return marked.value_counts().rename_axis("flag").reset_index(name="rows").sort_values("flag", ignore_index=True)
