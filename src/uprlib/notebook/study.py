"""A notebook's run: where it writes, and the numbers, figures and tables that it states.

::

    run = start("01_acceptance", sur=sur, coding=coding)
    run.figure(figure, "fig01_action", title=..., alt=..., numbers=["rate.*"])
    run.table(frame, "tab01_rates", title=...)
    run.number("rate", 0.42, low=0.37, high=0.48, n=268, note=...)
    run.finish()
"""

from __future__ import annotations

import contextlib
import fnmatch
import functools
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from IPython.display import Image, display
from matplotlib.figure import Figure

from uprlib import atomic, paper, paths
from uprlib.errors import DataError, FigureError
from uprlib.facts import journals
from uprlib.facts.journals import Profile
from uprlib.notebook import parameters
from uprlib.paper import passport
from uprlib.plots.style import MM_PER_INCH

DIGITS = 6
"""Numbers are rounded where they are written: linear algebra differs in the last bits between processors."""


@dataclass
class Run:
    """One run of one notebook with one set of parameters.

    Attributes
    ----------
    notebook : str
    parameters : dict
        All of them, checked.
    is_default : bool
        Whether every parameter has its default: only such a run writes into the checkout's figures and results.
    """

    notebook: str
    parameters: dict[str, object]
    is_default: bool
    numbers: dict[str, dict[str, object]] = field(default_factory=dict)
    figures: dict[str, dict[str, Any]] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def is_for_print(self) -> bool:
        """Whether only the page differs from the default run, if anything: its figures are those of the paper."""
        return self.is_default or self.parameters == parameters.defaults(self.notebook) | {"profile": self.page.name}

    @property
    def page(self) -> Profile:
        """The page that figures are made for."""
        return journals.profile(str(self.parameters.get("profile", "article")))

    @property
    def figures_folder(self) -> Path:
        """Where figures go."""
        base = self._base()
        return (base / "figures" if base else paths.figures()) / self.notebook

    @property
    def results_file(self) -> Path:
        """Where the numbers go."""
        base = self._base()
        return (base / "results" if base else paths.results()) / f"{self.notebook}.json"

    @property
    def tables_folder(self) -> Path:
        """Where result tables go."""
        return self.results_file.with_suffix("")

    def _base(self) -> Path | None:
        if paths.out():
            return paths.out()
        return None if self.is_default else paths.runs() / self.label()

    def label(self) -> str:
        """A name for this run's folder, from the parameters that differ from their defaults."""
        usual = parameters.defaults(self.notebook)
        changed = [f"{key}-{_plain(value)}" for key, value in self.parameters.items() if value != usual[key]]
        return "_".join([self.notebook, *changed])

    def figure(self, figure: Figure, name: str, *, title: str, alt: str, numbers: Sequence[str] = ()) -> None:
        """Look a figure over, write it in every format and show it below the cell.

        Parameters
        ----------
        name : str
            Stands once in a notebook, as "fig01_action".
        title, alt : str
            Title and alternative text, kept inside the files.
        numbers : sequence of str
            Patterns of the keys of the ledger that the figure shows ("rate.*"); its passport lists them.

        Raises
        ------
        DataError
            The name stands twice.
        FigureError
            An editor would send the figure back (:func:`uprlib.paper.faults`), and it is one for print. In other
            runs, which nobody has looked at, the faults are said and the figure is written.
        """
        if name in self.figures:
            raise DataError("a figure is written twice", value=name, expected="each name once in a notebook")
        if paths.only() and name not in paths.only():
            return
        found = paper.faults(figure, page=self.page, alt=alt)
        if found and self.is_for_print:
            raise FigureError(
                f"figure {name} cannot be printed on the page {self.page.name!r}: "
                + "; ".join(found[:4])
                + (f"; and {len(found) - 4} more" if len(found) > 4 else "")
            )
        for words in found:
            print(f"Figure {name}: {words}.")
        says = passport.inside(self.notebook, name, self.parameters, numbers, self._inputs)
        files = paper.save_figure(
            figure,
            self.figures_folder / name,
            page=self.page,
            alt=alt,
            title=title,
            formats=paths.formats() or paper.USUAL,
            keywords=says,
        )
        width, height = (round(side * MM_PER_INCH, 2) for side in figure.get_size_inches())
        self.figures[name] = {
            "title": title,
            "alt": alt,
            "files": [file.name for file in files],
            "numbers": list(numbers),
            "page": {
                "name": self.page.name,
                "width_mm": width,
                "height_mm": height,
                "smallest_text_pt": self.page.font,
            },
        }
        for picture in (file for file in files if file.suffix == ".png"):
            display(Image(data=picture.read_bytes(), alt=alt, width=760))
            break

    def table(
        self, table: pd.DataFrame, name: str, *, title: str, notes: str = "", stars: dict[str, str] | None = None
    ) -> pd.DataFrame:
        """Keep a result table, from which ``upr tables`` makes LaTeX, Word, HTML and CSV, and return it for showing.

        Parameters
        ----------
        table : pandas.DataFrame
            As the notebook shows it: words and rounded numbers, its rows named by the index.
        name : str
            Stands once in a notebook, as "tab01_rates".
        title, notes : str
            Notes say what n and the intervals are.
        stars : dict, optional
            Columns of estimates, each with its column of p-values, for those who ask for stars.

        Raises
        ------
        DataError
            The name stands twice.
        """
        if name in self.tables:
            raise DataError("a table is kept twice", value=name, expected="each name once in a notebook")
        if not paths.only():
            file = self.tables_folder / f"{name}.csv"
            flat = table.reset_index()
            for column in flat.select_dtypes("float"):
                flat[column] = flat[column].map(_rounded)
            atomic.write_csv(file, flat)
            self.tables[name] = {
                "title": title,
                "notes": notes,
                "file": file.name,
                "index": table.index.nlevels,
                "stars": stars or {},
            }
        return table

    def number(
        self,
        key: str,
        value: float | int | str,
        *,
        low: float | None = None,
        high: float | None = None,
        n: int | None = None,
        unit: str = "share",
        note: str = "",
    ) -> None:
        """Record one headline number under a key that names it.

        Raises
        ------
        DataError
            The key stands twice.
        """
        if key in self.numbers:
            raise DataError("a result is recorded twice", value=key, expected="each key once in a notebook")
        self.numbers[key] = {
            "value": _rounded(value),
            "low": _rounded(low),
            "high": _rounded(high),
            "n": None if n is None else int(n),
            "unit": unit,
            "coding": self.parameters.get("coding"),
            "note": note,
        }

    def finish(self) -> None:
        """Write the numbers, the lists of figures and tables and the figures' passports, and say where they are."""
        made_by = passport.code(self.notebook) if self.figures else {}
        for name, entry in self.figures.items():
            keys = sorted({key for like in entry["numbers"] for key in fnmatch.filter(self.numbers, like)})
            text = passport.passport(
                self.notebook,
                name,
                title=entry["title"],
                alt=entry["alt"],
                parameters=self.parameters,
                page=entry["page"],
                numbers=keys,
                files=[self.figures_folder / file for file in entry["files"]],
                given=self._inputs,
                made_by=made_by,
                commit=None if self.is_default else passport.head(),
            )
            atomic.write_text(self.figures_folder / f"{name}.json", text)
        if paths.only():
            print(f"{len(self.figures)} figures written for {self.label()}.")
            return
        content = {
            "notebook": self.notebook,
            "parameters": self.parameters,
            "numbers": dict(sorted(self.numbers.items())),
            "figures": dict(sorted(self.figures.items())),
            "tables": dict(sorted(self.tables.items())),
        }
        text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
        atomic.write_text(self.results_file, text)
        counts = f"{len(self.numbers)} numbers, {len(self.figures)} figures and {len(self.tables)} tables"
        print(f"{counts} recorded for {self.label()}.")

    @functools.cached_property
    def _inputs(self) -> dict[str, str]:
        return passport.inputs(self.notebook, self.parameters.get("dataset", "bundled"))

    @contextlib.contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A part of the notebook that some States lack the data for: says so in a sentence and goes on."""
        try:
            yield
        except DataError as lacking:
            print(f"{name}: not for this State; {lacking}")


def start(notebook: str, **given: object) -> Run:
    """Begin a run: check the parameters and decide where it writes.

    Raises
    ------
    ParameterError, StateError
        A parameter cannot be used.
    """
    name = parameters.notebook(notebook)
    values = parameters.checked(name, given)
    return Run(name, values, values == parameters.defaults(name))


def _rounded(value: Any) -> object:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, str | bool | int):
        return value
    number = float(value)
    if math.isinf(number):
        return "infinite" if number > 0 else "-infinite"
    return float(f"{number:.{DIGITS}g}")


def _plain(value: object) -> str:
    return "+".join(map(str, value)) if isinstance(value, list) else str(value)
