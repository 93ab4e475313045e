"""Are friends answered differently once what they ask is the same? Odds ratios with more and more held constant."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import linalg

from uprlib.acceptance.answers import Answers, corpus_of, everyone
from uprlib.acceptance.clusters import clustered
from uprlib.acceptance.models import clustered_logit, firth_logit, in_columns
from uprlib.acceptance.multilevel import multilevel_logit
from uprlib.alliances.friends import by_definition, in_words, the_name
from uprlib.alliances.overlap import standing
from uprlib.errors import DataError
from uprlib.progress import along
from uprlib.tidy import Number, Result, Row, enumerated, estimate, or_sentence, ratio, tidy

EASE, WITH_GROUP = "action category and ease", "action category, ease and regional group"
SPECIFICATIONS: dict[str, tuple[str, ...]] = {
    "friend alone": (),
    "and action category": ("action",),
    "and family of issues": ("action", "families"),
    EASE: ("action", "ease"),
    "action category, ease and Western group": ("action", "ease", "western"),
    WITH_GROUP: ("action", "ease", "regional_group"),
    "and European Union": ("action", "ease", "regional_group", "european_union"),
    "and sanctioning States": ("action", "ease", "regional_group", "european_union", "sanctions"),
}
"""What is held constant beside friendship. Ease, how easily all other States accept such requests, comes near to how
sensitive a request is (see :func:`what_is_asked`). The Western group alone, with all others among the States compared,
shows what the choice of this control decides; the regional groups are categories, and the last two are added."""
_FIFTHS, _RIDGE = 5, 1e-2
_FEWEST = 6
"""States that each of two groups needs for an interval over States, as in :func:`uprlib.acceptance.contrast`."""
_BY_OTHER_MODELS = ("friend alone", WITH_GROUP)
_OTHER_MODELS = {"logit": "logit with CR2 errors", "multilevel": "multilevel logit"}


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
    >>> found = held_constant(own, near[near["definition"] == "ideal_points"], draws=100, seed=1)
    >>> found[["specification", "odds_ratio"]].round(1).to_numpy().tolist()[3:6:2]
    [['action category and ease', 4.3], ['action category, ease and regional group', 2.0]]
    """
    about, facts = own.told, friends.about.facts
    if own["action"].isna().all():
        none = f"No recommendation to {the_name(own)} has a coded action category"
        raise DataError(about.lacks or f"{none}, so that nothing can be held constant")
    upr = corpus_of(own)
    asked = what_is_asked(own, everyone(upr, cycle=facts["cycle"]), upr.recommendation_issues)
    known = standing(upr, str(own["sur"].iloc[0]), facts["day"])
    parts: list[pd.DataFrame] = []
    without: list[str] = []
    for definition, rows in along(by_definition(own, friends).items(), "Definitions of a friend"):
        rows = rows.join(known[["european_union", "sanctions"]], on="recommender")
        try:
            odds, lacks = friendship_odds(rows, asked, draws=draws, seed=seed, confidence=about.confidence)
        except DataError as problem:
            without.append(f"By {in_words(definition)} nothing can be held constant: {problem.problem}.")
        else:
            parts.append(odds.assign(definition=definition))
            without += [f"By {in_words(definition)} {words}." for words in lacks]
    if not parts:
        none = "no recommending State has a value under any definition of a friend"
        raise DataError(" ".join(without) or about.lacks or none)
    table = pd.concat(parts, ignore_index=True)
    table[list(_OTHER_MODELS)] = table[[f"odds_ratio_{model}" for model in _OTHER_MODELS]].notna()
    n = f"{table['n'].min()}" if table["n"].nunique() == 1 else f"{table['n'].min()} to {table['n'].max()}"
    note = "{friends} friends of {states} States, permuted p = {p_permutation:.4f}"
    key, odds_ratio = "friend_odds.{definition}.{specification}", {"unit": "odds ratio", "note": note}
    more = [
        Number(
            f"{key}.{model}",
            f"odds_ratio_{model}",
            f"low_{model}",
            f"high_{model}",
            "states",
            where=model,
            **odds_ratio,
        )
        for model in _OTHER_MODELS
    ]
    return tidy(
        table,
        title=f"Odds of acceptance, friends against others, {about.who}, cycle {facts['cycle']}",
        notes=f"Firth's logit, odds ratios with {about.confidence:.0%} profile intervals over recommending States (the "
        f"likelihood divided by the design effect of its residuals); n = {n} recommendations; coding {about.coding}.",
        index=("definition", "held constant"),
        columns={
            "held constant": "specification",
            "odds ratio": "{odds_ratio:ratio}",
            "interval, rows": "{low:ratio} to {high:ratio}",
            "interval, States": "{low_clustered:ratio} to {high_clustered:ratio}",
            "p, rows": "{p:p}",
            "p, States": "{p_clustered:p}",
            "p (permuted)": "{p_permutation:p}",
            "rows": "n",
            "States": "states",
            "friends": "friends",
        },
        stars={"odds ratio": "p, States"},
        numbers=(
            estimate(key, "odds_ratio", **odds_ratio),
            clustered(key, "odds_ratio", n="states", **odds_ratio),
            *more,
        ),
        sentences=(*_what_groups_decide(table), *_by_definition(table)),
        facts={"who": about.who, "cycle": facts["cycle"], "without": without},
    )


def _what_groups_decide(table: pd.DataFrame) -> list[str]:
    """What is left of friendship by the first definition when groups are held constant too."""
    first = table["definition"].iloc[0]
    rows = {row["specification"]: row for row in table[table["definition"] == first].to_dict("records")}
    if EASE not in rows:
        return []
    before, after = rows[EASE], rows.get(WITH_GROUP)
    words = (
        "If requests of the same action category that other States accept equally easily are compared, the odds that a "
        f"friend's request (by {in_words(first)}) is accepted are {ratio(before['odds_ratio'])} times those of another "
        f"State's (interval over States {_ends(before)})."
    )
    if after is None:
        return [f"{words} Within regional groups they cannot be compared."]
    alone = ""
    if western := rows.get("action category, ease and Western group"):
        alone = f"{ratio(western['odds_ratio'])} times ({_ends(western)}) with the Western group kept apart, "
    sentences = [
        f"{words} They are {alone}{ratio(after['odds_ratio'])} times ({_ends(after)}) with every regional group held "
        "constant."
    ]
    decides = "So the control for the regional group decides: within groups, "
    if _above_1(before) and not _above_1(after):
        sentences.append(f"{decides}friends by this definition are not visibly answered better than others.")
    elif _above_1(before):
        sentences.append("Within regional groups, too, friends by this definition are answered better than others.")
    elif not _above_1(after):
        sentences.append("With or without the groups the interval over States includes 1.")
    else:
        sentences.append(f"{decides}friends by this definition are answered better than others.")
    return sentences


def _by_definition(table: pd.DataFrame) -> list[str]:
    """Under which definitions the interval is above 1 when groups are held constant."""
    rows = table[table["specification"] == WITH_GROUP].to_dict("records")
    if len(rows) < 2:
        return []
    above = [in_words(row["definition"]) for row in rows if _above_1(row)]
    named = f" ({enumerated(above)})" if above and len(above) < len(rows) else ""
    return [
        f"With groups held constant the interval over States is above 1 under {len(above) or 'none'} of the "
        f"{len(rows)} definitions that have an estimate{named}."
    ]


def _ends(row: Row) -> str:
    return " to ".join(ratio(row[end]) or "not found" for end in ("low_clustered", "high_clustered"))


def _above_1(row: Row) -> bool:
    return bool(row["low_clustered"] > 1)


@or_sentence
def side_by_side(held: Result) -> Result:
    """How the odds ratio of each definition moves when more is held constant: a column for each specification.

    Returns
    -------
    Result
        One row is one definition: term, and for each specification its odds ratio with the interval over States; empty
        where there is no estimate. Its sentences say why.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance, alliances
    >>> upr = uprlib.corpus()
    >>> own = acceptance.answers(upr, "PRK", cycles=[2])
    >>> near = alliances.friends(upr, "PRK", 2)
    >>> held = held_constant(own, near[near["definition"] == "regional_group"], draws=50, seed=1)
    >>> side_by_side(held).about.sentences[0][:69]
    'By regional group friends cannot be told apart from others with actio'
    """
    columns = [name for name in SPECIFICATIONS if name in set(held["specification"])]
    cells = held.assign(
        term=held["definition"].map(in_words),
        cell=[f"{ratio(row['odds_ratio'])} ({_ends(row)})" for row in held.to_dict("records")],
    )
    wide = pd.DataFrame(cells).pivot(index="term", columns="specification", values="cell").fillna("")
    wide = wide.loc[cells["term"].unique(), columns].rename_axis(columns=None).reset_index()
    facts = held.about.facts
    return tidy(
        wide, title=held.about.title, notes=held.about.notes, index="term", columns=columns, sentences=facts["without"]
    )


@or_sentence
def other_models(held: Result) -> Result:
    """Friendship's odds ratio by four models, alone and with the regional groups held constant.

    Returns
    -------
    Result
        The rows of :func:`held_constant` of these two specifications.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance, alliances
    >>> upr = uprlib.corpus()
    >>> own, near = acceptance.answers(upr, "PRK", cycles=[2]), alliances.friends(upr, "PRK", 2)
    >>> held = held_constant(own, near[near["definition"] == "ideal_points"], draws=50, seed=1)
    >>> other_models(held).shown()["Firth's, rows"].tolist()
    ['10.3 (5.37 to 21.3)', '1.99 (0.733 to 5.62)']
    """
    rows = held[held["specification"].isin(_BY_OTHER_MODELS)]
    columns = {"held constant": "specification", "Firth's, rows": "{odds_ratio:ratio} ({low:ratio} to {high:ratio})"}
    columns["Firth's, States"] = "{odds_ratio:ratio} ({low_clustered:ratio} to {high_clustered:ratio})"
    for name, words in _OTHER_MODELS.items():
        columns[words] = f"{{odds_ratio_{name}:ratio}} ({{low_{name}:ratio}} to {{high_{name}:ratio}})"
    return rows.with_about(
        title=f"{held.about.title}, by four models",
        notes="Odds ratios with intervals. Firth's over rows and over States as above; the ordinary logit with CR2 "
        "errors by recommending State; an intercept for each recommending State. p by permutation of friendship over "
        "States. Empty: no estimate, mostly because some combination of terms predicts the answer perfectly.",
        columns=columns | {"p (permuted)": "{p_permutation:p}", "friends of States": "{friends} of {states}"},
        stars={},
        numbers=(),
        sentences=(),
    )


_NO_EASE = "how easy the requests are cannot be told, because no other State's answers of this cycle are in the data"


def friendship_odds(
    rows: pd.DataFrame, asked: pd.DataFrame, *, draws: int, seed: int, confidence: float = 0.95
) -> tuple[pd.DataFrame, list[str]]:
    """Friendship's odds ratio in each specification, under one definition of a friend.

    Parameters
    ----------
    rows : pandas.DataFrame
        From :func:`uprlib.alliances.with_friends`, with `accepted`, action, regional_group, european_union, sanctions.
    asked : pandas.DataFrame
        From :func:`what_is_asked`.
    draws, seed : int
        Permutations and their seed.

    Returns
    -------
    tuple
        A table, in which one row is one of :data:`SPECIFICATIONS` that can be fitted on the rows with a coded action
        category: specification; odds_ratio, low, high, p, low_clustered, high_clustered and p_clustered of
        :func:`uprlib.acceptance.firth_logit`; p_permutation (:func:`score_p`); alone and with the regional groups held
        constant the odds ratio and its interval of :func:`uprlib.acceptance.clustered_logit` (ending _logit) and of
        :func:`uprlib.acceptance.multilevel_logit` (ending _multilevel); n, states, friends (rows, recommending States,
        friends among these). And for the other specifications why there is no estimate. One that adds a term that does
        not vary is neither here nor there.

    Raises
    ------
    DataError
        There are no friends, only friends, too few of either for an interval over States, or nothing varies.
    """
    rows = rows[rows["accepted"].notna() & rows["action"].notna()].reset_index(drop=True)
    if rows["friend"].nunique() < 2:
        raise DataError("all recommending States with coded requests are friends, or none is", value=len(rows))
    of_each = rows.groupby("recommender")["friend"].first().value_counts()
    if of_each.min() < _FEWEST:
        needed = f"the smaller group has {of_each.min()}, and an odds ratio over States needs {_FEWEST} in each"
        raise DataError(f"of {of_each.sum()} recommending States, friends and others, {needed}", value=of_each.min())
    families = asked.columns.drop("ease").tolist()
    rows = rows.join(asked, on="rec_id").assign(western=rows["regional_group"].eq("WEOG"))
    rows["ease"] = in_fifths(rows["ease"])
    references: dict[str, object] = {"friend": False, "action": 5, "regional_group": "WEOG", "ease": 1}
    references |= dict.fromkeys([*families, "western", "european_union", "sanctions"], False)
    # Models copy their rows: what none of them reads is left out.
    rows = rows[["recommender", "accepted", *references]]
    shuffled = shuffled_friends(rows, draws=draws, seed=seed)
    found: list[dict[str, object]] = []
    without: list[str] = []
    for name, parts in SPECIFICATIONS.items():
        terms = [term for part in parts for term in (list(families) if part == "families" else [part])]
        if "ease" in parts and rows["ease"].isna().any():
            without.append(f"there is no estimate with {name.removeprefix('and ')} held constant: {_NO_EASE}")
            continue
        if parts and "families" not in parts and rows[parts[-1]].nunique() < 2:
            continue
        design = with_constant(rows, terms)
        if not _overlap(rows, design):
            without.append(f"friends cannot be told apart from others with {name.removeprefix('and ')} held constant")
            # Each of the specifications that follow holds the same constant.
            break
        try:
            model = firth_logit(rows, ["friend", *terms], references, confidence=confidence, shown="friend")
        except DataError as lacks:
            without.append(f"there is no estimate with {name.removeprefix('and ')} held constant: {lacks.problem}")
            continue
        line = model.table.set_index("term").loc["friend: True"].astype(float).to_dict()
        line |= {"specification": name, "p_permutation": score_p(rows, design, shuffled)}
        if name in _BY_OTHER_MODELS:
            line |= _other_models(rows, ["friend", *terms], references, confidence)
        found.append(line)
    if not found:
        raise DataError(without[0] if without else "no term varies", value=len(rows))
    table = pd.DataFrame(found).assign(n=len(rows), states=of_each.sum(), friends=of_each[True])
    endings = [f"{part}_{model}" for model in _OTHER_MODELS for part in ("odds_ratio", "low", "high")]
    return table.reindex(columns=list(dict.fromkeys([*table, *endings]))), without


def _overlap(rows: pd.DataFrame, design: np.ndarray) -> bool:
    """Whether friends and others differ in anything beside the terms of a design."""
    friend = rows["friend"].to_numpy(float)
    return bool(np.abs(friend - design @ np.linalg.lstsq(design, friend)[0]).max() > 1e-6)


def _other_models(rows: pd.DataFrame, terms: list[str], references: dict, confidence: float) -> dict[str, float]:
    """Friendship's odds ratio by two more models that know of States; missing where one has no estimate."""
    answers, design, used, _ = in_columns(rows, terms, references)
    fits = {
        "logit": lambda: clustered_logit(answers, design, used["recommender"], confidence=confidence),
        "multilevel": lambda: multilevel_logit(answers, design, used[["recommender"]], confidence=confidence).table,
    }
    line: dict[str, float] = {}
    for name, fitted in fits.items():
        try:
            of_friend = fitted().set_index("term").loc["friend: True"]
        except DataError:
            continue
        line |= {f"{part}_{name}": float(of_friend[part]) for part in ("odds_ratio", "low", "high")}
    return line


def what_is_asked(rows: pd.DataFrame, others: pd.DataFrame, issues: pd.DataFrame) -> pd.DataFrame:
    """How easily all other States accept requests like each of these, and of which families of issues each is.

    A request is like another where both carry an issue in the same action category. Of a request's issues the mean is
    taken; a kind of request that nobody else was asked takes the rate of its action category. It is missing where that
    is not known either, as in an import with the review of one State.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of one State under review.
    others : pandas.DataFrame
        Rows of all States under review of the same cycle with `accepted`; those of the State itself are left out.
    issues : pandas.DataFrame
        The table `recommendation_issues`.

    Returns
    -------
    pandas.DataFrame
        By rec_id: ease, the share that other States accept, and a column of truth values for each family of issues, of
        which a request may carry several.
    """
    known = pd.DataFrame(others[["rec_id", "sur", "action", "accepted"]]).dropna()
    elsewhere = known[~known["sur"].isin(rows["sur"].unique())]
    answers = elsewhere.assign(value=elsewhere["accepted"].astype(float))
    usual = answers.groupby("action")["value"].mean()
    of_kind = answers.merge(issues[["rec_id", "issue"]], on="rec_id").groupby(["issue", "action"])["value"].mean()
    own = issues[issues["rec_id"].isin(rows["rec_id"])]
    asked = rows[["rec_id", "action"]].drop_duplicates()
    carried = asked.merge(own[["rec_id", "issue"]], on="rec_id", how="left")
    kind = pd.MultiIndex.from_frame(carried[["issue", "action"]])
    rate = pd.Series(of_kind.reindex(kind).to_numpy(), index=carried.index).fillna(
        carried["action"].map(usual).astype(float)
    )
    families = own.drop_duplicates(["rec_id", "family"])
    found = pd.crosstab(families["rec_id"], families["family"]).reindex(asked["rec_id"].unique(), fill_value=0)
    return found.astype(bool).rename_axis(columns=None).assign(ease=rate.groupby(carried["rec_id"]).mean())


def in_fifths(shares: pd.Series) -> pd.Series:
    """Shares in five groups as large as may be, equal ones in one: 1 the smallest."""
    fifths = np.ceil(shares.rank(method="average", pct=True).to_numpy() * _FIFTHS).clip(1, _FIFTHS)
    return pd.Series(fifths if np.isnan(fifths).any() else fifths.astype(int), index=shares.index, name=shares.name)


def with_constant(rows: pd.DataFrame, terms: list[str]) -> np.ndarray:
    """A constant and the terms as columns."""
    constant = np.ones((len(rows), 1))
    return np.column_stack([constant, in_columns(rows, terms)[1].to_numpy()]) if terms else constant


def shuffled_friends(rows: pd.DataFrame, *, draws: int, seed: int) -> np.ndarray:
    """Friendship as it is and, line by line, shuffled among the recommending States, which are in sorted order."""
    friend = rows.groupby("recommender")["friend"].first().to_numpy(float)
    return np.vstack([friend, np.random.default_rng(seed).permuted(np.tile(friend, (draws, 1)), axis=1)])


def score_p(rows: pd.DataFrame, design: np.ndarray, shuffled: np.ndarray) -> float:
    """Permutation p-value of friendship, given other terms.

    The model without friendship is fitted once (logit with a small ridge, so that separation does no harm); the score
    of friendship, divided by its standard deviation given the terms (Rao 1948), is compared with the scores after
    friendship has been shuffled among the recommending States.

    Parameters
    ----------
    rows : pandas.DataFrame
        With recommender and `accepted`.
    design : numpy.ndarray
        From :func:`with_constant`.
    shuffled : numpy.ndarray
        From :func:`shuffled_friends`.

    Returns
    -------
    float
        Two-sided, with one added to both counts (Phipson and Smyth 2010).
    """
    answers = rows["accepted"].astype(float).to_numpy()
    fitted = _fitted(design, answers)
    weights = fitted * (1 - fitted)
    inverse = linalg.pinvh(design.T @ (weights[:, None] * design))
    codes, names = pd.factorize(rows["recommender"], sort=True)
    # Friendship is a State's, so that what rows add to a score and to its variance is summed by State first.
    of_rows = np.column_stack([answers - fitted, weights, weights[:, None] * design])
    of_states = np.zeros((len(names), of_rows.shape[1]))
    np.add.at(of_states, codes, of_rows)
    scores, spread, cross = np.split(shuffled @ of_states, [1, 2], axis=1)
    variance = spread[:, 0] - np.einsum("ij,jk,ik->i", cross, inverse, cross, optimize=True)
    standardised = np.abs(scores[:, 0]) / np.sqrt(np.maximum(variance, 1e-12))
    return float((1 + (standardised[1:] >= standardised[0] - 1e-9).sum()) / len(shuffled))


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
