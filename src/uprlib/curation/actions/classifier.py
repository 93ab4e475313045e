"""A linear classifier of action categories whose stored form holds no text.

One-against-the-rest linear support vector machines on hashed features, weighted by inverse
document frequency. One byte is stored per hash bucket and category. Many tokens share a bucket
and no token is kept, so no text can be read back. The probability comes from a
multinomial logistic regression on out-of-fold scores (Platt scaling for several categories).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from uprlib import atomic
from uprlib.curation.actions.features import hashed_features
from uprlib.errors import UprError
from uprlib.facts.vocabulary import ACTIONS
from uprlib.readers.wording.texts import blind

FORMAT = 1
REFIT = "fit it again with `upr refresh`"
N_FEATURES = 2**18
BATCH = 1_000
"""Texts that are coded at a time."""
PENALTY = 0.01  # LinearSVC's C: chosen on sessions 1-16 only (see uprlib.curation.actions.evaluation)
CALIBRATION_FOLDS = 3
# Sums of floats differ in the last bits between processors. Categories are therefore decided on scores
# rounded to PRECISION digits (ties go to the lower category), and probabilities have REPORTED digits.
PRECISION = 6
REPORTED = 3

_ARRAYS = ("categories", "levels", "steps", "intercepts", "slopes", "offsets")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Coder:
    """A fitted coder of action categories.

    Attributes
    ----------
    categories : numpy.ndarray of int, shape (k,)
        The action categories that it can give, in ascending order.
    levels : numpy.ndarray of int8, shape (n_features, k)
        The weight of each hash bucket for each category, in steps.
    steps, intercepts : numpy.ndarray of float, shape (k,)
        The size of a step and the constant of each category's score.
    slopes : numpy.ndarray of float, shape (k, k)
        Calibration: the log-odds of the categories (columns) per unit of the scores (rows).
    offsets : numpy.ndarray of float, shape (k,)
        Calibration: constants.
    """

    categories: np.ndarray
    levels: np.ndarray
    steps: np.ndarray
    intercepts: np.ndarray
    slopes: np.ndarray
    offsets: np.ndarray

    def predict(self, texts: Sequence[str]) -> pd.DataFrame:
        """Action category of each text.

        Parameters
        ----------
        texts : sequence of str
            One recommendation each. A Series keeps its index.

        Returns
        -------
        pandas.DataFrame
            One row is one text: ``category`` (int), the one with the largest score, and
            ``probability`` (float, three digits), the calibrated probability that it is right.

        Raises
        ------
        UprError
            A text is missing or blank.
        """
        index = texts.index if isinstance(texts, pd.Series) else None
        texts = _checked_texts(texts)
        if not texts:
            return pd.DataFrame({"category": pd.Series(dtype=int), "probability": pd.Series(dtype=float)})
        # Tokens of a text take a hundred times its room; equal texts are looked at once.
        places: dict[str, int] = {}
        place_of_row = [places.setdefault(text, len(places)) for text in texts]
        different = list(places)
        batches = (different[first : first + BATCH] for first in range(0, len(different), BATCH))
        coded = pd.concat(self.predict_features(hashed_features(batch, len(self.levels))) for batch in batches)
        chosen = coded.take(place_of_row)
        return chosen.reset_index(drop=True) if index is None else chosen.set_axis(index)

    def predict_features(self, features: sp.csr_matrix) -> pd.DataFrame:
        """Action category of each row of hashed features; see :meth:`predict`."""
        scores = features @ self.levels.astype(float) * self.steps + self.intercepts
        chosen = scores.round(PRECISION).argmax(axis=1)
        logits = scores @ self.slopes + self.offsets
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        probabilities = odds / odds.sum(axis=1, keepdims=True)
        return pd.DataFrame(
            {
                "category": self.categories[chosen].astype(int),
                "probability": probabilities[np.arange(len(chosen)), chosen].round(REPORTED),
            }
        )

    def to_bytes(self) -> bytes:
        """The coder as an ``.npz`` archive; equal coders give equal bytes."""
        arrays = {"format": np.array(FORMAT, dtype=np.int16), **{name: getattr(self, name) for name in _ARRAYS}}
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, array in arrays.items():
                content = io.BytesIO()
                np.save(content, array, allow_pickle=False)
                # numpy.savez would write the time of day into the archive
                member = zipfile.ZipInfo(f"{name}.npy", date_time=_ZIP_EPOCH)
                member.create_system = 3  # zipfile would write down the operating system
                archive.writestr(member, content.getvalue(), zipfile.ZIP_DEFLATED, 9)
        return buffer.getvalue()

    def save(self, path: str | Path) -> None:
        """Write the coder to an ``.npz`` file."""
        atomic.write_with(Path(path), lambda temporary: temporary.write_bytes(self.to_bytes()))

    @classmethod
    def load(cls, path: str | Path) -> Coder:
        """Read a coder back; nothing in the file is executed.

        Raises
        ------
        UprError
            The file is not a coder, or it has another format.
        """
        try:
            with np.load(path, allow_pickle=False) as archive:
                version = int(archive["format"])
                arrays = {name: archive[name] for name in _ARRAYS}
        except (KeyError, ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
            raise UprError(
                "this file is not a coder of action categories", file=path, value=str(error)[:80], remedy=REFIT
            ) from None
        if version != FORMAT:
            raise UprError("this coder has another format", file=path, value=version, expected=FORMAT, remedy=REFIT)
        return cls(**arrays)


def fit(texts: Sequence[str], categories: Sequence[int], seed: int) -> Coder:
    """Fit a coder to coded recommendations.

    Parameters
    ----------
    texts : sequence of str
        Texts of the coded recommendations.
    categories : sequence of int
        Their action categories (1-5; McMahon 2012).
    seed : int
        Seed of the solver and of the calibration folds.

    Returns
    -------
    Coder
        Its weights are in steps already: what is evaluated is exactly what is saved.

    Raises
    ------
    UprError
        There are no rows, a text is blank, a row has no category from 1 to 5, all rows have the same
        category, or a category has fewer different texts than there are calibration folds.
    """
    texts = _checked_texts(texts)
    coded = _checked_categories(categories, len(texts))
    return fit_features(hashed_features(texts, N_FEATURES), [blind(text) for text in texts], coded, seed)


def fit_features(
    features: sp.csr_matrix, wordings: Sequence[str], categories: Sequence[int] | np.ndarray, seed: int
) -> Coder:
    """Fit a coder to features that are already hashed, so that several fits can share them.

    Parameters
    ----------
    features : scipy.sparse.csr_matrix
        From :func:`uprlib.curation.actions.features.hashed_features`; one row is one recommendation.
    wordings : sequence of str
        The text of each without punctuation and case. Rows with equal ones share one wording.
    categories, seed
        As in :func:`fit`.

    Returns
    -------
    Coder

    Raises
    ------
    UprError
        As in :func:`fit`, except for blank texts.
    """
    coded = _checked_categories(categories, features.shape[0])
    found = np.unique(coded)
    scores = np.zeros((len(coded), len(found)))
    fold_of_row = _calibration_folds(wordings, coded, seed)
    for fold in range(CALIBRATION_FOLDS):
        rest, held_out = fold_of_row != fold, fold_of_row == fold
        weights, intercepts = _linear_weights(features[rest], coded[rest], seed)
        scores[held_out] = features[held_out] @ weights + intercepts
    calibration = LogisticRegression(C=100.0, max_iter=1000).fit(scores, coded)
    slopes, offsets = calibration.coef_.T, calibration.intercept_
    if len(found) == 2:  # scikit-learn gives the log-odds of the second category only
        slopes, offsets = np.hstack([0 * slopes, slopes]), np.array([0.0, offsets[0]])
    weights, intercepts = _linear_weights(features, coded, seed)
    levels, steps = _quantised(weights)
    return Coder(
        categories=found.astype(np.int8),
        levels=levels,
        steps=steps,
        intercepts=intercepts.round(PRECISION),
        slopes=slopes.round(PRECISION),
        offsets=offsets.round(PRECISION),
    )


def _calibration_folds(wordings: Sequence[str], coded: np.ndarray, seed: int) -> np.ndarray:
    """The fold of each row. Equal wordings share a fold: split up, they would make the calibration overconfident."""
    _, first, wording = np.unique(np.asarray(wordings, dtype=object), return_index=True, return_inverse=True)
    category = coded[first]  # a wording that was coded in two ways counts as it was first
    different = pd.Series(category).value_counts().reindex(np.unique(coded), fill_value=0)
    if different.min() < CALIBRATION_FOLDS:
        raise UprError(
            f"category {different.idxmin()} has too few different texts to calibrate its probability",
            value=int(different.min()),
            expected=f"{CALIBRATION_FOLDS} or more",
        )
    folds = StratifiedKFold(CALIBRATION_FOLDS, shuffle=True, random_state=seed)
    fold_of_wording = np.empty(len(first), dtype=int)
    for fold, (_, held_out) in enumerate(folds.split(category, category)):
        fold_of_wording[held_out] = fold
    return fold_of_wording[wording]


def _linear_weights(features: sp.csr_matrix, coded: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Weights (buckets x categories) and intercepts, with the IDF folded into the weights."""
    rows_with = np.bincount(features.indices, minlength=features.shape[1])
    idf = np.log((1 + features.shape[0]) / (1 + rows_with)) + 1
    scaled = features.copy()
    scaled.data *= idf[scaled.indices]
    # a tolerance of 0.01 takes longer and gives the same kappa on sessions 1-16
    machine = LinearSVC(C=PENALTY, tol=0.05, random_state=seed)
    machine.fit(scaled, coded)
    weights, intercepts = machine.coef_.T, machine.intercept_
    if weights.shape[1] == 1:  # two categories: one machine, which speaks for the second
        weights, intercepts = np.hstack([-weights, weights]), np.append(-intercepts, intercepts)
    return weights * idf[:, None], intercepts


def _quantised(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The weights as whole steps of one byte each, and the size of a step for each category."""
    steps = np.abs(weights).max(axis=0) / 127
    return np.rint(weights / steps).astype(np.int8), steps


def _checked_texts(texts: Sequence[str]) -> list[str]:
    if isinstance(texts, str):
        raise UprError("one text was given instead of a sequence", remedy="put it in a list")
    texts = list(texts)
    for row, text in enumerate(texts):
        if not isinstance(text, str) or not text.strip():
            raise UprError("a row has no text", row=row, value=text, remedy="leave out such rows")
    return texts


def _checked_categories(categories: Sequence[int] | np.ndarray, rows: int) -> np.ndarray:
    categories = list(categories)
    if not rows or len(categories) != rows:
        raise UprError(
            "a coder needs texts, and one category for each", value=f"{rows} texts and {len(categories)} categories"
        )
    for row, category in enumerate(categories):
        if category is None or pd.isna(category) or category not in ACTIONS:
            raise UprError(
                "a row has no action category", row=row, value=category, expected="one of 1 to 5", remedy="leave it out"
            )
    coded = np.array(categories, dtype=int)
    if len(np.unique(coded)) < 2:
        raise UprError("all rows have the same category", value=int(coded[0]), expected="two or more categories")
    return coded
