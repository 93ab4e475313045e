"""The recommendations to a State's rivals, one by one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from uprlib.acceptance.clusters import Contrast, contrast
from uprlib.alliances.habits import OVER_ADDRESSED
from uprlib.alliances.recommending import Made
from uprlib.errors import DataError
from uprlib.facts.vocabulary import DEMANDS, PLAUDITS
from uprlib.tidy import Result, capitalised, count, enumerated, or_sentence, p_value, tidy, written

SECURITY_LAW_REPORT = "A/HRC/22/10"
SECURITY_LAW = {"124.55": "to release those held under it", "124.57": "to abolish it"}
"""Paragraphs of that report, on the Republic of Korea, in which the DPRK asked about the National Security Law."""


@or_sentence
def to_rivals(made: Made, rivals: Sequence[str], *, draws: int = 2000, seed: int = 2017) -> Result:
    """The recommendations that a State made to some others, one by one, and whether it asked less of all other States.

    Parameters
    ----------
    made : Made
        From :func:`uprlib.alliances.made_by`.
    rivals : sequence of str
        The others, as ISO 3166 alpha-3 codes.
    draws, seed : int
        As for :func:`uprlib.acceptance.contrast`.

    Returns
    -------
    Result
        One row is one recommendation: the columns of `made` and name (of the addressed State).

    Examples
    --------
    >>> import uprlib
    >>> from uprlib.alliances.recommending import made_by
    >>> listed = to_rivals(made_by(uprlib.corpus(), "PRK"), ["KOR"])
    >>> listed.loc[listed["symbol"] == "A/HRC/22/10", ["paragraph", "action", "position"]].to_dict("list")
    {'paragraph': ['124.55', '124.57', '124.58'], 'action': [5, 5, 5], 'position': ['noted', 'noted', 'noted']}
    """
    about = made.told
    if made.empty:
        raise DataError(about.lacks)
    rows = made[made["sur"].isin(list(rivals))]
    names = enumerated([about.tables.the_name(rival) for rival in rivals])
    if rows.empty:
        raise DataError(f"{capitalised(about.the_name)} made no recommendation to {names} in the chosen cycles.")
    rows = rows.sort_values(["sur", "session", "export_row", "explorer_row"], ignore_index=True)
    table = pd.DataFrame(rows).assign(name=rows["sur"].map(about.tables.names))
    n, coded, codes = len(table), int(table["action"].notna().sum()), ", ".join(rivals)
    little, action = (int(table["action"].isin(kinds).sum()) for kinds in (PLAUDITS, DEMANDS))
    accepted = int((table["position"] == "accepted").sum())
    coded_rows = made[made["action"].notna()]
    coded_rows = coded_rows.assign(little=coded_rows["action"].isin(PLAUDITS))
    beside = contrast(
        coded_rows,
        coded_rows["sur"].isin(list(rivals)),
        outcome="little",
        cluster="sur",
        draws=draws,
        seed=seed,
        confidence=about.confidence,
    )
    return tidy(
        table,
        title=f"Recommendations of {about.the_name} to {codes}",
        notes=f"n = {n} recommendations; issues and action categories as UPR Info coded them.",
        index=("to", "report", "paragraph"),
        columns={
            "to": "name",
            "report": "symbol",
            "paragraph": lambda row: _known(row["paragraph"], "not known"),
            "action": lambda row: _known(row["action"], "not coded"),
            "issues": lambda row: _known(row["issues"], "not coded"),
            "position": lambda row: _known(row["position"], "not known"),
        },
        counts={
            "rivals.rows": count(n, "rows", f"recommendations of {about.state} to {codes}"),
            "rivals.low_cost": count(little, "rows", "low-cost requests among those with a coded category", coded),
            "rivals.accepted": count(accepted / n, "share", "share accepted", n),
            **_less_others(beside, codes),
        },
        sentences=(
            f"It made {n} recommendations to {names}: of the {coded} with a coded category {little or 'none'} "
            f"{'asks' if little == 1 else 'ask'} for little and {action} for action. {accepted} of the {n} were "
            "accepted.",
            *_beside_others(beside),
        ),
        facts={"the_state": about.the_name},
    )


def _less_others(beside: Contrast, codes: str) -> dict[str, Any]:
    """What is kept of the contrast between requests to rivals and to other States."""
    if math.isnan(beside.difference):
        return {}
    what = f"share of low-cost requests, to {codes} minus to other States"
    found = {}
    for level, low, high, p, n in (
        ("", beside.low, beside.high, beside.p, beside.n_1 + beside.n_0),
        (".clustered", beside.low_clustered, beside.high_clustered, beside.p_clustered, beside.clusters),
    ):
        held = {} if math.isnan(low) else {"low": low, "high": high}
        note = f"{what}; p {p_value(p)}"
        found[f"rivals.low_cost_less_others{level}"] = count(beside.difference, "share", note, n) | held
        found[f"rivals.low_cost_less_others.p{level}"] = count(p, "p", what, n)
    return found


def _beside_others(beside: Contrast) -> list[str]:
    """How much of the requests to other States asks for little, in sentences."""
    if math.isnan(beside.difference):
        return []
    little = round(beside.share_0 * beside.n_0)
    said = written(
        f"Of its {beside.n_0:,} coded requests to other States {little:,} ask{'s' if little == 1 else ''} for little. "
        "The share to rivals minus that to others is between {low:points} and {high:points} percentage points over "
        "rows (p {p:p}; over addressed States p {p_clustered:p}).",
        vars(beside),
    )
    return [sentence for sentence in (said, beside.why or written(OVER_ADDRESSED, vars(beside))) if sentence]


def security_law(listed: Result) -> Result:
    """The DPRK's recommendations on the Republic of Korea's National Security Law, of which the article tells.

    Parameters
    ----------
    listed : Result
        From :func:`to_rivals`.

    Returns
    -------
    Result
        The rows of :data:`SECURITY_LAW` that are among those listed, with a sentence where both are. Any other State
        made none, and there is nothing to say.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib.alliances.recommending import made_by
    >>> law = security_law(to_rivals(made_by(uprlib.corpus(), "PRK"), ["KOR"]))
    >>> law["paragraph"].tolist(), law.about.sentences[0][-47:]
    (['124.55', '124.57'], 'the DPRK itself made them, and both were noted.')
    """
    if listed.about.lacks:
        return tidy(pd.DataFrame())
    law = listed[(listed["symbol"] == SECURITY_LAW_REPORT) & listed["paragraph"].isin(list(SECURITY_LAW))]
    accepted, paragraphs = int((law["position"] == "accepted").sum()), " and ".join(SECURITY_LAW)
    asked = " and ".join(f"{paragraph} ({what})" for paragraph, what in SECURITY_LAW.items())
    answer = "both were noted" if law["position"].eq("noted").all() else f"{accepted} of them was accepted"
    by = f"{SECURITY_LAW_REPORT} paragraphs {paragraphs} by this State"
    sentence = (
        "The recommendations of 2012 to the Republic of Korea on its National Security Law, of which the article "
        f"tells, are paragraphs {asked} of {SECURITY_LAW_REPORT}: {listed.about.facts['the_state']} itself made "
        f"them, and {answer}."
    )
    return tidy(
        law,
        counts={
            "security_law.rows": count(len(law), "rows", by),
            "security_law.accepted": count(accepted, "rows", "of these, accepted", len(law)),
        },
        sentences=sentence if set(law["paragraph"]) == set(SECURITY_LAW) else (),
    )


def _known(value: object, otherwise: str) -> object:
    return otherwise if pd.isna(value) else value
