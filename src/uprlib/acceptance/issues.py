"""Acceptance by issue: a recommendation carries one to six issues, so they are tested together."""

from __future__ import annotations

import pandas as pd

from uprlib.acceptance.answers import Answers, corpus_of
from uprlib.acceptance.clusters import clustered, share_over
from uprlib.acceptance.exact import issue_contrasts
from uprlib.acceptance.rates import rates
from uprlib.errors import DataError
from uprlib.tidy import CLUSTERED, Result, count, estimate, or_sentence, tidy


@or_sentence
def by_issue(own: Answers, *, draws: int, seed: int, adjust: str = "holm", least: int = 5) -> Result:
    """Acceptance of the requests that carry each issue, beside that of the requests that do not.

    Parameters
    ----------
    own : Answers
        The answers of one review; see :func:`uprlib.acceptance.latest`.
    draws, seed, adjust, least
        As for :func:`uprlib.acceptance.exact.issue_contrasts`.

    Returns
    -------
    Result
        One row is one issue, the most accepted first: the columns of `issue_contrasts` and of `rates`, low_clustered
        and high_clustered (over recommending States), clusters, marked (differs after adjustment) and drawn (at least
        `least` rows).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> found = by_issue(own, draws=200, seed=1)
    >>> found[["issue", "n", "accepted"]].head(2).to_dict("records")
    [{'issue': 'Right to education', 'n': 11, 'accepted': 11}, {'issue': 'Disabilities', 'n': 6, 'accepted': 6}]
    """
    about = own.told
    if own.empty:
        raise DataError(about.lacks)
    cycle = int(own["cycle"].max())
    contrasts = issue_contrasts(
        own, corpus_of(own).recommendation_issues, draws=draws, seed=seed, adjust=adjust, least=least
    )
    found = rates(own, "issue")
    if contrasts.empty or found.empty:
        raise DataError("no recommendation with coded issues has a known answer")
    shares = found[["issue", "low", "high", "rate_min", "rate_max"]]
    table = contrasts.merge(shares, on="issue", how="left", validate="1:1")
    carried = corpus_of(own).recommendation_issues[["rec_id", "issue"]].drop_duplicates()
    known = own[own["accepted"].notna()].merge(carried, on="rec_id").astype({"accepted": float})
    over = {}
    for issue, rows in known.groupby("issue"):
        low, high = share_over(rows["accepted"], rows["recommender"], confidence=about.confidence)
        over[issue] = {"low_clustered": low, "high_clustered": high, "clusters": rows["recommender"].nunique()}
    ends = pd.DataFrame.from_dict(over, orient="index")
    table = table.merge(ends, left_on="issue", right_index=True, how="left")
    table["over"] = (table["n"] >= least) & table["low_clustered"].notna()
    table["marked"] = (table["p_adjusted"] < 1 - about.confidence).fillna(False).astype(bool)
    table["drawn"] = table["n"] >= least
    marked, drawn = (int(table[column].sum()) for column in ("marked", "drawn"))
    differ = f"issues that differ after adjustment, cycle {cycle}"
    note = f"acceptance rate of requests that carry the issue, cycle {cycle}"
    return tidy(
        table,
        title=f"Acceptance by issue, {about.who}, cycle {cycle}",
        notes=f"p by {draws:,} permutations, adjusted by {adjust}; rate of the others: requests without the issue.",
        index="issue",
        columns={
            "recommendations": "n",
            "accepted": "accepted",
            "rate": "{rate:share}",
            "interval, States": CLUSTERED,
            "rate of the others": "{rate_without:share}",
            "p": "{p:p}",
            "p, adjusted": "{p_adjusted:p}",
        },
        stars={"rate": "p, adjusted"},
        numbers=(
            estimate("rate.issue.{issue}", "rate", note=note, where="drawn"),
            clustered("rate.issue.{issue}", "rate", note=note, where="over"),
        ),
        counts={"issues.marked": count(marked, "issues", differ, drawn)},
        facts={"who": about.who, "cycle": cycle, "least": least},
    )
