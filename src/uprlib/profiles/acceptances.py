"""The share that every State accepted in each review, and where one State stands under each coding of its answers."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from uprlib.acceptance import codings
from uprlib.acceptance.answers import Answers, answers, beyond_two, corpus_of, everyone
from uprlib.acceptance.rates import acceptance_rate, rate_in_words, rates
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.profiles.ranks import rank
from uprlib.tidy import INTERVAL, Number, Result, capitalised, estimate, or_sentence, points, tidy


def state_rates(coded: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """Acceptance rate of every State under review in every cycle, over answers that are known.

    Returns
    -------
    pandas.DataFrame
        One row is one State in one cycle: sur, cycle, n, accepted, rate, low, high. A review with missing answers
        is left out: its rate is not the rate of its known rows.
    """
    columns = {"n": ("accepted", "size"), "known": ("accepted", "count"), "accepted": ("accepted", "sum")}
    counted = pd.DataFrame(coded).groupby(["sur", "cycle"], as_index=False).agg(**columns)
    counted = counted[counted["known"] == counted["n"]].drop(columns="known").reset_index(drop=True)
    counted["accepted"] = counted["accepted"].astype(int)
    intervals = [acceptance_rate(a, n, confidence) for a, n in zip(counted["accepted"], counted["n"], strict=True)]
    return counted.join(pd.DataFrame(intervals, columns=["rate", "low", "high"], dtype=float))


@or_sentence
def beside_all_states(rows: Answers, sur: str, words: str = "", *, cycle: int | None = None) -> Result:
    """The share of some recommendations that every State accepted, and where one State stands.

    Parameters
    ----------
    rows : Answers
        The recommendations in question, of all States: rows of :func:`uprlib.acceptance.everyone`.
    sur : str
        The State.
    words : str
        What they are, as it follows "recommendations": "on Women's rights".
    cycle : int, optional
        The cycle in which States are compared; by default the latest in which the State has such a recommendation.

    Returns
    -------
    Result
        One row is one State, the lowest share first: the columns of :func:`state_rates`, name, rank (1 the lowest
        share; equal ones share a rank), states (how many), and own (whether it is the State).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib.acceptance.answers import everyone
    >>> rows = everyone(uprlib.corpus(), cycle=2)
    >>> states = beside_all_states(rows[rows["action"] == 5], "PRK", "for specific action")
    >>> states.loc[states["own"], ["name", "n", "accepted", "rank", "states"]].to_dict("records")
    [{'name': 'DPRK', 'n': 114, 'accepted': 13, 'rank': 5, 'states': 112}]
    """
    corpus = corpus_of(rows)
    mine = rows[rows["sur"] == sur]
    asked = f"recommendations {words}".rstrip()
    if mine.empty:
        raise DataError(f"There are no {asked} to {corpus.the_name(sur)} in this corpus")
    cycle = int(mine["cycle"].max()) if cycle is None else cycle
    table = state_rates(rows[rows["cycle"] == cycle], confidence=rows.told.confidence)
    if sur not in set(table["sur"]) or len(table) < 2:
        raise DataError(f"{corpus.name(sur)} cannot be ranked: its answers, or those of all others, are not known")
    shares = table.set_index("sur")["rate"]
    ranks = {iso3: rank(share, shares.drop(iso3), from_lowest=True) for iso3, share in shares.items()}
    table["name"] = table["sur"].map(corpus.names)
    table["rank"] = [ranks[iso3].rank for iso3 in table["sur"]]
    table["states"] = len(table)
    table["own"] = table["sur"] == sur
    note = f"1 is the lowest acceptance of {asked}, cycle {cycle}"
    return tidy(
        table.sort_values(["rank", "name"], ignore_index=True),
        title=f"Acceptance of {asked} in cycle {cycle}",
        notes=f"Wilson intervals, {rows.told.confidence:.0%}; n: recommendations; rank 1 is the lowest share.",
        index="State",
        columns={
            "State": "name",
            "recommendations": "n",
            "accepted": "accepted",
            "rate": "{rate:share}",
            "interval": INTERVAL,
            "rank": "rank",
        },
        numbers=Number("rank", "rank", n="states", unit="rank", note=note, where="own"),
        sentences=f"In cycle {cycle} {corpus.the_name(sur)} accepted {shares[sur]:.1%} of the {asked}, rank "
        f"{ranks[sur].rank} of {len(table)} States from the lowest. The median of the other States is "
        f"{ranks[sur].median:.1%}.",
        facts={"who": corpus.name(sur), "sur": sur, "cycle": cycle, "median": ranks[sur].median},
    )


@or_sentence
def under_each_coding(corpus: Corpus, sur: str, *, cycles: Sequence[int] = (1, 2), confidence: float = 0.95) -> Result:
    """The share that a State accepted under each coding of its answers, and its rank among all States.

    All other States have the answers that UPR Info recorded.

    Returns
    -------
    Result
        One row is one coding in one cycle: coding, cycle, n, rate, low, high, rate_min, rate_max, rank (1 the lowest
        rate), states, share_as_low (of the other States), median. `facts["all_states"]` has every State's rate.

    Examples
    --------
    >>> import uprlib
    >>> found = under_each_coding(uprlib.corpus(), "PRK")
    >>> found[["cycle", "coding", "rate", "rank"]].round(3).to_dict("records")[1]
    {'cycle': 2, 'coding': 'recorded', 'rate': 0.424, 'rank': 6}
    """
    others = state_rates(everyone(corpus, confidence=confidence), confidence=confidence)
    parts = []
    for coding in codings.CODINGS:
        own = answers(corpus, sur, coding, cycles=cycles, confidence=confidence)
        if own.empty:
            raise DataError(own.told.lacks)
        parts.append(pd.DataFrame(rates(own, "cycle")).assign(coding=coding))
    table = pd.concat(parts, ignore_index=True)
    places = [_place(others, sur, row["cycle"], row["rate"]) for row in table.to_dict("records")]
    table = table.join(pd.DataFrame(places, index=table.index, columns=["rank", "states", "share_as_low", "median"]))
    table["ranked"] = table["rank"].notna()
    who = corpus.name(sur)
    lowest, under = "1 is the lowest acceptance rate of the cycle", "acceptance rate under the coding {coding}"
    return tidy(
        table.astype({"rank": "Int64", "states": "Int64"}),
        title=f"Acceptance under each coding, {who}",
        notes=f"Wilson intervals, {confidence:.0%}; ranks among all States of the cycle, 1 is the lowest rate. "
        f"{codings.OF_OTHERS}",
        index=("cycle", "coding"),
        columns={
            "recommendations": "n",
            "rate": rate_in_words,
            "interval": INTERVAL,
            "rank from the lowest": "{rank} of {states}",
            "share of other States as low or lower": "{share_as_low:share}",
            "median State": "{median:share}",
        },
        numbers=(
            Number("rank.cycle{cycle}.{coding}", "rank", n="states", unit="rank", note=lowest, where="ranked"),
            estimate("rate.cycle{cycle}.{coding}", "rate", note=under, where="ranked"),
        ),
        facts={"who": who, "the_name": corpus.the_name(sur), "sur": sur, "all_states": others},
    )


def _place(others: pd.DataFrame, sur: str, cycle: int, rate: float) -> dict[str, object]:
    of_cycle = others[(others["cycle"] == cycle) & (others["sur"] != sur)]
    try:
        found = rank(rate, of_cycle["rate"], from_lowest=True)
    except DataError:
        return {}
    return {"rank": found.rank, "states": found.states, "share_as_low": found.share_beyond, "median": found.median}


@or_sentence
def change_under_each_coding(under: Result) -> Result:
    """The change of the share accepted from the first review to the second, under each coding.

    Parameters
    ----------
    under : Result
        From :func:`under_each_coding`.

    Returns
    -------
    Result
        One row is one coding: coding, first, second, change.

    Examples
    --------
    >>> import uprlib
    >>> found = change_under_each_coding(under_each_coding(uprlib.corpus(), "PRK"))
    >>> found.round(3).to_dict("records")[0]
    {'coding': 'recorded', 'first': 0.0, 'second': 0.424, 'change': 0.424}
    """
    wide = pd.DataFrame(under).pivot(index="coding", columns="cycle", values="rate")
    if not {1, 2} <= set(wide.columns):
        name = capitalised(under.about.facts["the_name"])
        raise DataError(f"{name} has one review in the chosen cycles: there is no change to show")
    table = wide.loc[list(codings.CODINGS), [1, 2]].set_axis(["first", "second"], axis=1).reset_index()
    table["change"] = table["second"] - table["first"]
    found = tidy(
        table,
        title=f"Change from the first review to the second, {under.about.facts['who']}",
        index="coding",
        columns={"first review": "{first:share}", "second": "{second:share}", "change": "{change:points}"},
        numbers=Number("change.{coding}", "change", note="rate of cycle 2 minus rate of cycle 1"),
    ).say(
        lambda row: (
            f"Under the coding {row['coding']} its acceptance went from {row['first']:.1%} to {row['second']:.1%}, a "
            f"change of {points(row['change'])} percentage points."
        )
    )
    said = found.about.sentences
    if len(table[["first", "second"]].drop_duplicates()) == 1:
        # Nothing was answered later: one sentence for all codings.
        said = (said[0].replace(f"the coding {table['coding'].iloc[0]}", "every coding"),)
    return found.with_about(sentences=(*said, *beyond_two(wide.columns)))
