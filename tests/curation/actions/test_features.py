"""Claims about the tokens that the coder of action categories sees."""

import numpy as np

from uprlib.curation.actions.features import FAMILIES, hashed_features, token_families


def test_what_is_asked_is_read_together_with_the_verb_that_asks_it():
    law, measures = (set(token_families(f"Adopt {what} on prisons")["crossed"]) for what in ("a law", "measures"))
    assert "*adopt+law" in law - measures
    assert "*adopt+prison" in law & measures
    framed = token_families("In line with its pledge, adopt a law on prisons")["crossed"]
    assert set(framed) == law  # the frame is no part of the request
    assert token_families("Ratify")["crossed"] == []


def test_the_request_names_the_category_of_the_verb_rule():
    assert ">rule 2" in token_families("Continue its efforts")["request"]
    assert ">rule None" in token_families("Well done")["request"]


def test_a_token_of_the_opening_is_no_token_of_the_text():
    families = token_families("Ratify the Covenant and ratify the Protocol")
    assert set(families) == set(FAMILIES)
    assert set(families["opening"]).isdisjoint(families["words"])


def test_every_family_has_the_same_length_however_long_the_text():
    short, long = hashed_features(["Ratify the Covenant", "Ratify the Covenant " + "on many things " * 30], 2**16)
    assert short.shape == (1, 2**16) and long.nnz > short.nnz
    most = sum(weight for weight in FAMILIES.values())
    assert all(np.sqrt(row.multiply(row).sum()) <= most for row in (short, long))
