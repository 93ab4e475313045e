"""Reviews after the corpus: what was asked in them, coded by machine, and what the totals of the answers allow.

Of the DPRK's third review we hold who asked and what the machine makes of it, and the totals of its answers; of its
fourth the totals alone. No answer of either is known row by row, so the rate of a category is an interval, over every
completion of the totals (:mod:`uprlib.acceptance.bounds`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from uprlib.acceptance.answers import Answers, corpus_of
from uprlib.acceptance.bounds import Hidden, extremes
from uprlib.acceptance.rates import rate_in_words, rates
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import ACTIONS, DEMANDS, LOW_COST, SPECIFIC
from uprlib.tidy import Number, Result, capitalised, estimate, or_sentence, percent, tidy

LOW_COST_GROUP, DEMANDS_GROUP = "low-cost (1, 2)", "general or specific (4, 5)"
GROUPS = {f"{number} {words}": (number,) for number, words in ACTIONS.items()} | {
    LOW_COST_GROUP: LOW_COST,
    DEMANDS_GROUP: DEMANDS,
}
"""Action categories, and the two ends of them together: totals say more of a large group than of a small one."""


@or_sentence
def asked_over_reviews(own: Answers) -> Result:
    """What a State was asked in each review by action category, and what share of it was, or may have been, accepted.

    Parameters
    ----------
    own : Answers
        The State's answers to the reviews of the corpus.

    Returns
    -------
    Result
        One row is one group of action categories in one review: cycle, group, n, of (all requests with a category),
        share (of them), by_machine, rate (where it is known), rate_min and rate_max (over every completion).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> found = asked_over_reviews(acceptance.answers(uprlib.corpus(), "PRK"))
    >>> third = found[(found["cycle"] == 3) & (found["group"] == "general or specific (4, 5)")]
    >>> third[["n", "of", "rate_min", "rate_max"]].round(2).to_dict("records")
    [{'n': 212, 'of': 263, 'rate_min': 0.38, 'rate_max': 0.63}]
    """
    if own.empty:
        raise DataError(own.told.lacks)
    corpus, sur = corpus_of(own), own["sur"].iloc[0]
    later = _later(corpus, sur)
    groups = pd.DataFrame([(group, action) for group, actions in GROUPS.items() for action in actions])
    groups.columns = ["group", "action"]
    coded = own[own["action"].notna()]
    counted = rates(coded.merge(groups, on="action"), ["cycle", "group"])
    before = pd.DataFrame(counted)[["cycle", "group", "n", "rate", "rate_min", "rate_max"]]
    by_machine = coded.get("action_by_machine", pd.Series(False, index=coded.index)).groupby(coded["cycle"]).any()
    before = before.assign(of=before["cycle"].map(coded.groupby("cycle").size()))
    before["by_machine"] = before["cycle"].map(by_machine)
    after = [
        {"cycle": cycle, "group": group, "n": int(rows["action"].isin(actions).sum())}
        | dict(zip(("rate_min", "rate_max"), _allowed(rows, actions, corpus.position_totals), strict=True))
        | {"of": len(rows), "by_machine": True}
        for cycle, rows in later.groupby("cycle")
        for group, actions in GROUPS.items()
        if rows["action"].isin(actions).any()
    ]
    table = pd.concat([before, pd.DataFrame(after)], ignore_index=True)
    table["share"] = table["n"] / table["of"]
    table = table[["cycle", "group", "n", "of", "share", "by_machine", "rate", "rate_min", "rate_max"]]
    name = corpus.the_name(sur)
    return tidy(
        table.astype({"by_machine": bool}),
        title=f"What {name} was asked in each review, and what it accepted",
        notes=f"Coding {own.told.coding}. Of later reviews only totals are known: the rates are all that these allow.",
        index=("review", "asked for"),
        columns={
            "review": "cycle",
            "asked for": "group",
            "requests": "n",
            "share of requests": "{share:share}",
            "coded by": lambda row: "machine" if row["by_machine"] else "UPR Info",
            "accepted": rate_in_words,
        },
        numbers=(
            Number("asked.cycle{cycle}.{group}", "share", n="of", note="share of requests in this group of categories"),
            Number(
                "allowed.cycle{cycle}.{group}",
                lambda row: f"{row['rate_min']:.3f} to {row['rate_max']:.3f}",
                "rate_min",
                "rate_max",
                "n",
                note="share accepted that the totals of this review allow",
                where="by_machine",
            ),
        ),
        sentences=_in_words(table, name, int(later["cycle"].min())),
        facts={"who": corpus.name(sur), "the_name": name},
    )


@or_sentence
def expected_later(own: Answers, *, draws: int = 10_000, seed: int = 20140217, confidence: float = 0.95) -> Result:
    """How many requests of a later review a State would have accepted at its earlier rates in each action category.

    Each category's rate of the last review of the corpus is drawn from its Jeffreys posterior, and then the number of
    acceptances; requests are taken as independent.

    Returns
    -------
    Result
        One row is one later review: cycle, of, accepted (as published), expected, low, high (of the draws), earlier
        (the cycle whose rates are used).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> found = expected_later(acceptance.answers(uprlib.corpus(), "PRK"), draws=1000)
    >>> found[["cycle", "accepted", "expected"]].round(1).to_dict("records")
    [{'cycle': 3, 'accepted': 132, 'expected': 122.1}]
    """
    if own.empty:
        raise DataError(own.told.lacks)
    corpus, sur = corpus_of(own), own["sur"].iloc[0]
    later, earlier = _later(corpus, sur), int(own["cycle"].max())
    known = own[(own["cycle"] == earlier) & own["action"].notna() & own["accepted"].notna()]
    by_action = known.groupby("action")["accepted"].agg(["sum", "size"]).astype(float)
    random = np.random.default_rng(seed)
    lines = []
    for cycle, rows in later.groupby("cycle"):
        asked = rows["action"].value_counts()
        if not asked.index.isin(by_action.index).all():
            raise DataError(
                f"The review of cycle {earlier} has no request in some category that cycle {cycle} asks for."
            )
        then = by_action.loc[asked.index]
        rate = random.beta(then["sum"] + 0.5, then["size"] - then["sum"] + 0.5, size=(draws, len(asked)))
        drawn = random.binomial(asked.to_numpy(int), rate).sum(axis=1)
        low, high = np.quantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2])
        accepted, of = _total(rows, corpus.position_totals)
        expected = float((asked * then["sum"] / then["size"]).sum())
        lines.append((cycle, of, accepted, expected, low, high, earlier))
    table = pd.DataFrame(lines, columns=["cycle", "of", "accepted", "expected", "low", "high", "earlier"])
    return tidy(
        table,
        title=f"Acceptances of {corpus.the_name(sur)} expected at earlier rates",
        notes=f"Jeffreys posteriors by action category, {draws:,} draws, {confidence:.0%}; requests as independent.",
        index="cycle",
        columns={"accepted": "accepted", "expected": "{expected:.0f}", "interval": "{low:.0f} to {high:.0f}"},
        numbers=estimate("expected.cycle{cycle}", "expected", n="of", unit="rows", note="expected at earlier rates"),
        facts={"name": capitalised(corpus.the_name(sur))},
    ).say(
        "{name} accepted {accepted} of the {of} recommendations of cycle {cycle}. At its rates of cycle {earlier} in "
        "each action category it would have accepted {expected:.0f} (interval {low:.0f} to {high:.0f})."
    )


def _later(corpus: Corpus, sur: str) -> pd.DataFrame:
    """The requests of a State's reviews after the corpus, as rows without an answer.

    Raises
    ------
    DataError
        None is on file.
    """
    later = corpus.later_recommendations
    rows = later[later["sur"] == sur].rename(columns={"action_machine": "action"})
    if rows.empty:
        raise DataError(f"No request of a later review of {corpus.the_name(sur)} is on file.")
    rows = rows.assign(rec_id=rows["symbol"] + ":" + rows["source_row"].astype(str))
    return rows.assign(accepted=pd.array([pd.NA] * len(rows), dtype="boolean")).reset_index(drop=True)


def _total(rows: pd.DataFrame, totals: pd.DataFrame) -> tuple[int, int]:
    """How many of a review's recommendations were accepted in full, and of how many."""
    own = totals[(totals["sur"] == rows["sur"].iloc[0]) & (totals["cycle"] == rows["cycle"].iloc[0])]
    accepted = own[own["position"] == "accepted"].iloc[-1]
    return int(accepted["n"]), int(accepted["of"])


def _allowed(rows: pd.DataFrame, actions: tuple[int, ...], totals: pd.DataFrame) -> tuple[float, float]:
    """Least and greatest share of the requests of some categories that the review's total allows."""
    accepted, of = _total(rows, totals)
    chosen = rows["action"].isin(actions)
    weights = pd.Series(chosen.to_numpy(float), index=rows["rec_id"])
    # The list may have a row more than the report counts: such a row may be one more acceptance, or none.
    ends = [
        extremes(weights, rows, {rows["symbol"].iloc[0]: Hidden(tuple(rows["rec_id"]), total)})
        for total in (accepted, accepted + max(0, len(rows) - of))
    ]
    n = int(chosen.sum())
    return min(low for low, _ in ends) / n, max(high for _, high in ends) / n


def _in_words(table: pd.DataFrame, the_name: str, first_later: int) -> tuple[str, ...]:
    """How what was asked changed, and whether requests that ask for action were accepted more often than before."""
    shares = []
    specific = f"{SPECIFIC[0]} {ACTIONS[SPECIFIC[0]]}"
    for words, group in (("low-cost", LOW_COST_GROUP), ("specific", specific)):
        own = table[table["group"] == group]
        listed = ", ".join(f"{percent(row['share'])} in cycle {row['cycle']}" for row in own.to_dict("records"))
        shares.append(f"{words} ones were {listed}" if listed else f"there are no {words} ones")
    said = [f"Of the requests to {the_name}, {'; '.join(shares)}. Categories of cycle {first_later} are the machine's."]
    demands = table[table["group"] == DEMANDS_GROUP].set_index("cycle")
    last = demands.index[demands.index < first_later].max()
    if first_later not in demands.index or pd.isna(demands["rate"].get(last)):
        return tuple(said)
    now, then = demands.loc[first_later], demands.loc[last]
    rose, fell = now["rate_min"] > then["rate"], now["rate_max"] < then["rate"]
    moved = "which the totals leave open to be more or less"
    if rose or fell:
        moved = f"a {'larger' if rose else 'smaller'} share whatever the single answers were"
    said.append(
        f"Of {now['n']} requests for general or specific action in cycle {first_later} it accepted between "
        f"{percent(now['rate_min'])} and {percent(now['rate_max'])}, after {percent(then['rate'])} of {then['n']} in "
        f"cycle {last}: {moved}."
    )
    if rose:
        # Each request that is wrongly among the demands takes, at worst, one acceptance with it.
        least = round(now["rate_min"] * now["n"])
        wrong = next(k for k in range(1, least + 1) if (least - k) / (now["n"] - k) <= then["rate"])
        said.append(f"If the machine wrongly put {wrong} or more requests there, this need not hold.")
    return tuple(said)
