"""Are friends answered differently once what they ask is the same? Odds ratios with more and more held constant."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import linalg

from uprlib.acceptance.answers import Answers, corpus_of, everyone
from uprlib.acceptance.models import firth_logit, in_columns
from uprlib.alliances.friends import by_definition, in_words, the_name
from uprlib.errors import DataError
from uprlib.tidy import Result, count, estimate, or_sentence, p_value, ratio, tidy, written

SPECIFICATIONS: dict[str, tuple[str, ...]] = {
    "friend alone": (),
    "and action category": ("action",),
    "and family of issues": ("action", "families"),
    "and Western group": ("action", "families", "western"),
    "action category, ease and Western group": ("action", "ease", "western"),
}
"""What is held constant beside friendship. The first four add to each other; the last puts in the place of families how
easily all other States accept such requests (see :func:`ease`), which comes near to how sensitive a request is."""
_FIFTHS, _RIDGE = 5, 1e-2


@or_sentence
def held_constant(own: Answers, friends: Result, *, draws: int, seed: int) -> Result:
    """Friendship's odds ratio with more and more held constant, under every definition of a friend.

    Parameters
    ----------
    own : Answers
        The answers of one review.
    friends : Result
        From :func:`uprlib.alliances.friends`.
    draws, seed : int
        Permutations of friendship among the recommending States, and their seed.

    Returns
    -------
    Result
        The columns of :func:`friendship_odds` with definition; one row is one specification under one definition.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance, alliances
    >>> upr = uprlib.corpus()
    >>> own, near = acceptance.answers(upr, "PRK", cycles=[2]), alliances.friends(upr, "PRK", 2)
    >>> found = held_constant(own, near[near["definition"] == "country_vote"], draws=100, seed=1)
    >>> found[["specification", "odds_ratio"]].round(1).to_numpy().tolist()[:2]
    [['friend alone', 13.8], ['and action category', 10.3]]
    """
    about, cycle = own.told, friends.about.facts["cycle"]
    if own["action"].isna().all():
        none = f"No recommendation to {the_name(own)} has a coded action category"
        raise DataError(about.lacks or f"{none}, so that nothing can be held constant")
    upr = corpus_of(own)
    others, issues = everyone(upr, cycle=cycle), upr.recommendation_issues
    parts: list[pd.DataFrame] = []
    without: list[str] = []
    for definition, rows in by_definition(own, friends).items():
        try:
            odds = friendship_odds(rows, others, issues, draws=draws, seed=seed, confidence=about.confidence)
        except DataError as lacks:
            without.append(f"By {in_words(definition)} nothing can be held constant: {lacks.problem}.")
        else:
            parts.append(odds.assign(definition=definition))
    if not parts:
        none = "no recommending State has a value under any definition of a friend"
        raise DataError(" ".join(without) or about.lacks or none)
    table = pd.concat(parts, ignore_index=True)
    table["no_difference"] = (table["low"] <= 1) & (table["high"] >= 1)
    same = table[table["no_difference"]]
    n = f"{table['n'].min()}" if table["n"].nunique() == 1 else f"{table['n'].min()} to {table['n'].max()}"
    includes_1 = "specifications whose interval for friendship includes 1"
    note = "permuted p = {p_permutation:.4f}, {friends} friends of {states} States"
    return tidy(
        table,
        title=f"Odds of acceptance, friends against others, {about.who}, cycle {cycle}",
        notes=f"Firth's logit, odds ratios with {about.confidence:.0%} profile intervals; p by permutation of "
        f"friendship over States; n = {n} recommendations; coding {about.coding}.",
        index=("definition", "held constant"),
        columns={
            "held constant": "specification",
            "odds ratio": "{odds_ratio:ratio}",
            "interval": "{low:ratio} to {high:ratio}",
            "p (profile)": "{p_profile:p}",
            "p (permuted)": "{p_permutation:p}",
            "rows": "n",
            "States": "states",
            "friends": "friends",
        },
        stars={"odds ratio": "p (permuted)"},
        numbers=estimate("friend_odds.{definition}.{specification}", "odds_ratio", unit="odds ratio", note=note),
        counts={"specifications.without_difference": count(len(same), "specifications", includes_1, len(table))},
        sentences=(*_most_held(table), _no_difference(same, len(table)), *without),
        facts={"who": about.who, "cycle": cycle},
    )


def _most_held(table: pd.DataFrame) -> list[str]:
    """What is left of friendship in the last specification."""
    last = list(SPECIFICATIONS)[-1]
    held = table[table["specification"] == last]
    if held.empty:
        return []
    least, most = held.loc[held["odds_ratio"].idxmin()], held.loc[held["odds_ratio"].idxmax()]
    between = f"{ratio(least['odds_ratio'])} times ({in_words(least['definition'])})"
    if len(held) > 1:
        between = f"from {between} to {ratio(most['odds_ratio'])} times ({in_words(most['definition'])})"
    return [
        "If requests of the same action category that other States accept equally easily are compared, with Western "
        "States "
        f"kept apart, the odds that a friend's request is accepted are {between} those of another State's."
    ]


def _no_difference(same: pd.DataFrame, of: int) -> str:
    named = "; ".join(f"{in_words(row.definition)}, {row.specification}" for row in same.itertuples())
    return (
        f"In {len(same)} of {of} specifications the interval of this odds ratio includes 1, which means that "
        "friendship makes "
        f"no visible difference{': ' + named if named else ''}."
    )


@or_sentence
def side_by_side(held: Result) -> Result:
    """The odds ratios of :func:`held_constant` as regression tables show them: a column for each specification.

    Returns
    -------
    Result
        One row is one definition: term, and for each specification its odds ratio with interval, and the permuted p.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance, alliances
    >>> upr = uprlib.corpus()
    >>> own = acceptance.answers(upr, "PRK", cycles=[2])
    >>> near = alliances.friends(upr, "PRK", 2)
    >>> held = held_constant(own, near[near["definition"] == "country_vote"], draws=50, seed=1)
    >>> side_by_side(held)[["term", "friend alone"]].to_dict("records")
    [{'term': 'country vote', 'friend alone': '13.8 (5.48 to 44.2)'}]
    """
    wide = pd.DataFrame({"term": held["definition"].drop_duplicates().map(in_words)}).reset_index(drop=True)
    columns: list[str] = []
    for name, rows in held.groupby("specification", sort=False):
        by_term = {in_words(row["definition"]): row for row in rows.to_dict("records")}
        cells = [by_term.get(term, {}) for term in wide["term"]]
        wide[name] = [written("{odds_ratio:ratio} ({low:ratio} to {high:ratio})", row) for row in cells]
        wide[f"{name}, p"] = [p_value(row["p_permutation"]) if row else "" for row in cells]
        columns += [str(name), f"{name}, p"]
    stars = {name: f"{name}, p" for name in columns[::2]}
    return tidy(wide, title=held.about.title, notes=held.about.notes, index="term", columns=columns, stars=stars)


def friendship_odds(
    rows: pd.DataFrame, others: pd.DataFrame, issues: pd.DataFrame, *, draws: int, seed: int, confidence: float = 0.95
) -> pd.DataFrame:
    """Friendship's odds ratio in each specification, under one definition of a friend.

    Parameters
    ----------
    rows : pandas.DataFrame
        From :func:`uprlib.alliances.with_friends`, with `accepted`, action, regional_group.
    others : pandas.DataFrame
        Rows of all States of the cycle with `accepted`, for :func:`ease`.
    issues : pandas.DataFrame
        The table `recommendation_issues`.
    draws, seed : int
        Permutations and their seed.

    Returns
    -------
    pandas.DataFrame
        One row is one of :data:`SPECIFICATIONS` that can be fitted on the rows with a coded action category:
        specification; odds_ratio, low, high (Firth's penalised logit with profile likelihood interval; rows taken as
        independent); p_profile (its penalised likelihood ratio test); p_permutation (:func:`score_p`); n, states,
        friends (rows, recommending States, and friends among these).

    Raises
    ------
    DataError
        There are no friends, only friends, or nothing varies.
    """
    rows = rows[rows["accepted"].notna() & rows["action"].notna()].reset_index(drop=True)
    if rows["friend"].nunique() < 2:
        raise DataError("all recommending States with coded requests are friends, or none is", value=len(rows))
    families = _families(rows, issues)
    rows = pd.concat([pd.DataFrame(rows), families], axis=1).assign(
        western=rows["regional_group"].eq("WEOG"), ease=ease(rows, others, issues)
    )
    references: dict[str, object] = {"friend": False, "action": 5, "western": False, "ease": 1}
    references |= dict.fromkeys(families, False)
    found: list[dict[str, object]] = []
    problem: DataError | None = None
    for name, parts in SPECIFICATIONS.items():
        terms = [term for part in parts for term in (list(families) if part == "families" else [part])]
        try:
            model = firth_logit(rows, ["friend", *terms], references, confidence=confidence, shown="friend")
        except DataError as lacks:
            problem = lacks
            continue
        line = model.table.rename(columns={"p": "p_profile"}).set_index("term").loc["friend: True"]
        found.append(
            {"specification": name, **line.astype(float), "p_permutation": score_p(rows, terms, draws=draws, seed=seed)}
        )
    if not found and problem:
        raise problem
    friends_ = int(rows.groupby("recommender")["friend"].first().sum())
    return pd.DataFrame(found).assign(n=len(rows), states=rows["recommender"].nunique(), friends=friends_)


def ease(rows: pd.DataFrame, others: pd.DataFrame, issues: pd.DataFrame) -> pd.Series:
    """How easily all other States accept requests like each of these, in fifths: 1 the hardest.

    A request is like another where both carry an issue in the same action category. Of a request's issues the mean is
    taken; a kind of request that nobody else was asked takes the rate of its action category.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of one State under review.
    others : pandas.DataFrame
        Rows of all States under review of the same cycle with `accepted`; those of the State itself are left out.
    issues : pandas.DataFrame
        The table `recommendation_issues`.
    """
    elsewhere = others[~others["sur"].isin(rows["sur"]) & others["accepted"].notna() & others["action"].notna()]
    answers = elsewhere.assign(value=elsewhere["accepted"].astype(float))
    usual = answers.groupby("action")["value"].mean()
    of_kind = answers.merge(issues[["rec_id", "issue"]], on="rec_id").groupby(["issue", "action"])["value"].mean()
    carried = rows[["rec_id", "action"]].merge(issues[["rec_id", "issue"]], on="rec_id", how="left")
    kind = pd.MultiIndex.from_frame(carried[["issue", "action"]])
    rate = pd.Series(of_kind.reindex(kind).to_numpy(), index=carried.index).fillna(carried["action"].map(usual))
    mean = rate.groupby(carried["rec_id"]).mean().reindex(rows["rec_id"])
    ranks = mean.rank(method="average", pct=True)
    return pd.Series(np.ceil(ranks.to_numpy() * _FIFTHS).clip(1, _FIFTHS).astype(int), index=rows.index, name="ease")


def score_p(rows: pd.DataFrame, terms: list[str], *, draws: int, seed: int) -> float:
    """Permutation p-value of friendship, given other terms.

    The model without friendship is fitted once (logit with a small ridge, so that separation does no harm); the score
    of friendship, divided by its standard deviation given the terms (Rao 1948), is compared with the scores after
    friendship has been shuffled among the recommending States.

    Returns
    -------
    float
        Two-sided, with one added to both counts (Phipson and Smyth 2010).
    """
    answers = rows["accepted"].astype(float).to_numpy()
    design = np.ones((len(rows), 1))
    if terms:
        design = np.column_stack([design, in_columns(rows, terms)[1].to_numpy()])
    fitted = _fitted(design, answers)
    weights = fitted * (1 - fitted)
    inverse = linalg.pinvh(design.T @ (weights[:, None] * design))
    codes, names = pd.factorize(rows["recommender"], sort=True)
    friend = rows.groupby("recommender")["friend"].first().reindex(names).to_numpy(float)
    generator = np.random.default_rng(seed)
    shuffled = generator.permuted(np.tile(friend, (draws, 1)), axis=1)
    given = np.vstack([friend, shuffled])[:, codes]
    scores = given @ (answers - fitted)
    cross = (given * weights) @ design
    variance = (given * weights * given).sum(axis=1) - np.einsum("ij,jk,ik->i", cross, inverse, cross)
    standardised = np.abs(scores) / np.sqrt(np.maximum(variance, 1e-12))
    return float((1 + (standardised[1:] >= standardised[0] - 1e-9).sum()) / (1 + draws))


def _fitted(design: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """Fitted probabilities of a logit by Newton's method."""
    beta, penalty = np.zeros(design.shape[1]), _RIDGE * np.eye(design.shape[1])
    penalty[0, 0] = 0.0
    for _ in range(100):
        p = 1 / (1 + np.exp(-design @ beta))
        information = design.T @ ((p * (1 - p))[:, None] * design) + penalty
        step = np.linalg.solve(information, design.T @ (answers - p) - penalty @ beta)
        beta = beta + step
        if np.abs(step).max() < 1e-9:
            break
    return 1 / (1 + np.exp(-design @ beta))


def _families(rows: pd.DataFrame, issues: pd.DataFrame) -> pd.DataFrame:
    """One column of truth values for each family of issues: a request may carry several."""
    carried = issues[issues["rec_id"].isin(rows["rec_id"])].drop_duplicates(["rec_id", "family"])
    table = pd.crosstab(carried["rec_id"], carried["family"]).reindex(rows["rec_id"], fill_value=0).astype(bool)
    return table.reset_index(drop=True).rename_axis(columns=None)
