"""The project's own files in YAML and JSON: read and checked in one place, each against what it must hold.

What a file must hold is a pydantic model beside the code that uses it. A file that is missing, cut, damaged or of
another kind is answered with one sentence: the file, the place in it, the value, what is expected, and what to do.
"""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from uprlib.errors import DataError, UprError, did_you_mean, to_restore

Held = TypeVar("Held")

NAMED_BY = ("id", "name")
"""Fields by which a message names an entry of a list, instead of by its number."""

EXPECTED = {
    "missing": "this field",
    "string_too_short": "some text",
    "too_short": "at least one entry",
    "dict_type": "fields, each with its value",
    "model_type": "fields, each with its value",
    "model_attributes_type": "fields, each with its value",
    "list_type": "a list",
    "string_type": "text",
}
"""What is expected, by pydantic's name for what is wrong; for others its own words will do."""


class Entry(BaseModel):
    """A part of a project file; a field that it does not know is refused, with the one that was probably meant."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _knows_every_field(cls, given: Any) -> Any:
        known = [field.alias or name for name, field in cls.model_fields.items()]
        for name in given if isinstance(given, dict) else ():
            if name not in known:
                expected = f"one of {', '.join(known)}"
                raise PydanticCustomError(
                    "unknown_field", "{expected}", {"field": str(name), "expected": expected, "value": given[name]}
                )
        return given


def text(file: Path, what: str, *, error: type[UprError] = DataError, remedy: str | None = None) -> str:
    """What a text file of the project holds.

    Parameters
    ----------
    what : str
        What the file is, for the message: "the journals".

    Raises
    ------
    DataError
        Or another kind, where `error` says so: the file is missing, is a folder, or is not UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        said = getattr(problem, "strerror", None) or "bytes that are not UTF-8"
        raise error(f"{what} cannot be read", file=file, value=said, remedy=remedy or to_restore(file)) from None


def read(
    file: Path,
    model: type[Held],
    what: str,
    *,
    expected: str | None = None,
    error: type[UprError] = DataError,
    remedy: str | None = None,
) -> Held:
    """What a project file in YAML (``.yml``) or JSON holds, checked.

    Parameters
    ----------
    model : type
        A pydantic model, or any other type that pydantic checks.
    what : str
        What the file is, for the message: "the journals".
    expected : str, optional
        What it should be, in words, where it is not even well-formed.
    remedy : str, optional
        What to do; by default, how to get the stored file back.

    Raises
    ------
    DataError
        Or another kind, where `error` says so.
    """
    held = text(file, what, error=error, remedy=remedy)
    return parsed(held, model, what, file, expected=expected, error=error, remedy=remedy)  # type: ignore[arg-type]


_DEEP = re.compile(r"(?:[\[{]\s*){100}")
"""What PyYAML would give up as well, after seconds."""


@functools.lru_cache(maxsize=32)
def parsed(
    content: str,
    model: type[Held],
    what: str,
    file: Path,
    *,
    expected: str | None = None,
    error: type[UprError] = DataError,
    remedy: str | None = None,
) -> Held:
    """The same of a file's text that has been read already; the last ones are remembered, and not to be changed."""
    is_yaml = file.suffix == ".yml"
    remedy = remedy or to_restore(file)
    try:
        if is_yaml and _DEEP.search(content):
            raise RecursionError("brackets within brackets, a hundred deep")
        held = yaml.safe_load(content) if is_yaml else json.loads(content)
        # JSON can name half a character, which no file can hold.
        json.dumps(held, default=str, ensure_ascii=False).encode() if "\\u" in content else None
    except (yaml.YAMLError, ValueError, RecursionError, MemoryError) as problem:
        mark, row = getattr(problem, "problem_mark", None), getattr(problem, "lineno", None)
        said = "half of a character" if isinstance(problem, UnicodeEncodeError) else None
        said = said or getattr(problem, "problem", None) or getattr(problem, "msg", None) or str(problem)
        raise error(
            f"{what} cannot be read",
            file=file,
            row=mark.line + 1 if mark else row,
            value=" ".join(said.split())[:120],
            expected=expected or ("YAML" if is_yaml else "JSON"),
            remedy=remedy,
        ) from None
    try:
        return TypeAdapter(model).validate_python(held)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
    except RecursionError:
        raise error(f"{what} cannot be read", file=file, expected=expected, remedy=remedy) from None
    about = first.get("ctx", {}) if first["type"] == "unknown_field" else {}
    place = [*_named(held, first["loc"]), *([about["field"]] if about else [])]
    value = about.get("value", first["input"])
    wanted = EXPECTED.get(first["type"], first["msg"].removeprefix("Value error, ").removeprefix("Input should be "))
    known = about["expected"].removeprefix("one of ").split(", ") if about else ()
    raise error(
        f"{what} cannot be used",
        file=file,
        column=" ".join(place) or None,
        # A whole entry or file says less than its place.
        value=None if isinstance(value, dict) or first["type"] == "missing" else _short(value),
        expected=wanted if place or expected is None or first["type"] == "value_error" else expected,
        remedy=(did_you_mean(about["field"], known) if about else None) or remedy,
    )


def _short(value: Any) -> Any:
    return value if isinstance(value, int | float | bool) or value is None else str(value)[:80]


def _named(held: Any, steps: tuple[int | str, ...]) -> list[str]:
    """The way to a place in a file, in words: an entry of a list by its id or name, or else by its number."""
    words = []
    for step in steps:
        try:
            held = held[step]
        except (LookupError, TypeError):
            held = None
        name = next((str(held[key]) for key in NAMED_BY if isinstance(held, dict) and held.get(key)), None)
        words.append((name or str(step + 1)) if isinstance(step, int) else step)
    return words
