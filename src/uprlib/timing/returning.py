"""Requests that return: what was answered in the second review to what had been asked in the first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from uprlib.acceptance.answers import Answers, everyone
from uprlib.acceptance.clusters import clustered, share_over
from uprlib.acceptance.rates import acceptance_rate
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.tidy import CLUSTERED, INTERVAL, Number, Result, count, estimate, or_sentence, tidy
from uprlib.timing.room import REFUSED

KINDS = ("same recommending State", "another State")
"""Who asked again."""

LIKENESS = (0.5, 0.6, 0.7, 0.8)
"""Least likenesses of two texts that are compared in any case."""

JUDGED = ("same", "other_strength", "partly", "different")
"""What a reading by hand found of two requests."""

COUNTS = ("pairs", "known", "accepted_first", "accepted_second", "both", "opened", "closed", "neither")
"""What is counted of each kind of pair; see :func:`answered`."""


def matched(pairs: pd.DataFrame, recommendations: pd.DataFrame, *, threshold: float) -> pd.DataFrame:
    """Pairs of near-identical requests, each request in one pair of a kind at most.

    Parameters
    ----------
    pairs : pandas.DataFrame
        The table `request_pairs`.
    recommendations : pandas.DataFrame
        Rows of the States in question, with `accepted`.
    threshold : float
        Least likeness (cosine) of the two texts.

    Returns
    -------
    pandas.DataFrame
        One row is one pair: sur, rec_id_first, rec_id_second, score, kind (:data:`KINDS`), accepted_first,
        accepted_second, same_action (both in one action category; missing where one has none), silent_first (left open
        in the Working Group and not accepted in the end, the first time) and clear_second (accepted at the end, or
        refused in the Working Group, the second time), which are missing where the Working Group's heading is. Pairs
        are taken in the order of their likeness, so that no request counts twice within a kind.

    Raises
    ------
    DataError
        No pair is as alike as that.
    """
    rows, alike = recommendations.drop_duplicates("rec_id"), pairs[pairs["score"] >= threshold]
    rec_ids = pd.Index(rows["rec_id"])
    places = np.array([rec_ids.get_indexer(alike[name]) for name in ("rec_id_first", "rec_id_second")])
    known = (places >= 0).all(axis=0)
    kept = alike[known]
    if kept.empty:
        raise DataError(f"No request of the first review was made again in words of likeness {threshold} or more.")
    first, second = (rows.iloc[review] for review in places[:, known])
    same = first["recommender"].to_numpy(object) == second["recommender"].to_numpy(object)
    actions = [pd.array(review["action"].to_numpy(), dtype="Int64") for review in (first, second)]
    table = pd.DataFrame(
        {
            "sur": first["sur"].to_numpy(),
            "rec_id_first": kept["rec_id_first"].to_numpy(),
            "rec_id_second": kept["rec_id_second"].to_numpy(),
            "score": kept["score"].astype(float).to_numpy(),
            "kind": np.where(same, *KINDS).astype(object),
            "accepted_first": pd.array(first["accepted"].to_numpy(), dtype="boolean"),
            "accepted_second": pd.array(second["accepted"].to_numpy(), dtype="boolean"),
            "same_action": actions[0] == actions[1],
            "silent_first": _silent(first).to_numpy(),
            "clear_second": _clear(second).to_numpy(),
        }
    ).astype({"silent_first": "boolean", "clear_second": "boolean"})
    by = {"kind": True, "score": False, "rec_id_first": True, "rec_id_second": True}
    table = table.sort_values(list(by), ascending=list(by.values()), ignore_index=True)
    used: set[tuple[str, str]] = set()
    single = []
    for kind, *ids in table[["kind", "rec_id_first", "rec_id_second"]].itertuples(index=False):
        pair = {(kind, rec_id) for rec_id in ids}
        single.append(not pair & used)
        if single[-1]:
            used |= pair
    return table[single].reset_index(drop=True)


def _silent(rows: pd.DataFrame) -> pd.Series:
    """Whether a request was left open in the Working Group and is not recorded as accepted: it may have met silence."""
    silent = rows["position_wg"].eq("pending") & rows["position"].eq("noted")
    return silent.astype("boolean").where(rows["position_wg"].notna())


def _clear(rows: pd.DataFrame) -> pd.Series:
    """Whether a State took a clear position: it accepted at the end or refused in the Working Group.

    What it left open and did not accept in the end was noted, which may be a refusal or none; the record does not tell.
    """
    clear = rows["position_wg"].isin(REFUSED) | rows["accepted"].fillna(False).astype(bool)
    return clear.astype("boolean").where(rows["position_wg"].notna() & rows["accepted"].notna())


def answered(matched_pairs: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """What pairs were answered in each review.

    Parameters
    ----------
    matched_pairs : pandas.DataFrame
        From :func:`matched`; pairs with an answer that is not known are counted and take no part in rates.

    Returns
    -------
    pandas.DataFrame
        One row is one kind: pairs, known, accepted_first, accepted_second, both, opened (not accepted in the first,
        accepted in the second), closed (the reverse), neither, and of those not accepted in the first review the share
        accepted in the second: rate, low, high (missing where there are none).
    """
    lines = []
    for kind in KINDS:
        own = matched_pairs[matched_pairs["kind"] == kind]
        known = own[own["accepted_first"].notna() & own["accepted_second"].notna()]
        first, second = known["accepted_first"].astype(bool), known["accepted_second"].astype(bool)
        masks = (first, second, first & second, ~first & second, first & ~second, ~first & ~second)
        counts = dict(zip(COUNTS, (len(own), len(known), *(int(mask.sum()) for mask in masks)), strict=True))
        line: dict[str, Any] = {"kind": kind, **counts}
        if refused := counts["opened"] + counts["neither"]:
            rate = acceptance_rate(counts["opened"], refused, confidence)
            line |= dict(zip(("rate", "low", "high"), rate, strict=True))
        lines.append(line)
    return pd.DataFrame(lines, columns=["kind", *COUNTS, "rate", "low", "high"])


@or_sentence
def came_back(corpus: Corpus, own: Answers, *, threshold: float = 0.6, confidence: float = 0.95) -> Result:
    """What a State, and all others, answered to requests of the first review that came back in the second.

    Parameters
    ----------
    own : Answers
        The State's answers; those of all others are as UPR Info recorded them.
    threshold : float
        A least likeness beside the usual ones (:data:`LIKENESS`), and the one whose numbers are kept.

    Returns
    -------
    Result
        One row is one least likeness, one kind of pair, and the State or all others (`who`: "own", "others"):
        threshold, the columns of :func:`answered`, refused (not accepted in the first review) and chosen.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib.acceptance.answers import answers
    >>> upr = uprlib.corpus()
    >>> found = came_back(upr, answers(upr, "PRK"))
    >>> found.loc[found["chosen"] & (found["who"] == "own"), ["kind", "pairs", "opened"]].to_dict("records")
    [{'kind': 'same recommending State', 'pairs': 5, 'opened': 1}, {'kind': 'another State', 'pairs': 13, 'opened': 5}]
    """
    if own.empty:
        raise DataError(own.told.lacks)
    sur = own["sur"].iloc[0]
    all_states = everyone(corpus)
    thresholds = sorted({*LIKENESS, threshold})
    parts = []
    for who, rows in (("own", own), ("others", all_states[all_states["sur"] != sur])):
        # The likest are paired first, so that a higher threshold keeps a part of these pairs.
        found = matched(corpus.request_pairs, rows, threshold=thresholds[0])
        for least in thresholds:
            counts = answered(found[found["score"] >= least], confidence=confidence)
            parts.append(counts.assign(threshold=least, who=who))
    table = pd.concat(parts, ignore_index=True)
    table["refused"] = table["opened"] + table["neither"]
    table["chosen"] = table["threshold"] == threshold
    table["key"] = table["kind"].str.split().str[0]
    table["kept"] = table["chosen"] & (table["who"] == "own")
    name = corpus.name(sur)
    table["State"] = table["who"].map({"own": name, "others": "all others"})
    opened = "of those not accepted in the first review, accepted in the second"
    return tidy(
        table,
        title=f"Requests that came back, {name} and all others",
        notes=f"Wilson intervals, {confidence:.0%}; coding {own.told.coding} for {name}.",
        index=("likeness", "asked by", "State"),
        columns={
            "likeness": "threshold",
            "asked by": "kind",
            "pairs": "pairs",
            "answers known": "known",
            "accepted both times": "both",
            "not, then accepted": "opened",
            "accepted, then not": "closed",
            "neither time": "neither",
            "share accepted of those not accepted before": "{rate:share}",
            "interval": INTERVAL,
        },
        numbers=(
            Number("pairs.{key}", "pairs", unit="pairs", note="likeness {threshold} or more, {kind}", where="kept"),
            estimate("pairs_opened.{key}", "rate", n="refused", note=opened, where="kept"),
        ),
        facts={"who": name, "the_who": corpus.the_name(sur)},
    ).say(_second_answer)


def _second_answer(row: Mapping[str, Any]) -> str:
    if not row["kept"] or not row["refused"]:
        return ""
    asked = "the same State" if row["key"] == "same" else "another State"
    return (
        f"Of {row['refused']} requests that {row['the_who']} had not accepted and that came back from {asked} "
        f"(likeness {row['threshold']} or more), it accepted {row['opened'] or 'none'} the second time."
    )


@or_sentence
def silence_answered(corpus: Corpus, own: Answers, *, threshold: float = 0.6, confidence: float = 0.95) -> Result:
    """Of what a State left open in its first review and was asked again, how much it answered clearly in the second.

    A request counts once, in its likest pair, whoever asked again. To ask this of what was refused the first time would
    be to ask something else: a refusal is an answer.

    Returns
    -------
    Result
        One row is one of two, the State ("own") and all others: who, n (requests that were left open and came back),
        clear (accepted at the end or refused in the Working Group), accepted (of these), rate, low, high (Wilson),
        low_clustered, high_clustered (over recommending States of the second request), clusters, and usual (the share
        of clear positions among all recommendations of the second review whose Working Group headings are known).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib.acceptance.answers import answers
    >>> upr = uprlib.corpus()
    >>> found = silence_answered(upr, answers(upr, "PRK"))
    >>> found[["who", "n", "clear"]].to_dict("records")[0]
    {'who': 'own', 'n': 10, 'clear': 8}
    """
    if own.empty:
        raise DataError(own.told.lacks)
    sur, all_states = own["sur"].iloc[0], everyone(corpus)
    lines = []
    for who, rows in (("own", own), ("others", all_states[all_states["sur"] != sur])):
        pairs = matched(corpus.request_pairs, rows, threshold=threshold)
        pairs = pairs[pairs["silent_first"].eq(True) & pairs["clear_second"].notna()]
        pairs = pairs.sort_values("score", ascending=False, kind="stable")
        pairs = pairs.drop_duplicates("rec_id_first").drop_duplicates("rec_id_second")
        if pairs.empty and who == "own":
            none = f"No request that {own.told.the_name} left open in its first review came back in the second"
            raise DataError(none)
        second = rows[rows["cycle"] == 2]
        usual = float(_clear(second).astype("Float64").mean())
        by = second.drop_duplicates("rec_id").set_index("rec_id")["recommender"]
        clear, states = pairs["clear_second"].astype(float).reset_index(drop=True), pairs["rec_id_second"].map(by)
        n, yes = len(clear), int(clear.sum())
        line = {"who": who, "n": n, "clear": yes, "accepted": int(pairs["accepted_second"].sum()), "usual": usual}
        if n:
            ends = share_over(clear, states.reset_index(drop=True), confidence=confidence)
            line |= dict(zip(("rate", "low", "high"), acceptance_rate(yes, n, confidence), strict=True))
            line |= dict(zip(("low_clustered", "high_clustered"), ends, strict=True))
        lines.append(line | {"clusters": states.nunique()})
    table = pd.DataFrame(lines)
    table["own"] = table["who"] == "own"
    table["State"] = table["who"].map({"own": corpus.name(sur), "others": "all others"})
    counts = {}
    for row in table.to_dict("records"):
        if row["own"]:
            what = "share of clear positions in the whole second review"
            counts["silence_answered.usual"] = count(row["usual"], "share", what, int((own["cycle"] == 2).sum()))
        elif row["n"]:
            counts["silence_answered.others"] = count(row["rate"], "share", "the same of all other States", row["n"])
    note = f"clear second answers, of what was left open and came back; likeness {threshold} or more"
    return tidy(
        table,
        title=f"What was left open, asked again and answered, {corpus.name(sur)} and all others",
        notes=f"Clear: accepted at the end or refused in the Working Group. {confidence:.0%} intervals over rows "
        f"(Wilson) and over the States that asked again (Student's t); coding {own.told.coding}.",
        index="State",
        columns={
            "State": "State",
            "left open and asked again": "n",
            "answered clearly": "clear",
            "of these accepted": "accepted",
            "share clear": "{rate:share}",
            "interval, rows": INTERVAL,
            "interval, States": CLUSTERED,
            "share clear of the whole second review": "{usual:share}",
        },
        numbers=(
            estimate("silence_answered", "rate", note=note, where="own"),
            clustered("silence_answered", "rate", note=note, where="own"),
        ),
        counts=counts,
        facts={"the_who": corpus.the_name(sur)},
    ).say(_answer_to_silence)


def _answer_to_silence(row: Mapping[str, Any]) -> str:
    if not row["own"]:
        return ""
    return (
        f"Of {row['n']} requests that {row['the_who']} left open in its first review and that came back in the second, "
        f"it answered {row['clear'] or 'none'} clearly the second time ({row['accepted'] or 'none'} accepted); of its "
        f"whole second review, {row['usual']:.1%}."
    )


@or_sentence
def by_category_of_pair(corpus: Corpus, own: Answers, *, threshold: float = 0.6) -> Result:
    """What was answered in the second review to requests that came back in the same action category, or in another.

    Returns
    -------
    Result
        One row is one kind of pair and whether both requests are in one action category: kind, same_action, pairs,
        accepted_second.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib import acceptance
    >>> upr = uprlib.corpus()
    >>> by_category_of_pair(upr, acceptance.answers(upr, "PRK")).about.sentences[0]
    'Asked by another State in another action category: 1 of 5 accepted in the second review.'
    """
    if own.empty:
        raise DataError(own.told.lacks)
    pairs = matched(corpus.request_pairs, own, threshold=threshold)
    known = pairs[pairs["accepted_second"].notna() & pairs["same_action"].notna()]
    if known.empty:
        raise DataError("No pair of requests has coded action categories on both sides.")
    table = known.groupby(["kind", "same_action"], as_index=False).agg(
        pairs=("score", "size"), accepted_second=("accepted_second", "sum")
    )
    return tidy(table, title="Requests that came back, by action category of the pair").say(
        lambda row: (
            f"Asked by {'the ' if row['kind'] == KINDS[0] else ''}{row['kind']} in "
            f"{'the same' if row['same_action'] else 'another'} action category: {row['accepted_second']} of "
            f"{row['pairs']} accepted in the second review."
        )
    )


@or_sentence
def checked_likeness(corpus: Corpus) -> Result:
    """How often pairs of each likeness were found, by hand, to be the same request.

    Returns
    -------
    Result
        One row is one sample in one band of likeness: sample, band (its lower end), n, same, other_strength, partly,
        different.

    Examples
    --------
    >>> import uprlib
    >>> checked_likeness(uprlib.corpus())[["band", "n", "same"]].head(2).to_dict("records")
    [{'band': 0.6, 'n': 25, 'same': 13}, {'band': 0.7, 'n': 5, 'same': 3}]
    """
    judged = corpus.pair_checks.merge(
        corpus.request_pairs, on=["rec_id_first", "rec_id_second"], how="left", validate="1:1"
    )
    # Scores have three digits: a thousandth is a whole number.
    judged["band"] = ((judged["score"].astype(float) * 1000).round().astype(int) // 100).clip(upper=8) / 10
    table = pd.crosstab([judged["sample"], judged["band"]], judged["judged"])
    table = table.reindex(columns=list(JUDGED), fill_value=0)
    table.insert(0, "n", table.sum(axis=1))
    table = table.reset_index().rename_axis(columns=None)
    table["not_different"] = (table["n"] - table["different"]) / table["n"]
    return tidy(
        table,
        title="Pairs of requests read by hand, by likeness of their texts",
        notes="n: pairs read; band: least likeness.",
        index=("sample", "band"),
        columns=("n", *JUDGED),
        numbers=Number("likeness.{sample}.{band}", "not_different", n="n", note="not a different request, by hand"),
        sentences=tuple(
            f"Of {own['n'].sum()} pairs of {'all States' if sample == 'all_states' else corpus.the_name(sample)} that "
            f"were read, {own['same'].sum()} ask for the same thing equally strongly "
            f"({own['same'].sum() / own['n'].sum():.1%}), {own['other_strength'].sum()} for the same thing more or "
            "less "
            f"strongly, {own['partly'].sum()} partly for the same thing, and {own['different'].sum()} for different "
            "things."
            for sample, own in table.groupby("sample", sort=True)
        ),
    )
