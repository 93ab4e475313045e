"""Hashed features of recommendations: five families of tokens in one hash space, without a vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import HashingVectorizer

from uprlib.curation.actions.phrasing import MODIFIERS, WORD, normalise, request, stem
from uprlib.curation.actions.verb_rule import rule_of_request

# The weight of each family of tokens. Weights and families were chosen on sessions 1-16 only.
FAMILIES = {"words": 1.0, "opening": 1.0, "request": 1.0, "letters": 0.6, "crossed": 0.7}
_LETTERS = 24
_CROSSED = 24


def _ngrams(words: list[str]) -> list[str]:
    """Single words, pairs and triples anywhere in the text: what the request is about."""
    pairs = [f"{a} {b}" for a, b in pairwise(words)]
    triples = [f"{a} {b}" for a, b in zip(pairs, words[2:], strict=False)]
    return words + pairs + triples


def _opening(words: list[str], mark: str) -> list[str]:
    """The first eight words by place, order and distance, where the category is decided.

    Every token has a mark that no word contains, so that it differs from all n-grams of the text.
    """
    words = words[:8]
    first = words[:6]
    tokens = [f"{mark}{' '.join(first[:length])}" for length in range(1, len(first) + 1)]
    tokens += [f"{mark}{place}={word}" for place, word in enumerate(first)]
    tokens += [f"{mark}~{word}" for word in words]
    tokens += [f"{mark}~{a} {b}" for a, b in pairwise(words)]
    tokens += [f"{mark}{a}..{b}" for gap in (2, 3, 4, 5) for a, b in zip(first, first[gap:], strict=False)]
    return tokens


def _crossed(stems: list[str]) -> list[str]:
    """The verb, and the verb with its neighbour, each paired with every later word.

    The object makes a verb general or specific: "adopt measures" and "adopt a law" differ in words that are used with
    other verbs too. A sum of weights of single words cannot tell these apart.
    """
    later = stems[1 : 1 + _CROSSED]
    tokens = [f"*{stems[0]}+{word}" for word in later] if later else []
    return tokens + [f"*{stems[0]} {stems[1]}+{word}" for word in later[1:]]


def token_families(text: str) -> dict[str, list[str]]:
    """Tokens of one text by family.

    Parameters
    ----------
    text : str
        Text of one recommendation, as published.

    Returns
    -------
    dict of str to list of str
        ``words`` (1- to 3-grams of the whole text), ``opening`` (the first words unchanged),
        ``request`` (the first stems of the request without frame and modifiers, and the
        category of the verb rule), ``letters`` (runs of 3-5 letters at the start of the
        request, for verbs that are misspelt or run together) and ``crossed`` (the verb paired
        with each of the stems that follow it).
    """
    whole = normalise(text)
    asked = request(whole)
    start = " " + asked[:_LETTERS]
    stems = [stem(word) for word in WORD.findall(asked) if word not in MODIFIERS]
    return {
        "words": _ngrams(WORD.findall(whole)),
        "opening": _opening(whole.split(), "^"),
        "request": [*_opening(stems, ">"), f">rule {rule_of_request(asked)}"],
        "letters": [
            "#" + start[place : place + length] for length in (3, 4, 5) for place in range(len(start) - length + 1)
        ],
        "crossed": _crossed(stems),
    }


def hashed_features(texts: Sequence[str], n_features: int) -> sp.csr_matrix:
    """Hash the tokens of each text into one space, and give every family the same length.

    Parameters
    ----------
    texts : sequence of str
        The texts, one for each row.
    n_features : int
        Size of the hash space (a power of two).

    Returns
    -------
    scipy.sparse.csr_matrix
        ``len(texts)`` x ``n_features``, float64. Families share the space. As all have the same length, the
        hundreds of n-grams of a long text do not drown the few tokens of its verb.
    """
    tokens = [token_families(text) for text in texts]
    total = sp.csr_matrix((len(texts), n_features))
    for family, weight in FAMILIES.items():
        vectoriser = HashingVectorizer(
            analyzer=itemgetter(family),
            n_features=n_features,
            binary=True,
            alternate_sign=False,
            norm="l2",
            dtype=np.float64,
        )
        total = total + weight * vectoriser.transform(tokens)
    return total.tocsr()
