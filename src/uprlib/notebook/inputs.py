"""What a notebook's default run rests on, for :mod:`uprlib.freshness`; importing this loads hardly anything."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from uprlib import freshness, paths
from uprlib.notebook import contents


def record_of(notebook: str) -> Path:
    """The record of a notebook's last default run."""
    return freshness.record_of(contents.full_name(notebook))


def rests_on(notebook: str, dataset: str | None = None) -> Iterable[Path | tuple[Path, str]]:
    """Files, folders and parts of files that a notebook's run depends on, beside its parameters.

    The raw files of its tables, the facts and the numbers of other notebooks that it reads, its code (not its outputs),
    its entry in the list, the modules that it needs, the lock, the page that its figures are for, and forms of answers;
    and the files of an import, where a run is about one.

    Raises
    ------
    DataError
        There is no dataset of that name.
    """
    from uprlib.facts import datasets, forms
    from uprlib.notebook import origin, parameters

    name = contents.full_name(notebook)
    page = parameters.defaults(name).get("profile", "article")
    imported = () if dataset in (None, datasets.BUNDLED) else paths.files(datasets.check_name(str(dataset)))
    return (
        *imported,
        *origin.files(name),
        *origin.numbers(name),
        *origin.modules_of(name),
        *forms.forms(),
        # Where forms are now, and where earlier versions kept them: their names.
        *(paths.forms(), datasets.folder() / "positions"),
        paths.home() / "requirements.lock",
        (contents.path(name), "code"),
        (paths.notebooks() / "contents.yml", f"entry:{name}"),
        (paths.raw() / "journals.yml", f"page:{page}"),
    )


def fingerprint(notebook: str, dataset: str | None = None) -> str:
    """One SHA-256 for all that :func:`rests_on` names."""
    return freshness.fingerprint(freshness.seen(rests_on(notebook, dataset), PARTS))


def products(notebook: str) -> list[Path]:
    """Everything that a notebook's default run makes: the executed notebook, numbers, tables, figures and passports."""
    name = contents.full_name(notebook)
    made = [paths.executed() / f"{name}.ipynb", paths.results() / f"{name}.json"]
    return made + [file for folder in (paths.results(), paths.figures()) for file in paths.files(folder / name, "*.*")]


def _page(_: Path, profile: str) -> str:
    from uprlib.facts import journals

    return repr(journals.profile(profile))


PARTS: freshness.Parts = {
    "code": lambda file, _: contents.code(file.stem),
    "entry": lambda _, name: repr(contents.entry(name)),
    "page": _page,
}
