"""Requests that return: pairs of nearly identical recommendations to one State in its two reviews.

Texts are compared by the cosine of their TF-IDF vectors (Salton and Buckley 1988) over stems of words, without stop
words and without words that only modify a verb. The weights come from the whole corpus, so that "human" and "rights"
count little and "kidnapping" counts much. Two identifiers and a score are kept; no text is written.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from uprlib.curation.actions.phrasing import MODIFIERS, WORD, normalise, stem
from uprlib.facts.vocabulary import LEAST_LIKENESS

_IGNORED = ENGLISH_STOP_WORDS | MODIFIERS
DIGITS = 3
"""Scores are rounded, because sums differ in their last bits between processors."""


def request_pairs(recommendations: pd.DataFrame, export: pd.DataFrame, explorer: pd.DataFrame) -> pd.DataFrame:
    """The table `request_pairs`: pairs from the first and the second review that are alike enough to keep.

    Parameters
    ----------
    recommendations : pandas.DataFrame
        The raw table. Rows that belong to no review are left out.
    export, explorer : pandas.DataFrame
        The sources, with their texts.

    Returns
    -------
    pandas.DataFrame
        One row is one pair: rec_id_first, rec_id_second, score.
    """
    rows = recommendations[~recommendations["flag"].fillna("").str.contains("no_review")].reset_index(drop=True)
    weights = TfidfVectorizer(analyzer=_stems, sublinear_tf=True, dtype=np.float64).fit_transform(
        _texts(rows, export, explorer)
    )
    found = []
    for _, review in rows.groupby("sur", sort=True):
        first, second = (review.index[review["cycle"] == cycle].to_numpy() for cycle in (1, 2))
        likeness = (weights[first] @ weights[second].T).tocoo()
        score = likeness.data.round(DIGITS)
        kept = score >= LEAST_LIKENESS
        found.append(
            pd.DataFrame(
                {
                    "rec_id_first": rows.loc[first[likeness.row[kept]], "rec_id"].to_numpy(),
                    "rec_id_second": rows.loc[second[likeness.col[kept]], "rec_id"].to_numpy(),
                    "score": score[kept].clip(max=1.0),
                }
            )
        )
    return pd.concat(found, ignore_index=True).sort_values(["rec_id_first", "rec_id_second"], ignore_index=True)


def _texts(rows: pd.DataFrame, export: pd.DataFrame, explorer: pd.DataFrame) -> list[str]:
    of_export, of_explorer = export.set_index("export_row")["text"], explorer.set_index("explorer_row")["text"]
    texts = rows["export_row"].map(of_export).where(rows["export_row"].notna(), rows["explorer_row"].map(of_explorer))
    return texts.map(normalise).tolist()


def _stems(text: str) -> list[str]:
    return [stem(word) for word in WORD.findall(text) if len(word) > 1 and word not in _IGNORED]
