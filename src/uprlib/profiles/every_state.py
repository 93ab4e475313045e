"""Every number of every State, and where one State stands in each of them."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from uprlib.errors import DataError, one_of
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import PICTURED_MEASURES
from uprlib.profiles.at_once import FOUND, KEYS, contrasts, contrasts_held
from uprlib.profiles.measures import MEASURES, TOGETHER, Ground, Measure, key
from uprlib.profiles.ranks import TOLERANCE, rank
from uprlib.progress import along
from uprlib.tidy import Number, Result, capitalised, or_sentence, percent, points, tidy


def every_state(
    corpus: Corpus, measures: Sequence[str] = tuple(MEASURES), *, closest: float = 1 / 3, confidence: float = 0.95
) -> Result:
    """Each measure of every State and cycle, with its interval over rows and over States.

    Parameters
    ----------
    corpus : Corpus
    measures : sequence of str
        Of :data:`uprlib.profiles.measures.MEASURES`; by default all.
    closest : float
        Where nearness is a matter of degree, the share of States that count as friends.
    confidence : float

    Returns
    -------
    Result
        One row is one number of one State: measure, definition (of a friend, or the action category; "" where there is
        one only), sur (the State), cycle (0 for all cycles together, and for changes between two reviews), value (a
        share, or a difference of shares), low and high (rows taken as independent), low_clustered and high_clustered
        (States taken as what is sampled), n (rows), clusters (States that made them, or that it addressed), and why (a
        sentence where something is missing). A State without a value has a row that says why.

    Examples
    --------
    >>> import uprlib
    >>> every = every_state(uprlib.corpus(), ["low_cost_less_specific"])
    >>> every[(every["sur"] == "PRK") & (every["cycle"] == 2)][["value", "n", "clusters"]].round(3).values.tolist()
    [[0.886, 140.0, 68.0]]
    """
    for name in measures:
        one_of(name, MEASURES, "there is no such measure")
    made = functools.partial(_every_state, corpus, tuple(measures), closest, confidence)
    return corpus.once((every_state.__name__, *made.args[1:]), made)


def _every_state(corpus: Corpus, measures: Sequence[str], closest: float, confidence: float) -> Result:
    ground, parts = Ground(corpus, closest), []
    for name in along(measures, "Numbers of every State"):
        found = _frame(MEASURES[name], ground).merge(
            _found(MEASURES[name], ground, confidence), on=KEYS, how="left", validate="one_to_one"
        )
        found["why"] = found["why"].fillna(MEASURES[name].none[0])
        parts.append(found.assign(measure=name).fillna({"n": 0, "clusters": 0}))
    table = pd.concat(parts, ignore_index=True).astype({"n": int, "clusters": int, "cycle": int})
    known = table[table["value"].notna()]
    return tidy(
        table[["measure", *KEYS, *FOUND]],
        title="Every number of every State",
        notes=f"Shares and differences of shares; {confidence:.0%} intervals over rows and over States; cycle 0: all "
        "cycles together.",
        sentences=f"{len(known):,} numbers of {known['sur'].nunique()} States, by {len(measures)} measures.",
        facts={"corpus": corpus, "confidence": confidence},
    )


def _found(measure: Measure, ground: Ground, confidence: float) -> pd.DataFrame:
    rows = measure.rows(ground)
    if measure.alike:
        return contrasts_held(rows, measure.none, measure.alike, confidence=confidence)
    line = measure.line(ground) if measure.line else None
    return contrasts(rows, measure.none, confidence=confidence, line=line)


def _frame(measure: Measure, ground: Ground) -> pd.DataFrame:
    """What has a number, or a sentence in its place."""
    reviews = ground.reviews
    if measure.of == "review":
        table = reviews[["sur", "cycle"]]
    elif measure.of == "recommending State":
        cycles = pd.DataFrame({"cycle": [*sorted(reviews["cycle"].unique()), TOGETHER]})
        table = ground.corpus.states[["iso3"]].rename(columns={"iso3": "sur"}).merge(cycles, how="cross")
    else:
        table = reviews[["sur"]].drop_duplicates().assign(cycle=TOGETHER)
    return pd.DataFrame({"definition": list(measure.definitions or [""])}).merge(table, how="cross")


def _others(row: Mapping[str, Any]) -> int:
    return row["states"] - 1


_PLACE = "1 is the {end} of the States that have this number; {share_as_far:.3f} of the others are as far from the mean"
RANKED = (
    Number("rank.{key}", "rank", n="states", unit="rank", note=_PLACE, where="ranked"),
    Number("share_as_far.{key}", "share_as_far", n=_others, note="of the other States", where="ranked"),
)
"""What is kept of a State's place beside a number that stands elsewhere."""

KEPT = (
    Number("{key}", "value", "low", "high", "n", note="{words}; interval over rows", where="ranked"),
    Number(
        "{key}.clustered", "value", "low_clustered", "high_clustered", "clusters", note="{words}; interval over States",
        where="ranked",
    ),
)  # fmt: skip
"""What is kept of the number itself."""

UNUSUAL = 0.05
"""A number is called unusual where no larger share of the other States is as far from the others' mean, and where
there are so many other States that one of them is no larger share."""


@or_sentence
def one_state(every: Result, sur: str) -> Result:
    """One State's numbers, each with its rank among all States that have one.

    Parameters
    ----------
    every : Result
        From :func:`every_state`; filter it to see a part.
    sur : str
        The State.

    Returns
    -------
    Result
        One row is one number: the columns of :func:`every_state`, rank (1 the largest, or the lowest share accepted),
        states (how many are ranked), share_as_far (share of the other States as far from the others' mean or farther),
        median (of the others), ranked, and words (what the number is).

    Examples
    --------
    >>> import uprlib
    >>> every = every_state(uprlib.corpus(), ["low_cost_less_specific"])
    >>> one_state(every[every["cycle"] == 2], "PRK")[["rank", "states"]].to_numpy().tolist()
    [[3, 112]]
    """
    return _one_state(every, sur, _values(every))


def each_state(every: Result) -> dict[str, Result]:
    """What :func:`one_state` gives, for every State that has a number.

    Parameters
    ----------
    every : Result
        From :func:`every_state`; filter it to see a part.

    Returns
    -------
    dict of str to Result
        By the State.

    Examples
    --------
    >>> import uprlib
    >>> every = every_state(uprlib.corpus(), ["low_cost_less_specific"])
    >>> each_state(every[every["cycle"] == 2])["ERI"][["rank", "states"]].to_numpy().tolist()
    [[6, 112]]
    """
    values = _values(every)
    return {sur: _one_state(every, sur, values) for sur in sorted(every["sur"].unique())}


Values = Mapping[tuple[str, ...], Mapping[str, float]]


def _values(every: Result) -> Values:
    """The value of every State, by what is ranked: measure, definition and cycle."""
    groups = pd.DataFrame(every).groupby(_RANKED_BY)
    return {name: dict(zip(group["sur"], group["value"], strict=True)) for name, group in groups}


def _one_state(every: Result, sur: str, values: Values) -> Result:
    corpus: Corpus = every.about.facts["corpus"]
    own = every[every["sur"] == sur]
    if own.empty:
        raise DataError(f"{capitalised(corpus.the_name(sur))} has no review in this corpus.")
    lines = [_placed(row, values[tuple(row[name] for name in _RANKED_BY)]) for row in own.to_dict("records")]
    table = pd.DataFrame(own).reset_index(drop=True).join(pd.DataFrame(lines, columns=_PLACED))
    table = table.astype({"rank": "Int64", "states": "Int64"})
    return tidy(
        table,
        title=f"{capitalised(corpus.the_name(sur))} among all States",
        notes=f"{every.about.facts['confidence']:.0%} intervals; n: recommendations, or States where exchanges are "
        "counted. Rank 1 is the largest value, or the lowest share accepted; as far: share of the other States that "
        "are as far from the others' mean or farther.",
        index=("number", "cycle"),
        columns={
            "number": lambda row: capitalised(row["words"]),
            "cycle": lambda row: "both" if row["cycle"] == TOGETHER else row["cycle"],
            "value": lambda row: value_in_words(row, row["value"]),
            "interval, rows": lambda row: _interval(row, "low", "high"),
            "interval, States": lambda row: _interval(row, "low_clustered", "high_clustered"),
            "n": "n",
            "States": "clusters",
            "rank": "{rank} of {states}",
            "as far": "{share_as_far:share}",
            "median of others": lambda row: value_in_words(row, row["median"]),
            "what is missing": "why",
        },
        numbers=(*KEPT, *RANKED),
        sentences=_unusual(table, corpus.the_name(sur)),
        facts={"who": corpus.name(sur), "the_name": corpus.the_name(sur), "sur": sur},
    )


_RANKED_BY = ["measure", "definition", "cycle"]
_PLACED = ["key", "words", "end", "ranked", "rank", "states", "share_as_far", "median"]


def _placed(row: Mapping[str, Any], values: Mapping[str, float]) -> dict[str, object]:
    """A number's words and key, and its place among all States' values."""
    measure = MEASURES[row["measure"]]
    named = " ".join(filter(None, [measure.words, (measure.definitions or {}).get(row["definition"], "")]))
    line: dict[str, object] = {"key": key(row["measure"], row["definition"], row["cycle"]), "words": named}
    line |= {"end": "lowest" if measure.from_lowest else "largest", "ranked": False}
    try:
        others = [value for sur, value in values.items() if sur != row["sur"]]
        found = rank(row["value"], others, from_lowest=measure.from_lowest)
    except DataError:
        return line
    line |= {"rank": found.rank, "states": found.states, "share_as_far": found.share_as_far}
    return line | {"median": found.median, "ranked": True}


def value_in_words(row: Mapping[str, Any], value: float) -> str:
    """A value of a measure as it is printed: a share, or a difference in percentage points.

    Examples
    --------
    >>> value_in_words({"measure": "accepted"}, 0.424), value_in_words({"measure": "change"}, 0.424)
    ('42.4%', '+42.4')
    """
    if not MEASURES[row["measure"]].is_difference:
        return percent(value)
    return points(value).replace("+0.0", "0.0").replace("-0.0", "0.0")


def _interval(row: Mapping[str, Any], low: str, high: str) -> str:
    return "" if pd.isna(row[low]) else f"{value_in_words(row, row[low])} to {value_in_words(row, row[high])}"


def _with_unit(row: Mapping[str, Any], value: float) -> str:
    return value_in_words(row, value) + (" percentage points" if MEASURES[row["measure"]].is_difference else "")


def _unusual(table: pd.DataFrame, the_name: str) -> tuple[str, ...]:
    """How many of a State's numbers are unusual, and which most."""
    ranked = table[table["ranked"] & (table["states"] > 1 / UNUSUAL)]
    if ranked.empty:
        return (f"No number of {the_name} can be ranked among enough States.",)
    far = ranked[ranked["share_as_far"] <= UNUSUAL].sort_values("share_as_far", kind="stable")
    words = (
        f"{len(ranked)} numbers of {the_name} can be ranked among those of more than {1 / UNUSUAL:.0f} States. "
        f"{len(far) or 'None'} of them {'is' if len(far) < 2 else 'are'} unusual, which means that no more than "
        f"{UNUSUAL:.0%} of the other States are as far from the others' mean; of a State drawn at random one would "
        f"expect about {UNUSUAL * len(ranked):.0f}."
    )
    # Definitions of a friend say much the same: one number of each measure is named.
    named = far.drop_duplicates("measure").head(3).to_dict("records")
    return (words, *(_in_words(row, the_name) for row in named))


def _in_words(row: Mapping[str, Any], the_name: str) -> str:
    """A State's number and its place, as a sentence."""
    when = f" in cycle {row['cycle']}" if row["cycle"] != TOGETHER else ""
    if MEASURES[row["measure"]].of == "recommending State" and not when:
        when = " over all cycles"
    if not row["ranked"]:
        return f"{capitalised(row['words'])}{when} cannot be given for {the_name}. {row['why']}"
    others = row["states"] - 1
    far = round(row["share_as_far"] * others)
    return (
        f"{capitalised(row['words'])}{when} is {_with_unit(row, row['value'])} for {the_name}, rank {row['rank']} of "
        f"{row['states']} States from the {row['end']}. Of the {others} other States {far or 'none'} "
        f"{'is' if far == 1 else 'are'} as far from their mean or farther; their median is "
        f"{_with_unit(row, row['median'])}."
    )


@or_sentence
def beside(every: Result, sur: str, *measures: str, cycle: int | None = None) -> Result:
    """Where a State stands in a number that is stated elsewhere: its rank and the share of States as far.

    Parameters
    ----------
    every : Result
        From :func:`every_state`.
    sur : str
        The State.
    measures : str
        Of :data:`uprlib.profiles.measures.MEASURES`; by default all that `every` has.
    cycle : int, optional
        Only numbers of this cycle.

    Returns
    -------
    Result
        The columns of :func:`one_state`, with a sentence for each number; only ranks are kept of it.

    Examples
    --------
    >>> import uprlib
    >>> every = every_state(uprlib.corpus(), ["low_cost_less_specific"])
    >>> print(beside(every, "PRK", cycle=2).about.sentences[0].split(". ")[1])
    Of the 111 other States 2 are as far from their mean or farther; their median is +33.7 percentage points.
    """
    kept = every
    for measure in measures:
        one_of(measure, every["measure"].unique(), "this measure is not in the table")
    if measures:
        kept = kept[kept["measure"].isin(measures)]
    if cycle is not None:
        kept = kept[kept["cycle"] == cycle]
    found = one_state(kept, sur)
    if found.about.lacks:
        return found
    the_name = found.about.facts["the_name"]
    said = tuple(_in_words(row, the_name) for row in found.to_dict("records"))
    if found["value"].isna().all():
        why = " ".join(found["why"].dropna().unique())
        raise DataError(said[0] if len(said) == 1 else f"{capitalised(the_name)} has none of these numbers. {why}")
    return found.with_about(numbers=RANKED, sentences=said)


@or_sentence
def strips(every: Result, sur: str, *, cycle: int, definition: str = "ideal_points") -> Result:
    """One State's numbers of one cycle beside those of all States, for a picture in which any State can be found.

    Parameters
    ----------
    every : Result
        From :func:`every_state`.
    sur : str
        The State.
    cycle : int
        The cycle; changes between two reviews are shown whichever it is.
    definition : str
        Who is a friend, one of :data:`uprlib.alliances.nearness.DEFINITIONS`.

    Returns
    -------
    Result
        The columns of :func:`one_state`, label, is_difference, lowest and highest (who is at the ends, with the value).
        `facts["all_states"]` has the value of every State: measure, sur, value.

    Examples
    --------
    >>> import uprlib
    >>> found = strips(every_state(uprlib.corpus(), ["accepted", "left_open"]), "PRK", cycle=2)
    >>> found[["label", "lowest", "rank"]].to_numpy().tolist()[0]
    ['accepted', 'Rwanda 21.3%', 6]
    """
    twice = every["measure"].map(lambda name: MEASURES[name].of == "States reviewed twice")
    chosen = every[(twice | (every["cycle"] == cycle)) & every["definition"].isin(["", definition])]
    chosen = chosen[chosen["measure"].isin(PICTURED_MEASURES)]
    own = one_state(chosen, sur)
    if own.about.lacks:
        return own
    if not own["ranked"].any():
        raise DataError(
            f"No number of {own.about.facts['the_name']} in cycle {cycle} can be ranked among other States."
        )
    known, names = pd.DataFrame(chosen[chosen["value"].notna()]), every.about.facts["corpus"].names
    measures = [MEASURES[name] for name in own["measure"]]
    by = [f" ({each.definitions[definition]})" if each.definitions else "" for each in measures]
    ends = {
        side: [_at_the_end(known[known["measure"] == name], names, side) for name in own["measure"]]
        for side in ("lowest", "highest")
    }
    labelled = own.assign(
        label=[each.label + words for each, words in zip(measures, by, strict=True)],
        is_difference=[each.is_difference for each in measures],
        **ends,
    )
    of_cycle = f"cycle {cycle}"
    facts = own.about.facts | {"cycle": cycle, "all_states": known[["measure", "sur", "value"]].reset_index(drop=True)}
    return labelled.with_about(title=f"{own.about.title}, {of_cycle}", facts=facts)


def _at_the_end(of_measure: pd.DataFrame, names: pd.Series, side: str) -> str:
    """The State with the lowest or highest value, with the value; where several have it, how many."""
    values = of_measure.set_index("sur")["value"]
    if values.empty:
        return ""
    end = values.min() if side == "lowest" else values.max()
    there = values.index[(values - end).abs() <= TOLERANCE]
    row = {"measure": of_measure["measure"].iloc[0]}
    return f"{names[there[0]] if len(there) == 1 else f'{len(there)} States'} {value_in_words(row, end)}"
