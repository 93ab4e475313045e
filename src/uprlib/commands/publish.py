"""Figures and tables for a paper: made on demand for a journal's page, in the formats that it takes."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from uprlib import atomic, paths
from uprlib.errors import FigureError, ParameterError, did_you_mean, one_of
from uprlib.facts import journals
from uprlib.ledger import entries
from uprlib.notebook import contents, execution, origin
from uprlib.paper import table_files


def figures(
    journal: str = "article",
    *,
    width: float | None = None,
    formats: Sequence[str] = (),
    only: Sequence[str] = (),
    out: Path | None = None,
    tell: Callable[[str], object] = lambda words: None,
) -> list[Path]:
    """Make figures of the default runs for a journal's page.

    A figure that does not fit in `width` is drawn at the journal's full width instead, and a sentence says so.

    Parameters
    ----------
    journal : str
        Of ``data/raw/journals.yml``.
    width : float, optional
        Millimetres; by default the journal's full width.
    formats : sequence of str, optional
        By default those that the journal takes.
    only : sequence of str, optional
        Figures by their number or name, in all notebooks ("fig03") or one ("02/fig04"). By default all.
    out : path, optional
        By default ``runs/figures-JOURNAL``.
    tell : callable
        Takes the sentences.

    Returns
    -------
    list of Path
        The figures with their captions, each with its passport beside it.

    Raises
    ------
    ParameterError
        An unknown journal, format or figure, or a width in which nothing fits.
    FigureError
        A figure cannot be printed on this page at all; the message says what is wrong with it. The others are written.
    """
    page = journals.profile(journal if width is None else f"{journal}@{width:g}")
    for each in formats:
        one_of(each, journals.FORMATS, "figures cannot be written in this format")
    chosen = named(only, "figures")
    full = journals.profile(page.name.partition("@")[0])
    folder = out or paths.runs() / f"figures-{page.name}"
    refused: dict[str, str] = {}
    with atomic.folder("figures") as place:
        for notebook, names in chosen.items():
            for on in dict.fromkeys((page, full)):
                given = {"profile": on.name}
                lost = execution.figures(notebook, names, given, out=place, formats=formats or page.formats)
                if on is not page:
                    for name in (name for name in names if name not in lost):
                        tell(
                            f"{notebook}/{name} does not fit in {page.double:g} mm: it is drawn at the full width of "
                            f"{full.double:g} mm"
                        )
                if not (names := list(lost)):
                    break
            refused |= {f"{notebook}/{name}": reasons for name, reasons in lost.items()}
        made = paths.files(place / "figures", "**/*.*")
        written = atomic.write_all({folder / file.relative_to(place / "figures"): file.read_bytes() for file in made})
    if refused:
        name, reasons = next(iter(refused.items()))
        others = f"; the others are in {paths.shown(folder)}" if written else ""
        more = f", nor can {', '.join([*refused][1:])}" if len(refused) > 1 else ""
        raise FigureError(f"figure {name} cannot be printed on the page {page.name!r}: {reasons}{more}{others}")
    return [file for file in written if file.suffix != ".json"]


def tables(
    formats: Sequence[str] = table_files.FORMATS,
    *,
    only: Sequence[str] = (),
    place: str | Path | None = None,
    stars: bool = False,
    out: Path | None = None,
) -> list[Path]:
    """Write result tables for a paper: all of them or, if one cannot be made or written, none.

    Parameters
    ----------
    formats : sequence of str
        Of "tex", "docx", "html", "csv".
    only : sequence of str, optional
        Tables by number or name, in all notebooks ("tab03") or one ("01/tab08").
    place : str or path, optional
        A run in ``runs/``; by default the committed ledger.
    stars : bool
        Mark estimates whose p-value is below 0.05, 0.01 and 0.001. Off by default: stars say less than the intervals,
        which are always shown.
    out : path, optional
        By default ``runs/tables``.

    Raises
    ------
    ParameterError
        An unknown format or table.
    DataError
        A table cannot be read.
    """
    for each in formats:
        one_of(each, table_files.FORMATS, "tables cannot be written in this format")
    folder = out or paths.runs() / "tables"
    content: dict[Path, bytes] = {}
    for notebook, names in named(only, "tables", place).items():
        source = origin.source(notebook, entries.content(entries.file_of(notebook, place))["parameters"].get("dataset"))
        for table in kept_tables(notebook, names, place):
            table = table.with_stars() if stars else table
            table = replace(table, notes=f"{table.notes} {source}".strip())
            content |= {folder / f"{table.name}.{each}": table_files.render(table, each) for each in formats}
    return atomic.write_all(content)


def kept_tables(notebook: str, names: Sequence[str], place: str | Path | None = None) -> list[table_files.ResultTable]:
    """Tables of one notebook as it kept them."""
    file = entries.file_of(notebook, place)
    kept = entries.content(file)["tables"]
    return [
        table_files.read(file.with_suffix("") / kept[name]["file"], kept[name], f"{notebook}/{name}") for name in names
    ]


def named(only: Sequence[str], kind: str, place: str | Path | None = None) -> dict[str, list[str]]:
    """The figures or tables that match some names, by notebook.

    Parameters
    ----------
    only : sequence of str
        Each a number or a name, alone or after a notebook and a slash; none means all.
    kind : {"figures", "tables"}

    Raises
    ------
    ParameterError
        A name matches nothing.
    """
    there = {
        content["notebook"]: list(content[kind]) for content in entries.contents(place).values() if content.get(kind)
    }
    chosen: dict[str, list[str]] = {}
    for name in only or ["*"]:
        notebook, _, item = name.rpartition("/")
        wanted = [contents.full_name(notebook)] if notebook else list(there)
        found = {
            each: [
                known
                for known in there.get(each, [])
                if known == item or fnmatch.fnmatch(known, f"{item}_*") or item == "*"
            ]
            for each in wanted
        }
        if not any(found.values()):
            known = [f"{each}/{item_}" for each, items in there.items() for item_ in items]
            raise ParameterError(
                f"there are no {kind} of that name",
                value=name,
                expected=f"one of {', '.join(known)}",
                remedy=did_you_mean(name, [*known, *(each.split("/")[1] for each in known)]),
            )
        for each, items in found.items():
            chosen[each] = [*chosen.get(each, []), *(one for one in items if one not in chosen.get(each, []))]
    return {notebook: items for notebook, items in chosen.items() if items}
