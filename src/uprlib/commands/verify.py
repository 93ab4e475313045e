"""Whether a figure's file is what the current data and code produce, and if not, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from uprlib import atomic, paths
from uprlib.errors import DataError
from uprlib.notebook import contents, execution, origin, parameters, slices
from uprlib.paper import figure_files, passport


@dataclass(frozen=True)
class Verdict:
    """What was found about one file.

    Attributes
    ----------
    same : bool
        The current data and code make exactly this file.
    words : list of str
        What was found, the verdict first.
    """

    same: bool
    words: list[str]


def verify(file: Path) -> Verdict:
    """Make a figure again with the parameters of its passport, and compare.

    Parameters
    ----------
    file : path
        A figure as this project writes it: PDF, SVG or PNG, with its passport beside it or only inside it.

    Raises
    ------
    DataError
        The file does not exist or has no passport, or its notebook does not run.
    ParameterError
        The passport names a notebook, parameter or State that no longer exists.
    """
    stated = passport.stated(file)
    notebook, _, name = stated["figure"].partition("/")
    notebook = contents.full_name(notebook)
    usual = parameters.defaults(notebook)
    given = {key: value for key, value in stated["parameters"].items() if usual.get(key) != value}
    format_ = "png600" if file.stem.endswith("_600dpi") else file.suffix.removeprefix(".").lower()
    refused: dict[str, str] = {}
    with atomic.folder("verify") as place:
        if _is_made(notebook, name):
            refused = execution.figures(notebook, [name], given, out=place, formats=[format_])
        made = place / "figures" / notebook / figure_files.file_name(name, format_)
        again = made.read_bytes() if made.is_file() else None
    present = file.read_bytes()
    same = present == again
    changed = _changes(stated, notebook, name)
    shown = paths.shown(file)
    if same:
        effect = [f"{words}, without effect on this figure" for words in changed]
        return Verdict(True, [f"{shown}: exactly what the current data and code produce", *effect])
    edited = "files" in stated and stated["files"].get(file.name) != passport.checksum(present)
    reasons = (
        ["the file was changed after it was made: it is not the one that its passport describes"] if edited else []
    )
    if again is None:
        words = f"it cannot be printed: {refused[name]}" if refused else "there is none with these parameters"
        reasons.append(f"{notebook} makes no figure {name}: {words}")
    reasons += changed
    if not reasons:
        reasons = ["inputs, code and versions match its passport: the file or the passport was changed by hand"]
    return Verdict(False, [f"{shown}: not what the current data and code produce", *reasons])


def _is_made(notebook: str, name: str) -> bool:
    try:
        return bool(slices.cells_for(notebook, [name]))
    except DataError:
        return False


def _changes(stated: dict, notebook: str, name: str) -> list[str]:
    """What differs between a passport and the current checkout, in words."""
    now = {
        "input": origin.inputs(notebook, stated["parameters"].get("dataset")),
        "code": origin.code(notebook, name) if _is_made(notebook, name) else {},
        "version": passport.versions(),
    }
    then = {"input": stated.get("inputs"), "code": stated.get("code"), "version": stated.get("versions")}
    words = []
    for kind, present in now.items():
        before = then[kind]
        # A figure without its JSON says nothing about code.
        if before is None:
            continue
        for item in sorted(set(present) | set(before)):
            old, new = before.get(item), present.get(item)
            if old != new:
                how = "is new" if old is None else "is gone" if new is None else "changed"
                values = f" from {old} to {new}" if kind == "version" and old and new else ""
                words.append(f"{kind} {item} {how}{values}")
    return words
