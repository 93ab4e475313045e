"""The article's claims: statements, what must be true of the ledger for each, and why that much."""

from __future__ import annotations

import datetime
import math
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from uprlib import paths
from uprlib.facts import project_files
from uprlib.tidy import written

SUPPORTED, CAVEAT = "supported", "supported with a caveat"
DEPENDS, UNDETERMINED = "depends on the choice", "undetermined"
NOT_SUPPORTED, UNTESTABLE = "not supported", "not testable"
VERDICTS = (SUPPORTED, CAVEAT, DEPENDS, UNDETERMINED, NOT_SUPPORTED, UNTESTABLE)
NEEDS = {"equal": ("to",), "between": ("low", "high"), "above": ("than",), "below": ("than",)}
"""What a check must say, by its kind."""

Text = Annotated[str, Field(min_length=1)]
Verdict = Literal["supported", "supported with a caveat", "depends on the choice", "not supported", "not testable"]
"""The verdicts of the first version, which had no other."""


def _key(text: str) -> str:
    if not re.fullmatch("[^:]+:.+", text):
        raise ValueError("notebook:key")
    return text


class Check(project_files.Entry):
    """What must be true of one number in the ledger.

    Attributes
    ----------
    key : str
        "notebook:key".
    kind : str
        Written ``is`` in the file: equal (`to`), between (`low` and `high`), above or below (`than`). All but equal
        read the whole interval of a number that has one.
    under : str
        The choice that the check stands for, where a claim is checked under several. Checks under the same choice, or
        under none, must hold together.
    part : str
        What the check is about, as a label, where several must hold together.
    """

    key: Annotated[str, AfterValidator(_key)]
    kind: Literal["equal", "between", "above", "below"] = Field(alias="is")
    to: float = math.nan
    low: float = math.nan
    high: float = math.nan
    than: float = math.nan
    under: str = ""
    part: str = ""

    @model_validator(mode="after")
    def _says_what_it_needs(self) -> Check:
        for name in NEEDS[self.kind]:
            if math.isnan(getattr(self, name)):
                raise ValueError(f"a number {name!r} beside is: {self.kind}")
        return self


class Claim(project_files.Entry):
    """One statement of the article, in our words.

    Attributes
    ----------
    id, statement, where : str
        `where` is the article's heading.
    checks : list of Check
    rule, threshold, baseline : str
        What must be true, in words; why that much and not more or less; and what would be expected by chance or is seen
        among other States. A claim with checks has all three.
    ruled : date
        The day on which the rule was fixed.
    was : str
        The verdict of the first version, where it had this claim.
    untestable, would_test : str
        Why these data cannot decide it, where there are no checks, and what would.
    caveat, takeaway : str
        A sentence for the reader.
    numbers : mapping of str to str
        Names of the numbers in baseline, caveat and takeaway, each with its key in the ledger; see :class:`Held` for
        what may follow a name in braces.
    figure : str
        The figure that shows it.
    """

    id: Text
    statement: Text
    where: Text
    checks: list[Check] = Field(default=[])
    rule: str = ""
    threshold: str = ""
    baseline: str = ""
    ruled: datetime.date | None = None
    was: Verdict | None = None
    untestable: str = ""
    would_test: str = ""
    caveat: str = ""
    takeaway: str = ""
    numbers: dict[str, str] = Field(default={})
    figure: str = ""

    @model_validator(mode="after")
    def _has_ground_and_known_names(self) -> Claim:
        if bool(self.checks) == bool(self.untestable):
            raise ValueError("either checks or the reason why it is untestable")
        needed = ("rule", "threshold", "baseline", "ruled") if self.checks else ("would_test",)
        if lacking := [name for name in needed if not getattr(self, name)]:
            ground = "checks" if self.checks else "untestable"
            raise ValueError(f"{', '.join(lacking)} beside {ground}")
        _tried((self.baseline, self.caveat, self.takeaway), self.numbers)
        return self

    @property
    def sentence(self) -> str:
        """What a reader takes away: a sentence or its template."""
        return self.untestable or " ".join(filter(None, (self.takeaway, self.caveat)))


class Line(project_files.Entry):
    """One line of the answer, as it may be printed.

    Attributes
    ----------
    claim : str
        The claim that it is about.
    verdict : str
        The verdict under which it may stand; where a ledger gives another, the claim stands with that one instead.
    text : str
        Its template.
    numbers : mapping of str to str
        As for a claim.
    """

    claim: Text
    verdict: Text
    text: Text
    numbers: dict[str, str] = Field(default={})

    @model_validator(mode="after")
    def _has_a_verdict_and_known_names(self) -> Line:
        if self.verdict not in VERDICTS:
            raise ValueError("a verdict: " + ", ".join(VERDICTS))
        _tried((self.text,), self.numbers)
        return self


class _Claims(project_files.Entry):
    article: Text
    claims: list[Claim] = Field(min_length=1)
    answer: list[Line] = Field(min_length=1)

    @model_validator(mode="after")
    def _knows_each_claim_once(self) -> _Claims:
        known = [claim.id for claim in self.claims]
        if twice := [name for name in known if known.count(name) > 1]:
            raise ValueError(f"an id that no other claim has, unlike {twice[0]!r}")
        if unknown := [line.claim for line in self.answer if line.claim not in known]:
            raise ValueError(f"lines of the answer about claims that there are, unlike {unknown[0]!r}")
        return self


@dataclass(frozen=True)
class Held:
    """A number of the ledger, as the sentences of claims may use it.

    Examples
    --------
    >>> rate = Held({"value": 0.423792, "low": 0.37, "high": 0.48, "n": 269, "note": "acceptance rate"})
    >>> written("{rate.count} of {rate.n} ({rate.value:share}; {rate.low:share} to {rate.high:share})", {"rate": rate})
    '114 of 269 (42.4%; 37.0% to 48.0%)'
    """

    entry: Mapping[str, Any]

    @property
    def value(self) -> float | None:
        """The number itself, whole where it is; None where only its bounds are known."""
        value = number_of(self.entry["value"])
        return None if math.isnan(value) else int(value) if value.is_integer() else value

    @property
    def apart(self) -> str | None:
        """How far a difference of shares is from zero, in percentage points without a sign."""
        return None if self.value is None else f"{100 * abs(self.value):.1f}"

    @property
    def low(self) -> float | None:
        """The lower end of its interval."""
        return None if math.isnan(number_of(self.entry["low"])) else float(self.entry["low"])

    @property
    def high(self) -> float | None:
        """The upper end of its interval."""
        return None if math.isnan(number_of(self.entry["high"])) else float(self.entry["high"])

    @property
    def n(self) -> int | None:
        """Of how many."""
        return None if math.isnan(number_of(self.entry["n"])) else int(self.entry["n"])

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
        The file is not YAML, or a claim or a line of the answer cannot be used; says which one, which field, its value,
        and what is expected.

    Examples
    --------
    >>> len(read()) >= 32
    True
    """
    return list(_held().claims)


def lines() -> list[Line]:
    """The lines of the answer, from the same file.

    Raises
    ------
    DataError
        As :func:`read`.

    Examples
    --------
    >>> len(lines())
    10
    """
    return list(_held().answer)


def _tried(templates: tuple[str, ...], numbers: Mapping[str, str]) -> None:
    """Refuse a template with a field that is not there, and a number that no template uses."""
    tried = {name: Held({"value": 0.5, "low": 0.4, "high": 0.6, "n": 10, "note": ""}) for name in numbers}
    try:
        for template in templates:
            written(template, tried)
    except (AttributeError, LookupError, ValueError) as problem:
        words = f"there is no {problem.name!r}" if isinstance(problem, AttributeError) else str(problem)
        raise ValueError(
            "fields as in {rate.value:share} or {rate.count} of {rate.n}, each name one of numbers; "
            f"this one fails: {words}"
        ) from None
    used = {name.partition(".")[0] for each in templates for _, name, _, _ in string.Formatter().parse(each) if name}
    if unused := sorted(set(numbers) - used):
        raise ValueError(f"only numbers that a sentence uses, unlike {', '.join(unused)}")


def _held() -> _Claims:
    expected = "YAML with lists under `claims:` and `answer:`"
    return project_files.read(paths.raw() / "claims.yml", _Claims, "the claims", expected=expected)


def number_of(value: object) -> float:
    """A number of the ledger; NaN where there is none, or only words ("0.1 to 0.4").

    Examples
    --------
    >>> number_of(3), number_of("0.1 to 0.4")
    (3.0, nan)
    """
    return float(value) if isinstance(value, Real) and not isinstance(value, bool) else math.nan
