"""Logit models of acceptance: with errors clustered by recommending State, and Firth's where there is separation."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from uprlib.acceptance.answers import Answers
from uprlib.errors import DataError
from uprlib.tidy import Result, estimate, or_sentence, tidy


@dataclass(frozen=True)
class Model:
    """A fitted model.

    Attributes
    ----------
    table : pandas.DataFrame
        One row is one term: term, odds_ratio, low, high, p. Terms are categories against a reference category.
    n, clusters : int
        Rows and recommending States.
    references : dict
        Column to its reference category.
    separated : bool or None
        Whether some combination of terms predicts the answer perfectly, so that maximum likelihood has no estimate;
        None where it was not looked at.
    """

    table: pd.DataFrame
    n: int
    clusters: int
    references: dict[str, str]
    separated: bool | None


def logit(
    coded: pd.DataFrame, terms: list[str], references: dict[str, object] | None = None, *, confidence: float = 0.95
) -> Model:
    """Maximum likelihood logit of `accepted` with errors clustered by recommending State.

    Parameters
    ----------
    coded : pandas.DataFrame
        Rows with `accepted`, `recommender` and the terms; rows with something missing are left out.
    terms : list of str
        Columns, entered as categories. The action category never enters as a score.
    references : dict, optional
        Reference category of a column; the most frequent one otherwise.

    Returns
    -------
    Model
        `table` is empty where there is separation; use :func:`firth_logit` there.

    Raises
    ------
    DataError
        The answers do not vary, or no term does, or there is only one recommending State.
    """
    import statsmodels.api as sm

    answers, design, rows, used = in_columns(coded, terms, references)
    separated = _separated(answers, design)
    table = pd.DataFrame(columns=["term", "odds_ratio", "low", "high", "p"])
    if rows["recommender"].nunique() < 2:
        raise DataError("errors cannot be clustered", value="one recommending State", expected="at least two")
    if not separated:
        groups = rows["recommender"].astype("category").cat.codes
        fitted = sm.Logit(answers, sm.add_constant(design)).fit(
            disp=False, cov_type="cluster", cov_kwds={"groups": groups.to_numpy()}, maxiter=200
        )
        interval = fitted.conf_int(alpha=1 - confidence)
        parts = {"odds_ratio": np.exp(fitted.params), "low": np.exp(interval[0]), "high": np.exp(interval[1])}
        values = pd.DataFrame({**parts, "p": fitted.pvalues}).loc[design.columns]
        table = values.rename_axis("term").reset_index()
    return Model(table, len(rows), rows["recommender"].nunique(), used, separated)


def firth_logit(
    coded: pd.DataFrame,
    terms: list[str],
    references: dict[str, object] | None = None,
    *,
    confidence: float = 0.95,
    shown: str | None = None,
) -> Model:
    """Firth's penalised logit with profile likelihood intervals (Firth 1993; Heinze and Schemper 2002).

    Finite under separation. Rows of one recommending State are taken as independent: read it beside :func:`logit`.
    Parameters, returns and errors as there; with `shown`, only the terms of that column are in the table (profiles of
    the others cost time).
    """
    from firthmodels import FirthLogisticRegression

    answers, design, rows, used = in_columns(coded, terms, references)
    model = FirthLogisticRegression(backend="numpy", max_iter=200, gtol=1e-6, xtol=1e-6)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            model.fit(design.to_numpy(), answers.to_numpy())
        except (np.linalg.LinAlgError, UserWarning) as problem:
            named = f"{', '.join(terms)}: {problem}"
            raise DataError("the model cannot be fitted on these rows", value=named) from None
    chosen = [place for place, name in enumerate(design.columns) if shown is None or name.partition(": ")[0] == shown]
    interval = model.conf_int(alpha=1 - confidence, method="pl", features=chosen, max_iter=200)[chosen]
    table = pd.DataFrame(
        {
            "term": design.columns[chosen],
            "odds_ratio": np.exp(model.coef_[chosen]),
            "low": np.exp(interval[:, 0]),
            "high": np.exp(interval[:, 1]),
            "p": [_penalised_p(model, place) for place in chosen],
        }
    )
    # A linear programme: where one column is asked for, nobody looks at it.
    separated = _separated(answers, design) if shown is None else None
    return Model(table, len(rows), rows["recommender"].nunique(), used, separated)


def _penalised_p(model, index: int) -> float:
    """The penalised likelihood ratio test of one term."""
    try:
        model.lrt(features=[index])
    except ZeroDivisionError:
        # The package divides by the statistic, which is exactly 0 where the answers are balanced.
        return 1.0
    return float(model.lrt_pvalues_[index])


def in_columns(coded: pd.DataFrame, terms: list[str], references: dict[str, object] | None = None) -> tuple:
    """The terms of a model as columns of zeros and ones, one for each category but its reference.

    Returns
    -------
    tuple
        The answers, the columns, the rows that they are made from, and the reference category of each term.

    Raises
    ------
    DataError
        The answers do not vary, or no term does.
    """
    rows = coded.dropna(subset=["accepted", "recommender", *terms]).reset_index(drop=True)
    answers = rows["accepted"].astype(int)
    if rows.empty or answers.nunique() < 2:
        raise DataError(
            "no model can be fitted: every known answer is the same",
            value=f"{int(answers.sum())} accepted of {len(rows)}",
            expected="accepted and other answers",
        )
    parts, used = [], {}
    for term in terms:
        values = rows[term].astype(str)
        counts = values.value_counts()
        if len(counts) < 2:
            continue
        wanted = str((references or {}).get(term))
        # Ties go to the first in order, so that the choice does not depend on the order of rows.
        used[term] = wanted if wanted in counts.index else min(counts[counts == counts.max()].index)
        dummies = pd.get_dummies(values, prefix=term, prefix_sep=": ", dtype=float)
        parts.append(dummies.drop(columns=f"{term}: {used[term]}"))
    if not parts:
        raise DataError("no model can be fitted: no term varies", value=", ".join(terms))
    return answers, pd.concat(parts, axis=1), rows, used


def _separated(answers: pd.Series, design: pd.DataFrame) -> bool:
    from firthmodels import detect_separation

    return bool(detect_separation(design.to_numpy(), answers.to_numpy()).separation)


@or_sentence
def models(own: Answers, terms: Sequence[str], references: Mapping[str, object]) -> Result:
    """Firth's logit of acceptance, and the ordinary one beside it where it has an estimate.

    Parameters
    ----------
    own : Answers
        The answers of one review; see :func:`uprlib.acceptance.latest`.
    terms, references
        As for :func:`logit`.

    Returns
    -------
    Result
        One row is one term: term, odds_ratio, low, high, p of Firth's logit (profile likelihood), and the same with the
        ending _clustered of the ordinary logit, missing where there is separation.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> found = models(own, ["action"], {"action": 5})
    >>> found.about.sentences[0]
    '269 recommendations by 82 recommending States, cycle 2.'
    >>> found[["term", "odds_ratio"]].round(1).to_dict("records")[-1]
    {'term': 'action: 4', 'odds_ratio': 11.6}
    """
    about = own.told
    if own.empty:
        raise DataError(about.lacks)
    firth = firth_logit(own, list(terms), dict(references), confidence=about.confidence)
    table, sentences = firth.table, []
    try:
        plain = logit(own, list(terms), dict(references), confidence=about.confidence)
    except DataError as problem:
        sentences.append(f"The ordinary logit has no estimate: {problem}")
    else:
        if plain.separated:
            why = "Some combination of terms predicts the answer perfectly (separation)"
            sentences.append(f"{why}, so that the ordinary logit has no estimate.")
        table = table.merge(plain.table, on="term", how="left", suffixes=("", "_clustered"))
    cycle = int(own["cycle"].max())
    reference = ", ".join(
        f"category {value}" if term == "action" else str(value) for term, value in firth.references.items()
    )
    shown = {"logit, clustered": "_clustered"} if "odds_ratio_clustered" in table and not sentences else {}
    columns: dict[str, str] = {}
    for name, ending in ({**shown, "Firth's logit": ""}).items():
        columns[name] = f"{{odds_ratio{ending}:ratio}} ({{low{ending}:ratio}} to {{high{ending}:ratio}})"
        columns[f"{name}, p"] = f"{{p{ending}:p}}"
    note = f"against {reference}"
    return tidy(
        table,
        title=f"Models of acceptance, {about.who}, cycle {cycle}",
        notes=f"Odds ratios with {about.confidence:.0%} intervals; reference: {reference}; n = {firth.n} "
        "recommendations.",
        index="term",
        columns=columns,
        stars={name: f"{name}, p" for name in columns if f"{name}, p" in columns},
        numbers=estimate("firth.{term}", "odds_ratio", n="rows", unit="odds ratio", note=note),
        sentences=(f"{firth.n} recommendations by {firth.clusters} recommending States, cycle {cycle}.", *sentences),
        facts={"who": about.who, "rows": firth.n, "reference": reference, "cycle": cycle},
    )
