"""What uprlib says when something is wrong: one message, for a person.

Every message names what is known of the place (file, row, column), the value that was found, what was
expected and what to do. At the command line it is printed alone, with exit status 2, without a traceback.
"""

from __future__ import annotations

import errno
import re
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from uprlib import paths

if TYPE_CHECKING:  # `upr --help` answers at once without pandas.
    import pandas as pd


LONGEST_VALUE = 600
"""Characters of a value that a message shows."""


class UprError(Exception):
    """A problem that the person at the keyboard can fix.

    Parameters
    ----------
    problem : str
        One sentence that says what is wrong.
    file, row, column, value, expected, remedy : optional
        Where it is, what was found there, what was expected, and what to do. A path is shown relative to the checkout;
        `row` counts from 1, the header being row 1, as a spreadsheet shows it.
    """

    exit_status = 2

    def __init__(
        self,
        problem: str,
        *,
        file: object = None,
        row: object = None,
        column: object = None,
        value: object = None,
        expected: object = None,
        remedy: str | None = None,
    ) -> None:
        self.problem = problem
        self.file, self.row, self.column = file, row, column
        self.value, self.expected, self.remedy = value, expected, remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        file = paths.shown(self.file) if isinstance(self.file, Path) else self.file
        place = ", ".join(
            f"{name} {shown}"
            for name, shown in (("file", file), ("row", self.row), ("column", self.column))
            if shown is not None
        )
        parts = [f"{place}: {self.problem}" if place else self.problem]
        if self.value is not None:
            # NumPy's scalars show as np.int64(7); a person wrote 7.
            plain = self.value.item() if hasattr(self.value, "item") else self.value
            plain = paths.shown(plain) if isinstance(plain, Path) else plain
            parts.append(f"found {plain!r}"[:LONGEST_VALUE])
        if self.expected is not None:
            parts.append(f"expected {self.expected}")
        if self.remedy:
            parts.append(self.remedy)
        sentence = printable("; ".join(part.rstrip(".;") for part in parts)).replace("\n", "\\n")
        return sentence if sentence.endswith("?") else sentence + "."

    @property
    def sentence(self) -> str:
        """The problem and what to do, as they stand in a text: without the place, and what was found or expected there.

        Examples
        --------
        >>> DataError("no request was coded", value=0, expected="at least one").sentence
        'No request was coded.'
        """
        said = [part.strip().rstrip(".;") for part in (self.problem, self.remedy) if part]
        return printable(" ".join(f"{part[:1].upper()}{part[1:]}." for part in said))


class SourceError(UprError):
    """A source file that cannot be read as what it is said to be."""


class SchemaError(UprError):
    """A table that does not meet the contract of :mod:`uprlib.facts.contract`."""


class StateError(UprError):
    """A name or code that is not in the table of States' names."""


class ParameterError(UprError):
    """A parameter of a notebook or an option of a command that cannot be used."""


class DataError(UprError):
    """A question that the data at hand cannot answer (a State without a second review, an empty subset)."""


class FigureError(UprError):
    """A figure that an editor would send back: text too small or overlapping, colours that look alike, no n."""


class MachineError(UprError):
    """What the machine would not give: room on a disk, a folder to write to, memory, another open file."""


class UnforeseenError(UprError):
    """A fault of uprlib itself."""

    exit_status = 70


_ELSEWHERE = "choose a folder that you may write to"
_MEMORY = ("there is not enough memory", "close other programs, or run fewer notebooks at once (--workers 1)")
_DISK = ("the disk is full", "free some space and repeat the command; nothing is half-written")
_FILES = ("too many files are open at once", "allow more, with `ulimit -n 1024`")
_FAULTS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), _DISK),
    errno.EFBIG: ("the file is larger than files may be here", "allow larger ones, with `ulimit -f unlimited`"),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), ("this cannot be written or read here", _ELSEWHERE)),
    **dict.fromkeys((errno.ENOTDIR, errno.EEXIST), ("a file is in the place of a folder", _ELSEWHERE)),
    errno.ENOENT: ("there is no such file", "see whether its name is right"),
    errno.EISDIR: ("a folder is in the place of a file", "move it away"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter one"),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), _FILES),
    **dict.fromkeys((errno.ENOMEM, errno.EAGAIN), _MEMORY),
}
"""What is wrong, and what to do, by the system's number for it."""


_SHORT_OF_MEMORY = ("can't start new thread", "failed to map segment", "Cannot allocate memory")
"""What Python and the system's loader say of it in other errors."""


def of_machine(problem: BaseException, file: Path | None = None) -> UprError:
    """What a person is told of an error that no code of ours raised.

    Parameters
    ----------
    file : path, optional
        The file that was being written or read, where the error does not name it.

    Examples
    --------
    >>> print(of_machine(OSError(errno.ENOSPC, "No space left on device"), Path("runs/report.html")))
    file runs/report.html: the disk is full; found 'No space left on device'; free some space and repeat the command; \
nothing is half-written.
    """
    if isinstance(problem, MemoryError) or any(words in str(problem) for words in _SHORT_OF_MEMORY):
        return MachineError(_MEMORY[0], file=file, remedy=_MEMORY[1])
    if isinstance(problem, OSError):
        name = problem.filename
        place = Path(name) if isinstance(name, str) else file
        words, remedy = _FAULTS.get(problem.errno or 0, ("the system reports an error", None))
        said = problem.strerror or " ".join(str(problem).split())[:120]
        return MachineError(words, file=place, value=said, remedy=remedy)
    last = traceback.extract_tb(problem.__traceback__)[-1:]
    line = next((f"{paths.shown(each.filename)}, line {each.lineno}" for each in last), None)
    return UnforeseenError(
        "this is a fault of uprlib",
        value=f"{type(problem).__name__}: {problem}"[:200],
        expected=f"no such error in {line}" if line else None,
        remedy="please report it, with what `upr -v` and the same command print",
    )


_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def printable(words: str) -> str:
    """Words in which characters that act on a terminal or a page, instead of being seen, are written out.

    They are control characters (a terminal's commands among them), marks of direction, and halves of characters.

    Examples
    --------
    >>> printable("Côte d’Ivoire"), printable("\\x1b[2J"), printable("a\\u202eb"), printable("\\ud800")
    ('Côte d’Ivoire', '\\\\x1b[2J', 'a\\\\u202eb', '\\\\ud800')
    """
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), words)


def to_restore(file: Path) -> str:
    """What to do about a file of the project that is missing or cannot be used; nobody's own work is lost by it."""
    name = paths.shown(file)
    if paths.is_unpacked():
        return f"take {name} from the archive that this copy was unpacked from"
    if not file.exists():
        return f"run `git checkout -- {name}`"
    return (
        f"correct it, or get the stored one back: `git stash push -- {name}` sets yours aside, and `git stash pop` "
        "brings it back"
    )


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that a misspelt `word` most probably meant, or None.

    Examples
    --------
    >>> nearest("codign", ["coding", "cycles"])
    'coding'
    """
    # Only a mistake needs it, and `upr --help` answers at once without it.
    import difflib

    by_folded = {choice.casefold(): choice for choice in choices}
    found = difflib.get_close_matches(str(word).casefold(), list(by_folded), n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, choices: Iterable[str]) -> str | None:
    """A remedy, "did you mean X?", or None if nothing is close."""
    found = nearest(word, choices)
    return f"did you mean {found}?" if found else None


def one_of(value: object, choices: Iterable[str], problem: str, error: type[UprError] = ParameterError) -> str:
    """Return `value` if it is one of `choices`.

    Raises
    ------
    UprError
        Of the kind `error`; it states `problem`, the value found, the choices and the closest of them.
    """
    choices = list(choices)
    if value not in choices:
        raise error(
            problem, value=value, expected="one of " + ", ".join(choices), remedy=did_you_mean(str(value), choices)
        )
    return value


def refuse_first(
    wrong: pd.Series,
    values: pd.Series,
    problem: str,
    *,
    file: Path | str,
    expected: str,
    choices: Iterable[str] = (),
    remedy: str | None = None,
    error: type[UprError] = SourceError,
) -> None:
    """Refuse the first value of a column that is wrong, if one is. Both series count from 0 below the header.

    Raises
    ------
    UprError
        Of the kind `error`; it names row and column of the value, and the nearest of the `choices`, or the `remedy`.
    """
    if wrong.any():
        index = wrong.index[wrong][0]
        raise error(
            problem,
            file=file,
            row=int(index) + 2,
            column=values.name,
            value=values[index],
            expected=expected,
            remedy=did_you_mean(values[index], choices) or remedy,
        )
