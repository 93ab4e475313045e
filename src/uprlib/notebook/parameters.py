"""The parameters of notebooks: they are set in the tagged cell, and each is checked here by its name.

A notebook's first code cell is tagged "parameters" and holds one assignment on each line, with a comment that says what
it changes. That cell is the only place: defaults and comments are read from it, and a name means the same in every
notebook. Values are JSON (text, numbers, true or false, lists), because papermill passes on nothing else intact.
"""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Field, StrictBool, StrictFloat, StrictInt, StrictStr, TypeAdapter, ValidationError

from uprlib.errors import ParameterError, one_of
from uprlib.facts import journals, vocabulary
from uprlib.notebook import contents

if TYPE_CHECKING:  # A shell completes parameters as fast as one types, without pandas and what reads tables with it.
    import pandas as pd

LONGEST_NAME = 255
"""Bytes that file systems take."""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Parameter:
    """One parameter as its notebook declares it.

    Attributes
    ----------
    name : str
    default : object
    meaning : str
        The comment beside it: what changes if it changes.
    """

    name: str
    default: Any
    meaning: str


def _state(value: object, name: str = "sur") -> str:
    from uprlib.facts import states

    return states.parameter(value, name)


def _states(value: list) -> list[str]:
    return [_state(each, "rivals") for each in value]


def _cycles(value: object) -> list[int]:
    cycles = value if isinstance(value, list) else [value]
    for cycle in cycles:
        if isinstance(cycle, bool) or cycle not in vocabulary.CYCLES:
            raise ParameterError(
                "there is no such cycle",
                value=cycle,
                expected="a list of cycles such as [1, 2]; the corpus has 1 and 2, an import may have 3 and 4",
            )
    if not cycles or len(set(cycles)) != len(cycles):
        raise ParameterError("these cycles cannot be used", value=value, expected="at least one cycle, each only once")
    return sorted(cycles)


def _dataset(value: str) -> str:
    from uprlib.facts import datasets

    if value != datasets.BUNDLED:
        datasets.check_name(value)
    return value


def _event(value: str) -> str:
    if DAY.fullmatch(value):
        with contextlib.suppress(ValueError):
            date.fromisoformat(value)
            return value
        raise ParameterError("there is no such day in the calendar", value=value, expected="YYYY-MM-DD")
    from uprlib.facts import raw

    known = raw.column("events", "event").unique()
    return one_of(value, (vocabulary.ALL_EVENTS, *known), "this is neither a day (YYYY-MM-DD) nor an event on file")


def _issue(value: str) -> str:
    from uprlib.facts import raw

    known = raw.column("issues", "issue")
    return one_of(value, known, "this is not one of UPR Info's issues")


def _measure(value: str) -> str:
    return one_of(value, vocabulary.PICTURED_MEASURES, "there is no such measure")


def _text(value: str) -> str:
    if not value.strip():
        raise ParameterError("this is empty", value=value, expected="default, a run in runs/, a folder or a file")
    if max(len(part.encode()) for part in value.split("/")) > LONGEST_NAME:
        raise ParameterError("no file has so long a name", value=value, expected=f"{LONGEST_NAME} bytes or fewer")
    return value


def _whole(low: int, high: int) -> Any:
    return Annotated[StrictInt, Field(ge=low, le=high)]


def _real(low: float, high: float) -> Any:
    return Annotated[StrictFloat | StrictInt, Field(ge=low, le=high)]


KINDS: Mapping[str, Any] = {
    "adjust": Literal["holm", "benjamini-hochberg"],
    "backbone": _real(0.001, 0.999),
    "by": Literal["regional_group", "recommender", "session", "action", "issue", "family"],
    "closest": _real(0.01, 0.99),
    "coding": Literal[vocabulary.CODINGS],
    "confidence": _real(0.5, 0.999),
    "cycle": Annotated[Any, AfterValidator(lambda value: _cycles([value])[0])],
    "cycles": Annotated[Any, AfterValidator(_cycles)],
    "dataset": Annotated[StrictStr, AfterValidator(_dataset)],
    "definition": Literal[tuple(vocabulary.FRIENDSHIP)],
    "draws": _whole(100, 1_000_000),
    "event": Annotated[StrictStr, AfterValidator(_event)],
    "issue": Annotated[StrictStr, AfterValidator(_issue)],
    "last_session": _whole(13, 26),
    "least": _whole(1, 1000),
    "ledger": Annotated[StrictStr, AfterValidator(_text)],
    "machine_coded": StrictBool,
    "margin": _real(0.001, 0.5),
    "match_threshold": _real(vocabulary.LEAST_LIKENESS, 1),
    "measure": Annotated[StrictStr, AfterValidator(_measure)],
    "nearest": _whole(2, 100),
    "permutations": _whole(100, 100_000),
    "profile": Annotated[StrictStr, AfterValidator(lambda value: journals.profile(value).name)],
    "resolution": _real(0.1, 10),
    "rivals": Annotated[list[Any], Field(min_length=1), AfterValidator(_states)],
    "runs": _whole(2, 10_000),
    "seed": _whole(0, 2**32 - 1),
    "sessions_kept": _whole(1, 12),
    "sur": Annotated[Any, AfterValidator(_state)],
    "votes_session": Annotated[StrictInt, Field(ge=0, le=100)],
}
"""The values that each parameter may have, in every notebook; a new name is added here."""


WORDS = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "text",
}
"""What messages call each kind of value."""


def declared(notebook: str) -> list[Parameter]:
    """The parameters of a notebook, read from its tagged cell in their order.

    papermill's own inspection of a notebook gives defaults as text and takes two seconds to import, in every
    kernel; a test compares the two.

    Raises
    ------
    ParameterError
        There is no tagged cell, or a line of it is not ``name = value  # comment``.
    """
    source = contents.tagged_cell(notebook)
    lines, found = source.splitlines(), []
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        raise ParameterError(
            "the parameter cell is not Python",
            file=contents.path(notebook),
            row=getattr(problem, "lineno", None),
            value=(getattr(problem, "text", None) or str(problem)).strip()[:80],
            expected="name = value  # what it changes, on each line",
        ) from None
    for node in body:
        try:
            (target,) = node.targets  # type: ignore[attr-defined]
            name, default = target.id, ast.literal_eval(node.value)  # type: ignore[attr-defined]
        except (AttributeError, ValueError):
            raise ParameterError(
                "a line of the parameter cell cannot be read",
                file=contents.path(notebook),
                value=lines[node.lineno - 1],
                expected="name = value  # what it changes",
            ) from None
        comment = lines[(node.end_lineno or node.lineno) - 1][node.end_col_offset or 0 :].strip().lstrip("# ")
        found.append(Parameter(name, default, comment))
    return found


def defaults(notebook: str) -> dict[str, Any]:
    """The default parameters of a notebook, by name."""
    return {each.name: each.default for each in declared(notebook)}


def checked(notebook: str, given: Mapping[str, object]) -> dict[str, Any]:
    """All parameters of a notebook, the given ones checked and the others at their defaults.

    Raises
    ------
    ParameterError, StateError
        An unknown name, or a value that cannot be used.
    """
    known = defaults(notebook)
    for name in given:
        one_of(name, known, f"notebook {contents.full_name(notebook)} has no such parameter")
    return known | {name: check(name, value) for name, value in given.items()}


def for_import(notebook: str, given: Mapping[str, object]) -> dict[str, object]:
    """The given parameters, and those that the reviews of an import ask for where nothing else is given.

    An import of later cycles is of no use to a notebook that leaves these cycles out, or whose comparisons need an
    action category that nobody coded. So its cycles are added to `cycles`, `cycle` is its last one if that is later
    than the default, and `machine_coded` is true where the import lacks categories.
    """
    from uprlib.facts import datasets

    known, found = defaults(notebook), dict(given)
    dataset = given.get("dataset", datasets.BUNDLED)
    if dataset == datasets.BUNDLED or not isinstance(dataset, str) or "dataset" not in known:
        return found
    brought = datasets.brought(check("dataset", dataset))
    wanted = {
        "cycles": sorted({*known.get("cycles", ()), *brought.cycles}),
        "cycle": max(known.get("cycle", 1), *brought.cycles),
        "machine_coded": known.get("machine_coded", False) or bool(brought.uncoded),
    }
    return {name: value for name, value in wanted.items() if name in known and value != known[name]} | found


def left_out(values: Mapping[str, object]) -> list[str]:
    """What to know of an import beside the parameters: the cycles that they leave out, and who coded the categories."""
    from uprlib.facts import datasets

    dataset = str(values.get("dataset", datasets.BUNDLED))
    if dataset == datasets.BUNDLED:
        return []
    brought, found = datasets.brought(dataset), []
    chosen = values.get("cycles", [values["cycle"]] if "cycle" in values else None)
    if isinstance(chosen, list) and (without := [cycle for cycle in brought.cycles if cycle not in chosen]):
        name = "cycles" if "cycles" in values else "cycle"
        found.append(f"The dataset has a review of cycle {_and(without)}, which the parameter {name} leaves out.")
    if brought.uncoded and "machine_coded" in values:
        told = "are the machine's" if values["machine_coded"] else "are missing (see machine_coded)"
        found.append(f"No person coded the action categories of cycle {_and(brought.uncoded)}: they {told}.")
    return found


def _and(numbers: Sequence[int]) -> str:
    return " and ".join(map(str, numbers))


def check(name: str, value: object) -> Any:
    """A parameter's value, as analyses take it.

    Raises
    ------
    ParameterError, StateError
        It cannot be used; the message names the parameter, the value and what is allowed.
    """
    one_of(name, KINDS, "no parameter has this name")
    try:
        return TypeAdapter(KINDS[name]).validate_python(value)
    except ValidationError as problem:
        first = problem.errors()[0]
        allowed = getattr(KINDS[name], "__args__", ())
        if first["type"] == "literal_error":
            return one_of(value, allowed, f"parameter {name} has an unknown value")
        raise ParameterError(
            f"parameter {name} cannot be used", value=value, expected=_expected(KINDS[name], first)
        ) from None
    except ParameterError as problem:
        raise type(problem)(
            f"parameter {name}: {problem.problem}",
            value=problem.value,
            expected=problem.expected,
            remedy=problem.remedy,
        ) from None


def _expected(kind: Any, error: Mapping[str, Any]) -> str:
    """What is allowed, in words."""
    schema = TypeAdapter(kind).json_schema()
    bounds = [schema, *schema.get("anyOf", [])]
    words = WORDS.get(schema.get("type", "number"), "a value")
    # The bounds of a number that may be whole are beside the choice of types, under pydantic's own names.
    low = next((each[key] for each in bounds for key in ("minimum", "ge") if key in each), None)
    high = next((each[key] for each in bounds for key in ("maximum", "le") if key in each), None)
    return words if low is None else f"{words} from {low} to {high}"


def table(study_parameters: Mapping[str, object], notebook: str) -> pd.DataFrame:
    """The parameters of a run with what each changes: parameter, value, default, meaning."""
    import pandas as pd

    return pd.DataFrame(
        [
            (each.name, study_parameters.get(each.name, each.default), each.default, each.meaning)
            for each in declared(notebook)
        ],
        columns=["parameter", "value", "default", "meaning"],
    )
