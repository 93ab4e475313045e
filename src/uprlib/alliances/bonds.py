"""What binds and parts two States before a review: treaties, organisations, sanctions."""

from __future__ import annotations

import pandas as pd

from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus

TREATIES = {"alliance": ("defence",), "pact": ("defence", "non_aggression")}
"""The treaties that make a friend, by definition; see :data:`uprlib.facts.vocabulary.PACTS`."""
YES_OR_NO = ("alliance", "pact", "non_alignment", "absence_of_sanctions")
"""Definitions of friends by ties that two States have or have not."""


def bound(definition: str, sur: str, year: int, upr: Corpus) -> pd.DataFrame:
    """Which States are friends of one State by what binds or parts them in a year.

    Parameters
    ----------
    definition : str
        One of :data:`YES_OR_NO`.
    year : int
        The year before the review. Where the source ends before it, its last year stands in its place.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`uprlib.alliances.nearness`; basis is the year.

    Raises
    ------
    DataError
        It makes no friends, or nobody but friends.

    Examples
    --------
    >>> import uprlib
    >>> found = bound("alliance", "PRK", 2013, uprlib.corpus())
    >>> found.loc[found["friend"], "iso3"].tolist()
    ['CHN', 'CUB']
    """
    if definition == "non_alignment":
        return _non_aligned(sur, year, upr)
    known, year = ties(upr, sur, year)
    if definition == "absence_of_sanctions":
        friend, none = ~known["sanctioned_by_other"].astype(bool), "no State had a sanction in force against this one"
    else:
        friend, none = known["pact"].isin(TREATIES[definition]), "this State had no such treaty"
    if friend.all() or not friend.any():
        raise DataError(none, value=f"{sur}, {year}")
    return _either(friend, year)


def ties(upr: Corpus, sur: str, year: int, *, known: str = "pact") -> tuple[pd.DataFrame, int]:
    """What binds and parts a State and each other one in a year, or in the last year before it for which it is known.

    Parameters
    ----------
    known : str
        Column of the table `dyads` that has to have a value.

    Returns
    -------
    tuple
        Rows of the table `dyads` by the other State, and the year.

    Raises
    ------
    DataError
        Nothing is known of this State by then.
    """
    # In order of the States, so that the rows of one are found without looking at all.
    of_all = upr.once("dyads by State", lambda: upr.dyads.set_index("iso3", drop=False).sort_index(kind="stable"))
    own = of_all.loc[sur:sur]
    own = own[own["year"] <= year].dropna(subset=known)
    if own.empty:
        raise DataError("the sources know no ties of this State by then", value=f"{sur}, {year}")
    last = int(own["year"].max())
    return own[own["year"] == last].set_index("iso3_other").sort_index(), last


def members(upr: Corpus, organisation: str, year: int) -> tuple[set[str], int]:
    """The members of an organisation in a year, or in the last year before it for which they are known; and the year.

    Examples
    --------
    >>> import uprlib
    >>> union, year = members(uprlib.corpus(), "eu", 2015)
    >>> len(union), year
    (28, 2014)
    """
    known = upr.memberships[upr.memberships["organisation"].eq(organisation) & upr.memberships["year"].le(year)]
    if known.empty:
        raise DataError("the members are not known by then", value=f"{organisation}, {year}")
    last = int(known["year"].max())
    return set(known.loc[known["year"].eq(last) & known["status"].eq("member"), "iso3"]), last


def _non_aligned(sur: str, year: int, upr: Corpus) -> pd.DataFrame:
    movement, year = members(upr, "nam", year)
    if sur not in movement:
        raise DataError("this State was no member of the Non-Aligned Movement", value=f"{sur}, {year}")
    others = pd.Index(upr.states.loc[upr.states["status"].eq("member") & upr.states["iso3"].ne(sur), "iso3"])
    return _either(pd.Series(others.isin(movement), index=others), year)


def _either(friend: pd.Series, year: int) -> pd.DataFrame:
    yes = friend.to_numpy(bool)
    return pd.DataFrame({"iso3": friend.index, "nearness": yes.astype(float), "friend": yes, "basis": str(year)})
