"""What published totals allow where single answers are not known: sharp bounds over every completion.

A *completion* gives each unknown answer of a review a value so that the published totals come out. Of the DPRK's
review of 2009 we hold the totals of the annex of 2014 and a few rows, and of its review of 2014 how many of the answers
that were not acceptances in full were acceptances in part; a rate of a subgroup, or a difference between
subgroups, is then an interval: from its least to its greatest value over all completions. Nothing is estimated.

The interval of one linear quantity has a closed form (:func:`extremes`): completions are the bases of a matroid (so
many acceptances in all, at most so many among the rows that are known not to be accepted in full), so that taking the
largest weights first is exact (Edmonds 1971). Whether several conditions can hold at once has none; an integer
programme decides it (:func:`holds`). Bounds of this kind: Manski (2003), *Partial Identification of Probability
Distributions*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy  # opens its rooms when they are first used: few answers are unknown, and `optimize` takes its time

from uprlib.acceptance.codings import ANSWERS_IN_FULL, own_documents
from uprlib.errors import DataError

EVERY, SOME, NO = "every completion", "some completions", "no completion"


@dataclass(frozen=True)
class Hidden:
    """What the totals say of a review's unknown answers under one coding.

    Attributes
    ----------
    unknown : tuple of str
        The `rec_id` of every unknown answer of the review.
    accepted : int
        Acceptances among them.
    limited : frozenset of str
        Those of them that are known not to be acceptances in full.
    limit : int
        At most so many of the limited answers count as accepted (in part).
    """

    unknown: tuple[str, ...]
    accepted: int
    limited: frozenset[str] = frozenset()
    limit: int = 0


@dataclass(frozen=True)
class Condition:
    """A linear condition on answers: the sum of `weights` (by `rec_id`) over accepted rows is at least `at_least`.

    Weights are whole numbers, so that no rounding decides; :func:`more_often` and :func:`more_than` make them.
    """

    weights: pd.Series
    at_least: int


def hidden(rows: pd.DataFrame, totals: pd.DataFrame, positions: pd.DataFrame, coding: str) -> dict[str, Hidden]:
    """What the totals leave open in each review of which a document of the State's own tells answers row by row.

    Parameters
    ----------
    rows : pandas.DataFrame
        Every row of the reviews in question, from :func:`uprlib.acceptance.codings.coded`.
    totals : pandas.DataFrame
        The table `position_totals`.
    positions : pandas.DataFrame
        The table `positions`; its :func:`~uprlib.acceptance.codings.own_documents` say which totals count.
    coding : str
        The coding of `rows`.

    Returns
    -------
    dict of str to Hidden
        By symbol of the review's report, for reviews that have unknown answers.

    Raises
    ------
    DataError
        The totals contradict the rows (more acceptances than unknown rows, or fewer than none), or are not there.
    """
    if coding == "recorded":
        return {}
    meaning = ANSWERS_IN_FULL[coding]
    later = own_documents(positions)
    rows, found = rows[["rec_id", "symbol", "paragraph", "recommender", "accepted"]], {}
    # A review whose answers are all known is held against its totals too.
    for symbol in sorted(rows.loc[rows["rec_id"].isin(later["rec_id"]), "symbol"].unique()):
        review = rows[rows["symbol"] == symbol]
        answers = later[later["rec_id"].isin(review["rec_id"])]
        stated = totals[totals["document"].isin(answers["document"])].set_index("position")["n"]
        if stated.empty:
            raise DataError(
                "answers are missing and no totals are known",
                file="data/raw/position_totals.csv",
                value=symbol,
                expected="the totals of the later document",
            )
        published = int(sum(n for position, n in stated.items() if meaning[position] is True))
        answered = review[review["rec_id"].isin(answers["rec_id"]) | review["accepted"].isna()]
        # Totals count a paragraph that stands in several rows once: accepted in full if all its parts are.
        parts = answered.groupby(["paragraph", "recommender"], dropna=False)["accepted"]
        all_parts, any_part = parts.min(), parts.max()
        known = int((any_part if meaning["partly_accepted"] else all_parts).sum())
        unknown = review[review["accepted"].isna()]
        limited = answers[answers["rec_id"].isin(unknown["rec_id"]) & answers["position"].eq("not_fully_accepted")]
        partly = int(stated.get("partly_accepted", 0) - answers["position"].eq("partly_accepted").sum())
        partly -= int((any_part & ~all_parts).sum())
        limit = min(len(limited), max(partly, 0))
        most = len(unknown) - len(limited) + limit
        if partly < 0 or not 0 <= published - known <= most:
            raise DataError(
                "the published totals contradict the rows",
                file="data/raw/position_totals.csv",
                value=f"{published} accepted in the totals and {known} in the rows, with {len(unknown)} rows unknown",
                expected=f"from {known} to {known + most} accepted",
                remedy="correct the totals or the positions",
            )
        if len(unknown):
            found[symbol] = Hidden(tuple(unknown["rec_id"]), published - known, frozenset(limited["rec_id"]), limit)
    return found


def extremes(weights: pd.Series, rows: pd.DataFrame, hidden: Mapping[str, Hidden]) -> tuple[float, float]:
    """Least and greatest value of a weighted sum of acceptances over every completion.

    Parameters
    ----------
    weights : pandas.Series
        Weights by `rec_id`; a row that is not named has none.
    rows : pandas.DataFrame
        rec_id, symbol, accepted. A row that stands several times (once an issue) counts once. In a review that
        `hidden` does not name, an unknown answer may be either.
    hidden : mapping of str to Hidden
        From :func:`hidden`. It knows all unknown answers of a review, so that `rows` may be a part of it.

    Returns
    -------
    tuple of float
        Both values are attained by a completion.
    """
    base, free = _known_and_free(weights, rows, hidden)
    low, high = base + np.minimum(free, 0).sum(), base + np.maximum(free, 0).sum()
    for state in _touched(rows, hidden):
        own = _in_order(weights, state.unknown)
        limited = np.array([rec_id in state.limited for rec_id in state.unknown], dtype=bool)
        low, high = low - _greatest(-own, limited, state), high + _greatest(own, limited, state)
    return float(low), float(high)


def _known_and_free(weights: pd.Series, rows: pd.DataFrame, hidden: Mapping[str, Hidden]) -> tuple[float, np.ndarray]:
    """The part of the sum that is known, and the weights of unknown answers of which no total is known."""
    rows = rows[~rows["rec_id"].duplicated()]
    own, known = _in_order(weights, rows["rec_id"]), rows["accepted"].notna().to_numpy()
    base = float((own[known] * rows["accepted"].to_numpy(float, na_value=np.nan)[known]).sum())
    return base, own[_is_free(rows, hidden)]


def _is_free(rows: pd.DataFrame, hidden: Mapping[str, Hidden]) -> np.ndarray:
    return (rows["accepted"].isna() & ~rows["symbol"].isin(list(hidden))).to_numpy()


def _in_order(weights: pd.Series, rec_ids: Iterable[str]) -> np.ndarray:
    by_rec_id = weights.to_dict()
    return np.array([by_rec_id.get(rec_id, 0) for rec_id in rec_ids], dtype=float)


def _touched(rows: pd.DataFrame, hidden: Mapping[str, Hidden]) -> list[Hidden]:
    symbols = set(rows["symbol"].unique())
    return [hidden[symbol] for symbol in sorted(hidden) if symbol in symbols]


def _greatest(weights: np.ndarray, limited: np.ndarray, state: Hidden) -> float:
    order = np.argsort(-weights, kind="stable")
    allowed = ~limited[order] | (np.cumsum(limited[order]) <= state.limit)
    return float(weights[order][allowed][: state.accepted].sum())


def more_often(rows: pd.DataFrame, first: pd.Series, second: pd.Series) -> Condition:
    """The condition that rows of `first` (a mask) are accepted at a higher rate than rows of `second`.

    Raises
    ------
    DataError
        One of the two groups is empty.
    """
    n, m = int(first.sum()), int(second.sum())
    if not n or not m:
        rows_ = f"{n} and {m} rows"
        raise DataError("one of the two groups is empty", value=rows_, expected="at least one in each")
    return Condition(_by_rec_id(rows, first.astype(int) * m - second.astype(int) * n), 1)


def more_than(rows: pd.DataFrame, group: pd.Series, numerator: int, denominator: int) -> Condition:
    """The condition that more than numerator/denominator of `group` (a mask) is accepted.

    Raises
    ------
    DataError
        The group is empty.
    """
    n = int(group.sum())
    if not n:
        raise DataError("the group is empty", expected="at least one")
    return Condition(_by_rec_id(rows, group.astype(int) * denominator), n * numerator + 1)


def difference(rows: pd.DataFrame, first: pd.Series, second: pd.Series) -> pd.Series:
    """Weights whose sum over accepted rows is the rate of `first` less the rate of `second` (masks)."""
    return _by_rec_id(rows, first / first.sum() - second / second.sum())


def _by_rec_id(rows: pd.DataFrame, weights: pd.Series) -> pd.Series:
    return pd.Series(weights.to_numpy(), index=rows["rec_id"])


def negated(condition: Condition) -> Condition:
    """The condition that the other does not hold."""
    return Condition(-condition.weights, 1 - condition.at_least)


def holds(conditions: Sequence[Condition], rows: pd.DataFrame, hidden: Mapping[str, Hidden]) -> str:
    """Whether all conditions hold together in every completion, in some, or in none.

    Returns
    -------
    {"every completion", "some completions", "no completion"}
    """
    if all(extremes(each.weights, rows, hidden)[0] >= each.at_least for each in conditions):
        return EVERY
    if any(extremes(each.weights, rows, hidden)[1] < each.at_least for each in conditions):
        return NO
    if len(conditions) == 1:
        return SOME
    # Each can hold; whether they can together is a matter of one assignment of answers.
    feasible = _Programme(rows, hidden).solve(0 * conditions[0].weights, conditions)
    return NO if feasible is None else SOME


class _Programme:
    """Unknown answers as binary variables, with the totals of each review as constraints."""

    def __init__(self, rows: pd.DataFrame, hidden: Mapping[str, Hidden]):
        self.rows, self.hidden = rows, hidden
        states = _touched(rows, hidden)
        free = rows.loc[_is_free(rows, hidden), "rec_id"].unique()
        self.unknown = pd.Index([*(rec_id for state in states for rec_id in state.unknown), *free])
        self.constraints = []
        for state in states:
            own, limited = self.unknown.isin(state.unknown), self.unknown.isin(list(state.limited))
            self.constraints.append(
                scipy.optimize.LinearConstraint(own[None, :].astype(float), state.accepted, state.accepted)
            )
            self.constraints.append(scipy.optimize.LinearConstraint(limited[None, :].astype(float), 0, state.limit))

    def solve(self, weights: pd.Series, conditions: Sequence[Condition]) -> float | None:
        """The least weighted sum under the conditions; None where they cannot be met."""

        def known(given: pd.Series) -> float:
            return _known_and_free(given, self.rows, self.hidden)[0]

        if self.unknown.empty:
            return known(weights) if all(known(each.weights) >= each.at_least for each in conditions) else None

        def of_unknown(given: pd.Series) -> np.ndarray:
            return _in_order(given, self.unknown)

        added = [
            scipy.optimize.LinearConstraint(
                of_unknown(each.weights)[None, :], each.at_least - known(each.weights), np.inf
            )
            for each in conditions
        ]
        constraints, whole = self.constraints + added, np.ones(len(self.unknown))
        solved = scipy.optimize.milp(
            of_unknown(weights), integrality=whole, bounds=scipy.optimize.Bounds(0, 1), constraints=constraints
        )
        return None if solved.x is None else float(solved.fun) + known(weights)
