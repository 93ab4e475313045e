"""Names of States and their ISO 3166 alpha-3 codes, from one reviewed table of names.

Every spelling that a source uses is one row of ``data/raw/state_names.csv``. What can be told by rule is not a row: the
order of an inverted name ("Korea, Rep. of"), customary abbreviations, dots, "the" and "&". A name that is neither in
that table nor the same name by rule is an error, which suggests the nearest name; nothing is guessed.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from uprlib import paths
from uprlib.errors import SchemaError, StateError, refuse_first, to_restore
from uprlib.facts import csv_files

_SHORT = {
    word: short
    for short, words in {
        "rep": "republic", "dem": "democratic", "people": "peoples peop", "fed": "federated federal federation fedn",
        "sts": "states", "utd": "united", "st": "saint sainte", "is": "islands isl", "n": "north new", "s": "south",
        "c": "central cent", "afr": "african", "eq": "equatorial equ", "dom": "dominican", "arab": "arabian",
        "plur": "plurinational plurin", "boliv": "bolivarian", "soc": "socialist", "islam": "islamic",
        "herz": "herzegovina herzeg", "barb": "barbuda", "vin": "vincent", "gren": "grenadines", "daruss": "darussalam",
    }.items()
    for word in words.split()
}  # fmt: skip
"""Words that tables shorten, and the form in which they are compared."""
_PASSED_OVER = frozenset({"the", "of", "and"})
_TWO_NAMES = re.compile(r"([^(/]++)[(/]\s*+([^()/]++)\)?\s*+")
_INVERTED = re.compile(r"([^,(]++)(?:,\s*+([^,()]++)|\(([^()]*+)\)?)\s*+")
# Marks that are not seen: soft hyphens, marks of direction and of width.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SHORTEST_BROKEN = 5
# No name of a State is as long; text that runs on is not even looked up.
_LONGEST_NAME = 200


def folded(name: str) -> str:
    """A name without case, accents, punctuation and a leading article.

    Examples
    --------
    >>> folded("Côte d’Ivoire") == folded("COTE D'IVOIRE")
    True
    >>> folded("The former Yugoslav Republic of Macedonia")
    'former yugoslav republic of macedonia'
    """
    plain = unicodedata.normalize("NFKD", _UNSEEN.sub("", name))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    plain = re.sub(r"['’‘`´ʼ]", "", plain.replace("&", " and "))
    plain = re.sub(r"[^a-z0-9]+", " ", plain).strip()
    return re.sub(r"^the | the$", "", plain)


def read_names(path: Path) -> pd.DataFrame:
    """The table of names, checked: one row is one spelling (iso3, name, source).

    Raises
    ------
    SchemaError
        The file is missing or cannot be read, or has no such columns.
    StateError
        One spelling is given for two States.
    """
    names = csv_files.stored(path)
    for column in ("iso3", "name"):
        if column not in names or names.empty:
            raise SchemaError(
                "the table of names lacks a column" if len(names) else "the table of names has no rows",
                file=path,
                column=column,
                expected="iso3, name, source",
                remedy=to_restore(path),
            )
        refuse_first(
            names[column] == "", names[column], "a cell is empty", file=path, expected="a value", error=SchemaError
        )
    codes = names.groupby(names["name"].map(folded))["iso3"].nunique()
    ambiguous = codes[codes > 1]
    if len(ambiguous):
        clash = names[names["name"].map(folded) == ambiguous.index[0]]
        raise StateError(
            "one spelling is given for two States",
            file=path,
            row=int(clash.index[-1]) + 2,
            column="name",
            value=clash["name"].iloc[-1],
            expected=f"a spelling of {clash['iso3'].iloc[0]} only",
            remedy="correct the table of names",
        )
    return names


class _Names(NamedTuple):
    """The spellings of the table, each with its State: as folded, by rule, and without spaces.

    A form that two States share is left out. `begins` has what stands before the comma or the parenthesis of inverted
    names, with all its States, and `shown` the name under which each State is shown.
    """

    folded: dict[str, str]
    by_rule: dict[str, str]
    unbroken: dict[str, str]
    begins: dict[str, set[str]]
    shown: dict[str, str]


@functools.lru_cache(maxsize=4)
def _read(path: Path, _modified: int) -> _Names:
    names = read_names(path)
    pairs = list(zip(names["name"], names["iso3"], strict=True))
    begins = defaultdict(set)
    for name, iso3 in pairs:
        if inverted := _INVERTED.fullmatch(name):
            begins[folded(inverted[1])].add(iso3)
    shown = names[names["source"].str.endswith("display")] if "source" in names else names[:0]
    by_form = [_of_one_state(pairs, form) for form in (folded, _by_rule, _unbroken)]
    return _Names(by_form[0], by_form[1], by_form[2], begins, dict(zip(shown["iso3"], shown["name"], strict=True)))


def _of_one_state(pairs: Iterable[tuple[str, str]], form: Callable[[str], str]) -> dict[str, str]:
    states = defaultdict(set)
    for name, iso3 in pairs:
        states[form(name)].add(iso3)
    return {key: iso3 for key, (iso3, *others) in states.items() if key and not others}


def _by_rule(name: str) -> str:
    """A name in the order in which it is spoken, with shortened words and without those that tables leave out."""
    inverted = _INVERTED.fullmatch(name.strip())
    if inverted:
        name = f"{inverted[2] or inverted[3]} {inverted[1]}"
    # "U.S.A." is "USA".
    name = re.sub(r"\b((?:[A-Za-z]\.\s?){2,})", lambda letters: re.sub(r"[.\s]", "", letters[1]) + " ", name)
    words = (_SHORT.get(word, word) for word in folded(name).split())
    return " ".join(word for word in words if word not in _PASSED_OVER)


def _unbroken(name: str) -> str:
    letters = folded(name).replace(" ", "")
    return letters if len(letters) >= _SHORTEST_BROKEN else ""


def _table() -> tuple[Path, int]:
    """The table of names, and when it was last written."""
    path = _table_in(paths.raw())
    return path, path.stat().st_mtime_ns if path.exists() else 0


@functools.cache
def _table_in(raw: Path) -> Path:
    return raw / "state_names.csv"


def codes() -> frozenset[str]:
    """All ISO 3166 alpha-3 codes of the table: the 193 member States of the UN and two observers."""
    return frozenset(_read(*_table()).folded.values())


def find(name: str, *, broken: bool = True) -> str | None:
    """The ISO 3166 alpha-3 code of a name, or None where the table has no such name.

    Parameters
    ----------
    broken : bool
        Whether spaces inside the name count for nothing: "Sierra Le one". In running text they must count, where "to
        go" is not Togo; there, and in names of a few letters, it is the spelling that decides.

    Examples
    --------
    >>> find("DPR Korea"), find("Democratic People's Republic of Korea"), find("Atlantis")
    ('PRK', 'PRK', None)
    >>> find("Korea, Rep. of"), find("U.S.A."), find("S tate of Palestine")
    ('KOR', 'USA', 'PSE')
    """
    return finder(broken=broken)(name)


def finder(*, broken: bool = True) -> Callable[[str], str | None]:
    """The function :func:`find` for many names in a row: the table is looked for once, and not for each name."""
    table = _table()
    return lambda name: _found(name, broken, *table) if len(name) <= _LONGEST_NAME else None


@functools.lru_cache(maxsize=2**15)
def _found(name: str, broken: bool, table: Path, modified: int) -> str | None:
    known = _read(table, modified)
    whole = known.folded.get(folded(name)) or known.by_rule.get(_by_rule(name)) or _twice(known, name)
    return whole or (known.unbroken.get(_unbroken(name)) if broken else None)


def _twice(known: _Names, name: str) -> str | None:
    """The State that is given by two of its names: "Myanmar (Burma)", "Holy See/Vatican"."""
    both = _TWO_NAMES.fullmatch(name)
    one, other = (known.folded.get(folded(each)) for each in both.groups()) if both else (None, None)
    return one if one == other else None


def nearly(name: str) -> tuple[str, ...]:
    """The codes of the States of which a spelling differs from `name` by a slip of the pen.

    Word by word, not more than one letter in four is another, missing, too many or in the wrong place, and words of up
    to three letters are the same: a name that only shares a word with a State's is not nearly that State.

    Examples
    --------
    >>> nearly("Slovkia"), nearly("Nigera"), nearly("Republic of Giunea"), nearly("Istanbul Convention")
    (('SVK',), ('NER', 'NGA'), ('GIN',), ())
    """
    return _near(folded(name), *_table()) if len(name) <= _LONGEST_NAME else ()


@functools.lru_cache(maxsize=2**12)
def _near(name: str, table: Path, modified: int) -> tuple[str, ...]:
    words = name.split()
    alike = _by_length(table, modified).get(len(words), ())
    return tuple(sorted({iso3 for others, iso3 in alike if all(map(_same_but_for_a_slip, words, others))}))


@functools.lru_cache(maxsize=4)
def _by_length(table: Path, modified: int) -> dict[int, list[tuple[list[str], str]]]:
    """The words of each spelling, with its State, by how many they are."""
    found = defaultdict(list)
    for spelling, iso3 in _read(table, modified).folded.items():
        found[len(spelling.split())].append((spelling.split(), iso3))
    return found


def _same_but_for_a_slip(word: str, other: str) -> bool:
    if word == other:
        return True
    shorter = min(len(word), len(other))
    if shorter <= 3 or abs(len(word) - len(other)) > shorter // 4:
        return False
    # Loaded here: only a name that is not known needs it.
    from rapidfuzz.distance import OSA

    return OSA.distance(word, other, score_cutoff=shorter // 4) <= shorter // 4


def code(name: str, **place: object) -> str:
    """The ISO 3166 alpha-3 code of a spelling.

    Raises
    ------
    StateError
        The table does not have the name. The message gives the nearest one, and `place` (file, row, column).
    """
    found = find(name)
    if found is None:
        raise StateError(
            "unknown State name",
            value=name,
            expected="a name in data/raw/state_names.csv",
            remedy=_suggestion(name) or "add the spelling to data/raw/state_names.csv if it is right",
            **place,
        )
    return found


def codes_of(names: pd.Series, *, file: Path | str, column: str) -> pd.Series:
    """The codes of a column of spellings; missing values stay missing.

    Raises
    ------
    StateError
        The table does not have a name. The message gives the first row with it: row 2 is at index 0.
    """
    # Each spelling is looked up once, at the first row that has it.
    first_rows = names.dropna().drop_duplicates()
    known = {
        name: code(name.strip(), file=file, row=int(index) + 2, column=column) for index, name in first_rows.items()
    }
    return names.map(known, na_action="ignore")


def meant(name: str) -> tuple[str, ...]:
    """The codes of the States that a person may mean: by a code in any case, or by any name of the table.

    They are several where a name is what two States' names begin with, as tables print them: "Korea, Republic of". A
    file that says "Congo" means what the UN calls so (:func:`find`); of a person it is not known.

    Examples
    --------
    >>> meant("North Korea"), meant("mmr"), meant("Turkey"), meant("Atlantis")
    (('PRK',), ('MMR',), ('TUR',), ())
    >>> meant("Korea"), meant("Congo")
    (('KOR', 'PRK'), ('COD', 'COG'))
    """
    if name.strip().upper() in codes():
        return (name.strip().upper(),)
    found = {find(name), *_read(*_table()).begins.get(folded(name), ())} - {None}
    return tuple(sorted(filter(None, found)))


def parameter(value: object, name: str = "sur") -> str:
    """The code of a State that a person names, so that runs are called by codes, however the State was named.

    Raises
    ------
    StateError
        The table has no such name, or two States are called so. The message has their codes, or the nearest.

    Examples
    --------
    >>> parameter("PRK"), parameter("DPR Korea"), parameter("Burma")
    ('PRK', 'PRK', 'MMR')
    """
    found = meant(value) if isinstance(value, str) else ()
    if len(found) > 1:
        raise StateError(
            f"parameter {name} may mean either of two States",
            value=value,
            expected=" or ".join(map(with_name, found)),
            remedy="name one by its code",
        )
    if not found:
        raise _unknown(f"parameter {name} is not a State", value, "a name of a State, or its ISO 3166 alpha-3 code")
    return found[0]


def checked_code(value: str) -> str:
    """The value, if it is the code of a State: functions of the library take no names.

    Raises
    ------
    StateError
        It is not; the message has the code that was probably meant.
    """
    if value in codes():
        return value
    raise _unknown("this is not the code of a State", value, "an ISO 3166 alpha-3 code such as PRK")


def with_name(iso3: str) -> str:
    """A code with the name under which its State is shown.

    Examples
    --------
    >>> with_name("PRK")
    'PRK (DPRK)'
    """
    return f"{iso3} ({_read(*_table()).shown.get(iso3, iso3)})"


def _unknown(problem: str, value: object, expected: str) -> StateError:
    remedy = _suggestion(str(value)) or "`upr states` lists them"
    return StateError(problem, value=value, expected=expected, remedy=remedy)


def _suggestion(name: str) -> str | None:
    near = meant(name) or nearly(name)
    return f"did you mean {' or '.join(near)}?" if near else None
