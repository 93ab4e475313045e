import io
import zipfile

import numpy as np
import pandas as pd
import pytest

from uprlib import paths
from uprlib.curation.actions import classifier
from uprlib.curation.actions.classifier import N_FEATURES, Coder, fit, fit_features
from uprlib.curation.actions.features import hashed_features
from uprlib.errors import UprError
from uprlib.facts import tables
from uprlib.readers.wording.texts import blind

THINGS = ["schools", "prisons", "courts", "clinics", "roads", "farms", "ports", "wells"]
TEXTS = [f"{verb} the {thing}" for verb in ("Continue to support", "Ratify", "Strengthen") for thing in THINGS]
CATEGORIES = [2] * 8 + [5] * 8 + [4] * 8


@pytest.fixture(scope="module")
def coder():
    return fit(TEXTS, CATEGORIES, seed=1)


def test_what_is_stored_is_what_was_fitted(coder, tmp_path):
    coder.save(tmp_path / "coder.npz")
    pd.testing.assert_frame_equal(Coder.load(tmp_path / "coder.npz").predict(TEXTS), coder.predict(TEXTS))
    assert (coder.predict(TEXTS)["category"] == CATEGORIES).all()


def test_two_fits_give_the_same_bytes(coder):
    assert fit(TEXTS, CATEGORIES, seed=1).to_bytes() == coder.to_bytes()


def test_features_hashed_once_give_the_same_coder_and_the_same_categories(coder):
    features = hashed_features(TEXTS, N_FEATURES)
    apart = fit_features(features, [blind(text) for text in TEXTS], CATEGORIES, seed=1)
    assert apart.to_bytes() == coder.to_bytes()
    pd.testing.assert_frame_equal(coder.predict_features(features), coder.predict(TEXTS))


def test_texts_in_batches_and_texts_that_repeat_are_coded_as_each_alone(coder, monkeypatch):
    texts = pd.Series(TEXTS * 2, index=range(100, 100 + 2 * len(TEXTS)))
    monkeypatch.setattr(classifier, "BATCH", 5)
    coded = coder.predict(texts)
    assert coded.index.equals(texts.index)
    alone = pd.concat([coder.predict([text]) for text in texts])
    pd.testing.assert_frame_equal(coded.reset_index(drop=True), alone.reset_index(drop=True))


def test_one_wording_many_times_is_too_few_to_calibrate_on():
    with pytest.raises(UprError, match="category 5 has too few different texts"):
        fit([*TEXTS, "Sign it", "Sign it.", "SIGN IT"], [*(2 if c == 5 else c for c in CATEGORIES), 5, 5, 5], seed=1)


def test_the_shipped_coder_holds_numbers_only_and_needs_no_pickle():
    path = paths.raw() / "action_coder.npz"
    assert path.stat().st_size < 3_000_000
    with np.load(path, allow_pickle=False) as archive:
        assert all(archive[name].dtype.kind in "if" for name in archive.files)
    with zipfile.ZipFile(path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_shipped_coder_codes_what_nobody_coded():
    facts = tables.load("recommendations")
    assert (facts["action"].isna() == facts["action_machine"].notna()).all()
    assert facts["action_probability"].dropna().between(0, 1).all()


@pytest.mark.parametrize(
    ("texts", "categories", "words"),
    [
        ([], [], "needs texts, and one category for each"),
        (["Ratify it"], [9], r"row 0: a row has no action category; found 9"),
        (["Ratify it", " "], [5, 5], "row 1: a row has no text"),
        (["Ratify it", "Sign it", "Adopt it"], [5, 5, 5], "all rows have the same category"),
    ],
)
def test_what_cannot_be_fitted_is_said(texts, categories, words):
    with pytest.raises(UprError, match=words):
        fit(texts, categories, seed=1)


def test_a_file_that_is_no_coder_is_refused(tmp_path):
    path = tmp_path / "coder.npz"
    path.write_bytes(b"no archive")
    with pytest.raises(UprError, match="not a coder of action categories"):
        Coder.load(path)
    content = io.BytesIO()
    np.savez(content, other=np.zeros(2))
    path.write_bytes(content.getvalue())
    with pytest.raises(UprError, match="not a coder of action categories"):
        Coder.load(path)
