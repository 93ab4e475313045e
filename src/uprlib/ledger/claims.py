"""The article's claims, checked against the ledger: a verdict is computed from numbers and never written by hand."""

from __future__ import annotations

import math
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from uprlib import paths
from uprlib.errors import DataError, did_you_mean
from uprlib.ledger import entries
from uprlib.tidy import Result, tidy, written

SUPPORTED, CAVEAT = "supported", "supported with a caveat"
DEPENDS, NOT_SUPPORTED, UNTESTABLE = "depends on the choice", "not supported", "not testable"
VERDICTS = (SUPPORTED, CAVEAT, DEPENDS, NOT_SUPPORTED, UNTESTABLE)
NEEDS = {"equal": ("to",), "between": ("low", "high"), "above": ("than",), "below": ("than",)}
"""What a check must say, by its kind."""
UNKNOWN = "This ledger does not give single values for the numbers in this sentence."

Text = Field(min_length=1)


class Check(BaseModel):
    """What must be true of one number in the ledger.

    Attributes
    ----------
    key : str
        "notebook:key".
    kind : str
        Written ``is`` in the file: equal (`to`), between (`low` and `high`), above or below (`than`).
    under : str
        The choice that the check stands for, where a claim is checked under several.
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    key: str = Field(pattern="^[^:]+:.+")
    kind: Literal["equal", "between", "above", "below"] = Field(alias="is")
    to: float = math.nan
    low: float = math.nan
    high: float = math.nan
    than: float = math.nan
    under: str = ""

    @model_validator(mode="after")
    def _says_what_it_needs(self) -> Check:
        for name in NEEDS[self.kind]:
            if math.isnan(getattr(self, name)):
                raise ValueError(f"a number {name!r} beside is: {self.kind}")
        return self


class Claim(BaseModel):
    """One statement of the article, in our words.

    Attributes
    ----------
    id, statement, where : str
        `where` is the article's heading.
    checks : list of Check
    untestable : str
        Why these data cannot decide it, where there are no checks.
    caveat, takeaway : str
        A sentence for the reader. Names in braces are those of `numbers`; see :class:`Held` for what may follow them.
    numbers : mapping of str to str
        Names of the numbers in these sentences, each with its key in the ledger.
    figure : str
        The figure that shows it.
    """

    model_config = ConfigDict(extra="forbid")

    id: str = Text
    statement: str = Text
    where: str = Text
    checks: list[Check] = []
    untestable: str = ""
    caveat: str = ""
    takeaway: str = ""
    numbers: dict[str, str] = {}
    figure: str = ""

    @model_validator(mode="after")
    def _has_ground_and_known_names(self) -> Claim:
        if bool(self.checks) == bool(self.untestable):
            raise ValueError("either checks or the reason why it is untestable")
        tried = {name: Held({"value": 0.5, "n": 10, "note": ""}) for name in self.numbers}
        try:
            for template in (self.caveat, self.takeaway):
                written(template, tried)
        except (AttributeError, LookupError, ValueError) as problem:
            words = f"there is no {problem.name!r}" if isinstance(problem, AttributeError) else str(problem)
            raise ValueError(
                "fields as in {rate.value:share} or {rate.count} of {rate.n}, each name one of numbers; "
                f"this one fails: {words}"
            ) from None
        if unused := sorted(set(self.numbers) - _names(self.caveat + self.takeaway)):
            raise ValueError(f"only numbers that a sentence uses, unlike {', '.join(unused)}")
        return self

    @property
    def sentence(self) -> str:
        """What a reader takes away: a sentence or its template."""
        return self.untestable or self.takeaway or self.caveat


@dataclass(frozen=True)
class Held:
    """A number of the ledger, as the sentences of claims may use it.

    Examples
    --------
    >>> rate = Held({"value": 0.423792, "low": 0.37, "high": 0.48, "n": 269, "note": "acceptance rate"})
    >>> written("{rate.count} of {rate.n} ({rate.value:share})", {"rate": rate})
    '114 of 269 (42.4%)'
    """

    entry: Mapping[str, Any]

    @property
    def value(self) -> float | None:
        """The number itself, whole where it is; None where only its bounds are known."""
        value = _number(self.entry["value"])
        return None if math.isnan(value) else int(value) if value.is_integer() else value

    @property
    def n(self) -> int | None:
        """Of how many."""
        return None if math.isnan(_number(self.entry["n"])) else int(self.entry["n"])

    @property
    def count(self) -> int | None:
        """How many of n a share is."""
        return None if self.value is None or self.n is None else round(self.value * self.n)

    @property
    def rest(self) -> int | None:
        """How many of n are left."""
        return None if self.count is None or self.n is None else self.n - self.count

    @property
    def note(self) -> str:
        """What the notebook says of it."""
        return self.entry["note"]


def read() -> list[Claim]:
    """The claims of ``data/raw/claims.yml``, in the order of the article.

    Raises
    ------
    DataError
        The file is not YAML, or a claim cannot be used; says which one and why.
    """
    file = _file()
    try:
        held = yaml.safe_load(file.read_text(encoding="utf-8"))["claims"]
        if not held or not isinstance(held, list):
            raise TypeError(f"claims: {held}")
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as problem:
        mark = getattr(problem, "problem_mark", None)
        raise DataError(
            "the claims cannot be read",
            file=file,
            row=None if mark is None else mark.line + 1,
            value=" ".join(str(getattr(problem, "problem", None) or problem).split())[:120],
            expected="YAML with a list under `claims:`",
            remedy="`git checkout -- data/raw/claims.yml` restores the file",
        ) from None
    found: dict[str, Claim] = {}
    for number, entry in enumerate(held, start=1):
        claim = _checked(entry, number, file)
        if claim.id in found:
            raise DataError(
                f"claim {claim.id!r} cannot be used", file=file, column="id", expected="an id that no other claim has"
            )
        found[claim.id] = claim
    return list(found.values())


def _checked(entry: object, number: int, file: Path) -> Claim:
    try:
        return Claim.model_validate(entry)
    except ValidationError as problem:
        first = problem.errors()[0]
    model = Check if first["loc"][:1] == ("checks",) else Claim
    known = [field.alias or name for name, field in model.model_fields.items()]
    name = entry.get("id") if isinstance(entry, dict) else None
    place = " ".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
    expected = {
        "missing": "this field",
        "string_too_short": "some text",
        "string_pattern_mismatch": "notebook:key",
        "extra_forbidden": "one of " + ", ".join(known),
    }.get(first["type"], first["msg"].removeprefix("Value error, ").removeprefix("Input should be "))
    raise DataError(
        f"claim {name!r} cannot be used" if name else f"claim number {number} cannot be used",
        file=file,
        column=place or None,
        value=None if isinstance(first["input"], dict) else first["input"],
        expected=expected,
    )


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


def judged(claims: Sequence[Claim], ledger: pd.DataFrame) -> Result:
    """Each claim with its numbers and verdict.

    A check "above" or "below" holds if the whole interval of the number does; a number that is only bounded is judged
    by its bounds. If all checks hold, the claim is supported (with a caveat, if one is noted). If the checks stand for
    different choices and only some hold, it depends on the choice. Otherwise it is not supported.

    Parameters
    ----------
    claims : sequence of Claim
        From :func:`read`.
    ledger : pandas.DataFrame
        From :func:`uprlib.ledger.entries.read`.

    Returns
    -------
    Result
        One row is one claim: claim, statement, where, numbers (as text, each with its interval and n), verdict,
        sentence (takeaway, caveat or reason, its numbers filled in), notebooks, figure, specifications (how many
        agree, where the claim has a specification curve).

    Raises
    ------
    DataError
        A claim points to a number that is not in the ledger.
    """
    numbers = ledger.set_index(ledger["notebook"] + ":" + ledger["key"])
    rows = []
    for claim in claims:
        checked = [(check, _entry(numbers, check.key, claim)) for check in claim.checks]
        holds = [_holds(check, number) for check, number in checked]
        named = {name: Held(_entry(numbers, key, claim)) for name, key in claim.numbers.items()}
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
        sentences=_answer(table, counts),
    )


def numbers_behind(judged: Result) -> Result:
    """The numbers behind the verdicts, for reading: where each comes from and the figure that shows it."""
    return judged.with_about(
        title="The numbers behind the verdicts",
        notes="Intervals in brackets; n after them.",
        index=("claim",),
        columns={"claim": "claim", "where": "where", "numbers": "numbers"}
        | {"specifications": lambda row: row["specifications"] or "-", "notebooks": "notebooks"}
        | {"figure": lambda row: row["figure"] or "-"},
        counts={},
        sentences=(),
    )


def _answer(table: pd.DataFrame, counts: Mapping[str, int]) -> tuple[str, ...]:
    are = "is" if counts[NOT_SUPPORTED] == 1 else "are"
    words = [
        f"The article's account breaks down into {len(table)} statements.",
        f"The numbers support {counts[SUPPORTED]} of them, and another {counts[CAVEAT]} with a caveat.",
        f"For {counts[DEPENDS]} the verdict depends on a choice, {counts[NOT_SUPPORTED]} {are} not supported, and "
        f"{counts[UNTESTABLE]} cannot be tested with these data.",
    ]
    for verdict, of in ((DEPENDS, "These depend on a choice"), (NOT_SUPPORTED, "These are not supported")):
        named = table.loc[table["verdict"] == verdict, "statement"].str.rstrip(".")
        if len(named):
            words.append(f"{of}: " + "; ".join(f"“{statement}”" for statement in named) + ".")
    return tuple(words)


def _entry(numbers: pd.DataFrame, key: str, claim: Claim) -> pd.Series:
    if key not in numbers.index:
        raise DataError(
            "a claim points to a number that is not in the ledger",
            file=_file(),
            column=claim.id,
            value=key,
            remedy=did_you_mean(key, numbers.index) or f"run `upr run {key.partition(':')[0]}`",
        )
    return numbers.loc[key]


def _file() -> Path:
    return paths.raw() / "claims.yml"


def _names(template: str) -> set[str]:
    return {name.partition(".")[0] for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def _specifications(claim: str, numbers: pd.DataFrame) -> str:
    """What the specification curve of a claim says, "" where it has none."""
    agree, strong = (f"06_specifications:{claim}.{kind}" for kind in ("agree", "strong"))
    if agree not in numbers.index:
        return ""
    share = numbers.loc[agree]
    return f"{share['value']:.0%} of {int(share['n'])} agree, {numbers.loc[strong, 'value']:.0%} strongly"


def _verdict(claim: Claim, holds: list[bool]) -> str:
    if not holds:
        return UNTESTABLE
    if all(holds):
        return CAVEAT if claim.caveat else SUPPORTED
    choices = all(check.under for check in claim.checks)
    return DEPENDS if any(holds) and choices else NOT_SUPPORTED


def _holds(check: Check, number: pd.Series) -> bool:
    value, low, high = (_number(number[part]) for part in ("value", "low", "high"))
    if check.kind == "equal":
        return value == check.to
    if check.kind == "between":
        return check.low <= value <= check.high
    # A rate has an interval, all of which must be beyond the mark; a count has none.
    if check.kind == "above":
        return (value if math.isnan(low) else low) > check.than
    return (value if math.isnan(high) else high) < check.than


def _in_words(check: Check, number: pd.Series, held: bool) -> str:
    value = number["value"]
    shown = f"{value:.3g}" if isinstance(value, float) else str(value)
    low, high, n = (_number(number[part]) for part in ("low", "high", "n"))
    interval = "" if math.isnan(low) or math.isnan(high) else f" [{low:.3g}, {high:.3g}]"
    of = "" if math.isnan(n) else f", n = {n:.0f}"
    under = f"{check.under}: " if check.under else ""
    return f"{under}{shown}{interval}{of}{'' if held else ' (does not hold)'}"


def _number(value: object) -> float:
    """A number of the ledger; NaN where there is none, or only words ("0.1 to 0.4")."""
    return float(value) if isinstance(value, Real) and not isinstance(value, bool) else math.nan
