"""Logit models of acceptance: Firth's, which has an estimate under separation, and one with errors over States."""

from __future__ import annotations

import contextlib
import functools
import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from uprlib.acceptance.answers import Answers
from uprlib.acceptance.clusters import NAMED, clustered, least_clusters, spread
from uprlib.acceptance.multilevel import multilevel_logit
from uprlib.errors import DataError
from uprlib.tidy import Cell, Number, Result, estimate, or_sentence, ratio, tidy


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
    design_effect : float
        Of what the terms leave unexplained, by recommending State; missing where it was not looked at.
    """

    table: pd.DataFrame
    n: int
    clusters: int
    references: dict[str, str]
    separated: bool | None
    design_effect: float = float("nan")


def logit(
    coded: pd.DataFrame, terms: list[str], references: dict[str, object] | None = None, *, confidence: float = 0.95
) -> Model:
    """Maximum likelihood logit of `accepted` with errors clustered by recommending State: :func:`clustered_logit`.

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
    answers, design, rows, used = in_columns(coded, terms, references)
    separated = _separated(answers, design)
    table = pd.DataFrame(columns=["term", "odds_ratio", "low", "high", "p", "df"])
    if not separated:
        table = clustered_logit(answers, design, rows["recommender"], confidence=confidence)
    elif rows["recommender"].nunique() < 2:
        raise _one_cluster()
    return Model(table, len(rows), rows["recommender"].nunique(), used, separated)


def clustered_logit(
    answers: pd.Series, design: pd.DataFrame, clusters: pd.Series, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Maximum likelihood logit with cluster-robust errors that hold where clusters are few.

    Parameters
    ----------
    answers : pandas.Series
        0 or 1 in each row.
    design : pandas.DataFrame
        The terms as columns, without a constant; see :func:`in_columns`.
    clusters : pandas.Series
        The cluster of each row, in the order of `design`.
    confidence : float
        Level of the intervals.

    Returns
    -------
    pandas.DataFrame
        One row is one term: term, odds_ratio, low, high, p, df. A term that separates one cluster from all others has
        no errors over clusters: its interval and p are missing.

    Raises
    ------
    DataError
        There is separation, or only one cluster.

    Notes
    -----
    The sandwich with the bias-reduced linearisation CR2 of Bell and McCaffrey (2002), on the weighted least squares in
    which the logit ends (Pustejovsky and Tipton 2018), and Student's t with their Satterthwaite degrees of freedom: of
    20 friends among 80 States the smaller number counts. statsmodels has CR0 and CR1 only.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> answers, design, rows, _ = in_columns(own, ["regional_group"], {"regional_group": "WEOG"})
    >>> found = clustered_logit(answers, design, rows["recommender"])
    >>> found[["term", "odds_ratio", "df"]].round(1).to_dict("records")[0]
    {'term': 'regional_group: Africa', 'odds_ratio': 9.4, 'df': 25.8}
    """
    # Not statsmodels.api, which imports every model that there is.
    from statsmodels.discrete.discrete_model import Logit

    codes, names = pd.factorize(clusters, sort=True)
    if len(names) < 2:
        raise _one_cluster()
    if _separated(answers, design):
        raise DataError(
            "some combination of terms predicts the answer perfectly (separation), so that it has no estimate"
        )
    columns = np.column_stack([np.ones(len(design)), design.to_numpy(float)])
    fitted = Logit(answers.to_numpy(), columns).fit(disp=False, maxiter=200)
    weights = np.sqrt(fitted.predict() * (1 - fitted.predict()))
    terms = weights[:, None] * fitted.model.exog
    residuals = (answers.to_numpy() - fitted.predict()) / weights
    bread = np.linalg.inv(terms.T @ terms)
    scores, adjusted = [], []
    for place in range(len(names)):
        own = terms[codes == place]
        values, vectors = np.linalg.eigh(np.eye(len(own)) - own @ bread @ own.T)
        # A cluster that fits itself has no residual to adjust.
        inverse_root = np.where(values > 1e-10, 1 / np.sqrt(np.maximum(values, 1e-10)), 0.0)
        root = vectors * inverse_root @ vectors.T @ own
        scores.append(root.T @ residuals[codes == place])
        adjusted.append((own, root @ bread))
    variance = np.diag(bread @ (np.array(scores).T @ np.array(scores)) @ bread)
    freedom = np.empty(len(bread))
    for term in range(len(bread)):
        cross = np.array([own.T @ root[:, term] for own, root in adjusted])
        spreads = np.diag([root[:, term] @ root[:, term] for _, root in adjusted]) - cross @ bread @ cross.T
        freedom[term] = np.trace(spreads) ** 2 / (spreads**2).sum()
    by_cluster = design.groupby(codes)
    lonely = (by_cluster.max() > 0).sum().lt(2) | (by_cluster.min() < 1).sum().lt(2)
    error = np.where(lonely, np.nan, np.sqrt(variance[1:]))
    log_odds, t = fitted.params[1:], stats.t.ppf(0.5 + confidence / 2, freedom[1:])
    return pd.DataFrame(
        {
            "term": design.columns,
            "odds_ratio": np.exp(log_odds),
            "low": np.exp(log_odds - t * error),
            "high": np.exp(log_odds + t * error),
            "p": 2 * stats.t.sf(np.abs(log_odds) / error, freedom[1:]),
            "df": freedom[1:],
        }
    )


def _one_cluster() -> DataError:
    return DataError("errors cannot be clustered: there is one recommending State", expected="at least two")


def firth_logit(
    coded: pd.DataFrame,
    terms: list[str],
    references: dict[str, object] | None = None,
    *,
    confidence: float = 0.95,
    shown: str | None = None,
) -> Model:
    """Firth's penalised logit with profile likelihood intervals (Firth 1993; Heinze and Schemper 2002), at two levels.

    Finite under separation. Parameters and errors as for :func:`logit`; with `shown`, only the terms of that column are
    in the table (profiles of the others cost time).

    Returns
    -------
    Model
        `low`, `high` and `p` take rows as independent. For `low_clustered`, `high_clustered` and `p_clustered` twice
        the log of the likelihood ratio is divided by the design effect of the residuals by recommending State (Rao and
        Scott 1987): wider where what the terms leave unexplained still goes together by State, and finite under
        separation, where a sandwich would take an answer that never varies for a certain one. A bound is missing where
        the profile does not converge to it.
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
    residuals = answers - model.predict_proba(design.to_numpy())[:, 1]
    clusters = rows["recommender"].nunique()
    effect = math.nan
    if clusters >= least_clusters(confidence):
        effect = spread(rows.assign(residual=residuals), outcome="residual").design_effect
    ratios = _likelihood_ratios(model, chosen)
    table = pd.DataFrame({"term": design.columns[chosen], "odds_ratio": np.exp(model.coef_[chosen])})
    for ending, scale in (("", 1.0), ("_clustered", effect)):
        ends = np.exp(_profile(model, chosen, scale * stats.chi2.ppf(confidence, 1)))
        table[f"low{ending}"], table[f"high{ending}"] = ends.T
        table[f"p{ending}"] = stats.chi2.sf(ratios / scale, 1)
    # A linear programme: where one column is asked for, nobody looks at it.
    separated = _separated(answers, design) if shown is None else None
    return Model(table, len(rows), clusters, used, separated, effect)


def _profile(model, chosen: list[int], fall: float) -> np.ndarray:
    """Where twice the log of the penalised likelihood has fallen by `fall`; missing where that is not found."""
    ends = np.full((len(chosen), 2), np.nan)
    if np.isnan(fall):
        return ends
    alpha = stats.chi2.sf(fall, 1)
    for row, place in enumerate(chosen):
        # The package warns of a bound that it does not find and leaves it missing; where its steps lead to
        # probabilities of 0 and 1 it stops with an error.
        with warnings.catch_warnings(), contextlib.suppress(np.linalg.LinAlgError):
            warnings.simplefilter("ignore")
            ends[row] = model.conf_int(alpha=alpha, method="pl", features=[place], max_iter=200)[place]
    return ends


def _likelihood_ratios(model, chosen: list[int]) -> np.ndarray:
    """Twice the log of the penalised likelihood ratio of each term; missing where it is not found."""
    found = []
    for place in chosen:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                model.lrt(features=[place])
                if np.isnan(model.lrt_pvalues_[place]):
                    model.lrt(features=[place], warm_start=False)
            except ZeroDivisionError:
                # The package divides by the statistic, which is exactly 0 where the answers are balanced.
                found.append(0.0)
            except np.linalg.LinAlgError:
                found.append(math.nan)
            else:
                # The package keeps the error for which the Wald statistic would be this one, and p rounded to 0.
                found.append(float(model.coef_[place] / model.lrt_bse_[place]) ** 2)
    return np.array(found)


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
    columns: dict[str, np.ndarray] = {}
    used: dict[str, str] = {}
    for term in terms:
        codes, categories = pd.factorize(rows[term])
        # In order of their names; ties go to the first, so that the choice does not depend on the order of rows.
        names, places = np.unique([_named(category) for category in categories], return_inverse=True)
        if len(names) < 2:
            continue
        codes, wanted = places[codes], _named((references or {}).get(term))
        used[term] = wanted if wanted in names else str(names[np.bincount(codes).argmax()])
        columns |= {f"{term}: {name}": codes == place for place, name in enumerate(names) if name != used[term]}
    if not columns:
        raise DataError("no model can be fitted: no term varies", value=", ".join(terms))
    design = pd.DataFrame(columns, dtype=float)
    _each_says_something(design)
    return answers, design, rows, used


def _named(category: object) -> str:
    """The name of a category: a whole number is the same with and without a decimal point."""
    return str(int(category)) if isinstance(category, float) and category.is_integer() else str(category)


def _each_says_something(design: pd.DataFrame) -> None:
    """Raise where a column follows from those before it, so that no model can tell them apart."""
    columns = np.column_stack([np.ones(len(design)), design.to_numpy()])
    if np.linalg.matrix_rank(columns) == columns.shape[1]:
        return
    ranks = [np.linalg.matrix_rank(columns[:, : count + 1]) for count in range(columns.shape[1])]
    follow = [name for name, before, rank in zip(design.columns, ranks, ranks[1:], strict=False) if rank == before]
    raise DataError(
        "no model can be fitted: a category follows from those of the other terms",
        value=", ".join(follow),
        remedy="leave out one of the terms that say the same",
    )


def _references_in_words(
    terms: Sequence[str], references: Mapping[str, object], used: Mapping[str, str]
) -> Iterator[str]:
    """Which terms are left out, and which have another reference than the one asked for."""
    for term in terms:
        words = "action category" if term == "action" else term.replace("_", " ")
        wanted = references.get(term)
        if term not in used:
            yield f"The {words} does not vary and is left out."
        elif wanted is not None and _named(wanted) != used[term]:
            yield f"No known answer has {words} {_named(wanted)}; the reference is {used[term]}, the most frequent."


def _separated(answers: pd.Series, design: pd.DataFrame) -> bool:
    from firthmodels import detect_separation

    return bool(detect_separation(design.to_numpy(), answers.to_numpy()).separation)


@or_sentence
def models(own: Answers, terms: Sequence[str], references: Mapping[str, object]) -> Result:
    """Firth's logit of acceptance over rows and over States, and two beside it that know of States.

    Parameters
    ----------
    own : Answers
        The answers of one review; see :func:`uprlib.acceptance.latest`.
    terms, references
        As for :func:`logit`.

    Returns
    -------
    Result
        One row is one term: term; odds_ratio, low, high, p, low_clustered, high_clustered, p_clustered of
        :func:`firth_logit`; the same four with the ending _logit of :func:`clustered_logit`, where it has an estimate,
        and with the ending _multilevel of :func:`uprlib.acceptance.multilevel_logit`.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> found = models(own, ["action"], {"action": 5})
    >>> found.about.sentences[0]
    '269 recommendations by 82 recommending States, cycle 2.'
    >>> found[["term", "odds_ratio", "odds_ratio_multilevel"]].round(1).to_dict("records")[-1]
    {'term': 'action: 4', 'odds_ratio': 11.6, 'odds_ratio_multilevel': 19.3}
    """
    about = own.told
    if own.empty:
        raise DataError(about.lacks)
    firth = firth_logit(own, list(terms), dict(references), confidence=about.confidence)
    table, cycle = firth.table, int(own["cycle"].max())
    sentences = [f"{firth.n} recommendations by {firth.clusters} recommending States, cycle {cycle}."]
    answers, design, rows, _ = in_columns(own, list(terms), dict(references))
    sentences += _references_in_words(terms, references, firth.references)
    # A mapping of the column of a model's odds ratio and of its ends to what the printed column is called.
    shown = {"Firth's logit, rows": ("", "")}
    if np.isnan(firth.design_effect):
        few = firth.clusters < least_clusters(about.confidence)
        why = "There are too few recommending States" if few else "How far answers go together by State cannot be told"
        sentences.append(f"{why}, so that Firth's logit is over rows only.")
    else:
        shown["Firth's logit, States"] = ("", "_clustered")
    try:
        plain = clustered_logit(answers, design, rows["recommender"], confidence=about.confidence)
    except DataError as problem:
        sentences.append(f"The ordinary logit is left out. {problem.sentence}")
    else:
        table = table.merge(plain.add_suffix("_logit").rename(columns={"term_logit": "term"}), on="term")
        shown["logit, States"] = ("_logit", "_logit")
    intercepts = ""
    try:
        mixed = multilevel_logit(answers, design, rows[["recommender", "paragraph"]], confidence=about.confidence)
    except DataError as problem:
        sentences.append(f"The multilevel logit is left out. {problem.sentence}")
    else:
        table = table.merge(
            mixed.table.add_suffix("_multilevel").rename(columns={"term_multilevel": "term"}), on="term"
        )
        shown["multilevel logit"] = ("_multilevel", "_multilevel")
        sentences += mixed.why
        of_each = [f"{NAMED.get(name, name)} (standard deviation {sd:.2f})" for name, sd in mixed.spreads.items()]
        intercepts = f"; multilevel logit: an intercept for each {' and each '.join(of_each)}"
    sentences += _not_found(table, shown)
    reference = ", ".join(
        f"category {value}" if term == "action" else str(value) for term, value in firth.references.items()
    )
    columns: dict[str, Cell] = {}
    for name, endings in shown.items():
        columns |= {name: functools.partial(_estimated, endings=endings), f"{name}, p": f"{{p{endings[1]}:p}}"}
    note = f"against {reference}"
    effect = firth.design_effect
    over_states = (
        "" if np.isnan(effect) else f", over States divided by the design effect of its residuals ({effect:.2f})"
    )
    return tidy(
        table,
        title=f"Models of acceptance, {about.who}, cycle {cycle}",
        notes=f"Odds ratios with {about.confidence:.0%} intervals; reference: {reference}; n = {firth.n} "
        f"recommendations by {firth.clusters} States. Firth's logit: profile likelihood"
        f"{over_states}"
        f"{'; logit: CR2 errors' if 'logit, States' in shown else ''}"
        f"{intercepts}.",
        index="term",
        columns=columns,
        stars={name: f"{name}, p" for name in shown},
        numbers=(
            estimate("firth.{term}", "odds_ratio", n="rows", unit="odds ratio", note=note),
            clustered("firth.{term}", "odds_ratio", n="clusters", unit="odds ratio", note=note),
            *(_beside(name, note) for name in ("logit", "multilevel") if f"odds_ratio_{name}" in table),
        ),
        sentences=tuple(sentences),
        facts={"who": about.who, "rows": firth.n, "clusters": firth.clusters, "reference": reference, "cycle": cycle},
    )


def _beside(name: str, note: str) -> Number:
    """What is kept of a model beside Firth's."""
    value, low, high = (f"{each}_{name}" for each in ("odds_ratio", "low", "high"))
    return Number(f"{name}.{{term}}", value, low, high, "clusters", "odds ratio", note)


def _estimated(row: Mapping[str, Any], endings: tuple[str, str]) -> str:
    """An odds ratio with its interval, of which an end may not be known."""
    value, (low, high) = row[f"odds_ratio{endings[0]}"], (row[f"{end}{endings[1]}"] for end in ("low", "high"))
    return f"{ratio(value)} ({ratio(low) or 'not found'} to {ratio(high) or 'not found'})"


def _not_found(table: pd.DataFrame, shown: Mapping[str, tuple[str, str]]) -> list[str]:
    """Which ends of intervals are missing, in a sentence for each model."""
    found = []
    for name, (_, ending) in shown.items():
        missing = [
            f"{row['term']} ({end})"
            for row in table.to_dict("records")
            for end, column in (("lower end", f"low{ending}"), ("upper end", f"high{ending}"))
            if pd.isna(row[column])
        ]
        if missing:
            found.append(f"In {name} the interval has no end that could be found for {', '.join(missing)}.")
    return found
