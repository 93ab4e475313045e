"""Regression on pairs of States whose errors depend on who is in the pair: MRQAP.

Dyads that share a State are not independent, so their p-values come from permuting States, rows and columns together
(Hubert 1987; Krackhardt 1988), with Dekker's double semi-partialling where there are several terms (Dekker, Krackhardt
and Snijders 2007). No kept package does this.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from uprlib.errors import DataError

_BLOCK = 64
"""Permutations whose sums are taken at once: few enough to stay near the processor."""


def mrqap(outcome: np.ndarray, terms: Mapping[str, np.ndarray], *, permutations: int, seed: int) -> pd.DataFrame:
    """Ordinary least squares on dyads with permutation p-values by double semi-partialling.

    Each term is regressed on the others; the States of its residual matrix are permuted, and the t statistic of the
    permuted residual beside the other terms is compared with the observed one.

    Parameters
    ----------
    outcome : numpy.ndarray, shape (n, n)
        What is explained; the diagonal is ignored. A missing value leaves the dyad out.
    terms : mapping of str to numpy.ndarray, shape (n, n)
        What explains it; a value that is missing leaves the dyad out.
    permutations, seed : int
        Permutations of the States and their seed.

    Returns
    -------
    pandas.DataFrame
        One row is one term: term, estimate, t, p (two-sided, with one added to both counts), dyads.

    Raises
    ------
    DataError
        There are fewer States or dyads than terms need, or a term does not vary.
    """
    matrices = [np.asarray(matrix, float) for matrix in (outcome, *terms.values())]
    n = len(matrices[0])
    if n < 4 or any(matrix.shape != (n, n) for matrix in matrices):
        raise DataError("square matrices of the same four States or more are needed", value=[m.shape for m in matrices])
    use = ~np.eye(n, dtype=bool) & ~np.any([np.isnan(matrix) for matrix in matrices], axis=0)
    if use.sum() < len(matrices) + 2:
        raise DataError("too few pairs of States have every value", value=int(use.sum()))
    y = matrices[0][use]
    design = np.column_stack([np.ones(len(y)), *(matrix[use] for matrix in matrices[1:])])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise DataError("a term does not vary, or follows from the others", value=", ".join(terms))
    generator = np.random.default_rng(seed)
    orders = generator.permuted(np.tile(np.arange(n), (permutations, 1)), axis=1)
    beta = np.linalg.lstsq(design, y, rcond=None)[0]
    lines = []
    for place, name in enumerate(terms, start=1):
        others = np.delete(design, place, axis=1)
        basis = np.linalg.qr(others)[0]
        own = design[:, place] - basis @ (basis.T @ design[:, place])
        rest = y - basis @ (basis.T @ y)
        residual = np.zeros((n, n))
        residual[use] = own
        freedom = len(y) - design.shape[1]
        observed = _t(own @ rest, own @ own, rest @ rest, freedom)
        # Over whole matrices, zero where a dyad is left out: products with them are those over the dyads.
        full_rest, full_basis = np.zeros(n * n), np.zeros((n * n, basis.shape[1]))
        full_rest[use.ravel()], full_basis[use.ravel()] = rest, basis
        kept = None if use.sum() == n * (n - 1) else use.ravel().astype(float)
        extreme = 0
        for start in range(0, permutations, _BLOCK):
            block = np.stack([residual[order][:, order].ravel() for order in orders[start : start + _BLOCK]])
            if kept is not None:
                block *= kept
            squares = np.einsum("ij,ij->i", block, block) - ((block @ full_basis) ** 2).sum(axis=1)
            t = _t(block @ full_rest, squares, rest @ rest, freedom)
            extreme += int((np.abs(t) >= abs(observed) - 1e-9).sum())
        lines.append((name, float(beta[place]), float(observed), (extreme + 1) / (permutations + 1), int(use.sum())))
    return pd.DataFrame(lines, columns=["term", "estimate", "t", "p", "dyads"])


def _t(cross: np.ndarray, squares: np.ndarray, rest: float, freedom: int) -> np.ndarray:
    """The t statistic of terms that are freed of the others, from sums of products (Frisch and Waugh 1933)."""
    squares = np.maximum(squares, 1e-12)
    return cross / squares * np.sqrt(squares * freedom / np.maximum(rest - cross**2 / squares, 1e-12))
