"""The article's claims, checked against the ledger: a verdict is computed from numbers and never written by hand."""

from __future__ import annotations

from numbers import Real

import pandas as pd
import yaml

from uprlib import paths
from uprlib.errors import DataError, did_you_mean

SUPPORTED, CAVEAT = "supported", "supported with a caveat"
DEPENDS, NOT_SUPPORTED, UNTESTABLE = "depends on the choice", "not supported", "not testable"
VERDICTS = (SUPPORTED, CAVEAT, DEPENDS, NOT_SUPPORTED, UNTESTABLE)
KINDS = ("equal", "between", "above", "below")


def read() -> list[dict]:
    """The claims of ``data/raw/claims.yml``, in the order of the article.

    Raises
    ------
    DataError
        A claim lacks its words, has neither checks nor a reason why there are none, or stands twice.
    """
    file = paths.raw() / "claims.yml"
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))["claims"]
    seen = set()
    for entry in entries:
        name = entry.get("id")
        wrong = next((field for field in ("id", "statement", "where") if not entry.get(field)), None)
        if wrong or bool(entry.get("checks")) == bool(entry.get("untestable")) or name in seen:
            raise DataError(
                "a claim cannot be used",
                file=file,
                column=wrong or "checks",
                value=name,
                expected="an id that stands once, statement, where, and either checks or untestable",
            )
        seen.add(name)
    return entries


def judged(claims: list[dict], ledger: pd.DataFrame) -> pd.DataFrame:
    """Each claim with its numbers and verdict.

    A check holds where the number, and the end of its interval that lies against it, are as the claim says; where a
    number is only bounded, its bounds. All checks hold: supported (with a caveat, where one is noted). Checks that
    stand for different choices and do not all hold: it depends on the choice. Otherwise it is not supported.

    Parameters
    ----------
    claims : list of dict
        From :func:`read`.
    ledger : pandas.DataFrame
        From :func:`uprlib.ledger.entries.read`.

    Returns
    -------
    pandas.DataFrame
        One row is one claim: claim, statement, where, numbers (as text, each with its interval and n), verdict,
        sentence (takeaway, caveat or reason), notebooks, figure, specifications (how many agree, where the claim has
        a specification curve).

    Raises
    ------
    DataError
        A check points to a number that is not in the ledger, or is of an unknown kind.
    """
    numbers = ledger.set_index(ledger["notebook"] + ":" + ledger["key"])
    lines = []
    for claim in claims:
        held, words, notebooks = [], [], []
        for check in claim.get("checks", []):
            if check["key"] not in numbers.index:
                raise DataError(
                    "a claim points to a number that is not in the ledger",
                    file="data/raw/claims.yml",
                    column=claim["id"],
                    value=check["key"],
                    remedy=did_you_mean(check["key"], numbers.index),
                )
            number = numbers.loc[check["key"]]
            held.append(_holds(check, number, claim["id"]))
            words.append(_words(check, number, held[-1]))
            notebooks.append(check["key"].partition(":")[0])
        lines.append(
            {
                "claim": claim["id"],
                "statement": claim["statement"],
                "where": claim["where"],
                "numbers": "; ".join(words),
                "verdict": _verdict(claim, held),
                "sentence": claim.get("untestable") or claim.get("takeaway") or claim.get("caveat") or "",
                "notebooks": ", ".join(dict.fromkeys(notebooks)),
                "figure": claim.get("figure", ""),
                "specifications": _specifications(claim["id"], numbers),
            }
        )
    return pd.DataFrame(lines)


def _specifications(claim: str, numbers: pd.DataFrame) -> str:
    """What the specification curve of a claim says, "" where it has none."""
    agree, strong = (f"06_specifications:{claim}.{kind}" for kind in ("agree", "strong"))
    if agree not in numbers.index:
        return ""
    share = numbers.loc[agree]
    return f"{share['value']:.0%} of {int(share['n'])} agree, {numbers.loc[strong, 'value']:.0%} strongly"


def _verdict(claim: dict, held: list[bool]) -> str:
    if not held:
        return UNTESTABLE
    if all(held):
        return CAVEAT if claim.get("caveat") else SUPPORTED
    choices = all(check.get("under") for check in claim["checks"])
    return DEPENDS if any(held) and choices else NOT_SUPPORTED


def _holds(check: dict, number: pd.Series, claim: str) -> bool:
    kind = check.get("is")
    if kind not in KINDS:
        raise DataError(
            "a check is of an unknown kind",
            file="data/raw/claims.yml",
            column=claim,
            value=kind,
            expected="one of " + ", ".join(KINDS),
        )
    low, high = (_number(number[end]) for end in ("low", "high"))
    value = _number(number["value"])
    if kind == "equal":
        return value == check["to"]
    if kind == "between":
        return value is not None and check["low"] <= value <= check["high"]
    # A rate has an interval and must lie beyond the mark with all of it; a count has none.
    if kind == "above":
        end = value if low is None else low
        return end is not None and end > check["than"]
    end = value if high is None else high
    return end is not None and end < check["than"]


def _words(check: dict, number: pd.Series, held: bool) -> str:
    value = number["value"]
    shown = f"{value:.3g}" if isinstance(value, float) else str(value)
    low, high = (_number(number[end]) for end in ("low", "high"))
    interval = f" [{low:.3g}, {high:.3g}]" if low is not None and high is not None else ""
    n = "" if _number(number["n"]) is None else f", n = {int(number['n'])}"
    under = f"{check['under']}: " if check.get("under") else ""
    return f"{under}{shown}{interval}{n}{'' if held else ' (does not hold)'}"


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, Real) or pd.isna(value):
        return None
    return float(value)
