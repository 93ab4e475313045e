"""Like with like: the same mix of requests, and the same recommending State.

Regional group and action category are confounded: Western States ask for specific action more often. A raw
difference between groups mixes who asks with what is asked; these functions hold one of the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.multitest import multipletests

from uprlib.acceptance.answers import Answers
from uprlib.acceptance.clusters import LEVELS, clustered, contrast, least_clusters, sign_flip_p
from uprlib.acceptance.exact import ADJUSTMENTS, compare, stratified_p
from uprlib.acceptance.rates import with_issues
from uprlib.errors import DataError, ParameterError, did_you_mean, one_of
from uprlib.facts.vocabulary import LOW_COST, SPECIFIC
from uprlib.tidy import INTERVAL, Cell, Result, capitalised, enumerated, estimate, lacking, or_sentence, tidy, written


def same_mix(coded: pd.DataFrame) -> pd.Series:
    """Shares of the action categories: a reference mix for :func:`standardised_rates`."""
    return coded["action"].value_counts(normalize=True).sort_index()


def standardised_rates(coded: pd.DataFrame, by: str, mix: pd.Series, *, confidence: float = 0.95) -> pd.DataFrame:
    """Directly standardised acceptance rates: what each group's rate would be if all asked for the same mix.

    Parameters
    ----------
    coded : pandas.DataFrame
        Rows with `accepted`, `by` and action; missing answers are left out.
    mix : pandas.Series
        Weight of each action category, from :func:`same_mix`.

    Returns
    -------
    pandas.DataFrame
        One row is one group: n, rate (raw), standardised, low, high (normal interval of the weighted sum, with each
        stratum's variance from its Wilson midpoint so that it is never 0), covered (share of the mix that the group
        has rows for; the weights are rescaled to it).
    """
    rows = coded.dropna(subset=["accepted", by, "action"])
    z = stats.norm.ppf(0.5 + confidence / 2)
    found = []
    for value, group in rows.groupby(by, observed=True):
        strata = group.groupby("action")["accepted"].agg(["sum", "count"]).astype(float)
        weights = mix.reindex(strata.index).fillna(0.0)
        covered = float(weights.sum())
        if covered == 0:
            continue
        weights = weights / covered
        midpoint = (strata["sum"] + z**2 / 2) / (strata["count"] + z**2)
        same = float((weights * (strata["sum"] / strata["count"])).sum())
        error = float(np.sqrt((weights**2 * midpoint * (1 - midpoint) / strata["count"]).sum()))
        low, high = max(0.0, same - z * error), min(1.0, same + z * error)
        found.append((value, len(group), float(group["accepted"].astype(float).mean()), same, low, high, covered))
    return pd.DataFrame(found, columns=[by, "n", "rate", "standardised", "low", "high", "covered"])


@dataclass(frozen=True)
class WithinRecommender:
    """A contrast of two kinds of request, made within each recommending State.

    Attributes
    ----------
    odds_ratio, low, high : float
        Mantel-Haenszel odds ratio of acceptance, first kind against second, and its Robins-Breslow-Greenland
        interval; infinite, without an interval, where every informative State favours one kind.
    p : float
        Exact conditional test over the strata, two-sided: it holds however few the rows are.
    low_clustered, high_clustered : float
        Interval with States as what is sampled: the variance over States of what each adds to the odds ratio, and
        Student's t with one degree of freedom fewer than informative States; missing where these are too few.
    p_clustered : float
        Test over States: what each adds changes sign at random (see :func:`uprlib.acceptance.contrast`).
    why : str
        Why an interval is missing, as a sentence; "" where none is.
    recommenders : int
        Recommending States that made a request of both kinds.
    informative : int
        Of these, the States whose answers vary: only they carry the contrast.
    rows : int
        Rows of the informative States.
    """

    odds_ratio: float
    low: float
    high: float
    p: float
    low_clustered: float
    high_clustered: float
    p_clustered: float
    recommenders: int
    informative: int
    rows: int
    why: str = ""


def within_recommenders(
    coded: pd.DataFrame,
    first: tuple[int, ...] = LOW_COST,
    second: tuple[int, ...] = SPECIFIC,
    *,
    draws: int = 2000,
    seed: int = 2017,
    confidence: float = 0.95,
) -> WithinRecommender:
    """Compare two kinds of request made by the same recommending State (Mantel and Haenszel 1959).

    Parameters
    ----------
    coded : pandas.DataFrame
        Rows with `accepted`, recommender and action.
    first, second : tuple of int
        Action categories of the two kinds.
    draws, seed : int
        Draws of the test over States, and their seed.
    confidence : float
        Level of both intervals.

    Raises
    ------
    DataError
        No recommending State made both kinds of request and was answered in more than one way.
    """
    rows = coded.dropna(subset=["accepted", "recommender", "action"])
    rows = rows[rows["action"].isin([*first, *second])]
    states, names = pd.factorize(rows["recommender"], sort=True)
    # A table for each State: a row is a kind of request, the columns are accepted and not accepted.
    counts = np.zeros((len(names), 2, 2))
    np.add.at(counts, (states, 1 - rows["action"].isin(first).to_numpy(int), 1 - rows["accepted"].to_numpy(int)), 1)
    both = counts[(counts.sum(axis=2) > 0).all(axis=1)]
    tables, recommenders = list(both[(both.sum(axis=1) > 0).all(axis=1)]), len(both)
    if not tables:
        raise DataError(
            "no recommending State made both kinds of request and was answered in more than one way",
            value=f"{recommenders} made both",
        )
    # What each State says for the first kind, and for the second.
    agree, cross = (np.array([table[0, i] * table[1, 1 - i] / table.sum() for table in tables]) for i in (0, 1))
    # Where no State, or every one, favours one kind, the ratio is at its limit and the interval is not defined.
    ratio = float(agree.sum() / cross.sum()) if cross.any() else float("inf")
    low = high = low_over = high_over = float("nan")
    count, needed = len(tables), least_clusters(confidence)
    why = "Every State that counts favours the same kind, so that the odds ratio has no interval."
    if agree.any() and cross.any():
        low, high = StratifiedTable(tables).oddsratio_pooled_confint(alpha=1 - confidence)
        why = f"States that count: {count}; an interval over States needs {needed}." if count < needed else ""
    if not why:
        error = np.sqrt(count / (count - 1) * ((agree - ratio * cross) ** 2).sum()) / agree.sum()
        t = stats.t.ppf(0.5 + confidence / 2, count - 1)
        low_over, high_over = ratio * np.exp(-t * error), ratio * np.exp(t * error)
    p = stratified_p([table.astype(int) for table in tables])
    return WithinRecommender(
        ratio,
        float(low),
        float(high),
        p,
        float(low_over),
        float(high_over),
        sign_flip_p(agree - cross, np.random.default_rng(seed), draws),
        recommenders,
        count,
        int(np.sum(tables)),
        why,
    )


@or_sentence
def compare_groups(own: Answers, first: pd.Series, words: str, *, draws: int = 2000, seed: int = 2017) -> Result:
    """The acceptance of some of a State's recommendations less that of all others, over rows and over States.

    Parameters
    ----------
    own : Answers
        From :func:`uprlib.acceptance.answers`.
    first : pandas.Series of bool
        Which rows are of the first group.
    words : str
        What they are, as it follows "recommendations": "on Women's rights".
    draws, seed : int
        As for :func:`uprlib.acceptance.contrast`.

    Returns
    -------
    Result
        One row: accepted_first, n_first, accepted_others, n_others, difference with low and high (Newcombe's interval),
        odds_ratio with odds_low and odds_high (conditional, exact), p_fisher, p_boschloo, n, unknown (answers that are
        not known one by one, and are left out), and low_clustered, high_clustered, p_clustered, clusters, why of
        :func:`uprlib.acceptance.contrast`.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib.acceptance.answers import answers
    >>> own = answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> found = compare_groups(own, own["action"] == 5, "for specific action")
    >>> found[["accepted_first", "n_first", "accepted_others", "n_others"]].to_dict("records")
    [{'accepted_first': 13, 'n_first': 114, 'accepted_others': 101, 'n_others': 155}]
    """
    about, first = own.told, first.fillna(False).astype(bool)
    for kind, answers in ((f"recommendation {words}", own[first]), ("other recommendation", own[~first])):
        if answers["accepted"].notna().sum() == 0:
            raise DataError(about.lacks or f"No {kind} to {about.who} has a known answer")
    if own["accepted"].dropna().nunique() < 2:
        raise DataError(f"Every known answer of {about.the_name} is the same, so that nothing can be compared")
    found = _compared(own, first, ("first", "others"), about.confidence, draws, seed)
    note = f"acceptance of requests {words} minus that of all others"
    return tidy(
        pd.DataFrame([found]),
        title=f"Recommendations {words} and all others, {about.who}",
        notes=f"Conditional odds ratios with exact intervals. {OVER_BOTH}",
        columns={words: "{accepted_first}/{n_first}", "others": "{accepted_others}/{n_others}"} | COMPARED,
        stars={"odds ratio": "p (Fisher)", "difference": "p, States"},
        numbers=(estimate("difference", "difference", note=note), clustered("difference", "difference", note=note)),
        facts={"who": about.who},
    ).say(
        f"Of {{n_first}} recommendations {words} {{accepted_first}} were accepted, of the {{n_others}} others "
        "{accepted_others}: a difference of {difference:points} percentage points ({low:points} to {high:points}; "
        "Fisher's exact test: p {p_fisher:p}).",
        capitalised(OVER_STATES),
        "{why}",
    )


COMPARED: dict[str, Cell] = {
    "difference": "{difference:share}",
    "interval, rows": INTERVAL,
    "interval, States": LEVELS["interval, States"],
    "p, States": LEVELS["p, States"],
    "odds ratio": "{odds_ratio:ratio}",
    "odds interval": "{odds_low:ratio} to {odds_high:ratio}",
    "p (Fisher)": "{p_fisher:p}",
    "p (Boschloo)": "{p_boschloo:p}",
}
"""How a comparison of two groups is printed."""

OVER_BOTH = (
    "Differences with Newcombe's score interval over rows, and over recommending States with that of a cluster "
    "bootstrap and a test over States."
)
OVER_STATES = (
    "the difference is between {low_clustered:points} and {high_clustered:points} percentage points if States, not "
    "rows, are what is sampled ({clusters} recommending States; p {p_clustered:p})."
)


def _compared(
    rows: pd.DataFrame, first: pd.Series, names: tuple[str, str], confidence: float, draws: int, seed: int
) -> dict[str, Any]:
    """Two groups of rows compared, by name, with how many of their answers are not known."""
    groups = [rows.loc[first.eq(which).fillna(False).astype(bool), "accepted"] for which in (True, False)]
    found = compare(*groups, names=names, confidence=confidence)
    over = vars(contrast(rows, first, draws=draws, seed=seed, confidence=confidence))
    kept = ("low_clustered", "high_clustered", "p_clustered", "clusters", "why")
    unknown = sum(int(answers.isna().sum()) for answers in groups)
    return found | {name: over[name] for name in kept} | {"unknown": unknown}


@or_sentence
def low_cost_less_specific(own: Answers, *, draws: int = 2000, seed: int = 2017) -> Result:
    """The acceptance of low-cost requests (categories 1, 2) less that of specific ones (5), in each review.

    Parameters
    ----------
    draws, seed : int
        As for :func:`uprlib.acceptance.contrast`.

    Returns
    -------
    Result
        One row is one cycle: accepted_low_cost, n_low_cost, accepted_specific, n_specific, difference with low and high
        (Newcombe's interval), odds_ratio with odds_low and odds_high (conditional, exact), p_fisher, p_boschloo, n,
        unknown (answers of the review that are not known one by one, and are left out), and low_clustered,
        high_clustered, p_clustered, clusters, why of :func:`uprlib.acceptance.contrast`.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> low_cost_less_specific(own).about.sentences[0]
    'In cycle 2 it accepted 26 of 26 low-cost requests and 13 of 114 requests for specific action.'
    """
    about, lines, problem = own.told, [], about_nothing(own)
    for cycle, rows in own.groupby("cycle"):
        low_cost = rows["action"].isin(LOW_COST).astype("boolean").where(rows["action"].isin([*LOW_COST, *SPECIFIC]))
        try:
            found = _compared(rows, low_cost, ("low_cost", "specific"), about.confidence, draws, seed)
        except DataError as lacks:
            problem = problem or lacks.sentence
            continue
        lines.append({"cycle": cycle, **found, "unknown": int(rows["accepted"].isna().sum())})
    if not lines:
        return lacking(problem)
    note = "difference of rates, categories 1-2 minus category 5"
    return tidy(
        pd.DataFrame(lines),
        title=f"Low-cost (1, 2) against specific requests (5), {about.who}",
        notes=f"Conditional odds ratios with exact intervals. {OVER_BOTH}",
        index="cycle",
        columns={"low-cost": "{accepted_low_cost}/{n_low_cost}", "specific": "{accepted_specific}/{n_specific}"}
        | COMPARED,
        stars={"odds ratio": "p (Fisher)", "difference": "p, States"},
        numbers=(
            estimate("low_cost_less_specific.cycle{cycle}", "difference", note=note),
            clustered("low_cost_less_specific.cycle{cycle}", "difference", note=note),
        ),
        facts={"who": about.who},
    ).say(
        "In cycle {cycle} it accepted {accepted_low_cost} of {n_low_cost} low-cost requests and {accepted_specific} of "
        "{n_specific} requests for specific action.",
        f"In cycle {{cycle}} {OVER_STATES}",
        lambda row: f"In cycle {row['cycle']}: {row['why']}" if row["why"] else "",
        lambda row: (
            f"In cycle {row['cycle']} only known answers are counted; {row['unknown']} are known only as totals."
            if row["unknown"]
            else ""
        ),
    )


@or_sentence
def between_reviews(
    own: Answers, by: str = "issue", *, draws: int = 2000, seed: int = 2017, adjust: str = "holm", least: int = 5
) -> Result:
    """The acceptance of each kind of request in the last of some reviews less that in the first.

    Parameters
    ----------
    own : Answers
        From :func:`uprlib.acceptance.answers`, of two reviews or more.
    by : str
        "issue", "family", or a column of the answers.
    draws, seed : int
        As for :func:`uprlib.acceptance.contrast`.
    adjust : {"holm", "benjamini-hochberg"}
        How the p-values over States are adjusted for the number of kinds.
    least : int
        Kinds with fewer requests in either review are left out.

    Returns
    -------
    Result
        One row is one kind, the largest rise first: the column `by`, and those of
        :func:`uprlib.acceptance.compare_groups` for the groups `last` and `first`, and p_adjusted.

    Raises
    ------
    ParameterError
        The column is not there.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> own = acceptance.answers(uprlib.corpus(), "PRK")
    >>> between_reviews(own, "action", draws=200)[["action", "accepted_first", "accepted_last", "n_last"]].head(1)
       action  accepted_first  accepted_last  n_last
    0       2               0             24      24
    >>> between_reviews(acceptance.answers(uprlib.corpus(), "MMR")).about.lacks
    'The review of Myanmar in cycle 2 has no coded issue.'
    """
    one_of(adjust, ADJUSTMENTS, "unknown adjustment")
    about, words = own.told, {"action": "action category"}.get(by, by.replace("_", " "))
    reviews = sorted(own["cycle"].unique())
    if len(reviews) < 2:
        raise DataError(about.lacks or f"Of {about.the_name} there is no second review to compare")
    rows = with_issues(own, [by], about)
    if by not in rows:
        raise ParameterError("there is no such column", column=by, remedy=did_you_mean(by, rows.columns))
    rows = rows[rows["accepted"].notna() & rows[by].notna() & rows["cycle"].isin([reviews[0], reviews[-1]])]
    for cycle in (reviews[0], reviews[-1]):
        if cycle not in set(rows["cycle"]):
            raise DataError(f"The review of {about.the_name} in cycle {cycle} has no coded {words}")
    lines = [
        {by: kind, **_compared(each, each["cycle"] == reviews[-1], ("last", "first"), about.confidence, draws, seed)}
        for kind, each in rows.groupby(by)
        if each["cycle"].value_counts().reindex([reviews[0], reviews[-1]], fill_value=0).min() >= least
    ]
    if not lines:
        raise DataError(f"No {words} has {least} requests in either review of {about.the_name}")
    found = pd.DataFrame(lines).sort_values(["difference", by], ascending=[False, True], ignore_index=True)
    tested = found["p_clustered"].notna()
    found["p_adjusted"] = pd.Series(dtype=float)
    if tested.any():
        found.loc[tested, "p_adjusted"] = multipletests(found.loc[tested, "p_clustered"], method=ADJUSTMENTS[adjust])[1]
    risen, marked = found[found["difference"] > 0], found["p_adjusted"] < 1 - about.confidence
    then = f"{{{by}}} ({{accepted_first}} of {{n_first}}, then {{accepted_last}} of {{n_last}})"
    most = [written(then, row) for row in tidy(risen.head(3)).rows()]
    counts = {f"cycle {reviews[0]}": "{accepted_first}/{n_first}", f"cycle {reviews[-1]}": "{accepted_last}/{n_last}"}
    return tidy(
        found,
        title=f"Acceptance by {words} in cycle {reviews[-1]} less that in cycle {reviews[0]}, {about.who}",
        notes=f"Made {least} times or more in both reviews; p over States, adjusted by {adjust}. {OVER_BOTH}",
        index=by,
        columns=counts
        | {name: COMPARED[name] for name in ("difference", "interval, rows", "interval, States", "p, States")}
        | {"p, adjusted": "{p_adjusted:p}"},
        stars={"difference": "p, adjusted"},
        facts={"who": about.who},
    ).with_about(
        sentences=(
            f"Of the {len(found)} values of {words} that requests carried {least} times or more in both reviews, "
            f"{len(risen)} were accepted more often in cycle {reviews[-1]} than in cycle {reviews[0]}"
            + (f", most of all {enumerated(most)}." if most else "."),
            f"Adjusted for their number, and with States as what is sampled, {int(marked.sum())} of these {len(found)} "
            "changes differ from zero.",
        )
    )


def about_nothing(own: Answers) -> str:
    """What to say of answers in which nothing can be compared; "" where the comparison itself says why."""
    if own.empty:
        return own.told.lacks
    if own["action"].isna().all():
        return f"No recommendation to {own.told.the_name} has a coded action category."
    return ""


@or_sentence
def same_mix_by_group(own: Answers) -> Result:
    """Acceptance of each regional group's requests, as asked and as if every group had asked for the same mix.

    Regional groups are UPR Info's coding, one snapshot of 2015. The mix is that of all recommendations of the review.

    Parameters
    ----------
    own : Answers
        The answers of one review; see :func:`uprlib.acceptance.latest`.

    Returns
    -------
    Result
        The columns of :func:`standardised_rates`.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> found = same_mix_by_group(own)
    >>> found[["regional_group", "n", "rate", "standardised"]].round(2).to_dict("records")[0]
    {'regional_group': 'Africa', 'n': 40, 'rate': 0.65, 'standardised': 0.61}
    """
    about = own.told
    rows = own[own["action"].notna() & own["accepted"].notna()]
    if rows.empty:
        raise DataError(about.lacks or "no recommendation has a coded action category and a known answer")
    table = standardised_rates(rows, "regional_group", same_mix(rows), confidence=about.confidence)
    as_asked, same = table["rate"], table["standardised"]
    mix = f"standardised to the mix of action categories of cycle {rows['cycle'].max()}"
    return tidy(
        table,
        title=f"Acceptance by regional group at the same mix of action categories, {about.who}",
        notes=f"Normal intervals, {about.confidence:.0%}; n: recommendations with a coded category and a known answer.",
        index="regional group",
        columns={
            "regional group": "regional_group",
            "recommendations": "n",
            "as asked": "{rate:share}",
            "at the same mix": "{standardised:share}",
            "interval": INTERVAL,
        },
        numbers=estimate("standardised.{regional_group}", "standardised", note=mix),
        sentences=f"From the group accepted least to the group accepted most, rates run from {as_asked.min():.1%} to "
        f"{as_asked.max():.1%} as asked, and "
        f"from {same.min():.1%} to {same.max():.1%} at the same mix of requests.",
        facts={"who": about.who},
    )


KINDS = {
    "low-cost (1, 2) against specific (5)": (LOW_COST, SPECIFIC),
    "general (4) against specific (5)": ((4,), SPECIFIC),
}
"""The contrasts that are made within recommending States."""


@or_sentence
def within_same_states(own: Answers, *, draws: int = 2000, seed: int = 2017) -> Result:
    """The contrasts of :data:`KINDS`, made within each recommending State, in each review.

    Parameters
    ----------
    draws, seed : int
        As for :func:`within_recommenders`.

    Returns
    -------
    Result
        One row is one contrast in one cycle: cycle, contrast, and the fields of :class:`WithinRecommender`.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> found = within_same_states(own)
    >>> found[["contrast", "odds_ratio", "informative"]].round(2).to_dict("records")[0]
    {'contrast': 'low-cost (1, 2) against specific (5)', 'odds_ratio': inf, 'informative': 3}
    """
    lines, problem = [], about_nothing(own)
    for cycle, rows in own.groupby("cycle"):
        for kind, (first, second) in KINDS.items():
            try:
                found = within_recommenders(rows, first, second, draws=draws, seed=seed, confidence=own.told.confidence)
            except DataError as lacks:
                problem = problem or lacks.sentence
                continue
            lines.append({"cycle": cycle, "contrast": kind, **vars(found)})
    if not lines:
        return lacking(problem)
    return tidy(
        pd.DataFrame(lines),
        title=f"Contrasts within recommending States, {own.told.who}",
        notes="Mantel-Haenszel odds ratios. Over rows: Robins-Breslow-Greenland interval, exact conditional test; "
        "over States: the variance over States with Student's t, and signs changed at random. States that count: with "
        "both kinds of request and both answers.",
        index=("cycle", "contrast"),
        columns={
            "odds ratio": "{odds_ratio:ratio}",
            "interval, rows": "{low:ratio} to {high:ratio}",
            "p, rows": "{p:p}",
            "interval, States": "{low_clustered:ratio} to {high_clustered:ratio}",
            "p, States": "{p_clustered:p}",
            "States with both kinds": "recommenders",
            "States that count": "informative",
            "rows": "rows",
        },
        stars={"odds ratio": "p, States"},
    ).say(lambda row: f"Cycle {row['cycle']}, {row['contrast']}: {row['why']}" if row["why"] else "")
