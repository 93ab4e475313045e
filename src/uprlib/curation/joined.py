"""UPR Info's export and the Explorer joined, and the tables that come of it: recommendations, reviews, disagreements.

Rows are joined one to one by State under review, recommending State, cycle and text, ignoring punctuation and case;
nothing is matched by likeness. Where several rows share all four, they are paired in the order of their files.
"""

from __future__ import annotations

import pandas as pd

from uprlib.facts import contract
from uprlib.readers.wording.texts import blind

JOIN = ["sur", "recommender", "cycle", "compared", "occurrence"]


def join(
    export: pd.DataFrame, explorer: pd.DataFrame, crosswalk: pd.DataFrame, review_dates: pd.DataFrame
) -> pd.DataFrame:
    """Join the sources: one row for each row of the export, and one for each Explorer row of sessions 21-26.

    Explorer rows of sessions 1-20 that match no row are variants of rows that the export has in other words. They
    would count twice, so they are marked as outside the corpus and listed by :func:`not_joined`.

    Returns
    -------
    pandas.DataFrame
        Export columns as they are, the Explorer's with the suffix ``_explorer``, and `merge` (both, upr_info,
        explorer).
    """
    given = export.merge(
        crosswalk.drop(columns="flag"), on="export_row", how="left", suffixes=("_corrected", ""), validate="1:1"
    )
    for column in ("paragraph", "position_wg"):
        # A correction may fill in what the crosswalk leaves out; it is in the export's own column.
        given[column] = given[column].fillna(given[f"{column}_corrected"].astype(object))
    left, right = _comparable(given), _comparable(explorer)
    both = left.merge(
        right.drop(columns=["text", "recommender_name", "source_row", "action", "issues", "part"]),
        on=JOIN,
        how="outer",
        suffixes=("", "_explorer"),
        indicator="merge",
        validate="1:1",
    )
    both["merge"] = both["merge"].map({"both": "both", "left_only": "upr_info", "right_only": "explorer"}).astype(str)
    later = both["symbol_explorer"].map(_council_session, na_action="ignore") >= 29
    both["in_corpus"] = (both["merge"] != "explorer") | later.fillna(False)
    both["session"] = both["session"].fillna(both["session_explorer"]).astype("Int64")
    known = review_dates.set_index(["sur", "session"])["symbol"]
    reported = pd.Series(pd.MultiIndex.from_frame(both[["sur", "session"]]).map(known), index=both.index)
    both["symbol"] = both["symbol"].fillna(reported).fillna(both["symbol_explorer"])
    # Where no document dates the review, take the symbol that the Explorer gives for its other rows.
    shared = both.groupby(["sur", "session"])["symbol"].transform("first")
    both["symbol"] = both["symbol"].fillna(shared)
    return both.sort_values(["export_row", "explorer_row"], na_position="last", kind="stable").reset_index(drop=True)


def recommendations(joined: pd.DataFrame) -> pd.DataFrame:
    """The table `recommendations`: one recommending State's recommendation in one numbered paragraph, or a part of it.

    The report's paragraph is taken before the Explorer's. Parts are numbered within paragraph and recommending State.
    """
    rows = joined[joined["in_corpus"]].copy()
    rows["paragraph_source"] = None
    rows.loc[rows["paragraph"].notna(), "paragraph_source"] = "report"
    from_explorer = rows["paragraph"].isna() & rows["paragraph_explorer"].notna()
    rows.loc[from_explorer, "paragraph_source"] = "explorer"
    rows["paragraph"] = rows["paragraph"].fillna(rows["paragraph_explorer"])
    rows["position_upr_info"] = rows["position"]
    rows["flag"] = rows["flag"].fillna(rows["flag_explorer"])
    owner = rows.groupby("symbol")["sur"].transform("nunique") > 1
    review = rows["symbol"] + ("(" + rows["sur"] + ")").where(owner, "")
    place = [review, rows["paragraph"].fillna("-"), rows["recommender"].fillna("-")]
    rows["part"] = rows.groupby(place).cumcount() + 1
    rows["rec_id"] = place[0] + ":" + place[1] + ":" + place[2] + ":" + rows["part"].astype(str)
    rows["order"] = rows["paragraph"].map(_paragraph_order)
    rows = rows.sort_values(["session", "symbol", "sur", "order", "rec_id"], kind="stable")
    return contract.check("recommendations", rows[contract.columns("recommendations")])


def disagreements(joined: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Rows on which the two sources disagree: the paragraph, or the position."""
    ids = table[table["export_row"].notna()].set_index("export_row")["rec_id"]
    both = joined[joined["merge"] == "both"].assign(rec_id=lambda rows: rows["export_row"].map(ids))
    compared = {"paragraph": ("paragraph", "report"), "position": ("position", "upr_info")}
    parts = []
    for field, (column, chosen_from) in compared.items():
        chosen, other = both[column], both[f"{column}_explorer"]
        differ = chosen.notna() & other.notna() & (chosen != other)
        parts.append(
            pd.DataFrame(
                {
                    "rec_id": both.loc[differ, "rec_id"],
                    "field": field,
                    "chosen": chosen[differ],
                    "chosen_from": chosen_from,
                    "other": other[differ],
                    "other_from": "explorer",
                }
            )
        )
    return pd.concat(parts).sort_values(["field", "rec_id"])


def not_joined(joined: pd.DataFrame, explorer: pd.DataFrame) -> pd.DataFrame:
    """Rows of sessions 1-20 that only one source has, with the reason as far as it is known."""
    speakers = set(zip(explorer["sur"], explorer["cycle"], explorer["recommender"], strict=True))
    named = set(explorer["recommender"].dropna())

    def reason(row) -> str:
        if row.merge == "explorer":
            return "the export holds no row of this State, recommender and text"
        if pd.isna(row.recommender):
            return "the recommending State is unknown"
        if row.recommender not in named:
            return "the Explorer holds no row of this recommending State"
        if (row.sur, row.cycle, row.recommender) not in speakers:
            return "the Explorer holds no row of this recommending State for this review"
        return "the Explorer holds no row of this State, recommender and text"

    alone = joined[(joined["merge"] == "upr_info") | ~joined["in_corpus"]]
    row_number = alone["export_row"].fillna(alone["explorer_row"])
    return pd.DataFrame(
        {
            "source": alone["merge"],
            "source_row": row_number,
            "sur": alone["sur"],
            "recommender": alone["recommender"],
            "cycle": alone["cycle"],
            "reason": [reason(row) for row in alone.itertuples()],
            "kept": alone["in_corpus"].astype("boolean"),
        }
    ).sort_values(["source", "source_row"])


def reviews(table: pd.DataFrame, review_dates: pd.DataFrame) -> pd.DataFrame:
    """The table `reviews`: one State's review in one cycle, with its dates where known and counts of its rows."""
    counted = (
        table[~table["flag"].fillna("").str.contains("no_review")]
        .groupby(["sur", "cycle", "session", "symbol"], as_index=False)
        .agg(
            n_upr_info=("position_upr_info", "count"),
            n_explorer=("position_explorer", "count"),
            n_rows=("rec_id", "count"),
            n_paragraph=("paragraph", "count"),
            n_position_wg=("position_wg", "count"),
        )
    )
    dated = counted.merge(review_dates.drop(columns="symbol"), on=["sur", "session"], how="left", validate="1:1")
    return dated.sort_values(["session", "sur"])[contract.columns("reviews")]


def _comparable(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.assign(compared=frame["text"].map(blind))
    keys = ["sur", "recommender", "cycle", "compared"]
    frame["occurrence"] = frame.groupby(keys, dropna=False).cumcount()
    return frame


def _council_session(symbol: str) -> int:
    return int(symbol.split("/")[2])


def _paragraph_order(paragraph: object) -> str:
    if not isinstance(paragraph, str):
        return "~"
    return ".".join(f"{int(number):05d}" for number in paragraph.split("."))
