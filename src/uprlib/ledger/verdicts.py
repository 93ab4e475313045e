"""Verdicts on the article's claims: computed from the ledger and never written by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from uprlib.errors import DataError, did_you_mean
from uprlib.ledger import entries
from uprlib.ledger.claims import (
    CAVEAT,
    DEPENDS,
    NOT_SUPPORTED,
    SUPPORTED,
    UNDETERMINED,
    UNTESTABLE,
    VERDICTS,
    Check,
    Claim,
    Held,
    Line,
    lines,
    number_of,
    read,
)
from uprlib.tidy import Result, tidy, written

UNKNOWN = "This ledger does not give single values for the numbers in this sentence."


def verdicts(ledger: str | Path = entries.DEFAULT) -> Result:
    """Every claim, judged by one ledger; numbers of notebooks that it does not have come from the default runs.

    Parameters
    ----------
    ledger : str or path
        As for :func:`uprlib.ledger.entries.read`.

    Returns
    -------
    Result
        As :func:`judged` gives it.

    Examples
    --------
    >>> verdicts().set_index("claim").loc[["none-of-167", "motives"], "verdict"].to_dict()
    {'none-of-167': 'supported with a caveat', 'motives': 'not testable'}
    """
    claims, numbers = read(), entries.read(ledger)
    found = judged(claims, entries.completed(numbers))
    keys = [key for claim in claims for key in (*(check.key for check in claim.checks), *claim.numbers.values())]
    taken = sorted({key.partition(":")[0] for key in keys} - set(numbers["notebook"]))
    words = [f"The numbers of {', '.join(taken)} come from the default runs."] if taken else []
    return found.with_about(sentences=(*found.about.sentences, *words))


def in_short(judged: Result, ledger: str | Path = entries.DEFAULT) -> Result:
    """The answer in lines that may be printed as they are, from ``data/raw/claims.yml``, their numbers filled in.

    A line stands under the verdict that it is written for; where the ledger gives another verdict, or no single values,
    the claim stands in its place with its verdict.

    Parameters
    ----------
    judged : Result
        From :func:`verdicts` of the same ledger.

    Returns
    -------
    Result
        One row is one line: claim, line. Its sentences are the lines, numbered as a list.

    Raises
    ------
    DataError
        A line points to a number that is not in the ledger.

    Examples
    --------
    >>> in_short(verdicts())["claim"].to_list()[:2]
    ['none-of-167', 'belatedly-nearly-half']
    """
    complete = entries.completed(entries.read(ledger))
    numbers = complete.set_index(complete["notebook"] + ":" + complete["key"])
    of_claims = judged.set_index("claim")
    found = []
    for line in lines():
        statement, verdict = of_claims.loc[line.claim, ["statement", "verdict"]]
        instead = f"“{statement}” By these numbers: {verdict}."
        named = _named(line, numbers, f"answer, the line on {line.claim}")
        words = written(line.text, named, missing=instead) if line.verdict == verdict else instead
        found.append({"claim": line.claim, "line": words})
    table = pd.DataFrame(found)
    return tidy(table, sentences=tuple(f"\n{number}. {words}" for number, words in enumerate(table["line"], start=1)))


def judged(claims: Sequence[Claim], ledger: pd.DataFrame) -> Result:
    """Each claim with its numbers and verdict.

    A check reads the whole interval of a number that has one: it holds if all of the interval is where the check wants
    it, fails if none of it is, and is undetermined in between; so are bounds that hold both answers. A claim is
    supported (with a caveat, if one is noted) if all checks hold, and not supported if one fails. Where checks stand
    for several choices, this is so under each of them; a claim that holds under some and not under others depends on
    the choice. What neither holds nor fails is undetermined.

    Parameters
    ----------
    claims : sequence
        From :func:`uprlib.ledger.claims.read`.
    ledger : pandas.DataFrame
        From :func:`uprlib.ledger.entries.read`.

    Returns
    -------
    Result
        One row is one claim: claim, statement, where, numbers (as text, each with its interval and n), verdict,
        sentence (takeaway and caveat, or reason, the numbers filled in), rule, threshold, baseline, ruled, was (the
        verdict of the first version), would_test, notebooks, figure, specifications (how many distinct estimates agree,
        where the claim has a specification curve).

    Raises
    ------
    DataError
        A claim points to a number that is not in the ledger.
    """
    numbers = ledger.set_index(ledger["notebook"] + ":" + ledger["key"])
    rows = []
    for claim in claims:
        checked = [(check, _entry(numbers, check.key, claim.id)) for check in claim.checks]
        holds = [_holds(check, number) for check, number in checked]
        named = _named(claim, numbers, claim.id)
        rows.append(
            {
                "claim": claim.id,
                "statement": claim.statement,
                "where": claim.where,
                "numbers": "; ".join(
                    _in_words(check, number, held) for (check, number), held in zip(checked, holds, strict=True)
                ),
                "verdict": _verdict(claim, holds),
                "sentence": written(claim.sentence, named, missing=UNKNOWN),
                "rule": claim.rule,
                "threshold": claim.threshold,
                "baseline": written(claim.baseline, named, missing=UNKNOWN),
                "ruled": claim.ruled.isoformat() if claim.ruled else "",
                "was": claim.was or "",
                "would_test": claim.would_test,
                "notebooks": ", ".join(dict.fromkeys(check.key.partition(":")[0] for check in claim.checks)),
                "figure": claim.figure,
                "specifications": _specifications(claim.id, numbers),
            }
        )
    table = pd.DataFrame(rows)
    counts = {verdict: int((table["verdict"] == verdict).sum()) for verdict in VERDICTS}
    return tidy(
        table,
        title="The article's statements and their verdicts",
        notes=f"n = {len(table)} statements; verdicts are computed from the ledger.",
        index=("statement",),
        columns={"statement": "statement", "verdict": "verdict", "sentence": "sentence"},
        counts={
            f"verdict.{verdict}": {"value": n, "n": len(table), "unit": "claims", "note": "claims with this verdict"}
            for verdict, n in counts.items()
        },
        sentences=_counted(table, counts),
    )


def rules(judged: Result) -> Result:
    """The rule behind each verdict: why its threshold, what to expect without the claim, and since when it stands.

    Examples
    --------
    >>> bool((rules(verdicts())["rule"] != "").all())
    True
    """
    tested = judged[judged["rule"] != ""].reset_index(drop=True)
    return tested.with_about(
        title="The rules behind the verdicts",
        notes="First version: its verdict under its own rule; empty where it did not have the statement.",
        index=("claim",),
        columns={
            "claim": "claim",
            "rule": "rule",
            "why this threshold": "threshold",
            "baseline": "baseline",
            "fixed on": "ruled",
            "verdict": "verdict",
            "first version": "was",
        },
        counts={},
        sentences=(_changed(tested),),
    )


def numbers_behind(judged: Result) -> Result:
    """The numbers behind the verdicts, for reading: where each comes from and the figure that shows it.

    Examples
    --------
    >>> numbers_behind(verdicts()).shown().columns[:2].tolist()
    ['where', 'numbers']
    """
    tested = judged[judged["rule"] != ""].reset_index(drop=True)
    return tested.with_about(
        title="The numbers behind the verdicts",
        notes="Intervals in brackets; n after them.",
        index=("claim",),
        columns={"claim": "claim", "where": "where", "numbers": "numbers"}
        | {"specifications": lambda row: row["specifications"] or "-", "notebooks": "notebooks"}
        | {"figure": lambda row: row["figure"] or "-"},
        counts={},
        sentences=(),
    )


def not_testable(judged: Result) -> Result:
    """The statements that these data cannot test, and what would.

    Examples
    --------
    >>> not_testable(verdicts()).shown().columns.tolist()
    ['why not', 'what would test it']
    """
    return (
        judged[judged["rule"] == ""]
        .reset_index(drop=True)
        .with_about(
            title="Statements that these data cannot test",
            notes="",
            index=("statement",),
            columns={"statement": "statement", "why not": "sentence", "what would test it": "would_test"},
            counts={},
            sentences=(),
        )
    )


def _named(of: Claim | Line, numbers: pd.DataFrame, column: str) -> dict[str, Held]:
    return {name: Held(_entry(numbers, key, column)) for name, key in of.numbers.items()}


def _entry(numbers: pd.DataFrame, key: str, column: str) -> pd.Series:
    if key not in numbers.index:
        raise DataError(
            "a claim points to a number that is not in the ledger",
            file="data/raw/claims.yml",
            column=column,
            value=key,
            remedy=did_you_mean(key, numbers.index) or f"run `upr run {key.partition(':')[0]}`",
        )
    return numbers.loc[key]


def _counted(table: pd.DataFrame, counts: Mapping[str, int]) -> tuple[str, ...]:
    """How many statements have each verdict, and which are not plainly supported."""

    def are(verdict: str) -> str:
        return f"{counts[verdict]} {'is' if counts[verdict] == 1 else 'are'}"

    words = [
        f"The article's account breaks down into {len(table)} statements. The numbers support {counts[SUPPORTED]} of "
        f"them, and another {counts[CAVEAT]} with a caveat. For {counts[DEPENDS]} the verdict depends on a choice, "
        f"{are(UNDETERMINED)} undetermined, {are(NOT_SUPPORTED)} not supported, and {counts[UNTESTABLE]} cannot be "
        "tested with these data."
    ]
    named = {
        DEPENDS: ("This depends on a choice", "These depend on a choice"),
        UNDETERMINED: ("This is undetermined", "These are undetermined"),
        NOT_SUPPORTED: ("This is not supported", "These are not supported"),
    }
    for verdict, begins in named.items():
        of = table.loc[table["verdict"] == verdict, "statement"].str.rstrip(".")
        if len(of):
            words.append(f"{begins[len(of) > 1]}: " + "; ".join(f"“{statement}”" for statement in of) + ".")
    return tuple(words)


def _changed(tested: pd.DataFrame) -> str:
    """Which verdicts differ from those of the first version."""
    before = tested[tested["was"] != ""]
    other = before[before["was"] != before["verdict"]]
    words = "; ".join(f"{row.claim}, from “{row.was}” to “{row.verdict}”" for row in other.itertuples())
    of = f"Of the {len(before)} statements that the first version tested, {len(other) or 'none'}"
    have = "has" if len(other) == 1 else "have"
    return f"{of} {have} another verdict now{': ' + words if words else ''}."


def _specifications(claim: str, numbers: pd.DataFrame) -> str:
    """What the specification curve of a claim says, "" where it has none."""
    begins = f"06_specifications:{claim}."
    if f"{begins}estimates" not in numbers.index:
        return ""
    estimates = int(numbers.loc[f"{begins}estimates", "value"])
    agree = numbers[numbers.index.str.startswith(f"{begins}agree.")]
    choices = agree.index.str.removeprefix(f"{begins}agree.").str.partition(".")
    table = pd.DataFrame({"choice": choices.get_level_values(0), "value": choices.get_level_values(2)})
    table = table.assign(agree=agree["value"].astype(float).to_numpy(), n=agree["n"].astype(int).to_numpy())
    of = f"{estimates} distinct {'estimate' if estimates == 1 else 'estimates'}"
    if table.empty:
        return of
    if table["agree"].nunique() == 1 and table["agree"].iloc[0] in (0, 1):
        return f"{of}: {'every one agrees' if table['agree'].iloc[0] else 'none agrees'}"
    spread = table.groupby("choice", sort=False)["agree"].agg(lambda shares: shares.max() - shares.min())
    decides = table[table["choice"] == spread.idxmax()]
    counts = "; ".join(f"{round(row.agree * row.n)} of {row.n} ({row.value})" for row in decides.itertuples())
    return f"{of}; agree, by {spread.idxmax()}: {counts}"


def _verdict(claim: Claim, holds: list[bool | None]) -> str:
    if not holds:
        return UNTESTABLE
    of_choices: dict[str, list[bool | None]] = {}
    for check, held in zip(claim.checks, holds, strict=True):
        of_choices.setdefault(check.under, []).append(held)
    together = {False if False in each else None if None in each else True for each in of_choices.values()}
    if together == {True}:
        return CAVEAT if claim.caveat else SUPPORTED
    if together == {False}:
        return NOT_SUPPORTED
    return DEPENDS if True in together else UNDETERMINED


def _holds(check: Check, number: pd.Series) -> bool | None:
    """Whether a check holds of a number; None where its interval holds both answers, or it has neither."""
    value, low, high = (number_of(number[part]) for part in ("value", "low", "high"))
    if check.kind == "equal":
        if math.isnan(value):
            return None if low <= check.to <= high else False
        return value == check.to
    # A rate has an interval, all of which must be where the check wants it; a count has none. Where States are too few
    # for an interval over them nothing is known at that level.
    if math.isnan(low) or math.isnan(high):
        low = high = math.nan if check.key.endswith(".clustered") and number["unit"] != "p" else value
    if math.isnan(low):
        return None
    if check.kind == "between":
        inside, outside = check.low <= low and high <= check.high, high < check.low or low > check.high
    elif check.kind == "above":
        inside, outside = low > check.than, high <= check.than
    else:
        inside, outside = high < check.than, low >= check.than
    return True if inside else False if outside else None


def _in_words(check: Check, number: pd.Series, held: bool | None) -> str:
    value = number["value"]
    shown = f"{value:.3g}" if isinstance(value, float) else str(value)
    low, high, n = (number_of(number[part]) for part in ("low", "high", "n"))
    interval = "" if math.isnan(low) or math.isnan(high) else f" [{low:.3g}, {high:.3g}]"
    of = "" if math.isnan(n) else f", n = {n:.0f}"
    label = check.under or check.part
    outcome = {True: "", False: " (does not hold)", None: " (undetermined)"}[held]
    return f"{f'{label}: ' if label else ''}{shown}{interval}{of}{outcome}"
