"""How well the coder of action categories does on rows that it was not trained on.

Rows are held out in two ways: by State under review (each fifth of the States in turn), and forward in time (trained
on sessions 1-16, tested on 17-20). Many requests are made in the same words in several reviews. `unseen` marks rows
whose wording, apart from punctuation and case, is not among the training rows.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import GroupKFold

from uprlib.curation.actions.classifier import N_FEATURES, fit_features
from uprlib.curation.actions.features import hashed_features
from uprlib.curation.actions.verb_rule import rule_category
from uprlib.readers.wording.texts import blind

FOLDS = 5
LAST_TRAINING_SESSION = 16


def out_of_sample(coded: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The machine's category of every row that is held out.

    Parameters
    ----------
    coded : pandas.DataFrame
        Coded rows: sur, session, text, action.
    seed : int
        The seed of the fits.

    Returns
    -------
    pandas.DataFrame
        One row is one held-out row in one split: split, session, action, machine, unseen.
    """
    wordings = coded["text"].map(blind)
    features = hashed_features(coded["text"], N_FEATURES)  # once for all fits: no text depends on another
    parts = []
    for train, test in GroupKFold(FOLDS).split(coded, groups=coded["sur"]):
        parts.append(_held_out(coded, features, wordings, train, test, "by_state", seed))
    earlier = coded["session"] <= LAST_TRAINING_SESSION
    train, test = np.flatnonzero(earlier), np.flatnonzero(~earlier)
    parts.append(_held_out(coded, features, wordings, train, test, "forward", seed))
    # The rule's table of verbs was made from sessions 1-14 only, so it is tested on the same later sessions.
    later = coded[~earlier]
    ruled = later["text"].map(rule_category)
    parts.append(
        pd.DataFrame(
            {
                "split": "verb_rule",
                "session": later["session"],
                "action": later["action"],
                "machine": ruled,
                "unseen": ~wordings[later.index].isin(set(wordings[earlier])),
            }
        ).dropna(subset=["machine"])
    )
    return pd.concat(parts, ignore_index=True).astype({"action": int, "machine": int})


def measures(held_out: pd.DataFrame) -> pd.DataFrame:
    """Agreement, Cohen's kappa and Krippendorff's alpha (nominal) of each split, overall and by session.

    Returns
    -------
    pandas.DataFrame
        One row is one split, one session (missing: all of them) and all or unseen wordings (`texts`): split,
        session, texts, n, agreement, kappa, alpha.
    """
    rows = []
    for split, of_split in held_out.groupby("split", sort=False):
        for texts, chosen in (("all", of_split), ("unseen", of_split[of_split["unseen"]])):
            rows.append({"split": split, "session": None, "texts": texts, **_agreement(chosen)})
        for session, chosen in of_split.groupby("session"):
            rows.append({"split": split, "session": session, "texts": "all", **_agreement(chosen)})
    return pd.DataFrame(rows)


def confusion(held_out: pd.DataFrame) -> pd.DataFrame:
    """Counts of every pair of coded and machine category in each split: split, action, machine, n."""
    return held_out.groupby(["split", "action", "machine"], as_index=False).size().rename(columns={"size": "n"})


def krippendorffs_alpha(first: np.ndarray, second: np.ndarray) -> float:
    """Krippendorff's alpha for two coders, nominal categories, nothing missing (Krippendorff 2011).

    Examples
    --------
    >>> krippendorffs_alpha(np.array([1, 1, 2, 2]), np.array([1, 1, 2, 2]))
    1.0
    """
    both = np.concatenate([first, second])
    counts = np.unique(both, return_counts=True)[1]
    expected = 1 - (counts * (counts - 1)).sum() / (len(both) * (len(both) - 1))
    return float(1 - np.mean(first != second) / expected)


def _held_out(
    coded: pd.DataFrame,
    features: sp.csr_matrix,
    wordings: pd.Series,
    train: np.ndarray,
    test: np.ndarray,
    split: str,
    seed: int,
) -> pd.DataFrame:
    known = wordings.iloc[train]
    coder = fit_features(features[train], known.tolist(), coded["action"].iloc[train], seed)
    return pd.DataFrame(
        {
            "split": split,
            "session": coded["session"].iloc[test],
            "action": coded["action"].iloc[test],
            "machine": coder.predict_features(features[test])["category"].to_numpy(),
            "unseen": ~wordings.iloc[test].isin(set(known)),
        }
    )


def _agreement(rows: pd.DataFrame) -> dict[str, float]:
    first, second = rows["action"].to_numpy(), rows["machine"].to_numpy()
    return {
        "n": len(rows),
        "agreement": round(float(np.mean(first == second)), 4),
        "kappa": round(float(cohen_kappa_score(first, second)), 4),
        "alpha": round(krippendorffs_alpha(first, second), 4),
    }
