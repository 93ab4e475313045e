"""Who asks about what: recommending States by issues, in the order of communities."""

from __future__ import annotations

import pandas as pd

from uprlib.acceptance.answers import Answers
from uprlib.alliances.friends import the_name
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.tidy import Result, or_sentence, tidy

MOST_ISSUES = 24
"""So many issues have a column, the most frequent ones: more would not be legible."""


@or_sentence
def requests_by_issue(own: Answers, communities: Result, *, least: int = 3) -> Result:
    """Requests of each recommending State on each of the most frequent issues, both in the order of communities.

    Parameters
    ----------
    own : Answers
        The answers of one review.
    communities : Result
        From :func:`uprlib.alliances.communities`.
    least : int
        States with fewer recommendations are left out.

    Returns
    -------
    Result
        One row is one State and one issue: code, community (0 the largest), issue, n. States stand in the order of
        their communities; an issue stands with the community that asks about it most.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance, alliances
    >>> own = acceptance.answers(uprlib.corpus(), "PRK", cycles=[2])
    >>> found = requests_by_issue(own, alliances.communities(own, runs=5, seed=1))
    >>> found["code"].nunique(), found["issue"].nunique(), int(found["n"].sum())
    (54, 24, 357)
    """
    about, members = own.told, communities.about.facts["members"]
    carried = pd.DataFrame(own).merge(
        (about.corpus or Corpus()).recommendation_issues[["rec_id", "issue"]], on="rec_id"
    )
    grid = pd.crosstab(carried["recommender"], carried["issue"])
    common = grid.sum().sort_values(ascending=False).head(MOST_ISSUES).index
    order = members.rename_axis("code").reset_index().sort_values(["community", "code"])
    order = order[order["code"].isin(grid.index[own.groupby("recommender").size().reindex(grid.index) >= least])]
    if order.empty:
        raise DataError(f"No State made {least} recommendations or more with coded issues")
    asked = grid.loc[order["code"], common]
    by_community = asked.groupby(order["community"].to_numpy()).mean()
    issues = sorted(common, key=lambda issue: (int(by_community[issue].to_numpy().argmax()), -grid[issue].sum(), issue))
    table = asked[issues].rename_axis(index="code", columns="issue").stack().rename("n").reset_index()
    table.insert(1, "community", table["code"].map(members))
    return tidy(
        table,
        title=f"Who asks {the_name(own)} about what, cycle {communities.about.facts['cycle']}",
        index=("code", "issue"),
        counts={"communities": communities.about.counts["communities"]},
        facts={"who": about.who, "least": least},
    )
