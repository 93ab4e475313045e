"""Requests that return: what was answered in the second review to what had been asked in the first."""

from __future__ import annotations

import pandas as pd

from uprlib.acceptance.rates import acceptance_rate
from uprlib.errors import DataError

KINDS = ("same recommending State", "another State")


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
        accepted_second, same_action (both in one action category; missing where one has none). Pairs are taken in the
        order of their likeness, so that no request counts twice within a kind.

    Raises
    ------
    DataError
        No pair is as alike as that.
    """
    rows = recommendations.drop_duplicates("rec_id").set_index("rec_id")
    kept = pairs[
        (pairs["score"] >= threshold) & pairs["rec_id_first"].isin(rows.index) & pairs["rec_id_second"].isin(rows.index)
    ]
    if kept.empty:
        raise DataError("no request of the first review came back in like words", value=f"likeness {threshold} or more")
    first, second = rows.loc[kept["rec_id_first"]], rows.loc[kept["rec_id_second"]]
    same = first["recommender"].to_numpy(object) == second["recommender"].to_numpy(object)
    table = pd.DataFrame(
        {
            "sur": first["sur"].to_numpy(),
            "rec_id_first": kept["rec_id_first"].to_numpy(),
            "rec_id_second": kept["rec_id_second"].to_numpy(),
            "score": kept["score"].astype(float).to_numpy(),
            "kind": pd.Series(same).map({True: KINDS[0], False: KINDS[1]}).to_numpy(),
            "accepted_first": pd.array(first["accepted"].to_numpy(), dtype="boolean"),
            "accepted_second": pd.array(second["accepted"].to_numpy(), dtype="boolean"),
            "same_action": pd.array(first["action"].to_numpy(), dtype="Int64")
            == pd.array(second["action"].to_numpy(), dtype="Int64"),
        }
    )
    table = table.sort_values(
        ["kind", "score", "rec_id_first", "rec_id_second"], ascending=[True, False, True, True], ignore_index=True
    )
    used: set[tuple[str, str]] = set()
    single = []
    for kind, first_id, second_id in zip(table["kind"], table["rec_id_first"], table["rec_id_second"], strict=True):
        free = (kind, first_id) not in used and (kind, second_id) not in used
        single.append(free)
        if free:
            used |= {(kind, first_id), (kind, second_id)}
    return table[single].reset_index(drop=True)


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
        line = {
            "kind": kind,
            "pairs": len(own),
            "known": len(known),
            "accepted_first": int(first.sum()),
            "accepted_second": int(second.sum()),
            "both": int((first & second).sum()),
            "opened": int((~first & second).sum()),
            "closed": int((first & ~second).sum()),
            "neither": int((~first & ~second).sum()),
        }
        refused = line["opened"] + line["neither"]
        if refused:
            line |= dict(
                zip(("rate", "low", "high"), acceptance_rate(line["opened"], refused, confidence), strict=True)
            )
        lines.append(line)
    columns = [
        "kind",
        "pairs",
        "known",
        "accepted_first",
        "accepted_second",
        "both",
        "opened",
        "closed",
        "neither",
        "rate",
        "low",
        "high",
    ]
    return pd.DataFrame(lines, columns=columns)


def checked_likeness(pairs: pd.DataFrame, checks: pd.DataFrame) -> pd.DataFrame:
    """How often pairs of each likeness were found, by hand, to be the same request.

    Parameters
    ----------
    pairs, checks : pandas.DataFrame
        The tables `request_pairs` and `pair_checks`.

    Returns
    -------
    pandas.DataFrame
        One row is one sample in one band of likeness: sample, band (its lower end), n, same, other_strength, partly,
        different.
    """
    judged = checks.merge(pairs, on=["rec_id_first", "rec_id_second"], how="left", validate="1:1")
    # Scores have three digits: a thousandth is a whole number.
    judged["band"] = ((judged["score"].astype(float) * 1000).round().astype(int) // 100).clip(upper=8) / 10
    table = pd.crosstab([judged["sample"], judged["band"]], judged["judged"])
    table = table.reindex(columns=["same", "other_strength", "partly", "different"], fill_value=0)
    table.insert(0, "n", table.sum(axis=1))
    return table.reset_index().rename_axis(columns=None)
