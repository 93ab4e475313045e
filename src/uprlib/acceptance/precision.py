"""What a comparison of two shares could have seen: a change that it may have missed, and whether "no rise" is shown.

A difference that is not significant is not thereby absent. Two numbers say how much that means: the smallest change
that data of this size would have found, and an equivalence test, which reverses the burden of proof.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.proportion import tost_proportions_2indep

from uprlib.acceptance.answers import answers
from uprlib.acceptance.clusters import clustered, spread
from uprlib.acceptance.codings import CODINGS, own_documents
from uprlib.acceptance.exact import newcombe
from uprlib.acceptance.rates import rates
from uprlib.errors import DataError, ParameterError
from uprlib.facts.corpus import Corpus
from uprlib.tidy import Cell, Number, Result, Row, capitalised, or_sentence, p_value, points, tidy

POWER = 0.8
"""Chance with which a change must be found to count as one that the data could have seen (Cohen 1988)."""


@dataclass(frozen=True)
class Precision:
    """What two shares say of their difference, and what they could not have said.

    Attributes
    ----------
    difference, low, high : float
        The first share less the second, with Newcombe's interval.
    missed : float
        The smallest true difference, in either direction, that a test would have found with the chance :data:`POWER`.
    p_no_rise, p_no_fall : float
        One-sided tests that the difference is below the margin, and above minus the margin.
    p_same : float
        Equivalence: the larger of the two (two one-sided tests; Schuirmann 1987).
    """

    difference: float
    low: float
    high: float
    missed: float
    p_no_rise: float
    p_no_fall: float
    p_same: float


def precision(
    accepted: float,
    n: float,
    other_accepted: float,
    other_n: float,
    *,
    margin: float = 0.1,
    confidence: float = 0.95,
    design_effects: tuple[float, float] = (1.0, 1.0),
) -> Precision:
    """What two counts could have seen.

    Parameters
    ----------
    accepted, n, other_accepted, other_n : float
        Two independent counts, such as the totals of two reviews.
    margin : float
        A difference of less than this counts as none.
    confidence : float
        Level of the interval and of the test that may miss a difference.
    design_effects : tuple of float
        Of each count (:func:`uprlib.acceptance.clusters.spread`): both are divided by theirs, so that clustered answers
        count as the independent ones that would tell as much.

    Raises
    ------
    ParameterError
        The margin is not a share, or a count holds nothing.

    Notes
    -----
    Tests by the score of Farrington and Manning (1990), which holds where a share is 0 or 1. `missed` takes the
    standard error of shares with half an acceptance and half a refusal added, so that it is never 0.

    Examples
    --------
    The DPRK accepted 81 of 167 recommendations of 2009 belatedly, and 114 of 269 of 2014.

    >>> found = precision(114, 269, 81, 167)
    >>> [round(value, 3) for value in (found.difference, found.low, found.high, found.missed)]
    [-0.061, -0.156, 0.034, 0.137]
    >>> found.p_no_rise < 0.05 < found.p_same
    True
    """
    if not 0 < margin < 1:
        raise ParameterError("the margin must be a share", value=margin, expected="a number between 0 and 1")
    if min(n, other_n) <= 0:
        rows = f"{n} and {other_n} rows"
        raise ParameterError("a share needs rows", value=rows, expected="at least one on each side")
    a, size, b, other = np.array([accepted, n, other_accepted, other_n]) / np.repeat(design_effects, 2)
    low, high = newcombe(a, size, b, other, confidence)
    # The package also forms ratios of the shares, which may be 0.
    with np.errstate(divide="ignore", invalid="ignore"):
        tested = tost_proportions_2indep(a, size, b, other, -margin, margin, method="score")
    shares = [((count + 0.5) / (of + 1), of) for count, of in ((a, size), (b, other))]
    error = math.sqrt(sum(share * (1 - share) / of for share, of in shares))
    missed = float(stats.norm.ppf(0.5 + confidence / 2) + stats.norm.ppf(POWER)) * error
    ps = (tested.results_smaller.pvalue, tested.results_larger.pvalue, tested.pvalue)
    return Precision(float(a / size - b / other), low, high, missed, *map(float, ps))


@or_sentence
def change_precision(corpus: Corpus, sur: str, *, margin: float = 0.1, confidence: float = 0.95) -> Result:
    """What the change between a State's two reviews could have been, under each coding; see :func:`precision`.

    The two reviews received different recommendations, so that they are two samples. Where single answers of a review
    are not known, the recorded ones show how answers cluster by recommending State, and where these are all the same,
    the other review's do. A review in which every answer is the same is not tested: see :func:`_one_answer`.

    Parameters
    ----------
    sur : str
        The State.
    margin : float
        A change of less than this counts as none.
    confidence : float
        Level of the intervals.

    Returns
    -------
    Result
        One row is one coding: coding, first, n_1, second, n_2, the fields of :class:`Precision` over rows and, with the
        ending _clustered, at the effective number of rows; effect_1 and effect_2, the design effects; borrowed (whether
        one of these is the other review's).

    Examples
    --------
    >>> import uprlib
    >>> found = change_precision(uprlib.corpus(), "PRK")
    >>> found.loc[found["coding"] == "belated", ["difference", "missed"]].round(2).to_numpy().tolist()
    [[-0.06, 0.14]]
    """
    lines, said = [], []
    recorded = answers(corpus, sur, "recorded")
    later = own_documents(corpus.positions)["rec_id"].isin(recorded["rec_id"]).any()
    for coding in CODINGS if later else CODINGS[:1]:
        own = answers(corpus, sur, coding, confidence=confidence)
        of = {row["cycle"]: row for row in rates(own, "cycle").to_dict("records") if pd.notna(row["rate"])}
        if not {1, 2} <= set(of):
            continue
        if alike := [row for row in of.values() if row["rate"] in (0, 1)]:
            said += [_one_answer(row, coding) for row in alike]
            continue
        counts = [(round(of[cycle]["rate"] * of[cycle]["n"]), of[cycle]["n"]) for cycle in (2, 1)]
        effects = [_design_effect(own, cycle, otherwise=recorded) for cycle in (2, 1)]
        known = [effect for effect in effects if not math.isnan(effect)]
        line = {"coding": coding, "first": of[1]["rate"], "n_1": of[1]["n"], "second": of[2]["rate"], "n_2": of[2]["n"]}
        line |= asdict(precision(*counts[0], *counts[1], margin=margin, confidence=confidence))
        if known:
            second, first = (known[0] if math.isnan(effect) else effect for effect in effects)
            found = precision(
                *counts[0], *counts[1], margin=margin, confidence=confidence, design_effects=(second, first)
            )
            line |= {f"{name}_clustered": value for name, value in asdict(found).items()}
            line |= {"effect_1": first, "effect_2": second, "borrowed": len(known) < 2}
        lines.append(line)
    if not lines:
        none = f"{capitalised(corpus.the_name(sur))} does not have two reviews with known totals."
        raise DataError(" ".join(said) or none)
    table = pd.DataFrame(lines)
    for name in CLUSTERED_ONLY:
        table[name] = table.get(name, math.nan)
    note = "second review less first, coding {coding}; p that it rose by less than the margin: {p_no_rise:p}"
    table["over"] = table["low_clustered"].notna()
    borrowed = bool(table["borrowed"].eq(True).any())
    return tidy(
        table,
        title=f"What the change between the two reviews could have been, {corpus.name(sur)}",
        notes=f"Percentage points; margin {100 * margin:g}. Interval: {confidence:.0%}, of two independent shares "
        "(Newcombe), over rows and, by recommending State, at the effective number of rows. Missed: the "
        f"smallest change found with a chance of {POWER:.0%}. No rise: p of the test that the share rose by less than "
        "the margin; the same: p of the two one-sided tests that it changed by less."
        + (" The design effect of a review whose answers do not show it is the other review's." * borrowed),
        index="coding",
        columns={
            "first": "{first:share} of {n_1}",
            "second": "{second:share} of {n_2}",
            "change": "{difference:points}",
            "interval, rows": "{low:points} to {high:points}",
            "interval, States": "{low_clustered:points} to {high_clustered:points}",
            "missed, rows": _points_without_sign("missed"),
            "missed, States": _points_without_sign("missed_clustered"),
            "no rise, p, rows": "{p_no_rise:p}",
            "no rise, p, States": "{p_no_rise_clustered:p}",
            "the same, p, rows": "{p_same:p}",
            "the same, p, States": "{p_same_clustered:p}",
        },
        numbers=(
            Number("change_precision.{coding}", "difference", "low", "high", _both, note=note),
            clustered("change_precision.{coding}", "difference", n=_both, note=note, where="over"),
            Number("missed.{coding}", "missed", n=_both, note="smallest change found with a chance of 80%"),
            Number(
                "missed.{coding}.clustered", "missed_clustered", n=_both, note="the same, over States", where="over"
            ),
            Number("no_rise_p.{coding}", "p_no_rise", n=_both, unit="p", note="the share rose by less than the margin"),
            Number(
                "no_rise_p.{coding}.clustered",
                "p_no_rise_clustered",
                None,
                None,
                _both,
                "p",
                "the same, over States",
                "over",
            ),
        ),
        sentences=tuple(said),
        facts={"margin": margin, "confidence": confidence},
    ).say(_in_words)


CLUSTERED_ONLY = (
    *(f"{name}_clustered" for name in ("low", "high", "missed", "p_no_rise", "p_same")),
    *("effect_1", "effect_2", "borrowed"),
)


def _design_effect(own: pd.DataFrame, cycle: int, *, otherwise: pd.DataFrame) -> float:
    """The design effect of a review, or of other answers to it where some are not known; missing without variation."""
    rows = own[own["cycle"] == cycle]
    if rows["accepted"].isna().any():
        rows = otherwise[otherwise["cycle"] == cycle]
    return math.nan if rows["accepted"].isna().any() else spread(rows).design_effect


def _one_answer(row: Row, coding: str) -> str:
    """Why a review in which every answer is the same is not tested."""
    of, verb = ("all", "are") if row["rate"] else ("none", "is")
    return (
        f"Under the coding {coding}, {of} of the {row['n']} recommendations of cycle {row['cycle']} {verb} recorded as "
        f"accepted. That may be a single act, such as silence, and not {row['n']} answers, so that no test counts them "
        "as such."
    )


def _points_without_sign(column: str) -> Cell:
    return lambda row: "" if pd.isna(row[column]) else f"{100 * row[column]:.1f}"


def _both(row: Row) -> int:
    return int(row["n_1"] + row["n_2"])


def _in_words(row: Row) -> str:
    """What is shown of the change: that there was one, that there was no rise, or neither."""
    level = "_clustered" if pd.notna(row["low_clustered"]) else ""
    over = "over recommending States" if level else "over rows"
    low, high, missed = row[f"low{level}"], row[f"high{level}"], row[f"missed{level}"]
    under = f"Under the coding {row['coding']}, the share accepted"
    interval = f"{points(row['difference'])} percentage points, {points(low)} to {points(high)} {over}"
    if low > 0 or high < 0:
        return f"{under} {'rose' if low > 0 else 'fell'} ({interval})."
    p, margin = row[f"p_no_rise{level}"], f"{100 * row['margin']:g} points"
    out = "ruled out" if p < 1 - row["confidence"] else "not ruled out"
    shown = f"a rise of {margin} or more is {out} (p {_is(p)})"
    return (
        f"{under} is not shown to have changed ({interval}): {shown}, and a change of {100 * missed:.0f} points could "
        "have been missed."
    )


def _is(p: float) -> str:
    words = p_value(p)
    return words.replace("<", "< ") if words.startswith("<") else f"= {words}"
